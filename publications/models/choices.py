"""What a select field offers, from the tables in formats/types.py, in the language of the page."""

from formats.types import CONTENT_TYPES, ROLES, STATUSES, TYPES
from publications.models.wording import in_language


def _choices(table: dict) -> list[tuple[str, str]]:
    return [(key, in_language(row.en, row.sv)) for key, row in table.items()]


def types() -> list[tuple[str, str]]:
    """Return the publication types with their names."""
    return _choices(TYPES)


def content_types() -> list[tuple[str, str]]:
    """Return peer-reviewed, other academic and popular."""
    return _choices(CONTENT_TYPES)


def publication_statuses() -> list[tuple[str, str]]:
    """Return the statuses from in preparation to published."""
    return _choices(STATUSES)


def roles() -> list[tuple[str, str]]:
    """Return the MARC relator codes with their names."""
    return _choices(ROLES)
