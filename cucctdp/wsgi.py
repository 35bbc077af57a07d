"""WSGI entry point (gunicorn)."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cucctdp.settings.production")
application = get_wsgi_application()

# What was imported lives as long as the process: the collector need not walk it again and again.
gc.freeze()
