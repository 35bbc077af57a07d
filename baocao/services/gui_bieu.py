"""Sending one form on its own: its figures come after the pack was received (M10, due 15/3)."""

import hashlib
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from baocao.bang import dung_bang
from baocao.checks import run_checks
from baocao.choices import BO_DA_NHAN
from baocao.han import Han
from baocao.models import GiaHan, GuiBieu, PhieuBieu
from baocao.services.anh_chup import so_chuan
from baocao.services.khoa_phieu import khoa_phieu
from baocao.statistics.han_bieu import bieu_gui_rieng, han_rieng
from cucctdp.audit.models import dang_chuan
from cucctdp.audit.record import ghi

QUYEN = "baocao.ky_gui_bobaocao"


def vuong_gui_bieu(phieu: PhieuBieu, *, by: Any) -> list[str]:
    """Why ``by`` cannot send this form on its own now; [] when they can."""
    bo = phieu.bo
    if phieu.bieu_mau.ma not in bieu_gui_rieng(bo.ky):
        return ["Biểu này gửi cùng bộ báo cáo, không gửi riêng."]
    if GuiBieu.objects.filter(phieu=phieu).exists():
        return ["Biểu này đã được gửi."]
    vuong = []
    if bo.trang_thai not in BO_DA_NHAN:
        vuong.append("Chỉ gửi riêng biểu sau khi Cục đã tiếp nhận bộ báo cáo của kỳ.")
    if phieu.gia_tri.filter(nguoi=by, het_luc__isnull=True).exists():
        vuong.append("Người ký gửi không được là người nhập số liệu của biểu (KT48).")
    if not phieu.gia_tri.hien_tai().exists():
        return [*vuong, "Biểu chưa có số liệu nào; ô không có việc thì ghi «Không phát sinh»."]
    bang = dung_bang(phieu)
    co, can = bang.muc_day_du()
    if co < can:
        vuong.append(f"Còn {can - co}/{can} ô bắt buộc chưa điền.")
    vuong += [f"{v.quy_tac}: {v.thong_bao}" for v in run_checks(bang) if v.muc_do == "E" and v.chan]
    return vuong


@transaction.atomic
def gui_bieu(phieu: PhieuBieu, *, by: Any) -> GuiBieu:
    """Sign and send: timeliness is judged by the form's own due date, and fixed.

    An extension of the pack counts where it is later. Raises PermissionDenied, ValidationError
    with every obstacle.
    """
    if not by.is_active or not by.has_perm(QUYEN):
        raise PermissionDenied("Tài khoản của bạn không có quyền ký gửi.")
    if not PhieuBieu.objects.visible_to(by).filter(pk=phieu.pk).exists():
        raise PermissionDenied("Biểu này không thuộc phạm vi của bạn.")
    phieu = khoa_phieu(phieu)
    if vuong := vuong_gui_bieu(phieu, by=by):
        raise ValidationError(vuong)
    luc = timezone.now()
    rieng = han_rieng(phieu.bo.ky)[phieu.bieu_mau.ma]
    gia_han = GiaHan.objects.filter(ky=phieu.bo.ky, don_vi=phieu.bo.don_vi).first()
    han = Han(rieng.ngay, rieng.loai_han, gia_han.den_ngay if gia_han else None)
    tinh_han, so_ngay = han.tinh(timezone.localtime(luc).date())
    gui = GuiBieu.objects.create(
        phieu=phieu, luc=luc, nguoi=by, tinh_han=tinh_han, so_ngay_tre=so_ngay, sha256=_bam(phieu)
    )
    ghi(
        "phieubieu.gui_rieng",
        phieu,
        by=by,
        du_lieu={"bieu": phieu.bieu_mau.ma, "tinh_han": tinh_han, "sha256": gui.sha256},
    )
    return gui


def _bam(phieu: PhieuBieu) -> str:
    rows = phieu.gia_tri.hien_tai().order_by("chi_tieu__ma", "cot")
    o = [
        [ma, cot, trang_thai, so_chuan(so), chu]
        for ma, cot, trang_thai, so, chu in rows.values_list(
            "chi_tieu__ma", "cot", "trang_thai_o", "so", "chu"
        )
    ]
    return hashlib.sha256(dang_chuan(o).encode()).hexdigest()
