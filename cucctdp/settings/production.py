"""Production: hardened; refuses to start when a secret is missing."""

import structlog

from cucctdp.settings.base import *  # noqa: F403
from cucctdp.settings.env import bi_mat, csdl, env, redis_url

DEBUG = False
SECRET_KEY = bi_mat("SECRET_KEY")
# Signs the QR of certificates, valid for years: the first key signs, former ones still verify.
KHOA_XAC_MINH = [bi_mat("KHOA_XAC_MINH"), *env.list("KHOA_XAC_MINH_CU", default=[])]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or [bi_mat("ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATABASES = {"default": {**csdl(), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
CELERY_BROKER_URL = redis_url()
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url()}
}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The web container is reached only through our nginx, which sets X-Real-IP itself.
TIN_PROXY = env.bool("TIN_PROXY", default=True)
ALLAUTH_TRUSTED_CLIENT_IP_HEADER = "X-Real-IP" if TIN_PROXY else None
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^suc-khoe/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
MFA_BAT_BUOC = env.bool("MFA_BAT_BUOC", default=True)
CSRF_COOKIE_SECURE = True
# Without an address of a mail server the letters end in the log.
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)

LOGGING["formatters"] = {  # noqa: F405
    "json": {
        "()": structlog.stdlib.ProcessorFormatter,
        "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
        "foreign_pre_chain": [
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso"),
        ],
    }
}
LOGGING["handlers"]["console"]["formatter"] = "json"  # noqa: F405
