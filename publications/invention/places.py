"""The schools and units of the made-up university, and the journals that its people write in."""

import csv
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from stdnum import issn

from publications.invention.people import PUBLISHERS, ROUND, SCHOOLS, groups, unit_code
from publications.invention.words import FOLDER, mixed, place, technical, term, zipf

FACULTIES = {
    "1": ("Faculty of Science", "Naturvetenskapliga fakulteten"),
    "2": ("Faculty of Engineering", "Tekniska fakulteten"),
    "3": ("Faculty of Medicine", "Medicinska fakulteten"),
    "4": ("Faculty of Forestry and Agriculture", "Fakulteten för skog och lantbruk"),
    "5": ("Faculty of Social Sciences", "Samhällsvetenskapliga fakulteten"),
    "6": ("Faculty of Humanities", "Humanistiska fakulteten"),
}
UNIVERSITY = {"code": "m1900", "name_en": "University of Norrsele", "name_sv": "Norrsele universitet"}
TITLES = (
    "Journal of {}", "{} Letters", "Advances in {}", "Annals of {}", "International Journal of {}", "Acta {}", "{}",
    "Scandinavian Review of {}", "{} Today", "Frontiers of {}", "Nordic Studies of {}", "Archive of {}", "Open {}",
)  # fmt: skip


class School(NamedTuple):
    """A subject that the university has a department for."""

    code_2011: str
    code_2025: str
    name_en: str
    name_sv: str

    @property
    def area(self) -> str:
        return self.code_2011[0]


class Journal(NamedTuple):
    title: str
    issn: str
    eissn: str
    publisher: str


def _schools() -> list[School]:
    with (FOLDER / "schools.csv").open(encoding="utf-8", newline="") as file:
        return [School(**row) for row in csv.DictReader(file)]


ALL_SCHOOLS = _schools()


def units(items: int) -> Iterator[dict]:
    """Yield the units of the house when so many items have been made: those above before those below."""
    yield {**UNIVERSITY, "kind": "university", "own": True}
    for area, (name_en, name_sv) in FACULTIES.items():
        yield _unit(f"m1900{area}", UNIVERSITY["code"], "faculty", name_en, name_sv)
    for number, school in enumerate(ALL_SCHOOLS):
        names = f"Department of {school.name_en}", f"Institutionen för {school.name_sv[0].lower()}{school.name_sv[1:]}"
        yield _unit(unit_code(number), f"m1900{school.area}", "department", *names)
        for group in range(1, groups(items) + 1):
            name = place(mixed(number, group) % 2300)
            names = f"{name} Group for {school.name_en}", f"{name}gruppen för {school.name_sv.lower()}"
            yield _unit(unit_code(number, group), unit_code(number), "group", *names)


def _unit(code: str, parent: str, kind: str, name_en: str, name_sv: str) -> dict:
    return {"code": code, "parent": parent, "kind": kind, "own": True, "name_en": name_en, "name_sv": name_sv}


def journal_of(item: int, share: float) -> Journal:
    """Return the journal of an item for a random number: a few large, many small; later items have more to choose."""
    return journal(item % SCHOOLS, zipf(share, 6 + 2 * (item // ROUND)))


@lru_cache(maxsize=20_000)
def journal(school: int, rank: int) -> Journal:
    """Return the journal of a school at a rank below 2,000."""
    bits, number = mixed(school, rank, 41), school * 2000 + rank
    word = technical(number) if rank % 4 == 3 else term(ALL_SCHOOLS[school].area, school, rank)
    return Journal(
        title=TITLES[bits % len(TITLES)].format(f"{word[0].upper()}{word[1:]}")
        + (f" {place(number)}" if rank > 40 else ""),
        issn=_issn(number),
        eissn=_issn(500_000 + number),
        publisher=PUBLISHERS[zipf((bits >> 8 & 0xFFFF) / 65536, len(PUBLISHERS))],
    )


def _issn(number: int) -> str:
    """Return a number that begins with 9, which no serial's does."""
    digits = f"9{number:06}"
    return f"{digits[:4]}-{digits[4:]}{issn.calc_check_digit(digits)}"
