"""What somebody is told who gave too many wrong passwords, and from where they came."""

from ipaddress import ip_address

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from curation.security.attempts import SHORT


def address_of(request: HttpRequest) -> str:
    """Return the address of a visitor; behind a proxy the one that it saw, which it wrote last."""
    direct = request.META.get("REMOTE_ADDR") or "0.0.0.0"
    seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if settings.HTTPS else ""
    try:
        return str(ip_address(seen or direct))
    except ValueError:
        return direct


def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: dict | None = None):
    """Return the page that says how long to wait. django-axes counts, and calls this."""
    whole_address = getattr(request, "whole_address_waits", False)
    minutes = int((SHORT if whole_address else settings.AXES_COOLOFF_TIME).total_seconds() // 60)
    told = {"minutes": minutes, "tries": settings.AXES_FAILURE_LIMIT, "whole_address": whole_address}
    context = admin.site.each_context(request) | told
    page = TemplateResponse(request, "curation/locked.html", context, status=429, headers={"Retry-After": minutes * 60})
    return page.render()
