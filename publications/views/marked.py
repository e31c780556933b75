"""The marked list of a visitor: its page, what changes it, and what other pages ask of it; and lists that were shared.

A page for many readers cannot tell what one of them has marked. Its forms lead here without JavaScript; with it, they
are sent in the background, and the page asks which of its publications are marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from formats import WRITERS
from publications import marking
from publications.kept import PRIVATE
from publications.marking import Change
from publications.models import MarkedList, Publication, SharedList
from publications.models.marked import MOST
from publications.views.list_exports import export_keys, writer_of
from publications.views.lists import Leaves, Pages, keys_of, with_query
from publications.views.origin import from_here

PER_PAGE = 100
MOST_ASKED = 200  # publications of a page that it may ask about at once
LONGEST_QUERY = 5000  # characters of the parameters of a list whose publications are all to be marked
_PLACE = re.compile(r"([0-9a-f-]{32,36}):([0-9]{1,4})")


@dataclass(frozen=True)
class ListPage(Leaves):
    """A page of a list that a visitor made."""

    page: Page
    path: str

    def address(self, number: int) -> str:
        return with_query(self.path, page=number if number > 1 else "")


@from_here
@require_http_methods(["GET", "HEAD", "POST"])
def marked(request: HttpRequest) -> HttpResponse:
    """Return the page of what the visitor has marked; a POST changes the list. 4 queries."""
    return _changed(request) if request.method == "POST" else _page(request)


def _page(request: HttpRequest) -> HttpResponse:
    found = marking.marked_by(request)
    keys = Publication.objects.public().among(found.keys) if found else []
    context = {
        "list": ListPage(Pages(keys, PER_PAGE).nearest(request.GET.get("page", "")), request.path),
        "count": len(keys),
        "undo": found is not None and found.before is not None,
        "added": max(_difference(found), 0),
        "removed": max(-_difference(found), 0),
        "formats": WRITERS.values(),
        "most": MOST,
    }
    response = render(request, "marked/marked.html", context)
    if found:
        marking.keep_in_use(request, response, found, len(keys))
    response.headers["Cache-Control"] = PRIVATE
    return response


def _difference(found: MarkedList | None) -> int:
    """Return how many were added by the change that can be undone; less than 0 where some were removed."""
    return len(found.keys) - len(found.before) if found and found.before is not None else 0


def _changed(request: HttpRequest) -> HttpResponse:
    """Change the list as the first field that names a change says, and lead to its page, or say so to a script."""
    name = next((name for name in (*CHANGES, "undo") if name in request.POST), None)
    if name is None:
        return HttpResponseBadRequest(_("Nothing to change was named."), content_type="text/plain; charset=utf-8")
    if name == "undo":
        found, secret = marking.undo(request)
    else:
        change, undoable = CHANGES[name](request.POST[name])
        found, secret = marking.change(request, change, undoable=undoable)
    response = _answer(request, found)
    marking.remember(response, secret, len(found.keys))
    return response


def _answer(request: HttpRequest, found: MarkedList) -> HttpResponse:
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"count": len(found.keys), "most": MOST, "difference": _difference(found)})
    return HttpResponseRedirect(reverse("marked"), status=303)


def _mark(value: str) -> tuple[Change, bool]:
    return marking.added([_key(value)]), False


def _unmark(value: str) -> tuple[Change, bool]:
    return marking.removed([_key(value)]), False


def _remove(value: str) -> tuple[Change, bool]:
    return marking.removed([_key(value)]), True


def _clear(value: str) -> tuple[Change, bool]:
    return (lambda keys: []), True


def _move(value: str) -> tuple[Change, bool]:
    parts = _PLACE.fullmatch(value)
    if not parts:
        raise Http404(_("Nothing has this address."))
    return marking.moved(_key(parts[1]), int(parts[2])), False


def _mark_found(value: str) -> tuple[Change, bool]:
    if len(value) > LONGEST_QUERY:
        raise Http404(_("Nothing has this address."))
    return marking.added(keys_of(QueryDict(value), MOST)), True


def _mark_shared(value: str) -> tuple[Change, bool]:
    return marking.added(list_shared(value).keys), True


CHANGES: dict[str, Callable[[str], tuple[Change, bool]]] = {
    "mark": _mark,
    "unmark": _unmark,
    "remove": _remove,
    "clear": _clear,
    "move": _move,
    "found": _mark_found,
    "list": _mark_shared,
}


def _key(text: str) -> int:
    """Return the key of the public publication with a uuid; Http404 where there is none. 1 query."""
    key = None
    if uuid := _uuid(text):
        key = Publication.objects.public().filter(uuid=uuid).values_list("pk", flat=True).first()
    if key is None:
        raise Http404(_("Nothing has this address."))
    return key


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
def state(request: HttpRequest) -> JsonResponse:
    """Return {count, marked}: how many are marked, and which of those in `?of=uuid,uuid`. at most 3 queries."""
    keys = marking.keys_marked(request)
    asked = [uuid for text in request.GET.get("of", "").split(",")[:MOST_ASKED] if (uuid := _uuid(text))]
    found = Publication.objects.public().filter(uuid__in=asked, pk__in=keys).values_list("uuid", flat=True)
    marked = list(map(str, found)) if keys and asked else []
    return JsonResponse({"count": len(keys), "marked": marked}, headers={"Cache-Control": PRIVATE})


@require_safe
def export(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """Return what the visitor has marked as a file. 1 query, and 12 for each 500 publications."""
    response = export_keys(request, writer_of(suffix), marking.keys_marked(request))
    response.headers["Cache-Control"] = PRIVATE
    return response


@require_safe
def export_shared(request: HttpRequest, token: str, suffix: str) -> HttpResponseBase:
    """Return a list that somebody shared as a file. 1 query, and 12 for each 500 publications."""
    return export_keys(request, writer_of(suffix), list_shared(token).keys)


@from_here
@require_POST
def share(request: HttpRequest) -> HttpResponse:
    """Share the list as it is now, and lead to its page, whose address can be given to others. 3 to 6 queries."""
    keys = Publication.objects.public().among(marking.keys_marked(request))
    if not keys:
        return HttpResponseRedirect(reverse("marked"), status=303)
    return HttpResponseRedirect(reverse("shared", args=[marking.shared(keys).token]), status=303)


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Return the page of a list that somebody shared. 4 queries."""
    found = list_shared(token)
    keys = Publication.objects.public().among(found.keys)
    context = {
        "shared": found,
        "list": ListPage(Pages(keys, PER_PAGE).nearest(request.GET.get("page", "")), request.path),
        "count": len(keys),
        "formats": WRITERS.values(),
        "address": request.build_absolute_uri(request.path),
    }
    return render(request, "marked/shared.html", context)


def list_shared(token: str) -> SharedList:
    """Return the list that was shared under a token; Http404 where there is none. 2 or 3 queries."""
    found = marking.shared_as(token) if len(token) < 50 and token.isascii() and "\0" not in token else None
    if found is None:
        raise Http404(_("Nothing has this address."))
    return found
