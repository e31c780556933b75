"""The portal's settings, with two more pages to compare its pages with (benchmarks/urls.py)."""

from portal.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
