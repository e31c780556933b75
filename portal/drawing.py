"""The second template engine, Jinja2: for what a page draws dozens of times, lines of lists and values of facets.

Django's engine takes 5 to 10 microseconds for each variable or test, and a page of results has two thousand of them;
Jinja2 compiles templates to Python and takes a tenth. Pages stay with Django's engine and call these by {% drawn %}.

Each file in templates/jinja2 is one macro with the name of the file; its parameters are all it sees.
"""

from datetime import datetime

from django.template.defaultfilters import date
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext, pgettext
from jinja2 import Environment, StrictUndefined

from publications.models.addresses import address
from publications.templatetags.wording import grouped


def environment(**options) -> Environment:
    """Return the environment of the templates in templates/jinja2: Django's settings, and what is needed there."""
    made = Environment(**{"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True} | options)
    made.globals.update(_=gettext, ngettext=ngettext, pgettext=pgettext, address=address)
    made.filters.update(grouped=grouped, date=_date)
    return made


def _date(moment: datetime, form: str) -> str:
    """Return a moment in a form, by the clock of the house."""
    return date(localtime(moment), form)
