"""What became of the records of an import, as a file: all of them as CSV, or the own text of those that failed."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.conf import settings
from django.utils.translation import gettext as _

from curation.models import Import, ImportItem
from curation.querysets import import_items_with_part
from formats.tables.cells import inert


def lines_of(found: Import) -> Iterator[str]:
    """Yield the lines of a table (CSV, UTF-8 with a mark) with a row for each record."""
    head = (_("Nr"), _("Found in"), _("Position"), _("Title"), "DOI", _("Result"), _("Reason"), _("Address"), _("Text"))
    yield "\ufeff" + _line(head)
    items = import_items_with_part(found.items.order_by("part__position", "position"))
    for number, item in enumerate(items.iterator(chunk_size=500), start=1):
        yield _line((number, *_cells(item)))


def _cells(item: ImportItem) -> tuple:
    publication = item.publication
    address = f"{settings.SITE_URL}{publication.get_absolute_url()}" if publication else ""
    return (
        item.part.name, item.position, item.title, item.doi, item.get_state_display(), item.reason, address, item.text,
    )  # fmt: skip


def _line(cells: tuple) -> str:
    text = StringIO()
    csv.writer(text).writerow([inert(str(cell)) for cell in cells])
    return text.getvalue()


def failed_text(found: Import) -> Iterator[str]:
    """Yield the texts of what was not imported, to be mended and handed in again."""
    for text in found.items.filter(state=ImportItem.State.FAILED).values_list("text", flat=True):
        if text:
            yield text.rstrip() + "\n\n"
