"""publication → Record. Needs publications loaded with `for_record`; asks the database nothing."""

from collections.abc import Iterable

from formats.record import (
    Affiliation,
    Contributor,
    Funding,
    Identifier,
    Link,
    Note,
    Record,
    Subject,
    Translation,
)
from publications.models import Contribution, ContributionAffiliation, Publication

SAME = (
    "type", "content_type", "genre", "title", "subtitle", "language", "contributor_count", "volume", "issue", "page",
    "article_number", "number_of_pages", "edition", "version", "number", "collection_title", "collection_number",
    "event_title", "event_place", "event_date", "publisher_place", "issued", "available", "accepted", "defended",
    "publication_status", "open_access", "licence", "ours", "created", "updated",
)  # fmt: skip


def record_of(publication: Publication, site: str = "") -> Record:
    """Return the Record of a publication; `site` is the start of its address, such as "https://research.lu.se"."""
    return Record(
        id=str(publication.uuid),
        url=f"{site}/publications/{publication.uuid}",
        contributors=tuple(_contributor(row, _affiliations(row.places)) for row in publication.contributions.all()),
        **_host(publication),
        **_own(publication),
    )


def printed_record_of(publication: Publication) -> Record:
    """Return the Record of what stands in a publication's own rows, whatever its journal and units are called.

    A journal that is neither the printed one nor has its ISSN is told by its title: staff chose another.
    """
    return Record(
        contributors=tuple(_contributor(row, _printed_places(row)) for row in publication.contributions.all()),
        container_title=printed_title(publication),
        issn=publication.issn,
        eissn=publication.eissn,
        publisher=publication.publisher.name if publication.publisher else "",
        **_own(publication),
    )


def _own(publication: Publication) -> dict:
    return {
        "subjects": tuple(_subject(row.subject) for row in publication.classifications.all()),
        "keywords": tuple(Translation(text=row["term"], language=row["language"]) for row in publication.keyword_rows),
        "links": tuple(Link(**row) for row in publication.link_rows),
        "funding": tuple(Funding(**row) for row in publication.funding_rows),
        **{name: getattr(publication, name) for name in SAME},
        **identifier_fields(publication.identifier_rows),
        **_texts(publication.text_rows),
    }


def printed_title(publication: Publication) -> str:
    """Return the printed title of what a publication is in, or that of another journal that staff chose."""
    journal, printed = publication.journal, publication.container_title
    if journal is None or journal.title.lower() == printed.lower():
        return printed
    numbers = {publication.issn, publication.eissn} & {journal.issn, journal.eissn}
    return printed if numbers - {"", None} else journal.title


def _printed_places(contribution: Contribution) -> Iterable[Affiliation]:
    for row in contribution.places:
        unit = row.organisation
        yield Affiliation(
            name=row.name, unit=(unit.code if unit and unit.own else None) or "", ror=(unit.ror if unit else None) or ""
        )


def _host(publication: Publication) -> dict:
    journal = publication.journal
    issn, eissn = publication.issns
    publisher = publication.publisher or (journal.publisher if journal else None)
    return {
        "container_title": journal.title if journal else publication.container_title,
        "container_title_short": journal.abbreviation if journal else "",
        "issn": issn,
        "eissn": eissn,
        "publisher": publisher.name if publisher else "",
    }


def identifier_fields(rows: Iterable[dict]) -> dict:
    """Return the fields of a Record that hold identifiers, for rows with scheme, value and problem."""
    rows = list(rows)
    good = [row for row in rows if not row["problem"]]
    return {
        "doi": next((row["value"] for row in good if row["scheme"] == "doi"), ""),
        "isbn": tuple(row["value"] for row in good if row["scheme"] == "isbn"),
        "identifiers": tuple(
            Identifier(**row) for row in rows if row["problem"] or row["scheme"] not in ("doi", "isbn")
        ),
    }


def _texts(rows: list[dict]) -> dict:
    def translations(kind: str) -> tuple[Translation, ...]:
        return tuple(Translation(text=row["text"], language=row["language"]) for row in rows if row["kind"] == kind)

    notes = (Note(text=row["text"], heading=row["heading"]) for row in rows if row["kind"] == "note")
    return {"titles": translations("title"), "abstracts": translations("abstract"), "notes": tuple(notes)}


def _contributor(contribution: Contribution, places: Iterable[Affiliation]) -> Contributor:
    person = contribution.person
    return Contributor(
        role=contribution.role,
        family=contribution.family,
        given=contribution.given,
        suffix=contribution.suffix,
        literal=contribution.literal,
        orcid=(person.orcid if person else None) or "",
        wrong_orcid=contribution.wrong_orcid,
        local_id=(person.local_id if person else None) or "",
        corresponding=contribution.corresponding,
        affiliations=tuple(places),
    )


def _affiliations(rows: Iterable[ContributionAffiliation]) -> Iterable[Affiliation]:
    for row in rows:
        unit = row.organisation
        yield Affiliation(
            name=row.name or (unit.name_en or unit.name_sv if unit else ""),
            unit=(unit.code if unit and unit.own else None) or "",
            ror=(unit.ror if unit else None) or "",
        )


def _subject(subject) -> Subject:
    return Subject(code=subject.code, edition=subject.edition)
