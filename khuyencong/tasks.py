"""Thin Celery tasks of khuyến công; ids in, work in services."""

from celery import shared_task


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=3)
def dung_ho_so_thanh_tra(viec_id):
    """Build one inspection file; delivered twice, the second finds the job finished."""
    from khuyencong.services.ho_so_thanh_tra import dung_ho_so

    dung_ho_so(viec_id)
