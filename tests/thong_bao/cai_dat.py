"""Settings of the sender processes that the tests start."""

from cucctdp.settings.dev import *  # noqa: F403

EMAIL_BACKEND = "tests.thong_bao.hop_thu.HopThu"
VIEC_TREO_SAU = 1
CELERY_TASK_ALWAYS_EAGER = True
