"""Hand-worked cases, one file for each row of each scheme; see `case.py` for how a case is written."""
