"""manage.py import_records: every record is imported or reported, twice changes nothing, a kill leaves it whole."""

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from publications.models import Contribution, Publication, SourceRecord

SHARED = Path(os.environ.get("SHARED_DIR") or settings.BASE_DIR.parent / "shared")
ARTICLES = SHARED / "data/records/articles.jsonl.gz"


def item(number: int, **fields) -> dict:
    return {
        "id": f"i{number}",
        "type": "article-journal",
        "title": f"Title {number}",
        "author": [{"family": "Berg", "given": "Anna"}],
        "issued": {"date-parts": [[2024, 5]]},
    } | fields


def write(path: Path, *lines) -> Path:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def run(path: Path, **options) -> tuple[str, str]:
    """Return what the command wrote to its output and to its errors."""
    out, err = io.StringIO(), io.StringIO()
    call_command("import_records", str(path), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.mark.django_db
class TestImport:
    def test_the_summary_counts_new_changed_unchanged_and_refused(self, tmp_path):
        file = tmp_path / "r.jsonl"
        assert "2 new, 0 changed, 0 unchanged, 0 refused" in run(write(file, item(1), item(2)))[0]
        lines = item(1), item(2, title="Other"), item(3), "{"
        assert "1 new, 1 changed, 1 unchanged, 1 refused" in run(write(file, *lines))[0]

    def test_running_it_twice_leaves_every_row_as_it_was(self, tmp_path):
        file = write(tmp_path / "r.jsonl", *map(item, range(30)))
        run(file)
        before = list(Publication.objects.values()), list(Contribution.objects.values())
        run(file)
        assert (list(Publication.objects.values()), list(Contribution.objects.values())) == before

    def test_a_gzipped_file_is_read_whatever_its_name(self, tmp_path):
        file = tmp_path / "r.jsonl"
        file.write_bytes(gzip.compress(json.dumps(item(1)).encode()))
        assert "1 new" in run(file)[0]

    def test_what_is_refused_is_reported_with_file_line_and_reason(self, tmp_path):
        _, err = run(write(tmp_path / "r.jsonl", item(1), "", "not json", "[1]", {"id": "x", "type": 7}))
        assert [line.split(": ")[:2] for line in err.splitlines()] == [
            ["r.jsonl:3", "refused"],
            ["r.jsonl:4", "refused"],
            ["r.jsonl:5", "refused"],
        ]

    @pytest.mark.parametrize(
        "line",
        [
            b"\xff\xfe\xfa",
            b"[" * 100_000,
            b"\x00",
            b'{"id": "a", "title": "b\\u0000c", "type": "book"}',
            b'{"id": "a", "title": "\\ud800", "type": "book"}',
            b'{"id": "a", "title": "t", "type": "book", "author": "Anna"}',
            b'{"id": "a", "title": "t", "type": "book", "issued": {"date-parts": [[1e400, "x"]]}}',
            b'{"id": "a", "title": "t", "type": "book", "volume": "' + b"9" * 100_000 + b'"}',
            b'{"id": {"a": 1}, "title": ["t"], "type": ["book"], "author": [null, 3, {"family": {}}]}',
        ],
    )
    def test_a_hostile_line_is_refused_or_saved_and_the_next_one_imported(self, tmp_path, line):
        file = tmp_path / "r.jsonl"
        file.write_bytes(line + b"\n" + json.dumps(item(2)).encode())
        out, _ = run(file)
        assert Publication.objects.filter(title="Title 2").exists()
        assert ", 1 refused" in out or "2 new" in out

    def test_a_cut_off_gzip_file_is_said_and_what_came_before_is_kept(self, tmp_path):
        file = tmp_path / "r.jsonl.gz"
        noise = [item(number, abstract=os.urandom(300).hex()) for number in range(3000)]
        file.write_bytes(gzip.compress("\n".join(map(json.dumps, noise)).encode())[:-5000])
        with pytest.raises(CommandError, match="saved"):
            run(file)
        assert Publication.objects.count() >= 500

    def test_a_missing_file_is_said(self, tmp_path):
        with pytest.raises(CommandError, match="nowhere"):
            run(tmp_path / "nowhere")

    def test_a_line_that_is_too_long_is_said(self, tmp_path, monkeypatch):
        monkeypatch.setattr("publications.management.commands.import_records.LONGEST_LINE", 1000)
        with pytest.raises(CommandError, match="line 2 is longer than 1,000 bytes"):
            run(write(tmp_path / "r.jsonl", item(1), item(2, abstract="x" * 1000)))

    def test_drafts_can_be_imported(self, tmp_path):
        run(write(tmp_path / "r.jsonl", item(1)), status="draft")
        assert Publication.objects.get().status == "draft"

    def test_the_history_says_which_file_a_record_came_from(self, tmp_path):
        run(write(tmp_path / "spring.jsonl", item(1)))
        assert Publication.objects.get().events.get().pgh_context.metadata == {"import_of": "spring.jsonl"}


@pytest.mark.django_db(transaction=True)
def test_an_import_killed_in_the_middle_leaves_whole_records_and_can_be_run_again(tmp_path):
    file = write(tmp_path / "r.jsonl", *(item(number, keyword=["a", "b"]) for number in range(6000)))
    code = (
        "import django; django.setup(); from django.conf import settings; "
        f"from django.db import connection; connection.settings_dict['NAME'] = {connection.settings_dict['NAME']!r}; "
        f"from django.core.management import call_command; call_command('import_records', {str(file)!r})"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    process = subprocess.Popen([sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment)
    while process.poll() is None and not Publication.objects.exists():
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    count = Publication.objects.count()
    assert 0 < count < 6000
    assert SourceRecord.objects.count() == Contribution.objects.count() == count
    assert f"{6000 - count:,} new, 0 changed, {count:,} unchanged" in run(file)[0]
    assert Publication.objects.count() == 6000


@pytest.mark.skipif(not ARTICLES.exists(), reason="needs ../shared/data/records")
@pytest.mark.django_db
def test_every_real_record_is_imported_or_reported(tmp_path):
    """The 24,397 real records: none vanishes, none raises, nearly none is refused."""
    with gzip.open(ARTICLES) as file:
        lines = file.readlines()
    out, err = run(ARTICLES)
    refused = err.count(": refused: ")
    assert Publication.objects.count() + refused == len(lines)
    assert refused <= 20
    assert f"{refused} refused" in out
