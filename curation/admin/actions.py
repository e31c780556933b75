"""What can be done with the rows that are chosen in a list."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.models import Batch

MOST = 10_000  # records at once


@admin.action(description=_("Merge …"), permissions=["change", "delete"])
def merge_selected(model_admin, request, queryset):
    """Lead to the page on which the chosen rows are compared and merged."""
    keys = queryset.order_by("pk").values_list("pk", flat=True)[:100]  # the page says how many are too many
    address = reverse("admin:merge", args=[model_admin.opts.model_name])
    return HttpResponseRedirect(f"{address}?{urlencode({'ids': ','.join(map(str, keys))})}")


@admin.action(description=_("Edit many …"), permissions=["change"])
def edit_selected(model_admin, request, queryset):
    """Lead to the page on which the chosen records are edited at once, or taken out as a spreadsheet."""
    keys = list(queryset.values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        messages.error(request, gettext("These are more than %d records. Narrow the list by a filter.") % MOST)
        return None
    return HttpResponseRedirect(reverse("admin:many", args=[Batch.objects.create(who=request.user, keys=keys).pk]))
