"""Loaded by pytest before the settings: tests keep what they need in var/test, apart from a portal that runs in var."""

import os
from pathlib import Path

os.environ["VAR_DIR"] = str(Path(__file__).resolve().parent.parent / "var" / "test")
