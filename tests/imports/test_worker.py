"""kill -9 of a real worker inside the commit and inside the undo: nothing half-done, once whole.

The test holds a lock that the worker runs into after it has written part of the session's rows.
"""

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from cucctdp.audit.models import SuKien
from cucctdp.celery import app
from cucctdp.donvi.models import CoSo
from cucctdp.files.choices import TrangThaiViec
from cucctdp.files.models import CongViec
from cucctdp.imports import tasks
from cucctdp.imports.choices import KetQua, TrangThaiPhien
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services.ghi import yeu_cau_ghi
from cucctdp.imports.services.hoan_tac import yeu_cau_hoan_tac
from tests.factories.donvi import CoSoFactory
from tests.imports.mau import anh_chup, dong, kiem
from tests.may_nen import May, cho

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.cham]
MST_CU, MST_MOI = "2300000001", "2300000002"


@pytest.fixture
def may(transactional_db: None, tmp_path, monkeypatch) -> Iterator[May]:
    """Workers; what a service queues goes to their queue."""
    may = May(tmp_path)
    gui = tasks.chay_phien.apply_async
    monkeypatch.setattr(tasks.chay_phien, "delay", lambda pk: gui(args=[pk], queue=may.hang_doi))
    yield may
    may.don()


@pytest.fixture
def khoa(transactional_db: None) -> Iterator[BaseDatabaseWrapper]:
    """Another session of the database, to hold locks with."""
    ket_noi = connection.copy()
    ket_noi.set_autocommit(False)
    yield ket_noi
    ket_noi.close()


def _co_ai_cho() -> bool:
    """Is a session of this database waiting for a lock on rows?"""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock' AND wait_event = 'transactionid')"
        )
        return bool(cursor.fetchone()[0])


def _xep(viec, phien, by) -> None:
    """Queue a step for a real worker."""
    app.conf.task_always_eager = False
    try:
        viec(phien, by=by)
    finally:
        app.conf.task_always_eager = True


def _giet_khi_cho_khoa(may: May, khoa: BaseDatabaseWrapper) -> None:
    tien_trinh = may.mo()
    cho(_co_ai_cho, may)
    may.giet(tien_trinh)
    khoa.rollback()  # the dead worker's statement may now end; its transaction cannot


def _phien(canh):
    CoSoFactory(ten="Cơ sở Cũ", ma_so_thue=MST_CU, xa=canh["xa"], quy_mo="vua")
    return kiem(
        canh["nguoi"],
        dong("Cơ sở Cũ đổi tên", MST_CU),
        dong("Mới Một"),
        dong("Mới Hai", MST_MOI),
        chay=_ngay,
    )


def _ngay(**_):
    return nullcontext()


def test_worker_killed_inside_the_commit_the_session_is_written_once(canh, may, khoa):
    phien = _phien(canh)
    truoc = anh_chup()
    khoa.cursor().execute(
        "INSERT INTO donvi_coso (ten, ten_khoa, ma_so_thue, loai_hinh, quy_mo, xa_id, dia_chi,"
        " chu_so_huu_nu, dan_toc_thieu_so, lang_nghe, chu_co_so, dinh_danh_chu)"
        " VALUES ('Khác', 'khac', %s, 'doanh_nghiep', 'nho', %s, '', false, false, '', '', '')",
        [MST_MOI, canh["xa"].pk],
    )
    _xep(yeu_cau_ghi, phien, canh["nguoi"])
    _giet_khi_cho_khoa(may, khoa)
    viec = CongViec.objects.get(pk=PhienNhap.objects.get(pk=phien.pk).viec_id)
    phien.refresh_from_db()
    assert (viec.trang_thai, viec.so_lan_chay) == (TrangThaiViec.DANG_CHAY, 1)
    assert (phien.trang_thai, anh_chup()) == (TrangThaiPhien.DANG_GHI, truoc)

    may.mo()
    cho(lambda: CongViec.objects.get(pk=viec.pk).trang_thai == TrangThaiViec.XONG, may)

    phien.refresh_from_db()
    assert (phien.trang_thai, phien.so_ghi) == (TrangThaiPhien.DA_GHI, 3)
    assert sorted(CoSo.objects.values_list("ten", flat=True)) == [
        "Cơ sở Cũ đổi tên",
        "Mới Hai",
        "Mới Một",
    ]
    assert CongViec.objects.get(pk=viec.pk).so_lan_chay == 2
    assert SuKien.objects.filter(hanh_dong="phien_nhap.ghi").count() == 1


def test_worker_killed_inside_the_undo_the_session_is_undone_once(canh, may, khoa):
    truoc_nhap = _phien(canh)
    truoc = anh_chup()
    yeu_cau_ghi(truoc_nhap, by=canh["nguoi"])
    phien = PhienNhap.objects.get(pk=truoc_nhap.pk)
    da_ghi = anh_chup()
    khoa.cursor().execute("SELECT FROM donvi_coso WHERE ma_so_thue = %s FOR UPDATE", [MST_CU])
    _xep(yeu_cau_hoan_tac, phien, canh["nguoi"])
    _giet_khi_cho_khoa(may, khoa)
    viec_id = PhienNhap.objects.get(pk=phien.pk).viec_id
    phien.refresh_from_db()
    assert (phien.trang_thai, anh_chup()) == (TrangThaiPhien.DANG_HOAN_TAC, da_ghi)

    may.mo()
    cho(lambda: CongViec.objects.get(pk=viec_id).trang_thai == TrangThaiViec.XONG, may)

    phien.refresh_from_db()
    assert phien.trang_thai == TrangThaiPhien.DA_HOAN_TAC
    assert set(phien.cac_dong.values_list("ket_qua", flat=True)) == {KetQua.HOAN_TAC}
    assert anh_chup() == truoc
    assert SuKien.objects.filter(hanh_dong="phien_nhap.hoan_tac").count() == 1
