"""Acceptance files: handed in by the centre, taken by the Cục for KCQG, by the Sở for KCĐP."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from khuyencong.choices import LoaiButToan as L
from khuyencong.models import NghiemThu, NopNghiemThu
from khuyencong.services import nop_nghiem_thu as dich_vu
from khuyencong.services import tham_dinh, thuc_hien
from khuyencong.so_du import so_du
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.khuyencong import mau
from tests.khuyencong.portal.test_trang import _dem, da_duyet, duong  # noqa: F401  (a fixture)

DS = reverse("admin:khuyencong_nopnghiemthu_changelist")


def nop(de_an, n, *, by=None, **khac):
    du_lieu = {
        "loai": "5a", "ngay": date(2026, 6, 20), "dia_diem": "Xưởng", "thanh_phan": "Sở, xã",
        "ket_qua": "Đạt", "so_luong": 1, "kcqg": 300 * mau.TRIEU, "tep": mau.tep("5a.pdf"),
    } | khac  # fmt: skip
    return dich_vu.nop(de_an.hop_dong.get(), du_lieu=du_lieu, by=by or n.trung_tam)


def test_every_fault_of_a_minute_is_told_and_none_is_kept(da_duyet, n):  # noqa: F811
    with pytest.raises(ValidationError) as loi:
        nop(da_duyet, n, ngay=date(2026, 2, 1), so_luong=0, kcqg=301 * mau.TRIEU)

    assert len(loi.value.messages) == 3
    assert (
        "Ngày nghiệm thu (01/02/2026) trước ngày ký hợp đồng 05/2026/HĐ-KCQG (10/02/2026)."
        in loi.value.messages
    )
    assert not NopNghiemThu.objects.exists()


@pytest.mark.parametrize("vai_tro", ["so_chuyen_vien", "so_khuyen_cong"])
def test_who_may_not_hand_in(da_duyet, n, don_vi, vai_tro):  # noqa: F811
    noi = don_vi if vai_tro == "so_chuyen_vien" else DonViFactory()
    ai = tai_khoan(vai_tro, don_vi=noi)

    with pytest.raises(PermissionDenied):
        nop(da_duyet, n, by=ai)


def test_cuc_takes_a_minute_of_kcqg_from_the_queue(vao, da_duyet, n):  # noqa: F811
    dong = nop(da_duyet, n)
    trang = reverse("admin:khuyencong_nopnghiemthu_ghi_nhan", args=[dong.pk])

    thay = "Ghi nhận" in vao(n.cuc_phong).get(DS).content.decode()
    ma = [vao(ai).post(trang).status_code for ai in (n.cuc, n.cuc_phong, n.cuc_phong)]

    assert (thay, ma) == (True, [403, 302, 409])
    assert so_du(da_duyet).cua(L.NGHIEM_THU, "kcqg") == 300 * mau.TRIEU
    assert NghiemThu.objects.get().tu_ho_so == dong


def test_cuc_sends_a_minute_back_with_the_reason(vao, da_duyet, n):  # noqa: F811
    dong = nop(da_duyet, n)
    trang = reverse("admin:khuyencong_nopnghiemthu_tra_lai", args=[dong.pk])

    ngan = vao(n.cuc_phong).post(trang, {"ly_do": "Sai"})
    du = vao(n.cuc_phong).post(trang, {"ly_do": "Biên bản thiếu chữ ký của xã"})

    dong.refresh_from_db()
    assert (ngan.status_code, du.status_code, dong.trang_thai) == (200, 302, "tra_lai")
    assert "thiếu chữ ký" in vao(n.trung_tam).get(duong("ho_so_nt", da_duyet)).content.decode()


def test_queries_of_the_queue_do_not_grow_with_rows(vao, da_duyet, n):  # noqa: F811
    c = vao(n.cuc_phong)
    nop(da_duyet, n, kcqg=mau.TRIEU)
    _dem(c, DS)
    mot = _dem(c, DS)
    for i in (2, 3):
        nop(da_duyet, n, kcqg=i * mau.TRIEU)
    ba = _dem(c, DS)

    assert len(ba) == len(mot), "\n".join(ba)


def test_so_takes_a_minute_of_kcdp_in_the_portal(vao, don_vi, n):
    de_an = mau.soan_thao(don_vi, n.trung_tam, nguon="kcdp", ho_tro=100 * mau.TRIEU)
    de_an = mau.qua_so(de_an, n)
    de_an = tham_dinh.phe_duyet(
        de_an, so_quyet_dinh="QĐ 9/QĐ-UBND", ngay=date(2025, 12, 30), by=n.lanh_dao_so
    )
    thuc_hien.ky_hop_dong(
        de_an, so="01/HĐ", ngay=date(2026, 2, 10), het_han=date(2026, 11, 30), ben_a="Sở",
        ben_b=de_an.thuc_hien, gia_tri={"kcdp": 100 * mau.TRIEU}, by=n.truong_phong,
    )  # fmt: skip
    dong = nop(de_an, n, kcqg=0, kcdp=100 * mau.TRIEU)
    trang = duong("xet_nt", de_an, dong.pk)

    ma = [vao(ai).post(trang).status_code for ai in (n.trung_tam, n.truong_phong)]
    cuc = vao(n.cuc_phong).post(reverse("admin:khuyencong_nopnghiemthu_ghi_nhan", args=[dong.pk]))

    dong.refresh_from_db()
    assert (ma, cuc.status_code, dong.trang_thai) == ([403, 302], 409, "da_ghi")
    assert so_du(de_an).cua(L.NGHIEM_THU, "kcdp") == 100 * mau.TRIEU
