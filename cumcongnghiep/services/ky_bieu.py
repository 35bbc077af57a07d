"""Windows of the statutory reports: opened from their dated rows, locked and opened again.

«Trước ngày 30/6» leaves the 30th open to doubt; it is a state of its own, «trong ngày hạn».
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.workflow.steps import perform_nhieu
from cumcongnghiep.choices import Bieu, LoaiKy, TrangThaiBieu
from cumcongnghiep.danh_muc import DanhMuc, doc_danh_muc
from cumcongnghiep.models import BieuNop, HanBieu, KyBieu
from cumcongnghiep.workflow import KHOA, MO_KHOA

_THANG_QUY = 3


@dataclass(frozen=True)
class TinhHan:
    """Whether it was sent in time. ``ma``: som, trong_ngay, tre when sent; con, hom_nay, qua."""

    ma: str
    cau: str
    so_ngay: int

    @property
    def muc(self) -> str:
        """Colour of the portal: on, gan, qua; the day itself stays neutral."""
        return {"som": "on", "con": "on", "trong_ngay": "dung", "hom_nay": "gan"}.get(
            self.ma, "qua"
        )


def tinh_han(han: date, ngay_gui: date | None, hom_nay: date) -> TinhHan:
    """Timeliness of a form with the due day ``han`` («gửi trước ngày»)."""
    if ngay_gui is not None:
        so = (ngay_gui - han).days
        if so < 0:
            return TinhHan("som", "Đúng hạn", so)
        if so == 0:
            return TinhHan("trong_ngay", "Trong ngày hạn", 0)
        return TinhHan("tre", f"Trễ {so} ngày", so)
    so = (hom_nay - han).days
    if so < 0:
        return TinhHan("con", f"Còn {-so} ngày (gửi trước ngày {han:%d/%m/%Y})", so)
    if so == 0:
        return TinhHan("hom_nay", "Hôm nay là ngày hạn", 0)
    return TinhHan("qua", f"Quá hạn {so} ngày (phải gửi trước ngày {han:%d/%m/%Y})", so)


def _ngay(nam: int, thang: int, ngay: int) -> date:
    """A day of a row; «31» of a short month is its last day, a month past December rolls over."""
    nam, thang = nam + (thang - 1) // 12, (thang - 1) % 12 + 1
    return date(nam, thang, min(ngay, monthrange(nam, thang)[1]))


def _lech(dong: HanBieu, quy: int) -> int:
    """Months that a quarterly row, written for quarter I, is moved by."""
    return (quy - 1) * _THANG_QUY if dong.loai_ky == LoaiKy.QUY else 0


def cua_so(dong: HanBieu, nam: int, quy: int = 0) -> tuple[date, date]:
    """First and last day of the figures. Every window of a year begins on the same day.

    A quarterly row stands for quarter I; later quarters end later and begin where it begins, so
    that quarter II holds the figures of 6 tháng and quarter IV those of the year.
    """
    tu = _ngay(nam + dong.lech_nam_dau, dong.thang_dau, dong.ngay_dau)
    return tu, _ngay(nam, dong.thang_chot + _lech(dong, quy), dong.ngay_chot)


def han_cua(ky: KyBieu, bieu: str, *, danh_muc: DanhMuc | None = None) -> date:
    """The day before which a form of the window must be sent. Raises ValidationError without a row.

    A due month before the cut-off month is of the next year.
    """
    dong = (danh_muc or doc_danh_muc()).tim_han_bieu(bieu, ky.loai, ky.den_ngay)
    if dong is None:
        raise ValidationError(
            f"Chưa có hạn gửi Biểu {bieu}, kỳ {ky.get_loai_display()} có hiệu lực ngày "
            f"{ky.den_ngay:%d/%m/%Y}: bổ sung danh mục «Hạn gửi biểu thống kê»."
        )
    han = _ngay(ky.nam, dong.thang_han + _lech(dong, ky.quy), dong.ngay_han)
    return han if han > ky.den_ngay else _ngay(han.year + 1, han.month, han.day)


def _doi_quyen(by: Any) -> None:
    if not by.is_active or not by.has_perm("cumcongnghiep.mo_kybieu"):
        raise PermissionDenied("Tài khoản của bạn không mở, khóa được kỳ báo cáo cụm.")


@transaction.atomic
def mo_ky(*, nam: int, loai: str, quy: int = 0, by: Any) -> KyBieu:
    """Open a window; every form must have its due day. Raises PermissionDenied, ValidationError."""
    _doi_quyen(by)
    danh_muc = doc_danh_muc()
    giua_nam = date(nam, 6, 30) if loai == LoaiKy.SAU_THANG else date(nam, 12, 14)
    dong = danh_muc.tim_han_bieu(Bieu.B04, loai, giua_nam)
    if dong is None:
        raise ValidationError(
            f"Chưa có hạn gửi Biểu 04, kỳ «{LoaiKy(loai).label}» cho năm {nam}: bổ sung danh mục "
            "«Hạn gửi biểu thống kê» rồi mở kỳ."
        )
    tu, den = cua_so(dong, nam, quy)
    ky = KyBieu(nam=nam, loai=loai, quy=quy, tu_ngay=tu, den_ngay=den)
    ky.full_clean()
    if tu > timezone.localdate():
        raise ValidationError(f"Kỳ {ky} chưa bắt đầu (từ ngày {tu:%d/%m/%Y}).")
    ky.save()
    ghi(
        "ky_cum.mo",
        ky,
        by=by,
        du_lieu={"ky": str(ky), "tu": tu.isoformat(), "den": den.isoformat()},
        chuoi=BieuNop.chuoi_nhat_ky,
    )
    return ky


@transaction.atomic
def khoa_ky(ky: KyBieu, *, by: Any) -> int:
    """Lock the window: accepted forms are locked, the others stay as they are; how many."""
    _doi_quyen(by)
    ky = KyBieu.objects.select_for_update().get(pk=ky.pk)
    if ky.khoa_luc is not None:
        raise ValidationError(
            f"Kỳ {ky} đã khóa lúc {timezone.localtime(ky.khoa_luc):%H:%M %d/%m/%Y}."
        )
    cho = list(BieuNop.objects.filter(ky=ky, trang_thai=TrangThaiBieu.CHAP_NHAN))
    # The window decides for all of them at once, whatever province the officer watches.
    perform_nhieu(KHOA, cho, by=None)
    ky.khoa_luc = timezone.now()
    ky.save(update_fields=["khoa_luc"])
    ghi(
        "ky_cum.khoa",
        ky,
        by=by,
        du_lieu={"ky": str(ky), "so_bieu": len(cho)},
        chuoi=BieuNop.chuoi_nhat_ky,
    )
    return len(cho)


@transaction.atomic
def mo_lai_ky(ky: KyBieu, *, ly_do: str, by: Any) -> int:
    """Open a locked window again, for a reason; how many forms are accepted ones again."""
    _doi_quyen(by)
    ky = KyBieu.objects.select_for_update().get(pk=ky.pk)
    if ky.khoa_luc is None:
        raise ValidationError(f"Kỳ {ky} chưa khóa.")
    if len(ly_do.strip()) < 10:
        raise ValidationError("Nêu lý do mở lại kỳ, ít nhất 10 ký tự.")
    khoa = list(BieuNop.objects.filter(ky=ky, trang_thai=TrangThaiBieu.KHOA))
    perform_nhieu(MO_KHOA, khoa, by=None, ly_do=ly_do)
    ky.khoa_luc = None
    ky.save(update_fields=["khoa_luc"])
    ghi(
        "ky_cum.mo_lai",
        ky,
        by=by,
        du_lieu={"ky": str(ky), "so_bieu": len(khoa)},
        ly_do=ly_do,
        chuoi=BieuNop.chuoi_nhat_ky,
    )
    return len(khoa)
