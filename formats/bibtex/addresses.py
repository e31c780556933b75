"""DOI, addresses, ISSN, ISBN and other identifiers of an entry, which programs write raw or as LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formats.bibtex.fields import plain_of
from formats.identifiers import checked

URL = re.compile(r"\\url\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}\{[^{}]*\}|((?:https?|ftp)://[^\s{}]+)", re.I)
_DOI = re.compile(r"(?:doi\.org/|doi:?\s*)(10\.\d{4,9}/[^\s{}]+)", re.I)
_OTHER_RESOLVER = re.compile(r"^https?://[^/\s]+/(?:doi/(?:abs/|full/|pdf/)?)?(?=10\.\d{4})", re.I)
_ESCAPED = re.compile(r"\\([_%&#$~^{}])(?:\{\})?|\{\\?([_~%&#])\}|[{}]")


def addresses(given: dict[str, str]) -> dict:
    """Return the keys of a CSL item that say where a work is found."""
    found = {
        "DOI": _OTHER_RESOLVER.sub("", _raw(given, "doi")),
        "URL": [url for name in ("url", "howpublished") for url in _urls(given, name)],
    }
    if not found["DOI"]:
        texts = (given.get(name, "") for name in ("url", "note", "ee", "howpublished"))
        doi = next((doi[1] for text in texts if (doi := _DOI.search(text))), "")
        found["DOI"] = _ESCAPED.sub(_unescaped, doi).rstrip(".,;")
    issns, isbns = (plain_of(given, name) for name in ("issn", "isbn"))
    found |= {"ISSN": issns, "ISBN": isbns, "identifiers": list(_identifiers(given))}
    found["language"] = re.split(r"[,;/]| and ", plain_of(given, "language", "langid"))[0]
    return {name: value for name, value in found.items() if value}


def _raw(given: dict[str, str], name: str) -> str:
    return _ESCAPED.sub(_unescaped, given.get(name, "")).strip()


def _unescaped(found: re.Match[str]) -> str:
    return found[1] or found[2] or ""


def _urls(given: dict[str, str], name: str) -> Iterator[str]:
    """Yield the addresses of a field, unescaped; of the field "url" whatever it holds."""
    text = given.get(name, "")
    found = [next(filter(None, one.groups())) for one in URL.finditer(text)]
    if not found and name == "url" and text:
        found = ["http://" + text if text.startswith("www.") else text]
    for url in found:
        yield _ESCAPED.sub(_unescaped, url).strip()


def _identifiers(given: dict[str, str]) -> Iterator[dict]:
    for scheme in ("pmid", "pmcid"):
        if given.get(scheme):
            yield {"scheme": scheme, "value": _raw(given, scheme)}
    eprint = _raw(given, "eprint")
    archive = _raw(given, "archiveprefix") or _raw(given, "eprinttype")
    if eprint and "://" not in eprint:
        scheme = {"pubmed": "pmid", "": "arxiv"}.get(archive.lower(), archive.lower())
        if not archive and checked("arxiv", eprint).problem:
            scheme = "eprint"
        yield {"scheme": scheme, "value": eprint}
