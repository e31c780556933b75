"""Whatever is asked, the index answers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publications.indexing import index
from search.facets import FACETS
from search.marking import Marks
from search.paging import SORTS
from search.parsing import asked
from search.query import FIELDS, ORDERS, All, And, Chosen, Keys, Not, Or, Pattern, Phrase, Range, Word
from tests.factories import make_publication
from tests.pace import measured

pytestmark = pytest.mark.django_db
TEXTS = st.text(max_size=40) | st.sampled_from(["a*", "ab?c", "[x", "10.1/(", "\x00ab", "ß", "ab\\", "ab{9999}", "ab|"])
NAMES = st.sampled_from(("", *FIELDS))
LEAVES = st.one_of(
    st.builds(Word, TEXTS, NAMES, st.booleans(), st.booleans()),
    st.builds(Phrase, TEXTS, NAMES, st.booleans()),
    st.builds(Pattern, TEXTS, NAMES),
    st.builds(Range, st.sampled_from(ORDERS), TEXTS | st.dates().map(str), TEXTS | st.dates().map(str)),
    st.builds(Chosen, st.sampled_from(list(FACETS)), st.lists(TEXTS, max_size=2).map(tuple)),
    st.builds(Keys, st.lists(st.integers(0, 2**62), max_size=3).map(tuple)),
    st.just(All()),
)
QUERIES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=6,
)
CHOSEN = st.dictionaries(st.sampled_from(list(FACETS)), st.lists(TEXTS, min_size=1, max_size=2).map(tuple), max_size=2)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES, CHOSEN, st.sampled_from(["relevance", "nonsense", *SORTS]), st.integers(0, 10**9))
def test_any_query_is_answered(made, query, chosen, sort, start):
    found = index().run(query, chosen, sort, start)
    assert len(found.keys) <= found.count
    index().respelt(query)
    index().culprits(query, chosen)
    index().marks(query).excerpt("A text of some words. And of more.")


@pytest.mark.parametrize("query", [Word("´ab"), Word("´", prefix=True), Pattern("*"), Pattern("´*b"), Phrase("´ a")])
def test_marking_ends_where_what_is_looked_for_begins_with_a_blank_or_nothing(query):
    assert Marks(query).excerpt(" a  ab ab\n b ") is not None


@pytest.fixture
def made(indexed, request):
    for title in ("A text of words", "Another one"):
        make_publication(title=title)
    indexed()


@pytest.mark.parametrize(
    "text", ["a " * 5000, "a*" * 1000, "(" * 5000, '"' * 999, "x" * 100_000, "ab*c*d*e*f*g*h*i*j*k*" * 9, "NOT " * 2000]
)
def test_long_queries_are_answered_quickly(made, text):
    with measured() as took:
        index().run(asked(text).query)
        index().respelt(asked(text).query)
        index().suggested(text)
        index().titles(text)
    assert took.strides < 40
