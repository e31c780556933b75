"""The portal as a WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from portal import environment
from portal.guard import Guard

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = Guard(get_wsgi_application(), environment.number("WEB_THREADS", 2, 2, 64))

# What has been loaded by now stays: the collector need not look at it again and again. Making a page takes thousands of
# objects, nearly all freed without the collector, which therefore may come by less often than every 700.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
