"""The only reader of the process environment.

Development and test have working defaults for everything; production has none for secrets:
``bi_mat`` raises with the variable's name when it is missing, so the process does not start.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

GOC = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
environ.Env.read_env(str(GOC / ".env"), overwrite=False)

# Where the embedded servers and uploaded files keep their data.
VAR = Path(env.str("CUCCTDP_VAR", default=str(GOC / "var")))


def bi_mat(ten: str) -> str:
    """Return the secret named ``ten``; raise ImproperlyConfigured when unset or empty."""
    gia_tri = env.str(ten, default="")
    if not gia_tri:
        raise ImproperlyConfigured(f"Thiếu biến môi trường {ten}: hệ thống không khởi động.")
    return gia_tri


def csdl(ten: str = "DATABASE_URL") -> dict:
    """Database settings from ``DATABASE_URL`` (set by the embedded launcher when unset)."""
    if not env.str(ten, default=""):
        raise ImproperlyConfigured(
            "Chưa có DATABASE_URL. Chạy qua «make run», «make test», hoặc "
            "«.venv/bin/python -m cucctdp.embedded -- <lệnh>» để dùng PostgreSQL kèm sẵn."
        )
    return env.db_url(ten)


def redis_url() -> str:
    """Broker and cache address (set by the embedded launcher when unset)."""
    return bi_mat("REDIS_URL")
