"""How common each phrase is in all that is public, counted by several processes, whatever number of phrases there is.

Each process counts the publications of its share. What it has counted so far goes to files once it is too much for its
memory, each phrase to one of sixteen by its letters, so that a sixteenth of all phrases can be summed up at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

from django.db.models import Max, Min

from publications.fingerprint.corpus import Corpus
from publications.fingerprint.phrases import occurring
from publications.fingerprint.texts import BATCH, Source, sources
from publications.models import Publication
from publications.models.concept import LONGEST
from publications.sharing import Share, number_for, shared
from search.analysis import ENGLISH, SWEDISH

_MOST_PHRASES = 1_000_000  # counted at once by a process, some 350 MB
_FILES = 16
_SMALL = 50_000  # publications
Counted = tuple[str, str, str, int, int]  # key, language, label, frequency, given


class Count:
    """Phrases and given terms of publications by language, each as it is written most plainly."""

    def __init__(self):
        self.corpora = {language: Corpus() for language in (ENGLISH, SWEDISH)}
        self.labels: dict[str, dict[str, str]] = {language: {} for language in self.corpora}

    def __len__(self) -> int:
        return sum(map(len, self.labels.values()))

    def add(self, source: Source) -> None:
        corpus, labels = self.corpora[source.language], self.labels[source.language]
        found = occurring(source.title, source.abstract, source.language)
        corpus.add(found, source.given)
        for name, phrase in found.items():
            _keep_plainest(labels, name, phrase.written)
        for name, written in source.given.items():
            _keep_plainest(labels, name, written)

    def rows(self) -> Iterator[Counted]:
        for language, corpus in self.corpora.items():
            frequency, given = corpus.frequency.get, corpus.given.get
            for name, label in self.labels[language].items():
                yield name, language, label, frequency(name, 0), given(name, 0)


def _keep_plainest(labels: dict[str, str], name: str, written: str) -> None:
    """Keep the way of writing with the fewest capitals: titles have more than the term."""
    kept = labels.setdefault(name, written)
    if kept != written and not kept.islower() and _capitals(written) < _capitals(kept):
        labels[name] = written


def _capitals(text: str) -> int:
    return sum(map(str.isupper, text))


def starts() -> range:
    """Return with which keys batches of all that is public begin. 1 query."""
    ends = Publication.objects.public().aggregate(first=Min("pk"), last=Max("pk"))
    return range(ends["first"] or 0, (ends["last"] or -1) + 1, BATCH)


def put_aside(folder: str, processes: int | None = None) -> None:
    """Count all that is public, into files of a folder."""
    number = processes or number_for(Publication.objects.public().count())
    shared("publications.fingerprint.counting.count_share", [folder, starts()], number)


def counted(folder: str) -> Iterator[Counted]:
    """Return of what was counted each phrase that is common enough, or was given by authors. 1 query, at once."""
    least = 2 if Publication.objects.public().count() < _SMALL else 3
    files = (sorted(Path(folder).glob(f"*.{number}")) for number in range(_FILES))
    rows = (row for paths in files for row in _summed(paths))
    return (row for row in rows if len(row[0]) <= LONGEST and (row[3] >= least or row[4]))


def count_share(share: Share, folder: str, starts: range) -> None:
    """Count the publications of a share: those that follow each other, as of labels equally plain the first is kept."""
    count, part = Count(), 0
    for start in share.stretch(starts):
        for source in sources(range(start, start + starts.step)):
            count.add(source)
        if len(count) > _MOST_PHRASES:
            _write(count, Path(folder) / f"{share.number}-{part:04}")
            count, part = Count(), part + 1
    _write(count, Path(folder) / f"{share.number}-{part:04}")


def _write(count: Count, path: Path) -> None:
    files = [path.with_name(f"{path.name}.{number}").open("w", encoding="utf-8") for number in range(_FILES)]
    for name, language, label, frequency, given in count.rows():
        label = " ".join(label.split())  # a line is a phrase, and tabs part its columns
        files[crc32(name.encode()) % _FILES].write(f"{name}\t{language}\t{label}\t{frequency}\t{given}\n")
    for file in files:
        file.close()


def _summed(paths: Iterable[Path]) -> Iterator[Counted]:
    """Yield what was put aside in files, each phrase once."""
    frequency, given, labels = Counter(), Counter(), {}
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                name, language, label, often, times = line.rstrip("\n").split("\t")
                frequency[name, language] += int(often)
                given[name, language] += int(times)
                _keep_plainest(labels, (name, language), label)
    for (name, language), label in labels.items():
        yield name, language, label[:LONGEST], frequency[name, language], given[name, language]
