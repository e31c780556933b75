"""docs/checks.md tells each rule as the table has it. To renew it: python -m tests.curation.checks.test_docs"""

from pathlib import Path

from django.utils import translation

PAGE = Path(__file__).resolve().parents[3] / "docs" / "checks.md"
START, END = "<!-- The table is made of curation/checks/rules.py. -->", "<!-- End of the table. -->"


def table():
    from curation.checks import RULES

    lines = [
        "| Rule | Severity | What is wrong | Where | SwePub | What staff read |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    with translation.override("en"):
        for rule in RULES.values():
            cells = (f"`{rule.name}`", rule.severity.label, rule.label, rule.field, rule.code, rule.message)
            lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def renewed(text):
    head, _, rest = text.partition(START)
    return f"{head}{START}\n\n{table()}\n\n{END}{rest.partition(END)[2]}"


def test_the_table_of_rules_is_told_as_it_is():
    text = PAGE.read_text(encoding="utf-8")
    assert renewed(text) == text


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
