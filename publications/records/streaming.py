"""Many public publications → Records, for exports: batch by batch, plain rows instead of models.

A Record is the same as `record_of` makes of a publication loaded with `for_record`; a test compares the two. Memory
holds one batch, whatever the number of keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice

from django.db import connection, models

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
from publications.models import Publication
from publications.models.publication import issns_of
from publications.querysets import in_bulk
from publications.records.reading import SAME
from publications.statements import STAND_INS

BATCH = 500
PUBLIC, ALL = "public rows", "all rows"
_ISSNS = ("issn", "eissn", "journal__issn", "journal__eissn")
_PARTS = ("names", "identifiers", "texts", "links", "funding", "subjects", "keywords")
_HOST = ("container_title", "journal__title", "journal__abbreviation", "journal__publisher__name", "publisher__name")


def records_in_order(keys: Iterable[int], site: str = "", rows: str = PUBLIC) -> Iterator[Record]:
    """Yield the Records of the public publications with these keys, in that order. 12 queries for each 500.

    They are the rows; names, people, places, units; keywords and their words; identifiers, texts, links, funding and
    subjects.
    `site` is the start of their addresses, such as "https://research.lu.se"; with `rows` as ALL, drafts come too.
    """
    rest = iter(keys)
    while batch := list(islice(rest, BATCH)):
        yield from _records(batch, site, rows)


def _records(batch: list[int], site: str, asked: str) -> Iterator[Record]:
    rows = {row[0]: row for row in _answers(asked, batch)}
    found = {name: _grouped(name, list(rows)) for name in _PARTS}
    names, keywords = _contributors(found.pop("names")), _words(found["keywords"])
    for key in batch:
        if key in rows:
            _, uuid, *columns = rows[key]
            yield Record(
                id=str(uuid),
                url=f"{site}/publications/{uuid}",
                contributors=tuple(names.get(key, ())),
                subjects=tuple(_subject(*row) for row in found["subjects"].get(key, ())),
                keywords=tuple(keywords[word] for (word,) in found["keywords"].get(key, ()) if word in keywords),
                links=tuple(_link(*row) for row in found["links"].get(key, ())),
                funding=tuple(_grant(*row) for row in found["funding"].get(key, ())),
                **_host(*columns[:9]),
                **_identifiers(found["identifiers"].get(key, ())),
                **_texts(found["texts"].get(key, ())),
                **dict(zip(SAME, columns[9:], strict=True)),
            )


def _grouped(name: str, keys: list[int]) -> dict[int, list[tuple]]:
    """Return the rows of a part by the key that they belong to, in their order. 1 query."""
    found = defaultdict(list)
    for key, *row in _answers(name, keys):
        found[key].append(row)
    return found


def _answers(name: str, keys: list[int]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(_question(name), [keys])
        return cursor.fetchall()


@cache
def _question(name: str) -> str:
    """Return the SQL of a queryset for one key, made to take a list of them as an array.

    Compiling an "IN" of 500 keys takes the ORM and psycopg as long as making the Records.
    """
    key = STAND_INS[int]
    with connection.cursor() as cursor:
        text = cursor.cursor.mogrify(*_queryset(name, key).query.sql_with_params()).replace("%", "%%")
    assert text.count(f"= {key}") == 1, text
    return text.replace(f"= {key}", "= ANY(%s)")


def _queryset(name: str, key: int) -> models.QuerySet:
    if name in (PUBLIC, ALL):
        rows = Publication.objects.public() if name == PUBLIC else Publication.objects.all()
        return rows.filter(pk=key).order_by().values_list("pk", "uuid", *_ISSNS, *_HOST, *SAME)
    return in_bulk(name, key)


def _host(issn, eissn, journal_issn, journal_eissn, container, journal, short, journal_publisher, publisher) -> dict:
    printed, electronic = issns_of(issn, eissn, journal_issn, journal_eissn)
    return {
        "container_title": container if journal is None else journal,
        "container_title_short": short or "",
        "issn": printed,
        "eissn": electronic,
        "publisher": (journal_publisher if publisher is None else publisher) or "",
    }


def _contributors(names: dict[int, list[tuple]]) -> dict[int, list[Contributor]]:
    """Return the names with their people and places. 3 queries."""
    people = _by_key("people", (row[1] for rows in names.values() for row in rows))
    places = _places([row[0] for rows in names.values() for row in rows])
    return {
        publication: [_contributor(people.get(person, ("", "")), places[key], *row) for key, person, *row in rows]
        for publication, rows in names.items()
    }


def _contributor(person, places, role, family, given, suffix, literal, wrong_orcid, corresponding) -> Contributor:
    orcid, local_id = person
    return Contributor(
        role=role,
        family=family,
        given=given,
        suffix=suffix,
        literal=literal,
        orcid=orcid or "",
        wrong_orcid=wrong_orcid,
        local_id=local_id or "",
        corresponding=corresponding,
        affiliations=tuple(places),
    )


def _places(names: list[int]) -> dict[int, list[Affiliation]]:
    rows = _answers("places", names)
    units = _by_key("units", (unit for _, _, unit in rows))
    found = defaultdict(list)
    for key, name, unit in rows:
        found[key].append(_affiliation(name, *units.get(unit, (None,) * 5)))
    return found


def _words(keywords: dict[int, list[tuple]]) -> dict[int, Translation]:
    rows = _by_key("words", (word for rows in keywords.values() for (word,) in rows))
    return {key: Translation(text=text, language=language) for key, (text, language) in rows.items()}


def _by_key(name: str, keys: Iterable[int | None]) -> dict[int, tuple]:
    """Return rows that several may share by their own keys. 1 query."""
    return {key: row for key, *row in _answers(name, list({key for key in keys if key is not None}))}


@lru_cache(maxsize=5000)  # the same few places stand on most publications
def _affiliation(name, name_en, name_sv, own, code, ror) -> Affiliation:
    return Affiliation(name=name or name_en or name_sv or "", unit=(code if own else "") or "", ror=ror or "")


@lru_cache(maxsize=1000)
def _subject(code, edition) -> Subject:
    return Subject(code=code, edition=edition)


def _link(url, kind, label, media_type) -> Link:
    return Link(url=url, kind=kind, label=label, media_type=media_type)


def _grant(funder, funder_id, award, title) -> Funding:
    return Funding(funder=funder, funder_id=funder_id, award=award, title=title)


def _identifiers(rows: Iterable[tuple]) -> dict:
    good = [(scheme, value) for scheme, value, problem in rows if not problem]
    return {
        "doi": next((value for scheme, value in good if scheme == "doi"), ""),
        "isbn": tuple(value for scheme, value in good if scheme == "isbn"),
        "identifiers": tuple(
            Identifier(scheme=scheme, value=value, problem=problem)
            for scheme, value, problem in rows
            if problem or scheme not in ("doi", "isbn")
        ),
    }


def _texts(rows: Iterable[tuple]) -> dict:
    found = {"title": [], "abstract": [], "note": []}
    for kind, language, heading, text in rows:
        found[kind].append(
            Note(text=text, heading=heading) if kind == "note" else Translation(text=text, language=language)
        )
    return {
        "titles": tuple(found["title"]),
        "abstracts": tuple(found["abstract"]),
        "notes": tuple(found["note"]),
    }
