"""How many of the keywords that authors gave are among the concepts of their texts: python -m benchmarks.fingerprint

Needs the shared material (SHARED_DIR, by default ../shared) and yake (requirements-dev.txt). The authors' own keywords
are hidden from the method; the corpus is all records there. Beside it in the same run: TF-IDF of words, YAKE alone.
`--fit` prints coefficients for publications/fingerprint/weighing.py, and what they reach on texts they were not
fitted to (needs scikit-learn, which the portal does not).
"""

import argparse
import gzip
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable
from math import log
from pathlib import Path

from formats.richtext import plain
from publications.fingerprint.corpus import Corpus, of_authors, terms_of
from publications.fingerprint.phrases import Phrase, phrases
from publications.fingerprint.weighing import SIGNS, signs, weigh
from publications.fingerprint.words import key
from search.analysis import language_of

RECORDS = Path(os.environ.get("SHARED_DIR", "../shared")) / "data" / "records" / "articles.jsonl.gz"
FIRST = (10, 20)


class Text:
    """A record: title, abstract, their language, phrases, and the keys of the keywords its authors gave."""

    def __init__(self, row: dict):
        self.title, self.abstract = (
            plain(re.sub("<[^>]*>", " ", row.get(name) or "")) for name in ("title", "abstract")
        )
        self.source = row["source"]
        code = {"sv": "swe", "en": "eng"}.get(row.get("language") or "", "")
        self.language = language_of(f"{self.title} {self.abstract}", code)
        self.phrases: dict[str, Phrase] = phrases(self.title, self.abstract, self.language)
        self.given = {term for word in of_authors(row.get("keyword") or ()) for term in terms_of(word, self.language)}
        written = f" {key(self.title, self.language)} | {key(self.abstract, self.language)} " if self.given else ""
        self.there = {term for term in self.given if f" {term} " in written}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    begin = time.process_time()
    with gzip.open(RECORDS, "rt") as lines:
        texts = [Text(json.loads(line)) for line in lines]
    corpus = Corpus()
    for text in texts:
        corpus.add(text.phrases, text.given)
    print(f"{len(texts):,} texts, {1000 * (time.process_time() - begin) / len(texts):.2f} ms of processor for each")
    judged = [text for text in texts if text.given and text.abstract]
    if options.fit:
        fit(judged, corpus)
        return 0
    return judge(judged, corpus)


def judge(judged: list[Text], corpus: Corpus) -> int:
    """Print what each method finds; return 1 where ours is not ahead of both others."""
    ours, words, yake = (report(name, judged, method(corpus)) for name, method in METHODS.items())
    return int(any(mine <= max(others) * 1.2 for mine, *others in zip(ours, words, yake, strict=True)))


def hidden(text: Text, corpus: Corpus) -> Corpus:
    """Return the corpus as if this text had no keywords."""
    known = Corpus(corpus.size, corpus.frequency, corpus.given.copy() if text.given else corpus.given)
    known.given.subtract(text.given)
    return known


def ours(corpus: Corpus) -> Callable[[Text], Iterable[str]]:
    return lambda text: [concept.key for concept in weigh(text.phrases, hidden(text, corpus))]


def words_by_tf_idf(corpus: Corpus) -> Callable[[Text], Iterable[str]]:
    def ranked(text):
        words = {name: phrase.count for name, phrase in text.phrases.items() if phrase.length == 1}
        return sorted(words, key=lambda name: -words[name] * log(corpus.size / corpus.frequency[name]))

    return ranked


def yake_alone(corpus: Corpus) -> Callable[[Text], Iterable[str]]:
    import yake

    extractors = {language: yake.KeywordExtractor(lan=language, n=3, top=60) for language in ("en", "sv")}

    def ranked(text):
        found = extractors[text.language].extract_keywords(f"{text.title}. {text.abstract}")
        return dict.fromkeys(key(words, text.language) for words, _ in found)

    return ranked


METHODS = {"ours": ours, "words by TF-IDF": words_by_tf_idf, "YAKE": yake_alone}


def report(name: str, judged: list[Text], rank: Callable[[Text], Iterable[str]]) -> list[float]:
    """Print the share of the authors' keywords that are found, of those that stand in the text and of all."""
    begin = time.process_time()
    rows = [(text, list(rank(text))) for text in judged]
    spent = 1000 * (time.process_time() - begin) / len(judged)
    shares = []
    for label, source in (("all", ""), ("SwePub and PubMed", ("swepub-mods", "pubmed"))):
        some = [(text, ranked) for text, ranked in rows if not source or text.source in source]
        given = sum(len(text.given) for text, _ in some)
        there = sum(len(text.there) for text, _ in some)
        hits = [sum(len(text.given.intersection(ranked[:first])) for text, ranked in some) for first in FIRST]
        shares += [hit / there for hit in hits]
        found = ", ".join(f"first {n}: {hit} ({hit / there:.1%})" for n, hit in zip(FIRST, hits, strict=True))
        print(f"{name:16} {label:18} {len(some)} texts, {given} keywords, {there} in the text; {found}; {spent:.1f} ms")
    return shares


def fit(judged: list[Text], corpus: Corpus) -> None:
    """Print the coefficients of all, and what those of four fifths reach on the last fifth."""
    import numpy
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    from publications.fingerprint import weighing

    def coefficients(texts):
        rows = [(signs(name, phrase, hidden(text, corpus)), name in text.given) for text in texts
                for name, phrase in text.phrases.items()]  # fmt: skip
        table, right = numpy.array([row for row, _ in rows]), [hit for _, hit in rows]
        scaler = StandardScaler().fit(table)
        model = LogisticRegression(C=0.3, max_iter=900).fit(scaler.transform(table), right)
        found = model.coef_[0] / scaler.scale_
        weighing.CONSTANT = round(float(model.intercept_[0] - found @ scaler.mean_), 2)
        return tuple(round(float(number), 2) for number in found)

    # Series of one repository have nearly the same texts: they stay together.
    series = sorted({text.title[:12] for text in judged})
    fold = {name: number * 7 % 5 for number, name in enumerate(series)}
    ranked = {}
    for number in range(5):
        weighing.COEFFICIENTS = coefficients([text for text in judged if fold[text.title[:12]] != number])
        ranked |= {id(text): ours(corpus)(text) for text in judged if fold[text.title[:12]] == number}
    report("ours, unseen", judged, lambda text: ranked[id(text)])
    print(dict(zip(SIGNS, coefficients(judged), strict=True)), weighing.CONSTANT)


if __name__ == "__main__":
    sys.exit(main())
