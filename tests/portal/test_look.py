"""What holds of the style sheets and scripts: they are light, and their colours can be read."""

import re
from itertools import product

import brotli
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.theme import DARK, LIGHT, contrast, readable

STATIC = settings.BASE_DIR / "static"
LAYERS = ("tokens", "base", "layout", "components", "print")


def colours(part: str) -> dict[str, str]:
    """Return the colours that tokens.css sets, in light or dark."""
    text = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    light, dark = text.split("prefers-color-scheme: dark")
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", {"light": light, "dark": dark}[part]))


def test_style_sheets_and_scripts_weigh_less_than_60_kb_together():
    """As sent: compressed one by one. Those of the admin are not the reader's."""
    files = [*(STATIC / "css" / f"{name}.css" for name in LAYERS), *(STATIC / "js").glob("*.js")]
    assert sum(len(brotli.compress(path.read_bytes())) for path in files) < 60_000


def test_each_style_sheet_is_one_layer():
    for name in LAYERS:
        text = re.sub(r"/\*.*?\*/", "", (STATIC / "css" / f"{name}.css").read_text(encoding="utf-8"), flags=re.S)
        assert set(re.findall(r"@layer (\w+) {", text)) == {name}


@pytest.mark.parametrize("part", ["light", "dark"])
def test_text_can_be_read_on_both_grounds(part):
    found = colours(part)
    for text, ground in product(("ink", "quiet", "accent", "good"), ("paper", "raised")):
        assert contrast(found[text], found[ground]) >= 4.5, (text, ground)
    for ground in ("paper", "raised"):
        assert contrast(found["control"], found[ground]) >= 3
    assert (LIGHT, DARK)[part == "dark"] == found["raised"]


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("#000000", "#FFFFFF", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54)]
)
def test_the_contrast_is_that_of_wcag(one, other, expected):
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(("colour", "ground"), [("#E0A458", LIGHT), ("#7A4A0C", DARK), ("#F4F0E6", LIGHT)])
def test_an_accent_that_cannot_be_read_is_refused_with_the_reason(colour, ground):
    with pytest.raises(ImproperlyConfigured, match=r"ACCENT_COLOUR #\w+ can hardly be read .* Choose a"):
        readable("ACCENT_COLOUR", colour, ground)


def test_the_style_sheet_of_the_institution_has_its_colours_and_may_be_kept(client):
    response = client.get("/theme-abc.css")
    assert response.headers["Content-Type"] == "text/css"
    assert "immutable" in response.headers["Cache-Control"]
    assert settings.INSTITUTION["accent"] in response.text
    assert settings.INSTITUTION["accent_dark"] in response.text
