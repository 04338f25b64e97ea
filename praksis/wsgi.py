"""The WSGI application, for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "praksis.settings")

application = get_wsgi_application()

# What is loaded by now stays, and a page makes thousands of objects: the collector need not look through them so often.
gc.collect()
gc.freeze()
gc.set_threshold(10_000)
