"""Merging rows of a kind into one that stays: publications, people, units, journals, publishers, keywords.

choosing.py says what may be merged and which values differ, relations.py what refers to a row, moving.py does it,
publications.py what is special about publications, page.py is the page.
"""

from publications.models import Journal, Keyword, Organisation, Person, Publication, Publisher

MERGEABLE = {
    model._meta.model_name: model for model in (Publication, Person, Organisation, Journal, Publisher, Keyword)
}
