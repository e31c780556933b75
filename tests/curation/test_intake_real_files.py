"""Broken real files, brought in as staff do: no exception, and nothing vanishes. All files: see intake_table.py."""

import pytest

from tests.curation import intake_table
from tests.formats import table

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not table.FILES.exists(), reason="the real files are not beside the project (SHARED_DIR)"),
]


@pytest.mark.parametrize("prefix", ["malformed/ris", "malformed/pubmed", "malformed/mods", "malformed/bibtex/jabref"])
def test_broken_files_come_in_or_are_told_with_a_reason(prefix):
    found = intake_table.kinds(prefix)
    assert sum(kind.files for kind in found.values()) > 0
    assert [name for kind in found.values() for name in kind.lost] == []
    assert sum(kind.counts["made"] for kind in found.values()) > 0
