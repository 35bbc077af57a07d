"""Nightly root of yesterday's chains."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone


@shared_task
def ghi_goc_hom_qua():
    """Store yesterday's root; running twice stores one row."""
    from cucctdp.audit.verify import ghi_goc_ngay

    return ghi_goc_ngay(timezone.localdate() - timedelta(days=1)).goc
