"""What may be there twice: publications now; people to come."""

from curation.duplicates.finding import Candidate, candidates_of

__all__ = ["Candidate", "candidates_of"]
