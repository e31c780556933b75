"""What differs between machines: environment variables, and those in the file .env that are not set already.

Each function returns one variable, or its default where it is unset or empty, and raises `ImproperlyConfigured`
where it cannot be read. All variables are explained in .env.example.
"""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

FLAGS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def read_file(path: Path) -> None:
    """Set the variables of a file of NAME=value lines, as systemd and Docker read it, that are not set already."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{path} cannot be read: {error}.") from error
    for number, line in enumerate(map(str.strip, lines), start=1):
        if line and not line.startswith("#"):
            name, value = _assignment(line, f"{path}, line {number}")
            os.environ.setdefault(name, value)


def _assignment(line, where):
    match = LINE.fullmatch(line)
    if match is None:
        raise ImproperlyConfigured(f"{where}: expected NAME=value, found {line!r}.")
    name, value = match.groups()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value = value[1:-1]
    return name, value


def text(name: str, default: str = "") -> str:
    """Return a text without spaces around it."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """Return True for 1, true, yes and on, False for 0, false, no and off."""
    value = text(name)
    if not value:
        return default
    try:
        return FLAGS[value.lower()]
    except KeyError:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.") from None


def number(name: str, default: int, lowest: int, highest: int) -> int:
    """Return a whole number between two bounds."""
    value = text(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", value) or not lowest <= int(value) <= highest:
        raise ImproperlyConfigured(f"{name} must be a number from {lowest} to {highest}, not {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Return the words between commas, without empty ones."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def labelled(name: str) -> list[tuple[str, str]]:
    """Return the pairs of words such as "apa=APA, ieee=IEEE"; a word without a label is its own."""
    pairs = [word.partition("=") for word in words(name)]
    if any(not word.strip() for word, _, _ in pairs):
        raise ImproperlyConfigured(f"{name} must look like apa=APA, ieee=IEEE, not {text(name)!r}.")
    return [(word.strip(), label.strip() or word.strip()) for word, _, label in pairs]


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """Return one of the allowed words, in any case."""
    value = text(name, default)
    if value.lower() not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value.lower()


def some_of(name: str, allowed: tuple[str, ...], default: str = "") -> tuple[str, ...]:
    """Return some of the allowed words, with commas between, in the order in which they are allowed."""
    found = {word.lower() for word in words(name, default)}
    if wrong := sorted(found - set(allowed)):
        raise ImproperlyConfigured(f"{name} must hold only {', '.join(allowed)}, not {', '.join(wrong)}.")
    return tuple(word for word in allowed if word in found)


def colour(name: str, default: str) -> str:
    """Return a colour such as #9C6114."""
    value = text(name, default)
    if not COLOUR.fullmatch(value):
        raise ImproperlyConfigured(f"{name} must be a colour such as #9C6114, not {value!r}.")
    return value


def site_url(name: str, default: str) -> str:
    """Return the address of a site, http or https, without a path or a slash at its end."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if not good or parts.path or parts.query or parts.fragment or parts.username is not None:
        raise ImproperlyConfigured(f"{name} must be an address such as https://portal.example.org, not {value!r}.")
    return value


def addresses(name: str, defaults: dict[str, str]) -> dict[str, str]:
    """Return the addresses of services by name, those of "crossref=https://..., arxiv=https://..." in place of ours."""
    given = dict(labelled(name))
    for service, address in given.items():
        if service not in defaults or not re.fullmatch(r"https?://[^\s,/?#]+(?:/[^\s,?#]*)?", address):
            known = ", ".join(defaults)
            raise ImproperlyConfigured(f"{name} must look like crossref=https://..., with names among {known}.")
    return defaults | given


def file(name: str, suffixes: tuple[str, ...]) -> Path | None:
    """Return the path of a file that exists and ends with one of the suffixes; None where the variable is not set."""
    value = text(name)
    if not value:
        return None
    path = Path(value).expanduser().absolute()
    if path.suffix.lower() not in suffixes or not path.is_file():
        raise ImproperlyConfigured(f"{name} must be a file ({', '.join(suffixes)}), and {value!r} is none.")
    return path
