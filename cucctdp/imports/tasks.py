"""Thin Celery tasks of import sessions; ids in, work in services; each may be delivered twice."""

from celery import shared_task

_THU_LAI = {
    "acks_late": True,
    "autoretry_for": (OSError,),
    "retry_backoff": 5,
    "max_retries": 3,
}


@shared_task(**_THU_LAI)
def chay_phien(phien_id):
    """Do the present step of a session: check, commit or undo."""
    from cucctdp.imports.services.viec import chay

    chay(phien_id)


@shared_task(**_THU_LAI)
def dung_danh_dau(phien_id):
    """Build the marked file of a session."""
    from cucctdp.imports.services.viec import dung_danh_dau as dung

    dung(phien_id)


@shared_task
def chay_lai_phien_treo():
    """Every minute: queue again the sessions whose job shows no heartbeat; their ids."""
    from cucctdp.imports.services.viec import phien_treo

    cac_id = phien_treo()
    for phien_id in cac_id:
        chay_phien.delay(phien_id)
    return cac_id


@shared_task
def don_phien_cu():
    """Every night: drop the rows of old sessions."""
    from cucctdp.imports.services.don_dep import don_phien_cu as don

    return don()
