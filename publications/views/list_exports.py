"""A list of publications as a file of any format: /publications.<suffix>? with the parameters of the list.

The file is written while it is sent, so that memory holds one batch of records; whoever goes away stops it, since the
web server asks for one piece after another. A process has few threads, and a client that reads slowly keeps one: so all
but one of them may send long lists at the same time, for a while, and others are told to come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import BoundedSemaphore
from time import monotonic
from types import ModuleType

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from formats import WRITERS
from publications.records.streaming import BATCH, records_in_order
from publications.views.exports import content_type
from publications.views.lists import MOST_TAKEN, keys_asked

LONGEST = 15 * 60  # seconds that one file may take
PIECE = 64 * 1024  # bytes sent at once; a record alone has some hundred
RETRY = 30  # seconds after which to come back

_PLACES = BoundedSemaphore(settings.LIST_EXPORTS_AT_ONCE)


class TooSlow(Exception):
    """A client has kept a thread for too long; that its file is not whole shows by the broken connection."""


@require_safe
def export_list(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """Return the publications that a request asks for as a file, the first 100,000 of them; X-Left-Out says whether.

    Http404 for a format that there is not; 503 while too many long lists are being sent. 1 query for the keys and 12
    for each 500 publications.
    """
    writer = writer_of(suffix)
    return export_keys(request, writer, keys_asked(request, MOST_TAKEN + 1))


def writer_of(suffix: str) -> ModuleType:
    """Return the format of a suffix; Http404 where there is none."""
    writer = next((writer for writer in WRITERS.values() if writer.suffix == suffix), None)
    if writer is None:
        raise Http404(_("There is no such format."))
    return writer


def export_keys(request: HttpRequest, writer: ModuleType, keys: list[int]) -> HttpResponseBase:
    """Return the public publications with these keys as a file, the first 100,000 of them. 12 queries for each 500."""
    headers = _headers(writer, len(keys))
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    pieces = _pieces(writer.write(records_in_order(keys[:MOST_TAKEN], settings.SITE_URL)))
    if len(keys) <= BATCH:
        return HttpResponse(b"".join(pieces), headers=headers)
    if not _PLACES.acquire(blocking=False):
        return _busy()
    return StreamingHttpResponse(_Held(pieces), headers=headers)


def _headers(writer: ModuleType, count: int) -> dict[str, str]:
    name = f"publications-{timezone.localdate().isoformat()}.{writer.suffix}"
    return {
        "Content-Type": content_type(writer),
        "Content-Disposition": content_disposition_header(True, name),
        "X-Robots-Tag": "noindex",
        "X-Records": str(min(count, MOST_TAKEN)),
        **({"X-Left-Out": f"all after the first {MOST_TAKEN}"} if count > MOST_TAKEN else {}),
    }


def _busy() -> HttpResponse:
    text = _("Other long lists are being sent just now. Please try again in half a minute.")
    return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": str(RETRY)})


def _pieces(parts: Iterable[str] | Iterable[bytes]) -> Iterator[bytes]:
    """Yield a file in pieces of some size, which are sent faster than a piece for each record."""
    held, size = [], 0
    for part in parts:
        held.append(part.encode("utf-8") if isinstance(part, str) else part)
        size += len(held[-1])
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


class _Held:
    """Pieces of a file, and the place among the lists sent at once that they take until they end or are closed.

    Whoever goes away before the first piece closes it as well, which a generator would not notice.
    """

    def __init__(self, pieces: Iterator[bytes]):
        self.pieces, self.ends, self.holds = pieces, monotonic() + LONGEST, True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if monotonic() > self.ends:
            self.close()
            raise TooSlow(f"An export took more than {LONGEST} seconds.")
        goes_on = False
        try:
            piece = next(self.pieces)
            goes_on = True
            return piece
        finally:  # at its end, and where something went wrong
            if not goes_on:
                self.close()

    def close(self) -> None:
        """Stop writing, and give the place free."""
        self.pieces.close()
        if self.holds:
            self.holds = False
            _PLACES.release()
