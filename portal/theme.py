"""The institution's accent colours as a style sheet: the Content-Security-Policy allows none within a page.

They are colours of text too, so they must differ enough from what they stand on: WCAG 2.2, 1.4.3,
https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
"""

from django.core.exceptions import ImproperlyConfigured

ENOUGH = 4.5
# The darker and the lighter of what text stands on, in light and dark: --raised in static/css/tokens.css.
LIGHT, DARK = "#f4f0e6", "#23201b"


def readable(variable: str, colour: str, ground: str) -> str:
    """Return the colour; ImproperlyConfigured where text in it could not be read on the ground."""
    found = contrast(colour, ground)
    if found < ENOUGH:
        raise ImproperlyConfigured(
            f"{variable} {colour} can hardly be read on the page's {ground}: the contrast is {found:.1f}, "
            f"and must be {ENOUGH} at least. Choose a {'darker' if ground == LIGHT else 'lighter'} one."
        )
    return colour


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as #7A4A0C, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
