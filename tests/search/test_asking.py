"""What readers type is understood as they mean it, and no text is an error."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.parsing import CUT, MOST_TERMS, PLAIN, asked
from search.query import All, And, Not, Or, Pattern, Phrase, Range, Word, terms_in
from search.text import parts_of, without, written
from tests.pace import measured

THESES = ("publication/doctoral-thesis", "publication/licentiate-thesis", "artistic-work/artistic-thesis")
UNDERSTOOD = {
    "": All(),
    "*": All(),
    "peer support": And((Word("peer"), Word("support"))),
    '"peer support"': Phrase("peer support"),
    "”peer support”": Phrase("peer support"),
    '"recovery"': Word("recovery", exact=True),
    "psyk*": Word("psyk", prefix=True),
    "wom?n": Pattern("wom?n"),
    "*ism": Word("ism"),
    "what is love?": And((Word("what"), Word("is"), Word("love"))),
    "a OR b c": Or((Word("a"), And((Word("b"), Word("c"))))),
    "(a ELLER b) c": And((Or((Word("a"), Word("b"))), Word("c"))),
    "peer -support": And((Word("peer"), Not(Word("support")))),
    "peer NOT support": And((Word("peer"), Not(Word("support")))),
    "research and development": And((Word("research"), Word("development"))),
    "COVID-19": Word("COVID-19"),
    "C++": Word("C++"),
    "O'Brien": Word("O'Brien"),
    "poly(lactic)": Word("poly(lactic)"),
    "Language: an introduction": And((Word("Language"), Word("an"), Word("introduction"))),
    "https://example.org/a": Word("https://example.org/a"),
    "titel:recovery": Word("recovery", "title"),
    "författare: Svensson": Word("Svensson", "author"),
    'title:"peer support"': Phrase("peer support", "title"),
    "title:(peer OR group)": Or((Word("peer", "title"), Word("group", "title"))),
    "-title:peer": Not(Word("peer", "title")),
    "year:2019-2024": Range("year", "2019", "2024"),
    "år:2019..": Range("year", "2019", ""),
    "year:-2019": Range("year", "", "2019"),
    "year:>2019": Range("year", "2020", ""),
    "year:2019": Range("year", "2019", "2019"),
    "changed:2024-05": Range("updated", "2024-05", "2024-05"),
    "språk:svenska": Word("swe", "language"),
    "typ:avhandling": Or(tuple(Word(key, "type") for key in THESES)),
    'type:"journal article"': Word("publication/journal-article", "type"),
    "doi:https://doi.org/10.1016/S0140-6736(20)30183-5": Word("10.1016/s0140-6736(20)30183-5", "doi"),
    "access:ja": Word("open", "access"),
    "id:scopus:85218706729": Word("85218706729", "id"),
    # LUP's and LibreCat's
    "year > 2019": Range("year", "2020", ""),
    "year <= 2019": Range("year", "", "2019"),
    "publishingYear<2019": Range("year", "", "2018"),
    "datelastchanged > 2024-05-31": Range("updated", "2024-06-01", ""),
    "defenseDate=2000": Range("defended", "2000", "2000"),
    "documentType exact journalArticle": Or(
        tuple(Word(f"publication/{key}", "type") for key in ("journal-article", "review-article", "editorial-letter"))
    ),
    "department exact v1000253": Word("v1000253", "unit", exact=True),
    "documentType exact thesis and department exact v1000253": And(
        (Or(tuple(Word(key, "type") for key in THESES)), Word("v1000253", "unit", exact=True))
    ),
    'author exact "Svensson, Anna"': Phrase("Svensson Anna", "author", exact=True),
    'title all "peer support"': And((Word("peer", "title"), Word("support", "title"))),
    'title any "peer support"': Or((Word("peer", "title"), Word("support", "title"))),
    "person=abc-def": Word("abc-def", "person"),
    "article_number = 7": Word("7", "number"),
    "language <> eng": Not(Word("eng", "language")),
    "qualityControlled=1": Word("ref", "content"),
    "nonLU=0": Not(Word("no", "ours")),
    # one rank from left to right
    "title=a or title=b and title=c": And((Or((Word("a", "title"), Word("b", "title"))), Word("c", "title"))),
}
UNREADABLE = ("(((", '"peer', "a OR", "year:abc", "title > 5", ")a", "NOT", "(" * 40 + "a" + ")" * 40)

pieces = st.sampled_from(
    [
        "title:",
        "year:",
        "year > ",
        "author exact ",
        "type:",
        '"',
        "“",
        "”",
        "(",
        ")",
        "-",
        "NOT ",
        "OR ",
        " AND ",
        "or ",
    ]
    + [
        "*",
        "?",
        "peer",
        "Ö",
        "C++",
        "10.1/a(b)",
        "2019",
        "2019-2024",
        " ",
        "<>",
        "=",
        "any ",
        "doi:",
        "in = ",
        "..",
        "a",
    ]
    + [
        "unit all ",
        ":",
        ".",
        "thesis",
        "språk:svenska",
        "<",
        "--",
        "-2020",
        "issued:2019-05",
        "locked=1 ",
        "oa=0 ",
        "\0",
    ]
)
typed = st.lists(pieces, max_size=16).map("".join) | st.text(max_size=80)


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_a_query_is_understood(text):
    assert asked(text).query == UNDERSTOOD[text]
    assert not asked(text).notes


@pytest.mark.parametrize("text", UNREADABLE)
def test_a_text_that_cannot_be_read_is_searched_as_plain_words_and_says_so(text):
    found = asked(text)
    assert found.notes == (PLAIN,)
    assert all(isinstance(part, Word) and not part.field for part in parts_of(found.query))


def test_several_texts_ask_for_what_all_of_them_ask_for():
    assert asked(["peer", "title:support"]).query == And((Word("peer"), Word("support", "title")))


def test_a_condition_on_what_is_not_recorded_here_is_left_out_and_named():
    found = asked("ddc=510 and title=peer")
    assert found.query == Word("peer", "title")
    assert found.unknown == ("ddc",)


@example("a*title:*")
@given(typed)
@settings(max_examples=2000, deadline=None)
def test_what_is_understood_is_written_so_that_it_is_understood_again(text):
    query = asked(text).query
    assert asked(written(query)).query == query
    for part in parts_of(query):
        assert asked(written(without(query, part))).query == without(query, part)


HOSTILE = {
    "many words": "word " * 100_000,
    "many parentheses": "(" * 100_000,
    "many quotes": '"' * 99_999,
    "many ORs": "a OR " * 50_000,
    "many nots": "-" * 100_000 + "a",
    "many fields": "title:" * 50_000,
    "one long word": "a" * 1_000_000,
    "many stars": "a*?" * 50_000,
    "many relations": "title any " * 50_000,
    "signs": "<>=" * 50_000,
    "spaces": "title" + " " * 100_000 + "any",
    "control characters": "\0\x1b\u202e" * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_neither_an_error_nor_slow(name):
    with measured() as took:
        found = asked(HOSTILE[name])
    assert took.strides < 5
    assert CUT in found.notes
    assert terms_in(found.query) <= MOST_TERMS


def test_hundreds_of_texts_at_once_are_cut():
    found = asked([f"w{number} x{number}" for number in range(500)])
    assert terms_in(found.query) <= MOST_TERMS
    assert CUT in found.notes
