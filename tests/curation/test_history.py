"""The history of a record: who changed what, field by field."""

import pghistory
import pytest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from lxml import html

from curation.models import Operation
from curation.operations import operation
from formats.record import Affiliation, Contributor, Translation
from publications.models import Affiliation as Affiliation_
from publications.models import Keyword, Publisher
from tests.factories import make_journal, make_person, make_publication, make_subject, make_unit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def history(staff):
    """Return a function that returns the changes of a row as texts, newest first."""

    def sections(row, query=""):
        page = staff.get(reverse(f"admin:publications_{row._meta.model_name}_history", args=[row.pk]) + query)
        assert page.status_code == 200
        found = html.fromstring(page.content.decode()).xpath("//div[@class='history']/section")
        return [" ".join(section.text_content().split()) for section in found]

    return sections


def test_a_change_is_told_with_old_and_new_value_and_who_made_it(form, history):
    publication = make_publication(title="Fog", volume="1")
    form(publication).save(volume="2", type="publication/book")
    newest = history(publication)[0]
    assert "Bea" in newest
    assert "Volume 1 → 2" in newest
    assert "Type Other publication → Book" in newest
    assert "Title" not in newest


def test_references_are_told_by_name(form, history):
    journal, person, subject = make_journal(title="Old Journal"), make_person(family="Known"), make_subject()
    publication = make_publication(contributors=(Contributor(family="Berg"),))
    opened = form(publication)
    opened.add("classifications", subject=subject.pk)
    opened.save(**{"journal": journal.pk, "contributions-0-person": person.pk})
    newest = history(publication)[0]
    assert "Journal Old Journal" in newest
    assert f"Changed: Berg Set back Person {person}" in newest
    assert "Subject 30305 Nursing" in newest


def test_parts_that_are_gone_are_told_too(form, history):
    publication = make_publication(contributors=(Contributor(family="Berg", affiliations=(Affiliation(name="Here"),)),))
    form(publication).save(**{"contributions-0-DELETE": "on"})
    newest = history(publication)[0]
    assert "Deleted" in newest
    assert "Family name Berg" in newest
    assert "As printed Here" in newest


def test_a_long_text_is_compared_word_by_word(form, staff):
    publication = make_publication(abstracts=(Translation(text="<p>" + "many words " * 20 + "here</p>"),))
    opened = form(publication)
    opened.save(**{"texts-0-text": opened.fields["texts-0-text"].replace("here", "there")})
    page = staff.get(reverse("admin:publications_publication_history", args=[publication.pk])).content.decode()
    assert "<del>here&lt;/p&gt;</del> <ins>there&lt;/p&gt;</ins>" in page


def test_an_import_is_named(history):
    with pghistory.context(import_of="articles.jsonl"):
        publication = make_publication()
    assert "Import of articles.jsonl" in history(publication)[0]


def test_a_unit_that_was_deleted_since_is_told_by_its_number(form, history):
    unit = make_unit(code="n-gone")
    names = (Contributor(family="Berg", affiliations=(Affiliation(unit="n-gone"),)),)
    publication = make_publication(contributors=names)
    publication.contributions.get().affiliations.all().delete()
    key = unit.pk
    unit.delete()
    assert f"no. {key}, since deleted" in history(publication)[0]


def test_a_long_history_comes_in_pages(history):
    publication = make_publication()
    for number in range(20):
        publication.volume = str(number)
        publication.save()
    assert len(history(publication)) == 15
    assert len(history(publication, "?page=2")) == 6
    assert history(publication, "?page=9999") == []
    assert history(publication, "?page=abc") == history(publication)


def test_many_rows_of_one_import_are_summed_up(history, staff, django_assert_max_num_queries):
    names = tuple(Contributor(family=f"Name {number}", affiliations=(Affiliation(name="X"),)) for number in range(200))
    publication = make_publication(contributors=names)
    address = reverse("admin:publications_publication_history", args=[publication.pk])
    with django_assert_max_num_queries(30):
        staff.get(address)
    assert "and 170 more" in history(publication)[0]


@pytest.mark.parametrize(
    ("make", "field", "new", "told"),
    [
        (lambda: make_person(family="Berg"), "family", "Ek", "Family name Berg → Ek"),
        (lambda: make_unit(name_en="Fog"), "name_en", "Mist", "Name in English Fog → Mist"),
        (lambda: make_journal(eissn="2049-3630"), "eissn", "", "eISSN 2049-3630"),
        (lambda: Publisher.objects.create(name="Old"), "name", "New", "Name Old → New"),
        (lambda: Keyword.objects.create(term="fog"), "term", "mist", "Term fog → mist"),
    ],
)
def test_people_units_journals_publishers_and_keywords_have_a_history_too(form, history, make, field, new, told):
    row = make()
    form(row).save(**{field: new})
    newest, first = history(row)
    assert "Bea" in newest
    assert told in newest
    assert "Added" in first


def test_the_history_of_a_person_tells_of_affiliations_and_names(form, history):
    person, unit = make_person(), make_unit(name_en="Fog Unit")
    opened = form(person)
    opened.add("affiliations", organisation=unit.pk, start="2024")
    opened.add("names", family="Bergh")
    assert opened.save().status_code == 302
    newest = history(person)[0]
    assert "Added Organisation Fog Unit From 2024" in newest
    assert "Family name Bergh" in newest
    assert "Person" not in newest


def test_an_id_of_a_person_is_brought_to_its_form_and_its_history_told(form, history):
    person = make_person()
    opened = form(person)
    opened.add("identifiers", kind="isni", value="https://isni.org/isni/0000000121032683")
    assert opened.save().status_code == 302
    assert "0000000121032683" in history(person)[0]
    opened = form(person)
    opened.add("identifiers", kind="scopus", value="x")
    assert "it is not a number of 5 to 15 digits" in opened.save().content.decode()


def test_the_history_of_no_record_is_not_found(staff):
    assert staff.get(reverse("admin:publications_publication_history", args=[0])).status_code == 404
    assert staff.get(reverse("admin:publications_publication_history", args=["abc"])).status_code == 404


def origins(form, row) -> dict[str, str]:
    """Return what stands above the rows of a form, by the kind of rows."""
    page = html.fromstring(form(row).page)
    groups = page.xpath("//*[contains(@id, '-group')]")
    return {
        group.get("id").removesuffix("-group"): " ".join(found[0].text_content().split())
        for group in groups
        if (found := group.xpath(".//p[@class='origin']"))
    }


def test_where_rows_came_from_stands_above_them(form, librarian):
    with pghistory.context(user=librarian.pk, import_of="a file"):
        publication = make_publication(contributors=[Contributor(family=name) for name in ("Berg", "Ek", "Alm")])
    opened = form(publication)
    opened.add("links", url="https://example.org/", kind="related")
    opened.save(**{"contributions-1-family": "Eek", "contributions-1-position": "1"})
    told = origins(form, publication)
    today = date_format(localtime(), "j F Y")
    assert told["contributions"] == f"Import of a file, {today}: 2 · Bea, {today}: 1"  # who was only moved is not told
    assert told["links"] == f"Bea, {today}"
    rows = html.fromstring(form(publication).page).xpath("//*[@id='contributions-group']//span[@class='origin']")
    imported = f"Import of a file, {today}"
    assert [row.text for row in rows if row.text] == [f"Bea, {today}", imported, imported], "each in its row"
    alike = html.fromstring(form(publication).page).xpath("//*[@id='links-group']//span[@class='origin']")
    assert alike == [], "one line tells of all"
    assert "identifiers" not in told


def test_where_rows_of_a_person_came_from_stands_above_them(form):
    person = make_person()
    Affiliation_.objects.create(person=person, organisation=make_unit())
    assert origins(form, person)["affiliations"].startswith("By a program, ")


def test_a_change_by_an_operation_says_by_which(history, librarian):
    publication = make_publication()
    with operation(Operation.Kind.BATCH, librarian, type(publication), "a test"):
        type(publication).objects.update(volume="2")
    assert "Bea · Batch edit" in history(publication)[0]
