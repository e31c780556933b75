"""What formats of references have no place for, as data: for each field of a Record the reason and what is left of it.

A field that is not named comes back equal. What is left of one that is named is told exactly, so that nothing comes
back in the wrong place either. EITHER is what may come back or not, but never otherwise.
"""

from tests.formats.losses.left import EITHER
from tests.formats.losses.of_bibtex import BIBLATEX, BIBTEX
from tests.formats.losses.of_endnote import ENDNOTE, ENDNOTE_XML, RIS

__all__ = ["EITHER", "LOSSES"]

LOSSES = {"bibtex": BIBTEX, "biblatex": BIBLATEX, "ris": RIS, "endnote": ENDNOTE, "endnote_xml": ENDNOTE_XML}
