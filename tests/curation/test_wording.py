"""Texts of others that staff read are known to our catalogues."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.urls import reverse
from lxml import html

from curation.publication_form import SCHEMES
from curation.wording import PROBLEMS
from formats import identifiers, person_identifiers
from formats.record import Affiliation, Contributor, Identifier, Subject, Translation
from publications.models import Keyword, Publisher
from tests.factories import make_journal, make_person, make_publication, make_subject, make_unit

# Words, names and codes that are the same in both languages.
WORDS = {
    "Abstract",
    "Data",
    "Dataset",
    "Opponent",
    "Organisation",
    "Organisation · 1 person",
    "Patent",
    "Person",
    "Person:",
}
WORDS |= {"Poster", "Preprint", "Problem", "Slug", "Status", "Suffix", "System", "Term", "Text", "Version", "1 person"}
WORDS |= {"Working paper", "Hindi", "Latin", "Swahili", "Tamil", "Urdu", "English", "svenska", "en", "sv", "esc", "swe"}
WORDS |= {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "nov", "dec"}  # under columns of charts
CODES = {"CC BY 4.0", "ISSN", "eISSN", "EISSN", "Jr., III", "ORCID", "ROR", "Uuid", "application/pdf"}
CODES |= {"doi, pmid, scopus, isi, arxiv, isbn, urn, hdl, uri", *SCHEMES}
CODES |= {kind.name for kind in person_identifiers.KINDS.values()} - {person_identifiers.KINDS["local"].name}
DATA = {"Bea", "bea", "Dimman", "dimman", "Hemmet", "<p>Dimma.</p>", "Text: <p>Dimma.</p>", "Där", "Ek", "Åsa Öberg"}
DATA |= {"Öberg", "Öberg …", "Öberg, Åsa", "älvor", "Älvor", "3 Medicin", "303 Vård", "Medicin", "Vård", "Dis"}
DATA |= {"asa-oberg", "hemmet", "Åsa", "Förlaget", "Alla", "tests"}
UNNAMED = {"Parent", "Today"}  # columns of subjects without a name of their own; only in the history of a subject
SAME = WORDS | CODES | DATA | UNNAMED
NUMBERED = re.compile(r"made-\d+|[0-9a-f-]{36}|\d+ \w{3} \d{4} [\d:]+")


def test_every_problem_of_an_identifier_can_be_translated():
    source = Path(identifiers.__file__).read_text(encoding="utf-8")
    problems = set(re.findall(r'"((?:is|has|does|holds)(?: [^"{]*)?)"', source))
    assert problems <= set(PROBLEMS)


def words_of(page: str) -> set[str]:
    """Return the texts of a page, and what is read out of its attributes; without icons, whose names are words too."""
    root = html.fromstring(page)
    texts = root.xpath(
        "//text()[not(ancestor::script or ancestor::style or ancestor::template"
        " or ancestor::*[contains(@class, 'material-symbols')])] | //@aria-label | //@placeholder | //@title | //@alt"
        " | //input[@type='submit']/@value"
    )
    return {
        " ".join(text.split())
        for text in texts
        if re.search(r"[^\W\d_]{2,}", text) and not NUMBERED.fullmatch(text.strip())
    }


@pytest.fixture
def addresses(librarian):
    """The addresses of the lists and forms of the staff. What they show is the same in both languages."""
    above = make_subject(code="3", name_en="Medicin", name_sv="Medicin")
    subject = make_subject(code="303", parent=above, name_en="Vård", name_sv="Vård")
    unit = make_unit(name_en="Hemmet", name_sv="Hemmet")
    person = make_person(family="Öberg", given="Åsa", orcid="0000-0002-1825-0097")
    person.affiliations.create(organisation=unit)
    name = Contributor(family="Öberg", orcid=person.orcid, affiliations=(Affiliation(unit=unit.code, name="Där"),))
    publication = make_publication(
        title="Dimman",
        contributors=(name, Contributor(family="Ek", wrong_orcid="1")),
        identifiers=(Identifier(scheme="isbn", value="1", problem="does not have 10 or 13 digits"),),
        keywords=(Translation(text="älvor", language="swe"),),
        abstracts=(Translation(text="<p>Dimma.</p>", language="swe"),),
        subjects=(Subject(code="303", edition="2025"),),
        status="draft",
    )
    rows = [publication, publication.contributions.first(), person, unit, subject, make_journal(title="Dis")]
    rows += [Publisher.objects.create(name="Förlaget"), Keyword.objects.get()]
    Group.objects.create(name="Alla")
    found = [reverse(f"admin:auth_user_{name}") for name in ("changelist", "add")]
    found += [reverse("admin:auth_user_change", args=[User.objects.get().pk])]
    found += [reverse("admin:index"), reverse("admin:publications_organisation_changelist") + "tree/"]
    for row in rows:
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
        found += [reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history", "delete")]
        found += [reverse(f"{name}_changelist"), reverse(f"{name}_changelist") + "?q=zzz", reverse(f"{name}_add")]
    return found


def test_a_swedish_page_of_the_staff_says_nothing_in_english(staff, addresses):
    def words(language, address):
        staff.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        answer = staff.get(address)
        return words_of(answer.text) if answer.status_code == 200 else set()  # subjects are not added, for example

    left = {}
    for address in addresses:
        for word in words("sv", address) & words("en", address) - SAME:
            left.setdefault(word, address)
    assert left == {}
