"""Everything that a visitor or a librarian reads exists in Swedish and English."""

import re
from html.parser import HTMLParser

import polib
import pytest
from django.conf import settings
from django.core.cache import cache

from formats.record import Affiliation, Contributor, Subject, Translation
from publications.models import Keyword
from tests.factories import make_journal, make_person, make_publication, make_subject, make_unit
from tests.translatable import ROOT, texts

FOLDER = ROOT / "locale" / "sv" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[sd]")
# Names and codes that are the same in both languages, and so need no translation in a template.
SAME = {"ORCID", "ROR", "ISSN", "eISSN", "DOI", "iD", "404", "500", "/publications/<id>.", "digg.se/tdosanmalan"}


@pytest.fixture(scope="module")
def catalog():
    return polib.pofile(str(FOLDER / "django.po"))


def test_every_text_is_in_the_catalog_and_nothing_else(catalog):
    known = {(entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in catalog}
    assert set(texts()) == known, "run: python -m tests.update_translations"


def test_every_text_has_swedish(catalog):
    lacking = [entry.msgid for entry in catalog if not all((entry.msgstr_plural or {0: entry.msgstr}).values())]
    assert lacking == []


def test_no_translation_is_doubtful_or_obsolete(catalog):
    assert [entry.msgid for entry in catalog if entry.fuzzy or entry.obsolete] == []


def test_translations_keep_what_is_filled_in(catalog):
    for entry in catalog:
        wanted = {text: set(PLACEHOLDER.findall(text)) for text in filter(None, (entry.msgid, entry.msgid_plural))}
        for number, translation in (entry.msgstr_plural or {0: entry.msgstr}).items():
            original = entry.msgid_plural if number else entry.msgid
            assert set(PLACEHOLDER.findall(translation)) == wanted[original], entry.msgid


def test_what_django_reads_is_what_the_catalog_says(catalog):
    """A machine without gettext cannot compile, so the compiled catalog is kept beside the other."""
    compiled = polib.mofile(str(FOLDER / "django.mo"))

    def rows(entries):
        return {(entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr for entry in entries}

    assert rows(compiled) == rows(catalog)


class _Words(HTMLParser):
    """Collects the texts of a page, and those of its attributes that are read out or shown."""

    def __init__(self):
        super().__init__()
        self.words, self._inside = [], []

    def handle_starttag(self, tag, attributes):
        self._inside.append((tag, dict(attributes).get("lang")))
        self.words += [
            text for name, text in attributes if name in ("aria-label", "placeholder", "title", "alt") and text
        ]

    def handle_endtag(self, tag):
        while self._inside and self._inside.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = [tag for tag, _language in self._inside]
        if data.strip() and not {"script", "style", "pre", "template"} & set(tags):
            self.words.append(" ".join(data.split()))


def words_of(html: str) -> list[str]:
    parser = _Words()
    parser.feed(html)
    return parser.words


TAGS = re.compile(r"{% *comment.*?endcomment *%}|{#.*?#}", re.DOTALL)
TRANSLATED = re.compile(r"{% *blocktrans.*?endblocktrans(?:late)? *%}|{%.*?%}|{{.*?}}", re.DOTALL)


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_a_template_has_no_words_outside_translation(path):
    source = TRANSLATED.sub("", TAGS.sub("", path.read_text(encoding="utf-8")))
    found = [word for word in words_of(source) if re.search(r"[^\W\d_]{2,}", word) and word.strip(" :") not in SAME]
    assert found == []


@pytest.fixture
def addresses(db):
    """The address of a page of each kind, without its language. What they show is in Swedish."""
    cache.clear()
    area = make_subject(code="3", name_en="Medicine", name_sv="Medicin")
    subject = make_subject(code="303", parent=area, name_en="Care", name_sv="Vård", scope_sv="Om vård.")
    unit = make_unit(name_en="Home", name_sv="Hemmet", kind="faculty")
    person = make_person(family="Öberg", given="Åsa", orcid="0000-0002-1825-0097", title_en="Prof", title_sv="Lektor")
    journal = make_journal(title="Dimma", issn="2049-3630")
    name = Contributor(
        family="Öberg", orcid=person.orcid, corresponding=True, affiliations=(Affiliation(unit=unit.code),)
    )
    publication = make_publication(
        title="Dimman över ån",
        type="publication/journal-article",
        content_type="ref",
        language="swe",
        issued="2024-05-17",
        container_title="Dimma",
        volume="3",
        issue="2",
        page="5-9",
        doi="10.5555/dimma",
        open_access="gold",
        publication_status="published",
        contributors=(name, *(Contributor(family=f"Lund {number}") for number in range(14))),
        subjects=(Subject(code="303", edition="2025"),),
        keywords=(Translation(text="älvor", language="swe"),),
        abstracts=(Translation(text="<p>Dimma.</p>", language="swe"),),
    )
    gone = make_publication(title="Borta", status="withdrawn")
    rows = (subject, unit, person, journal, publication, gone, Keyword.objects.get())
    lists = ("", "publications/", "publications/?q=dimman", "publications/?q=zzz", "publications/?sort=added")
    lists += ("persons/", "persons/?starts=ö", "organisations/", "journals/", "subjects/", "about/", "nothing/")
    return [*lists, *(row.get_absolute_url().removeprefix("/en/") for row in rows)]


def test_a_swedish_page_has_no_english_words(client, catalog, addresses):
    swedish = {text for entry in catalog for text in (entry.msgstr_plural or {0: entry.msgstr}).values()}
    english = {text for entry in catalog for text in (entry.msgid, entry.msgid_plural) if text} - swedish
    for address in addresses:
        response = client.get(f"/sv/{address}")
        left = [word for word in words_of(response.text) if word in english or word.rstrip(":.") in english]
        assert left == [], address


def test_an_english_page_has_no_swedish_words(client, catalog, addresses):
    english = {text for entry in catalog for text in (entry.msgid, entry.msgid_plural) if text}
    swedish = {entry.msgstr for entry in catalog if entry.msgstr} - english
    for address in addresses:
        left = [word for word in words_of(client.get(f"/en/{address}").text) if word in swedish]
        assert left == [], address


def test_each_page_says_its_language_and_leads_to_the_other(client, addresses):
    assert [code for code, _name in settings.LANGUAGES] == ["en", "sv"]
    for address in addresses:
        for language, other in (("en", "sv"), ("sv", "en")):
            text = client.get(f"/{language}/{address}").text
            assert f'<html lang="{language}"' in text, address
            assert f'hreflang="{other}"' in text, address
