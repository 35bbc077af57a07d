"""What is true everywhere. Nothing legal here: dates, thresholds and rates are rows."""

import pghistory
from csp.constants import NONCE, NONE, SELF
from django.urls import reverse_lazy

from cucctdp.settings.env import GOC, VAR, env
from cucctdp.settings.tai_khoan import *  # noqa: F403  (accounts: passwords, locks, MFA, SSO)
from cucctdp.settings.unfold import UNFOLD  # noqa: F401  (a Django setting)

BASE_DIR = GOC

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "rest_framework",
    "rest_framework_api_key",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "import_export",
    "django_celery_beat",
    "django_htmx",
    "csp",
    "cucctdp.donvi",
    "cucctdp.nap_goc",
    "cucctdp.accounts",
    "cucctdp.audit",
    "cucctdp.files",
    "cucctdp.workflow",
    "cucctdp.imports",
    "cucctdp.thong_bao",
    "cucctdp.adminkit",
    "cucctdp.apikit",
    "khuyencong",
    "cumcongnghiep",
    "sanpham_tieubieu",
    "baocao",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cucctdp.accounts.khong_phien.KhongPhienMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cucctdp.accounts.middleware.PhienLamViecMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cucctdp.audit.middleware.YeuCauMiddleware",
    "cucctdp.audit.middleware.KyTuRongMiddleware",
]

ROOT_URLCONF = "cucctdp.urls"
WSGI_APPLICATION = "cucctdp.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "cucctdp.thong_bao.context.chuong",
            ],
            "libraries": {"vn": "cucctdp.formats.tags"},
        },
    }
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language and time: Vietnamese only, Hanoi time.
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
# Django's Vietnamese locale has no input formats of its own; 01/02 is the first of February.
FORMAT_MODULE_PATH = ["cucctdp.formats.dinh_dang"]
# Words of the admin and its theme that are missing or wrong in Vietnamese.
LOCALE_PATHS = [BASE_DIR / "cucctdp" / "adminkit" / "locale"]

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "cucctdp.accounts.backends.QuyenBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("trang_chu")
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "cucctdp.accounts.adapter.TaiKhoanAdapter"
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "cucctdp"

# A session ends after 15 idle minutes (QCVN 12:2026/BCA); drafts are saved every few seconds.
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=15 * 60)
SESSION_SAVE_EVERY_REQUEST = True
# Public pages that know nobody: they answer while the database only reads.
DUONG_KHONG_PHIEN = ("/xac-minh/", "/binh-chon/")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
X_FRAME_OPTIONS = "DENY"
# Believe X-Real-IP only behind our own nginx.
TIN_PROXY = env.bool("TIN_PROXY", default=False)
# Header in which that nginx names the caller's country (CB10); empty: countries are not known.
DAU_QUOC_GIA = env.str("DAU_QUOC_GIA", default="")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

# Unfold's admin still writes inline style attributes and Alpine needs 'unsafe-eval';
# the portal's own pages do with the nonce alone (see baocao.portal).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE, "'unsafe-eval'"],
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR / "kho-tep")},
    },
    "rieng_tu": {"BACKEND": "cucctdp.files.storage.KhoRiengTu"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
KHO_TEP = VAR / "kho-tep"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Row history by statement-level triggers: bulk and raw SQL are recorded too, and stay fast.
PGHISTORY_LEVEL = pghistory.Statement
# Triggers follow the models at the end of each migrate (cucctdp.audit.apps), not as migrations.
PGTRIGGER_MIGRATIONS = False

# API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "cucctdp.apikit.authentication.KhoaApiAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "cucctdp.apikit.pagination.TrangChuan",
    "DEFAULT_THROTTLE_CLASSES": ["cucctdp.apikit.throttling.TheoKhoaThrottle"],
    "DEFAULT_THROTTLE_RATES": {"khoa_api": "600/min"},
    "EXCEPTION_HANDLER": "cucctdp.apikit.errors.xu_ly_loi",
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    # Two lists are called «cap»: the level of a synthesis and that of a selection.
    "ENUM_NAME_OVERRIDES": {"CapBinhChonEnum": "sanpham_tieubieu.choices.Cap"},
    "TITLE": "cucctdp – API thống kê Công Thương địa phương",
    "DESCRIPTION": (
        "Số liệu tổng hợp từ báo cáo của các Sở Công Thương. Mỗi số kèm trạng thái, "
        "độ phủ và phạm vi địa giới; số thập phân trả về dạng chuỗi."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# Background work
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A task of a worker killed in the middle becomes visible to the others after this many seconds.
# Workers look for such tasks when they start and then every ten of these intervals (seconds).
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.int("BROKER_VISIBILITY", default=60),
    "unacked_restore_interval": env.float("BROKER_RESTORE", default=10),
}
# A job without a heartbeat for this many seconds is queued again.
VIEC_TREO_SAU = env.int("VIEC_TREO_SAU", default=180)

# E-mail: a server that does not answer must not hold the sender for long.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=30)
DEFAULT_FROM_EMAIL = env.str("EMAIL_NGUOI_GUI", default="khong-tra-loi@localhost")

# Events for other systems (webhook) never go into our own network, except to these networks
# (CIDR, comma between them), for receivers that stand inside it.
WEBHOOK_MANG_CHO_PHEP = env.list("WEBHOOK_MANG_CHO_PHEP", default=[])

# Import sessions: days until one that nobody committed is given up, and until the rows of a
# committed one go (then it can no longer be undone).
NHAP_TEP_GIU_CHUA_GHI = env.int("NHAP_TEP_GIU_CHUA_GHI", default=30)
NHAP_TEP_GIU_DA_GHI = env.int("NHAP_TEP_GIU_DA_GHI", default=180)

# Where papers point to: each figure of a PDF links to its trace page.
DIA_CHI_HE_THONG = env.str("DIA_CHI_HE_THONG", default="http://localhost:8000").rstrip("/")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # One line per page, font table and trigger is nothing an operator reads.
    "loggers": {ten: {"level": "WARNING"} for ten in ("weasyprint", "fontTools", "pgtrigger")},
}
