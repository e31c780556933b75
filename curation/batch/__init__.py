"""Many records at once: one edit of all, or the edits of a spreadsheet, seen before they are made, undone as a whole.

edits.py and sheets.py say what is wanted, by record and field; outcomes.py what becomes of each record: changed, the
same already, refused with the reason; applying.py does it, in one transaction; page.py shows it. What a field is and
how it is written: fields.py, parts.py.
"""
