r"""LaTeX that was left in titles and abstracts, turned into rich text; what is not surely LaTeX stays as it is.

A price of $100, a set {a, b} or a lone \ are not LaTeX. Names of symbols come from pylatexenc.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

from pylatexenc.latex2text import get_default_latex_context_db

SPECIAL = re.compile(r"[\\${]|\^\w|_\{")
_DEEPEST = 12  # nesting of braces that is still understood

COMBINING = {
    **{'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307"},
    **{"u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323", "b": "\u0331", "k": "\u0328"},
    **{"r": "\u030a", "t": "\u0361"},
}
TAGS = {
    **dict.fromkeys(("textit", "emph", "textsl", "it", "em", "sl", "itshape", "mathit"), "i"),
    **dict.fromkeys(("textbf", "bf", "bfseries", "mathbf"), "b"),
    **dict.fromkeys(("textsc", "sc", "scshape"), "sc"),
    **dict.fromkeys(("textsubscript", "_"), "sub"),
    **dict.fromkeys(("textsuperscript", "^"), "sup"),
}
# Commands of which the text is kept and nothing else.
# fmt: off
_BARE = frozenset((
    "text", "textrm", "texttt", "textsf", "textup", "textnormal", "textmd", "rm", "tt", "sf", "up", "rmfamily",
    "ttfamily", "sffamily", "normalfont", "mathrm", "mathcal", "mathbb", "mathsf", "mathtt", "mathfrak",
    "mathscr", "operatorname", "mbox", "hbox", "ensuremath", "url", "underline", "uppercase", "lowercase",
    "boldsymbol", "bm", "textcolor",
))
# fmt: on
_FONTS = "it|em|sl|itshape|bf|bfseries|sc|scshape|rm|tt|sf|up|rmfamily|ttfamily|sffamily|normalfont"

_ESCAPED = re.compile(r"\\([%&#_])|\\([{}$])")
_KEPT = {"{": "\ufdd0", "}": "\ufdd1", "$": "\ufdd2"}  # noncharacters: no cleaned text holds them
_HELD = str.maketrans({letter: kept for letter, kept in _KEPT.items() if letter != "$"})
_RESTORED = str.maketrans({kept: letter for letter, kept in _KEPT.items()})

_LETTER = r"(?:\\?([A-Za-z])|\{\\?([A-Za-z])\s*\})"
_ACCENT = re.compile(
    rf"\{{?\\(?:([\"'`^~=.])\s*(?:\\?([A-Za-z])|\{{\\?([A-Za-z])\s*\}})|([uvHcdbkrt])(?:\s+|(?=\{{)){_LETTER})"
)
_DEGREE = re.compile(r"\^\s*(?:\{\s*\\circ\s*\}|\\circ)")
_MATH = re.compile(r"\$\$?([^\s$](?:[^$]{0,500}?[^\s$])?)\$\$?(?!\d)|\\\(([^$]{1,500}?)\\\)")
IS_MATH = re.compile(r"[\\^_{}]|^(?:[A-Za-z]|[\d.,]+|[A-Za-z]\s*[=<>+-]\s*[\w.]+)$")
_SIMPLE_SCRIPT = re.compile(r"([\^_])([A-Za-z0-9+*-])")
_FONT_GROUP = re.compile(rf"\{{\s*\\({_FONTS})(?![A-Za-z])\s*([^{{}}\\]*)\}}")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_COMMAND_GROUP = re.compile(r"\\([A-Za-z]+)\*?\s*\{([^{}]*)\}((?:\{[^{}]*\})*)")
_SCRIPT_COMMAND = re.compile(r"([\^_])\s*(\\[A-Za-z]+(?:\{[^{}]*\})?)")
_SCRIPT_GROUP = re.compile(r"([\^_])\{([^{}]*)\}")
_SYMBOL = re.compile(r"\\(?:(aa|AA|ae|AE|oe|OE|o|O|ss|l|L|i|j)(?![A-Za-z]) ?|([A-Za-z]+))(?:\{\})?")
_LONE_FONT = re.compile(rf"\\(?:{_FONTS})(?![A-Za-z])\s*")
# Braces that keep capitals: around letters and words, never around a set such as {a, b}.
_PROTECTION = re.compile(r"\{([^\W_][\w.'\u2019&/+:\-<>= ]*|)\}")


def rich_text(text: str) -> str:
    """Return the text with LaTeX's commands, accents, symbols and protecting braces turned into rich text."""
    if not SPECIAL.search(text):
        return text
    text = _ESCAPED.sub(lambda found: found[1] or _KEPT[found[2]], text)
    if "\\" in text or "$" in text:
        text = _DEGREE.sub("°", _ACCENT.sub(_accented, text))
        text = _SCRIPT_COMMAND.sub(r"\1{\2}", _MATH.sub(_math, text))
    for _ in range(_DEEPEST):
        reduced = _reduced(text)
        if reduced == text:
            break
        text = reduced
    if "\\" in text:
        text = _SYMBOL.sub(_symbol, _LONE_FONT.sub("", text))
    return text.translate(_RESTORED)


def _reduced(text: str) -> str:
    """Return the text without its innermost groups."""
    if "{" not in text:
        return text
    if "\\" in text:
        text = _FONT_GROUP.sub(lambda found: _tagged(TAGS.get(found[1]), found[2]), text)
        text = _COMMAND_GROUP.sub(_command, _FRACTION.sub(r"\1/\2", text))
    text = _SCRIPT_GROUP.sub(lambda found: _tagged(TAGS[found[1]], found[2]), text)
    return _PROTECTION.sub(r"\1", text)


def _tagged(name: str | None, text: str) -> str:
    if not name or not text:
        return text
    if name == "sc":
        return f'<span style="font-variant:small-caps;">{text}</span>'
    return f"<{name}>{text}</{name}>"


def _command(found: re.Match[str]) -> str:
    name, text, others = found.groups()
    if name in ("textcolor", "href", "colorbox"):  # the text is the last one
        return others.rpartition("{")[2].rstrip("}") or text
    if name in TAGS:
        return _tagged(TAGS[name], text) + others
    if name in _BARE:
        return text + others
    if name == "footnote":
        return f" ({text}){others}"
    if name in symbols():  # \alpha{}x
        return symbols()[name] + text + others
    return found[0].translate(_HELD)


def _accented(found: re.Match[str]) -> str:
    accent = found[1] or found[4]
    letter = found[2] or found[3] or found[5] or found[6]
    composed = normalize("NFC", letter + COMBINING[accent])
    # An opening brace before the accent belongs to it only if the next one closes it: {\"o}.
    closed = found.string[found.end() : found.end() + 1] == "}"
    return (
        ("{" if found[0].startswith("{") else "") + composed
        if closed or not found[0].startswith("{")
        else "{" + composed
    )


def _math(found: re.Match[str]) -> str:
    inner = found[1] or found[2]
    if not IS_MATH.search(inner):
        return found[0]
    return _SIMPLE_SCRIPT.sub(lambda script: _tagged(TAGS[script[1]], script[2]), inner)


def _symbol(found: re.Match[str]) -> str:
    r"""Return the symbol of a command; of \rightarrowde too, where a space was lost."""
    if found[1]:  # a letter takes the space that ends its name: stra\ss e
        return symbols()[found[1]]
    name = found[2]
    for end in range(len(name), 1, -1):
        known = symbols().get(name[:end])
        if known and (end == len(name) or end > 3 or name[end].isupper()):
            return known + name[end:]
    return found[0]


@cache
def symbols() -> dict[str, str]:
    """Return the text of each command that stands for characters."""
    specs = get_default_latex_context_db().iter_macro_specs()
    symbols = {spec.macroname: spec.simplify_repl for spec in specs if isinstance(spec.simplify_repl, str)}
    return {
        name: text for name, text in symbols.items() if name.isalpha() and text.strip() and not set(text) & set("%<\\")
    } | {"neg": "¬"}
