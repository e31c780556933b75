"""cs:choose, cs:if, cs:else-if, cs:else. CSL 1.0.2, "Choose"."""

from __future__ import annotations

from .. import numbers
from ..compiler import tag
from ..context import Context

_MATCH = {"all": all, "any": any, "none": lambda results: not any(results)}


def choose(compiler, node):
    """Return the function that renders the first branch whose condition holds."""
    branches = []
    for branch in node:
        if not isinstance(branch.tag, str):
            continue
        test = None if tag(branch) == "else" else condition(branch)
        branches.append((test, compiler.sequence(branch)))

    def render(context: Context) -> str:
        for test, inner in branches:
            if test is None or test(context):
                return inner(context)
        return ""

    return render


def condition(node):
    """Return a function from a Context to whether the conditions of a cs:if hold."""
    tests = []
    for name, make in _TESTS.items():
        tests += [make(value) for value in (node.get(name) or "").split()]
    match = _MATCH[node.get("match", "all")]
    if len(tests) == 1 and match is not _MATCH["none"]:
        return tests[0]
    return lambda context: match([test(context) for test in tests])


def _type(value: str):
    return lambda context: context.item.get("type") == value


def _variable(name: str):
    def test(context: Context) -> bool:
        value = context.raw(name)
        if not value:
            return name == "citation-number" and context.number is not None
        if isinstance(value, dict):
            return bool(context.has_date(name))
        return bool(context.has_names(name)) if isinstance(value, list) else True

    return test


def _is_numeric(name: str):
    return lambda context: numbers.is_numeric(context.raw(name))


def _is_uncertain(name: str):
    return lambda context: context.has_date(name).circa


def _never(value: str):
    """Positions and locators belong to citations; in a bibliography none of these holds."""
    return lambda context: False


_TESTS = {
    "type": _type,
    "variable": _variable,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain,
    "position": _never,
    "locator": _never,
    "disambiguate": _never,
}
