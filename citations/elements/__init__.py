"""The rendering elements of CSL 1.0.2: tag → a function of (compiler, node) that returns the rendering function."""

from .choose import choose
from .date import date
from .group import group
from .label import label
from .names import names
from .number import number
from .text import text

_CSL = "{http://purl.org/net/xbiblio/csl}"

ELEMENTS = {
    f"{_CSL}choose": choose,
    f"{_CSL}date": date,
    f"{_CSL}group": group,
    f"{_CSL}label": label,
    f"{_CSL}names": names,
    f"{_CSL}number": number,
    f"{_CSL}text": text,
}
