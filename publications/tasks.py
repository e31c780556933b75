"""Jobs of the worker: what is derived from records is kept up."""

from procrastinate.contrib.django import app

from publications.fingerprint.computing import compute_all, compute_changed, compute_with


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
