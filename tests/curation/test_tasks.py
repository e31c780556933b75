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


@app.task(name="tests.write_daily", queueing_lock="daily", lock="daily")
def write_daily(term):
    Keyword.objects.create(term=term)


def left_behind(attempts, task=write, **fields):
    """Return the key of a job as a killed worker leaves it."""
    job = task.defer(**fields)
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


def test_a_dead_job_makes_way_for_one_like_it_and_for_all_others():
    dead = left_behind(attempts=1, task=write_daily, term="yesterday")
    write_daily.defer(term="today")
    left_behind(attempts=1)
    resume.defer(timestamp=0)
    run_jobs()
    assert ProcrastinateJob.objects.get(pk=dead).status == "failed"
    assert set(Keyword.objects.values_list("term", flat=True)) == {"today", "written"}
