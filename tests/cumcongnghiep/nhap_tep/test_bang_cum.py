"""The flat table of a province: doubts told at their cells, nothing written before, undo exact."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cucctdp.donvi.models import Xa
from cucctdp.files.services import doc_tep
from cucctdp.imports.choices import KetLuan, TrangThaiPhien
from cucctdp.imports.dang_ky import so_dang_ky
from cucctdp.imports.services.danh_dau import yeu_cau_danh_dau
from cucctdp.imports.services.ghi import yeu_cau_ghi
from cucctdp.imports.services.kiem import sua_dong
from cucctdp.imports.xuat import tep_xuat
from cumcongnghiep.choices import ChiTieuSo, LoaiVanBan, PhapLy
from cumcongnghiep.models import (
    Cum,
    VanBan,
)
from cumcongnghiep.nhap_tep.trang_thai import noi_xa
from tests.cumcongnghiep.nhap_tep.canh import TIEU_DE, anh_chup, cac_loi, dong, kiem
from tests.factories.cumcongnghiep import CumFactory, VanBanFactory
from tests.factories.donvi import XaFactory


def test_a_clean_row_becomes_a_cluster_with_its_documents_and_figures(nhap, lam, tinh):
    phien = lam(yeu_cau_ghi, nhap(dong()))

    cum = Cum.objects.get()
    assert (phien.trang_thai, phien.so_ghi) == (TrangThaiPhien.DA_GHI, 1)
    assert (cum.ten, cum.don_vi, cum.phap_ly) == ("Minh Quân", tinh, PhapLy.DA_THANH_LAP)
    assert (cum.dien_tich, cum.dat_cn, cum.dat_da_thue) == (60, 42, 21)
    assert [x.xa.ten_goi for x in cum.cac_xa.all()] == ["Minh Quân"]
    assert list(cum.van_ban.values_list("loai", "so", "ngay", "can_xac_minh")) == [
        (LoaiVanBan.THANH_LAP, "298/QĐ-UBND", date(2025, 2, 20), False),
        (LoaiVanBan.QHCT, "512/QĐ-UBND", date(2025, 6, 1), False),
    ]
    assert list(cum.so_lieu.values_list("chi_tieu", "ngay", "gia_tri")) == [
        (ChiTieuSo.DA_THUE, date(2025, 12, 31), Decimal(21)),
        (ChiTieuSo.TY_LE_KHAI, date(2025, 12, 31), Decimal(50)),
    ]


def test_nothing_is_written_before_the_confirmation(nhap):
    truoc = anh_chup()

    phien = nhap(dong(), dong("Bảo Hà", **{"Địa điểm": "Xã Bảo Hà", "Số QĐ thành lập": None}))

    assert anh_chup() == truoc
    assert (phien.trang_thai, phien.so_moi) == (TrangThaiPhien.CHO_GHI, 2)


def test_two_storeys_of_heading_and_merged_cells_are_read(nhap):
    tren = ("TT", "Tên CCN", "Huyện", "Thành lập", None, "Mở rộng", None, "Quy hoạch chi tiết",
            None, "Đất CN (ha)", "Đất CN đã cho thuê (ha)", "Lấp đầy (%)")  # fmt: skip
    duoi = (None, None, None, "Diện tích (ha)", "Số QĐ", "Diện tích (ha)", "Số QĐ",
            "Diện tích (ha)", "Số QĐ", None, None, None)  # fmt: skip
    mot = (
        1,
        "Bảo Hà 1",
        "Bảo Yên",
        20,
        "1/QĐ-UBND ngày 1/2/2025",
        None,
        None,
        None,
        None,
        12,
        6,
        50,
    )
    hai = (2, "Bảo Hà 2", None, 30, "2/QĐ-UBND ngày 1/2/2025", None, None, None, None, 20, 5, 25)

    phien = nhap(mot, hai, tieu_de=(tren, duoi), gop=("D3:E3", "F3:G3", "H3:I3", "C5:C6"))

    assert cac_loi(phien) == set()
    assert [d.sach["huyen_cu"] for d in phien.cac_dong.all()] == ["Bảo Yên", "Bảo Yên"]
    assert [d.sach["thanh_lap"] for d in phien.cac_dong.all()] == [
        "1/QĐ-UBND|2025-02-01|20|",
        "2/QĐ-UBND|2025-02-01|30|",
    ]


def test_group_rows_give_their_former_district_and_totals_are_skipped(nhap):
    phien = nhap(
        ["I", "Huyện Bảo Yên"],
        dong("Bảo Hà", **{"Địa điểm": "Xã Bảo Hà"}),
        ["II", "Các cụm khác"],
        dong("Phố Mới", **{"Số QĐ thành lập": "9/QĐ-UBND ngày 1/1/2020"}),
        ["Tổng cộng", None, 120],
    )

    assert [d.sach.get("huyen_cu") for d in phien.cac_dong.all()] == ["Huyện Bảo Yên", None]


def test_an_address_with_its_own_former_district_beats_the_group(nhap):
    phien = nhap(
        ["I", "Huyện Bảo Yên"],
        dong("Bảo Hà", **{"Địa điểm": "Xã Bảo Hà, huyện Văn Bàn"}),
    )

    assert [d.sach.get("huyen_cu") for d in phien.cac_dong.all()] == ["huyện Văn Bàn"]


@pytest.mark.parametrize(
    ("o", "ma"),
    [
        ({"Diện tích thành lập (ha)": 600000}, "m2_hay_ha"),
        ({"Diện tích thành lập (ha)": "sáu mươi"}, "khong_phai_so"),
        ({"Diện tích thành lập (ha)": "-5"}, "so_am"),
        ({"Số QĐ thành lập": "theo quyết định của tỉnh"}, "so_quyet_dinh"),
        ({"Số QĐ thành lập": "1/QĐ-UBND; 2/QĐ-UBND"}, "nhieu_quyet_dinh"),
        ({"Số QĐ thành lập": "1/QĐ-UBND ngày 31/02/2020"}, "khong_phai_ngay"),
        ({"Số QĐ thành lập": "1/QĐ-UBND ngày 01/02/2090"}, "ngay_tuong_lai"),
        ({"Tên cụm công nghiệp": "KCN Phía Nam"}, "la_khu"),
        ({"Tên cụm công nghiệp": "CCN KCN Phía Nam"}, "la_khu"),
        ({"Địa điểm": "Xã Không Đâu"}, "xa_khong_co"),
        ({"Địa điểm": "Xã Bảo Hà, tỉnh Không Có"}, "tinh_khong_ro"),
        ({"Đã cho thuê (ha)": 43, "Tỷ lệ lấp đầy (%)": None}, "V01"),
        ({"Đất công nghiệp (ha)": 61, "Tỷ lệ lấp đầy (%)": None}, "V02"),
        ({"Tỷ lệ lấp đầy (%)": 80}, "V04"),
        ({"Tên cụm công nghiệp": None}, "thieu"),
    ],
)
def test_a_fault_is_told_at_its_row(nhap, o, ma):
    phien = nhap(dong(**o), dong("Bảo Hà", **{"Số QĐ thành lập": "7/QĐ-UBND ngày 01/02/2020"}))

    assert (4, ma) in cac_loi(phien)
    assert 5 not in {so for so, _ in cac_loi(phien)}


@pytest.mark.parametrize(
    ("o", "ma"),
    [
        ({"Diện tích thành lập (ha)": "≈ 60"}, "can_xem_lai"),
        ({"Diện tích thành lập (ha)": "600.000 m2"}, "can_xem_lai"),
        ({"Số QĐ thành lập": "298/QĐ-UBND"}, "chua_co_ngay"),
        ({"Số QĐ thành lập": "45/QĐ-UB ngày 03/04/2003"}, "so_quyet_dinh"),
        ({"Số QĐ thành lập": None}, "thieu_so_qd"),
        ({"Địa điểm": "Thị trấn Bảo Hà, huyện Bảo Yên"}, "huyen_khong_con"),
        ({"Địa điểm": None}, "chua_co_xa"),
        ({"Đất công nghiệp (ha)": 10, "Đã cho thuê (ha)": 5}, "V03"),
    ],
)
def test_a_doubt_is_told_and_does_not_stop_the_row(nhap, o, ma):
    phien = nhap(dong(**o))

    assert (4, ma) in cac_loi(phien, "canh_bao")
    assert cac_loi(phien) == set()


@pytest.mark.parametrize(
    ("o", "xa", "ma"),
    [
        ("Minh Quân", ["Minh Quân"], "xa_theo_ten"),
        ("Thôn 3, minh quân, huyện Trấn Yên", ["Minh Quân"], "xa_theo_ten"),
        ("Minh Quân, Lào Cai", ["Minh Quân"], "xa_theo_ten"),
        ("Minh Quân, Bảo Thắng", [], "xa_mo_ho"),
        ("Bảo Hà", [], "xa_mo_ho"),
        ("Không Đâu, Bảo Thắng", [], "chua_co_xa"),
        ("Minh Quan A", [], "chua_co_xa"),
    ],
)
def test_commune_named_without_its_level_is_looked_up_and_never_guessed(nhap, canh_tinh, o, xa, ma):
    """Two communes, or one that may be the former district, are proposals."""
    XaFactory(tinh=canh_tinh[0], ten_goi="Bảo Hà", loai="phuong")

    phien = nhap(dong(**{"Địa điểm": o}))

    dong_nhap = phien.cac_dong.get()
    loi = {x["ma"]: x["thong_diep"] for x in dong_nhap.loi}
    ids = dict(Xa.objects.values_list("ten_goi", "pk"))
    assert dong_nhap.sach.get("cac_xa", "") == noi_xa([ids[t] for t in xa])
    assert ma in loi
    goi_y = {"Minh Quân, Bảo Thắng": "Bảo Thắng", "Bảo Hà": "2 xã, phường"}
    goi_y |= {"Không Đâu, Bảo Thắng": "Có thể là: Bảo Thắng", "Minh Quan A": "Minh Quân"}
    assert goi_y.get(o, "") in loi[ma]


def test_all_faults_of_a_file_come_at_once_and_are_marked_in_the_officers_own_file(nhap, lam):
    phien = nhap(
        dong(**{"Diện tích thành lập (ha)": 600000, "Số QĐ thành lập": "x"}),
        dong("Bảo Hà", **{"Địa điểm": "Xã Không Đâu"}),
    )

    phien = lam(yeu_cau_danh_dau, phien)

    assert cac_loi(phien) >= {(4, "m2_hay_ha"), (4, "so_quyet_dinh"), (5, "xa_khong_co")}
    assert doc_tep(phien.viec_danh_dau.ket_qua).startswith(b"PK")


def test_an_undated_decision_is_dated_at_the_latest_it_can_be_and_marked(nhap, lam):
    o = {"Số QĐ thành lập": "27/2020/QĐ-UBND", "Số QĐ duyệt QHCT": "512/QĐ-UBND"}

    lam(yeu_cau_ghi, nhap(dong(**o)))

    assert list(VanBan.objects.order_by("ngay").values_list("loai", "ngay", "can_xac_minh")) == [
        (LoaiVanBan.THANH_LAP, date(2020, 12, 31), True),
        (LoaiVanBan.QHCT, date(2025, 12, 31), True),
    ]


def test_square_metres_of_a_heading_are_hectares_of_the_register(nhap):
    tieu_de = tuple(t.replace("Đã cho thuê (ha)", "Đã cho thuê (m2)") for t in TIEU_DE)

    phien = nhap(dong(**{"Đã cho thuê (ha)": 210000}), tieu_de=(tieu_de,))

    assert phien.cac_dong.get().sach["da_thue"] == "21|2025-12-31"


def test_a_fraction_that_excel_shows_as_percent_is_read_as_such(nhap):
    phien = nhap(dong(**{"Tỷ lệ lấp đầy (%)": 0.5}))

    assert phien.cac_dong.get().sach["ty_le_khai"] == "50|2025-12-31"


def test_a_former_province_is_known_and_kept(nhap, canh_tinh):
    phien = nhap(dong(**{"Địa điểm": "Xã Minh Quân, tỉnh Yên Bái"}))

    sach = phien.cac_dong.get().sach
    assert (sach["don_vi_id"], sach["tinh_cu_id"]) == (canh_tinh[0].pk, canh_tinh[1].pk)


def test_an_unknown_commune_is_proposed_for_and_mended_in_the_browser(nhap, canh_tinh):
    phien = nhap(dong(**{"Địa điểm": "Xã Bảo Thắn, huyện Bảo Thắng"}))
    cau = next(e["thong_diep"] for e in phien.cac_dong.get().loi if e["ma"] == "xa_khong_co")

    moi = sua_dong(phien, 4, o={"xa": "Xã Bảo Thắng"}, by=canh_tinh[2])

    assert "Gần nhất: Bảo Thắng" in cau
    assert (moi.ket_luan, moi.ma_loi) == (KetLuan.MOI, ["V31"])


def test_the_same_name_twice_in_a_file_is_told(nhap):
    phien = nhap(dong("Bảo Hà 2"), dong("Bảo Hà số II", **{"Số QĐ thành lập": None}))

    assert (5, "trung_trong_tep") in cac_loi(phien)


def test_one_decision_under_two_names_is_told_and_settled_by_saying_new(nhap, canh_tinh):
    phien = nhap(dong("Bắc Minh Quân"), dong("Phố Ràng"))
    truoc = cac_loi(phien)

    moi = sua_dong(phien, 5, o={"ma": "mới"}, by=canh_tinh[2])

    assert truoc == {(5, "cung_quyet_dinh")}
    assert moi.ket_luan == KetLuan.MOI


def test_a_cluster_on_file_is_known_by_its_decision_under_another_name(nhap, lam, tinh, canh_tinh):
    cum = CumFactory(don_vi=tinh, ten="Bắc Minh Quân")
    VanBanFactory(cum=cum, so="298/QĐ-UBND", ngay=date(2025, 2, 20), dien_tich=Decimal(60))
    phien = nhap(dong("Phố Ràng"))
    truoc = cac_loi(phien)

    moi = sua_dong(phien, 4, o={"ma": cum.ma}, by=canh_tinh[2])
    lam(yeu_cau_ghi, phien)

    cum.refresh_from_db()
    assert truoc == {(4, "cung_quyet_dinh")}
    assert (moi.ket_luan, cum.ten, cum.ten_khac) == (KetLuan.DOI, "Bắc Minh Quân", ["Phố Ràng"])


def test_a_decision_on_file_is_never_replaced(nhap, tinh):
    cum = CumFactory(don_vi=tinh, ten="Minh Quân")
    VanBanFactory(cum=cum, so="1/QĐ-UBND", ngay=date(2020, 2, 20), dien_tich=Decimal(60))

    phien = nhap(dong())

    assert (4, "khac_quyet_dinh") in cac_loi(phien)


def test_the_same_table_again_changes_nothing(nhap, lam):
    lam(yeu_cau_ghi, nhap(dong()))

    phien = nhap(dong())

    assert (phien.so_giong, phien.so_moi, phien.so_doi) == (1, 0, 0)


def test_the_export_read_again_changes_nothing(
    nhap, lam, canh_tinh, django_capture_on_commit_callbacks
):
    lam(yeu_cau_ghi, nhap(dong(), dong("Bảo Hà", **{"Số QĐ thành lập": "7/QĐ-UBND"})))

    noi_dung, n = tep_xuat(so_dang_ky("cum"), Cum.objects.all())
    phien = kiem(
        noi_dung, nguoi=canh_tinh[2], tinh=canh_tinh[0], chay=django_capture_on_commit_callbacks
    )

    assert (n, phien.so_giong, cac_loi(phien)) == (2, 2, set())


def test_queries_do_not_grow_with_the_rows(nhap, lam):
    def dem(*cac_dong):
        with CaptureQueriesContext(
            connection,
        ) as cau:
            phien = lam(yeu_cau_ghi, nhap(*cac_dong))
        assert phien.so_ghi == len(cac_dong)
        return len(cau)

    def cac(tu, den):
        return [
            dong(f"Cụm {i}", **{"Số QĐ thành lập": f"{i}/QĐ-UBND ngày 1/1/2025"})
            for i in range(tu, den)
        ]

    assert dem(*cac(1, 3)) == dem(*cac(10, 16))
