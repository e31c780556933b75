"""Bringing records in: from the box to the drafts, and back."""

from io import BytesIO
from threading import Thread
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from lxml import html

from curation.duplicates.work import work_of
from curation.intake import saving
from curation.intake.among import MOST, Above
from curation.merging.choosing import Comparison
from curation.merging.moving import merge
from curation.models import Import, ImportItem
from formats.record import Contributor, Record
from publications.models import Publication, SourceRecord
from tests.factories import make_person, make_publication, run_jobs
from tests.services import Services

pytestmark = pytest.mark.django_db(transaction=True)
BOX = "/admin/curation/import/"
BIB = "@article{a, title={Fog over Norrvik}, author={Berg, Anna}, journal={J Fog}, year=2024, doi={10.5555/a.1}}\n"


@pytest.fixture
def services(settings):
    server = Services()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    settings.SERVICES, settings.FETCH_BACKOFF, settings.FETCH_TIMEOUT = server.addresses(), 0, 5
    yield server
    server.gate.set()
    server.shutdown()
    thread.join()
    server.server_close()


def hand_in(client, text="", *files):
    """Return the import that a text and files became."""
    rows = [SimpleUploadedFile(name, data) for name, data in files]
    answer = client.post(BOX, {"text": text, "files": rows})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return Import.objects.latest("pk")


def post(client, found, **fields):
    answer = client.post(address(found), fields)
    assert answer.status_code == 302, answer.status_code
    found.refresh_from_db()
    return answer


def address(found):
    return reverse("admin:curation_import_one", args=[found.uuid])


def page(client, found, query=""):
    answer = client.get(address(found) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def archive(files):
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return data.getvalue()


def test_nothing_is_saved_before_it_is_confirmed_and_then_it_is_a_draft(staff):
    found = hand_in(staff, BIB)
    assert found.state == Import.State.READY
    text = page(staff, found)
    assert "Fog over Norrvik" in text
    assert "Berg, A. (2024)" in text  # the reference
    assert "BibTeX" in text
    assert not Publication.objects.exists()
    post(staff, found, go="import")
    assert found.state == Import.State.DONE
    publication = Publication.objects.get()
    assert (publication.title, publication.status) == ("Fog over Norrvik", "draft")
    assert "Fog over Norrvik" in page(staff, found)


def test_confirming_twice_saves_once(staff):
    found = hand_in(staff, BIB)
    post(staff, found, go="import")
    post(staff, found, go="import")
    assert Publication.objects.count() == 1


def test_identifiers_are_fetched_and_said_to_be(staff, services):
    found = hand_in(staff, "10.5555/norrvik.2024.017\nPMID: 99000017\n2401.99901\n978-91-0-000000-4")
    assert "10.5555/norrvik.2024.017" in page(staff, found)  # waiting
    run_jobs()
    found.refresh_from_db()
    text = page(staff, found)
    for words in ("fetched from Crossref", "fetched from PubMed", "fetched from arXiv", "fetched from Libris"):
        assert words in text
    post(staff, found, go="import")
    sources = set(SourceRecord.objects.values_list("source", "source_id"))
    assert ("crossref", "10.5555/norrvik.2024.017") in sources
    assert ("libris", "9789100000004") in sources


def test_what_a_service_does_not_know_is_said_and_alone_tried_again(staff, services):
    services.faults["pubmed"] = [503] * 4
    found = hand_in(staff, "10.5555/norrvik.2024.017\n99000017\n10.5555/nothing")
    run_jobs()
    found.refresh_from_db()
    text = page(staff, found, "?show=failed")
    assert "PubMed answered with an error (503)" in text
    assert "There is no such DOI" in text
    post(staff, found, go="import")
    assert Publication.objects.count() == 1
    post(staff, found, go="retry")
    assert found.state == Import.State.READING
    assert "2 are tried again." in page(staff, found)
    run_jobs()
    found.refresh_from_db()
    assert found.state == Import.State.READY
    post(staff, found, go="import")
    assert Publication.objects.count() == 2
    assert found.items.filter(state="failed").get().text == "10.5555/nothing"
    post(staff, found, go="retry")
    run_jobs()
    found.refresh_from_db()
    assert found.state == Import.State.DONE  # nothing new to look through, and all can still be undone


def test_what_is_there_already_is_skipped_with_the_differences_beside_it(staff):
    there = make_publication(title="Fog over Norrvik", doi="10.5555/a.1", volume="3")
    found = hand_in(staff, BIB.replace("year=2024", "year=2024, volume={4}, pages={1--9}"))
    item = found.items.get()
    assert (item.choice, item.target) == ("skip", there)
    text = page(staff, found)
    assert "same DOI" in text
    assert "<td>3</td><td>4</td>" in text
    post(staff, found, go="import")
    assert Publication.objects.count() == 1


def test_an_update_takes_only_what_was_ticked_and_names_its_import(staff):
    there = make_publication(title="Fog", doi="10.5555/a.1", volume="3", contributors=(Contributor(family="Ek"),))
    found = hand_in(staff, BIB.replace("year=2024", "year=2024, volume={4}, pages={1--9}"))
    item = found.items.get()
    chosen = {"item": item.pk, f"choice-{item.pk}": f"update-{there.pk}"}
    post(staff, found, go="import", **chosen, **{f"field-{item.pk}-{there.pk}": ["page", "title"]})
    run_jobs()
    there.refresh_from_db()
    assert (there.title, there.page, there.volume) == ("Fog over Norrvik", "1-9", "3")
    assert [row.family for row in there.contributions.all()] == ["Ek"]
    history = staff.get(reverse("admin:publications_publication_history", args=[there.pk])).content.decode()
    assert "Import of Fog over Norrvik" in history
    assert "Bea" in history


def test_what_staff_changed_is_shown_as_was_there_and_here_and_kept_unless_ticked(staff):
    old = BIB.replace("year=2024", "year=2024, volume={3}, pages={1--9}")
    found = hand_in(staff, old)
    post(staff, found, go="import")
    there = Publication.objects.get()
    Publication.objects.update(title="Fog over the whole of Norrvik")
    before = SourceRecord.objects.values_list("record", "digest").get()
    new = old.replace("Fog over", "Dense fog over").replace("volume={3}", "volume={4}")
    found = hand_in(staff, new)
    item, text = found.items.get(), page(staff, found)
    [title] = html.fromstring(text).xpath("//table[contains(@class, 'differences')]/tbody/tr[1]")
    assert [" ".join(cell.text_content().split()) for cell in title][1:] == [
        "Title changed by you and by the source",
        "Fog over Norrvik",
        "Fog over the whole of Norrvik",
        "Dense fog over Norrvik",
    ]
    ticked = html.fromstring(text).xpath("//table[contains(@class, 'differences')]//input[@checked]/@value")
    assert ticked == ["volume"]
    choice = {"item": item.pk, f"choice-{item.pk}": f"update-{there.pk}", f"field-{item.pk}-{there.pk}": ticked}
    post(staff, found, go="import", **choice)
    run_jobs()
    there.refresh_from_db()
    assert (there.title, there.volume) == ("Fog over the whole of Norrvik", "4")
    # What was left is not asked for again, as the source says it still.
    assert "changed by you and by the source" not in page(staff, hand_in(staff, new))
    post(staff, found, go="undo")
    there.refresh_from_db()
    assert there.volume == "3"
    assert SourceRecord.objects.values_list("record", "digest").get() == before


def test_an_import_is_undone_as_a_whole_but_for_what_was_touched_since(staff):
    there = make_publication(title="Fog", doi="10.5555/a.1", keywords=())
    other = BIB.replace("a.1", "a.2").replace("Fog over", "Rain over")
    third = BIB.replace("a.1", "a.3").replace("Fog over", "Snow over")
    found = hand_in(staff, BIB + other + third)
    item = found.items.get(doi="10.5555/a.1")
    chosen = {
        "item": item.pk,
        f"choice-{item.pk}": f"update-{there.pk}",
        f"field-{item.pk}-{there.pk}": ["contributors"],
    }
    post(staff, found, go="import", **chosen)
    run_jobs()
    touched = Publication.objects.get(title="Snow over Norrvik")
    touched.volume = "9"
    touched.save()
    assert there.contributions.count() == 1
    found.refresh_from_db()
    post(staff, found, go="undo")
    assert found.state == Import.State.UNDONE
    assert set(Publication.objects.values_list("title", flat=True)) == {"Fog", "Snow over Norrvik"}
    assert there.contributions.count() == 0
    assert "1" in page(staff, found)


@pytest.mark.parametrize(("whole", "told"), [(2000, "It is done in one step"), (2, "0 of 5 records done")])
def test_a_large_import_is_undone_by_the_worker_and_says_what_it_left(staff, librarian, monkeypatch, whole, told):
    monkeypatch.setattr("curation.intake.undoing.BATCH", 2)
    monkeypatch.setattr("curation.intake.saving.WHOLE", whole)
    text = "".join(f"@article{{r{number}, title={{Rain {number}}}, author={{Ek, Bo}}}}\n" for number in range(5))
    found = hand_in(staff, text)
    post(staff, found, go="import")
    Publication.objects.filter(title="Rain 3").update(volume="9")
    post(staff, found, go="undo")
    post(staff, found, go="undo")  # pressed twice
    assert found.state == Import.State.UNDOING
    assert told in page(staff, found)
    run_jobs()
    found.refresh_from_db()
    assert found.state == Import.State.UNDONE
    assert [row.title for row in Publication.objects.all()] == ["Rain 3"]
    assert "1 record was left as it is" in page(staff, found)


def test_an_own_person_is_proposed_and_linked_when_accepted(staff):
    person = make_person(family="Berg", given="Anna")
    found = hand_in(staff, BIB)
    item = found.items.get()
    text = page(staff, found)
    assert f'name="person-{item.pk}-0"' in text
    assert "nobody else has a name like it" in text
    post(staff, found, go="import", item=item.pk, **{f"choice-{item.pk}": "draft", f"person-{item.pk}-0": person.pk})
    assert Publication.objects.get().contributions.get().person == person


def test_what_was_chosen_of_rows_that_were_merged_meanwhile_is_of_those_that_stay(staff):
    person, stays = make_person(family="Berg", given="Anna"), make_person(family="Ek", given="Bo")
    last = make_person(family="Alm", given="Cia")
    there, instead = make_publication(title="Fog", doi="10.5555/a.2"), make_publication(title="Mist")
    found = hand_in(staff, BIB + BIB.replace("a.1", "a.2").replace("Norrvik", "Lund"))
    draft, update = found.items.order_by("pk")
    chosen = {f"choice-{draft.pk}": "draft", f"person-{draft.pk}-0": person.pk}
    chosen |= {f"choice-{update.pk}": f"update-{there.pk}", f"field-{update.pk}-{there.pk}": ["title"]}
    post(staff, found, go="choose", item=[draft.pk, update.pk], **chosen)
    for goes, survivor in ((person, stays), (stays, last), (there, instead)):
        merge(Comparison([survivor, goes], survivor), {}, None)
    post(staff, found, go="import")
    run_jobs()
    assert Publication.objects.get(title="Fog over Norrvik").contributions.get().person == last
    instead.refresh_from_db()
    there.refresh_from_db()
    assert (instead.title, there.title) == ("Fog over Lund", "Fog")


def test_the_same_doi_twice_comes_in_once(staff):
    found = hand_in(staff, BIB + BIB.replace("{a,", "{b,"))
    post(staff, found, go="import")
    assert Publication.objects.count() == 1
    assert "stands in this import already" in found.items.get(state="skipped").reason


def test_the_same_work_twice_without_a_doi_comes_in_once_and_another_part_twice(staff):
    bare = BIB.replace(", doi={10.5555/a.1}", "").replace("{Fog", "{The long history of fog")
    again = bare.replace("Berg, Anna", "Berg, A.").replace("The long", "The Long").replace("{a,", "{b,")
    third = bare.replace("Norrvik}", "Norrvik. Part II}").replace("{a,", "{c,")
    found = hand_in(staff, bare + again + third)
    double = found.items.get(choice="skip")
    assert "It stands in this import already: The long history" in double.reason
    assert double.reason in page(staff, found).replace("&#x27;", "'")
    post(staff, found, go="import")
    assert {row.title for row in Publication.objects.all()} == {
        "The long history of fog over Norrvik",
        "The long history of fog over Norrvik. Part II",
    }


def test_what_may_stand_further_up_is_said_and_comes_in_unless_somebody_says_otherwise(staff):
    one = BIB.replace("doi={10.5555/a.1}", "doi={10.5555/a.1}, pages={1--9}")
    two = BIB.replace("a.1", "a.2").replace("2024", "2025").replace("{a,", "{b,")
    found = hand_in(staff, one + two)
    second = found.items.get(doi="10.5555/a.2")
    assert second.choice == "draft"
    assert "may stand in this import already" in second.reason


def test_twenty_thousand_records_of_one_title_are_compared_with_a_few(staff, django_assert_max_num_queries):
    whole = Import.objects.create(user_id=staff.session["_auth_user_id"], label="many")
    part = whole.parts.create(position=1, kind="text", name="many")
    above, compared = Above(whole), work_of(Record(title="Introduction", issued="2024"))
    for key in range(20_000):
        above._add(key, compared)
    assert {len(keys) for keys in above.keys.values()} == {MOST}
    item = part.items.create(owner=whole, position=1, title="Introduction", record={"title": "Introduction"})
    with django_assert_max_num_queries(1):
        above.double_of(item, compared)


def test_keys_of_two_files_that_are_the_same_are_not_one_record(staff):
    for title in ("One", "Two"):
        post(staff, hand_in(staff, f"@article{{smith2020, title={{{title}}}, year=2020}}"), go="import")
    assert set(Publication.objects.values_list("title", flat=True)) == {"One", "Two"}


def test_files_and_archives_come_together(staff):
    data = archive({"one/a.bib": BIB, "b.ris": "TY  - JOUR\nTI  - Rain\nER  - \n", "__MACOSX/._a": "x"})
    found = hand_in(staff, "", ("all.zip", data), ("c.nbib", b"PMID- 99000018\nTI  - Snow.\n"))
    assert found.items.filter(state="ready").count() == 3
    assert "all.zip: a.bib" in page(staff, found)
    post(staff, found, go="import")
    assert set(Publication.objects.values_list("title", flat=True)) == {"Fog over Norrvik", "Rain", "Snow"}


def bomb():
    return archive({"big.txt": b"0" * (60 * 2**20)})


def nested():
    return archive({"inner.zip": archive({"a.bib": BIB})})


def escaping():
    data = BytesIO()
    with ZipFile(data, "w") as packed:
        packed.writestr("../../../../etc/cron.d/x.bib", BIB)
        packed.writestr("C:\\Windows\\y.bib", BIB.replace("a.1", "a.2"))
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("bomb.zip", bomb(), "larger than 50 MB"),
        ("many.zip", archive({f"f{number}": "x" for number in range(600)}), "more than 500 files"),
        ("nested.zip", nested(), "archive"),
        ("cut.zip", archive({"a.bib": BIB})[:60], "archive"),
        ("empty.bib", b"", "empty"),
        ("nulls.bib", b"@article{a,\0\0 title={x}}", "null bytes"),
        ("paper.pdf", b"%PDF-1.7 ...", "PDF"),
        ("picture.bib", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "picture"),
        ("\u202egnp.exe", b"MZ" + b"\0" * 100, "a program"),
        ("random.ris", bytes(range(256)) * 50, "null bytes"),
        ("words.txt", b"Nothing that is a reference", "none of the formats"),
    ],
    ids=lambda value: value if isinstance(value, str) else "data",  # what a zip holds has a time in it
)
def test_a_hostile_file_is_told_and_harms_nobody(staff, name, data, words):
    found = hand_in(staff, BIB, (name, data))
    run_jobs()
    found.refresh_from_db()
    assert found.state == Import.State.READY
    assert words in " ".join(found.items.filter(state="failed").values_list("reason", flat=True))
    page(staff, found)
    post(staff, found, go="import")
    assert Publication.objects.count() == 1
    assert staff.get(address(found) + "report.csv").status_code == 200
    assert staff.get(address(found) + "failed.txt").status_code == 200


def test_a_file_that_is_too_large_is_refused_and_not_kept(staff):
    found = hand_in(staff, "", ("large.bib", b"%" * (51 * 2**20)))
    run_jobs()
    found.refresh_from_db()
    assert "larger than 50 MB" in found.items.get().reason
    assert found.parts.get().data is None


def test_names_in_an_archive_lead_nowhere(staff):
    found = hand_in(staff, "", ("x.zip", escaping()))
    assert {name.rpartition(": ")[2] for name in found.parts.values_list("name", flat=True)} >= {"x.bib", "y.bib"}
    post(staff, found, go="import")
    assert Publication.objects.count() == 2


def test_nothing_handed_in_is_said(staff):
    answer = staff.post(BOX, {"text": "  "})
    assert answer.status_code == 200
    assert "Paste something" in answer.content.decode()


def test_too_many_identifiers_are_refused_and_stay_in_the_box(staff):
    text = "\n".join(f"10.5555/{number}" for number in range(201))
    answer = staff.post(BOX, {"text": text})
    assert "At most 200 identifiers" in answer.content.decode()
    assert "10.5555/200" in answer.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"go": "page-99999999999999999999"},
        {"go": "page-x", "show": "\0"},
        {"go": "nothing"},
        {"item": ["x", "-1", "9" * 30, "1"], "go": "page-1"},
        {"all": "x", "go": "all"},
        {"go": "resume"},
        {"go": "undo"},
    ],
)
def test_a_form_filled_in_by_hand_breaks_nothing(staff, fields):
    found = hand_in(staff, BIB)
    post(staff, found, **fields)
    page(staff, found, "?show=x&page=x")
    assert not Publication.objects.exists()


def test_what_cannot_be_chosen_is_passed_over(staff):
    victim = make_publication(title="Victim")
    found = hand_in(staff, BIB)
    item = found.items.get()
    chosen = {"item": item.pk, f"choice-{item.pk}": f"update-{victim.pk}", f"person-{item.pk}-0": "12345678"}
    post(staff, found, go="import", **chosen, **{f"unit-{item.pk}-x": "1", f"person-{item.pk}-999": "1"})
    victim.refresh_from_db()
    assert victim.title == "Victim"
    assert Publication.objects.count() == 2


@pytest.fixture
def others(client):
    """A client of staff who may add publications, and are nobody's superuser."""
    user = get_user_model().objects.create_user("kim", password="another password", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="add_publication"))
    client.force_login(user)
    return client


@pytest.fixture
def strangers(client):
    """A client of staff who may look at publications only."""
    user = get_user_model().objects.create_user("lo", password="another password", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_publication"))
    client.force_login(user)
    return client


@pytest.mark.parametrize("rest", ["", "report.csv", "failed.txt"])
def test_imports_of_others_are_not_there(others, librarian, rest):
    found = Import.objects.create(user=librarian, label="secret", state="ready")
    assert others.get(address(found) + rest).status_code == 404
    assert "secret" not in others.get(BOX).content.decode()
    assert others.get(f"{BOX}?mend={found.uuid}").status_code == 200


@pytest.mark.parametrize("go", ["import", "discard", "undo", "retry", "resume", "all", "page-1"])
def test_imports_of_others_cannot_be_touched(others, librarian, go):
    found = Import.objects.create(user=librarian, label="secret", state="ready")
    assert others.post(address(found), {"go": go}).status_code == 404
    found.refresh_from_db()
    assert found.state == "ready"


def test_who_may_not_add_publications_cannot_bring_any_in(strangers, librarian):
    user = get_user_model().objects.get(username="lo")
    own = Import.objects.create(user=user, label="once allowed", state="ready")
    assert strangers.get(BOX).status_code == 403
    assert strangers.post(BOX, {"text": BIB}).status_code == 403
    for rest in ("", "report.csv", "failed.txt"):
        assert strangers.get(address(own) + rest).status_code == 403
    assert strangers.post(address(own), {"go": "import"}).status_code == 403


def test_visitors_are_sent_to_the_login(client, db):
    assert 'name="password"' in client.post(BOX, {"text": BIB}).text
    assert not Import.objects.exists()


def test_who_may_add_but_not_change_cannot_update(others):
    there = make_publication(title="Fog", doi="10.5555/a.1")
    found = hand_in(others, BIB)
    item = found.items.get()
    post(others, found, go="import", item=item.pk, **{f"choice-{item.pk}": f"update-{there.pk}"})
    run_jobs()
    there.refresh_from_db()
    assert there.title == "Fog"
    found = hand_in(others, BIB)
    found.items.update(choice=ImportItem.Choice.UPDATE, target=there)  # as if the right was lost meanwhile
    post(others, found, go="import")
    run_jobs()
    assert "You may not change that record" in found.items.get().reason
    there.refresh_from_db()
    assert there.title == "Fog"


def test_a_draft_of_somebody_else_is_not_shown_to_who_may_not_see_it(client):
    make_publication(title="A secret subtitle of ours", doi="10.5555/a.1", status="draft")
    user = get_user_model().objects.create_user("kim", password="another password", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="add_publication"))
    client.force_login(user)
    found = hand_in(client, BIB)
    assert found.items.get().choice == "skip"
    text = page(client, found)
    assert "secret" not in text
    assert "as a draft of somebody else" in text


def test_a_page_of_an_import_takes_as_many_queries_for_20_records_as_for_1(staff, django_assert_max_num_queries):
    make_person(family="Berg", given="Anna")
    one = hand_in(staff, BIB)
    many = hand_in(staff, "".join(BIB.replace("a.1", f"b.{n}").replace("Fog", f"Fog {n}") for n in range(25)))
    counts = []
    for found in (one, many):
        with django_assert_max_num_queries(60) as queries:
            page(staff, found)
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 2, counts


def test_what_the_checks_find_in_a_record_stands_in_the_preview(staff):
    """Also what they must ask the database and the clock for."""
    text = page(staff, hand_in(staff, BIB.replace("2024", str(timezone.localdate().year + 2))))
    assert "is still to come" in text
    assert "is still to come" not in page(staff, hand_in(staff, BIB))


def test_the_same_title_by_others_is_said_with_little_confidence_and_never_updated_in_bulk(staff):
    there = make_publication(title="Snow, ice and chlorophyll in nine lakes", contributors=(Contributor(family="Ek"),))
    found = hand_in(staff, "@article{a, title={Snow, ice and chlorophyll in nine lakes}, author={Other, Person}}")
    [(key, score, _reasons)] = found.items.get().candidates
    assert (key, score < 0.5) == (there.pk, True)
    assert "different people" in page(staff, found)
    post(staff, found, go="all", all="update")
    assert found.items.get().choice == "draft"


def test_what_is_skipped_does_not_divide_what_is_saved_in_one_step(staff, monkeypatch):
    monkeypatch.setattr("curation.intake.saving.BATCH", 2)
    make_publication(title="Fog over Norrvik", doi="10.5555/a.1")
    entries = "".join(f"@article{{r{number}, title={{Rain {number}}}, author={{Ek, Bo}}}}\n" for number in range(2))
    found = hand_in(staff, BIB + entries)
    assert "all of it, or nothing" in page(staff, found)
    assert saving.start(found)
    assert saving.save_batch(found) == 2
    assert Publication.objects.count() == 3
    saving.save_all(found)
    assert sorted(found.items.values_list("state", flat=True)) == ["made", "made", "skipped"]


def test_what_is_refused_is_told_in_swedish_to_who_works_in_swedish(staff):
    staff.cookies[settings.LANGUAGE_COOKIE_NAME] = "sv"
    found = hand_in(staff, "", ("a.pdf", b"%PDF-1.7 ..."), ("b.bib", b"@article{a, title={Fog"), ("c.json", b"{,}"))
    reasons = list(found.items.order_by("part__position").values_list("reason", flat=True))
    assert reasons[0].startswith("Detta är ett PDF-dokument, inte en fil med referenser. Leta upp")
    assert reasons[1] == "En klammerparentes i den är inte stängd."
    assert reasons[2].startswith("Det är inte JSON: ")
    assert "ett PDF-dokument" in page(staff, found)
    assert "ett PDF-dokument" in b"".join(staff.get(address(found) + "report.csv")).decode()


def test_a_remark_on_what_came_in_is_in_swedish_too(staff):
    make_publication(title="Fog", doi="10.5555/a.1")
    staff.cookies[settings.LANGUAGE_COOKIE_NAME] = "sv"
    found = hand_in(staff, BIB)
    item = found.items.get()
    post(staff, found, go="import", **{"item": item.pk, f"choice-{item.pk}": "draft"})
    run_jobs()
    assert "doi 10.5555/a.1: Denna DOI tillhör en annan publikation, " in found.items.get().reason
