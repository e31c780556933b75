"""Where a publication can be read, and on what terms. Needs publications loaded with `for_record`."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext

from formats import licences
from formats.identifiers import address
from formats.types import OPEN_ACCESS
from publications.models import Publication

_MEDIA = {"application/pdf": "PDF", "text/html": "HTML", "application/epub+zip": "EPUB"}


@dataclass(slots=True)
class Door:
    """An address with what it leads to, and on which server that lies."""

    label: str
    address: str
    host: str


@dataclass(slots=True)
class Access:
    """Doors to the text itself, doors to what belongs to it, and the terms."""

    text: list[Door]
    related: list[Door]
    open: bool
    kind: str
    licence: str
    licence_address: str


def access(publication: Publication) -> Access:
    """Return the doors to a publication: its full text, then its DOI, then data and related pages."""
    links = {kind: [] for kind in ("fulltext", "data", "related")}
    for row in publication.link_rows:
        links[row["kind"]].append(_door(row))
    return Access(
        text=links["fulltext"] + _dois(publication.identifier_rows),
        related=links["data"] + links["related"],
        open=publication.open_access in OPEN_ACCESS,
        kind=publication.get_open_access_display(),
        licence=_host(publication.licence) or publication.licence,
        licence_address=licences.address(publication.licence),
    )


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _door(row: dict) -> Door:
    words = {"fulltext": gettext("Full text"), "data": gettext("Data"), "related": gettext("Related page")}
    label = row["label"] or words[row["kind"]]
    kind = _MEDIA.get(row["media_type"], "")
    return Door(f"{label} ({kind})" if kind not in label else label, row["url"], _host(row["url"]))


def _dois(rows: list[dict]) -> list[Door]:
    values = [row["value"] for row in rows if row["scheme"] == "doi" and not row["problem"]]
    return [Door(f"doi.org/{value}", address("doi", value), "doi.org") for value in values]
