"""People, the forms of their names, and where they work."""

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from formats import person_identifiers
from publications.models import choices
from publications.models.addresses import address
from publications.models.dates import PartialDate
from publications.models.normal import bring_to_normal_form
from publications.models.triggers import CHANGES_SHARED, KEEPS_SLUG, noted, noted_where_changed, tracked
from publications.models.wording import Slugged, in_language, other_language, sort_key, sort_key_of, title_words
from publications.querysets import PersonQuerySet


def person_name(given: str, family: str) -> str:
    """Return the parts of a person's name in spoken order."""
    return f"{given} {family}".strip()


@tracked("sort_name")
class Person(Slugged):
    """A person whom staff, or an ORCID iD, have recognised."""

    family = models.CharField(_("family name"), max_length=200)
    given = models.CharField(_("given name"), max_length=200, blank=True)
    orcid = models.CharField("ORCID", max_length=19, null=True, blank=True, unique=True)
    local_id = models.CharField(_("local id"), max_length=60, null=True, blank=True, unique=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_sv = models.CharField(_("title in Swedish"), max_length=200, blank=True)
    profile_en = models.TextField(_("profile in English"), blank=True)
    profile_sv = models.TextField(_("profile in Swedish"), blank=True)
    sort_name = sort_key("family", "given")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("person"), _("people")
        ordering = ["sort_name", "id"]
        indexes = [
            models.Index(fields=["sort_name", "id"], name="person_by_name"),
            GinIndex(title_words("family", "given"), name="person_by_words"),
        ]
        triggers = [CHANGES_SHARED, KEEPS_SLUG, noted_where_changed("person", "family", "given", "orcid", "slug")]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return person_name(self.given, self.family)

    @property
    def slug_text(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_sv)

    @property
    def profile(self) -> str:
        return in_language(self.profile_en, self.profile_sv)

    @property
    def title_language(self) -> str:
        """Return the language of the title where it is not that of the page."""
        return other_language(self.title_en, self.title_sv)

    @property
    def profile_language(self) -> str:
        """Return the language of the profile where it is not that of the page."""
        return other_language(self.profile_en, self.profile_sv)

    @property
    def places(self) -> dict[str, list["Affiliation"]]:
        """Return where the person works "now" and has worked "before". Needs: affiliations, loaded."""
        found: dict[str, list[Affiliation]] = {"now": [], "before": []}
        for place in self.affiliations.all():
            found["before" if place.has_ended else "now"].append(place)
        return found

    @property
    def has_left(self) -> bool:
        """Return whether the person has worked at the house and does no longer. Needs: affiliations, loaded."""
        ours = [place for place in self.affiliations.all() if place.organisation.own]
        return bool(ours) and all(place.has_ended for place in ours)

    def get_absolute_url(self) -> str:
        return address("person", self.slug)

    def clean(self):
        """Bring the ORCID iD to its normal form; ValidationError with the reason where it is wrong."""
        bring_to_normal_form(self, "orcid")

    def save(self, **kwargs):
        """Save the person; an empty ORCID iD or local id is none, so that many may lack one."""
        self.orcid, self.local_id = self.orcid or None, self.local_id or None
        super().save(**kwargs)


@tracked()
class PersonName(models.Model):
    """Another form of a person's name, as printed somewhere."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="names")
    family = models.CharField(_("family name"), max_length=200)
    given = models.CharField(_("given name"), max_length=200, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("form of the name"), _("forms of the name")
        constraints = [models.UniqueConstraint(fields=["person", "family", "given"], name="one_row_per_form_of_a_name")]
        indexes = [
            models.Index(sort_key_of("family", "given"), name="form_of_a_name_by_key"),
            GinIndex(title_words("family", "given"), name="form_of_a_name_by_words"),
        ]
        triggers = noted("person", "person_id")

    def __str__(self):
        return f"{self.given} {self.family}".strip()


@tracked()
class Affiliation(models.Model):
    """A person's place in an organisation; an open end means that it lasts."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey("publications.Organisation", models.PROTECT, related_name="affiliations")
    start = PartialDate(_("from"))
    end = PartialDate(_("to"))

    class Meta:
        verbose_name, verbose_name_plural = _("affiliation"), _("affiliations")
        ordering = ["-start", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation", "start"], name="one_affiliation_per_start")
        ]

    def __str__(self):
        return str(self.organisation)

    @property
    def has_ended(self) -> bool:
        """Return whether its last day, month or year, as exact as it is known, has passed."""
        return bool(self.end) and self.end < localdate().isoformat()[: len(self.end)]


@tracked()
class PersonIdentifier(models.Model):
    """By what else a person is known elsewhere, beside ORCID, in normal form: their id in Scopus, ISNI ..."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="identifiers")
    kind = models.CharField(_("kind"), max_length=12, choices=choices.person_identifiers)
    value = models.CharField(
        _("value"), max_length=person_identifiers.LONGEST, help_text=_("The id, or the address of the profile")
    )

    class Meta:
        verbose_name, verbose_name_plural = _("other id"), _("other ids")
        ordering = ["kind", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"],
                name="one_person_per_identifier",
                violation_error_message=_("Another person has this id."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.shown}"

    @property
    def shown(self) -> str:
        """Return the value as people read it."""
        return person_identifiers.shown(self.kind, self.value)

    @property
    def address(self) -> str:
        """Return its web address, "" where it has none."""
        return person_identifiers.address(self.kind, self.value)

    def clean(self):
        """Bring the value to its normal form; ValidationError with the reason where it is wrong."""
        if self.kind not in person_identifiers.KINDS:
            return  # the field says so
        try:
            self.value = person_identifiers.normal(self.kind, self.value)
        except ValueError as error:
            values = {"kind": self.get_kind_display(), "problem": gettext(str(error))}
            raise ValidationError(
                {"value": ValidationError(_("This is no id of %(kind)s: it %(problem)s."), params=values)}
            ) from error
