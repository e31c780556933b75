"""The two views that a record page is compared with. They go through the same middleware as all pages."""

from functools import cache

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language

from publications.fingerprint.showing import topics
from publications.models import Publication
from publications.views.publication import TEMPLATE, context_of


def constant(request: HttpRequest, slug: str) -> HttpResponse:
    """(a) A constant body: that of the page of a record, made once."""
    return HttpResponse(_body(slug, get_language()) or _first_body(request, slug))


def rendered(request: HttpRequest, slug: str) -> HttpResponse:
    """(b) The template of the record page with a context that was prepared once."""
    return render(request, TEMPLATE, _context(slug, get_language()))


_bodies: dict[tuple[str, str], bytes] = {}


def _body(slug: str, language: str) -> bytes | None:
    return _bodies.get((slug, language))


def _first_body(request: HttpRequest, slug: str) -> bytes:
    body = _bodies[slug, get_language()] = rendered(request, slug).content
    return body


@cache
def _context(slug: str, language: str) -> dict:
    found = Publication.objects.public().for_record().get(slug=slug)
    return context_of(found, QueryDict()) | {"topics": topics(found.pk)}
