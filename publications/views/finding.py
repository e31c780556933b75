"""What a visitor typed in the search box: words in titles, and names of people, units, journals and subjects."""

from dataclasses import dataclass

from django.db import OperationalError, connection, models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from psycopg.errors import QueryCanceled

from publications.models import Journal, Organisation, Person, Publication, Subject
from publications.views.lists import MOST, PublicationList, keys_in_order, list_of_keys, sort_in

LONGEST = 200  # characters of what was typed
MOST_WORDS = 12
SHOWN = 5  # names of each kind
SHOWN_OF_MANY = 1000  # publications whose titles have words that thousands have
MILLISECONDS = 1500  # that the database may take


@dataclass(frozen=True)
class Named:
    """Rows of a kind whose names begin as asked."""

    label: str
    rows: list[models.Model]


def words_in(text: str) -> str:
    """Return the words that a visitor typed: at most twelve of them, and 200 characters."""
    return " ".join(text.replace("\0", " ")[:LONGEST].split()[:MOST_WORDS])


def found_by_name(words: str) -> list[Named]:
    """Return the people, units, journals and subjects whose names begin with the words. 4 queries."""
    if not any(map(str.isalnum, words)):
        return []
    kinds = {
        _("People"): Person.objects.public().named(words),
        _("Units"): Organisation.objects.named(words),
        _("Journals"): Journal.objects.public().named(words),
        _("Subjects"): Subject.objects.named(words),
    }
    found = [Named(label, list(rows[:SHOWN])) for label, rows in kinds.items()]
    return [named for named in found if named.rows]


def found_by_title(request: HttpRequest, words: str) -> PublicationList | None:
    """Return the publications with all the words in their titles, None where looking takes too long. 7 queries.

    They are those of the count, of the keys and rows of the page and their names, and of the bound on time.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(MILLISECONDS)])
            keys, most = _titled(words, sort_in(request))
            return list_of_keys(request, keys, most, q=words)
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            return None
        raise


def _titled(words: str, sort: str) -> tuple[list[int], int]:
    """Return the keys in order of titles with all the words, and how many of them are shown. 2 queries.

    Few are found by the index of words and then ordered; for many it is faster to go along the index of the order. The
    database cannot guess which, since it does not know how many words begin so.
    """
    titled = Publication.objects.public().titled(words)
    some = titled.order_by().values("pk")[: MOST + 1]
    if some.count() > MOST:
        return keys_in_order(titled, sort, SHOWN_OF_MANY), SHOWN_OF_MANY
    return keys_in_order(Publication.objects.filter(pk__in=some), sort), MOST
