"""The page of indicators: the three schemes with verdicts, how each number came about, and what the park states."""
