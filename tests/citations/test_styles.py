"""Which styles and locales there are, and what is kept of them."""

import random
import subprocess
import sys
import warnings

import pytest
from citeproc import CitationStylesStyle

import citations
from citations import catalogue, loading, locales
from formats.record import Contributor, Record
from tests.citations import author

RECORD = Record(
    type="publication/journal-article",
    title="Why <i>E. coli</i> & friends?",
    contributors=(Contributor(family="Wall", given="Anna"), Contributor(family="Ek", given="Bo")),
    container_title="Nursing",
    volume="43",
    issue="4",
    page="344-355",
    issued="2022-03-05",
    language="eng",
)
ITEM = {
    "type": "chapter",
    "title": 'On "care" & <i>cure</i>',
    "author": [author("van den Berg", "Anna-Maria"), author("毛", "泽东"), {"literal": "Lunds universitet"}],
    "editor": [author("Ek", "Bo", suffix="Jr.")],
    "translator": [author("Ek", "Bo")],
    "container-title": "Handbook",
    "page": "344-355",
    "volume": "2",
    "edition": "3",
    "number-of-pages": "12",
    "issued": {"date-parts": [[2022, 3, 5], [2022, 4]], "circa": True},
    "accessed": {"date-parts": [[2024, 13]]},
    "publisher": "Press",
    "publisher-place": "Lund",
    "DOI": "10.1234/abc",
    "URL": "https://example.org/?a=1&b=2",
}


def test_all_styles_of_the_package_and_our_own_can_be_chosen():
    found = citations.styles()
    assert len(found) > 10_800
    assert found["apa"].title.startswith("APA Style")
    assert found["nature-digest"].parent == "nature"
    assert found["pure-standard"].title_short == "Standard"
    assert "medicine" in found["nature-digest"].fields


def test_a_dependent_style_is_that_of_its_parent():
    assert citations.cite(RECORD, "nature-digest") == citations.cite(RECORD, "nature")


def test_a_style_is_known_by_its_former_name():
    assert citations.cite(RECORD, "vancouver") == citations.cite(RECORD, "nlm-citation-sequence")


@pytest.mark.parametrize(
    "style", ["", "no-such-style", "../apa", "/etc/passwd", "apa.csl", "a" * 500, "apa\x00", "APA "]
)
def test_an_unknown_style_is_refused(style):
    with pytest.raises(ValueError, match="no citation style"):
        citations.cite(RECORD, style)


@pytest.mark.parametrize("locale", ["", "xx-XX", "../sv-SE", "x" * 500, "-", "sv\x00"])
def test_an_unknown_locale_is_refused(locale):
    with pytest.raises(ValueError, match="no citation locale"):
        citations.cite(RECORD, "apa", locale)


@pytest.mark.parametrize(
    ("locale", "known"), [("sv", "sv-SE"), ("sv_se", "sv-SE"), ("EN-gb", "en-GB"), ("en-AU", "en-US")]
)
def test_a_locale_falls_back_on_its_language(locale, known):
    assert locales.known(locale) == known


def test_the_locale_gives_the_words():
    assert "s. 344–355" in citations.cite(RECORD, "harvard-cite-them-right", "sv-SE")
    assert "Wall, A. och Ek, B." in citations.cite(RECORD, "harvard-cite-them-right", "sv-SE")
    assert "pp. 344–355" in citations.cite(RECORD, "harvard-cite-them-right", "en-GB")


TITLE = "<b>Why <i>E. coli</i> &amp; friends?</b>"
OUR_OWN = {
    ("pure-standard", "en-GB"): f"{TITLE} / Wall, Anna; Ek, Bo. in: Nursing, Vol. 43, No. 4, 05.03.2022, p. 344-355.",
    ("pure-standard", "sv-SE"): f"{TITLE} / Wall, Anna; Ek, Bo. i: Nursing, Vol. 43, Nr 4, 05.03.2022, s. 344-355.",
    ("pure-author", "en-GB"): f"Wall, Anna ; Ek, Bo. / {TITLE} In: Nursing. 2022 ; Vol. 43, No. 4. pp. 344-355.",
    ("pure-author", "sv-SE"): f"Wall, Anna ; Ek, Bo. / {TITLE} I: Nursing. 2022 ; Vol. 43, Nr 4. s. 344-355.",
}


@pytest.mark.parametrize(("style", "locale"), OUR_OWN)
def test_our_own_styles(style, locale):
    assert citations.cite(RECORD, style, locale).__html__() == OUR_OWN[style, locale]


def test_an_article_number_is_printed_once_in_our_own_styles():
    record = Record(
        type="publication/journal-article", title="T", container_title="J", article_number="e12", issued="2022"
    )
    assert citations.cite(record, "pure-standard") == "T. in: J, e12, 2022."


@pytest.mark.parametrize("style", ["pure-standard", "pure-author"])
def test_our_own_styles_are_valid(style):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        CitationStylesStyle(catalogue.path_of(style), validate=True)


def test_three_hundred_styles_render_whatever_the_locale():
    chosen = random.Random(3).sample(sorted(citations.styles()), 300)
    names = list(locales.LANGUAGE_NAMES)
    for number, style in enumerate(chosen):
        reference = citations.render(ITEM, style, names[number % len(names)])
        assert reference.__html__().count("<") == reference.__html__().count(">")
        citations.render({}, style, names[number % len(names)])


def test_every_locale_renders():
    for name in locales.LANGUAGE_NAMES:
        assert citations.render(ITEM, "apa", name)


def test_only_so_many_styles_are_kept():
    for style in sorted(citations.styles())[: loading.KEPT + 5]:
        loading.load(style, "en-US")
    assert loading.load_file.cache_info().currsize <= loading.KEPT


def test_importing_reads_no_style():
    code = "import citations, sys; sys.exit('citeproc' in sys.modules or 'lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
