"""Portraits: what all publications of a person, unit, journal or subject have in common."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.http import QueryDict
from django.utils import timezone

from formats.record import Affiliation, Contributor, Subject, Translation
from publications import kept
from publications.fingerprint.computing import compute_all
from publications.models import Change, Contribution, Portrait, Publication
from publications.portraits import showing
from publications.portraits.drawing import all_there_are, draw, of_many
from publications.portraits.labels import placed
from publications.portraits.network import NARROW, laid_out, narrowed
from publications.portraits.touched import redraw, touched
from publications.search import PublicationSearch
from tests.factories import make_journal, make_person, make_publication, make_subject, make_unit, run_jobs

pytestmark = pytest.mark.django_db
ORCIDS = ("0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X")


def portrait(kind, row):
    value = {"journal": "uuid", "subject": "code"}.get(kind, "slug")
    return showing.portrait(kind, row, PublicationSearch(QueryDict(), {kind: str(getattr(row, value))}))


@pytest.fixture
def people():
    """Three people: the first publishes with the second twice, with the third once."""
    found = [make_person(family=name, orcid=orcid) for name, orcid in zip(("Ask", "Bo", "Cia"), ORCIDS, strict=True)]
    for others in ((1,), (1, 2)):
        names = tuple(Contributor(family=found[at].family, orcid=found[at].orcid) for at in (0, *others))
        make_publication(title="Peer support", contributors=names, abstracts=(Translation(text="Peer support."),))
    compute_all()
    return found


def test_a_portrait_has_the_people_around_with_the_number_of_publications_together(people):
    assert draw("person", people[0].pk)
    shown = portrait("person", people[0])
    assert [(row.name.split()[-1], row.count) for row in shown.people.around] == [("Bo", 2), ("Cia", 1)]
    assert shown.publications == 2
    assert len(shown.people.ties) == 3
    assert shown.topics.strong[0].label.lower() == "peer support"


def test_what_is_withdrawn_is_in_no_portrait(people):
    Publication.objects.update(status="withdrawn", withdrawn_because="Twice")
    assert not draw("person", people[0].pk)
    assert portrait("person", people[0]).people.around == []


def test_a_unit_has_what_is_below_it_and_shows_others(people):
    faculty = make_unit(name_en="Faculty")
    part, other = make_unit(name_en="Part", parent=faculty), make_unit(name_en="Other")
    places = tuple(
        Contributor(family=f"N{number}", affiliations=(Affiliation(name=unit.name_en, unit=unit.code),))
        for number, unit in enumerate((part, other))
    )
    make_publication(contributors=places)
    draw("unit", faculty.pk)
    shown = portrait("unit", faculty)
    assert shown.publications == 1
    assert [(place.name, place.count) for place in shown.units] == [("Other", 1)]
    assert {(node.name, node.mark) for node in shown.collaboration.nodes} == {("Part", "within"), ("Other", "")}


def test_a_journal_has_a_portrait():
    journal = make_journal(title="Annals")
    Publication.objects.filter(pk=make_publication().pk).update(journal=journal)
    draw("journal", journal.pk)
    assert portrait("journal", journal).publications == 1


@pytest.fixture
def few(monkeypatch):
    """One publication is few, two are many."""
    for module in ("showing", "drawing"):
        monkeypatch.setattr(f"publications.portraits.{module}.FEW", 1)


def test_a_page_of_few_publications_shows_its_pictures_at_once(client, people, indexed):
    indexed()
    answer = client.get(people[0].get_absolute_url())
    assert answer.context["portrait"].publications == 2
    assert "These pictures are as of" in answer.text


def test_a_page_shows_its_pictures_while_the_index_is_being_built(client, people):
    assert client.get(people[0].get_absolute_url()).context["portrait"].publications == 2


def test_pictures_of_few_are_no_older_than_a_day(people):
    draw("person", people[0].pk)
    people[1].family = "Renamed"
    people[1].save()
    assert "Renamed" not in portrait("person", people[0]).people.around[0].name
    Portrait.objects.update(drawn=timezone.now() - timedelta(hours=25))
    assert "Renamed" in portrait("person", people[0]).people.around[0].name


def test_pictures_of_few_are_drawn_anew_after_an_import_however_large(people):
    draw("person", people[0].pk)
    make_publication(contributors=(Contributor(family="Ask", orcid=ORCIDS[0]),))
    assert portrait("person", people[0]).publications == 2  # they rest for a minute
    Portrait.objects.update(drawn=timezone.now() - timedelta(minutes=2))
    assert portrait("person", people[0]).publications == 3


def test_a_page_that_the_database_has_no_time_to_draw_is_shown_with_what_there_is(client, people, monkeypatch):
    def slow(*_args):
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr("publications.portraits.showing.draw", slow)
    assert client.get(people[0].get_absolute_url()).context["portrait"] is None
    draw("person", people[0].pk)
    Portrait.objects.update(drawn=timezone.now() - timedelta(days=9))
    assert portrait("person", people[0]).publications == 2


def test_a_page_of_many_says_that_its_pictures_are_being_drawn_and_is_not_kept(client, people, indexed, few):
    make_publication(issued="1999", contributors=(Contributor(family="Ask", orcid=ORCIDS[0]),))
    make_publication(issued="2001", contributors=(Contributor(family="Ask", orcid=ORCIDS[0]),))
    indexed()
    answer = client.get(people[0].get_absolute_url())
    assert "are being drawn just now" in answer.text
    assert "?year=1999#publications" in answer.text  # which the list has counted
    assert "no-store" in answer.headers["Cache-Control"]
    assert not len(kept.STORE)
    narrowed = client.get(people[0].get_absolute_url(), {"year": "1999"})
    assert "are being drawn just now" in narrowed.text  # few of many
    assert portrait("person", people[0]) is None  # ordered twice, queued once
    draw("person", people[0].pk)
    assert "are being drawn" not in client.get(people[0].get_absolute_url()).text
    assert len(kept.STORE) == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_draws_what_a_page_of_many_lacked(people, few):
    assert portrait("person", people[0]) is None
    run_jobs()
    assert portrait("person", people[0]).publications == 2


def test_the_night_draws_units_and_subjects_and_whatever_has_many(people, few):
    unit, subject, small, large = make_unit(), make_subject(), make_journal(), make_journal()
    make_publication(contributors=(Contributor(family="Cia", orcid=ORCIDS[2]),), status="draft")
    for journal in (small, large, large):
        Publication.objects.filter(pk=make_publication().pk).update(journal=journal)
    found = list(of_many())
    assert found[:3] == [("unit", unit.pk), ("subject", subject.pk), ("journal", large.pk)]
    assert {("person", person.pk) for person in people[:2]} <= set(found[3:])
    assert ("journal", small.pk) not in found


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_page_shows_the_portrait_with_links_and_a_table(client, people, indexed, language):
    indexed()
    draw("person", people[0].pk)
    text = client.get(f"/{language}/persons/{people[0].slug}/").text
    assert text.count(f'href="/{language}/persons/{people[1].slug}/"') >= 2  # in the drawing, in the table
    assert "<svg" in text


def test_everything_with_a_page_gets_one(people):
    kinds = {kind for kind, _ in all_there_are()}
    for kind, key in all_there_are():
        draw(kind, key)
    assert set(Portrait.objects.values_list("kind", flat=True)) == kinds
    assert "person" in kinds


def test_the_same_people_have_the_same_places_within_the_drawing():
    people, ties = {number: number for number in range(1, 30)}, [(1, number, 2) for number in range(2, 30)]
    first = laid_out(1, people, ties)
    assert first == laid_out(1, people, ties)
    assert all(0 < x < 1000 and 0 < y < first["height"] for _, _, x, y in first["nodes"])


def test_phones_have_a_drawing_of_the_nearest_few_within_their_own_room():
    people, ties = {number: 40 - number for number in range(1, 40)}, [(1, number, 2) for number in range(2, 40)]
    narrow = narrowed(laid_out(1, people, ties), ties)
    assert [key for key, *_ in narrow["nodes"]] == list(range(1, 14))
    assert {key for tie in narrow["ties"] for key in tie[:2]} == set(range(1, 14))
    assert all(0 < x < NARROW.width and 0 < y < narrow["height"] for _, _, x, y in narrow["nodes"])
    assert narrowed(laid_out(None, {}, []), [])["nodes"] == []


def test_a_page_has_both_drawings_and_none_for_phones_where_an_earlier_release_drew_it(client, people, indexed):
    indexed()
    text = client.get(people[0].get_absolute_url()).text
    assert 'class="wide" viewBox="0 0 1000' in text
    assert 'class="narrow" viewBox="0 0 460' in text
    row = Portrait.objects.get()
    del row.data["network"]["narrow"]
    row.save()
    assert portrait("person", people[0]).people.narrow is None
    assert 'class="narrow"' not in client.get(people[0].get_absolute_url(), {"sort": "title"}).text


def test_no_name_covers_another_or_leaves_the_drawing():
    points = [(500, 300, 10, "A. Ask"), (510, 310, 10, "B. Bo"), (990, 10, 5, "C. Cia"), (505, 305, 10, "D. Dal")]
    crowd = [*points, *((500 + 3 * number, 300, 8, f"E. Crowd {number}") for number in range(30))]
    found = placed(crowd, 1000, 640)
    assert found[0]
    assert found[2][2] == "end"  # at the edge, the name stands to the left
    assert None in found  # where there is no room, there is no name


@pytest.mark.parametrize("people", [{}, {1: 1}, {1: 1, 2: 1}])
def test_few_people_are_laid_out_too(people):
    assert [key for key, _ in laid_out(None, people, [])["all"]] == list(people)


def shown_of(kind, row):
    draw(kind, row.pk)
    return portrait(kind, row)


def test_years_and_shares_are_counted_with_links_that_narrow_the_list():
    journal = make_journal(title="Annals")
    for year, language, access in (("2020", "swe", "gold"), ("2022", "swe", ""), ("2022", "eng", "gold")):
        found = make_publication(issued=year, language=language, open_access=access)
        Publication.objects.filter(pk=found.pk).update(journal=journal)
    shown = shown_of("journal", journal)
    assert [(row.label, row.count, row.open) for row in shown.years] == [("2020", 1, 1), ("2021", 0, 0), ("2022", 2, 1)]
    assert shown.years[-1].address == "?year=2022#publications"
    parts = {row.name: [(part.label, part.count, part.percent) for part in row.parts] for row in shown.shares}
    assert parts["language"] == [("Swedish", 2, "67"), ("English", 1, "33")]
    assert parts["open_access"][-1] == ("Not known", 1, "33")


def test_subjects_of_a_journal_are_counted_as_they_are_called_today():
    journal, area = make_journal(title="Annals"), make_subject(code="3", name_en="Medicine")
    group = make_subject(code="303", name_en="Health", parent=area)
    today = make_subject(code="30305", name_en="Nursing", parent=group)
    make_subject(edition="2011", code="30399", name_en="Caring", today=today)
    for code, edition in (("30399", "2011"), ("30305", "2025")):
        found = make_publication(subjects=(Subject(code=code, edition=edition),))
        Publication.objects.filter(pk=found.pk).update(journal=journal)
    assert [(row.code, count) for row, count in shown_of("journal", journal).subjects.rows] == [("303", 2)]


def test_people_alike_are_told_apart_by_whether_they_have_published_together(people):
    ask, bo, cia = people
    stranger = make_person(family="Dal", orcid="0000-0001-7857-2795")
    names = (Contributor(family="Dal", orcid=stranger.orcid),)
    text = "Peer support and mental health. Mental health needs peer support."
    for contributors in (names, tuple(Contributor(family=who.family, orcid=who.orcid) for who in (ask, bo))):
        make_publication(
            title="Peer support and mental health", contributors=contributors, abstracts=(Translation(text=text),)
        )
    compute_all()
    shown = shown_of("person", ask)
    assert [(row.name, row.together) for row in shown.together] == [(bo.name, 3), (cia.name, 1)]
    assert [row.name for row in shown.apart] == [stranger.name]
    assert "peer support" in {label.lower() for _, label, _ in shown.apart[0].concepts}


def old(kind, row):
    """Draw a portrait, as of an hour ago."""
    draw(kind, row.pk)
    Portrait.objects.filter(kind=kind, key=row.pk).update(drawn=timezone.now() - timedelta(hours=1))


def test_what_a_changed_record_names_is_drawn_anew_and_nothing_else(people):
    unit, journal, elsewhere = make_unit(), make_journal(), make_journal()
    for kind, row in (("person", people[0]), ("unit", unit), ("journal", journal), ("journal", elsewhere)):
        old(kind, row)
    Change.objects.all().delete()
    names = (Contributor(family="Ask", orcid=ORCIDS[0], affiliations=(Affiliation(unit=unit.code),)),)
    Publication.objects.filter(pk=make_publication(contributors=names).pk).update(journal=journal)
    assert set(touched()) == {("person", people[0].pk), ("unit", unit.pk), ("journal", journal.pk)}
    assert redraw() == 3
    assert touched() == []
    assert portrait("unit", unit).publications == 1


def test_somebody_who_is_taken_from_a_record_is_drawn_anew(people):
    old("person", people[2])
    Publication.objects.update(updated=timezone.now() - timedelta(hours=1))
    Change.objects.all().delete()
    Contribution.objects.filter(person=people[2]).delete()
    assert touched() == [("person", people[2].pk)]


def test_a_portrait_of_many_publications_rests_longer(people):
    old("person", people[0])
    Portrait.objects.update(data={**Portrait.objects.get().data, "publications": 1_000_000})
    Publication.objects.update(updated=timezone.now())
    assert touched() == []


def test_an_import_of_thousands_is_left_to_the_night(people, monkeypatch):
    monkeypatch.setattr("publications.portraits.touched.MOST", 1)
    old("person", people[0])
    make_publication()
    assert touched() == []
