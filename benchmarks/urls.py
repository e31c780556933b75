"""The portal's addresses, and those of the two views that its record page is compared with."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from benchmarks.views import constant, rendered
from portal.urls import handler404, handler500
from portal.urls import urlpatterns as of_the_portal

__all__ = ["handler404", "handler500", "urlpatterns"]

urlpatterns = [
    *of_the_portal,
    *i18n_patterns(path("constant/<slug:slug>/", constant), path("rendered/<slug:slug>/", rendered)),
]
