"""What is visible and what is loaded: `public`, `for_list`, `for_record`.

select_related, prefetch_related, defer and only occur here and nowhere else.
"""

from collections.abc import Iterable
from datetime import date

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.functions import Cast, JSONObject, Lower

from publications.models.wording import title_words
from publications.querysets.nouns import (
    EDITION,
    ConceptChoiceQuerySet,
    FundingQuerySet,
    JournalQuerySet,
    KeywordQuerySet,
    PersonQuerySet,
    SubjectQuerySet,
    beginning,
    given_keys,
)

__all__ = [
    "EDITION",
    "ConceptChoiceQuerySet",
    "FundingQuerySet",
    "JournalQuerySet",
    "KeywordQuerySet",
    "PersonQuerySet",
    "PublicationQuerySet",
    "SourceQuerySet",
    "SubjectQuerySet",
    "beginning",
    "given_keys",
]

SHOWN_IN_LIST = 11  # names of a publication loaded for a list: ten to show and one that says there are more
# The columns of a publication in a list, and of each of its names.
LINE = (
    "pk", Cast("uuid", models.TextField()), "slug", "title", "subtitle", "language", "type", "content_type",
    "open_access", "volume", "issue", "page", "article_number", "year", "container_title", "contributor_count",
    "created", "updated", "journal__title", "publisher__name",
)  # fmt: skip
NAME = ("role", "ours", "family", "given", "suffix", "literal")

ROWS = {
    "identifier_rows": ("Identifier", ("scheme", "value", "problem")),
    "text_rows": ("Text", ("kind", "language", "heading", "text")),
    "link_rows": ("Link", ("url", "kind", "label", "media_type")),
    "funding_rows": ("Funding", ("funder", "funder_id", "award", "title")),
    "source_rows": ("SourceRecord", ("source", "source_id")),
}


def _model(name: str) -> type[models.Model]:
    return apps.get_model("publications", name)


def _rows(name: str, columns: tuple[str, ...], **others: str) -> ArraySubquery:
    """Return an expression for a list of dicts, one for each row of a part, in its order."""
    fields = {column: column for column in columns} | others
    found = _model(name).objects.filter(publication=models.OuterRef("pk")).values(row=JSONObject(**fields))
    return ArraySubquery(found)


class Titled(models.Func):
    """Whether the words of a title hold those that were typed (migration 0003)."""

    output_field = models.BooleanField()

    def as_sql(self, compiler, connection, **context):
        words, words_params = compiler.compile(self.source_expressions[0])
        asked, asked_params = compiler.compile(self.source_expressions[1])
        return f"({words} @@ publications_asked({asked}))", (*words_params, *asked_params)


class Texts(models.Func):
    """Columns as an array of texts, which the database makes and psycopg reads in half the time of JSON."""

    template, arg_joiner = "ARRAY[%(expressions)s]", "::text,"
    output_field = ArrayField(models.TextField())


# Rows in bulk: the model, the key by which they are asked for and told apart, the columns. What many publications share
# is asked for by its own key: joined to 500 publications, the database would rather read a whole table.
IN_BULK = {
    "names": (
        "Contribution", "publication",
        ("pk", "person", "role", "family", "given", "suffix", "literal", "wrong_orcid", "corresponding"),
    ),
    "places": ("ContributionAffiliation", "contribution", ("name", "organisation")),
    "identifiers": ("Identifier", "publication", ROWS["identifier_rows"][1]),
    "texts": ("Text", "publication", ROWS["text_rows"][1]),
    "links": ("Link", "publication", ROWS["link_rows"][1]),
    "funding": ("Funding", "publication", ROWS["funding_rows"][1]),
    "subjects": ("Classification", "publication", ("subject__code", "subject__edition")),
    "keywords": ("PublicationKeyword", "publication", ("keyword",)),
    "people": ("Person", "pk", ("orcid", "local_id")),
    "units": ("Organisation", "pk", ("name_en", "name_sv", "own", "code", "ror")),
    "words": ("Keyword", "pk", ("term", "language")),
}  # fmt: skip


def in_bulk(name: str, key: int) -> models.QuerySet:
    """Return the key and the columns of such rows, in their order, for one key."""
    model, owner, columns = IN_BULK[name]
    found = _model(model).objects.filter(**{owner: key})
    return found.order_by(*(("pk",) if owner == "pk" else ("position", "pk"))).values_list(owner, *columns)


def record_names() -> models.QuerySet:
    """Return contributions with what a record shows of them; `record_places` belong to them."""
    return _model("Contribution").objects.select_related("person")


def record_places() -> models.QuerySet:
    """Return affiliations of contributions with what a record shows of them."""
    return _model("ContributionAffiliation").objects.select_related("organisation")


def record_subjects() -> models.QuerySet:
    """Return classifications with their subjects, what these are called today, and all above them."""
    names = ("subject", "subject__parent__parent", "subject__today__parent__parent")
    return _model("Classification").objects.select_related(*names)


class PublicationQuerySet(models.QuerySet):
    """Publications; a reader sees `public()` ones only."""

    def public(self) -> "PublicationQuerySet":
        """Return those that readers may see."""
        return self.filter(status="public")

    @staticmethod
    def estimated() -> int:
        """Return about how many publications there are, as PostgreSQL last counted them. 1 query."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = 'publications_publication'::regclass")
            return max(cursor.fetchone()[0], 0)

    def issued_by(self, day: date) -> "PublicationQuerySet":
        """Return those dated on the day or before; sources have years to come, and those of other calendars."""
        return self.filter(issued__lte=day.isoformat())

    def withdrawn(self) -> "PublicationQuerySet":
        """Return those that were public once; only their tombstones are shown."""
        return self.filter(status="withdrawn")

    def seen(self) -> "PublicationQuerySet":
        """Return those whose address readers may know: public or withdrawn."""
        return self.filter(status__in=("public", "withdrawn"))

    def among(self, keys: list[int]) -> list[int]:
        """Return those of the keys whose publications are among these, in the order of the keys. 1 query."""
        there = set(self.filter(pk__in=keys).order_by().values_list("pk", flat=True)) if keys else set()
        return [key for key in keys if key in there]

    def followed(self, keys: list[int]) -> list[int]:
        """Return the keys, each once; of a publication that was merged into another, the key of that. 1 query."""
        merged = self.filter(pk__in=keys, merged_into__isnull=False).order_by() if keys else self.none()
        today = dict(merged.values_list("pk", "merged_into"))
        return list(dict.fromkeys(today.get(key, key) for key in keys))

    def last_change(self):
        """Return the time of the last change, None where there are none. 1 query."""
        return self.order_by("-updated", "-id").values_list("updated", flat=True).first()

    def for_list(self) -> "PublicationQuerySet":
        """Return them with what a line in a list shows. 2 queries: the rows, the first 11 names of each."""
        names = _model("Contribution").objects.filter(position__lt=SHOWN_IN_LIST).select_related("person")
        return (
            self.select_related("journal", "publisher")
            .annotate(doi=self._doi())
            .prefetch_related(models.Prefetch("contributions", names))
        )

    def for_lines(self, *more: str) -> "PublicationQuerySet":
        """Return the columns of LINE, those of NAME of the first 11 names, more; for publications.lines. 1 query."""
        names = _model("Contribution").objects.filter(publication=models.OuterRef("pk"), position__lt=SHOWN_IN_LIST)
        return self.values_list(*LINE, ArraySubquery(names.values(row=Texts(*NAME))), *more)

    def for_hits(self) -> "PublicationQuerySet":
        """Return the same, and text and language of an abstract: a row for each, one where there is none. 1 query."""
        abstracts = models.FilteredRelation("texts", condition=models.Q(texts__kind="abstract"))
        found = self.annotate(abstract=abstracts).order_by("abstract__position", "abstract__pk")
        return found.for_lines("abstract__text", "abstract__language")

    def by(self, person) -> "PublicationQuerySet":
        """Return those with a name on them that is this person."""
        return self._with("Contribution", person=person)

    def identified(self, scheme: str, value: str) -> "PublicationQuerySet":
        """Return those with an identifier in its normal form."""
        return self._with("Identifier", scheme=scheme, value=value, problem="")

    def by_any(self, people: Iterable) -> "PublicationQuerySet":
        """Return those with a name on them that is one of these people."""
        return self._with("Contribution", person__in=people)

    def with_terms(self, terms: Iterable[str]) -> "PublicationQuerySet":
        """Return those given a keyword that is one of these terms, in any case."""
        keywords = _model("Keyword").objects.alias(folded=Lower("term")).filter(folded__in=[t.lower() for t in terms])
        return self.with_keywords(keywords)

    def from_units(self, units: Iterable) -> "PublicationQuerySet":
        """Return those with a contributor who worked in one of the units."""
        places = _model("ContributionAffiliation").objects.filter(organisation__in=units)
        return self.filter(pk__in=places.values("contribution__publication"))

    def about(self, subjects: Iterable) -> "PublicationQuerySet":
        """Return those given one of the subjects."""
        return self._with("Classification", subject__in=subjects)

    def with_funding(self, rows: models.QuerySet) -> "PublicationQuerySet":
        """Return those that have one of such fundings."""
        return self.filter(pk__in=rows.values("publication"))

    def having(self, concept) -> "PublicationQuerySet":
        """Return those that have a concept, however weak."""
        return self._with("Fingerprint", concepts__contains=[concept.pk])

    def with_keywords(self, keywords: Iterable) -> "PublicationQuerySet":
        """Return those given one of the keywords."""
        return self._with("PublicationKeyword", keyword__in=keywords)

    def titled(self, words: str) -> "PublicationQuerySet":
        """Return those whose title and subtitle have all the words; three letters or more may begin a longer word."""
        return self.filter(Titled(title_words("title", "subtitle"), models.Value(words)))

    def _with(self, part: str, **conditions) -> "PublicationQuerySet":
        return self.filter(pk__in=_model(part).objects.filter(**conditions).values("publication"))

    def for_record(self) -> "PublicationQuerySet":
        """Return them with all that a record shows, for pages, formats and citations. 4 queries.

        The rows with small parts, names, their affiliations as `places`, subjects. Identifiers, texts, links, funding,
        sources and keywords come as lists of dicts in `identifier_rows`, `text_rows`, `link_rows`, `funding_rows`,
        `source_rows` and `keyword_rows`.
        """
        keywords = _rows(
            "PublicationKeyword", (), term="keyword__term", language="keyword__language", uuid="keyword__uuid"
        )
        parts = {attribute: _rows(*part) for attribute, part in ROWS.items()}
        return (
            self.select_related("journal__publisher", "publisher")
            .annotate(**parts, keyword_rows=keywords)
            .prefetch_related(self._names(), models.Prefetch("classifications", record_subjects()))
        )

    def _names(self):
        # As a list, `places`: making a queryset for each of 2,858 names takes as long as all else.
        listed = models.Prefetch("affiliations", record_places(), to_attr="places")
        return models.Prefetch("contributions", record_names().prefetch_related(listed))

    @staticmethod
    def _doi() -> models.Subquery:
        """Return an expression for the DOI, None where there is none."""
        doi = _model("Identifier").objects.filter(publication=models.OuterRef("pk"), scheme="doi", problem="")
        return models.Subquery(doi.values("value")[:1])


class SourceQuerySet(models.QuerySet):
    def with_publication(self) -> "SourceQuerySet":
        """Return them with their publications, in one query, and without what they said."""
        return self.select_related("publication").defer("record")

    def with_record(self) -> "SourceQuerySet":
        """Return them with their publications and what they said, in one query."""
        return self.select_related("publication")
