"""A province with its communes, an officer, and flat tables as offices draw them."""

from io import BytesIO

from openpyxl import Workbook

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.donvi.models import KeThua, TenGoiKhac
from cucctdp.imports.dang_ky import so_dang_ky
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services.phien import mo_phien, xac_nhan_ghep
from cumcongnghiep.models import (
    CanDoiDat,
    ChuDauTu,
    Cum,
    CumXa,
    GiaoChuDauTu,
    SoLieu,
    VanBan,
)
from cumcongnghiep.services.du_lieu_goc import nap
from tests.factories.accounts import PhanCongFactory, tai_khoan
from tests.factories.donvi import DonViFactory, XaFactory

TIEU_DE = (
    "STT", "Tên cụm công nghiệp", "Diện tích thành lập (ha)", "Số QĐ thành lập",
    "Diện tích mở rộng (ha)", "Số QĐ mở rộng", "Diện tích QHCT (ha)", "Số QĐ duyệt QHCT",
    "Đất công nghiệp (ha)", "Đã cho thuê (ha)", "Tỷ lệ lấp đầy (%)", "Ghi chú", "Địa điểm",
)  # fmt: skip
DAU = ("TÌNH HÌNH CÁC CCN ĐÃ THÀNH LẬP TRÊN ĐỊA BÀN", "(Số liệu tính đến ngày 31/12/2025)")


def dung():
    """Lào Cai (of today, with the former Yên Bái), three communes; officer of the province."""
    dong_bo_nhom()
    nap()
    tinh = DonViFactory(ma="15", ten_goi="Lào Cai", slug="lao-cai")
    cu = DonViFactory(bo_ma="63", ma="15", ten_goi="Yên Bái", slug="yen-bai-cu")
    KeThua.objects.create(cu=cu, moi=tinh, can_cu="NQ 202/2025/QH15", tu_ngay="2025-07-01")
    TenGoiKhac.objects.create(don_vi=cu, ten="Yên Bái")
    for ten in ("Bảo Hà", "Bảo Thắng", "Minh Quân"):
        XaFactory(tinh=tinh, ten_goi=ten)
    nguoi = tai_khoan("cuc_chuyen_vien", ho_ten="Trần Thị Nhập")
    PhanCongFactory(user=nguoi, don_vi=tinh, tu_ngay="2025-07-01")
    return tinh, cu, nguoi


def dong(ten="Minh Quân", **o):
    mac = {
        "Tên cụm công nghiệp": f"CCN {ten}",
        "Diện tích thành lập (ha)": 60,
        "Số QĐ thành lập": "298/QĐ-UBND ngày 20/02/2025",
        "Diện tích QHCT (ha)": 60,
        "Số QĐ duyệt QHCT": "512/QĐ-UBND ngày 01/06/2025",
        "Đất công nghiệp (ha)": 42,
        "Đã cho thuê (ha)": 21,
        "Tỷ lệ lấp đầy (%)": 50,
        "Địa điểm": "Xã Minh Quân",
    }
    return [(mac | o).get(t) for t in TIEU_DE]


def tep(*cac_dong, tieu_de=(TIEU_DE,), dau=DAU, gop=()):
    """A workbook: title lines, heading rows, data; ``gop``: merged ranges."""
    wb = Workbook()
    ws = wb.active
    for d in dau:
        ws.append([d])
    for t in tieu_de:
        ws.append(t)
    for d in cac_dong:
        ws.append(d)
    for vung in gop:
        ws.merge_cells(vung)
    dich = BytesIO()
    wb.save(dich)
    return dich.getvalue()


def kiem(noi_dung, *, nguoi, tinh, chay, ten="bang.xlsx"):
    """A checked session; ``chay`` is django_capture_on_commit_callbacks."""
    phien = mo_phien(so_dang_ky("cum"), noi_dung=noi_dung, ten=ten, by=nguoi, don_vi=tinh)
    with chay(execute=True):
        xac_nhan_ghep(phien, anh_xa=phien.anh_xa, by=nguoi)
    return PhienNhap.objects.get(pk=phien.pk)


def cac_loi(phien, muc="loi"):
    """{(row, rule)} of a weight."""
    return {
        (so, e["ma"])
        for so, loi in phien.cac_dong.values_list("so", "loi")
        for e in loi
        if e["muc"] == muc
    }


BANG = (Cum, CumXa, VanBan, CanDoiDat, SoLieu, GiaoChuDauTu, ChuDauTu)
_MAY = {"tinh_luc", "cap_nhat_luc", "nhap_luc"}


def anh_chup():
    """Every row of the register that an import may touch, but for the machine's own clocks."""
    return {
        m.__name__: list(
            m.objects.order_by("pk").values(
                *(f.attname for f in m._meta.concrete_fields if f.name not in _MAY)
            )
        )
        for m in BANG
    }
