"""Development and `make run`: complete defaults, no .env needed."""

from cucctdp.settings.base import *  # noqa: F403
from cucctdp.settings.env import csdl, env, redis_url

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = "dev-only-not-a-secret-cucctdp"  # noqa: S105
KHOA_XAC_MINH = ["dev-only-not-a-secret-xac-minh"]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
DATABASES = {"default": csdl()}
CELERY_BROKER_URL = redis_url()
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url()}
}
# Plain storage: no collectstatic step before the first page.
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
