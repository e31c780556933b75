"""People: all of them A to Ö, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from publications.kept import kept_with_results
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
    """Return the page of a person with their publications. 10 queries or more, 1 where it is kept."""
    people = Person.objects.public()
    found = people.for_page().filter(slug=slug).first()
    if found is None:
        return redirect_from_former(request, people, slug)
    return portrayed(request, "people/person.html", "person", found, Results(request, {"person": slug}))
