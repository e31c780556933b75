"""What browsers are told, and that the admin works under it."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

POLICY = "Content-Security-Policy"
ADMIN_PAGES = ("", "auth/user/", "auth/user/add/", "password_change/")

pytestmark = pytest.mark.django_db


def directives(response):
    return dict(directive.split(" ", 1) for directive in response.headers[POLICY].split("; "))


def test_pages_allow_nothing_inline_and_nothing_from_elsewhere(client):
    response = client.get("/en/no-such-page/")
    assert directives(response) == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]


def test_only_the_admin_makes_code_of_text_and_nothing_is_inline_there_either(client):
    found = directives(client.get("/admin/login/"))
    assert found["script-src"] == "'self' 'unsafe-eval'"
    assert found["style-src"].startswith("'self' 'sha256-")
    assert "unsafe-inline" not in str(found)


def test_readers_get_no_cookie(client):
    for address in ("/en/", "/en/about/"):
        response = client.get(address)
        assert response.status_code == 200
        assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")  # what is not kept is the same for all


def test_static_files_are_compressed_and_kept_for_years(client):
    from django.templatetags.static import static

    response = client.get(static("js/admin.js"), headers={"accept-encoding": "br"})
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert response.headers["Content-Encoding"] == "br"
    response.close()


def test_the_admin_works_in_a_browser_that_holds_it_to_the_policy(visit, site):
    page = visit("/admin/login/?next=/admin/", storage_state={"cookies": [staff_cookie(site)]})  # asserts no violation
    for path in ADMIN_PAGES:
        page.goto(f"{site}/admin/{path}", wait_until="networkidle")
        assert page.locator("main, #main, #content").count() > 0
    page.goto(f"{site}/admin/auth/user/", wait_until="networkidle")
    page.locator("#action-toggle").check()
    page.wait_for_function("document.querySelector('#changelist-actions').style.width.endsWith('px')")


def staff_cookie(site):
    """Return the cookie of a session in which staff are logged in."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("staff"))
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
