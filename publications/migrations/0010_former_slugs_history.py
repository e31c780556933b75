"""Former addresses have a history from now on: those there are begin theirs."""

from django.db import migrations

BEGIN = """
    INSERT INTO publications_formerslugevent (pgh_created_at, pgh_label, pgh_obj_id, id, kind, slug, target)
    SELECT now(), 'insert', id, id, kind, slug, target FROM publications_formerslug
"""


class Migration(migrations.Migration):
    dependencies = [("publications", "0009_merging")]
    operations = [migrations.RunSQL(BEGIN, "DELETE FROM publications_formerslugevent")]
