"""Many stored quarters, written set-wise: every unit, every typed main cell."""

from django.db import connection
from django.utils import timezone

from baocao.choices import (
    NguonGoc,
    TinhHan,
    TrangThaiBo,
    TrangThaiKy,
    TrangThaiO,
    TrangThaiSoLieu,
)
from baocao.models import BoBaoCao, KyBaoCao, PhieuBieu
from baocao.services.ky import giao, tao_ky
from cucctdp.accounts.groups import dong_bo_nhom, nhom_cua
from cucctdp.accounts.models import User

# A year whose calendar and forms are in force and that no real period uses.
NAM_DAU = 2031
MA_KY = ("Q1", "6T", "9T", "N")
VAI_TRO_NHAP = "so_tong_hop"
_O = """
    INSERT INTO baocao_giatri (phieu_id, chi_tieu_id, cot, phien_ban, trang_thai_o, so, chu,
        trang_thai_sl, nguon, nguon_goc, ly_do, ghi_luc)
    SELECT p.id, c.id, k.ma, 1, %s, (p.id * 31 + c.id * 7) %% 9973 + 1, '', %s, '', %s, '', %s
    FROM baocao_phieubieu p
    JOIN baocao_bobaocao b ON b.id = p.bo_id
    JOIN baocao_chitieu c ON c.bieu_mau_id = p.bieu_mau_id
    JOIN baocao_cotbieu k ON k.bieu_mau_id = p.bieu_mau_id
    WHERE b.ky_id = ANY(%s) AND k.ma IN ('A3', 'A4', 'B3', 'B4', 'C5')
      AND c.kieu NOT IN ('VAN_BAN', 'DANH_SACH') AND c.cong_thuc = ''
      AND NOT k.ma = ANY(c.cot_khong_ap_dung)
"""


def nap_cac_quy(so_nam: int, *, tu_nam: int = NAM_DAU) -> list[KyBaoCao]:
    """Store ``so_nam`` × 4 received quarters of demo figures; return their periods."""
    cac_ky = [tao_ky(f"{nam}-{ma}")[0] for nam in range(tu_nam, tu_nam + so_nam) for ma in MA_KY]
    for ky in cac_ky:
        giao(ky, by=None)
    luc = timezone.now()
    bo = BoBaoCao.objects.filter(ky__in=cac_ky)
    bo.update(
        trang_thai=TrangThaiBo.DA_TONG_HOP,
        tinh_han=TinhHan.DUNG_HAN,
        gui_luc=luc,
        gui_lan_dau_luc=luc,
        tiep_nhan_luc=luc,
        co_minh_hoa=True,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            _O,
            [
                TrangThaiO.CO_GIA_TRI,
                TrangThaiSoLieu.UOC,
                NguonGoc.MINH_HOA,
                luc,
                [k.pk for k in cac_ky],
            ],
        )
        for model in (BoBaoCao, PhieuBieu):
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')
        cursor.execute("ANALYZE baocao_giatri")
        # As if committed: keys still to be checked would slow every later subtransaction.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return cac_ky


def bo_va_nguoi(so_nam_truoc: int) -> tuple[BoBaoCao, User]:
    """An untouched pack of an open quarter with years behind it, and who types all its forms."""
    nap_cac_quy(so_nam_truoc)
    ky, _ = tao_ky(f"{NAM_DAU + so_nam_truoc}-Q1")
    giao(ky, by=None)
    KyBaoCao.objects.filter(pk=ky.pk).update(trang_thai=TrangThaiKy.DANG_MO)
    bo = BoBaoCao.objects.filter(ky=ky).select_related("ky", "don_vi").order_by("don_vi__ma")[0]
    dong_bo_nhom()
    nguoi = User.objects.create_user(
        username="do.tep.excel", vai_tro=VAI_TRO_NHAP, don_vi=bo.don_vi, password=None
    )
    nguoi.groups.set([nhom_cua(VAI_TRO_NHAP)])
    return bo, nguoi
