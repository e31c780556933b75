"""What the tests of pages share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nothing_counted_before():
    """Let each test count anew: figures are kept for minutes."""
    cache.clear()
