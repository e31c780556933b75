"""Staff say that a finding is right as it is. It is remembered, and may be taken back; another value is found again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from curation.models import Finding
from publications.models import Publication


def mark(admin, request: HttpRequest, publication: Publication, key: int) -> HttpResponse:
    """Mark a finding as right, or not, and return the way back to the form. 1 query."""
    if not admin.has_change_permission(request, publication):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    is_right = request.POST.get("right") == "yes"
    found = Finding.objects.filter(publication=publication, pk=key)
    changed = found.update(
        right_by=request.user if is_right else None, right_since=timezone.now() if is_right else None
    )
    messages.success(request, _told(is_right)) if changed else messages.warning(request, _("It is no longer found."))
    return redirect(reverse("admin:publications_publication_change", args=[publication.pk]))


def _told(is_right: bool) -> str:
    if is_right:
        return _("It is noted that this is right. If the value changes, it is looked at again.")
    return _("It counts as a remark again.")
