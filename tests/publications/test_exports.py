"""The lasting addresses of a publication, and the formats behind them."""

import json

import pytest

from formats import WRITERS, is_binary
from formats.record import Contributor
from publications.models import Publication
from tests.factories import make_publication

pytestmark = pytest.mark.django_db
NOWHERE = "11111111-2222-4333-8444-555555555555"
CSL = "application/vnd.citationstyles.csl+json"


@pytest.fixture
def publication():
    return make_publication(
        title="Fog in <i>Norrvik</i>",
        doi="10.5555/fog",
        type="publication/journal-article",
        contributors=(Contributor(family="Berg", given="Anna"),),
    )


@pytest.mark.parametrize("start", ["/publications", "/record", "/search/publication"])
def test_each_lasting_address_leads_to_the_page(client, publication, start):
    response = client.get(f"{start}/{publication.uuid}")
    assert response.status_code == 302
    assert response["Location"] == f"/en/publications/{publication.slug}/"


@pytest.mark.parametrize(
    ("asked", "language"),
    [("sv", "sv"), ("de, sv;q=0.8, en;q=0.2", "sv"), ("en-GB", "en"), ("de", "en"), ("", "en"), ("*;q=x,,;", "en")],
)
def test_the_page_is_in_the_readers_language(client, publication, asked, language):
    response = client.get(f"/publications/{publication.uuid}", headers={"Accept-Language": asked})
    assert response["Location"].startswith(f"/{language}/")
    assert {"Accept", "Accept-Language"} <= set(response["Vary"].split(", "))
    assert not response.cookies


def test_a_uuid_in_the_address_of_a_page_leads_to_the_page_in_that_language(client, publication):
    response = client.get(f"/sv/publications/{publication.uuid}/", headers={"Accept-Language": "en"})
    assert response["Location"] == f"/sv/publications/{publication.slug}/"


@pytest.mark.parametrize("ending", ["", ".csl.json"])
@pytest.mark.parametrize("status", ["draft", "submitted", "returned"])
def test_what_is_not_public_is_not_found(client, status, ending):
    publication = make_publication(status=status)
    assert client.get(f"/publications/{publication.uuid}{ending}").status_code == 404
    assert client.get(f"/record/{publication.uuid}", headers={"Accept": CSL}).status_code == 404


@pytest.mark.parametrize("ending", ["", ".csl.json", ".json"])
def test_what_was_withdrawn_is_gone(client, ending):
    publication = make_publication(status="withdrawn")
    assert client.get(f"/publications/{publication.uuid}{ending}").status_code == 410


@pytest.mark.parametrize(
    "path",
    [
        f"/publications/{NOWHERE}",
        f"/publications/{NOWHERE}.csl.json",
        f"/sv/publications/{NOWHERE}/",
        "/search/publication/not-a-uuid",
        "/publications/.csl.json",
        f"/record/{NOWHERE}{'x' * 3000}",
        f"/publications/{NOWHERE}.%00",
    ],
)
def test_nothing_is_found_where_nothing_is(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("suffix", ["exe", "htm", "..json", "csl.jso", "x" * 20])
def test_there_are_no_other_formats(client, publication, suffix):
    assert client.get(f"/publications/{publication.uuid}.{suffix}").status_code == 404


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_is_a_file_with_its_media_type(client, publication, name):
    writer = WRITERS[name]
    response = client.get(f"/publications/{publication.uuid}.{writer.suffix}")
    assert response.status_code == 200
    assert response["Content-Type"] == writer.media_type + ("" if is_binary(writer) else "; charset=utf-8")
    assert response["Content-Disposition"] == f'attachment; filename="{publication.slug}.{writer.suffix}"'
    assert f'/en/publications/{publication.slug}/>; rel="describes"; type="text/html"' in response["Link"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert is_binary(writer) or "Norrvik" in response.content.decode()


def test_csl_json_is_what_citation_programs_read(client, publication):
    [item] = json.loads(client.get(f"/publications/{publication.uuid}.csl.json").content)
    assert item["DOI"] == "10.5555/fog"
    assert item["author"] == [{"family": "Berg", "given": "Anna"}]


def test_json_is_the_record_under_our_own_names(client, publication):
    [item] = json.loads(client.get(f"/publications/{publication.uuid}.json").content)
    assert item["doi"] == "10.5555/fog"
    assert item["contributors"] == [{"role": "aut", "family": "Berg", "given": "Anna"}]


@pytest.mark.parametrize("name", WRITERS)
def test_a_client_may_ask_for_a_format_at_the_address_of_the_record_and_of_the_page(client, publication, name):
    accept = {"Accept": f"{WRITERS[name].media_type}, */*;q=0.1"}
    for address in (f"/publications/{publication.uuid}", publication.get_absolute_url()):
        response = client.get(address, headers=accept)
        assert response.status_code == 200
        assert response["Content-Type"].startswith(WRITERS[name].media_type)
        assert "Accept" in response["Vary"].split(", ")


def test_who_asks_for_a_format_at_a_former_address_is_led_on(client, publication):
    former = publication.get_absolute_url()
    Publication.objects.filter(pk=publication.pk).update(slug="other")
    response = client.get(former, headers={"Accept": CSL})
    assert response.status_code == 301
    assert response["Location"] == "/en/publications/other/"


def test_who_asks_for_a_format_of_what_was_withdrawn_hears_that_it_is_gone(client):
    withdrawn, draft = make_publication(status="withdrawn"), make_publication(status="draft")
    assert client.get(withdrawn.get_absolute_url(), headers={"Accept": CSL}).status_code == 410
    assert client.get(draft.get_absolute_url(), headers={"Accept": CSL}).status_code == 404


def test_who_prefers_a_format_to_a_page_gets_it(client, publication):
    accept = {"Accept": f"text/html;q=0.5, {CSL}"}
    for address in (f"/publications/{publication.uuid}", publication.get_absolute_url()):
        assert client.get(address, headers=accept)["Content-Type"].startswith(CSL)


@pytest.mark.parametrize(
    "accept",
    ["text/html", "*/*", "text/*", "", f"text/html, {CSL}", f"{CSL};q=0.5, text/html", "x", f"{CSL};q=0", "a/b" * 999],
)
def test_who_does_not_prefer_a_format_gets_the_page(client, publication, accept):
    assert client.get(f"/publications/{publication.uuid}", headers={"Accept": accept}).status_code == 302


def test_a_format_costs_five_queries_and_one_where_it_is_unchanged(client, publication, django_assert_num_queries):
    address = f"/publications/{publication.uuid}.csl.json"
    with django_assert_num_queries(5):  # the version, the row with its parts, names, affiliations, subjects
        response = client.get(address)
    with django_assert_num_queries(1):  # the version
        unchanged = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert unchanged.status_code == 304
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.django_db(transaction=True)
def test_a_format_changes_with_its_record(client, publication):
    address = f"/publications/{publication.uuid}.csl.json"
    before = client.get(address)
    Publication.objects.update(title="Haze")
    after = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert "Haze" in after.content.decode()
    assert after["ETag"] != before["ETag"]


def test_formats_of_one_address_have_tags_of_their_own(client, publication):
    address = publication.get_absolute_url()
    page = client.get(address)
    formatted = client.get(address, headers={"Accept": CSL, "If-None-Match": page["ETag"]})
    assert formatted.status_code == 200
    assert formatted["ETag"] != page["ETag"]


def test_head_is_answered_and_post_is_not(client, publication):
    address = f"/publications/{publication.uuid}"
    assert client.head(f"{address}.csl.json").content == b""
    assert client.post(address).status_code == 405
    assert client.post(f"{address}.csl.json").status_code == 405


def test_a_reference_is_gone_with_its_publication(client):
    withdrawn, draft = make_publication(status="withdrawn"), make_publication(status="draft")
    assert client.get(f"/publications/{withdrawn.uuid}/cite/apa").status_code == 410
    assert client.get(f"/publications/{draft.uuid}/cite/apa").status_code == 404
    assert client.get(f"/publications/{NOWHERE}/cite/apa").status_code == 404


def test_a_reference_costs_five_queries_and_one_where_it_is_unchanged(client, publication, django_assert_num_queries):
    address = f"/publications/{publication.uuid}/cite/apa"
    with django_assert_num_queries(5):  # the version, the row with its parts, names, affiliations, subjects
        response = client.get(address)
    tag = {"If-None-Match": response["ETag"]}
    with django_assert_num_queries(1):  # the version
        assert client.get(address, headers=tag).status_code == 304
    assert client.get(f"{address}?locale=sv-SE", headers=tag).status_code == 200
    assert client.get(f"/publications/{publication.uuid}/cite/ieee", headers=tag).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_reference_changes_with_its_record(client, publication):
    address = f"/publications/{publication.uuid}/cite/apa"
    before = client.get(address)
    Publication.objects.update(title="Haze")
    after = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert "Haze" in after.json()["text"]


def test_a_reference_is_only_read(client, publication):
    assert client.post(f"/publications/{publication.uuid}/cite/apa").status_code == 405
    assert client.head(f"/publications/{publication.uuid}/cite/apa").status_code == 200
