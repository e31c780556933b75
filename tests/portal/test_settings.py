"""The settings, as other machines would have them: each read by a process of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from portal.release import release
from portal.secret import kept_secret

ROOT = Path(__file__).parents[2]
UNREACHED = "postgresql://portal:secret@127.0.0.1:1/portal"


def run(*arguments, **variables):
    """Run Python with only these variables of the portal, and no embedded database."""
    kept = {name: os.environ[name] for name in ("PATH", "VAR_DIR", "HOME", "LANG") if name in os.environ}
    environment = kept | {"DJANGO_SETTINGS_MODULE": "portal.settings", "DATABASE_URL": UNREACHED} | variables
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)


def settings(*names, **variables):
    """Return some settings under these variables."""
    code = "import json; from portal import settings as s; print(json.dumps([getattr(s, n, None) for n in {}]))"
    done = run("-c", code.format(list(names)), **variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def production():
    """Return the variables that docs/deployment.md gives."""
    block = re.search(r"```env\n(.*?)```", (ROOT / "docs" / "deployment.md").read_text(), re.DOTALL)[1]
    return dict(line.split("=", 1) for line in block.splitlines())


def test_django_finds_nothing_to_say_about_the_settings_for_production():
    checked = run("-W", "error", "manage.py", "check", "--deploy", "--fail-level", "INFO", **production())
    assert checked.returncode == 0, checked.stderr
    assert "no issues (0 silenced)" in checked.stdout


def test_https_brings_all_that_it_needs():
    names = [
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "CSRF_TRUSTED_ORIGINS",
        "ALLOWED_HOSTS",
    ]
    secure = settings(*names, **production())
    assert secure[:4] == [True, True, True, ["https://publications.example.org"]]
    assert "publications.example.org" in secure[4]
    assert settings(*names) == [False, False, False, [], ["localhost", "127.0.0.1", "[::1]", "127.0.0.1"]]


@pytest.mark.parametrize(
    ("host", "url"),
    [("127.0.0.1", "http://127.0.0.1:8000"), ("0.0.0.0", "http://127.0.0.1:8000"), ("::1", "http://[::1]:8000")],
)
def test_the_address_follows_from_where_the_portal_listens(host, url):
    assert settings("SITE_URL", HOST=host) == [url]


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY must have at least 50 characters"),
        ({"DATABASE_URL": "sqlite:///x"}, "DATABASE_URL must look like"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL must look like"),
        ({"DATABASE_URL": "postgresql://u:hidden@h:port/x"}, "DATABASE_URL must look like"),
        ({"SITE_URL": "portal"}, "SITE_URL must be an address"),
        ({"LOGO": "/nowhere.svg"}, "LOGO must be a file"),
        ({"DEBUG": "perhaps"}, "DEBUG must be 1 or 0"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL must be one of"),
    ],
)
def test_a_wrong_variable_stops_everything(variables, said):
    done = run("-c", "import portal.settings", **variables)
    assert f"django.core.exceptions.ImproperlyConfigured: {said}" in done.stderr
    assert "hidden" not in done.stderr.splitlines()[-1]


def test_the_release_changes_with_the_code_and_with_the_institution(tmp_path):
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal" / "page.html").write_text("one")
    (tmp_path / "docs").mkdir()
    first = release(tmp_path, also=["Lund"])
    (tmp_path / "docs" / "page.html").write_text("not part of it")
    assert release(tmp_path, also=["Lund"]) == first
    assert release(tmp_path, also=["Umeå"]) != first
    (tmp_path / "portal" / "page.html").write_text("two")
    assert release(tmp_path, also=["Lund"]) != first


def test_the_release_changes_with_the_packages(tmp_path):
    (tmp_path / "requirements.txt").write_text("nh3==0.3.2\n")
    first = release(tmp_path)
    (tmp_path / "requirements.txt").write_text("nh3==0.3.3\n")
    assert release(tmp_path) != first


def test_the_release_changes_with_each_setting_that_pages_show(tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    variables = {"LOGO": str(logo)}
    releases = [settings("RELEASE", **variables)]
    assert settings("RELEASE", **variables) == releases[0]
    logo.write_text("<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>")
    releases.append(settings("RELEASE", **variables))
    for more in ({"SITE_URL": "http://portal.example"}, {"CITATION_STYLES": "apa=APA"}):
        releases.append(settings("RELEASE", **variables | more))
    assert len({release for [release] in releases}) == 4


def test_a_secret_is_made_once_and_is_its_owners(tmp_path):
    path = tmp_path / "new" / "secret"
    made = kept_secret(path, 64)
    assert re.fullmatch(r"[\w-]{64}", made)
    assert kept_secret(path, 64) == made
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret"]


def test_a_logo_becomes_a_static_file(tmp_path):
    logo = tmp_path / "our mark.svg"
    logo.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "private.txt").write_text("not for all")
    command = ("manage.py", "collectstatic", "--noinput", "--dry-run", "--verbosity=2")
    done = run(*command, LOGO=str(logo), VAR_DIR=str(tmp_path / "var"))
    assert done.returncode == 0, done.stderr
    assert f"Pretending to copy '{logo}'" in done.stdout
    assert "private.txt" not in done.stdout
    found = run("manage.py", "findstatic", "institution/our mark.svg", LOGO=str(logo), VAR_DIR=str(tmp_path / "var"))
    assert str(logo) in found.stdout
