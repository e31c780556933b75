"""How values are written on a page: large numbers, dates as exact as known, tags of languages, ids of funders."""

from functools import cache

from django import template
from django.utils.formats import get_format
from django.utils.translation import get_language

from formats import languages
from formats.identifiers import address
from publications.models.dates import in_words

register = template.Library()


@register.filter
def grouped(number: int) -> str:
    """Return a number as the page's language groups it: "2,858", "2 858"."""
    return str(number) if 0 <= number < 1000 else f"{number:,}".replace(",", _between(get_language()))


@cache
def _between(language: str) -> str:
    """Return what stands between groups of three digits."""
    return get_format("THOUSAND_SEPARATOR", language)


@register.filter
def date_in_words(text: str) -> str:
    """Return "17 May 2024" for "2024-05-17", "May 2024" for "2024-05"."""
    return in_words(text)


@register.filter
def language_tag(code: str) -> str:
    """Return the value of an attribute `lang`: "en" for "eng", "" where it is not known."""
    return languages.tag_of(code)


@register.filter
def funder_address(identity: str) -> str:
    """Return the web address of a funder's id, a DOI or a ROR id; "" where there is none."""
    return address("doi", identity) or address("ror", identity)
