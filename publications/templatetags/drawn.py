"""{% drawn "publication" line=line sort="" %}: a macro of templates/jinja2, for what a page has dozens of."""

from django import template
from django.template import engines

register = template.Library()


@register.simple_tag
def drawn(name: str, **given: object) -> str:
    """Return the markup that the macro of a name makes of what it is given."""
    macros = engines["jinja2"].env.get_template(f"{name}.html").module
    return getattr(macros, name)(**given)
