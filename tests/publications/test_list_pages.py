"""The list of publications: order, pages, words in titles, and what hostile parameters do."""

import pytest

from formats.record import Affiliation, Contributor, Subject
from publications.models import Contribution, Organisation, Publication
from publications.models import Subject as SubjectRow
from publications.views.lists import PER_PAGE, SORTS, number_in, whole_list
from tests.factories import make_journal, make_person, make_publication, make_subject, make_unit

pytestmark = pytest.mark.django_db


def titles(response) -> list[str]:
    return [publication.title for publication in response.context["list"].page]


@pytest.fixture
def sixty_one():
    """Sixty publications and one, of the years 1960 to 2020, so that there are three pages."""
    return [make_publication(title=f"Year {year}", issued=str(year)) for year in range(1960, 2021)]


def test_the_newest_come_first(client, sixty_one):
    assert titles(client.get("/en/publications/"))[:2] == ["Year 2020", "Year 2019"]


def test_every_publication_is_on_one_page(client, sixty_one):
    shown = [title for page in "123" for title in titles(client.get("/en/publications/", {"page": page}))]
    assert shown == [f"Year {year}" for year in range(2020, 1959, -1)]


@pytest.mark.parametrize("sort", ["oldest", "title"])
def test_a_list_is_ordered_as_chosen_on_each_page(client, sixty_one, sort):
    shown = [title for page in "123" for title in titles(client.get("/en/publications/", {"page": page, "sort": sort}))]
    assert shown == [f"Year {year}" for year in range(1960, 2021)]


def test_titles_are_in_swedish_order(client):
    for title in ("Öar", "Zebror", "Ängar", "Åar", "Älvar", "<i>Aspar</i>"):
        make_publication(title=title)
    shown = titles(client.get("/sv/publications/", {"sort": "title"}))
    assert shown == ["<i>Aspar</i>", "Zebror", "Åar", "Älvar", "Ängar", "Öar"]


def test_the_last_changed_comes_first_when_asked_for(client):
    first, second = make_publication(title="First"), make_publication(title="Second")
    Publication.objects.filter(pk=second.pk).update(updated="2020-01-01T00:00:00Z")
    assert titles(client.get("/en/publications/", {"sort": "changed"})) == [first.title, second.title]


@pytest.mark.parametrize(
    ("wanted", "number"),
    [("2", 2), ("0", 1), ("-1", 1), ("-99999999999999999999", 1), ("4", 3), ("9" * 5000, 3), ("9e99", 1), ("", 1)]
    + [("1.5", 1), ("２", 1), ("<script>", 1), ("\0", 1), ("NaN", 1), ("+2", 2), (" 2 ", 2)],
)
def test_a_page_that_is_not_there_is_the_nearest(client, sixty_one, wanted, number):
    response = client.get("/en/publications/", {"page": wanted})
    assert response.status_code == 200
    assert response.context["list"].page.number == number


def test_numbers_of_a_thousand_digits_are_bounded():
    assert number_in("9" * 100_000) == 999_999_999
    assert number_in("-" + "9" * 100_000) == -999_999_999


@pytest.mark.parametrize("sort", ["<script>alert(1)</script>", "-issued", "\0", "", "newest'--", "x" * 9999])
def test_an_unknown_order_is_the_newest_first(client, sixty_one, sort):
    response = client.get("/en/publications/", {"sort": sort})
    assert titles(response)[0] == "Year 2020"
    assert "<script>alert" not in response.text


@pytest.mark.parametrize(
    "query", ["q=%FF%FE", "q=%00", "q=%27%22%3E%3Cscript%3E", "page=%C3%28", "sort=%E2%82", "%FF=%FF"]
)
@pytest.mark.parametrize(
    "path", ["publications/", "persons/", "journals/", "subjects/", "organisations/", "about/", ""]
)
def test_bytes_that_are_no_text_are_harmless(client, path, query):
    make_publication()
    for language in ("en", "sv"):
        assert client.get(f"/{language}/{path}?{query}&starts=%FF%00").status_code == 200


WORDS = [
    "'",
    "\\",
    "&|!",
    "a:*",
    "()",
    "<->",
    "%",
    "_",
    "\0",
    "🦊",
    "ﬀ",
    "x" * 5000,
    "a " * 5000,
    "' OR 1=1 --",
    "*",
    "\u0301",
]


@pytest.mark.parametrize("words", WORDS)
def test_no_words_are_an_error(client, words):
    make_publication(title="A title")
    assert client.get("/en/publications/", {"q": words}).status_code == 200
    assert client.get("/en/persons/", {"starts": words}).status_code == 200


@pytest.mark.parametrize(
    "words", ["malmo", "MALMÖ", "malmö", "rådhus malmö", "räls", "Covid-19", "covid 19", "h2o", "mal"]
)
def test_titles_are_found_by_their_words(client, words):
    make_publication(title="Räls och rådhus i Malmö", subtitle="COVID-19 and H<sub>2</sub>O")
    make_publication(title="Something else")
    assert titles(client.get("/en/publications/", {"q": words})) == ["Räls och rådhus i Malmö"]


@pytest.mark.parametrize("words", ["rådhus lund", "alm", "ma", "!!!"])
def test_a_title_that_lacks_a_word_is_not_found(client, words):
    make_publication(title="Räls och rådhus i Malmö")
    response = client.get("/en/publications/", {"q": words})
    assert titles(response) == []
    assert "No title has all these words" in response.text


def test_people_units_journals_and_subjects_are_found_by_name(client):
    person = make_person(family="Lindqvist", given="Åsa", orcid="0000-0002-1825-0097")
    make_publication(contributors=(Contributor(family="Lindqvist", orcid=person.orcid),))
    unit = make_unit(name_en="Lindan Institute", name_sv="Lindaninstitutet")
    subject = make_subject(name_en="Linden studies")
    for words, row in {"lindqv": person, "Åsa Lindqvist": person, "lindani": unit, "linden": subject}.items():
        found = [
            found for kind in client.get("/sv/publications/", {"q": words}).context["named"] for found in kind.rows
        ]
        assert row in found, words


def test_drafts_are_never_found(client):
    draft = make_publication(
        title="Hidden fog", status="draft", contributors=(Contributor(family="Dimma", orcid="0000-0002-1825-0097"),)
    )
    make_publication(title="Taken back fog", status="withdrawn")
    for address in ("/en/", "/en/publications/", "/en/publications/?q=fog", "/en/persons/?starts=D", "/sitemap.xml"):
        text = client.get(address).text
        assert "Hidden" not in text, address
        assert "Taken back" not in text, address
        assert "Dimma" not in text, address
    assert client.get(f"/en/persons/{draft.contributions.get().person.slug}/").status_code == 404


def test_the_list_takes_as_many_queries_for_60_publications_as_for_1(client, django_assert_num_queries):
    make_publication(contributors=(Contributor(family="A"), Contributor(family="B")))
    with django_assert_num_queries(5):  # the version, how many, keys of the page, its rows, their names
        client.get("/en/publications/")
    for number in range(60):
        make_publication(
            title=f"{number}", container_title=make_journal().title, contributors=(Contributor(family="A"),)
        )
    with django_assert_num_queries(5):  # the same
        client.get("/en/publications/?page=2&sort=title")


def test_a_search_takes_eleven_queries(client, django_assert_num_queries):
    make_publication(title="Fog", contributors=(Contributor(family="A"),))
    # savepoint, bound on time, how many, keys, rows, names, end of savepoint; people, units, journals, subjects
    with django_assert_num_queries(11):
        client.get("/en/publications/?q=fog")


def test_a_search_that_takes_too_long_says_so(client, monkeypatch):
    make_publication(title="Fog")
    monkeypatch.setattr("publications.views.finding.MILLISECONDS", 1)
    monkeypatch.setattr(
        "publications.querysets.Titled.as_sql", lambda *_args, **_kwargs: ("pg_sleep(0.2)::text = ''", ())
    )
    response = client.get("/en/publications/?q=fog")
    assert response.status_code == 200
    assert "took too long" in response.text


def test_the_other_pages_keep_order_and_words(client):
    for number in range(PER_PAGE + 1):
        make_publication(title=f"Fog {number}")
    response = client.get("/en/publications/?q=fog&sort=oldest")
    assert response.context["list"].next == "/en/publications/?q=fog&sort=oldest&page=2"


@pytest.mark.parametrize("sort", SORTS)
def test_a_page_from_the_far_end_holds_what_one_from_the_near_end_does(rf, sixty_one, sort):
    """Pages behind the middle are counted from the end."""
    ordered = Publication.objects.public().order_by(*SORTS[sort][1]).values_list("pk", flat=True)
    page = whole_list(rf.get("/", {"page": "3", "sort": sort})).page
    assert [row.pk for row in page] == list(ordered)[50:]


def test_a_list_that_shrinks_while_it_is_made_still_opens(rf, sixty_one, monkeypatch):
    monkeypatch.setattr("publications.views.lists._kept_count", lambda: 1000)
    for page in ("1", "2", "20", "40"):
        assert whole_list(rf.get("/", {"page": page})).page.paginator.num_pages == 40


def test_a_long_list_of_some_ends_after_ten_thousand_and_says_so(client, sixty_one, monkeypatch):
    monkeypatch.setattr("publications.views.finding.SHOWN_OF_MANY", 30)
    monkeypatch.setattr("publications.views.finding.MOST", 50)
    response = client.get("/en/publications/?q=year&page=9")
    assert len(titles(response)) == 5
    assert "more than 30" in response.text


def test_a_kept_list_is_new_after_each_change(client):
    journal = make_journal(title="Fog")
    publications = [
        make_publication(
            title=str(number), issued=f"202{number}", container_title="Fog", type="publication/journal-article"
        )
        for number in range(2)
    ]
    Publication.objects.update(updated="2020-01-01T00:00:00Z")
    address = journal.get_absolute_url()
    assert titles(client.get(address)) == ["1", "0"]
    Publication.objects.filter(pk=publications[0].pk).update(status="draft")
    assert titles(client.get(address)) == ["1"]


CHANGES = {
    "deleted": (lambda first: first.delete(), ["Second"]),
    "taken off the list, with an older date": (
        lambda first: Publication.objects.filter(pk=first.pk).update(status="draft", updated="1999-01-01T00:00:00Z"),
        ["Second"],
    ),
    "moved, with an older date": (
        lambda first: Publication.objects.filter(pk=first.pk).update(issued="2000", updated="1999-01-01T00:00:00Z"),
        ["Second", "First"],
    ),
    "without its names, and then with an older date": (
        lambda first: (
            Contribution.objects.filter(publication=first).delete(),
            Publication.objects.filter(pk=first.pk).update(updated="1999-01-01T00:00:00Z"),
        ),
        ["Second"],
    ),
    "of a unit that left": (
        lambda first: Organisation.objects.filter(code="n-below").update(parent=None),
        ["Second"],
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_list_of_a_unit_is_new_after_each_change(client, change):
    unit = make_unit(code="n-unit")
    make_unit(code="n-below", parent=unit)
    first, _second = (
        make_publication(
            title=title, issued=issued, contributors=(Contributor(family="A", affiliations=(Affiliation(unit=code),)),)
        )
        for title, issued, code in (("First", "2021", "n-below"), ("Second", "2020", "n-unit"))
    )
    Publication.objects.filter(pk=first.pk).update(updated="2020-01-01T00:00:00Z")  # others have changed since
    assert titles(client.get(unit.get_absolute_url())) == ["First", "Second"]
    change, left = CHANGES[change]
    change(first)
    assert titles(client.get(unit.get_absolute_url())) == left


def test_the_list_of_a_subject_is_new_when_the_key_changes(client):
    new, old = make_subject(code="304"), make_subject(code="301", edition="2011")
    make_publication(title="Old", subjects=(Subject(code="301", edition="2011"),))
    assert titles(client.get(new.get_absolute_url())) == []
    SubjectRow.objects.filter(pk=old.pk).update(today=new)
    assert titles(client.get(new.get_absolute_url())) == ["Old"]


def test_a_large_number_is_counted_anew_after_each_change(client, monkeypatch):
    monkeypatch.setattr("publications.views.lists.COUNT_KEPT_ABOVE", 0)
    first = make_publication()
    assert client.get("/en/publications/").context["list"].count == 1
    second = make_publication()
    Publication.objects.filter(pk=second.pk).update(updated="1999-01-01T00:00:00Z")
    assert client.get("/en/publications/").context["list"].count == 2
    first.delete()
    assert client.get("/en/publications/").context["list"].count == 1


def test_a_large_number_is_counted_once(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("publications.views.lists.COUNT_KEPT_ABOVE", 0)
    make_publication(contributors=(Contributor(family="A"),))
    client.get("/en/publications/")
    with django_assert_num_queries(4):  # the version, keys of the page, its rows, their names
        client.get("/en/publications/")
