"""A real Celery worker, killed in the middle of a briefing: a second one finishes it, once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from baocao.models import BanTin
from baocao.services.du_lieu_goc import nap as nap_bao_cao
from cucctdp.audit.models import SuKien
from cucctdp.celery import app
from cucctdp.donvi.services.danh_muc import nap as nap_danh_muc
from cucctdp.files.choices import TrangThaiViec
from cucctdp.files.models import CongViec, Tep
from cucctdp.files.services import tao_cong_viec

from .lan_mau import lan_mau

GOC = Path(__file__).resolve().parents[2]
DANG_IN = 50  # percent reported just before WeasyPrint starts, which then takes seconds
CHO_TOI_DA = 120


class May:
    """Workers on one queue of their own, on the test database."""

    def __init__(self, var: Path) -> None:
        self.hang_doi = f"thu-{uuid4().hex[:8]}"
        self._tien_trinh: list[subprocess.Popen[bytes]] = []
        self._nhat_ky = var / "worker.log"
        dia_chi = urlsplit(os.environ["DATABASE_URL"])
        ten = connection.settings_dict["NAME"]
        self._moi_truong = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cucctdp.settings.dev",
            "DATABASE_URL": urlunsplit(dia_chi._replace(path=f"/{ten}")),
            "REDIS_URL": settings.CELERY_BROKER_URL,
            "CUCCTDP_VAR": str(var),
            "BROKER_VISIBILITY": "3",
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


@pytest.fixture
def may(transactional_db: None, tmp_path: Path) -> Iterator[May]:
    may = May(tmp_path)
    yield may
    may.don()


def cho(dieu_kien: Callable[[], bool], may: May) -> None:
    """Wait for the condition; the worker's log is the message when it never comes."""
    het = time.monotonic() + CHO_TOI_DA
    while not dieu_kien():
        assert time.monotonic() < het, may.nhat_ky
        time.sleep(0.05)


@pytest.mark.cham
def test_killed_worker_briefing_is_finished_exactly_once(may: May) -> None:
    nap_danh_muc(GOC / "fixtures" / "donvi")
    nap_bao_cao()
    ban_tin = BanTin.objects.create(loai=BanTin.Loai.QUY, lan=lan_mau())
    ban_tin.viec, _ = tao_cong_viec(
        loai="ban_tin", ten="Bản tin", khoa=f"ban_tin:{ban_tin.pk}", by=None
    )
    ban_tin.save()
    app.conf.task_always_eager = False  # a real queue, a real worker
    try:
        app.send_task("baocao.tasks.dung_ban_tin", args=[ban_tin.pk], queue=may.hang_doi)
    finally:
        app.conf.task_always_eager = True
    thu_nhat = may.mo()
    cho(lambda: CongViec.objects.get().phan_tram >= DANG_IN, may)

    may.giet(thu_nhat)

    viec = CongViec.objects.get()
    assert (viec.trang_thai, viec.so_lan_chay) == (TrangThaiViec.DANG_CHAY, 1)
    assert not Tep.objects.exists()

    may.mo()
    cho(lambda: CongViec.objects.get().trang_thai == TrangThaiViec.XONG, may)

    viec = CongViec.objects.get()
    ban_tin = BanTin.objects.get()
    assert viec.so_lan_chay == 2
    assert ban_tin.tep == Tep.objects.get()
    assert viec.ket_qua == ban_tin.tep
    assert SuKien.objects.filter(hanh_dong="bantin.dung").count() == 1
