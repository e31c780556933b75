"""Which release runs: a short text that differs whenever pages might look different. Part of each kept page's key."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

SUFFIXES = (".py", ".html", ".txt", ".xml", ".css", ".js", ".csl", ".mo")
PACKAGES = "requirements.txt"  # another version of a package may write the same page otherwise
OUTSIDE = ("tests", "benchmarks", "docs", "var")


def release(base_dir: Path, *, also: Iterable[str] = ()) -> str:
    """Return a digest of the project's code, templates, static files and packages, and of the other texts.

    By content, not by time or by git: the same on all machines that run the same.
    """
    digest = hashlib.blake2b(digest_size=8)
    for path in _files(base_dir):
        digest.update(str(path.relative_to(base_dir)).encode() + b"\0" + path.read_bytes() + b"\0")
    for word in also:
        digest.update(word.encode() + b"\0")
    return digest.hexdigest()


def _files(base_dir):
    if (packages := base_dir / PACKAGES).is_file():
        yield packages
    folders = sorted(
        path for path in base_dir.iterdir() if path.is_dir() and path.name[0] != "." and path.name not in OUTSIDE
    )
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())
