"""What a loss is, and what is left in all formats of references alike."""

import re
from collections.abc import Callable
from html import escape
from typing import NamedTuple

from formats.record import Contributor, Link, Record, Translation
from formats.richtext import abstract_plain, plain
from formats.types import STATUSES


class Loss(NamedTuple):
    """Why a field, or a part of it, is lost, and what comes back of a record's."""

    why: str
    left: Callable[[Record], object] | None


EITHER = None
EMPTY = Record()
AUTHORS = ("aut", "inv", "art", "cmp", "prf")
NO_PLACE = "the format has no place for it"
ONE_TITLE = "the format has one title"


def gone(names: str, why: str = NO_PLACE) -> dict[str, Loss]:
    """Return that some fields come back empty."""
    return {name: Loss(why, lambda _, name=name: getattr(EMPTY, name)) for name in names.split()}


def only(names: str, why: str, has: Callable[[Record], bool]) -> dict[str, Loss]:
    """Return that some fields come back where a record `has` a place for them."""
    return {
        name: Loss(why, lambda record, name=name: getattr(record if has(record) else EMPTY, name))
        for name in names.split()
    }


def date(record: Record) -> str:
    return record.issued or record.available or record.defended


def serials(record: Record) -> list[str]:
    return [one for one in (record.issn, record.eissn) if one] + ["", ""]


def status(record: Record) -> str:
    status = STATUSES.get(record.publication_status)
    return record.publication_status if status and status.csl else ""


def paragraphs(record: Record) -> tuple[Translation, ...]:
    paragraphs = abstract_plain(record.abstracts[0].text).split("\n\n") if record.abstracts else []
    return abstract([" ".join(one.split()) for one in paragraphs])


def words(record: Record) -> tuple[Translation, ...]:
    return abstract([" ".join(abstract_plain(record.abstracts[0].text).split())] if record.abstracts else [])


def abstract(paragraphs: list[str]) -> tuple[Translation, ...]:
    html = "".join(f"<p>{escape(words, quote=False)}</p>" for words in paragraphs if words)
    return (Translation(text=html),) if html else ()


def keywords(record: Record) -> tuple[Translation, ...]:
    """Return the keywords without language; a semicolon parts them."""
    given = dict.fromkeys(plain(one.text) for one in record.keywords)
    return tuple(Translation(text=word.strip()) for text in given for word in text.split(";") if word.strip())


def keywords_of_lines(record: Record) -> tuple[Translation, ...]:
    """Return the keywords of lines; a star before one is a mark of databases, a semicolon parts one that is alone."""
    given = dict.fromkeys(plain(one.text) for one in record.keywords)
    found = keywords(record) if len(given) == 1 else tuple(Translation(text=text) for text in given)
    return tuple(Translation(text=re.sub(r"^\*(?=[A-Z])", "", one.text)) for one in found)


def right(record: Record, *schemes: str) -> list:
    """Return the first right identifier of each scheme."""
    rows = ([one for one in record.identifiers if one.scheme == scheme and not one.problem] for scheme in schemes)
    return [found[0] for found in rows if found]


def link(url: str) -> Link:
    is_pdf = url.lower().endswith(".pdf")
    return Link(url=url, kind="fulltext" if is_pdf else "related", media_type="application/pdf" if is_pdf else "")


def one_link(record: Record) -> tuple[Link, ...]:
    url = record.address or ("" if record.doi else record.url)
    return (link(url),) if url else ()


def name(person: Contributor, role: str) -> Contributor:
    return Contributor(
        role=role, family=person.family, given=person.given, suffix=person.suffix, literal=person.literal
    )


REFERENCE = (
    gone("source content_type titles available accepted defended funding subjects open_access licence ours")
    | gone("created updated contributor_count")
    | gone("url", "a page of the record is a link among others")
    | {
        "issued": Loss("it has one date: when it came out, else when it was online, else when defended", date),
        "issn": Loss("it does not say which ISSN is the electronic one", lambda record: serials(record)[0]),
        "eissn": Loss("it does not say which ISSN is the electronic one", lambda record: serials(record)[1]),
        "publication_status": Loss("what is not said is published", status),
        "genre": Loss("its type of work has our name of the type where its own types do not tell it", EITHER),
    }
)


WHOLE = ("publication", "publication/other", "other", "conference/proceeding", "artistic-work/artistic-thesis") + (
    ("publication/book", "publication/edited-book", "publication/critical-edition", "publication/report")
    + ("publication/working-paper", "publication/doctoral-thesis", "publication/licentiate-thesis")
)
COUNTED = "the pages of a whole work are their number"


def is_counted(record: Record) -> bool:
    return record.type in WHOLE and "-" not in record.page


def page(record: Record) -> str:
    return "" if is_counted(record) or record.page == record.article_number else record.page
