"""The page of a step with declared sections."""
