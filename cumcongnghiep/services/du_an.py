"""Secondary projects: entering, correcting, their states by day, their end with their leases."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cumcongnghiep.choices import TinhTrangDuAn
from cumcongnghiep.models import Cum, DuAn, ThueDat
from cumcongnghiep.services.cua import (
    cac_loi,
    doc_lai,
    gan,
    hoi_quy_tac,
    khoa_cum,
    loi_tuong_lai,
    luu,
    xong,
)
from cumcongnghiep.services.dieu_kien import gom

# Dates of state have a door of their own (``doi_trang_thai``, ``cham_dut_du_an``) once entered.
TRUONG = (
    "ten",
    "nha_dau_tu",
    "ma_so_thue",
    "co_so",
    "von_nuoc_ngoai",
    "quoc_gia",
    "nganh",
    "nganh_mo_ta",
    "dien_tich_dang_ky",
    "von_dang_ky",
    "von_thuc_hien",
    "so_gcn",
    "ngay_gcn",
    "vao_cum",
    "khoi_cong",
    "hoat_dong_tu",
    "ngung_tu",
    "di_doi_tu",
    "noi_di_doi",
    "nhom_uu_tien",
    "gp_moi_truong",
    "pccc",
)
_T = TinhTrangDuAn
# state → states it may go to, and the column that holds the day.
_DI_TIEP = {
    _T.CHUAN_BI: (_T.DANG_XAY, _T.HOAT_DONG),
    _T.DANG_XAY: (_T.HOAT_DONG,),
    _T.HOAT_DONG: (_T.NGUNG,),
    _T.NGUNG: (_T.HOAT_DONG,),
}
_COT = {_T.DANG_XAY: "khoi_cong", _T.HOAT_DONG: "hoat_dong_tu", _T.NGUNG: "ngung_tu"}


@transaction.atomic
def them_du_an(cum: Cum, *, by: Any, **truong: Any) -> DuAn:
    """Enter a project; raises PermissionDenied, ValidationError with every fault."""
    khoa = khoa_cum(cum, by=by)
    return _luu(khoa, DuAn(cum=khoa), truong, "cum.du_an.them", by)


@transaction.atomic
def sua_du_an(du_an: DuAn, *, by: Any, **truong: Any) -> DuAn:
    """Correct a project; raises as ``them_du_an``."""
    khoa = khoa_cum(du_an.cum_id, by=by)
    return _luu(khoa, doc_lai(du_an), truong, "cum.du_an.sua", by)


@transaction.atomic
def doi_trang_thai(du_an: DuAn, *, tinh_trang: str, ngay: date, by: Any, ly_do: str = "") -> DuAn:
    """Go to the next state from a day: building, in operation, paused, in operation again.

    Raises ValidationError for a state that does not follow, or a day before the former one.
    """
    khoa = khoa_cum(du_an.cum_id, by=by)
    du_an = doc_lai(du_an)
    truoc = TinhTrangDuAn(du_an.tinh_trang(ngay))
    loi = loi_tuong_lai(ngay, "Ngày")
    if tinh_trang not in _DI_TIEP.get(truoc, ()):
        loi.append(
            f"Dự án {truoc.label.lower()}: không chuyển sang "
            f"«{TinhTrangDuAn(tinh_trang).label}» được."
        )
        gom(loi)
    if ngay < du_an.vao_cum:
        loi.append(f"Dự án vào cụm ngày {du_an.vao_cum:%d/%m/%Y}: ngày phải từ ngày ấy.")
    if tinh_trang == _T.NGUNG and not ly_do.strip():
        loi.append("Nêu lý do tạm ngừng.")
    lai = truoc == _T.NGUNG
    truong = {"ngung_tu": None} if lai else {_COT[TinhTrangDuAn(tinh_trang)]: ngay}
    for ten, gia_tri in truong.items():
        setattr(du_an, ten, gia_tri)
    cac_loi(du_an, them=[*loi, *_loi_ngay(du_an)])
    du_an.save()
    du_lieu = {"tu": truoc.value, "den": str(tinh_trang), "ngay": ngay}
    xong(khoa, "cum.du_an.doi_trang_thai", dong=du_an, du_lieu=du_lieu, ly_do=ly_do, by=by)
    return du_an


@transaction.atomic
def cham_dut_du_an(du_an: DuAn, *, ngay: date, ly_do: str, by: Any) -> DuAn:
    """End a project: from ``ngay`` on it is not in the cluster, and all it held is free.

    Its leases end the day before. Raises ValidationError for a lease that begins later.
    """
    khoa = khoa_cum(du_an.cum_id, by=by)
    du_an = doc_lai(du_an)
    loi = loi_tuong_lai(ngay, "Ngày chấm dứt")
    if du_an.ket_thuc is not None:
        loi.append(f"Dự án đã chấm dứt ngày {du_an.ket_thuc:%d/%m/%Y}.")
    if not ly_do.strip():
        loi.append("Nêu lý do chấm dứt dự án.")
    con = [
        t
        for t in ThueDat.objects.select_for_update(of=("self",)).filter(du_an=du_an)
        if t.den_ngay is None or t.den_ngay >= ngay
    ]
    loi += [
        f"Căn cứ giữ đất từ ngày {t.tu_ngay:%d/%m/%Y} ({t.dien_tich.normalize():f} ha) chưa bắt "
        "đầu trước ngày chấm dứt: sửa hoặc xóa trước."
        for t in con
        if t.tu_ngay >= ngay
    ]
    du_an.ket_thuc = ngay
    cac_loi(du_an, them=loi)
    du_an.save()
    for t in con:
        t.den_ngay = ngay - timedelta(days=1)
    ThueDat.objects.bulk_update(con, ["den_ngay"])
    du_lieu = {"ngay": ngay, "thue": [t.pk for t in con]}
    xong(khoa, "cum.du_an.cham_dut", dong=du_an, du_lieu=du_lieu, ly_do=ly_do, by=by)
    return du_an


def _luu(cum: Cum, du_an: DuAn, truong: dict[str, Any], hanh_dong: str, by: Any) -> DuAn:
    doi = gan(du_an, truong, TRUONG)
    loi = _loi_ngay(du_an)
    if du_an.pk is not None and du_an.vao_cum is not None:
        loi += [
            f"Dự án giữ đất từ ngày {t.tu_ngay:%d/%m/%Y}: ngày vào cụm không sau ngày ấy."
            for t in du_an.thue_dat.filter(tu_ngay__lt=du_an.vao_cum)[:1]
        ]
    luu(du_an, {}, cum=cum, cho_phep=(), hanh_dong=hanh_dong, by=by, loi=loi, doi=doi)
    gom(hoi_quy_tac(cum, "du_an"))
    return du_an


def _loi_ngay(du_an: DuAn) -> list[str]:
    """Days of a project follow each other: in the cluster, building, in operation, paused."""
    thu_tu = [
        (nhan, ngay)
        for nhan, ngay in (
            ("khởi công", du_an.khoi_cong),
            ("hoạt động", du_an.hoat_dong_tu),
            ("tạm ngừng", du_an.ngung_tu),
            ("chấm dứt", du_an.ket_thuc),
        )
        if ngay is not None
    ]
    loi = [
        f"Ngày {a} {x:%d/%m/%Y} sau ngày {b} {y:%d/%m/%Y}: sai trình tự."
        for (a, x), (b, y) in pairwise(thu_tu)
        if x > y
    ]
    return loi + loi_tuong_lai(du_an.vao_cum, "Ngày vào cụm")


def xoa_du_an(du_an: DuAn, *, ly_do: str, by: Any) -> None:
    """Take back a project entered by mistake; refused while it holds land or has reports.

    Raises ValidationError: end the project instead (``cham_dut_du_an``).
    """
    with transaction.atomic():
        khoa = khoa_cum(du_an.cum_id, by=by)
        du_an = doc_lai(du_an)
        loi = []
        if du_an.thue_dat.exists():
            loi.append("Dự án đang có căn cứ giữ đất: chấm dứt dự án thay vì xóa.")
        if du_an.bieu.exists():
            loi.append("Dự án đã có biểu thống kê: chấm dứt dự án thay vì xóa.")
        if not ly_do.strip():
            loi.append("Nêu lý do xóa dự án.")
        if loi:
            raise ValidationError(loi)
        ten = str(du_an)
        du_an.delete()
        xong(khoa, "cum.du_an.xoa", du_lieu={"ten": ten}, ly_do=ly_do, by=by)
