"""Pages that are kept: never stale, never somebody else's, bounded in memory."""

import gzip
import os
import subprocess
import sys
import textwrap
from threading import Thread

import brotli
import pytest
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse
from django.urls import path

from formats.record import Affiliation, Contributor, Subject, Translation
from portal import urls as portal_urls
from publications import kept
from publications.models import Contribution, Journal, Keyword, Organisation, Person, Publication, Publisher
from publications.models import Subject as SubjectRow
from publications.records import record_of
from publications.versions import version_of_slug, version_of_uuid
from tests.factories import make_person, make_publication, make_subject, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
committed = pytest.mark.django_db(transaction=True)  # for changes: within one transaction, all are one


@kept.kept_by_version
def page(request, slug):
    found = Publication.objects.public().for_record().filter(slug=slug).first()
    if found is None:
        return HttpResponse("Gone", status=410)
    page.made += 1
    subjects = [str(row.subject) for row in found.classifications.all()]
    text = f"{record_of(found)} {subjects} {request.LANGUAGE_CODE} {request.user}"
    response = HttpResponse(text, headers={"Link": "<https://x.example>; rel=alternate"})
    if "cookie" in request.GET:
        response.set_cookie("a", "b")
    return response


page.made = 0
urlpatterns = [
    *i18n_patterns(path("publications/<slug:slug>/", page, name="publication")),
    *portal_urls.urlpatterns,
]


@pytest.fixture(autouse=True)
def _empty_store():
    kept.STORE.clear()
    page.made = 0


@pytest.fixture
def publication():
    make_unit(code="n-unit", name_en="Department of Fog")
    make_subject()
    return make_publication(
        title="Fog",
        doi="10.5555/x",
        type="publication/journal-article",
        container_title="Journal of Fog",
        issn="2198-9834",
        publisher="Norrvik Press",
        subjects=(Subject(code="30305", edition="2025"),),
        keywords=(Translation(text="mist"),),
        abstracts=(Translation(text="<p>Fog.</p>"),),
        contributors=(
            Contributor(
                family="Berg", given="Anna", orcid="0000-0002-1825-0097", affiliations=(Affiliation(unit="n-unit"),)
            ),
        ),
    )


def address(publication, language="en"):
    return f"/{language}/publications/{publication.slug}/"


def text(response):
    return response.content.decode()


def test_a_page_is_made_once_for_many_readers(client, publication):
    first = client.get(address(publication))
    again = client.get(address(publication))
    assert text(first) == text(again)
    assert page.made == 1
    assert again["Link"] == first["Link"]
    assert again["Content-Type"] == first["Content-Type"]
    assert again["Content-Language"] == first["Content-Language"] == "en"


def test_a_kept_page_costs_one_query(client, publication, django_assert_num_queries):
    client.get(address(publication))
    with django_assert_num_queries(1):  # the version
        client.get(address(publication))


def test_each_language_has_its_own_page(client, publication):
    assert " en " in text(client.get(address(publication)))
    assert " sv " in text(client.get(address(publication, "sv")))
    assert " en " in text(client.get(address(publication)))


CHANGES = {
    "the record": lambda found: Publication.objects.filter(pk=found.pk).update(volume="77"),
    "a name": lambda found: found.contributions.update(family="Bergman"),
    "an affiliation": lambda found: found.contributions.get().affiliations.update(name="Elsewhere"),
    "an abstract": lambda found: found.texts.update(text="<p>Haze.</p>"),
    "an identifier": lambda found: found.identifiers.all().delete(),
    "a person": lambda found: Person.objects.update(orcid="0000-0001-5109-3700"),
    "a journal": lambda found: Journal.objects.update(title="Annals of Fog"),
    "a publisher": lambda found: Publisher.objects.update(name="Other Press"),
    "a unit": lambda found: Organisation.objects.update(name_en="Department of Mist"),
    "a subject": lambda found: SubjectRow.objects.update(name_en="Weather"),
    "a keyword": lambda found: Keyword.objects.update(term="haze"),
}


@committed
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_at_the_next_request(client, publication, change):
    before = client.get(address(publication))
    client.get(address(publication))
    CHANGES[change](publication)
    after = client.get(address(publication), headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert text(after) != text(before)
    assert after["ETag"] != before["ETag"]


@committed
def test_an_import_that_gives_back_the_old_date_is_seen_too(client, publication):
    before = client.get(address(publication))
    Publication.objects.filter(pk=publication.pk).update(title="Haze")
    Publication.objects.filter(pk=publication.pk).update(updated=publication.updated)
    after = client.get(address(publication))
    assert "Haze" in text(after)
    assert after["ETag"] != before["ETag"]


@committed
def test_a_change_while_a_page_is_made_is_not_missed(client, publication, monkeypatch):
    made = kept.STORE.put

    def put_late(found):
        Publication.objects.filter(pk=publication.pk).update(title="Changed meanwhile")
        made(found)

    monkeypatch.setattr(kept.STORE, "put", put_late)
    assert "Fog" in text(client.get(address(publication)))
    monkeypatch.undo()
    assert "Changed meanwhile" in text(client.get(address(publication)))


@committed
def test_a_withdrawn_or_deleted_record_is_gone_at_once(client, publication):
    assert client.get(address(publication)).status_code == 200
    Publication.objects.filter(pk=publication.pk).update(status="withdrawn", withdrawn_because="Twice")
    assert client.get(address(publication)).status_code == 410
    Publication.objects.filter(pk=publication.pk).update(status="public")
    assert client.get(address(publication)).status_code == 200


def test_no_page_comes_from_the_store_for_a_draft(client):
    draft = make_publication(status="draft")
    assert client.get(address(draft)).status_code == 410
    assert len(kept.STORE) == 0


def test_staff_get_a_page_of_their_own_that_nobody_else_sees(client, publication):
    client.force_login(User.objects.create_user("librarian", is_staff=True))
    own = client.get(address(publication))
    assert "librarian" in text(own)
    assert own["Cache-Control"] == "private, no-store"
    assert "ETag" not in own
    client.logout()
    public = client.get(address(publication))
    assert "AnonymousUser" in text(public)
    assert public["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_staff_do_not_get_304_for_the_page_they_had_as_readers(client, publication):
    tag = client.get(address(publication))["ETag"]
    client.force_login(User.objects.create_user("librarian", is_staff=True))
    assert client.get(address(publication), headers={"If-None-Match": tag}).status_code == 200


def test_readers_get_no_cookie_and_caches_learn_what_it_varies_by(client, publication):
    for _ in range(2):
        response = client.get(address(publication))
        assert not response.cookies
        assert {"Accept", "Accept-Encoding", "Cookie"} <= set(response["Vary"].split(", "))
        assert response["Vary"].count("Cookie") == 1


def test_a_page_that_sets_a_cookie_is_not_kept(client, publication):
    response = client.get(address(publication) + "?cookie")
    assert response["Cache-Control"] == "private, no-store"
    assert len(kept.STORE) == 0


def test_addresses_with_a_query_are_not_kept(client, publication):
    for number in range(20):
        assert client.get(address(publication), {"utm": number}).status_code == 200
    assert len(kept.STORE) == 0
    client.get(address(publication))
    assert len(kept.STORE) == 1


@pytest.mark.parametrize("method", ["get", "head"])
def test_an_unchanged_page_is_304_without_being_made(client, publication, method):
    response = client.get(address(publication))
    kept.STORE.clear()
    tag = {"If-None-Match": f'"other", {response["ETag"]}'}
    unchanged = getattr(client, method)(address(publication), headers=tag)
    assert unchanged.status_code == 304
    assert unchanged.content == b""
    assert unchanged["ETag"] == response["ETag"]
    assert unchanged["Cache-Control"] == response["Cache-Control"]
    assert page.made == 1


def test_the_date_of_the_last_change_says_unchanged_too(client, publication):
    since = client.get(address(publication))["Last-Modified"]
    assert client.get(address(publication), headers={"If-Modified-Since": since}).status_code == 304


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 200),
        ("Sun, 06 Nov 2094 08:49:37 GMT", 304),
        ("yesterday", 200),
        ("", 200),
        ("x" * 5000, 200),
    ],
)
def test_dates_of_all_kinds_are_understood_or_ignored(client, publication, since, status):
    assert client.get(address(publication), headers={"If-Modified-Since": since}).status_code == status


def test_the_etag_counts_more_than_the_date(client, publication):
    since = client.get(address(publication))["Last-Modified"]
    headers = {"If-Modified-Since": since, "If-None-Match": '"other"'}
    assert client.get(address(publication), headers=headers).status_code == 200


def test_a_page_seen_before_is_sent_compressed(client, publication):
    plain = client.get(address(publication)).content
    packed = client.get(address(publication), headers={"Accept-Encoding": "gzip, deflate, br"})
    assert packed["Content-Encoding"] == "br"
    assert brotli.decompress(packed.content) == plain
    zipped = client.get(address(publication), headers={"Accept-Encoding": "br;q=0, gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain
    assert zipped["ETag"] == packed["ETag"]
    assert int(zipped["Content-Length"]) == len(zipped.content)
    for accepted in ("", "identity", "br;q=0", "*;q=0", "gzip;q=0.0"):
        assert "Content-Encoding" not in client.get(address(publication), headers={"Accept-Encoding": accepted})


def test_the_store_stays_below_its_limit():
    version = kept.Version("public", 1, 1, 1, 1)
    store = kept.Store(50_000)
    for number in range(100):
        store.put(kept.KeptPage(f"/{number}", version, os.urandom(5000), {}, {}))
        store.encoded(store.get(f"/{number}", version), "gzip")
        assert store.size <= 50_000
    assert 0 < len(store) < 10
    assert store.get("/99", version)
    assert store.get("/0", version) is None
    store.put(kept.KeptPage("/huge", version, b"x" * 60_000, {}, {}))
    assert store.size <= 50_000
    assert store.get("/huge", version) is None


def test_the_page_used_longest_ago_makes_room():
    version = kept.Version("public", 1, 1, 1, 1)
    store = kept.Store(3 * (kept.OVERHEAD + 1000))
    for name in "abc":
        store.put(kept.KeptPage(name, version, b"x" * 1000, {}, {}))
    store.get("a", version)
    store.put(kept.KeptPage("d", version, b"x" * 1000, {}, {}))
    assert [name for name in "abcd" if store.get(name, version)] == ["a", "c", "d"]


def test_threads_may_share_a_store():
    version = kept.Version("public", 1, 1, 1, 1)
    store = kept.Store(200_000)

    def work(seed):
        for number in range(300):
            name = f"/{(seed * 7 + number) % 60}"
            if found := store.get(name, version):
                store.encoded(found, "gzip")
            store.put(kept.KeptPage(name, version, bytes(2000), {}, {}))

    threads = [Thread(target=work, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.size == sum(found.size for found in store._pages.values()) <= 200_000


def test_versions_are_the_same_by_slug_and_by_uuid_and_for_any_cursor(publication):
    fast = version_of_slug(publication.slug)
    connection.force_debug_cursor = True
    try:
        assert version_of_slug(publication.slug) == version_of_uuid(publication.uuid) == fast
    finally:
        connection.force_debug_cursor = False
    assert fast.status == "public"
    assert version_of_slug("no-such") is None


@committed
def test_a_connection_that_the_server_closed_is_made_anew(publication):
    version = version_of_slug(publication.slug)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    other.close()
    assert version_of_slug(publication.slug) == version


@committed
def test_the_question_is_prepared_once_per_connection(publication):
    for _ in range(3):
        version_of_slug(publication.slug)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%dataversion%'")
        assert cursor.fetchone() == (1,)


OTHER_PROCESS = """
    import os, sys
    import django
    django.setup()
    from django.conf import settings
    from django.db import connection
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = sys.argv[1]
    from publications.models import Person
    assert Person.objects.update(family="Bergqvist") == 1
"""


@committed
def test_a_change_by_another_process_is_seen_at_the_next_request(client, publication):
    Contribution.objects.update(person=make_person(orcid="0000-0001-5109-3700"))
    Person.objects.exclude(orcid="0000-0001-5109-3700").delete()
    before = client.get(address(publication))["ETag"]
    name = connection.settings_dict["NAME"]
    command = [sys.executable, "-c", textwrap.dedent(OTHER_PROCESS), name]
    subprocess.run(
        command, check=True, cwd=settings.BASE_DIR, env=os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    )
    assert client.get(address(publication))["ETag"] != before


def test_a_list_is_kept_until_something_on_it_changes(client, publication, indexed, django_assert_num_queries):
    indexed()
    first = client.get("/en/publications/?q=fog&sort=title")
    with django_assert_num_queries(1):  # the version
        again = client.get("/en/publications/?q=fog&sort=title")
    assert again.content == first.content
    assert "Fog" in again.text
    assert client.get("/en/publications/?q=fog", headers={"If-None-Match": "W/no"}).status_code == 200
    with django_assert_num_queries(1):
        unchanged = client.get("/en/publications/?q=fog&sort=title", headers={"If-None-Match": first.headers["ETag"]})
    assert unchanged.status_code == 304
    assert unchanged.content == b""


@committed
def test_a_list_shows_a_change_at_the_next_request(client, publication, indexed):
    indexed()
    assert "Fog" in client.get("/en/publications/").text
    Publication.objects.filter(pk=publication.pk).update(title="Sleet")
    assert "Sleet" in client.get("/en/publications/").text
    Journal.objects.update(title="Journal of Sleet")
    assert "Journal of Sleet" in client.get("/en/publications/").text
    Publication.objects.filter(pk=publication.pk).update(status="withdrawn", withdrawn_because="Twice")
    assert "Sleet" not in client.get("/en/publications/").text.partition("<main")[2]


def test_a_list_is_made_anew_when_the_index_has_caught_up(client, publication, indexed):
    before = client.get("/en/publications/?q=fog")
    indexed()
    after = client.get("/en/publications/?q=fog")
    assert before.headers["ETag"] != after.headers["ETag"]


def test_what_staff_see_of_a_list_is_not_kept(client, publication, indexed, admin_client):
    indexed()
    assert admin_client.get("/en/publications/").headers["Cache-Control"] == kept.PRIVATE
    assert len(kept.STORE) == 0
    assert client.get("/en/publications/").headers["Cache-Control"] == kept.PUBLIC


def test_very_long_addresses_are_not_kept(client, publication):
    assert client.get(f"/en/publications/?q={'fog+' * 600}").status_code == 200
    assert len(kept.STORE) == 0
