"""What research is about: the page of a concept, why a publication has its concepts, and what lies near it."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from publications.fingerprint.near import near
from publications.fingerprint.showing import reasons, topics
from publications.kept import kept_by_version, kept_with_results
from publications.models import Concept, ConceptChoice, Organisation, Person, Publication
from publications.portraits.pictures import columns
from publications.views.addresses import instead_of_publication
from publications.views.results import Results

MOST_NAMED = 10  # people and units on the page of a concept
MOST_WEAK = 1000  # publications of a concept that is a weak one in each


@kept_with_results
def concept(request: HttpRequest, uuid: uuid.UUID) -> HttpResponse:
    """Return the page of a concept: publications, people, units and years. 12 queries or more, 1 where it is kept."""
    found = get_object_or_404(Concept, uuid=uuid)
    choice = ConceptChoice.objects.everywhere().filter(concept=found).first()
    if choice and choice.target:
        return HttpResponsePermanentRedirect(choice.target.get_absolute_url())
    shown = _publications(request, found)
    if choice or not (shown.count or shown.asked or shown.building):
        raise Http404(_("No publication is about this."))
    counts = shown.search.found.facets
    people = _counted(Person, counts.get("person", ()))
    units = [] if shown.building else _counted(Organisation, shown.search.counts("unit"))
    years = columns([(int(year), number, 0) for year, number in counts.get("year", ()) if number])
    units = [row for row in units if row[0].own]
    context = {"concept": found, "list": shown, "people": people, "units": units, "years": years}
    return render(request, "concepts/concept.html", context)


def _publications(request: HttpRequest, concept: Concept) -> Results:
    """Return the list of a concept; the index knows where it is strong, the database where it is weak only."""
    found = Results(request, {"concept": str(concept.uuid)})
    if found.count or found.building:
        return found
    weak = Publication.objects.public().having(concept).order_by("-issued", "-id").values_list("pk", flat=True)
    keys = list(weak[:MOST_WEAK])
    return Results(request, only=keys) if keys else found


def _counted(model: type, counts: list[tuple[str, int]]) -> list[tuple]:
    """Return rows with the number of publications of each, most first. 1 query."""
    numbers = {int(key): number for key, number in counts[:MOST_NAMED]}
    rows = model.objects.in_bulk(numbers)
    return [(rows[key], number) for key, number in numbers.items() if key in rows]


@kept_by_version
def why(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the page that shows in which sentences a publication has its concepts. 4 queries, 1 where it is kept."""
    found = Publication.objects.public().filter(slug=slug).first()
    if found is None:
        return instead_of_publication(request, slug)
    return render(request, "concepts/why.html", {"publication": found, "reasons": reasons(found.pk, topics(found.pk))})


@kept_with_results
def similar(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the page of publications that are like one, with what they have in common. 7 queries."""
    found = Publication.objects.public().filter(slug=slug).first()
    if found is None:
        return instead_of_publication(request, slug)
    return render(request, "concepts/similar.html", {"publication": found, "near": near(found.pk)})
