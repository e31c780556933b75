"""A record imported again: staff's work stays, the rest follows the source, what clashes waits for a decision."""

import json
from dataclasses import replace

import pytest

from formats.record import Affiliation, Contributor, Identifier, Note, Record, Subject, Translation
from publications.models import Conflict, Contribution, Publication, SourceRecord, Text
from publications.records import save_records
from publications.records.imported import record_from, to_json
from publications.records.reading import printed_record_of
from publications.records.threeway import compare
from tests.factories import make_journal, make_person, make_subject, make_unit
from tests.publications.test_records import FULL, house, keywords, stored

__all__ = ["house"]
OLD = Record(id="r", source="tests", title="Old title", volume="1", keywords=keywords("a", "b"))


def outcomes(was, yours, theirs) -> dict[str, str]:
    return {row.field: row.outcome for row in compare(was, yours, theirs)}


@pytest.mark.parametrize(
    ("yours", "theirs", "outcome"),
    [
        ({}, {}, None),
        ({}, {"volume": "2"}, "theirs"),
        ({"volume": "2"}, {}, "yours"),
        ({"volume": "2"}, {"volume": "2"}, None),
        ({"volume": "2"}, {"volume": "3"}, "conflict"),
        ({"volume": ""}, {"volume": "3"}, "conflict"),
        ({"volume": "2"}, {"volume": ""}, "conflict"),
    ],
)
def test_a_field_follows_whoever_changed_it_alone(yours, theirs, outcome):
    assert outcomes(OLD, replace(OLD, **yours), replace(OLD, **theirs)).get("volume") == outcome


@pytest.mark.parametrize(
    ("yours", "theirs", "merged"),
    [
        ("abc", "abd", "abcd"),
        ("a", "abd", "ad"),
        ("abc", "a", "ac"),
        ("ba", "abd", "bad"),
        ("ax", "ay", None),  # both changed b
        ("ax", "a", None),
    ],
)
def test_rows_that_both_changed_are_merged_where_they_do_not_clash(yours, theirs, merged):
    records = (replace(OLD, keywords=keywords(*letters)) for letters in (yours, theirs))
    [row] = compare(OLD, *records)
    if merged is None and theirs == "a":
        assert row.outcome == "both"  # what the source took away was no longer there
    elif merged is None:
        assert (row.outcome, row.value) == ("conflict", keywords(*yours))
    else:
        assert row.value == keywords(*merged)


def test_where_nothing_is_known_of_before_the_source_fills_what_is_empty_and_the_rest_is_a_conflict():
    theirs = replace(OLD, title="Other", issue="3")
    assert outcomes(None, OLD, theirs) == {"title": "conflict", "issue": "theirs"}


NAMES = (Contributor(family="Ek", given="A."), Contributor(family="Berg", given="B."))
ORCID, OTHER = "0000-0002-1825-0097", "0000-0001-5109-3700"


@pytest.mark.parametrize(
    ("yours", "theirs", "outcome"),
    [
        (replace(NAMES[0], orcid=ORCID), replace(NAMES[0], given="Ada"), "theirs"),  # recognised by staff
        (replace(NAMES[0], orcid=ORCID), replace(NAMES[0], orcid=ORCID), None),
        (NAMES[0], replace(NAMES[0], orcid=ORCID), "theirs"),
        (replace(NAMES[0], orcid=OTHER), replace(NAMES[0], orcid=ORCID), "conflict"),
        (replace(NAMES[0], given="Ada"), replace(NAMES[0], given="Alva"), "conflict"),
        (replace(NAMES[0], given="Ada"), replace(NAMES[0], given="Ada"), None),
        (replace(NAMES[0], corresponding=True), NAMES[0], None),
        (NAMES[0], replace(NAMES[0], corresponding=True), "theirs"),
    ],
)
def test_a_name_follows_whoever_changed_it_alone(yours, theirs, outcome):
    was, mine, new = (replace(OLD, contributors=(name, NAMES[1])) for name in (NAMES[0], yours, theirs))
    assert outcomes(was, mine, new).get("contributors") == outcome


def test_names_that_different_hands_changed_are_merged():
    was = replace(OLD, contributors=NAMES)
    yours = replace(OLD, contributors=(replace(NAMES[0], given="Ada"), NAMES[1]))
    theirs = replace(OLD, contributors=(NAMES[0], replace(NAMES[1], given="Bo")))
    [row] = compare(was, yours, theirs)
    assert row.outcome == "both"
    assert [name.given for name in row.value] == ["Ada", "Bo"]


def test_what_is_kept_of_a_record_is_read_as_it_was():
    bare = replace(FULL, id="", source="", created=None, updated=None)
    import json

    assert record_from(json.loads(to_json(FULL))) == bare
    assert record_from({"title": "x", "of_a_later_version": 1}).title == "x"


@pytest.mark.django_db
class TestImportAgain:
    def again(self, record: Record, **changes) -> list[str]:
        """Import a record with changes, and return what waits for a decision."""
        [outcome] = save_records([replace(record, **changes)])
        assert outcome.kind in ("new", "changed", "unchanged"), outcome.remarks
        return outcome.waiting

    def test_a_stored_record_is_what_was_imported(self, house):
        self.again(FULL)
        publication = stored(FULL)
        assert compare(None, printed_record_of(publication), record_from(publication.sources.get().record)) == []

    def test_what_has_no_place_of_its_own_is_no_change_by_staff(self, house):
        odd = replace(
            FULL,
            doi="10.5555/taken",
            subjects=(Subject(code="99999"), *FULL.subjects),
            identifiers=(*FULL.identifiers, Identifier(scheme="uri", value="x" * 600)),
            contributors=(
                Contributor(family="Ek", local_id="nobody", affiliations=(Affiliation(unit="n-none"),)),
                Contributor(family="Lo", affiliations=(Affiliation(unit="n-trees"), Affiliation(ror="012a77v79"))),
            ),
            keywords=(*FULL.keywords, FULL.keywords[0]),
            publisher="Fog Press",
        )
        self.again(Record(id="owner", source="tests", title="Owner", doi="10.5555/taken"))
        self.again(odd)
        publication = stored(odd)
        was = record_from(publication.sources.get().record)
        assert compare(was, printed_record_of(publication), replace(was, title="New")) == compare(
            was, was, replace(was, title="New")
        )

    def test_a_field_that_staff_edited_stays_and_the_others_follow(self):
        self.again(OLD)
        Publication.objects.update(title="By staff")
        assert self.again(OLD, volume="2", issue="7", keywords=keywords("b")) == []
        publication = stored(OLD)
        assert (publication.title, publication.volume, publication.issue) == ("By staff", "2", "7")
        assert [row["term"] for row in publication.keyword_rows] == ["b"]

    def test_what_both_changed_stays_and_waits(self):
        self.again(OLD)
        Publication.objects.update(title="By staff")
        assert self.again(OLD, title="By the source", volume="2") == ["title"]
        publication = stored(OLD)
        assert (publication.title, publication.volume) == ("By staff", "2")
        waiting = Conflict.objects.get()
        assert (waiting.field, waiting.was, waiting.theirs) == ("title", "Old title", "By the source")

    def test_what_waits_is_not_forgotten_by_the_next_imports(self):
        self.again(OLD)
        Publication.objects.update(title="By staff")
        self.again(OLD, title="Second")
        assert self.again(OLD, title="Second", volume="2") == []
        assert self.again(OLD, title="Third", volume="2") == ["title"]
        waiting = Conflict.objects.get()
        assert (waiting.was, waiting.theirs) == ("Old title", "Third")
        assert stored(OLD).title == "By staff"

    @pytest.mark.parametrize("title", ["By staff", "Old title"])
    def test_what_waited_and_has_settled_itself_goes(self, title):
        self.again(OLD)
        Publication.objects.update(title="By staff")
        self.again(OLD, title="Second")
        Publication.objects.update(title=title if title == "By staff" else "Second")
        self.again(OLD, title="By staff" if title == "By staff" else "Third")
        assert not Conflict.objects.exists()

    def test_a_decision_for_yours_is_not_asked_again_until_the_source_changes(self):
        self.again(OLD)
        Publication.objects.update(title="By staff")
        self.again(OLD, title="Second")
        Conflict.objects.update(decision="yours")
        assert self.again(OLD, title="Second", volume="2") == []
        assert self.again(OLD, title="Third", volume="2") == ["title"]

    def test_rows_that_staff_added_stay_as_they_are(self, house):
        self.again(FULL)
        publication = stored(FULL)
        publication.texts.create(kind=Text.Kind.ABSTRACT, heading="Kept", language="swe", text="Av oss", position=9)
        publication.identifiers.create(scheme="isi", value="000123456789012", position=9)
        key = publication.texts.get(heading="Kept").pk
        self.again(
            FULL,
            abstracts=(Translation(text="<p>We planted birches.</p>", language="eng"),),
            notes=(*FULL.notes, Note(heading="Second:", text="note")),
            doi="10.5555/forest.18",
        )
        assert publication.texts.get(heading="Kept").pk == key
        assert publication.texts.filter(kind="abstract", text__contains="planted").exists()
        assert not publication.texts.filter(text__contains="grew").exists()
        assert publication.texts.filter(kind="note").count() == 2
        assert set(publication.identifiers.values_list("scheme", "value")) >= {
            ("isi", "000123456789012"),
            ("doi", "10.5555/forest.18"),
        }

    def test_a_keyword_of_staff_and_one_of_the_source_stand_together(self):
        from publications.models import Keyword

        self.again(OLD)
        publication = stored(OLD)
        publication.keyword_links.create(keyword=Keyword.objects.create(term="mine", language="swe"), position=5)
        assert self.again(OLD, keywords=keywords("b", "new")) == []
        assert [row["term"] for row in stored(OLD).keyword_rows] == ["b", "mine", "new"]

    def test_a_journal_that_staff_chose_stays(self):
        article = replace(OLD, type="publication/journal-article", container_title="Acta", issn="2049-3630")
        self.again(article)
        mine = make_journal(title="The right one")
        Publication.objects.update(journal=mine)
        assert self.again(article, issn="1234-5679") == []
        assert stored(OLD).journal == mine
        assert self.again(article, issn="1234-5679", container_title="Acta B") == ["container_title"]
        assert stored(OLD).journal == mine

    def test_a_journal_follows_what_is_printed_where_staff_did_not_choose(self):
        article = replace(OLD, type="publication/journal-article", container_title="Acta", issn="2049-3630")
        self.again(article)
        self.again(article, container_title="Other", issn="1234-5679")
        assert stored(OLD).journal.title == "Other"

    def test_staff_who_recognised_people_and_units_keep_them_when_names_change(self, house):
        names = (Contributor(family="Li", affiliations=(Affiliation(name="Trees"),)), Contributor(family="Ek"))
        self.again(OLD, contributors=names)
        person, unit = make_person(), make_unit()
        row = Contribution.objects.get(family="Li")
        Contribution.objects.filter(pk=row.pk).update(person=person, given="Wei")
        row.affiliations.update(organisation=unit)
        assert self.again(OLD, contributors=(names[0], replace(names[1], given="Eva"))) == []
        row = Contribution.objects.get(family="Li")
        assert (row.person, row.given, row.affiliations.get().organisation) == (person, "Wei", unit)
        assert Contribution.objects.get(family="Ek").given == "Eva"

    def test_a_doi_that_staff_gave_stays_when_the_source_still_has_none(self, house):
        self.again(OLD)
        stored(OLD).identifiers.create(scheme="doi", value="10.5555/mine")
        self.again(OLD, volume="2")
        assert stored(OLD).identifiers.get().value == "10.5555/mine"

    def test_a_record_imported_before_this_was_kept_asks_where_it_differs(self):
        self.again(OLD)
        SourceRecord.objects.update(record=None)
        assert self.again(OLD, volume="2", issue="3") == ["volume"]
        assert (stored(OLD).volume, stored(OLD).issue) == ("1", "3")
        assert Conflict.objects.get().was is None

    def test_the_summary_says_how_many_decisions_wait(self):
        from publications.records.importing import import_items

        lines = [("1", {"id": "1", "type": "book", "title": "Old"})]
        import_items(lines, source="s")
        Publication.objects.update(title="By staff")
        lines[0][1]["title"] = "New"
        assert "1 fields that staff changed too wait for a decision" in str(import_items(lines, source="s"))

    def test_many_changed_records_take_as_many_queries_as_one(self, django_assert_max_num_queries):
        make_subject()
        records = [
            replace(OLD, id=str(number), contributors=(Contributor(family="Berg"), Contributor(family=f"Ek {number}")))
            for number in range(60)
        ]
        save_records(records)
        changed = [
            replace(
                record,
                title="New",
                abstracts=(Translation(text="<p>New</p>"),),
                keywords=keywords("b", "c"),
                contributors=(
                    Contributor(family="Alm", affiliations=(Affiliation(name="Here"),)),
                    *record.contributors,
                ),
            )
            for record in records
        ]
        with django_assert_max_num_queries(60):  # some 4 for each kind of part
            save_records(changed)
        for record in Publication.objects.for_record():
            assert [name.family for name in record.contributions.all()][:2] == ["Alm", "Berg"]
            assert [row["term"] for row in record.keyword_rows] == ["b", "c"]

    def test_two_sources_of_one_publication_change_it_one_after_the_other(self):
        save_records([OLD])
        other = replace(OLD, source="elsewhere", id="o")
        SourceRecord.objects.create(
            publication=Publication.objects.get(), source="elsewhere", source_id="o", record=json.loads(to_json(other))
        )
        first, second = replace(OLD, volume="2", keywords=keywords("a", "c")), replace(other, issue="3")
        assert [outcome.kind for outcome in save_records([first, second])] == ["changed", "changed"]
        publication = Publication.objects.for_record().get()
        assert (publication.volume, publication.issue) == ("2", "3")
        assert [row["term"] for row in publication.keyword_rows] == ["a", "c"]
