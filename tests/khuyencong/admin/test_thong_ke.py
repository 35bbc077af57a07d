"""Tables B1–B9: the page, the workbook and the annex say what the statistics say."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cucctdp.audit.models import SuKien
from cucctdp.files.models import CongViec
from cucctdp.files.services import doc_tep
from cucctdp.pdf.doc_chu import co_chu
from khuyencong.admin import xuat_thong_ke
from khuyencong.bang_thong_ke import CAC_BANG, TEN_BANG
from khuyencong.choices import LoaiButToan as L
from khuyencong.models import ChuongTrinh, DieuChinhDeAn, MucTieu, SoCongBo
from khuyencong.statistics import Hoi, KyTinh, kinh_phi
from tests.factories.accounts import PhanCongFactory, tai_khoan
from tests.khuyencong.so_lieu import TRIEU, bien_ban, de_an_mau

pytestmark = pytest.mark.django_db
TRANG = reverse("admin:khuyencong_dean_thong_ke")
NAM = {"tu_nam": "2026", "den_nam": "2026"}
HET = {L.PHE_DUYET: 300, L.GIAO: 200, L.HOP_DONG: 300, L.NGHIEM_THU: 150, L.QUYET_TOAN: 100}


@pytest.fixture
def cuc(client):
    client.force_login(tai_khoan("cuc_lanh_dao"))
    return client


def xem(client, bang, **tham_so):
    return client.get(TRANG, {"bang": bang, **NAM, **tham_so})


def hang(tra, so=0):
    """Texts of the rows of a table of the page."""
    return [[o.chu for o in h.o] for h in tra.context["cac_bang"][so]["hang"]]


def test_b1_page_tells_the_statistics_with_both_parts_of_every_rate(cuc, nuoc):
    de_an_mau(nuoc["gia_lai"], ghi=HET, doi_ung=700)

    tra = xem(cuc, "B1")

    so = {d.nguon: d for d in kinh_phi(Hoi(KyTinh.cua_nam(2026))).cac_dong}["kcqg"]
    kcqg = hang(tra)[0]
    assert (kcqg[2], so.phe_duyet) == ("300", 300 * TRIEU)
    assert kcqg[11:] == ["…", "50,00", "75,00", "50,00", "–"], "150/300, 150/200, 100/200"
    html = tra.content.decode()
    assert (
        "thực hiện lũy kế của Khuyến công quốc gia: 150 triệu đồng / "
        "kinh phí được giao của Khuyến công quốc gia: 200 triệu đồng"
    ) in html
    assert "Có số của 1/3 địa phương. Chưa gồm: Cao Bằng, Đắk Lắk." in html
    assert "(triệu đồng)" in html


def test_counterpart_has_no_rate_of_allotted_money(cuc, nuoc):
    de_an_mau(nuoc["gia_lai"], ghi=HET, doi_ung=700)

    theo = {h[0]: h for h in hang(xem(cuc, "B1"))}

    for ten in ("Đối ứng", "Tổng các nguồn"):
        assert [theo[ten][c] for c in (1, 11, 13, 14)] == ["x"] * 4, ten
    assert theo["Tổng các nguồn"][2] == "1.000", "what can be added is a number"
    assert theo["Cộng kinh phí khuyến công"][13] == "75,00"


def test_total_of_all_sources_says_the_same_on_the_page_and_in_the_api(cuc, nuoc):
    de_an_mau(nuoc["gia_lai"], ghi=HET, doi_ung=700)

    trang = next(h for h in xem(cuc, "B1").context["cac_bang"][0]["hang"] if h.kieu == "tong" and
                 h.o[0].chu == "Tổng các nguồn")  # fmt: skip
    api = next(
        d
        for d in cuc.get(
            "/api/v1/thong-ke/khuyen-cong/kinh-phi/", {"nam": "2026"}
        ).json()["cac_dong"]
        if d["nguon"] == "tong"
    )  # fmt: skip

    assert (trang.o[1].chu, api["ke_hoach"]) == ("x", None)
    for cot, ten in ((11, "tren_ke_hoach"), (13, "tren_duoc_giao"), (14, "giai_ngan")):
        assert (trang.o[cot].chu, api[ten]["gia_tri"]) == ("x", None)
        assert trang.o[cot].chu_thich == api[ten]["khong_ap_dung"] == api["khong_ap_dung"] != ""
    assert (trang.o[12].chu, api["tren_phe_duyet"]["gia_tri"]) == ("85,00", "85.00")
    assert api["tren_phe_duyet"]["khong_ap_dung"] == ""


def cong_bo(don_vi, ten, so, **khac):
    return SoCongBo.objects.create(
        don_vi=don_vi, ten=ten, so=so, nguon_tin="https://baogialai.com.vn/tin-1",
        **{"tu_nam": 2026, "den_nam": 2026, "loai": "ket_qua", "don_vi_tinh": "triệu đồng", **khac},
    )  # fmt: skip


def test_published_figures_stand_beside_those_of_the_records(cuc, nuoc):
    de_an_mau(nuoc["gia_lai"], ghi=HET)
    cong_bo(nuoc["gia_lai"], "Kinh phí khuyến công quốc gia", 140, muc="hon")
    cong_bo(nuoc["gia_lai"], "Đề án", 3, don_vi_tinh="đề án", loai="ke_hoach")
    cong_bo(nuoc["gia_lai"], "Học viên", 40, don_vi_tinh="học viên")
    cong_bo(nuoc["64"], "Kinh phí khuyến công", 90)
    cong_bo(nuoc["gia_lai"], "Kinh phí cũ", 1, tu_nam=2020, den_nam=2021)

    tra = xem(cuc, "DC")

    theo = {(h[0], h[3]): h for h in hang(tra, 1)}
    noi = nuoc["gia_lai"].ten_goi
    assert len(theo) == 4, "a period outside the years is not asked for"
    assert theo[noi, "Kinh phí khuyến công quốc gia"][5:10] == [
        "hơn", "140", "150", "10", "đã nghiệm thu",
    ]  # fmt: skip
    assert theo[noi, "Đề án"][6:10] == ["3", "1", "-2", "đề án đã duyệt"]
    assert theo[noi, "Học viên"][6:9] == ["40", "x", "x"]
    assert theo[nuoc["64"].ten_goi, "Kinh phí khuyến công"][6:9] == ["90", "…", "…"], (
        "the merged province's đề án are not the former one's"
    )
    assert [h[1] for h in hang(tra)] == ["50,00", "0,00", "300.000.000,00", "…"]
    assert "https://baogialai.com.vn/tin-1" in tra.content.decode()
    assert "Bút toán mới nhất ghi" in tra.content.decode()


def test_long_table_is_exported_by_a_job_for_its_maker_only(
    cuc, nuoc, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(xuat_thong_ke, "NGAY_TOI_DA", {"xlsx": 10, "pdf": 10})
    de_an_mau(nuoc["gia_lai"], ghi=HET)
    duong = f"{TRANG}?bang=B1&tu_nam=2026&den_nam=2026&dinh_dang=xlsx"

    lay = cuc.get(duong)
    with django_capture_on_commit_callbacks(execute=True):
        tra = cuc.post(duong)

    assert lay.status_code == 302, "a GET starts no job"
    viec = CongViec.objects.get(loai="thong_ke_kc")
    assert (viec.trang_thai, viec.so_dong_tong) == ("xong", 7)
    assert load_workbook(BytesIO(doc_tep(viec.ket_qua))).active["A1"].value.startswith("Bảng B1")
    assert "Tải thong-ke-khuyen-cong-B1" in cuc.get(tra["Location"]).content.decode()
    tai = reverse("tai_tep", args=[viec.ket_qua_id])
    assert cuc.get(tai).status_code == 200
    cuc.force_login(tai_khoan("cuc_lanh_dao_phong"))
    assert (cuc.get(tra["Location"]).status_code, cuc.get(tai).status_code) == (404, 404)


def test_paper_that_nobody_prints_is_refused_with_a_way_out(cuc, nuoc, monkeypatch):
    monkeypatch.setattr(xuat_thong_ke, "PDF_TOI_DA", 10)
    de_an_mau(nuoc["gia_lai"], ghi=HET)

    tra = xem(cuc, "B1", dinh_dang="pdf")

    assert tra.status_code == 422
    assert "hoặc tải Excel" in tra.content.decode()


def test_figure_leads_to_the_register_with_the_same_conditions(cuc, nuoc):
    de_an_mau(nuoc["gia_lai"], ghi=HET)
    de_an_mau(nuoc["64"], ghi=HET)
    de_an_mau(nuoc["dak_lak"], ghi=HET)

    tra = xem(cuc, "B1", cap="tinh")

    o = tra.context["cac_bang"][0]["hang"][1].o[2]
    pk = nuoc["gia_lai"].pk
    assert (o.chu, o.duong.partition("?")[2]) == (
        "600", f"nam=2026&trang_thai=da_duyet&nguon=kcqg&tinh={pk}"
    )  # fmt: skip
    so = cuc.get(o.duong).context["cl"].queryset
    assert so.count() == 2, "the merged province holds its old đề án"
    assert xem(cuc, "B1", den_nam="2027").context["cac_bang"][0]["hang"][0].o[2].duong == "", (
        "the register filters one year"
    )


def test_b2_of_trained_people_names_whose_share_it_is(cuc, nuoc):
    _, hop_dong, thu_huong = de_an_mau(nuoc["gia_lai"], nd="ĐT1", ghi=HET)
    bb = bien_ban(hop_dong, thu_huong, so_luong=40)
    type(bb).objects.filter(pk=bb.pk).update(so_nu=30)

    tra = xem(cuc, "B2")

    (dong,) = hang(tra, 1)
    assert dong[3:6] == ["30", "40", "75,00"]
    assert dong[6:] == ["…"] * 6, "what no minute tells is not 0"


def test_b6_says_products_are_to_come_instead_of_zero(cuc, nuoc):
    _, hop_dong, thu_huong = de_an_mau(nuoc["gia_lai"], nd="SP4", ghi=HET)
    bien_ban(hop_dong, thu_huong, so_luong=1)

    tra = xem(cuc, "B6")

    (dong,) = hang(tra)
    assert dong[1:6] == ["1", "…", "…", "…", "0"]
    assert "sổ bình chọn sản phẩm" in tra.content.decode()


def test_b9_of_a_programme(cuc, nuoc):
    ct = ChuongTrinh.objects.create(
        ma="kcqg-2026-2030", ten="KCQG 2026–2030", nguon="kcqg", tu_nam=2026, den_nam=2030,
        can_cu="QĐ 2646/QĐ-BCT",
    )  # fmt: skip
    MucTieu.objects.create(
        chuong_trinh=ct, noi_dung="KT4", ten="Cơ sở ứng dụng máy móc", don_vi_tinh="cơ sở", so=8
    )
    _, hop_dong, thu_huong = de_an_mau(nuoc["gia_lai"], ghi=HET)
    bien_ban(hop_dong, thu_huong, so_luong=2)

    (dong,) = hang(xem(cuc, "B9"))

    assert dong == [
        "KT4", "Cơ sở ứng dụng máy móc", "cơ sở", "8", "2", "0", "0", "0", "0", "2", "25,00", "1",
        "",
    ]  # fmt: skip


@pytest.mark.parametrize("bang", TEN_BANG)
def test_same_queries_for_one_de_an_and_three(cuc, nuoc, bang):
    ct = ChuongTrinh.objects.create(
        ma="ct", ten="CT", nguon="kcqg", tu_nam=2026, den_nam=2030, can_cu="QĐ"
    )
    MucTieu.objects.create(chuong_trinh=ct, noi_dung="KT4", ten="x", don_vi_tinh="cơ sở", so=8)

    def them(noi):
        if bang == "DC":
            cong_bo(nuoc[noi], f"Chỉ tiêu {SoCongBo.objects.count()}", 1)
        trang_thai = {"trang_thai": "gui_cuc"} if bang == "B8" else {}
        de_an, hop_dong, thu_huong = de_an_mau(nuoc[noi], ghi=HET)
        if trang_thai:
            type(de_an).objects.filter(pk=de_an.pk).update(**trang_thai)
        bien_ban(hop_dong, thu_huong, so_luong=1)
        DieuChinhDeAn.objects.create(
            de_an=de_an, viec="sang_nam_sau", noi_dung="Máy về chậm", cap="cuc",
            truoc={"den_ngay": "2026-11-30"}, sau={"den_ngay": "2027-03-31"},
        )  # fmt: skip

    def dem():
        with CaptureQueriesContext(connection) as q:
            tra = xem(cuc, bang, cap="tinh")
        assert tra.status_code == 200
        return len(q), sum(len(t["hang"]) for t in tra.context["cac_bang"])

    them("gia_lai")
    dem()
    mot, it = dem()
    them("dak_lak")
    them("dak_lak")
    ba, nhieu = dem()

    assert ba == mot
    assert nhieu > it or bang in ("B7", "B9", "B6")


@pytest.mark.parametrize("bang", ["B1", "B3", "B4"])
def test_workbook_holds_the_page_as_numbers(cuc, nuoc, bang):
    de_an_mau(nuoc["gia_lai"], ghi=HET | {L.PHE_DUYET: Decimal("300.5")}, doi_ung=700)
    trang = xem(cuc, bang).context["cac_bang"][0]["hang"]

    tra = xem(cuc, bang, dinh_dang="xlsx")

    ws = load_workbook(BytesIO(tra.content)).active
    chu = [c.value for c in ws["A"] if isinstance(c.value, str)]
    assert chu[0].startswith(f"Bảng {bang}. ")
    assert any("Nguồn: Hồ sơ đề án" in c and "Lập lúc" in c for c in chu)
    assert any("Chưa gồm: Cao Bằng, Đắk Lắk" in c for c in chu)
    rong = len(trang[0].o)
    that = [[c.value for c in r[:rong]] for r in ws.iter_rows()]
    for h in trang:
        mong = [
            None if o.gia_tri is None or o.gia_tri in ("", "–", "x") else o.gia_tri for o in h.o
        ]
        gon = [float(m) if isinstance(m, Decimal | int) else m for m in mong]
        assert gon in [[float(v) if isinstance(v, int | float) else v for v in d] for d in that]
    assert SuKien.objects.filter(hanh_dong="thong_ke_khuyen_cong.xuat").count() == 1


@pytest.mark.parametrize(
    ("bang", "cau"),
    [("B1", "Khuyến công quốc gia"), ("B3", "Tổng số: 1 đề án"), ("B6", "Được công nhận")],
)
def test_annex_prints_the_table_with_its_coverage(cuc, nuoc, bang, cau):
    de_an_mau(nuoc["gia_lai"], ghi=HET)

    tra = xem(cuc, bang, dinh_dang="pdf")

    assert tra["Content-Type"] == "application/pdf"
    for chuoi in (f"Phụ lục {bang}", cau, "Chưa gồm"):
        assert co_chu(tra.content, chuoi) is not False, chuoi


def test_specialist_sees_the_provinces_given_to_him_only(client, nuoc):
    de_an_mau(nuoc["gia_lai"], ghi=HET)
    de_an_mau(nuoc["dak_lak"], ghi=HET)
    cv = tai_khoan("cuc_chuyen_vien")
    PhanCongFactory(user=cv, don_vi=nuoc["gia_lai"], tu_ngay=date(2026, 1, 1))
    client.force_login(cv)

    tra = xem(client, "B1")

    assert hang(tra)[0][2] == "300"
    assert "Đắk Lắk" not in tra.content.decode(), "not in the choices, not in the coverage"
    khac = xem(client, "B1", noi="34:66")
    assert (khac.status_code, list(khac.context["form"].errors)) == (422, ["noi"])


def test_every_error_of_the_address_is_told_and_nothing_breaks(cuc, nuoc):
    tra = cuc.get(
        TRANG,
        {"bang": "B0", "tu_nam": "x", "den_nam": "1", "tu": "32/13", "noi": "63:99", "cap": "xa"},
    )
    sai_bo = xem(cuc, "B1", noi="63:64", dinh_dang="xlsx")
    nguoc = cuc.get(TRANG, {"bang": "B1", "tu_nam": "2027", "den_nam": "2026"})

    assert tra.status_code == 422
    assert sorted(tra.context["form"].errors) == ["bang", "cap", "den_nam", "noi", "tu", "tu_nam"]
    assert (sai_bo.status_code, list(sai_bo.context["form"].errors)) == (422, ["noi"])
    assert list(nguoc.context["form"].errors) == ["den_nam"]


def test_demo_figures_stand_alone_and_say_so(cuc, nuoc):
    de_an_mau(nuoc["gia_lai"], ghi=HET)
    de_an_mau(nuoc["dak_lak"], ghi={L.PHE_DUYET: 999}, minh_hoa=True)

    that, gia = (xem(cuc, "B1", minh_hoa=m) for m in ("", "1"))

    assert (hang(that)[0][2], hang(gia)[0][2]) == ("300", "999")
    assert "Số liệu minh họa." in gia.content.decode()
    assert "Số liệu minh họa." not in that.content.decode()


def test_tables_that_name_people_ask_the_right_to_see_de_an(client, nuoc):
    de_an_mau(nuoc["gia_lai"], ghi=HET)
    user = tai_khoan("bo_lanh_dao")
    nhom = user.groups.get()
    nhom.permissions.remove(*nhom.permissions.filter(codename="view_dean"))
    client.force_login(user)

    tra = {bang: xem(client, bang).status_code for bang in CAC_BANG}

    assert tra == {b: 422 if loai.neu_ten else 200 for b, loai in CAC_BANG.items()}
    assert xem(client, "B1").context["cac_bang"][0]["hang"][0].o[2].duong == ""
