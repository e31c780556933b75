"""The second template engine, Jinja2: for what a page draws dozens of times, lines of lists and values of facets.

Django's engine takes 5 to 10 microseconds for each variable or test, and a page of results has two thousand of them;
Jinja2 compiles templates to Python and takes a tenth. Pages stay with Django's engine and call these by {% drawn %}.

Each file in templates/jinja2 is one macro with the name of the file; its parameters are all it sees, and addresses that
are set above it, once. They are compiled for each language, with what stands in `_("...")` translated then: a page has
more than a hundred such texts.
"""

from collections.abc import Iterator
from datetime import datetime

from django.template.defaultfilters import date
from django.templatetags.static import static
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext, pgettext
from jinja2 import Environment, StrictUndefined
from jinja2.compiler import CodeGenerator
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup, escape

from formats.richtext import Html, needs_escape
from publications.models.addresses import address
from publications.templatetags.wording import grouped

TRANSLATE = {"_": gettext, "pgettext": pgettext}
_MARKUP = {Markup, Html}


class Translated(Extension):
    """Puts the translation in the place of `_("...")` and `pgettext("...", "...")`, in the language of now."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template with its texts translated; each stands alone within the parentheses."""
        for token in stream:
            translate = TRANSLATE.get(token.value) if token.type == "name" else None
            if translate and stream.current.type == "lparen":
                yield Token(token.lineno, "string", translate(*_texts(stream)))
            else:
                yield token


def _texts(stream: TokenStream) -> Iterator[str]:
    """Yield the texts between two parentheses, the next tokens of a template."""
    while not stream.skip_if("rparen"):
        next(stream)  # the parenthesis, or a comma
        yield stream.expect("string").value


class Writing(CodeGenerator):
    """Writes values into a page by `_escaped`."""

    def _output_child_pre(self, node, frame, finalize) -> None:
        self.write("environment.escaped(")


def _escaped(value: object) -> str:
    """Return a value as markup: `escape`, but a quarter of its time for the texts and numbers that stay as they are,
    nearly all of the thousand in a page of results, and for markup. `escape` makes an object of each."""
    kind = type(value)
    if kind is str:
        return escape(value) if needs_escape(value) else value
    if kind is int:
        return str(value)
    return value if kind in _MARKUP else escape(value)


def environment(**options) -> Environment:
    """Return the environment of the templates in templates/jinja2: Django's settings, and what is needed there."""
    made = Environment(**{"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True} | options)
    made.add_extension(Translated)
    made.code_generator_class, made.escaped = Writing, _escaped
    made.globals.update(ngettext=ngettext, address=address, static=static)
    made.filters.update(grouped=grouped, date=_date)
    return made


def _date(moment: datetime, form: str) -> str:
    """Return a moment in a form, by the clock of the house."""
    return date(localtime(moment), form)
