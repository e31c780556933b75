"""Text case."""

import pytest

from citations import textcase
from tests.citations import reference_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the rise and fall of the house", "The Rise and Fall of the House"),
        ("a study of nursing: the case of care", "A Study of Nursing: The Case of Care"),
        ("what is it? an answer", "What Is It? An Answer"),
        ("care: (the case) of Lund", "Care: (The Case) of Lund"),
        ("what it stands for", "What It Stands For"),
        ("work-related stress in end-of-life care", "Work-Related Stress in End-of-Life Care"),
        ("pyrolysis/oxidation of mRNA by iPod", "Pyrolysis/Oxidation of mRNA by iPod"),
        ("ON THE ORIGIN", "ON THE ORIGIN"),
        ("On The Origin", "On The Origin"),
        ("sur l'épreuve du temps", "Sur l'épreuve Du Temps"),
        ("stress due to work", "Stress due to Work"),
        ("", ""),
        ("?!", "?!"),
    ],
)
def test_title_case(text, expected):
    assert textcase.title(text) == expected


def test_title_case_passes_over_marks_and_keeps_what_is_to_be_kept():
    text = "of \ue010bacillus\ue011 and \ue034the pod\ue035"
    assert textcase.title(text) == "Of \ue010Bacillus\ue011 and \ue034the pod\ue035"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ed.", "Ed."), ("iPod use", "iPod use"), ("(second ed.", "(Second ed."), ("7., revised", "7., Revised")],
)
def test_capitalize_first_leaves_words_with_capitals(text, expected):
    assert textcase.capitalize_first(text) == expected


def test_sentence_case_lowers_only_what_is_all_capitals():
    assert textcase.sentence("THE RISE OF DNA") == "The rise of dna"
    assert textcase.sentence("the Rise of DNA") == "The Rise of DNA"


def test_capitalize_all_and_the_plain_cases():
    assert textcase.capitalize_all("a small house") == "A Small House"
    assert textcase.capitalize_all("the 2nd, 1st of") == "The 2nd, 1st Of"
    assert textcase.capitalize_all("the mRNA of an iPhone") == "The mRNA Of An iPhone"  # lowercase words only
    assert textcase.CASES["uppercase"]("straße \ue034x\ue035") == "STRASSE \ue034x\ue035"
    assert textcase.CASES["lowercase"]("ÅÄÖ") == "åäö"


@pytest.mark.parametrize(
    ("language", "locale", "text"),
    [("sv", "en-US", "en liten bok"), ("en-GB", "sv-SE", "En Liten Bok"), ("", "sv-SE", "en liten bok")],
)
def test_only_english_gets_title_case(language, locale, text):
    item = {"title": "en liten bok", "language": language}
    assert reference_of('<text variable="title" text-case="title"/>', item, locale) == text
