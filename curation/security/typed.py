"""What was typed when a session ended: the login page carries the posted form, signed, and gives it back afterwards.

Nothing is stored: the text lies in the page of who typed it. Passwords are never carried.
"""

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

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


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the answer to a form that was opened before a login in another tab: what was typed, ready to be saved.

    Only for a form of this site; what another one sends is refused as Django refuses it.
    """
    own = request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"
    typed = carried(request) if own and request.path.startswith(reverse("admin:index")) else ""
    if not typed:
        return csrf_failure(request, reason)
    if not request.user.is_authenticated:
        return login_page(request, typed)
    request.POST = QueryDict(urlencode({FIELD: typed}))
    return again(request)


def login_page(request: HttpRequest, typed: str) -> HttpResponse:
    """Return the page of the login, which carries what was typed."""
    context = admin.site.each_context(request) | {
        "title": _("Log in"),
        "form": AdminAuthenticationForm(request),
        "app_path": reverse("admin:login"),
        "next": request.get_full_path(),
        FIELD: typed,
    }
    return TemplateResponse(request, "admin/login.html", context, status=403, headers={"Cache-Control": "no-store"})


def _shown(fields: dict[str, list[str]]) -> list[str]:
    """Return the longer texts, by which people know their work again."""
    values = [value for name, found in fields.items() if not name.startswith("_") for value in found]
    return [value[:300] for value in values if len(value) > 12 and " " in value][:8]
