"""DataCite Metadata Schema 4.5 (https://datacite-metadata-schema.readthedocs.io/), as XML and as JSON.

Both are made of the same attributes (`writing.attributes_of`), and read into them (`reading.record_of`). Version 4.6
and the older kernels 2 and 3 are read too.

What DataCite has no place for, and what reads back otherwise:
- markup in titles and abstracts; an abstract's paragraphs are kept
- content type, source, genre, status, the counts of contributors, whether it is ours, when the record was made
- of a name: a wrong ORCID iD, the local id, units, an affiliation without a name, a role that is none of DataCite's
  types (it is "Other"; makers of what has no author are creators), and the order of creators among others
- identifiers that are wrong; label and media type of a link; a note's heading is the beginning of its text
- publisher's and event's place; volume, issue and pages of what is in nothing
- edition and version: one of them. The kind of open access: only whether it is open; grants without a funder
"""
