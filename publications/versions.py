"""Which state a publication's page is in: one cheap question, asked at every request for the page.

Everything that a page shows belongs to the publication, whose row changes with each change of its parts, or is shared
by many, which the data version counts (publications/models/triggers.py).
"""

from __future__ import annotations

import time
from typing import NamedTuple
from uuid import UUID

from publications.indexing import index
from publications.questions import ask

KEPT_FOR = 60  # seconds that a list may be kept

# xmin, the transaction that wrote the row, tells states apart even where an import sets `updated` to an older date.
QUESTION = """
    SELECT publication.status, publication.xmin::text::bigint,
           (extract(epoch FROM publication.updated) * 1000000)::bigint,
           coalesce(version.number, 0), coalesce(extract(epoch FROM version.changed), 0)::bigint,
           coalesce(fingerprint.xmin::text::bigint, 0)
    FROM publications_publication publication LEFT JOIN publications_dataversion version ON version.id = 1
    LEFT JOIN publications_fingerprint fingerprint ON fingerprint.publication_id = publication.id
    WHERE publication.{} = %s
"""
BY_SLUG, BY_UUID = QUESTION.format("slug"), QUESTION.format("uuid")

# Histories grow with each change of a publication or of what puts it on lists, whatever `updated` says: an import may
# give it an older date, and a deleted one has none. Each is a look at the end of an index.
HISTORIES = ("publication", "contribution", "contributionaffiliation", "classification", "publicationkeyword")
LISTS = f"""
    SELECT (SELECT number FROM publications_dataversion WHERE id = %s),
           (SELECT max(updated) FROM publications_publication WHERE status = 'public'),
           {", ".join(f"(SELECT max(pgh_id) FROM publications_{name}event)" for name in HISTORIES)}
"""


class Version(NamedTuple):
    """The state of a publication and of what it shares with others. Equal versions of one publication look the same."""

    status: str
    transaction: int
    updated: int  # microseconds since 1970
    shared: int
    shared_changed: int  # seconds since 1970
    fingerprint: int = 0  # the transaction that computed it

    @property
    def changed(self) -> int:
        """Return when it last changed, in seconds since 1970."""
        return max(self.updated // 1_000_000, self.shared_changed)


def version_of_slug(slug: str) -> Version | None:
    """Return the version of the publication at an address, None where none has it. 1 query."""
    return _version(BY_SLUG, slug)


def version_of_uuid(uuid: UUID) -> Version | None:
    """Return the version of a publication, None where there is none. 1 query."""
    return _version(BY_UUID, uuid)


def _version(question: str, key: str | UUID) -> Version | None:
    rows = ask(question, key)
    return Version(*rows[0]) if rows else None


def version_of_results() -> tuple[str, int]:
    """Return a text that changes when lists of what was found may change, and each minute; and what
    `version_of_shared` returns. 1 query.

    It changes with each change of which publications are on which list, or of their order; and with the state of the
    index, which follows the database by a second. Transactions that overlap may take their numbers in one order and
    end in another, so one that ends late may be missed: that is what the minute is for.
    """
    found = ask(LISTS, 1)[0]
    lists = "|".join(map(str, found)).replace(" ", "T")
    return f"{lists}|{index().state()}|{int(time.time() // KEPT_FOR)}", found[0] or 0


def version_of_shared() -> int:
    """Return the number of changes of people, units, journals, publishers, subjects and keywords. 1 query."""
    rows = ask("SELECT number FROM publications_dataversion WHERE id = %s", 1)
    return rows[0][0] if rows else 0
