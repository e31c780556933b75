"""Who may do what with which record, and how a record goes from its draft to its readers.

`user.has_perm("publications.change_publication", publication)` answers for a record; the table is in table.py.
"""
