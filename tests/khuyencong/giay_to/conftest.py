"""One đề án at the end of its life, once a module: papers only read it."""

from datetime import date

import pytest
from django.db import transaction
from django.test import override_settings

from cucctdp.donvi.choices import LoaiToChuc
from cucctdp.donvi.models import ToChuc
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import DeAn, KeHoach, ThuHuong
from khuyencong.services import thuc_hien
from khuyencong.services.tai_lieu import nop_tai_lieu
from tests.factories.donvi import CoSoFactory, DonViFactory, ToChucFactory, XaFactory
from tests.khuyencong import mau

TRIEU = mau.TRIEU


def _cuc():
    if ToChuc.objects.filter(ma="cuc").exists():
        return
    bo = ToChucFactory(ma="bo", loai=LoaiToChuc.BO, don_vi=None, ten_goi="Bộ Công Thương")
    ToChucFactory(
        ma="cuc", loai=LoaiToChuc.CUC, don_vi=None, cha=bo, ten_goi="Cục Công Thương địa phương"
    )


def _nghiem_thu(hd, by, loai, kcqg, doi_ung, **khac):
    thuc_hien.nghiem_thu(
        hd,
        by=by,
        du_lieu={
            "loai": loai, "ngay": date(2026, 6, 20), "dia_diem": "Xưởng chè thôn 2",
            "thanh_phan": "Sở, trung tâm, cơ sở", "ket_qua": "Máy chạy đủ công suất",
            "kcqg": kcqg * TRIEU, "doi_ung": doi_ung * TRIEU, **khac,
        },
    )  # fmt: skip


def _tron_doi():
    _cuc()
    don_vi = DonViFactory(ten_goi="Gia Lai", slug="gia-lai")
    n = mau.nguoi(don_vi)
    ToChucFactory(don_vi=don_vi, ten_goi="Sở Công Thương tỉnh Gia Lai")
    co_so = CoSoFactory(
        ten="Hợp tác xã Chè Bàu Cạn", ma_so_thue="5901234567", xa=XaFactory(tinh=don_vi)
    )
    de_an = mau.soan_thao(don_vi, n.trung_tam, co_so=co_so)
    de_an = mau.duyet(mau.qua_cuc(mau.qua_so(de_an, n), n), n)
    thuc_hien.giao_von(
        KeHoach.objects.create(nam=2026, nguon="kcqg"), so_dot=1, so_van_ban="437/CTĐP-QLKC",
        ngay=date(2026, 2, 1), phan=[(de_an, "kcqg", 300 * TRIEU), (de_an, "doi_ung", 400 * TRIEU)],
        by=n.cuc_ld,
    )  # fmt: skip
    hd = mau.hop_dong(de_an, n)
    bao = thuc_hien.bao_cao_thang(
        hd, by=n.trung_tam,
        du_lieu={"nam": 2026, "thang": 3, "khoi_luong": 80, "kinh_phi_nha_nuoc": 0,
                 "kinh_phi_khac": 400 * TRIEU, "de_nghi_tam_ung": 210 * TRIEU},
    )  # fmt: skip
    thuc_hien.xac_nhan_tien_do(bao, by=n.tham_dinh_so)
    thuc_hien.tam_ung(
        hd, nguon="kcqg", so_tien=210 * TRIEU, ngay=date(2026, 4, 1), chung_tu="UNC 01",
        by=n.cuc_phong,
    )  # fmt: skip
    thu_huong = ThuHuong.objects.get(noi_dung__de_an=de_an)
    _nghiem_thu(hd, n.cuc_phong, "5a", 100, 150, thu_huong=thu_huong, so_luong=1)
    _nghiem_thu(hd, n.cuc_phong, "5b", 50, 50)
    _nghiem_thu(hd, n.cuc_phong, "5c", 150, 200)
    nop_tai_lieu(de_an, ma="hop-dong-mua-may", ten="HĐ", tep=mau.tep(), by=n.trung_tam)
    de_an = thuc_hien.hoan_thanh_nghiem_thu(de_an, by=n.cuc_phong)
    thuc_hien.ke_chung_tu(
        hd, by=n.trung_tam,
        cac_dong=[{"so": "HĐ 12", "ngay": date(2026, 5, 5), "noi_dung": "Máy sấy chè",
                   "nguon": "kcqg", "so_tien": 300 * TRIEU},
                  {"so": "HĐ 13", "ngay": date(2026, 5, 6), "noi_dung": "Máy sấy chè, phần còn lại",
                   "nguon": "doi_ung", "so_tien": 400 * TRIEU}],
    )  # fmt: skip
    for ma in ("bien-ban-nghiem-thu", "bao-cao-ket-qua", "bang-ke-chung-tu", "ban-ky-5c"):
        nop_tai_lieu(de_an, ma=ma, ten=f"Bản {ma}", tep=mau.tep(), by=n.trung_tam)
    thuc_hien.quyet_toan(
        de_an, so_tien=[(hd, "kcqg", 300 * TRIEU)], ngay=date(2026, 7, 10), chung_tu="Mẫu 7",
        by=n.cuc_phong,
    )  # fmt: skip
    return de_an.pk, n


@pytest.fixture(scope="module")
def kho(tmp_path_factory):
    return tmp_path_factory.mktemp("kho")


@pytest.fixture(autouse=True)
def kho_cua_module(kho, settings):
    """Files of the story are stored once a module, unlike those of other tests."""
    settings.KHO_TEP = kho


@pytest.fixture(scope="module")
def tron_doi(danh_muc_goc, django_db_blocker, kho):
    """(id of the đề án, its people); the rows are taken back after the module."""
    with override_settings(KHO_TEP=kho), django_db_blocker.unblock():
        khoi = transaction.atomic()
        khoi.__enter__()
        try:
            yield _tron_doi()
        finally:
            transaction.set_rollback(True)
            khoi.__exit__(None, None, None)


@pytest.fixture
def ho_so(db, tron_doi):
    return doc_ho_so(DeAn.objects.get(pk=tron_doi[0]), hom_nay=date(2026, 8, 1))


@pytest.fixture
def n(tron_doi):
    return tron_doi[1]
