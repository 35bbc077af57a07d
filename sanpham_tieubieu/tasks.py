"""Thin Celery tasks of the selection; ids in, work in services."""

from celery import shared_task


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=3)
def in_giay_phan(viec_id):
    """Set one part of the certificates of a round; delivered twice, the second does nothing."""
    from sanpham_tieubieu.services.in_giay import in_phan

    in_phan(viec_id)
