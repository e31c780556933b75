"""The fields of the index. What each is for stands beside it; what goes in, in search/documents.py."""

from __future__ import annotations

from typing import NamedTuple

from tantivy import Schema, SchemaBuilder

VERSION = 10  # grows with every change of what an index holds or how texts are analysed; older ones are rebuilt

# Texts, analysed by search/analysis.py and cut at blanks. "typed" are codes that people type among words.
TEXTS = (
    "title", "abstract", "person", "author", "editor", "translator", "supervisor", "unit", "journal",
    "keyword", "subject", "publisher", "series", "conference", "funder", "typed",
)  # fmt: skip
# Only which words there are: in "words" those of all texts, by which publications are found; in "exact" those of
# titles, names and keywords as they stand, and those of the abstract that have accents.
BAGS = ("words", "exact")
# Facets and codes with few values, equal or not; each publication has one of these, NONE if no other.
CODES = ("type", "content", "status", "language", "access", "ours")
# Keys of rows in the database, and numbers of keywords (search/keywords.py): counted twice as fast as words.
KEYS = ("person_key", "journal_key", "unit_key", "subject_code", "concept_key", "keyword_key")
# The upper levels of a tree: the values that a publication has there, as one text, which is counted ten times as fast.
LEVELS = ("unit_0", "unit_1", "subject_0")
NONE = "-"  # stands where there is no value, so that each publication has one
# Keys as text, to list more values than Tantivy counts at once; with a keyword's its term, which so is found by it.
TERMS = ("person_value", "keyword_name")
# Numbers to order by and to make ranges of. Dates are their digits, filled up with noughts: 2024-05 is 20240500000000.
ORDERS = ("year", "issued", "defended", "created", "updated")
# Alphabetical orders: the first letters as a number, and the whole key, which is asked only where those are equal.
ALPHABETS = ("title", "author")


class Ranked(NamedTuple):
    """A facet with very many values, of which those that most publications have are counted apart, by their ranks: the
    fields with all of its values, with the TOP first ranks, and with the OFTEN first. Where a publication has `one`
    value at most, these hold 0 if none, as what each publication has once is counted faster."""

    field: str
    top: str
    often: str
    one: bool


RANKED = {
    name: Ranked(f"{name}_key", f"{name}_top", f"{name}_often", name == "journal")
    for name in ("person", "journal", "keyword")
}
TOP, OFTEN = 500, 4000


def schema() -> Schema:
    """Return the schema of an index."""
    builder = SchemaBuilder()
    builder.add_unsigned_field("key", indexed=True, fast=True)
    builder.add_float_field("weight", fast=True)  # by which the score is multiplied: newer ones weigh more
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in BAGS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("whole_title", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("code", tokenizer_name="raw", index_option="basic")  # doi:10.1000/1, issn:1234-5678
    builder.add_text_field("suggestion", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("round", tokenizer_name="raw", index_option="basic")  # in which it was written again
    for name in (*CODES, *LEVELS):
        builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    for name in TERMS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for ranked in RANKED.values():
        builder.add_unsigned_field(ranked.top, fast=True)
        builder.add_unsigned_field(ranked.often, fast=True)
    for name in (*KEYS, *ORDERS):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    for name in ALPHABETS:
        builder.add_unsigned_field(f"{name}_start", fast=True)
        builder.add_text_field(f"{name}_order", tokenizer_name="raw", fast=True, index_option="basic")
    return builder.build()
