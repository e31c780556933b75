"""What all tests share."""

import os
import shutil
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.utils import translation

from portal.database import is_embedded
from portal.prepare import collect_static_files
from publications import kept


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """Let the tests' own PostgreSQL not wait for the disk: its data can be made again.

    It makes statistics only where a test asks for them: which names are common is told by these, and would depend on
    what other tests had written when PostgreSQL looked.
    """
    if is_embedded():
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("ALTER SYSTEM SET fsync = off")
            cursor.execute("ALTER SYSTEM SET autovacuum_analyze_threshold = 2000000000")
            cursor.execute("SELECT pg_reload_conf()")
        connection.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Have the static files at hand, named by their content, as pages in production have them.

    In the end, what killed programs have left behind in the database may not keep it from being deleted.
    """
    collect_static_files()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


class Server(ThreadingMixIn, WSGIServer):
    """One thread for each request, as a browser sends several at once."""

    daemon_threads = False
    block_on_close = True

    def process_request_thread(self, request, client_address):
        """Answer, and leave no connection to the database behind."""
        super().process_request_thread(request, client_address)
        connections.close_all()


class Quiet(WSGIRequestHandler):
    def log_message(self, *words):
        pass


@pytest.fixture
def site(transactional_db):
    """The address of the portal, served from the tests' database.

    Django's own live server looks for static files by their plain names only.
    """
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def chromium():
    """A real browser; skips where there is none."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("Chromium is not there (apt-get install chromium)")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs a loop in the thread where tests make their rows
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(chromium, site):
    """Return a function that opens a page: `visit(address, **options of the browser)`.

    At the end nothing may have gone wrong in the page: no error of a script, nothing that the Content-Security-Policy
    stopped, nothing that could not be loaded.
    """
    contexts, wrong = [], []

    def open_page(address, **options):
        context = chromium.new_context(base_url=site, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path):
    """Keep each test away from the index of the installation, and from the units and subjects of another test."""
    from publications.search import trees

    settings.INDEX_DIR = tmp_path / "index"
    trees.forget()


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Let no test wait for what makes passwords hard to guess."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def indexed(db):
    """Return a function that makes the index of what the test has made so far, all at once."""
    from publications.indexing.building import build

    return build


@pytest.fixture(autouse=True)
def _no_jobs_of_others(request):
    """Let no test find jobs that another has left: Django does not clear Procrastinate's tables."""
    marker = request.node.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames:
        request.getfixturevalue("transactional_db")
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Let no test see a page that was made for another."""
    kept.STORE.clear()


@pytest.fixture(autouse=True)
def _english():
    """Start each test in English: a request leaves its language to the thread that it ran in."""
    with translation.override("en"):
        yield
