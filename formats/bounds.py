"""How large a file may be that is read, and how much it may hold. See docs/formats.md."""

from __future__ import annotations

from formats.sentence import Sentence

LARGEST = 50 * 2**20  # bytes of a file
LONGEST_LINE = 2**20  # characters of a line, in formats of lines
LONGEST_TEXT = 2**20  # characters of one value in JSON, or between two tags of XML
MOST_RECORDS = 100_000
MOST_VALUES = 6_000_000  # in one JSON text: more take more memory than a web process has

TOO_LARGE = Sentence("It is larger than 50 MB. Divide it into smaller files.")
TOO_MANY = Sentence("It holds more than 100,000 records. Divide it into smaller files.")
TOO_LONG_A_LINE = Sentence("It has a line of more than a million characters, which no file of this kind has.")
TOO_LONG_A_TEXT = Sentence("It holds a text of more than a million characters, which no record has.")
TOO_DEEP = Sentence("It is nested too deeply.")
TOO_MUCH = Sentence("It holds too many values.")


def within_lines(text: str) -> str:
    """Return the text, the ends of its lines as newlines; ValueError where a line is too long."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _is_sparse(text, "\n", LONGEST_LINE):
        raise ValueError(TOO_LONG_A_LINE)
    return text


def within_tags(text: str) -> str:
    """Return the text of XML; ValueError where too much stands between two tags."""
    if _is_sparse(text, "<", LONGEST_TEXT):
        raise ValueError(TOO_LONG_A_TEXT)
    return text


def _is_sparse(text: str, mark: str, most: int) -> bool:
    """Return whether somewhere in a text there are more than so many characters (or nearly) without a mark."""
    place = 0
    while len(text) - place > most:
        found = text.rfind(mark, place, place + most)
        if found < 0:
            return True
        place = found + 1
    return False


def within_count(found: list) -> list:
    """Return the list; ValueError where it holds too many."""
    if len(found) > MOST_RECORDS:
        raise ValueError(TOO_MANY)
    return found
