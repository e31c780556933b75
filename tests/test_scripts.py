"""script/server and script/install.py as a user meets them: started, stopped, killed, started again."""

import contextlib
import http.client
import http.cookiejar
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent
RUNNING = "Ctrl-C stops it."


class Portal:
    """A portal started by script/server, with a VAR_DIR and a port of its own."""

    def __init__(self, var, **variables):
        self.var, self.port = var, free_port()
        self.output = var.parent / f"output-{time.monotonic_ns()}"
        self.process = start(self.output, VAR_DIR=var, PORT=self.port, **variables)

    def text(self):
        return self.output.read_text()

    def wait(self, seconds=300):
        """Return the portal when it serves pages."""
        wait_until(lambda: RUNNING in self.text() or self.process.poll() is not None, seconds)
        assert RUNNING in self.text(), self.text()
        return self

    def page(self):
        """Return the status of a page that needs web server and database."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/admin/login/", timeout=30) as response:
            return response.status

    def processes(self):
        """Return all processes of this portal, by the VAR_DIR in their environment."""
        return [process for process in psutil.process_iter() if variable(process, "VAR_DIR") == str(self.var)]

    def commands(self):
        """Return the processes of this portal with their command lines; those that end meanwhile have none."""
        found = {}
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):  # a zombie is one of these
                found[process] = process.cmdline()
        return found

    def part(self, *words):
        """Return the first process whose command line holds all the words."""
        found = [p for p, line in self.commands().items() if all(word in " ".join(line) for word in words)]
        return min(found, key=lambda process: (process.create_time(), process.pid))

    def stop(self, number=signal.SIGTERM):
        """Send the signal and return the exit status."""
        self.process.send_signal(number)
        return self.process.wait(180)


def start(output, **variables):
    environment = os.environ | {"DATABASE_URL": "", "PYTHON": sys.executable, "SITE_URL": "", "WEB_WORKERS": "1"}
    with output.open("w") as file:
        return subprocess.Popen(
            [str(ROOT / "script" / "server")],
            env=environment | {name: str(value) for name, value in variables.items()},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def variable(process, name):
    try:
        return process.environ().get(name)
    except psutil.Error:
        return None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, seconds=90):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "It took too long."
        time.sleep(0.05)


def answers(portal):
    try:
        return portal.page() == 200
    except (OSError, http.client.HTTPException):
        return False


def refused(tmp_path, **variables):
    """Return what script/server says when it does not start, having seen that it says it in one line."""
    process = start(tmp_path / "output", **{"VAR_DIR": tmp_path / "var", "PORT": free_port()} | variables)
    status = process.wait(180)
    said = [line for line in (tmp_path / "output").read_text().splitlines() if not line.endswith("...")]
    assert status == 1
    assert len(said) == 1, said
    return said[0]


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    """Return the VAR_DIR of a portal that was started once, in a folder that only its owner can enter."""
    folder = tmp_path_factory.mktemp("portal")
    folder.chmod(0o700)
    portal = Portal(folder / "var").wait()
    try:
        assert portal.page() == 200
        assert "Bringing the database up to date" in portal.text()
        log_in(portal)
    finally:
        assert portal.stop() == 0
    assert portal.processes() == []
    assert folder.stat().st_mode & 0o777 == 0o700
    return portal.var


def log_in(portal):
    """Log in with the name and the password that the portal has printed."""
    name, password = re.search(r"name: (\S+)  password: (\S+)", portal.text()).groups()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar := http.cookiejar.CookieJar()))
    url = f"http://127.0.0.1:{portal.port}/admin/login/?next=/admin/"
    with browser.open(url):
        pass  # sets the cookie
    token = next(cookie.value for cookie in jar if cookie.name == "csrftoken")
    form = {"username": name, "password": password, "csrfmiddlewaretoken": token}
    with browser.open(url, urllib.parse.urlencode(form).encode()) as page:
        assert page.geturl().endswith("/admin/")


@pytest.fixture(scope="module")
def portals():
    """Return the portals that were started one after the other, and leave nothing of them behind."""
    started = []
    yield started
    for portal in started:
        kill_all(portal)


@pytest.fixture
def portal(var, portals):
    """Return a running portal: the one of the test before, unless that has ended."""
    if not portals or portals[-1].process.poll() is not None:
        portals.append(Portal(var))
    return portals[-1].wait()


def kill_all(portal):
    for process in (portal.process, *portal.processes()):
        with contextlib.suppress(ProcessLookupError, psutil.NoSuchProcess):
            process.kill()
    portal.process.wait()


def test_secrets_can_be_read_by_their_owner_only(var):
    for name in ("secret-key", "staff-password"):
        assert stat.S_IMODE((var / name).stat().st_mode) == 0o600


def test_a_second_start_repeats_nothing(portal):
    assert re.findall(r".*\.\.\.$", portal.text(), re.MULTILINE) == ["Starting PostgreSQL ..."]


def test_one_var_dir_serves_one_portal(portal, var, tmp_path):
    assert "runs already" in refused(tmp_path, VAR_DIR=var)
    assert portal.page() == 200


def test_a_killed_worker_or_database_comes_back_by_itself(portal):
    portal.part("granian").children()[-1].kill()
    wait_until(lambda: answers(portal))
    portal.part("postgres", "-D").kill()
    wait_until(lambda: answers(portal))
    portal.part("portal.embedded").kill()
    wait_until(lambda: answers(portal))
    assert portal.process.poll() is None


@pytest.mark.parametrize("word", ["--follow", "procrastinate"])
def test_a_killed_follower_of_the_search_or_worker_comes_back_by_itself(portal, word):
    first = portal.part(word)
    first.kill()
    wait_until(lambda: any(word in line and process != first for process, line in portal.commands().items()))
    assert answers(portal)
    with urllib.request.urlopen(f"http://127.0.0.1:{portal.port}/health", timeout=30) as response:
        assert '"index": "ok"' in response.read().decode()


def test_the_portal_ends_when_its_web_server_is_killed(portal):
    portal.part("granian").kill()
    assert portal.process.wait(180) == 1
    assert "web server has ended" in portal.text()
    assert portal.processes() == []


def test_a_portal_whose_head_was_killed_starts_again(portal, var, portals):
    portal.stop(signal.SIGKILL)
    portals.append(Portal(var).wait())
    assert portals[-1].page() == 200


def test_a_portal_of_which_all_was_killed_starts_again_and_ctrl_c_stops_it(portal, var, portals):
    kill_all(portal)
    wait_until(lambda: not portal.processes())
    portals.append(again := Portal(var).wait())
    assert again.page() == 200
    os.killpg(again.process.pid, signal.SIGINT)  # what a terminal does
    assert again.process.wait(180) == 0
    assert again.processes() == []


def test_a_taken_port_is_said(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Port {port} of 127.0.0.1 cannot be used (Address already in use)" in refused(tmp_path, PORT=port)
    assert not (tmp_path / "var" / "database").exists()


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"PORT": "http"}, "PORT must be a number"),
        ({"PORT": "70000"}, "PORT must be a number"),
        ({"HOST": "nowhere.invalid"}, "HOST=nowhere.invalid is no address"),
        ({"HOST": "192.0.2.1"}, "Port"),
        ({"DATABASE_URL": "mysql://a@b/c"}, "DATABASE_URL must look like"),
        ({"DATABASE_URL": "postgresql://u:secret@127.0.0.1:1/portal"}, "The database cannot be used"),
        ({"ACCENT_COLOUR": "red"}, "ACCENT_COLOUR must be a colour"),
        ({"WEB_WORKERS": "0"}, "WEB_WORKERS must be a number"),
    ],
)
def test_a_wrong_variable_is_said_in_a_sentence(tmp_path, variables, said):
    sentence = refused(tmp_path, **variables)
    assert said in sentence
    assert "secret" not in sentence


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a project that has the scripts and needs no packages."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "script", folder / "script")
    (folder / "requirements.txt").write_text("")
    return folder


def install(project, *arguments, **variables):
    command = [sys.executable, project / "script" / "install.py", "requirements.txt", *arguments]
    return subprocess.run(command, env=os.environ | variables, capture_output=True, text=True)


def test_a_missing_venv_module_is_said(project, tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['ensurepip'] = None\n")
    ended = install(project, PYTHONPATH=str(tmp_path))
    assert ended.returncode == 1
    assert ended.stderr.startswith("Python's module ensurepip is missing")
    assert len(ended.stderr.splitlines()) == 1


def test_packages_are_installed_once_and_again_when_the_list_changes(project):
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "python").symlink_to("/nowhere/python")  # an installation that was broken off
    made = install(project, "-c", "import sys; print(sys.prefix)")
    assert made.stdout.splitlines()[-1] == str(project / ".venv")
    assert "Making .venv" in made.stdout
    assert install(project, "-c", "").stdout == ""
    (project / "requirements.txt").write_text("no-such-package-anywhere==1.0\n")
    ended = install(project, "-c", "", PIP_NO_INDEX="1")
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith("The packages of requirements.txt could not be installed")


@pytest.mark.parametrize("python", ["/nowhere/python3", "/bin/false"])
def test_a_python_that_will_not_do_is_said(project, python):
    ended = subprocess.run(
        [project / "script" / "test"], env={"PATH": os.defpath, "PYTHON": python}, capture_output=True, text=True
    )
    assert ended.returncode == 1
    assert ended.stderr == f"PYTHON={python} is no Python 3.11 or newer.\n"


def test_no_python_at_all_is_said(project, tmp_path):
    (tmp_path / "dirname").symlink_to(shutil.which("dirname"))
    script = [shutil.which("sh"), project / "script" / "server"]
    ended = subprocess.run(script, env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.startswith("Python 3.11 or newer is needed, and no Python is what was found")
