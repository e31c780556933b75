"""Made-up records as CSL-JSON with the portal's extra keys. Item i of a seed is always the same, whatever else is made.

The shares follow those of Swedish repositories: types, years, authors, lengths, languages, identifiers, keywords and
subjects.
"""

from bisect import bisect
from collections.abc import Callable, Iterator
from itertools import accumulate
from random import Random

from stdnum import ean

from formats.types import TYPES
from publications.invention import prose as write
from publications.invention.people import FUNDERS, PUBLISHERS, SCHOOLS, Person, Population, slot_of
from publications.invention.places import ALL_SCHOOLS, journal_of
from publications.invention.prose import Prose
from publications.invention.words import mixed, place, zipf

# Output types and how many of ten thousand records have them (STATS: types of SwePub).
SHARES = {
    "publication/journal-article": 3925, "conference/paper": 1400, "publication/book-chapter": 1050,
    "publication/report": 550, "conference/other": 400, "publication/doctoral-thesis": 340, "publication/book": 300,
    "publication/review-article": 250, "publication/other": 250, "publication/working-paper": 180,
    "publication/preprint": 150, "publication/editorial-letter": 150, "publication/edited-book": 120,
    "publication/magazine-article": 110, "conference/poster": 100, "publication": 90, "publication/book-review": 90,
    "publication/licentiate-thesis": 80, "other/data-set": 80, "publication/newspaper-article": 60,
    "publication/encyclopedia-entry": 50, "artistic-work/original-creative-work": 40, "publication/report-chapter": 30,
    "publication/foreword-afterword": 30, "other/software": 30, "intellectual-property/patent": 30, "conference": 20,
    "publication/critical-edition": 20, "conference/proceeding": 20, "publication/journal-issue": 20,
    "artistic-work/artistic-thesis": 10, "artistic-work": 10, "intellectual-property": 5, "other": 5,
    "intellectual-property/other": 5,
}  # fmt: skip
_TYPES, _BOUNDS = list(SHARES), list(accumulate(SHARES.values()))
FIRST_YEAR, LAST_YEAR, GROWTH = 1998, 2026, 1.045
_YEARS = list(accumulate(GROWTH ** (year - FIRST_YEAR) for year in range(FIRST_YEAR, LAST_YEAR + 1)))
SWEDISH = {"1": 0.14, "2": 0.17, "3": 0.3, "4": 0.32, "5": 0.52, "6": 0.6}  # by area; about a third in all
POPULAR = {"publication/magazine-article", "publication/newspaper-article"}
EDITED = {
    "publication/edited-book",
    "conference/proceeding",
    "publication/journal-issue",
    "publication/critical-edition",
}
UNREVIEWED = {"publication/preprint", "publication/report", "publication/working-paper", "publication/other"}
ORCID_SHARES = ((2022, 0.29), (2020, 0.37), (2018, 0.24), (2010, 0.04))  # of outside authors, from that year on
LICENCES = {"gold": "CC BY 4.0", "hybrid": "CC BY 4.0", "green": "CC BY-NC 4.0"}


class World:
    """All made-up records of a seed."""

    def __init__(self, seed: int = 1):
        self.seed, self.people = seed, Population(seed)
        self._random = Random()  # noqa: S311, nothing secret

    def items(self, start: int, stop: int) -> Iterator[dict]:
        """Yield the items from `start` up to but not including `stop`; memory does not grow."""
        return map(self.item, range(start, stop))

    def item(self, number: int) -> dict:
        """Return one item."""
        self._random.seed(mixed(self.seed, number, 3))
        return _Draft(self, number, self._random.random).item


class _Draft:
    """One item while it is being written."""

    def __init__(self, world: World, number: int, random: Callable[[], float]):
        self.world, self.number, self.random = world, number, random
        self.school = ALL_SCHOOLS[number % SCHOOLS]
        self.year = _year((slot_of(number) + random()) / 64)
        self.crowd = _crowd(number)
        self.type = "publication/journal-article" if self.crowd else _TYPES[bisect(_BOUNDS, int(random() * 10_000))]
        swedish = random() < SWEDISH[self.school.area] * (0.8 if self.type == "publication/journal-article" else 1.25)
        self.prose = Prose(random, "sv" if swedish else "en", self.school.area, number % SCHOOLS)
        self.item: dict = {
            "source": "made",
            "id": f"{world.seed}-{number}",
            "type": TYPES[self.type].csl,
            "output-type": self.type,
        }
        for part in (self._texts, self._names, self._dates, self._identifiers, self._subjects, self._access):
            part()
        HOSTS.get(TYPES[self.type].pure.partition("/")[0], _Draft._published)(self)

    def _texts(self) -> None:
        item, prose, random = self.item, self.prose, self.random
        item["title"], item["language"] = write.title(prose), prose.language
        if random() < 0.34:
            item["subtitle"] = write.subtitle(prose)
        if random() < 0.69:
            item["abstracts"] = [{"lang": prose.language, "text": write.abstract(prose)}]
            if random() < 0.015:
                other = Prose(random, "en" if prose.swedish else "sv", prose.area, prose.school)
                item["abstracts"].append({"lang": other.language, "text": write.abstract(other)})
                item["titles"] = [{"lang": other.language, "text": write.title(other)}]
        if random() < 0.61:
            item["keyword"] = write.keywords(prose)

    def _names(self) -> None:
        people = self.world.people
        numbers = people.authors(self.number, self.crowd or people.size(self.number))
        names = [self._name(people.person(number)) for number in numbers]
        self.item["editor" if self.type in EDITED else "author"] = names
        if len(names) > 1 and self.random() < 0.3:
            names[0]["corresponding"] = True
        if self.number % 2500 == 624:
            self.item["contributor-count"] = len(names) + 100 + int(self.random() * 2000)

    def _name(self, person: Person) -> dict:
        short = person.two_forms and self.random() < 0.5
        name: dict = {"family": person.family, "given": f"{person.given[0]}." if short else person.given}
        if person.orcid and (person.unit or self.random() < self._orcid_share()):
            name["ORCID"] = person.orcid
        if person.unit:
            name["local_id"], name["units"] = person.local_id, [person.unit]
        elif self.random() < 0.5:
            name["affiliation"] = [person.place]
        return name

    def _orcid_share(self) -> float:
        return next((share for year, share in ORCID_SHARES if self.year >= year), 0)

    def _dates(self) -> None:
        random = self.random
        parts = [self.year, 1 + int(random() * (9 if self.year == LAST_YEAR else 12)), 1 + int(random() * 28)]
        shown = parts[: 1 + int(random() * 3)]
        self.item["issued"] = {"date-parts": [shown]}
        added = max(self.year, 2009 + int(random() * 3)), parts[1], parts[2]
        self.item["created"] = (
            f"{added[0]}-{added[1]:02}-{added[2]:02}T{7 + int(random() * 10):02}:{int(random() * 60):02}:00Z"
        )
        if self.type.startswith("publication"):
            late = self.year == LAST_YEAR and random() < 0.3
            self.item["publication-status"] = "epub" if late else "published"

    def _identifiers(self) -> None:
        item, random = self.item, self.random
        serial = TYPES[self.type].pure.startswith(("contributiontojournal", "contributiontobook"))
        if random() < (min(0.9, max(0.12, (self.year - 1998) * 0.034)) if serial else 0.06):
            item["DOI"] = f"10.5555/made.{self.world.seed}.{self.number}"
        if self.school.area == "3" and serial and random() < 0.4:
            item["identifiers"] = [{"scheme": "pmid", "value": str(900_000_000 + self.number % 99_999_999)}]

    def _subjects(self) -> None:
        item, random, share = self.item, self.random, self.random()
        if share > 0.97:
            return
        edition = "2025" if self.year >= 2025 else "2011"
        code = self.school.code_2025 if edition == "2025" else self.school.code_2011
        digits = 5 if share < 0.765 else 3 if share < 0.92 else 1
        other = ALL_SCHOOLS[int(random() * SCHOOLS)] if random() < 0.1 else None
        codes = [code[:digits]] + ([other.code_2025 if edition == "2025" else other.code_2011] if other else [])
        item["uka_subjects"], item["uka_edition"] = list(dict.fromkeys(codes)), edition

    def _access(self) -> None:
        item, random = self.item, self.random
        item["content-type"] = self._content_type()
        share = random()
        if share < 0.75:
            open_share = (self.year - 1996) / 45
            kinds = ("gold", "hybrid", "green", "green", "bronze")
            status = kinds[int(random() * 5)] if share < open_share else "closed"
            item["open-access"] = status
            if status in LICENCES:
                item["licence"] = LICENCES[status]
        if item.get("open-access", "closed") != "closed" and random() < 0.6:
            url = f"https://example.org/made/{self.world.seed}/{self.number}.pdf"
            item["links"] = [{"url": url, "kind": "fulltext", "label": "PDF", "media-type": "application/pdf"}]
        if self.year > 2009 and random() < 0.3:
            item["funding"] = [
                {"funder": FUNDERS[zipf(random(), len(FUNDERS))], "award": f"{self.year - 2}-{int(random() * 9999):04}"}
            ]

    def _content_type(self) -> str:
        if self.type in POPULAR:
            return "pop"
        reviewed = self.type.startswith(("publication/journal", "publication/review", "conference/paper"))
        return "ref" if reviewed or (self.type == "publication/book-chapter" and self.random() < 0.5) else "vet"

    # Where it was published.

    def _in_journal(self) -> None:
        item, random = self.item, self.random
        journal = journal_of(self.number, random())
        item["container-title"], item["ISSN"], item["publisher"] = (
            journal.title,
            [journal.issn, journal.eissn],
            journal.publisher,
        )
        item["volume"] = str(max(1, self.year - 1960 - int(mixed(len(journal.title), 5) % 40)))
        if random() < 0.7:
            item["issue"] = str(1 + int(random() * 6))
        if self.year > 2008 and random() < 0.3:
            item["article-number"] = f"e{int(random() * 99999):05}"
        elif self.type != "publication/journal-issue":
            item["page"] = self._pages()

    def _in_book(self) -> None:
        item, random = self.item, self.random
        if self.type == "conference/paper":
            item["container-title"] = f"Proceedings of the {self._event()}"
        else:
            item["container-title"] = write.title(self.prose)
            item["editor"] = [
                self._name(self.world.people.person(number)) for number in self._others(1 + int(random() * 2))
            ]
        item["page"] = self._pages()
        self._published()

    def _conference(self) -> None:
        self._event()

    def _book(self) -> None:
        if self.type == "conference/proceeding":
            self._event()
        item, random = self.item, self.random
        item["number-of-pages"] = str(24 + int(random() ** 2 * 600))
        if self.type == "publication/report":
            item["collection-title"] = f"{place(self.number % SCHOOLS)} Reports in {self.school.name_en}"
            item["collection-number"] = item["number"] = f"{self.year}:{1 + int(random() * 40)}"
        self._published()

    def _thesis(self) -> None:
        item, random = self.item, self.random
        item["supervisor"] = [
            self._name(self.world.people.person(number)) for number in self._others(1 + int(random() * 3))
        ]
        item["publisher"], item["publisher-place"] = "University of Norrsele", "Norrsele"
        item["collection-title"], item["collection-number"] = (
            "Acta Universitatis Norrselensis",
            str(1 + self.number % 9999),
        )
        item["defence"] = {"date-parts": [[self.year, 1 + int(random() * 9), 1 + int(random() * 28)]]}
        item["number-of-pages"], item["ISBN"] = str(80 + int(random() * 260)), [self._isbn()]

    def _published(self) -> None:
        item, random = self.item, self.random
        item["publisher"] = PUBLISHERS[zipf(random(), len(PUBLISHERS))]
        item["publisher-place"] = place(mixed(len(item["publisher"]), 9) % 2300)
        if self.type.startswith("publication/") and self.type not in UNREVIEWED and random() < 0.7:
            item["ISBN"] = [self._isbn()]

    def _others(self, count: int) -> list[int]:
        """Return the numbers of people of the school who did not write this."""
        return self.world.people.authors(max(0, self.number - SCHOOLS), count)

    def _event(self) -> str:
        random, count = self.random, 1 + int(self.random() * 30)
        title = (
            f"{count}th Conference on {self.school.name_en}" if count > 3 else f"Nordic Days of {self.school.name_en}"
        )
        self.item["event-title"], self.item["event-place"] = title, place(zipf(random(), 400))
        month, day = 1 + int(random() * 9), 1 + int(random() * 24)
        self.item["event-date"] = {"date-parts": [[self.year, month, day], [self.year, month, day + 3]]}
        return title

    def _pages(self) -> str:
        first = 1 + int(self.random() ** 2 * 900)
        return f"{first}-{first + 1 + int(self.random() * 24)}"

    def _isbn(self) -> str:
        """Return an ISBN of a group that does not exist, 99999."""
        digits = f"97899999{mixed(self.number, 43) % 10_000:04}"
        return digits + ean.calc_check_digit(digits)


HOSTS = {
    "contributiontojournal": _Draft._in_journal,
    "contributiontoperiodical": _Draft._in_journal,
    "contributiontobookanthology": _Draft._in_book,
    "contributiontoconference": _Draft._conference,
    "bookanthology": _Draft._book,
    "thesis": _Draft._thesis,
}


def _year(share: float) -> int:
    return FIRST_YEAR + bisect(_YEARS, share * _YEARS[-1])


def _crowd(number: int) -> int:
    """Return the number of authors of the few items that have hundreds or thousands, else 0."""
    if number % 50_000 == 24_999:
        return 2858
    return 150 + mixed(number, 47) % 750 if number % 2500 == 1249 else 0
