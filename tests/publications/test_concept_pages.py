"""Pages about what research is about: of a concept, why a record has its topics, what is similar."""

import uuid

import pytest

from formats.record import Translation
from publications.fingerprint.computing import compute_all
from publications.models import Concept, ConceptChoice, Fingerprint, Keyword, Publication
from tests.factories import make_publication
from tests.publications.pages import Shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def peer():
    """A publication with its topics, and another that is like it."""
    abstract = (Translation(text="Peer support helps. <i>Peer</i> support again & again.", language="eng"),)
    first = make_publication(title="Peer support", abstracts=abstract)
    make_publication(title="More peer support", abstracts=abstract)
    compute_all()
    return first


def concept():
    return Concept.objects.get(label__iexact="peer support")


@pytest.mark.parametrize("language", ["en", "sv"])
def test_a_record_shows_its_topics_and_leads_to_why(client, peer, language):
    page = Shown(client.get(f"/{language}/publications/{peer.slug}/"))
    assert "peer support" in page.text(".fingerprint").lower()
    assert f"/{language}/publications/{peer.slug}/topics/#{concept().uuid}" in page.links(".fingerprint").values()


def test_a_kept_page_is_new_when_its_topics_are(client, peer):
    assert "peer support" in client.get(peer.get_absolute_url()).text.lower()
    ConceptChoice.objects.create(concept=concept(), kind="hidden")
    compute_all()
    assert str(concept().uuid) not in client.get(peer.get_absolute_url()).text


def test_why_marks_the_phrase_in_its_sentences(client, peer):
    response = client.get(f"/en/publications/{peer.slug}/topics/")
    assert "<mark>Peer support</mark>" in response.text
    assert "again &amp; again" in response.text


def test_the_page_of_a_concept_lists_its_publications(client, peer, indexed):
    indexed()
    text = client.get(concept().get_absolute_url()).text
    assert "2 publications" in text
    assert peer.get_absolute_url() in text
    assert "concept=" in text  # the exports ask for the same list


def test_a_joined_concept_leads_to_the_other(client, peer, indexed):
    other = Concept.objects.exclude(pk=concept().pk).first()
    ConceptChoice.objects.create(concept=other, kind="joined", target=concept())
    compute_all()
    indexed()
    response = client.get(other.get_absolute_url())
    assert response.status_code == 301
    assert response["Location"] == concept().get_absolute_url()


def test_a_hidden_concept_has_no_page(client, peer, indexed):
    address = concept().get_absolute_url()
    ConceptChoice.objects.create(concept=concept(), kind="hidden")
    compute_all()
    indexed()
    assert client.get(address).status_code == 404
    assert client.get(f"/en/concepts/{uuid.uuid4()}/").status_code == 404


def test_similar_publications_are_listed_with_what_they_share(client, peer):
    text = client.get(f"/en/publications/{peer.slug}/similar/").text
    assert "More peer support" in text
    assert concept().get_absolute_url() in text


@pytest.mark.parametrize("page", ["topics", "similar"])
def test_pages_of_what_is_not_public_say_so(client, peer, page):
    address = f"/en/publications/{peer.slug}/{page}/"
    Publication.objects.filter(pk=peer.pk).update(status="withdrawn", withdrawn_because="Twice")
    assert client.get(address).status_code == 410
    assert client.get(f"/en/publications/nothing/{page}/").status_code == 404


def test_a_keyword_leads_to_the_concept_that_it_is(client, peer, indexed):
    make_publication(title="Of it", keywords=(Translation(text="Peer supports", language="eng"),))
    indexed()
    text = client.get(Keyword.objects.get().get_absolute_url()).text
    assert concept().get_absolute_url() in text


def test_a_concept_that_is_weak_in_each_publication_has_a_page(client, peer, indexed):
    Fingerprint.objects.update(concepts=[concept().pk], weights=[5])
    indexed()
    page = client.get(concept().get_absolute_url())
    assert page.status_code == 200
    assert peer.get_absolute_url() in page.text
