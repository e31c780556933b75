"""The page that the head of a record belongs to: its addresses, what is above it, and the formats it can be had in."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from formats import WRITERS
from formats.record import Record
from publications.metadata import Head, Page, head_of
from publications.metadata.page import Format
from publications.models import Publication
from publications.models.addresses import address


def head(publication: Publication, record: Record) -> Head:
    """Return the head of a publication's page. Needs a publication loaded with `for_record`; no queries."""
    return head_of(record, _page(publication, record))


def formats_of(record: Record) -> tuple[Format, ...]:
    """Return the formats in which a record of ours can be had, with their addresses."""
    return tuple(
        Format(label=writer.label, media_type=writer.media_type, url=f"{record.url}.{writer.suffix}")
        for writer in WRITERS.values()
    )


def _page(publication: Publication, record: Record) -> Page:
    language = get_language()
    names = settings.INSTITUTION["names"][language]
    path = publication.get_absolute_url().removeprefix(f"/{language}/")
    return Page(
        language=language,
        addresses={code: f"{settings.SITE_URL}/{code}/{path}" for code, _name in settings.LANGUAGES},
        record_address=record.url,
        institution=names["name"],
        portal=names["portal"],
        trail=(
            (names["portal"], settings.SITE_URL + address("home")),
            (_("Publications"), settings.SITE_URL + address("publications")),
        ),
        subjects=tuple((row.subject.today or row.subject).name for row in publication.classifications.all()),
        formats=formats_of(record),
    )
