"""Clocks of waiting work at their border days: sending on, approval, allotment, acceptance."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from baocao.models import NgayNghi
from cucctdp.thong_bao.lich import la_ngay_lam_viec
from khuyencong.choices import LoaiButToan as L
from khuyencong.ho_so import doc_ho_so, doc_ho_so_dem
from khuyencong.models import DeAn, NopNghiemThu
from khuyencong.rules.dong_ho import qua_dong_ho
from tests.factories.khuyencong import but_toan
from tests.khuyencong import mau

pytestmark = pytest.mark.usefixtures("danh_muc_goc", "db")
TRIEU = mau.TRIEU


def qua(de_an, hom_nay, **dat):
    """(who, date, place) of what is late, as the page and as the night read the dossier."""
    DeAn.objects.filter(pk=de_an.pk).update(**dat)
    trang = doc_ho_so(DeAn.objects.get(pk=de_an.pk), hom_nay=hom_nay)
    dem = [
        h
        for h in doc_ho_so_dem(hom_nay=hom_nay, la_ngay=la_ngay_lam_viec)
        if h.de_an.pk == de_an.pk
    ]
    kq = [[(v.ben, v.han, v.khoa) for v in qua_dong_ho(h)] for h in (trang, *dem)]
    assert kq[:1] == kq[1:]
    return kq[0]


@pytest.mark.parametrize(
    ("nguon", "ngay", "han"),
    [
        ("kcqg", date(2025, 5, 19), date(2025, 6, 14)),  # in time: by the date of the year
        ("kcqg", date(2025, 6, 10), date(2025, 6, 17)),  # five working days pass that date
        ("kcqg", date(2025, 8, 28), date(2025, 9, 8)),  # 1 and 2/9 are off here
        ("kcdp", date(2025, 6, 10), date(2025, 12, 31)),
        ("kcdp", date(2025, 12, 30), date(2026, 1, 27)),
    ],
)
def test_dossier_found_good_at_the_so_gets_its_next_date(
    de_an, don_vi, monkeypatch, nguon, ngay, han
):
    for nghi in (date(2025, 9, 1), date(2025, 9, 2)):
        NgayNghi.objects.create(ngay=nghi, ten="2/9", loai="nghi", can_cu="BLLĐ")
    monkeypatch.setattr(timezone, "localdate", lambda: ngay)
    n = mau.nguoi(don_vi)
    DeAn.objects.filter(pk=de_an.pk).update(
        nguon=nguon, trang_thai="tham_dinh_so", nguoi_tham_dinh=n.tham_dinh_so
    )
    de_an.refresh_from_db()
    mau.phieu(de_an, n.tham_dinh_so)

    de_an = mau.tham_dinh.ket_luan(de_an, by=n.tham_dinh_so)

    assert (de_an.trang_thai, de_an.han_xu_ly) == ("dat_co_so", han)


def test_dossier_in_the_plan_waits_for_the_decision_of_the_year(de_an, don_vi, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2025, 12, 1))
    n = mau.nguoi(don_vi)
    DeAn.objects.filter(pk=de_an.pk).update(trang_thai="tham_dinh_bo", nguoi_tham_dinh=n.cuc)
    de_an.refresh_from_db()
    mau.phieu(de_an, n.cuc)

    de_an = mau.tham_dinh.ket_luan(de_an, by=n.cuc)

    assert (de_an.trang_thai, de_an.han_xu_ly) == ("du_kien", date(2025, 12, 31))


@pytest.mark.parametrize(
    ("nguon", "trang_thai", "ben", "khoa"),
    [
        ("kcqg", "dat_co_so", "so", "gui_cuc:1"),
        ("kcdp", "dat_co_so", "ubnd", "phe_duyet:1"),
        ("kcqg", "du_kien", "cuc", "phe_duyet:1"),
    ],
)
def test_waiting_dossier_is_late_the_day_after_its_date(de_an, nguon, trang_thai, ben, khoa):
    den_han = date(2025, 6, 17)
    dat = {"nguon": nguon, "trang_thai": trang_thai, "han_xu_ly": den_han}

    assert qua(de_an, den_han, **dat) == []
    assert qua(de_an, date(2025, 6, 18)) == [(ben, den_han, khoa)]


@pytest.mark.parametrize(("nguon", "ben"), [("kcqg", "cuc"), ("kcdp", "ubnd")])
def test_first_allotment_sixty_working_days_into_the_plan_year(de_an, nguon, ben):
    but_toan(de_an, L.PHE_DUYET, 300 * TRIEU, nguon=nguon)
    dat = {"nguon": nguon, "trang_thai": "phe_duyet", "so_quyet_dinh": "QĐ 1"}
    dat["ngay_quyet_dinh"] = date(2025, 12, 20)
    cuoi = date(2026, 3, 26)

    assert qua(de_an, cuoi, **dat) == []
    assert qua(de_an, date(2026, 3, 27)) == [(ben, cuoi, "giao_von")]
    but_toan(de_an, L.GIAO, 1, nguon=nguon)
    assert qua(de_an, date(2026, 3, 27)) == []


def test_first_allotment_of_a_later_round_is_counted_from_its_approval(de_an):
    but_toan(de_an, L.PHE_DUYET, 300 * TRIEU)
    dat = {"trang_thai": "phe_duyet", "so_quyet_dinh": "QĐ 2", "ngay_quyet_dinh": date(2026, 7, 1)}

    assert qua(de_an, date(2026, 9, 23), **dat) == []
    assert qua(de_an, date(2026, 9, 24)) == [("cuc", date(2026, 9, 23), "giao_von")]


@pytest.mark.parametrize(("nguon", "ben"), [("kcqg", "cuc"), ("kcdp", "so")])
def test_minute_handed_in_waits_ten_working_days(da_duyet, hop_dong, nguon, ben):
    nguoi = mau.tai_khoan("so_khuyen_cong", don_vi=da_duyet.don_vi)
    nop = NopNghiemThu.objects.create(
        hop_dong=hop_dong, loai="5a", ngay=date(2026, 4, 10), dia_diem="x", thanh_phan="x",
        ket_qua="x", so_luong=1, kcqg=1, tep=mau.tep(), nguoi=nguoi,
    )  # fmt: skip
    NopNghiemThu.objects.update(luc=datetime(2026, 4, 20, 16, 30, tzinfo=UTC))  # 23:30 here
    NgayNghi.objects.create(ngay=date(2026, 4, 30), ten="30/4", loai="nghi", can_cu="BLLĐ")
    cuoi = date(2026, 5, 5)

    assert qua(da_duyet, cuoi, nguon=nguon) == []
    assert qua(da_duyet, date(2026, 5, 6)) == [(ben, cuoi, f"nop_nghiem_thu:{nop.pk}")]
    NopNghiemThu.objects.update(trang_thai="tra_lai", ly_do="Thiếu chữ ký")
    assert qua(da_duyet, date(2026, 5, 6)) == []
