"""Whether what is said to be similar is: python -m benchmarks.near

Weak truth: publications of one volume (the proceedings of one event, one issue or volume of a journal) are more alike
than others. For 300 publications whose volume has at least 8, the share of those of the same volume among the first
five; beside it chance, and the five that have most words of the title, ranked by the search. That both are of one
journal counts for nothing here, as it is what is judged. The year is no part of what names a volume, but most volumes
have but one: so it is tried with several weights, 0 among them, on one half and on the other. The milliseconds are of
this process only. Needs a database with such records, their fingerprints (`manage.py fingerprints --all`) and index.
"""

import os
import random
import time
from collections import defaultdict
from functools import partial

FIRST, LEAST, SAMPLE = 5, 8, 300
YEARS = (0, 0.15, 0.3, 0.5)  # what the same year may count for


def volumes():
    """Return the volume of each publication that has one, and the publications of each volume."""
    from publications.models import Publication

    rows = Publication.objects.public().values_list("pk", "journal", "container_title", "volume", "title")
    of, members, titles = {}, defaultdict(list), {}
    for pk, journal, container, volume, title in rows.order_by("pk"):
        name = (journal, container, volume if journal else "")
        if (journal and volume) or container:
            of[pk] = name
            members[name].append(pk)
            titles[pk] = title
    return of, members, titles


def by_title(title):
    """Return the keys of the publications with most words of a title, as the search ranks them."""
    from formats.richtext import plain
    from publications.indexing import index
    from search.analysis import STOP_WORDS, words
    from search.query import Or, Word

    found = [Word(word, field="title") for word in words(plain(title)) if word not in STOP_WORDS][:30]
    return index().run(Or(tuple(found)), size=FIRST + 1, facets=()).keys if found else []


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    from publications.fingerprint.near import nearest

    of, members, titles = volumes()
    judged = random.Random(1).sample([pk for pk in of if len(members[of[pk]]) >= LEAST], SAMPLE)
    chance = sum((len(members[of[pk]]) - 1) / (len(of) - 1) for pk in judged) / SAMPLE
    print(f"{SAMPLE} publications of {len(of):,}; of the first {FIRST} in the same volume: by chance {chance:.2%}")
    methods = {"title words": lambda pk: [key for key in by_title(titles[pk]) if key != pk]}
    for weight in YEARS:
        methods[f"ours, year {weight}"] = partial(keys_of, nearest, weight)
    for name, method in methods.items():
        begin = time.process_time()
        hits = [sum(of.get(key) == of[pk] for key in method(pk)[:FIRST]) / FIRST for pk in judged]
        spent = 1000 * (time.process_time() - begin) / SAMPLE
        shares = [sum(part) / len(part) for part in (hits, hits[::2], hits[1::2])]
        print("{:16} all {:.1%}, one half {:.1%}, the other {:.1%}".format(name, *shares), f"{spent:.1f} ms")


def keys_of(nearest, weight, pk):
    return [candidate.key for candidate in nearest(pk, FIRST, journal=0, time=weight)]


if __name__ == "__main__":
    main()
