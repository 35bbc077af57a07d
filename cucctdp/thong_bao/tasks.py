"""Thin Celery task of the notices."""

from celery import shared_task


@shared_task
def phat_thu():
    """Every minute: send the e-mail that is due; number of letters."""
    from cucctdp.thong_bao.thu import phat_thu as phat

    return phat()
