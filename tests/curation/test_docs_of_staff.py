"""The pages for library staff name buttons, menus and headings as they stand on the screen."""

import re
from pathlib import Path

import polib
import pytest
from django.contrib import admin

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "locale" / "sv" / "LC_MESSAGES" / "django.po"
DJANGOS = Path(admin.__file__).parent / "locale" / "sv" / "LC_MESSAGES" / "django.mo"
NAMED = re.compile(r"(?<![*\w])\*([^*\n]+(?:\n[^*\n]+)?)\*(?![*\w])")


def on_screen(language: str) -> list[str]:
    entries = [*polib.pofile(str(OURS)), *polib.mofile(str(DJANGOS))]
    if language == "en":
        texts = [text for entry in entries for text in (entry.msgid, entry.msgid_plural)]
    else:
        texts = [text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())]
    return [re.sub(r"%\(\w+\)[sd]|%[sd]", "", text).strip() for text in texts if text]


@pytest.mark.parametrize(("page", "language"), [("curation.md", "en"), ("curation.sv.md", "sv")])
def test_what_a_page_names_stands_on_the_screen(page, language):
    text, known = (ROOT / "docs" / page).read_text(), on_screen(language)
    phrases = {" ".join(phrase.split()) for phrase in NAMED.findall(text)}
    assert len(phrases) > 30
    unknown = []
    for phrase in sorted(phrases):
        pieces = [re.escape(piece.strip()) for piece in phrase.split("…") if piece.strip()]
        begins = re.compile(r".*?".join(pieces) + r"(?!\w)", re.I)
        if not any(begins.match(one) for one in known):
            unknown.append(phrase)
    assert unknown == []
