"""Pages for anonymous readers, kept in the memory of the process and never stale.

A page is kept under its path, with the version (publications/versions.py) that it shows. At each request the database
is asked for the version; only a page of that very version is sent, so that a change of the record, or of a person,
unit, journal or subject, is seen at the next request on every web process. The version is read before the page is
made: a change in between makes the kept page older than its content, never newer, and it is made once more.

Lists are kept as well, each with its parameters, under the state of the database and of the search index
(`version_of_results`), and for a minute at most.

What is not kept: the answer to a request that could be personal (a session or a message waits in its cookies), a
record's page with parameters, and what is no plain 200 or sets a cookie. Memory is bounded by `KEPT_PAGES_BYTES`: the
pages that were asked for longest ago go first. A page that is asked for again is kept compressed too. A
page that says itself how long it may be kept, such as one whose pictures are still being drawn, is not kept here.
"""

from __future__ import annotations

import gzip
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from hashlib import blake2b
from threading import Lock

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from publications.versions import Version, version_of_results, version_of_slug

PUBLIC, PRIVATE = "public, max-age=0, must-revalidate", "private, no-store"
VARY = "Accept, Accept-Encoding, Cookie"
LONGEST_ADDRESS = 2000  # characters; what is longer is asked for by nobody twice
KEPT_HEADERS = ("Content-Type", "Link")
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
# In the order of our preference. Nothing in these pages is secret, so compressing them gives nothing away.
ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
OVERHEAD = 3000  # bytes that a kept page takes besides its bodies
STARTED = int(time.time())  # a new release looks different: to clients that know dates only, all pages are new with it
SAFELY_LATER = 3600  # seconds; see `_is_unchanged`

View = Callable[..., HttpResponse]


@dataclass(slots=True)
class KeptPage:
    """The page of a path as it was made for `version`."""

    path: str
    version: Version | str
    body: bytes
    headers: dict[str, str]
    validators: dict[str, str]  # those of the headers that go with 304 too
    encoded: dict[str, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return OVERHEAD + len(self.body) + sum(map(len, self.encoded.values()))


class Store:
    """Kept pages by path, of at most so many bytes; threads may share it."""

    def __init__(self, limit: int):
        self.limit = limit
        self.size = 0
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, path: str, version: Version | str) -> KeptPage | None:
        """Return the page of a path if it is the one of the version, and count it as the latest used."""
        with self._lock:
            page = self._pages.get(path)
            if page is None or page.version != version:
                return None
            self._pages.move_to_end(path)
            return page

    def put(self, page: KeptPage) -> None:
        """Keep a page in place of the one there was; pages used longest ago make room."""
        with self._lock:
            self._drop(page.path)
            self._pages[page.path] = page
            self.size += page.size
            self._make_room()

    def encoded(self, page: KeptPage, encoding: str) -> bytes:
        """Return the compressed body of a page, and keep it beside the plain one."""
        if (body := page.encoded.get(encoding)) is None:
            body = ENCODINGS[encoding](page.body)
            with self._lock:
                if self._pages.get(page.path) is page and encoding not in page.encoded:
                    page.encoded[encoding] = body
                    self.size += len(body)
                    self._make_room()
        return body

    def clear(self) -> None:
        """Forget all pages."""
        with self._lock:
            self._pages.clear()
            self.size = 0

    def _drop(self, path: str) -> None:
        if (page := self._pages.pop(path, None)) is not None:
            self.size -= page.size

    def _make_room(self) -> None:
        while self.size > self.limit:
            self._drop(next(iter(self._pages)))


STORE = Store(settings.KEPT_PAGES_BYTES)


def kept_by_version(view: View) -> View:
    """Return a view of (request, slug) that answers with kept pages; `view` makes them. 1 query more than `view`.

    It also sets ETag, Last-Modified, Cache-Control and Vary, and answers 304 where the client has the page already.
    """

    @wraps(view)
    def answer(request: HttpRequest, slug: str) -> HttpResponse:
        if is_personal(request):
            return _with(view(request, slug), {"Cache-Control": PRIVATE, "Vary": VARY})
        version = version_of_slug(slug)
        if version is None or version.status != "public":
            return _with(view(request, slug), {"Cache-Control": PUBLIC, "Vary": VARY})
        kept = None if request.META.get("QUERY_STRING") else STORE.get(request.path, version)
        headers = kept.validators if kept else validators(request, version) | {"Vary": VARY}
        if is_unchanged(request, headers):
            return HttpResponseNotModified(headers=headers)
        if kept:
            return _response(kept, request.META.get("HTTP_ACCEPT_ENCODING", ""))
        page = view(request, slug)
        if not _is_alike_for_all(request, page):
            return _with(page, {"Cache-Control": PRIVATE, "Vary": VARY})
        _keep(request, version, page, headers)
        return _with(page, headers)

    return answer


def kept_with_results(view: View) -> View:
    """Return a view of a list that answers with kept pages, and 304 where the client has the page already.

    1 query, and those of `view` where the page is not kept; `request.shared_version` saves it one of them.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args, **named) -> HttpResponse:
        address = request.get_full_path()
        if is_personal(request) or request.method not in ("GET", "HEAD") or len(address) > LONGEST_ADDRESS:
            return view(request, *args, **named)
        version, request.shared_version = version_of_results()
        headers = {"Cache-Control": PUBLIC, "ETag": _tag(f"{settings.RELEASE} {address} {version}"), "Vary": VARY}
        if is_unchanged(request, headers):
            return HttpResponseNotModified(headers=headers)
        if kept := STORE.get(address, version):
            return _response(kept, request.META.get("HTTP_ACCEPT_ENCODING", ""))
        page = view(request, *args, **named)
        if not _is_alike_for_all(request, page):
            return page
        if request.method == "GET":
            _put(address, version, page, headers)
        return _with(page, headers)

    return answer


def validators(request: HttpRequest, version: Version, form: str = "") -> dict[str, str]:
    """Return Cache-Control, ETag and Last-Modified of what is at the request's address. The ETag fits all encodings.

    `form` tells apart what the same address gives to those who ask for different formats.
    """
    state = f"{settings.RELEASE} {request.get_full_path()} {form} {version}"
    return {
        "Cache-Control": PUBLIC,
        "ETag": _tag(state),
        "Last-Modified": http_date(max(version.changed, STARTED)),
    }


def _tag(state: str) -> str:
    return f'W/"{blake2b(state.encode(), digest_size=12).hexdigest()}"'


def is_unchanged(request: HttpRequest, validators: dict[str, str]) -> bool:
    """Return whether the client says that it has what the validators stand for (RFC 9110, 13.1).

    A date alone says it if it is the very one, or much later. One a little later is no proof: a change carries the time
    at which its transaction began, and may become visible when the client had been here already.
    """
    if (tags := request.META.get("HTTP_IF_NONE_MATCH")) is not None:
        given = {tag.removeprefix("W/") for tag in parse_etags(tags)}
        return "*" in given or validators["ETag"].removeprefix("W/") in given
    if not (date := request.META.get("HTTP_IF_MODIFIED_SINCE")) or "Last-Modified" not in validators:
        return False
    since = parse_http_date_safe(date)
    changed = parse_http_date_safe(validators["Last-Modified"])
    return since is not None and (since == changed or since >= changed + SAFELY_LATER)


def encoding_for(accepted: str) -> str:
    """Return the encoding to answer in, "" for none, from an Accept-Encoding header."""
    offered = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        offered[name.strip()] = weight.replace(" ", "")
    return next((name for name in ENCODINGS if not re.match(r"q=0(\.0*)?$", offered.get(name, "q=0"))), "")


def is_personal(request: HttpRequest) -> bool:
    """Return whether the answer could be made for one visitor; all are where pages are being worked on."""
    return settings.DEBUG or any(name in request.COOKIES for name in PERSONAL_COOKIES)


def _with(response: HttpResponse, headers: dict[str, str]) -> HttpResponse:
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _response(page: KeptPage, accepted: str) -> HttpResponse:
    """Return a kept page, compressed where the client takes that."""
    if not (encoding := accepted and encoding_for(accepted)):
        return HttpResponse(page.body, headers=page.headers)
    return HttpResponse(STORE.encoded(page, encoding), headers=page.headers | {"Content-Encoding": encoding})


def _keep(request: HttpRequest, version: Version, page: HttpResponse, validators: dict[str, str]) -> None:
    if request.method == "GET" and not request.META.get("QUERY_STRING"):
        _put(request.path, version, page, validators)


def _put(path: str, version: Version | str, page: HttpResponse, validators: dict[str, str]) -> None:
    headers = {name: page.headers[name] for name in KEPT_HEADERS if name in page.headers}
    STORE.put(KeptPage(path, version, page.content, headers | validators, validators))


def _is_alike_for_all(request: HttpRequest, page: HttpResponse) -> bool:
    wants_cookie = page.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    says_itself = page.has_header("Cache-Control")
    return page.status_code == 200 and not page.streaming and not wants_cookie and not says_itself
