"""Identifiers: wrong ones, prefixes that nobody knows, ISSNs of another journal, DOIs and ISSNs that are missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_noop

from curation.checks.rule import Known, Values
from formats.containers import is_in_journal
from formats.identifiers import checked
from formats.record import Record

LAST_REGISTRANT = 99_999  # numbers of six digits have not been given out yet
NEVER_GIVEN = gettext_noop("no publisher was given such a number")
OTHERS_DIFFER = gettext_noop("the others in its journal begin with another number")
FIRST_DOIS = "2000"  # Crossref was founded in that year
WITH_DOI = frozenset(
    (
        "publication/journal-article",
        "publication/review-article",
        "publication/editorial-letter",
        "publication/preprint",
        "other/data-set",
    )
)  # not conference papers: of 16,000 real ones, 7,100 had none
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
    """A prefix that we have not met, as with thousands of good ones, where something more speaks against it."""
    prefix = prefix_of(record.doi)
    number = prefix.removeprefix("10.")
    if not number.isdigit() or prefix in known_prefixes() or prefix in known.prefixes:
        return
    if number.startswith("0") or int(number) > LAST_REGISTRANT:
        yield {"value": record.doi, "prefix": prefix, "why": NEVER_GIVEN}
    elif known.journal_prefixes and prefix not in known.journal_prefixes:
        yield {"value": record.doi, "prefix": prefix, "why": OTHERS_DIFFER}


def no_doi(record: Record, known: Known) -> Iterator[Values]:
    """A DOI is expected of what was published since there are any."""
    if record.type in WITH_DOI and not record.doi and record.issued[:4] >= FIRST_DOIS:
        yield {}


def no_issn(record: Record, known: Known) -> Iterator[Values]:
    """SwePub's ISSN_missing_check, which no longer fires."""
    if record.type in WITH_ISSN and record.container_title and not record.issn and not record.eissn:
        yield {}


def issn_of_another(record: Record, known: Known) -> Iterator[Values]:
    """An ISSN on the publication that is neither of those that its journal has.

    Where the journal has only one, and the publication that one too, its other may well be that of the other form.
    """
    title, *both = known.journal
    own = list(filter(None, both))
    printed = known.printed or tuple(filter(None, (record.issn, record.eissn)))
    if not own or not is_in_journal(record) or (len(own) == 1 and own[0] in printed and len(printed) == 2):
        return
    for value in printed:
        if value not in own:
            yield {"value": value, "journal": title, "own": ", ".join(own)}
