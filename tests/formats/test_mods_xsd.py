"""What we write is valid by the XSD of MODS that a package has, that of 3.6, but for what 3.7 and 3.8 have added.

Changes of 3.7 and 3.8 (https://www.loc.gov/standards/mods/changes.html) are taken out, the rest is validated.
"""

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree

from formats import mods
from formats.types import TYPES
from tests.formats.records import FULL, MINIMAL

FOLDER = Path(find_spec("eulxml").submodule_search_locations[0]) / "schema_data"
MODS = "{http://www.loc.gov/mods/v3}"
NEWER_ATTRIBUTES = {"extension": ("type",), "affiliation": ("authority", "valueURI"), "originInfo": ("eventType",)}
NEWER_ELEMENTS = (f"{MODS}originInfo/{MODS}agent",)
# Of http://www.w3.org/2001/xml.xsd what MODS refers to.
XML_ATTRIBUTES = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
  <xs:attribute name="lang" type="xs:language"/>
  <xs:attribute name="space" type="xs:NCName"/>
</xs:schema>
"""


class Local(etree.Resolver):
    """Answers for the schemas that MODS' refers to, so that none is fetched."""

    def resolve(self, url, public_id, context):
        if url.endswith("/xml.xsd"):
            return self.resolve_string(XML_ATTRIBUTES, context)
        return self.resolve_filename(str(FOLDER / url.rsplit("/", 1)[-1]), context)


@pytest.fixture(scope="module")
def schema():
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Local())
    return etree.XMLSchema(etree.parse(str(FOLDER / "mods.xsd"), parser))


def as_of_3_6(record):
    """Return the MODS of a record without what is newer than 3.6."""
    tree = etree.fromstring("".join(mods.write([record])).encode())
    for element in tree.iter(f"{MODS}mods"):
        element.set("version", "3.6")
    for name, attributes in NEWER_ATTRIBUTES.items():
        for element in tree.iter(f"{MODS}{name}"):
            for attribute in attributes:
                element.attrib.pop(attribute, None)
    for path in NEWER_ELEMENTS:
        for element in tree.findall(f".//{path}"):
            element.getparent().remove(element)
    return tree


@pytest.mark.parametrize("record", [FULL, MINIMAL], ids=["full", "minimal"])
@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_valid_by_the_schema(schema, kind, record):
    schema.validate(as_of_3_6(replace(record, type=kind)))
    assert [error.message for error in schema.error_log] == []


def test_the_schema_finds_what_is_wrong(schema):
    tree = as_of_3_6(FULL)
    etree.SubElement(tree.find(f".//{MODS}titleInfo"), f"{MODS}heading")
    assert not schema.validate(tree)
