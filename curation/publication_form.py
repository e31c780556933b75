"""The forms of a publication and its parts: what is checked when staff save."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.rows import PlacedForm, PlacedFormSet, RowForm
from curation.widgets import OpenSelect
from formats.richtext import clean_abstract, clean_title
from publications.models import Identifier, Publication, Text

SCHEMES = ("doi", "pmid", "pmcid", "scopus", "isi", "arxiv", "isbn", "urn", "hdl", "uri")


class PublicationForm(RowForm):
    class Media:
        js = ["js/duplicates.js"]

    class Meta:
        model = Publication
        fields = "__all__"
        help_texts = {
            "title": gettext_lazy(
                "Only italic, bold, subscript and superscript: &lt;i&gt; &lt;b&gt; &lt;sub&gt; &lt;sup&gt;"
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "title" in self.fields:  # static/js/duplicates.js tells what it may be a duplicate of
            self.fields["title"].widget.attrs |= {
                "data-candidates": reverse("admin:candidates"),
                "data-own": self.instance.pk or "",
                "data-lead": _("This may be there already:"),
            }

    def clean_title(self):
        """Return the title with no other markup than italic, bold, sub, superscript and small capitals."""
        return clean_title(self.cleaned_data["title"])

    def clean_subtitle(self):
        """Return the subtitle, cleaned as the title is."""
        return clean_title(self.cleaned_data["subtitle"])


class IdentifierForm(PlacedForm):
    class Meta:
        model = Identifier
        fields = ["position", "scheme", "value"]
        widgets = {"scheme": OpenSelect(choices=[(scheme, scheme) for scheme in SCHEMES])}

    def check_among_others(self):
        """Say which publication has the DOI already."""
        if owner := _owner(self.instance):
            self.add_error("value", _taken(owner))


def _owner(identifier: Identifier) -> Publication | None:
    """Return another publication with this DOI, None where there is none."""
    if identifier.scheme != "doi" or identifier.problem:
        return None
    same = Publication.objects.filter(
        identifiers__scheme="doi", identifiers__problem="", identifiers__value=identifier.value
    )
    return same.exclude(pk=identifier.publication_id).first()


def _taken(owner: Publication) -> str:
    """Return the words with a link; the title only where everybody may know it, the link opens to those who may."""
    is_seen = owner.status in (Publication.Status.PUBLIC, Publication.Status.WITHDRAWN)
    return format_html(
        '{} <a href="{}">{}</a>',
        _("This DOI belongs to another publication:"),
        reverse("admin:publications_publication_change", args=[owner.pk]),
        Truncator(owner).chars(120) if is_seen else _("one that is not public"),
    )


class IdentifierFormSet(PlacedFormSet):
    def clean(self):
        """Refuse the same DOI twice."""
        super().clean()
        seen: dict[str, forms.ModelForm] = {}
        for form in self.forms:
            row = form.instance
            if form in self.deleted_forms or form.errors or row.scheme != "doi" or row.problem or not row.value:
                continue
            if row.value in seen:
                changed = form if form.has_changed() else seen[row.value]
                changed.add_error("value", _("This DOI stands here twice."))
            seen[row.value] = form


class TextForm(PlacedForm):
    class Meta:
        model = Text
        fields = ["position", "kind", "language", "heading", "text"]

    def clean(self):
        """Bring the text to the markup that its kind may have."""
        kind, text = self.cleaned_data.get("kind"), self.cleaned_data.get("text")
        if text and "text" in self.changed_data:
            self.cleaned_data["text"] = clean_abstract(text) if kind == Text.Kind.ABSTRACT else clean_title(text)
            if not self.cleaned_data["text"]:
                self.add_error("text", _("Nothing is left of this text without its markup."))
        return self.cleaned_data
