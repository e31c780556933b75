"""Who writes what in the made-up world: people who come back, work in teams, and stay in their field and their years.

Each author of an item is either somebody new, or somebody from an earlier item (H. A. Simon's model of 1955): whoever
has written much is met often, so that the numbers of papers per person follow a power law. Earlier items are taken from
the same school and nearby years, and coauthors often from the same item. A person is a number: item * 64 + place of
the first appearance; all else about the person follows from that number and the seed.
"""

from typing import NamedTuple

from stdnum.iso7064 import mod_11_2

from publications.invention import words
from publications.invention.words import mixed, read_list, zipf

SCHOOLS = 64
ROUND = SCHOOLS * 64  # items after which each school has met each of the 64 slots of time once
NEW = 0.19 * 2**64  # some more are new for lack of an earlier item (ACL: 87,911 people in 325,304 mentions)
# Authors in all, per thousand items (STATS: SwePub).
SIZES = {1: 372, 2: 163, 3: 131, 4: 131, 5: 62, 6: 35, 7: 38, 8: 28, 9: 20, 10: 6, 12: 4, 14: 3, 18: 3, 24: 2, 35: 2}
_BY_SHARE = [size for size, share in SIZES.items() for _ in range(share)]
_NAMES = read_list("names.toml")
GIVEN, PATRONYMICS, WORLD, PARTICLES = (_NAMES[kind].split() for kind in ("given", "patronymics", "world", "particles"))
STARTS, ENDS = _NAMES["swedish_starts"].split(), _NAMES["swedish_ends"].split()
OUTSIDE, PUBLISHERS, FUNDERS = (
    [name.strip() for name in _NAMES[kind].split("|")] for kind in ("outside", "publishers", "funders")
)


class Person(NamedTuple):
    """A made-up person; `unit` is the code of the unit of the house, "" for people from outside, who have a `place`."""

    family: str
    given: str
    orcid: str
    local_id: str
    unit: str
    place: str
    two_forms: bool  # sometimes printed with initials


def slot_of(item: int) -> int:
    """Return the slot of time of an item, 0 to 63, early to late: spread over the first items, each once a round."""
    return (25 * item + 37 * (item // SCHOOLS)) % 64


def item_at(turn: int, school: int, slot: int) -> int:
    """Return the item of a school at a slot of time in a round; 45 is the inverse of 37 modulo 64."""
    return turn * ROUND + SCHOOLS * ((slot - 25 * school) * 45 % 64) + school


def groups(items: int) -> int:
    """Return how many research groups a school has when so many items have been made."""
    return 2 + max(0, items - 1) // ROUND // 8


class Population:
    """The people of a seed."""

    def __init__(self, seed: int):
        self.seed = mixed(seed, 1)

    def authors(self, item: int, count: int) -> list[int]:
        """Return the numbers of the people who wrote an item, each once, in order."""
        found: dict[int, None] = {}
        for place in range(min(count, 64)):
            tries = (self._author(item, place + 64 * attempt) for attempt in range(4))
            found[next((author for author in tries if author not in found), item * 64 + place)] = None
        for place in range(64, count):  # in long lists, anybody who has written anything
            bits = mixed(self.seed, item, place)
            found[self._author(bits % max(item, 1), 0)] = None
        return list(found)

    def size(self, item: int) -> int:
        """Return how many authors an item has; late ones have more."""
        share = (mixed(self.seed + item, 99) >> 11) / 2**53
        return _BY_SHARE[int(share ** (1.22 - slot_of(item) / 100) * 1000)]

    def _author(self, item: int, place: int) -> int:
        while True:
            bits = mixed(self.seed + item, place)
            if bits < NEW:
                return item * 64 + place % 64
            same_team = place and bits & 7 < 5
            earlier = self._earlier(item, mixed(self.seed + item, 0) if same_team else bits)
            if earlier >= item:
                return item * 64 + place % 64
            item, place = earlier, (place if same_team else bits >> 40) % min(self.size(earlier), 64)

    @staticmethod
    def _earlier(item: int, bits: int) -> int:
        """Return another item: mostly of the same school, at most five slots of time away."""
        school = item % SCHOOLS if bits >> 8 & 15 else bits >> 12 & 63
        slot = min(63, max(0, slot_of(item) + (bits >> 18) % 11 - 5))
        earlier = item_at((bits >> 24) % (item // ROUND + 1), school, slot)
        return earlier if earlier < item else max(earlier - ROUND, 0) or item

    def person(self, number: int) -> Person:
        """Return what is known of a person."""
        bits = mixed(self.seed, number, 7)
        item, place = divmod(number, 64)
        own = bits % 100 < (88 if place == 0 else 45)
        family, swedish = _family(bits >> 8, own)
        given = GIVEN[zipf((bits >> 44 & 0xFFFF) / 65536, 70 if swedish else len(GIVEN))]
        return Person(
            family=family,
            given=given if bits >> 60 else f"{given} {words.PLACE_STARTS[bits >> 32 & 31][0]}.",
            orcid=_orcid(number) if bits >> 16 & 127 < (75 if own else 55) else "",
            local_id=f"m{number:x}" if own else "",
            unit=unit_code(item % SCHOOLS, 1 + (bits >> 24) % groups(item + 1)) if own else "",
            place="" if own else OUTSIDE[zipf((bits >> 24 & 0xFFFF) / 65536, len(OUTSIDE))],
            two_forms=(bits >> 40) % 28 == 0,  # STATS: 3.6 %
        )


def unit_code(school: int, group: int = 0) -> str:
    """Return the code of a school, or of one of its groups."""
    return f"m1{school:03}{group:03}"


def _family(bits: int, own: bool) -> tuple[str, bool]:
    """Return a family name, and whether it is a Swedish one."""
    kind, share = bits % 100, (bits >> 8 & 0xFFFF) / 65536
    if kind < (25 if own else 12):
        return PATRONYMICS[zipf(share, len(PATRONYMICS))], True
    if kind < (65 if own else 24):
        return STARTS[bits >> 8 & 31] + ENDS[(bits >> 16) % len(ENDS)], True
    family = WORLD[zipf(share, len(WORLD))]
    if kind == 99:
        return f"{PARTICLES[zipf(share, len(PARTICLES))]} {family}", False
    return (f"{family}-{WORLD[(bits >> 8) % len(WORLD)]}" if kind > 96 else family), False


def _orcid(number: int) -> str:
    """Return an iD from the block 0009-99.. that nobody is given (formats/identifiers.py): each person's is another."""
    digits = f"000999{number * 618_033_989 % 990_000_000:09}"
    digits += mod_11_2.calc_check_digit(digits)
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:12]}-{digits[12:]}"
