"""The list of publications, and what is found by the words that a visitor typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from publications.views.finding import found_by_name, found_by_title, words_in
from publications.views.lists import whole_list


def publication_list(request: HttpRequest) -> HttpResponse:
    """Return the list of all publications, or what is found for the words in `q`. 5 queries, or 11 with words."""
    words = words_in(request.GET.get("q", ""))
    if words:
        shown = {"words": words, "list": found_by_title(request, words), "named": found_by_name(words)}
        return render(request, "publications/found.html", shown)
    return render(request, "publications/list.html", {"list": whole_list(request)})
