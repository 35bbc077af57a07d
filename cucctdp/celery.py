"""The Celery application; schedules live in the database (django-celery-beat).

No default for DJANGO_SETTINGS_MODULE here: this module is imported before pytest chooses its own.
"""

from celery import Celery

app = Celery("cucctdp")
# Every thread, of a web server too, sends tasks through this application.
app.set_default()
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
