"""Background jobs: one per key, run once, reported, cancelled, failed."""

import threading

import pytest
from django.core.cache import cache
from django.db import connection

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.audit.models import SuKien
from cucctdp.files.choices import TrangThaiViec
from cucctdp.files.models import CongViec
from cucctdp.files.services import (
    KHOA_NHIP_WORKER,
    chay_cong_viec,
    huy_cong_viec,
    luu_tep,
    tao_cong_viec,
    worker_con_song,
)
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.django_db


@pytest.fixture
def nguoi():
    dong_bo_nhom()
    return tai_khoan("cuc_lanh_dao")


def _viec(khoa="thu:1", by=None):
    return tao_cong_viec(loai="thu", ten="Việc thử", khoa=khoa, by=by)


def test_open_job_of_the_same_key_is_returned():
    mot, moi = _viec()
    hai, lan_hai = _viec()
    khac, _ = _viec("thu:2")

    assert (moi, lan_hai, mot.pk == hai.pk, mot.pk == khac.pk) == (True, False, True, False)


def test_finished_job_frees_its_key():
    mot, _ = _viec()
    chay_cong_viec(mot.pk, lambda tien_do: None)

    hai, moi = _viec()

    assert (moi, hai.pk == mot.pk) == (True, False)


def test_job_runs_and_keeps_its_result_and_log():
    viec, _ = _viec()

    def lam(tien_do):
        tien_do.bao(40, "Đọc số liệu", xong=4, tong=10)
        tien_do.bao(250)
        return luu_tep(b"x", loai="ban_tin", ten="x.pdf", kieu_noi_dung="application/pdf", by=None)

    xong = chay_cong_viec(viec.pk, lam)

    assert (xong.trang_thai, xong.phan_tram, xong.so_lan_chay) == (TrangThaiViec.XONG, 100, 1)
    assert xong.nhat_ky.endswith(" Đọc số liệu\n")
    assert (xong.ket_qua.ten, xong.ket_thuc_luc is not None) == ("x.pdf", True)


def test_job_delivered_twice_runs_once():
    viec, _ = _viec()
    lan = []

    for _ in range(2):
        chay_cong_viec(viec.pk, lambda tien_do: lan.append(1))

    viec.refresh_from_db()
    assert (len(lan), viec.so_lan_chay) == (1, 1)


def test_job_left_by_a_killed_worker_is_run_again():
    viec, _ = _viec()
    CongViec.objects.filter(pk=viec.pk).update(trang_thai=TrangThaiViec.DANG_CHAY, so_lan_chay=1)

    xong = chay_cong_viec(viec.pk, lambda tien_do: None)

    assert (xong.trang_thai, xong.so_lan_chay) == (TrangThaiViec.XONG, 2)


def test_failing_job_says_why_and_raises():
    viec, _ = _viec()

    def lam(tien_do):
        tien_do.bao(30)
        raise RuntimeError("hết giấy")

    with pytest.raises(RuntimeError, match="hết giấy"):
        chay_cong_viec(viec.pk, lam)

    viec.refresh_from_db()
    assert (viec.trang_thai, viec.loi, viec.phan_tram) == ("loi", "RuntimeError: hết giấy", 30)


def test_waiting_job_is_cancelled_at_once(nguoi):
    viec, _ = _viec(by=nguoi)
    lan = []

    huy_cong_viec(viec, by=nguoi)
    chay_cong_viec(viec.pk, lambda tien_do: lan.append(1))

    viec.refresh_from_db()
    assert (viec.trang_thai, lan) == (TrangThaiViec.HUY, [])
    assert SuKien.objects.get(hanh_dong="congviec.huy").nguoi == nguoi


def test_running_job_stops_at_its_next_report(nguoi):
    viec, _ = _viec(by=nguoi)
    den = []

    def lam(tien_do):
        den.append("trước")
        huy_cong_viec(viec, by=nguoi)
        tien_do.bao(50)
        den.append("sau")

    xong = chay_cong_viec(viec.pk, lam)

    assert (xong.trang_thai, den) == (TrangThaiViec.HUY, ["trước"])


def test_finished_job_is_not_cancelled(nguoi):
    viec, _ = _viec()
    chay_cong_viec(viec.pk, lambda tien_do: None)

    viec = huy_cong_viec(viec, by=nguoi)

    assert (viec.trang_thai, viec.yeu_cau_huy) == (TrangThaiViec.XONG, False)
    assert not SuKien.objects.filter(hanh_dong="congviec.huy").exists()


def test_progress_page_is_for_the_jobs_owner_only(client, nguoi):
    viec, _ = _viec(by=nguoi)
    cache.delete(KHOA_NHIP_WORKER)
    client.force_login(nguoi)

    tra = client.get(f"/viec/{viec.pk}/")
    client.force_login(tai_khoan("kiem_toan"))
    cua_nguoi_khac = client.get(f"/viec/{viec.pk}/")

    assert tra.json() == {
        "trang_thai": "cho",
        "nhan": "Chờ",
        "phan_tram": 0,
        "so_dong_xong": 0,
        "so_dong_tong": 0,
        "loi": False,
        "worker": False,
    }
    assert cua_nguoi_khac.status_code == 404


def test_worker_is_alive_while_its_heartbeat_is_in_the_cache():
    cache.delete(KHOA_NHIP_WORKER)
    truoc = worker_con_song()
    cache.set(KHOA_NHIP_WORKER, "w", 30)

    assert (truoc, worker_con_song()) == (False, True)
    cache.delete(KHOA_NHIP_WORKER)


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_job_run_it_once():
    viec, _ = _viec()
    bat_dau, lan, ket_qua = threading.Event(), [], []

    def lam(tien_do):
        lan.append(1)
        bat_dau.set()
        threading.Event().wait(0.5)

    def worker(cho):
        try:
            if cho:
                bat_dau.wait(10)
            ket_qua.append(chay_cong_viec(viec.pk, lam).trang_thai)
        finally:
            connection.close()

    luong = [threading.Thread(target=worker, args=(cho,)) for cho in (False, True)]
    for t in luong:
        t.start()
    for t in luong:
        t.join(20)

    assert (lan, ket_qua) == ([1], ["xong", "xong"])
