"""A record → the publications that it may be a duplicate of: a few by indexed keys, then compared one by one.

Keys: identifiers; the fingerprint of the title before its colon, with the year; and any few of the rarest words of the
title. They are kept by indexes of the database alone, so that no writer can forget them. How rare a word is PostgreSQL
knows from its own statistics, which autovacuum renews.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from django.db import connection

from curation.duplicates.comparing import Comparison, compare
from curation.duplicates.names import COMPARED, name_of
from curation.duplicates.pairs import told_apart
from curation.duplicates.titles import Title, likeness
from curation.duplicates.work import SHARED, Work, first_page, work_of
from curation.models import PossibleDuplicate
from formats.record import Record
from search.analysis import STOP_WORDS

RAREST = 6  # words of a title that are looked up
EXPECTED = 100  # publications with some of these words in common, at most: the more words must be in common
MOST = 300  # publications that come from one way of looking
COMPARED_WHOLE = 40  # of these, the most alike

_MAIN = "md5(publications_folded(split_part({}, ':', 1)))"
# Of titles: fingerprints; the words of the first, with how often each occurs; how many publications there are.
_ASKED = f"""
    SELECT ARRAY(
            SELECT {_MAIN.format("text")} FROM unnest(%(titles)s::text[]) text WHERE publications_folded(text) <> ''
        ),
        (SELECT reltuples FROM pg_class WHERE oid = 'publications_publication'::regclass),
        array_agg(word), array_agg(coalesce(frequency, 0))
    FROM unnest(tsvector_to_array(publications_words(%(title)s))) word
    LEFT JOIN (
        SELECT * FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) _ (element, frequency)
        WHERE schemaname = current_schema() AND tablename = 'publication_by_words'
    ) common ON element = word
"""
_COLUMNS = "publication.id, publication.title, publication.subtitle"
_BY_IDENTIFIER = f"""
    SELECT {_COLUMNS}, true FROM publications_publication publication WHERE id IN (
        SELECT publication_id FROM publications_identifier
        WHERE scheme = 'doi' AND problem = '' AND value = %(doi)s AND %(doi)s <> ''
        UNION ALL
        SELECT publication_id FROM publications_identifier
        WHERE (scheme, value) IN (SELECT * FROM unnest(%(schemes)s::text[], %(values)s::text[])) AND scheme <> 'doi'
        LIMIT 100
    )
"""
_NEAR_IN_TIME = "(%(year)s::smallint IS NULL OR year IS NULL OR year BETWEEN %(year)s - 1 AND %(year)s + 1)"
_HAS_A_NAME = """
    EXISTS (SELECT FROM publications_contribution name WHERE publication_id = publication.id
        AND publications_folded(coalesce(nullif(family, ''), literal)) = ANY(%(names)s::text[]))
"""
# A title such as "Introduction" has thousands: those by the same people come first.
_BY_TITLE = f"""
    (SELECT {_COLUMNS}, true FROM publications_publication publication
    WHERE {_MAIN.format("title")} = ANY(%(fingerprints)s::text[]) AND {_NEAR_IN_TIME}
    ORDER BY {_HAS_A_NAME} DESC LIMIT 30)
"""
_BY_OTHER_TITLE = f"""
    SELECT {_COLUMNS}, true FROM publications_publication publication WHERE id IN (
        SELECT publication_id FROM publications_text
        WHERE kind = 'title' AND {_MAIN.format("text")} = ANY(%(fingerprints)s::text[]) LIMIT 30
    )
"""
_BY_WORDS = f"""
    (SELECT {_COLUMNS}, false FROM publications_publication publication
    WHERE publications_words((title || ' ') || subtitle) @@ %(words)s::tsquery
    ORDER BY abs(year - %(year)s::smallint) LIMIT {MOST})
"""
_KEYS = " UNION ALL ".join((_BY_IDENTIFIER, _BY_TITLE, _BY_OTHER_TITLE))
_WORKS = f"""
    SELECT publication.id, title, subtitle, type, year, volume, issue, page, article_number,
        coalesce((SELECT title FROM publications_journal journal WHERE journal.id = journal_id), container_title),
        ARRAY(SELECT text FROM publications_text WHERE publication_id = publication.id AND kind = 'title'),
        ARRAY(SELECT ARRAY[family, given, literal, role] FROM publications_contribution
            WHERE publication_id = publication.id ORDER BY role <> 'aut', position LIMIT {COMPARED}),
        ARRAY(SELECT ARRAY[scheme, value] FROM publications_identifier
            WHERE publication_id = publication.id AND problem = '')
    FROM publications_publication publication WHERE publication.id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A publication that may be the same; `score` is from 0 to 1, `reasons` are words for staff, for and against."""

    publication_id: int
    score: float
    reasons: tuple


def candidates_of(record: Record, leave_out: int | None = None, *, doubtful: bool = False) -> list[Candidate]:
    """Return the publications that a record may be a duplicate of, the most probable first. 3 queries.

    `leave_out` is the key of the publication that the record is; what staff have told apart from it is left out too,
    which takes a query more. With `doubtful`, those of one title are returned too whose people are others.
    """
    return candidates_for(work_of(record), leave_out, doubtful=doubtful)


def candidates_for(work: Work, leave_out: int | None = None, *, doubtful: bool = False) -> list[Candidate]:
    """Return the publications that a work may be; see `candidates_of`."""
    alike = _alike(work, _blocks(work))
    if leave_out is not None:
        for key in (leave_out, *told_apart(PossibleDuplicate.Kind.PUBLICATION, leave_out)):
            alike.pop(key, None)
    nearest = sorted(alike, key=alike.get, reverse=True)[:COMPARED_WHOLE]
    found = ((key, compare(work, other)) for key, other in works(nearest).items())
    asked = [
        _candidate(key, comparison)
        for key, comparison in found
        if comparison.asks or (doubtful and comparison.has_same_title)
    ]
    return sorted(asked, key=lambda candidate: (-candidate.score, candidate.publication_id))


def _candidate(key: int, comparison: Comparison) -> Candidate:
    return Candidate(key, comparison.score, comparison.reasons)


def _blocks(work: Work) -> list[tuple[int, str, str, bool]]:
    """Return key, title, subtitle of what shares a key with a work, and whether it is an exact key. 2 queries."""
    texts = [title.text for title in work.titles]
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, {"titles": texts, "title": next(iter(texts), "")})
        fingerprints, count, words, frequencies = cursor.fetchone()
        words = _rarest(dict(zip(words or (), frequencies or (), strict=True)), count)
        cursor.execute(f"{_KEYS} UNION ALL {_BY_WORDS}" if words else _KEYS, _parameters(work, words, fingerprints))
        return cursor.fetchall()


def _parameters(work: Work, words: str, fingerprints: list[str]) -> dict:
    shared = () if work.is_part else (("isbn", isbn) for isbn in work.isbns)
    identifiers = [*work.identifiers, *shared]
    return {
        "doi": work.doi,
        "schemes": [scheme for scheme, _ in identifiers],
        "values": [value for _, value in identifiers],
        "fingerprints": fingerprints,
        "names": [" ".join(name.family) for name in work.names],
        "year": work.year,
        "words": words,
    }


def _rarest(words: dict[str, float], count: float) -> str:
    """Return the text of a tsquery for titles that have some of the rarest words in common; "" for none."""
    telling = [word for word in words if word not in STOP_WORDS and len(word) > 1]
    rarest = sorted(telling, key=lambda word: (words[word], -len(word)))[:RAREST]
    if len(rarest) < 2:
        return ""
    return _some_of([f"'{word}'" for word in rarest], _needed([words[word] for word in rarest], count))


def _some_of(words: list[str], number: int) -> str:
    """Return the text of a tsquery for at least so many of the words; nested, since each row is asked all of it."""
    if number == 1:
        return f"({' | '.join(words)})"
    ways = range(len(words) - number + 1)
    return f"({' | '.join(f'{words[way]} & {_some_of(words[way + 1 :], number - 1)}' for way in ways)})"


def _needed(frequencies: list[float], count: float) -> int:
    """Return how many of the words must be in common, so that not too many publications have them; at least two."""
    for number in range(2, len(frequencies)):
        if sum(_product(chosen) for chosen in combinations(frequencies, number)) * count <= EXPECTED:
            return number
    return len(frequencies)


def _product(frequencies: Iterable[float]) -> float:
    result = 1.0
    for frequency in frequencies:
        result *= frequency or 0.0005  # rarer than what the statistics tell of
    return result


def _alike(work: Work, rows: list[tuple[int, str, str, bool]]) -> dict[int, float]:
    """Return the keys with how alike the titles are; what shares an exact key counts as alike."""
    own, found = work.titles[0] if work.titles else Title(""), {}
    for key, title, subtitle, exact in rows:
        score = likeness(own, Title(_whole(title, subtitle))) + exact
        found[key] = max(score, found.get(key, 0))
    return found


def works(keys: list[int]) -> dict[int, Work]:
    """Return what publications are compared by. 1 query."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_WORKS, [keys])
        return {row[0]: _work(*row[1:]) for row in cursor.fetchall()}


def _work(title, subtitle, type, year, volume, issue, page, article, container, others, names, identifiers) -> Work:
    authors = [name for name in names if name[3] == "aut"] or names
    return Work(
        titles=tuple(map(Title, (_whole(title, subtitle), *others))),
        type=type,
        year=year,
        names=tuple(name for name in (name_of(*name[:3]) for name in authors) if name.words),
        container=container,
        volume=volume,
        issue=issue,
        page=first_page(page or article),
        doi=dict(identifiers).get("doi", ""),
        isbns=frozenset(value for scheme, value in identifiers if scheme == "isbn"),
        identifiers=frozenset((scheme, value) for scheme, value in identifiers if scheme not in SHARED),
    )


def _whole(title: str, subtitle: str) -> str:
    return f"{title}: {subtitle}" if subtitle else title
