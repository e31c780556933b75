"""Whoever brings a record in owns it: by form, import or program, as long as the history knows who it is.

The trigger reads the user whom django-pghistory tells the database, so no way in can forget it. Rows of earlier days
get the user of their first event.
"""

from django.db import migrations

TRIGGER = """
    CREATE FUNCTION curation_open_case() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        somebody integer := NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'user';
    BEGIN
        INSERT INTO curation_case (publication_id, owner_id)
        SELECT added.id, auth_user.id FROM new_rows added JOIN auth_user ON auth_user.id = somebody
        ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$;
    CREATE TRIGGER curation_open_case AFTER INSERT ON publications_publication
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION curation_open_case();
"""
NO_TRIGGER = """
    DROP TRIGGER curation_open_case ON publications_publication;
    DROP FUNCTION curation_open_case();
"""
EARLIER = """
    INSERT INTO curation_case (publication_id, owner_id)
    SELECT publication.id, auth_user.id
    FROM publications_publicationevent event
    JOIN pghistory_context context ON context.id = event.pgh_context_id
    JOIN auth_user ON auth_user.id = (context.metadata ->> 'user')::integer
    JOIN publications_publication publication ON publication.id = event.pgh_obj_id
    WHERE event.pgh_label = 'insert'
    ON CONFLICT DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0004_roles"),
        ("publications", "0008_changes"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunSQL(TRIGGER, NO_TRIGGER),
        migrations.RunSQL(EARLIER, migrations.RunSQL.noop),
    ]
