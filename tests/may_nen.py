"""Real Celery workers on a queue of their own, on the test database, for tests that kill them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from django.conf import settings
from django.db import connection

GOC = Path(__file__).resolve().parents[1]
CHO_TOI_DA = 120


def dia_chi_csdl() -> str:
    """Address of this worker's test database, for another process or connection."""
    dia_chi = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(dia_chi._replace(path=f"/{connection.settings_dict['NAME']}"))


class May:
    """Workers on one queue of their own, on the test database."""

    def __init__(self, var: Path) -> None:
        self.hang_doi = f"thu-{uuid4().hex[:8]}"
        self._tien_trinh: list[subprocess.Popen[bytes]] = []
        self._nhat_ky = var / "worker.log"
        self._moi_truong = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cucctdp.settings.dev",
            "DATABASE_URL": dia_chi_csdl(),
            "REDIS_URL": settings.CELERY_BROKER_URL,
            "CUCCTDP_VAR": str(var),
            # A new worker may start before the task of the dead one is 3 s old, and would then look
            # again only after ten intervals: a tenth of a second makes that one second.
            "BROKER_VISIBILITY": "3",
            "BROKER_RESTORE": "0.1",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def mo(self) -> subprocess.Popen[bytes]:
        lenh = [
            sys.executable, "-m", "celery", "-A", "cucctdp", "worker",
            "--concurrency=1", "--without-gossip", "--without-mingle",
            "-l", "INFO", "-Q", self.hang_doi, "-n", f"{uuid4().hex[:6]}@thu",
        ]  # fmt: skip
        with self._nhat_ky.open("ab") as nhat_ky:
            tien_trinh = subprocess.Popen(
                lenh, cwd=GOC, env=self._moi_truong, start_new_session=True,
                stdout=nhat_ky, stderr=nhat_ky,
            )  # fmt: skip
        self._tien_trinh.append(tien_trinh)
        return tien_trinh

    def giet(self, tien_trinh: subprocess.Popen[bytes]) -> None:
        """kill -9 on the worker and its children: nothing gets a chance to tidy up."""
        os.killpg(tien_trinh.pid, signal.SIGKILL)
        tien_trinh.wait()

    def don(self) -> None:
        for tien_trinh in self._tien_trinh:
            if tien_trinh.poll() is None:
                self.giet(tien_trinh)

    @property
    def nhat_ky(self) -> str:
        return self._nhat_ky.read_text(errors="replace")[-3000:]


def cho(dieu_kien: Callable[[], bool], may: May) -> None:
    """Wait for the condition; the worker's log is the message when it never comes."""
    het = time.monotonic() + CHO_TOI_DA
    while not dieu_kien():
        assert time.monotonic() < het, may.nhat_ky
        time.sleep(0.05)
