"""arXiv's Atom; the paper is invented."""

import pytest

from formats import arxiv, read
from formats.record import Affiliation, Contributor, Identifier, Link, Note, Record, Refusal

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">ArXiv Query: search_query=&amp;id_list=2401.99901</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <entry>
    <id>http://arxiv.org/abs/2401.99901v2</id>
    <updated>2024-03-02T10:00:00Z</updated>
    <published>2024-01-30T18:59:59Z</published>
    <title>Fog over
  Norrvik &amp; its lakes</title>
    <summary>  We measured fog.
</summary>
    <author><name>Anna van der Berg</name>
      <arxiv:affiliation xmlns:arxiv="http://arxiv.org/schemas/atom">University of Norrvik</arxiv:affiliation></author>
    <author><name>The Fog Collaboration</name></author>
    <arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.5555/fog.1</arxiv:doi>
    <arxiv:journal_ref xmlns:arxiv="http://arxiv.org/schemas/atom">J. Fog 3 (2024) 1-9</arxiv:journal_ref>
    <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">9 pages</arxiv:comment>
    <link href="http://arxiv.org/abs/2401.99901v2" rel="alternate" type="text/html"/>
    <category term="physics.ao-ph" scheme="http://arxiv.org/schemas/atom"/>
  </entry>
</feed>
"""


def test_an_entry_is_a_preprint_with_the_doi_of_what_was_published_as_a_link():
    [record] = arxiv.read(FEED)
    assert record.type == "publication/preprint"
    assert (record.source, record.id, record.doi) == ("arxiv", "2401.99901", "")
    assert record.title == "Fog over Norrvik & its lakes"
    assert record.issued == "2024-01-30"
    assert record.contributors[0] == Contributor(
        given="Anna", family="van der Berg", affiliations=(Affiliation(name="University of Norrvik"),)
    )
    assert record.identifiers == (Identifier(scheme="arxiv", value="2401.99901"),)
    assert Link(url="https://doi.org/10.5555/fog.1", kind="related", label="Published version") in record.links
    assert Note(text="9 pages", heading="Comment:") in record.notes


def test_a_feed_of_arxiv_is_told_from_other_xml():
    assert isinstance(read(FEED.encode())[0], Record)
    with pytest.raises(ValueError, match="no feed of arXiv"):
        arxiv.read("<feed><entry/></feed>")


def test_an_error_is_told_in_arxivs_words():
    entry = "<id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>incorrect id format</summary>"
    text = f'<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/x</id><entry>{entry}</entry></feed>'
    [refusal] = arxiv.read(text)
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "arXiv says: incorrect id format."
