"""Records for the tests of all formats: a full and a minimal one, one of each type, made-up items of hostile values."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from formats import record_json
from formats.record import (
    Affiliation,
    Contributor,
    Funding,
    Identifier,
    Link,
    Note,
    Record,
    Subject,
    Translation,
)
from formats.roles import ROLES
from formats.types import CONTENT_TYPES, OPEN_ACCESS, STATUSES, TYPES

MINIMAL = Record(id="1", type="publication/other", title="A title")

FULL = Record(
    id="0f6b3b0e-2f5e-4a0e-9e0a-6a3f0d4b8c11",
    source="demo",
    url="https://research.example.org/publications/0f6b3b0e-2f5e-4a0e-9e0a-6a3f0d4b8c11",
    type="publication/journal-article",
    content_type="ref",
    genre="Journal Article",
    title="Growth of <i>Drosophila</i> at 50% H<sub>2</sub>O & more",
    subtitle="A study_of DNA",
    titles=(Translation(text="Tillväxt hos <i>Drosophila</i>", language="swe"),),
    abstracts=(
        Translation(text="<p>Flies &amp; water.</p><p>They grew.</p>", language="eng"),
        Translation(text="<p>Flugor.</p>", language="swe"),
    ),
    language="eng",
    contributors=(
        Contributor(
            family="von Öberg",
            given="Åsa Maria",
            orcid="0000-0002-1825-0097",
            local_id="abc-1",
            corresponding=True,
            affiliations=(
                Affiliation(name="Department of Flies", unit="u1"),
                Affiliation(name="Elsewhere", ror="012a77v79"),
            ),
        ),
        Contributor(family="King", given="Martin Luther", suffix="Jr.", wrong_orcid="0000-0002-1825-0098"),
        Contributor(literal="The Fly and Water Consortium"),
        Contributor(role="edt", family="Editor", given="Eva"),
        Contributor(role="ths", family="Guide", given="Gunnar"),
    ),
    contributor_count=12,
    container_title="Journal of Flies & Water",
    container_title_short="J. Flies",
    volume="43",
    issue="4",
    page="344-355",
    article_number="e058724",
    number_of_pages="12",
    issued="2024-05-17",
    available="2024-03",
    accepted="2024-02-01",
    publication_status="published",
    publisher="Springer",
    publisher_place="Lund",
    doi="10.1234/abc_d(5)<1>",
    issn="0306-4522",
    eissn="2434-561X",
    identifiers=(
        Identifier(scheme="pmid", value="11543891"),
        Identifier(scheme="scopus", value="85218706729"),
        Identifier(scheme="isbn", value="123", problem="does not have 10 or 13 digits"),
    ),
    links=(
        Link(url="https://example.org/a_b.pdf?x=1&y=2", kind="fulltext", label="PDF", media_type="application/pdf"),
    ),
    funding=(Funding(funder="The Fly Fund", funder_id="10.13039/100000001", award="F-1", title="Flies"),),
    subjects=(Subject(code="10612"), Subject(code="106", edition="2025")),
    keywords=(Translation(text="flies", language="eng"), Translation(text="vatten", language="swe")),
    notes=(Note(heading="Publisher Copyright:", text="© 2024 The Authors."),),
    open_access="gold",
    licence="CC BY 4.0",
    ours=True,
    created=datetime(2025, 7, 3, 9, 39, 20, tzinfo=UTC),
    updated=datetime(2025, 7, 4, 9, 39, 20, tzinfo=UTC),
)

_WHOLE = {
    "title": "On <i>Things</i> and DNA",
    "subtitle": "A view",
    "contributors": FULL.contributors,
    "container_title": "Proceedings & Papers",
    "collection_title": "Series of Things",
    "collection_number": "7",
    "volume": "3",
    "issue": "2",
    "page": "1-10",
    "number": "N-12",
    "edition": "2",
    "version": "1.0",
    "event_title": "Conference on Things",
    "event_place": "Lund",
    "event_date": "2023-06-01/2023-06-03",
    "publisher": "Lund University",
    "publisher_place": "Lund",
    "issued": "2023-10",
    "doi": "10.1234/things",
    "isbn": ("9780306406157",),
    "issn": "0306-4522",
    "language": "swe",
}


def of_type(key: str) -> Record:
    """Return a record of a type with all fields that any type has."""
    return Record(id=f"id-{key.replace('/', '-')}", type=key, **_WHOLE)


EVERY_TYPE = [of_type(key) for key in TYPES]

HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;script&gt;", "\0\x07\x1b", "\ud800",
    "\u202eabc", "\ufffe\uffff", "{", "}", "\\", "\\input{x}", "$", "%", "@article{a,", "TY  - JOUR", "ER  - ", "\r\n",
    "a\nER  - \n", "=cmd()", "' OR 1=1 --", "x" * 5000, "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "שלום", "javascript:alert(1)", " ", "", "\u2028",
    "]]>", "<i>", "</i>", "~#^_&", "--", "and", "A and B", ",", "a, b, c", "{a}", '"', "\\\\", "`''",
)  # fmt: skip
_text = st.sampled_from(HOSTILE) | st.text(max_size=20)
_value = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats() | _text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "lang", "name", "x"]), inner),
    max_leaves=4,
)
_date = st.fixed_dictionaries(
    {},
    optional={"date-parts": st.lists(st.lists(st.integers(-5, 3000) | _value, max_size=4), max_size=3), "raw": _value},
)
_name = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("family", "given", "literal", "suffix", "ORCID", "local_id", "affiliation", "units"), _value
    ),
)
_KEYS = (
    "id", "subtitle", "title-main", "titles", "abstract", "abstracts", "abstract_alt", "title-alternative",
    "language", "keyword", "mesh", "DOI", "URL", "ISSN", "ISBN", "PMID", "PMCID", "wos", "scopus", "volume",
    "issue", "page", "number", "article-number", "edition", "version", "publisher", "publisher-place",
    "container-title", "collection-title", "collection-number", "event-title", "event-place", "note", "notes", "rights",
    "relation", "comments-corrections", "update-to", "funder", "funding", "identifiers", "links", "uka_subjects",
    "uka_edition", "open-access", "licence", "publication-status", "status", "content-type", "contributor-count",
    "ours", "created", "updated", "year-as-written", "genre", "source", "number-of-pages", "custom",
    "container-title-short",
)  # fmt: skip
items = st.fixed_dictionaries(
    {"title": _text, "type": st.sampled_from(["article-journal", "book", "thesis", "x"])},
    optional={
        **dict.fromkeys(_KEYS, _value),
        **dict.fromkeys(("author", "editor", "supervisor"), st.lists(_name | _value, max_size=3)),
        **dict.fromkeys(("issued", "accepted", "defence", "available-date", "event-date"), _date | _value),
        "output-type": st.sampled_from(list(TYPES)) | st.none(),
    },
)


# Records of every type and with every field, of nasty texts. What cannot be in a Record, such as a control character or
# a wrong DOI that is said to be right, is mended by reading it once: see `canonical`.
_NASTY = ("a; b", "x | y", "'=1", "[eng] a", "a\\", "a;", "1/2", "_x000A_", "*A", "H<sub>2</sub>O", "<b>x</b>")
_NAMES = ("Öberg", "von der Au", "Volvo AB", "Team USA", "Group IV", "Åsa-Maria", "O'Neill", "et al.", "van 't Hoff")
_words = st.sampled_from(HOSTILE[:-1] + _NASTY + _NAMES)
_line = _words | st.text(st.characters(codec="utf-8"), max_size=12)
_day = st.dates(min_value=date(1000, 1, 1), max_value=date(2100, 12, 31)).map(lambda day: day.isoformat())
_when = st.just("") | _day | _day.map(lambda day: day[:7]) | _day.map(lambda day: day[:4]) | st.just("1935/1936")
_languages = st.sampled_from(("", "eng", "swe", "ger", "sma"))
_moments = st.none() | st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


def _some(strategy):
    return st.lists(strategy, max_size=3).map(tuple)


_places = st.builds(
    Affiliation, name=_line, unit=st.sampled_from(("", "u1", "v1000253")), ror=st.sampled_from(("", "012a77v79"))
)
_people = st.builds(
    Contributor,
    role=st.sampled_from([*ROLES]),
    family=_line,
    given=_line,
    suffix=st.sampled_from(("", "Jr.", "III")),
    literal=st.just("") | _line,
    orcid=st.sampled_from(("", "0000-0002-1825-0097")),
    wrong_orcid=st.sampled_from(("", "0000-0002-1825-0098")),
    local_id=st.sampled_from(("", "abc-1")),
    corresponding=st.booleans(),
    affiliations=_some(_places),
)
_translations = _some(st.builds(Translation, text=_line, language=_languages))
_numbers = st.sampled_from(("", "1", "12", "e12", "A-7", "1-10", "S1-S9", "=1", "ix"))
_identifiers = st.builds(
    Identifier,
    scheme=st.sampled_from(("pmid", "pmcid", "scopus", "isi", "arxiv", "hdl", "urn", "isbn", "doi", "issn", "pii")),
    value=st.sampled_from(
        ("11543891", "PMC123", "2101.01234", "2043/1234", "urn:nbn:se:lu:1", "x", "10.1/", "0306-4523")
    ),
)
made_records = st.builds(
    Record,
    id=st.sampled_from(("1", "0f6b3b0e-2f5e-4a0e-9e0a-6a3f0d4b8c11", "a b")),
    source=st.sampled_from(("", "demo")),
    url=st.sampled_from(("", "https://research.example.org/publications/1")),
    type=st.sampled_from([*TYPES]),
    content_type=st.sampled_from(("", *CONTENT_TYPES)),
    title=_line.map(lambda text: f"On {text}"),
    subtitle=_line,
    titles=_translations,
    abstracts=_translations,
    language=_languages,
    contributors=_some(_people),
    contributor_count=st.none() | st.integers(1, 99999),
    **dict.fromkeys(("genre", "container_title", "container_title_short", "collection_title", "event_title"), _line),
    **dict.fromkeys(("event_place", "publisher", "publisher_place"), _line),
    **dict.fromkeys(("volume", "issue", "page", "article_number", "number_of_pages", "edition", "version"), _numbers),
    **dict.fromkeys(("number", "collection_number"), _numbers),
    **dict.fromkeys(("event_date", "issued", "available", "accepted", "defended"), _when),
    publication_status=st.sampled_from(("", *STATUSES)),
    doi=st.sampled_from(("", "10.1234/abc_d(5)<1>")),
    issn=st.sampled_from(("", "0306-4522")),
    eissn=st.sampled_from(("", "2434-561X")),
    isbn=st.sampled_from(((), ("9780306406157",), ("9780306406157", "9781800627345"))),
    identifiers=_some(_identifiers),
    links=_some(
        st.builds(
            Link,
            url=st.sampled_from(("https://example.org/a_b.pdf?x=1&y=2", "https://example.org/;|,[]")),
            kind=st.sampled_from(("fulltext", "related", "data")),
            label=_line,
            media_type=st.sampled_from(("", "application/pdf")),
        )
    ),
    funding=_some(
        st.builds(
            Funding,
            funder=_line,
            funder_id=st.sampled_from(("", "10.13039/100000001", "012a77v79")),
            award=_line,
            title=_line,
        )
    ),
    subjects=_some(
        st.builds(Subject, code=st.sampled_from(("1", "106", "10612")), edition=st.sampled_from(("2011", "2025")))
    ),
    keywords=_translations,
    notes=_some(st.builds(Note, text=_line, heading=_line)),
    open_access=st.sampled_from(("", *OPEN_ACCESS, "closed")),
    licence=st.sampled_from(("", "CC BY 4.0", "https://example.org/licence")),
    ours=st.none() | st.booleans(),
    created=_moments,
    updated=_moments,
)


def canonical(record: Record) -> Record:
    """Return a made record as reading gives it: texts cleaned, identifiers checked, nothing twice.

    It is read twice, since a text that could have been markup is what it is only when it has been cleaned.
    """
    for _ in range(2):
        [record] = record_json.read("".join(record_json.write([record])))
        assert isinstance(record, Record), record
    return record
