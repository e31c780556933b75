"""Bringing records in: what was handed in is recognised, fetched or read, compared, looked through, and saved.

Each step is a module, and leaves all it found in the database (curation/models/intake.py), so that the next can begin
there: in another request, in a job of the worker, or after either was killed.
"""
