"""The pages of the second factor: giving it, setting it up, new recovery codes, taking it away."""

import django_otp
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from curation.security import factor
from curation.security.typed import FIELD, again

LONGEST = 40  # characters of a code, with blanks


def give(request: HttpRequest) -> HttpResponse:
    """Return the page that asks for a code; lead on where it is right, or where none is needed."""
    if not factor.is_missing(request):
        return again(request) or HttpResponseRedirect(_next(request))
    if not factor.has_factor(request.user):
        return HttpResponseRedirect(reverse("admin:second-factor-set-up"))
    error = ""
    if request.method == "POST":
        if device := django_otp.match_token(request.user, _code(request)):
            django_otp.login(request, device)
            return again(request) or HttpResponseRedirect(_next(request))
        error = _("This code is not right, or was used already. After several wrong ones, wait a minute.")
    return ask(request, _next(request), request.POST.get(FIELD, ""), error)


def ask(request: HttpRequest, then: str, typed: str = "", error: str = "") -> HttpResponse:
    """Return the page that asks for a code, and carries what was typed."""
    context = {
        "title": _("Second factor"),
        "address": reverse("admin:second-factor"),
        "error": error,
        "next": then,
        FIELD: typed,
    }
    return TemplateResponse(request, "curation/factor_give.html", _around(request) | context)


def set_up(request: HttpRequest) -> HttpResponse:
    """Return the page with the QR code; with the recovery codes once a code from the app has confirmed it."""
    if factor.has_factor(request.user) and not request.user.is_verified():
        return HttpResponseRedirect(reverse("admin:second-factor"))
    device, typed, error = factor.unconfirmed(request.user), request.POST.get(FIELD, ""), ""
    if request.method == "POST":
        if device.verify_token(_code(request)):
            codes = factor.confirm(device)
            django_otp.login(request, device)
            return _show_codes(request, codes, typed)
        error = _("This code is not right. Is the clock of your phone right? After several wrong ones, wait a minute.")
    return _shown(request, device, typed, error)


def show_set_up(request: HttpRequest, typed: str) -> HttpResponse:
    """Return the page with the QR code, which carries what was typed before it was asked for."""
    return _shown(request, factor.unconfirmed(request.user), typed)


def _shown(request: HttpRequest, device: TOTPDevice, typed: str, error: str = "") -> HttpResponse:
    context = {
        "title": _("Set up a second factor"),
        "address": reverse("admin:second-factor-set-up"),
        FIELD: typed,
        "picture": factor.picture(device),
        "key": factor.key_text(device),
        "error": error,
        "must": factor.must_have_factor(request.user),
    }
    return TemplateResponse(request, "curation/factor_set_up.html", _around(request) | context)


def manage(request: HttpRequest) -> HttpResponse:
    """Return the page that tells whether there is a second factor; give new recovery codes, or take it away."""
    if request.method == "POST" and request.user.is_verified():
        if request.POST.get("do") == "codes":
            return _show_codes(request, factor.new_codes(request.user))
        if request.POST.get("do") == "remove" and not factor.must_have_factor(request.user):
            factor.remove(request.user)
            messages.success(request, _("The second factor is gone; your password alone lets you in."))
        return HttpResponseRedirect(reverse("admin:second-factor-manage"))
    context = {
        "title": _("Second factor"),
        "has": factor.has_factor(request.user),
        "must": factor.must_have_factor(request.user),
    }
    return TemplateResponse(request, "curation/factor_manage.html", _around(request) | context)


def _show_codes(request: HttpRequest, codes: list[str], typed: str = "") -> HttpResponse:
    context = {"title": _("Recovery codes"), "codes": codes, FIELD: typed, "address": reverse("admin:second-factor")}
    response = TemplateResponse(request, "curation/factor_codes.html", _around(request) | context)
    response["Cache-Control"] = "no-store"
    return response


def _around(request: HttpRequest) -> dict:
    return admin.site.each_context(request)


def _code(request: HttpRequest) -> str:
    return "".join(request.POST.get("code", "")[:LONGEST].replace("\0", "").split())


def _next(request: HttpRequest) -> str:
    """Return the address that was asked for, the start page where it is none of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(wanted, hosts, require_https=request.is_secure())
    return wanted if safe else reverse(settings.LOGIN_REDIRECT_URL)
