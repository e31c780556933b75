from io import BytesIO
from zipfile import ZipFile

import pytest

from formats import FORMATS, READERS, WRITERS, is_binary
from formats.csl_json import item
from formats.types import TYPES
from tests.formats.records import EVERY_TYPE, FULL, of_type


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_names_itself(name):
    module = FORMATS[name]
    assert module.label
    assert "/" in module.media_type
    assert module.suffix.replace(".", "").isalnum()
    assert module.__doc__
    assert hasattr(module, "write") or hasattr(module, "read")


def test_no_two_formats_share_a_suffix_or_media_type():
    assert len({module.suffix for module in FORMATS.values()}) == len(FORMATS)
    assert len({module.media_type for module in FORMATS.values()}) == len(FORMATS)


def written(name, records):
    """Return the text that a format writes; of one made of bytes, the texts of the parts of its archive."""
    pieces = WRITERS[name].write(records)
    if not is_binary(WRITERS[name]):
        return "".join(pieces)
    with ZipFile(BytesIO(b"".join(pieces))) as archive:
        return "".join(archive.read(part).decode() for part in archive.namelist())


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("key", TYPES)
def test_every_format_writes_every_type_with_its_title_and_people(name, key):
    text = written(name, [of_type(key)])
    assert "Things" in text
    assert "Öberg" in text
    assert "10.1234/things" in text


@pytest.mark.parametrize("name", WRITERS)
def test_a_format_is_written_piece_by_piece(name):
    if is_binary(WRITERS[name]):
        pytest.skip("An archive is whole only at its end; it is made on disk.")
    endless = (FULL for _ in iter(int, 1))
    pieces = WRITERS[name].write(endless)
    assert next(pieces)


@pytest.mark.parametrize("name", ["csl_json", "json"])
def test_what_is_written_with_all_that_a_record_holds_reads_back_the_same(name):
    records = [*EVERY_TYPE, FULL]
    assert READERS[name].read("".join(WRITERS[name].write(records))) == records


@pytest.mark.parametrize("record", EVERY_TYPE, ids=lambda record: record.id)
def test_the_citation_item_of_every_type_has_the_type_of_the_table(record):
    expected = "paper-conference" if record.type == "conference/other" else TYPES[record.type].csl
    assert item(record)["type"] == expected
