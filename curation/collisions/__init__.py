"""Two people save the same record: the second sees what the first changed, field by field, and decides.

A form carries what its reader saw: the version of the record, and the value of each field (seen.py). When it comes back
and the record has another version, the three are compared: was (seen), theirs (stored now) and yours (posted). Fields
that only they changed get their value; fields that both changed stay as typed, and wait for a choice; the form is shown
again and nothing is saved (merging.py). This happens under a lock of the record's row, so that of two who save at the
same instant one is second (saving.py).
"""
