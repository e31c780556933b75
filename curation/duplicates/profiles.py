"""What people are compared by, read from the database; and the same of a name on a record."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db import connection

from curation.duplicates.names import COMPARED, PARTICLES, Name, called, name_of, name_words
from curation.duplicates.people import Profile
from curation.duplicates.work import year_of
from formats.record import Affiliation, Contributor, Record

MOST_NAMED = 500  # forms of name with one of the family names that are looked at; of more names together
MOST_TOGETHER = 20_000  # so many, but of each some
SOME = 20
RECENT = 200  # publications of a person, the newest, that tell of colleagues, journals and subjects
LARGE = 50  # names on a publication from which they are no colleagues of each other

_NAMED = """
    SELECT word, found.* FROM unnest(%(words)s::text[]) word CROSS JOIN LATERAL (
        SELECT id, family, given FROM publications_person
        WHERE publications_words((family || ' ') || given) @@ quote_literal(word)::tsquery
        UNION ALL
        SELECT person_id, family, given FROM publications_personname
        WHERE publications_words((family || ' ') || given) @@ quote_literal(word)::tsquery
        LIMIT %(most)s
    ) found
"""
# A name is common, too, where it is among the hundred that most publications have.
_COMMON = """
    SELECT unnest(most_common_vals::text::text[]) FROM pg_stats
    WHERE schemaname = current_schema() AND tablename = 'publications_contribution' AND attname = 'family'
"""
_PROFILES = f"""
    SELECT person.id, family, given, coalesce(orcid, ''), coalesce(local_id, ''), works,
        ARRAY(SELECT ARRAY[family, given] FROM publications_personname WHERE person_id = person.id),
        ARRAY(
            SELECT organisation_id FROM publications_affiliation WHERE person_id = person.id
            UNION SELECT organisation_id FROM publications_contributionaffiliation
            WHERE contribution_id = ANY(names) AND organisation_id IS NOT NULL
        ),
        ARRAY(
            SELECT DISTINCT ARRAY[other.family, other.given] FROM publications_contribution other
            WHERE publication_id = ANY(works) AND person_id IS DISTINCT FROM person.id AND position < {LARGE}
            AND NOT EXISTS (
                SELECT FROM publications_contribution WHERE publication_id = other.publication_id AND position = {LARGE}
            )
        ),
        ARRAY(
            SELECT DISTINCT journal_id FROM publications_publication
            WHERE id = ANY(works) AND journal_id IS NOT NULL
        ),
        ARRAY(
            SELECT DISTINCT left(code, 3) FROM publications_classification given
            JOIN publications_subject subject ON subject.id = subject_id WHERE publication_id = ANY(works)
        ),
        (SELECT ARRAY[min(year), max(year)] FROM publications_publication WHERE id = ANY(works))
    FROM publications_person person CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(publication_id), '{{}}') AS works, array_agg(id) AS names FROM (
            SELECT id, publication_id FROM publications_contribution WHERE person_id = person.id
            ORDER BY publication_id DESC LIMIT {RECENT}
        ) recent
    ) work WHERE person.id = ANY(%s)
"""


def named_like(names: Iterable[Name]) -> tuple[dict[int, list[Name]], frozenset[str]]:
    """Return the forms of name of people who share a word with a family name, by key; and the commonest families.

    Common is, too, a word that more people have than are looked at: who else has it is not known. 2 queries.
    """
    words = _looked_up(names)
    most = min(MOST_NAMED, max(SOME, MOST_TOGETHER // max(len(words), 1)))
    found, numbers = defaultdict(list), Counter()
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, {"words": list(words), "most": most})
        for word, key, family, given in cursor.fetchall():
            numbers[word] += 1
            found[key].append(name_of(family, given))
        cursor.execute(_COMMON)
        common = {" ".join(name_words(family)) for (family,) in cursor.fetchall()}
        return found, frozenset(common | {word for word, number in numbers.items() if number == most})


def _looked_up(names: Iterable[Name]) -> list[str]:
    """Return the words of family names, as they may be spelt without umlauts."""
    words = {word for name in names for word in name.family if word not in PARTICLES and len(word) > 1}
    spelt = {word.replace(two, one) for word in words for two, one in (("ae", "a"), ("oe", "o"), ("ue", "u"))}
    return sorted(words | {word for word in spelt if word})


def profiles(keys: Iterable[int]) -> dict[int, Profile]:
    """Return the profiles of people. 1 query."""
    with connection.cursor() as cursor:
        cursor.execute(_PROFILES, [list(keys)])
        return {row[0]: _profile(*row[1:]) for row in cursor.fetchall()}


def _profile(family, given, orcid, local_id, works, forms, units, colleagues, journals, subjects, years) -> Profile:
    return Profile(
        names=tuple(dict.fromkeys(name_of(*form) for form in ((family, given), *forms))),
        orcid=orcid,
        local_id=local_id,
        publications=frozenset(works),
        colleagues=frozenset(called(name_of(*name)) for name in colleagues if name[0]),
        units=frozenset(units),
        journals=frozenset(journals),
        subjects=frozenset(subjects),
        years=tuple(year for year in years or () if year),
    )


def profile_of(
    contributor: Contributor, record: Record, units: dict[Affiliation, int], journals: frozenset[int]
) -> Profile:
    """Return what a name on a record is compared by. `units` and `journals` are keys: who is named, what it is in."""
    others = [other for other in record.contributors[:LARGE] if other is not contributor and other.family]
    colleagues = others if len(record.contributors) <= LARGE else ()
    year = year_of(record.issued)
    return Profile(
        names=(name_of(contributor.family, contributor.given, contributor.literal),),
        orcid=contributor.orcid,
        local_id=contributor.local_id,
        colleagues=frozenset(called(name_of(other.family, other.given)) for other in colleagues[:COMPARED]),
        units=frozenset(units[place] for place in contributor.affiliations if place in units),
        journals=journals,
        subjects=frozenset(subject.code[:3] for subject in record.subjects),
        years=(year, year) if year else (),
    )
