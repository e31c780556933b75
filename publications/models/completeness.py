"""How complete the public records of a unit or the house are; counted by publications/completeness.py."""

from django.db import models


class Completeness(models.Model):
    """The public publications of a unit and those below it in a year, and how many of them have what readers look for.

    `unit` is None for the house, `year` None for publications without a date.
    """

    derived = True  # counted anew after each change: nothing of it is lost with its unit

    unit = models.ForeignKey("publications.Organisation", models.CASCADE, null=True, related_name="completeness")
    year = models.SmallIntegerField(null=True)
    total = models.PositiveIntegerField()
    doi = models.PositiveIntegerField()
    orcid = models.PositiveIntegerField()
    abstract = models.PositiveIntegerField()
    subject = models.PositiveIntegerField()
    open = models.PositiveIntegerField()
    counted = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], nulls_distinct=False, name="one_count_per_unit_and_year")
        ]

    def __str__(self):
        return f"{self.unit_id} {self.year}"
