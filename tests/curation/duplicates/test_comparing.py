"""Made-up pairs of records of which it is known whether they are one."""

import pytest

from curation.duplicates.comparing import compare
from curation.duplicates.names import agreement, name_of
from curation.duplicates.people import Profile
from curation.duplicates.people import compare as compare_people
from curation.duplicates.work import work_of
from formats.record import Contributor, Record

ARTICLE, PAPER, BOOK = "publication/journal-article", "conference/paper", "publication/book"
PREPRINT, CHAPTER, REPORT = "publication/preprint", "publication/book-chapter", "publication/report"
TITLE = "Nocturnal navigation of migrating cranes over the southern Baltic"


def record(title=TITLE, people="Berg Anna, Lind Olof", issued="2019", **fields):
    names = (text.split() for text in people.split(", ") if text)
    contributors = tuple(Contributor(family=family, given=" ".join(given)) for family, *given in names)
    return Record(**{"title": title, "contributors": contributors, "issued": issued, "type": ARTICLE, **fields})


SAME = [
    ({"title": TITLE.upper()}, {}),
    ({"title": "Nocturnal navigation of migrating cranes"}, {"title": f"{TITLE[:40]}: a radar study"}),
    ({"title": "Nocturnal navlgation of migratng cranes over the southem Baltic"}, {}),
    ({"title": "Nocturnal navi gation of migrating cranes over the southern Baltic"}, {}),
    (
        {"title": "<i>Grus grus</i> &amp; the Baltic: a study"},
        {"title": "Grus grus & the Baltic", "subtitle": "A study"},
    ),
    ({"people": "Berg A., Lind O."}, {}),
    ({"people": "BERG Anna, LIND Olof"}, {"people": "Lind Olof, Berg Anna"}),
    ({"people": "Müller Jörg"}, {"people": "Muller J."}),
    ({"issued": "2018", "type": PREPRINT, "doi": "10.5555/a"}, {"doi": "10.5555/b", "container_title": "Birds"}),
    ({"container_title": "Journal of African Languages", "page": "69-93"}, {"container_title": "JAL", "page": "69–93"}),
    ({"title": "Studies in crane ecology II"}, {"title": "Studies in crane ecology 2"}),
    (
        {"title": "Rättelse: kranens flykt", "people": ""},
        {"title": "RÄTTELSE: Kranens flykt", "people": "", "page": "7"},
    ),
]
OTHER = [
    ({"title": f"Erratum to: {TITLE}"}, {}),
    ({"title": f"Review of {TITLE}", "people": "Ek Eva"}, {}),
    ({"title": f"{TITLE}. Part I"}, {"title": f"{TITLE}. Part II"}),
    ({"title": f"{TITLE}. Del 1"}, {"title": f"{TITLE}. Del 2"}),
    ({"title": f"{TITLE}, part 2"}, {}),
    ({"title": "Annual report 2018", "type": REPORT}, {"title": "Annual report 2019", "type": REPORT}),
    (
        {"title": "Crane counts", "type": PAPER, "container_title": "Birds in spring"},
        {"title": "Crane counts", "type": PAPER, "issued": "2020", "container_title": "Meeting at Åhus"},
    ),
    ({"title": "Introduction", "people": "Ek Eva"}, {"title": "Introduction", "people": "Ström Nils"}),
    ({"title": "Preface", "people": "", "volume": "1"}, {"title": "Preface", "people": "", "volume": "2"}),
    ({"people": "Ek Eva"}, {"people": "Ström Nils"}),
    ({"title": "A grammar of Sukuma verbs", "issued": "1989"}, {"title": "A grammar of Bulu verbs", "issued": "1992"}),
    ({"title": "Cranes", "type": BOOK}, {"title": "Cranes: an introduction", "type": CHAPTER}),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_work_is_known_however_it_is_recorded(one, other):
    found = compare(work_of(record(**one)), work_of(record(**other)))
    assert found.asks, found


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_works_are_told_apart_however_alike_they_are(one, other):
    found = compare(work_of(record(**one)), work_of(record(**other)))
    assert not found.asks, found


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        (("Berg", "Anna"), ("BERG", "ANNA"), "same name"),
        (("Müller", "Jörg"), ("Mueller", "Joerg"), "same name"),
        (("Desclés", "Jean-Pierre"), ("Descles", "Jean Pierre"), "same long name"),
        (("van Eynde", "Frank"), ("Van Eynde", "F."), "initials"),
        (("Martin", "James H."), ("Martin", "James"), "middle name"),
        (("Church", "Kenneth"), ("Church", "Ken"), "near name"),
        (("Constant", "Mathieu"), ("Constant", "Matthieu"), "misspelt name"),
        (("Berg", "Anna"), ("Berg Lind", "Anna"), "double, same name"),
        (("Кычанов", "Евгений"), ("Kychanov", "Evgenii"), "same name"),
        (("Berg", "Anna"), ("Berg", "Olof"), ""),
        (("Mercer", "Robert E."), ("Mercer", "R. L."), ""),
        (("Hajič", "Jan"), ("Hajič jr.", "Jan"), ""),
    ],
)
def test_names_agree_or_not(one, other, how):
    assert agreement(name_of(*one), name_of(*other)) == how


def person(name="Berg, Anna", **fields):
    return Profile(names=(name_of("", "", name),), **{key: frozenset(value) for key, value in fields.items()})


def test_a_common_name_alone_is_not_enough():
    assert not compare_people(person("Liu, Yang"), person("Liu, Yang"), crowd=9).asks
    assert not compare_people(person("Liu, Yang", units="1"), person("Liu, Yang", units="1"), crowd=3).asks
    known = {"units": "1", "colleagues": ("wang li", "chen wei")}
    assert compare_people(person("Liu, Yang", **known), person("Liu, Yang", **known), crowd=3).asks


def test_two_people_on_one_publication_are_two():
    assert not compare_people(person(publications=[7]), person(publications=[7]), crowd=1).asks
