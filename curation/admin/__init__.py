"""What staff see of each noun: one module for each."""

from curation.admin import contribution, journal, keyword, organisation, person, publication, subject, user

__all__ = ["contribution", "journal", "keyword", "organisation", "person", "publication", "subject", "user"]
