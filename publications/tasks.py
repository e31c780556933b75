"""Jobs of the worker: what is derived from records is kept up."""

from time import monotonic

from procrastinate import JobContext
from procrastinate.contrib.django import app

from publications.fingerprint.computing import compute_all, compute_changed, compute_with
from publications.portraits.drawing import draw, of_many
from publications.portraits.touched import redraw

NIGHT = 2 * 3600  # seconds for the portraits of many publications


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="fingerprints", lock="fingerprints")
def fingerprints(timestamp: int) -> None:
    """Compute the fingerprints of what has changed, each minute."""
    compute_changed()


@app.task(lock="fingerprints")
def fingerprints_with(concepts: list[int]) -> None:
    """Compute the fingerprints with some concepts, after staff have decided about them."""
    compute_with(concepts)


@app.periodic(cron="30 2 * * *")
@app.task(queueing_lock="all fingerprints", lock="fingerprints")
def all_fingerprints(timestamp: int) -> None:
    """Count all phrases anew and compute every fingerprint, each night: what is rare changes with the collection."""
    compute_all()


@app.task
def one_portrait(kind: str, key: int) -> None:
    """Draw what a page lacks."""
    draw(kind, key)


@app.periodic(cron="30 3 * * *")
@app.task(queueing_lock="portraits", lock="portraits", pass_context=True)
def portraits(context: JobContext, timestamp: int) -> None:
    """Draw the portraits of many publications anew, each night; what is left out is drawn first the next."""
    ends = monotonic() + NIGHT
    for kind, key in of_many():
        if context.should_abort() or monotonic() > ends:
            break
        draw(kind, key)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="touched portraits", lock="portraits")
def touched_portraits(timestamp: int) -> None:
    """Draw anew, each minute, the portraits of the people, units and journals whose records have changed."""
    redraw()
