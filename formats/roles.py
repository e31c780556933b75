"""Roles of contributors: MARC relator codes (https://id.loc.gov/vocabulary/relators), a row for each."""

from __future__ import annotations

from typing import NamedTuple


class Role(NamedTuple):
    """What a contributor did: a MARC relator code with its labels and the CSL name variable, "" where CSL has none."""

    key: str
    en: str
    sv: str
    csl: str = ""


ROLES: dict[str, Role] = {
    row.key: row
    for row in (
        Role("aut", "Author", "Författare", "author"),
        Role("edt", "Editor", "Redaktör", "editor"),
        Role("trl", "Translator", "Översättare", "translator"),
        Role("ill", "Illustrator", "Illustratör", "illustrator"),
        Role("ths", "Supervisor", "Handledare"),
        Role("opn", "Opponent", "Opponent"),
        Role("exa", "Examiner", "Examinator"),
        Role("inv", "Inventor", "Uppfinnare"),
        Role("pth", "Patent holder", "Patentinnehavare"),
        Role("art", "Artist", "Konstnär"),
        Role("cmp", "Composer", "Kompositör", "composer"),
        Role("com", "Compiler", "Sammanställare", "compiler"),
        Role("ctb", "Contributor", "Medverkande", "contributor"),
        Role("cur", "Curator", "Kurator", "curator"),
        Role("drt", "Director", "Regissör", "director"),
        Role("hst", "Host", "Värd", "host"),
        Role("ivr", "Interviewer", "Intervjuare", "interviewer"),
        Role("nrt", "Narrator", "Berättare", "narrator"),
        Role("orm", "Organiser", "Arrangör", "organizer"),
        Role("prf", "Performer", "Framförande", "performer"),
        Role("pro", "Producer", "Producent", "producer"),
        Role("pbd", "Series editor", "Serieredaktör", "collection-editor"),
        Role("aus", "Screenwriter", "Manusförfattare", "script-writer"),
        Role("ant", "Author of the original", "Originalets författare", "original-author"),
        Role("aui", "Author of introduction", "Förordsförfattare"),
        Role("rcp", "Addressee", "Mottagare", "recipient"),
        Role("pbl", "Publisher", "Utgivare"),
        Role("oth", "Other", "Annan"),
    )
}
