"""Whatever refers to a row that goes refers to the one that stays, or stays for a reason; an undo brings it back.

A relation that is added to any model must be told of here: the first test names it.
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from curation.merging import MERGEABLE
from curation.merging.choosing import Comparison
from curation.merging.moving import merge
from curation.merging.relations import STAYS, relations_of
from curation.models import Case, Checked, Finding, Import, ImportItem, ImportPart, Note, PossibleDuplicate
from curation.models.responsibility import Responsibility
from curation.operations.undo import plan_of, undo
from formats.record import Contributor
from publications.models import (
    Affiliation,
    Classification,
    Completeness,
    Concept,
    ConceptChoice,
    Conflict,
    Contribution,
    ContributionAffiliation,
    Fingerprint,
    Funding,
    Identifier,
    Journal,
    Keyword,
    Link,
    Organisation,
    Person,
    PersonIdentifier,
    PersonName,
    Publication,
    PublicationKeyword,
    Publisher,
    SourceRecord,
    Text,
)
from tests.curation.test_undo import everything
from tests.factories import make_journal, make_person, make_publication, make_subject, make_unit

pytestmark = pytest.mark.django_db(transaction=True)

NOW = timezone.now()


def user():
    return get_user_model().objects.get_or_create(username="eva")[0]


def source(publication):
    return publication.sources.get()


def item(publication, column):
    whole = Import.objects.create(user=user(), label="An import")
    part = ImportPart.objects.create(owner=whole, position=1, kind="text", name="a text")
    return ImportItem.objects.create(owner=whole, part=part, position=1, **{column: publication})


def place(unit):
    name = make_publication(contributors=(Contributor(family="Berg"),)).contributions.get()
    return ContributionAffiliation.objects.create(contribution=name, organisation=unit, position=0)


def name_of(person):
    name = make_publication(contributors=(Contributor(family="Berg"),)).contributions.get()
    Contribution.objects.filter(pk=name.pk).update(person=person)
    return name


def with_(factory, **column):
    [(name, row)] = column.items()
    made = factory()
    type(made).objects.filter(pk=made.pk).update(**{name: row})
    return made


# How a row of each relation is made, that refers to a given row.
ROWS = {
    (Fingerprint, "publication"): lambda row: Fingerprint.objects.create(
        publication=row, concepts=[], weights=[], version=NOW
    ),
    (ConceptChoice, "publication"): lambda row: ConceptChoice.objects.create(
        publication=row, concept=Concept.objects.create(key="fog", language="en", label="fog")
    ),
    (Publication, "merged_into"): lambda row: with_(make_publication, merged_into=row),
    (SourceRecord, "publication"): lambda row: SourceRecord.objects.create(
        publication=row, source="other", source_id="7", digest="x"
    ),
    (Conflict, "publication"): lambda row: Conflict.objects.create(
        publication=row, source=source(row), field="title", was="a", theirs="b"
    ),
    (Contribution, "publication"): lambda row: Contribution.objects.create(publication=row, family="Ek", position=0),
    (Identifier, "publication"): lambda row: Identifier.objects.create(
        publication=row, scheme="pmid", value="12345678", position=0
    ),
    (Text, "publication"): lambda row: Text.objects.create(publication=row, kind="abstract", text="Fog.", position=0),
    (Link, "publication"): lambda row: Link.objects.create(publication=row, url="https://example.org/", position=0),
    (Funding, "publication"): lambda row: Funding.objects.create(publication=row, funder="Fog Fund", position=0),
    (Classification, "publication"): lambda row: Classification.objects.create(
        publication=row, subject=make_subject(), position=0
    ),
    (PublicationKeyword, "publication"): lambda row: PublicationKeyword.objects.create(
        publication=row, keyword=Keyword.objects.create(term="fog"), position=0
    ),
    (Case, "publication"): lambda row: Case.objects.create(publication=row, owner=user()),
    (Note, "publication"): lambda row: Note.objects.create(publication=row, text="Look at the pages.", author=user()),
    (Finding, "publication"): lambda row: Finding.objects.create(
        publication=row, rule="abstract-missing", values={}, digest="d", since=NOW, right_since=NOW, right_by=user()
    ),
    (Checked, "publication"): lambda row: Checked.objects.create(publication=row, version=NOW, edition="1"),
    (ImportItem, "target"): lambda row: item(row, "target"),
    (ImportItem, "publication"): lambda row: item(row, "publication"),
    (Contribution, "person"): name_of,
    (PersonName, "person"): lambda row: PersonName.objects.create(person=row, family="Bergh", given="Anna"),
    (PersonIdentifier, "person"): lambda row: PersonIdentifier.objects.create(person=row, kind="viaf", value="123"),
    (Affiliation, "person"): lambda row: Affiliation.objects.create(person=row, organisation=make_unit()),
    (Completeness, "unit"): lambda row: Completeness.objects.create(
        unit=row, year=2020, total=1, doi=1, orcid=1, abstract=1, subject=1, open=1, counted=NOW
    ),
    (Organisation, "parent"): lambda row: make_unit(parent=row),
    (ContributionAffiliation, "organisation"): place,
    (Affiliation, "organisation"): lambda row: Affiliation.objects.create(person=make_person(), organisation=row),
    (Responsibility, "unit"): lambda row: Responsibility.objects.create(user=user(), unit=row),
    (Publication, "journal"): lambda row: with_(make_publication, journal=row),
    (Publication, "publisher"): lambda row: with_(make_publication, publisher=row),
    (Journal, "publisher"): lambda row: make_journal(publisher=row),
    (PublicationKeyword, "keyword"): lambda row: PublicationKeyword.objects.create(
        publication=make_publication(), keyword=row, position=0
    ),
}
MAKE = {
    Publication: make_publication,
    Person: make_person,
    Organisation: make_unit,
    Journal: make_journal,
    Publisher: lambda: Publisher.objects.create(name=f"Press {Publisher.objects.count()}"),
    Keyword: lambda: Keyword.objects.create(term=f"word {Keyword.objects.count()}"),
}
# Columns that hold keys of rows and are no foreign keys, with what becomes of them when rows merge.
KEYS = {
    ("Fingerprint", "concepts"): "concepts are not merged, but joined",
    ("MarkedList", "keys"): "followed when the list is read",
    ("MarkedList", "before"): "followed when the list is read",
    ("SharedList", "keys"): "followed when the list is read",
    ("Batch", "keys"): "a merged record in an open batch is left out, and told",
    ("PossibleDuplicate", "first"): "said.py",
    ("PossibleDuplicate", "second"): "said.py",
    ("Change", "key"): "a log",
    ("Portrait", "key"): "drawn anew",
    ("DataVersion", "number"): "no key",
    ("LookedThrough", "key"): "how far a look has come",
    ("Recount", "done"): "how far a recount has come",
}


def merged(survivor, goes, user):
    return merge(Comparison([survivor, goes], survivor), {}, user)


def refers_to(model):
    """Return model and column of all that refers to a model, as Django tells it."""
    hidden = model._meta.get_fields(include_hidden=True)
    found = {*model._meta.related_objects, *(field for field in hidden if field.auto_created and field.is_relation)}
    return [
        (field.related_model, field.field.name)
        for field in found
        if not field.concrete and not field.many_to_many and not hasattr(field.related_model, "pgh_tracked_model")
    ]


@pytest.mark.parametrize("kind", MERGEABLE.values())
def test_each_relation_is_told_of_and_moves_with_a_history_or_stays_for_a_reason(kind):
    relations = relations_of(kind)
    assert set(refers_to(kind)) == {(relation.model, relation.name) for relation in relations}
    assert set(refers_to(kind)) <= ROWS.keys()
    assert [relation for relation in relations if relation.moves and not relation.has_history] == []


def test_each_column_that_holds_keys_is_known():
    numbers = (models.BigIntegerField, models.AutoField)
    found = {
        (model.__name__, column.name)
        for model in apps.get_models()
        if model._meta.app_label in ("publications", "curation") and not hasattr(model, "pgh_tracked_model")
        for column in model._meta.concrete_fields
        if isinstance(getattr(column, "base_field", column), numbers) and not column.primary_key
    }
    assert found == KEYS.keys()


def _reference(model, column):
    return model._meta.get_field(column).related_model


@pytest.mark.parametrize(("model", "column"), ROWS, ids=lambda value: getattr(value, "__name__", value))
def test_what_refers_to_a_row_that_goes_refers_to_the_one_that_stays_and_back_again(model, column, librarian):
    kind = _reference(model, column)
    stays, goes = MAKE[kind](), MAKE[kind]()
    made = ROWS[model, column](goes)
    before = everything()
    done = merged(stays, goes, librarian)
    relation = next(one for one in relations_of(kind) if (one.model, one.name) == (model, column))
    # A merged publication keeps its row and its authors; of findings those move that somebody said are right.
    if (relation.moves and (model, column) != AUTHORS) or model is Finding:
        assert model.objects.filter(pk=made.pk).values_list(column, flat=True).get() == stays.pk
    undo(done, librarian)
    assert everything() == before
    if relation.moves or kind is Publication:
        assert model.objects.filter(pk=made.pk).values_list(column, flat=True).get() == goes.pk


AUTHORS = Contribution, "publication"


def test_all_that_stays_is_still_a_relation():
    assert STAYS.keys() <= ROWS.keys()


def test_who_brought_in_the_record_that_goes_has_the_one_that_stays(librarian):
    stays, goes = make_publication(), make_publication()
    Case.objects.create(publication=goes, owner=user(), reviewed=NOW)
    done = merged(stays, goes, librarian)
    assert (stays.case.owner, stays.case.reviewed) == (user(), None)
    undo(done, librarian)
    assert not Case.objects.filter(publication=stays).exists()


def test_an_undo_takes_back_that_the_record_waits_for_review_again(librarian, settings):
    settings.REVIEW_AGAIN = ["title", "doi"]
    stays, goes = make_publication(), make_publication(doi="10.5555/fog")
    Case.objects.create(publication=stays, owner=user(), reviewed=NOW, reviewed_by=user())
    done = merged(stays, goes, librarian)
    assert Case.objects.get(publication=stays).changed == ["doi"]
    undo(done, librarian)
    assert Case.objects.get(publication=stays).changed == []


def test_a_review_since_stands_and_does_not_keep_from_undoing(librarian):
    stays, goes = make_publication(), make_publication(doi="10.5555/fog")
    Case.objects.create(publication=stays, owner=user(), reviewed=NOW, reviewed_by=user())
    done = merged(stays, goes, librarian)
    later = NOW + timedelta(days=1)
    Case.objects.filter(publication=stays).update(reviewed=later, changed=[], changed_at=None)
    assert plan_of(done).possible
    undo(done, librarian)
    assert Case.objects.get(publication=stays).reviewed == later


@pytest.mark.parametrize("kind", ["person", "publication"])
def test_who_is_told_apart_from_one_that_goes_is_told_apart_from_the_one_that_stays(kind, librarian):
    stays, goes, third = (MAKE[MERGEABLE[kind]]() for _ in range(3))
    told = {"kind": kind, "score": 0.9, "refused_at": NOW, "refused_by": user()}
    PossibleDuplicate.objects.create(first=goes.pk, second=third.pk, **told)
    PossibleDuplicate.objects.create(first=stays.pk, second=third.pk, kind=kind, score=0.8)  # waits for an answer
    before = everything()
    done = merged(stays, goes, librarian)
    pair = PossibleDuplicate.objects.get(first=stays.pk, second=third.pk)
    assert (pair.refused_at, pair.refused_by, pair.score) == (NOW, user(), 0.9)
    undo(done, librarian)
    after = everything()
    waiting = before.pop("PossibleDuplicate"), after.pop("PossibleDuplicate")
    assert len(waiting[0]) == 2
    assert waiting[1] == waiting[0][:1]  # what waited is found again by the nightly look
    assert after == before


def test_two_whom_somebody_has_told_apart_are_merged_with_a_warning():
    one, two = make_person(), make_person()
    assert Comparison([one, two], one).warnings == []
    PossibleDuplicate.objects.create(kind="person", first=one.pk, second=two.pk, score=0.9, refused_at=NOW)
    assert Comparison([one, two], one).warnings == ["Somebody has said that they are not the same."]


def test_what_somebody_said_is_right_replaces_the_same_remark(librarian):
    stays, goes = make_publication(), make_publication()
    remark = {"rule": "abstract-missing", "values": {}, "digest": "d", "since": NOW}
    Finding.objects.create(publication=stays, **remark)
    right = Finding.objects.create(publication=goes, right_since=NOW, right_by=user(), **remark)
    done = merged(stays, goes, librarian)
    assert stays.findings.get() == right
    undo(done, librarian)
    assert goes.findings.get() == right
    assert goes.findings.get().right_by == user()


def test_an_undo_does_not_stop_at_remarks_that_have_settled_themselves(librarian):
    stays, goes = make_publication(), make_publication()
    Finding.objects.create(publication=goes, rule="abstract-missing", values={}, digest="d", since=NOW, right_since=NOW)
    done = merged(stays, goes, librarian)
    Finding.objects.all().delete()  # as a check does where it is found no more
    assert plan_of(done).possible
    undo(done, librarian)
    goes.refresh_from_db()
    assert goes.merged_into is None
