"""Whether what is said to be similar is: python -m benchmarks.near

Weak truth: publications of one volume (the proceedings of one event, one issue or volume of a journal) are more alike
than others. For 300 publications whose volume has at least 8, the share of those of the same volume among the first
five; beside it chance, and the five that have most words of the title, ranked by the search. That a journal is the
same counts for nothing here, as it is part of what is judged; without the year too, which a volume has in common.
What the year counts for was chosen by the first half of the 300; the other half is told apart. Needs a database with such
records, their fingerprints (`manage.py fingerprints --all`) and the index.
"""

import os
import random
import time
from collections import defaultdict

FIRST, LEAST, SAMPLE = 5, 8, 300


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
    methods = {
        "title words": lambda pk: [key for key in by_title(titles[pk]) if key != pk][:FIRST],
        "ours without the year": lambda pk: [found.key for found in nearest(pk, FIRST, journal=0, time=0)],
        "ours": lambda pk: [found.key for found in nearest(pk, FIRST, journal=0)],
    }
    print(f"{SAMPLE} publications of {len(of):,}; of the first {FIRST} in the same volume: by chance {chance:.2%}")
    for name, method in methods.items():
        begin = time.process_time()
        hits = [sum(of.get(key) == of[pk] for key in method(pk)) / FIRST for pk in judged]
        spent = 1000 * (time.process_time() - begin) / SAMPLE
        half = hits[SAMPLE // 2 :]
        print(f"{name:22} {sum(hits) / SAMPLE:.1%}, of the other half {sum(half) / len(half):.1%}; {spent:.1f} ms here")


if __name__ == "__main__":
    main()
