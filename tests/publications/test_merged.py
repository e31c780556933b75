"""What readers have kept of rows that were merged since: lists and addresses lead to the one that stays."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from curation.merging.choosing import Comparison
from curation.merging.moving import merge
from formats.record import Affiliation, Contributor, Translation
from publications.models import Keyword, PublicationKeyword
from publications.search import PublicationSearch
from tests.factories import make_journal, make_person, make_publication, make_unit
from tests.publications.pages import Shown
from tests.publications.test_marked import HERE, change, mark, three, titles  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


def merged(stays, goes):
    return merge(Comparison([stays, goes], stays), {}, None)


def test_a_marked_list_follows_to_the_record_that_stays_and_has_it_once(client, three):  # noqa: F811
    first, second, third = three
    mark(client, first, second, third)
    merged(third, first)
    assert titles(client) == ["Fog C", "Fog B"]
    state = client.get(reverse("marked_state"), {"of": str(third.uuid)}).json()
    assert state == {"count": 2, "marked": [str(third.uuid)]}
    change(client, unmark=third.uuid)
    assert titles(client) == ["Fog B"]


def test_what_was_cleared_comes_back_as_what_it_is_now(client, three):  # noqa: F811
    mark(client, *three)
    change(client, clear="1")
    merged(three[1], three[0])
    change(client, undo="1")
    assert titles(client) == ["Fog B", "Fog C"]


def test_a_shared_list_follows_on_its_page_and_in_its_files(client, three):  # noqa: F811
    mark(client, *three)
    address = client.post(reverse("share"), headers=HERE)["Location"]
    merged(three[0], three[2])
    assert titles(client, address) == ["Fog A", "Fog B"]
    assert titles(client, address) == ["Fog A", "Fog B"]
    token = address.rstrip("/").rpartition("/")[2]
    file = b"".join(client.get(f"/lists/{token}.ris")).decode()
    assert file.count("TY  - ") == 2


@pytest.fixture
def journal(indexed):
    """A person, unit, journal and keyword, into each of which another was merged, each with a publication; the journal
    that is no more.
    """
    people = [
        make_person(slug=slug, orcid=orcid)
        for slug, orcid in (("anna-berg", "0000-0002-1825-0097"), ("a-berg", "0000-0001-5109-3700"))
    ]
    units = make_unit(slug="fog", code="n-fog"), make_unit(slug="mist", code="n-mist")
    journals = make_journal(title="Fog", issn="2049-3630"), make_journal(title="Mist", issn="0028-0836")
    for person, unit, journal, word in zip(people, units, journals, ("fog", "fogs"), strict=True):
        name = Contributor(family="Berg", orcid=person.orcid, affiliations=(Affiliation(unit=unit.code),))
        make_publication(
            type="publication/journal-article",
            contributors=(name,),
            issn=journal.issn,
            container_title=journal.title,
            keywords=(Translation(text=word),),
        )
    words = Keyword.objects.get(term="fog"), Keyword.objects.get(term="fogs")
    for stays, goes in (people, units, journals, words):
        merged(stays, goes)
    indexed()
    return journals[1]


@pytest.mark.parametrize("asked", ["person=a-berg", "unit=mist", "journal={uuid}", "keyword=fogs"])
def test_an_address_kept_of_a_value_that_was_merged_finds_all_of_the_one_that_stays(client, journal, asked):
    address = f"/en/publications/?{asked.format(uuid=journal.uuid)}"
    shown = client.get(address)
    page = Shown(shown)
    assert len(page.tree.cssselect(".publications h3 a")) == 2
    assert "left out" not in page.text("main")
    for link in page.tree.xpath("//a[.//*[contains(text(), '(take away)')]]"):
        assert asked.partition("=")[0] not in link.get("href")
    suffix = address.replace("/en/publications/", "/publications.ris")
    assert b"".join(client.get(suffix)).decode().count("TY  - ") == 2


def test_an_address_within_a_person_who_was_merged_is_followed_too(journal):
    search = PublicationSearch(QueryDict("within_person=a-berg"))
    assert search.found.count == 2


def test_a_former_name_that_a_keyword_has_again_means_that(client, journal, indexed):
    made = make_publication(title="Again")
    PublicationKeyword.objects.create(publication=made, keyword=Keyword.objects.create(term="fogs"), position=0)
    indexed()
    assert titles(client, "/en/publications/?keyword=fogs") == ["Again"]
