"""What BibTeX and BibLaTeX write alike: the lines of an entry, dates, numbers, identifiers, words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from formats.bibtex import kinds
from formats.bibtex.entries import MONTHS
from formats.bibtex.escapes import escaped, raw
from formats.csl_json.numbers import is_counted
from formats.identifiers import hyphenated
from formats.languages import name as language_name
from formats.record import Record
from formats.richtext import abstract_plain
from formats.types import STATUSES, PublicationType

EDITIONS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
_VAGUE = ("publication", "publication/other", "other")
Fields = Iterable[tuple[str, str]]


def lines(entry_type: str, key: str, fields: Fields) -> str:
    """Return an entry; fields without a value are left out."""
    written = [f"  {name} = {value if name == 'month' else '{' + value + '}'}" for name, value in fields if value]
    return f"@{entry_type}{{{key},\n" + ",\n".join(written) + "\n}\n\n"


def date_of(record: Record) -> str:
    """Return the date of a work, as exact as known."""
    return record.issued or record.available or record.defended


def year(record: Record) -> str:
    """Return the year of a work, "1935--1936" for several."""
    first, _, last = date_of(record).partition("/")
    return first[:4] if first[:4] == last[:4] or not last else f"{first[:4]}--{last[:4]}"


def month(record: Record) -> str:
    """Return BibTeX's macro of the month, "" where none or several are known."""
    date = date_of(record)
    return MONTHS[int(date[5:7]) - 1] if len(date) in (7, 10) and date[4] == "-" else ""


def day(record: Record) -> str:
    """Return the day of the month, "" where it is not known."""
    date = date_of(record)
    return str(int(date[8:])) if len(date) == 10 else ""


def pages(record: Record) -> str:
    """Return pages with the dash that LaTeX wants: "344--355"; one page of a whole work would be their number."""
    if is_counted(record.type) and "-" not in record.page:
        return ""
    return escaped(record.page).replace("{-}", "-").replace("-", "--")


def edition(text: str) -> str:
    """Return an edition as BibTeX's styles want it: "Second" for 2."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
    return EDITIONS[number - 1] if 1 <= number <= len(EDITIONS) else escaped(text)


def number(record: Record) -> str:
    """Return the number of what is no article: that of a report, else the one in its series, else its own."""
    if record.type in kinds.NUMBERED:
        return escaped(record.number or record.collection_number)
    return escaped(record.collection_number if record.collection_title else record.number)


def kind(record: Record, row: PublicationType) -> str:
    """Return what a reader should know of the type of a work: "Doctoral thesis", "Poster"; "" for an article."""
    return escaped(row.genre_en or (record.genre if row.key in _VAGUE else ""))


def status(record: Record) -> str:
    """Return what a citation prints of a work that is not out yet: "In press"."""
    found = STATUSES.get(record.publication_status)
    return found.csl.capitalize() if found else ""


def addresses(record: Record) -> Iterator[tuple[str, str]]:
    """Yield DOI and address, raw, and the numbers of an archive."""
    yield "doi", raw(record.doi)
    yield "url", raw(record.address or ("" if record.doi else record.url))


def eprint(record: Record, scheme: str) -> str:
    """Return the first right identifier of a scheme."""
    return next((row.value for row in record.identifiers if row.scheme == scheme and not row.problem), "")


def issns(record: Record) -> str:
    """Return the ISSNs of a journal, that of the printed one first."""
    return escaped(", ".join(filter(None, (record.issn, record.eissn))))


def isbns(record: Record) -> str:
    """Return the ISBNs of a book, with their hyphens."""
    return escaped(", ".join(map(hyphenated, record.isbn)))


def language(record: Record) -> str:
    """Return the English name of the language."""
    return escaped(language_name(record.language)) if record.language else ""


def abstract(record: Record) -> str:
    """Return the first abstract without markup, with an empty line between paragraphs."""
    if not record.abstracts:
        return ""
    paragraphs = abstract_plain(record.abstracts[0].text).split("\n\n")
    return escaped("\n\n".join(paragraph.replace("\n", " ") for paragraph in paragraphs))


def keywords(record: Record, between: str) -> str:
    """Return the keywords, each once; one alone with a comma in it ends with a semicolon, lest it be several."""
    words = dict.fromkeys(keyword.text for keyword in record.keywords)
    alone = len(words) == 1 and "," in next(iter(words))
    return escaped(between.join(words)) + (";" if alone else "")


def subtype(record: Record, row: PublicationType, entry_type: str, words: str, *, shown: bool) -> str:
    """Return our name of a type where the entry, with `words` as its "type", would be read as another."""
    read = kinds.key_of(entry_type, "", words, preprint=bool(eprint(record, "arxiv")), shown=shown)
    return "" if read == row.key else row.en
