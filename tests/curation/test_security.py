"""Logging in: the second factor, wrong passwords, and sessions that end while somebody types."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from curation.security.factor import confirm, unconfirmed
from curation.security.lockout import address_of
from publications.models import Publication
from tests.curation.conftest import Form
from tests.curation.roles import make_user
from tests.factories import make_publication

INDEX = "/admin/"
GIVE, SET_UP, MANAGE = (f"/admin/second-factor/{page}" for page in ("", "set-up/", "manage/"))
PASSWORD = "a long password"


def code_of(device: TOTPDevice) -> str:
    return f"{totp(device.bin_key):06d}"


@pytest.fixture
def member(db):
    """A chief editor with a second factor; `codes` are the recovery codes."""
    user = make_user("Chief editor", username="ada", password=PASSWORD)
    user.codes = confirm(unconfirmed(user))
    return user


def log_in(client, **more):
    return client.post("/admin/login/", {"username": "ada", "password": PASSWORD, "next": INDEX, **more})


def test_without_a_second_factor_the_password_is_enough(client, db):
    make_user("Chief editor", username="ada", password=PASSWORD)
    log_in(client)
    assert client.get(INDEX).status_code == 200


def test_the_password_alone_opens_no_page_and_changes_nothing(client, member):
    publication = make_publication(title="Kept")
    log_in(client)
    change = reverse("admin:publications_publication_change", args=[publication.pk])
    for address in (
        INDEX,
        change,
        reverse("admin:publications_publication_changelist"),
        "/admin/autocomplete/",
        MANAGE,
    ):
        assert client.get(address).status_code == 302, address
        assert client.get(address).url.startswith(GIVE), address
    client.post(
        reverse("admin:publications_publication_step", args=["withdraw"]), {"ids": publication.pk, "reason": "x"}
    )
    assert Publication.objects.get().status == "public"
    assert client.get(SET_UP).url == GIVE  # nor can a second one be set up instead


def test_the_code_of_the_app_opens_what_was_asked_for(client, member):
    wanted = reverse("admin:publications_publication_changelist")
    log_in(client)
    answer = client.post(GIVE, {"code": code_of(TOTPDevice.objects.get()), "next": wanted})
    assert answer.url == wanted
    assert client.get(wanted).status_code == 200


def test_a_recovery_code_works_once(client, member):
    for expected in (302, 200):
        client.post("/admin/logout/")
        log_in(client)
        assert client.post(GIVE, {"code": member.codes[0]}).status_code == expected
    assert StaticToken.objects.count() == len(member.codes) - 1


@pytest.mark.parametrize("code", ["", "000000", "abc", "\0", "٣٣٣٣٣٣", "9" * 5000, "-1", "1e5"])
def test_a_wrong_code_is_told_so(client, member, code):
    log_in(client)
    answer = client.post(GIVE, {"code": code})
    assert answer.status_code == 200
    assert "This code is not right" in answer.text
    assert client.get(INDEX).status_code == 302


def test_after_a_wrong_code_the_right_one_must_wait(client, member):
    log_in(client)
    client.post(GIVE, {"code": "000000"})
    assert client.post(GIVE, {"code": code_of(TOTPDevice.objects.get())}).status_code == 200


def test_nobody_is_led_to_another_site(client, member):
    log_in(client)
    assert client.post(GIVE, {"code": member.codes[0], "next": "https://evil.example/"}).url == INDEX


def test_a_role_may_have_to_set_one_up(client, db, settings):
    settings.SECOND_FACTOR = ("chief",)
    user = make_user("Chief editor", username="ada", password=PASSWORD)
    log_in(client)
    assert client.get(INDEX).url.startswith(SET_UP)
    page = client.get(SET_UP).text
    assert "data:image/svg+xml" in page
    assert client.post(SET_UP, {"code": "000000"}).status_code == 200
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    answer = client.post(SET_UP, {"code": code_of(TOTPDevice.objects.get(user=user))})
    codes = re.findall(r"<li><code>(\w+)</code>", answer.text)
    assert len(codes) == 10
    assert client.get(INDEX).status_code == 200
    client.post(MANAGE, {"do": "remove"})
    assert TOTPDevice.objects.filter(confirmed=True).exists()  # the role asks for it
    assert client.post(MANAGE, {"do": "codes"}).status_code == 200
    assert not StaticToken.objects.filter(token__in=codes).exists()


def test_who_need_not_have_one_can_take_it_away(client, member):
    log_in(client)
    client.post(GIVE, {"code": member.codes[0]})
    client.post(MANAGE, {"do": "remove"})
    assert not TOTPDevice.objects.exists()
    assert client.get(INDEX).status_code == 200


def test_administrators_reset_the_second_factor_of_others(client, member, librarian):
    client.force_login(make_user("Administrator"))
    confirm(unconfirmed(librarian))
    chosen = {"action": "reset_factor", "_selected_action": [member.pk, librarian.pk]}
    client.post(reverse("admin:auth_user_changelist"), chosen)
    assert list(TOTPDevice.objects.values_list("user", flat=True)) == [librarian.pk]  # a superuser's only by one


def test_after_many_wrong_passwords_the_login_waits_and_says_so(client, db, settings):
    make_user("Chief editor", username="ada", password=PASSWORD)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = log_in(client, password="wrong")
    assert answer.status_code == 429
    assert "15 minutes" in answer.text
    assert log_in(client).status_code == 429
    assert log_in(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302  # nobody locks out a colleague from elsewhere


def test_one_password_tried_with_many_names_stops_the_address(client, db, settings):
    make_user("Chief editor", username="ada", password=PASSWORD)
    settings.LOGIN_TRIES_ADDRESS = 20
    for number in range(19):
        assert log_in(client, username=f"name-{number}", password="Summer2026").status_code == 200
    assert log_in(Client()).status_code == 302  # a colleague behind the same address
    answer = log_in(client, username="name-19", password="Summer2026")
    assert answer.status_code == 429
    assert "From your network" in answer.text
    assert "5 minutes" in answer.text
    assert log_in(client, username="another", password="Summer2026").status_code == 429
    assert log_in(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302  # who is elsewhere is not stopped
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=6))
    assert log_in(Client()).status_code == 302


def test_a_campus_behind_one_address_may_mistype_often(client, db, settings):
    make_user("Chief editor", username="ada", password=PASSWORD)
    for number in range(settings.AXES_FAILURE_LIMIT * 10 + 1):
        assert log_in(client, username=f"name-{number}", password="mistyped").status_code == 200
    assert log_in(client).status_code == 302


def typed_of(page: str) -> str:
    return re.search(r'name="typed" value="([^"]+)"', page)[1]


def fields_of(page: str) -> dict:
    from lxml import html

    form = next(form for form in html.fromstring(page).forms if "typed" in (form.get("class") or ""))
    return {"action": form.action, "fields": dict(form.form_values())}


def test_what_was_typed_when_the_session_ended_is_saved_after_the_login(client, db):
    make_user("Chief editor", username="ada", password=PASSWORD)
    publication = make_publication(title="Before")
    log_in(client)
    opened = Form(client, publication)
    client.logout()
    answer = opened.save(title="A title that took an hour")
    assert answer.status_code == 403
    assert "nothing is lost" in answer.text
    typed = typed_of(answer.text)
    failed = log_in(client, password="wrong", typed=typed)
    assert typed_of(failed.text) == typed
    page = log_in(client, typed=typed).text
    assert "A title that took an hour" in page
    assert Publication.objects.get().title == "Before"
    found = fields_of(page)
    assert client.post(found["action"], found["fields"]).status_code == 302
    assert Publication.objects.get().title == "A title that took an hour"


def test_what_was_typed_goes_through_the_second_factor_too(client, member):
    publication = make_publication(title="Before")
    log_in(client)
    client.post(GIVE, {"code": member.codes[0]})
    opened = Form(client, publication)
    client.logout()
    typed = typed_of(opened.save(title="A title that took an hour").text)
    asked = log_in(client, typed=typed)
    page = client.post(GIVE, {"code": member.codes[1], "typed": typed_of(asked.text)}).text
    found = fields_of(page)
    client.post(found["action"], found["fields"])
    assert Publication.objects.get().title == "A title that took an hour"


@pytest.mark.parametrize(
    "typed",
    ["", "x", "a:b:c", signing.dumps(["/admin/", {"a": ["b"]}, 0], salt="other")],
    ids=["nothing", "a letter", "parts", "signed for something else"],
)
def test_typed_text_that_we_did_not_sign_is_not_shown(client, db, typed):
    make_user("Chief editor", username="ada", password=PASSWORD)
    assert log_in(client, typed=typed).status_code == 302


def test_passwords_are_never_carried(client, db):
    address = reverse("admin:auth_user_password_change", args=[1])
    assert client.post(address, {"password1": "secret words", "password2": "secret words"}).status_code == 302


def test_a_session_ends_so_long_after_its_last_use(client, db):
    make_user("Chief editor", username="ada", password=PASSWORD)
    log_in(client)
    session = client.session
    session["seen"] = 0
    session.save()
    client.get(INDEX)
    assert client.session["seen"] > 0


def test_an_account_that_is_closed_is_out_at_once(client, member):
    log_in(client)
    client.post(GIVE, {"code": member.codes[0]})
    User.objects.update(is_active=False)
    assert client.get(INDEX).status_code == 302


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "expected"),
    [
        (False, "192.0.2.7", "127.0.0.1"),  # anybody can write this
        (True, "192.0.2.7", "192.0.2.7"),
        (True, "203.0.113.1, 192.0.2.7", "192.0.2.7"),  # the first is what the visitor says
        (True, "", "127.0.0.1"),
        (True, "x" * 500, "127.0.0.1"),
    ],
)
def test_the_address_that_counts_is_the_one_that_the_proxy_saw(rf, settings, behind_proxy, forwarded, expected):
    settings.HTTPS = behind_proxy
    assert address_of(rf.get("/", headers={"X-Forwarded-For": forwarded})) == expected


def test_what_was_typed_outlasts_the_first_set_up_of_a_second_factor(client, db, settings):
    settings.SECOND_FACTOR = ("chief",)
    user = make_user("Chief editor", username="ada", password=PASSWORD)
    publication = make_publication(title="Fog")
    change = reverse("admin:publications_publication_change", args=[publication.pk])
    page = client.post(change, {"title": "Fog over the lake"}).text  # the session has ended
    page = log_in(client, next=change, typed=typed_of(page)).text
    assert "data:image/svg+xml" in page
    page = client.post(SET_UP, {"code": code_of(TOTPDevice.objects.get(user=user)), "typed": typed_of(page)}).text
    page = client.post(GIVE, {"typed": typed_of(page)}).text
    assert "Fog over the lake" in page


def test_a_form_that_was_open_while_somebody_logged_in_anew_loses_nothing(db):
    make_user("Chief editor", username="ada", password=PASSWORD)
    client = Client(enforce_csrf_checks=True)
    change = reverse("admin:publications_publication_change", args=[make_publication(title="Fog").pk])
    typed = {"title": "Fog over the lake", "csrfmiddlewaretoken": "of an earlier login"}
    page = client.post(change, typed, headers={"Origin": "http://testserver"}).text
    assert "what you typed is there again" in page
    client.force_login(User.objects.get(username="ada"))
    page = client.post(change, typed, headers={"Origin": "http://testserver"}).text
    assert "Save what I typed" in page
    assert "Fog over the lake" in page
    answer = client.post(change, typed, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "Fog over the lake" not in answer.text
