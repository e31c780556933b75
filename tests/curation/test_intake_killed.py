"""Killed with -9 in the middle, an import goes on where it was, and nothing comes in twice."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from procrastinate.exceptions import AlreadyEnqueued

from curation.intake import saving
from curation.intake.beginning import begin
from curation.intake.jobs import defer, is_waited_for
from curation.intake.saving import BATCH, start
from curation.models import Import, ImportItem
from curation.tasks import resume
from publications.models import Publication
from tests.factories import run_jobs

ROOT = Path(__file__).resolve().parents[2]
MANY = 3 * BATCH + 7
pytestmark = pytest.mark.django_db(transaction=True)


def many():
    return "".join(
        f"@article{{k{n}, title={{Fog number {n} of many}}, author={{Berg, Anna}}, year=2024}}\n" for n in range(MANY)
    )


@pytest.fixture
def worker(librarian):
    """Start a worker on the tests' database, as script/server does; `whole` is how many it saves in one step."""
    started = []

    def begin_working(whole=saving.WHOLE):
        variables = os.environ | {"TEST_DATABASE": connection.settings_dict["NAME"]}
        code = (
            "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'portal.settings';"
            "from django.conf import settings; settings.DATABASES['default']['NAME'] = os.environ['TEST_DATABASE'];"
            "django.setup();"
            f"from curation.intake import saving; saving.WHOLE = {whole};"
            "from django.core.management import call_command; call_command('procrastinate', 'worker', concurrency=1)"
        )
        process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=variables, stderr=subprocess.DEVNULL)
        started.append(process)
        return process

    yield begin_working
    for process in started:
        process.kill()
        process.wait()


def wait_until(condition):
    """Wait until something is so; the test fails where it never is."""
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("It did not happen.")


def let_the_dead_be_found():
    """Let the worker seem to have been silent for long, and its jobs be taken up: what happens within two minutes."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    with suppress(AlreadyEnqueued):  # by the worker that was killed
        resume.defer(timestamp=0)
    run_jobs()
    run_jobs()


def counts(found):
    return found.items.filter(state=ImportItem.State.MADE).count()


@pytest.fixture
def to_be_saved(librarian):
    """An import of many records that has been confirmed."""
    found = begin(librarian, many(), [])
    defer(found)
    run_jobs()
    found.refresh_from_db()
    assert found.items.count() == MANY
    assert start(found)
    defer(found)
    return found


def all_is_there_once(found):
    let_the_dead_be_found()
    found.refresh_from_db()
    assert found.state == Import.State.DONE
    assert (counts(found), Publication.objects.count()) == (MANY, MANY)
    return Publication.objects.values("title").distinct().count() == MANY


def test_a_worker_killed_while_it_saves_leaves_whole_batches_and_another_goes_on(worker, to_be_saved, monkeypatch):
    monkeypatch.setattr(saving, "WHOLE", BATCH)
    process = worker(whole=BATCH)
    wait_until(lambda: counts(to_be_saved) > 0)
    process.kill()
    process.wait()
    to_be_saved.refresh_from_db()
    half = counts(to_be_saved)
    wait_until(lambda: Publication.objects.count() == counts(to_be_saved))  # what was begun has been taken back
    assert half % BATCH in (0, MANY % BATCH)
    assert is_waited_for(to_be_saved) or to_be_saved.state == Import.State.DONE
    assert all_is_there_once(to_be_saved)


def written_by_others():
    """Return whether a transaction has written publications that nobody else sees yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'publications_publication'::regclass "
            "AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid())"
        )
        return cursor.fetchone()[0]


def test_some_thousand_records_are_saved_in_one_step_also_by_a_worker_that_is_killed(worker, to_be_saved, staff):
    process = worker()
    wait_until(written_by_others)
    page = staff.get(f"/admin/curation/import/{to_be_saved.uuid}/").content.decode()
    process.kill()
    process.wait()
    wait_until(lambda: not written_by_others())
    to_be_saved.refresh_from_db()
    assert to_be_saved.state == Import.State.SAVING
    assert not Publication.objects.exists()
    assert "in one step" in page
    assert all_is_there_once(to_be_saved)


def test_a_worker_killed_while_it_reads_and_compares_leaves_nothing_twice(worker, librarian):
    found = begin(librarian, many(), [])
    defer(found)
    process = worker()
    wait_until(lambda: found.items.filter(state=ImportItem.State.READY).exists())
    process.send_signal(signal.SIGKILL)
    process.wait()
    let_the_dead_be_found()
    found.refresh_from_db()
    assert found.state == Import.State.READY
    assert found.items.filter(state=ImportItem.State.READY).count() == MANY
    assert not Publication.objects.exists()


def test_an_import_without_a_job_can_be_taken_up_by_hand(staff):
    """As after the loss of a queue: the page says so, and goes on."""
    user = get_user_model().objects.get(username="bea")
    found = begin(user, "@article{a, title={Fog}, year=2024}", [])
    address = f"/admin/curation/import/{found.uuid}/"
    assert "It stands still" in staff.get(address).content.decode()
    staff.post(address, {"go": "resume"})
    assert "It stands still" not in staff.get(address).content.decode()
    run_jobs()
    found.refresh_from_db()
    assert found.state == Import.State.READY
