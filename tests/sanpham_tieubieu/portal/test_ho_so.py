"""The entrants' pages: draft to acceptance, supplement, whose dossier it is, what is told."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sanpham_tieubieu.models import HoSoDangKy, SanPham
from sanpham_tieubieu.services import ho_so as dv
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory, DonViFactory, XaFactory
from tests.factories.san_pham import GiayFactory, HoSoFactory, SanPhamFactory
from tests.sanpham_tieubieu.cua.mau import DU, anh, du_giay_to, ky_mo, nguoi_co_so, nguoi_xa

pytestmark = pytest.mark.django_db
DS = reverse("binh_chon:danh_sach")
PL1 = {
    "ma_nhom": "CBNLTS",
    "ten_san_pham": "Chè Thử",
    "ten_co_so": "Hợp tác xã Thử",
    "loai_hinh": "hop_tac_xa",
    "quy_mo": "chua_ro",
    "dia_chi_san_xuat": "Thôn Một",
    "dai_dien": "Nguyễn Thị Thử",
    "dien_thoai": "0900000000",
    "vat_lieu": "Chè búp tươi",
    "cam_ket": "on",
    "cam_ket_ngay": "",
}


def duong(ten, *args):
    return reverse(f"binh_chon:{ten}", args=args)


@pytest.fixture
def xa():
    return XaFactory(tinh=DonViFactory())


@pytest.fixture
def co_so(xa):
    return CoSoFactory(xa=xa)


@pytest.fixture
def ky(xa):
    return ky_mo("xa", xa)


@pytest.fixture
def nhap(ky, co_so):
    """A draft of the establishment."""
    nguoi = nguoi_co_so(co_so)
    sp = SanPhamFactory(co_so=co_so)
    return dv.lap_ho_so(ky=ky, san_pham=sp, by=nguoi), nguoi


def test_entrant_draws_up_part_by_part_and_sees_every_fault_at_once(vao, ky, co_so):
    c = vao(nguoi_co_so(co_so))
    moi = c.post(
        duong("san_pham_moi", co_so.pk),
        {"ten": "Chè Thử", "ma_nhom": "CBNLTS", "san_xuat_hang_loat": "on"},
    )
    sp = SanPham.objects.get(co_so=co_so)
    lap = c.post(duong("lap", sp.pk), {"ky": ky.pk})
    h = HoSoDangKy.objects.get(san_pham=sp)
    luu = c.post(duong("phan", h.pk, "dang_ky"), PL1)
    sai = c.post(
        duong("phan", h.pk, "dang_ky"), {**PL1, "email": "khong phai", "dang_ky_ngay": "x"}
    )
    xem = c.get(duong("ho_so", h.pk))
    nop = c.post(duong("viec", h.pk, "nop"))
    h.refresh_from_db()

    assert moi.url == duong("lap", sp.pk)
    assert lap.url == duong("phan", h.pk, "dang_ky")
    assert (luu.status_code, sai.status_code, nop.status_code) == (302, 422, 422)
    assert h.dien_thoai == "0900000000"
    assert "R19" in xem.text
    assert "R19" in nop.text
    assert h.trang_thai == "nhap"


def test_photos_are_read_and_bad_ones_named(vao, nhap):
    h, nguoi = nhap
    c = vao(nguoi)
    o = duong("phan", h.pk, "anh")
    a = anh()
    tot = SimpleUploadedFile("truoc.jpg", a.read(), "image/jpeg")
    gia = SimpleUploadedFile("gia.jpg", b"khong phai anh", "image/jpeg")

    sai = c.post(o, {"goc_chup": "Mặt trước", "tep": [gia]})
    dung = c.post(o, {"goc_chup": "Mặt trước", "tep": [tot]})
    dong = h.anh.get()
    hinh = c.get(duong("anh", h.pk, dong.pk))
    la = vao(tai_khoan("sp_co_so")).get(duong("anh", h.pk, dong.pk))
    bo = c.post(duong("bo", h.pk, "anh", dong.pk))

    assert "Tệp «gia.jpg» không phải ảnh JPEG hoặc PNG." in sai.text
    assert (dung.status_code, hinh["Content-Type"], la.status_code) == (302, "image/jpeg", 404)
    assert (bo.status_code, h.anh.count()) == (302, 0)


def test_figures_and_papers_are_kept(vao, nhap):
    h, nguoi = nhap
    c = vao(nguoi)
    nam = timezone.localdate().year - 1

    so = c.post(
        duong("phan", h.pk, "so_lieu"),
        {"n0-nam": nam, "n0-doanh_thu_san_pham": "1.500.000.000", "n1-nam": nam - 1, "n2-nam": ""},
    )
    giay = c.post(
        duong("phan", h.pk, "tai_lieu"),
        {"loai": "dk-hop-tac-xa", "so": "41A8", "ngay_cap": "01/02/2020", "chung_thuc": "on"},
    )
    pl2 = c.post(duong("phan", h.pk, "thuyet_minh"), {"mo_ta": "Chè xanh", "von": "2.000.000"})
    h.refresh_from_db()

    assert (so.status_code, pl2.status_code) == (302, 302), so.text
    assert list(h.so_lieu.values_list("nam", "doanh_thu_san_pham")) == [(nam, 1_500_000_000)]
    assert (h.mo_ta, h.von) == ("Chè xanh", 2_000_000)
    assert giay.status_code == 302
    assert list(h.tai_lieu.values_list("loai", "so")) == [("dk-hop-tac-xa", "41A8")]


def test_commune_asks_supplement_of_one_part_and_accepts_with_code(vao, ky, xa, nhap):
    h, nguoi = nhap
    du = {k: v for k, v in DU.items() if k in dv.DANG_KY}
    dv.sua_dang_ky(h, thong_tin=du, by=nguoi)
    dv.sua_thuyet_minh(h, thong_tin={k: v for k, v in DU.items() if k in dv.THUYET_MINH}, by=nguoi)
    du_giay_to(h)
    cs, ub = vao(nguoi), vao(nguoi_xa(xa))
    han = timezone.localdate() + timedelta(days=3)

    nop = cs.post(duong("viec", h.pk, "nop"))
    thieu = ub.post(duong("viec", h.pk, "yeu-cau-bo-sung"), {"noi_dung": "ngắn"})
    bs = ub.post(
        duong("viec", h.pk, "yeu-cau-bo-sung"),
        {
            "cac_phan": ["thuyet_minh"],
            "noi_dung": "Nêu rõ thị trường xuất khẩu",
            "han": f"{han:%d/%m/%Y}",
        },
    )
    khoa = cs.post(duong("phan", h.pk, "dang_ky"), PL1)
    mo = cs.post(duong("phan", h.pk, "thuyet_minh"), {**DU, "thi_truong": "Xuất khẩu 3 nước"})
    lai = cs.post(duong("viec", h.pk, "nop-bo-sung"))
    tu_nhan = cs.get(duong("viec", h.pk, "chap-nhan"))
    nhan = ub.post(duong("viec", h.pk, "chap-nhan"), {"y_kien": ""})
    h.refresh_from_db()

    assert nop.status_code == 302, nop.text
    assert thieu.status_code == 422
    assert bs.status_code == 302, bs.text
    assert "Vòng này chỉ mở các phần được yêu cầu bổ sung: «Bản thuyết minh»." in khoa.text
    assert (mo.status_code, lai.status_code) == (302, 302)
    assert tu_nhan.status_code == 403
    assert nhan.status_code == 302, nhan.text
    assert (h.trang_thai, h.ma_so, h.thi_truong) == ("hop_le", "CBNLTS-001", "Xuất khẩu 3 nước")


def test_another_establishment_commune_and_province_see_nothing(vao, ky, nhap):
    h, _ = nhap
    khac = [
        nguoi_co_so(CoSoFactory()),
        nguoi_xa(XaFactory()),
        tai_khoan("so_chuyen_vien", don_vi=DonViFactory()),
    ]
    ma = [
        [vao(u).get(duong(*o)).status_code for u in khac]
        for o in (("ho_so", h.pk), ("phan", h.pk, "anh"), ("viec", h.pk, "nop"), ("ky", ky.pk))
    ]

    assert ma == [[404] * 3] * 4


def test_every_page_of_a_dossier_opens_for_its_side_and_its_organisers(vao, ky, xa, nhap):
    h, nguoi = nhap
    so = tai_khoan("so_truong_phong", don_vi=xa.tinh)
    trang = [DS, duong("chon"), duong("ho_so", h.pk), duong("ky", ky.pk)]
    trang += [duong("phan", h.pk, p) for p in
              ("dang_ky", "thuyet_minh", "so_lieu", "anh", "tai_lieu", "bo_san_pham")]  # fmt: skip

    ma = {u.vai_tro: {vao(u).get(o).status_code for o in trang} for u in (nguoi, nguoi_xa(xa), so)}

    assert ma == {vai: {200} for vai in ("sp_co_so", "sp_xa", "so_truong_phong")}


def test_list_asks_as_much_for_three_dossiers_as_for_one(vao, ky, co_so):
    nguoi = nguoi_co_so(co_so)
    c = vao(nguoi)
    so = []
    for n in (1, 2):
        for _ in range(n):
            HoSoFactory(ky=ky, san_pham=SanPhamFactory(co_so=co_so))
        c.get(DS)
        with CaptureQueriesContext(connection) as q:
            c.get(DS)
        so.append(len(q))

    assert so[0] == so[1]


def test_sample_report_and_certificate_after_recognition(vao, ky, xa, co_so):
    nam = timezone.localdate().year
    sp = SanPhamFactory(co_so=co_so)
    h = HoSoFactory(ky=ky, san_pham=sp, trang_thai="cong_nhan", ma_so="CBNLTS-001")
    g = GiayFactory(
        san_pham=sp, ho_so=h, cap="xa", nam=nam, ngay_cap=timezone.localdate(),
        het_han=date(nam + 2, 12, 31),
    )  # fmt: skip
    cs, ub = vao(nguoi_co_so(co_so)), vao(nguoi_xa(xa))
    hom_nay = f"{timezone.localdate():%d/%m/%Y}"

    nhan = ub.post(duong("viec", h.pk, "nhan-hien-vat"), {"nhan_ngay": hom_nay, "so_luong": "1"})
    tra = ub.post(duong("viec", h.pk, "tra-hien-vat"), {"ngay": hom_nay})
    lai = ub.get(duong("viec", h.pk, "nhan-hien-vat"))
    bao = cs.post(
        duong("viec", h.pk, "theo-doi"),
        {"nam": nam, "ngay": hom_nay, "doanh_thu": "1.200.000.000"},
    )
    cua_cs = cs.get(duong("viec", h.pk, "thu-hoi-giay"))
    thieu = ub.post(duong("viec", h.pk, "thu-hoi-giay"), {"so": "1/QĐ"})
    thu = ub.post(
        duong("viec", h.pk, "thu-hoi-giay"),
        {"so": "1/QĐ-UBND", "ngay": hom_nay, "co_quan": "ubnd_xa",
         "ly_do": "Hồ sơ khai không trung thực"},
    )  # fmt: skip
    g.refresh_from_db()

    assert (nhan.status_code, tra.status_code, lai.status_code) == (302, 302, 302)
    assert bao.status_code == 302, bao.text
    assert g.theo_doi.get().doanh_thu == 1_200_000_000
    assert cua_cs.status_code == 302
    assert thieu.status_code == 422
    assert thu.status_code == 302, thu.text
    assert g.thu_hoi_so == "1/QĐ-UBND"
