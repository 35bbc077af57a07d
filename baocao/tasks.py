"""Thin Celery tasks of the reporting app; ids in, work in services."""

from celery import shared_task


@shared_task
def tong_hop_va_dung_ban_tin(ky_id, nguoi_id=None):
    """Consolidate a frozen period, then build its briefing."""
