"""The words that made-up records are written with: a few hundred stems that combine into tens of thousands of forms.

`zipf` draws ranks as words are used: the first often, the hundredth a hundred times less. The word of a rank is always
the same, so nothing is stored. The stems stand in data/invention/words.toml.
"""

import tomllib
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "data" / "invention"


def read_list(name: str) -> dict:
    """Return what a file of data/invention/ holds."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


_LISTS = read_list("words.toml")
NOUNS = {area: words.split() for area, words in _LISTS.pop("nouns").items()}  # by area of the classification
WORDS = {name: words.split() for name, words in _LISTS.items()}
PREFIXES, ROOTS, ENDINGS = WORDS["prefixes"], WORDS["roots"], WORDS["endings"]
ADJECTIVES, ADJECTIVE_ENDINGS, HEADS = WORDS["adjectives"], WORDS["adjective_endings"], WORDS["heads"]
SOCIAL_PREFIXES, SOCIAL_ROOTS, SOCIAL_ENDINGS = (WORDS[f"social_{part}"] for part in ("prefixes", "roots", "endings"))
PLACE_STARTS, PLACE_ENDS = WORDS["place_starts"], WORDS["place_ends"]
SV_FIRST, SV_ADJECTIVES = WORDS["swedish_first"], WORDS["swedish_adjectives"]
SV_HEADS = [heads.split(",") for heads in WORDS["swedish_heads"]]  # indefinite, definite, plural
_MASK = (1 << 64) - 1


def mixed(a: int, b: int, c: int = 0) -> int:
    """Return 64 bits that look random and depend on the three numbers alone (the finaliser of splitmix64)."""
    bits = (a * 0x9E3779B97F4A7C15 + b * 0xD1B54A32D192ED03 + c * 0x8CB92BA72F3D8DD7 + 0x632BE59BD9B4E019) & _MASK
    bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & _MASK
    return bits ^ (bits >> 31)


def zipf(share: float, count: int) -> int:
    """Return a rank below `count` for a random number from 0 to 1: rank r with a frequency near 1 / (r + 1)."""
    return int((count + 1) ** share) - 1


def _of(choice: list, bits: int):
    return choice[bits % len(choice)]


@lru_cache(maxsize=20_000)
def technical(rank: int) -> str:
    """Return the learned word of a rank: "cryolysis", "palaeographist". There are about 18,800."""
    bits = mixed(rank, 11)
    return _of(PREFIXES, bits) + _of(ROOTS, bits >> 8) + _of(ENDINGS, bits >> 16)


@lru_cache(maxsize=20_000)
def technical_adjective(rank: int) -> str:
    """Return the learned adjective of a rank: "photogenic"."""
    bits = mixed(rank, 31)
    return _of(PREFIXES, bits) + _of(ROOTS, bits >> 8) + _of(ADJECTIVE_ENDINGS, bits >> 16)


@lru_cache(maxsize=20_000)
def social(rank: int) -> str:
    """Return the learned word of a rank in the social sciences and humanities: "postcolonialism"."""
    bits = mixed(rank, 13)
    return _of(SOCIAL_PREFIXES, bits) + _of(SOCIAL_ROOTS, bits >> 8) + _of(SOCIAL_ENDINGS, bits >> 16)


@lru_cache(maxsize=20_000)
def place(rank: int) -> str:
    """Return the place name of a rank: "Björkliden". There are about 2,300."""
    bits = mixed(rank, 17)
    return _of(PLACE_STARTS, bits) + _of(PLACE_ENDS, bits >> 8)


@lru_cache(maxsize=30_000)
def term(area: str, school: int, rank: int) -> str:
    """Return what is written about at that rank in a school: "seasonal lake dynamics", "cryolysis"."""
    bits = mixed(school, rank, 19)
    noun, form = _of(NOUNS[area], bits >> 4), bits % 16
    if form < 5:
        return f"{noun} {_of(HEADS, bits >> 12)}"
    if form < 10:
        return f"{_of(ADJECTIVES, bits >> 12)} {noun} {_of(HEADS, bits >> 24)}"
    word = social(rank * 64 + school) if area in "56" else technical(rank * 64 + school)
    return word if form < 13 else f"{word} {_of(HEADS, bits >> 12)}"


@lru_cache(maxsize=30_000)
def swedish_term(school: int, rank: int) -> str:
    """Return what is written about at that rank in Swedish: "kustmodeller", "regional skogsanalys"."""
    bits = mixed(school, rank, 23)
    if bits % 8 < 6:
        return swedish(bits >> 8)
    adjective = _of(SV_ADJECTIVES, bits >> 4)
    return f"{adjective} {_of(SV_FIRST, bits >> 16)}{_of(SV_HEADS, bits >> 24)[0]}"


def swedish(bits: int) -> str:
    """Return a compound noun in one of its forms, such as "vattenmätningen". There are about 14,000."""
    return _of(SV_FIRST, bits) + _of(_of(SV_HEADS, bits >> 8), bits >> 16)
