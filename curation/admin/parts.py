"""The parts of a publication, in its form."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.model_admin import PlacedInline, RowInline, StackedPlacedInline
from curation.publication_form import IdentifierForm, IdentifierFormSet, TextForm
from curation.querysets import (
    classifications_with_subject,
    contributions_with_places,
    keyword_links_with_keyword,
)
from publications.models import (
    Classification,
    Contribution,
    Funding,
    Identifier,
    Link,
    PublicationKeyword,
    SourceRecord,
    Text,
)
from publications.models.normal import problem_in_words


class ContributionInline(PlacedInline):
    model = Contribution
    fields = ["position", "role", "family", "given", "literal", "person", "places"]
    readonly_fields = ["places"]
    autocomplete_fields = ["person"]

    def get_formset(self, request, obj=None, **kwargs):
        """Return the form set; people are added and changed elsewhere, so that a row needs no menu."""
        formset = super().get_formset(request, obj, **kwargs)
        for name in self.autocomplete_fields:
            widget = formset.form.base_fields[name].widget
            widget.can_add_related = widget.can_change_related = False
            widget.can_view_related = widget.can_delete_related = False
        return formset

    def get_queryset(self, request):
        """Return the contributors with people and affiliations."""
        return contributions_with_places(super().get_queryset(request))

    @admin.display(description=_("affiliations"))
    def places(self, obj):
        """Return the affiliations with a link to where they are edited, a form of its own."""
        if not obj.pk:
            return gettext("Save first")
        texts = [str(place) for place in obj.affiliations.all()]
        texts = ([gettext("of the house")] if obj.ours else []) + texts
        faulty = gettext("Faulty ORCID: %s") % obj.wrong_orcid if obj.wrong_orcid else ""
        address = reverse("admin:publications_contribution_change", args=[obj.pk])
        return format_html(
            '<span class="places">{}</span> <span class="problem">{}</span> <a href="{}">{}</a>',
            "; ".join(texts),
            faulty,
            address,
            gettext("Edit"),
        )


class IdentifierInline(PlacedInline):
    model = Identifier
    form, formset = IdentifierForm, IdentifierFormSet
    fields = ["position", "scheme", "value", "fault"]
    readonly_fields = ["fault"]
    tab = True

    @admin.display(description=_("problem"))
    def fault(self, obj):
        """Return what is wrong with an identifier, which readers therefore do not see."""
        if not obj.problem:
            return ""
        return format_html('<span class="problem">{}</span>', problem_in_words(obj.problem))


class TextInline(StackedPlacedInline):
    model = Text
    form = TextForm
    fields = [("kind", "language"), ("heading", "position"), "text"]
    verbose_name, verbose_name_plural = _("abstract, title or note"), _("abstracts, titles, notes")
    tab = True


class ClassificationInline(PlacedInline):
    model = Classification
    fields = ["position", "subject"]
    autocomplete_fields = ["subject"]
    tab = True

    def get_queryset(self, request):
        """Return the subjects with those above them."""
        return classifications_with_subject(super().get_queryset(request))


class KeywordInline(PlacedInline):
    model = PublicationKeyword
    fields = ["position", "keyword"]
    autocomplete_fields = ["keyword"]
    tab = True

    def get_queryset(self, request):
        """Return the links with their keywords."""
        return keyword_links_with_keyword(super().get_queryset(request))


class LinkInline(PlacedInline):
    model = Link
    fields = ["position", "kind", "url", "label", "media_type"]
    tab = True


class FundingInline(PlacedInline):
    model = Funding
    fields = ["position", "funder", "funder_id", "award", "title"]
    tab = True


class SourceInline(RowInline):
    """Where the record came from; only imports write here."""

    model = SourceRecord
    fields = readonly_fields = ["source", "source_id"]
    ordering = ["pk"]
    tab = True

    def has_add_permission(self, request, obj=None):
        """Only imports add sources."""
        return False

    def has_change_permission(self, request, obj=None):
        """Only imports change sources."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Only imports take sources away."""
        return False


INLINES = [
    ContributionInline,
    IdentifierInline,
    TextInline,
    ClassificationInline,
    KeywordInline,
    LinkInline,
    FundingInline,
    SourceInline,
]
