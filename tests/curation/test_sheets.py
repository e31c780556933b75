"""Records as a spreadsheet, changed in one, and back again."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html
from openpyxl import Workbook, load_workbook

from curation.batch import sheets
from curation.models import Batch
from curation.operations.undo import undo
from formats.record import Contributor, Subject, Translation
from publications.models import Publication
from tests.curation.test_undo import everything
from tests.factories import make_journal, make_publication, make_subject

pytestmark = pytest.mark.django_db(transaction=True)


class Sheet:
    """A spreadsheet of records: taken out, changed, brought back, looked at, and made true."""

    def __init__(self, client, user, records, suffix="csv"):
        self.client, self.suffix = client, suffix
        batch = Batch.objects.create(who=user, keys=[record.pk for record in records])
        answer = client.get(reverse("admin:many_sheet", args=[batch.pk, suffix]))
        assert answer.status_code == 200
        data = b"".join(answer.streaming_content)
        if suffix == "csv":
            lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        else:
            rows = load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
            lines = [["" if cell is None else cell for cell in row] for row in rows]
        self.names, *rows = lines
        self.rows = [dict(zip(self.names, row, strict=True)) for row in rows]

    def data(self):
        lines = [self.names, *([row.get(name, "") for name in self.names] for row in self.rows)]
        if self.suffix == "csv":
            written = io.StringIO()
            csv.writer(written, delimiter=";").writerows(lines)  # as a Swedish Excel does
            return written.getvalue().encode("cp1252")
        book = Workbook()
        for line in lines:
            book.active.append(line)
        for cell in (cell for row in book.active.iter_rows() for cell in row if cell.value):
            cell.data_type = "s"  # a text stays one, also if it looks like a formula
        written = io.BytesIO()
        book.save(written)
        return written.getvalue()

    def bring(self):
        return self.upload(self.data())

    def upload(self, data):
        file = SimpleUploadedFile(f"changed.{self.suffix}", data)
        self.answer = self.client.post(reverse("admin:many_upload"), {"file": file}, follow=True)
        return self

    @property
    def text(self):
        return " ".join(html.fromstring(self.answer.content.decode()).text_content().split())

    @property
    def counts(self):
        page = html.fromstring(self.answer.content.decode())
        return tuple(int(dd.text) for dd in page.xpath("//dl[@class='counts']//dd"))

    def do(self, **choices):
        page = html.fromstring(self.answer.content.decode())
        form = page.xpath("//div[contains(@class, 'many')]/form[@method='post']")[0]
        address = self.answer.redirect_chain[-1][0]
        fields = {name: value for name, value in form.form_values() if value is not None}
        answer = self.client.post(address, fields | choices, follow=True)
        answer.redirect_chain = [*self.answer.redirect_chain, *answer.redirect_chain[:0]]
        self.answer = answer
        return Batch.objects.latest("made").operation


@pytest.fixture
def sheet(staff, librarian):
    return lambda *records, **options: Sheet(staff, librarian, records, **options)


def full():
    make_subject()
    return make_publication(
        type="publication/journal-article",
        title="Om <i>dimma</i>: å ä ö",
        subtitle="=1+1",
        language="swe",
        issued="2024-05",
        page="1-3",
        container_title="Journal of Fog",
        issn="2049-3630",
        publisher="Fog Press",
        keywords=(Translation(text="fog; thick"), Translation(text="dimma", language="swe")),
        subjects=(Subject(code="30305", edition="2025"),),
        contributors=(Contributor(family="Berg"),),
    )


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_was_not_changed_changes_nothing(sheet, suffix):
    record, other = full(), make_publication()
    brought = sheet(record, other, suffix=suffix)
    assert brought.rows[0]["keywords"] == "fog\\; thick; [swe] dimma"
    assert brought.rows[0]["journal"] == "Journal of Fog [2049-3630]"
    brought.bring()
    assert brought.counts == (0, 2, 0)
    assert "There is nothing to change" in brought.text


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_changed_cells_are_shown_and_made_and_undone(sheet, librarian, suffix):
    record, other = full(), make_publication()
    make_journal(title="Journal of Mist", issn="0028-0836")
    before = everything()
    brought = sheet(record, other, suffix=suffix)
    brought.rows[0] |= {
        "title": "Om dimma",
        "issued": "2025",
        "journal": "0028-0836",
        "publisher": "",
        "subjects": "",
        "keywords": "[swe] dimma; rain",
    }
    brought.bring()
    assert brought.counts == (1, 1, 0)
    assert "Title: Om dimma: å ä ö → Om dimma" in brought.text.replace("<i>", "").replace("</i>", "")
    assert "Journal: Journal of Fog [2049-3630] → Journal of Mist [0028-0836]" in brought.text
    assert everything() == before
    done = brought.do()
    record.refresh_from_db()
    assert (record.title, record.issued, record.journal.title, record.publisher) == (
        "Om dimma", "2025", "Journal of Mist", None,
    )  # fmt: skip
    assert [(row.keyword.term, row.keyword.language) for row in record.keyword_links.all()] == [
        ("dimma", "swe"),
        ("rain", ""),
    ]
    assert not record.classifications.exists()
    assert done.kind == "spreadsheet"
    undo(done, librarian)
    assert everything() == before


def test_an_order_of_keywords_is_kept(sheet):
    record = make_publication(keywords=tuple(Translation(text=word) for word in ("a", "b", "c")))
    brought = sheet(record)
    brought.rows[0]["keywords"] = "c; d; a; b"
    brought.bring().do()
    assert [str(row) for row in record.keyword_links.all()] == ["c", "d", "a", "b"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"type": "nonsense"}, "Type:"),
        ({"title": ""}, "Title:"),
        ({"issued": "maj-24"}, "Published:"),
        ({"journal": "Unknown Journal"}, "There is none called “Unknown Journal”"),
        ({"subjects": "99999"}, "There is no subject “99999”"),
        ({"issn": "1234-5678"}, "This is no ISSN"),
        ({"language": "swedish"}, "Language:"),
        ({"keywords": "x" * 600}, "Keywords:"),
        ({"volume": "x" * 300}, "Volume:"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_with_row_and_reason(sheet, changes, said):
    good, bad = make_publication(), make_publication(title="Bad")
    brought = sheet(good, bad)
    brought.rows[0]["volume"] = "7"
    brought.rows[1] |= changes
    brought.bring()
    assert brought.counts == (1, 0, 1)
    assert said in brought.text
    assert "Row 3:" in brought.text
    brought.do()
    good.refresh_from_db()
    assert good.volume == "7"


def test_two_journals_of_one_name_are_told_apart_by_issn(sheet):
    for issn in ("2049-3630", "0028-0836"):
        make_journal(title="Biology", issn=issn)
    brought = sheet(make_publication())
    brought.rows[0]["journal"] = "biology"
    assert "Several are called “biology”" in brought.bring().text
    brought.rows[0]["journal"] = "Biology [0028-0836]"
    brought.bring().do()
    assert Publication.objects.get().journal.issn == "0028-0836"


def test_rows_of_no_record_are_refused(sheet):
    brought = sheet(make_publication())
    [row] = brought.rows
    brought.rows += [row, row | {"uuid": "x"}, row | {"uuid": "00000000-0000-0000-0000-000000000000"}]
    brought.bring()
    assert brought.counts == (0, 1, 3)
    for reason in ("Row 3: The same record stands above", "Row 4: It has no uuid", "Row 5: No record has this uuid"):
        assert reason in brought.text


def test_unknown_columns_are_named(sheet):
    brought = sheet(make_publication())
    brought.names.append("remark")
    brought.rows[0]["remark"] = "Mine"
    assert "change nothing: remark" in brought.bring().text


def test_columns_that_were_taken_away_change_nothing(sheet):
    brought = sheet(make_publication(volume="7"))
    brought.names = ["uuid", "issue", "state"]
    brought.rows[0]["issue"] = "2"
    brought.bring().do()
    record = Publication.objects.get()
    assert (record.volume, record.issue) == ("7", "2")


def test_what_others_changed_since_is_left_and_what_both_changed_is_decided(sheet):
    record = make_publication(title="Fog", volume="1")
    brought = sheet(record)
    brought.rows[0] |= {"volume": "2", "title": "Mine", "issue": "9"}
    Publication.objects.update(title="Theirs", language="swe")
    brought.bring()
    assert "Changed by others since the export" in brought.text
    brought.do()
    record.refresh_from_db()
    assert record.title == "Theirs"  # nothing was decided, so nothing is done
    brought.do(**{f"decide-{record.pk}-title": "mine"})
    assert "Title: Theirs → Mine" in brought.text
    assert "changed these meanwhile" not in brought.text
    brought.do()
    record.refresh_from_db()
    assert (record.title, record.volume, record.issue, record.language) == ("Mine", "2", "9", "swe")


def test_all_conflicts_can_be_decided_at_once(sheet):
    records = [make_publication(title=f"Fog {number}") for number in range(3)]
    brought = sheet(*records)
    for row in brought.rows:
        row |= {"title": "Mine", "volume": "2"}
    Publication.objects.update(title="Theirs")
    brought.bring()
    brought.do(**{"decide-rest": "theirs"})
    assert brought.counts == (3, 0, 0)
    brought.do()
    assert set(Publication.objects.values_list("title", "volume")) == {("Theirs", "2")}


def test_without_the_state_every_difference_is_to_be_decided(sheet):
    record = make_publication(title="Fog")
    brought = sheet(record)
    brought.rows[0] |= {"title": "Mist", "state": "1,2E+45"}
    assert "you decide" in brought.bring().text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "does not name the columns"),
        (b"title;type\nFog;book\n", "does not name the columns"),
        (b"uuid\nx\n", "does not name the columns"),
        (b"\0\0\0", "null bytes"),
        (b"PK\x03\x04 not an archive", "no spreadsheet"),
        (b"uuid,title\n" + b"x,y\n" * (sheets.MOST + 1), "more than 10000 rows"),
        (b"uuid,title\n" + b"x" * (sheets.LARGEST + 1), "larger than 20 MB"),
    ],
)
def test_a_file_that_is_no_such_spreadsheet_is_refused_with_the_reason(sheet, data, said):
    brought = sheet(make_publication())
    brought.upload(data)
    assert brought.answer.status_code == 400
    assert said in brought.text
    assert Batch.objects.filter(wanted__isnull=False).count() == 0


def test_a_cell_that_no_quote_ends_loses_no_row_silently(sheet):
    brought = sheet(make_publication())
    brought.upload(b'uuid,title\n"' + b"x" * 1_100_000)
    assert "longer than a million" in brought.text or "It has no uuid" in brought.text


def test_no_file_is_said(staff):
    assert "Choose a file" in staff.post(reverse("admin:many_upload")).content.decode()


def test_other_forms_are_not_found(staff, librarian):
    batch = Batch.objects.create(who=librarian, keys=[])
    assert staff.get(reverse("admin:many_sheet", args=[batch.pk, "ods"])).status_code == 404


def test_a_sheet_of_500_takes_as_many_queries_as_one_of_5(librarian, django_assert_max_num_queries):
    make_subject()
    keys = [make_publication(keywords=(Translation(text="fog"),)).pk for _ in range(30)]
    with django_assert_max_num_queries(40):  # uuids, a query for each of 31 columns, keywords, subjects
        list(sheets.written(keys, "csv"))
