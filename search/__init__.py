"""The full-text index of publications, on Tantivy: what can be found, how it is asked, and in which order it comes.

Plain Python: it knows neither the database nor the pages. `Index(path)` runs queries, `Writer(path)` fills an index;
publications/indexing says what goes in, publications/search.py what readers get. How it works: docs/search.md.
"""
