"""What staff typed in a search box → rows, by indexes only, so that half a million publications are no more than ten.

Publications: by DOI or another identifier, uuid, address of the page, words of the title, and the name or ORCID iD of a
person who has been recognised.
"""

import re
from itertools import chain
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Replace

from formats.identifiers import checked
from publications.models import Contribution, Identifier, Keyword, Person, Publication
from publications.models.wording import SortKey, slug_of

FOUND = 500  # of one kind: more than anybody reads
# An order that no index has: to get the first rows of one, PostgreSQL would read half of all records along it.
NEWEST = F("pk") * -1
ORCID_PART = re.compile(r"(?:(?:https?://)?(?:www\.)?orcid\.org/|orcid(?: id)?[: ] ?)?([\d-]{4,19}x?)/?", re.I)
SCHEMES = ("pmid", "pmcid", "scopus", "isi", "arxiv", "isbn", "urn", "hdl", "uri")


def publications(term: str) -> list[int]:
    """Return the keys of publications that a term may mean, at most FOUND of each kind; none for an empty term."""
    term = term.strip()[:500]
    if not term:
        return []
    ways = (_by_uuid, _by_identifier) if _is_exact(term) else (_by_address, _by_words, _by_person)
    return list(dict.fromkeys(chain.from_iterable(way(term) for way in ways)))


def _is_exact(term: str) -> bool:
    """Return whether a term is a uuid, or an identifier that says what it is."""
    return bool(_uuid_in(term)) or bool(_identifiers(term))


def _uuid_in(term: str) -> UUID | None:
    try:
        return UUID(term.rstrip("/").rpartition("/")[2])
    except ValueError:
        return None


def _by_uuid(term: str) -> list[int]:
    identity = _uuid_in(term)
    return list(Publication.objects.filter(uuid=identity).values_list("pk", flat=True)) if identity else []


def _identifiers(term: str) -> Q | None:
    """Return the condition for identifiers that a term may be, None where it cannot be one."""
    if not any(map(str.isdigit, term)):
        return None
    found = (checked(scheme, term) for scheme in ("doi", *SCHEMES))
    conditions = [Q(scheme=row.scheme, value=row.value) for row in found if not row.problem]
    faulty = Q(scheme__in=SCHEMES, value=term)  # as given, with its problem
    return Q(*conditions, faulty, _connector=Q.OR) if conditions else None


def _by_identifier(term: str) -> list[int]:
    condition = _identifiers(term)
    rows = Identifier.objects.filter(condition) if condition else Identifier.objects.none()
    return list(rows.values_list("publication", flat=True)[:FOUND])


def _by_address(term: str) -> list[int]:
    """Return those whose address begins with the words of the term: of all statuses, by one index."""
    slug = slug_of(term.rstrip("/").rpartition("/")[2])
    if slug == "untitled" and term != slug:
        return []
    rows = Publication.objects.filter(slug__startswith=slug).order_by(NEWEST)
    return list(rows.values_list("pk", flat=True)[:FOUND])


def _by_words(term: str) -> list[int]:
    """Return those with all words in the title, newest first: public ones by index, the few others one by one."""
    rows = Publication.objects.titled(term)
    others = [status for status in Publication.Status.values if status != Publication.Status.PUBLIC]
    kinds = rows.filter(status=Publication.Status.PUBLIC), rows.filter(status__in=others)
    return [key for kind in kinds for key in kind.order_by(NEWEST).values_list("pk", flat=True)[:FOUND]]


def _by_person(term: str) -> list[int]:
    people = Person.objects.filter(people_named(term)).order_by("sort_name")[:20]
    names = Contribution.objects.filter(person__in=[person.pk for person in people])
    return list(names.order_by("-publication").values_list("publication", flat=True)[:FOUND])


def people_named(term: str) -> Q:
    """Return the condition for people whose name begins so, either name first, or whose ORCID iD or local id it is."""
    term = term.strip()[:200]
    orcid = checked("orcid", term)
    if not orcid.problem:
        return Q(orcid=orcid.value)
    words = term.replace(",", " ").split()
    orders = {" ".join(words), " ".join(words[-1:] + words[:-1])} - {""}
    begins = [Q(sort_name__startswith=SortKey(Value(order))) for order in sorted(orders)]
    return Q(*begins, Q(local_id=term), _connector=Q.OR)


def people(term: str, rows: QuerySet[Person]) -> QuerySet[Person]:
    """Return people with that name, ORCID iD or local id, or with a part of an ORCID iD, at least 4 digits of it.

    A part is looked for in all of them: a list of people may take that time, one of publications may not.
    """
    part = ORCID_PART.fullmatch(term.strip()[:200])
    digits = part[1].replace("-", "").upper() if part else ""
    if not 4 <= len(digits) < 16:
        return rows.filter(people_named(term))
    having = Q(orcid_digits__contains=digits)
    return rows.alias(orcid_digits=Replace("orcid", Value("-"), Value(""))).filter(people_named(term) | having)


def keywords(term: str, rows: QuerySet[Keyword]) -> QuerySet[Keyword]:
    """Return keywords that begin so, as written, in small letters or with a capital: three ranges of an index."""
    forms = {term, term.lower(), term[:1].upper() + term[1:]}
    ranges = [Q(term__gte=form, term__lt=form + "\U0010ffff") for form in sorted(forms)]
    return rows.filter(Q(*ranges, _connector=Q.OR)).order_by(F("term"))
