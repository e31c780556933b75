"""What the head of a record's page says: title, links, Highwire, Dublin Core, Open Graph, schema.org."""

import json
from collections import defaultdict
from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string
from lxml import html

from formats.record import Affiliation, Contributor, Funding, Identifier, Link, Record, Subject, Translation
from formats.types import TYPES
from publications.metadata import Page, head_of, header
from publications.metadata.facts import cut, licence_url
from publications.metadata.page import Format

SITE = "https://portal.example.org"
ANNA = Contributor(
    family="Berg",
    given="Anna",
    orcid="0000-0002-1825-0097",
    affiliations=(Affiliation(name="Nursing", unit="n1"), Affiliation(name="Uppsala University", ror="048a87296")),
)
BO = Contributor(family="Ek", given="Bo")
EDITOR = Contributor(role="edt", family="Ask", given="Ulla")


def page(language="en", **fields):
    addresses = {code: f"{SITE}/{code}/publications/a-title/" for code in ("en", "sv")}
    given = {
        "language": language,
        "addresses": addresses,
        "record_address": f"{SITE}/publications/u-1",
        "institution": "University of Norrvik",
        "portal": "Research portal",
        "trail": (("Research portal", f"{SITE}/{language}/"), ("Publications", f"{SITE}/{language}/publications/")),
        "formats": (Format(label="BibTeX", media_type="application/x-bibtex", url=f"{SITE}/publications/u-1.bib"),),
    }
    return Page(**(given | fields))


def article(**fields):
    given = {
        "id": "u-1",
        "type": "publication/journal-article",
        "title": "Fog in <i>Norrvik</i>",
        "subtitle": "A & B",
        "language": "eng",
        "contributors": (ANNA, BO),
        "container_title": "Journal of Fog",
        "container_title_short": "J Fog",
        "volume": "43",
        "issue": "4",
        "page": "344-355",
        "issued": "2022-05",
        "available": "2021-11-30",
        "doi": "10.5555/fog",
        "issn": "2198-9834",
        "eissn": "2198-963X",
        "publisher": "Norrvik Press",
        "identifiers": (
            Identifier(scheme="pmid", value="12345"),
            Identifier(scheme="scopus", value="85218706729"),
            Identifier(scheme="isbn", value="123", problem="is too short"),
        ),
        "links": (
            Link(url="https://example.org/page", kind="fulltext"),
            Link(url="https://example.org/fog.pdf?x=1&y=2", kind="fulltext"),
        ),
        "funding": (Funding(funder="Fog Council", award="2020-1", title="The fog project"),),
        "abstracts": (
            Translation(text="<p>Fog is <b>thick</b>.</p>", language="eng"),
            Translation(text="<p>Dimman är tät.</p>", language="swe"),
        ),
        "keywords": (Translation(text="Fog", language="eng"), Translation(text="Mist")),
        "subjects": (Subject(code="10508"),),
        "open_access": "gold",
        "licence": "CC BY 4.0",
        "publication_status": "published",
        "ours": True,
        "updated": datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
    }
    return Record(**(given | fields))


class Read:
    """A head as a browser reads it."""

    def __init__(self, record, **fields):
        text = render_to_string("partials/head_metadata.html", {"head": head_of(record, page(**fields))})
        self.root = html.fromstring(f"<!doctype html><html><head>{text}</head><body><p>End</p></body></html>")
        self.head = self.root.find("head")
        self.tags = defaultdict(list)
        for meta in self.head.iterfind("meta"):
            self.tags[meta.get("name") or meta.get("property")].append(meta.get("content"))
        [script] = self.root.iter("script")
        self.work, self.trail = json.loads(script.text)["@graph"]

    def links(self, rel):
        return [link for link in self.head.iterfind("link") if link.get("rel") == rel]


def test_an_article_names_itself_and_its_journal_for_reference_managers():
    tags = Read(article()).tags
    expected = {
        "title": ["Fog in Norrvik: A & B"],
        "author": ["Berg, Anna", "Ek, Bo"],
        "author_institution": ["Nursing", "Uppsala University"],
        "author_orcid": ["https://orcid.org/0000-0002-1825-0097"],
        "publication_date": ["2022/05"],
        "online_date": ["2021/11/30"],
        "journal_title": ["Journal of Fog"],
        "journal_abbrev": ["J Fog"],
        "volume": ["43"],
        "issue": ["4"],
        "firstpage": ["344"],
        "lastpage": ["355"],
        "doi": ["10.5555/fog"],
        "pmid": ["12345"],
        "issn": ["2198-9834", "2198-963X"],
        "publisher": ["Norrvik Press"],
        "language": ["en"],
        "keywords": ["Fog; Mist"],
        "abstract_html_url": [f"{SITE}/en/publications/a-title/"],
        "pdf_url": ["https://example.org/fog.pdf?x=1&y=2"],
    }
    found = {name.removeprefix("citation_"): values for name, values in tags.items() if name.startswith("citation_")}
    assert found == expected


def test_institution_and_orcid_follow_their_author():
    names = [meta.get("name") for meta in Read(article()).head.iterfind("meta") if "author" in (meta.get("name") or "")]
    assert names == [
        "citation_author",
        *["citation_author_institution"] * 2,
        "citation_author_orcid",
        "citation_author",
    ]


def test_title_description_and_links_stand_in_the_head():
    read = Read(article())
    assert read.head.findtext("title") == "Fog in Norrvik: A & B – University of Norrvik"
    assert read.tags["description"] == ["Fog is thick."]
    assert [link.get("href") for link in read.links("canonical")] == [f"{SITE}/en/publications/a-title/"]
    alternates = {link.get("hreflang") or link.get("type"): link.get("href") for link in read.links("alternate")}
    assert alternates == {
        "en": f"{SITE}/en/publications/a-title/",
        "sv": f"{SITE}/sv/publications/a-title/",
        "x-default": f"{SITE}/publications/u-1",
        "application/x-bibtex": f"{SITE}/publications/u-1.bib",
    }


def test_a_swedish_page_has_its_own_canonical_address_and_abstract():
    read = Read(article(), language="sv")
    assert read.links("canonical")[0].get("href") == f"{SITE}/sv/publications/a-title/"
    assert read.tags["description"] == read.tags["og:description"] == ["Dimman är tät."]
    assert read.tags["og:locale"] == ["sv_SE"]
    assert read.tags["og:locale:alternate"] == ["en_GB"]


def test_dublin_core_and_open_graph_say_the_same():
    tags = Read(article(), subjects=("Climate Science",)).tags
    assert tags["DC.title"] == tags["og:title"] == ["Fog in Norrvik: A & B"]
    assert tags["DC.creator"] == ["Berg, Anna", "Ek, Bo"]
    assert tags["DCTERMS.issued"] == tags["article:published_time"] == ["2022-05"]
    assert tags["DC.subject"] == ["Climate Science", "Fog", "Mist"]
    assert tags["DC.identifier"] == [f"{SITE}/publications/u-1", "https://doi.org/10.5555/fog"]
    assert tags["DC.rights"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert tags["DC.type"] == ["journal article", "http://purl.org/coar/resource_type/c_6501"]
    assert tags["og:url"] == [f"{SITE}/en/publications/a-title/"]


def test_schema_org_names_people_journal_and_identifiers():
    work = Read(article(), subjects=("Climate Science",)).work
    assert work["@type"] == "ScholarlyArticle"
    assert work["@id"] == f"{SITE}/publications/u-1"
    anna, bo = work["author"]
    assert anna["@id"] == "https://orcid.org/0000-0002-1825-0097"
    assert anna["affiliation"][1] == {
        "@type": "Organization",
        "@id": "https://ror.org/048a87296",
        "name": "Uppsala University",
    }
    assert bo == {"@type": "Person", "name": "Bo Ek", "givenName": "Bo", "familyName": "Ek"}
    issue = work["isPartOf"]
    assert (issue["@type"], issue["issueNumber"]) == ("PublicationIssue", "4")
    volume = issue["isPartOf"]
    assert (volume["@type"], volume["volumeNumber"]) == ("PublicationVolume", "43")
    assert volume["isPartOf"] == {"@type": "Periodical", "name": "Journal of Fog", "issn": ["2198-9834", "2198-963X"]}
    assert [item["propertyID"] for item in work["identifier"]] == ["doi", "pmid", "scopus"]
    assert "https://doi.org/10.5555/fog" in work["sameAs"]
    assert (work["pageStart"], work["pageEnd"], work["datePublished"]) == ("344", "355", "2022-05")
    assert work["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert work["isAccessibleForFree"] is True
    assert work["encoding"]["contentUrl"] == "https://example.org/fog.pdf?x=1&y=2"
    assert work["funding"][0]["funder"] == {"@type": "Organization", "name": "Fog Council"}
    assert work["about"] == [{"@type": "DefinedTerm", "name": "Climate Science"}]
    assert work["dateModified"] == "2024-01-02T03:04:05+00:00"


def test_breadcrumbs_lead_from_the_home_page_to_the_record():
    trail = Read(article()).trail
    assert [(item["position"], item["name"]) for item in trail["itemListElement"]] == [
        (1, "Research portal"),
        (2, "Publications"),
        (3, "Fog in Norrvik: A & B"),
    ]
    assert trail["itemListElement"][2]["item"] == f"{SITE}/en/publications/a-title/"


def test_a_chapter_is_in_a_book_with_editors():
    chapter = article(
        type="publication/book-chapter",
        contributors=(ANNA, EDITOR),
        container_title="The Book of Fog",
        isbn=("9780306406157",),
        collection_title="Weather series",
    )
    read = Read(chapter)
    assert read.tags["citation_inbook_title"] == ["The Book of Fog"]
    assert read.tags["citation_editor"] == ["Ask, Ulla"]
    assert read.tags["citation_isbn"] == ["9780306406157"]
    assert "citation_journal_title" not in read.tags
    assert read.work["@type"] == "Chapter"
    book = read.work["isPartOf"]
    assert (book["@type"], book["name"], book["isbn"]) == ("Book", "The Book of Fog", ["9780306406157"])
    assert book["editor"][0]["name"] == "Ulla Ask"
    assert book["isPartOf"]["name"] == "Weather series"


def test_a_book_has_isbn_edition_and_release_date():
    book = article(type="publication/book", container_title="", isbn=("9780306406157",), edition="2nd")
    read = Read(book)
    assert read.work["@type"] == "Book"
    assert read.work["isbn"] == ["9780306406157"]
    assert read.work["bookEdition"] == "2nd"
    assert read.tags["og:type"] == ["book"]
    assert read.tags["book:isbn"] == ["9780306406157"]
    assert "isPartOf" not in read.work


def test_a_thesis_names_the_university_that_it_was_defended_at():
    thesis = article(type="publication/doctoral-thesis", container_title="", publisher="", defended="2020-01-02")
    read = Read(thesis)
    assert read.tags["citation_dissertation_institution"] == ["University of Norrvik"]
    assert read.work["@type"] == "Thesis"
    assert read.work["inSupportOf"] == "Doctoral thesis"
    assert read.work["publisher"]["name"] == "University of Norrvik"


def test_a_thesis_from_elsewhere_is_not_given_to_the_house():
    thesis = article(type="publication/doctoral-thesis", container_title="", publisher="", ours=False)
    read = Read(thesis)
    assert "citation_dissertation_institution" not in read.tags
    assert "publisher" not in read.work


def test_a_report_has_institution_and_number():
    read = Read(article(type="publication/report", container_title="", number="2020:7"))
    assert read.tags["citation_technical_report_institution"] == ["Norrvik Press"]
    assert read.tags["citation_technical_report_number"] == ["2020:7"]
    assert read.work["reportNumber"] == "2020:7"


def test_a_paper_names_its_conference_and_proceedings():
    read = Read(article(type="conference/paper", event_title="Fog 2020", container_title="Proceedings of Fog"))
    assert read.tags["citation_conference_title"] == ["Fog 2020"]
    assert read.tags["citation_inbook_title"] == ["Proceedings of Fog"]


def test_a_dataset_is_a_dataset():
    read = Read(article(type="other/data-set", container_title="", version="1.2"))
    assert (read.work["@type"], read.work["version"]) == ("Dataset", "1.2")
    assert read.work["description"]


def test_an_edited_book_has_editors_and_no_authors():
    read = Read(article(type="publication/edited-book", container_title="", contributors=(EDITOR,)))
    assert "citation_author" not in read.tags
    assert read.work["editor"][0]["name"] == "Ulla Ask"
    assert "author" not in read.work


@pytest.mark.parametrize("key", TYPES)
def test_every_type_has_a_head_from_a_full_and_from_an_empty_record(key):
    assert Read(article(type=key)).work["@type"] == TYPES[key].schema_org
    bare = Read(Record(type=key, title="Bare"))
    assert bare.tags["citation_title"] == ["Bare"]
    assert all(value for values in bare.tags.values() for value in values)


def test_an_article_number_stands_for_missing_pages():
    read = Read(article(page="", article_number="e058724"))
    assert read.tags["citation_firstpage"] == ["e058724"]
    assert "citation_lastpage" not in read.tags
    assert read.work["pagination"] == "e058724"


@pytest.mark.parametrize(("given", "written"), [("1935/1936", "1935"), ("2024-05-17", "2024/05/17"), ("", None)])
def test_dates_are_as_exact_as_known(given, written):
    tags = Read(article(issued=given, available="")).tags
    assert tags.get("citation_publication_date") == (written and [written])


HOSTILE = "</script><script>alert(1)</script><!--\"'>&amp;]]>\u2028"


def test_nothing_in_a_record_ends_the_script_or_an_attribute():
    fields = ("title", "subtitle", "container_title", "volume", "issue", "page", "publisher", "number", "licence")
    name = Contributor(family=HOSTILE, given=HOSTILE, affiliations=(Affiliation(name=HOSTILE),))
    text = Translation(text=HOSTILE)
    read = Read(
        article(
            contributors=(name,), keywords=(text,), titles=(text,), abstracts=(text,), **dict.fromkeys(fields, HOSTILE)
        )
    )
    assert len(list(read.root.iter("script"))) == 1
    assert read.root.findtext("body/p") == "End"
    assert read.work["isPartOf"]["issueNumber"] == HOSTILE
    assert read.tags["citation_publisher"] == [HOSTILE.replace("\u2028", "\u2028")]


def test_2858_authors_leave_the_head_small():
    crowd = tuple(
        Contributor(family=f"Name{n}", given="A. B.", affiliations=(Affiliation(name="Institute of Fog"),))
        for n in range(2858)
    )
    read = Read(article(contributors=crowd))
    assert len(read.tags["citation_author"]) == len(read.work["author"]) == 50
    assert len(html.tostring(read.head)) < 40_000


def test_an_ordinary_head_is_small():
    names = (ANNA, BO) * 3
    abstract = Translation(text="<p>" + "A sentence of an abstract. " * 60 + "</p>", language="eng")
    assert len(html.tostring(Read(article(contributors=names, abstracts=(abstract,))).head)) < 12_000


def test_huge_texts_are_cut():
    long = "word " * 100_000
    read = Read(
        article(title=long, abstracts=(Translation(text=f"<p>{long}</p>"),), keywords=(Translation(text=long),) * 9)
    )
    assert len(html.tostring(read.head)) < 40_000
    assert read.head.findtext("title").startswith("word word")


def test_without_an_abstract_the_description_says_what_it_is():
    record = article(abstracts=())
    assert Read(record).tags["description"] == ["Journal article · Anna Berg, Bo Ek · Journal of Fog · 2022-05"]
    swedish = Read(record, language="sv").tags["description"]
    assert swedish == ["Artikel i vetenskaplig tidskrift · Anna Berg, Bo Ek · Journal of Fog · 2022-05"]


def test_the_link_header_leads_to_formats_doi_authors_and_licence():
    links = header(head_of(article(), page()).links)
    assert f'<{SITE}/publications/u-1.bib>; rel="alternate"; type="application/x-bibtex"' in links
    assert '<https://doi.org/10.5555/fog>; rel="cite-as"' in links
    assert '<https://orcid.org/0000-0002-1825-0097>; rel="author"' in links
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in links
    assert "hreflang" not in links


def test_nothing_in_an_address_ends_a_link_of_the_header():
    bad = Link(url='https://x.org/a.pdf>; rel="evil"\r\nSet-Cookie: å', kind="fulltext", media_type="application/pdf")
    links = header(head_of(article(links=(bad,)), page()).links)
    assert 'rel="evil"' not in links
    assert links.isascii()
    assert "\n" not in links


@pytest.mark.parametrize(
    ("licence", "url"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-nc-nd", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
        ("CC BY-SA 3.0 SE", "https://creativecommons.org/licenses/by-sa/3.0/se/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://example.org/licence", "https://example.org/licence"),
        ("javascript:alert(1)", ""),
        ("All rights reserved", ""),
        ("", ""),
    ],
)
def test_licences_have_addresses(licence, url):
    assert licence_url(licence) == url


def test_a_cut_text_ends_at_a_word():
    assert cut("one two three", 9) == "one two…"
    assert cut("one two", 7) == "one two"
    assert cut("x" * 50, 10) == "x" * 9 + "…"
