"""Addresses filled into a pattern are those that Django makes."""

from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from publications.models.addresses import address

ADDRESSES = [
    ("home",),
    ("publication", "a-slug-2"),
    ("person", "0000"),
    ("journal", uuid4()),
    ("keyword", uuid4()),
    ("record", uuid4()),
    ("subject", "2011", "50201"),
    ("subject", "2025", "5"),
]


@pytest.mark.parametrize(("name", "keys"), [(name, keys) for name, *keys in ADDRESSES])
def test_an_address_is_what_django_makes_in_every_language(name, keys):
    for language in ("en", "sv", "en"):
        with override(language):
            assert address(name, *keys) == reverse(name, args=keys)


def test_a_page_that_there_is_not_has_no_address():
    with pytest.raises(NoReverseMatch):
        address("nowhere", "a")
