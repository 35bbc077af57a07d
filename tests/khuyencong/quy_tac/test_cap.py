"""Ceilings by level (KC05) and the share of management of a yearly plan (KC45)."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from khuyencong.models import DinhMuc, KeHoach, QuyTac, ThuHuong
from khuyencong.rules.dinh_muc import tran_cua
from khuyencong.rules.ke_hoach import kiem_tra_ke_hoach
from tests.factories.accounts import tai_khoan
from tests.khuyencong import mau
from tests.khuyencong.quy_tac.hoi import doc_ho_so, muc, vi_pham

pytestmark = pytest.mark.usefixtures("danh_muc_goc", "db")
TRIEU = mau.TRIEU


def _bau_chon(de_an, ma, cap, trieu):
    de_an.cac_noi_dung.update(noi_dung=ma, cap=cap)
    ThuHuong.objects.update(kcqg=trieu * TRIEU)


@pytest.mark.parametrize(
    ("cap", "trieu", "kq"),
    [
        ("khu_vuc", 200, []),
        ("khu_vuc", 300, ["E"]),
        ("quoc_gia", 300, []),
        ("quoc_gia", 401, ["E"]),
        # The level is not written: the lower ceiling asks, the higher one refuses.
        ("", 200, []),
        ("", 300, ["W"]),
        ("", 401, ["E"]),
        # A level the law has no row for is as good as none.
        ("tinh", 300, ["W"]),
    ],
)
def test_kc05_takes_the_ceiling_of_the_level(de_an, cap, trieu, kq):
    _bau_chon(de_an, "SP4", cap, trieu)

    assert muc(de_an, "KC05") == kq


@pytest.mark.parametrize(("ma", "thap", "cao"), [("SP5", 5, 10), ("LK1", 70, 100)])
def test_kc05_of_levels_not_verified_only_warns(de_an, ma, thap, cao):
    _bau_chon(de_an, ma, "khu_vuc", thap)
    assert muc(de_an, "KC05") == []
    _bau_chon(de_an, ma, "khu_vuc", cao)
    assert muc(de_an, "KC05") == ["W"]
    _bau_chon(de_an, ma, "quoc_gia", cao)
    assert muc(de_an, "KC05") == []


def test_kc05_says_which_level_and_what_to_write(de_an):
    _bau_chon(de_an, "SP4", "khu_vuc", 300)
    (co_cap,) = vi_pham(de_an, "KC05")
    _bau_chon(de_an, "SP4", "", 300)
    (chua,) = vi_pham(de_an, "KC05")

    assert co_cap.thong_bao == (
        "Kinh phí hỗ trợ 300 triệu đồng (khuyến công quốc gia) vượt mức tối đa 200 triệu đồng/lần "
        "đối với nội dung SP4 cấp khu vực (vùng)."
    )
    assert chua.thong_bao == (
        "Nội dung chưa ghi cấp: kinh phí hỗ trợ 300 triệu đồng (khuyến công quốc gia) vượt mức 200 "
        "triệu đồng/lần của SP4 cấp khu vực (vùng); ghi cấp ở dòng nội dung để xét đúng mức."
    )


def test_level_of_a_dated_row_counts_from_its_day(de_an):
    DinhMuc.objects.filter(noi_dung="SP4", cap="khu_vuc").update(hieu_luc_den=date(2026, 2, 28))
    DinhMuc.objects.create(
        noi_dung="SP4", nguon="kcqg", cap="khu_vuc", don_vi_tinh="lần", muc_toi_da=300 * TRIEU,
        hieu_luc_tu=date(2026, 3, 1), can_cu="TT mới",
    )  # fmt: skip
    _bau_chon(de_an, "SP4", "khu_vuc", 300)

    assert [v.muc for v in vi_pham(de_an, "KC05", hom_nay=date(2026, 2, 28))] == ["E"]
    assert vi_pham(de_an, "KC05", hom_nay=date(2026, 3, 1)) == []


def test_common_row_counts_where_levels_are_not_told_apart(de_an, t):
    de_an.cac_noi_dung.update(cap="quoc_gia")

    tran = tran_cua(doc_ho_so(de_an), t)

    assert (tran.dinh_muc.noi_dung, tran.toi_da(), tran.thap) == ("KT4", 300 * TRIEU, None)


def _ke_hoach(chi, **khac):
    return KeHoach.objects.create(
        **{"nam": 2026, "nguon": "kcqg", "kinh_phi": 2_000 * TRIEU, "chi_quan_ly": chi, **khac}
    )


def test_kc45_share_of_management_of_the_plan():
    dung = _ke_hoach(30 * TRIEU)
    vuot = _ke_hoach(30 * TRIEU + 1, nam=2025)

    (v,) = kiem_tra_ke_hoach(vuot)

    assert kiem_tra_ke_hoach(dung) == []
    assert (v.ma, v.muc) == ("KC45", "W")
    assert v.thong_bao == (
        "Chi quản lý chương trình 1,50% (30,000001 trên 2.000 triệu đồng kinh phí được duyệt) vượt "
        "1,5% kinh phí khuyến công năm của cơ quan quản lý."
    )


def test_kc45_is_silent_without_figures_and_where_the_row_is_off_or_of_another_rate():
    assert kiem_tra_ke_hoach(_ke_hoach(None)) == []
    assert kiem_tra_ke_hoach(_ke_hoach(90 * TRIEU, nam=2025, kinh_phi=None)) == []
    vuot = _ke_hoach(60 * TRIEU, nam=2024)
    assert [v.ma for v in kiem_tra_ke_hoach(vuot)] == ["KC45"]
    QuyTac.objects.filter(ma="KC45").update(nguong={"ty_le": "3", "nguon": ["kcqg"]})
    assert kiem_tra_ke_hoach(vuot) == []


def test_plan_above_the_share_is_saved_with_a_warning(client):
    client.force_login(tai_khoan("cuc_lanh_dao_phong"))
    dong = {f"dot-{k}": v for k, v in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0))}

    tra = client.post(
        reverse("admin:khuyencong_kehoach_add"),
        {"nam": 2026, "nguon": "kcqg", "kinh_phi": "2.000.000.000", "chi_quan_ly": "40.000.000",
         **dong},
    )  # fmt: skip

    assert tra.status_code == 302
    assert KeHoach.objects.get().chi_quan_ly == 40 * TRIEU
    cau = [str(m) for m in get_messages(tra.wsgi_request)]
    assert any(
        c.startswith("KC45: Chi quản lý chương trình 2,00% (40 trên 2.000 triệu đồng") for c in cau
    )
