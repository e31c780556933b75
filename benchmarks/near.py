"""Whether what is said to be similar is: python -m benchmarks.near

Weak truth: publications of one volume (the proceedings of one event, one issue or volume of a journal) are more alike
than others. For 300 publications whose volume has at least 8, the share of those of the same volume among the first
five; beside it chance, and the words of the title alone, as the search ranks them and as ours does. It is told among
all publications, and among those of the same year alone, where the year cannot help. Twice: each publication as likely
as any other, so that a few large conferences about everything are most of it, and each volume as likely as any other.
That both are of one journal counts for nothing here, as it is what is judged. `--fit` finds what concepts and names
count by logistic regression on half of the volumes, and tells what that reaches on the other half (needs scikit-learn,
which the portal does not). The milliseconds are of this process only. Needs a database with such records, their
fingerprints (`manage.py fingerprints --all`) and index.
"""

import argparse
import os
import random
import time
from collections import defaultdict

FIRST, LEAST, SAMPLE = 5, 8, 300
MOST = {False: 100, True: 400}  # looked at; where others of one year are left out, more, for five of that year
YEARS = (0, 0.1)  # what the same year may count for


class Truth:
    """The volume and year of each publication that has one, the publications of each volume, and titles."""

    def __init__(self):
        from publications.models import Publication

        rows = Publication.objects.public().values_list("pk", "journal", "container_title", "volume", "title", "year")
        self.volume, self.members, self.titles, self.years = {}, defaultdict(list), {}, {}
        for pk, journal, container, volume, title, year in rows.order_by("pk"):
            self.years[pk] = year
            if (journal and volume) or container:
                self.volume[pk] = (journal, container, volume if journal else "")
                self.members[self.volume[pk]].append(pk)
                self.titles[pk] = title

    def sampled(self, by_volume: bool) -> list[int]:
        chance, large = (
            random.Random(1),
            sorted((name for name, members in self.members.items() if len(members) >= LEAST), key=str),
        )
        if not by_volume:
            return chance.sample([pk for pk in self.volume if len(self.members[self.volume[pk]]) >= LEAST], SAMPLE)
        return [chance.choice(self.members[name]) for name in chance.sample(large, min(SAMPLE, len(large)))]

    def hits(self, pk: int, found: list[int], same_year: bool) -> float:
        found = [key for key in found if key != pk and not (same_year and self.years[key] != self.years[pk])]
        return sum(self.volume.get(key) == self.volume[pk] for key in found[:FIRST]) / FIRST

    def chance(self, pk: int, same_year: bool) -> float:
        def like(key):
            return not same_year or self.years[key] == self.years[pk]

        mine = sum(map(like, self.members[self.volume[pk]])) - 1
        return mine / max(1, sum(map(like, self.volume)) - 1)


def by_title_as_searched(truth, pk, most):
    from formats.richtext import plain
    from publications.indexing import index
    from search.analysis import STOP_WORDS, words
    from search.query import Or, Word

    found = [Word(word, field="title") for word in words(plain(truth.titles[pk])) if word not in STOP_WORDS][:30]
    return index().run(Or(tuple(found)), size=most, facets=()).keys if found else []


def by_title(truth, pk, most):
    from publications.fingerprint.texts import sources
    from publications.indexing import index
    from search.alike import alike, telling

    source = next(sources([pk]))
    return list(alike(index(), telling(index(), source.title, "", source.language), most))


def ours(weights):
    from publications.fingerprint.near import nearest

    return lambda truth, pk, most: [found.key for found in nearest(pk, most, weights, most)]


def report(truth, judged, methods):
    for same_year in (False, True):
        by_chance = sum(truth.chance(pk, same_year) for pk in judged) / len(judged)
        print(f"  {'of the same year' if same_year else 'all'}: by chance {by_chance:.1%}")
        for name, method in methods.items():
            begin = time.process_time()
            hits = [truth.hits(pk, method(truth, pk, MOST[same_year]), same_year) for pk in judged]
            spent = 1000 * (time.process_time() - begin) / len(judged)
            print(f"    {name:24} {sum(hits) / len(hits):.1%}  {spent:.1f} ms", flush=True)


def fitted(truth, judged):
    """Return the weights of text, concepts and names by what tells the same volume among the candidates of one year.

    What is learnt is the order of the candidates of each publication: so signs are relative to the mean of these.
    """
    import numpy
    from sklearn.linear_model import LogisticRegression

    from publications.fingerprint.near import Weights, candidates, telling_of
    from publications.fingerprint.texts import sources

    rows, right = [], []
    for pk in judged:
        source = next(sources([pk]))
        found = [one for one in candidates(source, telling_of(source)) if truth.years[one.key] == truth.years[pk]]
        if found:
            signs = numpy.array([(*one.signs[:2], one.signs[3]) for one in found])
            rows += list(signs - signs.mean(axis=0))
            right += [truth.volume.get(one.key) == truth.volume[pk] for one in found]
    text, concepts, name = map(float, LogisticRegression(max_iter=1000).fit(rows, right).coef_[0])
    found = Weights(concepts=round(concepts / text, 2), name=round(name / text, 2), journal=0, time=0)
    print(f"fitted to {len(judged)}: {found}", flush=True)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    from publications.fingerprint.near import Weights

    truth = Truth()
    methods = {"title words, as searched": by_title_as_searched, "title words, as ours": by_title}
    for year in YEARS:
        methods[f"ours, year {year}"] = ours(Weights(journal=0, time=year))
    for by_volume in (False, True):
        judged = truth.sampled(by_volume)
        print(
            f"{len(judged)} publications of {len(truth.volume):,}, drawn by {'volume' if by_volume else 'publication'}"
        )
        if options.fit:
            half = set(sorted({truth.volume[pk] for pk in judged}, key=str)[::2])
            methods["ours, unseen"] = ours(fitted(truth, [pk for pk in judged if truth.volume[pk] in half]))
            judged = [pk for pk in judged if truth.volume[pk] not in half]
        report(truth, judged, methods)


if __name__ == "__main__":
    main()
