"""The edits that can be made of many records at once: one value given, a new value for each record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from curation.batch.fields import Column, Reference, Status, Values
from curation.batch.parts import Keywords, Subjects, Units
from curation.checks.subjects import OLD, successors
from curation.filters import grouped_types
from curation.widgets import KnownAutocomplete, OpenSelect, language_choices
from publications.models import Classification, ContributionAffiliation, Publication, Subject
from publications.querysets import EDITION

MOST_KEYWORDS = 20


@dataclass(frozen=True)
class Edit:
    """An edit: its label, what makes the field it changes, the form fields of what is given, and the new values.

    `wanted(field, keys, before, given)` returns the new values of records, given what the form says; `left(field, keys,
    before)` what somebody has to choose in which record.
    """

    label: Any
    field: Callable[[], Any]
    inputs: Callable[[], dict[str, forms.Field]]
    wanted: Callable[[Any, list[int], Values, dict], Values]
    left: Callable[[Any, list[int], Values], dict[int, str]] = lambda field, keys, before: {}


def _set(field, keys, before: Values, given: dict) -> Values:
    value = given.get("value") or ""
    return dict.fromkeys(keys, getattr(value, "pk", value))


def _clear(field, keys, before: Values, given: dict) -> Values:
    return dict.fromkeys(keys, None)


def _status(field, keys, before: Values, given: dict) -> Values:
    return dict.fromkeys(keys, (given["value"], given["reason"]))


def _links(given: dict) -> tuple:
    value = given["value"]
    return value if isinstance(value, tuple) else (value.pk,)


def _add(field, keys, before: Values, given: dict) -> Values:
    return {key: tuple(dict.fromkeys([*before[key], *_links(given)])) for key in keys}


def _remove(field, keys, before: Values, given: dict) -> Values:
    return {key: tuple(one for one in before[key] if one not in _links(given)) for key in keys}


def _only(field, keys, before: Values, given: dict) -> Values:
    return dict.fromkeys(keys, _links(given))


class OldSubjects(Subjects):
    """Subjects, with what old ones became: each is asked for once."""

    def __init__(self):
        self._became: dict[int, list[int]] = {}  # by old and new keys; of today's subjects nothing became

    def became(self, before: Values) -> dict[int, list[int]]:
        """Return the keys of what old subjects became, by their own. 2 queries where any was not asked for before."""
        used = {one for value in before.values() for one in value}
        if new := used - self._became.keys():
            self._became |= dict.fromkeys(new, []) | _successors(new)
        return {key: self._became[key] for key in used if self._became[key]}

    def code(self, key: int) -> str:
        """Return the code of a subject. 1 query where it was not asked for before."""
        return self._row(key).code


def _successors(used: set[int]) -> dict[int, list[int]]:
    old = dict(Subject.objects.filter(pk__in=used, edition=OLD).values_list("pk", "code"))
    codes = {new for code in old.values() for new in successors().get(code, ())}
    today = dict(Subject.objects.filter(edition=EDITION, code__in=codes).values_list("code", "pk"))
    return {key: [today[new] for new in successors().get(code, ()) if new in today] for key, code in old.items()}


def _today(field: OldSubjects, keys, before: Values, given: dict) -> Values:
    """Put today's subject in the place of each old one, where there is only one."""
    became = {key: new[0] for key, new in field.became(before).items() if len(new) == 1}
    return {key: tuple(dict.fromkeys(became.get(one, one) for one in before[key])) for key in keys}


def _split(field: OldSubjects, keys, before: Values) -> dict[int, str]:
    """Say in which records an old subject became several."""
    several = {key for key, new in field.became(before).items() if len(new) > 1}
    found = {key: [field.code(one) for one in before[key] if one in several] for key in keys}
    return {key: _("to choose: %s") % ", ".join(old) for key, old in found.items() if old}


def _replace_unit(field: Units, keys, before: Values, given: dict) -> Values:
    old, new = given["value"].pk, given["new"].pk
    return {
        key: tuple((row, name, new if unit == old else unit, text) for row, name, unit, text in before[key])
        for key in keys
    }


def _remove_unit(field: Units, keys, before: Values, given: dict) -> Values:
    """What was printed stays, without the unit; where nothing was printed, nothing stays."""
    gone, values = given["value"].pk, {}
    for key in keys:
        rows = ((row, name, None if unit == gone else unit, text) for row, name, unit, text in before[key])
        values[key] = tuple(place for place in rows if place[2] or place[3])
    return values


def _add_unit(field: Units, keys, before: Values, given: dict) -> Values:
    """Add the unit to contributors of the house who have none yet."""
    unit, names, values = given["value"].pk, field.of_the_house(keys), {}
    for key in keys:
        placed = {name for _row, name, other, _text in before[key] if other}
        new = ((None, name, unit, "") for name in names[key] if name not in placed)
        values[key] = (*before[key], *new)
    return values


def _choice(choices: Callable[[], list]) -> Callable[[], dict[str, forms.Field]]:
    return lambda: {"value": forms.ChoiceField(choices=choices(), widget=UnfoldAdminSelectWidget, label=_("New value"))}


def _chosen(part, column: str) -> forms.ModelChoiceField:
    """Return a field in which a row is chosen by typing."""
    field = part._meta.get_field(column)
    return forms.ModelChoiceField(
        field.related_model.objects.all(), widget=KnownAutocomplete(field, admin.site), label=field.verbose_name
    )


def _row(part, column: str) -> Callable[[], dict[str, forms.Field]]:
    return lambda: {"value": _chosen(part, column)}


class KeywordsField(forms.CharField):
    """Keywords, typed: "fog; [swe] dimma"."""

    def clean(self, value) -> tuple:
        """Return the keys of keywords, pairs for new ones."""
        found = Keywords().parse(super().clean(value))
        if not 0 < len(found) <= MOST_KEYWORDS:
            raise forms.ValidationError(_("Give between one and %d keywords.") % MOST_KEYWORDS)
        return found


def _keywords() -> dict[str, forms.Field]:
    help_text = _("Several with semicolons between: fog; [swe] dimma")
    return {"value": KeywordsField(widget=UnfoldAdminTextInputWidget, label=_("Keywords"), help_text=help_text)}


def _language() -> dict[str, forms.Field]:
    return {
        "value": forms.ChoiceField(choices=language_choices(), widget=OpenSelect, label=_("New value"), required=False)
    }


def _licence() -> dict[str, forms.Field]:
    field = Publication._meta.get_field("licence")
    widget = UnfoldAdminTextInputWidget
    return {"value": field.formfield(widget=widget, label=_("New value"), help_text=_("Left empty, it is taken away."))}


def _statuses() -> dict[str, forms.Field]:
    why = forms.CharField(
        required=False,
        max_length=2000,
        widget=UnfoldAdminTextInputWidget,
        label=_("Reason for withdrawal"),
        help_text=_("Readers see it. Only where records are withdrawn."),
    )
    return _choice(lambda: Publication.Status.choices)() | {"reason": why}


def _two_units() -> dict[str, forms.Field]:
    old, new = (_chosen(ContributionAffiliation, "organisation") for _number in range(2))
    old.label, new.label = _("Unit"), _("New unit")
    return {"value": old, "new": new}


EDITS = {
    "type": Edit(gettext_lazy("Set the type"), lambda: Column("type"), _choice(grouped_types), _set),
    "language": Edit(gettext_lazy("Set the language"), lambda: Column("language"), _language, _set),
    "licence": Edit(gettext_lazy("Set the licence"), lambda: Column("licence"), _licence, _set),
    "status": Edit(gettext_lazy("Set the status"), lambda: Status("status"), _statuses, _status),
    "journal": Edit(gettext_lazy("Set the journal"), lambda: Reference("journal"), _row(Publication, "journal"), _set),
    "no-journal": Edit(gettext_lazy("Take the journal away"), lambda: Reference("journal"), dict, _clear),
    "add-subject": Edit(gettext_lazy("Add a subject"), Subjects, _row(Classification, "subject"), _add),
    "remove-subject": Edit(gettext_lazy("Take a subject away"), Subjects, _row(Classification, "subject"), _remove),
    "only-subject": Edit(gettext_lazy("Replace all subjects by one"), Subjects, _row(Classification, "subject"), _only),
    "today-subject": Edit(gettext_lazy("Convert old subjects to those of today"), OldSubjects, dict, _today, _split),
    "add-keyword": Edit(gettext_lazy("Add keywords"), Keywords, _keywords, _add),
    "remove-keyword": Edit(gettext_lazy("Take keywords away"), Keywords, _keywords, _remove),
    "only-keyword": Edit(gettext_lazy("Replace all keywords"), Keywords, _keywords, _only),
    "add-unit": Edit(
        gettext_lazy("Add a unit to contributors of the house without one"),
        Units,
        _row(ContributionAffiliation, "organisation"),
        _add_unit,
    ),
    "replace-unit": Edit(gettext_lazy("Replace a unit by another"), Units, _two_units, _replace_unit),
    "remove-unit": Edit(
        gettext_lazy("Take a unit away"), Units, _row(ContributionAffiliation, "organisation"), _remove_unit
    ),
}


def form_of(edit: Edit, data=None) -> forms.Form:
    """Return the form in which the value of an edit is given; bound where there is `data`."""
    form = forms.Form(data)
    form.fields |= edit.inputs()
    return form
