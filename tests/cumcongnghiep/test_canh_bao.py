"""The nightly look: rows open, stay and close; told once; the same queries for any number."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cucctdp.thong_bao.models import ThongBao
from cumcongnghiep.choices import LoaiVanBan
from cumcongnghiep.models import BieuNop, CanhBao, GiaoChuDauTu, KyBieu, NguoiBaoCao, QuyTac
from cumcongnghiep.services.canh_bao import chay_dem
from tests.factories.accounts import PhanCongFactory, tai_khoan
from tests.factories.cumcongnghiep import (
    ChuDauTuFactory,
    CumFactory,
    CumXaFactory,
    DuAnFactory,
    VanBanFactory,
)
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.usefixtures("luat_goc", "db")
NGAY = date(2026, 11, 23)


def cu(**them):
    """A cluster formed before QĐ 105/2009, with a firm on it and nothing decided: A04, A07, A14."""
    cum = CumFactory(truoc_105_2009=True, **them)
    DuAnFactory(cum=cum, vao_cum=date(2008, 1, 1))
    return cum


def cac_ma(**loc):
    return list(CanhBao.objects.dang_mo().filter(**loc).order_by("ma").values_list("ma", flat=True))


def ky_nam(**them):
    return KyBieu.objects.create(
        nam=2026, loai="nam", tu_ngay=date(2025, 12, 15), den_ngay=date(2026, 12, 14), **them
    )


def test_an_alert_opens_stays_closes_when_solved_and_comes_back_as_a_new_row():
    cum = cu()

    dau = chay_dem(NGAY)
    lai = chay_dem(NGAY)
    sau = chay_dem(date(2026, 11, 24))
    v = VanBanFactory(cum=cum, ngay=date(2026, 11, 24), ngay_gui_bo=date(2026, 11, 24))
    het = chay_dem(date(2026, 11, 25))

    assert [(k.moi, k.con, k.het) for k in (dau, lai, sau, het)] == [
        (3, 0, 0), (0, 3, 0), (0, 3, 0), (0, 2, 1)
    ]  # fmt: skip
    c = CanhBao.objects.get(ma="A04")
    assert (c.thay_dau, c.thay_cuoi, c.dong_ngay) == (
        NGAY, date(2026, 11, 24), date(2026, 11, 25)
    )  # fmt: skip
    assert (c.don_vi, c.han, c.muc, c.so_ngay_tre) == (cum.don_vi, date(2026, 12, 31), "C", 0)
    assert c.thong_bao.endswith("còn 37 ngày.")
    assert cac_ma() == ["A07", "A14"]
    v.delete()
    assert (chay_dem(date(2026, 11, 26)).moi, CanhBao.objects.filter(ma="A04").count()) == (1, 2)


def test_second_look_of_a_day_writes_nothing():
    cu()
    tai_khoan("cuc_lanh_dao_phong")
    chay_dem(NGAY)
    truoc = (list(CanhBao.objects.values()), ThongBao.objects.count())

    chay_dem(NGAY)

    assert (list(CanhBao.objects.values()), ThongBao.objects.count()) == truoc


def test_lateness_is_counted_in_days_like_the_forms():
    cu()

    chay_dem(date(2027, 1, 4))

    assert CanhBao.objects.get(ma="A04").so_ngay_tre == 4


def test_rule_switched_off_closes_its_alerts():
    cu()
    chay_dem(NGAY)
    QuyTac.objects.filter(ma="A04").update(bat=False)

    kq = chay_dem(date(2026, 11, 24))

    assert (kq.het, cac_ma()) == (1, ["A07", "A14"])


def test_forms_are_told_by_province_before_and_after_the_due_day():
    tinh, khac = DonViFactory(bo_ma="34"), DonViFactory(bo_ma="34")
    ky = ky_nam()
    BieuNop.objects.create(
        ky=ky, bieu="04", don_vi=khac, han=date(2026, 12, 31), trang_thai="da_gui",
        gui_luc=timezone.now(), ngay_gui=date(2026, 12, 15),
    )  # fmt: skip

    chay_dem(date(2026, 12, 16))
    truoc = list(CanhBao.objects.dang_mo().values_list("don_vi", "ma", "khoa"))
    chay_dem(date(2027, 1, 3))

    assert truoc == [(tinh.pk, "A01", f"{ky.pk}:04:15")]
    c = CanhBao.objects.dang_mo().get()
    assert (c.don_vi, c.ma, c.so_ngay_tre, c.ben) == (tinh, "A02", 3, "sct")
    KyBieu.objects.update(khoa_luc=timezone.now())
    assert chay_dem(date(2027, 1, 4)).het == 1


def test_begun_form_04_tells_who_is_missing_until_it_is_sent():
    cum = cu(don_vi=DonViFactory(bo_ma="34"))
    CumXaFactory(cum=cum)
    VanBanFactory(cum=cum, ngay=date(2026, 1, 5), dien_tich=Decimal(50))
    GiaoChuDauTu.objects.create(cum=cum, chu_dau_tu=ChuDauTuFactory(), tu_ngay=date(2026, 1, 5))
    b = BieuNop.objects.create(ky=ky_nam(), bieu="04", don_vi=cum.don_vi, han=date(2026, 12, 31))

    chay_dem(date(2026, 12, 15))
    c = CanhBao.objects.dang_mo().get(ma="A03")
    b.trang_thai, b.gui_luc, b.ngay_gui = "da_gui", timezone.now(), date(2026, 12, 16)
    b.save()
    chay_dem(date(2026, 12, 16))

    assert c.thong_bao == (
        "1/1 xã, 1 chủ đầu tư chưa gửi số liệu; số tổng hợp mới phủ 0% diện tích."
    )
    assert not CanhBao.objects.dang_mo().filter(ma="A03").exists()


def test_a_developer_with_three_unfinished_clusters_is_told_in_each_province():
    cdt = ChuDauTuFactory(ten="Công ty Giữ Đất")
    tinh, khac = DonViFactory(), DonViFactory()
    for don_vi in (tinh, tinh, khac):
        v = VanBanFactory(
            cum=CumFactory(don_vi=don_vi), loai=LoaiVanBan.THANH_LAP, ngay=date(2026, 1, 5),
            ngay_gui_bo=date(2026, 1, 6),
        )  # fmt: skip
        GiaoChuDauTu.objects.create(cum=v.cum, chu_dau_tu=cdt, tu_ngay=date(2026, 1, 5))

    chay_dem(NGAY)

    cac = CanhBao.objects.filter(ma="A17").order_by("don_vi")
    assert [c.don_vi for c in cac] == [tinh, khac]
    assert {c.thong_bao for c in cac} == {
        "Chủ đầu tư Công ty Giữ Đất đang giữ 3 cụm (225 ha) chưa hoàn thành."
    }


def test_queries_do_not_grow_with_clusters_and_forms(django_assert_num_queries):
    ky = ky_nam()

    def mot():
        cum = cu(don_vi=DonViFactory(bo_ma="34"))
        CumXaFactory(cum=cum)
        BieuNop.objects.create(ky=ky, bieu="04", don_vi=cum.don_vi, han=date(2026, 12, 31))

    mot()
    with CaptureQueriesContext(connection) as it:
        chay_dem(date(2026, 12, 20))
    CanhBao.objects.all().delete()
    mot()
    mot()

    with django_assert_num_queries(len(it.captured_queries)):
        chay_dem(date(2026, 12, 20))


def test_people_hear_once_of_what_is_new_in_their_scope_and_demo_writes_to_nobody():
    tinh, khac = DonViFactory(), DonViFactory()
    nguoi = {
        "so": tai_khoan("so_chuyen_vien", don_vi=tinh),
        "so_khac_nhom": tai_khoan("so_chuyen_vien", don_vi=tinh, nhom_bieu=["KC"]),
        "lanh_dao_so": tai_khoan("so_lanh_dao", don_vi=tinh),
        "trung_tam": tai_khoan("so_khuyen_cong", don_vi=tinh),
        "so_khac": tai_khoan("so_chuyen_vien", don_vi=khac),
        "cuc": tai_khoan("cuc_chuyen_vien"),
        "cuc_khac": tai_khoan("cuc_chuyen_vien"),
        "phong": tai_khoan("cuc_lanh_dao_phong"),
        "bo": tai_khoan("bo_lanh_dao"),
    }
    PhanCongFactory(user=nguoi["cuc"], don_vi=tinh, tu_ngay=date(2020, 1, 1))
    PhanCongFactory(user=nguoi["cuc_khac"], don_vi=khac, tu_ngay=date(2020, 1, 1))
    cum = cu(don_vi=tinh)
    cu(don_vi=khac, minh_hoa=True)

    for _ in range(2):
        chay_dem(NGAY)
    chay_dem(date(2026, 11, 24))

    thu = ThongBao.objects.filter(kenh="he_thong")
    assert sorted(t.nguoi_nhan_id for t in thu) == sorted(
        nguoi[k].pk for k in ("so", "cuc", "phong")
    )
    cua_so = thu.get(nguoi_nhan=nguoi["so"])
    assert cua_so.tieu_de == "Cụm công nghiệp: 3 cảnh báo mới"
    assert f"CCN {cum.ten} ({tinh.ten_goi}): Cụm {cum.ten} phải xử lý xong" in cua_so.noi_dung
    assert thu.get(nguoi_nhan=nguoi["phong"]).tieu_de == "Cụm công nghiệp: 1 cảnh báo mới"


def test_reporters_hear_of_their_clusters_and_of_forms_they_have_not_sent():
    cum = cu(don_vi=DonViFactory(bo_ma="34"))
    xa = CumXaFactory(cum=cum).xa
    du_an = cum.du_an.get()
    ky = ky_nam()
    nguoi = {k: tai_khoan("ccn_bao_cao") for k in ("xa", "dn", "da_gui", "thoi")}
    chung = {"don_vi": cum.don_vi}
    NguoiBaoCao.objects.create(nguoi=nguoi["xa"], vai_tro="xa", xa=xa, **chung)
    NguoiBaoCao.objects.create(nguoi=nguoi["dn"], vai_tro="du_an", du_an=du_an, **chung)
    gui = DuAnFactory(cum=cum)
    NguoiBaoCao.objects.create(nguoi=nguoi["da_gui"], vai_tro="du_an", du_an=gui, **chung)
    NguoiBaoCao.objects.create(
        nguoi=nguoi["thoi"], vai_tro="xa", xa=xa, thoi_tu=date(2026, 1, 1), **chung
    )
    BieuNop.objects.create(
        ky=ky, bieu="01", du_an=gui, cum=cum, han=date(2026, 12, 20), trang_thai="da_gui",
        gui_luc=timezone.now(), ngay_gui=date(2026, 12, 15), **chung,
    )  # fmt: skip

    chay_dem(date(2026, 12, 17))

    thu = {
        t.nguoi_nhan_id: t.noi_dung
        for t in ThongBao.objects.filter(kenh="he_thong", nguoi_nhan__vai_tro="ccn_bao_cao")
    }
    assert set(thu) == {nguoi["xa"].pk, nguoi["dn"].pk}
    assert "Còn 3 ngày đến hạn nộp Biểu 01 (20/12/2026)." in thu[nguoi["dn"].pk]
    assert "Biểu 03" in thu[nguoi["xa"].pk]
    assert "chưa có hệ thống XLNT" in thu[nguoi["xa"].pk]
    assert "Biểu 01" not in thu[nguoi["xa"].pk]


def test_alerts_are_seen_by_the_province_forms_and_developers_too():
    tinh, khac = DonViFactory(bo_ma="34"), DonViFactory(bo_ma="34")
    ky_nam()
    cu(don_vi=khac)
    chay_dem(date(2026, 12, 20))

    so = CanhBao.objects.visible_to(tai_khoan("so_chuyen_vien", don_vi=tinh))
    cuc = CanhBao.objects.visible_to(tai_khoan("cuc_lanh_dao"))

    assert list(so.values_list("ma", "cum")) == [("A01", None)]
    assert cuc.count() == CanhBao.objects.count() > 4
    assert not CanhBao.objects.visible_to(tai_khoan("ccn_bao_cao")).exists()
