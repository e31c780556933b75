"""Many records at once: what will change is seen before, done in one transaction, and undone as a whole."""

import os
import re
import subprocess
import sys
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.urls import reverse
from django.utils import translation
from lxml import html

from curation.batch import applying, edits
from curation.checks.subjects import successors
from curation.models import Batch, Case, Operation, Responsibility
from curation.operations.undo import undo
from curation.tasks import apply_batch
from curation.workflow.table import Role
from formats.record import Affiliation, Contributor, Record, Subject, Translation
from publications.models import Contribution, ContributionAffiliation, Organisation, Publication
from publications.records import save_records
from tests.curation.test_undo import everything
from tests.factories import make_journal, make_publication, make_subject, make_unit, run_jobs

pytestmark = pytest.mark.django_db(transaction=True)


class Many:
    """The page of chosen records: an edit asked for, looked at, and made."""

    def __init__(self, client, records, user=None):
        self.client = client
        user = user or get_user_model().objects.get(pk=client.session["_auth_user_id"])
        self.batch = Batch.objects.create(who=user, keys=[getattr(record, "pk", record) for record in records])
        self.url = reverse("admin:many", args=[self.batch.pk])

    def look(self, edit, **given):
        self.answer = self.client.get(self.url, {"edit": edit, **given})
        assert self.answer.status_code == 200
        return self.text

    @property
    def text(self):
        return " ".join(html.fromstring(self.answer.content.decode()).text_content().split())

    @property
    def counts(self):
        """Numbers of records that change, stay as they are, are refused."""
        page = html.fromstring(self.answer.content.decode())
        return tuple(int(dd.text) for dd in page.xpath("//dl[@class='counts']//dd"))

    def do(self, **choices):
        form = html.fromstring(self.answer.content.decode()).xpath(
            "//div[contains(@class, 'many')]/form[@method='post']"
        )
        self.answer = self.client.post(self.url, dict(form[0].form_values()) | choices, follow=True)
        assert self.answer.status_code == 200
        self.batch.refresh_from_db()
        return self.batch.operation


@pytest.fixture
def many(staff):
    return lambda *records: Many(staff, records)


def test_a_keyword_is_added_to_many_and_taken_back(many, librarian):
    has, lacks = make_publication(keywords=(Translation(text="fog"),)), make_publication(title="Lacks it")
    before = everything()
    page = many(has, lacks)
    told = page.look("add-keyword", value="fog; rain")
    assert page.counts == (2, 0, 0)
    assert "Keywords: fog; rain" in told
    assert "<ins>rain</ins>" in page.answer.content.decode()
    assert "<ins>fog</ins>; <ins>rain</ins>" in page.answer.content.decode()
    assert everything() == before
    done = page.do()
    for record in (has, lacks):
        assert [str(row) for row in record.keyword_links.all()] == ["fog", "rain"]
    assert done.about == "Add keywords: fog; rain"
    assert str(done) == "Batch edit: Add keywords: fog; rain"
    with translation.override("sv"):
        assert str(done) == "Massändring: Lägg till nyckelord: fog; rain"
    assert (done.who, done.kind) == (librarian, "batch")
    undo(done, librarian)
    assert everything() == before


def test_what_is_so_already_is_counted_apart(many):
    page = many(make_publication(language="swe"), make_publication(language="eng"))
    page.look("language", value="swe")
    assert page.counts == (1, 1, 0)


EDITS = {
    "type": ({"value": "publication/book"}, lambda record: record.type, "publication/book"),
    "language": ({"value": "swe"}, lambda record: record.language, "swe"),
    "licence": ({"value": "CC BY 4.0"}, lambda record: record.licence, "CC BY 4.0"),
    "only-keyword": ({"value": "[swe] dimma"}, lambda record: str(record.keyword_links.get().keyword), "dimma"),
    "remove-keyword": ({"value": "fog"}, lambda record: [str(row) for row in record.keyword_links.all()], ["mist"]),
    "no-journal": ({}, lambda record: record.journal, None),
}


@pytest.mark.parametrize("edit", EDITS)
def test_each_edit_does_what_it_says(many, librarian, edit):
    record = make_publication(
        type="publication/journal-article",
        container_title="Journal of Fog",
        issn="2049-3630",
        keywords=(Translation(text="fog"), Translation(text="mist")),
    )
    given, value, expected = EDITS[edit]
    before = everything()
    page = many(record)
    page.look(edit, **given)
    done = page.do()
    record.refresh_from_db()
    assert value(record) == expected
    undo(done, librarian)
    assert everything() == before


def test_a_journal_is_set(many):
    record, journal = make_publication(), make_journal(title="Journal of Fog", issn="2049-3630")
    page = many(record)
    assert "Journal: empty → Journal of Fog [2049-3630]" in page.look("journal", value=journal.pk)
    page.do()
    record.refresh_from_db()
    assert record.journal == journal


def test_subjects_are_added_replaced_and_taken_away(many):
    old, new = make_subject(), make_subject(code="30301", name_en="Health", name_sv="Hälsa")
    record = make_publication(subjects=(Subject(code="30305", edition="2025"),))
    for edit, subject, expected in (
        ("add-subject", new, [old, new]),
        ("remove-subject", old, [new]),
        ("only-subject", old, [old]),
    ):
        page = many(record)
        page.look(edit, value=subject.pk)
        page.do()
        assert [row.subject for row in record.classifications.all()] == expected


@pytest.fixture
def with_units(db):
    old, new = make_unit(code="old", name_en="Old Unit"), make_unit(code="new", name_en="New Unit")
    record = make_publication(
        contributors=(
            Contributor(
                family="Berg", affiliations=(Affiliation(unit="old", name="As printed"), Affiliation(unit="old"))
            ),
            Contributor(family="Ek"),
            Contributor(family="Outsider"),
        )
    )
    Contribution.objects.filter(family__in=["Berg", "Ek"]).update(ours=True)
    return old, new, record


def places(record):
    return {
        row.family: [(place.organisation and place.organisation.code, place.name) for place in row.affiliations.all()]
        for row in record.contributions.all()
    }


def test_a_unit_is_replaced_added_and_taken_away(many, librarian, with_units):
    old, new, record = with_units
    before = everything()
    page = many(record)
    assert "Units: Old Unit; New Unit" in page.look("replace-unit", value=old.pk, new=new.pk)
    operations = [page.do()]
    assert places(record) == {"Berg": [("new", "As printed"), ("new", "")], "Ek": [], "Outsider": []}
    page = many(record)
    page.look("add-unit", value=old.pk)
    operations.append(page.do())
    assert places(record) == {"Berg": [("new", "As printed"), ("new", "")], "Ek": [("old", "")], "Outsider": []}
    page = many(record)
    page.look("remove-unit", value=new.pk)
    operations.append(page.do())
    assert places(record) == {"Berg": [(None, "As printed")], "Ek": [("old", "")], "Outsider": []}
    for done in operations[::-1]:
        undo(done, librarian)
    assert everything() == before


def test_statuses_that_would_hide_what_readers_saw_are_refused_with_the_reason(many):
    draft, public = make_publication(status="draft"), make_publication(title="Seen")
    page = many(draft, public)
    assert "Readers have seen it" in page.look("status", value="submitted")
    assert page.counts == (1, 0, 1)
    page.do()
    draft.refresh_from_db()
    public.refresh_from_db()
    assert (draft.status, public.status) == ("submitted", "public")
    assert "needs a reason" in many(public).look("status", value="withdrawn")
    page = many(public)
    page.look("status", value="withdrawn", reason="Twice.")
    page.do()
    public.refresh_from_db()
    assert (public.status, public.withdrawn_because) == ("withdrawn", "Twice.")


@pytest.fixture
def editor(client):
    """A client of an editor who answers for one unit."""
    user = get_user_model().objects.create_user("eva", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=Role.EDITOR)[0])
    Responsibility.objects.create(user=user, unit=make_unit(code="n-mine"))
    client.force_login(user)
    return client


def _mine(**fields):
    return make_publication(
        contributors=(Contributor(family="Berg", affiliations=(Affiliation(unit="n-mine"),)),), **fields
    )


def test_records_that_the_user_may_not_change_are_named_and_left(editor):
    mine, other = _mine(), make_publication(title="Not mine")
    page = Many(editor, [mine, other])
    told = page.look("language", value="swe")
    assert page.counts == (1, 0, 1)
    assert "Not mine: You may not change it." in told
    page.do()
    assert set(Publication.objects.filter(language="swe")) == {mine}


def test_a_registrar_submits_many_but_does_not_publish_them(client):
    user = get_user_model().objects.create_user("reg", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=Role.REGISTRAR)[0])
    record = make_publication(status="draft")
    Case.objects.update_or_create(publication=record, defaults={"owner": user})
    client.force_login(user)
    page = Many(client, [record])
    assert "You may not set this status" in page.look("status", value="public")
    assert page.counts == (0, 0, 1)
    page.look("status", value="submitted")
    assert page.counts == (1, 0, 0)


def test_undoing_a_batch_needs_permission_for_each_record(editor):
    mine, other = _mine(), _mine()
    page = Many(editor, [mine, other])
    page.look("language", value="swe")
    address = reverse("admin:curation_operation_undo", args=[page.do().pk])
    other.contributions.get().affiliations.all().delete()
    assert editor.get(address).status_code == 403
    assert editor.post(address).status_code == 403
    assert Publication.objects.filter(language="swe").count() == 2
    ContributionAffiliation.objects.create(
        contribution=other.contributions.get(), organisation=Organisation.objects.get(code="n-mine")
    )
    assert editor.post(address).status_code == 302
    assert not Publication.objects.filter(language="swe").exists()


def test_those_of_others_cannot_be_opened(staff, librarian):
    other = get_user_model().objects.create_superuser("eva")
    batch = Batch.objects.create(who=other, keys=[make_publication().pk])
    for address in (reverse("admin:many", args=[batch.pk]), reverse("admin:many_sheet", args=[batch.pk, "csv"])):
        assert staff.get(address).status_code == 404
        assert staff.post(address, {"edit": "language", "value": "swe"}).status_code == 404
    assert staff.get(reverse("admin:many", args=[uuid4()])).status_code == 404


def test_without_permission_there_is_no_page(client):
    client.force_login(get_user_model().objects.create_user("eva", is_staff=True))
    assert client.get(reverse("admin:many_upload")).status_code == 403
    assert client.get(reverse("admin:many", args=[uuid4()])).status_code == 403


@pytest.mark.parametrize(
    ("edit", "given"),
    [
        ("type", {"value": "nonsense"}),
        ("type", {}),
        ("nonsense", {"value": "x"}),
        ("", {}),
        ("language", {"value": "x" * 5000}),
        ("licence", {"value": "x" * 301}),
        ("journal", {"value": "0"}),
        ("journal", {"value": "x"}),
        ("journal", {"value": "9" * 30}),
        ("add-subject", {"value": ""}),
        ("add-keyword", {"value": ""}),
        ("add-keyword", {"value": ";;;"}),
        ("add-keyword", {"value": "x" * 501}),
        ("add-keyword", {"value": "; ".join(map(str, range(30)))}),
        ("replace-unit", {"value": "1"}),
        ("status", {"value": "gone"}),
    ],
)
def test_a_value_that_is_none_changes_nothing(staff, librarian, edit, given):
    page = Many(staff, [make_publication()])
    before = everything()
    for method in (staff.get, staff.post):
        answer = method(page.url, {"edit": edit, **given})
        assert answer.status_code == 200
        assert 'class="counts"' not in answer.content.decode()
    assert everything() == before


def test_what_was_changed_after_the_look_is_looked_at_again(many):
    record = make_publication()
    page = many(record)
    page.look("language", value="swe")
    Publication.objects.update(language="swe")
    assert page.do() is None
    assert "changed these meanwhile" in page.text


def test_records_that_are_gone_are_left_out(many):
    record = make_publication()
    page = many(record, 999_999_999)
    page.look("language", value="swe")
    assert page.counts == (1, 0, 0)


def test_more_than_some_hundred_are_done_by_the_worker(staff, librarian, monkeypatch):
    monkeypatch.setattr(applying, "AT_ONCE", 3)
    records = [make_publication() for _ in range(5)]
    before = everything()
    page = Many(staff, records)
    page.look("language", value="swe")
    page.do()
    assert "0 of 5" in page.text
    run_jobs()
    page.answer = staff.get(page.url, follow=True)
    assert "changed: 5" in page.text
    assert Publication.objects.filter(language="swe").count() == 5
    page.batch.refresh_from_db()
    assert (page.batch.state, page.batch.done) == ("done", 5)
    undo(page.batch.operation, librarian)
    assert everything() == before


def test_a_job_that_runs_again_changes_nothing_twice(librarian):
    batch = Batch.objects.create(
        who=librarian, keys=[make_publication().pk], edit={"name": "language", "given": {"value": "swe"}}
    )
    applying.apply(batch)
    with pytest.raises(applying.DoneAlready):
        applying.apply(batch)
    assert Operation.objects.count() == 1


KILLED = """
import django, sys, time
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from curation.batch import applying
from curation.models import Batch
def wait(batch, number):
    print("half-way", flush=True)
    time.sleep(600)
applying._tell = wait  # the first records are written then, and nothing is committed
applying.apply(Batch.objects.get(pk=sys.argv[2]))
"""


def test_a_worker_that_is_killed_half_way_leaves_nothing_and_the_next_does_all(librarian):
    keys = [make_publication().pk for _ in range(3)]
    edit = {"name": "language", "given": {"value": "swe"}}
    batch = Batch.objects.create(who=librarian, keys=keys, edit=edit, state="waiting")
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    command = [sys.executable, "-c", KILLED, connection.settings_dict["NAME"], str(batch.pk)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "half-way\n"
        process.kill()
    assert not Publication.objects.filter(language="swe").exists()
    assert not Operation.objects.exists()
    apply_batch.defer(key=str(batch.pk))  # as the worker's job is done again; it waits for the locks of the dead one
    run_jobs()
    batch.refresh_from_db()
    assert batch.state == "done"
    assert Publication.objects.filter(language="swe").count() == 3
    assert Operation.objects.count() == 1


def test_what_went_wrong_in_the_worker_is_told(staff, librarian):
    journal = make_journal()
    given = {"name": "journal", "given": {"value": str(journal.pk)}}
    batch = Batch.objects.create(who=librarian, keys=[make_publication().pk], edit=given, state="waiting")
    journal.delete()
    applying.work(batch)
    page = staff.get(reverse("admin:many", args=[batch.pk])).content.decode()
    assert "Nothing is wanted of these records" in page
    assert not Operation.objects.exists()


def test_the_list_leads_there_with_what_was_chosen_or_found(staff, librarian):
    records = [make_publication(language="eng") for _ in range(3)]
    other = make_publication(status="draft")
    address = reverse("admin:publications_publication_changelist")
    chosen = {"action": "edit_selected", "_selected_action": [records[0].pk]}
    answer = staff.post(address, chosen)
    assert Batch.objects.get(pk=re.search(r"many/([^/]+)/", answer["Location"])[1]).keys == [records[0].pk]
    answer = staff.post(address + "?status__exact=public", chosen | {"select_across": "1"})
    found = Batch.objects.get(pk=re.search(r"many/([^/]+)/", answer["Location"])[1]).keys
    assert set(found) == {record.pk for record in records}
    staff.post(address, chosen | {"action": "delete_selected", "select_across": "1", "post": "yes"})
    assert Publication.objects.filter(pk=other.pk).exists()


def test_five_thousand_records_take_few_statements(librarian, django_assert_max_num_queries):
    save_records([Record(source="tests", id=f"many-{number}", title=f"Fog {number}") for number in range(5000)])
    keys = list(Publication.objects.values_list("pk", flat=True))
    batch = Batch.objects.create(who=librarian, keys=keys, edit={"name": "add-keyword", "given": {"value": "fog"}})
    with django_assert_max_num_queries(120):
        done = applying.apply(batch)
    assert Publication.objects.filter(keyword_links__keyword__term="fog").count() == 5000
    with django_assert_max_num_queries(200):
        undo(done, librarian)
    assert not Publication.objects.filter(keyword_links__keyword__term="fog").exists()


def test_an_undone_keyword_that_is_gone_is_still_called_by_its_term(many, librarian, staff):
    page = many(make_publication())
    page.look("add-keyword", value="fog on the pier")
    page.do()
    undone = undo(page.batch.operation, librarian)
    text = staff.get(reverse("admin:curation_operation_change", args=[undone.pk])).content.decode()
    assert html.fromstring(text).text_content().count("fog on the pier") >= 3  # title, link and keyword
    assert "no. " not in text


def test_what_was_published_stays_public_all_else_is_undone_and_it_can_be_withdrawn(many, staff):
    draft, other = make_publication(status="draft"), make_publication(status="withdrawn")
    page = many(draft, other)
    assert "1 record becomes public. Readers may see it at once" in page.look("status", value="public")
    page.do()
    done = page.batch.operation
    Publication.objects.filter(pk=draft.pk).update(volume="7")
    address = reverse("admin:curation_operation_undo", args=[done.pk])
    text = " ".join(html.fromstring(staff.get(address).content.decode()).text_content().split())
    assert text.index("1 publication stays public: readers may have seen it") < text.index("Withdraw …")
    answer = staff.post(address, follow=True)
    assert "Undone, but 1 publication stays public" in answer.content.decode()
    draft.refresh_from_db()
    other.refresh_from_db()
    assert (draft.status, draft.volume, other.status, other.withdrawn_because) == (
        "public",
        "7",
        "withdrawn",
        "Published twice.",
    )
    form = html.fromstring(answer.content.decode()).xpath("//button[@formaction]/@formaction")
    answer = staff.post(form[0], follow=True)
    assert Batch.objects.latest("made").keys == [draft.pk]
    assert "Reason for withdrawal" in answer.content.decode()


def test_an_undo_of_nothing_but_publishing_says_so(many, staff):
    draft = make_publication(status="draft")
    page = many(draft)
    page.look("status", value="public")
    page.do()
    undoing = reverse("admin:curation_operation_undo", args=[page.batch.operation_id])
    withdrawing = reverse("admin:curation_operation_withdraw", args=[page.batch.operation_id])
    assert "Nothing of it can be undone" in staff.get(undoing).content.decode()
    assert staff.get(withdrawing).status_code == 405
    assert staff.post(withdrawing).status_code == 302
    assert Batch.objects.latest("made").keys == [draft.pk]


def test_what_a_batch_and_its_undo_were_about_is_told_in_the_language_of_the_reader(many, librarian):
    page = many(make_publication())
    page.look("language", value="swe")
    done = page.do()
    undoing = undo(done, librarian)
    for operation, kind in ((done, "Batch edit"), (undoing, "Undo")):
        assert str(operation) == f"{kind}: Set the language: Swedish"
    with translation.override("sv"):
        assert str(done) == "Massändring: Sätt språk: Svenska"


def test_old_subjects_are_asked_for_once_while_a_batch_is_looked_at(django_assert_num_queries):
    old = make_subject(edition="2011", code=next(iter(successors())), name_en="Old")
    edit = edits.EDITS["today-subject"]
    field = edit.field()
    before = {1: (old.pk,), 2: (old.pk,)}
    with django_assert_num_queries(2):  # the old ones, those of today
        edit.wanted(field, [1, 2], before, {})
        edit.left(field, [1, 2], before)
        edit.wanted(field, [1, 2], before, {})


def test_old_subjects_become_those_of_today_and_split_ones_are_listed_to_choose(many):
    one = next(code for code, new in successors().items() if len(new) == 1)
    several = next(code for code, new in successors().items() if len(new) > 1)
    old = {code: make_subject(edition="2011", code=code, name_en=f"Old {code}") for code in (one, several)}
    codes = {*successors()[one], *successors()[several]}
    new = {code: make_subject(code=code, name_en=f"New {code}") for code in codes}
    given = [Subject(code=code, edition="2011") for code in (one, several)]
    plain, both = make_publication(subjects=given[:1]), make_publication(title="Of both", subjects=given)
    doubled = make_publication(subjects=(Subject(code=successors()[one][0], edition="2025"), given[0]))
    before = everything()
    page = many(plain, both, doubled)
    text = page.look("today-subject")
    assert page.counts == (3, 0, 0)
    assert f"Of both: to choose: {several}" in text
    assert reverse("admin:publications_publication_subjects", args=[both.pk]) in page.answer.content.decode()
    assert page.do().about == "Convert old subjects to those of today"
    today = new[successors()[one][0]]
    assert [row.subject for row in plain.classifications.order_by("position")] == [today]
    assert [row.subject for row in both.classifications.order_by("position")] == [today, old[several]]
    assert [row.subject for row in doubled.classifications.order_by("position")] == [today]
    undo(page.batch.operation, page.batch.who)
    assert everything() == before
