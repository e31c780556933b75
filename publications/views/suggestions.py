"""What is suggested while somebody types in the search box: people, units, journals, subjects, keywords, titles."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from publications.search.suggestions import suggestions

SHORTEST, LONGEST = 2, 100  # characters typed


@require_safe
def suggested(request: HttpRequest) -> JsonResponse:
    """Return groups of suggestions as JSON: label, and items with name and address. Up to 4 queries."""
    typed = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]
    groups = suggestions(typed) if len(typed) >= SHORTEST else []
    number = sum(len(group["items"]) for group in groups)
    said = ngettext("%(number)s suggestion", "%(number)s suggestions", number) % {"number": number}
    answer = JsonResponse({"groups": groups, "said": said})
    answer.headers["Cache-Control"] = "public, max-age=60"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
