"""Formulas by themselves."""
