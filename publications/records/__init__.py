"""The only bridge between the database and `formats.Record`: out with `record_of`, in with `save_records`."""

from publications.records.reading import record_of
from publications.records.saving import Outcome, save_records

__all__ = ["Outcome", "record_of", "save_records"]
