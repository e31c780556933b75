"""What can be done with the rows that are chosen in a list."""

from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@admin.action(description=_("Merge …"), permissions=["change", "delete"])
def merge_selected(model_admin, request, queryset):
    """Lead to the page on which the chosen rows are compared and merged."""
    keys = queryset.order_by("pk").values_list("pk", flat=True)[:100]  # the page says how many are too many
    address = reverse("admin:merge", args=[model_admin.opts.model_name])
    return HttpResponseRedirect(f"{address}?{urlencode({'ids': ','.join(map(str, keys))})}")
