"""KC35: an amount typed in triệu or tỷ, or a thousand times too large, wherever it stands."""

from datetime import date

import pytest

from khuyencong.choices import LoaiButToan as L
from khuyencong.models import ChungTu, DuToan, ThuHuong, TienDo
from tests.factories.khuyencong import but_toan
from tests.khuyencong.quy_tac.hoi import TRIEU, muc, vi_pham

pytestmark = pytest.mark.usefixtures("danh_muc_goc", "db")
TY = 1000 * TRIEU
CUNG_NGUON = "kinh phí cùng nguồn của các đơn vị thụ hưởng"
DAU = "Kiểm tra đơn vị tính (đồng/triệu đồng/tỷ đồng): đang ghi "


def thay(de_an):
    """(place, rest of the sentence) of what KC35 says, all of it warnings."""
    cac = vi_pham(de_an, "KC35")
    assert {v.muc for v in cac} <= {"W"}
    return [(v.noi, v.thong_bao.removeprefix(DAU)) for v in cac]


def test_kc35_amount_below_a_thousand_dong(de_an, t):
    ThuHuong.objects.update(kcqg=999)
    assert thay(de_an) == [(f"{t}, Khuyến công quốc gia", "999 đồng.")]
    DuToan.objects.all().delete()
    ThuHuong.objects.update(kcqg=1000, doi_ung=0)
    assert muc(de_an, "KC35") == []


def test_kc35_support_many_times_its_ceiling(de_an, t):
    DuToan.objects.all().delete()
    ThuHuong.objects.update(kcqg=3 * TY)
    assert muc(de_an, "KC35") == []
    ThuHuong.objects.update(kcqg=3 * TY + 1)

    assert thay(de_an) == [(
        f"{t}, Khuyến công quốc gia",
        "3.000.000.001 đồng, gấp hơn 10 lần mức hỗ trợ tối đa (300.000.000 đồng).",
    )]  # fmt: skip


def test_kc35_own_money_against_the_support_and_the_mark_of_the_row(de_an, t):
    DuToan.objects.all().delete()
    ThuHuong.objects.update(doi_ung=30 * TY)
    assert muc(de_an, "KC35") == []
    ThuHuong.objects.update(doi_ung=30 * TY + 1)
    gap = thay(de_an)
    ThuHuong.objects.update(kcqg=0, doi_ung=0, khac=100 * TY + 1)

    cho = str(t)
    assert gap == [(
        f"{cho}, Đối ứng của đơn vị thụ hưởng",
        "30.000.000.001 đồng, gấp hơn 100 lần kinh phí hỗ trợ (300.000.000 đồng).",
    )]  # fmt: skip
    assert thay(de_an) == [
        (f"{cho}, Nguồn khác", "100.000.000.001 đồng, lớn hơn 100.000.000.000 đồng.")
    ]
    ThuHuong.objects.update(khac=100 * TY)
    assert muc(de_an, "KC35") == []


def test_kc35_line_of_the_estimate(de_an):
    DuToan.objects.update(kcqg=300, doi_ung=4001 * TRIEU)

    assert thay(de_an) == [
        ("Dự toán, Máy sấy chè, Khuyến công quốc gia", "300 đồng."),
        (
            "Dự toán, Máy sấy chè, Đối ứng của đơn vị thụ hưởng",
            f"4.001.000.000 đồng, gấp hơn 10 lần {CUNG_NGUON} (400.000.000 đồng).",
        ),
    ]
    DuToan.objects.update(kcqg=300 * TRIEU, doi_ung=4000 * TRIEU)
    assert muc(de_an, "KC35") == []


def test_kc35_contract_report_and_voucher(da_duyet, hop_dong):
    but_toan(da_duyet, L.PHE_DUYET, 400 * TRIEU, nguon="doi_ung")
    but_toan(da_duyet, L.HOP_DONG, 400, nguon="doi_ung", hop_dong=hop_dong)
    bao = TienDo.objects.create(
        hop_dong=hop_dong, nam=2026, thang=3, khoi_luong=5, kinh_phi_nha_nuoc=3001 * TRIEU,
        kinh_phi_khac=200,
    )  # fmt: skip
    ChungTu.objects.create(
        hop_dong=hop_dong, so="HĐ 7", ngay=date(2026, 3, 2), noi_dung="Máy", nguon="kcqg",
        so_tien=3001 * TRIEU,
    )  # fmt: skip
    lon = "3.001.000.000 đồng, gấp hơn 10 lần giá trị cùng nguồn của hợp đồng (300.000.000 đồng)."

    assert thay(da_duyet) == [
        (f"Hợp đồng {hop_dong.so}, Đối ứng của đơn vị thụ hưởng", "400 đồng."),
        ("Báo cáo tháng 3/2026, khuyến công", lon),
        ("Báo cáo tháng 3/2026, nguồn khác", "200 đồng."),
        ("Chứng từ HĐ 7", lon),
    ]
    but_toan(da_duyet, L.HOP_DONG, 400 * TRIEU - 400, nguon="doi_ung", hop_dong=hop_dong)
    bao.kinh_phi_nha_nuoc, bao.kinh_phi_khac = 3000 * TRIEU, 4000 * TRIEU
    bao.save()
    ChungTu.objects.update(so_tien=3000 * TRIEU)
    assert muc(da_duyet, "KC35") == []
