"""Infrastructure: items and how far they are, the wastewater station and its samples, assets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction

from cumcongnghiep.choices import LoaiVanBan, TinhTrangHangMuc
from cumcongnghiep.models import Cum, HangMuc, MauNuoc, TaiSan, TramXuLy
from cumcongnghiep.services.cua import (
    doc_lai,
    gan,
    hoi_quy_tac,
    khoa_cum,
    loi_khac_cum,
    loi_tuong_lai,
    luu,
    xong,
)
from cumcongnghiep.services.dieu_kien import gom
from cumcongnghiep.services.tep import loi_tep, luu_tep_cum

TRUONG_HANG_MUC = (
    "loai",
    "giai_doan",
    "tinh_trang",
    "phan_tram",
    "den_ngay",
    "cong_suat",
    "don_vi_tinh",
    "von_dn",
    "von_nsnn",
    "khoi_cong",
    "hoan_thanh",
    "van_ban",
)
TRUONG_TRAM = (
    "ten",
    "tinh_trang",
    "tinh_trang_tu",
    "cong_suat_thiet_ke",
    "cong_suat_van_hanh",
    "luu_luong",
    "quy_chuan",
    "so_gpmt",
    "ngay_gpmt",
    "gpmt_den",
    "quan_trac_tu_dong",
    "den_ngay",
)
TRUONG_MAU = ("ngay", "dat", "chi_tieu_vuot", "don_vi_do")
TRUONG_TAI_SAN = (
    "ten",
    "hang_muc",
    "nam_su_dung",
    "nguyen_gia",
    "con_lai",
    "tinh_trang",
    "don_vi_quan_ly",
    "so_ho_so",
    "ngay_ho_so",
    "den_ngay",
)


@transaction.atomic
def them_hang_muc(cum: Cum, *, by: Any, **truong: Any) -> HangMuc:
    """Enter an item of a phase; raises PermissionDenied, ValidationError with every fault."""
    khoa = khoa_cum(cum, by=by)
    return _luu_hang_muc(khoa, HangMuc(cum=khoa), truong, "cum.hang_muc.them", by)


@transaction.atomic
def sua_hang_muc(dong: HangMuc, *, by: Any, **truong: Any) -> HangMuc:
    """Say how far an item is; finished is 100 % and has its day. Raises as ``them_hang_muc``."""
    khoa = khoa_cum(dong.cum_id, by=by)
    return _luu_hang_muc(khoa, doc_lai(dong), truong, "cum.hang_muc.sua", by)


@transaction.atomic
def xoa_hang_muc(dong: HangMuc, *, ly_do: str, by: Any) -> None:
    """Take back an item entered by mistake."""
    khoa = khoa_cum(dong.cum_id, by=by)
    dong = doc_lai(dong)
    gom([] if ly_do.strip() else ["Nêu lý do xóa hạng mục."])
    ten = str(dong)
    dong.delete()
    xong(khoa, "cum.hang_muc.xoa", du_lieu={"ten": ten}, ly_do=ly_do, by=by)


def _luu_hang_muc(
    cum: Cum, dong: HangMuc, truong: dict[str, Any], hanh_dong: str, by: Any
) -> HangMuc:
    doi = gan(dong, truong, TRUONG_HANG_MUC)
    them: dict[str, Any] = {"nguoi_nhap": by}
    if dong.tinh_trang == TinhTrangHangMuc.XONG:
        if dong.phan_tram is None:
            them["phan_tram"] = Decimal(100)
        if dong.hoan_thanh is None and dong.van_ban is not None:
            them["hoan_thanh"] = dong.van_ban.ngay
    v = dong.van_ban
    loi = loi_khac_cum(cum, van_ban=v)
    if v is not None and v.loai != LoaiVanBan.NGHIEM_THU:
        loi.append(f"{v.get_loai_display()} không phải biên bản nghiệm thu hạng mục.")
    loi += loi_tuong_lai(dong.den_ngay, "Số liệu đến ngày")
    loi += loi_tuong_lai(dong.hoan_thanh, "Ngày hoàn thành")
    if dong.hoan_thanh is not None and dong.tinh_trang != TinhTrangHangMuc.XONG:
        loi.append("Hạng mục có ngày hoàn thành thì tình trạng phải là «Đã hoàn thành».")
    luu(
        dong, them, cum=cum, cho_phep=(*TRUONG_HANG_MUC, "nguoi_nhap"), hanh_dong=hanh_dong,
        by=by, loi=loi, doi=doi,
    )  # fmt: skip
    gom(hoi_quy_tac(cum, "ha_tang"))
    return dong


@transaction.atomic
def them_tram(cum: Cum, *, by: Any, **truong: Any) -> TramXuLy:
    """Enter a wastewater station; raises PermissionDenied, ValidationError."""
    khoa = khoa_cum(cum, by=by)
    return _luu_tram(khoa, TramXuLy(cum=khoa), truong, "cum.tram.them", by)


@transaction.atomic
def sua_tram(tram: TramXuLy, *, by: Any, **truong: Any) -> TramXuLy:
    """Change a station; another state needs its day. Raises as ``them_tram``."""
    khoa = khoa_cum(tram.cum_id, by=by)
    return _luu_tram(khoa, doc_lai(tram), truong, "cum.tram.sua", by)


def _luu_tram(
    cum: Cum, tram: TramXuLy, truong: dict[str, Any], hanh_dong: str, by: Any
) -> TramXuLy:
    doi = gan(tram, truong, TRUONG_TRAM)
    loi = [
        *loi_tuong_lai(tram.tinh_trang_tu, "Tình trạng từ ngày"),
        *loi_tuong_lai(tram.den_ngay, "Số liệu đến ngày"),
    ]
    if tram.pk is not None and "tinh_trang" in doi and "tinh_trang_tu" not in doi:
        loi.append("Đổi tình trạng trạm thì nêu ngày bắt đầu tình trạng mới.")
    thiet_ke, van_hanh = tram.cong_suat_thiet_ke, tram.cong_suat_van_hanh
    if thiet_ke is not None and van_hanh is not None and van_hanh > thiet_ke:
        loi.append("Công suất đang vận hành không lớn hơn công suất thiết kế.")
    if tram.gpmt_den is not None and tram.ngay_gpmt is not None and tram.gpmt_den < tram.ngay_gpmt:
        loi.append("Giấy phép môi trường hết hạn trước ngày cấp.")
    luu(
        tram, {"nguoi_nhap": by}, cum=cum, cho_phep=("nguoi_nhap",), hanh_dong=hanh_dong, by=by,
        loi=loi,
        doi=doi,
    )  # fmt: skip
    gom(hoi_quy_tac(cum, "ha_tang"))
    return tram


@transaction.atomic
def ghi_mau_nuoc(
    tram: TramXuLy, *, ngay: date, dat: bool, tep: File | None = None, by: Any, **truong: Any
) -> MauNuoc:
    """Record one sample of treated water, with its result sheet; one a day a station.

    Raises ValidationError: a sample that fails names what exceeds.
    """
    khoa = khoa_cum(tram.cum_id, by=by)
    mau = MauNuoc(tram=tram)
    doi = gan(mau, {"ngay": ngay, "dat": dat, **truong}, TRUONG_MAU)
    loi = [*loi_tuong_lai(ngay, "Ngày lấy mẫu"), *loi_tep(tep)]
    if not dat and not mau.chi_tieu_vuot.strip():
        loi.append("Mẫu không đạt: nêu chỉ tiêu vượt quy chuẩn.")
    if tep is not None and not loi:
        mau.tep = luu_tep_cum(khoa, tep, by=by)
    return luu(
        mau, {}, cum=khoa, cho_phep=(), hanh_dong="cum.mau_nuoc.ghi", by=by, loi=loi, doi=doi
    )


@transaction.atomic
def them_tai_san(cum: Cum, *, by: Any, **truong: Any) -> TaiSan:
    """Enter a state-built asset (NĐ 178/2026/NĐ-CP); raises ValidationError."""
    khoa = khoa_cum(cum, by=by)
    return _luu_tai_san(khoa, TaiSan(cum=khoa), truong, "cum.tai_san.them", by)


@transaction.atomic
def sua_tai_san(dong: TaiSan, *, by: Any, **truong: Any) -> TaiSan:
    """Change an asset: value left, condition, the file of NĐ 178/2026/NĐ-CP."""
    khoa = khoa_cum(dong.cum_id, by=by)
    return _luu_tai_san(khoa, doc_lai(dong), truong, "cum.tai_san.sua", by)


def _luu_tai_san(cum: Cum, dong: TaiSan, truong: dict[str, Any], hanh_dong: str, by: Any) -> TaiSan:
    doi = gan(dong, truong, TRUONG_TAI_SAN)
    loi = loi_tuong_lai(dong.den_ngay, "Giá trị đến ngày")
    loi += loi_tuong_lai(dong.ngay_ho_so, "Ngày lập hồ sơ")
    if dong.so_ho_so and dong.ngay_ho_so is None:
        loi.append("Nêu ngày lập hồ sơ tài sản.")
    return luu(dong, {}, cum=cum, cho_phep=(), hanh_dong=hanh_dong, by=by, loi=loi, doi=doi)
