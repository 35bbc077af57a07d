"""The 22 questions: every one answers, in as many queries for many clusters as for few."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cumcongnghiep.cau_hoi import CAC_CAU, Kieu, tra_loi
from cumcongnghiep.choices import (
    ChieuDiDoi,
    HaTang,
    LoaiVanBan,
    NguonDiDoi,
    TrangThaiBieu,
)
from cumcongnghiep.lap_day import TyLe
from cumcongnghiep.models import (
    BieuNop,
    CheDo,
    GiaoChuDauTu,
    HanBieu,
    KeHoachDiDoi,
    KyBieu,
    QuyTac,
    SoLieu,
)
from cumcongnghiep.statistics import Hoi
from tests.cumcongnghiep.ngau_nhien import DAU, dung
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
NGAY = date(2026, 6, 14)


@pytest.fixture
def luat():
    for model in (CheDo, HanBieu, QuyTac):
        model.objects.all().delete()
    chung = {"hieu_luc_tu": "2020-01-01", "can_cu": "Thử"}
    CheDo.objects.create(
        ma="T1", ten="Thử", cap_xet="xa", lap_day_thanh_lap=50, chua_thue_thanh_lap=50, **chung
    )
    for loai, thang, ngay in (("6t", 6, 14), ("nam", 12, 14)):
        HanBieu.objects.create(
            bieu="04", loai_ky=loai, thang_dau=12, ngay_dau=15, thang_chot=thang, ngay_chot=ngay,
            thang_han=thang, ngay_han=30, nguoi_gui="sct", noi_nhan="Bộ", **chung,
        )  # fmt: skip
    QuyTac.objects.create(
        ma="A04", ten="105", muc="C", thong_bao="…", nguong={"han": "2026-12-31"}, **chung
    )
    QuyTac.objects.create(
        ma="A17", ten="Nhiều cụm", muc="C", thong_bao="…",
        nguong={"so_cum": 3, "dien_tich": "200"}, **chung,
    )  # fmt: skip


def _so_cau(ham) -> int:
    with CaptureQueriesContext(
        connection,
    ) as cac:
        ham()
    return len(cac)


@pytest.mark.parametrize("so", sorted(CAC_CAU))
def test_every_question_answers_in_constant_queries(luat, so):
    tinh = DonViFactory(ma="15")
    dung(tinh, so, 3)
    hoi = Hoi(NGAY, DAU)
    mot = _so_cau(lambda: tra_loi(so, hoi))
    dung(DonViFactory(ma="24"), so + 100, 15)

    nhieu = _so_cau(lambda: tra_loi(so, hoi))
    bang = tra_loi(so, hoi)

    assert nhieu <= mot + 2, "a query may be saved when a list is empty, none is added by row"
    assert (bang.so, bang.cau, bang.hoi.den) == (so, CAC_CAU[so].cau, NGAY)
    assert all(len(d.o) == len(bang.cot) for d in bang.cac_dong)
    assert bang.tong is None or len(bang.tong.o) == len(bang.cot)
    assert len({(d.khoa, d.nhom) for d in bang.cac_dong}) == len(bang.cac_dong)
    for d in bang.cac_dong:
        assert bang.cum_cua(d.khoa, d.nhom) == d.cum
        for o, c in zip(d.o, bang.cot, strict=True):
            assert o is None or (isinstance(o, TyLe) == (c.kieu is Kieu.TY_LE))


def test_1_counts_and_the_same_at_past_cut_offs(luat):
    cum = VanBanFactory(ngay=date(2025, 2, 20)).cum
    DuAnFactory(cum=CumFactory(don_vi=cum.don_vi), vao_cum=date(2026, 1, 1))

    bang = tra_loi(1, Hoi(NGAY))

    khoa = cum.don_vi.khoa
    assert [bang.gia_tri(khoa, c) for c in ("thanh_lap", "hoat_dong", "chua_thanh_lap")] == [
        1, 1, 1,
    ]  # fmt: skip
    thanh_lap = next(c for c in bang.chuoi if c.ten == "Đã thành lập")
    assert thanh_lap.diem == (
        (date(2024, 6, 14), Decimal(0)),
        (date(2024, 12, 14), Decimal(0)),
        (date(2025, 6, 14), Decimal(1)),
        (date(2025, 12, 14), Decimal(1)),
        (NGAY, Decimal(1)),
    )


def test_2_says_which_side_of_the_rate_moved(luat):
    cum = CanDoiDatFactory(cong_nghiep=Decimal(10), ngay=date(2025, 1, 1)).cum
    CanDoiDatFactory(cum=cum, cong_nghiep=Decimal(20), ngay=date(2026, 1, 1))
    ThueDatFactory(du_an=DuAnFactory(cum=cum), dien_tich=Decimal(4))

    bang = tra_loi(2, Hoi(NGAY))

    khoa, nhom = cum.don_vi.khoa, "Theo địa bàn"
    nay, cu = (bang.gia_tri(khoa, c, nhom) for c in ("phap_ly", "ky_truoc"))
    assert (nay.phan_tram, cu.phan_tram) == (Decimal("20.00"), Decimal("40.00"))
    assert [bang.gia_tri(khoa, c, nhom) for c in ("doi_tu", "doi_mau")] == [0, 10]
    assert nay.ten_mau == "đất công nghiệp theo quy hoạch chi tiết"


def test_4_counts_the_days_left_and_leaves_out_the_established(luat):
    mot = CumFactory(truoc_105_2009=True)
    VanBanFactory(cum=CumFactory(truoc_105_2009=True))

    bang = tra_loi(4, Hoi(date(2026, 11, 23)))

    assert [d.cum for d in bang.cac_dong] == [(mot.pk,)]
    assert bang.gia_tri(mot.ma, "con") == 38


def test_6_names_the_step_and_who_must_act(luat):
    cum = VanBanFactory(hoan_thanh_du_kien=date(2026, 1, 10)).cum
    VanBanFactory(cum=cum, loai=LoaiVanBan.QHCT, ngay=date(2025, 9, 1))

    bang = tra_loi(6, Hoi(NGAY))

    assert [bang.gia_tri(cum.ma, c) for c in ("cham", "buoc", "ben")] == [
        5,
        "12. Dự án hạ tầng",
        "Chủ đầu tư hạ tầng",
    ]


def test_7_developer_with_three_unfinished_clusters_is_over_the_limit(luat):
    cdt = ChuDauTuFactory()
    cac = [VanBanFactory().cum for _ in range(3)]
    for cum in cac:
        GiaoChuDauTu.objects.create(cum=cum, chu_dau_tu=cdt, tu_ngay=date(2025, 3, 1))

    bang = tra_loi(7, Hoi(NGAY))

    (dong,) = bang.cac_dong
    assert (dong.o[0], dong.o[2], dong.o[3], dong.o[6]) == (cdt.ten, 3, Decimal(225), True)
    assert dong.cum == tuple(sorted(c.pk for c in cac))


def test_12_commune_at_half_full_with_little_land_left_may_open_a_cluster(luat):
    tinh = DonViFactory(ma="15")
    duoc, chua = XaFactory(tinh=tinh), XaFactory(tinh=tinh)
    for xa, cn, thue in ((duoc, 55, 6), (chua, 60, 5)):
        cum = CanDoiDatFactory(cum__don_vi=tinh, cong_nghiep=cn, tong=75).cum
        CumXaFactory(cum=cum, xa=xa)
        VanBanFactory(cum=cum)
        ThueDatFactory(du_an=DuAnFactory(cum=cum), dien_tich=thue)

    bang = tra_loi(12, Hoi(NGAY))

    assert bang.gia_tri(duoc.ma, "ket_luan") == "Được mở cụm mới"
    assert bang.gia_tri(chua.ma, "ket_luan") == "Chưa được mở cụm mới"
    assert [bang.gia_tri(x.ma, "chua_thue") for x in (duoc, chua)] == [49, 55]


def test_13_units_moved_in_and_clusters_that_must_move(luat):
    cum = CumFactory()
    chung = {"cum": cum, "noi": "Làng Vân", "den_ngay": NGAY}
    KeHoachDiDoi.objects.create(
        chieu=ChieuDiDoi.VAO, nguon=NguonDiDoi.LANG_NGHE, so_co_so=30, da_doi=12, **chung
    )
    KeHoachDiDoi.objects.create(chieu=ChieuDiDoi.RA, so_co_so=4, da_doi=1, **chung)

    bang = tra_loi(13, Hoi(NGAY))

    assert bang.cac_dong[0].o[1:] == (12, 18, 0, 0, 1, 3)


def test_15_tells_who_is_late_and_what_the_total_covers(luat):
    gui, chua = (VanBanFactory(dien_tich=ha).cum for ha in (Decimal(60), Decimal(40)))
    ky = KyBieu.objects.create(nam=2026, loai="6t", tu_ngay=DAU, den_ngay=NGAY)
    BieuNop.objects.create(
        ky=ky, bieu="04", don_vi=gui.don_vi, trang_thai=TrangThaiBieu.CHAP_NHAN, vong=2,
        han=date(2026, 6, 30), gui_luc="2026-07-03T08:00+07:00", ngay_gui=date(2026, 7, 3),
    )  # fmt: skip
    BieuNop.objects.create(ky=ky, bieu="04", don_vi=chua.don_vi, han=date(2026, 6, 30))

    bang = tra_loi(15, Hoi(date(2026, 7, 10)))

    assert [bang.gia_tri(gui.don_vi.khoa, c) for c in ("tre", "vong", "phu_ha")] == [3, 2, 100]
    assert [bang.gia_tri(chua.don_vi.khoa, c) for c in ("tre", "phu_ha")] == [10, 0]
    assert bang.tong.o[-1] == Decimal("60.00")
    assert (bang.do_phu.so_tinh, bang.do_phu.ha_co, bang.do_phu.ha_tong) == (1, 60, 100)
    assert bang.do_phu.thieu == (chua.don_vi.ten_goi,)
    assert bang.chuoi[0].diem == ((NGAY, Decimal(1)),)


def test_16_lists_the_change_with_the_document_of_the_time(luat):
    cum = CumFactory()
    quy_hoach = QuyHoachFactory(don_vi=cum.don_vi, hieu_luc_tu=date(2025, 1, 1))
    MucQuyHoachFactory(cum=cum, quy_hoach=quy_hoach)
    vb = VanBanFactory(cum=cum, ngay=date(2026, 3, 1))
    SoLieu.objects.create(cum=cum, chi_tieu="tmdt", ngay=date(2025, 12, 1), gia_tri=5)

    bang = tra_loi(16, Hoi(NGAY))

    doi = next(d for d in bang.cac_dong if d.o[2] == "Pháp lý")
    assert doi.o[3:] == ("Trong quy hoạch, chưa thành lập", "Đã thành lập", str(vb))
    assert [d.cum for d in bang.cac_dong if d.nhom.startswith("Số của kỳ trước")] == [(cum.pk,)]


def test_17_missing_extra_and_drift(luat):
    thieu = MucQuyHoachFactory().cum
    thua = VanBanFactory().cum
    lech = VanBanFactory(dien_tich=Decimal(70)).cum
    MucQuyHoachFactory(cum=lech, dien_tich=Decimal(75))
    khop = VanBanFactory(dien_tich=Decimal(75)).cum
    MucQuyHoachFactory(cum=khop, dien_tich=Decimal(75))

    bang = tra_loi(17, Hoi(NGAY))

    assert {d.nhom: (d.cum, d.o[4]) for d in bang.cac_dong} == {
        "Trong quy hoạch, chưa thành lập": ((thieu.pk,), None),
        "Đã thành lập, ngoài quy hoạch": ((thua.pk,), None),
        "Diện tích lệch quy hoạch": ((lech.pk,), Decimal(-5)),
    }


def test_20_old_parts_of_a_merged_province_stand_side_by_side(luat):
    moi = DonViFactory(ma="15", ten_goi="Lào Cai")
    cu = [
        DonViFactory(bo_ma="63", ma=ma, ten_goi=ten, slug=f"cu-{ma}", hieu_luc_tu=date(2000, 1, 1))
        for ma, ten in (("10", "Lào Cai"), ("15", "Yên Bái"))
    ]
    for so, tinh_cu in zip((1, 2), cu, strict=True):
        for _ in range(so):
            VanBanFactory(cum__don_vi=moi, cum__tinh_cu=tinh_cu)
    VanBanFactory(cum__don_vi=DonViFactory(ma="22"))

    bang = tra_loi(20, Hoi(NGAY))

    assert [(d.khoa, d.nhom, d.o[3]) for d in bang.cac_dong] == [
        ("63:10", "Lào Cai", 1),
        ("63:15", "Lào Cai", 2),
    ]


def test_21_land_comes_in_the_quarter_of_the_schedule(luat):
    cum = VanBanFactory(hoan_thanh_du_kien=date(2026, 11, 30)).cum
    CanDoiDatFactory(cum=cum, cong_nghiep=Decimal(50))
    SoLieu.objects.create(
        cum=cum, chi_tieu="du_dieu_kien", ngay=date(2026, 5, 1), gia_tri=Decimal(20)
    )

    bang = tra_loi(21, Hoi(NGAY))

    assert [(d.khoa, d.o[2]) for d in bang.cac_dong[:3]] == [
        ("Quý 2/2026", 0),
        ("Quý 3/2026", 0),
        ("Quý 4/2026", Decimal(30)),
    ]
    assert bang.chuoi[0].diem[2] == (date(2026, 12, 31), Decimal(30))
    assert cum.ha_tang == HaTang.CHUA_TRIEN_KHAI


def test_11_between_two_cut_offs_tells_the_last_one(luat):
    du_an = DuAnFactory()
    ThueDatFactory(du_an=du_an, dien_tich=Decimal(4))
    SoLieu.objects.create(
        cum=du_an.cum, du_an=du_an, chi_tieu="doanh_thu", tu_ngay=DAU, ngay=NGAY,
        gia_tri=10_000_000_000,
    )  # fmt: skip
    HanBieu.objects.update(lech_nam_dau=-3)

    bang = tra_loi(11, Hoi(date(2026, 11, 23)))

    assert bang.hoi.den == NGAY
    assert bang.gia_tri(du_an.cum.don_vi.khoa, "doanh_thu_ha") == Decimal("2.50")
    assert "14/06/2026" in bang.ghi_chu[0]
