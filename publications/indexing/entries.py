"""Publications as entries of the index: which of their values go into which field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from formats.richtext import abstract_plain, plain
from publications.indexing.rows import Row
from publications.indexing.vocabularies import Terms, Vocabularies
from search.documents import Entry
from search.suggesting import JOURNAL, KEYWORD, PERSON, suggestions

_ROLES = {"aut": "author", "edt": "editor", "trl": "translator", "ths": "supervisor"}
_OURS, _EXTERNAL = "yes", "no"


def entries(rows: Iterable[Row], vocabularies: Vocabularies) -> Iterator[Entry]:
    """Yield the entries of publications."""
    for row in rows:
        units, subjects = vocabularies.units(row.units or ()), vocabularies.subjects(row.subjects or ())
        yield Entry(
            key=row.id,
            texts=_texts(row, units, subjects),
            year=row.year or 0,
            codes=tuple(_codes(row)),
            values=_values(row, units, subjects),
            keywords=tuple(dict.fromkeys(keyword_value(term) for term in row.keywords or ())),
            dates={name: text for name in ("issued", "defended", "created", "updated") if (text := getattr(row, name))},
            orders={"title": row.sort_title, "author": row.first_name or ""},
            suggestions=tuple(_suggestions(row)),
        )


def _texts(row: Row, units: Terms, subjects: Terms) -> dict:
    return {
        "title": _titles(row),
        "abstract": _abstracts(row),
        **_names(row.names),
        "unit": units.texts,
        "place": _line(row.places),
        "journal": _line("\n".join(filter(None, (row.journal, *row.issns)))),
        "keyword": tuple(zip(row.keywords or (), row.keyword_languages or (), strict=True)),
        "subject": subjects.texts,
        "publisher": _line(row.publisher),
        "series": _line(row.series),
        "conference": _line(row.conference),
        "funder": _line(row.funding),
    }


def _titles(row: Row) -> tuple:
    title = f"{row.title}: {row.subtitle}" if row.subtitle else row.title
    others = zip(row.titles or (), row.title_languages or (), strict=True)
    return ((plain(title), row.language), *((plain(text), language) for text, language in others))


def _abstracts(row: Row) -> tuple:
    found = zip(row.abstracts or (), row.abstract_languages or (), strict=True)
    return tuple((_plain(text), language) for text, language in found)


def _plain(abstract: str) -> str:
    """Return an abstract without markup; most have paragraphs only, which need no parser."""
    text = abstract.replace("<p>", " ").replace("</p>", "\n")
    return abstract_plain(text) if "<" in text or "&" in text else text


def _names(names: str | None) -> dict:
    """Return names by role, and in "person" those of all."""
    found: dict[str, list[str]] = {}
    for line in (names or "").split("\n"):
        if line:
            found.setdefault("person", []).append(line[3:])
            if role := _ROLES.get(line[:3]):
                found.setdefault(role, []).append(line[3:])
    return {name: tuple([(line, "") for line in lines]) for name, lines in found.items()}


def _line(text: str | None) -> tuple:
    return ((text, ""),) if text else ()


def _codes(row: Row) -> Iterator[tuple[str, str]]:
    yield "id", str(row.uuid)
    for scheme, value in zip(row.schemes or (), row.numbers or (), strict=True):
        if scheme in ("doi", "isbn", "pmid"):
            yield scheme, value
        yield "id", value
    yield from (("id", value) for value in row.sources or ())
    yield from (("issn", value) for value in dict.fromkeys(row.issns) if value)
    yield from (("orcid", value) for value in dict.fromkeys(row.orcids or ()))
    yield from ((name, value) for name in ("volume", "issue", "page") if (value := getattr(row, name)))
    yield from (("number", value) for value in row.numbers_printed if value)


def _values(row: Row, units: Terms, subjects: Terms) -> dict[str, tuple]:
    found = {
        "type": row.type,
        "content": row.content_type,
        "status": row.publication_status,
        "language": row.language,
        "access": row.open_access,
        "ours": _OURS if row.ours else _EXTERNAL,
        "journal_key": row.journal_id,
    }
    return {name: (value,) for name, value in found.items() if value} | {
        "person_key": tuple(dict.fromkeys(row.people or ())),
        "unit_key": units.values,
        "subject_code": subjects.values,
        "concept_key": tuple(row.concepts or ()),
        "unit_0": units.levels[0],
        "unit_1": units.levels[1],
        "subject_0": subjects.levels[0],
    }


def keyword_value(term: str) -> str:
    """Return what stands for a keyword as a facet: the term in lower case."""
    return term.lower()


def _suggestions(row: Row) -> dict[str, None]:
    """Return what is suggested, each once: not the units and subjects, whose names the index has apart."""
    names = [(PERSON, str(key), name) for key, name in zip(row.people or (), row.called or (), strict=True)]
    if row.journal_id:
        names.append((JOURNAL, str(row.journal_id), row.journal.partition("\n")[0]))
    names += [(KEYWORD, term, term) for term in row.keywords or ()]
    return dict.fromkeys(chain.from_iterable([suggestions(*name) for name in names]))
