"""How complete the public records are, of the house and of a unit. Nothing of drafts, nobody's name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from publications.completeness import account_of
from publications.models import Organisation
from publications.views.addresses import redirect_from_former

# What each share is called, what it means, and the filter of the staff's list that finds the others.
WORDS = {
    "doi": ("DOI", _("A lasting address at the publisher's."), "no-doi"),
    "orcid": ("ORCID", _("At least one author of the house with an ORCID iD."), "no-orcid"),
    "abstract": (_("Abstract"), _("In whatever language."), "no-abstract"),
    "subject": (_("UKÄ subject"), _("A subject of UKÄ's classification."), "no-subject"),
    "open": (_("Open access"), _("Free to read: gold, hybrid, green or bronze."), "not-open"),
}


def of_house(request: HttpRequest) -> HttpResponse:
    """Return the page of the house. 4 queries."""
    return _page(request, None, "ours__exact=1")


def of_unit(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the page of a unit of the house, with those above and below it. 6 queries."""
    units = Organisation.objects.filter(own=True)
    unit = units.filter(slug=slug).first()
    if unit is None:
        return redirect_from_former(request, units, slug)
    return _page(request, unit, f"unit={unit.pk}")


def _page(request: HttpRequest, unit: Organisation | None, narrowed: str) -> HttpResponse:
    units = Organisation.objects.all()
    account = account_of(unit)
    shown = {
        "unit": unit,
        "above": units.above(unit) if unit else [],
        "below": units.below(unit).filter(own=True) if unit else units.widest(),
        "account": account,
        "shares": [(share, *WORDS[share.measure]) for share in account.whole.shares] if account else [],
        "may_mend": request.user.is_staff and request.user.has_perm("publications.view_publication"),
        "narrowed": narrowed,
    }
    return render(request, "organisations/completeness.html", shown)
