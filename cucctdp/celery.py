"""The Celery application; schedules live in the database (django-celery-beat)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cucctdp.settings.dev")

app = Celery("cucctdp")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
