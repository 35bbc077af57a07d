"""The funnel, certificates on a day, the API and the page: parts, boundaries, scope, no score."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cucctdp.apikit.models import PhienBanDuLieu
from cucctdp.donvi.choices import MucDichPhanVung
from cucctdp.donvi.models import KeThua, PhanVung, ThanhVienVung, Vung
from sanpham_tieubieu.bang_pheu import ty_le_chu
from sanpham_tieubieu.models import GiayChungNhan
from sanpham_tieubieu.statistics.giay import giay_ngay
from sanpham_tieubieu.statistics.kieu import Hoi, ThamSoSai, TyLe
from sanpham_tieubieu.statistics.pheu import pheu
from sanpham_tieubieu.xac_minh import tao_ma
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory
from tests.factories.san_pham import GiayFactory, HoSoFactory, KyFactory
from tests.sanpham_tieubieu.quan_tri.dung import duoc_cong_nhan, ky_cong_nhan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nhom_va_luat")]

PHEU = "/api/v1/thong-ke/binh-chon/pheu/"


def so(bang, khoa, *cot):
    dong = next(d for d in bang.cac_dong if d.khoa == khoa)
    return tuple(getattr(dong.so, c) for c in cot)


def test_funnel_counts_each_state_with_its_parts_and_the_last_round():
    ky, qd = ky_cong_nhan(nam=2025)
    a = duoc_cong_nhan(ky, qd, chu_nu=True, san_pham__ocop_sao=4, san_pham__ocop_so_qd="1/QĐ")
    duoc_cong_nhan(ky, qd, trang_thai="de_cu", chu_dan_toc=True)
    duoc_cong_nhan(ky, qd, trang_thai="thu_hoi")
    HoSoFactory(ky=ky, trang_thai="khong_dat")
    HoSoFactory(ky=ky, trang_thai="khong_hop_le", chu_nu=True)
    HoSoFactory(ky=ky, trang_thai="tam_dung", truoc_tam_dung="hd_khong_chon")
    HoSoFactory(ky=ky, trang_thai="rut")
    truoc, qd_truoc = ky_cong_nhan(nam=2023, don_vi=ky.don_vi)
    duoc_cong_nhan(truoc, qd_truoc, san_pham=a.san_pham)
    duoc_cong_nhan(KyFactory(nam=2025, trang_thai="huy"), qd, giay=False)
    HoSoFactory(ky=KyFactory(nam=2025, minh_hoa=True))

    bang = pheu(Hoi(2025, 2025))
    dong = bang.cac_dong[0]

    assert so(bang, "tinh", "dang_ky", "hop_le", "dat_nguong", "cong_nhan", "de_cu", "thu_hoi") == (
        6, 5, 4, 3, 1, 1,
    )  # fmt: skip
    nu = ("nu_dang_ky", "nu_cong_nhan", "dan_toc_cong_nhan", "tai_dat", "ocop")
    assert so(bang, "tinh", *nu) == (2, 1, 1, 1, 1)
    assert (dong.ty_le["hop_le"].tu, dong.ty_le["hop_le"].mau) == (5, 6)
    assert ty_le_chu(dong.ty_le["cong_nhan"]) == "75,00% (3/4)"
    assert (bang.nam_truoc, dong.truoc.cong_nhan, bang.tong.so.dang_ky) == (2023, 1, 6)


def test_rate_without_denominator_has_no_percent():
    assert TyLe(0, "a", 0, "b").phan_tram is None
    assert ty_le_chu(TyLe(0, "a", 0, "b")) == "– (0/0)"


def test_provinces_are_told_on_three_boundaries_and_by_region():
    moi = DonViFactory(bo_ma="34", ten_goi="Tây Ninh", hieu_luc_tu=date(2025, 7, 1))
    cu = DonViFactory(
        bo_ma="63", ten_goi="Long An", hieu_luc_tu=date(2000, 1, 1), hieu_luc_den=date(2025, 6, 30)
    )
    khac = DonViFactory(bo_ma="34", ten_goi="Cà Mau", hieu_luc_tu=date(2025, 7, 1))
    KeThua.objects.create(cu=cu, moi=moi, tu_ngay=date(2025, 7, 1), chinh_xac=True)
    pv = PhanVung.objects.create(
        ma="kc", ten="Ba miền", muc_dich=MucDichPhanVung.KHUYEN_CONG, bo_ma="34",
        hieu_luc_tu=date(2025, 7, 1), can_cu="Thử",
    )  # fmt: skip
    ThanhVienVung.objects.create(
        vung=Vung.objects.create(phan_vung=pv, ma="NAM", ten="Nam", thu_tu=1), don_vi=moi
    )
    ky = KyFactory(cap="quoc_gia", don_vi=None, nam=2025)
    for d in (moi, cu):
        HoSoFactory(ky=ky, don_vi=d)

    nay = pheu(Hoi(2025, 2025, theo="tinh"))
    luc_ay = pheu(Hoi(2025, 2025, theo="tinh", dia_gioi="theo_thoi_diem"))
    vung = pheu(Hoi(2025, 2025, theo="khu_vuc"))

    assert {d.khoa: d.so.dang_ky for d in nay.cac_dong} == {moi.khoa: 2}
    assert {d.khoa: d.so.dang_ky for d in luc_ay.cac_dong} == {moi.khoa: 1, cu.khoa: 1}
    assert {d.khoa: d.so.dang_ky for d in vung.cac_dong} == {"nam": 2}
    assert (khac.ten_goi in nay.khong_gui, moi.ten_goi in nay.khong_gui) == (True, False)
    assert so(pheu(Hoi(2025, 2025, don_vi=(moi.khoa,))), "quoc_gia", "dang_ky") == (2,)


def test_unknown_parameters_are_named_all_at_once():
    with pytest.raises(ThamSoSai) as loi:
        Hoi(2025, 2024, cap="la", theo="la", dia_gioi="la")

    assert set(loi.value.loi) == {"cap", "theo", "dia_gioi", "den_nam"}
    with pytest.raises(ThamSoSai, match="99:99"):
        pheu(Hoi(2025, 2025, don_vi=("99:99",)))


def test_certificates_stand_as_they_were_on_the_day():
    GiayFactory()
    GiayFactory(het_han=date(2025, 12, 31))
    GiayFactory(
        thu_hoi_ngay=date(2026, 2, 1), thu_hoi_so="1/QĐ", thu_hoi_co_quan="ubnd_tinh",
        thu_hoi_ly_do="Vi phạm",
    )  # fmt: skip
    cu = GiayFactory()
    moi = GiayFactory(san_pham=cu.san_pham, ngay_cap=date(2026, 3, 1))
    GiayChungNhan.objects.filter(pk=cu.pk).update(thay_boi=moi)

    def tong(ngay):
        t = giay_ngay(Hoi(2025, 2025), ngay).tong
        return t.con_hieu_luc, t.sap_het, t.het_han, t.thu_hoi

    assert [tong(d) for d in (date(2025, 8, 1), date(2025, 11, 1), date(2026, 6, 1))] == [
        (0, 0, 0, 0),
        (4, 1, 0, 0),
        (2, 0, 1, 1),
    ]


def test_funnel_asks_the_same_queries_for_one_dossier_and_three():
    HoSoFactory(ky__nam=2025)

    def hoi():
        with CaptureQueriesContext(connection) as cau:
            pheu(Hoi(2025, 2025, theo="tinh"))
        return len(cau)

    mot = hoi()
    HoSoFactory(ky__nam=2025)
    HoSoFactory(ky__nam=2025)

    assert hoi() == mot


def test_sở_counts_its_own_province_only():
    ky = KyFactory(nam=2025)
    HoSoFactory(ky=ky)
    HoSoFactory(ky__nam=2025)
    user = tai_khoan("so_lanh_dao", don_vi=ky.don_vi)

    assert pheu(Hoi(2025, 2025, user=user)).tong.so.dang_ky == 1
    assert pheu(Hoi(2025, 2025)).tong.so.dang_ky == 2


@pytest.fixture
def goi(client):
    client.force_login(tai_khoan("cuc_lanh_dao_phong"))
    return client


def test_api_answers_funnel_rounds_result_and_certificate_without_a_score(goi):
    ky, qd = ky_cong_nhan()
    h = duoc_cong_nhan(ky, qd, san_pham__ten="Trà hoa vàng")
    dang_cham = KyFactory(trang_thai="da_hop", can_xac_minh=True)

    tra = [
        goi.get(PHEU, {"tu_nam": "2025"}),
        goi.get("/api/v1/binh-chon/ky/"),
        goi.get(f"/api/v1/binh-chon/ky/{ky.pk}/ket-qua/"),
        goi.get(f"/api/v1/binh-chon/giay-chung-nhan/{tao_ma(h.giay.pk)}/"),
        goi.get("/api/v1/thong-ke/binh-chon/giay-chung-nhan/", {"tu_nam": "2025"}),
    ]

    assert [t.status_code for t in tra] == [200] * 5
    assert tra[0].json()["tong"]["so"]["cong_nhan"] == 1
    assert {k["id"]: k["co_ket_qua"] for k in tra[1].json()["cac_ky"]} == {
        ky.pk: True, dang_cham.pk: False,
    }  # fmt: skip
    assert tra[2].json()["cac_san_pham"][0]["ten"] == "Trà hoa vàng"
    assert tra[3].json()["trang_thai"] in ("con_hieu_luc", "het_han")
    assert [t for t in tra if "88.5" in t.content.decode() or "90.25" in t.content.decode()] == []
    assert goi.get(f"/api/v1/binh-chon/ky/{dang_cham.pk}/ket-qua/").status_code == 404


@pytest.mark.parametrize(
    "tham_so", ["tu_nam=x", "theo=la", "la=1", "don_vi=99:99", "nhom=LA", "cap=tinh&cap=xa"]
)
def test_api_refuses_wrong_parameters(goi, tham_so):
    tra = goi.get(f"{PHEU}?{tham_so}")

    assert (tra.status_code, tra.json()["ma_loi"]) == (400, 400)


def test_answer_is_304_until_a_dossier_changes(goi, django_capture_on_commit_callbacks):
    h = HoSoFactory(ky__nam=2025)
    the = goi.get(PHEU, {"tu_nam": "2025"})["ETag"]

    def lai():
        return goi.get(PHEU, {"tu_nam": "2025"}, headers={"If-None-Match": the}).status_code

    truoc = lai()
    h.trang_thai = "hop_le"
    h.save()
    with connection.cursor() as c:
        c.execute("SET CONSTRAINTS ALL IMMEDIATE")
    sau = lai()

    assert (truoc, sau) == (304, 200)
    assert PhienBanDuLieu.objects.filter(linh_vuc="sanpham_tieubieu").count() == 1


def test_page_of_statistics_and_its_workbook(goi):
    ky, qd = ky_cong_nhan()
    duoc_cong_nhan(ky, qd)
    duong = reverse("admin:sanpham_tieubieu_kybinhchon_thong_ke")

    trang = goi.get(duong, {"tu_nam": "2025"}).content.decode()
    tep = goi.get(duong, {"tu_nam": "2025", "dinh_dang": "xlsx"})
    so_o = [o.value for o in next(iter(load_workbook(BytesIO(tep.content)))).iter_rows() for o in o]

    assert "100,00% (1/1)" in trang
    assert ("Cấp tỉnh" in so_o, "mẫu số" in so_o) == (True, True)
    assert goi.get(duong, {"tu_nam": "1"}).status_code == 422
