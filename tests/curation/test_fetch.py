"""Records from services, played by a local server."""

from threading import Thread

import pytest

from curation.fetch import NotKnown, Unavailable, answer_for
from curation.fetch import client as fetch_client
from formats import read
from tests.services import Services


@pytest.fixture
def services(settings):
    server = Services()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    settings.SERVICES, settings.FETCH_BACKOFF, settings.FETCH_TIMEOUT = server.addresses(), 0, 5
    yield server
    server.gate.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("scheme", "value", "service", "title"),
    [
        ("doi", "10.5555/norrvik.2024.017", "crossref", "Winter fog over the lakes of Norrvik"),
        ("doi", "10.5555/fogdata.1", "datacite", "Hourly visibility at four lakes, 2022-2024"),
        ("pmid", "99000017", "pubmed", "Breathing in fog: a cohort of lakeside walkers"),
        ("pmcid", "PMC9900017", "pubmed", "Breathing in fog: a cohort of lakeside walkers"),
        ("arxiv", "2401.99901", "arxiv", "How fog remembers: memory kernels of droplets"),
        ("isbn", "9789100000004", "libris", "Dimmans historia"),
        ("isbn", "9783161484100", "k10plus", "Nebel im Norden"),
    ],
)
def test_each_identifier_is_asked_where_its_records_are(services, scheme, value, service, title):
    answer = answer_for(scheme, value)
    [record] = read(answer.data)
    assert answer.service == service
    assert record.title.rstrip(".") == title


@pytest.mark.parametrize(
    ("scheme", "value", "words"),
    [
        ("doi", "10.5555/nothing", "There is no such DOI"),
        ("doi", "10.9999/x", "registered with mEDRA"),
        ("pmid", "1", "PubMed does not know it."),
        ("pmcid", "PMC1", "PubMed Central does not know it."),
        ("arxiv", "2401.00000", "arXiv does not know it."),
        ("isbn", "9780306406157", "Neither Libris nor K10plus"),
    ],
)
def test_what_no_service_knows_is_said(services, scheme, value, words):
    with pytest.raises(NotKnown, match=words):
        answer_for(scheme, value)


def test_a_busy_service_is_asked_again(services):
    services.faults["crossref"] = [503, (429, {"Retry-After": "0"}, b"")]
    assert answer_for("doi", "10.5555/norrvik.2024.017").service == "crossref"
    assert [name for name, _, _ in services.asked].count("crossref") == 3


def test_a_service_that_stays_busy_is_told_and_no_other_asked_in_its_place(services):
    services.faults["crossref"] = [503] * 10
    with pytest.raises(Unavailable, match=r"Crossref answered with an error \(503\)"):
        answer_for("doi", "10.5555/norrvik.2024.017")
    assert "datacite" not in [name for name, _, _ in services.asked]


def test_where_the_agency_cannot_be_asked_both_are(services):
    services.faults["doi"] = [500] * 10
    assert answer_for("doi", "10.5555/fogdata.1").service == "datacite"


def test_a_service_that_is_silent_is_left_after_a_while(services, settings):
    settings.FETCH_TIMEOUT, settings.FETCH_TRIES = 1, 1
    services.faults["arxiv"] = ["silence"]
    with pytest.raises(Unavailable, match="did not answer in time"):
        answer_for("arxiv", "2401.99901")


def test_a_service_that_is_not_there_is_told(settings):
    server = Services()
    settings.SERVICES, settings.FETCH_BACKOFF = server.addresses(), 0
    server.server_close()
    with pytest.raises(Unavailable, match="PubMed cannot be reached"):
        answer_for("pmid", "99000017")


def test_an_answer_without_end_is_not_read(services, monkeypatch):
    monkeypatch.setattr(fetch_client, "LARGEST", 1000)
    services.faults["pubmed"] = [(200, {}, b"<PubmedArticle>" + b" " * 2000)]
    with pytest.raises(Unavailable, match="too large"):
        answer_for("pmid", "99000017")


def test_nobody_is_led_elsewhere(services):
    services.faults["pubmed"] = [(302, {"Location": f"http://127.0.0.1:{services.server_port}/secret"}, b"")]
    with pytest.raises(Unavailable, match="302"):
        answer_for("pmid", "99000017")
    assert "secret" not in {name for name, _, _ in services.asked}


def test_who_asks_is_said(services, settings):
    settings.INSTITUTION = settings.INSTITUTION | {"contact": "library@example.org"}
    answer_for("pmid", "99000017")
    _, address, headers = services.asked[0]
    assert "mailto:library@example.org" in headers["User-Agent"]
    assert "email=library%40example.org" in address


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'{"records": [7]}', b"\xff\xfe", b"<html>"])
def test_an_answer_that_is_none_is_told(services, body):
    services.faults["pmc"] = [(200, {}, body)]
    services.faults["doi"] = [(200, {}, body)]
    with pytest.raises((NotKnown, Unavailable)):
        answer_for("pmcid", "PMC9900017")
    assert answer_for("doi", "10.5555/norrvik.2024.017").service == "crossref"


@pytest.mark.parametrize(
    ("scheme", "value", "asked"),
    [
        ("pmid", "99000017", ["pubmed"]),
        ("arxiv", "2401.99901", ["arxiv"]),
        ("doi", "10.5555/norrvik.2024.017", ["crossref"]),
        ("isbn", "9789100000004", ["libris", "k10plus"]),
    ],
)
@pytest.mark.parametrize("body", [b"", b"<html><style>p {color: red}</style>Being mended</html>", b"\xff\xfe{\x00"])
def test_a_page_in_place_of_an_answer_does_not_mean_that_the_record_is_unknown(services, scheme, value, asked, body):
    for service in asked:
        services.faults[service] = [(200, {}, body)]
    with pytest.raises(Unavailable, match="cannot be read"):
        answer_for(scheme, value)
    assert answer_for(scheme, value).service == asked[0]
