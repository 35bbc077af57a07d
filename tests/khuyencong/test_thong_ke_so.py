"""B2's people, B4, B5, B7, B8 and B9 against numbers worked out by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from khuyencong.choices import LoaiButToan as L
from khuyencong.models import (
    ChuongTrinh,
    CongTacVien,
    DieuChinhDeAn,
    HieuQua,
    MucTieu,
    NghiaVuHoanTra,
    NghiemThu,
    TrungTam,
)
from khuyencong.services.so_cai import dao_but_toan
from khuyencong.statistics import (
    Hoi,
    KyTinh,
    chi_so_dan_xuat,
    chuong_trinh,
    co_so_duoc_ho_tro,
    dang_ky_nam_sau,
    dieu_chinh_hoan_tra,
    ket_qua,
    nhan_luc,
)
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory, ToChucFactory, XaFactory
from tests.factories.khuyencong import (
    DeAnFactory,
    NoiDungDeAnFactory,
    ThuHuongFactory,
    but_toan,
)
from tests.khuyencong.so_lieu import TRIEU, bien_ban, de_an_mau

pytestmark = pytest.mark.django_db
NAM_2026 = KyTinh.cua_nam(2026)
DEN_DUYET = {L.PHE_DUYET: 300, L.GIAO: 300, L.HOP_DONG: 300}


# B2: people trained, told apart.


def _lop(nuoc, tinh, *, so_luong, ngay=date(2026, 5, 1), **thanh_phan):
    de_an, hop_dong, thu_huong = de_an_mau(nuoc[tinh], nd="ĐT1", ghi=DEN_DUYET)
    de_an.cac_noi_dung.update(don_vi_tinh="lao động", so_luong=60)
    bb = bien_ban(hop_dong, thu_huong, so_luong=so_luong, ngay=ngay)
    NghiemThu.objects.filter(pk=bb.pk).update(**thanh_phan)
    return bb


def test_b2_tells_women_minorities_and_the_employed_of_those_whose_minutes_tell(nuoc):
    _lop(nuoc, "gia_lai", so_luong=40, so_nu=30, so_viec_lam=34, ngay=date(2026, 2, 1))
    _lop(nuoc, "64", so_luong=20, so_nu=9, so_dan_toc=8, so_viec_lam=17)
    _lop(nuoc, "dak_lak", so_luong=25)

    (dong,) = ket_qua(Hoi(KyTinh.cua_nam(2026, date(2026, 4, 1), date(2026, 6, 30)))).cac_dong

    (sl,) = dong.so_luong
    assert (sl.luy_ke, sl.thuc_hien, sl.ke_hoach) == (85, 45, 180)
    assert (sl.nu.tu_so, sl.nu.mau_so, sl.nu.gia_tri) == (39, 60, Decimal("65.00")), (
        "(30+9)/(40+20)"
    )
    assert (sl.dan_toc.tu_so, sl.dan_toc.mau_so, sl.dan_toc.gia_tri) == (8, 20, Decimal("40.00"))
    assert (sl.viec_lam.tu_so, sl.viec_lam.mau_so) == (51, 60)
    assert sl.viec_lam.gia_tri == Decimal("85.00"), "51/60; the 25 whose minute is silent are out"
    assert sl.viec_lam_ky == 17, "only the class accepted in quarter II"
    assert sl.viec_lam.ten_mau_so == "lao động của các biên bản có ghi"


def test_b2_without_a_word_about_people_says_nothing(nuoc):
    _lop(nuoc, "gia_lai", so_luong=40)

    (sl,) = ket_qua(Hoi(NAM_2026)).cac_dong[0].so_luong

    assert (sl.nu.gia_tri, sl.nu.tu_so, sl.viec_lam_ky) == (None, None, None)


@pytest.mark.parametrize("o", ["so_nu", "so_dan_toc", "so_viec_lam"])
def test_kc36_a_part_greater_than_the_whole_is_refused_by_word_and_by_the_database(nuoc, o):
    bb = _lop(nuoc, "gia_lai", so_luong=40)
    for so, dat in ((40, True), (41, False)):
        setattr(bb, o, so)
        if dat:
            bb.full_clean(exclude=["tong"])
            continue
        with pytest.raises(ValidationError, match="KC36"):
            bb.full_clean(exclude=["tong"])
    with pytest.raises(IntegrityError, match="kc_nghiemthu_thanh_phan"), transaction.atomic():
        bb.save()


# B4: establishments before and after.


def _khao_sat(thu_huong, *, ngay=date(2026, 12, 1), **so):
    return HieuQua.objects.create(thu_huong=thu_huong, ngay=ngay, **so)


def test_b4_adds_the_supports_of_one_establishment_and_shows_its_newest_survey(nuoc):
    _, _, cu = de_an_mau(nuoc["64"], nam=2025, nguon="kcdp", ghi={L.PHE_DUYET: 120}, doi_ung=200)
    _, _, moi = de_an_mau(nuoc["gia_lai"], ghi={L.PHE_DUYET: 300}, doi_ung=500)
    moi.co_so = cu.co_so
    moi.save()
    _khao_sat(cu, ngay=date(2026, 1, 5), lao_dong_truoc=10, lao_dong_sau=12)
    _khao_sat(
        moi, lao_dong_truoc=12, lao_dong_sau=18, doanh_thu_truoc=900 * TRIEU,
        doanh_thu_sau=1_300 * TRIEU, thu_nhap_truoc=6 * TRIEU, thu_nhap_sau=7 * TRIEU,
    )  # fmt: skip
    _, _, khac = de_an_mau(nuoc["dak_lak"], ghi={L.PHE_DUYET: 80})

    bang = co_so_duoc_ho_tro(Hoi(KyTinh(2025, 2026)))
    mot_nam = co_so_duoc_ho_tro(Hoi(NAM_2026, don_vi=("34:52",)))

    theo = {d.co_so_id: d for d in bang.cac_dong}
    d = theo[cu.co_so_id]
    assert (d.nam, d.khuyen_cong, d.doi_ung, d.so_lan) == (
        (2025, 2026),
        420 * TRIEU,
        700 * TRIEU,
        2,
    )
    assert (d.hieu_qua["lao_dong_truoc"], d.hieu_qua["lao_dong_sau"]) == (12, 18)
    assert theo[khac.co_so_id].hieu_qua == {}, "no survey is not a survey of zeros"
    assert [(r.nam, r.khuyen_cong, r.so_lan) for r in mot_nam.cac_dong] == [
        ((2026,), 300 * TRIEU, 2)
    ], "supports ever received, whatever the years asked for"
    assert bang.do_phu.con_thieu == ("34:04",)


def test_b4_answers_by_region_and_in_either_boundary(nuoc):
    for tinh, tien in (("64", 100), ("52", 200), ("04", 400)):
        de_an_mau(nuoc[tinh], ghi={L.PHE_DUYET: tien})

    def tien(**hoi):
        cac = co_so_duoc_ho_tro(Hoi(NAM_2026, **hoi)).cac_dong
        return sorted((d.khuyen_cong // TRIEU, d.dia_ban.split(", ")[-1]) for d in cac)

    assert tien(vung=("BAC",)) == [(400, "Cao Bằng")]
    assert tien(don_vi=("34:52",)) == [(100, "Gia Lai"), (200, "Gia Lai")]
    assert tien(don_vi=("63:52",), dia_gioi="63") == [(200, "Bình Định")]


def test_derived_rates_of_b4_name_both_parts(nuoc):
    _, _, a = de_an_mau(nuoc["gia_lai"], tien=300, doi_ung=600)
    de_an_mau(nuoc["dak_lak"], tien=100)
    _khao_sat(a, lao_dong_truoc=12, lao_dong_sau=18)

    so = chi_so_dan_xuat(Hoi(NAM_2026))

    assert (so["binh_quan_co_so"].gia_tri, so["binh_quan_co_so"].mau_so) == (200 * TRIEU, 2)
    assert (so["viec_lam_moi"].tu_so, so["viec_lam_moi"].mau_so) == (6, Decimal("0.3"))
    assert so["viec_lam_moi"].gia_tri == 20, "6 jobs on 0,3 tỷ of the surveyed only"
    assert so["huy_dong"].gia_tri == Decimal("1.50"), "600 of 400 accepted"
    assert so["giai_ngan"].gia_tri == Decimal("100.00")
    assert so["huy_dong"].ten_mau_so == "kinh phí khuyến công đã nghiệm thu"


# B5: adjustments, stops, refunds.


def test_b5_lists_changes_and_refunds_with_what_is_still_owed(nuoc):
    de_an, hop_dong, _ = de_an_mau(nuoc["gia_lai"], ghi={**DEN_DUYET, L.TAM_UNG: 200})
    de_an_mau(nuoc["dak_lak"])
    DieuChinhDeAn.objects.create(
        de_an=de_an, viec="giam_kinh_phi", noi_dung="Cơ sở giảm quy mô", cap="cuc",
        trang_thai="da_duyet", so_van_ban="QĐ 12", ngay_van_ban=date(2026, 7, 1),
        truoc={"kcqg": 300 * TRIEU}, sau={"kcqg": 250 * TRIEU},
    )  # fmt: skip
    NghiaVuHoanTra.objects.create(
        hop_dong=hop_dong, nguon="kcqg", so_tien=50 * TRIEU, ly_do="Tạm ứng thừa", van_ban="CV 9",
        ngay=date(2026, 8, 1), han=date(2026, 9, 1),
    )  # fmt: skip
    tra = but_toan(de_an, L.HOAN_TRA, 50 * TRIEU, hop_dong=hop_dong)
    dao_but_toan(tra, ly_do="Nộp nhầm tài khoản", ngay=date(2026, 8, 5), by=None)
    but_toan(de_an, L.HOAN_TRA, 30 * TRIEU, hop_dong=hop_dong)

    bang = dieu_chinh_hoan_tra(Hoi(NAM_2026))
    sau = dieu_chinh_hoan_tra(Hoi(KyTinh.cua_nam(2026, date(2026, 8, 2), None)))

    dc = next(d for d in bang.cac_dong if d.van_ban == "QĐ 12")
    ht = next(d for d in bang.cac_dong if d.van_ban == "CV 9")
    assert len(bang.cac_dong) == 2
    assert (dc.loai, dc.cap, dc.truoc, dc.sau) == (
        "Giảm hoặc giữ nguyên tổng kinh phí", "Cục", {"kcqg": 300 * TRIEU}, {"kcqg": 250 * TRIEU}
    )  # fmt: skip
    assert dc.doi == (("Khuyến công quốc gia (đồng)", "300.000.000", "250.000.000"),)
    assert (ht.phai_nop, ht.da_nop, ht.trang_thai) == (50 * TRIEU, 30 * TRIEU, "Chưa nộp đủ")
    assert [d.van_ban for d in sau.cac_dong if d.phai_nop] == [], "asked for before these days"


# B7: people of the network.


def _trung_tam(don_vi, **so):
    to_chuc = ToChucFactory(don_vi=don_vi)
    return TrungTam.objects.create(to_chuc=to_chuc, cap="tinh", den_ngay=date(2026, 6, 30), **so)


def test_b7_adds_who_told_and_names_who_did_not(nuoc):
    _trung_tam(nuoc["gia_lai"], bien_che=20, vien_chuc=18, giam_doc=1, pho_giam_doc=3)
    cu = _trung_tam(nuoc["64"], bien_che=10, vien_chuc=9, giam_doc=1, pho_giam_doc=1)
    im = TrungTam.objects.create(to_chuc=ToChucFactory(don_vi=nuoc["dak_lak"]), cap="tinh")
    xa = XaFactory(tinh=nuoc["gia_lai"])
    for i, den in enumerate((None, None, date(2026, 3, 1))):
        CongTacVien.objects.create(
            ho_ten=f"Người {i}", xa=xa, hieu_luc_tu=date(2026, 1, 1), hieu_luc_den=den
        )

    (dong,) = nhan_luc(Hoi(NAM_2026)).cac_dong
    tinh = {d.pham_vi: d for d in nhan_luc(Hoi(NAM_2026, cap="tinh")).cac_dong}
    so = nhan_luc(Hoi(NAM_2026, user=tai_khoan("so_chuyen_vien", don_vi=nuoc["dak_lak"])))

    assert (dong.so_trung_tam, dong.bien_che, dong.vien_chuc, dong.pho_giam_doc) == (3, 30, 27, 4)
    assert (dong.thieu, len(dong.vuot_pho), dong.cong_tac_vien) == ((str(im),), 1, 2)
    assert (tinh["34:52"].so_trung_tam, tinh["34:52"].vien_chuc) == (2, 27), str(cu)
    assert (tinh["34:66"].vien_chuc, tinh["34:66"].thieu) == (None, (str(im),))
    assert [d.so_trung_tam for d in so.cac_dong] == [1]


# B8: what is asked for next year.


def test_b8_orders_by_the_priority_of_the_so_and_names_missing_papers(nuoc, danh_muc_goc):
    def dang_ky(ma, uu_tien, trang_thai="dat_co_so", tinh="gia_lai", **tien):
        d = DeAnFactory(
            ma=ma, don_vi=nuoc[tinh], nam=2027, uu_tien=uu_tien, trang_thai=trang_thai,
            tu_ngay=date(2027, 1, 1), den_ngay=date(2027, 12, 1), dang_ky_ngay=date(2026, 5, 1),
        )  # fmt: skip
        co_so = CoSoFactory(xa=XaFactory(tinh=nuoc[tinh]))
        ThuHuongFactory(noi_dung=NoiDungDeAnFactory(de_an=d), co_so=co_so, **tien)
        return d

    dang_ky("KC-B", 2, kcqg=200 * TRIEU, doi_ung=300 * TRIEU)
    dang_ky("KC-A", None, kcqg=100 * TRIEU, doi_ung=0, khac=5 * TRIEU)
    dang_ky("KC-C", 1, kcqg=50 * TRIEU, doi_ung=70 * TRIEU, long_ghep=3 * TRIEU)
    dang_ky("KC-D", 3, trang_thai="khong_dat")
    dang_ky("KC-E", 1, trang_thai="phe_duyet")

    bang = dang_ky_nam_sau(Hoi(KyTinh.cua_nam(2027)))

    assert [(d.ma, d.tong, d.kcqg, d.doi_ung, d.khac) for d in bang.cac_dong] == [
        ("KC-C", 123 * TRIEU, 50 * TRIEU, 70 * TRIEU, 3 * TRIEU),
        ("KC-B", 500 * TRIEU, 200 * TRIEU, 300 * TRIEU, 0),
        ("KC-A", 105 * TRIEU, 100 * TRIEU, 0, 5 * TRIEU),
    ]
    assert any("kinh doanh" in ten for ten in bang.cac_dong[0].thieu)
    assert dang_ky_nam_sau(Hoi(NAM_2026)).cac_dong == ()


# B9: targets of a programme.


def test_b9_adds_accepted_quantities_by_year_against_the_target(nuoc):
    ct = ChuongTrinh.objects.create(
        ma="ct", ten="Chương trình 2026–2030", nguon="kcqg", tu_nam=2026, den_nam=2030, can_cu="QĐ"
    )
    MucTieu.objects.create(
        chuong_trinh=ct, noi_dung="KT4", ten="Cơ sở", don_vi_tinh="cơ sở", so=1600
    )
    for nam, so_luong in ((2026, 3), (2027, 5)):
        _, hop_dong, thu_huong = de_an_mau(nuoc["gia_lai"], nam=nam, ghi=DEN_DUYET)
        bien_ban(hop_dong, thu_huong, so_luong=so_luong, ngay=date(nam, 5, 1))
        bien_ban(hop_dong, thu_huong, so_luong=9, ngay=date(nam, 5, 1), dat=False)

    (dong,) = chuong_trinh(ct).cac_dong

    assert dong.theo_nam == ((2026, 3), (2027, 5), (2028, 0), (2029, 0), (2030, 0))
    assert (dong.luy_ke, dong.tren_muc_tieu.gia_tri) == (8, Decimal("0.50")), "8/1.600"
    assert chuong_trinh(ct, den=date(2027, 5, 1) - timedelta(days=1)).cac_dong[0].luy_ke == 3
