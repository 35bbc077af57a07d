"""Tests: real PostgreSQL and Redis, fast hasher, eager Celery unless a test starts a worker."""

import os
from urllib.parse import urlsplit

from cucctdp.settings.dev import *  # noqa: F403

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Each client of a test makes its middleware anew: no walk over all static files each time.
WHITENOISE_AUTOREFRESH = True
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Each xdist worker has a Redis database of its own, as it has a PostgreSQL one: clearing a cache
# empties the whole database, and with it what the test next door counts.
_SO_CSDL_REDIS = 16
_so = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _SO_CSDL_REDIS
CELERY_BROKER_URL = urlsplit(CELERY_BROKER_URL)._replace(path=f"/{_so}").geturl()  # noqa: F405
CACHES["default"]["LOCATION"] = CELERY_BROKER_URL  # noqa: F405

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  (whitenoise warns without it)
