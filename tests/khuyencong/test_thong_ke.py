"""B1–B3 against numbers worked out by hand: two new provinces, one of them out of two old ones."""

from datetime import date
from decimal import Decimal

import pytest

from cucctdp.formats.so import doc_so
from khuyencong.choices import LoaiButToan as L
from khuyencong.models import KeHoach, TienDo
from khuyencong.services.so_cai import dao_but_toan, ghi_but_toan
from khuyencong.statistics import (
    Hoi,
    KyTinh,
    ThamSoSai,
    but_toan_cua,
    chi_so_dan_xuat,
    de_an_va_tien_do,
    ket_qua,
    kinh_phi,
    toc_do_tang,
    ty_le,
)
from tests.factories.accounts import tai_khoan
from tests.factories.khuyencong import (
    DeAnFactory,
    NoiDungDeAnFactory,
    ThuHuongFactory,
)
from tests.khuyencong.so_lieu import bien_ban as _nghiem_thu
from tests.khuyencong.so_lieu import de_an_mau as _de_an

pytestmark = pytest.mark.django_db
TRIEU = 1_000_000
NAM_2026 = KyTinh.cua_nam(2026)


def _bang(hoi):
    return {(d.pham_vi, d.nguon): d for d in kinh_phi(hoi).cac_dong}


def test_b1_of_the_country_adds_up_by_hand(nuoc):
    _de_an(nuoc["gia_lai"], tien=300, doi_ung=700)
    _de_an(
        nuoc["64"],
        nguon="kcdp",
        ghi={
            L.PHE_DUYET: 200,
            L.GIAO: 150,
            L.HOP_DONG: 180,
            L.NGHIEM_THU: 120,
            L.TAM_UNG: 100,
            L.QUYET_TOAN: 90,
        },
    )
    _de_an(None, ghi={L.PHE_DUYET: 500, L.GIAO: 250})

    bang = kinh_phi(Hoi(NAM_2026))

    dong = {d.nguon: d for d in bang.cac_dong}
    assert [d.nguon for d in bang.cac_dong] == [
        "kcqg", "kcdp", "khuyen_cong", "long_ghep", "khac", "doi_ung", "tong"
    ]  # fmt: skip
    kcqg, kcdp, kc, tong = (dong[m] for m in ("kcqg", "kcdp", "khuyen_cong", "tong"))
    assert (kcqg.phe_duyet, kcqg.duoc_giao, kcqg.luy_ke) == (800 * TRIEU, 550 * TRIEU, 300 * TRIEU)
    assert (kcdp.hop_dong, kcdp.tam_ung, kcdp.quyet_toan) == (180 * TRIEU, 100 * TRIEU, 90 * TRIEU)
    assert (kc.phe_duyet, tong.phe_duyet) == (1_000 * TRIEU, 1_700 * TRIEU)
    assert kcdp.tren_phe_duyet.gia_tri == Decimal("60.00"), "120/200"
    assert kcdp.tren_duoc_giao.gia_tri == Decimal("80.00"), "120/150"
    assert kcdp.giai_ngan.gia_tri == Decimal("60.00"), "90/150"
    assert kcdp.tren_duoc_giao.ten_mau_so == "kinh phí được giao của Khuyến công địa phương"
    assert (kcdp.ke_hoach, kcdp.tren_ke_hoach.gia_tri) == (None, None), "no plan is not plan 0"
    assert bang.do_phu.con_thieu == ("34:04", "34:66")


def test_b1_period_counts_days_and_compares_with_the_same_days_a_year_before(nuoc):
    _, hop_dong, thu_huong = _de_an(
        nuoc["gia_lai"], ghi={L.PHE_DUYET: 100, L.GIAO: 100, L.HOP_DONG: 100}
    )
    for ngay, tien in ((date(2026, 2, 1), 10), (date(2026, 5, 1), 30), (date(2026, 9, 1), 40)):
        but_toan_ngay(hop_dong, thu_huong, ngay, tien)
    _, cu, th_cu = _de_an(nuoc["64"], ghi={L.PHE_DUYET: 90, L.GIAO: 90, L.HOP_DONG: 90}, nam=2025)
    but_toan_ngay(cu, th_cu, date(2025, 5, 5), 20)

    dong = _bang(Hoi(KyTinh.cua_nam(2026, date(2026, 4, 1), date(2026, 6, 30))))["VN", "kcqg"]

    assert (dong.thuc_hien, dong.luy_ke) == (30 * TRIEU, 40 * TRIEU)
    assert dong.so_cung_ky.gia_tri == Decimal("150.00"), "30 against 20 of quarter II 2025"
    assert "01/04/2025" in dong.so_cung_ky.ten_mau_so


def but_toan_ngay(hop_dong, thu_huong, ngay, tien):
    return ghi_but_toan(
        hop_dong.de_an, loai=L.NGHIEM_THU, nguon="kcqg", nam=ngay.year, so_tien=tien * TRIEU,
        ngay=ngay, chung_tu="Mẫu 5a", by=None, hop_dong=hop_dong, thu_huong=thu_huong,
    )  # fmt: skip


def test_b1_reversal_takes_the_money_back(nuoc):
    de_an, *_ = _de_an(nuoc["gia_lai"], ghi={L.PHE_DUYET: 100, L.GIAO: 60})
    dao_but_toan(
        de_an.but_toan.get(loai=L.GIAO),
        ly_do="Giao nhầm đề án khác",
        ngay=date(2026, 4, 1),
        by=None,
    )

    dong = _bang(Hoi(NAM_2026))["VN", "kcqg"]

    assert (dong.phe_duyet, dong.duoc_giao, dong.so_but_toan) == (100 * TRIEU, 0, 3)
    assert dong.tren_duoc_giao.gia_tri is None, "nothing allotted: no rate, not 0 %"


@pytest.mark.parametrize("cap", ["vung", "tinh"])
@pytest.mark.parametrize("dia_gioi", ["hien_hanh", "theo_thoi_diem", "63"])
def test_b1_rows_add_up_to_the_country_in_every_boundary(nuoc, cap, dia_gioi):
    for tinh, tien in (("gia_lai", 10), ("64", 20), ("52", 40), ("dak_lak", 80), ("04", 160)):
        _de_an(nuoc[tinh], tien=tien)
    _de_an(None, tien=320)
    ca_nuoc = _bang(Hoi(NAM_2026))["VN", "tong"]

    dong = [
        d for d in kinh_phi(Hoi(NAM_2026, cap=cap, dia_gioi=dia_gioi)).cac_dong if d.nguon == "tong"
    ]

    assert ca_nuoc.phe_duyet == 630 * TRIEU
    for cot in ("phe_duyet", "duoc_giao", "luy_ke", "quyet_toan", "so_but_toan"):
        assert sum(getattr(d, cot) for d in dong) == getattr(ca_nuoc, cot), cot


def test_b1_merged_province_joins_its_parts_and_cannot_be_split_back(nuoc):
    for tinh, tien in (("gia_lai", 10), ("64", 20), ("52", 40), ("dak_lak", 80)):
        _de_an(nuoc[tinh], tien=tien)

    moi = _bang(Hoi(NAM_2026, cap="tinh"))
    cu = _bang(Hoi(NAM_2026, cap="tinh", dia_gioi="63"))

    assert moi["34:52", "kcqg"].phe_duyet == 70 * TRIEU
    assert {k[0]: d.phe_duyet // TRIEU for k, d in cu.items() if k[1] == "kcqg"} == {
        "63:64": 20, "63:52": 40, "63:66": 80, "34:52": 10
    }  # fmt: skip
    assert cu["34:52", "kcqg"].ten_pham_vi == "Gia Lai (sau sắp xếp, không tách được)"


def test_b1_demo_rows_never_mix_with_real_ones(nuoc):
    _de_an(nuoc["gia_lai"], tien=10)
    _de_an(nuoc["gia_lai"], tien=999, minh_hoa=True)

    that, gia = (_bang(Hoi(NAM_2026, minh_hoa=m))["VN", "kcqg"].phe_duyet for m in (False, True))

    assert (that, gia) == (10 * TRIEU, 999 * TRIEU)


def test_b1_of_a_province_account_holds_its_own_and_its_predecessors_only(nuoc):
    KeHoach.objects.create(nam=2026, nguon="kcqg", kinh_phi=10**12)
    for tinh, tien in (("gia_lai", 10), ("64", 20), ("dak_lak", 80)):
        _de_an(nuoc[tinh], tien=tien)
    _de_an(None, tien=320)

    dong = _bang(Hoi(NAM_2026, user=tai_khoan("so_chuyen_vien", don_vi=nuoc["gia_lai"])))

    assert dong["VN", "kcqg"].phe_duyet == 30 * TRIEU
    assert dong["VN", "kcqg"].ke_hoach is None, "the national plan is not a province's"
    assert dong["VN", "kcqg"].ten_pham_vi == "Tổng các địa phương chọn"


def test_b1_filters_by_region_province_and_source(nuoc):
    for tinh, tien, nguon in (("gia_lai", 10, "kcqg"), ("64", 20, "kcdp"), ("04", 40, "kcqg")):
        _de_an(nuoc[tinh], tien=tien, nguon=nguon)

    def tong(**khac):
        return _bang(Hoi(NAM_2026, **khac))["VN", "tong"].phe_duyet // TRIEU

    assert (tong(vung=("TRUNG-TN",)), tong(don_vi=("34:04",)), tong(nguon="kcdp")) == (30, 40, 20)


def test_unknown_parameters_are_refused_all_at_once(nuoc):
    with pytest.raises(ThamSoSai) as loi:
        Hoi(KyTinh(2027, 2026), cap="xa", dia_gioi="35", nguon="wb")
    with pytest.raises(ThamSoSai) as ngoai:
        kinh_phi(Hoi(NAM_2026, don_vi=("34:99",), vung=("NAM-BO",)))

    assert sorted(loi.value.loi) == ["cap", "den_nam", "dia_gioi", "nguon"]
    assert sorted(ngoai.value.loi) == ["don_vi", "vung"]


# Cross-checks learnt from the press (section 4.3 of the domain file).


def test_press_mttn_2025_rates_have_their_own_denominators(nuoc):
    """11 months of 2025: KCQG 7.775 of 11.375, KCĐP 39.242 of 49.465 (triệu đồng)."""
    for tinh, nguon, duyet, lam in (
        ("dak_lak", "kcqg", 11_375, 7_775),
        ("gia_lai", "kcdp", 49_465, 39_242),
    ):
        _de_an(
            nuoc[tinh],
            nguon=nguon,
            nam=2025,
            ghi={L.PHE_DUYET: duyet, L.HOP_DONG: duyet, L.NGHIEM_THU: lam},
        )
    KeHoach.objects.create(nam=2025, nguon="kcdp", don_vi=nuoc["gia_lai"], kinh_phi=49_465 * TRIEU)

    dong = _bang(Hoi(KyTinh.cua_nam(2025), cap="vung"))
    bao_chi = ty_le(
        dong["TRUNG-TN", "kcqg"].luy_ke,
        "KCQG",
        dong["TRUNG-TN", "khuyen_cong"].phe_duyet,
        "mọi nguồn",
    )

    assert dong["TRUNG-TN", "khuyen_cong"].phe_duyet == 60_840 * TRIEU
    assert dong["TRUNG-TN", "kcqg"].tren_phe_duyet.gia_tri == Decimal("68.35")
    assert dong["TRUNG-TN", "kcdp"].tren_phe_duyet.gia_tri == Decimal("79.33")
    assert dong["TRUNG-TN", "kcdp"].tren_ke_hoach.gia_tri == Decimal("79.33")
    assert dong["TRUNG-TN", "khuyen_cong"].tren_phe_duyet.gia_tri == Decimal("77.28")
    assert bao_chi.gia_tri == Decimal("12.78"), "what the press printed as the rate of KCQG"
    assert bao_chi.mau_so != dong["TRUNG-TN", "kcqg"].tren_phe_duyet.mau_so


def test_press_mttn_2017_growth_is_recomputed_from_the_amounts():
    """Plan 2017 KCQG 23,6 and KCĐP 24,731 tỷ; the press prints +14,31 % for both."""
    kcqg = toc_do_tang(Decimal("23.6"), "2017", Decimal("15.139"), "thực hiện 2016")
    kcdp = toc_do_tang(Decimal("24.731"), "2017", Decimal("21.977"), "thực hiện 2016")
    tong = toc_do_tang(Decimal("48.331"), "2017", Decimal("37.116"), "thực hiện 2016")

    assert (kcqg.gia_tri, kcdp.gia_tri) == (Decimal("55.89"), Decimal("12.53"))
    assert kcdp.gia_tri < tong.gia_tri < kcqg.gia_tri, "a total never grows outside its parts"
    assert not Decimal("14.31") <= Decimal("20.58") <= Decimal("14.31"), "as printed it does"


def test_press_kien_giang_share_is_recomputed():
    tl = ty_le(3_150 * TRIEU, "KC", 9_852 * TRIEU, "tổng kinh phí")

    assert tl.gia_tri == Decimal("31.97"), "an attendee's site prints 33,3 %"


def test_press_43_735_ty_is_read_with_a_decimal_comma():
    """An English machine translation prints KCĐP 2024 of MTTN as «43,735 billion»."""
    tl = ty_le(doc_so("43,735"), "KCĐP thực hiện", doc_so("52,026"), "KCĐP kế hoạch")

    assert (tl.tu_so, tl.gia_tri) == (Decimal("43.735"), Decimal("84.06"))


def test_b1_traces_a_figure_to_its_entries(nuoc):
    de_an, *_ = _de_an(nuoc["64"], tien=10)
    _de_an(nuoc["dak_lak"], tien=20)
    hoi = Hoi(NAM_2026, cap="tinh")

    ids = but_toan_cua(hoi, pham_vi="34:52", nguon="khuyen_cong", loai=L.NGHIEM_THU)

    assert ids == tuple(de_an.but_toan.filter(loai=L.NGHIEM_THU).values_list("pk", flat=True))
    assert len(but_toan_cua(hoi, pham_vi="34:52", nguon="tong")) == 6


def test_b2_counts_accepted_quantities_and_money_by_activity(nuoc):
    _, hd1, th1 = _de_an(nuoc["gia_lai"], tien=300, doi_ung=500)
    _, hd2, _ = _de_an(nuoc["64"], nguon="kcdp", tien=100)
    _nghiem_thu(hd1, th1, so_luong=1)
    _nghiem_thu(hd1, th1, so_luong=1, dat=False)
    _nghiem_thu(hd2, None, so_luong=None)

    bang = ket_qua(Hoi(NAM_2026))

    (dong,) = bang.cac_dong
    (sl,) = dong.so_luong
    assert (dong.noi_dung, dong.so_de_an, dong.so_co_so) == ("KT4", 2, 2)
    assert (sl.don_vi_tinh, sl.ke_hoach, sl.luy_ke, sl.so_bien_ban, sl.thieu_so) == (
        "cơ sở",
        4,
        1,
        2,
        1,
    )
    assert sl.tren_ke_hoach.gia_tri == Decimal("25.00")
    assert (dong.kcqg, dong.kcdp, dong.doi_ung) == (300 * TRIEU, 100 * TRIEU, 500 * TRIEU)


def test_b3_lists_money_progress_and_people_of_each_de_an(nuoc):
    de_an, hop_dong, thu_huong = _de_an(nuoc["gia_lai"], tien=300, doi_ung=700)
    for thang, khoi_luong in ((3, 40), (5, 100)):
        TienDo.objects.create(
            hop_dong=hop_dong, nam=2026, thang=thang, khoi_luong=khoi_luong,
            kinh_phi_nha_nuoc=0, kinh_phi_khac=0, vuong_mac="Máy về chậm" if thang == 5 else "",
        )  # fmt: skip
    nhap = DeAnFactory(don_vi=nuoc["64"], ma="KC-NHAP", thuc_hien=de_an.thuc_hien)
    ThuHuongFactory(
        noi_dung=NoiDungDeAnFactory(de_an=nhap), co_so=None, xa=None, kcqg=7 * TRIEU, doi_ung=1
    )

    cac = {d.ma: d for d in de_an_va_tien_do(Hoi(NAM_2026)).cac_dong}

    d = cac[de_an.ma]
    assert (d.da_duyet, d.tong, d.kcqg, d.doi_ung) == (
        True,
        1_000 * TRIEU,
        300 * TRIEU,
        700 * TRIEU,
    )
    assert (d.tam_ung, d.quyet_toan, d.khoi_luong, d.vuong_mac) == (
        300 * TRIEU,
        300 * TRIEU,
        100,
        "Máy về chậm",
    )
    assert (d.dia_ban, d.thu_huong, d.hop_dong) == (
        "Gia Lai",
        thu_huong.co_so.ten,
        f"{hop_dong.so} ngày 02/03/2026",
    )
    chua = cac["KC-NHAP"]
    assert (chua.da_duyet, chua.tong, chua.khoi_luong, chua.dia_ban) == (
        False,
        7 * TRIEU + 1,
        None,
        "Gia Lai",
    )


@pytest.mark.parametrize("ham", [kinh_phi, ket_qua, de_an_va_tien_do])
def test_number_of_queries_does_not_grow_with_the_rows(
    nuoc, ham, django_assert_num_queries, django_assert_max_num_queries
):
    _de_an(nuoc["gia_lai"])
    with django_assert_max_num_queries(11) as it:
        ham(Hoi(NAM_2026, cap="tinh"))
    for tinh in ("64", "dak_lak", "04"):
        _de_an(nuoc[tinh], nguon="kcdp")

    with django_assert_num_queries(len(it.captured_queries)):
        ham(Hoi(NAM_2026, cap="tinh"))


def test_derived_indicators_name_their_parts(nuoc):
    _de_an(
        nuoc["gia_lai"],
        ghi={L.PHE_DUYET: 100, L.GIAO: 80, L.HOP_DONG: 100, L.NGHIEM_THU: 60, L.QUYET_TOAN: 40},
        doi_ung=300,
    )

    so = chi_so_dan_xuat(Hoi(NAM_2026))

    assert (so["giai_ngan"].gia_tri, so["giai_ngan"].ten_mau_so) == (
        Decimal("50.00"),
        "kinh phí khuyến công được giao",
    )
    assert so["huy_dong"].gia_tri == Decimal("5.00"), "300/60"
    assert so["binh_quan_co_so"].gia_tri == Decimal(100 * TRIEU)
    assert so["viec_lam_moi"].gia_tri is None, "nobody was surveyed"
