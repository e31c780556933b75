"""Any list as an Atom feed (RFC 4287): its publications as they were added, or in the order that is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from formats.characters import one_line
from formats.richtext import abstract_plain
from publications.models import Publication, Text
from publications.search import PublicationSearch
from publications.search.panels import chips
from publications.search.wording import in_words

ENTRIES = 50
LAST_ADDED = "added"


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Return the feed of a list, the last added first where no order is asked for. 4 queries or more."""
    given = request.GET.copy()
    given.setdefault("sort", LAST_ADDED)
    search = PublicationSearch(given)
    keys = search.keys_for_export(ENTRIES)
    rows = {row.pk: row for row in Publication.objects.public().filter(pk__in=keys).for_list()}
    abstracts = _abstracts(keys)
    made = _feed(request, search)
    for row in (rows[key] for key in keys if key in rows):
        _add(made, row, abstracts.get(row.pk, ""))
    answer = HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _feed(request: HttpRequest, search: PublicationSearch) -> Atom1Feed:
    address = settings.SITE_URL + request.get_full_path()
    page = settings.SITE_URL + search.export_address(reverse("publications"))
    return Atom1Feed(_title(search), page, "", language=get_language(), feed_url=address, feed_guid=address)


def _title(search: PublicationSearch) -> str:
    """Return what the list is of: "Publications: peer, support – Nursing"."""
    asked = [in_words(search.asked.query)] if search.has_words else []
    named = asked + [chip.label for chip in chips(search, "")]
    return one_line(f"{_('Publications')}: {' – '.join(named)}" if named else _("Publications"))


def _add(made: Atom1Feed, row: Publication, abstract: str) -> None:
    names = [one_line(name.name) for name in row.contributions.all()]
    made.add_item(
        one_line(row.plain_title),
        settings.SITE_URL + row.get_absolute_url(),
        abstract,
        author_name=", ".join(names) or None,
        unique_id=f"urn:uuid:{row.uuid}",
        pubdate=row.created,
        updateddate=row.updated,
    )


def _abstracts(keys: Iterable[int]) -> dict[int, str]:
    """Return the first abstract of each publication, as plain text. 1 query."""
    rows = Text.objects.filter(publication__in=keys, kind=Text.Kind.ABSTRACT).order_by("-position", "-pk")
    return {key: abstract_plain(text) for key, text in rows.values_list("publication", "text")}
