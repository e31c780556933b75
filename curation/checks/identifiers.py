"""Identifiers: wrong ones, prefixes that nobody knows, ISSNs of another journal, DOIs and ISSNs that are missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

from curation.checks.rule import Known, Values
from formats.containers import is_in_journal
from formats.identifiers import checked
from formats.record import Record

FIRST_DOIS = "2000"  # Crossref was founded in that year
WITH_DOI = frozenset(
    (
        "publication/journal-article",
        "publication/review-article",
        "publication/editorial-letter",
        "publication/preprint",
        "conference/paper",
        "other/data-set",
    )
)
WITH_ISSN = frozenset(("publication/journal-article", "publication/review-article", "publication/editorial-letter"))
TOLD_APART = ("doi", "isbn", "issn", "isi", "uri")  # schemes that SwePub flags; an eISSN is an ISSN
_SERIALS = ("issn", "eissn")


def faulty(scheme: str) -> Callable[[Record, Known], Iterator[Values]]:
    """Return the rule of a scheme: what is kept with its problem, and what stands in a field and fails its check."""
    schemes = _SERIALS if scheme == "issn" else (scheme,)

    def found(record: Record, known: Known) -> Iterator[Values]:
        for row in record.identifiers:
            if row.problem and row.scheme in schemes:
                yield {"value": row.value, "problem": row.problem}
        for name in schemes:
            yield from _wrong_in_field(record, name)

    return found


def _wrong_in_field(record: Record, scheme: str) -> Iterator[Values]:
    given = getattr(record, scheme, ())
    for value in given if isinstance(given, tuple) else filter(None, (given,)):
        if problem := checked(scheme, value).problem:
            yield {"value": value, "problem": problem} | ({"field": scheme} if scheme in _SERIALS else {})


def faulty_others(record: Record, known: Known) -> Iterator[Values]:
    """Other schemes, such as PubMed's."""
    for row in record.identifiers:
        if row.problem and row.scheme not in (*TOLD_APART, "eissn"):
            yield {"value": row.value, "problem": row.problem, "scheme": row.scheme}


def faulty_orcid(record: Record, known: Known) -> Iterator[Values]:
    for one in record.contributors:
        for value in filter(None, (one.wrong_orcid, one.orcid)):
            if problem := checked("orcid", value).problem:
                yield {"value": value, "problem": problem}


@cache
def known_prefixes() -> frozenset[str]:
    """Return the prefixes of data/doi/prefixes.txt."""
    return frozenset((Path(settings.BASE_DIR) / "data" / "doi" / "prefixes.txt").read_text().split())


def prefix_of(doi: str) -> str:
    """Return the registrant's part of a DOI: "10.1007" of "10.1007/s00417" and of "10.1007.12/s00417"."""
    return ".".join(doi.partition("/")[0].split(".")[:2])


def unknown_prefix(record: Record, known: Known) -> Iterator[Values]:
    prefix = prefix_of(record.doi)
    if prefix.startswith("10.") and prefix not in known_prefixes() and prefix not in known.prefixes:
        yield {"value": record.doi, "prefix": prefix}


def no_doi(record: Record, known: Known) -> Iterator[Values]:
    """A DOI is expected of what was published since there are any."""
    if record.type in WITH_DOI and not record.doi and record.issued[:4] >= FIRST_DOIS:
        yield {}


def no_issn(record: Record, known: Known) -> Iterator[Values]:
    """SwePub's ISSN_missing_check, which no longer fires."""
    if record.type in WITH_ISSN and record.container_title and not record.issn and not record.eissn:
        yield {}


def issn_of_another(record: Record, known: Known) -> Iterator[Values]:
    """An ISSN on the publication that is neither of those that its journal has."""
    title, *own = known.journal
    if not any(own) or not is_in_journal(record):
        return
    for value in known.printed or tuple(filter(None, (record.issn, record.eissn))):
        if value not in own:
            yield {"value": value, "journal": title, "own": ", ".join(filter(None, own))}
