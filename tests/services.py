"""A server that plays the answers of Crossref and its like from tests/data/services: python -m tests.services [port]

It prints the SERVICES by which a portal asks it. Works and people in the answers are invented.
"""

import json
import sys
import threading
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

FILES = Path(__file__).parent / "data" / "services"
NAMES = ("doi", "crossref", "datacite", "pubmed", "pmc", "arxiv", "libris", "k10plus")
EMPTY = {
    "pubmed": b"<PubmedArticleSet></PubmedArticleSet>",
    "pmc": b'{"status":"ok","records":[{"requested-id":"PMC1","status":"error","errmsg":"invalid article id"}]}',
    "arxiv": b'<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/x</id></feed>',
    "libris": b'<xsearch to="0" from="0" records="0"><collection/></xsearch>',
    "k10plus": b"<searchRetrieveResponse><numberOfRecords>0</numberOfRecords></searchRetrieveResponse>",
}
ASKED_BY = {"pubmed": "id", "pmc": "ids", "arxiv": "id_list", "libris": "query", "k10plus": "query"}


class Services(ThreadingHTTPServer):
    """`faults[service]` are statuses, or (status, headers, body), that it answers with first; `asked` is kept."""

    daemon_threads = True

    def __init__(self, port: int = 0):
        super().__init__(("127.0.0.1", port), Handler)
        self.faults, self.asked = defaultdict(list), []
        self.gate = threading.Event()  # set: what has the fault "silence" may end

    def addresses(self) -> dict[str, str]:
        return {name: f"http://127.0.0.1:{self.server_port}/{name}" for name in NAMES}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        service, _, rest = urlsplit(self.path).path.lstrip("/").partition("/")
        self.server.asked.append((service, self.path, dict(self.headers)))
        if faults := self.server.faults[service]:
            return self._fault(faults.pop(0))
        status, body = answer(service, unquote(rest), parse_qs(urlsplit(self.path).query))
        return self._send(status, {}, body)

    def _fault(self, fault):
        if fault == "silence":
            self.server.gate.wait()
            fault = 500
        self._send(*(fault if isinstance(fault, tuple) else (fault, {}, b"")))

    def _send(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


def answer(service: str, path: str, fields: dict) -> tuple[int, bytes]:
    """Return status and body of an answer."""
    if service == "doi":
        return 200, json.dumps([_agency(path.removeprefix("ra/"))]).encode()
    key = path.partition("/")[2] if service in ("crossref", "datacite") else fields.get(ASKED_BY[service], [""])[0]
    found = _file(service, key.rpartition(":")[2].rpartition("=")[2])
    if found:
        return 200, found.read_bytes()
    return (200, EMPTY[service]) if service in EMPTY else (404, b"Resource not found.")


def _agency(doi: str) -> dict:
    if doi.startswith("10.9999/"):
        return {"DOI": doi, "RA": "mEDRA"}
    agencies = {"crossref": "Crossref", "datacite": "DataCite"}
    found = next((name for service, name in agencies.items() if _file(service, doi)), "")
    return {"DOI": doi, "RA": found} if found else {"DOI": doi, "status": "DOI does not exist"}


def _file(service: str, key: str) -> Path | None:
    wanted = key.replace("/", "_").lower()
    return next((path for path in (FILES / service).glob("*") if path.stem.lower() == wanted), None)


if __name__ == "__main__":
    server = Services(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    print("SERVICES=" + ",".join(f"{name}={address}" for name, address in server.addresses().items()), flush=True)
    server.serve_forever()
