"""schema.org as JSON-LD in the head of a person's page: who they are, where they work, and who they are elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language

from formats import schema_org
from formats.identifiers import address
from publications.metadata.schema_org import JsonLd, as_json_ld
from publications.models import Person


def person_json_ld(person: Person) -> JsonLd:
    """Return a person as a JSON-LD document. Needs: names, identifiers, affiliations with organisations; no queries."""
    others = [identifier.address for identifier in person.identifiers.all()]
    elsewhere = [address("orcid", person.orcid or ""), *others]
    node = {
        "@type": "Person",
        "@id": settings.SITE_URL + _path(person, settings.LANGUAGE_CODE[:2]),
        "url": settings.SITE_URL + _path(person, get_language()),
        "name": person.name,
        "givenName": person.given,
        "familyName": person.family,
        "alternateName": [str(name) for name in person.names.all()],
        "jobTitle": person.title,
        "affiliation": [_organisation(place.organisation) for place in person.places["now"]],
        "sameAs": [each for each in elsewhere if each],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": row.get_kind_display(), "value": row.value}
            for row in person.identifiers.all()
        ],
    }
    return as_json_ld([schema_org.filled(node)])


def _path(person: Person, language: str) -> str:
    with translation.override(language):
        return person.get_absolute_url()


def _organisation(unit) -> dict:
    return schema_org.filled({"@type": "Organization", "name": unit.name, "sameAs": address("ror", unit.ror or "")})
