"""What is suggested while somebody types: the index holds each name, from each of its words on."""

from __future__ import annotations

from tantivy import Searcher

from search.analysis import BAR, STOP_WORDS, Analysis

PERSON, UNIT, JOURNAL, SUBJECT, KEYWORD = "person", "unit", "journal", "subject", "keyword"
KINDS = (PERSON, UNIT, JOURNAL, SUBJECT, KEYWORD)
SHORTEST = 2  # letters; fewer begin too many names
_TAB = "\t"
# Words of a name that may begin what is typed. Those of units stand in every publication of theirs, with all above.
_MOST_BEGINNINGS = {PERSON: 6, UNIT: 4, JOURNAL: 6, SUBJECT: 4, KEYWORD: 6}
_BARE = Analysis()


def suggestions(kind: str, value: str, name: str) -> tuple[str, ...]:
    """Return the terms by which a name is suggested: from each of its words on, and a person's name also turned."""
    words = _folded(name).split()[:20]
    found = []
    for start in range(min(len(words), _MOST_BEGINNINGS[kind])):
        if start and words[start] in STOP_WORDS:
            continue
        turned = words[:start] if kind == PERSON else []
        found.append(_TAB.join((kind, " ".join(words[start:] + turned), value)))
    return tuple(found)


def suggested(searcher: Searcher, kind: str, typed: str, most: int) -> list[tuple[str, int]]:
    """Return values of a kind whose names have a word that begins so, those with most publications first."""
    beginning = _folded(typed)
    if len(beginning) < SHORTEST:
        return []
    prefix = f"{kind}{_TAB}{beginning}"
    found: dict[str, int] = {}
    for term, count in searcher.terms_with_prefix("suggestion", prefix, limit=most * 3):
        value = term.rsplit(_TAB, 1)[1]
        found[value] = max(count, found.get(value, 0))
    return sorted(found.items(), key=lambda pair: -pair[1])[:most]


def _folded(text: str) -> str:
    return _BARE.names(text).partition(f" {BAR} ")[0]
