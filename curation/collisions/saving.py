"""The forms of the staff, so that nobody overwrites what another person saved meanwhile."""

import json
from dataclasses import dataclass
from urllib.parse import quote

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.urls import reverse
from django.utils.html import format_html

from curation.collisions.merging import decided, merged
from curation.collisions.page import Clash, clashes_of, rows_of
from curation.collisions.seen import CHOICE, CLASHES, NAME, has_version, last_change, read, seen_in, version_of, written
from curation.history import Change, changes_since
from curation.provenance import origins_for, provenance, summed

HELD = "collision"  # the attribute of a request whose form is shown again instead of being saved


@dataclass(frozen=True)
class Collision:
    """What others saved since a form was opened, and what its reader has to decide."""

    clashes: list[Clash]
    changes: list[Change]
    taken: list[str]
    new: list[str]
    asked_again: bool

    @property
    def asked(self) -> str:
        """What was there before in the fields that clash, for the form to carry."""
        return json.dumps({clash.name.removeprefix(CHOICE): clash.before for clash in self.clashes})


class SavesOnlyWhatWasSeen:
    """A ModelAdmin whose form, opened before another person saved, is shown again with both values; see seen.py."""

    change_form_before_template = "curation/collisions/meanwhile.html"

    def _changeform_view(self, request, object_id, form_url, extra_context):
        # Django's own method; it runs inside the transaction of changeform_view, so that the lock holds until the end.
        if request.method == "POST" and object_id is not None:
            request.collision = self._collision(request, unquote(object_id))
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def _collision(self, request, key: str) -> Collision | None:
        """Return what stands between a form and its being saved, None for nothing; set request.POST to go on with."""
        found = self.get_object(request, key)
        if found is None or not self.has_change_permission(request, found):
            return None  # said by the view itself
        self.model._base_manager.select_for_update().get(pk=found.pk)
        return self._settled(request, self.get_object(request, key))

    def _settled(self, request, record) -> Collision | None:
        seen, fields = read(request.POST.get(NAME, ""))
        moved = seen != version_of(record)
        if not moved and has_version(record) and CLASHES not in request.POST:
            return None
        data, waiting = decided(request.POST, fields, *self._forms(request, record))
        request.POST = data
        found = merged(data, fields, *self._forms(request, record))
        found.clashes = waiting | found.clashes
        request.POST = found.data
        if not moved and not found.settles_something:
            return None
        form, formsets = self._forms(request, record)
        return Collision(
            clashes=clashes_of(found, form, formsets),
            changes=changes_since(record, last_change(request.POST.get(NAME, ""))) if moved else [],
            taken=rows_of(found.taken, form, formsets),
            new=rows_of(found.new, form, formsets),
            asked_again=not moved,
        )

    def _forms(self, request, record) -> tuple:
        """Return the form of a record and those of its rows, as they were posted."""
        names = flatten_fieldsets(self.get_fieldsets(request, record))
        form = self.get_form(request, record, change=True, fields=names)(request.POST, request.FILES, instance=record)
        return form, self._create_formsets(request, record, change=True)[0]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Return the form; one that is held back is never valid."""
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"held": True}) if getattr(request, HELD, None) else form

    def render_change_form(self, request, context, *args, **kwargs):
        """Return the page; the form in it carries what its reader sees, and the key under which typed text is kept."""
        record, form = context.get("original"), context["adminform"].form
        if record is not None and form.fields:
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            fields = seen_in(form, formsets)
            context["seen"] = written(record, fields)
            context["collision"] = getattr(request, HELD, None)
            _say_origins(request, form, formsets, record)
        context |= {"kept_as": _kept_as(request), "returned": request.method == "POST"}
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request, obj):
        """Return the answer to a form that was saved."""
        return said_saved(request, super().response_change(request, obj))

    def response_add(self, request, obj, post_url_continue=None):
        """Return the answer to a form that was saved."""
        return said_saved(request, super().response_add(request, obj, post_url_continue))


def _say_origins(request, form, formsets, record) -> None:
    """Say under each field where its value came from, and above rows where they did; in the rows if that differs."""
    of_rows = origins_for(request, record)
    for formset in formsets:
        formset.origins = summed(of_rows.get(formset.model._meta.model_name, {}).values())
    for name, line in provenance(record).items():
        if name in form.fields:
            field = form.fields[name]
            # The page takes a help text as markup, as Django's admin does: only what is added here is escaped.
            field.help_text = str(field.help_text) + format_html('<span class="origin">{}</span>', line)


def _kept_as(request) -> str:
    """Return the key under which a browser keeps what is typed: each person's own, for each form.

    However the form was come to: an address may say from which search.
    """
    return f"{request.user.pk}:{request.path}"


def said_saved(request, response):
    """Return an answer that tells the browser to keep the text of a form no longer (static/js/kept.js)."""
    key = quote(_kept_as(request), safe="")
    response.set_cookie("saved", key, path=reverse("admin:index"), samesite="Lax", max_age=600)
    return response
