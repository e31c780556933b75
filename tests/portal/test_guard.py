"""The guard in front of Django: whole bodies come through, hostile ones cost little."""

import io
import threading
import time
from wsgiref.util import FileWrapper

import pytest

from portal.guard import LARGEST_BODY, LARGEST_IN_MEMORY, PATIENCE, Guard


class Answer:
    """As Django's: an iterable that must be closed."""

    streaming, closed = False, False

    def __init__(self, content=b"done"):
        self.content = content

    def close(self):
        self.closed = True


class Slow:
    """A body whose client sends nothing until it is told to."""

    def __init__(self):
        self.begun, self.sent = threading.Event(), threading.Event()

    def read(self, size):
        self.begun.set()
        assert self.sent.wait(30)
        return b"x" * size


def echo(environ, start_response):
    """Answer with the body, as Django would read it."""
    return Answer(
        environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])) if "CONTENT_LENGTH" in environ else b"page"
    )


def ask(guard, body=None, **environ):
    """Return the status of the refusal, "" where there was none, and the answer."""
    refused = []
    if body is not None:
        environ = {"CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)} | environ
    answer = guard(environ, lambda status, headers: refused.append(status))
    return (refused[0] if refused else ""), answer


def test_an_answer_is_passed_on_whole_and_closed():
    answer = Answer()
    assert ask(Guard(lambda environ, start: answer, threads=2)) == ("", [b"done"])
    assert answer.closed


def test_a_stream_is_passed_on_as_it_is():
    answer = Answer()
    answer.streaming = True
    assert ask(Guard(lambda environ, start: answer, threads=2)) == ("", answer)
    assert not answer.closed


def test_a_file_is_passed_on_as_it_is():
    """As `manage.py runserver` sends static files."""
    file = FileWrapper(io.BytesIO(b"body { margin: 0 }"))
    assert ask(Guard(lambda environ, start: file, threads=2)) == ("", file)


@pytest.mark.parametrize("size", [1, LARGEST_IN_MEMORY, LARGEST_IN_MEMORY + 1])
def test_a_body_arrives_as_it_was_sent(size):
    body = bytes(range(256)) * (size // 256) + b"!" * (size % 256)
    assert ask(Guard(echo, threads=2), body) == ("", [body])


def test_nothing_behind_a_body_is_read():
    rest = io.BytesIO(b"bodyGET /next HTTP/1.1")
    assert ask(Guard(echo, threads=2), CONTENT_LENGTH="4", **{"wsgi.input": rest}) == ("", [b"body"])
    assert rest.read(3) == b"GET"


def test_a_body_that_breaks_off_never_reaches_django():
    assert ask(Guard(echo, threads=2), b"half", CONTENT_LENGTH="8")[0] == "400 Bad Request"


@pytest.mark.parametrize("length", [str(LARGEST_BODY + 1), "9" * 5000, "-1", "1e3", "²"])
def test_a_body_that_is_too_large_or_nonsense_is_refused(length):
    assert ask(Guard(echo, threads=2), CONTENT_LENGTH=length)[0] == "413 Content Too Large"


def test_slow_bodies_never_take_the_last_thread():
    guard, slow = Guard(echo, threads=2), Slow()
    sender = threading.Thread(target=ask, args=(guard,), kwargs={"CONTENT_LENGTH": "9", "wsgi.input": slow})
    sender.start()
    assert slow.begun.wait(30)
    assert ask(guard, b"another")[0] == "503 Service Unavailable"
    begin = time.monotonic()
    assert ask(guard, b"a third")[0] == "503 Service Unavailable"
    assert time.monotonic() - begin < PATIENCE / 2, "once a body has been slow, nobody waits for it"
    assert ask(guard)[1] == [b"page"]
    slow.sent.set()
    sender.join()
    assert ask(guard, b"another")[1] == [b"another"]


def test_work_on_a_body_does_not_keep_others_waiting():
    started, finish = threading.Event(), threading.Event()

    def work(environ, start_response):
        if environ["wsgi.input"].read(4) == b"long":
            started.set()
            assert finish.wait(30)
        return Answer()

    guard = Guard(work, threads=2)
    worker = threading.Thread(target=ask, args=(guard, b"long"))
    worker.start()
    assert started.wait(30)
    assert ask(guard, b"quick")[1] == [b"done"]
    finish.set()
    worker.join()
