"""What the database sees to by itself: history, `updated`, former addresses, no circles among units."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from formats.record import Affiliation, Contributor, Record, Subject, Translation
from publications.models import (
    Contribution,
    DataVersion,
    FormerSlug,
    Identifier,
    Journal,
    Organisation,
    Publication,
    Text,
)
from publications.records import save_records
from tests.factories import make_journal, make_person, make_publication, make_subject, make_unit

transactional = pytest.mark.django_db(transaction=True)


@pytest.fixture
def publication():
    make_unit(code="n-unit")
    make_subject()
    return make_publication(
        doi="10.5555/x",
        subjects=(Subject(code="30305", edition="2025"),),
        keywords=(Translation(text="fog"),),
        abstracts=(Translation(text="<p>Fog.</p>"),),
        contributors=(Contributor(family="Berg", affiliations=(Affiliation(unit="n-unit"),)),),
    )


PARTS = ["contributions", "identifiers", "texts", "classifications", "keyword_links"]


@transactional
@pytest.mark.parametrize("part", PARTS)
def test_a_change_of_a_part_moves_updated(publication, part):
    before = publication.updated
    getattr(publication, part).update(position=7)
    publication.refresh_from_db()
    assert publication.updated > before


@transactional
@pytest.mark.parametrize("part", PARTS)
def test_taking_a_part_away_moves_updated(publication, part):
    before = publication.updated
    getattr(publication, part).all().delete()
    publication.refresh_from_db()
    assert publication.updated > before


@transactional
def test_a_change_of_an_affiliation_moves_updated(publication):
    before = publication.updated
    publication.contributions.get().affiliations.update(name="Elsewhere")
    publication.refresh_from_db()
    assert publication.updated > before


@transactional
def test_moving_a_part_to_another_publication_moves_updated_of_both(publication):
    other = make_publication()
    before = publication.updated, other.updated
    publication.texts.update(publication=other)
    publication.refresh_from_db()
    other.refresh_from_db()
    assert publication.updated > before[0]
    assert other.updated > before[1]


@transactional
def test_a_change_in_plain_sql_moves_updated_too(publication):
    before = publication.updated
    with connection.cursor() as cursor:
        cursor.execute("UPDATE publications_publication SET volume = '3'")
    publication.refresh_from_db()
    assert publication.updated > before


@transactional
def test_an_update_that_changes_nothing_does_not_move_updated(publication):
    before = publication.updated
    Publication.objects.update(volume=publication.volume)
    publication.refresh_from_db()
    assert publication.updated == before


@transactional
def test_making_a_publication_leaves_one_row_of_history_for_it(publication):
    assert list(publication.events.values_list("pgh_label", flat=True)) == ["insert"]


def history_of(model):
    return model._meta.get_field("events").related_model.objects


@transactional
def test_every_change_of_a_record_and_its_parts_is_kept(publication):
    first, publication.title = publication.title, "Second"
    publication.save()
    publication.texts.update(text="<p>Mist.</p>")
    publication.contributions.all().delete()
    history = list(publication.events.order_by("pgh_id").values_list("pgh_label", "title"))
    assert history == [("insert", first), ("update", "Second")]
    texts = history_of(Text).filter(publication_id=publication.pk).order_by("pgh_id")
    assert [row.text for row in texts] == ["<p>Fog.</p>", "<p>Mist.</p>"]
    names = history_of(Contribution).filter(publication_id=publication.pk).order_by("pgh_id")
    assert [(row.pgh_label, row.family) for row in names] == [("insert", "Berg"), ("delete", "Berg")]


def data_version() -> int:
    return DataVersion.objects.values_list("number", flat=True).first() or 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "column"),
    [(make_person, "family"), (make_unit, "name_en"), (make_journal, "title"), (make_subject, "name_en")],
)
def test_a_change_of_what_many_pages_show_moves_the_data_version(make, column):
    row = make()
    before = data_version()
    type(row).objects.filter(pk=row.pk).update(**{column: "New"})
    assert data_version() == before + 1


@pytest.mark.django_db
def test_a_former_address_is_kept_and_leads_to_the_publication():
    publication = make_publication(title="First title")
    publication.slug = "second-title"
    publication.save()
    former = FormerSlug.objects.get()
    assert (former.kind, former.slug, former.target) == ("publications_publication", "first-title", publication.uuid)


@pytest.mark.django_db
def test_two_publications_cannot_have_one_doi():
    first, second = make_publication(doi="10.5555/a"), make_publication()
    with pytest.raises(IntegrityError), transaction.atomic():
        Identifier.objects.create(publication=second, scheme="doi", value="10.5555/a")
    assert first.identifiers.count() == 1


@pytest.mark.django_db
def test_a_unit_cannot_be_part_of_itself():
    top = make_unit()
    middle = make_unit(parent=top)
    bottom = make_unit(parent=middle)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=top.pk).update(parent=bottom)


@pytest.mark.django_db
def test_the_subtree_of_a_unit_is_the_unit_and_all_below():
    top = make_unit()
    bottom = make_unit(parent=make_unit(parent=top))
    make_unit()
    assert set(Organisation.objects.subtree(top)) == {top, bottom.parent, bottom}


@pytest.mark.django_db
def test_dates_that_are_no_dates_never_reach_the_table():
    publication = make_publication()
    for wrong in ("abc", "2024-13", "2024-1", "24", "2024-05-32"):
        with pytest.raises(DatabaseError), transaction.atomic():
            Publication.objects.filter(pk=publication.pk).update(issued=wrong)


@pytest.mark.django_db
def test_titles_sort_in_swedish_order_whatever_case_accents_and_markup():
    for title in ("Ödla", "zebra", "«Ära»", "Éclair", "Ål", "<i>Abies</i>", "dog"):
        make_journal(title=title)
    found = list(Journal.objects.values_list("title", flat=True))
    assert found == ["<i>Abies</i>", "dog", "Éclair", "zebra", "Ål", "«Ära»", "Ödla"]


@pytest.mark.django_db
def test_the_date_of_change_that_a_source_gives_is_kept():
    then = datetime(2025, 7, 3, 7, 39, 20, tzinfo=UTC)
    publication = make_publication(created=then, updated=then, contributors=(Contributor(family="Berg"),))
    assert (publication.created, publication.updated) == (then, then)


@pytest.mark.django_db
def test_the_year_is_that_of_the_date():
    assert make_publication(issued="2024-05").year == 2024
    assert make_publication(issued="").year is None
    assert save_records([Record(id="r", source="t", title="t", issued="1935/1936")])[0].kind == "new"
    assert Publication.objects.get(sources__source_id="r").year == 1935
