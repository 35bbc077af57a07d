"""The Celery application; schedules live in the database (django-celery-beat).

No default for DJANGO_SETTINGS_MODULE here: this module is imported before pytest chooses its own.
"""

import gc
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

app = Celery("cucctdp")
# Every thread, of a web server too, sends tasks through this application.
app.set_default()
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def _bot_gom_rac(**_: Any) -> None:
    """As in ``wsgi.py``: the collector leaves alone what was imported."""
    gc.freeze()
