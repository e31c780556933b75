"""What the tests of pages share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nothing_counted_before(monkeypatch):
    """Let each test count anew, since figures are kept for minutes, and wait for the names on a busy machine."""
    monkeypatch.setattr("publications.views.alphabet.WAITED_FOR", 10_000)
    cache.clear()
