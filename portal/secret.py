"""Secrets made for this installation, each in a file that only its owner can read."""

import os
import secrets
import tempfile
from pathlib import Path

STAFF_NAME = "librarian"
STAFF_PASSWORD_FILE = "staff-password"  # in VAR_DIR


def kept_secret(path: Path, length: int) -> str:
    """Return the secret in the file, made at first: at least `length` characters of A-Z a-z 0-9 - and _.

    Two processes that come first together get the same one: a whole file is linked into place, or not at all.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:  # mode 600
            file.write(secrets.token_urlsafe(length)[:length])
            file.flush()
            os.fsync(file.fileno())
            _link(file.name, path)
    return path.read_text().strip()


def _link(made, path):
    try:
        os.link(made, path)
    except FileExistsError:
        return  # another process was faster; its secret counts
