"""The grid: a spreadsheet over a sheet of `forms`, with the habits of Excel and WPS."""
