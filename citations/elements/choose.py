"""cs:choose, cs:if, cs:else-if, cs:else. CSL 1.0.2, "Choose"."""

from __future__ import annotations

from functools import lru_cache

from .. import numbers
from ..context import Context


def choose(compiler, node):
    """Return the function that renders the first branch whose condition holds."""
    branches = []
    for branch in node.iterchildren("{*}*"):
        test = None if branch.tag.endswith("}else") else condition(branch)
        branches.append((test, compiler.sequence(branch)))

    def render(context: Context) -> str:
        for test, inner in branches:
            if test is None or test(context):
                return inner(context)
        return ""

    return render


def condition(node):
    """Return a function from a Context to whether the conditions of a cs:if hold."""
    return _condition(tuple(node.items()))


@lru_cache(maxsize=8192)
def _condition(attributes: tuple[tuple[str, str], ...]):
    given = dict(attributes)
    match = given.pop("match", "all")
    tests = []
    for name, values in given.items():
        if name == "type" and match != "all":
            tests.append(_types(frozenset(values.split())))
        else:
            tests += [_test(name, value) for value in values.split()]
    return _MATCH[match](tests)


def _all(tests):
    return tests[0] if len(tests) == 1 else lambda context: all(test(context) for test in tests)


def _any(tests):
    return tests[0] if len(tests) == 1 else lambda context: any(test(context) for test in tests)


def _none(tests):
    return lambda context: not any(test(context) for test in tests)


_MATCH = {"all": _all, "any": _any, "none": _none}


@lru_cache(maxsize=1024)
def _test(name: str, value: str):
    if name not in _TESTS:
        raise ValueError(f"The style has a condition {name!r}, which CSL does not have.")
    return _TESTS[name](value)


def _types(types: frozenset[str]):
    return lambda context: context.item.get("type") in types


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
