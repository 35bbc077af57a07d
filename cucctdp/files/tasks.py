"""Loads the worker's heartbeat hooks together with Celery's task modules."""

from cucctdp.files import nhip  # noqa: F401
