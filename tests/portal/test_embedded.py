"""The embedded PostgreSQL: started by whoever needs it first, stopped by the end of the last."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from portal import embedded

USE = """
import sys, time
from pathlib import Path
import psycopg
from portal import embedded
try:
    server = embedded.use(Path(sys.argv[1]))
except embedded.ServerError as error:
    sys.exit(str(error))
with psycopg.connect(dbname=server["name"], user=server["user"], host=server["host"]) as connection:
    print(connection.execute("select upper('å'), pg_postmaster_start_time()").fetchone(), flush=True)
    sys.stdin.read()
"""
ROOT = Path(__file__).parents[2]


def user(folder, **arguments):
    """Return a process that uses the server of the folder until its input ends, and what it has said."""
    process = subprocess.Popen(
        [sys.executable, "-c", USE, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **arguments,
    )
    return process, process.stdout.readline()


def leave(process):
    process.communicate("", timeout=60)


def postgres(folder):
    """Return the postmaster of the folder, None where there is none."""
    pid = folder / "data" / "postmaster.pid"
    return psutil.Process(int(pid.read_text().splitlines()[0])) if pid.exists() else None


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder of a server that was made once, and stop it at the end."""
    folder = tmp_path_factory.mktemp("embedded") / "database"
    yield folder
    assert embedded.wait_until_stopped(folder, 30)


def test_the_server_runs_as_long_as_anybody_uses_it(folder):
    first, said = user(folder)
    second, also_said = user(folder)
    assert said.startswith("('Å'")
    assert said == also_said
    leave(first)
    time.sleep(0.5)
    assert embedded.is_kept(folder)
    second.kill()
    second.communicate()
    assert embedded.wait_until_stopped(folder, 30)
    assert postgres(folder) is None


def test_many_who_come_at_once_share_one_server(folder):
    users = [user(folder) for _ in range(4)]
    assert len({said for _, said in users}) == 1
    for process, _ in users:
        leave(process)


def test_a_stale_process_id_of_another_program_does_not_keep_the_server_from_starting(folder):
    process, _ = user(folder)
    keeper = postgres(folder).parent()
    lines = (folder / "data" / "postmaster.pid").read_text().splitlines()
    for part in (keeper, *keeper.children(recursive=True)):
        part.kill()
    process.communicate()
    embedded.wait_until_stopped(folder, 30)
    (folder / "data" / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    (folder / "socket" / ".s.PGSQL.5432.lock").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    again, said = user(folder)
    assert said.startswith("('Å'")
    leave(again)


def test_the_database_survives_the_death_of_its_keeper(folder):
    process, _ = user(folder)
    postgres(folder).parent().send_signal(signal.SIGKILL)
    process.communicate()
    again, said = user(folder)
    assert said.startswith("('Å'")
    leave(again)


def test_a_path_that_is_too_long_for_a_socket_will_do(tmp_path):
    folder = tmp_path / ("x" * 150) / "database"
    process, said = user(folder)
    assert said.startswith("('Å'")
    host = Path((folder / "keeper.lock").read_text())
    assert len(str(host)) < 100
    assert host.stat().st_mode & 0o777 == 0o700
    leave(process)
    assert embedded.wait_until_stopped(folder, 30)
    host.rmdir()


def test_data_of_another_version_are_left_alone_and_said(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("9\n")
    process, said = user(tmp_path)
    assert said == ""
    assert "The data were made by PostgreSQL 9" in process.communicate()[1]
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["PG_VERSION"]


def test_strangers_cannot_enter_the_database(folder):
    process, _ = user(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "socket").stat().st_mode & 0o777 == 0o700
    with psycopg.connect(dbname="portal", user="postgres", host=str(folder / "socket")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    leave(process)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is refused by PostgreSQL")
def test_where_namespaces_are_forbidden_root_runs_the_server_as_nobody(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    try:
        process, said = user(closed / "database", preexec_fn=_forbid_namespaces)
    except subprocess.SubprocessError:
        pytest.skip("this machine allows no namespaces anyway: all other tests run the server as nobody")
    assert said.startswith("('Å'")
    assert postgres(closed / "database").username() == "nobody"
    assert closed.stat().st_mode & 0o777 == 0o701
    leave(process)
    assert embedded.wait_until_stopped(closed / "database", 30)


def _forbid_namespaces():
    """Become root of a namespace that has all users, but lets none make another: a container without such rights."""
    inside, outside = os.pipe(), os.pipe()
    helper = os.fork()
    if helper == 0:
        os.read(inside[0], 1)
        for name in ("uid_map", "gid_map"):
            Path(f"/proc/{os.getppid()}/{name}").write_text("0 0 65536")
        os.write(outside[1], b".")
        os._exit(0)
    ctypes.CDLL(None).unshare(0x10000000)
    os.write(inside[1], b".")
    os.read(outside[0], 1)
    os.waitpid(helper, 0)
    os.setgid(0)
    os.setuid(0)
    Path("/proc/sys/user/max_user_namespaces").write_text("0")
