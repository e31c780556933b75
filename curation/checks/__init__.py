"""What is wrong, missing or doubtful in a record.

`findings(record)` is pure: what it may know beside the record comes in a `Known`, which `known_of` asks the database
for, for many records at once. Rules stand in rules.py; docs/checks.md tells them.
"""

from __future__ import annotations

from curation.checks.rule import NOTHING, Finding, Known, Severity
from curation.checks.rules import RULES
from formats.record import Record

__all__ = ["RULES", "Finding", "Known", "Severity", "findings"]


def findings(record: Record, known: Known = NOTHING, *, delivered: bool = False) -> list[Finding]:
    """Return what the rules find, the worst first.

    Where the record is `delivered` by others as it stands, that is also what the portal sees to for its own records:
    the delivering organisation and the web address.
    """
    return [
        Finding(rule.name, values)
        for rule in RULES.values()
        if delivered or not rule.portal
        for values in rule.find(record, known)
    ]
