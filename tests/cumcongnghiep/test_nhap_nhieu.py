"""Many clusters at once: the queries do not grow, faults come together, undo can be read off."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cumcongnghiep.choices import ChiTieuSo, CoQuan, LoaiVanBan, PhapLy
from cumcongnghiep.models import CanDoiDat, Cum, DuAn, HangMuc, SoLieu, ThueDat, VanBan
from cumcongnghiep.services.cum import XaCuaCum
from cumcongnghiep.services.nhap_nhieu import DongNhap, kiem_nhieu, them_nhieu
from tests.factories.accounts import tai_khoan
from tests.factories.cumcongnghiep import CumFactory, VanBanFactory
from tests.factories.donvi import DonViFactory, XaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tinh():
    return DonViFactory()


@pytest.fixture
def so(tinh):
    return tai_khoan("so_chuyen_vien", don_vi=tinh)


def _dong(tinh, so, **truong):
    """A row of the flat table: decision, QHCT, industrial land, leased land."""
    xa = XaFactory(tinh=tinh)
    qhct = VanBan(
        loai=LoaiVanBan.QHCT,
        so=f"{so + 500}/QĐ-UBND",
        ngay=date(2022, 5, 1),
        co_quan=CoQuan.UBND_HUYEN,
        ngoai_le="Nhập từ danh mục",
    )
    return DongNhap(
        truong={"ten": f"Cụm số {so}", "don_vi": tinh, **truong},
        xa=[XaCuaCum(xa)],
        con=[
            VanBan(
                loai=LoaiVanBan.THANH_LAP,
                so=f"{so + 100}/QĐ-UBND",
                ngay=date(2021, 5, 1),
                co_quan=CoQuan.UBND_TINH,
                dien_tich=Decimal(50),
                ngoai_le="Nhập từ danh mục",
            ),
            qhct,
            CanDoiDat(ngay=date(2022, 5, 1), cong_nghiep=Decimal(35), van_ban=qhct),
            SoLieu(chi_tieu=ChiTieuSo.DA_THUE, ngay=date(2026, 6, 14), gia_tri=Decimal(7)),
        ],
        noi=f"dòng {so}",
    )


def test_rows_become_clusters_with_documents_land_and_states(tinh, so):
    kq = them_nhieu([_dong(tinh, 1), _dong(tinh, 2)], by=so, nguon="thu.xlsx")

    cum = Cum.objects.get(pk=kq.cac_cum[0].pk)
    assert (cum.phap_ly, cum.dien_tich, cum.dat_cn, cum.dat_da_thue) == (
        PhapLy.DA_THANH_LAP,
        Decimal(50),
        Decimal(35),
        Decimal(7),
    )
    assert CanDoiDat.objects.get(cum=cum).van_ban.loai == LoaiVanBan.QHCT
    assert SoLieu.objects.get(cum=cum).nguoi_nhap == so
    assert cum.cac_xa.get().chu_tri is True
    assert {k: len(v) for k, v in kq.them.items()} == {
        "cumcongnghiep.cum": 2,
        "cumcongnghiep.cumxa": 2,
        "cumcongnghiep.vanban": 4,
        "cumcongnghiep.candoidat": 2,
        "cumcongnghiep.solieu": 2,
    }


def test_projects_and_their_leases_come_in_one_row(tinh, so):
    dong = _dong(tinh, 1)
    du_an = DuAn(ten="Nhà máy gỗ", nha_dau_tu="Công ty Gỗ", vao_cum=date(2023, 1, 1))
    thue = ThueDat(du_an=du_an, loai="thue_lai", dien_tich=Decimal(2), tu_ngay=date(2023, 1, 1))
    dong.con = [*dong.con, du_an, thue]

    cum = them_nhieu([dong], by=so, nguon="thu.xlsx").cac_cum[0]

    assert (cum.so_du_an, cum.dat_da_thue) == (1, Decimal(2))


def test_queries_do_not_grow_with_the_rows(tinh, so, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as mot:
        them_nhieu([_dong(tinh, 1)], by=so, nguon="mot")
    cac = [_dong(tinh, n) for n in (2, 3, 4)]
    with CaptureQueriesContext(connection) as ba:
        them_nhieu(cac, by=so, nguon="ba")

    assert len(ba) <= len(mot)


def test_existing_cluster_is_changed_only_by_what_the_row_says(tinh, so):
    cum = VanBanFactory(cum__don_vi=tinh, so="77/QĐ-UBND", ngay=date(2020, 3, 1)).cum
    HangMuc.objects.create(cum=cum, loai="cap_nuoc", den_ngay=date(2025, 1, 1), tinh_trang="dang")
    dong = DongNhap(
        cum=cum,
        truong={"ten": "Tên mới", "dia_diem": "Thôn 2"},
        con=[
            VanBan(
                loai=LoaiVanBan.THANH_LAP,
                so="77/QĐ-UBND",
                ngay=date(2020, 3, 1),
                co_quan=CoQuan.UBND_TINH,
                trich_yeu="Về việc thành lập",
            ),
            HangMuc(loai="cap_nuoc", den_ngay=date(2026, 1, 1)),
        ],
    )

    kq = them_nhieu([dong], by=so, nguon="thu.xlsx")

    v = VanBan.objects.get(cum=cum)
    assert (v.trich_yeu, v.dien_tich) == ("Về việc thành lập", Decimal(75))
    assert HangMuc.objects.get(cum=cum).tinh_trang == "dang"
    assert kq.doi["cumcongnghiep.cum", cum.pk]["dia_diem"] == ["", "Thôn 2"]
    assert kq.doi["cumcongnghiep.vanban", v.pk]["trich_yeu"] == ["", "Về việc thành lập"]
    assert kq.them == {}


def test_confirmed_figure_that_changes_waits_for_confirmation_again(tinh, so):
    cum = CumFactory(don_vi=tinh)
    khac = tai_khoan("so_truong_phong", don_vi=tinh)
    khoa = {"chi_tieu": ChiTieuSo.DA_THUE, "ngay": date(2026, 6, 14)}
    SoLieu.objects.create(cum=cum, gia_tri=5, nguoi_nhap=so, nguoi_xac_nhan=khac, **khoa)

    them_nhieu([DongNhap(cum=cum, con=[SoLieu(gia_tri=Decimal(6), **khoa)])], by=so, nguon="t")

    moi = SoLieu.objects.get(cum=cum)
    assert (moi.gia_tri, moi.nguoi_xac_nhan) == (Decimal(6), None)


def test_every_fault_of_every_row_at_once_and_nothing_written(tinh, so):
    sai_so = _dong(tinh, 1)
    sai_so.con[0].so = "12-QD"
    khong_ten = _dong(tinh, 2, ten="")
    la = _dong(tinh, 3)
    la.xa = [XaCuaCum(XaFactory())]

    with pytest.raises(ValidationError) as loi:
        them_nhieu([sai_so, khong_ten, la], by=so, nguon="thu.xlsx")

    cac = loi.value.messages
    assert [c.split(":")[0] for c in cac] == ["dòng 1", "dòng 2", "dòng 3"] or len(cac) == 3
    assert any("12-QD" in c and c.startswith("dòng 1") for c in cac)
    assert any("tên cụm" in c and c.startswith("dòng 2") for c in cac)
    assert any("V23" in c and c.startswith("dòng 3") for c in cac)
    assert Cum.objects.count() == 0


def test_what_only_the_database_knows_is_told_by_row_too(tinh, so):
    dong = _dong(tinh, 1)
    dong.con = [*dong.con, HangMuc(loai="pccc", den_ngay=date(2026, 1, 1), tinh_trang="xong",
                                   phan_tram=Decimal(40))]  # fmt: skip

    with pytest.raises(ValidationError) as loi:
        them_nhieu([_dong(tinh, 2), dong], by=so, nguon="thu.xlsx")

    assert loi.value.messages == ["dòng 1: Hạng mục đã hoàn thành phải đạt 100%."]
    assert Cum.objects.count() == 0


def test_same_number_on_two_clusters_of_one_file(tinh):
    mot, hai = _dong(tinh, 1), _dong(tinh, 2)
    hai.con[0].so, hai.con[0].ngay = mot.con[0].so, date(2021, 9, 9)

    loi = kiem_nhieu([mot, hai])

    assert [x.dong for x in loi if "V21" in x.cau] == [0, 1]


def test_province_outside_the_scope(so):
    with pytest.raises(PermissionDenied):
        them_nhieu([_dong(DonViFactory(), 1)], by=so, nguon="thu.xlsx")


def test_cluster_of_another_province(so):
    with pytest.raises(PermissionDenied):
        them_nhieu([DongNhap(cum=CumFactory(), truong={"ten": "X"})], by=so, nguon="thu.xlsx")
