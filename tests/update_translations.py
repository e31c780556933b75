"""Bring locale/sv up to date with the texts in templates and Python: python -m tests.update_translations

New texts are added without translation, those no longer used are removed, and the .po is compiled to the .mo that
Django reads. Then translate what is new in locale/sv/LC_MESSAGES/django.po and run it again.
"""

import polib

from tests.translatable import ROOT, texts

FOLDER = ROOT / "locale" / "sv" / "LC_MESSAGES"
HEADER = {
    "Project-Id-Version": "portal",
    "Language": "sv",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def main() -> None:
    old = {(entry.msgctxt or "", entry.msgid): entry for entry in polib.pofile(str(FOLDER / "django.po"))}
    catalog = polib.POFile(wrapwidth=110)
    catalog.metadata = HEADER
    for (context, singular, plural), places in sorted(texts().items(), key=lambda item: (item[1][0], item[0])):
        entry = polib.POEntry(msgctxt=context or None, msgid=singular, occurrences=[(place, "") for place in places])
        known = old.get((context, singular))
        if plural:
            entry.msgid_plural = plural
            entry.msgstr_plural = known.msgstr_plural if known else {0: "", 1: ""}
        else:
            entry.msgstr = known.msgstr if known else ""
        entry.flags = ["python-format"] if "%(" in singular else []
        catalog.append(entry)
    catalog.save(str(FOLDER / "django.po"))
    catalog.save_as_mofile(str(FOLDER / "django.mo"))
    print(f"{len(catalog)} texts, {len(catalog.untranslated_entries())} without translation")


if __name__ == "__main__":
    main()
