"""The first page: what this is, the newest publications, subjects and units to enter, and true figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from publications import figures
from publications.kept import kept_with_results
from publications.models import Organisation, Publication, Subject
from publications.querysets import EDITION

NEWEST = 5


@kept_with_results
def home(request: HttpRequest) -> HttpResponse:
    """Return the first page. 6 queries, and 12 more when all figures are counted anew, every five minutes."""
    newest = Publication.objects.public().issued_by(localdate()).order_by("-issued", "-id").for_list()[:NEWEST]
    return render(
        request,
        "home.html",
        {
            "newest": newest,
            "areas": Subject.objects.areas(),
            "counts": figures.of_subjects(EDITION),
            "units": Organisation.objects.widest(),
            "figures": figures.of_the_house(),
            "changed": Publication.objects.public().last_change(),
        },
    )
