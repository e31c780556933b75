"""What we write is valid by the XSD of MODS: that of 3.6, which a package has, and what 3.8 says it has changed.

"Changes in version 3.8" in its XSD (16 September 2022): `extension/@type` (14) and the authority of `affiliation` (4)
are new attributes, which are taken out here; `originInfo/agent` (3) has the content of `name`, and is validated as one.
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
NEWER_ATTRIBUTES = {"extension": ("type",), "affiliation": ("authority", "valueURI")}
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
    """Return the MODS of a record as 3.6 has it."""
    tree = etree.fromstring("".join(mods.write([record])).encode())
    for element in tree.iter(f"{MODS}mods"):
        element.set("version", "3.6")
    for name, attributes in NEWER_ATTRIBUTES.items():
        for element in tree.iter(f"{MODS}{name}"):
            for attribute in attributes:
                element.attrib.pop(attribute, None)
    for agent in tree.findall(f".//{MODS}originInfo/{MODS}agent"):
        agent.tag = f"{MODS}name"
        agent.getparent().addnext(agent)
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
