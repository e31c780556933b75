"""Tests of formats/; those of real records find them beside the project, or where SHARED_DIR says."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("SHARED_DIR", Path(__file__).parents[2].parent / "shared"))


def shared(name: str) -> Path:
    """Return the path of a shared file; skip the test where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not there (set SHARED_DIR to its folder)")
    return path
