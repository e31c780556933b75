"""Identifiers: normal form, validity and web address of each scheme.

DOI: https://www.doi.org/doi-handbook; ORCID: ISO 7064 MOD 11-2 and ORCID's blocks; ISBN: ISO 2108; ISSN: ISO 3297;
ROR: https://ror.readme.io/docs/identifier; arXiv: https://info.arxiv.org/help/arxiv_identifier.html.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from stdnum import isbn, issn
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2

from formats.characters import one_line
from formats.record import Identifier

_LONGEST = 2000
_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff]")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
# Blocks of numbers that ORCID International gives out of ISNI's, the check digit left off.
_ORCID_BLOCKS = (
    ("000000015000000", "000000035000000"),
    ("000900000000000", "000900100000000"),
    ("000999000000000", "000999999999999"),  # given to nobody: for the invented people of data/demo and load tests
)


def checked(scheme: str, text: str) -> Identifier:
    """Return the identifier in normal form, or as given with the problem that it has.

    A scheme that is not in the table keeps its value, trimmed.
    """
    given = one_line(text) if text else ""
    if not given:
        return Identifier(scheme=scheme, value=given, problem="is empty")
    if len(given) > _LONGEST:
        return Identifier(scheme=scheme, value=given, problem=f"is longer than {_LONGEST} characters")
    try:
        return Identifier(scheme=scheme, value=_NORMAL[scheme](given) if scheme in _NORMAL else given)
    except ValueError as error:
        return Identifier(scheme=scheme, value=given, problem=str(error))


def several(scheme: str, text: str) -> tuple[Identifier, ...]:
    """Return the identifiers in a text that may hold more than one: "0-306-40615-2, 9780306406157 (hbk)"."""
    whole = checked(scheme, text)
    if not whole.problem:
        return (whole,)
    parts = [checked(scheme, part) for part in re.split(r"[,;\s]+", whole.value) if any(map(str.isdigit, part))]
    return tuple(dict.fromkeys(parts)) if any(not part.problem for part in parts) else (whole,)


@lru_cache(maxsize=2048)  # a page asks for each of its own three or four times
def address(scheme: str, value: str) -> str:
    """Return the web address of an identifier, safe to link to; "" where there is none or the identifier is wrong."""
    found = checked(scheme, value)
    if found.problem or scheme not in _ADDRESS:
        return ""
    return _ADDRESS[scheme](found.value)


def hyphenated(value: str) -> str:
    """Return an ISBN with its hyphens where they belong, as given when that is not known."""
    return isbn.format(value)


def _doi(given: str) -> str:
    """Return a DOI without its resolver, in lower case (DOIs are case-insensitive)."""
    text = _DOI_PREFIX.sub("", _INVISIBLE.sub("", given)).lower()
    while (decoded := unquote(text)) != text and _PERCENT.search(text):
        text = one_line(decoded)
    text = _unended(text.replace(" ", "") if text.startswith("10. ") else text)
    if _PLAIN_DOI.fullmatch(text):
        return text
    if not text.startswith("10."):
        raise ValueError("does not begin with 10.")
    if not _DOI.fullmatch(text):
        raise ValueError("is not of the form 10.1234/suffix")
    if "\ufffd" in text:
        raise ValueError("holds characters that could not be read")
    return text


_DOI_PREFIX = re.compile(
    r"(?:\s*(?:https?:)?//(?:[a-z]+\.)*doi\.org/|\s*(?:dx\.|www\.)?doi\.org/|\s*(?:info:|urn:)?doi\s*[:/]?\s*)+", re.I
)
_PERCENT = re.compile(r"%[0-9a-f]{2}", re.I)
_PLAIN_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[a-z0-9._;()/:\-]*[a-z0-9)/]")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\x00-\x1f\x7f]+")
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}


def _unended(text: str) -> str:
    """Return the text without what a sentence around it left at its end."""
    while text and (
        text[-1] in ".,;:'\"\u201d\u2019"
        or (text[-1] in _CLOSING and text.count(text[-1]) > text.count(_CLOSING[text[-1]]))
    ):
        text = text[:-1]
    return text


def _orcid(given: str) -> str:
    text = re.sub(r"^(?:https?://)?(?:www\.)?orcid\.org/|^orcid(?:\s*id)?[:\s]\s*", "", given, flags=re.I)
    digits = re.sub(r"[\s-]", "", _INVISIBLE.sub("", text).translate(_DASHES)).rstrip("/").upper()
    if not re.fullmatch(r"[0-9]{15}[0-9X]", digits):
        raise ValueError("does not have 16 digits")
    if not mod_11_2.is_valid(digits):
        raise ValueError("has a wrong check digit")
    if not any(first <= digits[:15] <= last for first, last in _ORCID_BLOCKS):
        raise ValueError("is not one of the numbers that ORCID gives out")
    return "-".join(digits[place : place + 4] for place in (0, 4, 8, 12))


def _isbn(given: str) -> str:
    """Return an ISBN as 13 digits, so that both forms of a number are the same identifier."""
    text = re.sub(r"^(?:urn:)?isbn(?:-?1[03])?[:\s]*", "", given, flags=re.I)
    compact = re.sub(r"[\s-]", "", _INVISIBLE.sub("", text).translate(_DASHES)).upper()
    return _by_stdnum(isbn, compact, r"97[89][0-9]{10}|[0-9]{9}[0-9X]", "does not have 10 or 13 digits", isbn.to_isbn13)


def _issn(given: str) -> str:
    text = re.sub(r"^(?:https?://portal\.issn\.org/resource/issn/|urn:issn:|[ep]?-?issn[:\s]*)", "", given, flags=re.I)
    compact = re.sub(r"[\s-]", "", _INVISIBLE.sub("", text).translate(_DASHES)).upper()
    return _by_stdnum(issn, compact, r"[0-9]{7}[0-9X]", "does not have 8 digits", issn.format)


def _by_stdnum(module, compact: str, form: str, malformed: str, finish: Callable[[str], str]) -> str:
    if not re.fullmatch(form, compact):
        raise ValueError(malformed)
    try:
        return finish(module.validate(compact))
    except ValidationError:
        raise ValueError("has a wrong check digit") from None


def _ror(given: str) -> str:
    """Return a bare ROR id; its last two digits check the number that the rest writes in Crockford's base 32."""
    text = re.sub(r"^(?:https?://)?(?:www\.)?ror\.org/", "", given, flags=re.I).lower().rstrip("/")
    if not re.fullmatch(r"0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}", text):
        raise ValueError("is not of the form 0abcdef12")
    number = 0
    for letter in text[:7]:
        number = number * 32 + "0123456789abcdefghjkmnpqrstvwxyz".index(letter)
    if 98 - number * 100 % 97 != int(text[7:]):
        raise ValueError("has a wrong check digit")
    return text


def _uri(given: str) -> str:
    """Return a web address in ASCII; only http, https and ftp are addresses, so javascript: is not."""
    if re.search(r'[\s<>"{}|\\^`]', given):
        raise ValueError("holds a space or another character that no address may hold")
    try:
        parts = urlsplit(given)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError as error:
        raise ValueError("is not a web address") from error
    if parts.scheme.lower() not in ("http", "https", "ftp") or not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+", host):
        raise ValueError("is not a web address")
    if parts.username is not None or parts.password is not None:
        raise ValueError("holds a user name")
    host = f"[{host}]" if ":" in host else host
    rest = given[given.index("//") + 2 :]
    path = re.sub(r"^[^/?#]*", "", rest)
    return f"{parts.scheme.lower()}://{host}{port}{quote(path, safe=_URI_SAFE)}"


_URI_SAFE = "/?#[]@!$&'()*+,;=:%~-._"


def _matching(form: str, prefix: str, malformed: str, *, upper: bool = False, before: str = "") -> Callable[[str], str]:
    """Return a function that takes a prefix off and checks the rest against a form."""
    wanted, unwanted = re.compile(form), re.compile(prefix, re.I)

    def normal(given: str) -> str:
        text = unwanted.sub("", _INVISIBLE.sub("", given).translate(_DASHES), count=1).strip().rstrip("/.,;")
        text = text.upper() if upper else text
        if not wanted.fullmatch(text):
            raise ValueError(malformed)
        return before + text

    return normal


_NORMAL: dict[str, Callable[[str], str]] = {
    "doi": _doi,
    "orcid": _orcid,
    "isbn": _isbn,
    "issn": _issn,
    "eissn": _issn,
    "ror": _ror,
    "uri": _uri,
    "pmid": _matching(
        r"[1-9][0-9]{0,8}",
        r"^(?:https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/|pmid[:\s]*|medline:)?0*",
        "is not a number of up to 9 digits",
    ),
    "pmcid": _matching(
        r"[1-9][0-9]{0,9}",
        r"^(?:https?://\S+/articles/)?(?:pmcid[:\s]*)?(?:pmc)?",
        "is not of the form PMC123",
        before="PMC",
    ),
    "scopus": _matching(r"[0-9]{6,15}", r"^(?:scopus:)?(?:eid=)?(?:2-s2\.0-)?", "is not a number of 6 to 15 digits"),
    "isi": _matching(r"[A-Z0-9]{15}", r"^(?:wos|isi|ut)[:\s]*(?:wos:)?", "does not have 15 characters", upper=True),
    "arxiv": _matching(
        r"[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7}(?:v[0-9]+)?",
        r"^(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv[:\s]\s*)",
        "is not of the form 2101.01234 or hep-th/9901001",
    ),
    "urn": _matching(
        r"(?i:urn:[a-z0-9][a-z0-9-]{0,31}:)[!-;=?-~]+",
        r"^https?://urn\.kb\.se/resolve\?urn=",
        "is not of the form urn:nbn:…",
    ),
    "hdl": _matching(
        r"[0-9A-Za-z.]+/[^\s<>\"]+", r"^(?:https?://hdl\.handle\.net/|info:hdl/|hdl:)", "is not of the form 2043/1234"
    ),
}

# After which address the value stands; what has a meaning in addresses is encoded.
_PLAIN_ADDRESSES = {
    "doi": "https://doi.org/",
    "orcid": "https://orcid.org/",
    "ror": "https://ror.org/",
    "issn": "https://portal.issn.org/resource/ISSN/",
    "eissn": "https://portal.issn.org/resource/ISSN/",
    "isbn": "https://search.worldcat.org/search?q=bn:",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/",
    "arxiv": "https://arxiv.org/abs/",
    "scopus": "https://www.scopus.com/record/display.uri?origin=inward&eid=2-s2.0-",
    "isi": "https://www.webofscience.com/wos/woscc/full-record/WOS:",
    "hdl": "https://hdl.handle.net/",
}


def _after(start: str) -> Callable[[str], str]:
    return lambda value: start + quote(value, safe="/:;()-._~")


def _urn_address(value: str) -> str:
    """Return the address at the National Library of Sweden, which resolves Swedish URNs only."""
    return f"https://urn.kb.se/resolve?urn={quote(value, safe=':')}" if value.lower().startswith("urn:nbn:se:") else ""


_ADDRESS: dict[str, Callable[[str], str]] = {
    **{scheme: _after(start) for scheme, start in _PLAIN_ADDRESSES.items()},
    "urn": _urn_address,
    "uri": lambda value: value,
}
