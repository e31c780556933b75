"""What the portal is, who to write to, how accessible it is, and in which formats its records can be had."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from formats import WRITERS


def about(request: HttpRequest) -> HttpResponse:
    """Return the page about the portal. No queries."""
    return render(request, "about.html", {"formats": WRITERS.values()})
