r"""BibTeX, as Oren Patashnik's "BibTeXing" (1988) describes it, in UTF-8: only what LaTeX itself reads is escaped.

Titles keep their markup as commands and the capitals that a style must not make small in braces; DOI and URL stand raw.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from slugify import slugify

from formats.dates import year_of
from formats.identifiers import hyphenated
from formats.languages import name as language_name
from formats.record import Contributor, Record
from formats.richtext import abstract_plain, parts, plain
from formats.types import STATUSES, TYPES, PublicationType

label, media_type, suffix = "BibTeX", "application/x-bibtex", "bib"

# Braces count for BibTeX even where they are escaped, so a brace of the text has to be a command.
_ESCAPES = str.maketrans(
    {letter: "\\" + letter for letter in "&%$#_"}
    | {"{": r"{\textbraceleft}", "}": r"{\textbraceright}", "\\": r"{\textbackslash}"}
    | {"~": r"{\textasciitilde}", "^": r"{\textasciicircum}", "@": "{@}"}
)
_RAW = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_COMMANDS = {
    "i": r"\textit{",
    "b": r"\textbf{",
    "sub": r"\textsubscript{",
    "sup": r"\textsuperscript{",
    "sc": r"\textsc{",
}
_CONTAINER = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHER = {"techreport": "institution", "phdthesis": "school"}
_AUTHORS = ("aut", "inv", "art", "cmp", "prf")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EDITIONS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
# Words that begin many titles and tell nothing, in the languages that most titles are in.
# fmt: off
_SMALL_WORDS = frozenset((
    "a", "an", "the", "on", "in", "of", "for", "and", "to", "from", "with", "at", "by", "is", "are", "what", "how",
    "why", "does", "do", "can", "en", "ett", "den", "det", "de", "och", "i", "på", "om", "av", "för", "till",
    "hur", "vad", "vid", "med", "från", "att", "som", "der", "die", "das", "ein", "eine", "zur", "zum", "und", "von",
    "über", "le", "la", "les", "un", "une", "des", "du", "l", "d", "el", "los", "las", "una",
))
# Words of four letters and more that stay small in Titles Written Like This.
_PREPOSITIONS = frozenset((
    "with", "from", "into", "over", "upon", "than", "that", "between", "through", "about", "during", "under", "within",
    "among", "after", "before", "using", "towards", "toward", "against", "across", "without", "versus", "beyond",
))
# fmt: on


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield the entry of each record; keys that are taken already get a, b, c ... at their end."""
    taken: set[str] = set()
    for record in records:
        key = _free(key_of(record), taken)
        taken.add(key)
        yield entry(record, key)


def entry(record: Record, key: str = "") -> str:
    """Return the entry of one record."""
    row = TYPES[record.type]
    fields = [(name, value) for name, value in _fields(record, row) if value]
    lines = [f"  {name} = {value if name == 'month' else '{' + value + '}'}" for name, value in fields]
    return f"@{row.bibtex}{{{key or key_of(record)},\n" + ",\n".join(lines) + "\n}\n\n"


def key_of(record: Record) -> str:
    """Return a key such as engdahl2025stakeholders: family name, year, first telling word of the title."""
    people = record.names(*_AUTHORS) or record.names("edt") or record.contributors
    words = re.findall(r"\w+", people[0].family or people[0].literal) if people else []
    family = words if people and people[0].family else words[:1]
    title = re.findall(r"[^\W\d_]+", plain(record.title))
    telling = next((word for word in title if word.lower() not in _SMALL_WORDS), "")
    made = _ascii("".join(family)) + year_of(_date(record)) + _ascii(telling)
    return made if made.strip("0123456789") else "record" + made + _ascii(record.id)[:12]


def _ascii(text: str) -> str:
    return slugify(text, separator="")[:40]


def _free(key: str, taken: set[str]) -> str:
    """Return the key, or the first of keya ... keyz, keyaa ... that is not taken."""
    if key not in taken:
        return key
    number = 1
    while (longer := key + _letters(number)) in taken:
        number += 1
    return longer


def _letters(number: int) -> str:
    text = ""
    while number:
        number, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) + text
    return text


def _fields(record: Record, row: PublicationType) -> Iterator[tuple[str, str]]:
    """Yield the fields of an entry in the order that people expect; some are empty."""
    escaped = _escaped(record)
    yield "author", _names(record, *_AUTHORS)
    yield "editor", _names(record, "edt")
    yield "translator", _names(record, "trl")
    yield "title", _title(record)
    yield _CONTAINER.get(row.bibtex, "howpublished"), _host(record, row)
    yield "series", escaped("collection_title")
    yield "volume", escaped("volume")
    yield "number", escaped("issue") if row.bibtex == "article" else _number(record)
    yield "pages", escaped("page").replace("-", "--") or escaped("article_number")
    yield "eid", escaped("article_number") if record.page else ""
    yield "pagetotal", escaped("number_of_pages")
    yield "edition", _edition(record.edition)
    yield "version", escaped("version")
    yield "type", _type(row)
    yield _PUBLISHER.get(row.bibtex, "publisher"), escaped("publisher")
    yield "address", escaped("publisher_place")
    yield "year", "--".join(year_of(date) for date in _date(record).split("/"))
    yield "month", _month(record)
    yield from _addresses(record)
    yield "language", _escape(language_name(record.language)) if record.language else ""
    yield "keywords", _escape("; ".join(keyword.text for keyword in record.keywords))
    yield "abstract", _escape(" ".join(abstract_plain(record.abstracts[0].text).split())) if record.abstracts else ""
    yield "note", _note(record)


def _escaped(record: Record):
    return lambda field: _escape(getattr(record, field))


def _escape(text: str) -> str:
    return text.translate(_ESCAPES)


def _addresses(record: Record) -> Iterator[tuple[str, str]]:
    arxiv = next((row.value for row in record.identifiers if row.scheme == "arxiv" and not row.problem), "")
    yield "doi", record.doi.translate(_RAW)
    yield "url", (record.address or ("" if record.doi else record.url)).translate(_RAW)
    yield "eprint", _escape(arxiv)
    yield "archiveprefix", "arXiv" if arxiv else ""
    yield "issn", _escape(", ".join(filter(None, (record.issn, record.eissn))))
    yield "isbn", _escape(", ".join(map(hyphenated, record.isbn)))


def _host(record: Record, row: PublicationType) -> str:
    """Return what a work is part of; of a work that is on its own, what it is and where it was shown."""
    if row.bibtex in _CONTAINER:
        return _escape(record.container_title)
    if row.bibtex != "misc":
        return ""
    kind = row.genre_en or (record.genre if row.key in ("publication/other", "other") else "")
    return _escape(", ".join(filter(None, (kind, record.container_title, record.event_title, record.event_place))))


def _number(record: Record) -> str:
    return _escape(record.number or record.collection_number or record.issue)


def _type(row: PublicationType) -> str:
    return {"phdthesis": row.genre_en, "techreport": row.genre_en or row.en}.get(row.bibtex, "")


def _edition(text: str) -> str:
    """Return an edition as BibTeX's styles want it: "Second" for 2."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
    return _EDITIONS[number - 1] if 1 <= number <= len(_EDITIONS) else _escape(text)


def _date(record: Record) -> str:
    return record.issued or record.available or record.defended


def _month(record: Record) -> str:
    date = _date(record)
    return _MONTHS[int(date[5:7]) - 1] if re.match(r"\d{4}-\d\d", date) and "/" not in date else ""


def _note(record: Record) -> str:
    status = STATUSES.get(record.publication_status)
    return status.csl.capitalize() if status else ""


def _names(record: Record, *roles: str) -> str:
    """Return names as BibTeX splits them rightly: "von Last, Jr., First", organisations in braces, "and others"."""
    people = record.names(*roles)
    names = [_name(person) for person in people if person.literal.lower().rstrip(".") != "et al"]
    counted = record.contributor_count if "aut" in roles and people else None
    if names and (len(names) < len(people) or (counted and counted > len(people))):
        names.append("others")
    return " and ".join(names)


def _name(person: Contributor) -> str:
    if person.literal or not person.family:
        return "{" + _escape(person.literal or person.given) + "}"
    return ", ".join(filter(None, map(_part, (person.family, person.suffix, person.given))))


def _part(text: str) -> str:
    """Return a part of a name, in braces where BibTeX would take it apart."""
    return "{" + _escape(text) + "}" if "," in text or re.search(r"\band\b", text, re.I) else _escape(text)


def _title(record: Record) -> str:
    """Return the title with markup as commands, and braces around capitals that must stay."""
    pieces = parts(record.full_title)
    must_stay = _protection(record)
    written, depth = [], 0
    for text, tag in pieces:
        if tag:
            depth += -1 if tag[0] == "/" else 1
            written.append("}" if tag[0] == "/" else _COMMANDS[tag])
        else:
            # Inside a command everything is in braces already.
            written.append(_escape(text) if depth else _protected(text, must_stay, first=not written))
    return "".join(written)


_WORD = re.compile(r"[^\s\u2010-\u2015-]+")


def _protection(record: Record):
    """Return a function that says of a word, and of whether it begins the title, if its capitals must stay.

    A word such as mRNA always keeps them. In a title written as a sentence, every capital is that of a name; in a Title
    Written Like This nobody can tell. German nouns keep theirs. A TITLE IN CAPITALS keeps none.
    """
    title = plain(record.full_title)
    if title.upper() == title:
        return lambda word, begins: False
    words = [word for word in re.findall(r"[^\W\d_]{4,}", title)[1:] if not word.isupper()]
    words = [word for word in words if word.lower() not in _PREPOSITIONS]
    is_sentence = record.language == "ger" or sum(word[0].isupper() for word in words) < 0.75 * len(words)
    return lambda word, begins: bool(
        _has_inner_capital(word) or (is_sentence and not begins and any(map(str.isupper, word)))
    )


def _has_inner_capital(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    if len(letters) == 1:
        return letters[0].isupper() and letters[0] not in "AI"
    return any(map(str.isupper, letters[1:])) or (bool(re.search(r"\d", word)) and any(map(str.isupper, letters)))


def _protected(text: str, must_stay, *, first: bool) -> str:
    """Return a text with its words in braces where their capitals must stay."""
    written, place = [], 0
    for found in _WORD.finditer(text):
        before = text[: found.start()].rstrip()
        begins = before.endswith(":") or (first and not before)
        core = re.fullmatch(r"(\W*)(.*?)(\W*)", found[0], re.S)
        written.append(_escape(text[place : found.start()]))
        if must_stay(core[2], begins):
            written.append(f"{_escape(core[1])}{{{_escape(core[2])}}}{_escape(core[3])}")
        else:
            written.append(_escape(found[0]))
        place = found.end()
    return "".join(written) + _escape(text[place:])
