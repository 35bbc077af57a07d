"""What every door of carrying out asks first, and how it gathers its refusals."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from khuyencong import workflow as w
from khuyencong.choices import Nguon
from khuyencong.models import ButToan, DeAn, HopDong
from khuyencong.services.ngay import loi_sau_hom_nay
from khuyencong.services.so_cai import ghi_but_toan


def doi_quyen(de_an: DeAn, by: Any, quyen: str, *, dung_ben: bool = True, nguon: str = "") -> None:
    """Right, scope, and side: KCQG is the Cục's business, KCĐP the Sở's.

    ``nguon``: the money a deed is about, where it decides the side and not the regime.
    """
    if not by.has_perm(f"khuyencong.{quyen}_dean"):
        raise PermissionDenied("Tài khoản của bạn không có quyền làm việc này.")
    if not DeAn.objects.visible_to(by).filter(pk=de_an.pk).exists():
        raise PermissionDenied("Đề án không thuộc phạm vi của bạn.")
    if quyen == "bao_cao" and (cau := w.khong_phai_ben_lap(de_an, by)):
        raise PermissionDenied(cau[0])
    nguon = nguon or de_an.nguon
    if dung_ben and (by.la_cuc if nguon == Nguon.KCDP else by.la_so):
        ben = "Cục" if nguon == Nguon.KCQG else "Sở Công Thương"
        raise PermissionDenied(f"Việc này của đề án do {ben} thực hiện.")


def doi_trang_thai(de_an: DeAn, *trang_thai: str) -> None:
    """Raises ValidationError unless the đề án is in one of the states."""
    if de_an.trang_thai not in trang_thai:
        raise ValidationError(
            f"Đề án đang ở trạng thái «{de_an.get_trang_thai_display()}», chưa làm được việc này."
        )


def loi_ngay(viec: str, ngay: date, *, hop_dong: HopDong | None = None) -> list[str]:
    """Faults of the date of a deed («ngày tạm ứng»): not to come, not before its contract."""
    loi = loi_sau_hom_nay(viec, ngay)
    if hop_dong is not None and ngay < hop_dong.ngay:
        loi.append(
            f"Ngày {viec} ({ngay:%d/%m/%Y}) trước ngày ký hợp đồng {hop_dong.so} "
            f"({hop_dong.ngay:%d/%m/%Y})."
        )
    return loi


def kiem_dong(dong: Any) -> None:
    """Validate a row; its faults as sentences without the names of fields."""
    try:
        dong.full_clean(exclude=["tong"] if hasattr(dong, "tong") else None)
    except ValidationError as e:
        raise ValidationError(e.messages) from e


def ghi_hay_gom(loi: list[str], de_an: DeAn, *, dau: str = "", **but_toan: Any) -> ButToan | None:
    """Write one ledger entry, or add its refusals to ``loi``: a door says all its faults at once.

    ``dau`` stands before each sentence. Returns the entry, None when it was refused.
    """
    try:
        return ghi_but_toan(de_an, **but_toan)
    except ValidationError as e:
        loi += [f"{dau}{cau}" for cau in e.messages]
        return None


def ghi_cua_hop_dong(
    loi: list[str], hop_dong: HopDong, *, loai: str, nguon: str, so_tien: int, ngay: date,
    chung_tu: str, by: Any,
) -> ButToan:  # fmt: skip
    """One entry of a contract in the year of its day; ValidationError with ``loi`` and refusals."""
    dong = ghi_hay_gom(
        loi,
        hop_dong.de_an,
        loai=loai,
        nguon=nguon,
        nam=ngay.year,
        so_tien=so_tien,
        ngay=ngay,
        chung_tu=chung_tu,
        by=by,
        hop_dong=hop_dong,
    )
    if dong is None or loi:
        raise ValidationError(loi)
    return dong
