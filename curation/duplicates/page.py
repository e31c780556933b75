"""The page of what may be there twice: /admin/duplicates/publication/ and /admin/duplicates/person/."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from curation.duplicates import pairs
from curation.duplicates.beside import people_beside, publications_beside
from curation.duplicates.jobs import is_looking, look_now
from curation.duplicates.looking import NEVER
from curation.duplicates.querysets import pairs_with_user
from curation.filters import grouped_types, unit_form
from curation.models import LookedThrough, PossibleDuplicate
from curation.workflow.permissions import visible
from curation.workflow.roles import answers_for_all
from formats.types import TYPES
from publications.models import Organisation, Person, Publication

ON_A_PAGE = 10
LAST_PAGE = 1000
UNITS = 20  # that are called alike
KINDS = {"publication": (Publication, publications_beside), "person": (Person, people_beside)}


def duplicates_page(request: HttpRequest, model: str) -> HttpResponse:
    """Return the pairs beside each other, the most probable first; with POST, remember what somebody said of one.

    Http404 for another kind, PermissionDenied for those who may not change rows of it.
    """
    if model not in KINDS:
        raise Http404
    if not request.user.has_perm(f"publications.change_{model}"):
        raise PermissionDenied
    if request.method == "POST":
        return _look(request) if request.POST.get("look") else _decided(request, model)
    return TemplateResponse(request, "curation/duplicates.html", _context(request, model))


def _look(request: HttpRequest) -> HttpResponse:
    """Let the worker look now, for those who answer for all records, and lead back to the list."""
    if not answers_for_all(request.user):
        raise PermissionDenied
    if look_now():
        messages.success(request, _("The worker is looking. Come back in a while, or wait here."))
    return HttpResponseRedirect(request.get_full_path())


def _decided(request: HttpRequest, model: str) -> HttpResponse:
    """Remember that a pair is not the same, or that it is to be asked for again, and lead back to the list."""
    key = _number(request.POST.get("pair", ""))
    pair = PossibleDuplicate.objects.filter(kind=model, pk=key).first()
    if pair is None:
        messages.warning(request, _("That pair is no longer in the list; nothing was changed."))
        return HttpResponseRedirect(request.get_full_path())
    _check_permission(request.user, pair)
    if request.POST.get("again"):
        pairs.ask_again(pair)
        messages.success(request, _("The pair is in the list again."))
    else:
        pairs.tell_apart(pair, request.user)
        messages.success(request, _("Remembered: they are not the same. You find them under “Told apart”."))
    return HttpResponseRedirect(request.get_full_path())


def _check_permission(user, pair: PossibleDuplicate) -> None:
    """Raise PermissionDenied where the user may not change both rows."""
    if pair.kind == "publication":
        rows = Publication.objects.filter(pk__in=(pair.first, pair.second))
        if not all(user.has_perm("publications.change_publication", row) for row in rows):
            raise PermissionDenied


def _context(request: HttpRequest, model: str) -> dict:
    kind, beside = KINDS[model]
    page = min(max(_number(request.GET.get("page", "")), 1), LAST_PAGE)
    told_apart = bool(request.GET.get("apart"))
    rows = _filtered(model, request, told_apart=told_apart)
    found = list(rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE + 1])
    called = request.GET.get("unit_called", "").strip()[:200]
    looked = LookedThrough.objects.filter(kind=model, until__gt=NEVER).first()
    return admin.site.each_context(request) | {
        "title": _("Possible duplicates: %s") % kind._meta.verbose_name_plural,
        "model": model,
        "pairs": beside(found[:ON_A_PAGE]),
        "told_apart": told_apart,
        "others": _others(request, model),
        "unit_form": unit_form(request, _number(request.GET.get("unit", "")) or None),
        "unit_called": called,
        "unit_unknown": bool(called) and not _units(request.GET),
        "types": grouped_types() if model == "publication" else (),
        "type": request.GET.get("type", ""),
        "newer": _address(request, page - 1) if page > 1 else "",
        "older": _address(request, page + 1) if len(found) > ON_A_PAGE else "",
        "looked": looked and looked.until,
        "looking": is_looking(),
        "may_look": answers_for_all(request.user),
    }


def _others(request: HttpRequest, model: str) -> list[tuple[str, str]]:
    """Return names and addresses of the lists for other kinds that the user may see."""
    return [
        (str(PossibleDuplicate.Kind(kind).label), reverse("admin:duplicates", args=[kind]))
        for kind in KINDS
        if kind != model and request.user.has_perm(f"publications.change_{kind}")
    ]


def _address(request: HttpRequest, page: int) -> str:
    parameters = request.GET.copy()
    parameters["page"] = page
    return f"?{parameters.urlencode()}"


def _number(text: str) -> int:
    """Return the number that a text is, 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _filtered(model: str, request: HttpRequest, *, told_apart: bool) -> QuerySet[PossibleDuplicate]:
    """Return the pairs of rows that are there and that the user may see, in the unit and of the type chosen."""
    rows = PossibleDuplicate.objects.filter(kind=model, refused_at__isnull=not told_apart)
    there = KINDS[model][0].objects.all()
    if model == "publication":
        there = visible(request.user, there.exclude(status=Publication.Status.WITHDRAWN))
    rows = rows.filter(Exists(there.filter(pk=OuterRef("first"))), Exists(there.filter(pk=OuterRef("second"))))
    chosen = _chosen(model, request.GET)
    if chosen is not None:
        rows = rows.filter(Q(first__in=chosen.values("pk")) | Q(second__in=chosen.values("pk")))
    return pairs_with_user(rows.order_by(*(("-refused_at",) if told_apart else ("-score", "pk"))))


def _chosen(model: str, given) -> QuerySet | None:
    """Return the rows of which one must be in a pair, None where nothing was chosen."""
    units, type = _units(given), given.get("type", "")
    rows = KINDS[model][0].objects.all()
    if units:
        rows = rows.from_units(units) if model == "publication" else rows.filter(affiliations__organisation__in=units)
    if model == "publication" and type in TYPES:
        rows = rows.filter(type=type)
    return rows if units or (model == "publication" and type in TYPES) else None


def _units(given) -> list[int]:
    """Return the keys of the unit that was chosen, or that is called so, and of those below it. 1 or 2 queries each.

    Without JavaScript a unit is not chosen from a list but typed: its code, or a part of its name.
    """
    called = given.get("unit_called", "").strip()[:200].replace("\0", "")
    chosen = [Organisation(pk=key)] if (key := _number(given.get("unit", ""))) else []
    if called and not chosen:
        names = Q(name_en__icontains=called) | Q(name_sv__icontains=called)
        chosen = Organisation.objects.filter(Q(code__iexact=called) | names, own=True)[:UNITS]
    return [
        key for unit in chosen for key in Organisation.objects.subtree(unit).order_by().values_list("pk", flat=True)
    ]
