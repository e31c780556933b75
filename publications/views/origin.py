"""Requests that change something, from pages that are the same for everybody and so hold no token against forgery.

A browser says of each POST where it comes from, and no script of another site can make it say otherwise: in Origin, in
Sec-Fetch-Site or, where it is old, in Referer. What comes from elsewhere, or says nothing at all, is refused.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt


def from_here(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view that refuses with 403 what does not come from a page of ours; GET and HEAD may come from all."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method not in ("GET", "HEAD") and not is_from_here(request):
            return render(request, "403.html", status=403)
        return view(request, *args, **kwargs)

    return answer


def is_from_here(request: HttpRequest) -> bool:
    """Return whether a request comes from a page of this very site, by what the browser says of it."""
    ours = f"{request.scheme}://{request.get_host()}"
    if (origin := request.headers.get("Origin")) is not None:
        return origin == ours
    if (site := request.headers.get("Sec-Fetch-Site")) is not None:
        return site == "same-origin"
    return _origin_of(request.headers.get("Referer", "")) == ours


def _origin_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"
