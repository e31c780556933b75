"""What the work of the staff needs to remember."""

from curation.models.finding import Checked, CheckRun, Finding
from curation.models.operation import Operation

__all__ = ["CheckRun", "Checked", "Finding", "Operation"]
