"""Real records, compared with what another citation processor makes of them. Skipped where the shared data are not."""

import json
import re
import subprocess
import sys

import pytest

import citations
from tests.formats import shared

FLOOR = 99.5  # per cent of all entries; docs/citations.md has the figures reached


@pytest.fixture(scope="module")
def rendered():
    folder = shared("data/citations")
    items = json.loads((folder / "records.json").read_text("utf-8"))
    pairs = [path.stem.rsplit(".", 1) for path in sorted((folder / "expected").glob("*.json"))]
    return folder, {
        f"{style}.{locale}": {item["id"]: citations.render(item, style, locale) for item in items}
        for style, locale in pairs
    }


@pytest.mark.parametrize("kind", ["text", "html"])
def test_references_agree(rendered, kind, tmp_path):
    folder, found = rendered
    write = str if kind == "text" else citations.Reference.rich_text
    candidates = tmp_path / "candidates.json"
    candidates.write_text(
        json.dumps({pair: {key: write(one) for key, one in entries.items()} for pair, entries in found.items()}),
        "utf-8",
    )
    command = [sys.executable, str(folder / "compare.py"), str(folder), str(candidates), "-n", "3"]
    result = subprocess.run(command + ["--html"] * (kind == "html"), capture_output=True, text=True, check=True).stdout
    rates = {name: float(rate) for name, rate in re.findall(r"^(\S+) +\d+/\d+ +([\d.]+) %$", result, re.MULTILINE)}
    assert rates.pop("ALL") >= FLOOR, result
    assert min(rates.values()) >= 98.5, result
