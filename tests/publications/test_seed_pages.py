"""The two pages that the portal must be able to show: each value on them is on ours, under its label.

The pages are read from the folder `seeds` beside the project (SHARED_DIR), and the test is skipped where it is not.
"""

import os
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from formats.record import Affiliation, Contributor, Identifier, Note, Record, Subject, Translation
from publications.models import Publication
from publications.records import save_records
from tests.factories import make_subject, make_unit
from tests.publications.pages import Shown

pytestmark = pytest.mark.django_db

SEEDS = Path(os.environ.get("SHARED_DIR") or settings.BASE_DIR.parent / "shared") / "seeds"
HOUSE = (Affiliation(unit="v1"),)
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def seed(name: str) -> str:
    path = SEEDS / name
    if not path.exists():
        pytest.skip(f"{path} is not there (set SHARED_DIR to the folder above seeds)")
    return path.read_text(encoding="utf-8")


def flat(text: str) -> str:
    """Return a text with the quotes, dashes and spaces of both made alike."""
    return " ".join(text.replace("–", "-").replace("’", "'").replace("\u00a0", " ").split())


def page_of(client, record: Record) -> Shown:
    make_unit(code="v1", name_en="Department of Health Sciences")
    area = make_subject(code="3", name_en="Medical and Health Sciences")
    make_subject(parent=make_subject(code="303", name_en="Health Sciences", parent=area))
    [outcome] = save_records([record])
    assert (outcome.kind, outcome.remarks) == ("new", [])
    response = client.get(Publication.objects.get().get_absolute_url())
    assert response.status_code == 200
    return Shown(response)


LUP_LINES = (
    ("author", "organization", "publishing date", "type", "publication status", "subject", "keywords", "in")
    + ("article number", "publisher", "external identifiers", "ISSN", "DOI", "language", "LU publication?", "id")
    + ("date added to LUP", "date last changed")
)


def lup_values(text: str) -> dict[str, list[str]]:
    """Return what stands under each label of LUP's page. In its text, labels and values are lines of one list."""
    values: dict[str, list[str]] = {}
    for line in text.partition("(Less)\n")[2].partition("@article")[0].splitlines():
        words = line.removeprefix("-").strip()
        if words in LUP_LINES:
            label = words
            values[label] = []
        elif words:
            values[label].append(words)
    return values


def lup_record(text: str, values: dict[str, list[str]]) -> Record:
    title, subtitle = text.splitlines()[0].split(" : ")
    names = re.split(r" ; | and ", values["author"][0])
    people = [(name.removesuffix(" LU").split(", "), name.endswith(" LU")) for name in names]
    (scheme, number) = values["external identifiers"][0].split(":")
    times = {name: datetime.fromisoformat(values[label][0]).replace(tzinfo=STOCKHOLM) for name, label in TIMES.items()}
    return Record(
        id=values["id"][0],
        source="lup",
        type="publication/journal-article",
        title=title,
        subtitle=subtitle,
        abstracts=(Translation(text=f"<p>{whole_abstract(text)}</p>", language="eng"),),
        language="eng",
        contributors=tuple(
            Contributor(family=family, given=given, affiliations=HOUSE if ours else ())
            for (family, given), ours in people
        ),
        container_title=values["in"][0],
        article_number=values["article number"][0],
        publisher=values["publisher"][0],
        issued=values["publishing date"][0],
        publication_status=values["publication status"][0],
        identifiers=(Identifier(scheme=scheme, value=number),),
        issn=values["ISSN"][0],
        doi=values["DOI"][0],
        keywords=tuple(Translation(text=word, language="eng") for word in values["keywords"][0].split(", ")),
        ours=values["LU publication?"] == ["yes"],
        **times,
    )


TIMES = {"created": "date added to LUP", "updated": "date last changed"}


def whole_abstract(text: str) -> str:
    return text.partition("(More)\n")[2].partition("\n(Less)")[0].strip()


# LUP's label and ours.
LUP_LABELS = {
    "publishing date": "Publishing date",
    "in": "Journal",
    "article number": "Article number",
    "publisher": "Publisher",
    "external identifiers": "External identifiers",
    "ISSN": "ISSN",
    "DOI": "DOI",
    "language": "Original language",
    "LU publication?": "LU publication?",
    "id": "Id",
    "date added to LUP": "Date added",
    "date last changed": "Date last changed",
}


def test_each_value_on_lups_page_is_on_ours_under_its_label(client, settings):
    settings.INSTITUTION = settings.INSTITUTION | {"mark": "LU"}
    text = seed("lup-page.txt")
    values = lup_values(text)
    page = page_of(client, lup_record(text, values))
    assert set(values) == set(LUP_LINES)
    for theirs, ours in LUP_LABELS.items():
        assert values[theirs][0] in page.facts[ours][0], theirs
    assert page.text("h1") == text.splitlines()[0].replace(" : ", ": ")
    assert values["type"][0] in page.text(".eyebrow")
    assert page.facts["Publication status"] == ["E-pub ahead of print - 2025"]
    for keyword in values["keywords"][0].split(", "):
        assert keyword in page.links("section")
    assert flat(whole_abstract(text)) in flat(page.text(".record-abstract"))
    for name in re.split(r" ; | and ", values["author"][0]):
        family, given = name.removesuffix(" LU").split(", ")
        assert f"{given} {family}{' LU' if name.endswith(' LU') else ''}" in flat(page.text(".byline-names"))
    assert flat(page.text(".byline-names")).count(" LU") == values["author"][0].count(" LU")
    assert "Department of Health Sciences" in page.links(".places")


def pure_record(text: str) -> Record:
    lines = [line.strip() for line in text.splitlines()]
    names = lines[2].split(", ")
    notes = lines[lines.index("Bibliographical note") : lines.index("Subject classification (UKÄ)")]
    headed = [(notes[place], notes[place + 1]) for place, line in enumerate(notes) if line.endswith(":")]
    return Record(
        id="1",
        source="pure",
        type="publication/journal-article",
        content_type="ref",
        title=lines[0],
        abstracts=(Translation(text=f"<p>{lines[lines.index('Abstract') + 2]}</p>", language="eng"),),
        language="eng",
        contributors=tuple(
            Contributor(family=name.split()[-1], given=" ".join(name.split()[:-1]), affiliations=HOUSE)
            for name in names
        ),
        container_title=pure_value(text, "Journal"),
        volume=pure_value(text, "Volume"),
        issue=pure_value(text, "Issue number"),
        page=pure_value(text, "Pages (from-to)"),
        issued=pure_value(text, "Publication status").split(" - ")[1],
        publication_status="published",
        notes=tuple(Note(heading=heading, text=note) for heading, note in headed),
        subjects=(Subject(code="30305", edition="2025"),),
    )


def pure_value(text: str, label: str) -> str:
    """Return what stands behind a label: in the text of Pure's page, the two are not parted."""
    return re.search(rf"^ +{re.escape(label)}(.+)$", text, re.M)[1]


def test_each_value_on_pures_page_is_on_ours_under_its_label(client):
    text = seed("pure-page.txt")
    record = pure_record(text)
    page = page_of(client, record)
    labels = ("Original language", "Pages (from-to)", "Journal", "Volume", "Issue number", "Publication status")
    for label in labels:
        assert flat(page.facts[label][0]) == pure_value(text, label), label
    assert page.text("h1") == text.splitlines()[0]
    assert page.text(".eyebrow").startswith("Research output: Contribution to journal › Article · Peer-review")
    for name in text.splitlines()[2].split(", "):
        assert name in page.text(".byline-names")
    assert flat(record.abstracts[0].text[3:-4]) in flat(page.text(".record-abstract"))
    assert len(record.notes) == 2
    for note in record.notes:
        assert f"{note.heading} {note.text}" in page.sections["Bibliographical note"]
    assert "Nursing" in page.sections["Subject classification (UKÄ)"]
    assert page.sections["Cite this"]
