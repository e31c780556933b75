"""What the work of the staff needs to remember."""

from curation.models.batch import Batch
from curation.models.case import Case, Note
from curation.models.duplicate import LookedThrough, PossibleDuplicate
from curation.models.errand import Errand
from curation.models.finding import Checked, CheckRun, Finding
from curation.models.intake import Import, ImportItem, ImportPart
from curation.models.operation import Operation
from curation.models.responsibility import Responsibility

__all__ = [
    "Batch",
    "Case",
    "CheckRun",
    "Checked",
    "Errand",
    "Finding",
    "Import",
    "ImportItem",
    "ImportPart",
    "LookedThrough",
    "Note",
    "Operation",
    "PossibleDuplicate",
    "Responsibility",
]
