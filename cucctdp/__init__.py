"""Roof (settings, urls) and foundation (shared packages) of the MIS."""

from cucctdp.celery import app as celery_app

__all__ = ["celery_app"]
