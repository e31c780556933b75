"""Sentences for people that can be said in another language, though nothing here knows any but English."""

from __future__ import annotations


class Sentence(str):
    """A sentence in English that knows its template and the values in it; a value may be a Sentence itself.

    It is a text like any other. Who shows it in another language translates the template (curation/wording.py).
    """

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Sentence:
        made = super().__new__(cls, template % values if values else template)
        made.template, made.values = template, values
        return made

    def __str__(self) -> Sentence:
        """Return itself, so that str(error) of an exception that was raised with it is a Sentence too."""
        return self
