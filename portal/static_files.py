"""Static files: named by their content, and the institution's logo, wherever its file lies."""

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class NamedByContent(CompressedManifestStaticFilesStorage):
    """Whitenoise's, where modules of JavaScript also import each other by those names."""

    support_js_module_import_aggregation = True


class LogoFinder(BaseFinder):
    """Finds one file: the one that the variable LOGO names."""

    def check(self, **kwargs):
        """Return no problems: the settings have seen that the file is there."""
        return []

    def find(self, path, find_all=False):
        """Return the path of the logo if it is asked for."""
        found = [str(settings.LOGO)] if settings.LOGO and path == settings.INSTITUTION["logo"] else []
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns):
        """Yield the logo's name and a storage that reads it, which puts it into the folder institution."""
        if settings.LOGO:
            storage = FileSystemStorage(settings.LOGO.parent)
            storage.prefix = "institution"
            yield settings.LOGO.name, storage
