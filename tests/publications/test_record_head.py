"""The head of a real record page: complete, small, asked of the database once, and inert in a browser."""

import json

import pytest
from lxml import html

from formats import WRITERS
from formats.record import Contributor, Link, Translation
from tests.factories import make_journal, make_publication, make_unit

HOSTILE = "</script><script>window.hacked = 1</script><!--\"' onload='window.hacked = 1' <b>"

pytestmark = pytest.mark.django_db


@pytest.fixture
def hostile():
    return make_publication(
        title=HOSTILE,
        subtitle=HOSTILE,
        type="publication/journal-article",
        container_title=HOSTILE,
        publisher=HOSTILE,
        contributors=(Contributor(family=HOSTILE, given=HOSTILE),),
        keywords=(Translation(text=HOSTILE),),
        abstracts=(Translation(text=f"<p>{HOSTILE}</p>"),),
        links=(Link(url="https://example.org/a.pdf?'\"><script>window.hacked = 1</script>", kind="fulltext"),),
    )


def head_of(response):
    return html.fromstring(response.content.decode()).find("head")


def test_a_page_never_seen_costs_five_queries_and_one_after_that(client, django_assert_num_queries):
    publication = make_publication(contributors=(Contributor(family="Berg", orcid="0000-0002-1825-0097"),) * 3)
    with django_assert_num_queries(6):  # the version, the topics, the row with its parts, names, affiliations, subjects
        first = client.get(publication.get_absolute_url())
    with django_assert_num_queries(1):  # the version
        again = client.get(publication.get_absolute_url())
    assert again.content == first.content


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_head_of_a_page_says_what_it_is(client, settings, language):
    make_unit(code="n1")
    make_journal(title="Journal of Fog", issn="2198-9834")
    publication = make_publication(
        title="Fog", type="publication/journal-article", container_title="Journal of Fog", issn="2198-9834"
    )
    response = client.get(f"/{language}/publications/{publication.slug}/")
    head = head_of(response)
    own = f"{settings.SITE_URL}/{language}/publications/fog/"
    record = f"{settings.SITE_URL}/publications/{publication.uuid}"
    assert len(head.findall("title")) == len(head.findall("meta[@name='description']")) == 1
    assert head.findtext("title").startswith("Fog – ")
    assert [link.get("href") for link in head.findall("link[@rel='canonical']")] == [own]
    alternates = head.findall("link[@rel='alternate']")
    assert {link.get("hreflang") for link in alternates if link.get("hreflang")} == {"en", "sv", "x-default"}
    assert {link.get("href") for link in alternates if link.get("type")} >= {
        f"{record}.{writer.suffix}" for writer in WRITERS.values()
    }
    assert f'<{own}>; rel="canonical"' in response["Link"]
    work, trail = json.loads(head.findtext("script[@type='application/ld+json']"))["@graph"]
    assert (work["@id"], work["url"], work["isPartOf"]["name"]) == (record, own, "Journal of Fog")
    for item in trail["itemListElement"][:-1]:
        assert client.get(item["item"].removeprefix(settings.SITE_URL)).status_code == 200


def test_addresses_do_not_come_from_the_request(client, settings):
    publication = make_publication()
    settings.ALLOWED_HOSTS = ["evil.example"]
    response = client.get(publication.get_absolute_url(), headers={"Host": "evil.example"})
    assert "evil.example" not in response.content.decode()
    assert "evil.example" not in response["Link"]


def test_a_page_of_2858_authors_has_a_small_head(client):
    crowd = tuple(Contributor(family=f"Name{n}", given="A. B.") for n in range(2858))
    publication = make_publication(contributors=crowd)
    head = html.tostring(head_of(client.get(publication.get_absolute_url())))
    assert len(head) < 40_000


def test_hostile_values_leave_one_head_with_one_script_of_data(client, hostile):
    head = head_of(client.get(hostile.get_absolute_url()))
    data = [script for script in head.iter("script") if script.get("type") == "application/ld+json"]
    assert len(data) == 1
    assert all(script.get("src") for script in head.iter("script") if script not in data)
    assert json.loads(data[0].text)["@graph"][0]["publisher"]["name"]


@pytest.mark.django_db(transaction=True)
def test_in_a_browser_data_stay_data_and_nothing_breaks_the_policy(visit, hostile):
    page = visit(hostile.get_absolute_url())  # which sees that nothing goes wrong in it
    data = page.evaluate("JSON.parse(document.querySelector('head script[type=\"application/ld+json\"]').textContent)")
    assert page.evaluate("window.hacked") is None
    assert data["@graph"][0]["@type"] == "ScholarlyArticle"
