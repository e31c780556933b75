"""XML that is read only: PubMed, JATS, Crossref, MARCXML, OAI-PMH; and what all readers of XML must bear."""

import csv

import pytest

from formats import jats, marcxml, mods, oai_dc, oai_pmh, pubmed, unixref
from formats.datacite import as_xml as datacite
from formats.encodings import text_of
from formats.reading import reading_of
from formats.record import Affiliation, Contributor, Funding, Identifier, Note, Record, Refusal, Translation
from tests.formats import shared

MODULES = [mods, oai_dc, datacite, pubmed, jats, unixref, marcxml, oai_pmh]
# How many records a reader counts in files of which the list does not tell, or counts elements that are no records.
COUNTED = {
    "formats/extra/marcxml/zotero_MARCXML_05.xml": 1,  # a record of MARC in a record of SRW
    "formats/extra/unixref/cassette_777ba36a77.unixref.xml": 0,  # a DOI that Crossref does not know
    "formats/malformed/datacite/bolognese_datacite_missing_creator.xml": 1,
    "formats/malformed/datacite/bolognese_datacite-example-relateditems.xml": 0,
    "formats/pubmed/jabref_MedlineImporterTestMinimalEntry.xml": 0,  # an empty element
    "formats/pubmed/jabref_MedlineImporterTestNbib.xml": 2,  # an article and a book article
}
ONE_EACH = ("extra/datacite", "extra/jats", "extra/unixref", "extra/crossref_deposit")
KINDS = (*ONE_EACH, "mods", "pubmed", "extra/marcxml", "extra/oai_pmh")


def test_every_real_file_holds_as_many_records_as_a_reader_counts():
    folder = shared("data/records/formats/INDEX.tsv").parent.parent
    wrong = []
    with open(folder / "formats" / "INDEX.tsv", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["format"] in KINDS and row["file"].endswith(("xml", "xml-foo")):
                told = 1 if row["format"] in ONE_EACH else int(row["records"])
                found = reading_of((folder / row["file"]).read_bytes()).found
                if COUNTED.get(row["file"], told) != sum(isinstance(one, Record) for one in found):
                    wrong.append(row["file"])
    assert wrong == []


@pytest.mark.parametrize(
    "name", ["mods/swepub_chalmers.xml", "mods/swepub_invalid_issn.xml", "mods/swepub_validatable.xml"]
)
def test_an_undefined_entity_costs_no_record(name):
    text, _ = text_of(shared(f"data/records/formats/malformed/{name}").read_bytes())
    assert "&ouml;" in text
    assert all(isinstance(one, Record) for one in oai_pmh.read(text))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
@pytest.mark.parametrize(
    "text",
    [
        "", " ", "x", "{", "<", "<a", "<a>", "<a/>", "<!DOCTYPE a>", "<?xml version='1.0'?>", "\0", "&", "<![CDATA[",
        "<a>" * 500, "<a " + "b='c' " * 1000 + ">", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    ],
)  # fmt: skip
def test_what_is_none_of_theirs_is_an_error_with_a_sentence(module, text):
    assert not module.recognises(text)
    with pytest.raises(ValueError, match=r"\w"):
        module.read(text)


ROOTS = {
    mods: '<mods xmlns="http://www.loc.gov/mods/v3">{}</mods>',
    oai_dc: '<dc xmlns="http://purl.org/dc/elements/1.1/">{}</dc>',
    datacite: '<resource xmlns="http://datacite.org/schema/kernel-4">{}</resource>',
    pubmed: "<PubmedArticleSet><PubmedArticle><MedlineCitation>{}</MedlineCitation></PubmedArticle></PubmedArticleSet>",
    jats: "<article><front><article-meta>{}</article-meta></front></article>",
    unixref: "<doi_batch><journal><journal_article>{}</journal_article></journal></doi_batch>",
    marcxml: '<record><leader>x</leader><datafield tag="245">{}</datafield></record>',
    oai_pmh: "<OAI-PMH><ListRecords><record><metadata>{}</metadata></record></ListRecords></OAI-PMH>",
}
NAMES = (
    "titleInfo", "title", "name", "namePart", "role", "originInfo", "dateIssued", "relatedItem", "part", "identifier",
    "subject", "language", "location", "recordInfo", "extension", "creators", "creator", "dates", "date", "rightsList",
    "relatedItems", "fundingReferences", "resourceType", "publicationYear", "Article", "Journal", "JournalIssue",
    "PubDate", "AuthorList", "Abstract", "KeywordList", "MeshHeadingList", "title-group", "contrib-group", "contrib",
    "pub-date", "permissions", "abstract", "kwd-group", "titles", "contributors", "person_name", "publication_date",
    "pages", "doi_data", "program", "subfield", "controlfield", "header", "mods", "dc", "article", "resource", "record",
)  # fmt: skip


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
@pytest.mark.parametrize("name", NAMES)
def test_an_element_that_is_empty_or_holds_the_wrong_thing_is_read_or_refused(module, name):
    for inside in ("", "x" * 300, "<x>y</x>", f"<{name}/>", "\u202e2024-13-99"):
        element = f'<{name} type="code" code="a" tag="x">{inside}</{name}>'
        for wrapped in (element, f"<titleInfo>{element}</titleInfo>", element * 3):
            found = module.read(ROOTS[module].format(wrapped))
            assert all(isinstance(one, Record | Refusal) for one in found)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_a_file_that_breaks_off_keeps_what_stands_before(module):
    good = {
        mods: "<mods><titleInfo><title>T</title></titleInfo></mods>",
        oai_dc: "<dc><title>T</title></dc>",
        datacite: "<resource><titles><title>T</title></titles></resource>",
        pubmed: "<PubmedArticle><MedlineCitation><Article><ArticleTitle>T</ArticleTitle></Article></MedlineCitation>"
        "</PubmedArticle>",
        jats: "<article><front><article-meta><title-group><article-title>T</article-title></title-group>"
        "</article-meta></front></article>",
        unixref: "<journal_article><titles><title>T</title></titles></journal_article>",
        marcxml: '<record><datafield tag="245"><subfield code="a">T</subfield></datafield></record>',
        oai_pmh: "<record><metadata><mods><titleInfo><title>T</title></titleInfo></mods></metadata></record>",
    }[module]
    start = "<PubmedArticleSet>" if module is pubmed else "<doi_batch>" if module is unixref else "<all>"
    found = module.read(f"{start}{good}{good}{good[:-12]}")
    assert [getattr(one, "title", "refused") for one in found] == ["T", "T", "refused"]


# PubMed


def pubmed_text(article="", citation="", data="", title="<ArticleTitle>A title.</ArticleTitle>"):
    return (
        f"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>12</PMID><Article>{title}{article}</Article>{citation}"
        f"</MedlineCitation><PubmedData>{data}</PubmedData></PubmedArticle></PubmedArticleSet>"
    )


def of_pubmed(**parts):
    (record,) = pubmed.read(pubmed_text(**parts))
    return record


@pytest.mark.parametrize(
    ("date", "issued", "noted"),
    [
        ("<Year>1993</Year><Month>Oct</Month><Day>8</Day>", "1993-10-08", ""),
        ("<Year>1993</Year><Month>10</Month>", "1993-10", ""),
        ("<Year>1976</Year><Season>Fall</Season>", "1976", "1976 Fall"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998-12/1999-01", ""),
        ("<MedlineDate>2008 Jan-Mar</MedlineDate>", "2008-01/2008-03", ""),
        ("<MedlineDate>2000 Nov 15-30</MedlineDate>", "2000-11-15/2000-11-30", ""),
        ("<MedlineDate>1947-1948</MedlineDate>", "1947/1948", ""),
        ("<MedlineDate>2000 Spring</MedlineDate>", "2000", "2000 Spring"),
        ("<MedlineDate>Unknown</MedlineDate>", "", "Unknown"),
    ],
)
def test_dates_of_pubmed_are_as_exact_as_they_are_given(date, issued, noted):
    record = of_pubmed(article=f"<Journal><JournalIssue><PubDate>{date}</PubDate></JournalIssue></Journal>")
    assert record.issued == issued
    assert [note.text for note in record.notes] == ([noted] if noted else [])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<ArticleTitle>Of <i>E. coli</i> and CO<sub>2</sub>.</ArticleTitle>", "Of <i>E. coli</i> and CO<sub>2</sub>"),
        ("<ArticleTitle>[A translation].</ArticleTitle>", "A translation"),
        (
            '<ArticleTitle>The <mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup><mml:mi>x</mml:mi>'
            "<mml:mn>2</mml:mn></mml:msup></mml:math> law</ArticleTitle>",
            "The x<sup>2</sup> law",
        ),
    ],
)
def test_titles_of_pubmed_keep_their_markup(title, expected):
    assert of_pubmed(title=title).title == expected


def test_an_abstract_of_pubmed_keeps_its_parts():
    record = of_pubmed(
        article='<Abstract><AbstractText Label="AIM">To see.</AbstractText>'
        "<AbstractText>And <i>tell</i>.</AbstractText>"
        "<CopyrightInformation>Us</CopyrightInformation></Abstract>"
    )
    assert record.abstracts == (Translation(text="<p><b>AIM:</b> To see.</p><p>And <i>tell</i>.</p>", language="eng"),)
    assert record.notes == (Note(heading="Copyright:", text="Us"),)


def test_names_of_pubmed_have_their_places_and_numbers():
    record = of_pubmed(
        article="<AuthorList><Author><LastName>Öberg</LastName><ForeName>Åsa</ForeName><Suffix>Jr</Suffix>"
        '<Identifier Source="ORCID">https://orcid.org/0000-0002-1825-0097</Identifier>'
        "<AffiliationInfo><Affiliation>Lund.</Affiliation></AffiliationInfo></Author>"
        "<Author><CollectiveName>The Group</CollectiveName></Author></AuthorList>"
    )
    assert record.contributors == (
        Contributor(
            family="Öberg",
            given="Åsa",
            suffix="Jr",
            orcid="0000-0002-1825-0097",
            affiliations=(Affiliation(name="Lund"),),
        ),
        Contributor(literal="The Group"),
    )


def test_other_facts_of_pubmed():
    record = of_pubmed(
        article='<Journal><ISSN IssnType="Electronic">2434-561X</ISSN><Title>J</Title></Journal>'
        "<Pagination><MedlinePgn>1234-41</MedlinePgn></Pagination><Language>swe</Language><GrantList><Grant><GrantID>F-1</GrantID><Agency>VR"
        "</Agency></Grant></GrantList><VernacularTitle>En titel.</VernacularTitle>"
        "<PublicationTypeList><PublicationType>Review</PublicationType></PublicationTypeList>",
        citation="<MedlineJournalInfo><ISSNLinking>0306-4522</ISSNLinking></MedlineJournalInfo><MeshHeadingList>"
        "<MeshHeading><DescriptorName>Humans</DescriptorName><QualifierName>surgery</QualifierName></MeshHeading>"
        "</MeshHeadingList><KeywordList><Keyword>night</Keyword></KeywordList>",
        data='<ArticleIdList><ArticleId IdType="doi">10.1000/X</ArticleId><ArticleId IdType="pmc">PMC5</ArticleId>'
        "</ArticleIdList><PublicationStatus>aheadofprint</PublicationStatus>",
    )
    assert (record.issn, record.eissn, record.page) == ("0306-4522", "2434-561X", "1234-1241")
    assert record.titles == (Translation(text="En titel", language="swe"),)
    assert record.type == "publication/review-article"
    assert record.funding == (Funding(funder="VR", award="F-1"),)
    assert [word.text for word in record.keywords] == ["night", "Humans/surgery"]
    assert (record.doi, record.publication_status) == ("10.1000/x", "epub")
    assert record.identifiers == (Identifier(scheme="pmid", value="12"), Identifier(scheme="pmcid", value="PMC5"))


def test_a_chapter_of_pubmed_stands_in_its_book():
    (record,) = pubmed.read(
        "<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>9</PMID><Book><Publisher><PublisherName>P"
        "</PublisherName></Publisher><BookTitle>B</BookTitle><PubDate><Year>2010</Year></PubDate><Isbn>9780306406157"
        '</Isbn><AuthorList Type="editors"><Author><LastName>E</LastName><ForeName>F</ForeName></Author></AuthorList>'
        "</Book><ArticleTitle>C</ArticleTitle></BookDocument></PubmedBookArticle></PubmedArticleSet>"
    )
    assert (record.type, record.title, record.container_title) == ("publication/book-chapter", "C", "B")
    assert record.contributors == (Contributor(role="edt", family="E", given="F"),)
    assert (record.publisher, record.issued, record.isbn) == ("P", "2010", ("9780306406157",))


# JATS

JATS = (
    '<article article-type="{kind}" xml:lang="en" xmlns:xlink="http://www.w3.org/1999/xlink"><front><journal-meta>'
    "<journal-title-group><journal-title>J</journal-title></journal-title-group>"
    '<issn pub-type="ppub">0306-4522</issn><issn pub-type="epub">2434-561X</issn></journal-meta>'
    '<article-meta><article-id pub-id-type="doi">10.1000/x</article-id><title-group><article-title>A <italic>t</italic>'
    '<xref ref-type="fn" rid="n">*</xref></article-title></title-group>{meta}</article-meta></front></article>'
)


def of_jats(meta="", kind="research-article"):
    (record,) = jats.read(JATS.format(meta=meta, kind=kind))
    return record


def test_front_matter_is_read():
    record = of_jats(
        '<contrib-group><contrib contrib-type="author"><name><surname>A</surname><given-names>B</given-names></name>'
        '<xref ref-type="aff" rid="a1"/><xref ref-type="corresp" rid="c1"/></contrib></contrib-group>'
        '<aff id="a1"><label>1</label><institution>Dept</institution>, <country>Sweden</country></aff>'
        '<pub-date pub-type="epub"><day>2</day><month>3</month><year>2024</year></pub-date>'
        '<pub-date pub-type="ppub"><month>May</month><year>2024</year></pub-date>'
        "<volume>3</volume><elocation-id>e5</elocation-id>"
        '<permissions><license xlink:href="https://creativecommons.org/licenses/by/4.0/"/></permissions>'
        "<abstract><sec><title>Aim</title><p>To see.</p></sec></abstract>"
        '<kwd-group xml:lang="sv"><kwd>natt</kwd></kwd-group>'
        "<funding-group><award-group><funding-source>VR</funding-source><award-id>F-1</award-id></award-group>"
        "</funding-group>"
    )
    assert record.title == "A <i>t</i>"
    assert record.contributors == (
        Contributor(family="A", given="B", corresponding=True, affiliations=(Affiliation(name="Dept, Sweden"),)),
    )
    assert (record.issued, record.available) == ("2024-05", "2024-03-02")
    assert (record.issn, record.eissn, record.article_number) == ("0306-4522", "2434-561X", "e5")
    assert record.licence == "CC BY 4.0"
    assert record.abstracts == (Translation(text="<p><b>Aim</b> To see.</p>", language="eng"),)
    assert record.keywords == (Translation(text="natt", language="swe"),)
    assert record.funding == (Funding(funder="VR", award="F-1"),)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("review-article", "publication/review-article"),
        ("letter", "publication/editorial-letter"),
        ("book-review", "publication/book-review"),
        ("no-such", "publication/journal-article"),
    ],
)
def test_the_kind_of_an_article_is_its_type(kind, key):
    assert of_jats(kind=kind).type == key


# Crossref


def test_an_article_of_crossref_is_read():
    (record,) = unixref.read(
        '<doi_records><doi_record><crossref><journal><journal_metadata language="en"><full_title>J</full_title>'
        '<issn media_type="electronic">2434-561X</issn></journal_metadata><journal_issue><publication_date>'
        "<year>2024</year></publication_date><journal_volume><volume>3</volume></journal_volume><issue>2</issue>"
        "</journal_issue><journal_article><titles><title>T <i>x</i></title><subtitle>S</subtitle></titles>"
        '<contributors><person_name contributor_role="author"><given_name>B</given_name><surname>A</surname>'
        "<affiliation>Lund</affiliation><ORCID>http://orcid.org/0000-0002-1825-0097</ORCID></person_name>"
        '<organization contributor_role="author">The Group</organization></contributors>'
        '<publication_date media_type="online"><month>3</month><day>2</day><year>2024</year></publication_date>'
        '<publication_date media_type="print"><month>5</month><year>2024</year></publication_date>'
        "<pages><first_page>7</first_page><last_page>9</last_page></pages>"
        '<program name="fundref"><assertion name="fundgroup"><assertion name="funder_name">VR<assertion '
        'name="funder_identifier">https://doi.org/10.13039/501100004359</assertion></assertion><assertion '
        'name="award_number">F-1</assertion></assertion></program>'
        "<doi_data><doi>10.1000/X</doi><resource>https://a.se/1</resource></doi_data></journal_article></journal>"
        "</crossref></doi_record></doi_records>"
    )
    assert (record.title, record.subtitle, record.container_title) == ("T <i>x</i>", "S", "J")
    assert (record.issued, record.available, record.page) == ("2024-05", "2024-03-02", "7-9")
    assert (record.volume, record.issue, record.eissn, record.doi) == ("3", "2", "2434-561X", "10.1000/x")
    assert record.contributors[0].affiliations == (Affiliation(name="Lund"),)
    assert record.contributors[1].literal == "The Group"
    assert record.funding == (Funding(funder="VR", funder_id="10.13039/501100004359", award="F-1"),)
    assert (record.language, record.url) == ("eng", "https://a.se/1")


def test_a_doi_that_crossref_does_not_know_is_refused():
    (found,) = unixref.read(
        '<crossref_result><query_result><body><query status="unresolved"><doi>10.1000/no</doi></query></body>'
        "</query_result></crossref_result>"
    )
    assert (found.text, found.reason) == ("10.1000/no", "Crossref does not know this DOI.")


# MARCXML


def test_a_book_of_a_library_is_read():
    fields = {
        "020": {"a": "978-0-306-40615-7 (inb.)"},
        "041": {"a": "swe"},
        "100": {"a": "Öberg, Åsa,", "4": "aut"},
        "245": {"a": "En titel :", "b": "med mer /", "c": "Åsa Öberg"},
        "264": {"a": "Lund :", "b": "Förlaget,", "c": "[2019]"},
        "300": {"a": "230 s."},
        "490": {"a": "Serien ;", "v": "4"},
        "700": {"a": "Berg, Eva.", "e": "redaktör"},
    }
    told = "".join(
        f'<datafield tag="{tag}" ind1="1" ind2="1">'
        + "".join(f'<subfield code="{code}">{text}</subfield>' for code, text in parts.items())
        + "</datafield>"
        for tag, parts in fields.items()
    )
    (record,) = marcxml.read(
        f'<collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader>00000cam a2200000 a 4500</leader>'
        f'<controlfield tag="001">77</controlfield>{told}</record></collection>'
    )
    assert (record.id, record.type, record.title, record.subtitle) == ("77", "publication/book", "En titel", "med mer")
    assert record.contributors == (
        Contributor(family="Öberg", given="Åsa"),
        Contributor(role="edt", family="Berg", given="Eva"),
    )
    assert (record.publisher, record.publisher_place, record.issued) == ("Förlaget", "Lund", "2019")
    assert (record.collection_title, record.collection_number) == ("Serien", "4")
    assert (record.isbn, record.number_of_pages, record.language) == (("9780306406157",), "230", "swe")


# OAI-PMH


def oai(*records):
    return (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>'
        + "".join(records)
        + "</ListRecords></OAI-PMH>"
    )


def test_an_answer_holds_records_of_any_format_and_tells_what_is_gone():
    header = "<header><identifier>oai:x:{}</identifier></header>"
    mods_record = '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>M</title></titleInfo></mods>'
    dc_record = '<o:dc xmlns:o="urn:o" xmlns:d="urn:d"><d:title>D</d:title></o:dc>'
    marc = '<record xmlns="urn:m"><datafield tag="245"><subfield code="a">R</subfield></datafield></record>'
    found = oai_pmh.read(
        oai(
            *(
                f"<record>{header.format(number)}<metadata>{one}</metadata></record>"
                for number, one in enumerate((mods_record, dc_record, marc, "<unknown/>"), start=1)
            ),
            '<record><header status="deleted"><identifier>oai:x:5</identifier></header></record>',
        )
    )
    assert [(one.title, one.id) for one in found[:3]] == [("M", "oai:x:1"), ("D", "oai:x:2"), ("R", "oai:x:3")]
    assert [one.reason for one in found[3:]] == [
        "Its metadata are in a format that cannot be read here: unknown.",
        "It was deleted at its source.",
    ]
    assert [one.position for one in found[3:]] == [4, 5]


def test_an_answer_that_is_an_error_is_one_here_too():
    with pytest.raises(ValueError, match="badArgument No such set"):
        oai_pmh.read('<OAI-PMH><error code="badArgument">No such set</error></OAI-PMH>')
    assert oai_pmh.read('<OAI-PMH><ListRecords/><error code="noRecordsMatch"/></OAI-PMH>') == []
