"""Thin Celery tasks of cụm công nghiệp; ids in, work elsewhere."""

from celery import shared_task


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=3)
def xuat_bang_cum(viec_id, tham_so):
    """Export the list as an address filters it; delivered twice, the second does nothing."""
    from cumcongnghiep.xem.xuat_bang import chay_xuat

    chay_xuat(viec_id, tham_so)
