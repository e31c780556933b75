"""The form of a publication and its parts."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from curation.security import gate
from formats.record import Affiliation, Contributor, Identifier, Translation
from publications.models import Classification, Contribution, Publication
from tests.factories import make_journal, make_person, make_publication, make_subject, make_unit

pytestmark = pytest.mark.django_db
transactional = pytest.mark.django_db(transaction=True)  # what is checked at the end of a transaction

SCRIPT = "<script>alert(1)</script>"


def contributors(number: int) -> tuple[Contributor, ...]:
    return tuple(Contributor(family=f"Name {place}", given="A.") for place in range(1, number + 1))


def families(publication) -> list[str]:
    return list(publication.contributions.values_list("family", flat=True))


def test_a_new_publication_is_saved_with_its_parts(form):
    person, subject, journal = make_person(), make_subject(), make_journal()
    new = form(model=Publication)
    new.add("contributions", role="aut", family="Berg", given="Anna", person=person.pk)
    new.add("identifiers", scheme="doi", value="https://doi.org/10.5555/ABC")
    new.add("classifications", subject=subject.pk)
    answer = new.save(title="Fog", journal=journal.pk, issued="2024-05")
    assert answer.status_code == 302
    publication = Publication.objects.get(title="Fog")
    assert publication.slug == "fog"
    assert publication.contributions.get().person == person
    assert publication.identifiers.get().value == "10.5555/abc"
    assert publication.classifications.get().subject == subject


@transactional
def test_saving_a_form_as_it_is_changes_nothing(form):
    publication = make_publication(contributors=contributors(3), doi="10.5555/x", issued="2024")
    events = Contribution.pgh_event_model.objects.count()
    assert form(publication).save().status_code == 302
    assert Publication.objects.get().updated == publication.updated
    assert Contribution.pgh_event_model.objects.count() == events


@transactional
@pytest.mark.parametrize(
    ("row", "place", "order"),
    [
        (2, "1", ["Name 3", "Name 1", "Name 2", "Name 4"]),
        (0, "4", ["Name 2", "Name 3", "Name 4", "Name 1"]),
        (0, "", ["Name 2", "Name 3", "Name 4", "Name 1"]),
        (1, "99", ["Name 1", "Name 3", "Name 4", "Name 2"]),
    ],
)
def test_a_contributor_moves_to_the_place_it_is_given(form, row, place, order):
    publication = make_publication(contributors=contributors(4))
    form(publication).save(**{f"contributions-{row}-position": place})
    assert families(publication) == order
    assert list(publication.contributions.values_list("position", flat=True)) == [0, 1, 2, 3]


@transactional
def test_dragging_renumbers_all_rows(form):
    publication = make_publication(contributors=contributors(4))
    form(publication).save(**{f"contributions-{row}-position": place for row, place in enumerate("4123")})
    assert families(publication) == ["Name 2", "Name 3", "Name 4", "Name 1"]


@transactional
def test_a_contributor_is_added_between_and_another_taken_away(form):
    publication = make_publication(contributors=contributors(4))
    opened = form(publication)
    opened.add("contributions", role="aut", family="New", position="2")
    opened.save(**{"contributions-3-DELETE": "on"})
    assert families(publication) == ["Name 1", "New", "Name 2", "Name 3"]


def test_a_contributor_of_the_second_page_moves_to_the_first(form):
    publication = make_publication(contributors=contributors(60))
    opened = form(publication, query="?contributions-page=2")
    assert opened.fields["contributions-0-family"] == "Name 26"
    opened.save(**{"contributions-0-position": "1"})
    assert families(publication)[:3] == ["Name 26", "Name 1", "Name 2"]
    assert families(publication)[-1] == "Name 60"


def test_a_row_that_somebody_deleted_meanwhile_is_an_error_and_no_failure(form):
    publication = make_publication(contributors=contributors(3))
    opened = form(publication)
    publication.contributions.get(position=2).delete()
    answer = opened.save(**{"contributions-2-family": "Changed"})
    assert answer.status_code == 200
    assert families(publication) == ["Name 1", "Name 2"]


@pytest.fixture
def one_minute(monkeypatch):
    """Let all happen in one minute: in a new one, a request writes its session, with three queries more."""
    monkeypatch.setattr(gate, "time", SimpleNamespace(time=lambda: 0))


@pytest.mark.usefixtures("one_minute")
@pytest.mark.parametrize("number", [6, 60])
def test_opening_takes_as_many_queries_for_60_contributors_as_for_6(staff, number):
    person = make_person(orcid="0000-0002-1825-0097")
    make_unit(code="n-1")
    names = tuple(
        Contributor(family=f"Name {place}", orcid=person.orcid, affiliations=(Affiliation(unit="n-1"),))
        for place in range(number)
    )
    words = tuple(Translation(text=f"word {place}") for place in range(number))
    publication = make_publication(contributors=names, keywords=words)
    address = reverse("admin:publications_publication_change", args=[publication.pk])
    staff.get(address)
    # session, user; record; 8 kinds of parts, for each a count and the rows found, and what they refer to (3);
    # whether it ever was public; when it last changed
    assert len(queries(lambda: staff.get(address))) <= 25


@pytest.mark.usefixtures("one_minute")
@pytest.mark.parametrize("number", [6, 60])
def test_saving_takes_as_many_queries_for_60_contributors_as_for_6(form, number):
    publication = make_publication(contributors=contributors(number))
    opened = form(publication)
    assert len(queries(lambda: opened.save(**{"contributions-1-family": "Changed"}))) <= 45


def test_moving_the_last_of_60_contributors_to_the_front_is_one_statement(form):
    publication = make_publication(contributors=contributors(60))
    opened = form(publication, query="?contributions-page=3")
    last = int(opened.fields["contributions-TOTAL_FORMS"]) - 1
    made = queries(lambda: opened.save(**{f"contributions-{last}-position": "1"}))
    assert families(publication)[0] == "Name 60"
    assert len([sql for sql in made if "UPDATE" in sql and "publications_contribution" in sql]) == 2


def queries(action) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert action().status_code in (200, 302)
    return [query["sql"] for query in captured]


def test_a_record_with_2858_contributors_opens_and_is_saved(form):
    publication = make_publication(contributors=contributors(2858))
    assert form(publication).save(title="Changed").status_code == 302
    assert publication.contributions.count() == 2858


def test_a_doi_of_another_publication_is_named_with_its_publication(form):
    owner = make_publication(title="Who <b>has</b> it", doi="10.5555/taken")
    opened = form(make_publication())
    opened.add("identifiers", scheme="doi", value="doi:10.5555/TAKEN")
    page = opened.save().content.decode()
    assert "This DOI belongs to another publication:" in page
    assert f'<a href="{reverse("admin:publications_publication_change", args=[owner.pk])}">Who has it</a>' in page


def test_the_same_doi_twice_in_a_form_is_refused(form):
    opened = form(make_publication())
    opened.add("identifiers", scheme="doi", value="10.5555/x")
    opened.add("identifiers", scheme="doi", value="10.5555/X")
    assert "This DOI stands here twice." in opened.save().content.decode()


def test_a_doi_moves_from_one_row_to_another_in_one_save(form):
    publication = make_publication(doi="10.5555/x")
    opened = form(publication)
    opened.add("identifiers", scheme="doi", value="10.5555/x")
    assert opened.save(**{"identifiers-0-DELETE": "on"}).status_code == 302
    assert publication.identifiers.get().value == "10.5555/x"


def test_a_faulty_identifier_is_kept_with_its_problem_beside_it(form):
    publication = make_publication()
    opened = form(publication)
    opened.add("identifiers", scheme="isbn", value="123")
    assert opened.save().status_code == 302
    assert publication.identifiers.get().problem == "does not have 10 or 13 digits"
    assert "does not have 10 or 13 digits" in form(publication).page


@pytest.mark.parametrize(
    ("make", "field", "pasted", "kept"),
    [
        (make_person, "orcid", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        (make_person, "orcid", "0000000218250097", "0000-0002-1825-0097"),
        (make_journal, "issn", "https://portal.issn.org/resource/ISSN/2049-3630", "2049-3630"),
        (make_journal, "eissn", " eISSN: 20493630 ", "2049-3630"),
        (make_unit, "ror", "https://ror.org/012A77V79", "012a77v79"),
        (make_publication, "issn", "ISSN 2049 3630", "2049-3630"),
        (make_publication, "eissn", "urn:issn:2049-3630", "2049-3630"),
    ],
)
def test_an_identifier_may_be_pasted_as_it_stands_elsewhere(form, make, field, pasted, kept):
    row = make()
    assert form(row).save(**{field: pasted}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == kept


@pytest.mark.parametrize(
    ("make", "field", "value", "reason"),
    [
        (make_person, "orcid", "https://orcid.org/0000-0002-1825-0098", "This is no ORCID iD: it has a wrong check"),
        (make_journal, "issn", "2049-3631", "This is no ISSN: it has a wrong check digit."),
        (make_journal, "eissn", "none", "This is no ISSN: it does not have 8 digits."),
        (make_unit, "ror", "whatever9", "This is no ROR id: it is not of the form 0abcdef12."),
        (make_unit, "ror", "012a77v78", "This is no ROR id: it has a wrong check digit."),
        (make_publication, "issn", "12345678", "This is no ISSN: it has a wrong check digit."),
        (make_publication, "eissn", SCRIPT, "This is no ISSN: it does not have 8 digits."),
    ],
)
def test_a_wrong_identifier_is_refused_with_the_reason(form, make, field, value, reason):
    row = make()
    answer = form(row).save(**{field: value})
    assert reason in answer.content.decode()
    row.refresh_from_db()
    assert not getattr(row, field)
    setattr(row, field, value)
    with pytest.raises(ValidationError):
        row.clean()


def test_an_eissn_is_written_as_it_is(form):
    assert "eISSN, as printed" in form(make_publication()).page
    assert "EISSN" not in form(make_journal()).page


def test_units_without_a_ror_id_do_not_collide(form):
    first, second = make_unit(ror="012a77v79"), make_unit()
    assert form(first).save(ror="").status_code == 302
    assert form(second).save(ror=" ").status_code == 302


def test_a_subject_given_twice_is_refused_with_a_sentence(form):
    subject = make_subject()
    publication = make_publication()
    Classification.objects.create(publication=publication, subject=subject)
    opened = form(publication)
    opened.add("classifications", subject=subject.pk)
    assert opened.save().status_code == 200
    assert publication.classifications.count() == 1


def test_titles_and_abstracts_keep_only_the_markup_that_there_is(form):
    publication = make_publication()
    opened = form(publication)
    opened.add("texts", kind="abstract", language="eng", text=f"<p onclick=x>Fog</p>{SCRIPT}")
    opened.save(title='<em>Fog</em> <a href="x">in</a> H<sub>2</sub>O')
    publication.refresh_from_db()
    assert publication.title == "<i>Fog</i> in H<sub>2</sub>O"
    assert publication.texts.get().text.startswith("<p>Fog</p>")
    assert "<script>" not in publication.texts.get().text


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"title": "   "},
        {"issued": "2024-13"},
        {"issued": "yesterday"},
        {"type": "no/such-type"},
        {"journal": "abc"},
        {"journal": "99999999999999999999999"},
        {"volume": "1" * 500},
        {"title": "with\0null"},
        {"contributor_count": "-1"},
        {"contributor_count": "9" * 30},
        {"slug": "å ä ö"},
        {"contributions-TOTAL_FORMS": "abc"},
        {"contributions-TOTAL_FORMS": "1000000000"},
        {"contributions-0-id": "99999999999999999999999", "contributions-0-family": "X"},
        {"contributions-0-id": "x", "contributions-0-family": "X"},
        {"contributions-0-family": "", "contributions-0-given": "A."},
        {"contributions-0-position": "0"},
        {"contributions-0-position": "99999999999"},
        {"contributions-0-person": "7"},
    ],
)
def test_wrong_values_are_refused_in_the_form(form, fields):
    publication = make_publication(title="Kept", contributors=contributors(2))
    assert form(publication).save(**fields).status_code == 200
    publication.refresh_from_db()
    assert publication.title == "Kept"
    assert families(publication) == ["Name 1", "Name 2"]


def test_affiliations_are_edited_in_the_contributors_own_form(form):
    unit = make_unit(name_en="Fog Unit")
    publication = make_publication(contributors=contributors(2))
    second = publication.contributions.get(position=1)
    opened = form(second)
    opened.add("affiliations", organisation=unit.pk, name="As printed")
    answer = opened.save()
    assert answer.url.startswith(reverse("admin:publications_publication_change", args=[publication.pk]))
    assert second.affiliations.get().organisation == unit
    assert "Fog Unit" in form(publication).page


@transactional
def test_who_saved_is_known(form, librarian):
    publication = make_publication()
    form(publication).save(title="Changed")
    event = publication.events.order_by("pgh_id").last()
    assert event.pgh_context.metadata["user"] == librarian.pk


def test_scripts_in_any_field_are_text(form, staff):
    publication = make_publication(
        title=SCRIPT,
        subtitle=SCRIPT,
        container_title=SCRIPT,
        contributors=(Contributor(family=SCRIPT, wrong_orcid=SCRIPT, affiliations=(Affiliation(name=SCRIPT),)),),
        keywords=(Translation(text=SCRIPT),),
        identifiers=(Identifier(scheme="isbn", value=SCRIPT, problem=SCRIPT),),
        status="draft",
    )
    base = reverse("admin:publications_publication_changelist")
    keyword = publication.keyword_links.get().keyword
    pages = [f"{base}{publication.pk}/{page}/" for page in ("change", "history", "delete")]
    pages += [base, reverse("admin:publications_keyword_delete", args=[keyword.pk]), reverse("admin:index")]
    for address in pages:
        page = staff.get(address).content.decode()
        assert SCRIPT not in page, address
        assert "&lt;script&gt;" in page, address
    saved = form(publication).save(_continue="1")
    assert SCRIPT not in staff.get(saved.url).content.decode()
