"""Names and words of MODS 3.8 and SwePub MODS 4.0 that writing and reading share."""

from __future__ import annotations

NAMESPACE = "http://www.loc.gov/mods/v3"
XLINK = "http://www.w3.org/1999/xlink"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = f"{NAMESPACE} http://www.loc.gov/standards/mods/v3/mods-3-8.xsd"
HREF = f"{{{XLINK}}}href"

LOCAL = "local"  # whose identifiers and units they are where the record does not tell
EXACT = "exact"  # extension/@displayLabel of texts that MODS has no markup for
CORRESPONDING = "Corresponding author"
NO_LANGUAGE = "und"

# Record fields of dates, and the type of their dateOther; SwePub reads these two.
DATES = {"available": "online", "defended": "defence"}
# Record fields that MODS has no element for, and the type of their note; SwePub reads notes without a type only.
NOTES = {"version": "version identification", "accepted": "date accepted"}

# relatedItem/@otherType of what a work is in that stands alone: SwePub rejects such with a titled host (rule 12).
IS_PART_OF = "isPartOf"

# The kind of serial that the host is (genre[@authority=mserialpubtype]).
SERIALS = {"publication/magazine-article": "magazine", "publication/newspaper-article": "newspaper"}

GRANT, EVENT = "grantAgreement", "event"
FUNDED = frozenset((GRANT, "project", "programme", "initiative"))

PATENT, NUMBER = "patent_number", "report number"
