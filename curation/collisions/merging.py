"""was, theirs and yours of a form that comes back late: merged where they do not clash."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict

from curation.collisions.seen import CHOICE, CLASHES, OWN, parsed, values
from curation.rows import RowForm, RowFormSet

UNKNOWN = object()  # what was there before, where a form does not say it


@dataclass
class Merged:
    """What becomes of a form: `data` to go on with, and by the names of fields what they were where they clash.

    `taken` are names of fields that follow the others, `new` the prefixes of rows that they deleted and you changed.
    """

    data: QueryDict
    clashes: dict[str, object] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)

    @property
    def settles_something(self) -> bool:
        """Whether the stored record is another than its reader saw, in what the form shows of it."""
        return bool(self.clashes or self.taken or self.new)


def decided(data: QueryDict, fields: dict, form: RowForm, formsets: list[RowFormSet]) -> tuple[QueryDict, dict]:
    """Return the data with the choices made on clashes that were shown before, and the clashes that wait for theirs."""
    asked = parsed(data.get(CLASHES, ""))
    asked = asked if isinstance(asked, dict) else {}
    data, waiting = data.copy(), {}
    for html_name, row, name, stored in _all_fields(form, formsets, fields):
        choice = data.get(CHOICE + html_name)
        if html_name not in asked or choice == "yours":
            continue
        if choice != "theirs":
            waiting[html_name] = asked[html_name]
        elif name == "DELETE":
            data.pop(html_name, None)
        elif name in stored:
            put(data, row, name, stored[name])
    return data, waiting


def merged(data: QueryDict, fields: dict, form: RowForm, formsets: list[RowFormSet]) -> Merged:
    """Return what a form becomes whose reader saw other fields than are stored now."""
    result = Merged(data.copy())
    _merge_row(result, form, fields.get(OWN, {}))
    for formset in formsets:
        _merge_rows(result, formset, fields.get(formset.prefix, {}))
    return result


def _merge_row(result: Merged, row: RowForm, was: dict) -> None:
    for name, theirs in values(row).items():
        before = was.get(name, UNKNOWN)
        if before == theirs:
            continue
        if before is not UNKNOWN and not is_changed(result.data, row, name, before):
            put(result.data, row, name, theirs)
            result.taken.append(row.add_prefix(name))
        elif name != "position" and is_changed(result.data, row, name, theirs):
            result.clashes[row.add_prefix(name)] = None if before is UNKNOWN else before


def _merge_rows(result: Merged, formset: RowFormSet, was: dict) -> None:
    gone = []
    for row in formset.initial_forms:
        key = result.data.get(row.add_prefix(formset.model._meta.pk.name), "")
        before = was.get(key) if isinstance(was.get(key), dict) else {}
        deleted = row.add_prefix("DELETE") in result.data
        if row.instance.pk is None:
            changed = not before or any(is_changed(result.data, row, name, before[name]) for name in _told(row, before))
            gone.append((row, changed and not deleted))
        elif not deleted:
            _merge_row(result, row, before)
        elif _without_place(before) != _without_place(values(row)):
            result.clashes[row.add_prefix("DELETE")] = False
            for name, theirs in values(row).items():
                put(result.data, row, name, theirs)
    if gone:
        _renumber(result, formset, gone)


def _told(row: RowForm, before: dict) -> list[str]:
    return [name for name in before if name in row.fields]


def _without_place(fields: dict) -> dict:
    return {name: value for name, value in fields.items() if name != "position"}


def _renumber(result: Merged, formset: RowFormSet, gone: list[tuple[RowForm, bool]]) -> None:
    """Take rows that are gone from among those stored; one that was changed comes again as a new row, at the end."""
    left = {row.prefix: changed for row, changed in gone}
    prefixes = [row.prefix for row in formset.forms]
    stored = [row.prefix for row in formset.initial_forms if row.prefix not in left]
    again = [prefix for prefix, changed in left.items() if changed]
    order = [*stored, *(prefix for prefix in prefixes if prefix not in left and prefix not in stored), *again]
    moved = {prefix: formset.add_prefix(place) for place, prefix in enumerate(order)}
    old = {
        name: result.data.pop(name) for name in list(result.data) if name.startswith(tuple(f"{p}-" for p in prefixes))
    }
    for name, found in old.items():
        prefix = next(p for p in prefixes if name.startswith(f"{p}-"))
        field_name = name.removeprefix(f"{prefix}-")
        if prefix in moved and not (prefix in left and field_name in ("id", "DELETE")):
            result.data.setlist(f"{moved[prefix]}-{field_name}", found)
    result.data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(order))
    result.data[f"{formset.prefix}-INITIAL_FORMS"] = str(len(stored))
    result.clashes = {_moved(name, moved): was for name, was in result.clashes.items()}
    result.taken = [_moved(name, moved) for name in result.taken]
    result.new += [moved[prefix] for prefix in again]


def _moved(name: str, moved: dict[str, str]) -> str:
    for prefix, other in moved.items():
        if name.startswith(f"{prefix}-"):
            return other + name.removeprefix(prefix)
    return name


def _all_fields(form: RowForm, formsets: list[RowFormSet], fields: dict) -> Iterator[tuple[str, RowForm, str, dict]]:
    """Yield each field: its name in the page, its form, its own name, and what was seen in that form."""
    groups = [(form, fields.get(OWN, {}))]
    for formset in formsets:
        group = fields.get(formset.prefix, {})
        groups += [(row, group.get(str(row.instance.pk), {})) for row in formset.initial_forms]
    for row, stored in groups:
        for name in row.fields:
            yield row.add_prefix(name), row, name, stored if isinstance(stored, dict) else {}


def is_changed(data: QueryDict, row: RowForm, name: str, value: object) -> bool:
    """Return whether a field was posted with another value than this."""
    posted = row.fields[name].widget.value_from_datadict(data, {}, row.add_prefix(name))
    try:
        return row.fields[name].has_changed(value, posted)
    except (TypeError, ValueError, AttributeError):  # a value of no form, which somebody wrote into the page
        return True


def put(data: QueryDict, row: RowForm, name: str, value: object) -> None:
    """Set a field of the data to a value, as its widget would post it."""
    widget = getattr(row.fields[name].widget, "widget", row.fields[name].widget)
    shown = row.fields[name].prepare_value(value)
    if isinstance(widget, forms.CheckboxInput):
        data.pop(row.add_prefix(name), None)
        if value:
            data[row.add_prefix(name)] = "on"
        return
    shown = widget.format_value(shown)
    data[row.add_prefix(name)] = (
        "" if shown is None else str(shown[0] if isinstance(shown, list) and shown else shown or "")
    )
