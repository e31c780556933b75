"""A list under headings, by year or by type, as the reader chooses."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from formats.record import Contributor
from publications.search.groups import spans
from tests.factories import make_person, make_publication

ORCID = "0000-0002-1825-0097"
ARTICLE, BOOK = "publication/journal-article", "publication/book"


def test_a_page_has_the_groups_that_reach_into_it():
    counts = [("a", 30), ("b", 2), ("c", 0), ("d", 40)]
    shown = lambda start: [(span.key, span.start, span.size) for span in spans(counts, start, 25)]  # noqa: E731
    assert shown(0) == [("a", 0, 25)]
    assert shown(25) == [("a", 25, 5), ("b", 0, 2), ("d", 0, 18)]
    assert shown(50) == [("d", 18, 22)]
    assert shown(100) == []


@pytest.fixture
def person(db):
    return make_person(family="Öberg", given="Åsa", orcid=ORCID)


@pytest.fixture
def works(person, indexed):
    """Thirty articles of 2020, two books of 2021, and one that is not dated."""
    names = (Contributor(family="Öberg", orcid=ORCID),)
    for number in range(30):
        make_publication(title=f"Article {number:02}", type=ARTICLE, issued="2020", contributors=names)
    for title, issued in (("Book A", "2021-02"), ("Book B", "2021-03"), ("Book C", "")):
        make_publication(title=title, type=BOOK, issued=issued, contributors=names)
    indexed()
    return person.get_absolute_url()


def groups(client, address, **given):
    """Return the groups of a page: label, number, whether continued, number of the first, titles."""
    listed = client.get(address, given).context["list"]
    return [
        (group.label, group.count, group.continued, group.first, [hit.publication.title for hit in group.hits])
        for group in listed.groups
    ]


def test_a_persons_publications_stand_by_year(client, works):
    newest, of_2020 = groups(client, works)
    assert newest == ("2021", 2, False, 1, ["Book B", "Book A"])
    assert of_2020[:4] == ("2020", 30, False, 3)
    assert len(of_2020[4]) == 23
    again, undated = groups(client, works, page="2")
    assert again[:4] == ("2020", 30, True, 26)
    assert undated == ("Year not known", 1, False, 33, ["Book C"])
    text = client.get(works, {"page": "2", "sort": "newest"}).text
    assert "continued" in text
    assert '<ol class="publications" start="33">' in text


def test_the_oldest_first_has_its_years_turned(client, works):
    assert [group[0] for group in groups(client, works, sort="oldest")] == ["Year not known", "2020"]


def test_a_reader_may_choose_types_or_no_headings(client, works):
    (first,) = groups(client, works, group="type")
    assert first[:4] == ("Journal article", 30, False, 1)
    rest, books = groups(client, works, group="type", page="2")
    assert rest[:3] == ("Journal article", 30, True)
    assert books == ("Book", 3, False, 31, ["Book B", "Book A", "Book C"])
    assert [row[0] for row in groups(client, works, group="none")] == [""]
    shown = client.get(works, {"sort": "title"}).context["list"]
    assert [(choice.label, choice.address, choice.current) for choice in shown.groupings] == [
        ("by year", works, False),
        ("by type", f"{works}?sort=title&group=type", False),
        ("none", f"{works}?sort=title&group=none", True),
    ]


def test_types_stand_in_the_order_of_the_list_and_keep_facets_and_pages(client, works):
    found = groups(client, works, group="type", sort="title", year="2021")
    assert found == [("Book", 2, False, 1, ["Book A", "Book B"])]
    assert [row[:2] for row in groups(client, works, year="2020-2022")] == [("2021", 2), ("2020", 30)]
    assert [row[:2] for row in groups(client, works, year="2021")] == [("2021", 2)]
    assert [row[:2] for row in groups(client, works, type=BOOK)] == [("2021", 2), ("Year not known", 1)]
    assert [row[:2] for row in groups(client, works, type=BOOK, group="type")] == [("Book", 3)]
    page = client.get(works, {"group": "type"}).text
    assert "group=type&amp;page=2" in page
    assert f"{works}?year=2021&amp;group=type" in page or "group=type" in page


def test_each_publication_stands_once_on_the_pages_of_types(client, works):
    titles = [title for page in "12" for group in groups(client, works, group="type", page=page) for title in group[4]]
    assert len(titles) == len(set(titles)) == 33


def test_words_are_found_without_headings_and_other_lists_have_none_by_themselves(client, works):
    assert [row[0] for row in groups(client, works, q="Book")] == [""]
    assert [row[0] for row in groups(client, "/en/publications/")] == [""]
    assert client.get("/en/publications/?sort=oldest").context["list"].groupings == []


@pytest.mark.parametrize("group", ["", "x", "\0", "year'--", "type" * 99])
def test_an_odd_grouping_is_as_none_given(client, works, group):
    assert groups(client, works, group=group)[0][0] == "2021"


def test_headings_need_no_queries(client, works):
    def queries(**given):
        with CaptureQueriesContext(connection) as found:
            client.get(works, given)
        return len(found)

    queries(group="none", sort="newest")
    assert queries(group="none") == queries(group="type") == queries(group="year")


def test_there_are_no_headings_while_the_index_is_being_built(client, person):
    make_publication(title="Fog", contributors=(Contributor(family="Öberg", orcid=ORCID),))
    assert groups(client, person.get_absolute_url(), group="type") == [("", 0, False, 1, ["Fog"])]
