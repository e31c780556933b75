"""The portal as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from portal import environment
from portal.guard import Guard

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = Guard(get_wsgi_application(), environment.number("WEB_THREADS", 2, 2, 64))
