"""The pages of people, units, journals, subjects and keywords, and what answers where nothing public is."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from formats.record import Affiliation, Contributor, Funding, Subject, Translation
from publications import kept
from publications.models import Affiliation as AffiliationRow
from publications.models import Journal, Keyword, Organisation, Person, Publication, Succession
from publications.models import Subject as SubjectRow
from publications.portraits.drawing import all_there_are, draw
from tests.factories import make_journal, make_person, make_publication, make_subject, make_unit

pytestmark = pytest.mark.django_db
ORCID = "0000-0002-1825-0097"


def titles(response) -> list[str]:
    return [hit.publication.title for hit in response.context["list"].hits]


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.fixture
def person():
    return make_person(family="Öberg", given="Åsa", orcid=ORCID)


def by(person, **fields) -> Publication:
    return make_publication(contributors=(Contributor(family="Oberg", given="A.", orcid=person.orcid),), **fields)


def test_a_person_has_a_page_with_their_publications(client, person):
    by(person, title="Theirs")
    make_publication(title="Another's", contributors=(Contributor(family="Öberg", given="Åsa"),))
    person.names.create(family="Oberg", given="A.")
    response = client.get(person.get_absolute_url())
    assert titles(response) == ["Theirs"]
    for text in ("Åsa Öberg", f"https://orcid.org/{ORCID}", "A. Oberg"):
        assert text in response.text


def test_a_person_named_twice_on_a_publication_is_listed_with_it_once(client, person):
    names = (Contributor(family="Öberg", orcid=ORCID), Contributor(family="Öberg", orcid=ORCID, role="edt"))
    make_publication(contributors=names)
    assert len(titles(client.get(person.get_absolute_url()))) == 1


def test_a_person_whom_only_a_draft_names_has_no_page(client, person):
    by(person, status="draft")
    assert client.get(person.get_absolute_url()).status_code == 404


def test_a_person_of_a_unit_has_a_page_before_they_publish(client, person):
    AffiliationRow.objects.create(person=person, organisation=make_unit(name_en="Home"), start="2020-01")
    response = client.get(person.get_absolute_url())
    assert "Home" in response.text
    assert "2020–" in response.text


def test_people_are_listed_in_swedish_order(client):
    for family in ("Öberg", "Zorn", "Ågren", "Ärlig", "von Ö", "Östman"):
        AffiliationRow.objects.create(person=make_person(family=family, given="A"), organisation=make_unit())
    listed = [person.family for person in client.get("/sv/persons/", {"starts": "ö"}).context["browse"].page]
    assert listed == ["Öberg", "Östman"]
    letters = {choice.label: choice for choice in client.get("/sv/persons/?starts=Z").context["browse"].letters}
    assert letters["Å"].address
    assert letters["Ä"].address
    assert letters["B"].address == ""
    assert letters["Z"].current


def test_a_list_of_people_has_pages(client):
    unit = make_unit()
    for number in range(61):
        AffiliationRow.objects.create(person=make_person(family=f"Berg {number:02}"), organisation=unit)
    response = client.get("/en/persons/?starts=Berg&page=2")
    assert [person.family for person in response.context["browse"].page] == ["Berg 60"]
    assert 'href="/en/persons/?starts=Berg"' in response.text


@pytest.fixture
def tree():
    top = make_unit(name_en="University", name_sv="Universitet", kind="university")
    faculty = make_unit(name_en="Faculty", parent=top, code="n-faculty")
    return top, faculty, make_unit(name_en="Group", parent=faculty, code="n-group")


def from_unit(code: str, **fields) -> Publication:
    return make_publication(
        contributors=(Contributor(family="Berg", affiliations=(Affiliation(unit=code),)),), **fields
    )


def test_a_unit_lists_the_publications_of_all_units_below_it(client, tree):
    top, faculty, group = tree
    from_unit("n-faculty", title="Of the faculty", issued="2020")
    from_unit("n-group", title="Of the group", issued="2021")
    for unit, expected in ((top, 2), (faculty, 2), (group, 1)):
        assert len(titles(client.get(unit.get_absolute_url()))) == expected
    text = client.get(group.get_absolute_url()).text
    assert faculty.get_absolute_url() in text
    assert top.get_absolute_url() in text


def test_units_are_a_tree(client, tree):
    make_unit(name_en="Outside", own=False, code=None)
    text = "".join(client.get("/en/organisations/").text.split())
    assert ">University</a><ul><li>" in text
    assert ">Faculty</a><ul><li>" in text
    assert ">Group</a></li></ul></li></ul></li>" in text
    assert "Outside" not in text


def test_a_tree_is_as_deep_as_it_is(client):
    unit = None
    for number in range(1200):  # deeper than Python calls functions
        unit = Organisation(name_en=f"Level {number}", slug=f"level-{number}", own=True, parent=unit)
        unit.save()
    text = client.get("/en/organisations/").text
    assert text.count("<ul") == text.count("</ul>")
    assert text.count("<li>") >= 1200


def test_a_journal_lists_its_publications(client):
    journal = make_journal(title="Fog", issn="2049-3630")
    make_publication(title="In it", type="publication/journal-article", container_title="Fog", issn="2049-3630")
    make_publication(title="Elsewhere")
    response = client.get(journal.get_absolute_url())
    assert titles(response) == ["In it"]
    assert "2049-3630" in response.text
    assert journal in client.get("/en/journals/?starts=fo").context["browse"].page


def test_a_journal_without_public_publications_is_not_listed(client):
    journal = Journal.objects.create(title="Fog")
    assert list(client.get("/en/journals/?starts=F").context["browse"].page) == []
    assert client.get(journal.get_absolute_url()).status_code == 200


@pytest.fixture
def nursing():
    """Nursing of both editions, in its area."""
    area = make_subject(code="3", name_en="Medicine", name_sv="Medicin")
    today = make_subject(code="305", parent=area, name_en="Care", scope_sv="Om vård.")
    old = make_subject(edition="2011", code="30305", name_en="Nursing of old", today=today)
    Succession.objects.create(old=old, new=today, relation="new", note_sv="Bytte plats.")
    return today, old


def test_a_subject_lists_what_was_classified_in_either_edition(client, nursing):
    today, old = nursing
    make_publication(title="New", issued="2025", subjects=(Subject(code="305", edition="2025"),))
    make_publication(title="Old", issued="2011", subjects=(Subject(code="30305", edition="2011"),))
    assert titles(client.get(today.get_absolute_url())) == ["New", "Old"]
    assert titles(client.get("/en/subjects/2025/3/")) == ["New", "Old"]
    assert titles(client.get(old.get_absolute_url())) == ["Old"]


def test_a_subject_shows_its_path_its_scope_and_what_became_of_it(client, nursing):
    today, old = nursing
    text = client.get(f"/sv{today.get_absolute_url()[3:]}").text
    for part in ("Medicin", "Om vård.", "/sv/subjects/2011/30305/", "Bytte plats."):
        assert part in text
    assert today.get_absolute_url() in client.get(old.get_absolute_url()).text


@pytest.mark.parametrize("address", ["2025/99999", "2012/1", "2025/abc", "2025/3%00", "2025/३", "20255/3"])
def test_there_is_no_page_for_a_code_that_is_none(client, address):
    assert client.get(f"/en/subjects/{address}/").status_code == 404


def test_a_keyword_is_one_whatever_its_case_and_language(client):
    for title, term, language in (
        ("A", "peer support", "eng"),
        ("B", "Peer Support", ""),
        ("C", "C++", ""),
        ("D", "C", ""),
    ):
        make_publication(title=title, keywords=(Translation(text=term, language=language),), issued="2020")
    for keyword in Keyword.objects.filter(term__iexact="peer support"):
        assert titles(client.get(keyword.get_absolute_url())) == ["B", "A"]
    assert titles(client.get(Keyword.objects.get(term="C++").get_absolute_url())) == ["C"]


def test_a_keyword_that_only_a_draft_has_has_no_page(client):
    make_publication(status="draft", keywords=(Translation(text="secret"),))
    assert client.get(Keyword.objects.get().get_absolute_url()).status_code == 404


def test_the_number_of_queries_of_each_page_is_known_and_does_not_grow(client, tree, nursing, person, indexed):
    subjects, keywords = (Subject(code="305", edition="2025"),), (Translation(text="fog"),)
    place = (Affiliation(unit="n-group"),)
    AffiliationRow.objects.create(person=person, organisation=tree[1])
    journal = make_journal(title="Fog")

    def publish(many: int):
        for _ in range(many):
            make_publication(
                type="publication/journal-article",
                container_title="Fog",
                contributors=(Contributor(family="Öberg", orcid=ORCID, affiliations=place), Contributor(family="B")),
                subjects=subjects,
                keywords=keywords,
            )
        indexed()

    # A list: its version, which says whether units or subjects have changed, what it is about, the people and
    # journals among the facets, rows of the page with names.
    expected = {
        "/en/persons/?starts=Ö": 6,  # the keys, the people; the letters, the bound on time, two savepoints
        person.get_absolute_url(): 9,  # person, places, names, ids; the portrait; and 4 of the list: see above
        "/en/organisations/": 1,  # the units
        tree[0].get_absolute_url(): 9,  # unit, above, below, who works there; the portrait; the list
        "/en/journals/?starts=F": 6,  # as for people
        journal.get_absolute_url(): 6,  # journal; the portrait; the list
        "/en/subjects/": 5,  # the subjects; their counts, with the bound on time and the savepoint ends
        nursing[0].get_absolute_url(): 7,  # subject, narrower, key; the portrait; the list without its key
    }
    publish(10)
    for kind, key in all_there_are():
        draw(kind, key)
    keyword = Keyword.objects.get().get_absolute_url()
    # Keyword, those written the same, whether any is public; the concept, whether any has it; the list without its key.
    expected[keyword] = 8
    client.get("/en/publications/")  # finds out the trees of units and subjects, which are kept until they change
    assert {address: queries_of(client, address) for address in expected} == expected
    publish(30)
    again = {address: queries_of(client, address) for address in expected}
    assert again == expected | {
        "/en/persons/?starts=Ö": 2,
        "/en/journals/?starts=F": 2,
        "/en/subjects/": 1,
    }  # figures are kept
    kept = [person, tree[0], journal, nursing[0], Keyword.objects.get()]
    assert [queries_of(client, row.get_absolute_url()) for row in kept] == [1] * 5  # the version


@pytest.mark.parametrize("kind", ["person", "unit"])
def test_a_former_address_redirects_for_good(client, person, tree, kind):
    row = {"person": person, "unit": tree[1]}[kind]
    by(person)
    before = row.get_absolute_url()
    row.slug = "another-address"
    row.save()
    response = client.get(f"{before}?sort=title")
    assert response.status_code == 301
    assert response.url == f"{row.get_absolute_url()}?sort=title"


def test_a_former_address_of_another_kind_leads_nowhere(client, person, tree):
    by(person)
    Person.objects.filter(pk=person.pk).update(slug="new")
    assert client.get("/en/organisations/asa-oberg/").status_code == 404
    assert client.get("/en/persons/asa-oberg/").status_code == 301


@pytest.mark.parametrize("language", ["en", "sv"])
def test_a_withdrawn_publication_says_so_and_why(client, language):
    publication = make_publication(title="Gone", issued="1999", status="withdrawn")
    response = client.get(f"/{language}/publications/{publication.slug}/")
    assert response.status_code == 410
    for part in ("Gone", "Published twice.", "1999", f"/{language}/"):
        assert part in response.text


def test_a_former_address_leads_to_the_tombstone_and_never_to_a_draft(client):
    for status, expected in (("withdrawn", 301), ("draft", 404), ("public", 301)):
        publication = make_publication(title=f"Was {status}", status=status)
        before = publication.slug
        Publication.objects.filter(pk=publication.pk).update(slug=f"is-{status}")
        assert client.get(f"/en/publications/{before}/").status_code == expected, status
    assert client.get("/en/publications/is-draft/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/en/nothing/", "/sv/persons/x/", "/en/%00/", "/en/publications/%FF/", "/sv/keywords/x/"]
)
def test_what_is_not_there_is_not_found_with_a_way_home(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert f'href="{address[:4]}"' in response.text


def test_the_page_for_our_own_faults_asks_the_database_nothing(client, monkeypatch, django_assert_num_queries):
    client.raise_request_exception = False

    def break_down(*_args):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("publications.views.home.render", break_down)
    client.get("/en/")
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/sv/")
    assert response.status_code == 500
    assert 'lang="sv"' in response.text
    assert 'href="/sv/"' in response.text
    assert "broken on purpose" not in response.text
    assert not any("session" in query["sql"] for query in queries.captured_queries)


def test_the_page_for_our_own_faults_needs_no_style_sheets(client, monkeypatch):
    client.raise_request_exception = False

    def missing(_name):
        raise ValueError("no manifest")

    monkeypatch.setattr("publications.views.errors.static", missing)
    monkeypatch.setattr("publications.views.home.render", missing)
    assert client.get("/en/").status_code == 500


def test_robots_are_told_where_the_map_is_and_kept_out_of_searches(client):
    text = client.get("/robots.txt").text
    assert "Disallow: /admin/" in text
    assert "Disallow: /*?*q=" in text
    assert "/sitemap.xml" in text


def test_the_map_of_the_site_has_every_public_page_in_both_languages(client, person, tree, nursing):
    publication = by(person)
    hidden = make_publication(status="draft")
    journal = make_journal(title="Fog")
    make_publication(type="publication/journal-article", container_title="Fog")
    make_publication(funding=(Funding(funder="Bog & Fen/EU", award="20/1 #é{}"),))
    make_publication(funding=(Funding(funder="Bog & Fen/EU", award="20/1 #é{}"), Funding(funder="", award="4")))
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    addresses = set()
    for file in index.iterfind(".//{*}loc"):
        response = client.get("/" + file.text.split("/", 3)[3])
        assert response.headers["Content-Type"] == "application/xml"
        addresses |= {
            "/" + loc.text.split("/", 3)[3] for loc in ElementTree.fromstring(response.content).iterfind(".//{*}loc")
        }
    for row in (publication, person, tree[1], nursing[0], journal):
        assert row.get_absolute_url() in addresses
        assert row.get_absolute_url().replace("/en/", "/sv/") in addresses
    assert hidden.get_absolute_url() not in addresses
    assert len([address for address in addresses if "/funders/Bog" in address]) == 4  # of the two, in two languages
    for address in addresses:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("address", ["/sitemap-nothing-0.xml", "/sitemap-.xml", "/sitemap-people--1.xml"])
def test_there_is_no_map_of_what_is_not_there(client, address):
    assert client.get(address).status_code == 404


def test_a_map_far_beyond_the_last_row_is_empty(client):
    response = client.get("/sitemap-publications-999999999.xml")
    assert response.status_code == 200
    assert b"<loc>" not in response.content


def test_subjects_are_shown_by_todays_edition(client, nursing):
    text = client.get("/en/subjects/").text
    assert "Care" in text
    assert "Nursing of old" not in text
    assert SubjectRow.objects.count() == 3


def test_a_page_names_its_lasting_address_and_those_in_both_languages(client, settings):
    text = client.get("/sv/publications/?page=2&sort=title&q=").text
    site = settings.SITE_URL
    assert f'<link rel="canonical" href="{site}/sv/publications/?page=2">' in text
    assert f'<link rel="alternate" hreflang="en" href="{site}/en/publications/?page=2">' in text
    assert "canonical" not in client.get("/sv/nothing/").text


@pytest.mark.parametrize("page", ["1", "-1", "<script>", "9" * 5000, "\u0663", "\0"])
def test_an_odd_page_makes_no_odd_address(client, page):
    text = client.get("/en/publications/", {"page": page}).text
    assert "<script>" not in text
    assert len(text.partition('rel="canonical" href="')[2].partition('"')[0]) < 80


@pytest.fixture
def many(monkeypatch):
    """Seventy people of whom sixty are looked at, as where ten thousand names begin so."""
    monkeypatch.setattr("publications.views.alphabet.FEW", 60)
    unit = make_unit()
    return [
        AffiliationRow.objects.create(person=make_person(family=f"Berg {number:02}"), organisation=unit)
        for number in range(70)
    ]


def test_all_pages_of_many_people_can_be_opened(client, many):
    shown = client.get("/en/persons/?starts=Berg&page=2").context["browse"]
    assert [person.family for person in shown.page] == [f"Berg {number}" for number in range(60, 70)]
    assert shown.page.paginator.count == 70
    assert not shown.more


def test_many_people_are_found_out_once_in_a_while_and_those_who_left_are_not_shown(client, many):
    client.get("/en/persons/?starts=Berg")
    many[3].delete()
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/en/persons/?starts=Berg")
    assert len(queries) == 2
    assert "Berg 03" not in response.text
    assert "Berg 04" in response.text


def test_the_first_of_many_people_are_there_while_all_are_being_found_out(client, many, monkeypatch):
    monkeypatch.setattr("publications.figures.kept", lambda name, count, wait: None)
    response = client.get("/en/persons/?starts=Berg&page=9")
    assert response.context["browse"].more
    assert "Berg 59" in response.text
    assert ">60<" not in response.text


def test_the_page_of_somebody_who_has_left_stays_and_says_so(client, person):
    unit = make_unit(name_en="Home")
    place = AffiliationRow.objects.create(person=person, organisation=unit, start="2001", end="2020-06")
    by(person, title="Theirs")
    text = client.get(person.get_absolute_url()).text
    assert "No longer works at" in text
    assert "Earlier at" in text
    assert "2001–2020" in text
    place.end = ""
    place.save()
    kept.STORE.clear()  # a page is kept for a minute at most
    text = client.get(person.get_absolute_url()).text
    assert "No longer works at" not in text
    assert "Earlier at" not in text


@pytest.mark.parametrize(("end", "ended"), [("", False), ("1999", True), ("9999", False), ("2001-02", True)])
def test_a_place_ends_when_its_last_day_has_passed_as_exact_as_it_is_known(end, ended):
    assert AffiliationRow(end=end).has_ended is ended


def test_a_unit_shows_who_works_there_now(client, tree):
    _top, faculty, group = tree
    for family, unit, end in (("Nu", group, ""), ("Förr", group, "2001"), ("Ovan", faculty, "")):
        AffiliationRow.objects.create(person=make_person(family=family), organisation=unit, end=end)
    assert [person.family for person in client.get(group.get_absolute_url()).context["people"]] == ["Nu"]


def test_a_funder_has_a_page_with_projects_and_publications(client):
    grant = Funding(funder="Bog & Fen Council/EU", funder_id="10.13039/1", award="2018-1", title="PEAT")
    funded = make_publication(title="Funded", funding=(grant,))
    make_publication(title="Draft", funding=(grant,), status="draft")
    make_publication(title="Not funded")
    address = "/en/funders/Bog%20&%20Fen%20Council/EU/"
    assert address in client.get("/en/funders/").text.replace("&amp;", "&")
    assert address in client.get(funded.get_absolute_url()).text.replace("&amp;", "&")
    page = client.get(address)
    assert titles(page) == ["Funded"]
    assert page.context["projects"] == [("2018-1", "PEAT", "2018-1", 1)]
    assert f"{address}projects/2018-1/" in page.text.replace("&amp;", "&")


@pytest.fixture
def funded():
    """Two publications of a project, which one calls by another title; and one of another with the same number."""
    names = (Contributor(family="Öberg", orcid=ORCID, affiliations=(Affiliation(unit="n-group"),)),)
    for number, (funder, award, title) in enumerate(
        (
            ("Bog/EU", "20/1 #?%", "PEAT"),
            ("Bog/EU", "20/1 #?%", "Peat"),
            ("Fen", "20/1 #?%", ""),
            ("Bog/EU", "", "MOSS"),
        )
    ):
        make_publication(
            title=f"Work {number}",
            issued=str(2020 + number),
            contributors=names if number < 2 else (),
            funding=(Funding(funder=funder, award=award, title=title),),
        )
    return "/en/funders/Bog/EU/projects/20/1%20%23%3F%25/"


def test_a_project_has_a_page_with_its_publications_people_units_and_years(client, person, tree, funded, indexed):
    indexed()
    page = client.get(funded)
    assert titles(page) == ["Work 1", "Work 0"]
    assert page.context["people"] == [(person, 2)]
    assert tree[2] in [unit for unit, _ in page.context["units"]]
    assert [column.label for column in page.context["years"]] == ["2020", "2021"]
    for part in ("PEAT", "Peat", "20/1 #?%", 'href="/en/funders/Bog/EU/"'):
        assert part in page.text
    assert titles(client.get(funded, {"year": "2020"})) == ["Work 0"]
    assert titles(client.get("/sv/funders/Bog/EU/projects/MOSS/")) == ["Work 3"]


def test_the_pages_of_a_record_and_of_a_funder_lead_to_the_project(client, person, tree, funded):
    record = Publication.objects.get(title="Work 0").get_absolute_url()
    for address in (record, "/en/funders/Bog/EU/"):
        assert f'href="{funded}"' in client.get(address).text
    projects = client.get("/en/funders/Bog/EU/?sort=title").context["projects"]
    assert [(project, number) for project, _, _, number in projects] == [("20/1 #?%", 2), ("MOSS", 1)]


def test_a_project_whose_funder_is_not_named_has_a_page_too(client):
    record = make_publication(title="Alone", funding=(Funding(funder="", award="77"),))
    assert 'href="/en/projects/77/"' in client.get(record.get_absolute_url()).text
    assert titles(client.get("/en/projects/77/")) == ["Alone"]


@pytest.mark.parametrize("building", [True, False])
def test_the_list_of_a_project_is_exported_marked_and_followed_as_any(client, tree, funded, indexed, building):
    if not building:
        indexed()
    listed = client.get(funded, {"sort": "oldest"}).context["list"]
    ris = next(form.address for form in listed.exports if ".ris" in form.address)
    assert [line[6:] for line in client.get(ris).text.splitlines() if line.startswith("TI")] == ["Work 0", "Work 1"]
    feed = client.get(listed.feed).text
    assert "Bog/EU, 20/1 #?%" in feed
    assert feed.count("<entry>") == 2
    assert "Work 1" in client.get(f"/en/bibliography/?{listed.parameters}").text
    client.post("/en/marked/", {"found": listed.parameters}, headers={"Origin": "http://testserver"})
    assert "Work 2" not in client.get("/en/marked/").text
    assert "Work 1" in client.get("/en/marked/").text
    everything = client.get(f"/en/publications/?{listed.parameters}")
    assert [chip.label for chip in everything.context["list"].chips] == ["Bog/EU, 20/1 #?%"]
    assert len(titles(everything)) == 2


def test_all_values_of_a_facet_of_a_project_lead_back_to_it(client, person, tree, funded, indexed):
    make_publication(title="Other", keywords=(Translation(text="fog"),))
    indexed()
    values = client.get("/en/publications/facets/person/", {"within_funder": "Bog/EU", "within_project": "20/1 #?%"})
    assert values.context["values"].back == funded
    assert [choice.count for choice in values.context["values"].choices] == [2]
    assert values.context["values"].choices[0].address == f"{funded}?person={person.slug}"


@pytest.mark.parametrize("project", ["a%00b", "%00", "x" * 3000, "..%2f..", "%25s'\";--", "MOSS/"])
def test_a_project_of_any_name_is_not_found(client, funded, project):
    assert client.get(f"/en/funders/Bog/EU/projects/{project}/").status_code == 404
    assert client.get(f"/en/projects/{project}/").status_code == 404
    given = {"within_funder": "\0" * 9, "within_project": "x" * 9999}
    assert client.get("/en/publications/", given).status_code == 200


def test_a_project_that_only_a_draft_names_is_not_found(client):
    make_publication(funding=(Funding(funder="Fen", award="1"),), status="draft")
    assert client.get("/en/funders/Fen/projects/1/").status_code == 404


@pytest.mark.parametrize("name", ["a%00b", "x" * 3000, "..%2f..", "%F0%9F%92%A9", "%25s'\";--"])
def test_a_funder_of_any_name_is_not_found(client, name):
    assert client.get(f"/en/funders/{name}/").status_code == 404


def test_a_funder_whom_no_public_record_names_is_not_found(client):
    make_publication(funding=(Funding(funder="Secret"),), status="draft")
    assert client.get("/en/funders/Secret/").status_code == 404
    assert client.get("/en/funders/").status_code == 200


def test_the_first_page_names_people_and_units_with_new_work(client, person, tree):
    from_unit("n-group")
    by(person)
    page = client.get("/en/")
    assert page.context["new_people"] == [(person, 1)]
    assert page.context["new_units"] == [(tree[2], 1)]


def test_a_text_in_another_language_than_the_page_says_so(client, nursing, person):
    person.profile_sv, person.title_en = "Forskar om dimma.", "Professor"
    person.save()
    by(person)
    marked = '<span lang="sv">Om vård.</span> <span class="other-language">In Swedish</span>'
    assert marked in client.get(nursing[0].get_absolute_url()).text
    assert "other-language" not in client.get(nursing[0].get_absolute_url().replace("/en/", "/sv/")).text
    english, swedish = (client.get(f"/{code}/persons/{person.slug}/").text for code in ("en", "sv"))
    assert '<div class="prose" lang="sv">' in english
    assert "In Swedish" in english
    assert '<span lang="en">Professor</span> <span class="other-language">På engelska</span>' in swedish
    assert '<div class="prose">' in swedish


def test_the_name_of_a_unit_in_another_language_tells_programs_that_read_aloud(client):
    unit = make_unit(name_en="", name_sv="Dimforskning")
    assert '<h1 lang="sv">Dimforskning</h1>' in client.get(unit.get_absolute_url()).text
    assert 'lang="sv">Dimforskning</a>' in client.get("/en/organisations/").text
    assert "<h1>Dimforskning</h1>" in client.get(unit.get_absolute_url().replace("/en/", "/sv/")).text
