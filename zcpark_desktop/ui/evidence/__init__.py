"""The page of evidence: the files that prove what the park states, numbered, filed under indicators, and looked at."""
