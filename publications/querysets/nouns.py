"""Querysets of what publications name: people, journals, subjects, keywords."""

from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.db.models.functions import Concat

from publications.models.outline import outline
from publications.models.wording import SortKey, fingerprint

LAST = "\U0010ffff"  # sorts behind all that a name may hold
EDITION = "2025"  # of the classification of subjects in use


def _model(name: str) -> type[models.Model]:
    return apps.get_model("publications", name)


def beginning(column: str, text: str) -> models.Q:
    """Return the condition that a sort key begins with that of a text. The index of the column serves it."""
    key = SortKey(models.Value(text))
    last = Concat(SortKey(models.Value(text)), models.Value(LAST), output_field=models.TextField())
    return models.Q(**{f"{column}__gte": key, f"{column}__lt": last})


class Folded(models.Func):
    """A text in lower case without accents and punctuation (migration 0003)."""

    function = "publications_folded"
    output_field = models.TextField()


def given_keys(keys: Iterable[str]) -> models.expressions.RawSQL:
    """Return an expression for keys, given as one array: thousands of parameters take longer than their rows."""
    return models.expressions.RawSQL("SELECT unnest(%s::bigint[])", [[int(key) for key in keys]])


class PersonQuerySet(models.QuerySet):
    def public(self) -> "PersonQuerySet":
        """Return those whom a public publication names, or who work in a unit; nobody is shown for a draft alone."""
        named = _model("Contribution").objects.filter(person=models.OuterRef("pk"), publication__status="public")
        works = _model("Affiliation").objects.filter(person=models.OuterRef("pk"), organisation__own=True)
        return self.filter(models.Exists(named) | models.Exists(works))

    def with_keys(self, keys: Iterable[str]) -> "PersonQuerySet":
        """Return those with such keys, however many."""
        return self.filter(pk__in=given_keys(keys))

    def working_at(self, unit, today: str) -> "PersonQuerySet":
        """Return those who work in a unit on a day, by name."""
        lasts = models.Q(end="") | models.Q(end__gte=today)
        works = _model("Affiliation").objects.filter(lasts, person=models.OuterRef("pk"), organisation=unit)
        return self.filter(models.Exists(works)).order_by("sort_name", "id")

    def containing(self, text: str) -> "PersonQuerySet":
        """Return those with the text in their names, whatever its case and accents."""
        named = self.alias(folded=Folded(Concat("given", models.Value(" "), "family")))
        return named.filter(folded__contains=Folded(models.Value(text)))

    def for_page(self) -> "PersonQuerySet":
        """Return them with the places where they work, the forms of their names and their other ids. 4 queries."""
        places = _model("Affiliation").objects.select_related("organisation")
        return self.prefetch_related(models.Prefetch("affiliations", places), "names", "identifiers")


class JournalQuerySet(models.QuerySet):
    def public(self) -> "JournalQuerySet":
        """Return those with a public publication."""
        printed = _model("Publication").objects.public().filter(journal=models.OuterRef("pk"))
        return self.filter(models.Exists(printed))

    def with_keys(self, keys: Iterable[str]) -> "JournalQuerySet":
        """Return those with such keys, however many."""
        return self.filter(pk__in=given_keys(keys))

    def containing(self, text: str) -> "JournalQuerySet":
        """Return those with the text in their names, whatever its case and accents."""
        return self.alias(folded=Folded("title")).filter(folded__contains=Folded(models.Value(text)))

    def for_page(self) -> "JournalQuerySet":
        """Return them with their publishers, in one query."""
        return self.select_related("publisher")


class SubjectQuerySet(models.QuerySet):
    def todays(self) -> "SubjectQuerySet":
        """Return those of the edition in use, in the order of their codes."""
        return self.filter(edition=EDITION).order_by("code")

    def areas(self) -> "SubjectQuerySet":
        """Return the six areas that all others are part of."""
        return self.todays().filter(parent=None)

    def tree(self) -> list:
        """Return today's subjects as lines of their tree. One query."""
        return outline(self.todays())

    def for_page(self) -> "SubjectQuerySet":
        """Return them with their broader subjects and what they are called today, in one query."""
        return self.select_related("parent__parent", "today__parent__parent")

    def counted_as(self, subject) -> "SubjectQuerySet":
        """Return the subject, its narrower ones, and those of other editions that are called one of these today.

        An old code that was split has no name of today; it counts for what its broader subject is called today.
        """
        split = models.Q(today=models.F("pk"))
        within = self._in(subject, "") | self._in(subject, "today__")
        within |= split & (self._in(subject, "parent__today__") | self._in(subject, "parent__parent__today__"))
        return self.filter(within)

    @staticmethod
    def _in(subject, above: str) -> models.Q:
        return models.Q(**{f"{above}edition": subject.edition, f"{above}code__startswith": subject.code})

    def counterparts(self, subject) -> list[tuple]:
        """Return what UKÄ's key says the subject was or became in the other edition, None where it ended, with notes.

        What it is called today is left out, unless there is a note on it. 1 query.
        """
        lines = _model("Succession").objects.filter(models.Q(old=subject) | models.Q(new=subject))
        rows = lines.select_related("old", "new")
        found = ((row.new if row.old_id == subject.pk else row.old, row.note_sv) for row in rows)
        return [(other, note) for other, note in found if note or other != subject.today]


class KeywordQuerySet(models.QuerySet):
    def same_as(self, keyword) -> "KeywordQuerySet":
        """Return the keywords that are written as this one, whatever their case and language."""
        return self.alias(folded=fingerprint("term")).filter(folded=fingerprint(models.Value(keyword.term)))


class ConceptChoiceQuerySet(models.QuerySet):
    def everywhere(self) -> "ConceptChoiceQuerySet":
        """Return what is decided for all publications, with the concepts joined with."""
        return self.filter(publication=None).select_related("target")


class FundingQuerySet(models.QuerySet):
    def public(self) -> "FundingQuerySet":
        """Return those of public publications."""
        return self.filter(publication__status="public")

    def funders(self) -> "FundingQuerySet":
        """Return the name of each funder and the number of public publications that name it, most first."""
        counted = self.public().exclude(funder="").order_by().values("funder")
        number = models.Count("publication", distinct=True)
        return counted.annotate(number=number).order_by("-number", "funder").values_list("funder", "number")

    def of(self, funder: str, project: str = "") -> "FundingQuerySet":
        """Return those that name a funder so, and of one project where it is given: its grant number, or its title
        where it has none."""
        found = self.filter(funder=funder)
        return found.filter(models.Q(award=project) | models.Q(award="", title=project)) if project else found

    def forms(self) -> "FundingQuerySet":
        """Return funder's id, grant number and title, each as written so, those with a title first, as most have it."""
        named = self.order_by().values("funder_id", "award", "title").annotate(number=models.Count("pk"))
        return named.order_by(models.Case(models.When(title="", then=1), default=0), "-number", "title", "funder_id")

    def projects(self) -> "FundingQuerySet":
        """Return each project with its title, grant number, and how many publications name it, most first."""
        name = models.Case(models.When(award="", then="title"), default="award")
        named = self.exclude(title="", award="").order_by().annotate(project=name).values("project")
        counted = named.annotate(
            called=models.Max("title"), grant=models.Max("award"), number=models.Count("publication", distinct=True)
        )
        return counted.order_by("-number", "called", "project").values_list("project", "called", "grant", "number")

    def first_of_each(self, *columns: str) -> "FundingQuerySet":
        """Return the oldest row of each value that some columns have together."""
        same = {column: models.OuterRef(column) for column in columns}
        older = _model("Funding").objects.public().filter(**same, pk__lt=models.OuterRef("pk"))
        return self.public().exclude(funder="").filter(~models.Exists(older))
