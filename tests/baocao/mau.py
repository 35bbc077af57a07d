"""Packs and people for tests, made through the real doors."""

from dataclasses import dataclass
from decimal import Decimal

from baocao.bang import dung_bang
from baocao.choices import BatBuoc, KieuCot, KieuSo, TrangThaiO
from baocao.models import BoBaoCao, KyBaoCao, PhieuBieu
from baocao.services import ky as dich_vu_ky
from baocao.services import nhap_lieu, quy_trinh
from baocao.services.nhap_lieu import GhiO
from cucctdp.donvi.models import DonViHanhChinh
from tests.factories.accounts import PhanCongFactory, tai_khoan

NGAY_PHAN_CONG = "2024-01-01"


@dataclass
class NguoiDung:
    """One person per role; the Sở's five belong to one province."""

    don_vi: DonViHanhChinh
    chuyen_vien: object
    truong_phong: object
    tong_hop: object
    lanh_dao: object
    van_thu: object
    cuc_chuyen_vien: object
    cuc_lanh_dao_phong: object
    cuc_lanh_dao: object


def nguoi_dung(khoa="34:80") -> NguoiDung:
    """Fresh accounts for a province and the Cục; the officer is assigned to the province."""
    don_vi = DonViHanhChinh.objects.theo_khoa(khoa)
    so = {
        vt: tai_khoan(f"so_{vt}", don_vi=don_vi)
        for vt in ("chuyen_vien", "truong_phong", "tong_hop", "lanh_dao", "van_thu")
    }
    cuc = {vt: tai_khoan(vt) for vt in ("cuc_chuyen_vien", "cuc_lanh_dao_phong", "cuc_lanh_dao")}
    PhanCongFactory(user=cuc["cuc_chuyen_vien"], don_vi=don_vi, tu_ngay=NGAY_PHAN_CONG)
    return NguoiDung(don_vi=don_vi, **so, **cuc)


def mo_ky(ma, *, by, chi_don_vi=None, bieu=None) -> KyBaoCao:
    """An open period with the packs asked for."""
    ky, _ = dich_vu_ky.tao_ky(ma)
    return dich_vu_ky.mo_ky(ky, by=by, chi_don_vi=chi_don_vi, bieu=bieu)


def bo_moi(nguoi: NguoiDung, ma_ky="2026-6T", bieu=None) -> BoBaoCao:
    """The untouched pack of the people's province."""
    mo_ky(ma_ky, by=nguoi.cuc_lanh_dao_phong, chi_don_vi={nguoi.don_vi.khoa}, bieu=bieu)
    return BoBaoCao.objects.get(ky__ma=ma_ky, don_vi=nguoi.don_vi)


def cac_o_du(phieu: PhieuBieu, so=Decimal(0)) -> list[GhiO]:
    """Every mandatory cell of a form as «Không phát sinh», or as one number when given."""
    o = []
    for chi_tieu in [dong.chi_tieu for dong in dung_bang(phieu)]:
        if chi_tieu.cong_thuc or chi_tieu.muc_bat_buoc(phieu.bo.ky.loai) != BatBuoc.LUON:
            continue
        for cot in phieu.bieu_mau.cot.filter(bat_buoc=True, kieu_cot=KieuCot.NHAP):
            if cot.ma in chi_tieu.cot_khong_ap_dung:
                continue
            if chi_tieu.kieu in (KieuSo.DANH_SACH, KieuSo.VAN_BAN):
                o.append(GhiO(chi_tieu.ma, cot.ma, chu="Không có ngành nổi bật."))
            elif chi_tieu.kieu == KieuSo.CHI_SO:
                o.append(GhiO(chi_tieu.ma, cot.ma, trang_thai_o=TrangThaiO.KHONG_AP_DUNG))
            elif so:
                o.append(GhiO(chi_tieu.ma, cot.ma, so=so))
            else:
                o.append(GhiO(chi_tieu.ma, cot.ma, trang_thai_o=TrangThaiO.KHONG_PHAT_SINH))
    return o


def nhap_du(bo: BoBaoCao, nguoi: NguoiDung) -> None:
    """Deal with every mandatory cell of every form."""
    for phieu in bo.phieu.cung_bo():
        nhap_lieu.ghi_o(phieu, cac_o_du(phieu), by=nguoi.chuyen_vien)


def den_cho_ky(bo: BoBaoCao, nguoi: NguoiDung) -> BoBaoCao:
    """Typed, passed by the room, handed to the leadership."""
    nhap_du(bo, nguoi)
    for phieu in bo.phieu.cung_bo():
        phieu = quy_trinh.trinh_phong(phieu, by=nguoi.chuyen_vien)
        quy_trinh.duyet_phong(phieu, by=nguoi.truong_phong)
    bo.refresh_from_db()
    return quy_trinh.chuyen_lanh_dao(bo, by=nguoi.tong_hop)


def da_gui(bo: BoBaoCao, nguoi: NguoiDung) -> BoBaoCao:
    """Signed and sent."""
    bo = den_cho_ky(bo, nguoi)
    quy_trinh.ky_gui(bo, by=nguoi.lanh_dao, xac_nhan_som=True)
    bo.refresh_from_db()
    return bo


def da_nhan(bo: BoBaoCao, nguoi: NguoiDung) -> BoBaoCao:
    """Received by the Cục."""
    bo = da_gui(bo, nguoi)
    bo = quy_trinh.nhan_kiem_tra(bo, by=nguoi.cuc_chuyen_vien)
    bo = quy_trinh.de_nghi_tiep_nhan(bo, by=nguoi.cuc_chuyen_vien)
    return quy_trinh.tiep_nhan(bo, by=nguoi.cuc_lanh_dao_phong)
