"""/health says whether the database answers and has the tables that the code expects."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from publications.models import Change

pytestmark = pytest.mark.django_db
MISSING = {"search": {"index": "missing"}}


def test_all_is_well_with_two_queries(client, django_assert_num_queries):
    client.get("/health")
    with django_assert_num_queries(2):  # is there a table of migrations, which ones are applied
        response = client.get("/health")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok", "database": "ok", "migrations": "ok", "search": {"index": "missing"}
    }  # fmt: skip
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_how_far_the_search_is_behind_is_told(client, indexed, django_assert_num_queries):
    indexed()
    with django_assert_num_queries(3):  # and what the index has not seen
        search = client.get("/health").json()["search"]
    assert search["index"] == "ok"
    assert 0 <= search["seconds_behind"] < 60
    Change.objects.create(kind="publication", key=1)
    Change.objects.update(at=timezone.now() - timedelta(minutes=5))
    assert client.get("/health").json()["search"]["index"] == "late"


def test_a_missing_migration_is_told(client):
    MigrationRecorder(connection).record_unapplied("publications", "0001_sort_key")
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json() == {"status": "failing", "database": "ok", "migrations": "missing"} | MISSING


def test_a_database_that_does_not_answer_is_told_without_its_name(client):
    def refuse(execute, sql, params, many, context):
        raise OperationalError("connection to server at secret.example failed")

    with connection.execute_wrapper(refuse):
        response = client.get("/health")
    assert response.status_code == 503
    assert response.json() == {"status": "failing", "database": "unreachable", "migrations": "unknown"} | MISSING
    assert b"secret" not in response.content


def test_nothing_can_be_posted_to_health(client):
    assert client.post("/health").status_code == 405


def test_a_load_balancer_may_ask_without_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/en/").status_code == 301
    assert client.get("/health").status_code == 200
