"""The only list of URL prefixes."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from portal.health import health
from portal.views import theme
from publications import urls

handler404 = "publications.views.errors.not_found"
handler500 = "publications.views.errors.broken"

urlpatterns = [
    *i18n_patterns(path("", include(urls.pages))),  # first, as they are asked for most
    path("admin/", admin.site.urls),
    path("health", health),
    path("theme-<release>.css", theme, name="theme"),
    path("", include(urls.addresses)),
]
