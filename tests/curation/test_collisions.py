"""Two people save the same record: the second sees what the first changed, loses nothing, and decides."""

import json
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from lxml import html

from formats.record import Contributor, Translation
from publications.models import Keyword, Publication, Publisher
from tests.curation.conftest import Form
from tests.factories import make_journal, make_person, make_publication, make_subject, make_unit

pytestmark = pytest.mark.django_db(transaction=True)
NOT_SAVED = "Not saved yet"
DECIDE = "please decide"


@pytest.fixture
def other(db):
    """The browser of another person."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("kim", password="a long password", first_name="Kim"))
    return client


@pytest.fixture
def both(form, other):
    """Return a function that opens a row in the forms of two people: mine, and that of the other one."""
    return lambda row, **options: (form(row, **options), Form(other, row, **options))


def again(form: Form, answer) -> Form:
    """Return the form that came back, as it stands in the page."""
    assert answer.status_code == 200
    assert NOT_SAVED in answer.content.decode()
    return form.read(answer.content.decode())


def names(publication) -> list[str]:
    return list(publication.contributions.values_list("family", flat=True))


def test_what_both_changed_is_shown_and_nothing_is_saved_until_it_is_decided(both):
    publication = make_publication(title="Fog")
    mine, theirs = both(publication)
    assert theirs.save(title="Their fog").status_code == 302
    answer = mine.save(title="My fog", volume="7")
    page = " ".join(answer.content.decode().split())
    assert "Kim" in page
    for text in ("<span>Was</span> Fog", "<span>Theirs</span> Their fog", "<span>Yours</span> My fog"):
        assert text in page
    assert Publication.objects.get().title == "Their fog"
    came_back = again(mine, answer)
    assert (came_back.fields["title"], came_back.fields["volume"]) == ("My fog", "7")


@pytest.mark.parametrize(("choice", "title"), [("theirs", "Their fog"), ("yours", "My fog")])
def test_the_choice_is_saved_with_all_else_that_was_typed(both, choice, title):
    publication = make_publication(title="Fog")
    mine, theirs = both(publication)
    theirs.save(title="Their fog")
    came_back = again(mine, mine.save(title="My fog", volume="7"))
    assert came_back.save(**{"_take-title": choice}).status_code == 302
    publication.refresh_from_db()
    assert (publication.title, publication.volume) == (title, "7")


def test_what_different_people_changed_is_merged_shown_and_saved(both):
    publication = make_publication(title="Fog", volume="1", contributors=(Contributor(family="Ek"),))
    mine, theirs = both(publication)
    theirs.add("contributions", role="aut", family="New")
    theirs.save(volume="2", **{"contributions-0-given": "Eva"})
    answer = mine.save(title="My fog", issue="3")
    assert "You changed different things" in answer.content.decode()
    assert "New" in answer.content.decode()
    came_back = again(mine, answer)
    assert came_back.fields["volume"] == "2"
    assert came_back.save().status_code == 302
    publication.refresh_from_db()
    assert (publication.title, publication.volume, publication.issue) == ("My fog", "2", "3")
    assert list(publication.contributions.values_list("family", "given")) == [("Ek", "Eva"), ("New", "")]


def test_nothing_is_asked_where_both_wrote_the_same(both):
    publication = make_publication(title="Fog")
    mine, theirs = both(publication)
    theirs.save(title="Mist")
    came_back = again(mine, mine.save(title="Mist"))
    assert "_clashes" not in came_back.fields
    assert came_back.save().status_code == 302


def test_a_form_that_comes_back_undecided_asks_again_and_loses_nothing(both):
    publication = make_publication(title="Fog")
    mine, theirs = both(publication)
    theirs.save(title="Their fog")
    came_back = again(mine, mine.save(title="My fog"))
    answer = came_back.save(volume="8")
    assert DECIDE in answer.content.decode()
    third = again(came_back, answer)
    assert (third.fields["title"], third.fields["volume"]) == ("My fog", "8")
    assert third.save(**{"_take-title": "yours"}).status_code == 302
    assert Publication.objects.get().title == "My fog"


def test_a_third_save_in_between_is_seen_too(both):
    publication = make_publication(title="Fog", volume="1")
    mine, theirs = both(publication)
    theirs.save(title="Their fog")
    came_back = again(mine, mine.save(title="My fog"))
    Form(theirs.client, publication).save(title="Their second fog", volume="9")
    third = again(came_back, came_back.save(**{"_take-title": "yours"}))
    assert "Their second fog" in third.page
    assert (third.fields["title"], third.fields["volume"]) == ("My fog", "9")
    assert third.save(**{"_take-title": "theirs"}).status_code == 302
    assert Publication.objects.get().title == "Their second fog"


def test_text_that_fails_the_checks_after_a_collision_stays(both):
    publication = make_publication(title="Fog", issued="2024")
    mine, theirs = both(publication)
    theirs.save(title="Their fog")
    came_back = again(mine, mine.save(title="My fog", issued="soon"))
    answer = came_back.save(**{"_take-title": "yours"})
    assert answer.status_code == 200
    page = came_back.read(answer.content.decode())
    assert (page.fields["title"], page.fields["issued"]) == ("My fog", "soon")
    assert page.save(issued="2025").status_code == 302
    publication.refresh_from_db()
    assert (publication.title, publication.issued) == ("My fog", "2025")


ROWS = {
    "identifiers": {"scheme": "isi", "value": "000123456789012"},
    "texts": {"kind": "abstract", "language": "eng", "text": "Some text"},
    "links": {"kind": "related", "url": "https://example.org/a", "label": "A"},
    "funding": {"funder": "A fund", "award": "1"},
}


@pytest.mark.parametrize(
    ("prefix", "field", "theirs", "mine"),
    [
        ("identifiers", "value", "000123456789013", "000123456789014"),
        ("texts", "text", "<p>Their text</p>", "<p>My text</p>"),
        ("links", "url", "https://example.org/b", "https://example.org/c"),
        ("funding", "award", "2", "3"),
    ],
)
@pytest.mark.parametrize("choice", ["theirs", "yours"])
def test_rows_that_both_changed_are_decided_one_by_one(both, prefix, field, theirs, mine, choice):
    publication = make_publication()
    getattr(publication, prefix).create(**ROWS[prefix])
    first, second = both(publication)
    second.save(**{f"{prefix}-0-{field}": theirs})
    came_back = again(first, first.save(**{f"{prefix}-0-{field}": mine}))
    assert came_back.save(**{f"_take-{prefix}-0-{field}": choice}).status_code == 302
    assert getattr(getattr(publication, prefix).get(), field) == {"theirs": theirs, "yours": mine}[choice]


def test_subjects_and_keywords_that_both_changed_are_named_in_words(both):
    publication = make_publication(keywords=(Translation(text="fog"),))
    publication.classifications.create(subject=make_subject(code="1", name_en="Natural Sciences"))
    words = [Keyword.objects.create(term=term) for term in ("mist", "haze")]
    subjects = [make_subject(code=code, name_en=name) for code, name in (("2", "Engineering"), ("3", "Medicine"))]
    mine, theirs = both(publication)
    fields = "classifications-0-subject", "keyword_links-0-keyword"
    theirs.save(**dict(zip(fields, (subjects[0].pk, words[0].pk), strict=True)))
    came_back = again(mine, mine.save(**dict(zip(fields, (subjects[1].pk, words[1].pk), strict=True))))
    for text in ("Engineering", "Medicine", "Natural Sciences", "mist", "haze"):
        assert text in came_back.page
    assert came_back.save(**{f"_take-{fields[0]}": "theirs", f"_take-{fields[1]}": "yours"}).status_code == 302
    assert publication.classifications.get().subject == subjects[0]
    assert publication.keyword_links.get().keyword == words[1]


def test_a_row_that_they_deleted_comes_back_as_a_new_one_where_i_changed_it(both):
    publication = make_publication(contributors=tuple(Contributor(family=name) for name in ("Ek", "Berg", "Lind")))
    mine, theirs = both(publication)
    theirs.save(**{"contributions-0-DELETE": "on", "contributions-1-DELETE": "on"})
    mine.add("contributions", role="aut", family="Added")
    came_back = again(mine, mine.save(**{"contributions-1-given": "Beata", "contributions-2-given": "Lo"}))
    assert "They deleted rows that you changed" in came_back.page
    assert came_back.save().status_code == 302
    assert sorted(publication.contributions.values_list("family", "given")) == [
        ("Added", ""),
        ("Berg", "Beata"),
        ("Lind", "Lo"),
    ]


@pytest.mark.parametrize(("choice", "left"), [("theirs", ["Ekman"]), ("yours", [])])
def test_a_row_that_i_deleted_and_they_changed_is_asked_about(both, choice, left):
    publication = make_publication(contributors=(Contributor(family="Ek"),))
    mine, theirs = both(publication)
    theirs.save(**{"contributions-0-family": "Ekman"})
    came_back = again(mine, mine.save(**{"contributions-0-DELETE": "on"}))
    assert came_back.save(**{"_take-contributions-0-DELETE": choice}).status_code == 302
    assert names(publication) == left


def test_an_order_that_they_changed_stays_where_i_did_not(both):
    publication = make_publication(contributors=tuple(Contributor(family=name) for name in ("Ek", "Berg", "Lind")))
    mine, theirs = both(publication)
    theirs.save(**{"contributions-2-position": "1"})
    came_back = again(mine, mine.save(title="Mine"))
    assert came_back.save().status_code == 302
    assert names(publication) == ["Lind", "Ek", "Berg"]


@pytest.mark.parametrize(
    ("make", "field", "also"),
    [
        (make_person, "family", {"title_en": "Doctor"}),
        (make_unit, "name_en", {"name_sv": "Enhet"}),
        (make_journal, "title", {"abbreviation": "J"}),
        (lambda: Publisher.objects.create(name="Old"), "name", {}),
        (lambda: Keyword.objects.create(term="old"), "term", {}),
    ],
)
def test_people_units_journals_publishers_and_keywords_are_guarded_too(both, make, field, also):
    row = make()
    mine, theirs = both(row)
    assert theirs.save(**{field: "theirs"}).status_code == 302
    came_back = again(mine, mine.save(**{field: "mine"}, **also))
    assert came_back.fields[field] == "mine"
    assert came_back.save(**{f"_take-{field}": "yours"}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == "mine"
    assert {name: getattr(row, name) for name in also} == also


def test_an_affiliation_that_they_added_to_a_person_is_no_reason_to_lose_text(both):
    person, unit = make_person(family="Berg"), make_unit()
    mine, theirs = both(person)
    theirs.add("affiliations", organisation=unit.pk)
    theirs.save()
    came_back = again(mine, mine.save(family="Bergh"))
    assert came_back.save().status_code == 302
    person.refresh_from_db()
    assert (person.family, person.affiliations.count()) == ("Bergh", 1)


@pytest.mark.parametrize(
    "seen",
    [
        "", "x", "[]", "{}", "null", '{"version": 7, "fields": []}', '{"fields": {"": [], "texts": 3}}', "[" * 100_000,
        '{"version": "", "fields": {"": {"title": {"a": [1]}, "journal": "x", "issued": 1e400}, "texts": {"1": 2}}}',
    ],
)  # fmt: skip
def test_a_form_that_does_not_say_what_was_seen_saves_nothing_unasked(form, seen):
    publication = make_publication(title="Fog", contributors=(Contributor(family="Ek"),))
    mine = form(publication)
    came_back = again(mine, mine.save(_seen=seen, title="Mine"))
    assert came_back.fields["title"] == "Mine"
    assert Publication.objects.get().title == "Fog"
    assert came_back.save(**{"_take-title": "yours"}).status_code == 302
    assert Publication.objects.get().title == "Mine"


@pytest.mark.parametrize("asked", ["", "x", "[]", "7", '{"title": {"x": []}, "nothing": 1, "id": 2, "_seen": 0}'])
def test_hostile_choices_change_nothing_else(both, asked):
    publication = make_publication(title="Fog")
    mine, theirs = both(publication)
    theirs.save(title="Theirs")
    came_back = again(mine, mine.save(title="Mine"))
    answer = came_back.save(_clashes=asked, **{"_take-title": "\0", "_take-id": "theirs", "_take-": "theirs"})
    assert answer.status_code in (200, 302)
    assert Publication.objects.get().title in ("Theirs", "Mine")


def test_markup_in_what_others_wrote_stays_text(both):
    publication = make_publication()
    mine, theirs = both(publication)
    theirs.save(volume="<script>alert(1)</script>")
    page = mine.save(volume="<b>2</b>").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_who_may_not_change_a_record_is_refused_before_anything_is_told(both, django_user_model):
    publication = make_publication(title="Fog")
    mine, theirs = both(publication)
    theirs.save(title="Secret")
    stranger = Client()
    stranger.force_login(django_user_model.objects.create_user("sam", is_staff=True))
    assert stranger.post(mine.url, mine.fields | {"title": "Mine"}).status_code == 403


def test_of_two_who_save_at_the_same_instant_one_is_second(both):
    publication = make_publication(title="Fog")
    for turn in range(4):
        forms, barrier, answers = both(publication), Barrier(2), []

        def save(form, title, barrier=barrier, answers=answers):
            barrier.wait()
            answers.append(form.save(title=title).status_code)
            connection.close()

        threads = [Thread(target=save, args=(form, f"{turn} {n}")) for n, form in enumerate(forms)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answers) == [200, 302]


def test_a_collision_in_a_record_with_many_names_takes_no_more_queries(both, django_assert_max_num_queries):
    publication = make_publication(contributors=tuple(Contributor(family=f"Name {n}") for n in range(60)))
    mine, theirs = both(publication)
    theirs.save(title="Theirs", **{"contributions-3-given": "A"})
    with django_assert_max_num_queries(150):
        again(mine, mine.save(title="Mine"))
    assert json.loads(mine.fields["_seen"])["version"]


def test_only_what_was_saved_since_is_told_however_old_the_record_says_it_is(both):
    publication = make_publication(title="Fog", updated=datetime(2001, 1, 1, tzinfo=UTC))
    Publication.objects.filter(pk=publication.pk).update(volume="3", updated=datetime(2001, 1, 2, tzinfo=UTC))
    mine, theirs = both(publication)
    theirs.save(issue="9")
    page = mine.save(issue="8").content.decode()
    assert "Issue" in page
    told = html.fromstring(page).xpath("//section[@id='collision']//details")[0].text_content()
    assert "Issue" in told
    assert "Volume" not in told


def test_what_is_to_be_decided_stands_above_all_else_and_says_what_completes_it(both):
    publication = make_publication(title="Fog")
    mine, theirs = both(publication)
    assert 'class="workflow" aria' in mine.page
    theirs.save(title="Their fog")
    page = mine.save(title="My fog").content.decode()
    assert "“Save” completes it" in page
    assert 'class="workflow" aria' not in page
