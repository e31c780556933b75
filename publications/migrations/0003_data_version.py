"""The one row that counts the changes of what many pages show."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("publications", "0002_records")]
    operations = [
        migrations.RunSQL(
            "INSERT INTO publications_dataversion (id, number) VALUES (1, 0)", "DELETE FROM publications_dataversion"
        )
    ]
