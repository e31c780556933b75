"""What a format writes it reads back: records made by hypothesis, of every type, with every field and nasty texts.

`LOSES` says for each format what it cannot carry: fields as a whole ("all"), parts of what a field holds, or what of it
is left, as a function. All else must come back equal.
"""

import json
from collections.abc import Callable
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given, settings

from formats import READERS, WRITERS, csl_json, is_binary
from formats.record import Record
from formats.richtext import abstract_plain, plain
from formats.types import TYPES
from tests.formats.csl_schema import SCHEMA
from tests.formats.losses import EITHER, LOSSES
from tests.formats.records import EVERY_TYPE, FULL, MINIMAL, canonical, made_records

BOTH = [name for name in WRITERS if name in READERS]
ALL = "all"
Loss = str | tuple[str, ...] | Callable


def first_plain(abstracts):
    """Of abstracts, the words of the first one."""
    return abstract_plain(abstracts[0].text).split() if abstracts else []


def authors_first(contributors):
    """Of contributors, the order among authors, and that among the others."""
    blank = {"affiliations": (), "local_id": "", "wrong_orcid": "", "corresponding": False}
    kept = [replace(one, **blank, orcid=one.orcid if one.role == "aut" else "") for one in contributors]
    return sorted(kept, key=lambda one: one.role != "aut")


def addresses(links):
    """Of links, where they lead, each place once."""
    return list(dict.fromkeys(link.url for link in links))


def words(keywords):
    """Of keywords, how they are written, each once."""
    return list(dict.fromkeys(one.text for one in keywords))


_TABLE: dict[str, Loss] = {
    "source": ALL,
    "abstracts": first_plain,
    "contributors": authors_first,
    "keywords": words,
    "links": addresses,
}


def named(contributors):
    """Of contributors, who they are."""
    return {(one.family, one.given, one.literal) for one in contributors}


def right(identifiers):
    """Of identifiers, those that are right."""
    return {row.value for row in identifiers if not row.problem}


def reached(links):
    """Of links, where they lead."""
    return {link.url for link in links}


def funded(grants):
    """Of grants, those that say who paid."""
    return [grant for grant in grants if grant.funder]


def every_word(texts):
    """Of abstracts, their words and languages."""
    return [(abstract_plain(one.text).split(), one.language) for one in texts]


_NOT_TOLD = dict.fromkeys(
    ("source", "genre", "content_type", "publication_status", "publisher_place", "event_place", "contributor_count")
    + ("ours", "created", "updated", "version", "edition", "open_access")
    + ("notes",)  # their headings are words of theirs, and others' descriptions may have LaTeX in them
    # A year is required: without this date it is that of another. A host or series without a title is none.
    + ("issued", "container_title_short", "volume", "issue", "page", "article_number", "collection_number"),
    ALL,
)
_DATACITE: dict[str, Loss] = _NOT_TOLD | {
    "contributors": named,
    "identifiers": right,
    "links": reached,
    "funding": funded,
    "abstracts": every_word,
    "title": plain,
    "subtitle": plain,
    "titles": lambda titles: [(plain(one.text), one.language) for one in titles],
}
LOSES: dict[str, dict[str, Loss]] = {
    "csl_json": {},
    "json": {},
    "mods": {},
    "datacite": _DATACITE,
    "datacite_json": _DATACITE,
    "csv": _TABLE,
    "xlsx": _TABLE,
}


def left(record: Record, losses: dict[str, Loss]) -> dict:
    """Return what is left of a record's fields."""
    found = {}
    for name in Record.__slots__:
        value, loss = getattr(record, name), losses.get(name, ())
        if callable(loss):
            found[name] = loss(value)
        elif loss != ALL:
            found[name] = [replace(row, **dict.fromkeys(loss, "")) for row in value] if loss else value
    return found


def back(name: str, records: list[Record]) -> list:
    pieces = WRITERS[name].write(records)
    return READERS[name].read(b"".join(pieces) if is_binary(WRITERS[name]) else "".join(pieces))


@pytest.mark.parametrize("name", LOSES)
@given(made=made_records)
@settings(max_examples=60)
def test_a_made_record_comes_back(name, made):
    record = canonical(made)
    [found] = back(name, [record])
    assert isinstance(found, Record), found
    assert left(found, LOSES[name]) == left(record, LOSES[name])


@pytest.mark.parametrize("name", LOSES)
def test_every_type_comes_back_in_order(name):
    records = [*EVERY_TYPE, FULL]
    assert [left(one, LOSES[name]) for one in back(name, records)] == [left(one, LOSES[name]) for one in records]
    assert {record.type for record in records} >= set(TYPES)


@pytest.mark.parametrize("name", ["datacite", "datacite_json"])
def test_what_is_in_a_host_with_a_title_comes_back_with_its_place_there(name):
    fields = ("issued", "container_title_short", "volume", "issue", "page", "article_number", "collection_number")
    for record, found in zip((*EVERY_TYPE, FULL), back(name, [*EVERY_TYPE, FULL]), strict=True):
        assert [getattr(found, field) for field in fields] == [getattr(record, field) for field in fields]


@pytest.mark.parametrize("name", BOTH)
@given(made=made_records)
@settings(max_examples=30)
def test_no_format_loses_a_record_or_takes_one_for_two(name, made):
    record = canonical(made)
    found = back(name, [record, FULL, record])
    assert len(found) == 3
    assert all(isinstance(one, Record) for one in found)


def carried(name: str, record: Record, found: Record) -> Record:
    """Return a record as a format of references is expected to give it back."""
    kept = {}
    for field, loss in LOSSES[name].items():
        is_kept = loss.left is EITHER and getattr(found, field)
        kept[field] = getattr(record, field) if is_kept else loss.left(record) if loss.left else ""
    return canonical(replace(record, **kept))


@pytest.mark.parametrize("name", LOSSES)
@given(made=made_records)
@settings(max_examples=60)
def test_a_reference_comes_back_but_for_what_has_no_place(name, made):
    record = canonical(made)
    [found] = back(name, [record])
    assert found == carried(name, record, found)


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("record", [*EVERY_TYPE, MINIMAL, FULL], ids=lambda record: record.type)
def test_a_reference_of_every_type_comes_back_but_for_what_has_no_place(name, record):
    [found] = back(name, [record])
    assert found == carried(name, record, found)


@given(made=made_records)
def test_what_hypothesis_makes_validates_against_the_schema_of_csl(made):
    jsonschema.validate(json.loads("".join(csl_json.write([canonical(made)]))), SCHEMA)


@given(made=made_records)
def test_what_has_been_read_once_stays_as_it_is(made):
    record = canonical(made)
    assert canonical(record) == record
