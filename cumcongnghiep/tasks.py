"""Thin Celery tasks of cụm công nghiệp; ids in, work elsewhere."""

from celery import shared_task


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=3)
def xuat_bang_cum(viec_id, tham_so):
    """Export the list as an address filters it; delivered twice, the second does nothing."""
    from cumcongnghiep.xem.xuat_bang import chay_xuat

    chay_xuat(viec_id, tham_so)


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=3)
def tinh_lai_dem():
    """Every night: states that change with the day; the number of clusters that did."""
    from cumcongnghiep.models import Cum
    from cumcongnghiep.services.tinh_lai import tinh_lai

    return tinh_lai(list(Cum.objects.order_by("pk")), cap_nhat=False)


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=3)
def canh_bao_dem():
    """Every night: alerts A01–A20; counts of new, remaining and closed ones, and of people told."""
    from cumcongnghiep.services.canh_bao import chay_dem

    kq = chay_dem()
    return {"moi": kq.moi, "con": kq.con, "het": kq.het, "thu": kq.thu}


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=3)
def lap_giay_cum(viec_id, giay, tham_so):
    """Set one long paper; delivered twice, the second does nothing."""
    from cumcongnghiep.xem.lap_giay import chay_lap

    chay_lap(viec_id, giay, tham_so)
