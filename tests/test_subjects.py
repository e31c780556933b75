"""The UKÄ subjects of both editions, the key between them, and manage.py load_subjects."""

import csv
import io
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications.models import Subject, Succession


def rows(name: str) -> list[dict]:
    with (settings.BASE_DIR / "data" / "uka" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load() -> str:
    out = io.StringIO()
    call_command("load_subjects", stdout=out)
    return out.getvalue()


class TestFiles:
    def test_each_edition_has_all_its_codes_once(self):
        codes = Counter((row["edition"], row["code"]) for row in rows("subjects.csv"))
        assert set(codes.values()) == {1}
        assert Counter(edition for edition, _ in codes) == {"2011": 308, "2025": 345}

    def test_each_subject_has_two_names_and_a_broader_subject(self):
        codes = {(row["edition"], row["code"]) for row in rows("subjects.csv")}
        for row in rows("subjects.csv"):
            assert row["name_en"], row
            assert row["name_sv"], row
            assert len(row["code"]) == 1 or (row["edition"], row["code"][:-2]) in codes, row

    def test_the_key_tells_of_every_code_of_both_editions(self):
        codes = {(row["edition"], row["code"]) for row in rows("subjects.csv")}
        key = rows("successors.csv")
        told = {("2011", row["old_code"]) for row in key} | {("2025", row["new_code"]) for row in key}
        assert told - {("2011", "")} == codes

    def test_only_a_split_code_has_several_successors(self):
        split = {row["old_code"] for row in rows("successors.csv") if row["relation"] == "split"}
        lines = Counter(row["old_code"] for row in rows("successors.csv") if row["old_code"])
        assert {code for code, count in lines.items() if count > 1} == split


@pytest.mark.django_db
class TestLoading:
    def test_all_subjects_come_with_their_broader_ones(self):
        assert "653 new" in load()
        nursing = Subject.objects.select_related("parent__parent").get(edition="2025", code="30305")
        assert [subject.name_en for subject in nursing.path][1:] == ["Health Sciences", "Nursing"]
        assert Subject.objects.filter(parent=None).count() == 12

    def test_a_subject_is_today_what_took_its_place(self):
        load()
        old = Subject.objects.filter(edition="2011").select_related("today")
        assert old.get(code="30305").today.edition == "2025"
        assert old.get(code="60401").today.code == "60411"  # Visual Arts: replaced
        assert not Subject.objects.filter(today=None).exists()

    def test_a_split_subject_stays_itself_and_lists_what_it_may_have_become(self):
        load()
        learning = Subject.objects.get(edition="2011", code="50303")
        assert learning.today == learning
        assert set(learning.became.values_list("new__code", flat=True)) == {"50301", "50302", "50399"}
        assert learning.became.first().note_sv.startswith("Lärande 50303")

    def test_other_names_stand_before_the_scope_note(self):
        load()
        assert (
            Subject.objects.get(edition="2011", code="10203").scope_sv == "Beräkningsbiologi. Tillämpningar under 10610"
        )

    def test_a_second_time_only_reads(self):
        load()
        with CaptureQueriesContext(connection) as queries:
            assert load() == "Subjects: 0 new, 0 changed; 0 lines of the key renewed\n"
        told = [query["sql"].split()[0] for query in queries]
        assert "UPDATE" not in told
        assert "INSERT" not in told
        assert len(queries) <= 5  # subjects twice, the key, a savepoint and its release

    def test_what_differs_from_the_files_is_mended(self):
        load()
        Subject.objects.filter(code="30305").update(name_sv="Något annat")
        Succession.objects.filter(old__code="50303").first().delete()
        assert load() == "Subjects: 0 new, 2 changed; 320 lines of the key renewed\n"
        assert Subject.objects.get(edition="2025", code="30305").name_sv == "Omvårdnad"
        assert Succession.objects.count() == 320
