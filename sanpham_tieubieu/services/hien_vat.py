"""The physical sample: received under its code, kept, shown, given back (Điều 15)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cucctdp.audit.record import ghi
from sanpham_tieubieu.choices import TrangThaiHoSo
from sanpham_tieubieu.models import HienVat, HoSoDangKy
from sanpham_tieubieu.quyen_ky import doi_ky
from sanpham_tieubieu.services.cua import cau_loi, gan, gom, khoa_ho_so, loi_tuong_lai

THONG_TIN = ("nhan_ngay", "nguoi_giao", "so_luong", "noi_giu", "tinh_trang")


@transaction.atomic
def nhan_hien_vat(ho_so: HoSoDangKy, *, thong_tin: Mapping[str, Any], by: Any) -> HienVat:
    """Receive the sample of an accepted dossier, or correct what was noted of it."""
    ho_so = khoa_ho_so(ho_so)
    doi_ky(by, ho_so.ky, "tham_tra_ho_so")
    dong = HienVat.objects.filter(ho_so=ho_so).first() or HienVat(ho_so=ho_so)
    loi = []
    if not ho_so.ma_so or ho_so.trang_thai == TrangThaiHoSo.RUT:
        loi.append("Chỉ nhận hiện vật của hồ sơ hợp lệ, đã có mã số bình chọn.")
    if dong.tra_ngay is not None:
        loi.append(f"Hiện vật đã trả ngày {dong.tra_ngay:%d/%m/%Y}.")
    doi = gan(dong, thong_tin, THONG_TIN)
    loi += loi_tuong_lai(dong.nhan_ngay, "Ngày nhận")
    gom(loi + cau_loi(dong))
    dong.save()
    ghi("hosobinhchon.nhan_hien_vat", ho_so, by=by, du_lieu=doi)
    return dong


@transaction.atomic
def giu_trung_bay(ho_so: HoSoDangKy, *, den: date, by: Any) -> HienVat:
    """Keep the sample for display after the ceremony: only with consent (khoản 3 Điều 15)."""
    ho_so = khoa_ho_so(ho_so)
    doi_ky(by, ho_so.ky, "tham_tra_ho_so")
    dong = _dang_giu(ho_so)
    loi = []
    if not ho_so.dong_y_trung_bay:
        loi.append("R57: Chưa có đồng ý của cơ sở để giữ hiện vật.")
    if den < dong.nhan_ngay:
        loi.append("Ngày giữ đến phải từ ngày nhận trở đi.")
    gom(loi)
    dong.giu_trung_bay_den = den
    dong.save(update_fields=["giu_trung_bay_den"])
    ghi("hosobinhchon.giu_trung_bay", ho_so, by=by, du_lieu={"den": den.isoformat()})
    return dong


@transaction.atomic
def tra_hien_vat(ho_so: HoSoDangKy, *, ngay: date, by: Any) -> HienVat:
    """Give the sample back."""
    ho_so = khoa_ho_so(ho_so)
    doi_ky(by, ho_so.ky, "tham_tra_ho_so")
    dong = _dang_giu(ho_so)
    dong.tra_ngay = ngay
    gom(loi_tuong_lai(ngay, "Ngày trả") + cau_loi(dong))
    dong.save(update_fields=["tra_ngay"])
    ghi("hosobinhchon.tra_hien_vat", ho_so, by=by, du_lieu={"ngay": ngay.isoformat()})
    return dong


def _dang_giu(ho_so: HoSoDangKy) -> HienVat:
    dong = HienVat.objects.select_for_update(of=("self",)).filter(ho_so=ho_so).first()
    if dong is None:
        raise ValidationError("Chưa nhận hiện vật của hồ sơ này.")
    if dong.tra_ngay is not None:
        raise ValidationError(f"Hiện vật đã trả ngày {dong.tra_ngay:%d/%m/%Y}.")
    return dong
