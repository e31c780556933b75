"""Identifiers in columns of their own (ORCID, ISSN, ROR): kept in normal form, never wrong."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from formats.identifiers import checked

NAMES = {"orcid": "ORCID iD", "issn": "ISSN", "eissn": "ISSN", "ror": "ROR id"}


def problem_in_words(problem: str) -> str:
    """Return what is wrong with an identifier in the language of the page; after a comma stands what it is about."""
    said, comma, what = problem.partition(", ")
    return gettext(said) + comma + what


def normal_form(scheme: str, text: str) -> str:
    """Return an identifier in normal form, "" for none; ValidationError with the reason where it is wrong."""
    if not text.strip():
        return ""
    found = checked(scheme, text)
    if found.problem:
        values = {"scheme": NAMES[scheme], "problem": gettext(found.problem)}
        raise ValidationError(_("This is no %(scheme)s: it %(problem)s."), params=values, code="invalid")
    return found.value


def bring_to_normal_form(row: models.Model, *schemes: str) -> None:
    """Set the columns that are named as schemes to their normal form; ValidationError where some are wrong."""
    wrong = {}
    for scheme in schemes:
        try:
            setattr(row, scheme, normal_form(scheme, getattr(row, scheme) or ""))
        except ValidationError as error:
            wrong[scheme] = error
    if wrong:
        raise ValidationError(wrong)
