"""The form of a publication with what the checks found: beside the fields, on the tab, and all of it on top.

Nothing here keeps anybody from saving.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.checks.converting import convertible, subjects_page
from curation.checks.marking import mark
from curation.checks.rules import RULES
from curation.checks.running import brought_up_to_date, check
from curation.models import Finding
from curation.querysets import findings_with_names
from publications.models import Publication


class WithFindings:
    """A ModelAdmin of publications whose form tells what was found."""

    change_form_outer_before_template = "curation/findings.html"

    def get_urls(self):
        """Return the addresses, with those that mark a finding and convert subjects."""
        own = [
            path("<int:key>/findings/<int:finding>/", self._admin(self.mark_finding), name=f"{_NAME}_finding"),
            path("<int:key>/subjects/", self._admin(self.convert_subjects), name=f"{_NAME}_subjects"),
        ]
        return own + super().get_urls()

    def _admin(self, view):
        return self.admin_site.admin_view(view)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Return the class of the form, each finding beside its field."""
        form = super().get_form(request, obj, change=change, **kwargs)
        for name, found in _by_field(_open(obj)).items():
            if name in form.base_fields:
                field = form.base_fields[name]
                field.help_text = _with_messages(str(field.help_text), found)
        return form

    def get_fieldsets(self, request, obj=None):
        """Return the fields; a tab tells how many findings it holds."""
        found = _by_field(_open(obj))
        return [(_counted(name, options, found), options) for name, options in super().get_fieldsets(request, obj)]

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        """Return the rows, each kind with its findings above it, and their number on its tab."""
        wrapped = super().get_inline_formsets(request, formsets, inline_instances, obj)
        found = _by_field(_open(obj))
        for rows in wrapped:
            rows.opts.findings = found.get(rows.formset.prefix, [])
            if rows.opts.findings:
                rows.opts.template_before = "curation/findings_of_rows.html"
                rows.opts.show_count = True
                rows.formset.count, rows.formset.count_variant = _number(rows.opts.findings), "warning"
        return wrapped

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Return the page of the form, with all findings."""
        context["found"] = _open(obj)
        context["right"] = [finding for finding in _findings(obj) if finding.right_since]
        context["may_mark"] = obj is not None and self.has_change_permission(request, obj)
        context["convertible"] = context["may_mark"] and convertible(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        """Save the rows; when all is stored, check the record and say what is new."""
        super().save_related(request, form, formsets, change)
        transaction.on_commit(partial(self._check, request, form.instance.pk))

    def _check(self, request: HttpRequest, key: int) -> None:
        known = set(Finding.objects.filter(publication=key).values_list("pk", flat=True))
        check([key])
        new = [finding for finding in Finding.objects.filter(publication=key) if finding.pk not in known]
        if new and (request.POST.keys() & {"_save", "_addanother"}):
            address = reverse("admin:publications_publication_change", args=[key])
            told = format_html_join(" ", "{}", ((finding.message,) for finding in new[:3]))
            text = format_html(
                '{} {} <a href="{}">{}</a>', _("It is saved. The checks found:"), told, address, _("See")
            )
            messages.warning(request, text)

    def mark_finding(self, request: HttpRequest, key: int, finding: int) -> HttpResponse:
        """Mark a finding as right, or take that back, and show the form again."""
        publication = get_object_or_404(self.get_queryset(request), pk=key)
        return mark(self, request, publication, finding)

    def convert_subjects(self, request: HttpRequest, key: int) -> HttpResponse:
        """Show what old subjects became, and convert them."""
        publication = get_object_or_404(self.get_queryset(request), pk=key)
        return subjects_page(self, request, publication)


_NAME = "publications_publication"


def _findings(obj: Publication | None) -> list[Finding]:
    """Return the findings of a publication as it is now, the worst first. At most 1 query for each form."""
    if obj is None or not obj.pk:
        return []
    if not hasattr(obj, "known_findings"):
        brought_up_to_date(obj)
        rows = findings_with_names(Finding.objects.filter(publication=obj, rule__in=RULES))
        obj.known_findings = sorted(rows, key=lambda finding: list(RULES).index(finding.rule))
    return obj.known_findings


def _open(obj: Publication | None) -> list[Finding]:
    return [finding for finding in _findings(obj) if not finding.right_since]


def _by_field(found: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Return findings by the field of the form, or the kind of rows, where they are mended."""
    by_field: dict[str, list[Finding]] = {}
    for finding in found:
        by_field.setdefault(finding.place, []).append(finding)
    return by_field


def _with_messages(help_text: str, found: list[Finding]) -> str:
    lines = format_html_join("", '<span class="finding finding-{}">{}</span>', ((f.severity, f.message) for f in found))
    return format_html(help_text.replace("{", "{{").replace("}", "}}") + "{}", lines)


def _counted(name: str | None, options: dict, found: dict[str, list[Finding]]) -> str | None:
    if not name:
        return name
    fields = [field for line in options["fields"] for field in ((line,) if isinstance(line, str) else line)]
    number = sum(len(found.get(field, ())) for field in fields)
    return f"{name} ({number})" if number else name


def _number(found: list[Finding]) -> str:
    return ngettext("%d remark", "%d remarks", len(found)) % len(found)
