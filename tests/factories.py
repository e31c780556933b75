"""Rows for tests: functions with defaults; a test states only what it is about."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count

from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.periodic import PeriodicRegistry

from formats.record import Record
from publications.models import Journal, Organisation, Person, Publication, Subject
from publications.records import save_records

_number = count(1)


def make_publication(**fields) -> Publication:
    """Return a saved publication made of Record fields, such as title, contributors, doi; `status` is public."""
    status = fields.pop("status", "public")
    number = next(_number)
    record = Record(**{"id": f"made-{number}", "source": "tests", "title": f"Publication {number}", **fields})
    [outcome] = save_records([record], status)
    assert outcome.kind == "new", outcome.remarks
    publication = Publication.objects.get(sources__source="tests", sources__source_id=record.id)
    if status == "withdrawn":
        publication.withdrawn_because = "Published twice."
        publication.save()
    return publication


def make_person(**fields) -> Person:
    return Person.objects.create(**{"family": "Berg", "given": f"Anna {next(_number)}", **fields})


def make_unit(**fields) -> Organisation:
    """Return a saved unit of the house."""
    number = next(_number)
    return Organisation.objects.create(
        **{"name_en": f"Department {number}", "own": True, "code": f"n{number}", **fields}
    )


def make_journal(**fields) -> Journal:
    return Journal.objects.create(**{"title": f"Journal {next(_number)}", **fields})


def make_subject(**fields) -> Subject:
    """Return a subject of the 2025 edition that is its own successor."""
    subject = Subject.objects.create(
        **{"edition": "2025", "code": "30305", "name_en": "Nursing", "name_sv": "Omvårdnad", **fields}
    )
    if subject.today_id is None:
        subject.today = subject
        subject.save()
    return subject


def run_jobs() -> None:
    """Do all jobs that wait, as the worker does, and return when none is left. Needs `transaction=True`."""
    options, kept = connections.settings["default"], connections.settings["default"]["CONN_MAX_AGE"]
    options["CONN_MAX_AGE"] = 0  # the threads of the worker end with it, and must leave no connection behind
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            worker.periodic_registry = PeriodicRegistry()  # a test says itself which of them is due
            with ThreadPoolExecutor(1) as apart:  # the thread of a test may have a loop of its own: Playwright's
                apart.submit(_run, worker).result()
    finally:
        options["CONN_MAX_AGE"] = kept


def _run(worker) -> None:
    worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
