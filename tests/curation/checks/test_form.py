"""What staff see of the checks: beside the fields, above the form, in the list; and what they may say of it."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from lxml import html

from curation.checks.due import check_all
from curation.checks.running import check
from curation.models import Finding
from formats.record import Contributor, Identifier, Subject
from publications.models import Classification, Publication
from publications.models import Subject as SubjectRow
from tests.factories import make_publication

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "admin:publications_publication_changelist"


@pytest.fixture(autouse=True)
def _counted_anew():
    cache.clear()


def article(**fields):
    person = Contributor(family="Berg", given="Anna")
    return make_publication(**{"type": "publication/journal-article", "contributors": (person,)} | fields)


def page_of(client, publication):
    answer = client.get(reverse("admin:publications_publication_change", args=[publication.pk]))
    return html.fromstring(answer.content.decode())


def texts(page, path):
    return [" ".join(element.text_content().split()) for element in page.cssselect(path)]


def marking(finding):
    return reverse("admin:publications_publication_finding", args=[finding.publication_id, finding.pk])


def test_a_finding_stands_beside_its_field_on_its_tab_and_on_top(staff):
    publication = article(
        title="FLIES IN ALL ROOMS", identifiers=(Identifier(scheme="doi", value="x", problem="is empty"),)
    )
    page = page_of(staff, publication)
    assert any("Write it as a sentence" in text for text in texts(page, ".field-title .finding"))
    assert texts(page, "#identifiers-group .findings-here li") == [
        "SwePub flags it x is empty. Correct or remove it; readers do not see it."
    ]
    assert any("Title in capitals" in text for text in texts(page, ".findings .open-ones li"))
    assert any("Published in (" in text for text in texts(page, "nav a"))


def test_a_finding_hinders_nobody_from_saving(form):
    publication = article()
    answer = form(publication).save(title="FLIES IN ALL THE ROOMS")
    assert answer.status_code == 302
    assert Publication.objects.get(pk=publication.pk).title == "FLIES IN ALL THE ROOMS"
    assert Finding.objects.filter(publication=publication, rule="title-in-capitals").exists()


def test_who_leaves_the_form_reads_what_is_new(form, client):
    publication = article()
    check([publication.pk])
    answer = form(publication).save(title="FLIES IN ALL <b>THE ROOMS</b>", _save="")
    told = client.get(answer.url).content.decode()
    assert "The checks found: It is written in capitals." in told
    assert "mostly have an abstract" not in told, "that was there before"


def test_what_somebody_says_is_right_is_remembered_until_the_value_changes(staff, librarian):
    publication = article(title="FLIES IN ALL ROOMS")
    check([publication.pk])
    finding = Finding.objects.get(rule="title-in-capitals")
    staff.post(marking(finding), {"right": "yes"})
    finding.refresh_from_db()
    assert (finding.right_by, bool(finding.right_since)) == (librarian, True)
    page = page_of(staff, publication)
    assert not texts(page, ".field-title .finding")
    assert any("Right, said Bea on" in text for text in texts(page, ".findings details:not(.open-ones) li"))
    Publication.objects.filter(pk=publication.pk).update(volume="3")
    check_all()
    assert Finding.objects.get(rule="title-in-capitals").right_since
    Publication.objects.filter(pk=publication.pk).update(title="FLIES IN NO ROOMS")
    check_all()
    assert not Finding.objects.get(rule="title-in-capitals").right_since


def test_it_can_be_taken_back(staff):
    publication = article(title="FLIES IN ALL ROOMS")
    check([publication.pk])
    finding = Finding.objects.get(rule="title-in-capitals")
    staff.post(marking(finding), {"right": "yes"})
    staff.post(marking(finding), {"right": "no"})
    finding.refresh_from_db()
    assert (finding.right_by, finding.right_since) == (None, None)


def test_the_account_of_who_said_so_may_go(staff, librarian):
    publication = article(title="FLIES IN ALL ROOMS")
    check([publication.pk])
    finding = Finding.objects.get(rule="title-in-capitals")
    other = get_user_model().objects.create_superuser("cia", password="a long password")
    Finding.objects.filter(pk=finding.pk).update(right_by=other, right_since=finding.since)
    other.delete()
    assert any(
        "whose account is gone" in text
        for text in texts(page_of(staff, publication), ".findings details:not(.open-ones) li")
    )


def test_the_list_is_narrowed_to_a_problem_with_its_numbers(staff):
    capital, plain_one = article(title="FLIES IN ALL ROOMS"), article(title="Flies")
    check_all()
    page = html.fromstring(staff.get(reverse(LIST)).content.decode())
    assert "Title in capitals (1)" in texts(page, "select option")
    shown = staff.get(reverse(LIST), {"problem": "title-in-capitals"}).context["cl"].result_list
    assert list(shown) == [capital]
    shown = staff.get(reverse(LIST), {"problem": "rejected"}).context["cl"].result_list
    assert set(shown) == {capital, plain_one}
    staff.post(marking(Finding.objects.get(rule="title-in-capitals")), {"right": "yes"})
    assert not staff.get(reverse(LIST), {"problem": "title-in-capitals"}).context["cl"].result_list
    assert list(staff.get(reverse(LIST), {"problem": "right"}).context["cl"].result_list) == [capital]


@pytest.fixture
def subjects():
    call_command("load_subjects", verbosity=0)


def old(*codes):
    return tuple(Subject(code=code, edition="2011") for code in codes)


def codes(publication):
    rows = Classification.objects.filter(publication=publication)
    return sorted(rows.values_list("subject__edition", "subject__code"))


def converting(publication):
    return reverse("admin:publications_publication_subjects", args=[publication.pk])


def test_old_subjects_are_converted_as_the_key_says_and_as_staff_choose(staff, subjects):
    publication = article(subjects=old("40108", "10209", "30305"))
    page = html.fromstring(staff.get(converting(publication)).content.decode())
    form = next(form for form in page.forms if form.method == "POST" and "row-" in " ".join(form.fields.keys()))
    values = dict(form.form_values())
    assert sorted(value for name, value in values.items() if name.startswith("row-")) == ["40505", "leave"]
    split = next(name for name, value in values.items() if value == "leave")
    staff.post(converting(publication), values | {split: "10204"})
    assert codes(publication) == [("2011", "30305"), ("2025", "10204"), ("2025", "40505")]
    assert not Finding.objects.filter(publication=publication, rule__startswith="subject-").exists()


def test_a_subject_that_is_there_already_does_not_come_twice(staff, subjects):
    publication = article(subjects=(*old("40108"), Subject(code="40505", edition="2025")))
    row = Classification.objects.get(publication=publication, subject__edition="2011")
    staff.post(converting(publication), {f"row-{row.pk}": "40505"})
    assert codes(publication) == [("2025", "40505")]


@pytest.mark.parametrize("code", ["40506", "leave", "", "x" * 5000, "40505' OR 1=1"])
def test_no_subject_becomes_what_the_key_does_not_say(staff, subjects, code):
    publication = article(subjects=old("40108"))
    row = Classification.objects.get(publication=publication)
    assert staff.post(converting(publication), {f"row-{row.pk}": code, "row-1x": "40505"}).status_code == 302
    assert codes(publication) == [("2011", "40108")]


def test_where_nothing_is_old_the_page_says_so(staff, subjects):
    publication = article(subjects=old("30305"))
    assert "All subjects of this record are those of today." in staff.get(converting(publication)).content.decode()
    assert SubjectRow.objects.exists()


@pytest.mark.parametrize("rights", [(), ("view_publication",)])
def test_who_may_not_change_a_record_may_neither_mark_nor_convert(client, subjects, rights):
    publication = article(title="FLIES IN ALL ROOMS", subjects=old("40108"))
    check([publication.pk])
    finding = Finding.objects.get(rule="title-in-capitals")
    user = get_user_model().objects.create_user("dan", password="a long password", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    assert client.post(marking(finding), {"right": "yes"}).status_code in (403, 404)
    assert client.get(converting(publication)).status_code in (403, 404)
    assert client.post(converting(publication), {}).status_code in (403, 404)
    finding.refresh_from_db()
    assert finding.right_since is None
    if rights:
        page = page_of(client, publication)
        assert any("Title in capitals" in text for text in texts(page, ".findings li"))
        assert not texts(page, ".findings button")


def test_who_is_no_staff_is_asked_to_log_in(client):
    publication = article(title="FLIES IN ALL ROOMS")
    check([publication.pk])
    finding = Finding.objects.get(rule="title-in-capitals")
    assert 'name="password"' in client.post(marking(finding), {"right": "yes"}).text
    assert "login" in client.get(converting(publication)).url


def test_a_finding_of_another_record_cannot_be_marked_through_this_one(staff):
    one, other = article(title="FLIES IN ALL ROOMS"), article()
    check_all()
    finding = Finding.objects.get(rule="title-in-capitals")
    address = reverse("admin:publications_publication_finding", args=[other.pk, finding.pk])
    staff.post(address, {"right": "yes"})
    finding.refresh_from_db()
    assert finding.right_since is None
    assert finding.publication == one


def test_what_is_only_asked_for_changes_nothing(staff):
    publication = article(title="FLIES IN ALL ROOMS")
    check([publication.pk])
    finding = Finding.objects.get(rule="title-in-capitals")
    assert staff.get(marking(finding)).status_code == 405
    assert (
        staff.post(reverse("admin:publications_publication_finding", args=[publication.pk, 10**9])).status_code == 302
    )
    assert staff.post(reverse("admin:publications_publication_finding", args=[10**9, 1])).status_code == 404


def test_hostile_titles_are_told_as_text(staff):
    publication = article(title="<SCRIPT>ALERT(1)</SCRIPT> {X} %S AND MORE OF IT")
    page = page_of(staff, publication)
    assert not page.cssselect(".findings script, .finding script")
    assert texts(page, ".field-title .finding")
