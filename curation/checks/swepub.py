"""What SwePub rejects (its rules by number) and flags, of a Record.

libris/swepub-redux 2.1.2: resources/minimumlevelfilter.xsl, service/utils/process.py. Text made only of punctuation
counts as empty. Rules 5 and 10 are those of what our reader of MODS makes of a record: it mends words that it knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from curation.checks.rule import Known, Values
from formats import swepub
from formats.containers import ALONE, MAKERS
from formats.mods.names import creator_count
from formats.record import Contributor, Record
from formats.types import TYPES


def no_source(record: Record, known: Known) -> Iterator[Values]:
    """Rule 1."""
    if not _says(record.source):
        yield {}


def nobody(record: Record, known: Known) -> Iterator[Values]:
    """Rule 2. Where nobody else made a work, its inventors, artists and the like are called authors."""
    if record.type in swepub.MADE_BY_NOBODY:
        return
    makers = () if record.names(*swepub.CREATORS) else MAKERS
    if not any(_made(contributor, makers) for contributor in record.contributors):
        yield {}


def _made(contributor: Contributor, makers: tuple[str, ...]) -> bool:
    is_person = bool(contributor.family or contributor.given)
    roles = swepub.CREATORS if is_person else swepub.ORGANISATIONS
    name = contributor.family + contributor.given + contributor.literal
    return (contributor.role in roles or contributor.role in makers) and _says(name)


def no_title(record: Record, known: Known) -> Iterator[Values]:
    """Rule 3. A record that came without a title is called what it is, in brackets: see formats/draft.py."""
    if not _says(record.title) or _is_made_up(record):
        yield {}


def _is_made_up(record: Record) -> bool:
    title = record.title
    if not (title.startswith("[") and title.endswith("]")):
        return False
    given = ("", record.doi, record.url, *record.isbn, *(row.value for row in record.identifiers))
    return any(title[1:-1] == f"{row.en} {known}".strip() for row in TYPES.values() for known in given)


def unknown_type(record: Record, known: Known) -> Iterator[Values]:
    """Rule 5."""
    if record.type not in TYPES:
        yield {"type": record.type}


def no_content_type(record: Record, known: Known) -> Iterator[Values]:
    """Rule 7."""
    if swepub.needs_content_type(record.type) and not record.content_type:
        yield {}


def no_date(record: Record, known: Known) -> Iterator[Values]:
    """Rule 8."""
    if not record.issued and record.publication_status not in swepub.NOT_OUT and record.type != "publication/preprint":
        yield {}


def no_address(record: Record, known: Known) -> Iterator[Values]:
    """Rule 9."""
    if not _says(record.url):
        yield {}


def no_language(record: Record, known: Known) -> Iterator[Values]:
    """Rule 10."""
    if record.language in ("", "und"):
        yield {}


def no_host(record: Record, known: Known) -> Iterator[Values]:
    """Rule 11; SwePub takes a project or an event with a title for a host too."""
    if record.type not in swepub.IN_HOST or record.publication_status in swepub.NOT_OUT:
        return
    if not any(map(_says, (record.container_title, record.event_title, *(grant.title for grant in record.funding)))):
        yield {}


def host_of_a_whole(record: Record, known: Known) -> Iterator[Values]:
    """Rule 12; a project or an event exempts from it."""
    exempt = record.funding or record.event_title or record.event_place or record.event_date
    if record.type in ALONE and _says(record.container_title) and not exempt:
        yield {"host": record.container_title}


def too_few_counted(record: Record, known: Known) -> Iterator[Values]:
    """creator_count_check: the number told may not be smaller than that of the names."""
    listed, told = creator_count(record), record.contributor_count
    if told is not None and told < listed:
        yield {"told": str(told), "listed": str(listed)}


def nobody_counted(record: Record, known: Known) -> Iterator[Values]:
    """creator_count_check: there must be a number, that of the roles which count for the type."""
    is_accepted = any(_made(contributor, ()) for contributor in record.contributors)
    if is_accepted and not creator_count(record) and not record.contributor_count:
        yield {}


def name_twice(record: Record, known: Known) -> Iterator[Values]:
    """contributor_duplicate_check: the same ids, name and role."""
    names = Counter(
        (one.orcid, one.local_id, one.role, one.family, one.given, one.suffix, one.literal)
        for one in record.contributors
    )
    for (_, _, _, family, given, _, literal), number in names.items():
        if number > 1:
            yield {"name": literal or f"{given} {family}".strip()}


def no_subject(record: Record, known: Known) -> Iterator[Values]:
    """SSIF_comprehensive_check: at least one code of three or five digits."""
    if not any(len(subject.code) in (3, 5) for subject in record.subjects):
        yield {}


def odd_subject(record: Record, known: Known) -> Iterator[Values]:
    """SSIF: a code has 1, 3 or 5 digits, and must be one that can be turned into one of today's."""
    for subject in record.subjects:
        is_code = subject.code.isascii() and subject.code.isdigit() and len(subject.code) in (1, 3, 5)
        if not is_code:
            yield {"code": subject.code}


def _says(text: str) -> bool:
    return any(map(str.isalnum, text))
