"""Forget the portraits: they hold more now. The worker draws what a page lacks, and all at night."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("publications", "0020_conflict_history")]

    operations = [migrations.RunSQL("DELETE FROM publications_portrait", migrations.RunSQL.noop)]
