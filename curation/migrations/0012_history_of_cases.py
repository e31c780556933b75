"""What staff say of records has a history, so that merging can move it and an undo moves it back."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

EARLIER = """
    INSERT INTO curation_caseevent (pgh_created_at, pgh_label, pgh_obj_id, publication_id, owner_id, asked, reviewed, reviewed_by_id, changed, changed_at, postponed_until)
    SELECT now(), 'insert', publication_id, publication_id, owner_id, asked, reviewed, reviewed_by_id, changed, changed_at, postponed_until FROM curation_case;
    INSERT INTO curation_noteevent (pgh_created_at, pgh_label, pgh_obj_id, id, publication_id, author_id, about, text, created)
    SELECT now(), 'insert', id, id, publication_id, author_id, about, text, created FROM curation_note;
    INSERT INTO curation_findingevent (pgh_created_at, pgh_label, pgh_obj_id, id, publication_id, rule, "values", digest, since, right_by_id, right_since)
    SELECT now(), 'insert', id, id, publication_id, rule, "values", digest, since, right_by_id, right_since FROM curation_finding WHERE right_since IS NOT NULL;
    INSERT INTO curation_possibleduplicateevent (pgh_created_at, pgh_label, pgh_obj_id, id, kind, first, second, score, found, refused_at, refused_by_id)
    SELECT now(), 'insert', id, id, kind, first, second, score, found, refused_at, refused_by_id FROM curation_possibleduplicate WHERE refused_at IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0011_wording"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("publications", "0020_conflict_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("asked", models.DateTimeField(blank=True, null=True, verbose_name="waiting for review since")),
                ("reviewed", models.DateTimeField(blank=True, null=True, verbose_name="reviewed")),
                (
                    "changed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, db_default=[], default=list, size=None
                    ),
                ),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("postponed_until", models.DateField(blank=True, null=True, verbose_name="postponed until")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FindingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("rule", models.CharField(max_length=40)),
                ("values", models.JSONField()),
                ("digest", models.CharField(max_length=32)),
                ("since", models.DateTimeField()),
                ("right_since", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("about", models.CharField(blank=True, max_length=20)),
                ("text", models.TextField(verbose_name="text")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PossibleDuplicateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(choices=[("publication", "Publications"), ("person", "People")], max_length=11),
                ),
                ("first", models.BigIntegerField()),
                ("second", models.BigIntegerField()),
                ("score", models.FloatField(help_text="From 0 to 1, when it was found")),
                ("found", models.DateTimeField(default=django.utils.timezone.now)),
                ("refused_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_caseevent" ("asked", "changed", "changed_at", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postponed_until", "publication_id", "reviewed", "reviewed_by_id") SELECT new_values."asked", new_values."changed", new_values."changed_at", new_values."owner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."publication_id", new_values."postponed_until", new_values."publication_id", new_values."reviewed", new_values."reviewed_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5ac7230ebc11a6182dac8c210c1418f3d63e2ca2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_429c4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="curation_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_caseevent" ("asked", "changed", "changed_at", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postponed_until", "publication_id", "reviewed", "reviewed_by_id") SELECT new_values."asked", new_values."changed", new_values."changed_at", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."publication_id", new_values."postponed_until", new_values."publication_id", new_values."reviewed", new_values."reviewed_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."publication_id") = (new_values."publication_id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="49b4eb0052b43ce50219fb7dd3730ef3aa93dd85",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_42f10",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="curation_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_caseevent" ("asked", "changed", "changed_at", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postponed_until", "publication_id", "reviewed", "reviewed_by_id") SELECT old_values."asked", old_values."changed", old_values."changed_at", old_values."owner_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."publication_id", old_values."postponed_until", old_values."publication_id", old_values."reviewed", old_values."reviewed_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="52d531fddfcdf4074a6d98f6f9c16246c7bedb8e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4708e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="curation_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_findingevent" ("digest", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "right_by_id", "right_since", "rule", "since", "values") SELECT new_values."digest", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."publication_id", new_values."right_by_id", new_values."right_since", new_values."rule", new_values."since", new_values."values" FROM ( SELECT new_values.* FROM new_values WHERE (new_values."right_since" IS NOT NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="432d80e4def0902748abece0112cfde5a349a98b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f1969",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="curation_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_findingevent" ("digest", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "right_by_id", "right_since", "rule", "since", "values") SELECT new_values."digest", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."publication_id", new_values."right_by_id", new_values."right_since", new_values."rule", new_values."since", new_values."values" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."right_since" IS NOT NULL OR new_values."right_since" IS NOT NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8ab2635ed3d4dd86204475b7fa05a89acfd39fbf",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c0657",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="curation_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_findingevent" ("digest", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "right_by_id", "right_since", "rule", "since", "values") SELECT old_values."digest", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."publication_id", old_values."right_by_id", old_values."right_since", old_values."rule", old_values."since", old_values."values" FROM ( SELECT old_values.* FROM old_values WHERE (old_values."right_since" IS NOT NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="4169b1ce9a012f37566678e172dc9d203f8d85ce",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7a2df",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="curation_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="note",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_noteevent" ("about", "author_id", "created", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "text") SELECT new_values."about", new_values."author_id", new_values."created", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."publication_id", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fe1d3c770b03a1131b423c2d222845a6b1468f5a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a0221",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="curation_note",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="note",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_noteevent" ("about", "author_id", "created", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "text") SELECT new_values."about", new_values."author_id", new_values."created", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."publication_id", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2461d555d62426634331309d92cab6ba6639bdcb",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e638a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="curation_note",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="note",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_noteevent" ("about", "author_id", "created", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publication_id", "text") SELECT old_values."about", old_values."author_id", old_values."created", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."publication_id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="01a96921c2d7d58b63dee1470bb3220f2385e043",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5d55e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="curation_note",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="possibleduplicate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_possibleduplicateevent" ("first", "found", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused_at", "refused_by_id", "score", "second") SELECT new_values."first", new_values."found", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."refused_at", new_values."refused_by_id", new_values."score", new_values."second" FROM ( SELECT new_values.* FROM new_values WHERE (new_values."refused_at" IS NOT NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="11ca55c0a535870cc46467933c4335ed31f6345e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_99418",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="curation_possibleduplicate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="possibleduplicate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_possibleduplicateevent" ("first", "found", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused_at", "refused_by_id", "score", "second") SELECT new_values."first", new_values."found", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."refused_at", new_values."refused_by_id", new_values."score", new_values."second" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."refused_at" IS NOT NULL OR new_values."refused_at" IS NOT NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="22de50f9babeb5d3de509ab440a7f82008a5f9bb",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_424a6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="curation_possibleduplicate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="possibleduplicate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "curation_possibleduplicateevent" ("first", "found", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused_at", "refused_by_id", "score", "second") SELECT old_values."first", old_values."found", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."refused_at", old_values."refused_by_id", old_values."score", old_values."second" FROM ( SELECT old_values.* FROM old_values WHERE (old_values."refused_at" IS NOT NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="fd1f8109b055bdc2533d49174d9367577a3ef038",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_64935",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="curation_possibleduplicate",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="registered by",
            ),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="curation.case",
            ),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="publication",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                serialize=False,
                to="publications.publication",
                verbose_name="publication",
            ),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="reviewed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reviewed by",
            ),
        ),
        migrations.AddField(
            model_name="findingevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="findingevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="curation.finding",
            ),
        ),
        migrations.AddField(
            model_name="findingevent",
            name="publication",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="publications.publication",
            ),
        ),
        migrations.AddField(
            model_name="findingevent",
            name="right_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="noteevent",
            name="author",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="noteevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="noteevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="curation.note",
            ),
        ),
        migrations.AddField(
            model_name="noteevent",
            name="publication",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="publications.publication",
            ),
        ),
        migrations.AddField(
            model_name="possibleduplicateevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="possibleduplicateevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="curation.possibleduplicate",
            ),
        ),
        migrations.AddField(
            model_name="possibleduplicateevent",
            name="refused_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(EARLIER, migrations.RunSQL.noop),
    ]
