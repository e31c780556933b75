"""How a record goes from its draft to its readers and back: each step, each state, each role, each way in."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from curation.models import Case, Note
from curation.workflow.transitions import CannotStep, take
from formats.record import Affiliation, Contributor
from publications.models import Publication
from tests.curation.conftest import Form
from tests.curation.roles import brought_in_by, from_unit, make_user
from tests.factories import make_publication, make_unit

MINE, UNSEEN = {"draft", "returned"}, {"draft", "submitted", "returned"}
SUBMITTED, PUBLIC, WITHDRAWN, NEVER = {"submitted"}, {"public"}, {"withdrawn"}, set()
# step: the state after it; then from which states with own records, with those of one's units, with all.
STEPS = {
    "submit": ("submitted", MINE, MINE, MINE),
    "publish": ("public", NEVER, UNSEEN, UNSEEN),
    "publish-first": ("public", NEVER, UNSEEN, UNSEEN),
    "return": ("returned", NEVER, SUBMITTED, SUBMITTED),
    "reopen": ("draft", SUBMITTED, SUBMITTED, SUBMITTED),
    "ask": ("public", PUBLIC, PUBLIC, PUBLIC),
    "review": ("public", NEVER, PUBLIC, PUBLIC),
    "withdraw": ("withdrawn", NEVER, PUBLIC, PUBLIC),
    "restore": ("public", NEVER, WITHDRAWN, WITHDRAWN),
}
KNOWN = {  # how somebody in a role answers for a record: own, of the unit, of neither
    "Registrar": (0, None, None),
    "Editor": (0, 1, None),
    "Chief editor": (2, 2, 2),
    "Administrator": (2, 2, 2),
    "": (None, None, None),
}
ROWS = [
    (role, step, relation, state)
    for role in KNOWN
    for step in STEPS
    for relation in ("own", "unit", "other")
    for state in ("draft", "submitted", "returned", "public", "withdrawn")
]


@pytest.fixture
def unit(db):
    return make_unit()


def record_for(user, unit, relation: str, state: str) -> Publication:
    if relation == "own":
        return brought_in_by(user, status=state)
    return from_unit(unit if relation == "unit" else make_unit(), status=state)


@pytest.mark.parametrize(("role", "step", "relation", "state"), ROWS)
def test_a_posted_step_is_taken_only_by_who_may(client, unit, role, step, relation, state):
    user = make_user(role, units=[unit])
    publication = record_for(user, unit, relation, state)
    after, *states = STEPS[step]
    column = KNOWN[role][("own", "unit", "other").index(relation)]
    allowed = column is not None and state in states[column]
    client.force_login(user)
    data = {"ids": publication.pk, "reason": "Because."}
    answer = client.post(reverse("admin:publications_publication_step", args=[step]), data)
    publication.refresh_from_db()
    assert publication.status == (after if allowed else state)
    assert answer.status_code == (302 if allowed else 404 if column is None else 409)


def test_a_record_goes_to_its_readers_and_back(unit):
    registrar, editor = make_user("Registrar"), make_user("Editor", units=[unit])
    publication = brought_in_by(registrar, status="draft", contributors=names_of(unit))
    take(registrar, "submit", publication.pk)
    assert list(Case.objects.due()) == [publication.case]
    take(editor, "return", publication.pk, reason="The title lacks a word.")
    assert not Case.objects.due().exists()
    take(registrar, "submit", publication.pk)
    take(editor, "publish", publication.pk)
    case = Case.objects.get()
    assert (case.reviewed_by, case.waits_since) == (editor, None)
    take(editor, "withdraw", publication.pk, reason="Published twice.")
    publication.refresh_from_db()
    assert publication.withdrawn_because == "Published twice."
    assert take(editor, "restore", publication.pk).withdrawn_because == ""
    assert [note.about for note in Note.objects.order_by("pk")] == ["return", "withdraw"]


def names_of(unit) -> tuple[Contributor, ...]:
    return (Contributor(family="Berg", affiliations=(Affiliation(unit=unit.code, name="Here"),)),)


def test_a_step_cannot_be_taken_twice(unit):
    chief = make_user("Chief editor")
    publication = make_publication(status="public")
    take(chief, "ask", publication.pk)
    with pytest.raises(CannotStep):
        take(chief, "ask", publication.pk)
    take(chief, "review", publication.pk)
    with pytest.raises(CannotStep):
        take(chief, "review", publication.pk)


@pytest.mark.parametrize("step", ["return", "withdraw"])
@pytest.mark.parametrize("reason", ["", "  \n", "\0", "x" * 5001])
def test_a_reason_is_asked_for(client, db, step, reason):
    client.force_login(make_user("Chief editor"))
    publication = make_publication(status="submitted" if step == "return" else "public")
    data = {"ids": publication.pk, "reason": reason}
    answer = client.post(reverse("admin:publications_publication_step", args=[step]), data)
    assert answer.status_code == 409
    assert "Nothing was changed." in answer.text


@pytest.mark.parametrize("ids", ["", "abc", "99999999999999999999", "1,2,,x", "-1"])
def test_a_step_with_wrong_numbers_finds_nothing(client, db, ids):
    client.force_login(make_user("Chief editor"))
    for name in ("submit", "no-such-step"):
        address = reverse("admin:publications_publication_step", args=[name])
        assert client.post(address, {"ids": ids}).status_code == 404
        assert client.get(address, {"ids": ids}).status_code == 404


def test_the_database_itself_keeps_what_readers_have_seen(db):
    for before, change in (
        ("public", {"status": "draft"}),
        ("withdrawn", {"status": "submitted"}),
        ("public", {"status": "withdrawn"}),  # without a reason
        ("withdrawn", {"withdrawn_because": ""}),
    ):
        publication = make_publication(status=before)
        with pytest.raises(IntegrityError), transaction.atomic():
            Publication.objects.filter(pk=publication.pk).update(**change)


CHANGES = [
    ({"title": "Another"}, "title"),
    ({"type": "publication/book"}, "type"),
    ({"issued": "1999"}, "year"),
    ({"contributions-0-family": "Another"}, "authors"),
    ({"volume": "9"}, None),
    ({"issued": "2024-05"}, None),  # the same year
]


@pytest.mark.parametrize(("fields", "name"), CHANGES)
def test_a_changed_key_field_of_a_reviewed_record_asks_for_review_again(form, librarian, fields, name):
    publication = make_publication(issued="2024", contributors=(Contributor(family="Berg"),))
    take(librarian, "review", publication.pk)
    assert form(publication).save(**fields).status_code == 302
    found = Case.objects.due().first()
    assert (found.changed_fields if found else []) == ([name] if name else [])
    if found:
        assert "Changed since its review" in form(publication).page
        take(librarian, "review", publication.pk)
        assert not Case.objects.due().exists()


def test_a_record_that_nobody_reviewed_may_change_without_review(form):
    publication = make_publication()
    form(publication).save(title="Another")
    assert not Case.objects.due().exists()


def test_which_fields_ask_for_review_again_is_a_setting(form, librarian, settings):
    settings.REVIEW_AGAIN = ("doi",)
    publication = make_publication()
    take(librarian, "review", publication.pk)
    form(publication).save(title="Another")
    assert not Case.objects.due().exists()
    opened = form(publication)
    opened.add("identifiers", scheme="doi", value="10.5555/abc")
    opened.save()
    assert Case.objects.due().exists()


def test_registrars_publish_first_where_a_setting_lets_them(client, db, settings):
    user = make_user("Registrar")
    publication = brought_in_by(user, status="draft")
    with pytest.raises(CannotStep):
        take(user, "publish-first", publication.pk)
    settings.PUBLISH_FIRST = True
    assert take(user, "publish-first", publication.pk).status == "public"
    assert Case.objects.due().exists()


def test_what_is_postponed_leaves_the_queue_until_the_day(librarian):
    publication = make_publication(status="public")
    take(librarian, "ask", publication.pk)
    today = timezone.localdate()
    take(librarian, "postpone", publication.pk, until=today + timedelta(days=1))
    assert not Case.objects.due().exists()
    take(librarian, "postpone", publication.pk, until=today)
    assert Case.objects.due().exists()
    for day in (None, today - timedelta(days=1)):
        with pytest.raises(CannotStep):
            take(librarian, "postpone", publication.pk, until=day)


def test_a_button_in_the_form_saves_first(client, db):
    user = make_user("Registrar")
    publication = brought_in_by(user, status="draft")
    client.force_login(user)
    answer = Form(client, publication).save(title="Better", _step="submit")
    assert answer.status_code == 302
    publication.refresh_from_db()
    assert (publication.title, publication.status) == ("Better", "submitted")


def test_a_reason_to_write_comes_after_saving(staff, form):
    publication = make_publication()
    answer = form(publication).save(title="Better", _step="withdraw")
    publication.refresh_from_db()
    assert (publication.title, publication.status) == ("Better", "public")
    assert staff.get(answer.url).status_code == 200


def test_the_reason_of_a_return_stands_in_the_form_of_who_registered_it(client, unit):
    user = make_user("Registrar")
    publication = brought_in_by(user, status="submitted")
    take(make_user("Chief editor"), "return", publication.pk, reason="The <b>title</b> lacks a word.")
    client.force_login(user)
    page = Form(client, publication).page
    assert "The &lt;b&gt;title&lt;/b&gt; lacks a word." in page


def test_the_state_cannot_be_posted_past_the_steps(form):
    publication = make_publication(status="draft")
    form(publication).save(status="public")
    publication.refresh_from_db()
    assert publication.status == "draft"


def test_a_note_is_for_who_may_see_the_record(client, unit):
    user = make_user("Registrar")
    other = make_publication(status="public")
    mine = brought_in_by(user, status="public")
    client.force_login(user)
    for publication in (mine, other):
        address = reverse("admin:publications_publication_note", args=[publication.pk])
        client.post(address, {"_note": "Is the year right?"})
        assert client.get(address).status_code == 405
    assert [note.publication for note in Note.objects.all()] == [mine]


def test_a_note_written_in_the_form_is_kept_with_it(form):
    publication = make_publication()
    form(publication).save(title="Better", _note="The title had a typo.", _continue="1")
    assert "The title had a typo." in form(publication).page


def test_many_take_a_step_at_once_and_the_others_are_told(staff):
    drafts = [make_publication(status="draft") for _ in range(3)]
    public = make_publication()
    chosen = {"action": "step-publish", "_selected_action": [row.pk for row in (*drafts, public)]}
    answer = staff.post(reverse("admin:publications_publication_changelist"), chosen)
    page = staff.get(answer.url)
    assert "With 3 records" in page.text
    assert "1 record stays as it is" in page.text
    staff.post(answer.url, {"ids": ",".join(str(row.pk) for row in (*drafts, public))})
    assert Publication.objects.filter(status="public").count() == 4
    assert Case.objects.filter(reviewed__isnull=False).count() == 3


def test_a_list_offers_the_steps_of_the_role(client, db):
    for role, expected in (("Registrar", {"submit", "reopen", "ask"}), ("Chief editor", {*STEPS, "postpone"})):
        client.force_login(make_user(role))
        page = client.get(reverse("admin:publications_publication_changelist"))
        offered = {name for name, _label in page.context["cl"].model_admin.get_action_choices(page.wsgi_request)}
        assert {name.removeprefix("step-") for name in offered if name.startswith("step-")} == expected


@pytest.mark.parametrize("queue", ["waiting", "postponed", "mine", "reviewed", "wrong"])
def test_the_list_can_be_narrowed_to_a_queue(staff, librarian, queue):
    asked, late, mine, done = (make_publication(title=title) for title in ("Asked", "Late", "Mine", "Done"))
    make_publication(title="Other")
    Case.objects.all().delete()
    for row in (asked, late):
        take(librarian, "ask", row.pk)
    take(librarian, "postpone", late.pk, until=timezone.localdate() + timedelta(days=3))
    Case.objects.create(publication=mine, owner=librarian)
    take(librarian, "review", done.pk)
    page = staff.get(reverse("admin:publications_publication_changelist"), {"queue": queue})
    found = {row.title for row in page.context["cl"].result_list}
    expected = {"waiting": {"Asked"}, "postponed": {"Late"}, "mine": {"Mine"}, "reviewed": {"Done"}}
    assert found == expected.get(queue, {"Asked", "Late", "Mine", "Done", "Other"})
