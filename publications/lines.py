"""Publications as lists show them: few columns, loaded by one prepared statement, ready to be drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext

from formats.languages import tag_of
from formats.richtext import Html, plain, title_html
from formats.types import CONTENT_TYPES, ROLES, TYPES
from publications.models import Publication
from publications.models.addresses import address_in
from publications.models.parts import spoken_name
from publications.models.wording import in_language
from publications.querysets import SHOWN_IN_LIST, given_keys
from publications.statements import Statement

LONGEST_LABEL = 120


@dataclass(slots=True)
class Line:
    """A publication in a list. `names` are its first, each with the comma before it and whether it is of the house;
    `more` says that there are others, `role` what they did if they are no authors; `host` and `place` are where it
    appeared, `facts` what else."""

    key: int
    uuid: str
    address: str
    title: str
    subtitle: str
    language: str  # as a tag
    names: list[tuple[str, str, bool]]
    more: bool
    role: str
    host: str
    place: str
    facts: str
    created: datetime
    updated: datetime

    @property
    def whole_title(self) -> str:
        """Return title and subtitle as rich text."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    @property
    def title_html(self) -> Html:
        """Return title and subtitle; what stands open in one closes before the other."""
        html = title_html(self.title)
        return Html(f"{html}: {title_html(self.subtitle)}") if self.subtitle else html

    @property
    def label(self) -> str:
        """Return the title for those who hear a button's name."""
        title = plain(self.whole_title)
        return title if len(title) <= LONGEST_LABEL else f"{title[: LONGEST_LABEL - 1]}…"


def lines(keys: Sequence[int]) -> list[Line]:
    """Return the public publications among those with the keys, in the order of the keys. 1 query, none for none."""
    rows = LINES.rows(tuple(keys)) if keys else ()
    found, now = {row[0]: row for row in rows}, get_language()
    return [_line(now, *found[key]) for key in keys if key in found]


def lines_with_abstracts(keys: Sequence[int]) -> list[tuple[Line, list[tuple[str, str]]]]:
    """Return the same lines, each with text and language of its abstracts. 1 query, none for none."""
    found, abstracts, now = {}, defaultdict(list), get_language()
    for *row, text, language in HITS.rows(tuple(keys)) if keys else ():
        found[row[0]] = row
        if text:
            abstracts[row[0]].append((text, language))
    return [(_line(now, *found[key]), abstracts[key]) for key in keys if key in found]


def lines_of(publications: QuerySet) -> list[Line]:
    """Return the publications of a queryset, in its order. 1 query."""
    now = get_language()
    return [_line(now, *row) for row in publications.for_lines()]


LINES = Statement(lambda keys: _public(keys).for_lines(), tuple)
HITS = Statement(lambda keys: _public(keys).for_hits(), tuple)


def _public(keys: tuple[int, ...]) -> QuerySet:
    return Publication.objects.public().filter(pk__in=given_keys(keys)).order_by()


def _line(
    now, key, uuid, slug, title, subtitle, language, kind, content_type, open_access, volume, issue, page,
    article_number, year, container_title, contributor_count, created, updated, journal, publisher, names,
) -> Line:  # fmt: skip
    """Return the line of a row of `for_lines`, whose columns these are; `now` is the language of the page."""
    role = names[0][0] if names else "aut"
    host = journal or container_title
    return Line(
        key=key,
        uuid=uuid,
        address=address_in(now, "publication", slug),
        title=title,
        subtitle=subtitle,
        language=tag_of(language) if language else "",
        names=list(_shown(names, role)),
        more=len(names) == SHOWN_IN_LIST or (contributor_count or 0) > len(names),
        role="" if role == "aut" else _role(role),
        host=host,
        place=_place(volume, issue, page, article_number) if host else "",
        facts=" · ".join((*_facts(host, publisher, year), *_kind(kind, content_type, open_access, now))),
        created=created,
        updated=updated,
    )


def _shown(names: list[list[str]], role: str) -> Iterable[tuple[str, str, bool]]:
    """Yield the first names of those who did the same as the first one, each with the comma before it and whether it
    is of the house."""
    comma = ""
    for name_role, ours, *name in names[: SHOWN_IN_LIST - 1]:
        if name_role == role:
            yield comma, spoken_name(*name), ours == "true"
            comma = ", "


def _role(role: str) -> str:
    row = ROLES.get(role)
    return in_language(row.en, row.sv) if row else role


def _place(volume: str, issue: str, page: str, article_number: str) -> str:
    """Return where in a journal or book, as it follows its name: " 43(4), 344–355"."""
    number = f" {volume}" if volume else ""
    number += f"({issue})" if issue else ""
    within = page.replace("-", "–") or article_number
    return f"{number}, {within}" if within else number


def _facts(host: str, publisher: str | None, year: int | None) -> Iterable[str]:
    if not host and publisher:
        yield publisher
    if year:
        yield str(year)


@cache
def _kind(kind: str, content_type: str, open_access: str, language: str) -> tuple[str, ...]:
    """Return type, peer review and open access in words, in the language, which is that of now."""
    words = [TYPES[kind], *([CONTENT_TYPES[content_type]] if content_type == "ref" else ())]
    is_open = open_access and open_access != "closed"
    return (*(in_language(row.en, row.sv) for row in words), *([gettext("Open access")] if is_open else ()))
