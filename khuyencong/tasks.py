"""Thin Celery tasks of khuyến công; ids in, work in services."""

from celery import shared_task


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=3)
def dung_ho_so_thanh_tra(viec_id):
    """Build one inspection file; delivered twice, the second finds the job finished."""
    from khuyencong.services.ho_so_thanh_tra import dung_ho_so

    dung_ho_so(viec_id)


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=3)
def canh_bao_dem():
    """Every night: what is late on every đề án; counts of new, remaining and closed alerts."""
    from khuyencong.services.canh_bao import chay_dem

    kq = chay_dem()
    return {"moi": kq.moi, "con": kq.con, "het": kq.het, "thu": kq.thu}


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=3)
def xuat_bang_de_an(viec_id, tham_so):
    """Export the register as an address filters it; delivered twice, the second does nothing."""
    from khuyencong.admin.xuat_bang import chay_xuat

    chay_xuat(viec_id, tham_so)


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=3)
def xuat_thong_ke(viec_id, tham_so):
    """Set a long table B1–B9 as a file; delivered twice, the second does nothing."""
    from khuyencong.admin.xuat_thong_ke import chay_xuat

    chay_xuat(viec_id, tham_so)
