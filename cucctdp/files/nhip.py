"""Workers leave a heartbeat in the cache, so that pages can say when none is alive."""

from celery.signals import heartbeat_sent, worker_ready
from django.core.cache import cache

from cucctdp.files.services import KHOA_NHIP_WORKER

GIU_GIAY = 30


@worker_ready.connect
@heartbeat_sent.connect
def ghi_nhip(sender=None, **kwargs):
    cache.set(KHOA_NHIP_WORKER, str(sender), GIU_GIAY)
