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
    """Start a worker on the tests' database, as script/server does."""
    started = []

    def begin_working():
        variables = os.environ | {"TEST_DATABASE": connection.settings_dict["NAME"]}
        code = (
            "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'portal.settings';"
            "from django.conf import settings; settings.DATABASES['default']['NAME'] = os.environ['TEST_DATABASE'];"
            "django.setup();"
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


def test_a_worker_killed_while_it_saves_leaves_whole_batches_and_another_goes_on(worker, librarian):
    found = begin(librarian, many(), [])
    defer(found)
    run_jobs()
    found.refresh_from_db()
    assert found.items.count() == MANY
    assert start(found)
    defer(found)
    process = worker()
    wait_until(lambda: counts(found) > 0)
    process.send_signal(signal.SIGKILL)
    process.wait()
    found.refresh_from_db()
    half = counts(found)
    wait_until(lambda: Publication.objects.count() == counts(found))  # what was begun has been taken back
    assert half % BATCH in (0, MANY % BATCH)
    assert is_waited_for(found) or found.state == Import.State.DONE
    let_the_dead_be_found()
    found.refresh_from_db()
    assert found.state == Import.State.DONE
    assert (counts(found), Publication.objects.count()) == (MANY, MANY)
    assert Publication.objects.values("title").distinct().count() == MANY


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
