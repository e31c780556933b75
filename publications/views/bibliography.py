"""Bibliographies of lists: of any that parameters ask for, of what a visitor has marked, of what somebody shared.

Each as a page with up to 2,000 references, to be read and copied, and as a file in the formats of citations.documents.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from threading import BoundedSemaphore

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from citations.documents import SUFFIXES, writer
from publications import bibliographies, citing, marking
from publications.bibliographies import GROUPINGS, MOST, Wanted
from publications.kept import PRIVATE
from publications.views.lists import keys_asked, with_query
from publications.views.marked import list_shared

CHOSEN = ("style", "locale", "group", "find")  # parameters of a bibliography; all others are those of its list
# A long one takes a second of the processor: each process makes one at a time, and whoever waits longer is told so.
LONG, PATIENCE = 300, 10  # publications, seconds
_PLACE = BoundedSemaphore(1)
_TOO_LONG = 5000  # characters of parameters


@dataclass(frozen=True)
class Source:
    """The list that a bibliography is of: its title, its page, the keys of its publications, one more than are shown
    where there are more; `path` and `files` are the addresses of the bibliography, as a page and without a suffix."""

    title: str
    page: str
    path: str
    files: str
    keys: list[int]
    private: bool = False


@require_safe
def of_list(request: HttpRequest, suffix: str = "") -> HttpResponse:
    """Return the bibliography of the publications that parameters ask for. 1 query for keys, 12 for each 500."""
    if len(request.META.get("QUERY_STRING", "")) > _TOO_LONG:
        raise Http404(_("Nothing has this address."))
    asked = {name: request.GET.getlist(name) for name in request.GET if name not in CHOSEN}
    page = with_query(reverse("publications"), **asked)
    source = Source(_("Publications"), page, reverse("bibliography"), "/bibliography", keys_asked(request, MOST + 1))
    return _answer(request, source, suffix)


@require_safe
def of_marked(request: HttpRequest, suffix: str = "") -> HttpResponse:
    """Return the bibliography of what the visitor has marked. 1 query for keys, 12 for each 500."""
    page, keys = reverse("marked"), marking.keys_marked(request)
    path, files = reverse("marked_bibliography"), "/marked/bibliography"
    return _answer(request, Source(_("Marked publications"), page, path, files, keys, private=True), suffix)


@require_safe
def of_shared(request: HttpRequest, token: str, suffix: str = "") -> HttpResponse:
    """Return the bibliography of a list that somebody shared. 1 query for keys, 12 for each 500."""
    keys = list_shared(token).keys
    path, files = reverse("shared_bibliography", args=[token]), f"/lists/{token}/bibliography"
    return _answer(
        request, Source(_("A list of publications"), reverse("shared", args=[token]), path, files, keys), suffix
    )


def _answer(request: HttpRequest, source: Source, suffix: str) -> HttpResponse:
    try:
        want = bibliographies.wanted(request.GET)
    except ValueError as error:
        return render(request, "publications/uncited.html", {"message": str(error)[:100]}, status=404)
    with ExitStack() as stack:
        if len(source.keys) > LONG:
            if not _PLACE.acquire(timeout=PATIENCE):
                return _busy()
            stack.callback(_PLACE.release)
        response = _file(source, want, suffix) if suffix else _page(request, source, want)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    if source.private:
        response.headers["Cache-Control"] = PRIVATE
    return response


def _busy() -> HttpResponse:
    text = _("Other long lists are being sent just now. Please try again in half a minute.")
    return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "30"})


def _file(source: Source, want: Wanted, suffix: str) -> HttpResponse:
    if suffix not in SUFFIXES:
        raise Http404(_("There is no such format."))
    form = writer(suffix)
    with override(citing.language_of(want.locale)):
        title = _("Publications")
    body = form.write(bibliographies.document(bibliographies.groups(source.keys, want), want, title))
    is_text = form.media_type.startswith("text/") or suffix == "tex"
    name = f"bibliography-{timezone.localdate().isoformat()}.{suffix}"
    headers = {
        "Content-Type": f"{form.media_type}; charset=utf-8" if is_text else form.media_type,
        "Content-Disposition": content_disposition_header(True, name),
    }
    return HttpResponse(body, headers=headers)


def _page(request: HttpRequest, source: Source, want: Wanted) -> HttpResponse:
    groups = bibliographies.groups(source.keys, want)
    lists_own = [(name, value) for name in request.GET if name not in CHOSEN for value in request.GET.getlist(name)]
    asked = {name: request.GET.getlist(name) for name in request.GET if name not in CHOSEN}
    context = {
        "source": source,
        "groups": groups,
        "count": sum(len(group.rows) for group in groups),
        "more": len(source.keys) > MOST,
        "most": MOST,
        "want": want,
        "choice": citing.choice(request.GET),
        "groupings": {name: grouping.label for name, grouping in GROUPINGS.items()},
        "hidden": lists_own,
        "look": bibliographies.look(want),
        "files": [
            (writer(suffix), with_query(f"{source.files}.{suffix}", **asked, **want.parameters)) for suffix in SUFFIXES
        ],
        "here": with_query(source.path, **asked),
    }
    return render(request, "publications/bibliography.html", context)
