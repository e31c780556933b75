"""Who still uses a row that cannot be deleted: a few of them, by name and with a link, however many there are."""

from django.contrib.admin.utils import quote
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from publications.models import Journal, Keyword, Organisation, Person, Publication, Publisher

SHOWN = 20

# Where each kind of row is used: the model, and the way from there to the row.
USES = {
    Person: [(Publication, "contributions__person")],
    Organisation: [
        (Organisation, "parent"),
        (Person, "affiliations__organisation"),
        (Publication, "contributions__affiliations__organisation"),
    ],
    Journal: [(Publication, "journal")],
    Publisher: [(Publication, "publisher"), (Journal, "publisher")],
    Keyword: [(Publication, "keyword_links__keyword")],
}


def uses(rows: list[models.Model]) -> list[str]:
    """Return lines with links to what uses the rows; none where they may go. At most 3 queries."""
    lines = []
    keys = [row.pk for row in rows]
    for model, way in USES.get(type(rows[0]) if rows else None, ()):
        users = model.objects.filter(**{f"{way}__in": keys}).exclude(pk__in=keys if model is type(rows[0]) else [])
        found = list(users.order_by("pk").distinct()[: SHOWN + 1])
        lines += [_line(user) for user in found[:SHOWN]]
        if len(found) > SHOWN:
            lines.append(_("and more %s") % model._meta.verbose_name_plural)
    return lines


def _line(user: models.Model) -> str:
    address = reverse(f"admin:publications_{user._meta.model_name}_change", args=[quote(user.pk)])
    return format_html('{}: <a href="{}">{}</a>', str(user._meta.verbose_name).capitalize(), address, user)
