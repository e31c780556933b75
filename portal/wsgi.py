"""The portal as a WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from portal import environment
from portal.guard import Guard

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = Guard(get_wsgi_application(), environment.number("WEB_THREADS", 2, 2, 64))

# What has been loaded by now stays: the collector need not look at it again and again. Making a page takes thousands of
# objects, nearly all freed without the collector, which therefore comes by when 100,000 more are there than were freed,
# no longer at every 700, which within one page looks at all that the page is made of.
gc.collect()
gc.freeze()
gc.set_threshold(100_000, 50, 100)
