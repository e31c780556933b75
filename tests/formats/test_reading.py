"""Files of any format and encoding: what they are, what they hold, and what becomes of those that hold nothing good."""

import gzip
import io
import json
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from formats import READERS, WRITERS, bounds, is_binary, read
from formats.encodings import text_of
from formats.reading import reading_of
from formats.record import Record, Refusal
from tests.formats.records import FULL
from tests.pace import measured

BIBTEX = "@article{a, title={Öl och dimma}, author={Åberg, Eva}, year={2024}}\n"
ITEM = '[{"id": "1", "type": "book", "title": "Dimma på Öland"}]'
RIS = "TY  - JOUR\nTI  - Öl och dimma\nER  - \n"
STRIDES = 40  # of tests.pace: two seconds where a stride takes 50 milliseconds


class TestEncodings:
    @pytest.mark.parametrize(
        "encoding",
        [
            "utf-8",
            "utf-8-sig",
            "utf-16",
            "utf-16-le",
            "utf-16-be",
            "utf-32",
            "utf-32-le",
            "utf-32-be",
            "cp1252",
            "latin-1",
        ],
    )
    def test_a_text_in_any_encoding_is_read(self, encoding):
        assert text_of(ITEM.encode(encoding))[0] == ITEM
        [record] = read(ITEM.encode(encoding))
        assert record.title == "Dimma på Öland"

    def test_quotes_and_dashes_of_windows_are_read(self):
        assert text_of("“Fog” – ‘mist’ €".encode("cp1252")) == ("“Fog” – ‘mist’ €", "cp1252")

    @pytest.mark.parametrize(
        ("head", "encoding"),
        [
            ('<?xml version="1.0" encoding="iso-8859-2"?>', "iso8859-2"),
            ("<?xml version='1.0' encoding='KOI8-R' ?>", "koi8-r"),
            ("% Encoding: ISO8859_2\n", "iso8859-2"),
            ("@Comment{Encoding: windows-1250}\n", "cp1250"),
            ("@comment{x-kbibtex-encoding=cp1250}\n", "cp1250"),
            ("% Encoding: unicode_escape\n", "cp1252"),
            ("% Encoding: no-such\n", "cp1252"),
            ("% Encoding: ISO-8859-1\n", "cp1252"),
        ],
    )
    def test_what_a_file_says_is_believed_where_there_is_such_an_alphabet(self, head, encoding):
        data = head.encode() + b"\xe9\xf8\xb3"
        assert text_of(data) == (head + b"\xe9\xf8\xb3".decode(encoding), encoding)

    def test_utf_8_that_calls_itself_something_else_is_utf_8(self):
        assert text_of("% Encoding: cp1252\nÅ".encode()) == ("% Encoding: cp1252\nÅ", "utf-8")

    def test_a_few_bytes_of_windows_do_not_spoil_a_text_in_utf_8(self):
        data = ("å" * 50).encode() + b" caf\xe9"
        assert text_of(data) == ("å" * 50 + " café", "utf-8")

    @pytest.mark.parametrize("data", [b"a\0b", b"\0", b"@article{a,\0\0}", "a\0b".encode("utf-16"), b"\xff\xfea"])
    def test_null_bytes_and_broken_texts_are_refused_with_a_sentence(self, data):
        with pytest.raises(ValueError, match=r"^It (holds null bytes|is damaged).*\.$"):
            text_of(data)


class TestRecognising:
    @pytest.mark.parametrize("name", [name for name in WRITERS if name in READERS])
    def test_what_a_format_writes_is_read_as_that_format(self, name):
        pieces = WRITERS[name].write([FULL])
        data = b"".join(pieces) if is_binary(WRITERS[name]) else "".join(pieces).encode()
        reading = reading_of(data)
        assert reading.format == name or (name, reading.format) == ("biblatex", "bibtex")
        assert [type(one) for one in reading.found] == [Record]
        assert reading.encoding == ("" if is_binary(WRITERS[name]) else "utf-8")

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("PMID- 123\nTI  - Fog.\nTA  - J Fog\n", "nbib"),
            ("\n\nPMID- 123\nOWN - NLM\nTI  - Fog.\nER  - \n", "nbib"),
            ("FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI Fog\nER\n\nEF\n", "wos"),
            ("<1. >\nVN  - Ovid Technologies\nTI  - Fog.\n", "ovid"),
            ('{"status": "ok", "message-type": "work", "message": {"title": ["Fog"], "type": "book"}}', "crossref"),
            ('{"id": "https://openalex.org/W1", "display_name": "Fog", "authorships": []}', "openalex"),
            ('{"a1": {"type": "book", "title": "Fog"}, "a2": {"type": "book", "title": "Rain"}}', "csl_json"),
            ('{"type": "book", "title": "Fog"}\n{"type": "book", "title": "Rain"}\n', "csl_json"),
            ('[{"type": "publication/book", "title": "Fog"}]', "json"),
            ("Title;Författare;År\nDimma;Berg, Anna;2024\n", "csv"),
            (BIBTEX, "bibtex"),
            ("% a comment\n\n" + BIBTEX, "bibtex"),
        ],
    )
    def test_a_format_is_recognised_by_what_a_file_holds(self, text, name):
        reading = reading_of(text.encode())
        assert reading.format == name
        assert all(isinstance(one, Record) for one in reading.found)

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "It is empty."),
            (b" \n\t ", "It is empty."),
            (b"%PDF-1.7\n%\xe2\xe3", "This is a PDF document"),
            (b"\x89PNG\r\n\x1a\n\0\0", "This is a picture"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", "This is a picture"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "an old Office program"),
            (b"{\\rtf1\\ansi fog}", "a formatted text"),
            (b"SQLite format 3\0", "a database"),
            (b"<!DOCTYPE html><html><body>fog</body></html>", "This is a web page"),
            (b"<?xml version='1.0'?><!-- a --><html xmlns='x'/>", "This is a web page"),
            (b"Dear colleague, here is my list.", "in none of the formats that can be read: BibTeX"),
            (b"{}", "It has no type."),
            (b"[1, 2]", "not a JSON object"),
            (b'{"title": "x"', "It is not JSON"),
            (b"\x80\x81\x82\x83", "in none of the formats"),
        ],
    )
    def test_what_holds_no_references_is_told_what_it_is(self, data, words):
        found = read(data)
        assert [type(one) for one in found] == [Refusal] or data == b"[1, 2]"
        assert words in found[0].reason

    @pytest.mark.parametrize(
        ("part", "words"),
        [
            ("word/document.xml", "a Word document"),
            ("content.xml", "an OpenDocument file"),
            ("a.bib", "an archive (ZIP)"),
        ],
    )
    def test_an_archive_is_told_what_it_is(self, part, words):
        [refusal] = read(zipped({part: b"x"}))
        assert words in refusal.reason

    def test_the_lines_of_old_and_new_systems_are_the_same(self):
        text = "PMID- 1\nTI  - Fog.\nTA  - J\n\nPMID- 2\nTI  - Rain.\nTA  - J\n"
        for end in ("\r", "\r\n"):
            assert read(text.replace("\n", end).encode()) == read(text.encode())


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKBOOK = {
    "[Content_Types].xml": f"""<Types xmlns="{PACKAGE}/content-types">
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
        <Override PartName="/xl/workbook.xml" ContentType="{KINDS}.sheet.main+xml"/>
        <Override PartName="/xl/sheet1.xml" ContentType="{KINDS}.worksheet+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{PACKAGE}/relationships">
        <Relationship Id="r1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">
        <sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{PACKAGE}/relationships">
        <Relationship Id="r1" Type="{LINKS}/worksheet" Target="sheet1.xml"/></Relationships>""",
}


def xlsx(sheet):
    """Return the smallest workbook with this sheet."""
    return zipped(WORKBOOK | {"xl/sheet1.xml": sheet})


def _laughs(outer):
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><{outer}>&l9;</{outer}>'.encode()


FIFTY = 50 * 2**20
HOSTILE = {
    "entities of a mods": lambda: _laughs("mods"),
    "entities of PubMed": lambda: _laughs("PubmedArticleSet"),
    "an outside entity": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE mods [<!ENTITY x SYSTEM "file:///etc/passwd">]><mods xmlns='
        b'"http://www.loc.gov/mods/v3"><titleInfo><title>&x;</title></titleInfo></mods>'
    ),
    "a packed bomb": lambda: gzip.compress(bytes(20 * 2**20)),
    "a zip bomb": lambda: zipped({"a.bib": bytes(FIFTY)}),
    "a workbook that unpacks to much": lambda: xlsx(b" " * (210 * 2**20)),
    "a workbook with entities": lambda: xlsx(_laughs("worksheet")),
    "a workbook with a broken sheet": lambda: xlsx(b"<worksheet><sheetData><row"),
    "a workbook without its sheet": lambda: zipped({"xl/workbook.xml": b"<workbook/>"}),
    "an archive with a damaged list": lambda: zipped({"xl/workbook.xml": b"x"})[:-30],
    "deep lists": lambda: b"[" * 10**6,
    "deep objects": lambda: b'{"a":' * 10**6,
    "deep lists in an item": lambda: b'[{"type": "book", "title": ' + b"[" * 5000 + b"]" * 5000 + b"}]",
    "a huge number": lambda: b'[{"type": "book", "title": "x", "volume": ' + b"9" * 10**6 + b"}]",
    "millions of objects": lambda: b"[" + b"{}," * (FIFTY // 3 - 10) + b"{}]",
    "a text of fifty megabytes": lambda: b'{"type": "book", "title": "' + b"x" * (FIFTY - 100) + b'"}',
    "one line of letters": lambda: b"x" * FIFTY,
    "one line of BibTeX": lambda: b"@article{a, title={" + b"{" * (FIFTY - 100),
    "one line of RIS": lambda: b"TY  - JOUR\nTI  - " + b"x" * (FIFTY - 100),
    "one line of PubMed": lambda: b"PMID- 1\nTI  - " + b"x" * (FIFTY - 100),
    "one line of CSV": lambda: b"title,authors\n" + b"x" * (FIFTY - 100),
    "one line of XML": lambda: b"<mods><title>" + b"x" * (FIFTY - 100),
    "one line of JSON": lambda: b"{" * (FIFTY - 100),
    "spaces": lambda: b" " * (FIFTY - 1) + b"x",
    "null bytes": lambda: bytes(FIFTY),
    "too much": lambda: b"x" * (FIFTY + 1),
    "a quote that is not closed": lambda: b'title,authors\n"a,b\n' + b"c,d " * 1_000_000,
}


def test_the_smallest_workbook_is_read():
    row = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("Titel", "År"))
    other = '<c t="inlineStr"><is><t>Dimma</t></is></c><c><v>2024.0</v></c>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row>{row}</row><row>{other}</row></sheetData></worksheet>'
    [record] = read(xlsx(sheet))
    assert (record.title, record.issued) == ("Dimma", "2024")


class TestHostileFiles:
    @pytest.mark.parametrize("what", HOSTILE)
    def test_it_is_refused_with_a_sentence_in_two_seconds_or_so(self, what):
        data = HOSTILE[what]()
        with measured() as took:
            found = read(data)
        assert found
        assert all(isinstance(one, Refusal) and one.reason[-1] in ".)" for one in found) or what == "a huge number"
        assert "root:" not in str(found)
        assert took.strides < STRIDES

    def test_too_many_records_are_refused(self, monkeypatch):
        monkeypatch.setattr(bounds, "MOST_RECORDS", 2)
        for text in ('[{"type": "book", "title": "a"}, {}, {}]', "PMID- 1\n" * 3, "title,doi\na,b\na,b\na,b\n"):
            [refusal] = read(text.encode())
            assert refusal.reason == bounds.TOO_MANY

    @given(st.binary(max_size=200))
    def test_no_bytes_make_an_exception(self, data):
        assert read(data)

    @given(
        st.sampled_from(
            ("@article{", "TY  - ", "PMID- 1\n", "PT J\n", "<1. >\n", "[{", "title,doi\n", "<mods>", "%0 ")
        ),
        st.text(),
    )
    @example("[{", "\r0")
    def test_no_text_after_a_good_beginning_makes_an_exception(self, start, text):
        assert isinstance(read((start + text).encode("utf-8", "surrogatepass")), list)

    @given(
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        [
                            "title",
                            "author",
                            "message",
                            "items",
                            "id",
                            "authorships",
                            "published",
                            "event",
                            "license",
                            "contributors",
                            "type",
                            "issn-type",
                            "funder",
                        ]
                    ),
                    inner,
                )
            ),
            max_leaves=15,
        )
    )
    def test_no_json_makes_an_exception(self, value):
        for extra in (
            {},
            {"message-type": "work"},
            {"id": "https://openalex.org/W1", "authorships": []},
            {"type": "other"},
        ):
            given = {**value, **extra} if isinstance(value, dict) else [value, extra]
            found = read(json.dumps(given).encode())
            assert isinstance(found, list)
