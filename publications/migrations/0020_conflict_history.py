"""Decisions on imports have a history, so that merging can move them and an undo moves them back."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

EARLIER = """
    INSERT INTO publications_conflictevent (pgh_created_at, pgh_label, pgh_obj_id, id, publication_id, source_id, field, was, theirs, found, decision, decided, decided_by_id)
    SELECT now(), 'insert', id, id, publication_id, source_id, field, was, theirs, found, decision, decided, decided_by_id FROM publications_conflict;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('publications', '0019_wording'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ConflictEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('field', models.CharField(max_length=50, verbose_name='field')),
                ('was', models.JSONField(null=True)),
                ('theirs', models.JSONField(null=True)),
                ('found', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='found')),
                ('decision', models.CharField(blank=True, choices=[('yours', 'What staff wrote'), ('theirs', 'What the source says')], max_length=6, verbose_name='decision')),
                ('decided', models.DateTimeField(null=True, verbose_name='decided')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conflict',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "publications_conflictevent" ("decided", "decided_by_id", "decision", "field", "found", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "source_id", "theirs", "was") SELECT new_values."decided", new_values."decided_by_id", new_values."decision", new_values."field", new_values."found", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."publication_id", new_values."source_id", new_values."theirs", new_values."was" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ad6fa7c7a65b321a77114ce23a793b235698a51b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5786f', referencing='REFERENCING NEW TABLE AS new_values ', table='publications_conflict', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conflict',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "publications_conflictevent" ("decided", "decided_by_id", "decision", "field", "found", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "source_id", "theirs", "was") SELECT new_values."decided", new_values."decided_by_id", new_values."decision", new_values."field", new_values."found", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."publication_id", new_values."source_id", new_values."theirs", new_values."was" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a6b4ee0de9b8fc6acd9a96b52593c97666d2e00c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_aff03', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='publications_conflict', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conflict',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "publications_conflictevent" ("decided", "decided_by_id", "decision", "field", "found", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "source_id", "theirs", "was") SELECT old_values."decided", old_values."decided_by_id", old_values."decision", old_values."field", old_values."found", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."publication_id", old_values."source_id", old_values."theirs", old_values."was" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a282b9ece1bab0e862bf108e1fc9497c8e9358c1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8f7cc', referencing='REFERENCING OLD TABLE AS old_values ', table='publications_conflict', when='AFTER')),
        ),
        migrations.AddField(
            model_name='conflictevent',
            name='decided_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='conflictevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='conflictevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='publications.conflict'),
        ),
        migrations.AddField(
            model_name='conflictevent',
            name='publication',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='publications.publication', verbose_name='publication'),
        ),
        migrations.AddField(
            model_name='conflictevent',
            name='source',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='publications.sourcerecord', verbose_name='source'),
        ),
        migrations.RunSQL(EARLIER, migrations.RunSQL.noop),
    ]
