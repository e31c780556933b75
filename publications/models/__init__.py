"""What is published, by whom, where and about what."""

from publications.models.change import Change
from publications.models.completeness import Completeness
from publications.models.concept import Concept, ConceptChoice, Fingerprint, Recount
from publications.models.conflict import Conflict
from publications.models.former import FormerSlug, FormerValue
from publications.models.journal import Journal, Publisher
from publications.models.marked import MarkedList, SharedList
from publications.models.organisation import Organisation
from publications.models.parts import (
    Classification,
    Contribution,
    ContributionAffiliation,
    Funding,
    Identifier,
    Link,
    PublicationKeyword,
    Text,
)
from publications.models.people import Affiliation, Person, PersonIdentifier, PersonName
from publications.models.portrait import Portrait
from publications.models.publication import Publication, SourceRecord
from publications.models.subject import Keyword, Subject, Succession
from publications.models.wording import DataVersion

__all__ = [
    "Affiliation",
    "Change",
    "Classification",
    "Conflict",
    "Concept",
    "ConceptChoice",
    "Completeness",
    "Contribution",
    "ContributionAffiliation",
    "DataVersion",
    "Fingerprint",
    "FormerSlug",
    "FormerValue",
    "Funding",
    "Identifier",
    "Journal",
    "Keyword",
    "Link",
    "MarkedList",
    "Organisation",
    "Person",
    "PersonIdentifier",
    "PersonName",
    "Portrait",
    "Publication",
    "PublicationKeyword",
    "Publisher",
    "Recount",
    "SharedList",
    "SourceRecord",
    "Subject",
    "Succession",
    "Text",
]
