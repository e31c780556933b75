"""The same search in PostgreSQL: words of titles, names, keywords and abstracts in a temporary table, facets counted
in SQL. As good as it gets without another program: a GIN index, weights, and one query for all that is found."""

import time

from django.db import connection

MAKE = """
    CREATE TEMPORARY TABLE full_text AS
    SELECT publication.id, year, type, language, open_access, journal_id,
        setweight(to_tsvector('simple', publications_folded(publication.title || ' ' || subtitle)), 'A')
        || setweight(to_tsvector('simple', publications_folded(coalesce(names, '') || ' ' || coalesce(terms, ''))), 'B')
        || setweight(to_tsvector('simple', publications_folded(coalesce(abstracts, ''))), 'D') AS words
    FROM publications_publication publication
    LEFT JOIN (
        SELECT publication_id, string_agg(given || ' ' || family || ' ' || literal, ' ') AS names
        FROM publications_contribution GROUP BY 1
    ) name ON name.publication_id = publication.id
    LEFT JOIN (
        SELECT publication_id, string_agg(term, ' ') AS terms FROM publications_publicationkeyword given
        JOIN publications_keyword keyword ON keyword.id = given.keyword_id GROUP BY 1
    ) term ON term.publication_id = publication.id
    LEFT JOIN (
        SELECT publication_id, string_agg(text, ' ') AS abstracts
        FROM publications_text WHERE kind = 'abstract' GROUP BY 1
    ) abstract ON abstract.publication_id = publication.id
    WHERE status = 'public'
"""
FACETS = (
    "SELECT year::text, count(*) FROM found GROUP BY 1",
    "SELECT type, count(*) FROM found GROUP BY 1",
    "SELECT language, count(*) FROM found GROUP BY 1",
    "SELECT open_access, count(*) FROM found GROUP BY 1",
    "SELECT journal_id::text, count(*) FROM found GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
    "SELECT person_id::text, count(*) FROM found JOIN publications_contribution name ON name.publication_id = found.id"
    " WHERE person_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
    "SELECT subject_id::text, count(*) FROM found JOIN publications_classification given"
    " ON given.publication_id = found.id GROUP BY 1",
    "SELECT keyword_id::text, count(*) FROM found JOIN publications_publicationkeyword given"
    " ON given.publication_id = found.id GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
)


class FullText:
    """The temporary table, which goes with the connection."""

    def __enter__(self):
        begin = time.monotonic()
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0; SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'")
            cursor.execute(MAKE)
            cursor.execute("CREATE INDEX ON full_text USING gin (words)")
            cursor.execute("ANALYZE full_text")
        self.took = time.monotonic() - begin
        return self

    def __exit__(self, *problem):
        connection.close()

    def milliseconds(self, text: str, chosen: dict, start: int) -> float:
        """Return how long a page of results with its facets takes."""
        begin = time.perf_counter()
        with connection.cursor() as cursor:
            where, parameters = _where(text, chosen)
            cursor.execute(f"CREATE TEMPORARY TABLE found AS SELECT * FROM full_text WHERE {where}", parameters)
            rank = "ts_rank(words, websearch_to_tsquery('simple', %s)) DESC" if text else "year DESC NULLS LAST"
            cursor.execute(f"SELECT id FROM found ORDER BY {rank}, id LIMIT 20 OFFSET {start}", [text] if text else [])
            cursor.fetchall()
            for facet in ("SELECT count(*) FROM found", *FACETS):
                cursor.execute(facet)
                cursor.fetchall()
            took = (time.perf_counter() - begin) * 1000
            cursor.execute("DROP TABLE found")
        return took


def _where(text, chosen):
    """Return the condition for a query and the chosen values, and its parameters."""
    conditions, parameters = ["true"], []
    if text:
        word = text.replace("author:", "").split(" year:")[0]
        conditions.append("words @@ " + ("to_tsquery('simple', %s)" if word.endswith("*") else _WEB))
        parameters.append(word.replace("*", ":*"))
    if " year:" in text:
        conditions.append("year BETWEEN %s AND %s")
        parameters += text.split(" year:")[1].split("-")
    for name, values in chosen.items():
        conditions.append("year BETWEEN %s AND %s" if name == "year" else f"{name} = %s")
        parameters += values[0].split("-") if name == "year" else values
    return " AND ".join(conditions), parameters


_WEB = "websearch_to_tsquery('simple', publications_folded(%s))"
