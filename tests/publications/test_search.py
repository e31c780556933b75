"""Searching: what addresses find, facets under each other, chips, ways out where nothing is found, other forms."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats.record import Affiliation, Contributor, Subject, Translation
from publications.models import Identifier, Journal, Person, Publication
from publications.search import PublicationSearch
from publications.search.parameters import SORTS
from tests.factories import make_person, make_publication, make_subject, make_unit

pytestmark = pytest.mark.django_db
ORCID = "0000-0002-1825-0097"
ARTICLE, BOOK = "publication/journal-article", "publication/book"


def titles(response) -> list[str]:
    return [hit.publication.title for hit in response.context["list"].hits]


def panel(response, name):
    return next((panel for panel in response.context["list"].panels if panel.name == name), None)


def counts(response, name) -> dict[str, int]:
    found = panel(response, name)
    return {choice.label: choice.count for choice in found.choices} if found else {}


@pytest.fixture
def library(indexed):
    """Six publications of two types, years, languages and subjects, with a unit below another, and their index."""
    medicine = make_subject(code="3", name_en="Medicine", name_sv="Medicin")
    health = make_subject(code="303", name_en="Health", name_sv="Hälsa", parent=medicine)
    make_subject(code="30305", name_en="Nursing", name_sv="Omvårdnad", parent=health)
    make_subject(code="5", name_en="Society", name_sv="Samhälle")
    above = make_unit(code="n-above", name_en="Faculty", name_sv="Fakultet")
    make_unit(code="n-below", name_en="Department", name_sv="Institution", parent=above)
    make_person(family="Öberg", given="Åsa", orcid=ORCID)
    theirs = Contributor(family="Öberg", given="Åsa", orcid=ORCID, affiliations=(Affiliation(unit="n-below"),))
    make_publication(
        title="Peer support in Malmö",
        issued="2020",
        type=ARTICLE,
        language="eng",
        content_type="ref",
        container_title="Fog",
        issn="2198-9834",
        doi="10.1000/fog(1)",
        contributors=(theirs,),
        subjects=(Subject(code="30305", edition="2025"),),
        keywords=(Translation(text="Recovery", language="eng"),),
        abstracts=(Translation(text="Nobody asked. The workers <b>peered</b> at 3 < 4 & said so.", language="eng"),),
    )
    make_publication(title="Peer review", issued="2021", type=ARTICLE, language="eng", contributors=(theirs,))
    make_publication(title="Support of bridges", issued="2021", type=BOOK, language="swe")
    make_publication(title="Broar i Malmo", issued="1999", type=BOOK, language="swe", ours=True)
    make_publication(title="Bread", issued="2022", type=BOOK, subjects=(Subject(code="5", edition="2025"),))
    make_publication(title="Hidden peer", status="draft")
    indexed()


def test_all_words_must_be_found_and_what_was_found_is_marked(client, library):
    response = client.get("/en/publications/?q=peer+support")
    assert titles(response) == ["Peer support in Malmö"]
    assert "<mark>Peer</mark> <mark>support</mark> in Malmö" in response.text


def test_the_sentence_of_the_abstract_is_shown_with_its_words_marked_and_all_else_escaped(client, library):
    text = client.get("/en/publications/?q=peer").text
    assert "The workers <mark>peered</mark> at 3 &lt; 4 &amp; said so." in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("malmo", {"Peer support in Malmö", "Broar i Malmo"}),
        ('"peer support"', {"Peer support in Malmö"}),
        ("peer -review", {"Peer support in Malmö"}),
        ("bread OR review", {"Bread", "Peer review"}),
        ("titel:peer år:2021-", {"Peer review"}),
        ("author:öberg", {"Peer support in Malmö", "Peer review"}),
        ("unit:faculty", {"Peer support in Malmö", "Peer review"}),
        ("department exact n-above", {"Peer support in Malmö", "Peer review"}),
        ("ämne:medicin", {"Peer support in Malmö"}),
        ("documentType exact book and year < 2000", {"Broar i Malmo"}),
        ("språk:svenska", {"Support of bridges", "Broar i Malmo"}),
        ("doi:https://doi.org/10.1000/fog(1)", {"Peer support in Malmö"}),
        ("keyword:recovery", {"Peer support in Malmö"}),
        ("journal:fog", {"Peer support in Malmö"}),
        ("sup*", {"Peer support in Malmö", "Support of bridges"}),
    ],
)
def test_a_query_finds_what_it_means(client, library, query, found):
    assert set(titles(client.get("/en/publications/", {"q": query}))) == found


def test_the_conditions_of_a_bookmark_of_lup_are_all_kept(client, library):
    address = "/search/publication?limit=50&q=documentType exact book&q=year > 2000&sort=year.desc&start=0"
    response = client.get(address, follow=True)
    assert titles(response) == ["Bread", "Support of bridges"]
    assert response.context["list"].sort == "newest"


def test_values_of_a_facet_widen_and_facets_narrow(client, library):
    both = client.get(f"/en/publications/?type={ARTICLE}&type={BOOK}")
    assert len(titles(both)) == 5
    narrowed = client.get(f"/en/publications/?type={BOOK}&year=2021")
    assert titles(narrowed) == ["Support of bridges"]


def test_each_facet_is_counted_under_all_others(client, library):
    response = client.get(f"/en/publications/?type={BOOK}&language=swe")
    assert counts(response, "type") == {"Book": 2}  # the articles are not in Swedish
    response = client.get(f"/en/publications/?type={BOOK}")
    assert counts(response, "type") == {"Book": 3, "Journal article": 2}  # whatever types are chosen
    assert counts(response, "language") == {"Swedish": 2}


def test_a_chosen_value_is_a_chip_that_takes_it_away(client, library):
    response = client.get(f"/en/publications/?q=peer&type={ARTICLE}&year=2020-2021")
    listed = response.context["list"]
    assert [chip.label for chip in listed.understood] == ["peer"]
    assert {chip.label for chip in listed.chips} == {"Journal article", "2020–2021"}
    for chip in (*listed.understood, *listed.chips):
        assert client.get(chip.address).context["list"].count >= listed.count


def test_a_part_of_the_query_is_taken_away_alone(client, library):
    chips = client.get("/en/publications/?q=title:peer+malmö+-review").context["list"].understood
    assert [chip.label for chip in chips] == ["Title: peer", "malmö", "not review"]
    assert parse_qs(urlsplit(chips[1].address).query)["q"] == ["title:peer NOT review"]


def test_trees_open_where_something_is_chosen(client, library):
    assert counts(client.get("/en/publications/"), "subject") == {"Medicine": 1, "Society": 1}
    opened = client.get("/en/publications/?subject=303")
    assert counts(opened, "subject") == {"Medicine": 1, "Health": 1, "Nursing": 1, "Society": 1}
    assert [choice.depth for choice in panel(opened, "subject").choices] == [0, 1, 2, 0]


def test_years_are_a_chart_and_a_range(client, library):
    response = client.get("/en/publications/?from=2020&to=2021")
    assert set(titles(response)) == {"Peer support in Malmö", "Peer review", "Support of bridges"}
    chart = panel(response, "year").years
    assert (chart.first, chart.last) == ("2020", "2021")
    assert sum(bar.count for bar in chart.bars) == 5
    assert chart.most_in_words == "The most, 2, are from 2021."
    assert set(titles(client.get("/en/publications/?from=2021&to=2020"))) == set(titles(response))


def test_the_page_of_a_person_is_the_same_search(client, library):
    address = Person.objects.get(orcid=ORCID).get_absolute_url()
    response = client.get(address)
    assert titles(response) == ["Peer review", "Peer support in Malmö"]
    assert titles(client.get(f"{address}?q=malmö")) == ["Peer support in Malmö"]
    assert panel(response, "journal") is not None
    assert panel(response, "person") is None  # nobody else to choose


def test_the_page_of_a_unit_has_what_is_below_it_and_narrows_to_it(client, library):
    response = client.get("/en/organisations/faculty/")
    assert set(titles(response)) == {"Peer review", "Peer support in Malmö"}
    assert counts(response, "unit") == {}  # all of them are of the one department
    assert client.get("/en/organisations/faculty/?unit=department").context["list"].count == 2


def test_the_same_parameters_export_what_the_page_shows(client, library):
    text = client.get(f"/publications.ris?q=peer&type={ARTICLE}&year=2021").getvalue().decode()
    assert re.findall(r"TI  - (.*?)\r?\n", text) == ["Peer review"]


def test_a_page_about_something_exports_its_own(client, library):
    listed = client.get(Person.objects.get(orcid=ORCID).get_absolute_url()).context["list"]
    ris = next(form.address for form in listed.exports if form.address.startswith("/publications.ris"))
    text = client.get(ris).getvalue().decode()
    assert set(re.findall(r"TI  - (.*?)\r?\n", text)) == {"Peer review", "Peer support in Malmö"}


def test_any_list_is_a_feed(client, library):
    response = client.get(f"/en/publications.atom?type={ARTICLE}")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    found = re.findall("<entry><title>(.*?)</title>", response.text)
    assert set(found) == {"Peer review", "Peer support in Malmö"}
    assert "Journal article" in response.text.partition("<entry>")[0]
    assert client.get("/publications.atom?q=%00%FF").status_code == 200


def test_nothing_found_names_the_word_and_leads_on(client, library):
    response = client.get("/en/publications/?q=malmö+supprot")
    nothing = response.context["list"].nothing
    assert nothing.unknown == ["supprot"]
    assert [(way.label, way.count) for way in nothing.without] == [("supprot", 2)]
    assert titles(client.get(nothing.spelling.address)) == ["Peer support in Malmö"]
    assert "Did you mean" in response.text
    assert [hit.publication.title for hit in response.context["list"].meant] == ["Peer support in Malmö"]


def test_nothing_found_within_what_is_chosen_offers_the_same_search_anywhere(client, library):
    nothing = client.get("/en/publications/?q=bread&year=1999").context["list"].nothing
    assert titles(client.get(nothing.anywhere.address)) == ["Bread"]


def test_a_text_that_cannot_be_read_is_searched_as_words_and_says_so(client, library):
    response = client.get("/en/publications/", {"q": "((peer review"})
    assert titles(response) == ["Peer review"]
    assert "could not be read" in response.text


def test_values_that_mean_nothing_are_left_out_and_named(client, library):
    response = client.get("/en/publications/?type=nonsense&person=nobody&year=abc&sort=sideways&subject=99999")
    assert response.status_code == 200
    for value in ("nonsense", "nobody", "abc", "sideways"):
        assert value in response.text


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("10.1000/FOG(1)", "publication"),
        ("https://doi.org/10.1000/fog(1)", "publication"),
        (ORCID, "person"),
        (f"https://orcid.org/{ORCID}", "person"),
        ("2198-9834", "journal"),
        ("issn 21989834", "journal"),
    ],
)
def test_an_identifier_leads_to_what_it_names(client, library, text, leads):
    Journal.objects.filter(title="Fog").update(issn="2198-9834")
    rows = {
        "publication": Publication.objects.filter(title__contains="Malmö").first(),
        "person": Person.objects.get(orcid=ORCID),
        "journal": Journal.objects.filter(title="Fog").first(),
    }
    assert client.get("/en/publications/", {"q": text}).url == rows[leads].get_absolute_url()


@pytest.mark.parametrize("text", ["31452104", "pmid:31452104", "PMID 31452104", " PubMed: 31452104 "])
def test_a_pubmed_id_leads_to_its_record(client, library, text):
    row = Publication.objects.get(title="Bread")
    Identifier.objects.create(publication=row, scheme="pmid", value="31452104")
    assert client.get("/en/publications/", {"q": text}).url == row.get_absolute_url()


def test_a_pubmed_id_that_could_be_an_issn_leads_to_its_record_where_no_journal_has_it(client, library):
    row = Publication.objects.get(title="Bread")
    Identifier.objects.create(publication=row, scheme="pmid", value="10083987")
    assert client.get("/en/publications/", {"q": "10083987"}).url == row.get_absolute_url()
    journal = Journal.objects.get(title="Fog")
    Journal.objects.filter(pk=journal.pk).update(issn="1008-3987")
    assert client.get("/en/publications/", {"q": "10083987"}).url == journal.get_absolute_url()


def test_a_pubmed_id_of_a_draft_or_of_nothing_is_searched_for(client, library):
    hidden = Publication.objects.get(title="Hidden peer")
    Identifier.objects.create(publication=hidden, scheme="pmid", value="31452104")
    for text in ("pmid:31452104", "pmid:31452105"):
        assert client.get("/en/publications/", {"q": text}).status_code == 200


def test_a_uuid_leads_to_its_record_and_an_unknown_one_is_searched_for(client, library):
    row = Publication.objects.get(title="Bread")
    assert client.get("/en/publications/", {"q": str(row.uuid)}).url == row.get_absolute_url()
    hidden = Publication.objects.get(title="Hidden peer")
    assert client.get("/en/publications/", {"q": str(hidden.uuid)}).status_code == 200


def test_all_values_of_a_facet_are_there_searchable_and_in_order(client, indexed):
    for number in range(14):
        orcid = f"0000-0002-0000-{number:04}"
        make_person(family=f"Öberg{number:02}", given="Å", orcid=orcid)
        for _ in range(number % 3 + 1):
            make_publication(title="Fog", contributors=(Contributor(family="Ö", orcid=orcid),))
    indexed()
    listed = client.get("/en/publications/?q=fog")
    assert len(panel(listed, "person").choices) == 10
    values = client.get(panel(listed, "person").more).context["values"]
    assert len(values.choices) == 14
    assert values.choices[0].count == 3
    named = client.get("/en/publications/facets/person/?q=fog&order=name&find=oberg1").context["values"]
    assert [choice.label for choice in named.choices] == [f"Å Öberg{number}" for number in range(10, 14)]
    assert client.get(named.choices[0].address).context["list"].count == 2  # Öberg10


@pytest.mark.parametrize("name", ["year", "nothing", "q"])
def test_there_is_no_page_of_what_is_no_facet(client, name):
    assert client.get(f"/en/publications/facets/{name}/").status_code == 404


def test_crawlers_are_not_led_into_facets(client, library):
    text = client.get(f"/en/publications/?type={BOOK}").text
    assert '<meta name="robots" content="noindex, nofollow">' in text
    assert '<meta name="robots"' not in client.get("/en/publications/").text
    links = re.findall(
        r'<a [^>]*href="[^"]*\?[^"]*"[^>]*>', text.partition('class="facets"')[2].partition("</aside>")[0]
    )
    assert links
    assert all("nofollow" in link for link in links)
    assert "Disallow: /*?*type=" in client.get("/robots.txt").text


def test_suggestions_come_in_groups(client, library):
    groups = {
        group["label"]: group["items"] for group in client.get("/en/publications/suggestions/?q=ö").json()["groups"]
    }
    assert groups == {}  # one letter is too little
    groups = client.get("/en/publications/suggestions/?q=öb").json()["groups"]
    assert [(group["label"], group["items"][0]["name"]) for group in groups] == [("People", "Åsa Öberg")]
    groups = client.get("/en/publications/suggestions/?q=rec").json()["groups"]
    assert groups[0]["items"][0]["name"] == "Recovery"
    assert titles(client.get(groups[0]["items"][0]["address"])) == ["Peer support in Malmö"]
    labels = [group["label"] for group in client.get("/sv/publications/suggestions/?q=peer").json()["groups"]]
    assert labels == ["Publikationer"]


@pytest.mark.parametrize("text", ["\0", "x" * 10_000, "' OR 1=1", "(((", "<script>", b"\xff\xfe"])
def test_no_suggestion_is_an_error(client, library, text):
    assert client.get("/en/publications/suggestions/", {"q": text}).status_code == 200


def test_without_an_index_words_of_titles_are_found_and_the_page_says_so(client):
    make_publication(title="Fog over Malmö")
    make_publication(title="Sun")
    response = client.get("/en/publications/?q=malmo")
    assert titles(response) == ["Fog over Malmö"]
    assert "just being built" in response.text
    assert client.get("/en/publications/suggestions/?q=fog").json()["groups"] == []
    assert client.get("/en/publications/facets/type/").status_code == 200
    assert client.get("/en/publications/browse/").status_code == 200


def test_ways_in_are_shown_with_their_numbers(client, library):
    shown = client.get("/en/publications/browse/").context
    assert {choice.label: choice.count for choice in shown["types"]} == {"Book": 3, "Journal article": 2}
    assert [choice.label for choice in shown["years"]] == ["2022", "2021", "2020", "1999"]
    assert {choice.label for choice in shown["areas"]} == {"Medicine", "Society"}
    assert 'Department</a> <span class="count">2</span>' in client.get("/en/organisations/").text


def test_a_search_takes_twelve_queries_at_most(client, library, django_assert_max_num_queries):
    client.get("/en/publications/")
    journal = Journal.objects.get(title="Fog").uuid
    chosen = f"person=asa-oberg&unit=department&journal={journal}&type={ARTICLE}&subject=3&keyword=recovery&year=2020"
    with django_assert_max_num_queries(12):
        assert client.get(f"/en/publications/?q=peer&{chosen}").context["list"].count == 1
    with django_assert_max_num_queries(5):  # units and subjects, people, journals; rows, names
        client.get("/en/publications/")


def test_what_was_withdrawn_a_moment_ago_is_not_shown(client, library):
    Publication.objects.filter(title="Bread").update(
        status="withdrawn", withdrawn_because="Twice"
    )  # the index does not know yet
    assert "Bread" not in titles(client.get("/en/publications/"))


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("page", ["1", "2", "999999999", "-3"])
def test_each_order_and_page_opens(client, library, sort, page):
    response = client.get("/en/publications/", {"sort": sort, "page": page, "q": "peer"})
    assert response.status_code == 200
    assert titles(response)


pairs = st.tuples(
    st.sampled_from(
        ["q", "cql", "year", "type", "subject", "unit", "person", "journal", "language", "keyword", "access"]
    )
    | st.sampled_from(["status", "ours", "content", "sort", "page", "from", "to", "start", "limit", "within_person"])
    | st.text(max_size=5),
    st.text(max_size=30)
    | st.sampled_from(
        ["2019-", "-", "0-0", "99999", "9" * 400, "yes", "swe", ARTICLE, "title:", "a OR b", "year:>5", "-x*"]
    ),
)


@given(st.lists(pairs, max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_parameters_are_an_error(library, given_pairs):
    query = QueryDict(mutable=True)
    for name, value in given_pairs:
        query.appendlist(name, value)
    search = PublicationSearch(query)
    assert search.found.count >= len(search.keys_for_export(3)) - search.building * 3
    assert isinstance(search.ignored, tuple)
