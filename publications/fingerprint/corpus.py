"""What is known of all texts together: how common each phrase is, and which are terms that somebody has given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from publications.fingerprint.words import CHECK_TAGS, INDEXED, key

_CODE = re.compile(r"^\d{3,}\s+|\s*\([^)]*\)")
_SEVERAL = re.compile(r"\s*[;|]\s*|,\s+|\s>\s")


def terms_of(keyword: str, language: str) -> dict[str, str]:
    """Return the terms in a keyword, as written, by key: sources write several into one, and codes before them."""
    found = {key(part, language): part for part in _SEVERAL.split(_CODE.sub("", keyword))}
    return {name: written.strip() for name, written in found.items() if name}


def of_authors(keywords: Iterable[str]) -> list[str]:
    """Return keywords without the tags that MEDLINE's indexers check for every record, where it has such."""
    keywords = list(keywords)
    return [word for word in keywords if word not in CHECK_TAGS] if INDEXED.intersection(keywords) else keywords


@dataclass
class Corpus:
    """Counts over all publications, by the keys of phrases."""

    size: int = 0  # publications
    frequency: Counter[str] = field(default_factory=Counter)  # in how many a phrase occurs
    given: Counter[str] = field(default_factory=Counter)  # to how many authors gave it as a keyword

    def add(self, phrases: Iterable[str], terms: Iterable[str]) -> None:
        """Count a publication with its phrases and the terms given to it."""
        self.size += 1
        self.frequency.update(iter(phrases))  # a mapping would be taken for counts
        self.given.update(iter(terms))
