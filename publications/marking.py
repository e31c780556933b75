"""The marked list of a visitor: found by the secret in the visitor's cookie, forgotten after a month without use.

The database holds a digest of the secret only. A second cookie, which scripts may read, tells how many are marked, so
that a page asks for more only where there is something to show. Pages that are kept for all readers know of neither.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from publications.models import MarkedList, Publication, SharedList
from publications.models.marked import MOST

COOKIE, COUNT = "marked", "marked-count"
KEPT, SHARED_KEPT = timedelta(days=30), timedelta(days=365)  # without use
SOON = timedelta(hours=1)  # looking again so soon is not written down
SWEPT = 100  # old lists that go when a new one is made
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")

Change = Callable[[list[int]], list[int]]


def marked_by(request: HttpRequest) -> MarkedList | None:
    """Return the list of whoever asks, None where there is none. 2 queries, none without a cookie."""
    if not (secret := _secret(request)):
        return None
    return _followed(MarkedList.objects.filter(secret=_digest(secret), used__gt=timezone.now() - KEPT).first())


def keys_marked(request: HttpRequest) -> list[int]:
    """Return the keys of the publications that whoever asks has marked, in their order. 2 queries or none."""
    marked = marked_by(request)
    return marked.keys if marked else []


def change(request: HttpRequest, change: Change, *, undoable: bool = False) -> tuple[MarkedList, str]:
    """Change the list of whoever asks and return it with its secret; at most 2,000 stay. 3 queries.

    Where there is no list yet, one is made; 3 queries more, since old ones are swept away then.
    """
    with transaction.atomic():
        marked, secret = _for_change(request)
        before, marked.keys = marked.keys, change(marked.keys)[:MOST]
        marked.before = before if undoable and before != marked.keys else None
        marked.used = timezone.now()
        marked.save()
    return marked, secret


def undo(request: HttpRequest) -> tuple[MarkedList, str]:
    """Take the last change of the list back, where it can be taken back. 2 queries."""
    with transaction.atomic():
        marked, secret = _for_change(request)
        marked.keys, marked.before = marked.keys if marked.before is None else marked.before, None
        marked.used = timezone.now()
        marked.save()
    return marked, secret


def _for_change(request: HttpRequest) -> tuple[MarkedList, str]:
    if secret := _secret(request):
        rows = MarkedList.objects.select_for_update().filter(secret=_digest(secret))
        if (marked := rows.first()) and marked.used > timezone.now() - KEPT:
            return _followed(marked), secret
    _sweep(MarkedList.objects.filter(used__lt=timezone.now() - KEPT))
    secret = secrets.token_urlsafe(32)
    return MarkedList(secret=_digest(secret)), secret


def _sweep(old: models.QuerySet) -> None:
    old.model.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:SWEPT])).delete()


def remember(response: HttpResponse, secret: str, count: int) -> None:
    """Set both cookies, for a month from now."""
    options = {"max_age": KEPT, "samesite": "Lax", "secure": settings.HTTPS}
    response.set_cookie(COOKIE, secret, httponly=True, **options)
    response.set_cookie(COUNT, str(count), **options)


def keep_in_use(request: HttpRequest, response: HttpResponse, marked: MarkedList, count: int) -> None:
    """Let the list and its cookies live a month from now on. 1 query, once an hour."""
    now = timezone.now()
    if marked.used < now - SOON:
        MarkedList.objects.filter(pk=marked.pk).update(used=now)
    if marked.used < now - SOON or request.COOKIES.get(COUNT) != str(count):
        remember(response, _secret(request), count)


def added(new: Iterable[int]) -> Change:
    """Return the change that puts publications at the end, if they are not there yet."""
    return lambda keys: list(dict.fromkeys((*keys, *new)))


def removed(gone: Iterable[int]) -> Change:
    """Return the change that takes publications away."""
    left_out = set(gone)
    return lambda keys: [key for key in keys if key not in left_out]


def moved(key: int, place: int) -> Change:
    """Return the change that puts a publication at a place, counted from 0; one that is not there changes nothing."""

    def move(keys: list[int]) -> list[int]:
        if key not in keys:
            return keys
        others = [other for other in keys if other != key]
        return [*others[:place], key, *others[place:]]

    return move


def shared(keys: list[int]) -> SharedList:
    """Return the shared list of these publications in this order, made where there is none. 1 to 4 queries."""
    digest = hashlib.sha256(",".join(map(str, keys)).encode()).hexdigest()
    now = timezone.now()
    if SharedList.objects.filter(digest=digest).update(opened=now) == 0:
        _sweep(SharedList.objects.filter(opened__lt=now - SHARED_KEPT))
        try:
            with transaction.atomic():
                token = secrets.token_urlsafe(12)
                return SharedList.objects.create(token=token, digest=digest, keys=keys, opened=now)
        except IntegrityError:  # somebody shared the same a moment ago
            pass
    return SharedList.objects.get(digest=digest)


def shared_as(token: str) -> SharedList | None:
    """Return the shared list at an address, None where there is none. 2 queries, 3 once an hour."""
    now = timezone.now()
    found = SharedList.objects.filter(token=token, opened__gt=now - SHARED_KEPT).first()
    if found and found.opened < now - SOON:
        SharedList.objects.filter(pk=found.pk).update(opened=now)
    return _followed(found)


def _followed(found: MarkedList | SharedList | None):
    """Return a list with publications that were merged meanwhile followed to those that they are now. 1 query."""
    if found is not None:
        found.keys = Publication.objects.followed(found.keys)
    return found


def _secret(request: HttpRequest) -> str:
    """Return the secret in the cookie, "" where there is none that could be ours."""
    secret = request.COOKIES.get(COOKIE, "")
    return secret if _SECRET.fullmatch(secret) else ""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
