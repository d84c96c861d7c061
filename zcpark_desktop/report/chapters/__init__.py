"""The documents, chapter by chapter: pure functions from material to blocks."""
