"""Thin Celery tasks of the selection; ids in, work in services."""

from celery import shared_task


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=3)
def in_giay_phan(viec_id):
    """Set one part of the certificates of a round; delivered twice, the second does nothing."""
    from sanpham_tieubieu.services.in_giay import in_phan

    in_phan(viec_id)


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=3)
def canh_bao_dem():
    """Every night: rules of the clock; counts of new, remaining, closed alerts, of people told."""
    from sanpham_tieubieu.services.canh_bao import chay_dem

    kq = chay_dem()
    return {"moi": kq.moi, "con": kq.con, "het": kq.het, "thu": kq.thu}


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=3)
def in_phieu_phan(viec_id):
    """Set the blank sheets of one judge; delivered twice, the second does nothing."""
    from sanpham_tieubieu.services.in_phieu import in_phan

    in_phan(viec_id)
