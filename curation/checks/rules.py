"""The rules as a table: the worst first. docs/checks.md shows it; a test compares the two."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from curation.checks import citation, identifiers, language, people, subjects, swepub, wording
from curation.checks.rule import Rule, Severity

REJECTED, FLAGGED, INCOMPLETE, DOUBTFUL = Severity

# Columns: name, severity, field of a Record, short label, message, what finds it.
_SWEPUB_REJECTS = (
    Rule("source-missing", REJECTED, "source", _("Delivering organisation missing"),
         _("The record does not say which organisation delivers it."), swepub.no_source, "01", portal=True),
    Rule("nobody", REJECTED, "contributors", _("Nobody has made it"),
         _("SwePub takes no record without an author, editor or creator with a name. Add one, or give one that role."),
         swepub.nobody, "02"),
    Rule("title-missing", REJECTED, "title", _("Title missing"),
         _("It has no title but what stands in its place. Write the title of the work."), swepub.no_title, "03"),
    Rule("type-unknown", REJECTED, "type", _("Type unknown"),
         _("“%(type)s” is not one of SwePub's output types. Choose one."), swepub.unknown_type, "05"),
    Rule("content-type-missing", REJECTED, "content_type", _("Content type missing"),
         _("Say whether it was peer-reviewed, is other academic or popular science: SwePub rejects this type without."),
         swepub.no_content_type, "07"),
    Rule("date-missing", REJECTED, "issued", _("Date missing"),
         _("It has no date. Give at least the year; or a publication status that says it is not out yet."),
         swepub.no_date, "08"),
    Rule("address-missing", REJECTED, "url", _("Web address missing"),
         _("The record does not say at which address it has its page."), swepub.no_address, "09", portal=True),
    Rule("language-missing", REJECTED, "language", _("Language missing"),
         _("Say in which language the work is written."), swepub.no_language, "10"),
    Rule("host-missing", REJECTED, "container_title", _("Journal or book missing"),
         _("SwePub rejects this type without the journal, book or report that it stands in. Give its title."),
         swepub.no_host, "11"),
    Rule("host-of-a-whole", REJECTED, "container_title", _("Stands in something, against its type"),
         _("A work of this type stands in no other, but “%(host)s” is given. If that is its series, move it there; "
           "if it is only a part, change the type; if it is its own title again, take it away."),
         swepub.host_of_a_whole, "12"),
)  # fmt: skip

_FAULTY = _("%(value)s %(problem)s. Correct or remove it; readers do not see it.")
_SWEPUB_FLAGS = (
    Rule("doi-faulty", FLAGGED, "doi", _("DOI faulty"), _FAULTY, identifiers.faulty("doi"), "DOI"),
    Rule("isbn-faulty", FLAGGED, "isbn", _("ISBN faulty"), _FAULTY, identifiers.faulty("isbn"), "ISBN"),
    Rule("issn-faulty", FLAGGED, "issn", _("ISSN faulty"), _FAULTY, identifiers.faulty("issn"), "ISSN"),
    Rule("isi-faulty", FLAGGED, "identifiers", _("Web of Science number faulty"), _FAULTY,
         identifiers.faulty("isi"), "ISI"),
    Rule("uri-faulty", FLAGGED, "identifiers", _("Web address faulty"), _FAULTY, identifiers.faulty("uri"), "URI"),
    Rule("orcid-faulty", FLAGGED, "contributors", _("ORCID faulty"),
         _("%(value)s %(problem)s. Ask the author for the right one; readers do not see this one."),
         identifiers.faulty_orcid, "ORCID"),
    Rule("subject-missing", FLAGGED, "subjects", _("UKÄ subject missing"),
         _("Give a subject of UKÄ's classification with three or five digits."),
         swepub.no_subject, "SSIF_comprehensive_check"),
    Rule("subject-faulty", FLAGGED, "subjects", _("UKÄ code faulty"),
         _("“%(code)s” is not a code of 1, 3 or 5 digits. Choose a subject."), swepub.odd_subject, "SSIF"),
    Rule("subject-ended", FLAGGED, "subjects", _("UKÄ code ended"),
         _("%(code)s is gone, and SwePub cannot place it. Choose one of %(new)s."), subjects.unmigratable, "SSIF"),
    Rule("authors-miscounted", FLAGGED, "contributor_count", _("More authors than counted"),
         _("“Authors in all” says %(told)s, but %(listed)s are listed. Correct it, or leave it empty."),
         swepub.too_few_counted, "creator_count_check"),
    Rule("authors-uncounted", FLAGGED, "contributors", _("Nobody with the role of its type"),
         _("SwePub counts editors for this type, or authors, and finds none. Correct the type or the roles."),
         swepub.nobody_counted, "creator_count_check"),
    Rule("name-twice", FLAGGED, "contributors", _("Name twice"),
         _("%(name)s stands here twice with the same role. Remove one, or tell the two apart by their ORCID iDs."),
         swepub.name_twice, "contributor_duplicate_check"),
)  # fmt: skip

_INCOMPLETE = (
    Rule("host-lacking", INCOMPLETE, "container_title", _("Reference lacks what it stands in"),
         _("APA and other styles will lack the journal, book or proceedings that it stands in."),
         citation.lacks("container_title")),
    Rule("volume-lacking", INCOMPLETE, "volume", _("Reference lacks the volume"),
         _("APA and other styles will lack the volume."), citation.lacks("volume")),
    Rule("pages-lacking", INCOMPLETE, "page", _("Reference lacks pages or article number"),
         _("APA and other styles will lack the pages. Give them, or the article number."), citation.lacks("page")),
    Rule("publisher-lacking", INCOMPLETE, "publisher", _("Reference lacks the publisher"),
         _("APA and other styles will lack the publisher; of a thesis, that is the university."),
         citation.lacks("publisher")),
    Rule("number-lacking", INCOMPLETE, "number", _("Reference lacks the patent's number"),
         _("APA and other styles will lack the number of the patent."), citation.lacks("number")),
)  # fmt: skip

_DOUBTFUL = (
    Rule("identifier-faulty", DOUBTFUL, "identifiers", _("Other identifier faulty"),
         _("%(scheme)s: %(value)s %(problem)s. Correct or remove it; readers do not see it."),
         identifiers.faulty_others),
    Rule("doi-missing", DOUBTFUL, "doi", _("DOI missing"),
         _("Works of this type and year mostly have a DOI. Look for it at doi.org or the publisher's."),
         identifiers.no_doi),
    Rule("doi-prefix-unknown", DOUBTFUL, "doi", _("DOI of an unknown registrant"),
         _("%(prefix)s is the beginning of no other DOI that we know, and %(why)s. See whether "
           "https://doi.org/%(value)s leads to the work."), identifiers.unknown_prefix),
    Rule("issn-missing", DOUBTFUL, "issn", _("ISSN missing"),
         _("The journal has no ISSN here. Choose the journal, or give its ISSN."), identifiers.no_issn),
    Rule("issn-of-another", DOUBTFUL, "issn", _("ISSN of another journal"),
         _("%(value)s is not an ISSN of %(journal)s, which has %(own)s. Correct it, choose another journal, or give it "
           "to the journal, if it is that of its printed or electronic form."),
         identifiers.issn_of_another),
    Rule("date-to-come", DOUBTFUL, "issued", _("Date still to come"),
         _("The date “%(date)s”, %(value)s, is still to come."), wording.in_future),
    Rule("title-in-capitals", DOUBTFUL, "title", _("Title in capitals"),
         _("It is written in capitals. Write it as a sentence: only names and abbreviations keep theirs."),
         wording.all_capitals),
    Rule("abstract-missing", DOUBTFUL, "abstracts", _("Abstract missing"),
         _("Works of this type mostly have an abstract. Readers find the work by it."), wording.no_abstract),
    Rule("abstract-language", DOUBTFUL, "abstracts", _("Abstract in another language than given"),
         _("The abstract is said to be in %(given)s, but looks like %(seen)s. Correct the language, or the text."),
         language.other_than_given),
    Rule("subject-replaced", DOUBTFUL, "subjects", _("Old UKÄ code"),
         _("%(code)s is now %(new)s."), subjects.replaced),
    Rule("subject-split", DOUBTFUL, "subjects", _("Old UKÄ code that was split"),
         _("%(code)s became several subjects: choose among %(new)s."), subjects.split),
    Rule("author-not-linked", DOUBTFUL, "contributors", _("Author not linked to a person"),
         _("%(value)s is linked to nobody, though the house has that name (people: %(number)s). Link it if it is one "
           "of them."), people.not_linked),
    Rule("author-perhaps-ours", DOUBTFUL, "contributors", _("Author perhaps of the house"),
         _("%(value)s is linked to nobody. It may be %(person)s, the only one whom we know with these initials. Link "
           "it if it is."), people.perhaps_ours),
    Rule("person-twice", DOUBTFUL, "contributors", _("Person twice"),
         _("These names are one person in the same role: %(value)s. Remove one, or correct the link."),
         people.person_twice),
)  # fmt: skip

RULES: dict[str, Rule] = {rule.name: rule for rule in (*_SWEPUB_REJECTS, *_SWEPUB_FLAGS, *_INCOMPLETE, *_DOUBTFUL)}
