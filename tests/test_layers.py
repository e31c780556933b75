"""Imports point one way (docs/architecture.md, section 2); and rules of the house style that a machine can check."""

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# A package may import from columns to its right.
COLUMNS = (("portal",), ("api", "oai", "curation"), ("publications",), ("citations", "search"), ("formats",))
PLAIN = ("citations", "search", "formats")  # without Django
# Inside publications, each may use what stands before it.
INSIDE = (("querysets",), ("models",), ("records", "indexing", "fingerprint"), ("search",), ("views", "feeds"))
# These import nothing of the domain: querysets may use them although they lie among the models.
LEAVES = ("publications.models.outline", "publications.models.wording")
PACKAGES = tuple(name for column in COLUMNS for name in column if (ROOT / name).exists())
LOADING = ("select_related", "prefetch_related", "defer", "only")
NO_NOUN = ("utils", "helpers", "common", "core", "base", "services")
LONGEST_MODULE = 300


def modules(*packages):
    return [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]


def own_modules():
    return [path for path in modules(*PACKAGES) if "migrations" not in path.parts]


def name_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imported(path):
    """Return the full names of what a module imports, at its top and inside functions; `a.b` of `from a import b`."""
    found = set()
    package = name_of(path).split(".") if path.name == "__init__.py" else name_of(path).split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*above, *filter(None, [node.module])])
            found |= {source} | {f"{source}.{alias.name}" for alias in node.names}
    return found


def column_of(package):
    return next(number for number, column in enumerate(COLUMNS) if package in column)


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_import_only_from_columns_to_their_right(package):
    forbidden = {other for other in PACKAGES if other != package and column_of(other) <= column_of(package)}
    for path in modules(package):
        found = forbidden & {name.split(".")[0] for name in imported(path)}
        assert not found, f"{path.relative_to(ROOT)} imports {found}"


@pytest.mark.parametrize("package", [package for package in PLAIN if package in PACKAGES])
def test_plain_packages_do_without_django(package):
    for path in modules(package):
        assert "django" not in {name.split(".")[0] for name in imported(path)}, path


def rank(name):
    """Return where a module of publications stands, None for one that has no fixed place."""
    part = name.split(".")[1] if "." in name and name not in LEAVES else ""
    return next((number for number, group in enumerate(INSIDE) if part in group), None)


def reachable(name):
    """Return all modules of publications that a module imports, directly or through others that have no fixed place."""
    files = {name_of(path): path for path in modules("publications")}
    seen, left = set(), [name]
    while left:
        current = left.pop()
        for other in imported(files[current]) & files.keys() - seen - {"publications"}:
            seen.add(other)
            if rank(other) is None:
                left.append(other)
    return seen


def test_inside_publications_each_uses_what_stands_before_it():
    for path in modules("publications"):
        mine = rank(name_of(path))
        if mine is not None and "migrations" not in path.parts:
            later = {other for other in reachable(name_of(path)) if (rank(other) or 0) > mine}
            assert not later, f"{name_of(path)} uses {later}"


def test_leaves_import_nothing_of_the_domain():
    for name in LEAVES:
        path = ROOT / Path(*name.split(".")).with_suffix(".py")
        assert not {other for other in imported(path) if other.startswith("publications")}, path


def test_an_import_is_found_wherever_it_stands(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    (tmp_path / "publications").mkdir()
    module = tmp_path / "publications" / "texts.py"
    module.write_text("def late():\n    from .views import record\n    import django.db\n")
    assert imported(module) == {"publications.views", "publications.views.record", "django.db"}


def test_what_is_loaded_with_a_publication_is_decided_in_one_place():
    for path in own_modules():
        if "querysets" in path.parts or path.name == "querysets.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOADING
            called = called and not (node.func.attr == "defer" and not node.args)  # a job, which takes names and values
            assert not called, f"{path.relative_to(ROOT)}:{node.lineno} calls {node.func.attr}"


def test_no_module_lacks_a_noun_or_is_too_long():
    for path in own_modules():
        assert path.stem not in NO_NOUN, path
        assert len(path.read_text().splitlines()) <= LONGEST_MODULE, path


def test_errors_are_not_swallowed_and_nothing_is_called_safe():
    for path in own_modules():
        text = path.read_text()
        assert not re.search(r"except (Exception|BaseException)?\s*:|except Exception\b|\bmark_safe\b", text), path
    for path in (ROOT / "templates").rglob("*.html"):
        assert not re.search(r"\|\s*safe\b|autoescape off", path.read_text()), path
