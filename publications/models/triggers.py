"""What the database itself sees to: the history of every row, and `updated`, which moves with every change.

History: django-pghistory writes each inserted, changed and deleted row to an event table. Rows whose only change is
`updated` are left out, since the change that moved it has its own event.

`updated` is the time of the transaction that last changed a publication or a row that belongs to it. It is the version
of the record: caches and ETags are keyed by it. Rows inserted in the transaction that made the publication do not
touch it again, so imports pay nothing.
"""

from collections.abc import Callable

import pghistory
import pgtrigger
from django.db import models


def tracked(*exclude: str, where: str = "") -> Callable[[type[models.Model]], type[models.Model]]:
    """Return a class decorator that keeps the history of a model's rows, without the columns of `exclude`.

    `where` is a column: only rows in which it is set have a history, where all others are computed.
    """

    def track(model):
        is_set = {row: pgtrigger.Q(**{f"{row}__{where}__isnull": False}) for row in ("old", "new") if where}
        events = (
            pghistory.InsertEvent(condition=is_set.get("new")),
            pghistory.UpdateEvent(**({"condition": is_set["old"] | is_set["new"]} if where else {})),
            pghistory.DeleteEvent(condition=is_set.get("old")),
        )
        name = f"{model.__name__}Event"
        return pghistory.track(*events, exclude=list(exclude), model_name=name, level=pgtrigger.Statement)(model)

    return track


def _publications(rows: str, through: str) -> str:
    if not through:
        return f"SELECT publication_id FROM {rows}"
    return f"SELECT parent.publication_id FROM {rows} JOIN {through} parent ON parent.id = {rows}.contribution_id"


def touches(through: str = "") -> list[pgtrigger.Trigger]:
    """Return triggers by which each change of a row moves `updated` of its publication.

    `through` is the table of the contributions, for rows that belong to one.
    """
    changes = {
        "insert": (pgtrigger.Insert, {"new": "new_rows"}),
        "update": (pgtrigger.Update, {"new": "new_rows", "old": "old_rows"}),
        "delete": (pgtrigger.Delete, {"old": "old_rows"}),
    }
    return [
        pgtrigger.Trigger(
            name=f"touch_on_{name}",
            when=pgtrigger.After,
            operation=operation,
            level=pgtrigger.Statement,
            referencing=pgtrigger.Referencing(**tables),
            func=f"""
                UPDATE publications_publication SET updated = now()
                WHERE updated <> now()
                AND id IN ({" UNION ".join(_publications(rows, through) for rows in tables.values())});
                RETURN NULL;
            """,
        )
        for name, (operation, tables) in changes.items()
    ]


MOVES_UPDATED = pgtrigger.Trigger(
    name="moves_updated",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    # Generated columns are empty in NEW before the update. A date that is given with the change stays.
    condition=pgtrigger.AnyChange(exclude=["sort_title", "year", "updated"]),
    func="""
        IF NEW.updated = OLD.updated THEN
            NEW.updated = now();
        END IF;
        RETURN NEW;
    """,
)

# What readers have seen they find again, or are told why it is gone. A draft that was merged into another record, and
# so withdrawn, was never seen.
STAYS_SEEN = pgtrigger.Trigger(
    name="stays_seen",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("status", "withdrawn_because"),
    func="""
        IF NEW.status NOT IN ('public', 'withdrawn')
            AND (OLD.status = 'public' OR OLD.status = 'withdrawn' AND OLD.merged_into_id IS NULL)
        THEN
            RAISE EXCEPTION 'What readers have seen stays public or withdrawn' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.status = 'withdrawn' AND NEW.withdrawn_because = ''
            AND (OLD.status <> 'withdrawn' OR OLD.withdrawn_because <> '')
        THEN
            RAISE EXCEPTION 'A withdrawal needs a reason' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

# A row that many pages show: people, units, journals ... Its change makes every kept page old.
CHANGES_SHARED = pgtrigger.Trigger(
    name="changes_shared",
    when=pgtrigger.After,
    operation=pgtrigger.Update | pgtrigger.Delete,
    level=pgtrigger.Statement,
    func="""
        INSERT INTO publications_dataversion AS version (id, number) VALUES (1, 1)
        ON CONFLICT (id) DO UPDATE SET number = version.number + 1, changed = now();
        RETURN NULL;
    """,
)

# The address that a page had keeps leading to it.
KEEPS_SLUG = pgtrigger.Trigger(
    name="keeps_slug",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("slug"),
    condition=pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug")),
    func="""
        INSERT INTO publications_formerslug (kind, slug, target) VALUES (TG_TABLE_NAME, OLD.slug, OLD.uuid)
        ON CONFLICT (kind, slug) DO UPDATE SET target = EXCLUDED.target;
        RETURN NULL;
    """,
)


# What the index of the search has to write again; publications/indexing/changes.py reads it. Statement by statement, so
# that an import pays a single INSERT for a batch.
NOTED = {
    "insert": (pgtrigger.Insert, {"new": "new_rows"}),
    "update": (pgtrigger.Update, {"new": "new_rows", "old": "old_rows"}),
    "delete": (pgtrigger.Delete, {"old": "old_rows"}),
}


def noted(kind: str, column: str = "id") -> list[pgtrigger.Trigger]:
    """Return triggers that note the key in a column of each row that is written, changed or deleted."""
    return [
        _note(
            name,
            operation,
            tables,
            " UNION ".join(f"SELECT '{kind}', {column} FROM {rows}" for rows in tables.values()),
        )
        for name, (operation, tables) in NOTED.items()
    ]


def noted_where_changed(kind: str, *columns: str, key: str = "id") -> pgtrigger.Trigger:
    """Return the trigger that notes rows whose columns change: of what many publications show, and had before."""
    new, old = (", ".join(f"{rows}.{column}" for column in columns) for rows in ("new_rows", "old_rows"))
    rows = f"new_rows JOIN old_rows USING ({key})"
    changed = f"SELECT '{kind}', {key} FROM {rows} WHERE ROW({new}) IS DISTINCT FROM ROW({old})"
    return _note("update", *NOTED["update"], changed)


def _note(name: str, operation: type, tables: dict[str, str], rows: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"note_{name}",
        when=pgtrigger.After,
        operation=operation,
        level=pgtrigger.Statement,
        referencing=pgtrigger.Referencing(**tables),
        func=f"""
            INSERT INTO publications_change (kind, key) {rows};
            RETURN NULL;
        """,
    )
