"""{% in_language "sv" %}: the address of this page in another language."""

from django import template
from django.conf import settings
from django.urls import translate_url

register = template.Library()


@register.simple_tag(takes_context=True)
def in_language(context, code: str) -> str:
    """Return the address of the page that is being shown, with its parameters, in the language."""
    return translate_url(context["request"].get_full_path(), code)


@register.simple_tag(takes_context=True)
def versions_of_page(context) -> dict[str, str]:
    """Return the full address of the page in each language, and "canonical" for the one shown; {} where nothing is.

    Of the parameters only the page of a list makes another page for search engines.
    """
    request = context["request"]
    if not request.resolver_match:
        return {}
    number = request.GET.get("page", "")
    query = f"?page={number}" if number.isdecimal() and number.isascii() and int(number[:9]) > 1 else ""
    languages = {code: translate_url(request.path, code) for code, _name in settings.LANGUAGES}
    shown = {"canonical": request.path, **languages}
    return {name: f"{settings.SITE_URL}{path}{query[:15]}" for name, path in shown.items()}
