"""What a hostile client cannot do to a web process: a guard in front of Django (WSGI, PEP 3333).

A web process has few threads, and one that reads a body waits for its client. So bodies may occupy all threads but
one, never the last: whoever sends them slowly, or never to the end, cannot keep readers out. In production the proxy
in front reads bodies before it passes them on (docs/deployment.md).
"""

from threading import BoundedSemaphore

LARGEST_BODY = 64 * 2**20  # bytes
PATIENCE = 1.0  # seconds that a request with a body waits for its turn


class Guard:
    """A WSGI application that passes requests on to Django, those with bodies one by one, and refuses large ones."""

    def __init__(self, django, threads: int):
        self.django = django
        self.bodies = BoundedSemaphore(max(1, threads - 1))

    def __call__(self, environ, start_response):
        """Return the answer of Django, or the refusal."""
        length = environ.get("CONTENT_LENGTH") or "0"
        if length == "0":
            return _whole(self.django(environ, start_response))
        if not length.isdecimal() or len(length) > 15 or int(length) > LARGEST_BODY:
            return _refuse(start_response, "413 Content Too Large")
        if not self.bodies.acquire(timeout=PATIENCE):
            return _refuse(start_response, "503 Service Unavailable", ("Retry-After", "5"))
        try:
            return _whole(self.django(environ, start_response))
        finally:
            self.bodies.release()


def _whole(response):
    """Return the answer as a list if it is complete: granian sends that at once, a fifth more answers per second."""
    if response.streaming:
        return response
    body = [response.content]
    response.close()
    return body


def _refuse(start_response, status, *headers):
    body = f"{status}\n".encode()
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(body))), *headers])
    return [body]
