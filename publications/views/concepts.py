"""What research is about: the page of a concept, why a publication has its concepts, and what lies near it."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from publications.fingerprint.near import near
from publications.fingerprint.showing import reasons, topics
from publications.kept import kept_by_version, kept_with_results
from publications.models import Concept, ConceptChoice, Publication
from publications.views.addresses import instead_of_publication
from publications.views.results import Results
from publications.views.surroundings import surroundings

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
    context = {"concept": found, "list": shown, **surroundings(shown)}
    return render(request, "concepts/concept.html", context)


def _publications(request: HttpRequest, concept: Concept) -> Results:
    """Return the list of a concept; the index knows where it is strong, the database where it is weak only."""
    found = Results(request, {"concept": str(concept.uuid)}, grouped="")
    if found.count or found.building:
        return found
    weak = Publication.objects.public().having(concept).order_by("-issued", "-id").values_list("pk", flat=True)
    keys = list(weak[:MOST_WEAK])
    return Results(request, listed=keys, grouped="") if keys else found


@kept_by_version
def why(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the page that shows in which sentences a publication has its concepts. 4 queries, 1 where it is kept."""
    found = Publication.objects.public().filter(slug=slug).first()
    if found is None:
        return instead_of_publication(request, slug)
    return render(request, "concepts/why.html", {"publication": found, "reasons": reasons(found.pk, topics(found.pk))})


@kept_with_results
def similar(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the page of publications that are like one, with what they have in common. 11 queries at most."""
    found = Publication.objects.public().filter(slug=slug).first()
    if found is None:
        return instead_of_publication(request, slug)
    return render(request, "concepts/similar.html", {"publication": found, "near": near(found.pk)})
