"""What must be done before the portal can be served: python -m portal.prepare. Each step may be repeated.

Migrates the database, collects the static files, loads the subjects, fills an empty database with demo records, and
makes a staff login for this installation.
"""

import hashlib
import os
import sys
import time
from contextlib import contextmanager

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import NotSupportedError, OperationalError, connection, transaction

from portal import environment
from portal.secret import STAFF_NAME, STAFF_PASSWORD_FILE, kept_secret

ONE_AT_A_TIME = 0x706F7274  # "port"


def main() -> int:
    """Do all steps; return 0, or 1 after one sentence that says what is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        django.setup()
        _connect()
        _check_styles()
        steps = (*STEPS, *DEMO_STEPS) if environment.flag("DEMO", True) else STEPS
    except (OperationalError, NotSupportedError) as error:
        return _failed(f"The database cannot be used: {' '.join(str(error).split())}")
    except ImproperlyConfigured as error:
        return _failed(str(error))
    for step in steps:
        step()
    return 0


def _check_styles():
    """Raise ImproperlyConfigured for a style of CITATION_STYLES that there is not."""
    from django.conf import settings

    from citations import cite
    from formats.record import Record

    for style, _ in settings.CITATION_STYLES if environment.text("CITATION_STYLES") else ():
        try:
            cite(Record(title="A title"), style)
        except ValueError as error:
            raise ImproperlyConfigured(f"CITATION_STYLES: {error}") from error


def migrate() -> None:
    """Bring the database's tables up to date."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        with _step(f"Bringing the database up to date ({len(plan)} migrations)"):
            call_command("migrate", interactive=False, verbosity=0)


def collect_static_files() -> None:
    """Copy, name by content and compress the static files, if any has changed since."""
    from django.conf import settings

    stamp, digest = settings.VAR_DIR / "static-files", _static_digest()
    if not settings.STATIC_ROOT.exists() or not stamp.exists() or stamp.read_text() != digest:
        with _step("Collecting and compressing static files"):
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(digest)


def _static_digest():
    """Return a digest of all static files, by their size and time."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            status = os.stat(storage.path(path))
            digest.update(f"{storage.path(path)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def load_subjects() -> None:
    """Load the subjects of research."""
    call_command("load_subjects", verbosity=0)


def load_demo() -> None:
    """Load the demo records into a database without publications, all or none."""
    from publications.models import Publication

    if not Publication.objects.exists():
        with _step("Loading the demo records"), transaction.atomic():
            call_command("load_demo", verbosity=0)
            call_command("fingerprints", all=True, verbosity=0)


def make_staff_login() -> None:
    """Make a staff login with a password of this installation's own, in a database that has no superuser.

    The password lies in a file of VAR_DIR, so that it can be shown at each start; the file goes once staff have
    chosen another password.
    """
    from django.conf import settings
    from django.contrib.auth import get_user_model

    users, path = get_user_model().objects, settings.VAR_DIR / STAFF_PASSWORD_FILE
    staff = users.filter(username=STAFF_NAME).first()
    if staff is None and not users.filter(is_superuser=True).exists():
        path.unlink(missing_ok=True)
        users.create_superuser(STAFF_NAME, password=kept_secret(path, 20))
    elif path.exists() and not (staff and staff.check_password(kept_secret(path, 20))):
        path.unlink()


STEPS = (migrate, collect_static_files, load_subjects)
DEMO_STEPS = (load_demo, make_staff_login)


def _connect():
    """Open the database, and wait if another machine prepares it; OperationalError if that cannot be done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])  # given back at the end of this process


@contextmanager
def _step(what):
    print(f"{what} ...", flush=True)
    begin = time.monotonic()
    yield
    print(f"  done in {time.monotonic() - begin:.1f} s.", flush=True)


def _failed(sentence):
    print(sentence, file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
