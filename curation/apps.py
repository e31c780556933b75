"""The admin of the staff, in place of Django's own."""

from django.contrib.admin import apps


class StaffSiteConfig(apps.AdminConfig):
    """django.contrib.admin with the site of curation/site.py. Stands in INSTALLED_APPS in its place."""

    default = False  # the app "curation" itself has no configuration of its own
    default_site = "curation.site.StaffSite"
