from dataclasses import replace
from pathlib import Path

import pytest

from curation.checks import findings
from formats import mods
from formats.record import Contributor, Funding, Translation
from tests.formats import shared
from tests.formats.records import EVERY_TYPE, FULL
from tests.formats.test_mods import LUND, broken_rules

# The rules that a fixture breaks once our reader has read it. It takes any code of a language, whatever its authority,
# and knows the type of what SwePub has no type for: of these two nothing is left to mend.
BROKEN = {
    "good-journal-article": [],
    "bad-01-recordContentSource": ["source-missing"],
    "bad-02-name": ["nobody"],
    "bad-03-title": ["title-missing"],
    "bad-05-outputType": [],
    "bad-07-contentType": ["content-type-missing"],
    "bad-08-date": ["date-missing"],
    "bad-09-uri": ["address-missing"],
    "bad-10-language": [],
    "bad-11-host-missing": ["host-missing"],
    "bad-12-host-on-book": ["host-of-a-whole"],
}
A = Contributor(family="A", given="B")
CHANGES = (
    {},
    {"title": ""},
    {"title": "?!"},
    {"content_type": ""},
    {"issued": ""},
    {"issued": "", "publication_status": "in-press"},
    {"issued": "", "publication_status": "published"},
    {"url": ""},
    {"container_title": ""},
    {"container_title": "", "funding": (Funding(funder="F", title="T"),)},
    {"container_title": "", "funding": (Funding(funder="F", award="1"),)},
    {"container_title": "", "publication_status": "epub"},
    {"contributors": ()},
    {"contributors": (replace(A, role="ths"),)},
    {"contributors": (replace(A, role="edt"),)},
    {"contributors": (replace(A, role="inv"),)},
    {"contributors": (replace(A, role="pbl"),)},
    {"contributors": (Contributor(literal="Academy"),)},
    {"contributors": (Contributor(literal="Academy", role="pbl"),)},
    {"contributors": (Contributor(literal="Academy", role="fnd"),)},
    {"contributors": (Contributor(literal="…"),)},
)


def names(record, **options):
    return [finding.rule for finding in findings(record, **options)]


@pytest.mark.parametrize("fixture", BROKEN)
def test_each_fixture_of_swepub_breaks_its_own_rule_and_no_other(fixture):
    text = Path(shared(f"data/swepub/fixtures/{fixture}.xml")).read_text(encoding="utf-8")
    [record] = mods.read(text)
    assert names(record, delivered=True) == BROKEN[fixture]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_what_swepub_rejects_of_our_mods_is_found_in_the_record(change):
    """The rules on MODS and those on records are written apart; they may differ where our MODS mends a record.

    It calls the host of a whole work another relation (12), and a language that is not known "und" (10).
    """
    for record in EVERY_TYPE:
        whole = replace(
            record, url="https://a.se/1", source="lu", content_type="ref", event_title="", contributors=(A,)
        )
        changed = replace(whole, **({"contributors": (A,)} | change))
        rejected = {f"{number:02}" for number in broken_rules(mods.element(changed, LUND))}
        assert {rule_code(name) for name in names(changed, delivered=True)} - {"12", None} == rejected, record.type


def rule_code(name):
    from curation.checks import RULES, Severity

    rule = RULES[name]
    return rule.code if rule.severity == Severity.REJECTED else None


def test_a_language_that_is_not_known_is_found():
    assert "language-missing" in names(replace(FULL, language=""))
    assert "language-missing" in names(replace(FULL, language="und"))


def test_the_portal_itself_sees_to_address_and_organisation():
    assert not {"address-missing", "source-missing"} & set(names(replace(FULL, url="", source="")))


def test_a_title_in_brackets_is_one_unless_we_put_them_there():
    assert "title-missing" in names(replace(FULL, doi="10.1000/x", title="[Book chapter 10.1000/x]"))
    assert "title-missing" in names(replace(FULL, title="[Book chapter]"))
    assert "title-missing" not in names(replace(FULL, title="[Book chapter on the fall of Rome]"))
    assert "title-missing" not in names(replace(FULL, title="[Untitled]"))


def test_authors_are_counted_as_swepub_counts_them():
    article = replace(FULL, type="publication/journal-article", contributors=(A, A, replace(A, given="C")))
    assert {"name-twice"} <= set(names(article))
    assert "authors-miscounted" in names(replace(article, contributor_count=2))
    assert "authors-miscounted" not in names(replace(article, contributor_count=3))
    book = replace(article, type="publication/edited-book", contributors=(A,), contributor_count=None)
    assert "authors-uncounted" in names(book)
    assert "authors-uncounted" not in names(replace(book, type="publication/book"))


def test_the_same_name_with_another_id_or_role_is_another():
    one = replace(A, orcid="0000-0002-1825-0097")
    assert "name-twice" not in names(replace(FULL, contributors=(A, one, replace(A, role="edt"))))


def test_messages_say_what_they_found(settings):
    [found] = [f for f in findings(replace(FULL, type="publication/book", event_title="", event_place="", event_date="",
               funding=(), container_title="Acta")) if f.rule == "host-of-a-whole"]  # fmt: skip
    assert "“Acta” is given" in found.message
    assert (found.field, found.severity.label) == ("container_title", "SwePub rejects it")


def test_an_abstract_in_swedish_is_no_finding():
    assert "abstract-missing" not in names(replace(FULL, abstracts=(Translation(text="<p>Så.</p>", language="swe"),)))
