"""Names, lists of names, initials, substitution."""

import pytest

from citations.initials import initials
from tests.citations import author, html_of, reference_of

PLAIN = '<names variable="author"><name/></names>'
SORTED = '<names variable="author"><name name-as-sort-order="all" sort-separator=", "/></names>'
PEOPLE = [author("Wall", "Anna"), author("Lovheden", "Theresia"), author("Landgren", "Kajsa"), author("Ek", "Bo")]


def listed(body, *people, **parts):
    return reference_of(body, {"author": list(people)}, **parts)


@pytest.mark.parametrize(
    ("given", "mark", "expected"),
    [
        ("Anna Maria", ". ", "A. M."),
        ("Anna Maria", "", "AM"),
        ("Anna Maria", ".", "A.M."),
        ("Jean-Pierre", ". ", "J.-P."),
        ("Jean-Pierre", "", "J-P"),
        ("J.P.", ". ", "J. P."),
        ("J. P.", "", "JP"),
        ("Elias Silva de", ". ", "E. S. de"),
        ("Jae-sung", ". ", "J."),
        ("T.Sh.", ". ", "T. Sh."),
        ("IJsbrand Jan", ". ", "Ij. J."),
        ("ÅSA", ". ", "Å."),
        ("", ". ", ""),
        ("...", ". ", ""),
    ],
)
def test_initials(given, mark, expected):
    assert initials(given, mark) == expected


def test_initials_without_hyphen_and_names_not_shortened():
    assert initials("Jean-Pierre", "", True, False) == "JP"
    assert initials("Anna M", ".", False) == "Anna M."
    assert initials("Jean-Pierre M.", ". ", False) == "Jean-Pierre M."


@pytest.mark.parametrize(
    ("options", "name", "expected"),
    [
        ("", author("Broek", "Tijs", **{"non-dropping-particle": "van den"}), "Broek, Tijs van den"),
        ("never", author("Broek", "Tijs", **{"non-dropping-particle": "van den"}), "van den Broek, Tijs"),
        ("sort-only", author("Broek", "Tijs", **{"non-dropping-particle": "van den"}), "van den Broek, Tijs"),
        ("", author("van den Broek", "Tijs"), "Broek, Tijs van den"),
        ("never", author("Humboldt", "Alexander", **{"dropping-particle": "von"}), "Humboldt, Alexander von"),
        ("", author("King", "Martin", suffix="Jr."), "King, Martin, Jr."),
        ("", author("de' Medici", "Lorenzo"), "Medici, Lorenzo de’"),
        ("", {"literal": "Lunds universitet"}, "Lunds universitet"),
        ("", {"family": "denis-19"}, "denis-19"),
        ("", {"given": "Madonna"}, "Madonna"),
        ("", author("毛", "泽东"), "毛泽东"),
    ],
)
def test_names_turned_round(options, name, expected):
    options = f'demote-non-dropping-particle="{options}"' if options else ""
    assert listed(SORTED, name, options=options) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (author("Broek", "Tijs", **{"non-dropping-particle": "van den"}), "Tijs van den Broek"),
        (author("Alembert", "Jean", **{"non-dropping-particle": "d'"}), "Jean d’Alembert"),
        (author("King", "Martin", suffix="Jr."), "Martin King Jr."),
        (author("King", "Martin", **{"suffix": "Jr.", "comma-suffix": True}), "Martin King, Jr."),
        (author("King", "Martin, Jr."), "Martin King Jr."),
        (author("King", "Martin,! Jr."), "Martin King, Jr."),
        (author("O'Brien", "Pat"), "Pat O’Brien"),
        (author("de' Medici", "Lorenzo"), "Lorenzo de’ Medici"),
    ],
)
def test_names_as_they_are_said(name, expected):
    assert listed(PLAIN, name) == expected


@pytest.mark.parametrize(
    ("options", "count", "expected"),
    [
        ('and="text"', 2, "Anna Wall and Theresia Lovheden"),
        ('and="symbol" delimiter-precedes-last="always"', 2, "Anna Wall, & Theresia Lovheden"),
        ('and="text"', 3, "Anna Wall, Theresia Lovheden, and Kajsa Landgren"),
        ('and="text" delimiter-precedes-last="never"', 3, "Anna Wall, Theresia Lovheden and Kajsa Landgren"),
        ('et-al-min="3" et-al-use-first="1"', 3, "Anna Wall et al."),
        ('et-al-min="3" et-al-use-first="2"', 3, "Anna Wall, Theresia Lovheden, et al."),
        ('et-al-min="3" et-al-use-first="1" et-al-use-last="true"', 4, "Anna Wall, … Bo Ek"),
        ('delimiter-precedes-et-al="always" et-al-min="2" et-al-use-first="1"', 2, "Anna Wall, et al."),
        ('form="short"', 2, "Wall, Lovheden"),
        ('form="count"', 4, "4"),
        ('initialize-with="."', 2, "A. Wall, T. Lovheden"),
        ('name-as-sort-order="first" and="text"', 2, "Wall, Anna, and Theresia Lovheden"),
        ('name-as-sort-order="first" delimiter-precedes-last="after-inverted-name" and="text"', 2)
        + ("Wall, Anna, and Theresia Lovheden",),
    ],
)
def test_lists_of_names(options, count, expected):
    if options.startswith("name-as-sort-order") and "after" not in options:
        options += ' delimiter-precedes-last="always"'
    assert listed(f'<names variable="author"><name {options}/></names>', *PEOPLE[:count]) == expected


def test_name_options_are_inherited_from_the_bibliography():
    assert listed(PLAIN, *PEOPLE[:3], area='et-al-min="2" et-al-use-first="1"') == "Anna Wall et al."


def test_labels_stand_before_or_after_as_in_the_style():
    item = {"editor": PEOPLE[:2]}
    assert reference_of(
        '<names variable="editor"><name/><label form="short" prefix=" (" suffix=")"/></names>', item
    ) == ("Anna Wall, Theresia Lovheden (eds.)")
    assert reference_of('<names variable="editor"><label form="verb" suffix=" "/><name/></names>', item) == (
        "edited by Anna Wall, Theresia Lovheden"
    )


def test_one_who_both_edits_and_translates_is_named_once():
    body = '<names variable="editor translator" delimiter="; "><name/><label prefix=", "/></names>'
    item = {"editor": PEOPLE[:1], "translator": PEOPLE[:1]}
    assert reference_of(body, item) == "Anna Wall, editor & translator"
    assert reference_of(body, item | {"translator": PEOPLE[1:2]}) == "Anna Wall, editor; Theresia Lovheden, translator"


SUBSTITUTE = (
    '<group delimiter=". "><names variable="author"><name initialize-with="."/><label form="short" prefix=", "/>'
    '<substitute><names variable="editor"/><text variable="title"/></substitute></names>'
    '<text variable="title"/><names variable="editor"><name/></names></group>'
)


def test_what_stands_in_for_an_author_is_not_printed_again():
    assert reference_of(SUBSTITUTE, {"editor": PEOPLE[:1], "title": "T"}) == "A. Wall, ed. T"
    assert reference_of(SUBSTITUTE, {"title": "T"}) == "T"
    assert reference_of(SUBSTITUTE, {"author": PEOPLE[1:2], "editor": PEOPLE[:1], "title": "T"}) == (
        "T. Lovheden. T. Anna Wall"
    )


def test_name_parts_are_formatted_apart():
    body = '<names variable="author"><name><name-part name="family" font-variant="small-caps"/></name></names>'
    assert html_of(body, {"author": PEOPLE[:1]}) == 'Anna <span class="smallcaps">Wall</span>'
