"""How wrong passwords are counted: for each name from one address, and for an address over all names.

Whoever tries one password with many names is stopped by the second; a colleague elsewhere is stopped by neither.
"""

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.utils.timezone import now

NAMES = 10  # of one address: so many names may each reach the limit before the address itself has to wait


class Attempts(AxesDatabaseHandler):
    """What django-axes asks how many wrong passwords there were."""

    def get_failures(self, request, credentials=None) -> int:
        """Return the failures of a name from an address, or a tenth of those of the address where that is more."""
        since = (request.axes_attempt_time or now()) - settings.AXES_COOLOFF_TIME
        recent = AccessAttempt.objects.filter(ip_address=request.axes_ip_address, attempt_time__gte=since)
        of_address = recent.aggregate(number=Sum("failures_since_start"))["number"] or 0
        return max(super().get_failures(request, credentials), of_address // NAMES)
