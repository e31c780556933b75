"""Runs the portal until it is told to stop: python -m portal.serve (called by script/server).

Starts the embedded PostgreSQL (unless DATABASE_URL is set), prepares the database, starts the processes of the portal
and waits. Ctrl-C, SIGTERM and the end of the terminal stop all of them; so does the death of one. Whatever a kill -9
left of an earlier run is cleared away first: each process carries a mark in its environment.
"""

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
from django.core.exceptions import ImproperlyConfigured

from portal import embedded, environment
from portal.database import is_embedded
from portal.embedded.account import die_with_parent
from portal.secret import STAFF_NAME, STAFF_PASSWORD_FILE

ROOT = Path(__file__).resolve().parent.parent
POLL = 0.1  # seconds
PATIENCE = 15  # seconds that a process gets to stop
FOLLOWER = "follower of the search"  # keeps the index of this machine up
WORKER = "worker"  # does what takes long: imports, nightly checks
RESTARTED = (FOLLOWER, WORKER)  # pages are served while one of these is away
LONGEST_QUERY = "-c statement_timeout=30s"  # of a web process; see PGOPTIONS in libpq


class Stopped(Exception):
    """The portal was told to stop."""


class NotPrepared(Exception):
    """The portal could not be prepared; why stands above."""


def main() -> int:
    """Run the portal; return 0 when it was told to stop, 1 after a sentence that says what is wrong."""
    try:
        environment.read_file(ROOT / ".env")
        return Portal().run()
    except (ImproperlyConfigured, embedded.ServerError) as error:
        print(error, file=sys.stderr, flush=True)
        return 1


def web_server(host: str, port: int) -> list[str]:
    """Return the command of the web server. Why granian, and why so: docs/decisions.md."""
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": port,
        "--http": 1,
        "--workers": environment.number("WEB_WORKERS", (os.cpu_count() or 1) + 1, 1, 256),
        "--blocking-threads": environment.number("WEB_THREADS", 2, 2, 64),
        "--http1-buffer-size": 65536,  # of a request's head
        "--http1-header-read-timeout": 10_000,  # milliseconds
        "--blocking-threads-idle-timeout": 600,  # seconds; a thread that ends loses its database connection
        "--workers-kill-timeout": PATIENCE // 3,
        "--respawn-interval": 0.5,
        "--log-level": "warning",
    }
    command = [sys.executable, "-m", "granian", "--no-ws", "--respawn-failed-workers", "portal.wsgi:application"]
    return command + [str(word) for option in options.items() for word in option]


def worker() -> list[str]:
    """Return the command of the worker. A job that does not end in time is done again at the next start."""
    options = ["--concurrency", "2", "--shutdown-graceful-timeout", str(PATIENCE // 3), "--delete-jobs", "successful"]
    return [sys.executable, "manage.py", "procrastinate", "worker", *options]


class Portal:
    """One run of the portal on this machine."""

    def __init__(self):
        self.var = Path(environment.text("VAR_DIR", str(ROOT / "var"))).expanduser().absolute()
        self.host = environment.text("HOST", "127.0.0.1")
        self.port = environment.number("PORT", 8000, 1, 65535)
        follower = [sys.executable, "manage.py", "index", "--follow"]
        server = web_server(self.host, self.port)
        self.commands = {FOLLOWER: follower, WORKER: worker(), "web server": server}
        self.database = self.var / "database" if is_embedded() else None
        self.processes = {}
        self.told_to_stop = False

    def run(self) -> int:
        """Start everything, wait, stop everything."""
        self._listen_to_signals()
        self._lock()
        self._clear_leftovers()
        self._check_port()
        try:
            self._start()
            return self._watch()
        except Stopped:
            return 0
        except NotPrepared:
            return 1
        finally:
            self._stop()

    def _listen_to_signals(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: setattr(self, "told_to_stop", True))

    def _lock(self):
        """Let one portal run on one VAR_DIR."""
        self.var.mkdir(parents=True, exist_ok=True)
        self.lock = os.open(self.var / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ImproperlyConfigured(f"The portal runs already on {self.var}; stop it first.") from None

    def _check_port(self):
        try:
            family, *_, address = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)[0]
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
        except socket.gaierror:
            raise ImproperlyConfigured(f"HOST={self.host} is no address.") from None
        except OSError as error:
            what = f"Port {self.port} of {self.host} cannot be used ({error.strerror})"
            raise ImproperlyConfigured(f"{what}; choose another: PORT=8001 script/server.") from None

    def _start(self):
        if self.database:
            if not embedded.is_kept(self.database):
                _say("Starting PostgreSQL ...")
            embedded.use(self.database)
        prepare = self._spawn([sys.executable, "-m", "portal.prepare"])
        self.processes["preparation"] = prepare
        self._wait(lambda: prepare.poll() is not None)
        del self.processes["preparation"]
        if prepare.returncode:  # it has said why
            raise NotPrepared
        for name in self.commands:
            self._run(name)
        self._wait(self._answers)
        self._announce()

    def _run(self, name):
        # Only pages must be quick: the others read all there is where they must.
        limit = {} if name in RESTARTED else {"PGOPTIONS": environment.text("PGOPTIONS", LONGEST_QUERY)}
        self.processes[name] = self._spawn(self.commands[name], **limit)

    def _spawn(self, command, **variables):
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | variables | {embedded.RUN: str(self.var), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us; we tell the others in order
            preexec_fn=die_with_parent(signal.SIGTERM),
        )

    def _wait(self, condition):
        """Wait until the condition holds; Stopped when told to stop or when a process of the portal has died."""
        while not condition():
            if self.told_to_stop:
                raise Stopped
            dead = self._dead()
            if dead in RESTARTED:  # what it does is behind meanwhile, all else goes on
                _say(f"The {dead} has ended; starting it again ...")
                time.sleep(POLL)
                self._run(dead)
            elif dead:
                raise ImproperlyConfigured(f"The {dead} has ended; the reason stands above.")
            time.sleep(POLL)

    def _dead(self):
        return next((name for name, process in self.processes.items() if process.poll() is not None), None)

    def _answers(self):
        """Say whether a page comes from the web server; which one does not matter."""
        connection = http.client.HTTPConnection(self._reachable_host(), self.port, timeout=30)
        try:
            connection.request("GET", "/", headers={"Host": "localhost"})
            connection.getresponse()
        except OSError:
            return False
        finally:
            connection.close()
        return True

    def _reachable_host(self):
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)

    def _announce(self):
        name = self._reachable_host()
        url = f"http://[{name}]:{self.port}/" if ":" in name else f"http://{name}:{self.port}/"
        url = environment.text("SITE_URL", url).rstrip("/") + "/"
        _say(f"\nThe portal runs: {url}")
        password = self.var / STAFF_PASSWORD_FILE
        if password.exists():
            _say(f"Staff:           {url}admin/  name: {STAFF_NAME}  password: {password.read_text().strip()}")
        else:
            _say(f"Staff:           {url}admin/  with the password that was chosen there")
        _say("Ctrl-C stops it.\n")

    def _watch(self):
        while True:
            with suppress(Stopped):
                self._wait(self._database_is_lost)
                _say("PostgreSQL was killed; starting it again ...")
                embedded.use(self.database)
                continue
            return 0

    def _database_is_lost(self):
        return self.database and not embedded.is_kept(self.database)

    def _stop(self):
        """Stop the processes in the reverse order of their start, then PostgreSQL."""
        _say("Stopping ...")
        for process in reversed(self.processes.values()):
            _end([psutil.Process(process.pid)] if process.poll() is None else [])
            process.poll()
        self._clear_leftovers()
        if self.database:
            embedded.leave(self.database)
            if not embedded.wait_until_stopped(self.database, PATIENCE):
                _say("PostgreSQL runs on: it is being used by another command, or still writing to disk.")

    def _clear_leftovers(self):
        """End what carries our mark: what is left of a run that was killed, children of a killed process too."""
        _end([process for process in psutil.process_iter() if _has_mark(process, str(self.var))])


def _has_mark(process, mark):
    try:
        return process.environ().get(embedded.RUN) == mark and process.pid != os.getpid()
    except psutil.Error:  # somebody else's, or ended meanwhile
        return False


def _end(processes):
    """Ask the processes to stop, and kill those that do not."""
    for ask in ("terminate", "kill"):
        for process in processes:
            with suppress(psutil.Error):
                getattr(process, ask)()
        _, processes = psutil.wait_procs(processes, timeout=PATIENCE)


def _say(text):
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
