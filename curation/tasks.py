"""Jobs of the worker that keep the others going. A job is a row of Procrastinate, deferred inside a transaction.

A job may run again after its worker was killed, from its beginning: what it has done already, it must find done.
"""

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from curation.batch.applying import work
from curation.checks import due
from curation.duplicates import looking
from curation.intake import progress, undoing
from curation.merging.asked import merge_asked
from curation.models import Batch, Import
from curation.operations import later
from publications.completeness import count_all

LATER = -10  # the priority of what can wait; 0 is the usual one
TRIES = 5  # of a job whose worker has died: perhaps the job is what it dies of


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="resume", pass_context=True)
async def resume(context: JobContext, timestamp: int) -> None:
    """Have the jobs of workers that have died done again; give up those that were tried too often."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        if job.attempts >= TRIES or not await _waits_again(jobs, job):
            await jobs.finish_job(job, status=Status.FAILED, delete_job=False)


async def _waits_again(jobs: JobManager, job: Job) -> bool:
    """Put a job back; False where one like it waits already, for the lock that the dead one holds."""
    try:
        await jobs.retry_job(job)
    except UniqueViolation:
        return False
    return True


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="check_recent", lock="checks", priority=LATER)
def check_recent(timestamp: int) -> None:
    """Check the publications that were changed of late, by whatever way."""
    due.check_recent()


@app.periodic(cron="17 2 * * *")
@app.task(queueing_lock="check_all", lock="checks", priority=LATER)
def check_all(timestamp: int) -> None:
    """Check what is due at night: for a minute, and leave the rest to a job that lets others pass."""
    if due.check_all(seconds=60):
        check_all.defer(timestamp=timestamp)


@app.task
def bring_in(import_id: int, by: int | None = None) -> None:
    """Take an import as far as it goes without staff: read it, save what was chosen, or take it back."""
    found = Import.objects.filter(pk=import_id).first()
    if found and found.state == Import.State.READING:
        progress.read(found)
    elif found and found.state == Import.State.SAVING:
        progress.save(found)
    elif found and found.state == Import.State.UNDOING:
        undoing.undo_all(found, by or found.user_id)


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="forget_imports")
def forget_imports(timestamp: int) -> None:
    """Delete imports that nobody has touched for a month; what they made stays."""
    Import.objects.filter(expires__lt=timezone.now()).delete()


@app.task(queue="default")
def apply_batch(key: str) -> None:
    """Change the records of a batch. A second run, after a worker was killed, finds it as it was, or done."""
    if batch := Batch.objects.filter(pk=key, operation=None).first():
        work(batch)


@app.task(queue="default")
def do_errand(key: str) -> None:
    """Do a large merge or undo: whole, or, where the worker is killed, not at all."""
    later.work(key, lambda errand: merge_asked(errand) if errand.model else later.undo_asked(errand))


@app.periodic(cron="47 1 * * *")
@app.task(queueing_lock="look_for_duplicates", lock="duplicates")
def look_for_duplicates(timestamp: int) -> None:
    """Begin to compare what was changed since yesterday with all there is."""
    looking.begin()
    go_on_looking.configure(priority=LATER).defer()


@app.task(queueing_lock="go_on_looking", lock="duplicates")
def go_on_looking() -> None:
    """Compare for a minute, and leave the rest to a job that lets others pass."""
    if looking.look_for(seconds=60):
        go_on_looking.configure(priority=LATER).defer()


@app.periodic(cron="37 * * * *")
@app.task(queueing_lock="count_completeness", lock="checks", priority=LATER)
def count_completeness(timestamp: int) -> None:
    """Count how complete the public records are, for the pages that tell it."""
    count_all()
