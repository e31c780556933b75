"""Subjects, keywords and units of publications as fields: values are tuples, of which only what differs is written."""

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from curation.batch.fields import Values
from formats.tables.cells import joined, plain, safe, split
from publications.models import (
    Classification,
    Contribution,
    ContributionAffiliation,
    Keyword,
    Organisation,
    PublicationKeyword,
    Subject,
)

EDITION = "2025"


class Links:
    """Rows of a part that refer to something: a value is the tuple of the keys of what they refer to, in order."""

    name: str
    part: type[models.Model]
    to: str

    @property
    def label(self) -> str:
        return capfirst(str(self.part._meta.verbose_name_plural))

    def current(self, keys: list[int]) -> Values:
        """Return the values of publications. 1 query."""
        values: dict[int, list[int]] = {key: [] for key in keys}
        rows = self.part.objects.filter(publication__in=keys).order_by("publication", "position", "pk")
        for key, other in rows.values_list("publication", self.to):
            values[key].append(other)
        return {key: tuple(found) for key, found in values.items()}

    def listed(self, value) -> list[str]:
        """Return the parts of a value as people read them. 1 query for each that was not asked for before."""
        return [self._name(key) for key in value]

    def told(self, value) -> str:
        """Return a value as people read it."""
        return "; ".join(self.listed(value))

    def _name(self, key: int) -> str:
        return str(self._row(key))

    def _row(self, key: int) -> models.Model:
        if key not in self._rows:
            self._rows |= self.part._meta.get_field(self.to).related_model.objects.in_bulk([key])
        return self._rows[key]

    @cached_property
    def _rows(self) -> dict[int, models.Model]:
        return {}

    def write(self, values: Values) -> None:
        """Write what differs: rows that go, rows that come, places that change. 4 queries, 1 for each changed place."""
        before: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
        rows = self.part.objects.filter(publication__in=values)
        for key, publication, other, place in rows.values_list("pk", "publication", self.to, "position"):
            before[publication][other] = key, place
        gone = [
            key for pk, value in values.items() for other, (key, _place) in before[pk].items() if other not in value
        ]
        self.part.objects.filter(pk__in=gone).delete()
        new = []
        for publication, value in values.items():
            kept = {other: row for other, row in before[publication].items() if other in value}
            in_order = [other for other in value if other in kept]
            moved = in_order != sorted(in_order, key=lambda other, kept=kept: kept[other])
            moved |= in_order != list(value[: len(in_order)])  # a new one stands before one that is kept
            last = max((place for _key, place in kept.values()), default=-1)
            for place, other in enumerate(value):
                if other not in kept:
                    last = place if moved else last + 1
                    new.append(self._new(publication, other, last))
                elif moved and kept[other][1] != place:
                    self.part.objects.filter(pk=kept[other][0]).update(position=place)
        self.part.objects.bulk_create(new)

    def _new(self, publication: int, other: int, place: int) -> models.Model:
        return self.part(publication_id=publication, position=place, **{f"{self.to}_id": other})


class Subjects(Links):
    """Subjects. In a spreadsheet: "30305 [2025]; 201"."""

    name, part, to = "subjects", Classification, "subject"

    def text(self, value) -> str:
        """Return the codes with their editions."""
        return joined(f"{row.code} [{row.edition}]" for row in map(self._row, value))

    def parse(self, text: str) -> tuple[int, ...]:
        """Return the keys of subjects; ValidationError for a code that there is not. 1 query for each."""
        found = []
        for word in split(text):
            code, _bracket, edition = word.removesuffix("]").partition("[")
            row = Subject.objects.filter(code=code.strip(), edition=edition.strip() or EDITION).first()
            if row is None:
                raise ValidationError(_("There is no subject “%s”.") % word[:100])
            found.append(row.pk)
        return tuple(dict.fromkeys(found))


class Keywords(Links):
    """Keywords. In a spreadsheet: "fog; [swe] dimma". One that there is not yet is a pair of term and language."""

    name, part, to = "keywords", PublicationKeyword, "keyword"

    def text(self, value) -> str:
        """Return the terms with their languages."""
        return joined(
            f"[{language}] {safe(term)}" if language else safe(term) for term, language in map(self.pair, value)
        )

    def pair(self, one: Any) -> tuple[str, str]:
        """Return term and language of a keyword."""
        if isinstance(one, tuple):
            return one
        row = self._row(one)
        return row.term, row.language

    def _name(self, key: Any) -> str:
        return self.pair(key)[0]

    def parse(self, text: str) -> tuple:
        """Return the keys of keywords, and pairs for those that there are not yet. 1 query for each."""
        found = []
        for word in split(text):
            language, bracket, term = word.removeprefix("[").partition("] ") if word.startswith("[") else ("", "", word)
            term = plain(term if bracket or not language else word).strip()
            if not term:
                continue
            found.append(self.keyword(term, language if bracket else ""))
        return tuple(dict.fromkeys(found))

    def keyword(self, term: str, language: str):
        """Return the key of a keyword, the pair where there is none; ValidationError where it is too long. 1 query."""
        Keyword._meta.get_field("term").clean(term, None)
        Keyword._meta.get_field("language").clean(language, None)
        row = Keyword.objects.filter(term=term, language=language).first()
        return row.pk if row else (term, language)

    def write(self, values: Values) -> None:
        """Write what differs, and the keywords that there were not yet."""
        pairs = {one for value in values.values() for one in value if isinstance(one, tuple)}
        made = {pair: Keyword.objects.get_or_create(term=pair[0], language=pair[1])[0].pk for pair in sorted(pairs)}
        super().write({key: tuple(made.get(one, one) for one in value) for key, value in values.items()})


class Units:
    """Units that contributors worked in: a value is a tuple of (key of the row, contributor, unit, name as printed)."""

    name = "units"

    @property
    def label(self) -> str:
        return capfirst(str(Organisation._meta.verbose_name_plural))

    def current(self, keys: list[int]) -> Values:
        """Return the affiliations of the contributors of publications. 1 query."""
        values: dict[int, list[tuple]] = {key: [] for key in keys}
        rows = ContributionAffiliation.objects.filter(contribution__publication__in=keys).order_by(
            "contribution__position", "contribution", "position", "pk"
        )
        for key, *place in rows.values_list("contribution__publication", "pk", "contribution", "organisation", "name"):
            values[key].append(tuple(place))
        return {key: tuple(found) for key, found in values.items()}

    def of_the_house(self, keys: list[int]) -> dict[int, list[int]]:
        """Return the contributors of the house by publication. 1 query."""
        found: dict[int, list[int]] = {key: [] for key in keys}
        rows = Contribution.objects.filter(publication__in=keys, ours=True).order_by("position")
        for publication, key in rows.values_list("publication", "pk"):
            found[publication].append(key)
        return found

    def listed(self, value) -> list[str]:
        """Return the names of the units, each once. 1 query."""
        keys = list(dict.fromkeys(unit for _key, _name, unit, _text in value if unit))
        names = Organisation.objects.in_bulk(keys)
        return [str(names[key]) for key in keys]

    def write(self, values: Values) -> None:
        """Write rows that changed their unit, rows that go and rows that come. About 4 queries."""
        rows = ContributionAffiliation.objects.filter(contribution__publication__in=values)
        before = dict(rows.values_list("pk", "organisation"))
        kept = {key: unit for value in values.values() for key, _name, unit, _text in value if key}
        ContributionAffiliation.objects.filter(pk__in=before.keys() - kept.keys()).delete()
        changed = defaultdict(list)
        for key, unit in kept.items():
            if before[key] != unit:
                changed[unit].append(key)
        for unit, keys in changed.items():
            ContributionAffiliation.objects.filter(pk__in=keys).update(organisation=unit)
        ContributionAffiliation.objects.bulk_create(
            ContributionAffiliation(contribution_id=name, organisation_id=unit, name=text, position=number)
            for value in values.values()
            for number, (key, name, unit, text) in enumerate(value)
            if key is None
        )
