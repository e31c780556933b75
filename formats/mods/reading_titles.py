"""The titles of a mods element: the one without a type is the title, others are in other languages or forms."""

from __future__ import annotations

from collections import defaultdict

from formats.characters import one_line
from formats.draft import Draft
from formats.languages import code_of
from formats.record import Record, Translation
from formats.richtext import clean_title, plain
from formats.xml_tree import Element, name_of, words


def read_titles(draft: Draft, infos: list[Element], exact: dict[str, list[str]]) -> None:
    """Keep the titles; where our own MODS has them with markup too, those, as they are."""
    usual = [info for info in infos if not info.get("type") and not info.get("otherType")] or infos[:1]
    for place, info in enumerate(usual):
        title, subtitle = _title_of(info)
        if place:
            draft.other_title(_joined(title, subtitle), info.get("lang", ""))
        else:
            draft.fields["title"] = _exactly(exact["title"], title)
            draft.fields["subtitle"] = _exactly(exact["subTitle"], subtitle)
    for info in infos:
        if info not in usual:
            text = _exactly(exact["alternative"], _joined(*_title_of(info)))
            found = Translation(text=text, language=code_of(info.get("lang", "")))
            if text and text != draft.fields.get("title") and found not in draft.titles:
                draft.titles.append(found)
    if not draft.fields.get("title"):
        draft.fields |= {"title": draft.fields.get("subtitle", ""), "subtitle": ""}


def _exactly(exact: list[str], told: str) -> str:
    """Return the text with markup that says the same as a plain one, else that, cleaned."""
    for rich in exact:
        if one_line(plain(rich)) == told:
            return one_line(rich)
    return clean_title(told)


def _title_of(info: Element) -> tuple[str, str]:
    """Return title and subtitle; articles that are not sorted by, part numbers and names are of the title."""
    found: dict[str, list[str]] = defaultdict(list)
    for part in info:
        if text := words(part):
            found[name_of(part)].append(text)
    article = "".join(found["nonSort"])
    article += "" if article.endswith(("'", "\u2019", "-")) or not article else " "
    title = ". ".join([article + " ".join(found["title"]), *found["partNumber"], *found["partName"]]).strip(" .")
    whole = article + " ".join(found["title"])
    return (title if found["partNumber"] or found["partName"] else whole.strip()), ": ".join(found["subTitle"])


def _joined(title: str, subtitle: str) -> str:
    return Record(title=title, subtitle=subtitle).full_title
