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

# Types that SwePub rejects with a titled host (rule 12), and those that it rejects without (rule 11).
ALONE = frozenset(
    (
        "publication/book",
        "publication/edited-book",
        "publication/report",
        "publication/doctoral-thesis",
        "publication/licentiate-thesis",
        "artistic-work/artistic-thesis",
        "conference/proceeding",
        "intellectual-property/patent",
        "other/software",
    )
)
IS_PART_OF = "isPartOf"  # relatedItem/@otherType of what such a work is in nonetheless

# Of which the editors are the creators that SwePub counts.
EDITED = frozenset(("publication/edited-book", "publication/journal-issue", "conference/proceeding"))

# The kind of serial that the host is (genre[@authority=mserialpubtype]).
SERIALS = {"publication/magazine-article": "magazine", "publication/newspaper-article": "newspaper"}
IN_JOURNAL = ("contributiontojournal", "contributiontoperiodical")

GRANT, EVENT = "grantAgreement", "event"
FUNDED = frozenset((GRANT, "project", "programme", "initiative"))

# Identifier schemes of ours that MODS calls otherwise.
SCHEMES = {"urn": "urn", "patent": "patent_number"}
PATENT, NUMBER = "patent_number", "report number"
