"""The language of a page: that of its address, /en/ or /sv/; where it has none, what the browser asks for."""

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language


class Languages(LocaleMiddleware):
    """Django's, but a 404 that a view gave stands: it is not looked for in the reader's language as well."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Return the response, or a redirect into the reader's language from an address that only has one there."""
        if response.status_code != 404 or request.resolver_match is None:
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", get_language())
        return response
