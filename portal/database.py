"""The portal's database: DATABASE_URL, or an embedded PostgreSQL in a folder."""

from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from portal import embedded, environment

KEPT_OPEN = 600  # seconds that a web process keeps its connection
CONNECT_TIMEOUT = 10  # seconds
# The question asked for every page is prepared at once (publications/versions.py); Django's own never are. A pooler
# between portal and database that cannot keep prepared statements gets ?prepare_threshold=none in DATABASE_URL.
PREPARE_THRESHOLD = 5
POSTGRESQL = "django.db.backends.postgresql"


def database_settings(var_dir: Path) -> dict:
    """Return Django's settings of the one database; starts the embedded server where DATABASE_URL is not set.

    Raises `ImproperlyConfigured` for a DATABASE_URL that is not PostgreSQL's, and for a server that does not start.
    """
    settings = _embedded(var_dir) if is_embedded() else _remote(environment.text("DATABASE_URL"))
    options = {"connect_timeout": CONNECT_TIMEOUT, "prepare_threshold": PREPARE_THRESHOLD} | settings.get("OPTIONS", {})
    if options["prepare_threshold"] == "none":
        options["prepare_threshold"] = None
    return settings | {"CONN_MAX_AGE": KEPT_OPEN, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def is_embedded() -> bool:
    """Say whether the database is the embedded one."""
    return not environment.text("DATABASE_URL")


def _remote(url):
    try:
        settings = dj_database_url.parse(url)
    except ValueError:
        settings = {}
    # The value is not shown: it holds a password.
    if settings.get("ENGINE") != POSTGRESQL or not settings.get("NAME"):
        raise ImproperlyConfigured("DATABASE_URL must look like postgresql://user:password@host:5432/name.")
    return settings


def _embedded(var_dir):
    try:
        server = embedded.use(var_dir / "database")
    except embedded.ServerError as error:
        raise ImproperlyConfigured(str(error)) from error
    return {"ENGINE": POSTGRESQL, "NAME": server["name"], "USER": server["user"], "HOST": server["host"]}
