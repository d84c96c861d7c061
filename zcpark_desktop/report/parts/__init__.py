"""Pieces that more than one document shows: tables, figures and the sentences made from data."""
