"""Texts of others that staff read are known to our catalogues."""

import re
from pathlib import Path

from curation.wording import PROBLEMS
from formats import identifiers


def test_every_problem_of_an_identifier_can_be_translated():
    source = Path(identifiers.__file__).read_text(encoding="utf-8")
    problems = set(re.findall(r'"((?:is|has|does|holds)(?: [^"{]*)?)"', source))
    assert problems <= set(PROBLEMS)
