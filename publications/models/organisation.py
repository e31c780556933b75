"""Organisations: the university's tree of units, and those outside."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from publications.models.addresses import address
from publications.models.normal import bring_to_normal_form
from publications.models.outline import Line, outline
from publications.models.triggers import CHANGES_SHARED, KEEPS_SLUG, noted_where_changed, tracked
from publications.models.wording import Slugged, in_language, other_language, sort_key


class OrganisationQuerySet(models.QuerySet):
    def subtree(self, root: "Organisation") -> "OrganisationQuerySet":
        """Return the unit and all units below it. One query with a recursive part."""
        return self.subtrees([root.pk])

    def subtrees(self, roots: list[int]) -> "OrganisationQuerySet":
        """Return the units with these keys and all units below them. One query with a recursive part."""
        return self.filter(pk__in=models.expressions.RawSQL(SUBTREE, [roots]))

    def widest(self) -> "OrganisationQuerySet":
        """Return the faculties, and what else stands right below a university or has nothing above it."""
        university = models.Q(kind=Organisation.Kind.UNIVERSITY)
        top = models.Q(parent__kind=Organisation.Kind.UNIVERSITY) | models.Q(parent=None) & ~university
        return self.filter(top, own=True).order_by(in_language("sort_en", "sort_sv"), "id")

    def tree(self) -> list[Line]:
        """Return the units of the house as lines of their tree, A to Ö in the language of the page. One query."""
        return outline(self.filter(own=True).order_by(in_language("sort_en", "sort_sv"), "id"))

    def below(self, unit: "Organisation") -> "OrganisationQuerySet":
        """Return the units that are parts of this one, by name in the language of the page."""
        return self.filter(parent=unit).order_by(in_language("sort_en", "sort_sv"), "id")

    def above(self, unit: "Organisation") -> list["Organisation"]:
        """Return the units that it is part of, widest first. One query with a recursive part."""
        found = {row.pk: row for row in self.filter(pk__in=models.expressions.RawSQL(ABOVE, [unit.pk]))}
        path, parent = [], found.get(unit.parent_id)
        while parent:
            path.insert(0, parent)
            parent = found.get(parent.parent_id)
        return path


SUBTREE = """
    WITH RECURSIVE below(id) AS (
        SELECT unnest(%s::bigint[])
        UNION
        SELECT unit.id FROM publications_organisation unit JOIN below ON unit.parent_id = below.id
    ) SELECT id FROM below
"""

ABOVE = """
    WITH RECURSIVE above(id, parent_id) AS (
        SELECT id, parent_id FROM publications_organisation WHERE id = %s
        UNION
        SELECT unit.id, unit.parent_id FROM publications_organisation unit JOIN above ON unit.id = above.parent_id
    ) SELECT id FROM above
"""

NO_CYCLES = pgtrigger.Trigger(
    name="no_cycles",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),
    condition=pgtrigger.Q(new__parent__isnull=False),
    func="""
        IF EXISTS (
            WITH RECURSIVE above(id, parent_id) AS (
                SELECT id, parent_id FROM publications_organisation WHERE id = NEW.parent_id
                UNION
                SELECT unit.id, unit.parent_id
                FROM publications_organisation unit JOIN above ON unit.id = above.parent_id
            ) SELECT 1 FROM above WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION 'A unit cannot be part of itself' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

INDEXED = ("parent_id", "own", "name_en", "name_sv", "code", "slug", "ror")  # what the search knows of a unit


@tracked("sort_en", "sort_sv")
class Organisation(Slugged):
    """A unit of the house (`own`) or an organisation outside."""

    class Kind(models.TextChoices):
        UNIVERSITY = "university", _("University")
        FACULTY = "faculty", _("Faculty")
        DEPARTMENT = "department", _("Department")
        DIVISION = "division", _("Division")
        GROUP = "group", _("Research group")
        CENTRE = "centre", _("Centre")
        OTHER = "other", _("Organisation")

    name_en = models.CharField(_("name in English"), max_length=500)
    name_sv = models.CharField(_("name in Swedish"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    own = models.BooleanField(_("of the house"), default=False, help_text=_("Its people are marked on publications."))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("part of")
    )
    code = models.CharField(_("code"), max_length=40, null=True, blank=True, unique=True, help_text="v1000480")
    ror = models.CharField(
        "ROR", max_length=9, null=True, blank=True, unique=True, help_text=_("The nine characters after ror.org/")
    )
    sort_en = sort_key("name_en")
    sort_sv = sort_key("name_sv")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("unit"), _("units")
        ordering = ["sort_en", "id"]
        indexes = [models.Index(fields=["sort_en", "id"], name="organisation_by_name")]
        triggers = [CHANGES_SHARED, KEEPS_SLUG, NO_CYCLES, noted_where_changed("unit", *INDEXED)]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_sv)

    @property
    def language(self) -> str:
        """Return the language of the name where it is not that of the page."""
        return other_language(self.name_en, self.name_sv)

    @property
    def slug_text(self) -> str:
        return self.name_en or self.name_sv

    def get_absolute_url(self) -> str:
        return address("unit", self.slug)

    def clean(self):
        """Bring the ROR id to its normal form; ValidationError with the reason where it is wrong."""
        bring_to_normal_form(self, "ror")

    def save(self, **kwargs):
        """Save the unit; an empty code or ROR id is none, so that many may lack one."""
        self.code, self.ror = self.code or None, self.ror or None
        super().save(**kwargs)
