"""A query in words, for the chips above a list: "Title: recovery", "not Denmark", "2019–2024"."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from publications.search.facets import FACETS
from search.query import All, And, Not, Or, Pattern, Phrase, Query, Range, Word

FIELDS = {
    "title": lazy("Title"),
    "abstract": lazy("Abstract"),
    "author": lazy("Author"),
    "editor": lazy("Editor"),
    "translator": lazy("Translator"),
    "supervisor": lazy("Supervisor"),
    "person": lazy("Person"),
    "unit": lazy("Unit"),
    "journal": lazy("Journal"),
    "keyword": lazy("Keyword"),
    "subject": lazy("Subject"),
    "publisher": lazy("Publisher"),
    "series": lazy("Series"),
    "conference": lazy("Conference"),
    "funder": lazy("Funder"),
    "type": lazy("Type"),
    "content": lazy("Peer review"),
    "status": lazy("Publication status"),
    "language": lazy("Language"),
    "access": lazy("Open access"),
    "ours": lazy("Origin"),
    "doi": "DOI",
    "issn": "ISSN",
    "isbn": "ISBN",
    "pmid": "PubMed",
    "orcid": "ORCID",
    "id": lazy("Identifier"),
    "volume": lazy("Volume"),
    "issue": lazy("Issue"),
    "page": lazy("Page"),
    "number": lazy("Number"),
    "year": lazy("Year"),
    "issued": lazy("Published"),
    "defended": lazy("Defended"),
    "created": lazy("Added"),
    "updated": lazy("Last changed"),
}


def in_words(query: Query) -> str:
    """Return a query, or a part of one, as a reader would say it."""
    if isinstance(query, And | Or):
        return _several(query)
    if isinstance(query, Not):
        return _("not %(what)s") % {"what": in_words(query.part)}
    if isinstance(query, All):
        return _("everything")
    if isinstance(query, Range):
        return _with_field(query.field, _range(query))
    return _with_field(query.field, _value(query))


def _several(query: And | Or) -> str:
    """Return parts joined; the field that all of them have is said once."""
    joined = f" {_('and') if isinstance(query, And) else _('or')} "
    fields = {getattr(part, "field", None) for part in query.parts}
    if len(fields) == 1 and (field := fields.pop()) and not any(isinstance(part, Range) for part in query.parts):
        return _with_field(field, joined.join(map(_value, query.parts)))
    return joined.join(f"({in_words(part)})" if isinstance(part, And | Or) else in_words(part) for part in query.parts)


def _with_field(field: str, value: str) -> str:
    return f"{FIELDS[field]}: {value}" if field else value


def _value(query: Word | Phrase | Pattern) -> str:
    if isinstance(query, Phrase):
        return _("“%(words)s”") % {"words": query.text}
    if isinstance(query, Pattern):
        return query.text
    if query.field == "access" and query.text == "open":
        return _("open")
    if query.field in FACETS and FACETS[query.field].may_be(query.text):
        found = FACETS[query.field].names([query.text]) if query.field in _CODED else {}
        return found[query.text].label if query.text in found else query.text
    if query.exact:
        return _("“%(words)s”") % {"words": query.text}
    return f"{query.text}*" if query.prefix else query.text


_CODED = ("type", "content", "status", "language", "access", "ours")


def _range(query: Range) -> str:
    if query.first == query.last:
        return query.first
    if not query.first:
        return _("until %(last)s") % {"last": query.last}
    return f"{query.first}–{query.last}" if query.last else _("from %(first)s") % {"first": query.first}
