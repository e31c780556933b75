"""Real files of every format: as many records are found in each as a reader counts, and all is accounted for."""

import os

import pytest

from tests.formats import table

pytestmark = pytest.mark.skipif(
    not table.FILES.exists(), reason="the real files are not beside the project (SHARED_DIR)"
)


@pytest.fixture(scope="module")
def files():
    return list(table.files())


def test_in_nearly_all_files_as_many_records_are_found_as_a_reader_counts(files):
    assert len(files) > 1000
    others = [f"{file.name}: {file.expected}, not {file.records}" for file in files if not file.agrees]
    assert len(others) <= len(files) / 100, "\n".join(others)


def test_all_that_a_reader_counts_is_accounted_for(files):
    lost = [file.name for file in files if not file.accounted]
    assert len(lost) <= len(files) / 500, lost


def test_no_file_takes_long(files):
    assert max(file.seconds for file in files) < float(os.environ.get("SLOWEST_FILE", 10))  # busy machines


def test_what_is_refused_is_told_in_a_sentence(files):
    reasons = {reason for file in files for reason in file.reasons}
    assert all(reason.strip().endswith((".", ")")) for reason in reasons), reasons
