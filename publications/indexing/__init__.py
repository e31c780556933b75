"""From the database to the index of search/: what goes in, a new index, and keeping it up. See docs/search.md."""

from functools import lru_cache

from django.conf import settings

from search.index import Index


def index() -> Index:
    """Return the index of this machine. `NoIndex` is raised when it is asked while there is none."""
    return _opened(str(settings.INDEX_DIR))


@lru_cache(maxsize=8)
def _opened(path: str) -> Index:
    return Index(path)
