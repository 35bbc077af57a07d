"""Biểu 03/04 from the register: a hand-worked province row by row, windows, scopes, bases."""

from datetime import date
from decimal import Decimal

import pytest

from cucctdp.donvi.models import KeThua
from cumcongnghiep.choices import LoaiChuDauTu, LoaiHangMuc, LoaiVanBan, NhomQuyHoach
from cumcongnghiep.lap_day import CachTinh
from cumcongnghiep.models import (
    BieuNop,
    GiaoChuDauTu,
    HanBieu,
    HangMuc,
    KyBieu,
    MauNuoc,
    SoLieu,
    TramXuLy,
)
from cumcongnghiep.statistics import (
    CA_NUOC,
    TINH,
    VUNG,
    XA,
    CoSo,
    Hoi,
    ThamSoSai,
    bieu_04,
    cac_moc,
    dau_cua_so,
    lap_day,
)
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import (
    CanDoiDatFactory,
    ChuDauTuFactory,
    CumFactory,
    CumXaFactory,
    DuAnFactory,
    MucQuyHoachFactory,
    QuyHoachFactory,
    ThueDatFactory,
    VanBanFactory,
)
from tests.factories.donvi import DonViFactory, XaFactory

pytestmark = pytest.mark.django_db
TU, GIUA, CUOI = date(2025, 12, 15), date(2026, 6, 14), date(2026, 12, 14)
TY = 10**9


def so(cum, chi_tieu, gia_tri, ngay=GIUA, *, du_an=None, tu=None):
    return SoLieu.objects.create(
        cum=cum, chi_tieu=chi_tieu, gia_tri=gia_tri, ngay=ngay, du_an=du_an, tu_ngay=tu
    )


@pytest.fixture
def tinh():
    return DonViFactory(ma="15", ten_goi="Lào Cai")


@pytest.fixture
def mot_tinh(tinh):
    """Five clusters: A full life; B craft village, not established, operating; C new in the
    window, empty; D in the plan only; E abolished."""
    xa, xa_2 = XaFactory(tinh=tinh), XaFactory(tinh=tinh)
    a, b, c, d, e = (
        CumFactory(don_vi=tinh, ten=t, loai_hinh=loai)
        for t, loai in zip("ABCDE", ([], ["lang_nghe"], ["chuyen_nganh"], [], []), strict=True)
    )
    for cum in (a, c, d, e):
        CumXaFactory(cum=cum, xa=xa)
    CumXaFactory(cum=b, xa=xa_2)
    CumXaFactory(cum=a, xa=xa_2, chu_tri=False)
    quy_hoach = QuyHoachFactory(don_vi=tinh, ngay=date(2024, 1, 1), hieu_luc_tu=date(2024, 1, 1))
    for cum, ha, nhom in (
        (a, 75, NhomQuyHoach.GIU_NGUYEN),
        (b, "12.5", NhomQuyHoach.GIU_NGUYEN),
        (c, 50, NhomQuyHoach.BO_SUNG),
        (d, 30, NhomQuyHoach.BO_SUNG),
        (e, 20, NhomQuyHoach.RUT),
    ):
        MucQuyHoachFactory(quy_hoach=quy_hoach, cum=cum, dien_tich=Decimal(ha), nhom=nhom)
    VanBanFactory(cum=a, ngay=date(2020, 5, 1), dien_tich=Decimal(60))
    VanBanFactory(cum=a, loai=LoaiVanBan.MO_RONG, ngay=date(2024, 5, 1), dien_tich=Decimal(15))
    VanBanFactory(cum=c, ngay=date(2026, 3, 1), dien_tich=Decimal(50))
    VanBanFactory(cum=e, ngay=date(2019, 1, 1), dien_tich=Decimal(20))
    VanBanFactory(cum=e, loai=LoaiVanBan.QHCT, ngay=date(2019, 6, 1))
    VanBanFactory(cum=e, loai=LoaiVanBan.BAI_BO, ngay=date(2026, 2, 1), dien_tich=None)
    VanBanFactory(cum=a, loai=LoaiVanBan.QHCT, ngay=date(2020, 9, 1), dien_tich=Decimal(60))
    VanBanFactory(cum=a, loai=LoaiVanBan.DU_AN, ngay=date(2020, 12, 1), tong_muc_dau_tu=450 * TY)
    for cum, loai in ((a, LoaiChuDauTu.DOANH_NGHIEP), (b, LoaiChuDauTu.UBND_XA)):
        GiaoChuDauTu.objects.create(
            cum=cum, chu_dau_tu=ChuDauTuFactory(loai=loai), tu_ngay=date(2020, 5, 1)
        )
    so(a, "von_da_tra", Decimal("180.5") * TY)
    CanDoiDatFactory(cum=a, ngay=date(2020, 9, 1), tong=75, cong_nghiep=Decimal("52.5"))
    mot, hai, ba = (
        DuAnFactory(cum=a, hoat_dong_tu=n, von_nuoc_ngoai=f)
        for n, f in ((date(2022, 1, 1), True), (date(2023, 1, 1), False), (None, False))
    )
    lang = DuAnFactory(cum=b, vao_cum=date(2010, 1, 1), hoat_dong_tu=date(2010, 1, 1))
    for du_an, ha in ((mot, 20), (hai, "10.25"), (lang, 4)):
        ThueDatFactory(du_an=du_an, dien_tich=Decimal(ha), tu_ngay=date(2022, 1, 1))
    so(a, "doanh_thu", 200 * TY, du_an=mot, tu=TU)
    so(a, "doanh_thu", Decimal("50.25") * TY, du_an=hai, tu=TU)
    so(a, "nop_nsnn", 12 * TY, du_an=mot, tu=TU)
    # The infrastructure project's own revenue is no part of row 23.
    so(a, "doanh_thu", 9 * TY, tu=TU)
    so(a, "lao_dong", 300, du_an=mot)
    so(a, "lao_dong", 120, du_an=hai)
    so(b, "lao_dong", 45, du_an=lang)
    HangMuc.objects.create(
        cum=b, loai=LoaiHangMuc.XLNT, tinh_trang="dang", khoi_cong=date(2026, 1, 5), den_ngay=GIUA
    )
    tram = TramXuLy.objects.create(
        cum=a, ten="Trạm", tinh_trang="van_hanh", tinh_trang_tu=date(2023, 1, 1), den_ngay=GIUA
    )
    MauNuoc.objects.create(tram=tram, ngay=date(2025, 5, 1), dat=False)
    MauNuoc.objects.create(tram=tram, ngay=date(2026, 5, 1), dat=True)
    return {"a": a, "b": b, "c": c, "d": d, "e": e, "xa": xa, "xa_2": xa_2, "ba": ba}


MONG = {
    "1": "4", "2": "167.5", "3": "2", "4": "125", "5": "1", "6": "50", "7": "1", "8": "75",
    "9": "1", "10": "75", "11": "1", "12": "75", "13": "450", "14": "180.5",
    "15": "2", "15.1": "1", "15.2": "1", "15.3": "1", "15.4": "0",
    "16": "87.5", "16.1": "75", "16.2": "12.5", "16.3": "12.5", "16.4": "0",
    "17": "52.5", "18": "34.25", "19": "65.24", "20": "4", "21": "1", "22": "3",
    "23": "250.25", "24": "12", "25": "465", "26": "2", "27": "1",
}  # fmt: skip


def test_hand_worked_province_row_by_row(mot_tinh):
    (bieu,) = bieu_04(Hoi(GIUA, TU)).cac_dong

    assert bieu.khoa == "34:15"
    assert {ma: d.gia_tri for ma, d in bieu.dong.items()} == {
        ma: Decimal(g) for ma, g in MONG.items()
    }


def test_rows_name_the_clusters_behind_and_those_without_a_figure(mot_tinh):
    (bieu,) = bieu_04(Hoi(GIUA, TU)).cac_dong

    a, b, c = (mot_tinh[t].pk for t in "abc")
    assert bieu.dong["15"].cum == (a, b)
    assert (bieu.dong["4"].cum, bieu.dong["5"].cum) == ((a, c), (c,))
    assert (bieu.dong["17"].cum, bieu.dong["17"].thieu) == ((a,), (b,))
    assert (bieu.dong["23"].cum, bieu.dong["23"].thieu) == ((a,), (b,))


def test_communes_add_up_to_the_province_and_count_a_cluster_once_by_its_lead(mot_tinh):
    xa = bieu_04(Hoi(GIUA, TU, XA)).cac_dong

    assert {b.khoa: b.cum for b in xa} == {
        mot_tinh["xa"].ma: tuple(mot_tinh[t].pk for t in "acde"),
        mot_tinh["xa_2"].ma: (mot_tinh["b"].pk,),
    }
    for ma, mong in MONG.items():
        if ma != "19":
            assert sum(b.gia_tri(ma) or 0 for b in xa) == Decimal(mong), ma


def test_unknown_is_not_zero_and_nobody_is_zero(tinh):
    VanBanFactory(cum__don_vi=tinh, dien_tich=None)

    (bieu,) = bieu_04(Hoi(GIUA, TU)).cac_dong

    assert (bieu.gia_tri("3"), bieu.gia_tri("4")) == (1, None)
    assert (bieu.gia_tri("15"), bieu.gia_tri("16"), bieu.gia_tri("23")) == (0, 0, 0)


def test_without_a_window_flows_stay_without_a_figure(mot_tinh):
    (bieu,) = bieu_04(Hoi(GIUA)).cac_dong

    assert [bieu.gia_tri(m) for m in ("5", "6", "23", "24")] == [None] * 4
    assert bieu.gia_tri("15") == 2


def test_the_year_is_not_the_sum_of_two_halves(tinh):
    """Both windows open on 15/12: what June counted, December counts again."""
    du_an = DuAnFactory(cum__don_vi=tinh)
    VanBanFactory(cum=du_an.cum, ngay=date(2026, 2, 1))
    VanBanFactory(cum__don_vi=tinh, ngay=date(2026, 9, 1))
    so(du_an.cum, "doanh_thu", 30 * TY, GIUA, du_an=du_an, tu=TU)
    so(du_an.cum, "doanh_thu", 70 * TY, CUOI, du_an=du_an, tu=TU)

    (nua,), (nam,) = (bieu_04(Hoi(den, TU)).cac_dong for den in (GIUA, CUOI))

    assert (nua.gia_tri("5"), nam.gia_tri("5")) == (1, 2)
    assert (nua.gia_tri("23"), nam.gia_tri("23")) == (30, 70)


def test_windows_follow_the_dated_rows():
    HanBieu.objects.all().delete()
    assert dau_cua_so(GIUA) is None

    for loai, thang in (("6t", 6), ("nam", 12)):
        HanBieu.objects.create(
            bieu="04", loai_ky=loai, thang_dau=12, ngay_dau=15, thang_chot=thang, ngay_chot=14,
            thang_han=thang, ngay_han=30, nguoi_gui="sct", noi_nhan="Bộ", can_cu="TT 14",
            hieu_luc_tu="2024-10-01",
        )  # fmt: skip

    assert [dau_cua_so(d) for d in (GIUA, CUOI, date(2026, 12, 15), date(2026, 1, 1))] == [
        TU, TU, date(2026, 12, 15), TU,
    ]  # fmt: skip
    assert cac_moc(date(2026, 11, 23), 3) == [
        date(2025, 12, 14), GIUA, date(2026, 11, 23),
    ]  # fmt: skip


def test_da_nang_63_is_59_established_and_4_that_operate_without_a_decision():
    tinh = DonViFactory(ma="48", ten_goi="Đà Nẵng")
    cac = [VanBanFactory(cum__don_vi=tinh).cum for _ in range(59)]
    cac += [CumFactory(don_vi=tinh) for _ in range(4)]
    for cum in [*cac[:51], *cac[59:]]:
        DuAnFactory(cum=cum)

    (bieu,) = bieu_04(Hoi(GIUA, TU)).cac_dong

    assert len(bieu.cum) == 63
    assert [bieu.gia_tri(m) for m in ("3", "15", "15.1", "15.2")] == [59, 55, 51, 4]


def test_lao_cai_26_96_and_30_49_percent_are_two_bases_of_one_figure(tinh):
    """25 clusters hold 755,81 ha, of which 203,76 ha are leased; the 23 that reported hold 668,28.

    The two that did not report have nothing leased, so only the denominator moves.
    """
    xa = [XaFactory(tinh=tinh) for _ in range(25)]
    dat = [Decimal("29.056")] * 22 + [Decimal("29.048"), Decimal("43.765"), Decimal("43.765")]
    for i, ha in enumerate(dat):
        cum = CanDoiDatFactory(cum__don_vi=tinh, cong_nghiep=ha, tong=75).cum
        CumXaFactory(cum=cum, xa=xa[i])
        so(cum, "da_thue", Decimal("203.76") if i == 0 else 0)
    ky = KyBieu.objects.create(nam=2026, loai="6t", tu_ngay=TU, den_ngay=GIUA)
    for x in xa[:23]:
        BieuNop.objects.create(
            ky=ky, bieu="03", don_vi=tinh, xa=x, trang_thai="da_gui", han=GIUA,
            gui_luc="2026-06-20T08:00+07:00",
        )  # fmt: skip

    tat, bao_cao = (
        lap_day(Hoi(GIUA), cach=CachTinh.CHO_THUE, co_so=c)[0]
        for c in (CoSo.TAT_CA, CoSo.DA_BAO_CAO)
    )

    assert (tat.ty_le.phan_tram, bao_cao.ty_le.phan_tram) == (Decimal("26.96"), Decimal("30.49"))
    assert (tat.ty_le.tu, bao_cao.ty_le.tu) == (Decimal("203.76"), Decimal("203.76"))
    assert (tat.ty_le.mau, bao_cao.ty_le.mau) == (Decimal("755.81"), Decimal("668.28"))
    assert (len(tat.cum), len(bao_cao.cum)) == (25, 23)
    assert (tat.ten_co_so, bao_cao.ten_co_so) == (
        "mọi cụm có quy hoạch chi tiết",
        "các cụm đã báo cáo kỳ này",
    )


def test_a_memorandum_fills_nothing_in_any_definition(tinh):
    cum = CanDoiDatFactory(cum__don_vi=tinh, cong_nghiep=Decimal(50)).cum
    ThueDatFactory(du_an=DuAnFactory(cum=cum), loai="ghi_nho", dien_tich=Decimal("45.6"))
    so(cum, "da_thue", 0)

    cac = [lap_day(Hoi(GIUA), cach=c)[0].ty_le for c in (CachTinh.PHAP_LY, CachTinh.CHO_THUE)]

    assert [(t.tu, t.mau, t.phan_tram) for t in cac] == [(0, 50, 0)] * 2
    assert bieu_04(Hoi(GIUA)).cac_dong[0].ngoai_bieu["dat_ghi_nho_ha"].gia_tri == Decimal("45.6")


@pytest.fixture
def hai_phan():
    """34:15 = 63:10 + 63:15; 34:22 = 63:22 whole."""
    moi, nguyen = DonViFactory(ma="15", ten_goi="Lào Cai"), DonViFactory(ma="22", ten_goi="QN")
    cu = {
        ma: DonViFactory(
            bo_ma="63", ma=ma, ten_goi=f"Cũ {ma}", slug=f"cu-{ma}", hieu_luc_tu=date(2000, 1, 1)
        )
        for ma in ("10", "15", "22")
    }
    for ma, den in (("10", moi), ("15", moi), ("22", nguyen)):
        KeThua.objects.create(
            cu=cu[ma], moi=den, chinh_xac=True, tu_ngay=date(2025, 7, 1), can_cu="NQ"
        )
    VanBanFactory(cum__don_vi=moi, cum__tinh_cu=cu["10"])
    VanBanFactory(cum__don_vi=moi, cum__tinh_cu=cu["15"])
    VanBanFactory(cum__don_vi=moi)
    VanBanFactory(cum__don_vi=nguyen)
    return moi


def test_boundaries_of_63_stand_on_the_old_province_of_each_cluster(hai_phan):
    bang = bieu_04(Hoi(GIUA, dia_gioi="63"))

    assert {b.khoa: b.gia_tri("3") for b in bang.cac_dong} == {
        "34:15": 1, "63:10": 1, "63:15": 1, "63:22": 1,
    }  # fmt: skip
    assert bang.cua("34:15").ten == "Lào Cai (sau sắp xếp, chưa ghi tỉnh cũ)"
    assert any("63 tỉnh" in g for g in bang.ghi_chu)
    (nuoc,) = bieu_04(Hoi(GIUA, cap=CA_NUOC, dia_gioi="63")).cac_dong
    assert nuoc.gia_tri("3") == 4


def test_only_asked_units_and_every_unknown_one_is_named(hai_phan):
    assert [b.khoa for b in bieu_04(Hoi(GIUA, don_vi=("34:15",))).cac_dong] == ["34:15"]
    with pytest.raises(ThamSoSai) as sai:
        bieu_04(Hoi(GIUA, don_vi=("34:99", "15"), vung=("X",), xa=("00000",)))
    assert sorted(sai.value.loi) == ["don_vi", "vung", "xa"]
    assert len(sai.value.loi["don_vi"]) == 2


def test_an_officer_counts_only_the_clusters_of_his_province(hai_phan):
    so_ct = tai_khoan("so_chuyen_vien", don_vi=hai_phan)

    (bieu,) = bieu_04(Hoi(GIUA, cap=CA_NUOC, user=so_ct)).cac_dong

    assert (bieu.gia_tri("3"), bieu.ten) == (3, "Tổng các địa phương chọn")


def test_demo_clusters_are_never_added_to_real_ones(tinh):
    VanBanFactory(cum__don_vi=tinh, cum__minh_hoa=True)
    VanBanFactory(cum__don_vi=tinh)
    VanBanFactory(cum__don_vi=tinh)

    that, thu = (bieu_04(Hoi(GIUA, minh_hoa=m)).cac_dong[0] for m in (False, True))

    assert (that.gia_tri("3"), thu.gia_tri("3")) == (2, 1)


@pytest.mark.parametrize("cap", [CA_NUOC, VUNG, TINH, XA])
def test_as_many_queries_for_many_clusters_as_for_one(tinh, cap, django_assert_max_num_queries):
    ThueDatFactory(du_an__cum__don_vi=tinh)
    with django_assert_max_num_queries(8):
        bieu_04(Hoi(GIUA, TU, cap))
    for ma in ("22", "24"):
        CumXaFactory(cum__don_vi=DonViFactory(ma=ma))
    with django_assert_max_num_queries(8):
        assert bieu_04(Hoi(GIUA, TU, cap)).cac_dong


def test_a_cluster_known_to_have_no_project_weighs_in_the_denominator(tinh):
    """Known to be empty is 0 leased; not known at all stays out of the rate and is named."""
    day = CanDoiDatFactory(cum__don_vi=tinh, cong_nghiep=Decimal(10)).cum
    ThueDatFactory(du_an=DuAnFactory(cum=day), dien_tich=Decimal(5))
    rong = CanDoiDatFactory(cum__don_vi=tinh, cong_nghiep=Decimal(40)).cum
    so(rong, "so_du_an", 0)
    chua_ro = CanDoiDatFactory(cum__don_vi=tinh, cong_nghiep=Decimal(50)).cum

    (kq,) = lap_day(Hoi(GIUA), cach=CachTinh.CHO_THUE)

    assert (kq.ty_le.tu, kq.ty_le.mau, kq.ty_le.phan_tram) == (5, 50, Decimal("10.00"))
    assert (kq.cum, kq.thieu) == ((day.pk, rong.pk), (chua_ro.pk,))
    assert kq.gian_don == Decimal("25.00")
