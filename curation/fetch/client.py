"""One question to one service: politely, with bounds, and what is wrong in words.

Who asks stands in the User-Agent, with an address to write to (https://api.crossref.org asks for it, and NCBI). A
service that is busy is asked again, later each time, or when it says (Retry-After).
"""

import threading
import time
from functools import cache

import urllib3
from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError, TimeoutError
from urllib3.util import Retry, Timeout

LARGEST = 20 * 2**20  # bytes of an answer; a work with 3,000 authors has some 2 MB
BUSY = (429, 500, 502, 503, 504)
UNKNOWN = (400, 404, 410)  # 400: what looks like an identifier, and is none to the service
LONGEST_WAIT = 30  # seconds that a service may ask us to wait
PAUSES = {"arxiv": 3.0, "pubmed": 0.4, "pmc": 0.4}  # seconds between questions, as these ask for


class FetchError(Exception):
    """No answer; says why in a sentence for staff."""


class NotKnown(FetchError):
    """The service does not know the identifier."""


class Unavailable(FetchError):
    """The service cannot be asked just now."""


def ask(service: str, path: str, **fields: str) -> bytes:
    """Return the body of a service's answer; NotKnown or Unavailable where there is none."""
    address = settings.SERVICES[service].rstrip("/") + path
    _wait_for_turn(service)
    try:
        answer = _pool().request(
            "GET", address, fields=fields, headers=_headers(), retries=_retries(), timeout=_patience(),
            preload_content=False,
        )  # fmt: skip
        try:
            return _body(service, answer)
        finally:
            answer.close()
    except HTTPError as error:
        raise Unavailable(_in_words(service, error)) from error


def name_of(service: str) -> str:
    """Return what people call a service."""
    return NAMES[service]


NAMES = {
    "doi": "doi.org",
    "crossref": "Crossref",
    "datacite": "DataCite",
    "pubmed": "PubMed",
    "pmc": "PubMed Central",
    "arxiv": "arXiv",
    "libris": "Libris",
    "k10plus": "K10plus",
}


def _body(service: str, answer: urllib3.BaseHTTPResponse) -> bytes:
    if answer.status in UNKNOWN:
        raise NotKnown(_("%s does not know it.") % name_of(service))
    if answer.status != 200:
        words = {"service": name_of(service), "status": answer.status}
        raise Unavailable(_("%(service)s answered with an error (%(status)s). Try again later.") % words)
    body = answer.read(LARGEST + 1, decode_content=True)
    if len(body) > LARGEST:
        raise Unavailable(_("The answer of %s is too large.") % name_of(service))
    return body


def _in_words(service: str, error: Exception) -> str:
    cause = error.reason if isinstance(error, MaxRetryError) else error
    if isinstance(cause, TimeoutError) and not isinstance(cause, NewConnectionError):
        return _("%s did not answer in time. Try again later.") % name_of(service)
    return _("%s cannot be reached just now. Try again later.") % name_of(service)


def _headers() -> dict[str, str]:
    contact = settings.INSTITUTION["contact"]
    who = f"{settings.SITE_URL}; mailto:{contact}" if contact else settings.SITE_URL
    return {"User-Agent": f"ResearchPortal/1.0 ({who})", "Accept-Encoding": "gzip"}


def _retries() -> Retry:
    """Return how often is asked again. No redirect is followed: it could lead anywhere."""
    return Retry(
        total=settings.FETCH_TRIES - 1, redirect=False, status_forcelist=BUSY, backoff_factor=settings.FETCH_BACKOFF,
        backoff_max=LONGEST_WAIT, backoff_jitter=settings.FETCH_BACKOFF, retry_after_max=LONGEST_WAIT,
        raise_on_status=False,
    )  # fmt: skip


def _patience() -> Timeout:
    return Timeout(connect=min(5, settings.FETCH_TIMEOUT), read=settings.FETCH_TIMEOUT)


@cache
def _pool() -> urllib3.PoolManager:
    return urllib3.PoolManager(num_pools=8, maxsize=2)


_turn = threading.Lock()
_last: dict[str, float] = {}


def _wait_for_turn(service: str) -> None:
    """Wait until a service wants to be asked again."""
    if not (pause := PAUSES.get(service, 0) * settings.FETCH_BACKOFF):
        return
    with _turn:
        now = time.monotonic()
        due = max(now, _last.get(service, now - pause) + pause)
        _last[service] = due
    time.sleep(due - now)
