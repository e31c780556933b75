"""Bytes as text: which encoding a file is in, by its mark, by its pattern of zeros, by what it says, by trying.

Byte order marks: Unicode 17, section 23.8. XML's declaration: https://www.w3.org/TR/xml/#sec-guessing. JabRef writes
"% Encoding: UTF-8" at the head of a BibTeX file, or the same within @Comment{}.
"""

from __future__ import annotations

import codecs
import re

from formats.sentence import Sentence

_MARKS = (  # the longer first: that of UTF-32 begins like that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Where the zeros are among the first bytes of a text that begins with ASCII, as that of every format does.
_ZEROS = (
    (re.compile(rb"(?:[^\0]\0\0\0){2}"), "utf-32-le"),
    (re.compile(rb"(?:\0\0\0[^\0]){2}"), "utf-32-be"),
    (re.compile(rb"(?:[^\0]\0){2}"), "utf-16-le"),
    (re.compile(rb"(?:\0[^\0]){2}"), "utf-16-be"),
)
_SAID = (
    re.compile(rb"""^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']"""),
    re.compile(rb"^\s*%\s*Encoding:\s*([A-Za-z0-9._-]{1,40})", re.I | re.M),
    re.compile(rb"@Comment\s*\{\s*(?:x-kbibtex-)?Encoding\s*[:=]?\s*\{?([A-Za-z0-9._-]{1,40})", re.I),
)
_HEAD = 4096  # bytes in which a file says what it is in
# What people call Latin-1 is Windows' own: it has quotes and dashes where Latin-1 has control characters.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252"}


def text_of(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding; ValueError with the reason where it is no text."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name), name
    for zeros, name in _ZEROS:
        if zeros.match(data):
            return _decoded(data, name), name
    if b"\0" in data:
        raise ValueError(NULL_BYTES)
    return _tried(data)


NULL_BYTES = Sentence("It holds null bytes, so it is no text; it may be damaged, or a file of a program.")


def _decoded(data: bytes, name: str) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        reason = Sentence("It is damaged: it begins as %(encoding)s and does not go on so.", encoding=name.upper())
        raise ValueError(reason) from None
    if "\0" in text:
        raise ValueError(NULL_BYTES)
    return text


def _tried(data: bytes) -> tuple[str, str]:
    """Return the text by UTF-8, else by what the file says, else by Windows' alphabet.

    UTF-8 comes first: a text in another encoding that happens to be right UTF-8 does not occur, a wrong word does.
    """
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
    if len(_WRONG.findall(text)) * 10 < len(_FOREIGN.findall(text)):
        # A file put together from several: nearly all is UTF-8, so it stays that but for the bytes that are not.
        return _WRONG.sub(lambda found: _windows(bytes([ord(found[0]) - 0xDC00])), text), "utf-8"
    if name := _said(data[:_HEAD]):
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            pass
    return _windows(data), "cp1252"


_WRONG = re.compile("[\udc80-\udcff]")  # bytes that are no UTF-8, as "surrogateescape" has them
_FOREIGN = re.compile("[^\x00-\x7f\udc80-\udcff]")


def _windows(data: bytes) -> str:
    """Return the text by cp1252; the five bytes that it leaves out are control characters, as browsers have it."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _said(head: bytes) -> str:
    """Return the encoding that the head names, "" where it names none that we know."""
    for pattern in _SAID:
        if found := pattern.search(head):
            try:
                name = codecs.lookup(found[1].decode("ascii")).name
            except LookupError:
                continue
            if _ALPHABETS.fullmatch(name):
                return _WIDER.get(name, name)
    return ""


# Not among them: what Python calls an encoding and no text is written in, such as "unicode-escape".
_ALPHABETS = re.compile(r"iso8859-\d+|cp\d+|ascii|koi8-[rtu]|mac-\w+|shift_jis\w*|euc_\w+|gb\w+|big5\w*|iso2022_\w+")
