"""How to search: the page for readers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from publications.models.wording import in_language
from publications.search.wording import FIELDS
from search.parsing import DEEPEST, LONGEST, MOST_TERMS

# An example of each field that readers use, in English and Swedish.
EXAMPLES = {
    "title": ("title:recovery", "titel:återhämtning"),
    "author": ("author:bejerholm", "författare:bejerholm"),
    "person": ("person:svensson", "person:svensson"),
    "unit": ('unit:"health sciences"', "enhet:hälsovetenskaper"),
    "journal": ("journal:lancet", "tidskrift:läkartidningen"),
    "keyword": ('keyword:"peer support"', "nyckelord:psykiatri"),
    "subject": ("subject:nursing", "ämne:omvårdnad"),
    "abstract": ("abstract:interviews", "sammanfattning:intervjuer"),
    "year": ("year:2019-2024", "år:2019-2024"),
    "type": ("type:thesis", "typ:avhandling"),
    "language": ("language:Swedish", "språk:svenska"),
    "access": ("access:open", "åtkomst:öppen"),
    "publisher": ("publisher:springer", "förlag:studentlitteratur"),
    "conference": ("conference:euro", "konferens:euro"),
    "funder": ("funder:Forte", "finansiär:Forte"),
    "doi": ("doi:10.1007/s40737", "doi:10.1007/s40737"),
    "issn": ("issn:2198-9834", "issn:2198-9834"),
    "updated": ("changed:2024-05", "ändrad:2024-05"),
}

WORDS = (
    (("peer support", "psykisk hälsa"), _("both words")),
    (
        ('"peer support"', '"psykisk hälsa"'),
        _("the words one after another; around one word: only in this form"),
    ),
    (("psych*", "psyk*"), _("words that begin so")),
    (("wom?n", "wom?n"), _("any letter in the place of ?")),
    (("recovery OR rehabilitation", "återhämtning ELLER rehabilitering"), _("either of them, in capitals")),
    (("recovery -surgery", "hälsa -sjukvård"), _("the first without the second; NOT in capitals does the same")),
    (("(peer OR group) support", "(fysisk ELLER psykisk) hälsa"), _("parentheses hold together")),
)
CQL = (
    ("documentType exact thesis and department exact v1000253", _("theses of a unit")),
    ('year > 2019 and author all "Svensson Anna"', _("the relations are exact, all, any, =, <>, <, >, <= and >=")),
)


def search_help(request: HttpRequest) -> HttpResponse:
    """Return the page that explains the search. No queries."""
    shown = {
        "words": [(in_language(*examples), meaning) for examples, meaning in WORDS],
        "fields": [(in_language(*examples), FIELDS[name]) for name, examples in EXAMPLES.items()],
        "cql": CQL,
        "longest": LONGEST,
        "terms": MOST_TERMS,
        "deepest": DEEPEST,
    }
    return render(request, "publications/help.html", shown)
