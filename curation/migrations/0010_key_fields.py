"""The key fields of a reviewed record: a trigger notes which of them were changed since, whatever changed them.

Which of them ask for a new review is a setting (REVIEW_AGAIN), so all are noted.
"""

from django.db import migrations

NOTE = """
    CREATE FUNCTION curation_note_change(keys bigint[], name text) RETURNS void LANGUAGE sql AS $$
        UPDATE curation_case
        SET changed = changed || name::varchar, changed_at = COALESCE(changed_at, now())
        WHERE publication_id = ANY(keys) AND reviewed IS NOT NULL AND NOT name = ANY(changed);
    $$;
"""
FIELDS = {
    "title": "title, subtitle",
    "type": "type, content_type",
    "year": "left(issued, 4)",
    "journal": "journal_id, container_title",
}
PARTS = {
    "publications_contribution": ("authors", "publication_id, position, role, family, given, suffix, literal", "true"),
    "publications_identifier": ("doi", "publication_id, value, problem", "scheme = 'doi'"),
}


# Whatever submits a record, it waits for review from then on.
WAITS = """
    INSERT INTO curation_case (publication_id, asked)
    SELECT id, now() FROM new_rows now_is JOIN old_rows was USING (id)
    WHERE now_is.status = 'submitted' AND was.status <> 'submitted'
    ON CONFLICT (publication_id) DO UPDATE SET asked = COALESCE(curation_case.asked, now());
"""
EARLIER = """
    INSERT INTO curation_case (publication_id, asked)
    SELECT id, updated FROM publications_publication WHERE status = 'submitted'
    ON CONFLICT (publication_id) DO UPDATE SET asked = EXCLUDED.asked;
"""


def _of_publications() -> str:
    notes = "".join(
        f"""
        PERFORM curation_note_change(array_agg(id), '{name}') FROM (
            SELECT id, {columns} FROM new_rows EXCEPT SELECT id, {columns} FROM old_rows
        ) found;
        """
        for name, columns in FIELDS.items()
    )
    return f"""
        CREATE FUNCTION curation_note_publications() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN {notes} {WAITS} RETURN NULL; END $$;
        CREATE TRIGGER curation_note_publications AFTER UPDATE ON publications_publication
        REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
        FOR EACH STATEMENT EXECUTE FUNCTION curation_note_publications();
    """


def _of_parts(table: str, name: str, columns: str, condition: str) -> str:
    """Return triggers: whatever of the columns is in one of the tables of rows and not in the other has changed."""
    new, old = (f"SELECT id, {columns} FROM {rows} WHERE {condition}" for rows in ("new_rows", "old_rows"))
    both = f"(({new}) EXCEPT ({old})) UNION (({old}) EXCEPT ({new}))"
    found = {
        "insert": (new, "REFERENCING NEW TABLE AS new_rows"),
        "delete": (old, "REFERENCING OLD TABLE AS old_rows"),
        "update": (both, "REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows"),
    }
    return "".join(
        f"""
        CREATE FUNCTION curation_note_{name}_{operation}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM curation_note_change(array_agg(DISTINCT publication_id), '{name}') FROM ({rows}) found;
            RETURN NULL;
        END $$;
        CREATE TRIGGER curation_note_{name}_{operation} AFTER {operation.upper()} ON {table} {tables}
        FOR EACH STATEMENT EXECUTE FUNCTION curation_note_{name}_{operation}();
        """
        for operation, (rows, tables) in found.items()
    )


MAKE = NOTE + _of_publications() + "".join(_of_parts(table, *part) for table, part in PARTS.items())
TAKE_AWAY = (
    "DROP TRIGGER curation_note_publications ON publications_publication; DROP FUNCTION curation_note_publications();"
    + "".join(
        f"DROP TRIGGER curation_note_{name}_{operation} ON {table}; DROP FUNCTION curation_note_{name}_{operation}();"
        for table, (name, _columns, _condition) in PARTS.items()
        for operation in ("insert", "update", "delete")
    )
    + "DROP FUNCTION curation_note_change(bigint[], text);"
)


class Migration(migrations.Migration):
    dependencies = [("curation", "0009_review"), ("publications", "0018_stays_seen")]

    operations = [migrations.RunSQL(MAKE, TAKE_AWAY), migrations.RunSQL(EARLIER, migrations.RunSQL.noop)]
