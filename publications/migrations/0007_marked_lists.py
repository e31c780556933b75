"""Lists that visitors mark and share."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0006_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='MarkedList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.CharField(help_text='Digest of what stands in the cookie', max_length=64, unique=True)),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('before', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), help_text='What it held before a change that can be undone', null=True, size=None)),
                ('used', models.DateTimeField(db_index=True, help_text='When it was last changed or looked at')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('keys__len__lte', 2000)), name='at_most_2000_marked')],
            },
        ),
        migrations.CreateModel(
            name='SharedList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=43, unique=True)),
                ('digest', models.CharField(help_text='Digest of its publications in their order', max_length=64, unique=True)),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('opened', models.DateTimeField(db_index=True, help_text='When it was last shared or opened')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('keys__len__lte', 2000)), name='at_most_2000_shared')],
            },
        ),
    ]
