"""Indexes that were made beside each other become one, without anything being written again.

A segment of Tantivy is a set of files with a name of its own that never change, and an index a list of its segments:
meta.json, and of all files in .managed.json (tantivy 0.27, index format 7; tests/search/test_building.py).
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from search.folder import write

_META, _MANAGED = "meta.json", ".managed.json"


def join(generation: Path, parts: list[Path]) -> None:
    """Make an index in a folder of those in others, which nobody may be writing to; these folders are deleted."""
    metas = [json.loads((part / _META).read_text()) for part in parts]
    files: list[str] = []
    for part in parts:
        there = json.loads((part / _MANAGED).read_text())
        for name in there:
            if name != _META and (part / name).exists():
                (part / name).rename(generation / name)
                files.append(name)
    write(generation / _MANAGED, json.dumps([_META, *files]))
    segments = [segment for meta in metas for segment in meta["segments"]]
    opstamp = max(meta["opstamp"] for meta in metas)
    write(generation / _META, json.dumps(metas[0] | {"segments": segments, "opstamp": opstamp}))
    for part in parts:
        shutil.rmtree(part)
