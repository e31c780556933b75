"""Titles, abstracts and keywords of made-up records, in English and Swedish.

A sentence is a pattern of data/invention/prose.toml whose slots are filled with the words of one record.
"""

import re
from collections.abc import Callable
from random import Random

from publications.invention import words
from publications.invention.words import read_list, zipf

Fill = Callable[["Prose"], str]


class Prose:
    """What one record is written about: its language, area, school and topics. Everything drawn from `random`."""

    __slots__ = ("random", "language", "swedish", "area", "school", "topics", "_last", "_year")

    def __init__(self, random: Callable[[], float], language: str, area: str, school: int):
        self.random, self.language, self.area, self.school = random, language, area, school
        self.swedish = language == "sv"
        self.topics = [self._term() for _ in range(4 + int(random() * 5))]
        self._last, self._year = 0, 0

    def _term(self) -> str:
        rank = zipf(self.random(), 3000)
        return words.swedish_term(self.school, rank) if self.swedish else words.term(self.area, self.school, rank)

    def t(self) -> str:
        """Return a topic, not the one just named; the first ones come back most."""
        place = int(self.random() ** 2 * len(self.topics))
        self._last = place if place != self._last else (place + 1) % len(self.topics)
        return self.topics[self._last]

    def w(self) -> str:
        rank = zipf(self.random(), 20_000)
        if self.swedish:
            return words.swedish(words.mixed(rank, 29))
        return words.social(rank) if self.area in "56" and rank % 3 else words.technical(rank)

    def a(self) -> str:
        share = self.random()
        if self.swedish:
            return words.SV_ADJECTIVES[int(share * len(words.SV_ADJECTIVES))]
        if share > 0.85 and self.area not in "56":
            return words.technical_adjective(zipf(self.random(), 6000))
        return words.ADJECTIVES[int(share * len(words.ADJECTIVES))]

    def v(self) -> str:
        adjective = self.a()
        return f"an {adjective}" if adjective[0] in "aeiou" else f"a {adjective}"

    def V(self) -> str:  # noqa: N802
        return _capital(self.v())

    def p(self) -> str:
        return words.place(zipf(self.random(), 2300))

    def n(self) -> str:
        return str(2 + int(10 ** (self.random() * 3.2)))

    def d(self) -> str:
        return f"{self.random() * 30:.1f}"

    def r(self) -> str:
        ratio, width = 0.4 + self.random() * 2, 1.05 + self.random() * 0.5
        return f"ratio {ratio:.2f}, 95 % interval {ratio / width:.2f} to {ratio * width:.2f}"

    def g(self) -> str:
        before = 20 + self.random() * 60
        return f"{before:.1f} to {before + self.random() * 19:.1f}"

    def s(self) -> str:
        return str(2 + int(self.random() * 28))

    def o(self) -> str:
        whole = 3 + int(10 ** (self.random() * 3))
        return f"{1 + int(self.random() * (whole - 1))} {'av' if self.swedish else 'of'} {whole}"

    def y(self) -> str:
        self._year = 1890 + int(self.random() * 130)
        return str(self._year)

    def z(self) -> str:
        return str(self._year + 1 + int(self.random() * (2024 - self._year)))

    def T(self) -> str:  # noqa: N802, capital as in the pattern
        return _capital(self.t())

    def W(self) -> str:  # noqa: N802
        return _capital(self.w())

    def A(self) -> str:  # noqa: N802
        return _capital(self.a())


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _compiled(pattern: str) -> tuple[str, tuple[Fill, ...]]:
    """Return a pattern as a format for % and the functions that fill it: much faster than str.format."""
    slots = re.findall(r"\{(\w)\}", pattern)
    return re.sub(r"\{\w\}", "%s", pattern.replace("%", "%%")), tuple(getattr(Prose, slot) for slot in slots)


PATTERNS = {
    language: {kind: [_compiled(line) for line in text.strip().splitlines()] for kind, text in kinds.items()}
    for language, kinds in read_list("prose.toml").items()
}
# Words of an abstract at each twentieth of all abstracts (STATS: 5 % 43, 25 % 128, half 204, 75 % 260, 95 % 386).
LENGTHS = (12, 43, 70, 95, 113, 128, 145, 160, 175, 190, 204, 214, 225, 236, 248, 260, 278, 300, 330, 386, 700)


def _written(prose: Prose, pattern: tuple[str, tuple[Fill, ...]]) -> str:
    text, fills = pattern
    return text % tuple([fill(prose) for fill in fills])


def title(prose: Prose) -> str:
    """Return a title; the patterns stand from short to long."""
    choice = PATTERNS[prose.language]["titles"]
    return _written(prose, choice[int(len(choice) * prose.random() ** 0.8)])


def subtitle(prose: Prose) -> str:
    """Return a subtitle."""
    choice = PATTERNS[prose.language]["subtitles"]
    return _written(prose, choice[int(len(choice) * prose.random())])


def abstract(prose: Prose) -> str:
    """Return an abstract of background, aim, material, results and conclusion, as long as abstracts are."""
    random, sentences = prose.random, PATTERNS[prose.language]["sentences"]
    place = random() * 20
    length = LENGTHS[int(place)] + (LENGTHS[int(place) + 1] - LENGTHS[int(place)]) * (place % 1)
    wanted = max(1, round(length / (9.4 if prose.swedish else 12.1)))  # words of a sentence, on average
    # Sentences stand in the order in which abstracts tell things: a draw from first to last reads as one.
    step = len(sentences) / wanted
    return " ".join([_written(prose, sentences[int((place + random()) * step)]) for place in range(wanted)])


def keywords(prose: Prose) -> list[str]:
    """Return keywords: most of the topics, and a word or two that occur nowhere else."""
    count = 2 + int(prose.random() ** 2 * 10)
    found = prose.topics[: max(2, count - 2)] + [prose.w() for _ in range(count - len(prose.topics[: count - 2]))]
    return list(dict.fromkeys(found))[:count]


def make(random: Random, language: str, area: str, school: int) -> Prose:
    """Return the prose of a record."""
    return Prose(random.random, language, area, school)
