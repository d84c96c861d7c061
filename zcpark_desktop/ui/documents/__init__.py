"""The page from which the documents are exported."""
