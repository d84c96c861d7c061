"""Workbooks in and out: templates to fill in, files collected into a proposal of changes, tables, and live formulas.

The only place for openpyxl, xlsxwriter, xlrd and pandas; all of them are loaded when they are first needed.
"""
