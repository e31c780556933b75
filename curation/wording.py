"""Texts of others that staff read, in their language: sentences of formats/, which mark themselves; and what is listed
here so that our catalogues translate it: what is wrong with an identifier (formats/identifiers.py), and what
django-unfold says, which has no translations of its own.
"""

from django.utils.translation import gettext, gettext_noop

from formats.sentence import Sentence


def told(text: str) -> str:
    """Return a Sentence in the language of the page; any other text as it is."""
    if not isinstance(text, Sentence):
        return text
    values = {name: told(value) for name, value in text.values.items()}
    return gettext(text.template) % values if values else gettext(text.template)


PROBLEMS = (
    gettext_noop("is empty"),
    gettext_noop("does not begin with 10."),
    gettext_noop("is not of the form 10.1234/suffix"),
    gettext_noop("holds characters that could not be read"),
    gettext_noop("does not have 16 digits"),
    gettext_noop("has a wrong check digit"),
    gettext_noop("is not one of the numbers that ORCID gives out"),
    gettext_noop("does not have 10 or 13 digits"),
    gettext_noop("does not have 8 digits"),
    gettext_noop("is not of the form 0abcdef12"),
    gettext_noop("holds a space or another character that no address may hold"),
    gettext_noop("is not a web address"),
    gettext_noop("holds a user name"),
    gettext_noop("is not a number of up to 9 digits"),
    gettext_noop("is not of the form PMC123"),
    gettext_noop("is not a number of 6 to 15 digits"),
    gettext_noop("does not have 15 characters"),
    gettext_noop("is not a number of 5 to 15 digits"),
    gettext_noop("is not of the form A-1234-2008"),
    gettext_noop("does not have 12 letters and digits"),
    gettext_noop("does not have 5 to 20 letters and digits"),
    gettext_noop("is not a number"),
    gettext_noop("is not of the form Q123"),
    gettext_noop("is not of the form 65/9612"),
    gettext_noop("is not a UUID"),
    gettext_noop("is not of the form 2101.01234 or hep-th/9901001"),
    gettext_noop("is not of the form urn:nbn:…"),
    gettext_noop("is not of the form 2043/1234"),
)

UNFOLD = (
    gettext_noop("After you've created a user, you’ll be able to edit more user options."),
    gettext_noop("Apply Filters"),
    gettext_noop("Cancel"),
    gettext_noop("Click to cancel"),
    gettext_noop("Dark"),
    gettext_noop("False"),
    gettext_noop("Filters"),
    gettext_noop("Forgotten your password or username?"),
    gettext_noop("From"),
    gettext_noop("General"),
    gettext_noop("Go back"),
    gettext_noop("Light"),
    gettext_noop("More actions"),
    gettext_noop("Next"),
    gettext_noop("No results found"),
    gettext_noop("No results matching your query"),
    gettext_noop("Previous"),
    gettext_noop("Reset filters"),
    gettext_noop("Return to site"),
    gettext_noop("Run"),
    gettext_noop("Select action"),
    gettext_noop("Select action to run"),
    gettext_noop("Select all rows"),
    gettext_noop("Select record"),
    gettext_noop("Select value"),
    gettext_noop("Submit"),
    gettext_noop("System"),
    gettext_noop("This item will be deleted."),
    gettext_noop("This page yielded into no results. Create a new item or reset your filters."),
    gettext_noop("To"),
    gettext_noop("Toggle password visibility"),
    gettext_noop("True"),
    gettext_noop("Type to search"),
    gettext_noop("Value"),
    gettext_noop("Welcome back to"),
    gettext_noop("You have been successfully logged out from the administration"),
)
