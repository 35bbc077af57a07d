"""Colours of states; the words come from the choices."""

from __future__ import annotations

from django.utils.safestring import SafeString

from baocao.choices import BO_DA_NHAN, MucDo, TinhHan, TrangThaiBo, TrangThaiKy, TrangThaiPhieu
from cucctdp.adminkit.nhan import KieuNhan, nhan

MAU_BO: dict[str, KieuNhan] = {
    TrangThaiBo.CHUA_NHAP: "xam",
    TrangThaiBo.DANG_NHAP: "xam",
    TrangThaiBo.CHO_PHONG: "xam",
    TrangThaiBo.CHO_KY: "xam",
    TrangThaiBo.DA_GUI: "xanh",
    TrangThaiBo.DANG_KIEM_TRA: "tim",
    TrangThaiBo.TRA_LAI: "vang",
    TrangThaiBo.TIEP_NHAN: "luc",
    TrangThaiBo.DA_TONG_HOP: "luc",
    TrangThaiBo.DA_CONG_BO: "luc",
}
MAU_HAN: dict[str, KieuNhan] = {
    TinhHan.CHUA_GUI: "xam",
    TinhHan.DUNG_HAN: "luc",
    TinhHan.TRONG_NGAY_HAN: "vang",
    TinhHan.TRE_HAN: "do",
    TinhHan.GIA_HAN: "vang",
}
MAU_KY: dict[str, KieuNhan] = {
    TrangThaiKy.SAP_MO: "xam",
    TrangThaiKy.DANG_MO: "xanh",
    TrangThaiKy.DA_DONG: "vang",
    TrangThaiKy.DA_CHOT: "tim",
    TrangThaiKy.DA_CONG_BO: "luc",
}
MAU_PHIEU: dict[str, KieuNhan] = {
    TrangThaiPhieu.CHUA_NHAP: "xam",
    TrangThaiPhieu.DANG_NHAP: "vang",
    TrangThaiPhieu.CHO_PHONG: "xanh",
    TrangThaiPhieu.QUA_PHONG: "luc",
}
MAU_MUC_DO: dict[str, KieuNhan] = {MucDo.E: "do", MucDo.W: "vang", MucDo.A: "xanh"}


def nhan_bo(trang_thai: str) -> SafeString:
    return nhan(TrangThaiBo(trang_thai).label, MAU_BO[trang_thai])


def nhan_ky(trang_thai: str) -> SafeString:
    return nhan(TrangThaiKy(trang_thai).label, MAU_KY[trang_thai])


def nhan_phieu(trang_thai: str) -> SafeString:
    return nhan(TrangThaiPhieu(trang_thai).label, MAU_PHIEU[trang_thai])


def nhan_muc_do(muc_do: str) -> SafeString:
    return nhan(MucDo(muc_do).label, MAU_MUC_DO[muc_do])


def nhan_han(
    tinh_han: str, so_ngay_tre: int = 0, qua_han: int = 0, trang_thai: str = ""
) -> SafeString:
    """Timeliness with days: ``qua_han`` days past due of a pack that was never sent.

    Packs made of published figures are received without ever being sent by a Sở.
    """
    if tinh_han == TinhHan.CHUA_GUI and trang_thai in BO_DA_NHAN:
        return nhan("Số đã công bố, không xét hạn", "xam")
    if tinh_han == TinhHan.CHUA_GUI and qua_han > 0:
        return nhan(f"Chưa gửi, quá hạn {qua_han} ngày", "do")
    chu = TinhHan(tinh_han).label
    if tinh_han == TinhHan.TRE_HAN:
        chu = f"{chu} {so_ngay_tre} ngày"
    return nhan(chu, MAU_HAN[tinh_han])
