"""Fingerprints in the database: computed of texts, shaped by what staff decide, kept up."""

from datetime import timedelta

import pytest

from formats.record import Contributor, Translation
from publications.fingerprint import counting
from publications.fingerprint.computing import compute_all, compute_changed, compute_with
from publications.fingerprint.near import near
from publications.fingerprint.showing import reasons, topics
from publications.models import Concept, ConceptChoice, Fingerprint, Publication, Recount, Text
from publications.tasks import fingerprints
from tests.factories import make_person, make_publication, run_jobs

pytestmark = pytest.mark.django_db
ABSTRACT = "Peer support workers help. We study peer support in Sweden. Snow depth is another matter."


def publication(title="Peer support", abstract=ABSTRACT, **fields):
    return make_publication(title=title, abstracts=(Translation(text=abstract, language="eng"),), **fields)


def labels(found):
    shown = topics(found.pk)
    return [topic.label.lower() for topic in (*shown.strong, *shown.weak)]


def concept(label):
    return Concept.objects.get(label__iexact=label)


def test_a_publication_gets_its_topics_strongest_first():
    found = publication()
    compute_all()
    shown = topics(found.pk)
    assert shown.strong[0].label.lower() == "peer support"
    assert shown.strong[0].weight == 100
    weights = [topic.weight for topic in (*shown.strong, *shown.weak)]
    assert weights == sorted(weights, reverse=True)
    assert all(topic.weight >= 20 for topic in shown.strong)
    assert all(topic.weight < 20 for topic in shown.weak)


def test_a_draft_has_none():
    compute_all()
    found = publication(status="draft")
    compute_changed()
    assert not Fingerprint.objects.filter(publication=found).exists()


def test_what_has_changed_is_computed_anew_and_nothing_else():
    first, second = publication(), publication("Snow on lakes", "Snow depth and lake ice.")
    compute_all()
    later = first.updated + timedelta(seconds=1)  # a test is one transaction, with one time
    Publication.objects.filter(pk=first.pk).update(title="Whale song", updated=later)
    assert compute_changed() == 1
    assert "whale song" in labels(first)
    assert "whale song" not in labels(second)
    assert compute_changed() == 0


def test_the_same_texts_have_the_same_weights():
    publication()
    publication("Snow on lakes", "Snow depth and lake ice.")
    compute_all()
    before = list(Fingerprint.objects.order_by("pk").values_list("concepts", "weights"))
    compute_all()
    assert list(Fingerprint.objects.order_by("pk").values_list("concepts", "weights")) == before


@pytest.mark.django_db(transaction=True)
def test_several_processes_compute_what_one_does(monkeypatch):
    monkeypatch.setattr(counting, "BATCH", 3)
    for number in range(10):
        publication(("Snow on lakes", "Peer Support", "Peer support at work")[number % 3], f"{ABSTRACT} Lake {number}.")
    found = []
    for processes in (1, 2):
        Concept.objects.all().delete()
        assert compute_all(processes) == 10
        labels = dict(Concept.objects.values_list("pk", "label"))
        rows = Fingerprint.objects.order_by("pk").values_list("concepts", "weights")
        found.append([{labels[pk]: weight for pk, weight in zip(*row, strict=True)} for row in rows])
        found[-1].append(sorted(Concept.objects.values_list("key", "language", "label", "frequency", "given")))
    assert found[0] == found[1]
    assert len(found[0]) == 11


def test_what_was_stopped_after_counting_goes_on_where_it_was_stopped():
    publication()
    compute_all()
    Fingerprint.objects.all().delete()
    Recount.objects.update(finished=False)  # as if it had been killed at the end, the batch there is being done
    compute_all()
    assert not Fingerprint.objects.exists()
    compute_all()
    assert Fingerprint.objects.count() == 1


def test_a_concept_that_no_text_has_any_more_is_deleted():
    found = publication()
    compute_all()
    peer = concept("peer support").pk
    Text.objects.filter(publication=found).delete()
    Publication.objects.filter(pk=found.pk).update(title="Whale song")
    compute_all()
    assert not Concept.objects.filter(pk=peer).exists()
    assert labels(found) == ["whale song", "song", "whale"]


def test_a_hidden_concept_stays_hidden_after_the_next_computation():
    here, there = publication(), publication()
    compute_all()
    peer = concept("peer support")
    ConceptChoice.objects.create(concept=peer, kind="hidden", publication=here)
    compute_with([peer.pk])
    assert "peer support" not in labels(here)
    assert "peer support" in labels(there)
    ConceptChoice.objects.create(concept=peer, kind="hidden")
    compute_all()
    assert "peer support" not in labels(there)
    assert topics(there.pk).strong[0].weight == 100


def test_two_concepts_can_be_joined_and_parted_again():
    found = publication("Peer support and snow depth")
    compute_all()
    snow, peer = concept("snow depth"), concept("peer support")
    choice = ConceptChoice.objects.create(concept=snow, kind="joined", target=peer)
    compute_with([snow.pk, peer.pk])
    assert "snow depth" not in labels(found)
    shown = topics(found.pk)
    sentences = [
        "".join(text for text, _ in sentence)
        for reason in reasons(found.pk, shown)
        if reason.topic.pk == peer.pk
        for sentence in reason.sentences
    ]
    assert "Snow depth is another matter." in sentences
    choice.delete()
    compute_with([snow.pk, peer.pk])
    assert "snow depth" in labels(found)


def test_concepts_joined_in_a_circle_do_no_harm():
    found = publication("Peer support and snow depth")
    compute_all()
    snow, peer = concept("snow depth"), concept("peer support")
    ConceptChoice.objects.create(concept=snow, kind="joined", target=peer)
    ConceptChoice.objects.create(concept=peer, kind="joined", target=snow)
    compute_all()
    assert labels(found)


def test_a_concept_that_staff_add_comes_first():
    found = publication()
    publication("Snow on lakes", "Snow depth and lake ice.")
    compute_all()
    ConceptChoice.objects.create(concept=concept("lake ice"), kind="added", publication=found)
    compute_with([concept("lake ice").pk])
    assert topics(found.pk).strong[0].label.lower() in {"lake ice", "peer support"}
    assert "lake ice" in labels(found)


def test_why_shows_the_sentences_with_the_phrase_marked():
    found = publication()
    compute_all()
    reason = reasons(found.pk, topics(found.pk))[0]
    assert [[text for text, hit in sentence if hit] for sentence in reason.sentences] == [
        ["Peer support"], ["Peer support"], ["peer support"],
    ]  # fmt: skip


def test_similar_publications_say_what_they_share():
    names = (Contributor(family="Berg", orcid=make_person(family="Berg", orcid="0000-0002-1825-0097").orcid),)
    first = publication(contributors=names)
    second = publication("More peer support", "Peer support workers, again.", contributors=names)
    publication("Whale song", "Sounds below water.")
    compute_all()
    [row] = near(first.pk)
    assert row.publication == second
    assert [person.family for person in row.people] == ["Berg"]
    assert "peer support" in [shared.label.lower() for shared in row.concepts]


def test_similar_is_what_has_most_of_the_telling_words(indexed):
    first = publication("Snow depth on lakes", "Ice thickness varies.")
    second = publication("Measuring lake ice", "How thick the ice is, and how deep the snow.")
    third = publication("Whale song of the ocean", "Sounds below water.")
    publication("Ocean sounds", "Whales sing.")
    compute_all()
    indexed()
    assert [row.publication for row in near(first.pk)] == [second]
    assert third not in [row.publication for row in near(second.pk)]


def test_words_are_the_reason_where_no_concept_is_shared(indexed):
    first = publication("Snow depth on lakes", "Ice thickness varies.")
    publication("Measuring lake ice", "How thick the ice is, and how deep the snow.")
    compute_all()
    Fingerprint.objects.exclude(publication=first).update(concepts=[], weights=[])
    indexed()
    [row] = near(first.pk)
    assert not row.concepts
    assert {"lake", "ice"} < {text for text, address, _ in row.both if not address}


def test_names_that_both_have_are_a_reason_without_a_person():
    names = (Contributor(family="Berg", given="Anna"),)
    first = publication(contributors=names)
    publication("More peer support", "Peer support workers, again.", contributors=names)
    compute_all()
    [row] = near(first.pk)
    assert ("Anna Berg", "", "") in row.both


def test_a_withdrawn_publication_is_not_similar_to_anything():
    first = publication()
    second = publication("More peer support", "Peer support workers, again.")
    compute_all()
    Publication.objects.filter(pk=second.pk).update(status="withdrawn", withdrawn_because="Wrong")
    assert near(first.pk) == []


@pytest.mark.django_db(transaction=True)
def test_the_worker_computes_what_is_new():
    found = publication()
    fingerprints.defer(timestamp=0)
    run_jobs()
    assert "peer support" in labels(found)
