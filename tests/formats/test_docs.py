from dataclasses import fields
from pathlib import Path

import pytest

from formats.record import Record

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("field", [field.name for field in fields(Record)])
def test_every_field_of_a_record_stands_in_the_vocabulary(field):
    assert f"`{field}`" in (DOCS / "vocabulary.md").read_text(encoding="utf-8")


def test_the_tools_that_the_guide_names_are_there():
    from formats import dates, identifiers, languages, licences, richtext

    text = (DOCS / "adding-a-format.md").read_text(encoding="utf-8")
    for module, names in (
        (
            richtext,
            ("parts", "plain", "title_html", "clean_title", "abstract_plain", "abstract_html", "clean_abstract"),
        ),
        (identifiers, ("checked", "several", "address", "hyphenated")),
    ):
        for name in names:
            assert f"`{name}`" in text
            assert callable(getattr(module, name))
    assert all((dates.__doc__, languages.__doc__, licences.__doc__))
