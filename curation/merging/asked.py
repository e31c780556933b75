"""A merge that is asked for by a form: the rows, what was chosen of them, and whether the user may."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from curation.merging import MERGEABLE, publications
from curation.merging.choosing import MOST, CannotMerge, Comparison, check, likely_survivor
from curation.merging.moving import merge
from curation.models import Errand
from curation.operations import later
from curation.operations.refusing import told
from publications.models import Publication


class Asked:
    """What a form asks for. CannotMerge or PermissionDenied where that cannot be.

    With `lock`, nobody changes the rows before the transaction ends.
    """

    def __init__(self, kind: type[models.Model], given, user, *, lock: bool):
        self.kind, self.given = kind, given
        _check_permission(user, kind)
        rows = _rows(kind, given.get("ids", ""), lock=lock)
        if kind is Publication and not all(user.has_perm("publications.change_publication", row) for row in rows):
            raise PermissionDenied
        self.comparison, self.parts = _comparison(rows, given), _parts(rows, given)
        check(rows, self.comparison.survivor)

    @property
    def is_as_seen(self) -> bool:
        """Whether the rows are as they were when the page was shown."""
        return self.given.get("version") == self.comparison.version

    @property
    def choices(self) -> dict[str, str]:
        """What the form says, without what belongs to the request."""
        names = ("ids", "keep", "version")
        return {key: text for key, text in self.given.items() if key in names or key.startswith(("field-", "part-"))}


def merge_asked(errand: Errand) -> None:
    """Merge what an errand asks for, or note why that cannot be."""
    try:
        with transaction.atomic():
            asked = Asked(MERGEABLE[errand.model], errand.given, errand.who, lock=True)
            if not asked.is_as_seen:
                raise CannotMerge(_("Somebody has changed these meanwhile. Look again; nothing was merged."))
            later.finish(errand, merge(asked.comparison, asked.parts, errand.who, later.telling(errand)))
    except CannotMerge as error:
        later.fail(errand, str(error))
    except PermissionDenied:
        later.fail(errand, _("You may not do this any more."))
    except IntegrityError as error:
        later.fail(errand, told(error))


def _rows(kind: type[models.Model], text: str, *, lock: bool) -> list[models.Model]:
    """Return the rows of the keys in a text, in their order; CannotMerge where they are not two to MOST."""
    keys = list(dict.fromkeys(_key(word.strip()) for word in text.split(",") if word.strip()))
    if not 2 <= len(keys) <= MOST:
        raise CannotMerge(_("Choose at least two, and at most %d, to merge them.") % MOST)
    found = kind.objects.filter(pk__in=keys).order_by("pk")
    by_key = {row.pk: row for row in (found.select_for_update() if lock else found)}
    if missing := [str(key) for key in keys if key not in by_key]:
        values = {"kind": kind._meta.verbose_name, "keys": ", ".join(missing)}
        raise CannotMerge(_("There is no %(kind)s with the number %(keys)s; it may have been merged already.") % values)
    return [by_key[key] for key in keys]


def _key(word: str) -> int:
    """Return the key that a word is; CannotMerge where it cannot be one."""
    if not (word.isascii() and word.isdigit() and len(word) < 19):
        raise CannotMerge(_("“%s” is no number of a row.") % word[:40])
    return int(word)


def _check_permission(user, kind: type[models.Model]) -> None:
    """Raise PermissionDenied where the user may not change and delete rows of the kind."""
    if not all(user.has_perm(f"publications.{action}_{kind._meta.model_name}") for action in ("change", "delete")):
        raise PermissionDenied


def _comparison(rows: list[models.Model], given) -> Comparison:
    """Return the rows with what was chosen; what is no key of these rows chooses nothing."""
    keys = {str(row.pk): row for row in rows}
    survivor = keys.get(given.get("keep", "")) or likely_survivor(rows)
    chosen = {
        name.removeprefix("field-"): keys[value].pk
        for name, value in given.items()
        if name.startswith("field-") and value in keys
    }
    return Comparison(rows, survivor, chosen)


def _parts(rows: list[models.Model], given) -> dict[str, int]:
    allowed = {str(row.pk) for row in rows} | {str(publications.UNITED)}
    return {
        name.removeprefix("part-"): int(value)
        for name, value in given.items()
        if name.startswith("part-") and value in allowed
    }
