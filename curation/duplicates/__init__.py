"""What may be there twice: publications and people. docs/duplicates.md tells how they are found and compared."""

from curation.duplicates.finding import Candidate, candidates_of
from curation.duplicates.recognising import PersonCandidate, people_candidates, recognised

__all__ = ["Candidate", "PersonCandidate", "candidates_of", "people_candidates", "recognised"]
