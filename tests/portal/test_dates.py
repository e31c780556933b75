"""Dates that Django writes are written as those of the templates."""

from datetime import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format


@pytest.mark.parametrize(("language", "written"), [("en", "27 November 2026 01:47"), ("sv", "27 november 2026 01:47")])
def test_a_date_has_its_day_first_and_24_hours_in_both_languages(language, written):
    with translation.override(language):
        assert date_format(datetime(2026, 11, 27, 1, 47), "DATETIME_FORMAT") == written
