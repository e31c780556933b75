"""What helps to find: marks, spellings, the word that is to blame, suggestions."""

import pytest

from formats.record import Contributor, Translation
from publications.indexing import index
from search.analysis import Compounds
from search.marking import Marks
from search.query import And, Phrase, Word
from tests.factories import make_journal, make_publication

ALL_WORDS = And((Word("peer"), Word("support")))


def shown(pieces):
    return "".join(f"[{text}]" if found else text for text, found in pieces)


def test_words_that_were_found_are_marked_in_any_form():
    assert shown(Marks(Word("study")).marked("Studies of the Study")) == "[Studies] of the [Study]"
    assert shown(Marks(Word("malmo")).marked("In Malmö.")) == "In [Malmö]."
    assert shown(Marks(Word("tnf-alpha")).marked("on TNFα")) == "on [TNFα]"


def test_a_phrase_is_marked_where_it_stands_whole():
    marks = Marks(Phrase("mental health"))
    assert shown(marks.marked("Health, mental health")) == "Health, [mental] [health]"


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        (Word("sensible"), "Of sensibility, of sense", "Of [sensibility], of sense"),
        (Word("die"), "The dying of (dyes)", "The [dying] of (dyes)"),
        (Word("coworker"), "A co-worker’s co-\nworkers", "A [co-worker’s] co-\nworkers"),
        (Word("c++"), "In C++, not C.", "In [C++], not C."),
        (Word("halsa"), "Hälsa, hålsa, Halsas", "[Hälsa], [hålsa], [Halsas]"),
        (Word("strasse"), "Die Straße", "Die [Straße]"),
        (Word("stud", prefix=True), "Students’ (studies)", "[Students]’ ([studies])"),
        (Phrase("a b a"), "a b a b a", "[a] [b] [a] [b] [a]"),
        (Phrase("care unit"), "Care-unit, care  unit; uncare unit", "[Care-unit], [care]  [unit]; uncare unit"),
    ],
)
def test_words_are_found_without_looking_at_all_of_a_text(query, text, marked):
    assert shown(Marks(query).marked(text)) == marked


def test_parts_of_swedish_compounds_are_marked():
    marks = Marks(Word("psykiatri"), Compounds(["psykiatri", "vård", "barn"]))
    assert shown(marks.marked("Barnpsykiatri och psykiatrivården")) == "[Barnpsykiatri] och [psykiatrivården]"


def test_what_was_searched_elsewhere_is_not_marked():
    assert shown(Marks(Word("berg", field="author")).marked("Berg and stone")) == "Berg and stone"


def test_an_excerpt_shows_the_part_with_most_words():
    text = "Nothing here. " * 40 + "A peer gives support. " + "And on. " * 40
    excerpt = shown(Marks(ALL_WORDS).excerpt(text))
    assert "[peer] gives [support]" in excerpt
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    assert Marks(Word("absent")).excerpt(text) == []


def test_a_misspelt_word_gets_the_nearest_that_occurs(indexed):
    make_publication(title="Schizophrenia in Malmö")
    indexed()
    query, changed = index().respelt(And((Word("shizophrenia"), Word("malmo"))))
    assert changed == {"shizophrenia": "schizophrenia"}
    assert query == And((Word("schizophrenia"), Word("malmo")))
    assert [found.word for found in index().nearest("malmoe")] == ["malmö"]
    assert index().nearest("x" * 10_000) == []


def test_the_word_that_kills_a_result_is_named(indexed):
    make_publication(title="Peer support")
    indexed()
    found = index().culprits(And((Word("peer"), Word("xyzzy"))))
    assert [(part.part.text, part.alone, part.without) for part in found] == [("peer", 1, 0), ("xyzzy", 0, 1)]


def test_names_are_suggested_by_any_of_their_words(indexed):
    journal = make_journal(title="The Lancet Psychiatry", issn="2215-0366")
    make_publication(
        title="Support from peers",
        type="publication/journal-article",
        container_title="The Lancet Psychiatry",
        issn="2215-0366",
        contributors=(Contributor(family="Berg", given="Anna", orcid="0000-0002-1825-0097"),),
        keywords=(Translation(text="Mental health", language="eng"),),
    )
    indexed()
    assert index().suggested("psych")["journal"] == [(str(journal.pk), 1)]
    for typed in ("anna b", "berg a", "ber"):
        assert len(index().suggested(typed)["person"]) == 1, typed
    assert index().suggested("heal")["keyword"] == [("Mental health", 1)]
    assert len(index().titles("support fr")) == 1
    assert len(index().titles("peers")) == 1
    assert index().titles("s") == []
    assert not any(index().suggested("\x00%*[(" * 100).values())
