"""What all tests share."""

import pytest
from django.db import connection

from portal.database import is_embedded
from portal.prepare import collect_static_files


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """Let the tests' own PostgreSQL not wait for the disk: its data can be made again."""
    if is_embedded():
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("ALTER SYSTEM SET fsync = off")
            cursor.execute("SELECT pg_reload_conf()")
        connection.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Have the static files at hand, named by their content, as pages in production have them."""
    collect_static_files()
