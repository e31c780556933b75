"""Which web server: gunicorn or granian? Requests per second of two pages, on this machine, with the program wrk.

    pip install gunicorn granian; apt install wrk; python benchmarks/web_server.py

A constant body of 30 kB shows what the server itself costs; a Django template of 30 kB shows what remains of that when
a page is made. Then 300 slow clients, half of a header each, are opened, and an honest one is timed beside them, on
the constant page. All servers get two processes. The numbers and the choice stand in docs/decisions.md.
"""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import django
import psutil
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.template import engines
from django.urls import path

PORT = 18741
SECONDS = 5
SLOW_CLIENTS = 300
BODY = b"<p>" + b"x" * 29_990 + b"</p>"
ROWS = [
    {"title": f"On the measuring of things, part {n}", "names": ["A. Ek", "B. Lind"], "year": n} for n in range(110)
]
TEMPLATE = """{% for row in rows %}<article class="publication"><h3><a href="/en/publications/{{ row.title|slugify }}/">
{{ row.title }}</a></h3><p>{% for name in row.names %}{{ name }}{% if not forloop.last %}; {% endif %}{% endfor %}</p>
<p class="source">{{ row.year|add:1900 }}, Journal of Measuring, {{ row.title|truncatewords:3 }}</p></article>
{% endfor %}"""

GUNICORN = ["gunicorn", "--bind", f"127.0.0.1:{PORT}", "--workers", "2", "--log-level", "error", "--no-control-socket"]
GRANIAN = ["granian", "--interface", "wsgi", "--port", str(PORT), "--workers", "2", "--log-level", "error", "--no-ws"]
SERVERS = {
    "gunicorn sync": GUNICORN,
    "gunicorn gthread, 4 threads": [*GUNICORN, "-k", "gthread", "--threads", "4"],
    "granian, 2 threads": [*GRANIAN, "--http", "1", "--blocking-threads", "2"],
    "granian, 4 threads": [*GRANIAN, "--http", "1", "--blocking-threads", "4"],
}


def constant(request):
    """Return the constant page."""
    return HttpResponse(BODY)


def rendered(request):
    """Return the page made from a template."""
    rendered.template = getattr(rendered, "template", None) or engines["django"].from_string(TEMPLATE)
    return HttpResponse(rendered.template.render({"rows": ROWS}))


urlpatterns = [path("constant", constant), path("rendered", rendered)]


def application(environ, start_response):
    """Answer as Django does, set up at the first request of each process."""
    if not settings.configured:
        backend = {"BACKEND": "django.template.backends.django.DjangoTemplates"}
        settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], TEMPLATES=[backend], SECRET_KEY="x" * 50)
        django.setup()
    application.handler = getattr(application, "handler", None) or WSGIHandler()
    return application.handler(environ, start_response)


def main():
    """Print one line for each server."""
    print(f"{'':30}{'constant':>18}{'p99':>9}{'rendered':>18}{'p99':>9}{'memory':>10}{'beside slow clients':>22}")
    for name, command in SERVERS.items():
        server = subprocess.Popen(
            [Path(sys.executable).with_name(command[0]), *command[1:], "benchmarks.web_server:application"],
            env=os.environ | {"PYTHONPATH": "."},
        )
        try:
            print(f"{name:30}" + "".join(_line(server)), flush=True)
        finally:
            server.terminate()
            server.wait()


def _line(server):
    _wait()
    for page in ("constant", "rendered"):
        _wrk(page, seconds=1)
        rate, slowest = _wrk(page, seconds=SECONDS)
        yield f"{rate:>16}/s{slowest:>9}"
    processes = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]
    yield f"{max(process.memory_info().rss for process in processes) // 2**20:>7} MB"
    yield f"{_beside_slow_clients():>22}"


def _wait():
    for _ in range(100):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{PORT}/rendered").read()
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server does not answer.")


def _wrk(page, seconds):
    url = f"http://127.0.0.1:{PORT}/{page}"
    said = subprocess.run(
        ["wrk", "-t1", "-c8", f"-d{seconds}", "--latency", url], capture_output=True, text=True, check=True
    ).stdout
    return round(float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])), re.search(r"99%\s+(\S+)", said)[1]


def _beside_slow_clients():
    slow = [socket.create_connection(("127.0.0.1", PORT)) for _ in range(SLOW_CLIENTS)]
    for client in slow:
        client.sendall(b"GET /constant HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    begin = time.perf_counter()
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{PORT}/constant", timeout=5).read()
        return f"{(time.perf_counter() - begin) * 1000:.0f} ms"
    except OSError:
        return "no answer in 5 s"
    finally:
        for client in slow:
            client.close()


if __name__ == "__main__":
    main()
