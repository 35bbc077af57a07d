"""Products: sets, OCOP beside, duplicates merged; appointments; physical samples."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sanpham_tieubieu.models import HoSoDangKy, SanPham
from sanpham_tieubieu.services import hien_vat, nguoi_nop, nop
from sanpham_tieubieu.services import san_pham as dv
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory, DonViFactory, XaFactory
from tests.factories.san_pham import (
    GiayFactory,
    HoSoFactory,
    KyFactory,
    LangNgheFactory,
    SanPhamFactory,
)
from tests.sanpham_tieubieu.cua.mau import ban_nhap, nguoi_co_so, nguoi_xa

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nhom_va_luat")]

BO = {"ten": "Bộ ấm chén Thử", "ma_nhom": "TCMN", "la_bo": True, "truong_hop_bo": "ghep"}


def co_so():
    return CoSoFactory(xa=XaFactory(tinh=DonViFactory()))


def so(don_vi, vai_tro="so_chuyen_vien"):
    return tai_khoan(vai_tro, don_vi=don_vi)


def test_set_is_entered_with_its_parts():
    cs = co_so()
    by = nguoi_co_so(cs)

    sp = dv.lap_san_pham(co_so=cs, thong_tin=BO, thanh_phan=[{"ten": "Ấm"}, {"ten": "Chén"}], by=by)
    dv.dat_thanh_phan(sp, cac_dong=[{"ten": "Ấm"}, {"ten": "Chén"}, {"ten": "Khay"}], by=by)

    assert list(sp.thanh_phan.values_list("thu_tu", "ten")) == [(1, "Ấm"), (2, "Chén"), (3, "Khay")]


def test_faults_of_a_product_at_once():
    cs = co_so()
    lang = LangNgheFactory()

    with pytest.raises(ValidationError) as loi:
        dv.lap_san_pham(
            co_so=cs,
            thong_tin={
                "ten": "Thêu Thử",
                "ma_nhom": "LA",
                "truong_hop_bo": "ghep",
                "ocop_sao": 4,
                "lang_nghe": lang,
            },
            thanh_phan=[{"ten": ""}],
            by=nguoi_co_so(cs),
        )

    cau = " ".join(loi.value.messages)
    assert [
        s in cau
        for s in (
            "Chỉ bộ sản phẩm mới chọn trường hợp bộ",
            "Hạng sao OCOP phải kèm số quyết định",
            "không có nhóm «LA»",
            "không ở",
            "Chỉ bộ sản phẩm mới kê",
            "Sản phẩm thứ 1 trong bộ",
        )
    ] == [True] * 6
    assert SanPham.objects.count() == 0


def test_ocop_facts_change_while_a_dossier_is_looked_at():
    ho_so, by = ban_nhap()
    nop.nop(ho_so, by=by)
    ocop = {"ocop_sao": 4, "ocop_so_qd": "99/QĐ-UBND", "ocop_ngay_qd": date(2025, 5, 5)}

    sp = dv.sua_san_pham(ho_so.san_pham, thong_tin=ocop, by=by)
    with pytest.raises(ValidationError, match="Sản phẩm đang dự"):
        dv.dat_thanh_phan(sp, cac_dong=[], by=by)

    assert sp.ocop_sao == 4


def test_product_of_others_is_not_touched():
    sp = SanPhamFactory(co_so=co_so())

    for la in (nguoi_co_so(co_so()), so(DonViFactory()), nguoi_xa(XaFactory())):
        with pytest.raises(PermissionDenied):
            dv.sua_san_pham(sp, thong_tin={"ten": "Khác"}, by=la)


def test_suspected_duplicates_of_the_establishment_and_its_commune():
    cs = co_so()
    ban_dau = SanPhamFactory(co_so=cs, ten="Chè Móc Câu Thử Nghiệm")
    cung_xa = SanPhamFactory(co_so=CoSoFactory(xa=cs.xa), ten="Che moc cau thu nghiem")
    SanPhamFactory(co_so=cs, ten="Miến dong")
    SanPhamFactory(co_so=co_so(), ten="Chè móc câu thử nghiệm")

    nghi = dv.nghi_trung(ten="chè móc câu, thử nghiệm", co_so=cs)

    assert {n.san_pham for n in nghi} == {ban_dau, cung_xa}
    assert [n.san_pham for n in dv.nghi_trung(ten=ban_dau.ten, co_so=cs, tru=ban_dau)] == [cung_xa]


def test_merged_product_takes_dossiers_and_certificates_along():
    cs = co_so()
    giu, bo = SanPhamFactory(co_so=cs), SanPhamFactory(co_so=cs, mo_ta="Mô tả cũ")
    ky = KyFactory(don_vi=cs.xa.tinh)
    ho_so, giay = HoSoFactory(ky=ky, san_pham=bo), GiayFactory(san_pham=bo)
    by = so(cs.xa.tinh)

    dv.hop_nhat(giu=giu, bo=bo, by=by, ly_do="Một sản phẩm ghi hai tên")
    for dong in (giu, bo, ho_so, giay):
        dong.refresh_from_db()

    assert (bo.hop_nhat_vao, ho_so.san_pham, giay.san_pham, giu.mo_ta) == (
        giu,
        giu,
        giu,
        "Mô tả cũ",
    )
    assert giay.ten_san_pham == bo.ten
    with pytest.raises(ValidationError, match="đã hợp nhất"):
        dv.sua_san_pham(bo, thong_tin={"ten": "Khác"}, by=by)


def test_products_that_may_not_be_merged_say_every_reason():
    cs = co_so()
    giu, bo = SanPhamFactory(co_so=cs), SanPhamFactory(co_so=CoSoFactory(xa=cs.xa))
    ky = KyFactory(don_vi=cs.xa.tinh)
    for sp in (giu, bo):
        HoSoFactory(ky=ky, san_pham=sp)

    with pytest.raises(ValidationError) as loi:
        dv.hop_nhat(giu=giu, bo=bo, by=so(cs.xa.tinh), ly_do="")
    with pytest.raises(PermissionDenied):
        dv.hop_nhat(giu=giu, bo=bo, by=nguoi_xa(cs.xa), ly_do="Một sản phẩm ghi hai tên")
    with pytest.raises(ValidationError, match="Không tìm thấy"):
        dv.hop_nhat(giu=giu, bo=bo, by=so(DonViFactory()), ly_do="Một sản phẩm ghi hai tên")

    assert [cau.split(";")[0][:24] for cau in loi.value.messages] == [
        "Hai sản phẩm của hai cơ ",
        "R29: Cả hai sản phẩm cùn",
        "Nêu lý do hợp nhất, ít n",
    ]


def test_sample_is_received_under_its_code_and_kept_only_with_consent():
    ho_so, by = ban_nhap()
    ho_so = nop.nop(ho_so, by=by)
    xa, hom_nay = nguoi_xa(ho_so.xa), timezone.localdate()
    with pytest.raises(ValidationError, match="đã có mã số"):
        hien_vat.nhan_hien_vat(ho_so, thong_tin={"nhan_ngay": hom_nay}, by=xa)
    nop.chap_nhan(ho_so, by=xa)

    dong = hien_vat.nhan_hien_vat(
        ho_so, thong_tin={"nhan_ngay": hom_nay, "so_luong": 2, "noi_giu": "Kho A"}, by=xa
    )
    with pytest.raises(ValidationError, match="R57"):
        hien_vat.giu_trung_bay(ho_so, den=hom_nay, by=xa)
    HoSoDangKy.objects.filter(pk=ho_so.pk).update(dong_y_trung_bay=True)
    hien_vat.giu_trung_bay(ho_so, den=hom_nay, by=xa)
    tra = hien_vat.tra_hien_vat(ho_so, ngay=hom_nay, by=xa)

    assert (dong.so_luong, tra.tra_ngay, tra.giu_trung_bay_den) == (2, hom_nay, hom_nay)
    with pytest.raises(ValidationError, match="đã trả"):
        hien_vat.tra_hien_vat(ho_so, ngay=hom_nay, by=xa)
    with pytest.raises(PermissionDenied):
        hien_vat.nhan_hien_vat(ho_so, thong_tin={"nhan_ngay": hom_nay}, by=by)


def test_accounts_are_appointed_and_ended_by_the_province():
    cs = co_so()
    by = so(cs.xa.tinh, "so_truong_phong")
    nguoi = tai_khoan("sp_co_so")

    dong = nguoi_nop.giao(nguoi, co_so=cs, by=by)
    truoc = SanPham.objects.visible_to(nguoi).filter(pk=SanPhamFactory(co_so=cs).pk).exists()
    nguoi_nop.thoi(dong, by=by)

    assert (truoc, SanPham.objects.visible_to(nguoi).exists()) == (True, False)
    with pytest.raises(ValidationError, match="không nhận việc này được"):
        nguoi_nop.giao(nguoi, xa=cs.xa, by=by)
    with pytest.raises(PermissionDenied):
        nguoi_nop.giao(nguoi, co_so=cs, by=so(DonViFactory(), "so_truong_phong"))
