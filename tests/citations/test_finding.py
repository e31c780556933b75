"""Styles found by words, and what a style says of itself."""

import pytest

from citations import catalogue
from citations.finding import FIELDS, find
from tests.pace import measured


def ids(question, **options):
    return [entry.id for entry in find(question, **options)]


def test_words_may_be_only_the_beginnings_of_those_in_a_title():
    assert "physical-review-letters" in ids("Phys Rev")
    assert all("Physical Review" in entry.title for entry in find("phys rev", most=5))


def test_a_style_is_found_by_its_own_id_first():
    assert ids("apa")[0] == "apa"
    assert ids("chicago author date", most=1) == ["chicago-author-date"]


def test_a_style_of_the_institution_comes_before_others_named_so():
    assert ids("harvard")[0] != "harvard-cite-them-right"
    assert ids("harvard", preferred=("harvard-cite-them-right",))[0] == "harvard-cite-them-right"
    assert ids("nursing", preferred=("harvard-cite-them-right",))[0] != "harvard-cite-them-right"


def test_titles_come_before_fields_and_fields_have_swedish_names():
    assert "nursing" in ids("nursing")[0]
    found = find("fysik", most=100)
    assert found
    assert all("fysik" in entry.title.casefold() or "physics" in entry.fields for entry in found)


def test_every_field_of_a_style_has_names():
    named = {field for entry in catalogue.entries().values() for field in entry.fields}
    assert named - {"generic-base"} <= set(FIELDS)


def test_an_issn_finds_the_style_of_its_journal():
    assert ids("0031-9007") == ids("issn 00319007") == ["physical-review-letters"]


def test_accents_case_and_punctuation_do_not_matter():
    assert ids("REVISTA ESPANOLA") == ids("revista, española") != []


@pytest.mark.parametrize(
    "question", ["", " ", "!!", "\0", "\ud800", "%", "zzzzzzzz", "(" * 5000, "a " * 5000, "\u0301"]
)
def test_strange_questions_are_answered_soon(question):
    find("warm")
    with measured() as took:
        assert isinstance(find(question), list)
    assert took.strides < 20


def test_a_style_tells_its_title_and_parent_without_reading_the_others():
    entry = catalogue.entry("physical-review-letters")
    assert entry.title == "Physical Review Letters"
    assert catalogue.entry(entry.parent).parent == ""
    assert catalogue.entry("vancouver").title == catalogue.entry(catalogue._renamed()["vancouver"]).title
    for wrong in ("nosuch", "../apa", "", "APA", "a" * 300, "apa\0"):
        with pytest.raises(ValueError, match="no citation style"):
            catalogue.entry(wrong)
