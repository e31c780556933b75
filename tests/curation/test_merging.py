"""Merging: what stays, what moves, where old addresses lead, and back again."""

import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection, models
from django.urls import reverse
from lxml import html
from procrastinate.contrib.django.models import ProcrastinateJob

from curation.merging import MERGEABLE
from curation.merging.relations import relations_of
from curation.models import Errand, Operation
from curation.operations import later, sql
from curation.operations.undo import undo
from formats.record import Affiliation as Place
from formats.record import Contributor, Identifier, Link, Translation
from publications.models import (
    Affiliation,
    Contribution,
    Keyword,
    Person,
    PersonIdentifier,
    PersonName,
    Publication,
    Publisher,
)
from tests.curation.test_undo import everything
from tests.factories import make_journal, make_person, make_publication, make_unit, run_jobs

pytestmark = pytest.mark.django_db(transaction=True)


class MergePage:
    """The page that compares rows: its choices, read and posted."""

    def __init__(self, client, *rows, keep=None, model=None):
        self.client = client
        ids = ",".join(str(getattr(row, "pk", row)) for row in rows)
        self.url = reverse("admin:merge", args=[model or rows[0]._meta.model_name])
        query = f"?ids={ids}" + (f"&keep={keep.pk}" if keep else "")
        self.answer = client.get(self.url + query)
        self.text = " ".join(html.fromstring(self.answer.content.decode()).text_content().split())

    @property
    def fields(self):
        form = html.fromstring(self.answer.content.decode()).xpath("//form[contains(@class, 'merge')]")[0]
        return dict(form.form_values())

    def merge(self, **choices):
        answer = self.client.post(self.url, self.fields | choices)
        assert answer.status_code == 302, answer.content.decode()
        return Operation.objects.latest("at")


@pytest.fixture
def page(staff):
    return lambda *rows, **options: MergePage(staff, *rows, **options)


@pytest.mark.parametrize("model", MERGEABLE.values())
def test_every_column_of_the_database_that_refers_to_a_row_is_moved(model):
    """Found in another way than by the code: all columns of all models that refer to it, but those of the history."""
    referring = {
        (other, column.name)
        for other in apps.get_models(include_auto_created=True)
        if not hasattr(other, "pgh_tracked_model")
        for column in other._meta.concrete_fields
        if isinstance(column, models.ForeignKey) and column.related_model is model
    }
    assert referring == {(relation.model, relation.name) for relation in relations_of(model)}


@pytest.mark.parametrize("model", [model for model in MERGEABLE.values() if model is not Publication])
def test_all_that_moves_has_a_history_so_that_it_can_be_moved_back(model):
    moving = [relation for relation in relations_of(model) if not getattr(relation.model, "derived", False)]
    assert [relation for relation in moving if not relation.has_history] == []


@pytest.fixture
def people():
    unit, other = make_unit(), make_unit()
    stays = make_person(family="Berg", given="Anna", slug="anna-berg", orcid="0000-0002-1825-0097")
    goes = make_person(family="Berg", given="A.", slug="a-berg", local_id="fys-abe", title_en="Professor")
    for person in (stays, goes):
        Affiliation.objects.create(person=person, organisation=unit, start="2020")
    Affiliation.objects.create(person=goes, organisation=other)
    PersonName.objects.create(person=goes, family="Bergh", given="Anna")
    PersonName.objects.create(person=stays, family="Bergh", given="Anna")
    PersonIdentifier.objects.create(person=goes, kind="scopus", value="7004212771")
    PersonIdentifier.objects.create(person=stays, kind="scopus", value="55512345600")
    for number in range(3):
        made = make_publication(title=f"Fog {number}", contributors=(Contributor(family="Berg", given="A."),))
        made.contributions.update(person=goes)
    return stays, goes


def test_two_people_become_one_and_two_again(people, page, client, librarian):
    stays, goes = people
    before = everything()
    shown = page(stays, goes, keep=stays)
    assert "Contributors: 3" in shown.text
    assert "Fog 0" in shown.text
    done = shown.merge()
    stays.refresh_from_db()
    assert (stays.local_id, stays.title_en, stays.orcid) == ("fys-abe", "Professor", "0000-0002-1825-0097")
    assert Contribution.objects.filter(person=stays).count() == 3
    assert stays.affiliations.count() == 2
    assert {str(name) for name in stays.names.all()} == {"Anna Bergh", "A. Berg"}
    assert [row.value for row in stays.identifiers.all()] == ["55512345600", "7004212771"]
    assert not Person.objects.filter(pk=goes.pk).exists()
    answer = client.get("/en/persons/a-berg/?page=2")
    assert (answer.status_code, answer["Location"]) == (301, "/en/persons/anna-berg/?page=2")
    assert client.get("/en/publications/", {"q": str(goes.uuid)})["Location"] == "/en/persons/anna-berg/"
    undo(done, librarian)
    assert everything() == before
    assert client.get("/en/persons/a-berg/").status_code == 200


def test_the_value_of_each_field_can_be_chosen(people, page):
    stays, goes = people
    done = page(stays, goes, keep=stays).merge(**{"field-given": goes.pk, "field-title_en": stays.pk})
    stays.refresh_from_db()
    assert (stays.given, stays.title_en) == ("A.", "")
    assert {str(name) for name in stays.names.all()} == {"Anna Bergh", "Anna Berg"}
    assert done.about == "A. Berg → Anna Berg"


def test_an_undo_a_week_later_leaves_what_was_done_since(people, page, librarian):
    stays, goes = people
    done = page(stays, goes, keep=stays).merge()
    new = make_publication(contributors=(Contributor(family="Berg", given="Anna"),))
    new.contributions.update(person=stays)
    Person.objects.filter(pk=stays.pk).update(profile_en="About fog.")
    undo(done, librarian)
    assert Contribution.objects.filter(person=stays).get().publication == new
    assert Contribution.objects.filter(person=goes).count() == 3
    stays.refresh_from_db()
    assert stays.profile_en == "About fog."


def test_the_undo_page_says_what_was_changed_since(people, page, staff):
    stays, goes = people
    done = page(stays, goes, keep=stays).merge()
    Person.objects.filter(pk=stays.pk).update(title_en="Dean")
    answer = staff.get(reverse("admin:curation_operation_undo", args=[done.pk]))
    text = " ".join(html.fromstring(answer.content.decode()).text_content().split())
    assert "cannot be undone" in text
    assert "Person Anna Berg: Title in English" in text
    before = everything()
    assert staff.post(reverse("admin:curation_operation_undo", args=[done.pk])).status_code == 409
    assert everything() == before


def test_what_an_import_brings_of_a_merged_person_belongs_to_the_one_that_stays(page):
    stays = make_person(orcid="0000-0002-1825-0097", local_id="one")
    goes = make_person(orcid="0000-0001-5109-3700", local_id="two")
    page(stays, goes, keep=stays).merge()
    names = (Contributor(family="A", orcid="0000-0001-5109-3700"), Contributor(family="B", local_id="two"))
    made = make_publication(contributors=names)
    assert {row.person for row in made.contributions.all()} == {stays}


def test_people_who_stand_together_on_a_publication_are_doubted(page):
    one, two = make_person(), make_person()
    made = make_publication(contributors=(Contributor(family="A"), Contributor(family="B")))
    first, second = made.contributions.all()
    Contribution.objects.filter(pk=first.pk).update(person=one)
    Contribution.objects.filter(pk=second.pk).update(person=two)
    assert "stand together on 1 publication" in page(one, two).text


def _publications():
    make_unit(code="n-unit")
    person = make_person(orcid="0000-0002-1825-0097")
    stays = make_publication(
        title="Fog",
        doi="10.5555/fog",
        keywords=(Translation(text="fog"),),
        contributors=(Contributor(family="Berg", given="Anna"), Contributor(family="Ek", given="Bo")),
    )
    goes = make_publication(
        title="Fog!",
        volume="7",
        doi="10.5555/fog.2",
        identifiers=(Identifier(scheme="pmid", value="12345678"),),
        keywords=(Translation(text="fog"), Translation(text="mist")),
        abstracts=(Translation(text="<p>Of fog.</p>", language="eng"),),
        links=(Link(url="https://example.org/fog"),),
        contributors=(
            Contributor(family="Berg", given="A.", orcid=person.orcid, affiliations=(Place(unit="n-unit"),)),
            Contributor(family="Ek", given="B."),
            Contributor(family="Alm", given="C."),
        ),
    )
    return stays, goes, person


def test_two_publications_become_one_and_two_again(page, client, librarian):
    stays, goes, person = _publications()
    before = everything()
    done = page(stays, goes, keep=stays).merge()
    stays.refresh_from_db()
    assert (stays.title, stays.volume) == ("Fog", "7")
    assert {row.value for row in stays.identifiers.all()} == {"10.5555/fog", "10.5555/fog.2", "12345678"}
    assert [str(row) for row in stays.keyword_links.all()] == ["fog", "mist"]
    assert stays.texts.count() == stays.links.count() == 1
    first, second = stays.contributions.all()
    assert (first.given, first.person, second.given) == ("Anna", person, "Bo")
    assert first.affiliations.count() == 1
    assert stays.sources.count() == 2
    goes.refresh_from_db()
    assert (goes.status, goes.merged_into) == ("withdrawn", stays)
    for address in (goes.get_absolute_url(), f"/publications/{goes.uuid}", f"/en/publications/{goes.uuid}/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (301, stays.get_absolute_url()), address
    assert client.get(f"/publications/{goes.uuid}.ris")["Location"] == f"/publications/{stays.uuid}.ris"
    for query in ("10.5555/fog.2", str(goes.uuid)):
        assert client.get("/en/publications/", {"q": query})["Location"] == stays.get_absolute_url()
    undo(done, librarian)
    assert everything() == before
    assert client.get(goes.get_absolute_url()).status_code == 200


def test_the_authors_of_either_record_can_be_kept(page, librarian):
    stays, goes, person = _publications()
    before = everything()
    done = page(stays, goes, keep=stays).merge(**{"part-contribution": goes.pk, "part-publicationkeyword": stays.pk})
    assert [row.given for row in stays.contributions.all()] == ["A.", "B.", "C."]
    assert [row.given for row in goes.contributions.all()] == ["Anna", "Bo"]
    assert [str(row) for row in stays.keyword_links.all()] == ["fog"]
    undo(done, librarian)
    assert everything() == before


def test_authors_that_only_one_record_has_can_be_added(page):
    stays, goes, _ = _publications()
    page(stays, goes, keep=stays).merge(**{"part-contribution": 0})
    assert [row.family for row in stays.contributions.all()] == ["Berg", "Ek", "Alm"]
    assert [row.position for row in stays.contributions.all()] == [0, 1, 2]


def test_merged_into_one_that_is_merged_itself_leads_to_the_last(page, client):
    first, second, third = make_publication(), make_publication(), make_publication()
    page(second, first, keep=second).merge()
    page(third, second, keep=third).merge()
    assert client.get(first.get_absolute_url())["Location"] == third.get_absolute_url()


def test_a_public_record_is_not_merged_into_a_draft(page):
    draft, public = make_publication(status="draft"), make_publication()
    refused = page(draft, public, keep=draft)
    assert refused.answer.status_code == 409
    assert "must be public too" in refused.text
    page(draft, public).merge()  # the public one stays by itself
    draft.refresh_from_db()
    assert draft.merged_into == public


def test_a_merged_record_is_not_merged_again(page):
    one, two = make_publication(), make_publication()
    page(one, two, keep=one).merge()
    assert "has been merged into another already" in page(one, two).text


def test_what_is_imported_again_from_a_merged_record_does_not_bring_it_back(page):
    from formats.record import Record
    from publications.records import save_records

    stays, goes, _ = _publications()
    source = goes.sources.get()
    page(stays, goes, keep=stays).merge()
    [outcome] = save_records([Record(source=source.source, id=source.source_id, title="New title")])
    assert outcome.kind == "changed"
    goes.refresh_from_db()
    assert goes.status == "withdrawn"


@pytest.mark.parametrize("below", [False, True])
def test_units_take_over_people_parts_and_places(page, client, librarian, below):
    stays, goes = (
        make_unit(name_en="Fog Studies", slug="fog"),
        make_unit(name_en="Mist Studies", slug="mist", code="n-mist"),
    )
    division = make_unit(parent=goes)
    if below:  # the one that stays is a part of a part of the one that goes
        stays.parent = division
        stays.save()
    person = make_person()
    Affiliation.objects.create(person=person, organisation=goes)
    made = make_publication(
        contributors=(Contributor(family="Berg", affiliations=(Place(unit=stays.code), Place(unit="n-mist"))),)
    )
    before = everything()
    done = page(stays, goes, keep=stays).merge(**{"field-name_sv": stays.pk})
    division.refresh_from_db()
    stays.refresh_from_db()
    assert (division.parent, stays.parent) == (stays, None)
    assert person.affiliations.get().organisation == stays
    assert made.contributions.get().affiliations.get().organisation == stays
    assert client.get("/en/organisations/mist/")["Location"] == "/en/organisations/fog/"
    later = make_publication(contributors=(Contributor(family="Ek", affiliations=(Place(unit="n-mist"),)),))
    assert later.contributions.get().affiliations.get().organisation == stays
    Publication.objects.filter(pk=later.pk).delete()
    undo(done, librarian)
    assert everything() == before


def test_journals_keep_their_issns(page, client, librarian):
    stays, goes = make_journal(title="Fog", issn="2049-3630"), make_journal(title="Mist", issn="0028-0836")
    made = make_publication(type="publication/journal-article", container_title="Mist", issn="0028-0836")
    before = everything()
    done = page(stays, goes, keep=stays).merge()
    made.refresh_from_db()
    assert made.journal == stays
    assert client.get(f"/en/journals/{goes.uuid}/")["Location"] == stays.get_absolute_url()
    assert client.get("/en/publications/", {"q": "0028-0836"})["Location"] == stays.get_absolute_url()
    for issn in ("0028-0836", ""):
        again = make_publication(type="publication/journal-article", container_title="Mist", issn=issn)
        assert again.journal == stays
        again.delete()
    undo(done, librarian)
    assert everything() == before


def test_publishers_and_keywords_are_found_by_the_names_of_merged_ones(page, client, librarian):
    before = everything()
    stays, goes = Publisher.objects.create(name="Fog Press"), Publisher.objects.create(name="The Fog Press")
    word, words = Keyword.objects.create(term="fog"), Keyword.objects.create(term="fogs")
    made = make_publication(publisher="The Fog Press", keywords=(Translation(text="fog"), Translation(text="fogs")))
    whole = everything()
    operations = [page(stays, goes, keep=stays).merge(), page(word, words, keep=word).merge()]
    made.refresh_from_db()
    assert made.publisher == stays
    assert [link.keyword for link in made.keyword_links.all()] == [word]
    assert client.get(f"/en/keywords/{words.uuid}/")["Location"] == word.get_absolute_url()
    again = make_publication(publisher="THE FOG PRESS", keywords=(Translation(text="fogs"),))
    assert again.publisher == stays
    assert again.keyword_links.get().keyword == word
    again.delete()
    for done in operations[::-1]:
        undo(done, librarian)
    assert everything() == whole != before


def test_three_become_one(page):
    people = [make_person() for _ in range(3)]
    page(*people, keep=people[1]).merge()
    assert Person.objects.get() == people[1]


def test_what_somebody_changed_meanwhile_is_looked_at_again(people, page):
    shown = page(*people)
    fields = shown.fields
    Person.objects.filter(pk=people[1].pk).update(title_en="Dean")
    answer = shown.client.post(shown.url, fields)
    assert "changed these meanwhile" in answer.content.decode()
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        ("", "at least two"),
        ("{one}", "at least two"),
        ("{one},{one}", "at least two"),
        ("{one},0", "number 0"),
        ("{one},{journal}", "may have been merged already"),
        ("{one},x", "no number"),
        ("{one},-1", "no number"),
        ("{one},99999999999999999999", "no number"),
        ("{one},²", "no number"),
        (",".join(map(str, range(1, 40))), "at most 10"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_cannot_be_merged_is_refused_with_the_reason(staff, ids, said, method):
    one, journal = make_person(), make_journal(id=987654)
    before = everything()
    given = {"ids": ids.format(one=one.pk, journal=journal.pk)}
    answer = getattr(staff, method)(reverse("admin:merge", args=["person"]), given)
    assert answer.status_code == 409
    assert said in answer.content.decode()
    assert everything() == before


@pytest.mark.parametrize("hostile", [{"field-id": "1"}, {"field-orcid": "99999"}, {"part-x": "0"}])
def test_hostile_choices_choose_nothing(people, page, hostile):
    stays, goes = people
    values = (stays.pk, stays.uuid, stays.orcid)
    page(stays, goes, keep=stays).merge(**hostile)
    person = Person.objects.get()
    assert (person.pk, person.uuid, person.orcid) == values


def test_other_models_are_not_merged(staff):
    assert staff.get(reverse("admin:merge", args=["subject"]) + "?ids=1,2").status_code == 404
    assert staff.get(reverse("admin:merge", args=["user"]) + "?ids=1,2").status_code == 404


@pytest.mark.parametrize(
    ("granted", "status"), [((), 403), (("change",), 403), (("delete",), 403), (("change", "delete"), 200)]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_merging_needs_change_and_delete(client, granted, status, method, people):
    user = get_user_model().objects.create_user("eva", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=[f"{name}_person" for name in granted]))
    client.force_login(user)
    ids = ",".join(str(person.pk) for person in people)
    assert getattr(client, method)(reverse("admin:merge", args=["person"]), {"ids": ids}).status_code == status
    assert Person.objects.count() == 2


def test_visitors_are_asked_to_log_in(client, people):
    response = client.post(reverse("admin:merge", args=["person"]), {"ids": "1,2"})
    assert response.status_code == 403
    assert 'name="password"' in response.text  # the login, which carries what was posted
    assert Person.objects.count() == 2


def test_undoing_a_merge_needs_the_same_permissions(client, people, page):
    done = page(*people).merge()
    user = get_user_model().objects.create_user("eva", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["change_person", "view_operation"]))
    client.force_login(user)
    address = reverse("admin:curation_operation_undo", args=[done.pk])
    assert client.get(reverse("admin:curation_operation_change", args=[done.pk])).status_code == 200
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403
    assert Person.objects.count() == 1


def test_the_operations_of_others_are_seen_by_permission_only(client, people, page):
    done = page(*people).merge()
    user = get_user_model().objects.create_user("eva", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="change_publication"))
    client.force_login(user)
    assert done.about not in client.get(reverse("admin:curation_operation_changelist")).content.decode()
    assert client.get(reverse("admin:curation_operation_change", args=[done.pk])).status_code == 404
    assert client.post(reverse("admin:curation_operation_undo", args=[done.pk])).status_code == 404
    client.force_login(get_user_model().objects.create_user("nobody", is_staff=True))
    assert client.get(reverse("admin:curation_operation_changelist")).status_code == 403


def test_the_list_of_operations_tells_who_did_what(people, page, staff):
    done = page(*people, keep=people[0]).merge()
    text = staff.get(reverse("admin:curation_operation_changelist")).content.decode()
    assert "Bea" in text
    assert done.about in text
    told = staff.get(reverse("admin:curation_operation_change", args=[done.pk])).content.decode()
    assert "Contributors, changed: 3" in told
    answer = staff.post(reverse("admin:curation_operation_undo", args=[done.pk]))
    assert answer.status_code == 302
    assert Person.objects.count() == 2


def test_the_list_leads_to_merging(people, staff):
    answer = staff.post(
        reverse("admin:publications_person_changelist"),
        {"action": "merge_selected", "_selected_action": [person.pk for person in people]},
    )
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("admin:merge", args=["person"]))
    assert staff.get(answer["Location"]).status_code == 200


@pytest.fixture
def large(people, page, monkeypatch):
    """The page on which two people shall be merged whose publications are too many for a request."""
    monkeypatch.setattr(later, "AT_ONCE", 2)
    monkeypatch.setattr(sql, "SLICE", 2)
    return page(*people, keep=people[0])


def _posted(large):
    answer = large.client.post(large.url, large.fields)
    assert answer.status_code == 302
    return answer["Location"]


def test_a_large_merge_is_done_by_the_worker_and_undone_by_it(large, people, staff):
    stays, goes = people
    before = everything()
    assert "goes on by itself" in large.text
    waiting = _posted(large)
    assert "It is being merged" in staff.get(waiting).content.decode()
    assert _posted(large) == waiting  # once is enough
    assert staff.get(f"{large.url}?ids={goes.pk},{stays.pk}")["Location"] == waiting
    assert everything() == before
    run_jobs()
    errand = Errand.objects.get()
    assert errand.done == errand.total >= 6
    assert Contribution.objects.filter(person=stays).count() == 3
    done = staff.get(waiting)["Location"]
    assert "Contributors, changed: 3" in " ".join(staff.get(done).content.decode().split())
    undoing = staff.post(f"{reverse('admin:curation_operation_undo', args=[errand.operation_id])}")["Location"]
    assert "It is being undone" in staff.get(undoing).content.decode()
    run_jobs()
    assert everything() == before
    assert Errand.objects.filter(state="done").count() == 2


def test_a_large_merge_of_what_others_have_changed_since_is_not_done(large, people, staff):
    waiting = _posted(large)
    people[1].given = "Annika"
    people[1].save()
    before = everything()
    run_jobs()
    page = staff.get(waiting).content.decode()
    assert "Somebody has changed these meanwhile" in page
    assert f"ids={people[0].pk}%2C{people[1].pk}" in page
    assert everything() == before


def test_a_large_merge_that_the_worker_gave_up_says_so(large, staff):
    waiting = _posted(large)
    ProcrastinateJob.objects.all().delete()
    assert "could not be done" in staff.get(waiting).content.decode()
    assert staff.get(large.url, {"ids": large.fields["ids"]}).status_code == 200


def test_a_large_merge_of_somebody_who_may_not_any_more_is_refused(large, staff, librarian):
    waiting = _posted(large)
    get_user_model().objects.filter(pk=librarian.pk).update(is_superuser=False)
    run_jobs()
    assert Errand.objects.get().problem == "You may not do this any more."
    get_user_model().objects.filter(pk=librarian.pk).update(is_superuser=True)
    assert staff.get(waiting).status_code == 409


def test_the_page_of_an_errand_is_for_those_who_may_do_the_like(large, client):
    waiting = _posted(large)
    other = get_user_model().objects.create_user("other", is_staff=True)
    client.force_login(other)
    assert client.get(waiting).status_code == 403
    assert (
        client.get(waiting.replace(waiting.split("/")[-2], "00000000-0000-0000-0000-000000000000")).status_code == 404
    )


KILLED = """
import django, sys, time
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from curation.merging.asked import merge_asked
from curation.models import Errand
from curation.operations import later
def telling(errand):
    def wait(number):
        print("half-way", flush=True)
        time.sleep(600)
    return wait
later.telling = telling  # the first rows are written then, and nothing is committed
later.work(sys.argv[2], merge_asked)
"""


def test_a_worker_that_is_killed_half_way_leaves_two_people_and_the_next_makes_them_one(large, people):
    _posted(large)
    before, errand = everything(), Errand.objects.get()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    command = [sys.executable, "-c", KILLED, connection.settings_dict["NAME"], str(errand.pk)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "half-way\n"
        process.kill()
    assert everything() == before
    run_jobs()  # the job is there still; it waits for the locks of the dead one
    errand.refresh_from_db()
    assert errand.state == "done"
    assert Operation.objects.count() == 1
    assert not Person.objects.filter(pk=people[1].pk).exists()
