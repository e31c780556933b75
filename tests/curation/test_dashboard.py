"""The first page of the staff."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from lxml import html

from curation.charts import HEIGHT, columns
from curation.models import Case
from curation.workflow.transitions import take, write
from tests.curation.roles import brought_in_by, from_unit, make_user
from tests.factories import make_publication, make_unit

INDEX = "admin:index"


@pytest.fixture(autouse=True)
def _nothing_counted(monkeypatch):
    cache.clear()
    monkeypatch.setattr("curation.dashboard.WAITED_FOR", 10_000)  # however busy the machine is


def test_the_first_page_shows_what_waits_the_oldest_first(staff, librarian):
    old, new = make_publication(title="Old"), make_publication(title="New")
    for publication in (new, old):
        take(librarian, "ask", publication.pk)
    Case.objects.filter(publication=old).update(asked=timezone.now() - timedelta(days=9))
    page = staff.get(reverse(INDEX))
    assert [case.publication for case in page.context["queue"]] == [old, new]
    assert "1 week, 2 days" in page.text.replace("\xa0", " ")


def test_an_editor_sees_what_waits_in_the_own_units(client, librarian):
    unit = make_unit()
    near, far = from_unit(unit, title="Near"), from_unit(make_unit(), title="Far")
    for publication in (near, far):
        take(librarian, "ask", publication.pk)
    client.force_login(make_user("Editor", units=[unit]))
    page = client.get(reverse(INDEX))
    assert page.context["waiting"] == 1
    assert "Near" in page.text
    assert "Far" not in page.text


def test_a_registrar_sees_drafts_returns_and_notes_of_the_own_records(client, librarian):
    user = make_user("Registrar")
    make_publication(title="Of somebody else", status="draft")
    draft = brought_in_by(user, title="My draft", status="draft")
    write(librarian, draft.pk, "Is the year right?")
    client.force_login(user)
    page = client.get(reverse(INDEX)).text
    assert "My draft" in page
    assert "Is the year right?" in page
    assert "Of somebody else" not in page
    assert "Waiting for review" not in page


def test_the_first_page_counts_states_and_what_was_added(staff):
    make_publication(status="draft")
    page = staff.get(reverse(INDEX))
    assert {str(label): number for label, number, _ in page.context["statuses"]}["Draft"] == "1"
    assert [bar.number for bar in page.context["arrivals"].bars][-1] == 1
    assert "<rect" in page.text


def test_the_first_page_takes_as_many_queries_for_many_records_as_for_one(
    staff, librarian, django_assert_max_num_queries
):
    staff.get(reverse(INDEX))  # counts
    for _ in range(12):
        take(librarian, "ask", make_publication().pk)
    with django_assert_max_num_queries(22):
        staff.get(reverse(INDEX))


def test_a_chart_shows_the_least_number_and_survives_none():
    words = [("May 2026", "may", "2026"), ("June 2026", "jun", ""), ("July 2026", "jul", "")]
    chart = columns("Added", [(*words[0], 0), (*words[1], 1), (*words[2], 100_000)])
    assert [bar.height for bar in chart.bars] == [0, 2, HEIGHT]
    assert {bar.y + bar.height for bar in chart.bars} == {chart.axis}
    assert columns("Added", []).bars == []
    assert columns("Added", [(*words[0], 0)]).bars[0].height == 0


def test_a_chart_says_its_numbers_and_months_and_has_a_table(staff):
    make_publication()
    page = html.fromstring(staff.get(reverse(INDEX)).text)
    [chart] = page.xpath("//figure[@class='columns-drawn']")
    assert "1" in [text.text for text in chart.xpath(".//text[not(@class)]")], "the number above its column"
    below = [text.text for text in chart.xpath(".//text[@class='below']")]
    assert len([text for text in below if text.isalpha()]) == 12
    assert str(timezone.localdate().year - 1) in below
    assert len(chart.xpath(".//tbody/tr")) == 12
    assert [cell.text for cell in chart.xpath(".//thead//th")] == ["Month", "Number"]
