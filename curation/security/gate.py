"""What stands before every page of the staff: login, second factor, and the clock of the session."""

import time

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from curation.security.factor import has_factor, is_missing
from curation.security.pages import ask, show_set_up
from curation.security.typed import FIELD, again, carried, login_page

FREE = {"login", "logout", "jsi18n", "language", "second-factor", "second-factor-set-up"}
SEEN = "seen"  # the minute in which a session was last used


def stop(request: HttpRequest) -> HttpResponse | None:
    """Return the page to answer with instead; None where the request may go on."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    if name in FREE:
        return None
    if not request.user.is_authenticated:
        typed = carried(request)
        return login_page(request, typed) if typed else None  # Django's own leads to the login
    _keep_awake(request)
    if not is_missing(request):
        return None
    has = has_factor(request.user)
    if typed := carried(request):
        return ask(request, request.get_full_path(), typed) if has else show_set_up(request, typed)
    name = "second-factor" if has else "second-factor-set-up"
    return HttpResponseRedirect(f"{reverse(f'admin:{name}')}?{urlencode({'next': request.get_full_path()})}")


def after_login(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return what was typed before the login, after the second factor where there is one; else the response."""
    if request.method != "POST" or response.status_code != 302 or not request.POST.get(FIELD):
        return response
    if is_missing(request):
        if has_factor(request.user):
            return ask(request, request.POST.get("next", ""), request.POST[FIELD])
        return show_set_up(request, request.POST[FIELD])
    return again(request) or response


def _keep_awake(request: HttpRequest) -> None:
    """Let the session end so long after its last use, not after the login; written at most once a minute."""
    minute = int(time.time() // 60)
    if request.session.get(SEEN) != minute:
        request.session[SEEN] = minute
