"""Rules of contract, money and works (KC20–KC44): passing, and with one thing wrong."""

from datetime import date
from decimal import Decimal

import pytest

from khuyencong.choices import LoaiButToan as L
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import (
    DieuChinhDeAn,
    HieuQua,
    NghiaVuHoanTra,
    NghiemThu,
    TaiLieu,
    TienDo,
)
from khuyencong.rules import kiem_tra
from tests.factories.khuyencong import HopDongFactory, but_toan
from tests.khuyencong import mau
from tests.khuyencong.quy_tac.hoi import NGAY, TRIEU, muc, vi_pham

pytestmark = pytest.mark.usefixtures("danh_muc_goc", "db")


def test_kc20_contract_before_approval_blocks_and_above_allotment_warns(da_duyet, hop_dong):
    assert muc(da_duyet, "KC20") == []
    assert muc(da_duyet, "KC20", ngay_quyet_dinh=date(2026, 3, 3)) == ["E"]


def test_kc20_contract_above_what_is_allotted_so_far_warns(de_an):
    but_toan(de_an, L.PHE_DUYET, 300 * TRIEU)
    h = HopDongFactory(de_an=de_an)
    but_toan(de_an, L.HOP_DONG, 300 * TRIEU, hop_dong=h)

    assert [(v.muc, v.thong_bao) for v in vi_pham(de_an, "KC20")] == [
        ("W", "Tổng hợp đồng 300.000.000 đồng lớn hơn kinh phí được giao đến nay 0 đồng.")
    ]


def test_kc20_money_of_the_beneficiary_is_never_allotted(da_duyet, hop_dong):
    but_toan(da_duyet, L.PHE_DUYET, 400 * TRIEU, nguon="doi_ung")
    but_toan(da_duyet, L.HOP_DONG, 400 * TRIEU, nguon="doi_ung", hop_dong=hop_dong)

    assert muc(da_duyet, "KC20") == []


def test_kc20_says_which_of_its_cases(da_duyet, hop_dong):
    (som,) = vi_pham(da_duyet, "KC20", ngay_quyet_dinh=date(2026, 3, 3))
    h = doc_ho_so(da_duyet, hom_nay=NGAY)
    h.but_toan = [b for b in h.but_toan if b.loai != L.PHE_DUYET]
    (vuot,) = kiem_tra(h, "hop_dong", chi={"KC20"})

    assert (
        som.thong_bao == "Hợp đồng ký ngày 02/03/2026, trước ngày phê duyệt kế hoạch (03/03/2026)."
    )
    assert (vuot.muc, vuot.thong_bao) == (
        "E", "Tổng hợp đồng 300.000.000 đồng vượt kinh phí được phê duyệt 0 đồng.",
    )  # fmt: skip


def test_kc21_bidding(da_duyet, hop_dong):
    assert muc(da_duyet, "KC21") == []
    da_duyet.cac_noi_dung.update(noi_dung="SP1")
    assert muc(da_duyet, "KC21") == ["E"]
    hop_dong.ket_qua_dau_thau = "QĐ 7/QĐ-TTKC"
    hop_dong.save()
    assert muc(da_duyet, "KC21") == []


def test_kc22_volume_above_the_mark_and_confirmed(da_duyet, hop_dong):
    (chua,) = vi_pham(da_duyet, "KC22")
    assert chua.thong_bao.startswith("Sở chưa xác nhận khối lượng nào của hợp đồng; phải trên 70%")
    bao = TienDo.objects.create(
        hop_dong=hop_dong, nam=2026, thang=3, khoi_luong=70, kinh_phi_nha_nuoc=0,
        kinh_phi_khac=0, xac_nhan_luc="2026-03-25T00:00Z",
    )  # fmt: skip
    (chua_dat,) = vi_pham(da_duyet, "KC22")
    assert chua_dat.thong_bao.startswith("Khối lượng Sở đã xác nhận mới là 70%; phải trên 70%")
    bao.khoi_luong = Decimal("70.01")
    bao.save()
    assert muc(da_duyet, "KC22") == []
    TienDo.objects.create(
        hop_dong=hop_dong, nam=2026, thang=4, khoi_luong=90, kinh_phi_nha_nuoc=0, kinh_phi_khac=0
    )
    assert muc(da_duyet, "KC22") == [], "what is confirmed stands while the next one waits"


def test_kc22_is_asked_of_each_contract(da_duyet, hop_dong):
    khac = HopDongFactory(de_an=da_duyet, khoi_luong_tam_ung=Decimal(70))
    TienDo.objects.create(
        hop_dong=hop_dong, nam=2026, thang=3, khoi_luong=80, kinh_phi_nha_nuoc=0,
        kinh_phi_khac=0, xac_nhan_luc="2026-03-25T00:00Z",
    )  # fmt: skip

    assert [v.noi for v in vi_pham(da_duyet, "KC22")] == [khac.so]


def test_kc23_advance_within_contract_and_allotment(da_duyet, hop_dong):
    but_toan(da_duyet, L.TAM_UNG, 210 * TRIEU, hop_dong=hop_dong)
    assert muc(da_duyet, "KC23") == []
    h = doc_ho_so(da_duyet, hom_nay=NGAY)
    h.but_toan = [b for b in h.but_toan if b.loai != L.GIAO]

    assert [(v.muc, v.thong_bao) for v in kiem_tra(h, "tam_ung", chi={"KC23"})] == [
        ("E", "Tổng tạm ứng 210.000.000 đồng vượt kinh phí được giao 0 đồng.")
    ]


@pytest.mark.parametrize(
    ("ngay", "mong"),
    [
        (date(2025, 12, 31), ["E"]),
        (date(2026, 1, 1), []),
        (date(2026, 12, 31), []),
        (date(2027, 1, 1), ["E"]),
    ],
)
def test_kc24_voucher_within_the_plan_year(da_duyet, hop_dong, ngay, mong):
    hop_dong.chung_tu.create(so="1", ngay=ngay, noi_dung="Máy", nguon="kcqg", so_tien=1)

    cac = vi_pham(da_duyet, "KC24")
    assert [v.muc for v in cac] == mong
    assert [v.thong_bao for v in cac] == [
        f"Chứng từ ngày {ngay:%d/%m/%Y} không thuộc năm kế hoạch 2026, không được quyết toán."
        for _ in mong
    ]


def test_kc24_voucher_not_before_the_approval(da_duyet, hop_dong):
    hop_dong.chung_tu.create(so="1", ngay=date(2026, 1, 5), noi_dung="Máy", nguon="kcqg", so_tien=1)

    (loi,) = vi_pham(da_duyet, "KC24", ngay_quyet_dinh=date(2026, 1, 6))
    assert (loi.muc, loi.thong_bao) == (
        "E",
        "Chứng từ ngày 05/01/2026 trước ngày phê duyệt (06/01/2026), không được quyết toán.",
    )


def test_kc25_names_what_is_missing(da_duyet, hop_dong):
    (loi,) = vi_pham(da_duyet, "KC25")
    assert "biên bản nghiệm thu cơ sở; Hợp đồng, nghiệm thu, thanh lý mua máy" in loi.thong_bao
    NghiemThu.objects.create(
        hop_dong=hop_dong, loai="5a", ngay=NGAY, dia_diem="x", thanh_phan="x", ket_qua="x"
    )
    TaiLieu.objects.create(de_an=da_duyet, ma="hop-dong-mua-may", ten="x", tep=mau.tep())

    assert muc(da_duyet, "KC25") == []


def test_kc26_decided_by_the_wrong_level(da_duyet):
    dong = DieuChinhDeAn.objects.create(
        de_an=da_duyet, viec="dia_diem", noi_dung="x", cap="cuc", trang_thai="da_duyet",
        so_van_ban="1", ngay_van_ban=NGAY,
    )  # fmt: skip
    assert muc(da_duyet, "KC26") == []
    dong.cap = "so"
    dong.save()

    (loi,) = vi_pham(da_duyet, "KC26")
    assert loi.thong_bao == (
        "Sở Công Thương đã quyết định (văn bản 1 ngày 02/03/2026) trong khi thẩm quyền thuộc Cục."
    )


def test_kc27_contract_into_the_next_year_needs_the_decision(da_duyet, hop_dong):
    assert muc(da_duyet, "KC27") == []
    hop_dong.het_han = date(2027, 1, 10)
    hop_dong.save()
    assert muc(da_duyet, "KC27") == ["E"]
    DieuChinhDeAn.objects.create(
        de_an=da_duyet, viec="sang_nam_sau", noi_dung="x", cap="bo", trang_thai="da_duyet",
        so_van_ban="1", ngay_van_ban=NGAY,
    )  # fmt: skip
    assert muc(da_duyet, "KC27") == []


def test_kc28_fifteen_days_after_the_last_acceptance(da_duyet, hop_dong):
    NghiemThu.objects.create(
        hop_dong=hop_dong, loai="5a", ngay=date(2026, 6, 1), dia_diem="x", thanh_phan="x",
        ket_qua="x",
    )  # fmt: skip
    dat = {"trang_thai": "nghiem_thu"}

    assert muc(da_duyet, "KC28", hom_nay=date(2026, 6, 16), **dat) == []
    assert muc(da_duyet, "KC28", hom_nay=date(2026, 6, 17), **dat) == ["A"]


def test_kc29_liquidation_by_22_1_of_the_next_year(da_duyet, hop_dong):
    assert muc(da_duyet, "KC29", hom_nay=date(2027, 1, 1)) == []
    cac = [
        (v.khoa.removeprefix(f"hop_dong:{hop_dong.pk}:"), v.thong_bao, v.han)
        for ngay in (2, 14, 15, 22, 23)
        for v in vi_pham(da_duyet, "KC29", hom_nay=date(2027, 1, ngay))
    ]
    sap = "Hợp đồng phải được quyết toán, thanh lý chậm nhất ngày 22/01/2027."
    qua = "Hợp đồng chưa quyết toán, thanh lý; hạn chậm nhất là ngày 22/01/2027."
    han = date(2027, 1, 22)
    assert cac == [
        ("truoc_20", sap, han), ("truoc_20", sap, han), ("truoc_7", sap, han),
        ("truoc_7", sap, han), ("qua_han", qua, han),
    ]  # fmt: skip
    hop_dong.thanh_ly_ngay = date(2026, 12, 20)
    hop_dong.save()
    assert muc(da_duyet, "KC29", hom_nay=date(2027, 1, 23)) == []


def test_kc30_names_every_missing_month_of_a_contract(da_duyet, hop_dong):
    assert muc(da_duyet, "KC30", hom_nay=date(2026, 3, 24)) == []
    TienDo.objects.create(
        hop_dong=hop_dong, nam=2026, thang=3, khoi_luong=5, kinh_phi_nha_nuoc=0, kinh_phi_khac=0
    )

    cac = vi_pham(da_duyet, "KC30", hom_nay=date(2026, 5, 25))
    assert [(v.noi, v.thong_bao, v.han, v.khoa) for v in cac] == [(
        hop_dong.so,
        "Chưa nộp báo cáo tiến độ tháng 4, 5/2026 (2 tháng; hạn sớm nhất trước ngày 25/04/2026).",
        date(2026, 4, 24),
        f"hop_dong:{hop_dong.pk}",
    )]  # fmt: skip


def test_kc31_not_started_and_fairs_later(da_duyet):
    dat = {"trang_thai": "phe_duyet"}
    assert muc(da_duyet, "KC31", hom_nay=date(2026, 6, 30), **dat) == []
    assert muc(da_duyet, "KC31", hom_nay=date(2026, 7, 1), **dat) == ["A"]
    da_duyet.cac_noi_dung.update(noi_dung="SP1")
    assert muc(da_duyet, "KC31", hom_nay=date(2026, 7, 1), **dat) == []
    assert muc(da_duyet, "KC31", hom_nay=date(2026, 10, 1), **dat) == ["A"]


def test_kc32_allotted_share_at_its_marks(de_an):
    but_toan(de_an, L.PHE_DUYET, 300 * TRIEU)
    but_toan(de_an, L.GIAO, 150 * TRIEU - 1)
    dat = {"trang_thai": "phe_duyet"}

    assert muc(de_an, "KC32", hom_nay=date(2026, 6, 29), **dat) == []
    assert muc(de_an, "KC32", hom_nay=date(2026, 6, 30), **dat) == ["A"]
    but_toan(de_an, L.GIAO, 1)
    assert muc(de_an, "KC32", hom_nay=date(2026, 6, 30), **dat) == []
    assert muc(de_an, "KC32", hom_nay=date(2026, 9, 30), **dat) == ["A"]


def test_kc38_refund_not_yet_paid(da_duyet, hop_dong):
    but_toan(da_duyet, L.TAM_UNG, 100 * TRIEU, hop_dong=hop_dong)
    NghiaVuHoanTra.objects.create(
        hop_dong=hop_dong, nguon="kcqg", so_tien=100 * TRIEU, ly_do="x", van_ban="x", ngay=NGAY,
        han=NGAY,
    )  # fmt: skip
    assert muc(da_duyet, "KC38") == ["E"]
    but_toan(da_duyet, L.HOAN_TRA, 100 * TRIEU, hop_dong=hop_dong)

    assert muc(da_duyet, "KC38") == []


def test_kc44_effect_within_a_year_of_liquidation(da_duyet, hop_dong, t):
    hop_dong.thanh_ly_ngay = date(2026, 8, 1)
    hop_dong.save()
    dat = {"trang_thai": "theo_doi"}
    assert muc(da_duyet, "KC44", hom_nay=date(2027, 7, 31), **dat) == []
    assert muc(da_duyet, "KC44", hom_nay=date(2027, 8, 1), **dat) == ["A"]
    HieuQua.objects.create(thu_huong=t, ngay=date(2027, 7, 1))

    assert muc(da_duyet, "KC44", hom_nay=date(2027, 8, 1), **dat) == []
