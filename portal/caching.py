"""What browsers and proxies may keep of an answer whose view does not say it (Cache-Control)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from publications.kept import PRIVATE, PUBLIC, is_personal


def cache_control(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return a middleware: readers' answers must be asked for anew each time, personal ones may be kept nowhere.

    The admin says itself what may be kept, as Django has it.
    """
    admin = reverse("admin:index")

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" not in response.headers and not request.path_info.startswith(admin):
            response.headers["Cache-Control"] = PRIVATE if _is_for_one(request, response) else PUBLIC
        return response

    return middleware


def _is_for_one(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether the answer is somebody's own, or tells of a fault that may be over in a moment."""
    return bool(is_personal(request) or response.cookies or response.status_code >= 500)
