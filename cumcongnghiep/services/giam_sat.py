"""Inspections, violations put right, and relocation into or out of a cluster."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction

from cumcongnghiep.choices import ChieuDiDoi
from cumcongnghiep.models import Cum, KeHoachDiDoi, KiemTra
from cumcongnghiep.services.cua import doc_lai, gan, khoa_cum, loi_tuong_lai, luu
from cumcongnghiep.services.tep import loi_tep, luu_tep_cum

TRUONG_KIEM_TRA = (
    "loai", "ngay", "co_quan", "ket_luan", "vi_pham", "khac_phuc_han", "khac_phuc_ngay",
)  # fmt: skip
TRUONG_DI_DOI = (
    "chieu", "nguon", "noi", "cum_den", "so_co_so", "da_doi", "kinh_phi", "han", "den_ngay",
    "van_ban",
)  # fmt: skip


@transaction.atomic
def ghi_kiem_tra(cum: Cum, *, tep: File | None = None, by: Any, **truong: Any) -> KiemTra:
    """Record an inspection or a complaint.

    Raises ValidationError; one regular inspection a year at most (Điều 24 NĐ 32/2024/NĐ-CP).
    """
    khoa = khoa_cum(cum, by=by)
    return _luu_kiem_tra(khoa, KiemTra(cum=khoa), truong, tep, "cum.kiem_tra.ghi", by)


@transaction.atomic
def sua_kiem_tra(dong: KiemTra, *, tep: File | None = None, by: Any, **truong: Any) -> KiemTra:
    """Change an inspection, e.g. the day its violation was put right."""
    khoa = khoa_cum(dong.cum_id, by=by)
    return _luu_kiem_tra(khoa, doc_lai(dong), truong, tep, "cum.kiem_tra.sua", by)


def _luu_kiem_tra(
    cum: Cum, dong: KiemTra, truong: dict[str, Any], tep: File | None, hanh_dong: str, by: Any
) -> KiemTra:
    doi = gan(dong, truong, TRUONG_KIEM_TRA)
    loi = [*loi_tuong_lai(dong.ngay, "Ngày kiểm tra"), *loi_tep(tep)]
    loi += loi_tuong_lai(dong.khac_phuc_ngay, "Ngày khắc phục")
    if (dong.khac_phuc_han or dong.khac_phuc_ngay) and not dong.vi_pham:
        loi.append("Chỉ kiểm tra có vi phạm mới ghi hạn, ngày khắc phục.")
    if dong.loai == KiemTra.Loai.DINH_KY and dong.ngay is not None:
        cung_nam = cum.kiem_tra.filter(loai=KiemTra.Loai.DINH_KY, ngay__year=dong.ngay.year)
        loi += [
            f"Năm {dong.ngay.year} đã có kiểm tra định kỳ ngày {k.ngay:%d/%m/%Y}: mỗi năm một lần "
            "(Điều 24 NĐ 32/2024/NĐ-CP). Kiểm tra khi có dấu hiệu vi phạm: chọn «đột xuất»."
            for k in cung_nam.exclude(pk=dong.pk)[:1]
        ]
    if tep is not None and not loi:
        dong.tep = luu_tep_cum(cum, tep, by=by)
    return luu(dong, {}, cum=cum, cho_phep=(), hanh_dong=hanh_dong, by=by, loi=loi, doi=doi)


@transaction.atomic
def lap_di_doi(cum: Cum, *, by: Any, **truong: Any) -> KeHoachDiDoi:
    """Enter a relocation into or out of the cluster; raises ValidationError."""
    khoa = khoa_cum(cum, by=by)
    return _luu_di_doi(khoa, KeHoachDiDoi(cum=khoa), truong, "cum.di_doi.lap", by)


@transaction.atomic
def sua_di_doi(dong: KeHoachDiDoi, *, by: Any, **truong: Any) -> KeHoachDiDoi:
    """Say how many have moved by a day, or correct the plan."""
    khoa = khoa_cum(dong.cum_id, by=by)
    return _luu_di_doi(khoa, doc_lai(dong), truong, "cum.di_doi.sua", by)


def _luu_di_doi(
    cum: Cum, dong: KeHoachDiDoi, truong: dict[str, Any], hanh_dong: str, by: Any
) -> KeHoachDiDoi:
    doi = gan(dong, truong, TRUONG_DI_DOI)
    loi = loi_tuong_lai(dong.den_ngay, "Số liệu đến ngày")
    if dong.cum_den_id is not None and dong.chieu == ChieuDiDoi.VAO:
        loi.append("Di dời vào cụm này: không nêu cụm tiếp nhận khác.")
    if dong.cum_den_id == cum.pk:
        loi.append("Cụm tiếp nhận phải là cụm khác.")
    return luu(dong, {}, cum=cum, cho_phep=(), hanh_dong=hanh_dong, by=by, loi=loi, doi=doi)


def qua_han(dong: KeHoachDiDoi, ngay: date) -> int:
    """Days a relocation is late; 0 when all have moved or the day has not passed."""
    if dong.han is None or dong.da_doi >= dong.so_co_so:
        return 0
    return max(0, (ngay - dong.han).days)
