"""Checks of stored forms: rules, versions, explanations and neighbours come from the database."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from baocao.bang import dung_bang
from baocao.checks import doc_quy_tac, run_bo_checks, run_checks
from baocao.checks.so_lieu_kem import doc_so_lieu_kem
from baocao.models import BieuMau, BoBaoCao, GiaTri, PhieuBieu
from baocao.services import ky as dich_vu_ky
from baocao.services import nhap_lieu
from baocao.services.giai_trinh import giai_trinh
from baocao.services.nhap_lieu import GhiO
from cucctdp.donvi.models import DonViHanhChinh
from tests.baocao import mau
from tests.baocao.checks.dung import quy_tac_goc

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

LOI_GIAI = "Sở đã rà soát, số của doanh nghiệp lớn nhất tăng thật."


def _phieu(bieu="Q04", ma_ky="2026-6T"):
    nguoi = mau.nguoi_dung()
    return mau.bo_moi(nguoi, ma_ky, bieu={bieu}).phieu.get(bieu_mau__ma=bieu), nguoi


def _kt11b(phieu):
    (vi_pham,) = [v for v in run_checks(dung_bang(phieu)) if v.quy_tac == "KT11b"]
    return vi_pham


def _da_gui(khoa, ma_ky, bieu, cac_so):
    """A sent pack with a few index figures, as an import of published data leaves it."""
    ky, _ = dich_vu_ky.tao_ky(ma_ky)
    don_vi = DonViHanhChinh.objects.theo_khoa(khoa)
    bo, _ = BoBaoCao.objects.get_or_create(
        ky=ky, don_vi=don_vi, defaults={"gui_luc": timezone.now()}
    )
    bieu_mau = BieuMau.objects.get(ma=bieu)
    phieu = PhieuBieu.objects.create(bo=bo, bieu_mau=bieu_mau)
    for (ma, cot), so in cac_so.items():
        GiaTri.objects.create(
            phieu=phieu,
            chi_tieu=bieu_mau.chi_tieu.get(ma=ma),
            cot=cot,
            so=Decimal(so),
            trang_thai_o="co_gia_tri",
            ghi_luc=timezone.now() - timedelta(minutes=1),
        )
    return phieu


def test_doc_quy_tac_giong_tep_du_lieu():
    cac_quy_tac = {q.ma: q for q in doc_quy_tac(timezone.localdate())}

    assert set(cac_quy_tac) == set(quy_tac_goc())
    assert cac_quy_tac["KT11b"].tham_so == {"bien": {"chenh": "[A4] - tong_cac_ky"}}


def test_run_checks_so_truy_van_khong_theo_so_quy_tac(django_assert_max_num_queries):
    phieu, nguoi = _phieu()
    nhap_lieu.ghi_o(phieu, mau.cac_o_du(phieu, so=Decimal(5)), by=nguoi.chuyen_vien)
    b = dung_bang(phieu)

    with django_assert_max_num_queries(9):
        run_checks(b)


def test_giai_trinh_da_luu_duoc_tinh_va_so_moi_thi_hoi_lai():
    phieu, nguoi = _phieu(ma_ky="2026-Q1")
    o = [GhiO("BL00", "A3", so=Decimal(100)), GhiO("BL00", "A4", so=Decimal("100.2"))]
    nhap_lieu.ghi_o(phieu, o, by=nguoi.chuyen_vien)
    vi_pham = _kt11b(phieu)
    giai_trinh(
        phieu,
        quy_tac=vi_pham.quy_tac,
        chi_tieu=vi_pham.chi_tieu,
        cot=vi_pham.cot,
        thong_bao=vi_pham.thong_bao,
        noi_dung=LOI_GIAI,
        by=nguoi.chuyen_vien,
    )

    da_giai_trinh = _kt11b(phieu)
    nhap_lieu.ghi_o(phieu, [GhiO("BL00", "A4", so=Decimal("100.3"))], by=nguoi.chuyen_vien)
    hoi_lai = _kt11b(phieu)

    assert (vi_pham.da_giai_trinh, vi_pham.chan) == ("", True)
    assert (da_giai_trinh.da_giai_trinh, da_giai_trinh.chan) == (LOI_GIAI, False)
    assert (hoi_lai.da_giai_trinh, hoi_lai.chan) == ("", True)


def test_so_lieu_kem_giu_moi_phien_ban_cua_o():
    phieu, nguoi = _phieu()
    for so in ("100", "110.5"):
        nhap_lieu.ghi_o(phieu, [GhiO("BL00", "A3", so=Decimal(so))], by=nguoi.chuyen_vien)

    kem = doc_so_lieu_kem(dung_bang(phieu))

    assert [(b.phien_ban, b.so) for b in kem.phien_ban["BL00", "A3"]] == [
        (1, Decimal("100")),
        (2, Decimal("110.5")),
    ]


def test_kt28b_doc_ba_bao_cao_thang():
    phieu, nguoi = _phieu("Q01", "2026-Q1")
    for thang, so in enumerate(("126.06", "106.80", "115"), 1):
        _da_gui("34:80", f"2026-T{thang:02d}", "Q01", {("CN00", "B3"): so})
    nhap_lieu.ghi_o(phieu, [GhiO("CN00", "B4", so=Decimal(130))], by=nguoi.chuyen_vien)

    ket_qua = [v for v in run_checks(dung_bang(phieu)) if v.quy_tac == "KT28b"]

    assert [v.thong_bao for v in ket_qua] == [
        "Chỉ số lũy kế quý I (130) phải nằm giữa chỉ số các tháng (106,8 – 126,06)."
    ]


def test_kt43_doc_moi_dia_phuong_cu_va_thieu_mot_thi_khong_xet():
    moi = _da_gui("34:80", "2025-Q1", "Q01", {("CN00", "B4"): "111.80"})
    _da_gui("63:72", "2025-Q1", "Q01", {("CN00", "B4"): "111.59"})

    thieu_mot = [v.quy_tac for v in run_checks(dung_bang(moi))]
    _da_gui("63:80", "2025-Q1", "Q01", {("CN00", "B4"): "111.04"})
    du_ca_hai = [v for v in run_checks(dung_bang(moi)) if v.quy_tac == "KT43"]

    assert "KT43" not in thieu_mot
    assert [v.thong_bao for v in du_ca_hai] == [
        "Mức tăng sau sáp nhập (111,8) phải nằm giữa các địa phương cũ (111,04 – 111,59)."
    ]


def test_kt43_muc_tang_cua_dia_phuong_cu_tinh_tu_so_tuyet_doi():
    for khoa, truoc, sau in (("63:72", 100, 110), ("63:80", 200, 240)):
        _da_gui(khoa, "2024-Q1", "Q04", {("BL00", "A3"): truoc})
        _da_gui(khoa, "2025-Q1", "Q04", {("BL00", "A3"): sau})
    moi = _da_gui("34:80", "2025-Q1", "Q04", {("BL00", "A3"): 350})

    kem = doc_so_lieu_kem(dung_bang(moi))

    assert {o: sorted(so) for o, so in kem.don_vi_cu.items()} == {("BL00", "A7"): [110, 120]}


def _kt48(bo):
    bangs = {"Q04": dung_bang(bo.phieu.get(bieu_mau__ma="Q04"))}
    return [v for v in run_bo_checks(bo, bangs) if v.quy_tac == "KT48"]


def test_kt48_tim_nguoi_duyet_la_nguoi_nhap_trong_du_lieu_nap_tu_ngoai():
    nguoi = mau.nguoi_dung()
    bo = mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)
    hai_nguoi = _kt48(bo)

    bo.phieu.update(nguoi_trinh=None, nguoi_duyet=nguoi.chuyen_vien)

    assert hai_nguoi == []
    assert [(v.muc_do, v.chan, v.thong_bao) for v in _kt48(bo)] == [
        ("E", True, "Người duyệt không được là người nhập (biểu Q04).")
    ]


def test_kt48_nguoi_ky_la_nguoi_nhap():
    nguoi = mau.nguoi_dung()
    bo = mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)

    BoBaoCao.objects.filter(pk=bo.pk).update(nguoi_trinh=None, nguoi_ky=nguoi.chuyen_vien)
    bo.refresh_from_db()

    assert [v.quy_tac for v in _kt48(bo)] == ["KT48"]
