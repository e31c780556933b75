"""The list of publications: all of them, or what is found for a query."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from publications.kept import kept_with_results
from publications.views.identified import address_of
from publications.views.results import Results


@kept_with_results
def publication_list(request: HttpRequest) -> HttpResponse:
    """Return what a request asks for, or a redirect where that is an identifier. 3 to 10 queries."""
    if address := address_of(request.GET):
        return HttpResponseRedirect(address)
    return render(request, "publications/list.html", {"list": Results(request)})


def list_in_lup(request: HttpRequest) -> HttpResponse:
    """Return a redirect from the address of LUP's list to ours, which understands its parameters. No queries."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{reverse('publications')}?{query}" if query else reverse("publications"))
