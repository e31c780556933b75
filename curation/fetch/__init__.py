"""Records from the services that hold them, by identifier. The only code of the portal that opens a connection.

Only the services in `settings.SERVICES` are ever asked; what staff paste decides what they are asked, never whom.
"""

from curation.fetch.client import FetchError, NotKnown, Unavailable
from curation.fetch.questions import SCHEMES, Answer, answer_for

__all__ = ["SCHEMES", "Answer", "FetchError", "NotKnown", "Unavailable", "answer_for"]
