"""The site of the staff: django-unfold, with telling labels and a choice of language."""

from functools import wraps

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import BadRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language
from unfold.sites import UnfoldAdminSite


class LabelledAutocomplete(AutocompleteJsonView):
    """Answers with labels by which namesakes can be told apart."""

    def serialize_result(self, obj, to_field_name):
        """Return the key and the label of a row."""
        return super().serialize_result(obj, to_field_name) | {"text": self.model_admin.label_of(obj)}


class StaffSite(UnfoldAdminSite):
    index_title = _("Overview")

    def admin_view(self, view, cacheable=False):
        """Return the view for staff only; BadRequest where an address holds what no database stores."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def checked(request, *args, **kwargs):
            if "\0" in request.path or any("\0" in value for _, values in request.GET.lists() for value in values):
                raise BadRequest("An address cannot hold the character 0.")
            from curation.security import gate  # the site is made before there are models

            return gate.stop(request) or inner(request, *args, **kwargs)

        return checked

    def extra_urls(self):
        """Return the addresses of pages that belong to no single list, and of the language menu."""
        return [
            path("language/", set_language, name="language"),
            path("second-factor/", self.admin_view(self.page("give")), name="second-factor"),
            path("second-factor/set-up/", self.admin_view(self.page("set_up")), name="second-factor-set-up"),
            path("second-factor/manage/", self.admin_view(self.page("manage")), name="second-factor-manage"),
            path("merge/<str:model>/", self.admin_view(self.merge), name="merge"),
            path("errands/<uuid:key>/", self.admin_view(self.errand), name="errand"),
            path("many/", self.admin_view(self.upload), name="many_upload"),
            path("many/<uuid:key>/", self.admin_view(self.many), name="many"),
            path("many/<uuid:key>/<str:suffix>", self.admin_view(self.sheet), name="many_sheet"),
            path("duplicates/", self.admin_view(self.duplicates), {"model": "publication"}, "possible_duplicates"),
            path("duplicates/<str:model>/", self.admin_view(self.duplicates), name="duplicates"),
            path("duplicates/publication/candidates.json", self.admin_view(self.candidates), name="candidates"),
        ]

    def page(self, name):
        """Return the view of a page of the second factor."""

        def view(request):
            from curation.security import pages  # the site is made before there are models

            return getattr(pages, name)(request)

        return view

    def login(self, request, extra_context=None):
        """Return the page of the login; after it, what was typed when the session ended."""
        from curation.security import gate  # the site is made before there are models

        typed = {"typed": request.POST.get("typed", "")}
        return gate.after_login(request, super().login(request, typed | (extra_context or {})))

    def merge(self, request, model):
        """Return the page on which rows are merged."""
        from curation.merging.page import merge_page  # the site is made before there are models

        return merge_page(request, model)

    def errand(self, request, key):
        """Return the page of a large merge or undo."""
        from curation.operations.errand_page import errand_page

        return errand_page(request, key)

    def upload(self, request):
        """Return the page that takes a changed spreadsheet."""
        from curation.batch import page

        return page.upload(request)

    def many(self, request, key):
        """Return the page on which many records are edited."""
        from curation.batch import page

        return page.many(request, key)

    def sheet(self, request, key, suffix):
        """Return chosen records as a spreadsheet."""
        from curation.batch import page

        return page.sheet(request, key, suffix)

    def duplicates(self, request, model):
        """Return the page of what may be there twice."""
        from curation.duplicates.page import duplicates_page

        return duplicates_page(request, model)

    def candidates(self, request):
        """Return what a publication that is being typed may be a duplicate of, as JSON."""
        from curation.duplicates.asking import candidates

        return candidates(request)

    def autocomplete_view(self, request):
        """Return the rows that an autocomplete field offers."""
        return LabelledAutocomplete.as_view(admin_site=self)(request)
