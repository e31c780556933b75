"""The texts that are to be translated, found in templates and Python as Django's makemessages finds them.

makemessages needs the programs of GNU gettext; this needs Babel only, so that the tests run on any machine.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("portal", "publications", "curation", "citations", "formats", "templates")
NAMES = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "gettext_noop": None,
    "Sentence": None,  # formats/sentence.py
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

Text = tuple[str, str, str]  # context, singular, plural


def texts() -> dict[Text, list[str]]:
    """Return each text to translate with the files that have it."""
    found: dict[Text, list[str]] = {}
    for path in _files():
        for text in _texts_in(path):
            places = found.setdefault(text, [])
            name = str(path.relative_to(ROOT))
            if name not in places:
                places.append(name)
    return found


def _files() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted(path for path in (ROOT / package).rglob("*") if path.suffix in (".py", ".html", ".txt"))


def _texts_in(path: Path) -> Iterator[Text]:
    source = path.read_text(encoding="utf-8")
    language = "jinja2" if path.parent.name == "jinja2" else "python"
    if path.suffix != ".py" and language == "python":
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    found = extract(language, BytesIO(source.encode()), keywords=NAMES, options={"silent": "false"})
    for _line, message, _comments, context in found:
        parts = message if isinstance(message, tuple) else (message,)
        if parts[0]:
            yield context or "", parts[0], parts[1] if len(parts) > 1 else ""
