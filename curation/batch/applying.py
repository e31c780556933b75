"""Making the changes of a batch: one transaction, however many records; as a job of the worker where they are many."""

from collections import defaultdict
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.batch.edits import EDITS, form_of
from curation.batch.outcomes import Asked, outcomes
from curation.batch.parts import Keywords
from curation.batch.sheets import wanted_of_sheet
from curation.models import Batch, Operation
from curation.operations import operation, sql
from curation.operations.later import DoneAlready
from curation.operations.refusing import told
from publications.models import Publication

AT_ONCE = 300  # records that are changed while somebody waits for the page; more are a job of the worker


def wanted_of(batch: Batch):
    """Return the function that says what is wanted of records: see outcomes.py. ValueError where nothing is."""
    if batch.wanted is not None:
        return wanted_of_sheet(batch)
    edit = EDITS.get(batch.edit.get("name"))
    form = form_of(edit, batch.edit.get("given", {})) if edit else None
    if form is None or not form.is_valid():
        raise ValueError(_("Nothing is wanted of these records."))
    field = edit.field()

    def wanted(keys: list[int]) -> dict:
        before = field.current(keys)
        after = edit.wanted(field, keys, before, form.cleaned_data)
        left = edit.left(field, keys, before)
        return {key: Asked({field: (before[key], after[key])}, left=left.get(key, "")) for key in keys}

    return wanted


def about(batch: Batch) -> str:
    """Return what a batch is about, in words."""
    if batch.wanted is not None:
        number = len(batch.keys)
        return ngettext("%d publication", "%d publications", number) % (number,)
    edit = EDITS[batch.edit["name"]]
    form = form_of(edit, batch.edit.get("given", {}))
    form.is_valid()
    values = [_told(form, name) for name, value in form.cleaned_data.items() if value]
    return " ".join([f"{edit.label}:", *values]) if values else str(edit.label)


def _told(form, name: str) -> str:
    """Return what was given, as its form calls it."""
    value, choices = form.cleaned_data[name], getattr(form.fields[name], "choices", ())
    if isinstance(value, tuple):
        return Keywords().told(value)
    return str(dict(flatten_choices(choices)).get(value, value)) if isinstance(value, str) else str(value)


def apply(batch: Batch) -> Operation:
    """Change the records of a batch and return the operation; all of them or none, and never twice.

    IntegrityError where the database refuses it. About 10 queries for 500 records and one value.
    """
    kind = Operation.Kind.SPREADSHEET if batch.wanted is not None else Operation.Kind.BATCH
    wanted, keys = wanted_of(batch), []
    with operation(kind, batch.who, Publication, partial(about, batch)) as done:
        list(Publication.objects.select_for_update().filter(pk__in=batch.keys).order_by("pk").values_list("pk"))
        for number, some in enumerate(outcomes(batch.keys, wanted, batch.who), start=1):
            by_field = defaultdict(dict)
            for outcome in some:
                for one, value in outcome.values.items() if not outcome.reason else ():
                    by_field[one][outcome.row.pk] = value
            for one, values in by_field.items():
                one.write(values)
            keys += dict.fromkeys(key for values in by_field.values() for key in values)
            _tell(batch, min(number * len(some), len(batch.keys)))
        done.details |= {"keys": list(dict.fromkeys(keys)), "asked": len(batch.keys)}
        done.save(update_fields=["details"])
        if not Batch.objects.filter(pk=batch.pk, operation=None).update(operation=done, state=Batch.State.DONE):
            raise DoneAlready
    return done


def _tell(batch: Batch, number: int) -> None:
    """Write how far a batch has come."""
    sql.aside("UPDATE curation_batch SET done = %s WHERE uuid = %s", [number, batch.pk])


def work(batch: Batch) -> None:
    """Apply a batch, and note what went wrong."""
    try:
        apply(batch)
    except DoneAlready:
        return
    except (IntegrityError, ValueError) as error:
        problem = told(error) if isinstance(error, IntegrityError) else str(error)
        with transaction.atomic():
            Batch.objects.filter(pk=batch.pk, operation=None).update(state=Batch.State.FAILED, problem=problem)
