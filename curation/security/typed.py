"""What was typed when a session ended: the login page carries the posted form, signed, and gives it back afterwards.

Nothing is stored: the text lies in the page of who typed it. Passwords are never carried.
"""

from django.contrib import admin
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

FIELD = "typed"
SALT = "curation.typed"
LONGEST = 24 * 3600  # seconds that somebody may take to log in again


def carried(request: HttpRequest) -> str:
    """Return the posted form as signed text; "" where there is none worth keeping."""
    if request.method != "POST" or any("password" in name for name in request.POST):
        return ""
    fields = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    if not fields:
        return ""
    return signing.dumps([request.get_full_path(), fields, len(request.FILES)], salt=SALT, compress=True)


def again(request: HttpRequest) -> HttpResponse | None:
    """Return the page with what was typed, ready to be saved; None where nothing was carried, or not by us."""
    try:
        text = request.POST.get(FIELD, "")
        address, fields, files = signing.loads(text, salt=SALT, max_age=LONGEST) if text else (None, None, 0)
    except signing.BadSignature:
        return None
    if address is None:
        return None
    context = admin.site.each_context(request) | {
        "title": _("You are logged in again"),
        "address": address,
        "pairs": [(name, value) for name, values in fields.items() for value in values],
        "shown": _shown(fields),
        "files": files,
    }
    return TemplateResponse(request, "curation/typed.html", context)


def _shown(fields: dict[str, list[str]]) -> list[str]:
    """Return the longer texts, by which people know their work again."""
    values = [value for name, found in fields.items() if not name.startswith("_") for value in found]
    return [value[:300] for value in values if len(value) > 12 and " " in value][:8]
