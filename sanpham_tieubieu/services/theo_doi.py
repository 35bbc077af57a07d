"""What a winner reports each year while its certificate holds (Điều 20 TT 26/2014/TT-BCT)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cucctdp.audit.record import ghi
from sanpham_tieubieu.models import GiayChungNhan, TheoDoi
from sanpham_tieubieu.quyen_ky import APP
from sanpham_tieubieu.services.cua import cau_loi, gan, gom, loi_tuong_lai

COT = (
    "ngay", "doanh_thu", "xuat_khau_usd", "lao_dong", "ho_tro", "de_an_ma", "dung_logo", "ghi_chu",
)  # fmt: skip
_KHONG_AM = {"doanh_thu": "Doanh thu sản phẩm", "xuat_khau_usd": "Xuất khẩu"}


@transaction.atomic
def ghi_theo_doi(
    giay: GiayChungNhan, *, nam: int, thong_tin: Mapping[str, Any], by: Any
) -> TheoDoi:
    """Record the report of one year; told again it replaces the former, missing is not zero.

    Raises PermissionDenied outside the scope, ValidationError with every fault.
    """
    if not by.is_active or not by.has_perm(f"{APP}.theo_doi_sau"):
        raise PermissionDenied("Tài khoản của bạn không có quyền làm việc này.")
    if not GiayChungNhan.objects.visible_to(by).filter(pk=giay.pk).exists():
        raise PermissionDenied("Giấy chứng nhận không thuộc phạm vi của bạn.")
    giay = (
        GiayChungNhan.objects.select_for_update(of=("self",))
        .select_related("thay_boi")
        .get(pk=giay.pk)
    )
    dong = TheoDoi.objects.filter(giay=giay, nam=nam).first() or TheoDoi(giay=giay, nam=nam)
    doi = gan(dong, thong_tin, COT)
    dong.nguoi_ghi = by
    loi = loi_tuong_lai(dong.ngay, "Ngày báo cáo")
    if not giay.ngay_cap.year <= nam <= giay.het_han.year:
        loi.append(
            f"Giấy có giá trị từ năm {giay.ngay_cap.year} đến {giay.het_han.year}, "
            f"không báo cáo năm {nam}."
        )
    if dong.ngay is not None and dong.ngay < date(nam, 1, 1):
        loi.append(f"Ngày báo cáo không được trước năm {nam}.")
    for ten, nhan in _KHONG_AM.items():
        if (getattr(dong, ten) or 0) < 0:
            loi.append(f"{nhan}: không âm.")
    gom([*loi, *cau_loi(dong, bo=("giay",))])
    dong.save()
    ghi("theodoi.ghi", dong, by=by, du_lieu={"nam": nam, **doi})
    return dong
