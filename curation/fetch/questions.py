"""Which service is asked for which identifier, and how.

doi.org: https://www.doi.org/doi-handbook/HTML/resolve-ra.html; Crossref: https://api.crossref.org/swagger-ui;
DataCite: https://support.datacite.org/docs/api-get-doi; PubMed: https://www.ncbi.nlm.nih.gov/books/NBK25499/ (efetch);
PMC: https://pmc.ncbi.nlm.nih.gov/tools/id-converter-api/; arXiv: https://info.arxiv.org/help/api/user-manual.html;
Libris: https://libris.kb.se/help/xsearch; K10plus: SRU, https://wiki.k10plus.de/display/K10PLUS/SRU.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from curation.fetch.client import FetchError, NotKnown, Unavailable, ask, name_of


@dataclass(frozen=True)
class Answer:
    """What a service answered: its name in SERVICES, and a text in one of the formats that are read."""

    service: str
    data: bytes


def answer_for(scheme: str, value: str) -> Answer:
    """Return the answer for an identifier in normal form; NotKnown or Unavailable with a sentence."""
    return _ASKED[scheme](value)


def _doi(value: str) -> Answer:
    """Ask the agency that registered it; the other one where it is not said, or does not know it."""
    agency = _agency(value)
    services = ("datacite", "crossref") if agency == "DataCite" else ("crossref", "datacite")
    unknown = 0
    for service in services:
        try:
            path, sign = _PATHS[service]
            return _answer(service, ask(service, path + quote(value, safe="/")), sign)
        except NotKnown:
            unknown += 1
        except Unavailable:
            if agency == name_of(service):
                raise
            problem = service
    if unknown == len(services):
        raise NotKnown(_unknown_doi(agency))
    if unknown:
        raise Unavailable(_("%s cannot be reached just now. Try again later.") % name_of(problem))
    raise Unavailable(_("Neither Crossref nor DataCite can be reached just now. Try again later."))


# Where a DOI is asked for, and what stands in each answer.
_PATHS = {"crossref": ("/works/", b'"message"'), "datacite": ("/dois/", b'"data"')}


def _agency(value: str) -> str:
    """Return the agency that registered a DOI, "" where doi.org cannot be asked; NotKnown for one that is not there."""
    try:
        found = json.loads(ask("doi", "/ra/" + quote(value, safe="/")))[0]
    except (Unavailable, NotKnown, ValueError, LookupError, TypeError):
        return ""
    if not isinstance(found, dict):
        return ""
    if "not exist" in str(found.get("status", "")).lower():
        raise NotKnown(_("There is no such DOI: doi.org does not know it."))
    return str(found.get("RA", ""))


def _unknown_doi(agency: str) -> str:
    if agency in ("", "Crossref", "DataCite"):
        return _("Neither Crossref nor DataCite knows it.")
    return _("It is registered with %s, which cannot be asked here; neither Crossref nor DataCite knows it.") % agency


def _pubmed(value: str) -> Answer:
    data = ask("pubmed", "/efetch.fcgi", db="pubmed", id=value, retmode="xml", **_who())
    answer = _answer("pubmed", data, b"<PubmedArticleSet", b"<eFetchResult")
    if b"<MedlineCitation" not in data and b"<BookDocument" not in data:
        raise NotKnown(_("%s does not know it.") % name_of("pubmed"))
    return answer


def _pmc(value: str) -> Answer:
    """Ask which PubMed number or DOI an article of PubMed Central has, and fetch that."""
    try:
        found = json.loads(ask("pmc", "/", ids=value, format="json", **_who()))
    except ValueError as error:
        raise Unavailable(_("The answer of %s cannot be read.") % name_of("pmc")) from error
    records = found.get("records") if isinstance(found, dict) else None
    record = records[0] if isinstance(records, list) and records and isinstance(records[0], dict) else {}
    if pmid := record.get("pmid"):
        return _pubmed(str(pmid))
    if doi := record.get("doi"):
        return _doi(str(doi).lower())
    raise NotKnown(_("%s does not know it.") % name_of("pmc"))


def _arxiv(value: str) -> Answer:
    data = ask("arxiv", "/query", id_list=value, max_results="1")
    answer = _answer("arxiv", data, b"<feed")
    if b"<entry" not in data:
        raise NotKnown(_("%s does not know it.") % name_of("arxiv"))
    return answer


def _isbn(value: str) -> Answer:
    """Ask the Swedish union catalogue, then one of the largest others."""
    problem = None
    questions = {
        "libris": {"query": f"isbn:{value}", "format": "marcxml", "n": "1"},
        "k10plus": {
            "version": "1.1", "operation": "searchRetrieve", "query": f"pica.isb={value}", "maximumRecords": "1",
            "recordSchema": "marcxml",
        },
    }  # fmt: skip
    for service, fields in questions.items():
        try:
            answer = _answer(service, ask(service, "", **fields), b"<xsearch", b"searchRetrieveResponse")
        except FetchError as error:
            problem = error if isinstance(error, Unavailable) else problem
            continue
        if b"datafield" in answer.data:
            return answer
    if problem:
        raise problem
    raise NotKnown(_("Neither Libris nor K10plus knows this ISBN."))


def _answer(service: str, data: bytes, *signs: bytes) -> Answer:
    """Return an answer that looks like one of the service: a page that says it is being mended is none."""
    if not any(sign in data for sign in signs):
        raise Unavailable(_("The answer of %s cannot be read.") % name_of(service))
    return Answer(service, data)


def _who() -> dict[str, str]:
    """Return the fields by which NCBI wants to know who asks."""
    contact = settings.INSTITUTION["contact"]
    return {"tool": "ResearchPortal"} | ({"email": contact} if contact else {})


_ASKED: dict[str, Callable[[str], Answer]] = {
    "doi": _doi,
    "pmid": _pubmed,
    "pmcid": _pmc,
    "arxiv": _arxiv,
    "isbn": _isbn,
}
SCHEMES = tuple(_ASKED)
