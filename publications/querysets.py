"""What is visible and what is loaded: `public`, `for_list`, `for_record`.

select_related, prefetch_related, defer and only occur here and nowhere else.
"""

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import JSONObject

SHOWN_IN_LIST = 11  # names of a publication loaded for a list: ten to show and one that says there are more

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


class PublicationQuerySet(models.QuerySet):
    """Publications; a reader sees `public()` ones only."""

    def public(self) -> "PublicationQuerySet":
        """Return those that readers may see."""
        return self.filter(status="public")

    def for_list(self) -> "PublicationQuerySet":
        """Return them with what a line in a list shows. 2 queries: the rows, the first 11 names of each."""
        names = _model("Contribution").objects.filter(position__lt=SHOWN_IN_LIST).select_related("person")
        return (
            self.select_related("journal", "publisher")
            .annotate(doi=self._doi())
            .prefetch_related(models.Prefetch("contributions", names))
        )

    def for_record(self) -> "PublicationQuerySet":
        """Return them with all that a record shows, for pages, formats and citations. 4 queries.

        The rows with small parts, names, affiliations, subjects. Identifiers, texts, links, funding, sources and
        keywords come as lists of dicts in `identifier_rows`, `text_rows`, `link_rows`, `funding_rows`, `source_rows`
        and `keyword_rows`.
        """
        keywords = _rows(
            "PublicationKeyword", (), term="keyword__term", language="keyword__language", uuid="keyword__uuid"
        )
        parts = {attribute: _rows(*part) for attribute, part in ROWS.items()}
        return (
            self.select_related("journal__publisher", "publisher")
            .annotate(**parts, keyword_rows=keywords)
            .prefetch_related(self._names(), self._subjects())
        )

    def _names(self):
        places = _model("ContributionAffiliation").objects.select_related("organisation")
        names = _model("Contribution").objects.select_related("person")
        return models.Prefetch("contributions", names.prefetch_related(models.Prefetch("affiliations", places)))

    def _subjects(self):
        names = ("subject", "subject__parent__parent", "subject__today__parent__parent")
        return models.Prefetch("classifications", _model("Classification").objects.select_related(*names))

    @staticmethod
    def _doi() -> models.Subquery:
        """Return an expression for the DOI, None where there is none."""
        doi = _model("Identifier").objects.filter(publication=models.OuterRef("pk"), scheme="doi", problem="")
        return models.Subquery(doi.values("value")[:1])


class SourceQuerySet(models.QuerySet):
    def with_publication(self) -> "SourceQuerySet":
        """Return them with their publications, in one query."""
        return self.select_related("publication")
