"""The rules that need nothing but the record: each with a record that it finds and one that it lets pass."""

from dataclasses import fields, replace
from datetime import date

import pytest
from django.utils import translation

from citations import cite
from curation.checks import RULES, Known, findings
from curation.checks.citation import PRINTED
from curation.checks.rule import message_of
from formats.record import Affiliation, Contributor, Identifier, Record, Subject, Translation
from formats.types import TYPES

TODAY = Known(today=date(2026, 11, 26))
ARTICLE = Record(
    id="1",
    type="publication/journal-article",
    content_type="ref",
    title="Flies in rooms",
    language="eng",
    contributors=(Contributor(family="Berg", given="Anna"),),
    container_title="Acta",
    volume="7",
    page="1-9",
    issued="2024",
    issn="0309-2402",
    doi="10.1007/abc",
    abstracts=(Translation(text="<p>Flies.</p>"),),
    subjects=(Subject(code="10601", edition="2025"),),
)
BOOK = replace(ARTICLE, type="publication/book", container_title="", publisher="Brill", issn="")


def found(record, known=TODAY):
    return {finding.rule: finding for finding in findings(record, known)}


@pytest.mark.parametrize("record", [ARTICLE, BOOK], ids=["article", "book"])
def test_nothing_is_found_in_what_is_whole(record):
    assert found(record) == {}


@pytest.mark.parametrize(
    ("rule", "change", "said"),
    [
        ("doi-faulty", {"identifiers": (Identifier(scheme="doi", value="x", problem="does not begin with 10."),)},
         "x does not begin with 10."),
        ("doi-faulty", {"doi": "11.1/x"}, "11.1/x does not begin with 10."),
        ("issn-faulty", {"issn": "0309-2403"}, "0309-2403 has a wrong check digit"),
        ("isbn-faulty", {"isbn": ("9780306406158",)}, "9780306406158 has a wrong check digit"),
        ("orcid-faulty", {"contributors": (Contributor(family="B", wrong_orcid="0000-0002-1825-0098"),)},
         "0000-0002-1825-0098 has a wrong check digit"),
        ("identifier-faulty", {"identifiers": (Identifier(scheme="pmid", value="x", problem="is empty"),)},
         "pmid: x is empty"),
        ("subject-missing", {"subjects": (Subject(code="1", edition="2025"),)}, "three or five digits"),
        ("subject-faulty", {"subjects": (Subject(code="303"), Subject(code="30305x"))}, "“30305x” is not a code"),
        ("subject-replaced", {"subjects": (Subject(code="40108"),)}, "40108 is now 40505."),
        ("subject-split", {"subjects": (Subject(code="10209"),)}, "choose among 10202, 10204."),
        ("subject-ended", {"subjects": (Subject(code="21101"),)}, "Choose one of 20407, 20909."),
        ("volume-lacking", {"volume": ""}, "lack the volume"),
        ("pages-lacking", {"page": ""}, "lack the pages"),
        ("doi-missing", {"doi": ""}, "mostly have a DOI"),
        ("doi-prefix-unknown", {"doi": "10.100001/a"}, "no publisher was given such a number"),
        ("doi-prefix-unknown", {"doi": "10.0007/a"}, "10.0007 is the beginning of no other DOI"),
        ("issn-missing", {"issn": ""}, "no ISSN"),
        ("date-to-come", {"issued": "2027"}, "“published”, 2027, is still to come"),
        ("date-to-come", {"available": "2026-11-27"}, "“published online”, 2026-11-27"),
        ("title-in-capitals", {"title": "FLIES IN ROOMS <i>A. FLY</i>"}, "Write it as a sentence"),
        ("title-in-capitals", {"subtitle": "ÖVER ALLA DESSA ÅR"}, "Write it as a sentence"),
        ("abstract-missing", {"abstracts": ()}, "mostly have an abstract"),
    ],
)  # fmt: skip
def test_each_rule_finds_what_it_is_for_and_says_so(rule, change, said):
    findings_ = found(replace(ARTICLE, **change))
    assert set(findings_) == {rule}
    assert said in findings_[rule].message


@pytest.mark.parametrize(
    "change",
    [
        {"page": "", "article_number": "e12"},
        {"page": "", "volume": "", "publication_status": "in-press"},
        {"issued": "2026-12", "publication_status": "epub"},
        {"issued": "2026-11-26"},
        {"issued": "1987", "doi": ""},
        {"title": "SARS-COV-2 IN 2024"},
        {"title": "昆虫在房间里的生活和习性与环境"},
        {"doi": "10.1007.5/x"},
        {"eissn": "1365-2648", "issn": ""},
        {"subjects": (Subject(code="10601"),)},
    ],
    ids=str,
)
def test_what_is_right_is_not_found(change):
    assert found(replace(ARTICLE, **change)) == {}


def test_a_prefix_is_doubtful_only_where_the_journal_has_others():
    record = replace(ARTICLE, doi="10.99999/a")
    assert found(record) == {}
    differing = found(record, Known(journal_prefixes=("10.1007",)))["doi-prefix-unknown"]
    assert "the others in its journal begin with another number" in differing.message
    with translation.override("sv"):
        assert "de andra i dess tidskrift börjar med ett annat nummer" in differing.message
    assert found(record, Known(journal_prefixes=("10.1007",), prefixes=frozenset(["10.99999"]))) == {}
    assert found(record, Known(journal_prefixes=("10.1007", "10.99999"))) == {}


def test_a_finding_of_an_older_rule_is_told_as_far_as_it_goes():
    assert "10.99999 is the beginning" in message_of(
        "doi-prefix-unknown", {"prefix": "10.99999", "value": "10.99999/a"}
    )


def test_an_issn_that_is_not_the_journals_is_found():
    known = Known(journal=("Acta", "1365-2648", ""), printed=("0309-2402",))
    assert "0309-2402 is not an ISSN of Acta, which has 1365-2648." in found(ARTICLE, known)["issn-of-another"].message
    assert found(ARTICLE, Known(journal=("Acta", "1365-2648", "0309-2402"))) == {}
    assert found(ARTICLE, Known(journal=("Acta", "", ""))) == {}


def test_the_issn_of_the_other_form_of_a_journal_is_not_that_of_another():
    both = Known(journal=("Acta", "0309-2402", ""), printed=("0309-2402", "1365-2648"))
    assert found(ARTICLE, both) == {}
    neither = Known(journal=("Acta", "2049-3630", ""), printed=("0309-2402", "1365-2648"))
    assert "issn-of-another" in found(ARTICLE, neither)


@pytest.mark.parametrize(
    ("places", "is_found"),
    [
        ((), True),
        ((Affiliation(name="Nowhere"), Affiliation(name="Department of Fog, University of Norrvik")), True),
        ((Affiliation(unit="n-unit"),), True),
        ((Affiliation(name="University of Elsewhere"),), False),
    ],
)
def test_initials_may_be_somebody_of_the_house_who_is_not_said_to_be_elsewhere(places, is_found):
    author = Contributor(family="Andersson", given="K.", affiliations=places)
    known = Known(perhaps={"K. Andersson": "Karin Andersson"}, house=("university of norrvik",))
    findings_ = found(replace(ARTICLE, contributors=(author,)), known)
    assert ("author-perhaps-ours" in findings_) == is_found
    if is_found:
        assert "It may be Karin Andersson" in findings_["author-perhaps-ours"].message


def test_an_author_who_has_the_name_of_a_person_of_the_house_is_found():
    known = Known(namesakes={"Anna Berg": 2})
    assert "Anna Berg is linked to nobody" in found(ARTICLE, known)["author-not-linked"].message
    assert found(ARTICLE, replace(known, people=(7,))) == {}


def test_one_person_with_two_names_is_found():
    record = replace(ARTICLE, contributors=(*ARTICLE.contributors, Contributor(family="Berg", given="A.")))
    assert found(record, Known(people=(7, 8))) == {}
    assert "Anna Berg, A. Berg" in found(record, Known(people=(7, 7)))["person-twice"].message


@pytest.mark.parametrize("name", [(field, kind) for field, kinds in PRINTED.items() for kind in sorted(kinds)], ids=str)
def test_apa_prints_what_a_reference_is_said_to_lack(name):
    field, kind = name
    record = replace(BOOK, type=kind, container_title="Acta", volume="", page="", publisher="", doi="")
    value = {"page": "344-355", "volume": "7712"}.get(field, "Zebra")
    assert value.replace("-", "–") in str(cite(replace(record, **{field: value}), "apa"))


def test_every_rule_is_of_a_field_of_a_record_and_of_types_that_there_are():
    assert {rule.field for rule in RULES.values()} <= {field.name for field in fields(Record)}
    assert all(kinds <= TYPES.keys() for kinds in PRINTED.values())


def test_messages_are_in_the_language_of_the_page():
    finding = found(replace(ARTICLE, doi="11.1/x"))["doi-faulty"]
    with translation.override("sv"):
        assert finding.message.startswith("11.1/x börjar inte med 10.")
        assert finding.label == "Felaktig DOI"


@pytest.mark.parametrize("text", ["%s %(x)s", "<script>", "\x00", "A" * 100_000, "€" * 5000], ids=range(5))
def test_hostile_values_are_told_as_they_are(text):
    hostile = Identifier(scheme="doi", value=text, problem="%(y)s")
    record = replace(
        ARTICLE, type=text, title=text, identifiers=(hostile,), subjects=(Subject(code=text),), issued="9999", doi=text
    )
    assert all(finding.message for finding in findings(record, TODAY))


ABSTRACTS = {
    "swe": "Studien undersöker hur sjuksköterskor upplever nattarbete och vad det betyder för deras hälsa. "
    "Resultaten visar att flera av dem sover sämre och att stödet från kollegor är viktigt.",
    "nor": "Studien undersøker hvordan sykepleiere opplever nattarbeid og hva det betyr for helsen deres. "
    "Resultatene viser at flere av dem sover dårligere, og at støtten fra kolleger er viktig.",
    "dan": "Undersøgelsen ser på, hvordan sygeplejersker oplever natarbejde, og hvad det betyder for deres helbred. "
    "Resultaterne viser, at flere af dem sover dårligere, og at støtten fra kolleger er vigtig.",
    "eng": "The study explores how nurses experience night work and what it means for their health. "
    "The results show that many of them sleep less well, and that support by colleagues matters.",
    "ger": "Die Studie untersucht, wie Pflegende die Nachtarbeit erleben und was sie für ihre Gesundheit bedeutet. "
    "Die Ergebnisse zeigen, dass viele schlechter schlafen und dass die Hilfe der Kollegen wichtig ist.",
    "fre": "L'étude examine comment les infirmières vivent le travail de nuit et ce qu'il signifie pour leur santé. "
    "Les résultats montrent que beaucoup dorment moins bien et que le soutien des collègues compte.",
}


@pytest.mark.parametrize("given", ABSTRACTS)
@pytest.mark.parametrize("written", ABSTRACTS)
def test_the_language_of_an_abstract_is_told_apart(given, written):
    abstract = Translation(text=f"<p>{ABSTRACTS[written]}</p>", language=given)
    assert ("abstract-language" in found(replace(ARTICLE, abstracts=(abstract,)))) == (given != written)


def test_norwegian_is_norwegian_in_all_its_forms():
    abstract = Translation(text=ABSTRACTS["nor"], language="nno")
    assert found(replace(ARTICLE, abstracts=(abstract,))) == {}


@pytest.mark.parametrize("text", ["Flugor i rum.", "<p>" * 3000, "\x00" * 1000, "x" * 100_000, "1 2 3 " * 200, ""])
def test_what_is_too_short_or_no_language_is_not_judged(text):
    assert "abstract-language" not in found(replace(ARTICLE, abstracts=(Translation(text=text, language="eng"),)))
