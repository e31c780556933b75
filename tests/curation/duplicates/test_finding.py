"""Publications that a record may be a duplicate of, among those that there are."""

import pytest

from curation.duplicates import candidates_of
from formats.record import Contributor, Identifier, Record, Translation
from tests.factories import make_publication

pytestmark = pytest.mark.django_db

TITLE = "Peer support in Swedish mental health services: A qualitative study"
PEOPLE = (Contributor(family="Engdahl", given="Patrik"), Contributor(family="Bejerholm", given="Ulrika"))


def record(**fields):
    return Record(**{"title": TITLE, "contributors": PEOPLE, "issued": "2024", "type": ARTICLE, **fields})


ARTICLE = "publication/journal-article"


@pytest.fixture
def there():
    return make_publication(title=TITLE, contributors=PEOPLE, issued="2024-05-17", type=ARTICLE)


def found(**fields):
    return [candidate.publication_id for candidate in candidates_of(record(**fields))]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"title": TITLE.upper()},
        {"title": "Peer support in Swedish mental health services"},
        {"title": "Peer support in <i>Swedish</i> mental health services", "subtitle": "A qualitative study"},
        {"title": "Peer suport in Swedish mental health sevices: a qualitative study"},
        {"contributors": (Contributor(family="Engdahl", given="P."), Contributor(family="Bejerholm", given="U."))},
        {"contributors": ()},
        {"issued": ""},
        {"issued": "2023", "type": "publication/preprint"},
    ],
)
def test_a_record_is_found_however_it_is_written(there, fields):
    assert found(**fields) == [there.pk]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": f"Erratum to: {TITLE}"},
        {"title": f"{TITLE}. Part II"},
        {"title": "Peer support in Danish mental health services: A quantitative study", "issued": "2019"},
        {"contributors": (Contributor(family="Nilsson", given="Åsa"),)},
        {"title": "Introduction"},
        {"title": ""},
    ],
)
def test_another_work_is_not(there, fields):
    assert found(**fields) == []


def test_a_yearly_report_is_not_that_of_another_year():
    make_publication(title="Annual report", issued="2019", type="publication/report", contributors=PEOPLE)
    assert found(title="Annual report", issued="2020", type="publication/report") == []


def test_a_doi_is_enough_and_the_reasons_say_what_differs():
    there = make_publication(title="Something else", doi="10.5555/abc")
    [candidate] = candidates_of(record(doi="10.5555/abc"))
    assert candidate.publication_id == there.pk
    assert [str(reason) for reason in candidate.reasons] == ["same DOI", "different titles"]
    assert candidate.score < 0.5


def test_other_identifiers_lead_to_it_too():
    numbers = (Identifier(scheme="pmid", value="123456"),)
    there = make_publication(title="Kamratstöd i psykiatrin", identifiers=numbers, issued="2022")
    assert found(title="Kamratstod inom psykiatrin", contributors=(), identifiers=numbers) == [there.pk]


def test_a_title_is_found_by_its_translation():
    there = make_publication(
        title="Vårdens vägar", titles=(Translation(text=TITLE, language="eng"),), contributors=PEOPLE, issued="2024"
    )
    assert found() == [there.pk]


def test_drafts_are_found_and_the_record_itself_can_be_left_out():
    draft = make_publication(title=TITLE, contributors=PEOPLE, issued="2024", status="draft")
    assert found() == [draft.pk]
    assert candidates_of(record(), leave_out=draft.pk) == []


def test_the_most_probable_comes_first(there):
    other = make_publication(title=TITLE, contributors=PEOPLE[:1], issued="2023", type="publication/preprint")
    assert found() == [there.pk, other.pk]


STRANGE = ("' | & !:* \\", "领域相关词汇极性分析", "x" * 9000, "a b " * 3000, "<i>" * 500, "É", "100 %s")


@pytest.mark.parametrize("title", STRANGE)
def test_no_title_is_too_strange(there, title):
    assert found(title=title) == []


def test_it_takes_three_queries_however_many_are_alike(django_assert_num_queries):
    for _ in range(30):
        make_publication(title=TITLE, contributors=PEOPLE, issued="2024")
    with django_assert_num_queries(3):  # the title's words; who shares a key; what those have
        assert len(candidates_of(record())) == 30
