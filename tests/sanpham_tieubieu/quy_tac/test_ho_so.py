"""R13–R32, R53, R60: a dossier in order breaks nothing; then each rule is broken by one fact."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cucctdp.donvi.models import KeThua, TenDonVi, TenXa
from cucctdp.files.models import Tep
from sanpham_tieubieu.models import (
    AnhHoSo,
    DiaBanKy,
    GiayChungNhan,
    HoSoDangKy,
    KyBinhChon,
    MocKy,
    SanPham,
    SoLieuNam,
    TaiLieuHoSo,
    ThanhPhanBo,
    VanBanGui,
)
from sanpham_tieubieu.rules import kiem_tra_ho_so, kiem_tra_nhieu
from tests.factories.donvi import CoSoFactory, DonViFactory, XaFactory
from tests.factories.khuyencong import ThuHuongFactory
from tests.factories.san_pham import (
    GiayFactory,
    HoSoFactory,
    KyFactory,
    LangNgheFactory,
    SanPhamFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("luat_dia_ban")]

MO, DONG = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 4, 30, 10, 0, tzinfo=UTC)
NOP = datetime(2026, 4, 10, 2, 0, tzinfo=UTC)


def _lap(ky=None):
    """A lawful dossier of a provincial round, handed in on 10/4/2026."""
    xa = XaFactory(tinh=ky.don_vi) if ky else XaFactory()
    san_pham = SanPhamFactory(co_so=CoSoFactory(xa=xa))
    h = HoSoFactory(
        ky=ky or KyFactory(don_vi=xa.tinh, trang_thai="mo"),
        san_pham=san_pham,
        gcn_duoi=GiayFactory(san_pham=san_pham, cap="xa"),
        nop_luc=NOP,
        dia_chi_san_xuat="Thôn 1",
        dai_dien="Lò Thị Thử",
        dien_thoai="0912000000",
        vat_lieu="Chè",
        cam_ket=True,
        **dict.fromkeys(("mo_ta", "thi_truong", "san_xuat", "ky_thuat", "xa_hoi"), "Đã kể."),
    )
    if ky is None:
        MocKy.objects.create(ky=h.ky, giai_doan="nhan_ho_so", mo_luc=MO, dong_luc=DONG)
    tep = Tep.objects.create(
        loai="sp-anh", ten="a.jpg", sha256="0" * 64, kich_thuoc=1, kieu_noi_dung="image/jpeg"
    )
    AnhHoSo.objects.bulk_create(
        AnhHoSo(ho_so=h, tep=tep, rong=1800, cao=1200, thu_tu=i) for i in range(3)
    )
    for loai, so in (("dk-ho-kinh-doanh", "14A8"), ("attp", "5/ATTP")):
        TaiLieuHoSo.objects.create(ho_so=h, loai=loai, so=so)
    gui = VanBanGui.objects.create(
        ky=h.ky, don_vi=h.don_vi, so="7/UBND", ngay=date(2026, 4, 9), xa=xa
    )
    gui.ho_so.add(h)
    return h


@pytest.fixture
def ho_so():
    return _lap()


def hoi(ho_so, ma, *luc, **khac):
    """(stops?, sentence) of one rule, asked of the dossier as it is stored."""
    doc = HoSoDangKy.objects.get(pk=ho_so.pk)
    return [
        (v.chan, v.thong_bao) for v in kiem_tra_ho_so(doc, *(luc or ("nop",)), chi=[ma], **khac)
    ]


def doi(dong, **truong):
    type(dong).objects.filter(pk=dong.pk).update(**truong)


def test_a_dossier_in_order_breaks_nothing_at_any_moment(ho_so):
    assert kiem_tra_ho_so(HoSoDangKy.objects.get(pk=ho_so.pk), "lap", "nop", "hop_le", "dem") == []


def test_many_dossiers_cost_as_many_queries_as_one(ho_so):
    _lap(ho_so.ky)
    _lap(ho_so.ky)
    so = []

    for n in (1, 3):
        cac = list(HoSoDangKy.objects.order_by("pk")[:n])
        with CaptureQueriesContext(
            connection,
        ) as truy_van:
            kq = kiem_tra_nhieu(cac, "lap", "nop", "hop_le", "dem")
        so.append(len(truy_van))
        assert kq == [[]] * n

    assert so[0] == so[1]


def test_r13_ward_of_a_central_city_and_the_village_that_saves_it(ho_so):
    TenXa.objects.filter(xa=ho_so.xa).update(loai="phuong", ten_day_du="Phường Thử")
    phuong_cua_tinh = hoi(ho_so, "R13")
    TenDonVi.objects.filter(don_vi=ho_so.xa.tinh).update(
        loai="thanh_pho", ten_day_du="Thành phố Thử"
    )
    lang = LangNgheFactory(don_vi=ho_so.xa.tinh)

    ra = hoi(ho_so, "R13")
    doi(ho_so, lang_nghe=lang)
    trong_lang = hoi(ho_so, "R13")
    doi(lang, thu_hoi_ngay=date(2026, 1, 1), thu_hoi_so="3/QĐ")
    lang_da_thu_hoi = hoi(ho_so, "R13")
    doi(ho_so, nop_luc=datetime(2025, 10, 14, tzinfo=UTC))

    assert phuong_cua_tinh == trong_lang == []
    assert ra == lang_da_thu_hoi
    assert ra == [
        (
            True,
            (
                "Cơ sở sản xuất tại phường thuộc thành phố trực thuộc trung ương (Phường Thử, "
                "Thành phố Thử), không thuộc làng nghề được công nhận: không phải cơ sở CNNT "
                "theo NĐ 235/2025."
            ),
        )
    ]
    assert hoi(ho_so, "R13") == []


def test_r13_by_what_the_province_was_on_the_day_of_handing_in(ho_so):
    TenXa.objects.filter(xa=ho_so.xa).update(loai="phuong")
    tinh = ho_so.xa.tinh
    TenDonVi.objects.filter(don_vi=tinh).update(hieu_luc_den=date(2026, 4, 29))
    TenDonVi.objects.create(
        don_vi=tinh,
        ten=tinh.ten_goi,
        ten_day_du=f"Thành phố {tinh.ten_goi}",
        loai="thanh_pho",
        hieu_luc_tu=date(2026, 4, 30),
        can_cu="Nghị quyết thử",
    )
    kq = []

    for ngay in (29, 30):
        doi(ho_so, nop_luc=datetime(2026, 4, ngay, 3, tzinfo=UTC))
        kq.append([chan for chan, _ in hoi(ho_so, "R13")])

    assert kq == [[], [True]]


def test_r13_a_craft_alone_is_no_village(ho_so):
    TenXa.objects.filter(xa=ho_so.xa).update(loai="phuong")
    TenDonVi.objects.filter(don_vi=ho_so.xa.tinh).update(loai="thanh_pho")
    doi(ho_so, lang_nghe=LangNgheFactory(danh_hieu="nghe_truyen_thong"))

    assert [c for c, _ in hoi(ho_so, "R13")] == [True]


def test_r14_kind_of_establishment(ho_so):
    doi(ho_so, loai_hinh="ca_nhan")
    la = hoi(ho_so, "R14")
    doi(ho_so, loai_hinh="doanh_nghiep", quy_mo="lon")

    assert la == [(True, "Loại hình cơ sở không thuộc đối tượng.")]
    assert [c for c, _ in hoi(ho_so, "R14")] == [True]


def test_r15_above_the_limits_of_small_and_medium(ho_so):
    SoLieuNam.objects.create(ho_so=ho_so, nam=2025, doanh_thu_co_so=250_000_000_000)
    hop_tac_xa = hoi(ho_so, "R15")
    doi(ho_so, loai_hinh="doanh_nghiep", lao_dong=201, von=50_000_000_000)

    nhieu_nguoi = hoi(ho_so, "R15")
    doi(ho_so, lao_dong=200, von=None)
    chua_ro_von = hoi(ho_so, "R15")

    assert hop_tac_xa == []
    assert nhieu_nguoi == [
        (False, "Quy mô vượt ngưỡng doanh nghiệp nhỏ và vừa (201 lao động), cần xác minh.")
    ]
    assert "250.000 triệu đồng" in chua_ro_von[0][1]


def test_r16_r17_sets(ho_so):
    doi(ho_so.san_pham, la_bo=True)
    ThanhPhanBo.objects.create(san_pham=ho_so.san_pham, ten="Ấm")
    khac = ThanhPhanBo.objects.create(san_pham=ho_so.san_pham, ten="Chén", co_so=CoSoFactory())

    cua_khac = hoi(ho_so, "R16")
    khac.delete()
    mot, truong_hop = hoi(ho_so, "R16"), hoi(ho_so, "R17")
    ThanhPhanBo.objects.create(san_pham=ho_so.san_pham, ten="Chén")
    doi(ho_so.san_pham, truong_hop_bo="ghep")

    assert cua_khac == [
        (True, "Bộ sản phẩm phải cùng một cơ sở sản xuất; «Chén» do cơ sở khác làm.")
    ]
    assert "từ 2 sản phẩm trở lên" in mot[0][1]
    assert [c for c, _ in truong_hop] == [True]
    assert hoi(ho_so, "R16") == hoi(ho_so, "R17") == []


def test_r18_one_off_stops_and_the_undeclared_is_asked(ho_so):
    doi(ho_so.san_pham, san_xuat_hang_loat=None)
    chua_khai = hoi(ho_so, "R18")
    doi(ho_so.san_pham, san_xuat_hang_loat=True, doc_ban=True)

    assert chua_khai == [(False, "Chưa khai sản phẩm có sản xuất được hàng loạt không.")]
    assert hoi(ho_so, "R18") == [(True, "Sản phẩm độc bản không thuộc đối tượng bình chọn.")]


def test_r19_r20_photos(ho_so):
    anh = AnhHoSo.objects.filter(ho_so=ho_so).first()
    doi(anh, rong=1199, cao=1800)
    nho = hoi(ho_so, "R20")
    anh.delete()

    assert nho == [
        (False, "Ảnh chưa đủ chất lượng in 10×15 cm (1199×1800 điểm ảnh, cần 1200×1800).")
    ]
    assert hoi(ho_so, "R19") == [
        (True, "Cần tối thiểu 3 ảnh màu chụp ở các góc khác nhau (hiện có 2).")
    ]


def test_r21_registration_paper_and_the_two_forms(ho_so):
    TaiLieuHoSo.objects.filter(loai="dk-ho-kinh-doanh").delete()
    doi(ho_so, dai_dien="", cam_ket=False, mo_ta="", thi_truong="")
    doi(ho_so, san_xuat="", ky_thuat="", xa_hoi="")

    cau = [c for _, c in hoi(ho_so, "R21")]
    for loai in ("dk-doanh-nghiep", "phieu-dang-ky", "thuyet-minh"):
        TaiLieuHoSo.objects.create(ho_so=ho_so, loai=loai, so="1")

    assert cau == [
        "Phiếu đăng ký tham gia bình chọn (Phụ lục 1) chưa điền đủ: người đại diện.",
        "Phiếu đăng ký tham gia bình chọn (Phụ lục 1) chưa có cam kết khai trung thực.",
        (
            "Thiếu Giấy chứng nhận đăng ký doanh nghiệp hoặc giấy đăng ký tương đương bắt buộc "
            "theo Điều 12."
        ),
        ("Thiếu Bản thuyết minh, mô tả, giới thiệu sản phẩm (Phụ lục 2) bắt buộc theo Điều 12."),
    ]
    assert hoi(ho_so, "R21") == []


def test_r22_food_paper_or_a_stated_exemption(ho_so):
    giay = TaiLieuHoSo.objects.get(ho_so=ho_so, loai="attp")
    doi(giay, so="")
    thieu = hoi(ho_so, "R22")
    doi(giay, can_cu_mien="khoản 1 Điều 12 NĐ 15/2018/NĐ-CP")
    mien = hoi(ho_so, "R22")
    giay.delete()
    doi(ho_so, ma_nhom="CK")

    assert [c for c, _ in thieu] == [True]
    assert mien == hoi(ho_so, "R22") == []


def test_r23_r26_what_expires_before_the_meeting(ho_so):
    TaiLieuHoSo.objects.filter(loai="attp").update(het_han=date(2026, 9, 14))
    GiayChungNhan.objects.filter(pk=ho_so.gcn_duoi_id).update(
        ngay_cap=date(2024, 5, 1), het_han=date(2026, 12, 31)
    )
    giay = hoi(ho_so, "R23"), hoi(ho_so, "R26")
    doi(ho_so.ky, ngay_hop=date(2027, 1, 5))

    assert giay == (
        [
            (
                False,
                (
                    "Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm hết hạn 14/09/2026, "
                    "trước ngày họp Hội đồng."
                ),
            )
        ],
        [],
    )
    assert hoi(ho_so, "R26") == [(False, "GCN cấp dưới hết hạn 31/12/2026, trước khi xét.")]


def test_r24_certificate_of_the_level_below(ho_so):
    dung = ho_so.gcn_duoi
    cac = {
        "het_han": GiayFactory(
            san_pham=ho_so.san_pham,
            cap="huyen",
            ngay_cap=date(2023, 5, 1),
            het_han=date(2025, 12, 31),
        ),
        "cap_khac": GiayFactory(san_pham=ho_so.san_pham, cap="tinh"),
        "sp_khac": GiayFactory(cap="xa"),
        "khong": None,
        "huyen": GiayFactory(san_pham=ho_so.san_pham, cap="huyen"),
    }
    kq = {}

    for ten, giay in cac.items():
        doi(ho_so, gcn_duoi=giay)
        kq[ten] = [c for _, c in hoi(ho_so, "R24")]
    doi(dung, thu_hoi_ngay=NOP.date(), thu_hoi_so="1", thu_hoi_ly_do="x", thu_hoi_co_quan="ubnd_xa")
    doi(ho_so, gcn_duoi=dung)

    assert kq == {
        "het_han": [
            (
                f"Giấy chứng nhận {cac['het_han'].so} hết giá trị ngày 31/12/2025, "
                "trước ngày nộp hồ sơ."
            )
        ],
        "cap_khac": [f"Giấy chứng nhận {cac['cap_khac'].so} là của cấp tỉnh, không phải cấp xã."],
        "sp_khac": [f"Giấy chứng nhận {cac['sp_khac'].so} không phải của sản phẩm này."],
        "khong": ["Chưa có GCN cấp xã còn giá trị."],
        "huyen": [],
    }
    assert "đã bị thu hồi" in hoi(ho_so, "R24")[0][1]


def test_r24_follows_a_product_merged_into_another(ho_so):
    cu = SanPhamFactory(co_so=ho_so.san_pham.co_so)
    SanPham.objects.filter(pk=cu.pk).update(hop_nhat_vao=ho_so.san_pham)
    doi(ho_so, gcn_duoi=GiayFactory(san_pham=cu, cap="xa"))

    assert hoi(ho_so, "R24") == []


def test_r25_the_way_round_the_commune_is_open_only_where_it_held_none(ho_so):
    doi(ho_so, gcn_duoi=None, khong_qua_xa=True)
    khong = hoi(ho_so, "R24"), hoi(ho_so, "R25")
    ky = KyFactory(cap="xa", don_vi=ho_so.don_vi, xa=ho_so.xa, nam=2025, trang_thai="cham")

    co = hoi(ho_so, "R25")
    doi(ky, nam=2024)

    assert khong == ([], [])
    assert co == [
        (True, f"Xã có tổ chức bình chọn (Kỳ cấp xã {ky.noi} năm 2025); phải qua cấp xã.")
    ]
    assert hoi(ho_so, "R25") == []


def test_r27_letter_with_the_list_only_when_accepted_and_above_the_commune(ho_so):
    VanBanGui.objects.all().delete()

    assert hoi(ho_so, "R27") == []
    assert hoi(ho_so, "R27", "hop_le") == [
        (True, "Thiếu văn bản đề nghị kèm danh sách trích ngang (Phụ lục 5).")
    ]


def test_r28_provinces_are_those_of_the_round(ho_so):
    ky = KyFactory(cap="khu_vuc", don_vi=None, khu_vuc="bac", trang_thai="mo")
    doi(ho_so, ky=ky)
    chua_co = hoi(ho_so, "R28")
    DiaBanKy.objects.create(ky=ky, don_vi=DonViFactory())
    ngoai = hoi(ho_so, "R28")
    DiaBanKy.objects.create(ky=ky, don_vi=ho_so.don_vi)

    ten = ho_so.don_vi.ten_goi
    assert chua_co == [
        (True, f"Kỳ chưa ghi các tỉnh của khu vực nên chưa nhận được hồ sơ của {ten}.")
    ]
    assert ngoai == [(True, f"Tỉnh {ten} không thuộc khu vực của kỳ này.")]
    assert hoi(ho_so, "R28") == []


def test_r29_r30_the_same_product_and_one_that_reads_alike(ho_so):
    giong = SanPhamFactory(co_so=ho_so.san_pham.co_so, ten="CHÈ MÓC CÂU THỬ")
    doi(ho_so, ten_san_pham="Chè móc câu thử")
    khac = HoSoFactory(ky=ho_so.ky, san_pham=giong, ma_so="CB-02", xa=XaFactory())

    nghi = hoi(ho_so, "R30")
    SanPham.objects.filter(pk=giong.pk).update(hop_nhat_vao=ho_so.san_pham)
    trung = hoi(ho_so, "R29")
    doi(khac, trang_thai="rut")

    assert nghi == [(False, f"Nghi trùng với «CHÈ MÓC CÂU THỬ» (CB-02, {khac.ten_co_so}).")]
    assert trung == [(True, "Sản phẩm đã đăng ký trong kỳ này (hồ sơ CB-02).")]
    assert hoi(ho_so, "R29") == hoi(ho_so, "R30") == []


def test_r30_tells_an_entrant_nothing_of_the_others_in_the_commune(ho_so):
    cua_khac = SanPhamFactory(co_so=CoSoFactory(xa=ho_so.xa), ten=ho_so.ten_san_pham)
    khac = HoSoFactory(ky=ho_so.ky, san_pham=cua_khac, trang_thai="nhap")
    nhap = hoi(ho_so, "R30", "hop_le")
    doi(khac, trang_thai="da_nop")

    assert nhap == hoi(ho_so, "R30", "nop") == []
    assert hoi(ho_so, "R30", "hop_le") == [
        (False, f"Nghi trùng với «{khac.ten_san_pham}» ({khac.ten_co_so}).")
    ]


def test_r31_a_certificate_of_the_same_level_still_holds(ho_so):
    giay = GiayFactory(san_pham=ho_so.san_pham, cap="tinh")
    con = hoi(ho_so, "R31")
    doi(giay, ngay_cap=date(2023, 9, 1), het_han=date(2025, 12, 31))

    assert con == [(False, "Sản phẩm đang có GCN cùng cấp còn hiệu lực đến 31/12/2027.")]
    assert hoi(ho_so, "R31") == []


def test_r32_closing_minute_opening_minute_and_no_minutes(ho_so):
    doi(ho_so, trang_thai="nhap")
    luc = {
        "som": datetime(2026, 3, 31, 23, 59, tzinfo=UTC),
        "dung": datetime(2026, 4, 30, 9, 59, tzinfo=UTC),
        "muon": DONG,
    }

    kq = {ten: [c for _, c in hoi(ho_so, "R32", luc_nop=g)] for ten, g in luc.items()}
    doi(ho_so, trang_thai="yeu_cau_bo_sung")
    bo_sung = hoi(ho_so, "R32", luc_nop=luc["muon"])
    MocKy.objects.all().delete()
    chua_dinh = hoi(ho_so, "R32")
    KyBinhChon.objects.update(trang_thai="soan")

    assert kq == {
        "som": ["Chưa đến giờ nhận hồ sơ (07:00, 01/04/2026)."],
        "dung": [],
        "muon": ["Đã hết hạn nhận hồ sơ lúc 17:00, 30/04/2026."],
    }
    assert (bo_sung, chua_dinh) == ([], [(True, "Kỳ chưa ghi thời gian nhận hồ sơ.")])
    assert hoi(ho_so, "R32") == [(True, "Kỳ không nhận hồ sơ (đang ở trạng thái «Đang soạn»).")]


def test_r53_figures_against_those_told_elsewhere(ho_so):
    ThuHuongFactory(co_so=ho_so.san_pham.co_so, noi_dung__de_an__nam=2026, lao_dong=100)
    cu = HoSoFactory(san_pham=ho_so.san_pham, ky=KyFactory(don_vi=ho_so.don_vi, nam=2024))
    SoLieuNam.objects.create(ho_so=cu, nam=2023, doanh_thu_co_so=1_000_000_000)
    SoLieuNam.objects.create(ho_so=ho_so, nam=2023, doanh_thu_co_so=1_300_000_000)
    doi(ho_so, lao_dong=131)

    lech = hoi(ho_so, "R53")
    doi(ho_so, lao_dong=130)
    SoLieuNam.objects.filter(ho_so=ho_so).update(doanh_thu_co_so=Decimal(1_310_000_000))

    assert [c for c, _ in lech] == [False]
    assert lech[0][1].startswith("Số liệu lệch 31% so với đề án khuyến công KCQG-2026-")
    assert lech[0][1].endswith("(lao động năm 2026: khai 131, nguồn kia 100).")
    assert hoi(ho_so, "R53") == [
        (
            False,
            (
                "Số liệu lệch 31% so với hồ sơ bình chọn cấp tỉnh 2024 (doanh thu cơ sở năm 2023: "
                "khai 1.310.000.000, nguồn kia 1.000.000.000)."
            ),
        )
    ]


def test_r60_an_old_province_without_its_successor(ho_so):
    cu = DonViFactory(bo_ma="63", ma="15", ten_goi="Cũ")
    doi(ho_so, don_vi=cu)
    chua = hoi(ho_so, "R60", "hop_le")
    KeThua.objects.create(
        cu=cu, moi=ho_so.don_vi, tu_ngay=date(2025, 7, 1), can_cu="NQ 202/2025/QH15"
    )

    assert chua == [(False, "Chưa ánh xạ sang đơn vị hành chính mới (Cũ).")]
    assert hoi(ho_so, "R60", "hop_le") == []
