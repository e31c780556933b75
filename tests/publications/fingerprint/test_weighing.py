"""What a text is about: its phrases, and which of them are its concepts."""

import pytest

from publications.fingerprint.abbreviations import abbreviations
from publications.fingerprint.corpus import Corpus, of_authors, terms_of
from publications.fingerprint.phrases import phrases
from publications.fingerprint.weighing import weigh
from publications.fingerprint.words import key

TITLE = "Peer support in mental health services"
ABSTRACT = (
    "Peer support workers are increasingly employed in mental health services. The results show that peer support"
    " helps recovery (n = 17). This study was successfully carried out with a focus group."
)


def concepts(title=TITLE, abstract=ABSTRACT, language="en", corpus=None, **given):
    return weigh(phrases(title, abstract, language), corpus or Corpus(), given)


def test_the_strongest_concept_is_that_of_the_title_and_has_the_weight_one():
    found = concepts()
    assert found[0].written.lower() in {"peer support", "mental health services"}
    assert found[0].weight == 1
    assert [concept.weight for concept in found] == sorted((concept.weight for concept in found), reverse=True)


def test_phrases_of_academic_prose_are_no_concepts():
    written = {phrase.written.lower() for phrase in phrases(TITLE, ABSTRACT, "en").values()}
    assert written.isdisjoint({"this study", "results show", "n", "17", "successfully carried", "was successfully"})


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("mental health service", "Mental Health Services", "en"),
        ("low-cost sensors", "low cost sensor", "en"),
        ("patient's voice", "patients voice", "en"),
        ("psykiatrisk vård", "psykiatriska vården", "sv"),
    ],
)
def test_forms_of_a_phrase_are_one(one, other, language):
    assert key(one, language) == key(other, language)


def test_an_abbreviation_that_the_text_explains_counts_as_its_long_form():
    text = "Magnetic resonance imaging (MRI) is used. MRI is safe. MRI of the brain is quick."
    assert abbreviations(text) == {"MRI": "Magnetic resonance imaging"}
    found = phrases("", text, "en")
    assert found[key("magnetic resonance imaging", "en")].count == 4  # the explanation counts too
    assert "mri" not in found


@pytest.mark.parametrize("text", ["we (the authors) did", "results (SD) were", "(MRI)", "imaging (MRI"])
def test_what_is_no_abbreviation_is_left_alone(text):
    assert abbreviations(text) == {}


def test_a_part_of_a_phrase_is_no_concept_where_the_whole_is_common():
    corpus = Corpus(size=100)
    for _ in range(10):
        corpus.add(phrases("A graph neural network", "", "en"), ())
    found = concepts("Graph neural network for responses", "A graph neural network.", corpus=corpus)
    written = [concept.written.lower() for concept in found]
    assert "graph neural network" in written
    assert "graph neural" not in written


def test_what_a_phrase_begins_with_is_no_concept_where_it_is_found_nowhere_else():
    found = concepts("Integrated experimental data of tight sandstones", "Data on tight sandstones are rare.")
    written = {concept.written.lower() for concept in found}
    assert "tight sandstones" in written
    assert "integrated experimental" not in written


@pytest.mark.parametrize(
    ("text", "language", "none"),
    [
        ("Our encoder outperforms the baseline of sandstones", "en", {"encoder outperforms", "outperforms"}),
        ("We find rich sandstones, and what is crucial", "en", {"crucial", "find rich", "rich"}),
        ("Different sandstones of considerable porosity", "en", {"different sandstones", "considerable porosity"}),
        ("Rörelse diskuteras och den fysiska delen av kustfisket", "sv", {"rörelse diskuteras", "fysiska"}),
        ("Nous avons l'une des annotations", "en", {"avons", "l'une"}),
    ],
)
def test_verbs_adjectives_and_evaluations_are_no_concepts(text, language, none):
    assert {concept.written.lower() for concept in concepts(text, "", language)}.isdisjoint(none)


def test_words_of_prose_alone_are_concepts_only_where_authors_gave_them():
    assert "human" not in {concept.written for concept in concepts("", "A human study of recovery")}
    assert "human" in {concept.written for concept in concepts("", "A human study of recovery", human="human")}
    assert "case report" not in {concept.written for concept in concepts("", "A case report.")}
    known = Corpus(size=10)
    known.given[key("case report", "en")] = 2
    assert "case report" in {concept.written for concept in concepts("", "A case report.", corpus=known)}


def test_tags_that_indexers_check_are_no_keywords_of_authors():
    assert of_authors(["Humans", "Adult", "Recovery", "Aged, 80 and over"]) == ["Recovery"]
    assert of_authors(["adult", "Child", "Recovery"]) == ["adult", "Child", "Recovery"]


def test_a_keyword_of_the_authors_does_not_dwarf_the_rest():
    corpus = Corpus(size=1000)
    corpus.given[key("recovery", "en")] = 50
    found = concepts(corpus=corpus, **{key("recovery", "en"): "recovery"})
    assert found[0].written == "recovery"
    assert found[1].weight > 0.2


def test_a_term_that_authors_gave_is_a_concept_although_the_text_lacks_it():
    found = concepts(**{"empower": "Empowerment"})
    assert "Empowerment" in [concept.written for concept in found]


def test_what_others_gave_as_a_keyword_weighs_more():
    corpus = Corpus(size=10)
    before = next(concept.weight for concept in concepts(corpus=corpus) if concept.written == "recovery")
    corpus.given[key("recovery", "en")] = 5
    after = next(concept.weight for concept in concepts(corpus=corpus) if concept.written == "recovery")
    assert after > before


def test_the_same_text_has_the_same_weights():
    assert concepts() == concepts()


def test_several_terms_in_one_keyword_are_told_apart():
    terms = "Biological Psychology", "stress", "coping"
    found = terms_of("170101 Biological Psychology (Neuropsychology); stress, coping", "en")
    assert found == {key(term, "en"): term for term in terms}


@pytest.mark.parametrize("text", ["", " ", "-", "the of and", "1 2 3", "\x00", "ab" * 50_000, "a (" * 10_000])
def test_any_text_is_borne(text):
    assert isinstance(concepts(text, text), list)
