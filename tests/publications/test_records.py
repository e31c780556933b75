"""Record → publication → Record: nothing is lost, nothing comes in twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pghistory
import pytest
from django.db import connection, transaction

from formats.record import (
    Affiliation,
    Contributor,
    Funding,
    Identifier,
    Link,
    Note,
    Record,
    Subject,
    Translation,
)
from publications.models import Contribution, Journal, Person, Publication
from publications.records import record_of, save_records
from tests.factories import make_person, make_publication, make_subject, make_unit

pytestmark = pytest.mark.django_db

FULL = Record(
    id="full-1",
    source="tests",
    type="publication/journal-article",
    content_type="ref",
    genre="Original article",
    title="Growth of <i>Betula pendula</i> at low CO<sub>2</sub>",
    subtitle="A field study",
    titles=(Translation(text="Björkens tillväxt", language="swe"),),
    abstracts=(Translation(text="<p>We grew birches.</p>", language="eng"),),
    language="eng",
    contributors=(
        Contributor(
            family="Åkesson",
            given="Eva",
            orcid="0000-0002-1825-0097",
            corresponding=True,
            affiliations=(Affiliation(name="Department of Trees", unit="n-trees"), Affiliation(name="Elsewhere")),
        ),
        Contributor(family="Li", given="Wei", suffix="Jr.", wrong_orcid="0000-0000-0000-0000"),
        Contributor(role="edt", literal="The Forest Group"),
    ),
    contributor_count=40,
    container_title="Journal of Invented Forestry",
    container_title_short="J Inv For",
    volume="12",
    issue="3",
    page="101-119",
    article_number="e17",
    number_of_pages="19",
    edition="2nd",
    version="1.0",
    number="R-7",
    collection_title="Forests",
    collection_number="9",
    event_title="Forest days",
    event_place="Norrvik",
    event_date="2024-05-02/2024-05-04",
    publisher_place="Norrvik",
    issued="2024-05",
    available="2024-04-17",
    accepted="2024",
    defended="2023-01-01",
    publication_status="published",
    doi="10.5555/forest.17",
    issn="2049-3630",
    isbn=("9780306406157",),
    identifiers=(
        Identifier(scheme="pmid", value="12345678"),
        Identifier(scheme="issn", value="1234-5678", problem="The check digit is wrong"),
    ),
    links=(Link(url="https://example.org/a.pdf", kind="fulltext", label="PDF", media_type="application/pdf"),),
    funding=(Funding(funder="Invented Fund", funder_id="10.13039/1", award="A-1", title="Trees"),),
    subjects=(Subject(code="30305", edition="2025"),),
    keywords=(Translation(text="birch", language="eng"), Translation(text="björk", language="swe")),
    notes=(Note(heading="Publisher Copyright:", text="© 2024"),),
    open_access="gold",
    licence="CC BY 4.0",
    ours=True,
    created=datetime(2024, 6, 1, 12, tzinfo=UTC),
    updated=datetime(2024, 6, 2, 12, tzinfo=UTC),
)


def stored(record: Record) -> Publication:
    return Publication.objects.for_record().get(sources__source_id=record.id)


@pytest.fixture
def house():
    make_unit(code="n-trees", name_en="Department of Trees")
    make_subject()


@pytest.fixture
def concurrently():
    """Return a function that runs another on a connection of its own, and returns the event that it has ended."""
    threads = []

    def start(work) -> Event:
        ended = Event()

        def run():
            work()
            connection.close()
            ended.set()

        threads.append(Thread(target=run))
        threads[-1].start()
        return ended

    yield start
    for thread in threads:
        thread.join(20)


def test_a_full_record_comes_out_as_it_went_in(house):
    [outcome] = save_records([FULL])
    assert outcome.kind == "new"
    out = record_of(stored(FULL))
    assert out == replace(FULL, id=out.id, source="", url=out.url)


def test_a_record_is_loaded_in_four_queries_whatever_it_holds(house, django_assert_num_queries):
    save_records([FULL])
    with django_assert_num_queries(4):  # the publication, names, affiliations, subjects
        record_of(stored(FULL))


def test_saving_the_same_record_again_changes_nothing(house):
    save_records([FULL])
    before = stored(FULL).updated
    [outcome] = save_records([FULL])
    assert outcome.kind == "unchanged"
    assert stored(FULL).updated == before


def test_a_changed_record_updates_its_publication_and_keeps_its_address(house):
    save_records([FULL])
    before = stored(FULL)
    changed = replace(FULL, title="Another title", contributors=FULL.contributors[:2], keywords=(), volume="13")
    changed = replace(changed, updated=FULL.updated + timedelta(days=1))
    [outcome] = save_records([changed])
    after = stored(FULL)
    assert outcome.kind == "changed"
    assert (after.pk, after.slug, after.volume) == (before.pk, before.slug, "13")
    out = record_of(after)
    assert out == replace(changed, id=out.id, source="", url=out.url)


def test_rows_that_did_not_change_keep_their_keys_when_a_record_does(house):
    save_records([FULL])
    before = list(Contribution.objects.values_list("pk", "family"))
    save_records([replace(FULL, title="Another title")])
    assert list(Contribution.objects.values_list("pk", "family")) == before


def test_a_person_whom_staff_recognised_stays_when_the_source_changes(house):
    person = make_person(family="Li", given="Wei")
    save_records([FULL])
    Contribution.objects.filter(family="Li").update(person=person)
    save_records([replace(FULL, title="Another title")])
    assert Contribution.objects.get(family="Li").person == person


def test_an_author_with_an_orcid_becomes_a_person_and_others_stay_names(house):
    save_records([FULL])
    assert list(Person.objects.values_list("family", "orcid")) == [("Åkesson", "0000-0002-1825-0097")]
    assert Contribution.objects.get(family="Li").person is None


def test_two_records_with_one_orcid_share_the_person():
    name = Contributor(family="Li", given="Wei", orcid="0000-0002-1825-0097")
    make_publication(contributors=(name,))
    make_publication(contributors=(replace(name, given="W."),))
    assert Person.objects.get().contributions.count() == 2


def test_a_local_id_links_to_a_person_there_is_but_makes_none():
    person = make_person(local_id="anna-ber")
    publication = make_publication(
        contributors=(Contributor(family="Berg", local_id="anna-ber"), Contributor(family="Dal", local_id="unknown"))
    )
    assert [row.person for row in publication.contributions.all()] == [person, None]
    assert Person.objects.count() == 1


def test_a_doi_belongs_to_one_publication_and_the_second_keeps_it_as_wrong():
    first = make_publication(doi="10.5555/one")
    second = make_publication(doi="10.5555/one")
    row = second.identifiers.get()
    assert first.identifiers.get().problem == ""
    assert str(first.uuid) in row.problem


def test_a_doi_twice_in_one_batch_belongs_to_the_first():
    outcomes = save_records([Record(id=key, source="t", title=key, doi="10.5555/one") for key in "ab"])
    assert [bool(outcome.remarks) for outcome in outcomes] == [False, True]


def test_a_journal_is_found_by_issn_and_then_by_title():
    article = {"type": "publication/journal-article", "container_title": "Acta Norrvicensia"}
    make_publication(**article, issn="2049-3630")
    make_publication(**article | {"container_title": "Acta Norrv."}, issn="2049-3630")
    make_publication(**article | {"container_title": "ACTA NORRVICENSIA"})
    assert Journal.objects.get().publications.count() == 3


def test_an_article_keeps_the_publisher_that_it_names_whatever_its_journal_says():
    article = {"type": "publication/journal-article", "container_title": "Acta Norrvicensia"}
    make_publication(**article, publisher="Old Press")
    later = make_publication(**article, publisher="New Press")
    assert record_of(Publication.objects.for_record().get(pk=later.pk)).publisher == "New Press"


def test_a_book_is_not_a_journal():
    make_publication(type="publication/book-chapter", container_title="Handbook of Fog")
    assert not Journal.objects.exists()


def test_titles_that_are_equal_get_different_addresses():
    outcomes = save_records([Record(id=key, source="t", title="Fog & <i>mist</i>") for key in "ab"])
    assert [outcome.kind for outcome in outcomes] == ["new", "new"]
    first, second = Publication.objects.order_by("pk").values_list("slug", flat=True)
    assert first == "fog-mist"
    assert second.startswith("fog-mist-")


def test_a_title_without_words_gets_an_address():
    assert make_publication(title="???").slug == "untitled"


def test_one_faulty_record_is_refused_and_the_rest_of_its_batch_saved():
    good, long = Record(id="a", source="t", title="Good"), Record(id="b", source="t", title="Long", volume="9" * 999)
    nameless = Record(id="c", source="t", title="Nameless", contributors=(Contributor(given="Anna"),))
    outcomes = save_records([good, long, nameless])
    assert [outcome.kind for outcome in outcomes] == ["new", "refused", "refused"]
    assert "volume" in outcomes[1].remarks[0]
    assert "contribution_has_a_name" in outcomes[2].remarks[0]
    assert Publication.objects.get().title == "Good"


def test_the_last_of_two_records_with_one_id_counts():
    outcomes = save_records([Record(id="a", source="t", title="Old"), Record(id="a", source="t", title="New")])
    assert [outcome.kind for outcome in outcomes] == ["refused", "new"]
    assert Publication.objects.get().title == "New"


def test_a_batch_takes_as_many_queries_for_40_records_as_for_2(django_assert_max_num_queries):
    with django_assert_max_num_queries(35):
        save_records(
            [
                Record(id=str(number), source="t", title=f"Title {number}", keywords=(Translation(text=str(number)),))
                for number in range(40)
            ]
        )


def test_an_unknown_subject_is_left_out_and_said(house):
    [outcome] = save_records([replace(FULL, subjects=(Subject(code="99999"),))])
    assert outcome.remarks[-1] == "There is no UKÄ subject 99999"


def test_the_uuid_of_a_record_is_its_id_or_made_of_source_and_id():
    identity = "e43964cb-7308-4fb3-8a6a-358fe47953ae"
    assert str(make_publication(id=identity).uuid) == identity
    first = make_publication(id="again").uuid
    Publication.objects.all().delete()
    assert make_publication(id="again").uuid == first


def test_the_history_knows_which_import_a_record_came_with():
    with pghistory.context(import_of="records.jsonl"):
        publication = make_publication(contributors=(Contributor(family="Berg"),))
    events = [publication.events.get(), publication.contributions.get().events.get()]
    assert [event.pgh_context.metadata for event in events] == [{"import_of": "records.jsonl"}] * 2


def keywords(*terms: str) -> tuple[Translation, ...]:
    return tuple(Translation(text=term, language="eng") for term in terms)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"keywords": keywords("a", "b")}, {"keywords": keywords("b")}),
        ({"keywords": keywords("a", "b")}, {"keywords": keywords("b", "a")}),
        ({"keywords": keywords("a", "b", "c")}, {"keywords": keywords("c", "d", "a")}),
        (
            {"subjects": (Subject(code="30305", edition="2025"), Subject(code="303", edition="2025"))},
            {"subjects": (Subject(code="303", edition="2025"),)},
        ),
        (
            {"identifiers": (Identifier(scheme="pmid", value="1"), Identifier(scheme="isi", value="2"))},
            {"identifiers": (Identifier(scheme="isi", value="2"), Identifier(scheme="pmid", value="1"))},
        ),
        (
            {"doi": "10.5555/a", "identifiers": (Identifier(scheme="pmid", value="1"),)},
            {"doi": "10.5555/b", "identifiers": (Identifier(scheme="pmid", value="1"),)},
        ),
    ],
)
def test_parts_are_taken_away_and_swapped_where_each_may_stand_once(house, before, after):
    make_subject(code="303")
    record = Record(id="parts", source="tests", title="Parts")
    save_records([replace(record, **before)])
    [outcome] = save_records([replace(record, **after)])
    assert (outcome.kind, outcome.remarks) == ("changed", [])
    out = record_of(stored(record))
    assert {name: getattr(out, name) for name in after} == after


def test_a_row_that_moves_up_keeps_its_key():
    record = Record(id="parts", source="tests", title="Parts", keywords=keywords("a", "b"))
    save_records([record])
    key = Publication.objects.get().keyword_links.get(keyword__term="b").pk
    save_records([replace(record, keywords=keywords("b"))])
    assert Publication.objects.get().keyword_links.get().pk == key


def test_two_records_can_swap_their_dois():
    first = Record(id="1", source="tests", title="First", doi="10.5555/a")
    second = Record(id="2", source="tests", title="Second", doi="10.5555/b")
    save_records([first, second])
    first, second = replace(first, doi="10.5555/b"), replace(second, doi="10.5555/a")
    outcomes = save_records([first, second])
    assert [(outcome.kind, outcome.remarks) for outcome in outcomes] == [("changed", [])] * 2
    assert [record_of(stored(record)).doi for record in (first, second)] == ["10.5555/b", "10.5555/a"]


def test_what_staff_recognised_stays_with_the_name_wherever_the_source_moves_it():
    names = tuple(
        Contributor(family=family, affiliations=(Affiliation(name=f"Institute of {family}"),))
        for family in ("Li", "Berg", "Dal")
    )
    record = Record(id="names", source="tests", title="Names", contributors=names)
    save_records([record])
    person, unit = make_person(family="Berg"), make_unit()
    known = Contribution.objects.get(family="Berg")
    known.person, known.ours, known.corresponding = person, True, True
    known.save()
    known.affiliations.update(organisation=unit)
    save_records([replace(record, contributors=names[1:], title="Changed")])
    after = Contribution.objects.get(family="Berg")
    assert (after.pk, after.person, after.ours, after.corresponding) == (known.pk, person, True, True)
    assert after.affiliations.get().organisation == unit
    assert [row.family for row in stored(record).contributions.all()] == ["Berg", "Dal"]


def test_status_and_address_that_staff_gave_stay_when_the_source_changes():
    record = Record(id="status", source="tests", title="Status")
    save_records([record])
    Publication.objects.update(status="withdrawn", withdrawn_because="Twice", slug="given-by-staff")
    save_records([replace(record, title="Changed")])
    after = Publication.objects.get()
    assert (after.title, after.status, after.withdrawn_because, after.slug) == (
        "Changed", "withdrawn", "Twice", "given-by-staff",
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_an_import_waits_for_what_staff_are_saving_and_keeps_it(concurrently):
    record = Record(id="race", source="tests", title="Race")
    save_records([record])
    with transaction.atomic():
        Publication.objects.update(status="withdrawn", withdrawn_because="Twice", ours=True)
        importing = concurrently(lambda: save_records([replace(record, title="Changed")]))
        assert not importing.wait(0.5)  # it waits for the lock
    assert importing.wait(20)
    after = Publication.objects.get()
    assert (after.title, after.status, after.ours) == ("Changed", "withdrawn", True)


@pytest.mark.parametrize("kind", ["created", "updated"])
def test_a_date_in_the_future_becomes_that_of_the_import(kind):
    publication = make_publication(**{kind: datetime(2099, 1, 1, tzinfo=UTC)})
    assert getattr(publication, kind) <= datetime.now(UTC)
    record = Record(id="later", source="tests", title="Later")
    save_records([record])
    save_records([replace(record, **{kind: datetime(2099, 1, 1, tzinfo=UTC)})])
    assert getattr(stored(record), kind) <= datetime.now(UTC)


def test_dates_of_change_of_a_batch_are_written_in_one_statement(django_assert_max_num_queries):
    day = datetime(2024, 6, 2, tzinfo=UTC)
    with django_assert_max_num_queries(35):
        save_records([Record(id=str(n), source="t", title="T", updated=day.replace(hour=n)) for n in range(20)])
    assert Publication.objects.filter(updated__date=day.date()).count() == 20


@pytest.mark.parametrize("scheme", ["doi", "uri", "invented"])
@pytest.mark.parametrize("length", [501, 2000, 5000])
def test_an_identifier_that_is_too_long_is_kept_whole_as_a_note(scheme, length):
    value = "10.5555/" + "".join(chr(0x4E00 + number * 37 % 20_000) for number in range(length))
    record = Record(id="long", source="t", title="Long", identifiers=(Identifier(scheme=scheme, value=value),))
    good = Record(id="good", source="t", title="Good", identifiers=(Identifier(scheme=scheme, value=value[:500]),))
    outcomes = save_records([record, good])
    assert [outcome.kind for outcome in outcomes] == ["new", "new"]
    assert "too long" in outcomes[0].remarks[0]
    assert record_of(stored(record)).notes == (Note(heading="As given in the source:", text=f"{scheme}: {value}"),)
    assert stored(good).identifier_rows[0]["value"] == value[:500]


def test_a_record_with_a_value_that_the_index_cannot_take_is_refused_and_the_next_one_saved(monkeypatch):
    monkeypatch.setattr("publications.records.rows.LONGEST_IDENTIFIER", 5000)
    value = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(2000))
    long = Record(id="a", source="t", title="Long", identifiers=(Identifier(scheme="invented", value=value),))
    outcomes = save_records([long, Record(id="b", source="t", title="Good")])
    assert [outcome.kind for outcome in outcomes] == ["refused", "new"]
    assert outcomes[0].remarks[0].startswith("The database refused it: ")


def test_an_undivided_name_with_an_orcid_becomes_a_person():
    name = Contributor(literal="Sukarno " * 50, orcid="0000-0002-1825-0097")
    contribution = make_publication(contributors=(name,)).contributions.get()
    assert contribution.literal == name.literal
    assert contribution.person.orcid == name.orcid
    assert contribution.person.family.startswith("Sukarno Sukarno")


def test_an_affiliation_that_is_only_a_code_unknown_to_us_is_kept():
    places = (Affiliation(unit="n-gone"), Affiliation(ror="012a77v79"), Affiliation(name="Named", unit="n-gone"))
    publication = make_publication(contributors=(Contributor(family="Berg", affiliations=places),))
    names = [row.name for row in publication.contributions.get().affiliations.all()]
    assert names == ["n-gone", "https://ror.org/012a77v79", "Named"]


def test_an_unknown_subject_is_kept_as_a_note(house):
    record = Record(
        id="s", source="t", title="S", subjects=(Subject(code="99999"), Subject(code="30305", edition="2025"))
    )
    save_records([record])
    out = record_of(stored(record))
    assert out.subjects == record.subjects[1:]
    assert out.notes == (Note(heading="UKÄ:", text="99999"),)


ARTICLE = Record(id="a", source="t", title="A", type="publication/journal-article", container_title="Biology")


def test_two_journals_of_one_title_with_different_issns_are_two():
    numbers = ("2049-3630", "0306-4522", "")
    records = [replace(ARTICLE, id=str(place), issn=issn) for place, issn in enumerate(numbers)]
    save_records(records[:1])
    save_records(records)
    journals = [stored(record).journal for record in records]
    assert [journal.issn for journal in journals] == ["2049-3630", "0306-4522", "2049-3630"]
    assert Journal.objects.count() == 2


def test_two_journals_of_one_title_are_told_apart_within_a_batch():
    first, second, third = (replace(ARTICLE, id=issn, issn=issn) for issn in ("", "2049-3630", "0306-4522"))
    save_records([first, second, third])
    assert stored(first).journal == stored(second).journal != stored(third).journal


def test_a_record_with_an_issn_joins_a_journal_of_its_title_that_has_none_and_keeps_its_number():
    save_records([replace(ARTICLE, container_title="BIOLOGY")])
    later = replace(ARTICLE, id="b", issn="2049-3630", eissn="0306-4522")
    save_records([later])
    journal = Journal.objects.get()
    assert (journal.issn, journal.eissn) == (None, None)
    out = record_of(stored(later))
    assert (out.issn, out.eissn) == ("2049-3630", "0306-4522")


def test_an_article_shows_the_issn_printed_on_it_and_else_that_of_its_journal():
    save_records([replace(ARTICLE, issn="2049-3630", eissn="0306-4522")])
    printed = replace(ARTICLE, id="b", issn="0306-4522")
    bare = replace(ARTICLE, id="c")
    save_records([printed, bare])
    assert Journal.objects.count() == 1
    assert stored(printed).issns == ("0306-4522", "")
    assert stored(bare).issns == ("2049-3630", "0306-4522")


def test_a_person_whose_name_is_too_long_is_refused_and_never_cut():
    name = Contributor(family="Li", given="W" * 150, suffix="x" * 60, orcid="0000-0002-1825-0097")
    outcomes = save_records([Record(id="a", source="t", title="A", contributors=(name,)), FULL])
    assert [outcome.kind for outcome in outcomes] == ["refused", "new"]
