import csv
import re

import pytest

from formats.endnote.kinds import NUMBERS
from formats.genres import from_csl
from formats.types import CONTENT_TYPES, ROLES, STATUSES, TYPES
from tests.formats import shared

CSL_TYPES = [
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
]

BIBTEX_TYPES = {
    "article",
    "book",
    "unpublished",
    "techreport",
    "misc",
    "incollection",
    "phdthesis",
    "proceedings",
    "inproceedings",
}
BIBLATEX_TYPES = {
    "article",
    "book",
    "collection",
    "dataset",
    "incollection",
    "inproceedings",
    "inreference",
    "misc",
    "patent",
    "periodical",
    "proceedings",
    "report",
    "software",
    "suppcollection",
    "thesis",
    "unpublished",
}
# resourceTypeGeneral of DataCite 4.5, but those that no publication is
DATACITE_TYPES = {
    "Book",
    "BookChapter",
    "ConferencePaper",
    "ConferenceProceeding",
    "Dataset",
    "Dissertation",
    "Journal",
    "JournalArticle",
    "Other",
    "Preprint",
    "Report",
    "Software",
    "Text",
}
RIS_TYPES = {
    "CPAPER",
    "ENCYC",
    "PAT",
    "NEWS",
    "GEN",
    "JFULL",
    "JOUR",
    "RPRT",
    "CHAP",
    "EDBOOK",
    "MGZN",
    "UNPB",
    "CONF",
    "BOOK",
    "COMP",
    "THES",
    "DATA",
    "ART",
}


def test_every_swepub_output_type_has_its_row_with_swepubs_swedish_label():
    with open(shared("data/swepub/output-types.csv"), encoding="utf-8") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(TYPES)
    for key, row in rows.items():
        assert TYPES[key].sv == row["label_sv"]
        assert TYPES[key].uri == row["uri"]


@pytest.mark.parametrize("row", TYPES.values(), ids=TYPES)
def test_every_type_has_a_value_in_every_vocabulary(row):
    assert all(row[:17])
    assert row.csl in CSL_TYPES
    assert row.bibtex in BIBTEX_TYPES
    assert row.biblatex in BIBLATEX_TYPES
    assert row.ris in RIS_TYPES
    assert row.datacite in DATACITE_TYPES
    assert row.mods in ("text", "software, multimedia", "mixed material")
    assert row.endnote in NUMBERS
    assert re.fullmatch(r"[a-z]+/[a-z_]+", row.pure)
    assert re.fullmatch(r"c_[0-9a-f]{4,8}", row.coar)
    assert len(row.path_en) == len(row.path_sv) == 2
    assert bool(row.genre_en) == bool(row.genre_sv)


def test_an_article_is_a_contribution_to_a_journal():
    article = TYPES["publication/journal-article"]
    assert article.path_en == ("Contribution to journal", "Article")
    assert article.path_sv == ("Bidrag till tidskrift", "Artikel")
    assert article.coar_uri == "http://purl.org/coar/resource_type/c_6501"


@pytest.mark.parametrize("csl_type", CSL_TYPES)
def test_every_csl_type_becomes_one_of_ours(csl_type):
    assert from_csl(csl_type) in TYPES


@pytest.mark.parametrize("key", TYPES)
def test_a_type_written_as_genre_comes_back(key):
    assert from_csl(TYPES[key].csl, key) == key


@pytest.mark.parametrize(
    ("csl_type", "genre", "key"),
    [
        ("article-journal", ["Journal Article", "Review"], "publication/review-article"),
        ("article-journal", "Poster", "conference/poster"),
        ("thesis", "Ph.D. Dissertation", "publication/doctoral-thesis"),
        ("thesis", "Licentiate thesis", "publication/licentiate-thesis"),
        ("thesis", "Master's thesis", "publication/other"),
        ("report", "Working paper", "publication/working-paper"),
        ("book", "Review", "publication/book"),
        ("article-journal", "no such genre", "publication/journal-article"),
    ],
)
def test_genre_says_more_than_the_csl_type(csl_type, genre, key):
    assert from_csl(csl_type, genre) == key


def test_an_unknown_csl_type_is_an_error():
    with pytest.raises(KeyError):
        from_csl("no-such-type")


def test_vocabularies_have_labels_in_both_languages():
    for table in (CONTENT_TYPES, STATUSES, ROLES):
        for key, row in table.items():
            assert row.key == key
            assert row.en
            assert row.sv
    assert all(re.fullmatch(r"[a-z]{3}", key) for key in ROLES)


def test_no_two_roles_share_a_csl_name():
    names = [role.csl for role in ROLES.values() if role.csl]
    assert len(names) == len(set(names))
