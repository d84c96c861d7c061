"""The page on which staff write the documents' text, with live numbers in it."""
