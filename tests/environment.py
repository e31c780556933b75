"""Loaded by pytest before the settings: tests keep what they need in var/test, apart from a portal that runs in var.

Several processes that share the tests between them (pytest-xdist) each have a folder, and so a database, of their own.
"""

import os
from pathlib import Path

from hypothesis import HealthCheck, settings

FOLDER = Path(__file__).resolve().parent.parent / "var" / "test"

os.environ["VAR_DIR"] = str(FOLDER / os.environ.get("PYTEST_XDIST_WORKER", ""))

# Made-up input is the same in each run, so that who changes one thing does not meet a fault of another. Look for new
# faults with --hypothesis-profile=default.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")
