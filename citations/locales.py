"""Terms, date layouts and options of a locale, with the fall-back of CSL 1.0.2 ("Locale Fallback").

citeproc-py finds the chain of locales (in the style, in its files); this flattens each of them once. The files' part
is shared by all styles of one language.
"""

from __future__ import annotations

from functools import lru_cache

from citeproc import LANGUAGE_NAMES, PRIMARY_DIALECTS

_CSL = "{http://purl.org/net/xbiblio/csl}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Which form stands in for one that a locale lacks.
_FORM_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}


class Term:
    """A word of a locale: `single`, `multiple` and its grammatical `gender` ("" when it has none)."""

    __slots__ = ("single", "multiple", "gender", "match")

    def __init__(self, single: str, multiple: str, gender: str = "", match: str = "") -> None:
        self.single, self.multiple, self.gender, self.match = single, multiple, gender, match


class Locale:
    """A chain of locales, the most particular first."""

    __slots__ = ("parts", "language", "punctuation_in_quote", "limit_day_ordinals", "_ordinals")

    def __init__(self, parts: list[Part], language: str) -> None:
        self.parts, self.language = parts, language
        self.punctuation_in_quote = self._option("punctuation-in-quote")
        self.limit_day_ordinals = self._option("limit-day-ordinals-to-day-1")
        self._ordinals: dict[tuple[str, str], str] = {}

    def _option(self, name: str) -> bool:
        return next((part.options[name] == "true" for part in self.parts if name in part.options), False)

    def find(self, name: str, form: str = "long", gender: str = "") -> Term | None:
        """Return the term in the form, or in the nearest form the locales have; None when there is none."""
        while True:
            key = (name, form, gender)
            for part in self.parts:
                if key in part.terms:
                    return part.terms[key]
            if form not in _FORM_FALLBACK:
                return None
            form = _FORM_FALLBACK[form]

    def term(self, name: str, form: str = "long", plural: bool = False) -> str:
        """Return the words of a term, "" when the locales have none."""
        found = self.find(name, form)
        if found is None:
            return ""
        return found.multiple if plural else found.single

    def gender_of(self, name: str) -> str:
        """Return "masculine", "feminine" or "", the gender of the noun a number or a date belongs to."""
        found = self.find(name)
        return found.gender if found else ""

    def date(self, form: str):
        """Return the cs:date element that lays out dates in the form "text" or "numeric"; None when there is none."""
        return next((part.dates[form] for part in self.parts if form in part.dates), None)

    def ordinal_terms(self) -> dict[tuple[str, str], Term]:
        """Return the ordinal terms of the first locale that has any: they are replaced as a set, never mixed."""
        for part in self.parts:
            if part.ordinals:
                return part.ordinals
        return {}


class Part:
    """What one cs:locale says."""

    __slots__ = ("terms", "ordinals", "dates", "options")

    def __init__(self, element) -> None:
        self.terms, self.ordinals, self.dates, self.options = {}, {}, {}, {}
        for node in element.iter(f"{_CSL}term"):
            self._add(node)
        for node in element.findall(f"{_CSL}date"):
            self.dates[node.get("form")] = DateLayout(node)
        for node in element.findall(f"{_CSL}style-options"):
            self.options.update(node.attrib)

    def _add(self, node) -> None:
        name, gender = node.get("name"), node.get("gender-form", "")
        single = node.find(f"{_CSL}single")
        multiple = node.find(f"{_CSL}multiple")
        plain = node.text or ""
        term = Term(
            plain if single is None else single.text or "",
            plain if multiple is None else multiple.text or "",
            node.get("gender", ""),
            node.get("match", ""),
        )
        self.terms[name, node.get("form", "long"), gender] = term
        if name == "ordinal" or name.startswith("ordinal-"):
            self.ordinals[name, gender] = term


class DateLayout:
    """A localised date: the attributes of its cs:date, and of each of its cs:date-part."""

    __slots__ = ("attributes", "parts")

    def __init__(self, node) -> None:
        self.attributes = dict(node.attrib)
        self.parts = [dict(part.attrib) for part in node.findall(f"{_CSL}date-part")]


_files: dict[str, Part] = {}  # at most one for each of the 60 files citeproc-py has


def _file_part(element) -> Part:
    name = element.get(_LANG)
    if name not in _files:
        _files[name] = Part(element)
        if name == "sv-SE":  # has "03 juni 2023", which nobody writes in Swedish
            for part in _files[name].dates["text"].parts:
                part.pop("form", None)
    return _files[name]


def flatten(elements, language: str) -> Locale:
    """Return a Locale of the elements which citeproc-py found for a style, first those of the style itself."""
    parts = []
    for element in elements:
        from_file = element.getparent() is None
        parts.append(_file_part(element) if from_file else Part(element))
    return Locale(parts, language)


def names() -> dict[str, str]:
    """Return all locales that CSL has: code → name of the language in itself, in the order of their codes."""
    return {code: own for code, (own, _english) in sorted(LANGUAGE_NAMES.items())}


@lru_cache(maxsize=256)
def known(locale: str) -> str:
    """Return the locale as CSL names it ("sv" and "sv-se" are "sv-SE"); ValueError when it lacks the language."""
    language, _, region = locale.replace("_", "-").partition("-")
    language = language.lower()
    wanted = f"{language}-{region}".lower()
    for name in LANGUAGE_NAMES:
        if name.lower() in (wanted, language):
            return name
    if language in PRIMARY_DIALECTS:
        return PRIMARY_DIALECTS[language]
    raise ValueError(f"There is no citation locale {locale!r}.")
