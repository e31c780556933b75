import re
from xml.etree import ElementTree

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.richtext import (
    SMALL_CAPS,
    abstract_html,
    abstract_plain,
    clean_abstract,
    clean_title,
    parts,
    plain,
    title_html,
)
from tests.pace import measured

TITLES = [
    ("Plain", "Plain"),
    (" two\n lines\t", "two lines"),
    ("a < b & c > d", "a < b & c > d"),
    ("Review of <Studies in comparative Austroasiatic linguistics>", None),
    ("The vowel <i> in Thai", None),
    ("The value of <i>, <ī>, <u>, and <ū> in Middle Khmer", None),
    ("<script>alert(1)</script>", None),
    ("Mechanical Turk: $100 for a $200 rush", None),
    (r"C:\temp and a lone \ in a title", None),
    ("Sets such as {a, b} and en-{de, fr}", None),
    ("8,8-dimethyl-3-({[(2r)-4-methyl", None),
    ("AT&T and R&D", None),
    ("<em>Drosophila</em> and <strong>bold</strong>", "<i>Drosophila</i> and <b>bold</b>"),
    ("<I CLASS='x'>x</I>", "<i>x</i>"),
    ("H<inf>2</inf>O and m<sup>2</sup>", "H<sub>2</sub>O and m<sup>2</sup>"),
    ("<jats:italic>E. coli</jats:italic> &amp; us", "<i>E. coli</i> & us"),
    ("&lt;i&gt;x&lt;/i&gt;", "<i>x</i>"),
    ("&amp;lt;i&amp;gt;x&amp;lt;/i&amp;gt; R&amp;amp;D", "<i>x</i> R&D"),
    ("<scp>DNA</scp>", SMALL_CAPS + "DNA</span>"),
    ('<span class="small-caps">DNA</span> <span lang="sv">och</span>', SMALL_CAPS + "DNA</span> och"),
    ("<scp>a<span>b</span>c</scp> <span>d</span>", SMALL_CAPS + "abc</span> d"),
    ("<p>A<br/>B</p>", "A B"),
    ("Anaemia<subtitle>Treatment</subtitle>", "Anaemia: Treatment"),
    ("stray</i> end", "stray end"),
    ("x<i></i>y", "xy"),
    ("<u>under</u><!-- gone -->line", "underline"),
    ("a&#1;b&#x202e;c&nbsp;d&eacute;", "abc dé"),
    ("caf&eacute", "caf&eacute"),
    (
        '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msub><mml:mi>H</mml:mi><mml:mn>2</mml:mn>'
        "</mml:msub><mml:msup><mml:mi>x</mml:mi><mml:mi>n</mml:mi></mml:msup></mml:math> ions",
        "H<sub>2</sub>x<sup>n</sup> ions",
    ),
    ("<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math> <math><mi>broken</math>", "a/b broken"),
    (r"{\it Drosophila} and \emph{C. elegans}", "<i>Drosophila</i> and <i>C. elegans</i>"),
    (r"The $\alpha$-helix of $H_2O$ in $n$ steps", "The α-helix of H<sub>2</sub>O in n steps"),
    (r"G\"odel, G{\"o}del, G\"{o}del, {\AA}rhus, \v{C}ech, stra\ss e", "Gödel, Gödel, Gödel, Århus, Čech, straße"),
    (r"Gar\c con, \'{\i}gnaz", "Garçon, ígnaz"),
    ("{Protected} {I}nsights on {DNA} and {{Whole Title}}", "Protected Insights on DNA and Whole Title"),
    (r"Refer360^{\circ} and 2^{nd} of C$_{60}$", "Refer360° and 2<sup>nd</sup> of C<sub>60</sub>"),
    (r"Q \& A, 46\% of \$5", "Q & A, 46% of $5"),
    (r"en\rightarrowde and \muPLAN, Japanese \leftrightarrow English", "en→de and μPLAN, Japanese ↔ English"),
    (r"\textsc{Bert}", SMALL_CAPS + "Bert</span>"),
    (r"\unknown{x} y", None),
    (r"\unknown{x}{y}", None),
    (r"\textcolor{red}{DNA} \cite{a} $\frac{m}{n}$ \neg A", r"DNA \cite{a} m/n ¬ A"),
    (r"5^\text{th} and \textbf{S}{E}", "5<sup>th</sup> and <b>S</b>E"),
]


@pytest.mark.parametrize(("foreign", "text"), TITLES)
def test_a_title_from_a_source_becomes_rich_text(foreign, text):
    assert clean_title(foreign) == (foreign if text is None else text)
    assert clean_title(clean_title(foreign)) == clean_title(foreign)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a < b & \"c\" 'd'", "a &lt; b &amp; &quot;c&quot; &#x27;d&#x27;"),
        ("<i>E. coli</i> H<sub>2</sub>O", "<i>E. coli</i> H<sub>2</sub>O"),
        (f"{SMALL_CAPS}dna</span>", '<span class="smallcaps">dna</span>'),
        ("<i>a<b>b</i>c</b>", "<i>a&lt;b&gt;b</i>c&lt;/b&gt;"),
        ("</i>a<i>", "&lt;/i&gt;a&lt;i&gt;"),
        ('<i onclick="x">a</i>', "&lt;i onclick=&quot;x&quot;&gt;a&lt;/i&gt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_only_our_tags_become_html_and_only_in_pairs(text, html):
    assert title_html(text) == html
    assert title_html(text).__html__() == html


def test_plain_text_keeps_what_only_looks_like_markup():
    assert plain("<i>E. coli</i> in <Studies> H<sub>2</sub>O <b> x") == "E. coli in <Studies> H2O <b> x"


def test_parts_name_each_tag():
    assert parts(f"a<i>b</i>{SMALL_CAPS}c</span>") == [
        ("a", ""), ("", "i"), ("b", ""), ("", "/i"), ("", "sc"), ("c", ""), ("", "/sc"),
    ]  # fmt: skip
    assert parts("") == []


PIECES = st.lists(
    st.sampled_from(
        [
            "<i>",
            "</i>",
            "<b>",
            "</b>",
            "<sub>",
            "</sub>",
            "<em>",
            "</em>",
            SMALL_CAPS,
            "</span>",
            "<span>",
            "<p>",
            "</p>",
        ]
        + [
            "&lt;",
            "&amp;",
            "&amp;lt;",
            "&",
            "<",
            ">",
            "$",
            "{",
            "}",
            "\\",
            "^",
            "_",
            "\\alpha",
            "\\textit{",
            '\\"',
            "o",
        ]
        + [
            "<math>",
            "</math>",
            "<br>",
            "<li>",
            "<ul>",
            "</ul>",
            "<title>",
            "</title>",
            "x",
            " ",
            "\n\n",
            "\0",
            "\ud800",
        ]
        + ["<script>", "javascript:", "<a href='javascript:x'>", "<!--", "-->", '"', "'", "=", "/", "\ue000"]
    ),
    max_size=14,
).map("".join)


@given(PIECES | st.text(max_size=40))
def test_whatever_a_title_holds_its_html_is_well_formed(text):
    for version in (text, clean_title(text)):
        tree = ElementTree.fromstring(
            re.sub("[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", "", f"<x>{title_html(version)}</x>")
        )
        assert {element.tag for element in tree.iter()} <= {"x", "i", "b", "sub", "sup", "span"}
        assert {value for element in tree.iter() for value in element.attrib.values()} <= {"smallcaps"}


@given(PIECES | st.text(max_size=40))
def test_a_clean_title_holds_no_control_characters_and_is_one_line(text):
    cleaned = clean_title(text)
    cleaned.encode("utf-8")
    assert cleaned == " ".join(cleaned.split())
    assert not re.search("[\0-\x1f\x7f\u202a-\u202e]", cleaned)


@given(PIECES | st.text(max_size=40))
def test_a_clean_abstract_is_html_that_nobody_can_run(text):
    cleaned = clean_abstract(text)
    assert (
        nh3.clean(
            cleaned, tags={"i", "b", "sub", "sup", "span", "p", "ul", "ol", "li", "br"}, attributes={"span": {"class"}}
        )
        == cleaned
    )
    assert not re.search(r"<(?!/?(?:i|b|sub|sup|p|ul|ol|li|br|span)[ >])", cleaned)


ABSTRACTS = [
    ("", ""),
    (" \n ", ""),
    ("One.\n\nTwo\nlines.", "<p>One.</p><p>Two\nlines.</p>"),
    ("p < 0.05 & <er> En<->Bn", "<p>p &lt; 0.05 &amp; &lt;er&gt; En&lt;-&gt;Bn</p>"),
    ("<p>A</p><p>B</p>", "<p>A</p><p>B</p>"),
    ("<p>A<p>B<ul><li>x<li>y</ul>", "<p>A</p><p>B</p><ul><li>x</li><li>y</li></ul>"),
    ("&lt;p&gt;A &amp;amp; B&lt;/p&gt;", "<p>A &amp; B</p>"),
    (
        "<jats:title>Abstract</jats:title><jats:sec><jats:title>Background</jats:title><jats:p>Of <jats:italic>E. coli"
        "</jats:italic>.</jats:p></jats:sec><jats:sec><jats:title>Methods</jats:title><jats:p>M</jats:p></jats:sec>",
        "<p><b>Background</b> Of <i>E. coli</i>.</p><p><b>Methods</b> M</p>",
    ),
    (
        '<jats:p>L <jats:list list-type="order"><jats:list-item>'
        "<jats:p>x</jats:p></jats:list-item></jats:list></jats:p>",
        "<p>L </p><ol><li><p>x</p></li></ol>",
    ),
    ("<p onclick='x()'>hi <a href='javascript:x'>there</a></p>", "<p>hi there</p>"),
    ("<h2>Aim</h2><div>To see.</div>", "<p><b>Aim</b> To see.</p>"),
    (
        r"We use \textit{fixed} $O(n^2)$ time, 3\times faster",
        "<p>We use <i>fixed</i> O(n<sup>2</sup>) time, 3× faster</p>",
    ),
    ("<b>x", "<p>&lt;b&gt;x</p>"),
    ("<scp>Dna</scp>", '<p><span class="smallcaps">Dna</span></p>'),
]


@pytest.mark.parametrize(("foreign", "html"), ABSTRACTS)
def test_an_abstract_from_a_source_becomes_html(foreign, html):
    assert clean_abstract(foreign) == html
    assert clean_abstract(html) == html


def test_an_abstract_is_cleaned_again_when_it_is_shown():
    html = abstract_html(
        '<p class="x" style="y">a<script>alert(1)</script><span class="smallcaps big">b</span></p><img src=x>'
    )
    assert html == '<p>a<span class="smallcaps">b</span></p>'
    assert html.__html__() == html


def test_an_abstract_as_plain_text_keeps_its_paragraphs():
    assert abstract_plain("<p>A <i>b</i> &lt; c</p><p>D<br>E</p><ul><li>x</li><li>y</li></ul>") == (
        "A b < c\n\nD\nE\n\nx\ny"
    )


@pytest.mark.parametrize(
    "text",
    ["<i>" * 20_000 + "</b>" * 20_000, "{" * 40_000, "$" * 40_000, "\\" * 40_000, "&lt;" * 15_000, "<" * 40_000]
    + [
        "\\a{" * 15_000 + "}" * 15_000,
        "<math>" * 10_000,
        "&amp;" * 15_000,
        "<i " * 15_000,
        "$x" * 20_000,
        "<!--" * 10_000,
    ]
    + [
        "<ul><li>" * 20_000,
        "\\textbf" + "{a}" * 5_000,
        "<i>" * 20_000 + "x" + "</i>" * 20_000,
        "x^{" * 20_000 + "}" * 20_000,
    ]
    + ["<ul><li>" * 20_000, "\\textbf" + "{a}" * 5_000, "<i>" * 15_000 + "x" + "</i>" * 15_000]
    + ["^{" * 15_000, "<p a=" * 10_000, "{\\it " * 10_000, "<span " + "a " * 20_000, "\n" * 40_000, " \n x" * 15_000],
    ids=lambda text: repr(text[:8]),
)
def test_a_huge_hostile_text_is_cleaned_in_a_moment(text):
    with measured() as took:
        clean_title(text)
        clean_abstract(text)
    assert took.strides < 100
