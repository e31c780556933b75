"""Portraits: what all publications of a person, unit, journal or subject have in common, kept ready for its page.

gathering: the numbers, from the database. network: who publishes with whom, laid out. drawing: both together as a row
(models.Portrait), by the worker. showing: what a page makes of the row.
"""
