"""The headers that tell browsers what a page may do: Content-Security-Policy (django-csp) and Permissions-Policy.

The pages of the admin need two things more than all others. The expressions in django-unfold's templates are run by
Alpine, which makes functions of text ('unsafe-eval'); and unfold writes its colours into a <style>, which is let in by
its digest. The rest of what unfold would do inline, static/js/admin.js does in ways that the policy allows.
"""

import base64
import hashlib
import re
from functools import lru_cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

THEME = re.compile(rb'<style id="unfold-theme-colors">(.*?)</style>', re.DOTALL)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class ContentSecurityPolicy(CSPMiddleware):
    """Sends the policy of the settings, built once: django-csp builds it for each answer, which takes 40 µs.

    An answer that a decorator of django-csp has marked gets one built for it, and so do the pages of DEBUG, of which
    some need none.
    """

    def __init__(self, get_response):
        super().__init__(get_response)
        self.policy = build_policy()
        self.admin = reverse("admin:index")

    def process_response(self, request, response: HttpResponse) -> HttpResponse:
        """Return the response with both headers."""
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if settings.DEBUG or any(name.startswith("_csp_") for name in vars(response)):
            return super().process_response(request, response)
        in_admin = request.path_info.startswith(self.admin) and not response.streaming
        policy = _admin_policy(_theme(response.content)) if in_admin else self.policy
        response.headers.setdefault(HEADER, policy)
        return response


def _theme(content):
    """Return the colours in a page of the admin: its first <style> of this id, which stands before all data."""
    match = THEME.search(content)
    return match[1] if match else b""


@lru_cache(maxsize=8)
def _admin_policy(theme):
    digest = base64.b64encode(hashlib.sha256(theme).digest()).decode()
    update = {"script-src": ["'self'", "'unsafe-eval'"], "style-src": ["'self'", f"'sha256-{digest}'"]}
    return build_policy(update=update)
