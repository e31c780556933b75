"""{% in_language "sv" %}: the address of this page in another language."""

from django import template
from django.urls import translate_url

register = template.Library()


@register.simple_tag(takes_context=True)
def in_language(context, code: str) -> str:
    """Return the address of the page that is being shown, with its parameters, in the language."""
    return translate_url(context["request"].get_full_path(), code)
