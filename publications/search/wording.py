"""A query in words, for the chips above a list: "Title: recovery", "not Denmark", "2019–2024"."""

from __future__ import annotations

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from formats.roles import ROLES
from publications.models.wording import in_language
from publications.search.facets import FACETS
from search.query import All, And, Not, Or, Pattern, Phrase, Query, Range, Word


def _role(code: str) -> Promise:
    return lazy(lambda: in_language(ROLES[code].en, ROLES[code].sv), str)()


FIELDS = {
    "title": _("Title"),
    "abstract": _("Abstract"),
    "author": _role("aut"),
    "editor": _role("edt"),
    "translator": _role("trl"),
    "supervisor": _role("ths"),
    "person": _("Person"),
    "unit": _("Unit"),
    "journal": _("Journal"),
    "keyword": _("Keyword"),
    "subject": _("Subject"),
    "publisher": _("Publisher"),
    "series": _("Series"),
    "conference": _("Conference"),
    "funder": _("Funder"),
    "type": _("Type"),
    "content": _("Peer review"),
    "status": _("Publication status"),
    "language": _("Language"),
    "access": _("Open access"),
    "ours": _("Origin"),
    "doi": "DOI",
    "issn": "ISSN",
    "isbn": "ISBN",
    "pmid": "PubMed",
    "orcid": "ORCID",
    "id": _("Identifier"),
    "volume": _("Volume"),
    "issue": _("Issue"),
    "page": _("Page"),
    "number": _("Number"),
    "year": _("Year"),
    "issued": _("Published"),
    "defended": _("Defended"),
    "created": _("Added"),
    "updated": _("Last changed"),
}


def in_words(query: Query) -> str:
    """Return a query, or a part of one, as a reader would say it."""
    if isinstance(query, And | Or):
        return _several(query)
    if isinstance(query, Not):
        return gettext("not %(what)s") % {"what": in_words(query.part)}
    if isinstance(query, All):
        return gettext("everything")
    if isinstance(query, Range):
        return _with_field(query.field, _range(query))
    return _with_field(query.field, _value(query))


def _several(query: And | Or) -> str:
    """Return parts joined; the field that all of them have is said once."""
    joined = f" {gettext('and') if isinstance(query, And) else gettext('or')} "
    fields = {getattr(part, "field", None) for part in query.parts}
    if len(fields) == 1 and (field := fields.pop()) and not any(isinstance(part, Range) for part in query.parts):
        return _with_field(field, joined.join(map(_value, query.parts)))
    return joined.join(f"({in_words(part)})" if isinstance(part, And | Or) else in_words(part) for part in query.parts)


def _with_field(field: str, value: str) -> str:
    return f"{FIELDS[field]}: {value}" if field else value


def _value(query: Word | Phrase | Pattern) -> str:
    if isinstance(query, Phrase):
        return gettext("“%(words)s”") % {"words": query.text}
    if isinstance(query, Pattern):
        return query.text
    if query.field == "access" and query.text == "open":
        return gettext("open")
    if query.field in FACETS and FACETS[query.field].may_be(query.text):
        found = FACETS[query.field].names([query.text]) if query.field in _CODED else {}
        return found[query.text].label if query.text in found else query.text
    if query.exact:
        return gettext("“%(words)s”") % {"words": query.text}
    return f"{query.text}*" if query.prefix else query.text


_CODED = ("type", "content", "status", "language", "access", "ours")


def _range(query: Range) -> str:
    if query.first == query.last:
        return query.first
    if not query.first:
        return gettext("until %(last)s") % {"last": query.last}
    return f"{query.first}–{query.last}" if query.last else gettext("from %(first)s") % {"first": query.first}
