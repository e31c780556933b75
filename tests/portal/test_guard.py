"""The guard of requests with bodies, in front of Django."""

import threading

import pytest

from portal.guard import LARGEST_BODY, Guard


class Answer:
    """As Django's: an iterable that must be closed."""

    streaming, content, closed = False, b"done", False

    def close(self):
        self.closed = True


def ask(application, **environ):
    """Return the status of the refusal, "" where there was none, and the answer."""
    refused = []
    answer = application(environ, lambda status, headers: refused.append(status))
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


@pytest.mark.parametrize("length", [str(LARGEST_BODY + 1), "9" * 5000, "-1", "1e3", "²"])
def test_a_body_that_is_too_large_or_nonsense_is_refused(length):
    status, _ = ask(Guard(lambda environ, start: Answer(), threads=2), CONTENT_LENGTH=length)
    assert status == "413 Content Too Large"


def test_slow_bodies_never_take_the_last_thread():
    slow, arrived = threading.Event(), threading.Event()

    def django(environ, start_response):
        if environ.get("CONTENT_LENGTH"):
            arrived.set()
            assert slow.wait(30)
        return Answer()

    application = Guard(django, threads=2)
    sender = threading.Thread(target=ask, args=(application,), kwargs={"CONTENT_LENGTH": "10"})
    sender.start()
    assert arrived.wait(30)
    assert ask(application, CONTENT_LENGTH="10")[0] == "503 Service Unavailable"
    assert ask(application)[1] == [b"done"]
    slow.set()
    sender.join()
    assert ask(application, CONTENT_LENGTH="10")[1] == [b"done"]
