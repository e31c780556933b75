"""What a hostile client cannot do to a web process: a guard in front of Django (WSGI, PEP 3333).

A web process has few threads, and one that reads a body waits for its client. So at most all threads but one read at
the same time: whoever sends bodies slowly, or never to the end, cannot keep readers out. Django gets a body that is
whole, and works on it without a limit. In production the proxy in front reads bodies first (docs/deployment.md), and
nobody ever waits here.
"""

import shutil
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from time import monotonic

LARGEST_BODY = 64 * 2**20  # bytes
LARGEST_IN_MEMORY = 2**20  # bytes; a larger body lies on disk meanwhile
PATIENCE = 1.0  # seconds that a body may take while others wait for it; then they are refused at once


class Guard:
    """A WSGI application that reads the bodies of requests, refuses those that are too large, and asks Django."""

    def __init__(self, django, threads: int):
        self.django = django
        self.reading = BoundedSemaphore(max(1, threads - 1))
        self.begun = 0.0  # when the last body began to be read

    def __call__(self, environ, start_response):
        """Return the answer of Django, or the refusal."""
        length = environ.get("CONTENT_LENGTH") or "0"
        if length == "0":
            return _whole(self.django(environ, start_response))
        if not length.isdecimal() or len(length) > 15 or int(length) > LARGEST_BODY:
            return _refuse(start_response, "413 Content Too Large")
        if not self.reading.acquire(timeout=max(0.0, self.begun + PATIENCE - monotonic())):
            return _refuse(start_response, "503 Service Unavailable", ("Retry-After", "5"))
        with SpooledTemporaryFile(LARGEST_IN_MEMORY) as body:
            self.begun = monotonic()
            try:
                shutil.copyfileobj(_Limited(environ["wsgi.input"], int(length)), body)
            finally:
                self.reading.release()
            if body.tell() < int(length):
                return _refuse(start_response, "400 Bad Request")
            body.seek(0)
            return _whole(self.django(environ | {"wsgi.input": body}, start_response))


class _Limited:
    """Reads so many bytes and no more: behind them, some servers wait for the next request."""

    def __init__(self, source, length):
        self.source, self.left = source, length

    def read(self, size):
        data = self.source.read(min(size, self.left))
        self.left -= len(data)
        return data


def _whole(response):
    """Return the answer as a list if it is complete: granian sends that at once, a fifth more answers per second."""
    if getattr(response, "streaming", True):  # a file, which the server itself may send, does not say
        return response
    body = [response.content]
    response.close()
    return body


def _refuse(start_response, status, *headers):
    body = f"{status}\n".encode()
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(body))), *headers])
    return [body]
