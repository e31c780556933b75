"""Findings of publications: kept, renewed with what changes, told of the journal, the people and the collection."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from curation.checks import due
from curation.checks.due import check_recent
from curation.checks.running import check
from curation.models import Checked, CheckRun, Finding
from formats.record import Contributor, Identifier, Record
from publications.models import Affiliation, Contribution, Journal, PersonName, Publication
from tests.factories import make_journal, make_person, make_publication, make_unit

pytestmark = pytest.mark.django_db(transaction=True)  # `updated` is the time of a transaction
ANNA = Contributor(family="Berg", given="Anna")


def check_all():
    """Check what is due; return how many publications that were."""
    assert not due.check_all()
    return CheckRun.objects.first().checked


def rules(publication):
    return set(Finding.objects.filter(publication=publication).values_list("rule", flat=True))


def article(**fields):
    wanted = {"type": "publication/journal-article", "container_title": "Acta", "contributors": (ANNA,)} | fields
    return make_publication(**wanted)


def test_what_is_found_is_kept_with_its_moment():
    publication = article(doi="")
    assert check([publication.pk]) == 1
    finding = Finding.objects.get(rule="abstract-missing")
    assert finding.publication == publication
    assert timezone.now() - finding.since < timedelta(minutes=1)
    assert "mostly have an abstract" in finding.message


def test_a_finding_stays_the_same_until_it_is_mended():
    publication = article()
    check([publication.pk])
    before = Finding.objects.get(rule="language-missing")
    Publication.objects.filter(pk=publication.pk).update(volume="7")
    check([publication.pk])
    after = Finding.objects.get(rule="language-missing")
    assert (after.pk, after.since) == (before.pk, before.since)
    Publication.objects.filter(pk=publication.pk).update(language="eng")
    check([publication.pk])
    assert "language-missing" not in rules(publication)
    assert "volume-lacking" not in rules(publication)


def test_drafts_are_checked_and_what_is_withdrawn_is_not():
    draft = article(status="draft")
    check_all()
    assert rules(draft)
    Publication.objects.filter(pk=draft.pk).update(status="withdrawn", withdrawn_because="Twice.")
    check_all()
    assert not rules(draft)


def test_only_what_changed_is_checked_again():
    first, second = article(), article()
    assert check_all() == 2
    assert check_all() == 0
    Contribution.objects.filter(publication=first).update(given="A.")
    assert check_all() == 1
    assert check_recent() == 0
    Publication.objects.filter(pk=second.pk).update(volume="7")
    assert check_recent() == 1
    assert "volume-lacking" not in rules(second)


def test_a_run_that_was_killed_goes_on_where_it_ended(monkeypatch):
    from curation.checks import running

    publications = [article() for _ in range(4)]
    monkeypatch.setattr(due, "BATCH", 2)
    real, batches = running.known_of, []

    def killed_in_the_second(records, keys):
        batches.append(keys)
        if len(batches) == 2:
            raise KeyboardInterrupt
        return real(records, keys)

    monkeypatch.setattr(running, "known_of", killed_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        check_all()
    assert Checked.objects.count() == 2
    assert check_all() == 4, "in one run, which was begun before"
    assert {key for batch in batches for key in batch} == {publication.pk for publication in publications}
    assert CheckRun.objects.exclude(ended=None).count() == 1


def test_a_run_goes_on_after_others_had_their_turn(monkeypatch):
    publications = [article() for _ in range(4)]
    monkeypatch.setattr(due, "BATCH", 2)
    assert due.check_all(seconds=0)
    assert not Checked.objects.exists()
    assert not due.check_all(seconds=600)
    assert Checked.objects.count() == len(publications)
    assert CheckRun.objects.count() == 1


def test_with_other_rules_all_is_checked_again(monkeypatch):
    from curation.checks import running

    article()
    check_all()
    for module in (due, running):
        monkeypatch.setattr(module, "edition", lambda: "another")
    assert check_all() == 1


def test_what_changes_while_it_is_checked_remains_due(monkeypatch):
    from curation.checks import running

    publication = article()
    real = running.known_of

    def slow(records, keys):
        Publication.objects.filter(pk=publication.pk).update(language="eng", updated=timezone.now())
        return real(records, keys)

    monkeypatch.setattr(running, "known_of", slow)
    assert check([publication.pk]) == 0
    monkeypatch.setattr(running, "known_of", real)
    assert check_all() == 1
    assert "language-missing" not in rules(publication)


def test_an_issn_is_held_against_the_journal_and_again_when_that_changes():
    journal = make_journal(title="Acta", issn="0309-2402")
    publication = article(issn="0309-2402")
    Publication.objects.filter(pk=publication.pk).update(issn="1365-2648")
    check_all()
    assert "issn-of-another" in rules(publication)
    Journal.objects.filter(pk=journal.pk).update(eissn="1365-2648")
    check_all()
    assert "issn-of-another" not in rules(publication)


@pytest.mark.parametrize("printed", ["Anna", "ANNA"])
def test_an_author_with_the_name_of_one_of_the_house_is_found(printed):
    publication = article(contributors=(Contributor(family="Berg", given=printed),))
    check_all()
    assert "author-not-linked" not in rules(publication)
    person = make_person(family="Berg", given="Anna")
    check_all()
    assert "author-not-linked" not in rules(publication), "somebody from elsewhere"
    Affiliation.objects.create(person=person, organisation=make_unit())
    check_all()
    assert "author-not-linked" in rules(publication)
    Contribution.objects.filter(publication=publication).update(person=person)
    check_all()
    assert "author-not-linked" not in rules(publication)


def test_another_form_of_the_name_is_a_name_too():
    publication = article(contributors=(Contributor(family="Berg", given="A. B."),))
    person = make_person(family="Berg", given="Anna")
    Affiliation.objects.create(person=person, organisation=make_unit())
    check_all()
    assert "author-not-linked" not in rules(publication)
    PersonName.objects.create(person=person, family="Berg", given="A. B.")
    check_all()
    assert "author-not-linked" in rules(publication)


@pytest.mark.parametrize("printed", ["K.", "K", "K. M.", "KM", "k"])
def test_an_author_with_initials_is_found_where_only_one_person_fits_and_is_of_the_house(printed):
    publication = article(contributors=(Contributor(family="Ångström", given=printed),))
    make_person(family="Ångström", given="Lena")
    person = make_person(family="Ångström", given="Karin Maria")
    check_all()
    assert "author-perhaps-ours" not in rules(publication), "somebody from elsewhere"
    Affiliation.objects.create(person=person, organisation=make_unit())
    check_all()
    assert "author-perhaps-ours" in rules(publication)
    other = make_person(family="Ångström", given="Kalle")
    check_all()
    assert "author-perhaps-ours" not in rules(publication), "it may be the other"
    other.delete()
    check_all()
    assert "author-perhaps-ours" in rules(publication)


@pytest.mark.parametrize("printed", ["Kajsa", "L.", "K. E.", "", "K.-E."])
def test_other_initials_or_a_whole_name_are_nobody_of_the_house(printed):
    person = make_person(family="Berg", given="Karin Maria")
    Affiliation.objects.create(person=person, organisation=make_unit())
    publication = article(
        contributors=(Contributor(family="Berg", given=printed), Contributor(family="Bergman", given="K."))
    )
    check_all()
    assert "author-perhaps-ours" not in rules(publication)


def test_a_person_who_stands_there_twice_is_found():
    publication = article(contributors=(ANNA, Contributor(family="Berg", given="A.")))
    person = make_person(family="Berg", given="Anna")
    Contribution.objects.filter(publication=publication).update(person=person)
    check_all()
    assert "person-twice" in rules(publication)


def test_a_prefix_is_held_against_the_others_of_the_journal_and_known_when_several_have_it():
    make_journal(title="Acta")
    publication = article(doi="10.99999/a")
    check_all()
    assert "doi-prefix-unknown" not in rules(publication)
    for number in range(3):
        article(doi=f"10.1007/{number}")
    cache.clear()
    call_command("check_records", all=True)
    assert "doi-prefix-unknown" in rules(publication)
    cache.clear()
    article(doi="10.99999/b")
    check_all()
    assert "doi-prefix-unknown" not in rules(publication)


def test_a_date_that_has_come_is_no_longer_to_come(monkeypatch):
    from curation.checks import knowing

    publication = article(issued=str(timezone.localdate().year + 1))
    check_all()
    assert "date-to-come" in rules(publication)
    later = timezone.localdate() + timedelta(days=366)
    monkeypatch.setattr(knowing.timezone, "localdate", lambda: later)
    check_all()
    assert "date-to-come" not in rules(publication)


def test_after_weeks_without_a_run_all_is_checked():
    article()
    check_all()
    CheckRun.objects.update(started=timezone.now() - timedelta(days=8))
    assert check_all() == 1


def test_checking_takes_as_many_queries_for_30_publications_as_for_1(django_assert_num_queries):
    first = article()
    check([first.pk])
    with CaptureQueriesContext(connection) as one:
        check([first.pk])
    keys = [article(contributors=(ANNA, ANNA)).pk for _ in range(30)]
    with CaptureQueriesContext(connection) as many:
        check(keys)
    assert len(many) <= len(one) + 1  # the new findings are written with COPY, which stands in no list


def test_hostile_values_are_kept_and_told():
    publication = article(
        identifiers=(Identifier(scheme="doi", value="%(x)s <script>", problem="%s"),), title="A" * 5000
    )
    check([publication.pk])
    assert "%(x)s <script>" in Finding.objects.get(publication=publication, rule="doi-faulty").message


def test_the_command_says_how_many_it_checked(capsys):
    article()
    call_command("check_records")
    assert "Checked 1 publications" in capsys.readouterr().out
    call_command("check_records", all=True)
    assert "Checked 1 publications" in capsys.readouterr().out


def test_a_record_from_elsewhere_is_held_against_journals_and_people():
    from curation.checks import findings
    from curation.checks.knowing import known_of

    make_journal(title="Acta", issn="0309-2402")
    person = make_person(family="Berg", given="Anna")
    Affiliation.objects.create(person=person, organisation=make_unit())
    record = Record(type="publication/journal-article", title="T", container_title="ACTA", issn="1365-2648",
                    contributors=(ANNA,))  # fmt: skip
    found = {finding.rule for finding in findings(record, known_of([record])[0])}
    assert {"issn-of-another", "author-not-linked"} <= found
