"""What is known while one item is rendered: its variables, and which of them have been asked for."""

from __future__ import annotations

from . import dates

# Where a variable has another name in the item. CSL 1.0.2, appendix IV, and the names of older items.
_ALIASES = {
    "event-title": ("event",),
    "title-short": ("shortTitle",),
    "container-title-short": ("journalAbbreviation",),
}
_SHORT = {"title": "title-short", "container-title": "container-title-short"}


class Context:
    """One item on its way through a style.

    `called` and `filled` tell the group that is being rendered whether a variable was asked for, and whether any had
    content. `hidden` holds the variables that cs:substitute has already printed; `noted` collects them.
    """

    __slots__ = ("item", "english", "number", "year_suffix", "before", "people", "suffixed")
    __slots__ += ("called", "filled", "hidden", "noted", "_dates")

    def __init__(self, item: dict, english: bool, number: int | None = None) -> None:
        self.item, self.english, self.number = item, english, number
        self.year_suffix = ""
        self.before: list[dict] | None = None  # the names that head the reference before this one in a bibliography
        self._dates: dict[str, dates.Date] = {}
        self.forget()

    def forget(self) -> None:
        """Forget what has been printed, to be rendered again."""
        self.called = self.filled = self.suffixed = False
        self.hidden: frozenset[str] = frozenset()
        self.noted: list[str] | None = None
        self.people: list[dict] | None = None  # the names that head this reference

    def raw(self, name: str):
        """Return the value of a variable whether printed before or not; None when the item has none."""
        value = self.item.get(name)
        if value is None and name in _ALIASES:
            value = next((self.item[other] for other in _ALIASES[name] if other in self.item), None)
        return value

    def text(self, name: str, form: str = "long") -> str:
        """Return the text of a variable, in its short form if it has one; noted as called."""
        if name in self.hidden:
            self.called = True
            return ""
        if name != "year-suffix":  # it comes with a date or with "n.d.", and alone neither fills nor empties a group
            self.called = True
        value = self.raw(_SHORT[name]) if form == "short" and name in _SHORT else None
        if not value:
            value = self._special(name) if name in _SPECIAL else self.raw(name)
        if value is None or value == "" or not isinstance(value, (str, int, float)):
            return ""
        text = value.strip() if isinstance(value, str) else str(value)
        if text:
            self.note(name)
        return text

    def _special(self, name: str):
        return _SPECIAL[name](self)

    def names(self, name: str) -> list[dict]:
        """Return the names in a variable; noted as called."""
        self.called = True
        if name in self.hidden:
            return []
        names = self.has_names(name)
        if names:
            self.note(name)
        return names

    def has_names(self, name: str) -> list[dict]:
        """Return the names in a variable, without noting anything."""
        value = self.item.get(name)
        if not isinstance(value, (list, tuple)):
            return []
        return [one for one in value if isinstance(one, dict) and any(map(one.get, ("family", "given", "literal")))]

    def date(self, name: str) -> dates.Date:
        """Return the date in a variable; noted as called."""
        self.called = True
        date = self.has_date(name)
        if not date or name in self.hidden:
            return dates.Date()
        self.note(name)
        return date

    def has_date(self, name: str) -> dates.Date:
        """Return the date in a variable, without noting anything."""
        if name not in self._dates:
            value = self.item.get(name)
            self._dates[name] = dates.read(value) if value else dates.Date()
        return self._dates[name]

    def note(self, name: str) -> None:
        """Take down that a variable has been printed."""
        self.filled = True
        if self.noted is not None:
            self.noted.append(name)


def _page_first(context: Context) -> str:
    page = context.raw("page-first") or context.raw("page") or ""
    return str(page).replace("–", "-").split("-")[0].split(",")[0].strip()


_SPECIAL = {
    "citation-number": lambda context: context.number,
    "year-suffix": lambda context: context.year_suffix,
    "page-first": _page_first,
    "locator": lambda context: None,
}
