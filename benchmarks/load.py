"""Requests as fast as a server answers them: with the program wrk (Debian package wrk) where it is, else from here.

wrk costs the server next to nothing. The client written here takes about as much processor time as a small Django
view, on the same cores: with it, quick pages seem slower than they are and their ratios nearer to 1.
"""

import http.client
import re
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

CONNECTIONS = 8
# Each path in its turn, from the start again when all have been asked for. Before init, wrk knows no Host.
SCRIPT = """
local paths, place = {}, 0
function init(args)
  for line in io.lines("%s") do paths[#paths + 1] = wrk.format("GET", line) end
end
function request()
  place = place %% #paths + 1
  return paths[place]
end
"""


@dataclass(frozen=True)
class Load:
    """What a load came to: requests answered with 200, and the others."""

    requests: int
    failed: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def load(host: str, port: int, paths: list[str], seconds: float) -> Load:
    """Ask for the paths one after the other, over 8 connections, for some seconds."""
    ask = _with_wrk if shutil.which("wrk") else _from_here
    return ask(host, port, paths, seconds)


def _with_wrk(host, port, paths, seconds):
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "paths"), Path(folder, "paths.lua")
        listed.write_text("\n".join(paths))
        script.write_text(SCRIPT % listed)
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script, f"http://{host}:{port}/"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    answered, took = re.search(r"(\d+) requests in ([\d.]+)s", said).groups()
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    failed = sum(map(int, errors.groups() if errors else ())) + (int(refused[1]) if refused else 0)
    return Load(int(answered), failed, float(took))


def _from_here(host, port, paths, seconds):
    counts = {"answered": 0, "failed": 0}
    end = time.monotonic() + seconds
    threads = [
        Thread(target=_ask, args=(host, port, paths[place::CONNECTIONS] or paths, end, counts))
        for place in range(CONNECTIONS)
    ]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Load(counts["answered"], counts["failed"], time.monotonic() - began)


def _ask(host, port, paths, end, counts):
    connection = http.client.HTTPConnection(host, port, timeout=30)
    place = 0
    while time.monotonic() < end:
        connection.request("GET", paths[place % len(paths)])
        response = connection.getresponse()
        response.read()
        counts["answered" if response.status == 200 else "failed"] += 1
        place += 1
    connection.close()
