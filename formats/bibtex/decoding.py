r"""The LaTeX of a BibTeX field as rich text: {\it x} as <i>x</i>, {\"{o}} as ö, $x^2$ as x<sup>2</sup>.

Names of symbols come from pylatexenc. Its parser calls itself for every brace and takes the square of the length for
some texts, so the text is read here from left to right, once, with a stack of the groups that are open.
"""

from __future__ import annotations

import re
from unicodedata import combining, normalize

from formats.latex import COMBINING, IS_MATH, TAGS, symbols
from formats.richtext import SMALL_CAPS

# A formula is taken for one only if it is short: a lone $ must not swallow the text.
_TOKEN = re.compile(
    r"(?P<math>\$\$?[^$]{1,2000}\$\$?|\\\([^$]{1,300}?\\\))"
    r"|\\(?P<word>[A-Za-z]+)\*?[ \t\r\n]*|\\(?P<sign>.)|(?P<open>\{)|(?P<close>\})|(?P<script>[\^_])"
    r"|`(?P<quoted>[^`'\\{}$]{1,200})'(?!\w)|(?P<other>---?|``|''|~|[\\$`'-])|(?P<text>[^\\{}$^_`'~-]+)",
    re.S,
)
_SIGNS = {
    **{sign: sign for sign in "%&#_{}$"},
    **dict.fromkeys((" ", "\n", "\t", "\\", ",", ";", ":"), " "),
    **dict.fromkeys(("-", "/", "!", "@", "(", ")", "[", "]"), ""),
}
_OTHERS = {"--": "\u2013", "---": "\u2014", "``": "\u201c", "''": "\u201d", "~": " "}
_WORDS = {
    **{"textbackslash": "\\", "backslash": "\\", "textless": "<", "textgreater": ">", "textbar": "|", "lbrace": "{"},
    **{"textasciitilde": "~", "textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}", "rbrace": "}"},
    **{"textunderscore": "_", "textdollar": "$", "textquotesingle": "'", "textpercent": "%", "textquotedbl": '"'},
    **{"newline": " ", "par": "\n\n", "quad": " ", "qquad": " ", "space": " ", "less": "<", "slash": "/", "lt": "<"},
    **{
        "relax": "",
        "sqrt": "\u221a",
        "protect": "",
        "unskip": "",
        "ignorespaces": "",
        "nolinebreak": "",
        "allowbreak": "",
        "left": "",
    },
    **{"right": "", "displaystyle": "", "limits": "", "BibTeX": "BibTeX", "LaTeX": "LaTeX", "TeX": "TeX", "gt": ">"},
}
_ACCENTS = COMBINING | {
    **{"bar": "\u0304", "overline": "\u0305", "hat": "\u0302", "tilde": "\u0303", "dot": "\u0307", "ddot": "\u0308"},
    **{"vec": "\u20d7", "acute": "\u0301", "grave": "\u0300", "check": "\u030c", "breve": "\u0306"},
    **{"textcommabelow": "\u0326"},
}
_FONTS = {
    **dict.fromkeys(("it", "em", "sl", "itshape", "slshape"), "i"),
    **dict.fromkeys(("bf", "bfseries"), "b"),
    **dict.fromkeys(("sc", "scshape"), "sc"),
    **dict.fromkeys(("rm", "tt", "sf", "up", "rmfamily", "ttfamily", "sffamily", "normalfont", "upshape", "cal"), ""),
}
_WRAPPERS = {name: tag for name, tag in TAGS.items() if len(name) > 1 and name not in _FONTS}
_WRAPPERS |= {"mkbibemph": "i", "mkbibitalic": "i", "mkbibbold": "b", "textls": "", "mathbf": "b"}
# Commands of which the (first) argument is for programs, not for readers.
_DROPPED = frozenset(
    ("noopsort", "SortNoop", "label", "vspace", "hspace", "href", "textcolor", "colorbox", "foreignlanguage", "phantom")
)
_OPENING = {"i": "<i>", "b": "<b>", "sub": "<sub>", "sup": "<sup>", "sc": SMALL_CAPS}
_CLOSING = {"i": "</i>", "b": "</b>", "sub": "</sub>", "sup": "</sup>", "sc": "</span>"}
_ALONE = {
    "\u0303": "~",
    "\u0302": "^",
    "\u0300": "`",
    "\u0301": "\u00b4",
    "\u0308": "\u00a8",
}  # accents without a letter
# Formulas that formats/latex.py, which reads texts of any kind, takes for none: $-$, $pp$, $d=2+1$.
_SIMPLE_MATH = re.compile(r"[-+=<>*/|:.]+|[A-Za-z]{1,3}|[A-Za-z]{1,2}[=<>+-][\w.+-]+")
# What programs leave of braces that they escaped.
_PHANTOM = re.compile(r"\\\{\\\{\\vphantom\{\\\}\\\}\}|\\[vh]?phantom(?:\\\{\\\}|\{\})")
_RUN_ON = re.compile(r"(aa|AA|ae|AE|oe|OE|ss)([a-z]+)$")  # \\aardh, where a space or brace was left out
_DEEPEST = 500  # groups within groups; deeper ones are read as if their braces were not there
_SPECIAL = re.compile(r"[\\{}$~`^_]|--|''")


def decoded(text: str) -> str:
    """Return the text of a field as rich text; whatever is no LaTeX stands for itself."""
    if not _SPECIAL.search(text):
        return text
    return _Decoder().of(_PHANTOM.sub("", text) if "phantom" in text else text)


class _Group:
    """What stands between braces: its pieces, and what becomes of them at the end."""

    __slots__ = ("accent", "after", "dropped", "fonts", "pieces", "tag")

    def __init__(self, tag: str = "", accent: str = "", dropped: bool = False, after: str = ""):
        self.pieces: list[str] = []
        self.fonts: list[tuple[int, str]] = []  # from which piece on which font
        self.tag, self.accent, self.dropped, self.after = tag, accent, dropped, after

    def text(self) -> str:
        """Return the whole group as rich text."""
        for place, tag in reversed(self.fonts):
            self.pieces[place:] = [_tagged(tag, "".join(self.pieces[place:]))]
        text = "".join(self.pieces)
        if self.dropped:
            return ""
        if self.accent:
            return _accented(self.accent, text)
        return _tagged(self.tag, text) + (self.after if text else "")


class _Decoder:
    """Reads the tokens of one text."""

    def __init__(self, math: bool = False):
        self.math = math
        self.stack = [_Group()]
        self.waiting: _Group | None = None  # what the next letter or group is given to
        self.ignored = 0  # groups that are too deep

    def of(self, text: str) -> str:
        """Return the text as rich text."""
        for found in _TOKEN.finditer(text):
            if found["word"]:
                self._word(found["word"], has_argument=text.startswith("{", found.end()))
            else:
                getattr(self, f"_{found.lastgroup}")(found[found.lastgroup])
        if self.waiting:
            self._put(" ")
        while len(self.stack) > 1:
            self._put(self.stack.pop().text())
        return self.stack[0].text()

    def _put(self, text: str) -> None:
        waiting = self.waiting
        if waiting is None or not text:
            self.stack[-1].pieces.append(text)
            return
        if waiting.accent:
            text = text.lstrip()
        self.waiting = None
        waiting.pieces.append(text[:1])
        self.stack[-1].pieces.append(waiting.text() + text[1:])

    _text = _put

    def _open(self, _: str) -> None:
        if len(self.stack) > _DEEPEST:
            self.ignored += 1
            return
        self.stack.append(self.waiting or _Group())
        self.waiting = None

    def _close(self, _: str) -> None:
        self.waiting = None
        if self.ignored:
            self.ignored -= 1
        elif len(self.stack) > 1:
            self._put(self.stack.pop().text())

    def _math(self, text: str) -> None:
        inner = text[2:-2] if text.startswith("\\(") else text.strip("$")
        if text.startswith("\\(") or IS_MATH.search(inner) or _SIMPLE_MATH.fullmatch(inner):
            self._put(_Decoder(math=True).of(inner))
        else:
            self._put(text.replace("\\$", "$"))

    def _script(self, sign: str) -> None:
        if self.math:
            self.waiting = _Group(tag=TAGS[sign])
        else:
            self._put(sign)

    def _sign(self, sign: str) -> None:
        if sign in _SIGNS:
            self._put(_SIGNS[sign])
        elif sign in COMBINING:
            self.waiting = _Group(accent=COMBINING[sign])
        elif combining(sign):
            self.waiting = _Group(accent=sign)
        else:
            self._put("\\" + sign)

    def _word(self, word: str, *, has_argument: bool) -> None:
        if word in _FONTS:
            self.stack[-1].fonts.append((len(self.stack[-1].pieces), _FONTS[word]))
        elif word in _ACCENTS:
            self.waiting = _Group(accent=_ACCENTS[word])
        elif word in _DROPPED:
            self.waiting = _Group(dropped=True)
        elif word.endswith("frac"):
            self.waiting = _Group(after="/")
        elif word in _WRAPPERS:
            self.waiting = _Group(tag=_WRAPPERS[word])
        elif (symbol := _WORDS.get(word, symbols().get(word))) is not None:
            self._put(symbol)
        elif run_on := _RUN_ON.match(word):
            self._put(symbols().get(run_on[1], run_on[1]) + run_on[2])
        elif not has_argument:
            self._put(f"\\{word} ")

    def _quoted(self, text: str) -> None:
        self._put(f"\u2018{text.replace('--', chr(0x2013))}\u2019")

    def _other(self, text: str) -> None:
        self._put(_OTHERS.get(text, text))


def _tagged(tag: str, text: str) -> str:
    return f"{_OPENING[tag]}{text}{_CLOSING[tag]}" if tag and text else text


def _accented(accent: str, text: str) -> str:
    """Return a text with an accent on its first letter; a dotless i has its dot back."""
    if not text:
        return _ALONE.get(accent, "")
    first = {"\u0131": "i", "\u0237": "j"}.get(text[0], text[0])
    return normalize("NFC", first + accent) + text[1:]
