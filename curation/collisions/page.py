"""The clashes of a form, as its page shows them: was, theirs and yours in words."""

from dataclasses import dataclass

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from curation.collisions.merging import Merged
from curation.collisions.seen import CHOICE, values
from curation.differences import LONG, words
from curation.rows import RowForm, RowFormSet


@dataclass(frozen=True)
class Clash:
    """A field that two people changed; `pieces` are the words that differ between theirs and yours, in long texts."""

    name: str  # of the choice
    label: str
    row: str
    was: str
    theirs: str
    yours: str
    pieces: tuple[tuple[str, str], ...]
    before: object  # `was` as JSON has it


def clashes_of(found: Merged, form: RowForm, formsets: list[RowFormSet]) -> list[Clash]:
    """Return the clashes of a form, in its order. 1 query for each value that names another row."""
    fields = _fields(form, formsets)
    return [_clash(name, was, found, *fields[name]) for name, was in found.clashes.items() if name in fields]


def rows_of(names: list[str], form: RowForm, formsets: list[RowFormSet]) -> list[str]:
    """Return what fields or rows are called, each once."""
    fields = _fields(form, formsets)
    labels = {row.prefix: label for row, _, label in fields.values() if row.prefix}
    told = (_called(*fields[name]) if name in fields else labels.get(name, "") for name in names)
    return [label for label in dict.fromkeys(told) if label]


def _fields(form: RowForm, formsets: list[RowFormSet]) -> dict[str, tuple[RowForm, str, str]]:
    """Return for each name in the page the form and its own name for the field, and what the row is called."""
    found = {form.add_prefix(name): (form, name, "") for name in form.fields}
    for formset in formsets:
        kind = capfirst(str(formset.model._meta.verbose_name))
        for row in formset.forms:
            label = f"{kind} {row.instance}" if row.instance.pk else kind
            found |= {row.add_prefix(name): (row, name, label) for name in row.fields}
    return found


def _called(row: RowForm, name: str, label: str) -> str:
    own = _("Deleted") if name == "DELETE" else capfirst(str(row.fields[name].label or name))
    return f"{label}: {own}" if label else own


def _clash(html_name: str, was: object, found: Merged, row: RowForm, name: str, label: str) -> Clash:
    if name == "DELETE":
        was, theirs, yours, before = "", str(row.instance), _("You deleted it."), was
    else:
        field, before = row.fields[name], was
        posted = field.widget.value_from_datadict(found.data, {}, html_name)
        was, theirs, yours = (_text(field, value) for value in (was, values(row).get(name), posted))
    return Clash(
        name=CHOICE + html_name,
        label=_called(row, name, ""),
        row=label,
        was=was,
        theirs=theirs,
        yours=yours,
        pieces=words(theirs, yours) if min(len(theirs), len(yours)) > LONG else (),
        before=before,
    )


def _text(field: forms.Field, value: object) -> str:
    """Return a value as people read it."""
    if value in (None, "", []):
        return ""
    if isinstance(field, forms.ModelChoiceField):
        try:
            return field.label_from_instance(field.to_python(value))
        except forms.ValidationError:
            return str(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = getattr(field, "choices", None) or getattr(field.widget, "choices", ())
    return str(_flat(choices).get(str(value), value))


def _flat(choices) -> dict[str, str]:
    found = {}
    for key, label in choices:
        found |= _flat(label) if isinstance(label, (list, tuple)) else {str(key): label}
    return found
