"""The worker: the jobs of one that has died are done again, though not for ever."""

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from curation.tasks import TRIES, resume
from publications.models import Keyword
from tests.factories import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)


@app.task(name="tests.write")
def write():
    Keyword.objects.create(term="written")


def left_behind(attempts):
    """Return the key of a job as a killed worker leaves it."""
    job = write.defer()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = %s WHERE id = %s", [attempts, job])
    return job


def test_a_job_whose_worker_died_is_done_again():
    left_behind(attempts=1)
    run_jobs()
    assert not Keyword.objects.exists()
    resume.defer(timestamp=0)
    run_jobs()
    assert Keyword.objects.get().term == "written"


def test_a_job_that_kills_its_worker_again_and_again_is_given_up():
    job = left_behind(attempts=TRIES)
    resume.defer(timestamp=0)
    run_jobs()
    assert ProcrastinateJob.objects.get(pk=job).status == "failed"
    assert not Keyword.objects.exists()
