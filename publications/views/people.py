"""People: all of them A to Ö, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from publications.kept import kept_with_results
from publications.metadata.person import person_json_ld
from publications.models import Person
from publications.views.addresses import redirect_from_former
from publications.views.alphabet import browse
from publications.views.portrayed import portrayed
from publications.views.results import Results


def people(request: HttpRequest) -> HttpResponse:
    """Return the people whose family names begin with some letters. 2 queries, 1 more when the letters are counted."""
    return render(request, "people/list.html", {"browse": browse(request, Person.objects.public(), "sort_name")})


@kept_with_results
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the page of a person with their publications. 11 queries or more, 1 where it is kept."""
    people = Person.objects.public()
    found = people.for_page().filter(slug=slug).first()
    if found is None:
        return redirect_from_former(request, people, slug)
    listed = Results(request, {"person": slug}, grouped="year")
    return portrayed(request, "people/person.html", "person", found, listed, json_ld=person_json_ld(found))
