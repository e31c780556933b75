"""Records as rows of a table, for spreadsheets: as CSV and as XLSX. What columns there are: columns.py."""
