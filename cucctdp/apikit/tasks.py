"""Thin Celery task of the webhooks."""

from celery import shared_task


@shared_task
def gui_su_kien():
    """Every minute: send the events that are due; number taken by receivers."""
    from cucctdp.apikit.webhook import phat_di

    return phat_di()
