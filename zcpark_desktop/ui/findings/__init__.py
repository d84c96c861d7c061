"""The page of all findings of the audit."""
