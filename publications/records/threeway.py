"""A record imported again, beside what staff made of it: was, theirs and yours, field by field.

`was` is what the source said before, `theirs` what it says now, `yours` what stands in the database. What the source
did not change is left alone, whatever staff did to it; what staff did not touch follows the source; what both changed
is merged where it does not clash, and else waits for a decision, while `yours` stays.

Where `was` is not known, the source fills what is empty, and all else that differs is a conflict. Pure.
"""

from dataclasses import dataclass

from formats.record import Affiliation, Contributor, Record
from publications.records.imported import DEFAULTS, LEFT_OUT

SAME, YOURS, THEIRS, BOTH, CONFLICT = "same", "yours", "theirs", "both", "conflict"
LEFT = (*LEFT_OUT, "container_title_short")  # the abbreviation belongs to the journal
FIELDS = tuple(name for name in DEFAULTS[Record] if name not in LEFT)
PRINTED = ("role", "family", "given", "suffix", "literal", "wrong_orcid")
UNORDERED = ("titles", "abstracts", "keywords", "identifiers", "isbn", "links", "funding", "subjects", "notes")


@dataclass(frozen=True)
class Row:
    """A field on which the three do not agree. `outcome` says whose value stands, `value` is what follows from it."""

    field: str
    was: object
    yours: object
    theirs: object
    outcome: str
    value: object

    @property
    def taken(self) -> bool:
        """Whether the database has to be changed."""
        return self.outcome in (THEIRS, BOTH)


def compare(was: Record | None, yours: Record, theirs: Record) -> list[Row]:
    """Return a row for each field in which yours and theirs differ, or in which the source has changed."""
    rows = (_row(name, was, getattr(yours, name), getattr(theirs, name)) for name in FIELDS)
    return [row for row in rows if row.outcome != SAME]


def _row(name: str, was: Record | None, yours: object, theirs: object) -> Row:
    before = getattr(was, name) if was else None
    outcome, value = _judged(name, was is not None, before, yours, theirs)
    return Row(name, before, yours, theirs, outcome, value)


def _judged(name: str, known: bool, was: object, yours: object, theirs: object) -> tuple[str, object]:
    if _agrees(name, theirs, yours):
        return SAME, yours
    if not known:
        return (CONFLICT, yours) if yours not in ("", (), None) else (THEIRS, theirs)
    if was == theirs:
        return YOURS, yours
    if _agrees(name, was, yours) and not _disputed(name, was, yours, theirs):
        return THEIRS, theirs
    merged = _merged(name, was, yours, theirs)
    return (CONFLICT, yours) if merged is None else (BOTH, merged)


def _agrees(name: str, source: object, yours: object) -> bool:
    """Return whether what stands in the database is what the source says, or more."""
    if name == "ours" and source is None:
        return True  # it says nothing about that
    if name == "publisher":
        return source.lower() == yours.lower()
    if name == "contributors":
        return len(source) == len(yours) and all(map(_is_name, source, yours))
    return source == yours


def _is_name(source: Contributor, yours: Contributor) -> bool:
    """Return whether a name is printed as the source has it; staff may have recognised who it is, and the units."""
    key = "orcid" if source.orcid else "local_id"
    return (
        all(getattr(source, part) == getattr(yours, part) for part in PRINTED)
        and getattr(source, key) in ("", getattr(yours, key))
        and yours.corresponding >= source.corresponding
        and len(source.affiliations) == len(yours.affiliations)
        and all(map(_is_place, source.affiliations, yours.affiliations))
    )


def _is_place(source: Affiliation, yours: Affiliation) -> bool:
    if source.name or yours.name:
        return source.name == yours.name
    key = "unit" if source.unit else "ror"
    return getattr(source, key) == getattr(yours, key)


def _disputed(name: str, was: object, yours: object, theirs: object) -> bool:
    """Return whether staff recognised people by themselves, and the source now names others."""
    return name == "contributors" and len(yours) == len(theirs) and any(map(_is_another, was, yours, theirs))


def _is_another(was: Contributor, yours: Contributor, theirs: Contributor) -> bool:
    return not was.orcid and "" != yours.orcid != theirs.orcid != ""


def _merged(name: str, was: object, yours: object, theirs: object) -> tuple | None:
    """Return a value with what both changed, None where that clashes."""
    if name == "contributors" and len(was) == len(yours) == len(theirs):
        names = tuple(map(_merged_name, was, yours, theirs))
        return None if None in names else names
    if name not in UNORDERED:
        return None
    gone, new = [one for one in was if one not in theirs], [one for one in theirs if one not in was]
    if any(one not in yours for one in gone) and any(one not in yours for one in new):
        return None
    kept = [one for one in yours if one not in gone]
    return (*kept, *(one for one in new if one not in kept))


def _merged_name(was: Contributor, yours: Contributor, theirs: Contributor) -> Contributor | None:
    if was == theirs or _is_name(theirs, yours):
        return yours
    return theirs if _is_name(was, yours) and not _is_another(was, yours, theirs) else None
