"""The reference of a publication in any style: for the box "Cite this", and as a link that cites."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotFound,
    HttpResponseNotModified,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citations import cite, known_locale, style_entry
from citations.documents import html, txt
from formats.record import Record
from formats.richtext import plain
from publications import citing
from publications.kept import is_unchanged, validators
from publications.loading import public_record_of
from publications.metadata import Link, header
from publications.models import Publication
from publications.records import record_of
from publications.versions import version_of_uuid
from publications.views.addresses import instead_of_record

LONGEST = 100  # characters of a style or a language that a message repeats
SHEETS = tuple(f"css/{name}.css" for name in ("tokens", "base", "components"))
STYLES_KEPT = 3600  # seconds that what was found may be kept; styles change with a release only


@require_safe
def citation(request: HttpRequest, uuid: UUID, style: str) -> HttpResponse:
    """Return {style, text, html, rich, verbatim} as JSON. 5 queries; 1 where it is unchanged.

    A withdrawn publication is 410; Http404 where there is none, and for an unknown style or `?locale=`.
    """
    return _of_record(request, uuid, lambda record: JsonResponse(_parts(_shown(record, style, request.GET))))


def _shown(record: Record, style: str, asked: QueryDict) -> citing.Shown:
    try:
        return citing.shown(record, style, asked.get("locale", "en-US"))
    except ValueError as error:
        raise Http404(str(error)) from error


def _of_record(request: HttpRequest, uuid: UUID, answer: Callable[[Record], HttpResponse]) -> HttpResponse:
    """Return the answer made of a public record, or that it is unchanged, withdrawn or not there. 5 queries or 1."""
    version = version_of_uuid(uuid)
    if version is None or version.status != Publication.Status.PUBLIC:
        return instead_of_record(request, uuid)
    headers = validators(request, version)
    if is_unchanged(request, headers):
        return HttpResponseNotModified(headers=headers)
    found = public_record_of(uuid)
    if found is None:  # withdrawn a moment ago
        return instead_of_record(request, uuid)
    response = answer(record_of(found, settings.SITE_URL))
    for name, value in headers.items():
        response.headers[name] = value
    return response


@require_safe
def cited(request: HttpRequest, uuid: UUID, suffix: str) -> HttpResponse:
    """Return the reference alone, as plain text or as a whole small page, in `?style=` and `?locale=`. 5 queries or 1.

    404 for an unknown style or language, in the form that was asked for; a withdrawn publication is 410.
    """
    try:
        style, locale = _wanted(request.GET)
    except ValueError as error:
        return _unknown(request, suffix, str(error))
    return _of_record(request, uuid, lambda record: _WAYS[suffix](request, record, style, locale))


def _wanted(asked: QueryDict) -> tuple[str, str]:
    style = asked.get("style") or citing.first_style()
    style_entry(style)
    return style, known_locale(asked.get("locale") or "en-US")


def _as_text(request: HttpRequest, record: Record, style: str, locale: str) -> HttpResponse:
    text = f"{cite(record, style, locale)}\n"
    return HttpResponse(text, content_type=f"{txt.media_type}; charset=utf-8", headers=_describes(record, locale))


def _as_page(request: HttpRequest, record: Record, style: str, locale: str) -> HttpResponse:
    reference = cite(record, style, locale)
    context = {
        "reference": citing.linked(reference),
        "title": plain(record.full_title),
        "record": record,
        "locale": locale,
        "sheets": SHEETS,
    }
    response = render(request, "publications/cited.html", context)
    for name, value in _describes(record, locale).items():
        response.headers[name] = value
    return response


_WAYS = {txt.suffix: _as_text, html.suffix: _as_page}


def _describes(record: Record, locale: str) -> dict[str, str]:
    """Return the headers of a reference: whose it is, its language, and that it is no page to be found by itself."""
    link = header([Link(rel="describes", href=record.url, type="text/html")])
    return {"Link": link, "Content-Language": locale, "X-Robots-Tag": "noindex"}


def _unknown(request: HttpRequest, suffix: str, message: str) -> HttpResponse:
    if suffix == txt.suffix:
        return HttpResponseNotFound(f"{message[:LONGEST]}\n", content_type="text/plain; charset=utf-8")
    return render(request, "publications/uncited.html", {"message": message[:LONGEST]}, status=404)


@require_safe
def styles(request: HttpRequest) -> JsonResponse:
    """Return the styles that the words of `?q=` find, as {styles: [{id, title, same_as}], said}. No queries."""
    found = citing.found(request.GET.get("q", ""))
    rows = [{"id": style.id, "title": style.title, "same_as": style.same_as} for style in found]
    said = citing.found_in_words(len(rows))
    headers = {"Cache-Control": f"public, max-age={STYLES_KEPT}", "Vary": "Accept-Language", "X-Robots-Tag": "noindex"}
    return JsonResponse({"styles": rows, "said": said}, headers=headers)


def _parts(shown: citing.Shown) -> dict:
    return {
        "style": shown.style,
        "text": shown.text,
        "html": shown.html.__html__(),
        "rich": shown.rich,
        "verbatim": shown.verbatim,
    }
