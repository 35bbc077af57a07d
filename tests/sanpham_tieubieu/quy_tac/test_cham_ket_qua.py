"""R33–R46, R48, R55, R58: sheets, results, certificates, complaints, published totals."""

from datetime import date
from decimal import Decimal

import pytest

from sanpham_tieubieu.choices import CungTinh
from sanpham_tieubieu.danh_muc import doc_danh_muc
from sanpham_tieubieu.models import KhieuNai, ThongBaoKetQua
from sanpham_tieubieu.rules import (
    DongXet,
    XetKetQua,
    XetPhieu,
    bang_diem,
    kiem_tra_cong_bo,
    kiem_tra_giay,
    kiem_tra_ket_qua,
    kiem_tra_khieu_nai,
    kiem_tra_phieu,
)
from sanpham_tieubieu.thoi_han import sau_ngay_lam_viec, so_ngay_lam_viec
from tests.factories.san_pham import GiayFactory, HoSoFactory, KyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("luat")]

LA = {"I.1": Decimal(12), "II.1": Decimal("5.5")}


@pytest.fixture(scope="module")
def danh_muc(luat, django_db_blocker):
    with django_db_blocker.unblock():
        return doc_danh_muc()


def ky(**khac):
    return KyFactory.build(don_vi=None, cap="khu_vuc", khu_vuc="bac", **khac)


def phieu(danh_muc, *luc, **khac):
    x = XetPhieu(ky(cung_tinh=khac.pop("cung_tinh_la", CungTinh.CANH_BAO)), **khac)
    return [(v.ma, v.chan, v.thong_bao) for v in kiem_tra_phieu(x, *luc, danh_muc=danh_muc)]


def test_r33_scores_between_zero_and_maximum_in_steps(danh_muc):
    diem = {"I.1": Decimal("12"), "II.1": Decimal("5.5")}

    dung = phieu(danh_muc, "luu", la=LA, diem=diem)
    sai = [
        phieu(danh_muc, "luu", la=LA, diem={"I.1": d})
        for d in (Decimal("-0.5"), Decimal("12.5"), Decimal("7.25"), Decimal("NaN"), "bảy")
    ]

    cau = ("R33", True, "Điểm I.1 phải từ 0 đến 12, bước 0,5.")
    so = ("R33", True, "Điểm I.1 phải là số.")
    assert dung == []
    assert sai == [[cau], [cau], [cau], [so], [so]]
    assert phieu(danh_muc, "luu", la=LA, diem={"IX": Decimal(1)}) == [
        ("R33", True, "Khung điểm không có tiểu mục IX.")
    ]


def test_r34_a_sheet_with_gaps_is_saved_and_not_signed(danh_muc):
    assert phieu(danh_muc, "luu", la=LA, diem={"I.1": None}) == []
    assert phieu(danh_muc, "ky", la=LA, diem={"I.1": Decimal(0)}) == [
        ("R34", True, "Còn 1 tiểu mục chưa chấm (II.1).")
    ]


def test_r35_r36_who_may_score(danh_muc):
    chan = phieu(danh_muc, "phan_cong", ly_do_chan=["góp vốn"], cung_tinh=True)
    canh_bao = phieu(danh_muc, "phan_cong", cung_tinh=True)
    cam = phieu(danh_muc, "phan_cong", cung_tinh=True, cung_tinh_la=CungTinh.CHAN)
    khong_xet = phieu(danh_muc, "phan_cong", cung_tinh=True, cung_tinh_la=CungTinh.KHONG)

    cung = ("R36", False, "Giám khảo cùng địa phương với sản phẩm.")
    assert chan == [("R35", True, "Giám khảo không được chấm sản phẩm này (góp vốn)."), cung]
    assert canh_bao == [cung]
    assert cam == [
        ("R35", True, "Giám khảo không được chấm sản phẩm này (cùng tỉnh với sản phẩm).")
    ]
    assert (khong_xet, phieu(danh_muc, "phan_cong")) == ([], [])


def test_r36_in_a_provincial_round_says_nothing(danh_muc):
    x = XetPhieu(KyFactory.build(), cung_tinh=True)

    assert kiem_tra_phieu(x, "phan_cong", danh_muc=danh_muc) == []


def dong(ten, *diem, nhom="TCMN", gk=None, **khac):
    return DongXet(
        pk=sum(map(ord, ten)),
        ten=ten,
        ma_nhom=nhom,
        phieu={i: Decimal(d) for i, d in enumerate(diem)},
        so_giam_khao=gk or len(diem),
        **khac,
    )


def ket_qua(danh_muc, ma, *cac, luc="hop", **khac):
    x = XetKetQua(ky(), danh_muc, cac, **khac)
    return [(v.chan, v.noi, v.thong_bao) for v in kiem_tra_ket_qua(x, luc, chi=[ma])]


def test_r37_quorum_of_sheets(danh_muc):
    du = dong("Đủ", "80", "80", gk=3, duoc_chon=True)
    thieu = dong("Thiếu", "80", gk=3, duoc_chon=True)

    assert ket_qua(danh_muc, "R37", du, thieu) == [(True, "Thiếu", "Mới có 1/3 phiếu, chưa đủ 2.")]
    assert [c for c, _, _ in ket_qua(danh_muc, "R37", dong("Trống", gk=3))] == [False]


def test_r38_a_sheet_far_from_the_median(danh_muc):
    xa = dong("Xa", "80", "81", "65.5")
    gan = dong("Gần", "80", "81", "66")

    kq = ket_qua(danh_muc, "R38", xa, gan, giam_khao={2: "Bà Thử"})

    # 65,5 is 14,5 below the median of 80: not more than 15.
    assert kq == []
    assert ket_qua(danh_muc, "R38", dong("Xa", "80", "81", "64.5"), giam_khao={2: "Bà Thử"}) == [
        (False, "Xa", "Phiếu của Bà Thử lệch -15,5 điểm so với trung vị.")
    ]


def test_r39_a_judge_who_gives_everybody_the_same(danh_muc):
    cac = [dong(f"SP{i}", "75", str(60 + 3 * i)) for i in range(10)]

    kq = ket_qua(danh_muc, "R39", *cac, giam_khao={0: "Ông Đều", 1: "Bà Rộng"})

    assert kq == [(False, "", "Giám khảo Ông Đều cho điểm gần như bằng nhau (10 sản phẩm).")]
    assert ket_qua(danh_muc, "R39", *cac[:9]) == []


def test_r40_the_unrounded_mean_decides(danh_muc):
    sat = dong("Sát", "70", "70", "69.985", duoc_chon=True)

    assert ket_qua(danh_muc, "R40", sat, dong("Đạt", "70", "70", duoc_chon=True)) == [
        (True, "Sát", "Điểm bình quân 69,995 dưới 70, không được công nhận.")
    ]
    assert ket_qua(danh_muc, "R40", dong("Không chọn", "60", duoc_chon=False)) == []


def test_r41_quota_of_the_group(danh_muc):
    cac = [dong(f"SP{i}", "80", duoc_chon=True) for i in range(3)]

    assert ket_qua(danh_muc, "R41", *cac, chi_tieu={"TCMN": 2}) == [
        (
            True,
            "",
            (
                "Vượt chỉ tiêu 2 của nhóm «Thủ công mỹ nghệ» (đang chọn 3); ghi văn bản thay đổi "
                "chỉ tiêu trước."
            ),
        )
    ]
    assert ket_qua(danh_muc, "R41", *cac, chi_tieu={"TCMN": 3}) == []
    assert ket_qua(danh_muc, "R41", *cac) == []


def test_r42_a_tie_at_the_quota_line_waits_for_a_vote(danh_muc):
    cac = [dong("A", "90"), dong("B", "80", "80"), dong("C", "81", "79"), dong("D", "60")]
    chi_tieu = {"TCMN": 2}
    da_bau = [
        dong("A", "90"),
        *(dong(t, "80", bieu_quyet_bang=True) for t in "BC"),
    ]
    phu = [
        dong("A", "90"),
        dong("B", "80", phu=(Decimal(30),)),
        dong("C", "80", phu=(Decimal(29),)),
    ]

    assert ket_qua(danh_muc, "R42", *cac, chi_tieu=chi_tieu) == [
        (
            True,
            "Thủ công mỹ nghệ",
            "Có 2 sản phẩm bằng điểm tại ngưỡng chỉ tiêu (B, C); cần biểu quyết.",
        )
    ]
    assert ket_qua(danh_muc, "R42", *cac, chi_tieu={"TCMN": 3}) == []
    assert ket_qua(danh_muc, "R42", *da_bau, chi_tieu=chi_tieu) == []
    assert bang_diem(XetKetQua(ky(), danh_muc, phu, chi_tieu), "TCMN") == []


def test_r46_only_the_recognised_go_up(danh_muc):
    cac = dong("A", "80", cong_nhan=True, de_cu=True), dong("B", "80", de_cu=True)

    assert ket_qua(danh_muc, "R46", *cac, luc="de_cu") == [
        (True, "B", "Chỉ đề cử sản phẩm đã được công nhận.")
    ]


def giay(luc="cap", *, co_quan="ubnd_tinh", **khac):
    truong = {"nguoi_ky": "Ông Ký", "ten_san_pham": "A", "ten_co_so": "B", "ma_nhom": "CK"}
    g = GiayFactory.build(san_pham=None, don_vi=None, **truong | khac)
    return [(v.ma, v.thong_bao) for v in kiem_tra_giay(g, luc, co_quan=co_quan)]


def test_r43_r44_authority_and_validity():
    assert giay() == []
    assert giay(co_quan="so") == [("R43", "Thẩm quyền ký không đúng cấp tỉnh.")]
    assert giay(nguoi_ky="", quyet_dinh_so="") == [
        ("R43", "Giấy chứng nhận thiếu số quyết định, người ký.")
    ]
    assert giay(het_han=date(2028, 12, 31)) == [("R44", "Hạn GCN phải là 31/12/2027.")]
    assert giay(ngay_cap=date(2024, 5, 13), het_han=date(2026, 12, 31)) == []


def test_r45_numbers_are_of_an_issuer_and_a_year():
    co = GiayFactory(so="1/GCN")

    assert giay(so="1/GCN") == [("R45", "Số giấy chứng nhận đã dùng.")]
    assert giay(so="1/GCN", co_quan_cap="UBND khác") == []
    assert giay(so="1/GCN", ngay_cap=date(2024, 5, 1), het_han=date(2026, 12, 31)) == []
    assert kiem_tra_giay(co, "cap", co_quan="ubnd_tinh")[0].ma == "R43"


def test_r58_revocation_by_the_authority_with_reason():
    du = {
        "thu_hoi_so": "9/QĐ",
        "thu_hoi_ngay": date(2026, 5, 1),
        "thu_hoi_co_quan": "ubnd_tinh",
        "thu_hoi_ly_do": "Vi phạm an toàn thực phẩm",
    }

    assert giay("thu_hoi", **du) == []
    assert giay("thu_hoi", **du | {"thu_hoi_so": "", "thu_hoi_ly_do": ""}) == [
        ("R58", "Thiếu quyết định thu hồi: số quyết định, lý do.")
    ]
    assert giay("thu_hoi", **du | {"thu_hoi_co_quan": "so"}) == [
        ("R58", "Cơ quan thu hồi không đúng cấp tỉnh.")
    ]
    assert giay("thu_hoi", **du | {"thu_hoi_ngay": date(2025, 8, 31)}) == [
        ("R58", "Ngày thu hồi phải từ ngày cấp giấy (01/09/2025) trở đi.")
    ]


def test_r48_fifteen_working_days_and_the_reason_that_lets_a_late_one_in():
    ho_so = HoSoFactory()
    thong_bao = date(2026, 10, 5)
    ThongBaoKetQua.objects.create(ho_so=ho_so, ngay=thong_bao)
    han = sau_ngay_lam_viec(thong_bao, 15)

    def hoi(ngay, **khac):
        k = KhieuNai(ho_so=ho_so, ky=ho_so.ky, ngay_nhan=ngay, **khac)
        return [(v.chan, v.thong_bao) for v in kiem_tra_khieu_nai(k)]

    muon = date(2026, 10, 27)
    assert (han, so_ngay_lam_viec(thong_bao, han)) == (date(2026, 10, 26), 15)
    assert hoi(han) == []
    assert hoi(muon) == [(True, "Quá thời hiệu khiếu nại 15 ngày làm việc (hạn 26/10/2026).")]
    assert [c for c, _ in hoi(muon, qua_han_ly_do="Bưu điện trả chậm vì bão")] == [False]


def test_r55_published_totals():
    def hoi(*so, **nhom):
        return [
            v.thong_bao
            for v in kiem_tra_cong_bo(so_dang_ky=so[0], so_cong_nhan=so[1], theo_nhom=nhom)
        ]

    assert hoi(43, 30, TCMN=10, CK=20) == hoi(None, 30) == hoi(43, None, CK=5) == []
    assert hoi(30, 43) == ["Số được công nhận (43) vượt số đăng ký (30)."]
    assert hoi(43, 30, TCMN=10) == ["Tổng các nhóm (10) không khớp số được công nhận (30)."]
