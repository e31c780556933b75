"""What is said of a file can be said in another language: each sentence is a Sentence, and stays one on its way."""

import ast
import pickle
from copy import deepcopy
from pathlib import Path

import pytest

import formats
from formats import Refusal, read
from formats.sentence import Sentence

FOLDER = Path(formats.__file__).parent
# Their phrases go on after a value ("has a wrong check digit"): those of identifiers are listed in curation/wording.py.
PHRASES = ("identifiers.py", "person_identifiers.py", "dates.py")


def test_a_sentence_is_its_english_and_keeps_what_it_is_made_of():
    made = Sentence("It is not JSON: %(error)s", error="line 1")
    for same in (made, str(made), str(ValueError(made)), deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert same == "It is not JSON: line 1"
        assert (same.template, same.values) == ("It is not JSON: %(error)s", {"error": "line 1"})


def test_a_sentence_without_values_may_hold_a_percent_sign_and_a_value_anything():
    assert Sentence("It does not begin with %0.") == "It does not begin with %0."
    assert Sentence("It says %(what)s.", what="100 % {x} %s") == "It says 100 % {x} %s."


def _unmarked(path: Path):
    """Yield what is raised or given as a reason as a plain text, and plain texts that are sentences."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    marked = {id(call.args[0]) for call in ast.walk(tree) if _is_call(call, "Sentence") and call.args}
    quiet = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if _is_call(node, "ValueError") or _is_call(node, "_Spoilt"):
            yield from (ast.unparse(text) for text in node.args if isinstance(text, ast.Constant | ast.JoinedStr))
        elif isinstance(node, ast.keyword) and node.arg == "reason" and isinstance(node.value, ast.Constant):
            yield ast.unparse(node.value)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in marked | quiet:
            yield from (text for text in [node.value] if _is_sentence(text))


def _is_sentence(text: str) -> bool:
    return text[:1].isupper() and text.count(" ") > 1 and text.endswith(".") and not text.endswith(("etc.", "m.m."))


def _is_call(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_reason_is_a_plain_text(path):
    if path.name not in PHRASES:
        assert list(_unmarked(path)) == []


REFUSED = {
    "empty": b"",
    "pdf": b"%PDF-1.7",
    "archive": b"PK\x03\x04",
    "unknown": b"Dear all, here is the list.",
    "null bytes": b"abc\0def",
    "broken UTF-16": b"\xff\xfea",
    "no JSON": b"{,}",
    "broken XML": b"<mods xmlns='http://www.loc.gov/mods/v3'><a></mods>",
    "no title": b"TY  - JOUR\nER  - \n",
    "brace": b"@article{a, title = {A",
    "cells": b"title,doi\nA,10.5555/1,x,y\n",
    "oai": b"<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><error code='badVerb'>No</error></OAI-PMH>",
    "type": b'[{"output-type": "no/such", "type": "x", "title": "A", "custom": {"output-type": "no/such"}}]',
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_reason_of_a_refusal_is_a_sentence(name):
    for refusal in (one for one in read(REFUSED[name]) if isinstance(one, Refusal)):
        assert isinstance(refusal.reason, Sentence), refusal
