"""A real Celery worker, killed in the middle of a briefing: a second one finishes it, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from baocao.models import BanTin
from cucctdp.audit.models import SuKien
from cucctdp.celery import app
from cucctdp.files.choices import TrangThaiViec
from cucctdp.files.models import CongViec, Tep
from cucctdp.files.services import tao_cong_viec
from tests.may_nen import May, cho

from .lan_mau import lan_mau

DANG_IN = 50  # percent reported just before WeasyPrint starts, which then takes seconds


@pytest.fixture
def may(du_lieu_goc_that: None, tmp_path: Path) -> Iterator[May]:
    may = May(tmp_path)
    yield may
    may.don()


@pytest.mark.cham
def test_killed_worker_briefing_is_finished_exactly_once(may: May) -> None:
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
