"""The groups that are the roles. Gone again when the migration is taken back, with who was in them."""

from django.db import migrations

ROLES = ("Registrar", "Editor", "Chief editor", "Administrator")


def make_groups(apps, schema_editor):
    """Make the groups that are not there yet."""
    groups = apps.get_model("auth", "Group").objects
    for name in ROLES:
        groups.get_or_create(name=name)


def remove_groups(apps, schema_editor):
    """Remove the groups."""
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [("curation", "0003_cases"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(make_groups, remove_groups)]
