"""The second factor: who has one, who must have one, and what it consists of."""

from base64 import b32encode

import segno
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from curation.workflow.roles import User, roles_of

CODES = 10  # recovery codes


def has_factor(user: User) -> bool:
    """Return whether a user has set up a second factor. 1 query."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def must_have_factor(user: User) -> bool:
    """Return whether one of the roles of a user asks for a second factor."""
    return any(role.name.lower() in settings.SECOND_FACTOR for role in roles_of(user))


def is_missing(request: HttpRequest) -> bool:
    """Return whether the second factor is still to be given, or to be set up. At most 2 queries."""
    user = request.user
    # Who has just logged in is not yet as django-otp's middleware makes users.
    verified = hasattr(user, "is_verified") and user.is_verified()
    return user.is_active and user.is_staff and not verified and (has_factor(user) or must_have_factor(user))


def unconfirmed(user: User) -> TOTPDevice:
    """Return the factor that a user is about to set up, the same until it is confirmed."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first() or TOTPDevice.objects.create(
        user=user, confirmed=False, name="TOTP"
    )


def confirm(device: TOTPDevice) -> list[str]:
    """Make a factor that was set up the only one of its user; return new recovery codes."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=device.user).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save()
        return new_codes(device.user)


def new_codes(user: User) -> list[str]:
    """Return new recovery codes; earlier ones are void. Each works once."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="Recovery codes")
        codes = [StaticToken.random_token() for _ in range(CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def remove(user: User) -> None:
    """Take the second factor and the recovery codes of a user away."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()


def picture(device: TOTPDevice) -> str:
    """Return the QR code of a factor as the address of an image, black on white for every camera."""
    return segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=4, light="#fff")


def key_text(device: TOTPDevice) -> str:
    """Return the key in groups of four, to be typed where there is no camera."""
    key = b32encode(device.bin_key).decode()
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))
