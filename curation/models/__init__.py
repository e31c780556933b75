"""What the work of the staff needs to remember."""

from curation.models.operation import Operation

__all__ = ["Operation"]
