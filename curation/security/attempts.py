"""How wrong passwords are counted: for each name from one address, and for an address over all names.

Whoever tries one password with many names is stopped by the second, which takes so many in so short a time that the
people of a campus behind one address do not reach it. A colleague elsewhere is stopped by neither.
"""

from datetime import timedelta

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.utils.timezone import now

SHORT = timedelta(minutes=5)  # in which the wrong passwords of an address are counted, and for which it waits


class Attempts(AxesDatabaseHandler):
    """What django-axes asks how many wrong passwords there were."""

    def get_failures(self, request, credentials=None) -> int:
        """Return the failures of a name from an address; enough to wait where the address itself has too many."""
        of_name = super().get_failures(request, credentials)
        if of_name >= settings.AXES_FAILURE_LIMIT:
            return of_name
        request.whole_address_waits = self._of_address(request) >= settings.LOGIN_TRIES_ADDRESS
        return settings.AXES_FAILURE_LIMIT if request.whole_address_waits else of_name

    def _of_address(self, request) -> int:
        since = (request.axes_attempt_time or now()) - SHORT
        recent = AccessAttempt.objects.filter(ip_address=request.axes_ip_address, attempt_time__gte=since)
        return recent.aggregate(number=Sum("failures_since_start"))["number"] or 0
