"""Subjects as areas: as large as their numbers, beside those of the same area, within the drawing."""

import pytest
from django.utils import translation

from publications.treemap import TALL, WIDE, _lines, treemap, treemaps
from tests.factories import make_subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def subjects():
    codes = ("101", "102", "302")
    return {code: make_subject(code=code, name_en=f"Subject {code}", name_sv=f"Ämne {code}") for code in codes}


def cells(subjects, **counts):
    return treemap((subjects[code[1:]], count) for code, count in counts.items())


def test_areas_are_as_large_as_their_numbers(subjects):
    found = {cell.subject.code: cell for cell in cells(subjects, _101=300, _102=100, _302=400)}
    assert found.keys() == {"101", "102", "302"}
    size = {code: cell.width * cell.height for code, cell in found.items()}
    assert size["101"] / size["102"] == pytest.approx(3, rel=0.05)
    assert size["302"] == pytest.approx(size["101"] + size["102"], rel=0.05)


def test_all_lies_within_the_drawing_and_nothing_overlaps(subjects):
    found = cells(subjects, _101=5, _102=1, _302=2)
    for cell in found:
        assert cell.x >= 0
        assert cell.y >= 0
        assert cell.x + cell.width <= WIDE[0]
        assert cell.y + cell.height <= WIDE[1]
    for one, other in ((one, other) for one in found for other in found if one is not other):
        assert one.x + one.width <= other.x or other.x + other.width <= one.x or \
            one.y + one.height <= other.y or other.y + other.height <= one.y  # fmt: skip


def test_a_name_stands_only_where_it_has_room(subjects):
    found = {cell.subject.code: cell for cell in cells(subjects, _101=10_000, _102=1)}
    assert [line for line, _ in found["101"].lines] == ["Subject 101"]
    assert found["102"].lines == ()


def test_without_publications_there_is_no_picture(subjects):
    assert not treemaps((subject, 0) for subject in subjects.values())


def test_there_is_a_drawing_for_phones_and_a_table_with_most_first(subjects):
    found = treemaps((subject, number) for number, subject in enumerate(subjects.values(), 1))
    assert [(width, height) for _, width, height, _ in found.drawings] == [WIDE, TALL]
    assert [subject.code for subject, _ in found.rows] == ["302", "102", "101"]


@pytest.mark.parametrize(
    ("language", "name", "room", "lines"),
    [
        ("sv", "Utbildningsvetenskap", (90, 60), ["Utbildnings-", "vetenskap"]),
        ("sv", "Data- och informationsvetenskap", (200, 60), ["Data- och", "informationsvetenskap"]),
        ("sv", "Jordbruk, skogsbruk och fiske", (100, 21), ["Jordbruk…"]),
        ("en", "Agricultural Biotechnology", (120, 60), ["Agricultural", "Biotechnology"]),
        ("en", "Media and Communications", (60, 30), ["Media…"]),
        ("en", "Law", (36, 30), ["Law"]),
        ("en", "Law", (20, 30), []),
        ("en", "Physics", (200, 10), []),
        ("en", "", (200, 100), []),
        ("en", "Otorhinolaryngology", (1, 100), []),
    ],
)
def test_long_names_are_divided_by_the_rules_of_their_language_or_cut_where_they_still_tell(
    language, name, room, lines
):
    with translation.override(language):
        assert _lines(name, *room) == lines
