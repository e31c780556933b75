"""A contributor of a publication: the name, the person, and where they worked. Reached from the publication's form."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from curation.model_admin import PlacedInline, StaffAdmin
from curation.querysets import contributions_with_publication, places_with_unit
from curation.workflow.permissions import visible
from publications.models import Contribution, ContributionAffiliation, Publication


class PlaceInline(PlacedInline):
    model = ContributionAffiliation
    fields = ["position", "organisation", "name"]
    autocomplete_fields = ["organisation"]

    def get_queryset(self, request):
        """Return the affiliations with their units."""
        return places_with_unit(super().get_queryset(request))

    def _may(self, request, record, *actions):
        return request.user.has_perm("publications.change_publication", record)


@admin.register(Contribution)
class ContributionAdmin(StaffAdmin):
    fieldsets = [
        (None, {"fields": ["publication_link", "role", ("family", "given", "suffix"), "literal"]}),
        (_("Recognised as"), {"fields": ["person", ("ours", "corresponding"), "wrong_orcid"]}),
    ]
    readonly_fields = ["publication_link"]
    autocomplete_fields = ["person"]
    inlines = [PlaceInline]

    def get_queryset(self, request):
        """Return the contributors of publications that the user may see, with their publication and person."""
        rows = super().get_queryset(request).filter(publication__in=visible(request.user, Publication.objects.all()))
        return contributions_with_publication(rows)

    def has_module_permission(self, request):
        """Contributors have no list of their own."""
        return False

    def has_view_permission(self, request, obj=None):
        """Return whether publications may be seen."""
        return request.user.has_perm("publications.view_publication", obj)

    def has_change_permission(self, request, obj=None):
        """Return whether publications may be changed."""
        return request.user.has_perm("publications.change_publication", obj)

    def has_add_permission(self, request):
        """Contributors are added in the publication's form."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Contributors are removed in the publication's form."""
        return False

    def changelist_view(self, request, extra_context=None):
        """Return to the list of publications: contributors have no list of their own."""
        return HttpResponseRedirect(reverse("admin:publications_publication_changelist"))

    def response_post_save_change(self, request, obj):
        """Return to the publication, to the page of its contributors with this one."""
        return HttpResponseRedirect(publication_address(obj))

    @admin.display(description=_("publication"))
    def publication_link(self, obj):
        return format_html('<a href="{}">{}</a>', publication_address(obj), obj.publication)


def publication_address(contribution: Contribution) -> str:
    """Return the address of the publication's form, at the page of contributors with this one."""
    form = reverse("admin:publications_publication_change", args=[contribution.publication_id])
    page = contribution.position // PlacedInline.per_page + 1
    return f"{form}?contributions-page={page}#contributions-group"
