"""Publications that people look for stand first. Figures of the whole collection: docs/search.md."""

import pytest

from formats.record import Contributor
from publications.indexing import index
from tests.factories import make_publication
from tests.search.known_items import known_items, places, report, share

pytestmark = pytest.mark.django_db


def test_most_known_items_are_first_among_records_like_them(indexed):
    for record in known_items()["records"]:
        names = tuple(Contributor(family=family, given=given) for family, given in record.pop("names"))
        make_publication(**record, contributors=names)
    indexed()
    result = places(index())
    assert share(result, 10) >= 0.95, report(result)
    assert share(result, 1) >= 0.9, report(result)
