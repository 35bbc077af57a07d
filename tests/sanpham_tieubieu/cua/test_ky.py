"""Rounds: drawn up with the law of their level, their provinces, phases, quota; who runs them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cucctdp.donvi.choices import BoMa, MucDichPhanVung
from cucctdp.donvi.models import PhanVung, ThanhVienVung, Vung
from cucctdp.workflow.steps import BuocBiTuChoi
from sanpham_tieubieu import giai_doan, quyen_ky
from sanpham_tieubieu.giai_doan import Viec
from sanpham_tieubieu.models import BanBinhChon, HoSoDangKy, NguoiNop, NhomSanPham
from sanpham_tieubieu.services import dieu_hanh
from sanpham_tieubieu.services import ky as dv
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory, XaFactory
from tests.factories.san_pham import (
    BanFactory,
    GiamKhaoFactory,
    HoSoFactory,
    KhungFactory,
    KyFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nhom_va_luat")]

TINH = {"cap": "tinh", "nam": 2026, "ngay_bat_dau": date(2026, 3, 1)}
KE_HOACH = {"ke_hoach_so": "10/KH-UBND", "ke_hoach_ngay": date(2026, 2, 1)}
BAY_GIO = datetime(2026, 4, 10, 3, tzinfo=UTC)


def moc(giai_doan, tu, den):
    return {"giai_doan": giai_doan, "mo_luc": tu, "dong_luc": den}


NHAN = moc("nhan_ho_so", datetime(2026, 4, 1, 1, tzinfo=UTC), datetime(2026, 4, 30, 10, tzinfo=UTC))
CHAM = moc("cham_ho_so", datetime(2026, 5, 5, 1, tzinfo=UTC), datetime(2026, 5, 30, 10, tzinfo=UTC))


def vung(ma, *don_vi):
    pv, _ = PhanVung.objects.get_or_create(
        ma="thu-kc",
        defaults={
            "ten": "Ba miền",
            "muc_dich": MucDichPhanVung.KHUYEN_CONG,
            "bo_ma": BoMa.B34,
            "hieu_luc_tu": date(2025, 7, 1),
            "can_cu": "Thử nghiệm",
        },
    )
    v = Vung.objects.create(phan_vung=pv, ma=ma, ten=ma, thu_tu=pv.cac_vung.count() + 1)
    for d in don_vi:
        ThanhVienVung.objects.create(vung=v, don_vi=d)


def so(don_vi, vai_tro="so_truong_phong"):
    return tai_khoan(vai_tro, don_vi=don_vi)


def ky_tinh(don_vi=None, **them):
    don_vi = don_vi or DonViFactory()
    by = so(don_vi)
    return dv.tao_ky(
        thong_tin={**TINH, **KE_HOACH, "don_vi": don_vi, **them}, cac_moc=[NHAN, CHAM], by=by
    ), by


def test_provincial_round_takes_the_threshold_of_the_law():
    ky, _ = ky_tinh()

    assert ky.nguong == Decimal(70)
    assert sorted(ky.cac_moc.values_list("giai_doan", flat=True)) == ["cham_ho_so", "nhan_ho_so"]


def test_regional_round_takes_the_provinces_of_the_grouping_of_its_day():
    bac, nam = [DonViFactory(), DonViFactory()], DonViFactory()
    vung("BAC", *bac)
    vung("NAM", nam)
    cuc = tai_khoan("cuc_lanh_dao_phong")
    thong_tin = {"cap": "khu_vuc", "nam": 2026, "khu_vuc": "bac", "ngay_bat_dau": date(2026, 3, 1)}

    ky = dv.tao_ky(thong_tin=thong_tin, by=cuc)
    ca_nuoc = dv.tao_ky(
        thong_tin={"cap": "quoc_gia", "nam": 2027, "ngay_bat_dau": date(2027, 3, 1)}, by=cuc
    )

    assert {d.don_vi_id for d in ky.dia_ban.all()} == {d.pk for d in bac}
    assert ca_nuoc.dia_ban.count() == 3


def test_region_without_a_grouping_of_the_day_writes_nothing():
    cuc = tai_khoan("cuc_lanh_dao_phong")

    with pytest.raises(ValidationError) as loi:
        dv.tao_ky(
            thong_tin={
                "cap": "khu_vuc",
                "nam": 2012,
                "khu_vuc": "bac",
                "ngay_bat_dau": date(2012, 3, 1),
            },
            by=cuc,
        )

    assert loi.value.messages == ["Chưa có quy định của cấp khu vực hiệu lực ngày 01/03/2012."]


def test_all_faults_of_a_round_at_once():
    don_vi = DonViFactory()

    with pytest.raises(ValidationError) as loi:
        dv.tao_ky(
            thong_tin={**TINH, "don_vi": don_vi, "nguong": Decimal(60), "so_le": 9},
            cac_moc=[{**NHAN, "dong_luc": NHAN["mo_luc"]}, {**CHAM, "mo_luc": NHAN["mo_luc"]}],
            by=so(don_vi),
        )

    cau = " ".join(loi.value.messages)
    assert [
        s in cau
        for s in ("Số lẻ khi hiển thị", "Ngưỡng điểm không dưới 70", "Nhận hồ sơ: giờ đóng phải")
    ] == [True] * 3


def test_same_round_twice_is_r02():
    don_vi = DonViFactory()
    ky_tinh(don_vi)

    with pytest.raises(ValidationError) as loi:
        ky_tinh(don_vi)

    assert [cau.startswith("R02") for cau in loi.value.messages] == [True]


def test_who_runs_a_round():
    tinh, khac = DonViFactory(), DonViFactory()
    xa = XaFactory(tinh=tinh)
    can_bo_xa, la = tai_khoan("sp_xa"), tai_khoan("sp_xa")
    NguoiNop.objects.create(nguoi=can_bo_xa, don_vi=tinh, vai_tro="xa", xa=xa)
    cac = {
        "xa": KyFactory(cap="xa", don_vi=tinh, xa=xa),
        "tinh": KyFactory(don_vi=tinh),
        "khu_vuc": KyFactory(cap="khu_vuc", don_vi=None, khu_vuc="bac"),
    }
    nguoi = {
        "xa": can_bo_xa,
        "xa_khac": la,
        "so": so(tinh),
        "so_khac": so(khac),
        "so_chuyen_vien": so(tinh, "so_chuyen_vien"),
        "cuc": tai_khoan("cuc_lanh_dao_phong"),
    }

    duoc = {
        t: [k for k, ky in cac.items() if quyen_ky.dieu_hanh_duoc(n, ky)] for t, n in nguoi.items()
    }

    assert duoc == {
        "xa": ["xa"],
        "xa_khac": [],
        "so": ["xa", "tinh"],
        "so_khac": [],
        "so_chuyen_vien": [],
        "cuc": ["khu_vuc"],
    }
    assert duoc == {
        t: [k for k, ky in cac.items() if quyen_ky.cac_ky(n).filter(pk=ky.pk).exists()]
        for t, n in nguoi.items()
    }


def test_round_of_another_province_is_refused():
    ky, _ = ky_tinh()
    khac = so(DonViFactory())

    with pytest.raises(PermissionDenied):
        dv.sua_ky(ky, thong_tin={"ten": "Kỳ khác"}, by=khac)
    with pytest.raises(PermissionDenied):
        dv.tao_ky(thong_tin={**TINH, "lan_thu": 2, "don_vi": ky.don_vi}, by=khac)


def test_opening_names_everything_that_is_missing():
    don_vi = DonViFactory()
    by = so(don_vi)
    ky = dv.tao_ky(thong_tin={**TINH, "don_vi": don_vi}, by=by)

    with pytest.raises(BuocBiTuChoi) as loi:
        dieu_hanh.mo_ky(ky, by=by)

    assert loi.value.ly_do == [
        "Đặt thời gian nhận hồ sơ trước khi mở kỳ.",
        "Ghi số, ngày kế hoạch bình chọn trước khi mở kỳ.",
    ]


def test_opened_round_keeps_its_place_and_asks_a_reason_for_new_times():
    ky, by = ky_tinh()
    ky = dieu_hanh.mo_ky(ky, by=by)
    keo_dai = [{**NHAN, "dong_luc": NHAN["dong_luc"] + timedelta(days=3)}]

    with pytest.raises(ValidationError, match="Kỳ đã mở, không đổi được: năm"):
        dv.sua_ky(ky, thong_tin={"nam": 2027}, by=by)
    with pytest.raises(ValidationError, match="nêu lý do đổi thời gian"):
        dv.dat_moc(ky, cac_moc=keo_dai, by=by)
    dv.dat_moc(ky, cac_moc=keo_dai, by=by, ly_do="Bão số 3, các xã gửi hồ sơ chậm")

    assert ky.cac_moc.get().dong_luc == keo_dai[0]["dong_luc"]


def test_quota_changes_are_rows_with_reason():
    ky, by = ky_tinh()
    nhom = NhomSanPham.objects.get(ma="TCMN")
    dv.dat_chi_tieu(ky, nhom=nhom, so_luong=5, van_ban="10/KH-UBND", by=by)
    ky = dieu_hanh.mo_ky(ky, by=by)

    with pytest.raises(ValidationError, match="Nêu lý do đổi chỉ tiêu"):
        dv.dat_chi_tieu(ky, nhom=nhom, so_luong=6, van_ban="12/KH-UBND", by=by)
    dv.dat_chi_tieu(
        ky, nhom=nhom, so_luong=6, van_ban="12/KH-UBND", ly_do="Nhiều sản phẩm đạt", by=by
    )

    assert dv.chi_tieu_hien_tai(ky) == {"TCMN": 6}
    assert ky.chi_tieu.count() == 2


def test_scoring_begins_only_with_council_jury_rubric_and_regulation():
    ky, by = ky_tinh()
    ky = dieu_hanh.mo_ky(ky, by=by)
    HoSoFactory(ky=ky, trang_thai="hop_le", ma_so="CBNLTS-001")
    cho = HoSoFactory(ky=ky)

    with pytest.raises(BuocBiTuChoi) as loi:
        dieu_hanh.bat_dau_cham(ky, by=by)
    HoSoDangKy.objects.filter(pk=cho.pk).update(trang_thai="khong_hop_le")
    hoi_dong, giam_khao = (BanFactory(ky=ky, loai=loai) for loai in ("hoi_dong", "giam_khao"))
    for so in range(7):
        GiamKhaoFactory(ban=hoi_dong, vai_tro="uy_vien" if so else "chu_tich")
    for so in range(3):
        GiamKhaoFactory(ban=giam_khao, vai_tro="giam_khao" if so else "truong_ban")
    BanBinhChon.objects.update(kien_toan_luc=timezone.now())
    KhungFactory(ky=ky)
    quy_che = {
        "quy_che_so": "16/QĐ-HĐBC",
        "quy_che_ngay": date(2026, 4, 20),
        "du_kien_mo_diem": datetime(2026, 6, 1, tzinfo=UTC),
    }
    ky = dv.sua_ky(ky, thong_tin=quy_che, by=by)
    ky = dieu_hanh.bat_dau_cham(ky, by=by)

    assert loi.value.ly_do[:5] == [
        "Hội đồng bình chọn chưa được phê duyệt thành lập.",
        "Ban Giám khảo chưa được phê duyệt thành lập.",
        "Ghi số, ngày quyết định thông qua quy chế chấm.",
        "Đặt phút dự kiến mở điểm.",
        "Còn 1 hồ sơ chưa kết luận hợp lệ hay không.",
    ]
    assert [cau[:3] for cau in loi.value.ly_do[5:]] == ["R05", "R06", "R07", "R12"]
    assert ky.trang_thai == "cham"
    assert list(ky.ho_so.values_list("trang_thai", flat=True).order_by("id")) == [
        "dang_cham",
        "khong_hop_le",
    ]
    with pytest.raises(ValidationError, match="Đã bắt đầu chấm, không đổi được: bước điểm"):
        dv.sua_ky(ky, thong_tin={"buoc_diem": Decimal(1)}, by=by)


def test_phases_say_what_may_be_done_and_seen():
    ky, by = ky_tinh()
    truoc = giai_doan.vuong_viec(ky, Viec.NOP, BAY_GIO)
    ky = dieu_hanh.mo_ky(ky, by=by)
    sau_han = NHAN["dong_luc"] + timedelta(minutes=1)

    assert truoc == ["Kỳ bình chọn «Đang soạn», không nộp hồ sơ được."]
    assert giai_doan.vuong_viec(ky, Viec.NOP, BAY_GIO) == []
    assert giai_doan.vuong_viec(ky, Viec.NOP, NHAN["mo_luc"] - timedelta(days=1)) == [
        "Kỳ bình chọn nộp hồ sơ từ 08:00 ngày 01/04/2026."
    ]
    assert giai_doan.vuong_viec(ky, Viec.NOP, sau_han) == [
        "R32: Đã hết hạn nhận hồ sơ lúc 17:00 ngày 30/04/2026."
    ]
    # Supplements go on: that phase has no minutes of its own.
    assert giai_doan.vuong_viec(ky, Viec.BO_SUNG, sau_han) == []
    assert giai_doan.dang_mo(ky, BAY_GIO) == {"nhan_ho_so", "tham_tra"}
    assert [giai_doan.giam_khao_thay(ky), giai_doan.giam_khao_thay_ten(ky)] == [False, False]
    assert giai_doan.thay_ket_qua(ky) is False


def test_moments_of_scoring_are_open_together_or_by_their_minutes():
    ky, _ = ky_tinh()
    ky.trang_thai = "cham"
    trong = CHAM["mo_luc"] + timedelta(days=1)
    co_gio = giai_doan.dang_mo(ky, trong)
    het = giai_doan.vuong_viec(ky, Viec.CHAM_HO_SO, CHAM["dong_luc"])
    ky.cac_moc.all().delete()

    assert co_gio == {"cham_ho_so"}
    assert het == ["Đã hết thời gian chấm hồ sơ lúc 17:00 ngày 30/05/2026."]
    assert giai_doan.dang_mo(ky, trong) == {"cham_ho_so", "cham_thuc_te", "cham_hien_vat"}


def test_cancelled_round_frees_its_place():
    ky, _ = ky_tinh()
    dieu_hanh.huy_ky(ky, ly_do="Tỉnh hoãn sang năm sau", by=so(ky.don_vi, "so_lanh_dao"))

    moi, _ = ky_tinh(ky.don_vi)

    assert moi.pk != ky.pk
