"""What a select field offers, from the tables in formats/types.py, in the language of the page."""

from functools import cache

from django.utils.translation import get_language, gettext

from formats.person_identifiers import KINDS
from formats.types import CONTENT_TYPES, ROLES, STATUSES, TYPES
from publications.models.wording import in_language

TABLES = {"types": TYPES, "content_types": CONTENT_TYPES, "statuses": STATUSES, "roles": ROLES}


def _choices(table: str) -> list[tuple[str, str]]:
    return list(_names(table, get_language()).items())


@cache
def _names(table: str, language: str | None) -> dict[str, str]:
    """Return the names in a table by key. The language is that of now, named for the cache."""
    return {key: in_language(row.en, row.sv) for key, row in TABLES[table].items()}


def types() -> list[tuple[str, str]]:
    """Return the publication types with their names."""
    return _choices("types")


def content_types() -> list[tuple[str, str]]:
    """Return peer-reviewed, other academic and popular."""
    return _choices("content_types")


def publication_statuses() -> list[tuple[str, str]]:
    """Return the statuses from in preparation to published."""
    return _choices("statuses")


def roles() -> list[tuple[str, str]]:
    """Return the MARC relator codes with their names."""
    return _choices("roles")


def person_identifiers() -> list[tuple[str, str]]:
    """Return the kinds of ids that a person has elsewhere."""
    return [(kind, gettext(row.name)) for kind, row in KINDS.items()]
