"""The rendering elements of CSL 1.0.2: tag → a function of (compiler, node) that returns the rendering function."""

from .choose import choose
from .date import date
from .group import group
from .label import label
from .names import names
from .number import number
from .text import text

ELEMENTS = {
    "choose": choose,
    "date": date,
    "group": group,
    "label": label,
    "names": names,
    "number": number,
    "text": text,
}
