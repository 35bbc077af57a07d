"""Stored packs for statistics: rows written straight, the doors have tests of their own."""

from decimal import Decimal

from django.utils import timezone

from baocao.choices import NguonGoc, TinhHan, TrangThaiBo, TrangThaiO, TrangThaiSoLieu
from baocao.models import BoBaoCao, ChiTieu, GiaTri, KyBaoCao, LanGui, PhieuBieu
from baocao.services.ky import bieu_cua_ky, tao_ky
from cucctdp.donvi.models import DonViHanhChinh

KHONG_PHAT_SINH = TrangThaiO.KHONG_PHAT_SINH
KHONG_AP_DUNG = TrangThaiO.KHONG_AP_DUNG
CHUA_CO = TrangThaiO.CHUA_CO_SO_LIEU


def ky(ma) -> KyBaoCao:
    """The period, made from the calendar when it is not there."""
    return tao_ky(ma)[0]


def nop(
    ma_ky,
    khoa,
    so_lieu,
    *,
    trang_thai=TrangThaiBo.TIEP_NHAN,
    trang_thai_sl=TrangThaiSoLieu.UOC,
    nguon_goc=NguonGoc.NHAP,
    nguoi=None,
    luc=None,
) -> BoBaoCao:
    """A pack of «34:80» with cells {"XK00.A3": "1.5" or a cell state}, by default received."""
    dong_ky = ky(ma_ky)
    luc = luc or timezone.now()
    da_gui = trang_thai not in (TrangThaiBo.CHUA_NHAP, TrangThaiBo.DANG_NHAP)
    bo = BoBaoCao.objects.create(
        ky=dong_ky,
        don_vi=DonViHanhChinh.objects.theo_khoa(khoa),
        trang_thai=trang_thai,
        tiep_nhan_luc=luc,
        gui_luc=luc if da_gui else None,
        gui_lan_dau_luc=luc if da_gui else None,
        tinh_han=TinhHan.DUNG_HAN if da_gui else TinhHan.CHUA_GUI,
        co_minh_hoa=nguon_goc == NguonGoc.MINH_HOA,
    )
    phieu = {b.ma: PhieuBieu.objects.create(bo=bo, bieu_mau=b) for b in bieu_cua_ky(dong_ky)}
    ghi(phieu, so_lieu, trang_thai_sl=trang_thai_sl, nguon_goc=nguon_goc, luc=luc)
    if da_gui:
        LanGui.objects.create(
            bo=bo, lan=1, vong=1, luc=luc, nguoi=nguoi, anh_chup={}, sha256=f"{bo.pk:064d}"
        )
    return bo


def ghi(phieu, so_lieu, *, trang_thai_sl=TrangThaiSoLieu.UOC, nguon_goc=NguonGoc.NHAP, luc=None):
    """Write cells into forms by code."""
    moi = []
    for o, gia_tri in so_lieu.items():
        ma, cot = o.rsplit(".", 1)
        chi_tieu = ChiTieu.objects.select_related("bieu_mau").get(
            ma=ma, bieu_mau__in=[p.bieu_mau_id for p in phieu.values()]
        )
        la_trang_thai = gia_tri in TrangThaiO.values
        moi.append(
            GiaTri(
                phieu=phieu[chi_tieu.bieu_mau.ma],
                chi_tieu=chi_tieu,
                cot=cot,
                trang_thai_o=gia_tri if la_trang_thai else TrangThaiO.CO_GIA_TRI,
                so=None if la_trang_thai else Decimal(gia_tri),
                trang_thai_sl=trang_thai_sl,
                nguon_goc=nguon_goc,
                nguon="Báo cáo của Sở" if nguon_goc == NguonGoc.CONG_BO else "",
                ghi_luc=luc or timezone.now(),
            )
        )
    GiaTri.objects.bulk_create(moi)


def sua(bo, o, so, *, trang_thai_sl=TrangThaiSoLieu.SO_BO, luc=None) -> GiaTri:
    """A new version of one cell."""
    ma, cot = o.rsplit(".", 1)
    luc = luc or timezone.now()
    cu = GiaTri.objects.hien_tai().get(phieu__bo=bo, chi_tieu__ma=ma, cot=cot)
    GiaTri.objects.filter(pk=cu.pk).update(het_luc=luc)
    return GiaTri.objects.create(
        phieu=cu.phieu,
        chi_tieu=cu.chi_tieu,
        cot=cot,
        phien_ban=cu.phien_ban + 1,
        trang_thai_o=TrangThaiO.CO_GIA_TRI,
        so=Decimal(so),
        trang_thai_sl=trang_thai_sl,
        ghi_luc=luc,
    )


def cac_khoa(bo_ma):
    """Keys of a code set, in code order."""
    return [d.khoa for d in DonViHanhChinh.objects.filter(bo_ma=bo_ma).order_by("ma")]
