"""Export in the columns of the import: unedited it changes nothing, edited only the edit."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cucctdp.audit.models import SuKien
from cucctdp.donvi.models import CoSo, TenToChuc, ToChuc
from cucctdp.imports.choices import KetLuan, KetQua, TrangThaiPhien
from cucctdp.imports.dang_ky import so_dang_ky
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services.ghi import yeu_cau_ghi
from cucctdp.imports.services.hoan_tac import yeu_cau_hoan_tac
from cucctdp.imports.services.phien import mo_phien, xac_nhan_ghep
from cucctdp.imports.xuat import tep_xuat
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory, ToChucFactory, XaFactory
from tests.imports.mau import tep_xlsx

XUAT = "/admin/imports/phiennhap/xuat/"


def _nhap(loai, noi_dung, *, by, chay):
    phien = mo_phien(so_dang_ky(loai), noi_dung=noi_dung, ten="sua.xlsx", by=by)
    with chay(execute=True):
        xac_nhan_ghep(phien, anh_xa=phien.anh_xa, by=by)
    return PhienNhap.objects.get(pk=phien.pk)


def _ket_luan(phien):
    return [(d.ket_luan, d.ma_loi) for d in phien.cac_dong.order_by("so")]


def _tai(client, duong):
    tra = client.get(duong)
    return b"".join(tra.streaming_content)


def test_establishments_exported_edited_and_imported_change_only_the_edited_cell(
    client, canh, chay
):
    phuong = XaFactory(tinh=canh["bac_ninh"], ten_goi="Thử", loai="phuong")
    CoSoFactory(ten="=Cộng", ma_so_thue="0012345678", xa=canh["xa"], lang_nghe="Phù Lãng")
    CoSoFactory(ten="Hai", xa=phuong, chu_so_huu_nu=True)
    CoSoFactory(ten="Nơi khác", xa=canh["xa_khac"])
    client.force_login(canh["nguoi"])

    tep = _tai(client, f"{XUAT}co_so/?q=Hai")
    wb = load_workbook(BytesIO(tep))
    o = wb.active["A2"]
    giu = [c.value for c in wb.active[2]]
    wb.active["D2"] = "Lớn"
    dich = BytesIO()
    wb.save(dich)
    phien = _nhap("co_so", dich.getvalue(), by=canh["nguoi"], chay=chay)

    assert (wb.active.max_row, o.value, o.data_type, o.number_format) == (2, "Hai", "s", "@")
    assert giu[4:6] == ["Bắc Ninh", "Phường Thử"]
    dong = phien.cac_dong.get()
    assert (dong.ket_luan, dong.truoc["quy_mo"], dong.sach["quy_mo"]) == (
        KetLuan.DOI,
        "chua_ro",
        "lon",
    )
    assert {k for k, v in dong.sach.items() if dong.truoc[k] != v} == {"quy_mo"}
    assert SuKien.objects.get(hanh_dong="phien_nhap.xuat").du_lieu["so_dong"] == 1


def test_list_of_one_province_never_holds_anothers_and_merged_records_stay_out(client, canh):
    giu = CoSoFactory(ten="Giữ", xa=canh["xa"])
    CoSoFactory(ten="Đã gộp", xa=canh["xa"], hop_nhat_vao=giu)
    CoSoFactory(ten="Nơi khác", xa=canh["xa_khac"])
    client.force_login(canh["nguoi"])

    ws = load_workbook(BytesIO(_tai(client, f"{XUAT}co_so/"))).active

    assert [ws.cell(i, 1).value for i in range(2, ws.max_row + 1)] == ["Giữ"]


def test_filter_that_does_not_exist_is_left_out_and_no_right_is_403(client, canh):
    client.force_login(canh["nguoi"])
    assert client.get(f"{XUAT}co_so/?khong_co=1").status_code == 302

    client.force_login(tai_khoan("kiem_toan"))

    assert client.get(f"{XUAT}co_so/").status_code == 403


@pytest.fixture
def quan_tri(canh):
    return tai_khoan("quan_tri")


def _to_chuc_goc(canh):
    so = ToChucFactory(don_vi=canh["bac_ninh"], ma="so-34-24", hieu_luc_tu="2025-07-01")
    ToChucFactory(don_vi=canh["lao_cai"], ma="so-34-15", cha=so, ghi_chu="-ghi chú")


def test_organisations_unedited_are_all_the_same(client, canh, quan_tri, chay):
    _to_chuc_goc(canh)
    client.force_login(quan_tri)

    phien = _nhap("to_chuc", _tai(client, f"{XUAT}to_chuc/"), by=quan_tri, chay=chay)

    assert _ket_luan(phien) == [(KetLuan.GIONG, [])] * ToChuc.objects.count()


def test_organisations_from_upload_to_undo(client, canh, quan_tri, chay):
    """The whole way in the browser's addresses: new, changed, wrong rows; commit; undo."""
    _to_chuc_goc(canh)
    truoc = _chup_to_chuc()
    client.force_login(quan_tri)
    tieu_de = ("Mã", "Tên tổ chức", "Tên viết tắt", "Loại", "Mã tổ chức cấp trên",
               "Tỉnh, thành phố", "Hiệu lực từ ngày", "Căn cứ", "Ghi chú")  # fmt: skip
    ten_so = ToChuc.objects.get(ma="so-34-24").ten_goi
    noi_dung = tep_xlsx(
        ("ttkc-24", "Trung tâm Khuyến công", "TTKC", "Trung tâm khuyến công", "so-34-24",
         "Bắc Ninh", "01/07/2025", "QĐ 12/QĐ-UBND", ""),
        ("so-34-24", ten_so, "", "", "", "", "", "", "đã chuyển trụ sở"),
        ("so-34-24x", "Sở X", "", "Sở Công Thương", "khong-co", "", "31/02/2025", "", ""),
        ("so-34-15", "Tên khác", "", "", "", "", "", "", ""),
        tieu_de=tieu_de,
    )  # fmt: skip

    phien = _nhap("to_chuc", noi_dung, by=quan_tri, chay=chay)

    assert _ket_luan(phien) == [
        (KetLuan.MOI, []),
        (KetLuan.DOI, []),
        (KetLuan.LOI, ["cap_tren_khong_co", "khong_phai_ngay"]),
        (KetLuan.LOI, ["doi_ten"]),
    ]
    goc = f"/admin/imports/phiennhap/{phien.pk}/"
    assert "Trung tâm Khuyến công" in client.get(f"{goc}change/?loc=moi").content.decode()
    with chay(execute=True):
        client.post(f"{goc}viec/ghi/")
    moi = ToChuc.objects.get(ma="ttkc-24")
    assert (moi.cha.ma, moi.don_vi.ten_goi, moi.cac_ten.get().ten_viet_tat) == (
        "so-34-24",
        "Bắc Ninh",
        "TTKC",
    )
    assert ToChuc.objects.get(ma="so-34-24").ghi_chu == "đã chuyển trụ sở"
    with chay(execute=True):
        client.post(f"{goc}viec/hoan-tac/")
    phien.refresh_from_db()
    assert phien.trang_thai == TrangThaiPhien.DA_HOAN_TAC
    assert _chup_to_chuc() == truoc


def _chup_to_chuc():
    return (
        list(ToChuc.objects.order_by("pk").values_list()),
        list(TenToChuc.objects.order_by("pk").values_list()),
    )


def test_undo_keeps_an_organisation_that_got_a_new_name_since(canh, quan_tri, chay):
    noi_dung = tep_xlsx(
        ("cn-1", "Chi nhánh", "Khác", "01/07/2025", "QĐ 1"),
        tieu_de=("Mã", "Tên tổ chức", "Loại", "Hiệu lực từ ngày", "Căn cứ"),
    )
    phien = _nhap("to_chuc", noi_dung, by=quan_tri, chay=chay)
    with chay(execute=True):
        yeu_cau_ghi(phien, by=quan_tri)
    TenToChuc.objects.filter(to_chuc__ma="cn-1").update(hieu_luc_den="2025-12-31")
    TenToChuc.objects.create(
        to_chuc=ToChuc.objects.get(ma="cn-1"), ten="Mới", hieu_luc_tu="2026-01-01", can_cu="QĐ 2"
    )

    phien.refresh_from_db()
    with chay(execute=True):
        yeu_cau_hoan_tac(phien, by=quan_tri)

    assert phien.cac_dong.get().ket_qua == KetQua.GIU
    assert ToChuc.objects.filter(ma="cn-1").exists()


_MA = st.sampled_from(["a", "b", "c", "d"])
_GHI_CHU = st.sampled_from(["", "một", "hai"])


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    co_san=st.dictionaries(_MA, _GHI_CHU, max_size=3),
    cac_dong=st.lists(st.tuples(_MA, _GHI_CHU), min_size=1, max_size=5),
)
def test_import_then_undo_leaves_the_organisations_as_before(
    canh, quan_tri, chay, co_san, cac_dong
):
    TenToChuc.objects.all().delete()
    ToChuc.objects.all().delete()
    for ma, ghi_chu in co_san.items():
        ToChucFactory(ma=ma, ten_goi=f"Tổ chức {ma}", ghi_chu=ghi_chu, don_vi=canh["bac_ninh"])
    truoc = _chup_to_chuc()
    noi_dung = tep_xlsx(
        *((ma, f"Tổ chức {ma}", "Khác", "01/07/2025", "QĐ", ghi_chu) for ma, ghi_chu in cac_dong),
        tieu_de=("Mã", "Tên tổ chức", "Loại", "Hiệu lực từ ngày", "Căn cứ", "Ghi chú"),
    )
    phien = _nhap("to_chuc", noi_dung, by=quan_tri, chay=chay)

    if phien.so_moi + phien.so_doi:
        with chay(execute=True):
            yeu_cau_ghi(phien, by=quan_tri)
        phien.refresh_from_db()
        assert phien.so_tu_choi == 0
        with chay(execute=True):
            yeu_cau_hoan_tac(phien, by=quan_tri)

    assert _chup_to_chuc() == truoc


def test_export_asks_the_same_number_of_queries_for_1_and_30_records(canh):
    so = so_dang_ky("co_so")
    CoSoFactory(ten="Một", xa=canh["xa"])
    dem = []
    for n in (0, 29):
        for i in range(n):
            CoSoFactory(ten=f"Cơ sở {i}", xa=canh["xa"])
        with CaptureQueriesContext(connection) as cau:
            so_dong = tep_xuat(so, CoSo.objects.all())[1]
        dem.append((so_dong, len(cau)))

    assert [n for n, _ in dem] == [1, 30]
    assert dem[0][1] == dem[1][1]
