"""Small files and people for the tests of import sessions."""

from io import BytesIO

from openpyxl import Workbook

from cucctdp.donvi.models import CoSo
from cucctdp.imports.dang_ky import so_dang_ky
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services.phien import mo_phien, xac_nhan_ghep

TIEU_DE = ("Tên cơ sở", "Mã số thuế", "Loại hình", "Tỉnh, thành phố", "Xã, phường", "Quy mô")


def tep_xlsx(*cac_dong, tieu_de=TIEU_DE, ten_trang="Cơ sở"):
    wb = Workbook()
    ws = wb.active
    ws.title = ten_trang
    if tieu_de:
        ws.append(tieu_de)
    for dong in cac_dong:
        ws.append(dong)
    dich = BytesIO()
    wb.save(dich)
    return dich.getvalue()


def dong(ten, mst="", loai="Doanh nghiệp", tinh="Bắc Ninh", xa="Xã Thử", quy_mo="Nhỏ"):
    return (ten, mst, loai, tinh, xa, quy_mo)


def mo(nguoi, *cac_dong, noi_dung=None, ten="co-so.xlsx", don_vi=None):
    """An open session of establishments, its columns matched as proposed, not yet confirmed."""
    so = so_dang_ky("co_so")
    return mo_phien(so, noi_dung=noi_dung or tep_xlsx(*cac_dong), ten=ten, by=nguoi, don_vi=don_vi)


def kiem(nguoi, *cac_dong, chay, **kwargs):
    """A checked session; ``chay`` is django_capture_on_commit_callbacks."""
    phien = mo(nguoi, *cac_dong, **kwargs)
    with chay(execute=True):
        xac_nhan_ghep(phien, anh_xa=phien.anh_xa, by=nguoi)
    return PhienNhap.objects.get(pk=phien.pk)


def anh_chup():
    """All establishments, every column, in order."""
    return list(CoSo.objects.order_by("pk").values_list())
