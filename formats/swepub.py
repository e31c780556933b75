"""What SwePub asks of each publication type before it takes a record: the sets in the rules of its filter.

From resources/minimumlevelfilter.xsl of libris/swepub-redux (2.1.2), for Swepub MODS 4.0; the rules have its numbers.
"""

from __future__ import annotations

from formats.containers import ALONE

__all__ = [
    "ALONE",
    "CREATORS",
    "IN_HOST",
    "MADE_BY_NOBODY",
    "NOT_OUT",
    "ORGANISATIONS",
    "UNMIGRATABLE",
    "needs_content_type",
]

# Rule 2: roles by which a person, or an organisation, has made something; and types that need nobody.
CREATORS = frozenset(("aut", "edt", "cre"))
ORGANISATIONS = CREATORS | {"pbl", "org"}
MADE_BY_NOBODY = frozenset(
    ("artistic-work", "artistic-work/original-creative-work", "artistic-work/artistic-thesis"),
)
# Rule 7: what these types begin with needs no content type.
_NO_CONTENT_TYPE = ("intellectual-property", "artistic-work")
_NO_CONTENT_TYPES = frozenset(("other", "other/data-set", "other/software"))
# Rule 11: what must be in something with a title. Rule 12, what must not: ALONE.
IN_HOST = frozenset(
    (
        "publication/book-chapter",
        "publication/report-chapter",
        "publication/journal-article",
        "publication/review-article",
        "publication/editorial-letter",
        "publication/magazine-article",
        "publication/newspaper-article",
        "publication/journal-issue",
        "publication/book-review",
        "publication/foreword-afterword",
    )
)
# Statuses of what has no date and no host yet (rules 8 and 11).
NOT_OUT = frozenset(("submitted", "in-press", "epub"))
# A code of the old classification that SwePub cannot turn into one of today's, and flags.
UNMIGRATABLE = frozenset(("21101",))


def needs_content_type(kind: str) -> bool:
    """Return whether SwePub rejects the type without a content type (rule 7)."""
    return not kind.startswith(_NO_CONTENT_TYPE) and kind not in _NO_CONTENT_TYPES
