"""Who may take an operation back: who may do the like."""

from curation.models import Operation
from publications.models import Publication


def may_undo(user, done: Operation) -> bool:
    """Return whether a user may undo an operation: who may change, and for a merge delete, what it was about.

    Where it was about publications, each of them must be one that the user may change.
    """
    first = _first(done)
    actions = ("change", "delete") if first.kind == Operation.Kind.MERGE else ("change",)
    if not all(user.has_perm(f"publications.{action}_{first.model}") for action in actions):
        return False
    if user.is_superuser or first.model != Publication._meta.model_name:
        return True
    keys = [*first.details.get("keys", []), *first.details.get("merged", []), first.details.get("survivor")]
    rows = Publication.objects.filter(pk__in=[key for key in keys if key])
    return all(user.has_perm("publications.change_publication", row) for row in rows)


def _first(done: Operation) -> Operation:
    """Return the operation that was undone, redone, undone ..."""
    while done.undoes:
        done = done.undoes
    return done
