"""What belongs to one publication: names, identifiers, texts, links, funding, subjects and keywords.

The triggers of every part move `updated` of its publication.
"""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from formats.identifiers import checked
from formats.types import ROLES
from publications.models import choices
from publications.models.publication import Publication
from publications.models.triggers import touches, tracked
from publications.models.wording import in_language, main_title
from publications.querysets import FundingQuerySet

LONGEST_IDENTIFIER = 500  # characters: they are found by an index, whose rows hold 2,704 bytes


def spoken_name(family: str, given: str, suffix: str, literal: str) -> str:
    """Return the parts of a name in spoken order: "Patrik Engdahl"."""
    return literal or " ".join(filter(None, (given, family, suffix)))


class Part(models.Model):
    """A row of a publication, in its place among its like."""

    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]


@tracked()
class Contribution(Part):
    """A name on a publication, as printed, in printed order. `person` is set only when one has been recognised."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="contributions")
    role = models.CharField(_("role"), max_length=3, choices=choices.roles, default="aut")
    family = models.CharField(_("family name"), max_length=200, blank=True)
    given = models.CharField(_("given name"), max_length=200, blank=True)
    suffix = models.CharField(_("suffix"), max_length=60, blank=True, help_text="Jr., III")
    literal = models.CharField(_("organisation, or undivided name"), max_length=1000, blank=True)
    person = models.ForeignKey(
        "publications.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("person"),
    )
    ours = models.BooleanField(_("of the house"), default=False)
    corresponding = models.BooleanField(_("corresponding author"), default=False)
    wrong_orcid = models.CharField(_("faulty ORCID, not shown"), max_length=100, blank=True)

    class Meta(Part.Meta):
        verbose_name, verbose_name_plural = _("contributor"), _("contributors")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "position"], name="one_name_per_position", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=~models.Q(family="") | ~models.Q(literal=""),
                name="contribution_has_a_name",
                violation_error_message=_("Give a family name, or the name of an organisation."),
            ),
        ]
        indexes = [
            models.Index(fields=["publication"], name="contribution_wrong_orcid", condition=~models.Q(wrong_orcid=""))
        ]
        triggers = touches()

    def __str__(self):
        """Return the name as lists show it: "Engdahl, Patrik"."""
        return self.literal or ", ".join(filter(None, (self.family, self.given, self.suffix)))

    @property
    def role_label(self) -> str:
        row = ROLES.get(self.role)
        return in_language(row.en, row.sv) if row else self.role

    @property
    def name(self) -> str:
        """The name in spoken order: "Patrik Engdahl"."""
        return spoken_name(self.family, self.given, self.suffix, self.literal)

    def clean(self):
        """ValidationError where there is no name."""
        if not self.family and not self.literal:
            raise ValidationError(_("Give a family name, or the name of an organisation."))


@tracked()
class ContributionAffiliation(Part):
    """Where a contributor worked, as printed; `organisation` when it has been recognised."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(
        "publications.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("unit"),
    )
    name = models.CharField(_("as printed"), max_length=2000, blank=True)

    class Meta(Part.Meta):
        verbose_name, verbose_name_plural = _("affiliation"), _("affiliations")
        triggers = touches(through="publications_contribution")

    def __str__(self):
        return str(self.organisation or self.name)


@tracked()
class Identifier(Part):
    """An identifier in normal form; or one with a problem, kept as given and never shown to readers."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(
        _("scheme"), max_length=40, help_text="doi, pmid, scopus, isi, arxiv, isbn, urn, hdl, uri"
    )
    value = models.CharField(_("value"), max_length=2000, validators=[MaxLengthValidator(LONGEST_IDENTIFIER)])
    problem = models.CharField(_("problem"), max_length=500, blank=True, editable=False)

    class Meta(Part.Meta):
        verbose_name, verbose_name_plural = _("identifier"), _("identifiers")
        constraints = [
            models.UniqueConstraint(
                fields=["value"],
                condition=models.Q(scheme="doi", problem=""),
                name="one_publication_per_doi",
                violation_error_message=_("Another publication has this DOI."),
            ),
        ]
        indexes = [
            models.Index(fields=["scheme", "value"], name="identifier_by_value", condition=~models.Q(scheme="doi")),
            models.Index(fields=["publication"], name="identifier_with_problem", condition=~models.Q(problem="")),
        ]
        triggers = touches()

    def __str__(self):
        return f"{self.scheme}:{self.value}"

    def clean(self):
        """Bring the value to its normal form, or note what is wrong with it."""
        found = checked(self.scheme, self.value)
        self.scheme, self.value, self.problem = found.scheme, found.value, found.problem


@tracked()
class Text(Part):
    """A title in another language, an abstract, or a bibliographical note under its heading."""

    class Kind(models.TextChoices):
        TITLE = "title", _("Title in another language")
        ABSTRACT = "abstract", _("Abstract")
        NOTE = "note", _("Bibliographical note")

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="texts")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.ABSTRACT)
    language = models.CharField(_("language"), max_length=3, blank=True, help_text="eng, swe")
    heading = models.CharField(_("heading"), max_length=300, blank=True, help_text=_("Of a note: Publisher Copyright:"))
    text = models.TextField(_("text"))

    class Meta(Part.Meta):
        verbose_name, verbose_name_plural = _("text"), _("texts")
        indexes = [models.Index(main_title("text"), name="text_by_main_title", condition=models.Q(kind="title"))]
        triggers = touches()

    def __str__(self):
        return self.text[:80]


@tracked()
class Link(Part):
    """An address where the publication, or something that belongs to it, can be read."""

    class Kind(models.TextChoices):
        FULLTEXT = "fulltext", _("Full text")
        DATA = "data", _("Data")
        RELATED = "related", _("Related")

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="links")
    url = models.URLField(_("address"), max_length=2000)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.RELATED)
    label = models.CharField(_("label"), max_length=300, blank=True)
    media_type = models.CharField(_("media type"), max_length=100, blank=True, help_text="application/pdf")

    class Meta(Part.Meta):
        verbose_name, verbose_name_plural = _("link"), _("links")
        constraints = [
            models.CheckConstraint(condition=models.Q(url__regex=r"^(https?|ftp)://"), name="link_is_an_address")
        ]
        triggers = touches()

    def __str__(self):
        return self.label or self.url


@tracked()
class Funding(Part):
    """A grant that paid for the work."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="funding")
    funder = models.CharField(_("funder"), max_length=500)
    funder_id = models.CharField(_("funder's id"), max_length=300, blank=True, help_text=_("DOI of the funder, or ROR"))
    award = models.CharField(_("grant number"), max_length=300, blank=True)
    title = models.CharField(_("project"), max_length=500, blank=True)

    objects = FundingQuerySet.as_manager()

    class Meta(Part.Meta):
        verbose_name, verbose_name_plural = _("funding"), _("funding")
        indexes = [
            models.Index(fields=["funder"], name="funding_by_funder"),
            models.Index(fields=["award"], name="funding_by_award", condition=~models.Q(award="")),
        ]
        triggers = touches()

    def __str__(self):
        return f"{self.funder} {self.award}".strip()


@tracked()
class Classification(Part):
    """A subject of a publication, in the edition in which it was given."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="classifications")
    subject = models.ForeignKey(
        "publications.Subject", models.PROTECT, related_name="classifications", verbose_name=_("subject")
    )

    class Meta(Part.Meta):
        verbose_name, verbose_name_plural = _("subject"), _("subjects")
        constraints = [models.UniqueConstraint(fields=["publication", "subject"], name="each_subject_once")]
        triggers = touches()

    def __str__(self):
        return str(self.subject)


@tracked()
class PublicationKeyword(Part):
    """A keyword of a publication."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="keyword_links")
    keyword = models.ForeignKey(
        "publications.Keyword", models.PROTECT, related_name="publication_links", verbose_name=_("keyword")
    )

    class Meta(Part.Meta):
        verbose_name, verbose_name_plural = _("keyword"), _("keywords")
        constraints = [models.UniqueConstraint(fields=["publication", "keyword"], name="each_keyword_once")]
        triggers = touches()

    def __str__(self):
        return str(self.keyword)
