"""What staff see of each noun: one module for each."""

from django.contrib import admin
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from procrastinate.contrib.django.models import ProcrastinateJob

from curation.admin import (
    concept,
    conflict,
    contribution,
    intake,
    journal,
    keyword,
    operation,
    organisation,
    person,
    publication,
    subject,
    user,
)

__all__ = [
    "concept",
    "conflict",
    "contribution",
    "intake",
    "journal",
    "keyword",
    "operation",
    "organisation",
    "person",
    "publication",
    "subject",
    "user",
]

admin.site.unregister(ProcrastinateJob)  # its pages are made for Django's own admin
# They show the secrets of others; curation/security has what is needed.
admin.site.unregister([TOTPDevice, StaticDevice])
