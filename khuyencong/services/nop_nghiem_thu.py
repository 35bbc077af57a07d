"""Handing in a minute of acceptance and taking it into the books without typing it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from cucctdp.audit.record import ghi
from cucctdp.formats.tien import in_dong
from khuyencong.choices import LoaiButToan as L
from khuyencong.choices import Nguon, TrangThaiDeAn
from khuyencong.models import DeAn, HopDong, NopNghiemThu
from khuyencong.models.nghiem_thu import THANH_PHAN
from khuyencong.services import thuc_hien
from khuyencong.services.so_cai import khoa_de_an
from khuyencong.services.thuc_hien.dieu_kien import loi_ngay
from khuyencong.so_du import so_du
from khuyencong.workflow import khong_phai_ben_lap

_TT = NopNghiemThu.TrangThai
LY_DO_TOI_THIEU = 10
_O = (
    "thu_huong",
    "loai",
    "ngay",
    "dia_diem",
    "thanh_phan",
    "ket_qua",
    "so_luong",
    *THANH_PHAN,
    "tep",
    *Nguon.values,
)


@transaction.atomic
def nop(hop_dong: HopDong, *, du_lieu: Mapping[str, Any], by: Any) -> NopNghiemThu:
    """Hand in one minute: quantity, money by source in đồng, the signed scan ``tep``.

    Raises ValidationError with every fault, PermissionDenied outside right or scope.
    """
    de_an = khoa_de_an(hop_dong.de_an)
    if not by.has_perm("khuyencong.bao_cao_dean"):
        raise PermissionDenied("Tài khoản của bạn không có quyền nộp hồ sơ nghiệm thu.")
    if not DeAn.objects.visible_to(by).filter(pk=de_an.pk).exists():
        raise PermissionDenied("Đề án không thuộc phạm vi của bạn.")
    if cau := khong_phai_ben_lap(de_an, by):
        raise PermissionDenied(cau[0])
    if de_an.trang_thai not in (TrangThaiDeAn.HOP_DONG, TrangThaiDeAn.THUC_HIEN):
        raise ValidationError(
            f"Đề án đang ở trạng thái «{de_an.get_trang_thai_display()}», chưa nghiệm thu được."
        )
    dong = NopNghiemThu(
        hop_dong=hop_dong, nguoi=by, **{k: v for k, v in du_lieu.items() if k in _O}
    )
    loi: list[str] = []
    try:
        dong.full_clean(exclude=["tong"])
    except ValidationError as e:
        loi += e.messages
    loi += _loi(dong, de_an)
    if loi:
        raise ValidationError(loi)
    dong.save()
    ghi("dean.nop_nghiem_thu", de_an, by=by, du_lieu={"nop": dong.pk, "tep": dong.tep.sha256})
    return dong


def _loi(dong: NopNghiemThu, de_an: DeAn) -> list[str]:
    loi = loi_ngay("nghiệm thu", dong.ngay, hop_dong=dong.hop_dong) if dong.ngay else []
    if dong.thu_huong is not None and dong.thu_huong.noi_dung.de_an_id != de_an.pk:
        loi.append("Đơn vị thụ hưởng không thuộc đề án này.")
    if not any(int(getattr(dong, n)) for n in Nguon.values):
        loi.append("Chưa ghi giá trị nghiệm thu của nguồn nào.")
    du = so_du(de_an)
    for n in Nguon:
        gia_tri = du.hop_dong(dong.hop_dong_id, L.HOP_DONG, n)
        sau = du.hop_dong(dong.hop_dong_id, L.NGHIEM_THU, n) + int(getattr(dong, n))
        if int(getattr(dong, n)) and sau > gia_tri:
            loi.append(
                f"{n.label}: nghiệm thu ({in_dong(sau)}) vượt hợp đồng ({in_dong(gia_tri)})."
            )
    return loi


def _khoa(dong: NopNghiemThu) -> tuple[NopNghiemThu, DeAn]:
    de_an = khoa_de_an(dong.hop_dong.de_an)
    moi = NopNghiemThu.objects.select_for_update(of=("self",)).get(pk=dong.pk)
    if moi.trang_thai != _TT.CHO:
        raise ValidationError("Hồ sơ này đã được xét.")
    return moi, de_an


@transaction.atomic
def ghi_nhan(dong: NopNghiemThu, *, by: Any) -> NopNghiemThu:
    """Take the minute into the books as it was handed in; rights and limits of ``nghiem_thu``."""
    dong, de_an = _khoa(dong)
    du_lieu = {k: getattr(dong, k) for k in _O} | {"dat": True}
    dong.nghiem_thu = thuc_hien.nghiem_thu(dong.hop_dong, du_lieu=du_lieu, by=by)
    dong.trang_thai, dong.nguoi_xet = _TT.DA_GHI, by
    dong.save()
    ghi("dean.ghi_nhan_nghiem_thu", de_an, by=by, du_lieu={"nop": dong.pk})
    return dong


@transaction.atomic
def tra_lai(dong: NopNghiemThu, *, ly_do: str, by: Any) -> NopNghiemThu:
    """Send the file back with the reason; the centre hands in another one."""
    dong, de_an = _khoa(dong)
    thuc_hien.doi_quyen(de_an, by, "ky_hop_dong")
    if len(ly_do.strip()) < LY_DO_TOI_THIEU:
        raise ValidationError(f"Cần nêu lý do, ít nhất {LY_DO_TOI_THIEU} ký tự.")
    dong.trang_thai, dong.ly_do, dong.nguoi_xet = _TT.TRA_LAI, ly_do, by
    dong.full_clean(exclude=["tong"])
    dong.save()
    ghi("dean.tra_lai_nghiem_thu", de_an, by=by, ly_do=ly_do, du_lieu={"nop": dong.pk})
    return dong
