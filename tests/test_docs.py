"""The documentation says what is true: links lead somewhere; variables and dependencies are explained."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OUTSIDE = (".venv", "var", "node_modules", ".pytest_cache")
READERS = (
    "text",
    "flag",
    "number",
    "words",
    "labelled",
    "addresses",
    "choice",
    "colour",
    "site_url",
    "file",
    "some_of",
)  # portal.environment
TEST_VARIABLES = {"SHARED_DIR"}
SCRIPT_VARIABLES = {"PYTHON"}
LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
FORBIDDEN = re.compile(r"(?<![\w.])/(?:home|root|work|opt|Users)/\w+")


def pages():
    return sorted(path for path in ROOT.rglob("*.md") if path.relative_to(ROOT).parts[0] not in OUTSIDE)


def read(name):
    return (ROOT / name).read_text()


def anchors(path):
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+\s+(.*)$", CODE.sub("", path.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def variables():
    """Return the environment variables that the portal reads, found in its code."""
    found = set()
    for path in (ROOT / "portal").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"environment.{name}" for name in READERS}:
                found.add(node.args[0].value)
    return found | TEST_VARIABLES | SCRIPT_VARIABLES


def requirements():
    """Return each line of the requirements that names a package."""
    lines = (read("requirements.txt") + read("requirements-dev.txt")).splitlines()
    return [line for line in lines if line and line[0] not in "#-"]


@pytest.mark.parametrize("page", pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for link in LINK.findall(CODE.sub("", page.read_text())):
        if not re.match(r"[a-z]+:", link):
            name, _, anchor = link.partition("#")
            target = page.parent / name if name else page
            assert target.exists(), f"{page.name} links to {link}"
            assert not anchor or anchor in anchors(target), f"{page.name} links to {link}"


def test_every_variable_is_explained_and_no_other():
    in_example = set(re.findall(r"^#([A-Z_]+)=", read(".env.example"), re.MULTILINE))
    table = read("docs/deployment.md").split("## 5. All settings")[1].split("\n## ")[0]
    in_table = {
        name
        for line in table.splitlines()
        for name in re.findall(r"`([A-Z_]+)`", line.split("|")[1:2][0] if "|" in line else "")
    }
    assert in_example == variables()
    assert in_table == variables()


@pytest.mark.parametrize("requirement", requirements())
def test_every_dependency_is_pinned_and_has_its_reason(requirement):
    name = re.fullmatch(r"([A-Za-z0-9_-]+)(?:\[[a-z,]+\])?==\S+\s+# \S.*", requirement)
    assert name, requirement
    assert re.search(rf"^\| (?:.*, )?{name[1]}(?:, .*)? \|", read("docs/decisions.md"), re.MULTILINE | re.IGNORECASE)


def test_the_example_of_variables_can_be_used_as_it_stands(tmp_path, monkeypatch):
    from portal import environment

    path = tmp_path / "env"
    path.write_text(re.sub(r"^#(?=[A-Z_]+=)", "", read(".env.example"), flags=re.MULTILINE))
    monkeypatch.setattr("os.environ", {})
    environment.read_file(path)
    assert environment.number("PORT", 1, 1, 65535) == 8000
    assert environment.colour("ACCENT_COLOUR", "") == "#7A4A0C"


def test_documentation_names_no_folder_of_one_machine():
    for page in pages():
        assert not FORBIDDEN.search(page.read_text()), page
