"""{% other_languages %}: the addresses of this page in other languages; {% project_page funder project %}."""

from django import template
from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag(takes_context=True)
def other_languages(context) -> list[tuple[str, str, str]]:
    """Return the other languages: tag, name in it, and the address of the page that is shown, with its parameters."""
    path, now = context["request"].get_full_path(), get_language()
    return [(code, name, _in_language(path, code)) for code, name in settings.LANGUAGES if code != now]


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
    languages = {code: _in_language(request.path, code) for code, _name in settings.LANGUAGES}
    shown = {"canonical": request.path, **languages}
    return {name: f"{settings.SITE_URL}{path}{query[:15]}" for name, path in shown.items()}


@register.simple_tag
def project_page(funder: str, project: str) -> str:
    """Return the address of a project's page, "" where the record names none; its funder may not be known."""
    names = {"funder": funder, "project": project} if funder else {"project": project}
    return reverse("project", kwargs=names) if project else ""


def _in_language(path: str, code: str) -> str:
    """Return the path of a page in a language, which is the first part of it; Django needs 100 times as long for it."""
    now = f"/{get_language()}/"
    return f"/{code}/{path.removeprefix(now)}" if path.startswith(now) else translate_url(path, code)
