"""What has changed, for those who keep a copy of it: the index of the search on each machine."""

from django.db import models
from django.db.models.functions import Now


class TransactionField(models.Field):
    """The number of a transaction of PostgreSQL, which never comes again (xid8)."""

    def db_type(self, connection) -> str:
        return "xid8"


class CurrentTransaction(models.Func):
    function = "pg_current_xact_id"
    output_field = TransactionField()


class Change(models.Model):
    """A row that was written, changed or deleted. Written by triggers; read by publications/indexing/changes.py."""

    class Kind(models.TextChoices):
        PUBLICATION = "publication"
        PERSON = "person"
        UNIT = "unit"
        JOURNAL = "journal"
        PUBLISHER = "publisher"
        SUBJECT = "subject"
        KEYWORD = "keyword"

    kind = models.CharField(max_length=11, choices=Kind)
    key = models.BigIntegerField()
    transaction = TransactionField(db_default=CurrentTransaction())
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["transaction"], name="change_by_transaction"),
            models.Index(fields=["at"], name="change_by_time"),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"
