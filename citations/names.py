"""One name, and a list of names. CSL 1.0.2, "Names" and "Name-part Order"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .initials import initials
from .marks import SEAM
from .scripts import is_east_asian

_APOSTROPHES = ("'", "’")
_ARTICLE = re.compile(r"^(?:an?|the)\s+(?=\S)", re.IGNORECASE)
_NO_SPACE_AFTER = (*_APOSTROPHES, "-", "–", "‐", " ")
_LOWER_START = re.compile(r"((?:[a-zà-öø-ÿ'’]+[\s'’-]+)+)(?=\S)")


@dataclass(slots=True)
class NameStyle:
    """What a cs:name and its inherited attributes ask for."""

    form: str = "long"
    delimiter: str = ", "
    conjunction: str = ""  # "and" or "&" in the locale's words, "" for none
    delimiter_precedes_last: str = "contextual"
    delimiter_precedes_et_al: str = "contextual"
    et_al_min: int = 0
    et_al_use_first: int = 1
    et_al_use_last: bool = False
    initialize: bool = True
    initialize_with: str | None = None
    initialize_with_hyphen: bool = True
    sort_order: str = ""  # "first", "all" or ""
    sort_separator: str = ", "
    demote: str = "display-and-sort"
    et_al: str = ""
    sorting: bool = False  # whether the names are a key to sort by
    format: tuple = ("", "", "", "")  # prefix, opening, closing, suffix of the whole list
    parts: dict = field(default_factory=dict)  # "family" and "given" → a function that formats

    @property
    def et_al_possible(self) -> bool:
        return self.et_al_min > 0


class Repetition:
    """What stands for names that the reference before has too: subsequent-author-substitute and its rule."""

    __slots__ = ("words", "rule")

    def __init__(self, area) -> None:
        self.words = area.get("subsequent-author-substitute", "")
        self.rule = area.get("subsequent-author-substitute-rule", "complete-all")

    def count(self, people: list[dict], before: list[dict]) -> int:
        """Return how many of the names to replace."""
        same = 0
        while same < min(len(people), len(before)) and people[same] == before[same]:
            same += 1
        if self.rule.startswith("complete"):
            return same if people == before else 0
        return min(same, 1) if self.rule == "partial-first" else same


def name_list(names: list[dict], style: NameStyle, read, replaced: tuple[str, ...] = ()) -> str:
    """Return the names as the style lists them; `read` turns a part of a name into marked text.

    `replaced` are words that stand for the first of the names.
    """
    count = len(names)
    if not (style.et_al_possible and count >= style.et_al_min and style.et_al_use_first < count):
        return _joined(_shown(names, style, read, replaced), style)
    first = style.et_al_use_first
    shown = _shown(names[:first], style, read, replaced)
    if style.et_al_use_last and count >= first + 2 and first:
        last = one_name(names[-1], style, False, read)
        return style.delimiter.join(shown) + style.delimiter + "… " + last
    return _with_et_al(shown, style)


def _shown(names: list[dict], style: NameStyle, read, replaced: tuple[str, ...]) -> list[str]:
    done = replaced[: len(names)]
    return [*done, *(one_name(name, style, at == 0, read) for at, name in enumerate(names) if at >= len(done))]


def _joined(shown: list[str], style: NameStyle) -> str:
    if len(shown) < 2 or not style.conjunction:
        return _join(shown, style.delimiter)
    head, last = shown[:-1], shown[-1]
    inverted = style.sort_order == "all" or (style.sort_order == "first" and len(head) == 1)
    delimited = _precedes(style.delimiter_precedes_last, len(head), inverted)
    between = style.delimiter if delimited else " "
    if delimited and not between.endswith((" ", "\u00a0")):
        between += " "
    return f"{_join(head, style.delimiter)}{SEAM}{between}{style.conjunction} {last}"


def _join(shown: list[str], delimiter: str) -> str:
    return f"{SEAM}{delimiter}{SEAM}".join(shown)


def _precedes(rule: str, before: int, inverted: bool) -> bool:
    if rule == "contextual":
        return before > 1
    return rule == "always" or (rule == "after-inverted-name" and inverted)


def _with_et_al(shown: list[str], style: NameStyle) -> str:
    if not shown or not style.et_al:
        return _join(shown, style.delimiter)
    inverted = style.sort_order == "all" or (style.sort_order == "first" and len(shown) == 1)
    between = style.delimiter if _precedes(style.delimiter_precedes_et_al, len(shown), inverted) else " "
    return f"{_join(shown, style.delimiter)}{SEAM}{between}{SEAM}{style.et_al}"


def one_name(name: dict, style: NameStyle, first: bool, read) -> str:
    """Return one name; `first` tells whether it heads its list."""
    if name.get("literal") and not name.get("family"):
        literal = str(name["literal"])
        return _part(style, "family", read(_ARTICLE.sub("", literal, count=1) if style.sorting else literal))
    parts = Parts(name)
    if not parts.family:
        return _part(style, "family", read(parts.given))
    if is_east_asian(parts.family + parts.given):
        return _cjk(parts, style, first, read)
    if style.sorting and style.form != "short":
        return _for_order(parts, style, read)
    if style.form == "short":
        return _part(style, "family", read(_glue(parts.non_dropping, parts.family)))
    if style.sort_order == "all" or (style.sort_order == "first" and first):
        return _inverted(parts, style, read)
    return _displayed(parts, style, read)


class Parts:
    """The parts of a personal name, with the particles found in its family and given names."""

    __slots__ = ("family", "given", "dropping", "non_dropping", "suffix", "comma_suffix")

    def __init__(self, name: dict) -> None:
        self.family = str(name.get("family") or "").strip()
        self.given = str(name.get("given") or "").strip()
        self.dropping = str(name.get("dropping-particle") or "").strip()
        self.non_dropping = str(name.get("non-dropping-particle") or "").strip()
        self.suffix = str(name.get("suffix") or "").strip()
        self.comma_suffix = bool(name.get("comma-suffix"))
        if not self.suffix and "," in self.given:
            self._split_given()
        if not self.non_dropping and self.family[:1].islower():
            self._split_family()

    def _split_given(self) -> None:
        """Find the suffix in "Martin, Jr."; one that keeps its comma is written "Martin,! Jr."."""
        self.given, _, suffix = (part.strip() for part in self.given.partition(","))
        self.comma_suffix = suffix.startswith("!")
        self.suffix = suffix.lstrip("! ")

    def _split_family(self) -> None:
        match = _LOWER_START.match(self.family)
        if match and self.family[match.end()].isupper():
            particle, self.family = match.group(), self.family[match.end() :]
            # A space that was written behind an apostrophe, as in "de' Medici", stays.
            self.non_dropping = particle if particle[-2:-1] in _APOSTROPHES else particle.strip()


def _part(style: NameStyle, name: str, text: str) -> str:
    """Return a part of a name as its cs:name-part formats it."""
    change = style.parts.get(name)
    return change(text) if change and text else text


def _glue(particle: str, rest: str) -> str:
    if not particle or not rest:
        return particle or rest
    return particle + rest if particle.endswith(_NO_SPACE_AFTER) else f"{particle} {rest}"


def _given(parts: Parts, style: NameStyle) -> str:
    if style.initialize_with is None:
        return parts.given
    return initials(parts.given, style.initialize_with, style.initialize, style.initialize_with_hyphen)


def _for_order(parts: Parts, style: NameStyle, read) -> str:
    """Return the parts of a name in the order of their weight. CSL 1.0.2, "Name-part Order", sorting."""
    family, particles = parts.family, " ".join(filter(None, (parts.dropping, parts.non_dropping)))
    if style.demote == "never":
        family, particles = _glue(parts.non_dropping, family), parts.dropping
    return read(" ".join(filter(None, (family, particles, _given(parts, style), parts.suffix))))


def _inverted(parts: Parts, style: NameStyle, read) -> str:
    given = _glue(_given(parts, style), "")
    family, behind = parts.family, parts.dropping
    if style.demote == "display-and-sort":
        behind = " ".join(filter(None, (parts.dropping, parts.non_dropping.rstrip())))
    else:
        family = _glue(parts.non_dropping, family)
    given = " ".join(filter(None, (given, behind)))
    shown = [_part(style, "family", read(family))]
    if given:
        shown.append(_part(style, "given", read(given)))
    if parts.suffix:
        suffix = parts.suffix
        if style.initialize_with is not None and "." not in style.initialize_with:
            suffix = suffix.replace(".", "")
        shown.append(read(suffix))
    return f"{SEAM}{style.sort_separator}".join(shown)


def _displayed(parts: Parts, style: NameStyle, read) -> str:
    given = " ".join(filter(None, (_given(parts, style), parts.dropping)))
    family = _part(style, "family", read(_glue(parts.non_dropping, parts.family)))
    if parts.suffix:
        family = f"{family}{', ' if parts.comma_suffix else ' '}{read(parts.suffix)}"
    if not given:
        return family
    given = _part(style, "given", read(given))
    return given + family if given.endswith(("d’", "d'")) else f"{given}{SEAM} {family}"


def _cjk(parts: Parts, style: NameStyle, first: bool, read) -> str:
    return _part(style, "family", read(parts.family)) + _part(style, "given", read(parts.given))
