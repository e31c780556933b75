"""arXiv's answers: Atom with elements of its own, https://info.arxiv.org/help/api/user-manual.html (2024).

An entry is a preprint. The DOI that it names is that of what was published later: kept as a link, beside the reference.
Not kept: which version of it this is, and the categories' scheme.
"""

from __future__ import annotations

import re

from formats import names
from formats.draft import Draft
from formats.record import Affiliation, Contributor, Record, Refusal
from formats.sentence import Sentence
from formats.xml_tree import Element, children, each, first, words

label, media_type, suffix = "arXiv", "application/atom+xml", "arxiv.xml"

_HEAD = 5000
_SEEN = re.compile(r"""["']http://arxiv\.org/(?:schemas/atom|api/)|<id>https?://arxiv\.org/""")
_ID = re.compile(r"https?://arxiv\.org/abs/(.+?)(?:v\d+)?")
_ERROR = "http://arxiv.org/api/errors"


def recognises(text: str) -> bool:
    """Return whether a text is a feed of arXiv."""
    head = text[:_HEAD]
    return "<feed" in head and bool(_SEEN.search(head))


def read(text: str) -> list[Record | Refusal]:
    """Return a Record or Refusal for each entry; ValueError where it is no feed of arXiv."""
    if not recognises(text):
        raise ValueError(Sentence("It is no feed of arXiv."))
    return each(text, ["entry"], record_of)


def record_of(entry: Element) -> Record:
    """Return the Record of an entry; ValueError where it is an error, or has no title."""
    address = words(first(entry, "id"))
    if address.startswith(_ERROR):
        raise ValueError(Sentence("arXiv says: %(error)s.", error=words(first(entry, "summary"))))
    draft = Draft(source="arxiv", type="publication/preprint", publisher="arXiv")
    if found := _ID.fullmatch(address):
        draft.set("id", found[1])
        draft.identify("arxiv", found[1])
    draft.link(address, "fulltext")
    draft.title(words(first(entry, "title")))
    draft.abstract(words(first(entry, "summary")))
    draft.date("issued", words(first(entry, "published"))[:10])
    for author in children(entry, "author"):
        draft.name(_name(author))
    _published(draft, entry)
    for category in children(entry, "category"):
        draft.keyword(category.get("term", ""))
    return draft.record()


def _name(author: Element) -> Contributor | None:
    text = words(first(author, "name"))
    places = tuple(Affiliation(name=name) for place in children(author, "affiliation") if (name := words(place)))
    return Contributor(**names.spoken(text), affiliations=places) if text else None


def _published(draft: Draft, entry: Element) -> None:
    """Keep what is said of the published version, and the comment of the authors."""
    if doi := words(first(entry, "doi")):
        draft.link(f"https://doi.org/{doi}", "related", "Published version")
    draft.note(words(first(entry, "journal_ref")), "Published in:")
    draft.note(words(first(entry, "comment")), "Comment:")
