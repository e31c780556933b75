"""{% drawn "publication" line=line sort="" %}: a macro of templates/jinja2, for what a page has dozens of."""

from functools import cache

from django import template
from django.template import engines
from django.utils.translation import get_language
from jinja2 import Environment

register = template.Library()


@register.simple_tag
def drawn(name: str, **given: object) -> str:
    """Return the markup that the macro of a name makes of what it is given."""
    macros = _environment(get_language()).get_template(f"{name}.html").module
    return getattr(macros, name)(**given)


@cache
def _environment(language: str) -> Environment:
    """Return an environment for pages in a language, with compiled templates of its own: their texts are translated."""
    return engines["jinja2"].env.overlay()
