"""Papers of a đề án: documents of its checklist, answers to what was asked back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.files.models import Tep
from khuyencong.choices import DANG_SOAN, PhanDeAn
from khuyencong.models import DeAn, TaiLieu, ThuHuong, YeuCauBoSung
from khuyencong.services.de_an import luu_gom_loi, mo_de_sua
from khuyencong.services.so_cai import khoa_de_an
from khuyencong.workflow import khong_phai_ben_lap


@transaction.atomic
def nop_tai_lieu(
    de_an: DeAn,
    *,
    ma: str,
    ten: str,
    tep: Tep,
    by: Any,
    thu_huong: ThuHuong | None = None,
    so_ky_hieu: str = "",
    ngay: Any = None,
    het_han: Any = None,
) -> TaiLieu:
    """Hand in one document of the checklist.

    While the dossier is being drawn up its part must be open; documents of later steps (advance,
    settlement) come from whoever reports on the đề án.
    """
    if de_an.trang_thai in DANG_SOAN:
        de_an = mo_de_sua(de_an, PhanDeAn.TAI_LIEU, by=by)
    else:
        de_an = khoa_de_an(de_an)
        if not by.has_perm("khuyencong.bao_cao_dean"):
            raise PermissionDenied("Tài khoản của bạn không có quyền nộp tài liệu.")
        if not DeAn.objects.visible_to(by).filter(pk=de_an.pk).exists():
            raise PermissionDenied("Đề án không thuộc phạm vi của bạn.")
        if cau := khong_phai_ben_lap(de_an, by):
            raise PermissionDenied(cau[0])
    tai_lieu = TaiLieu(
        de_an=de_an,
        ma=ma,
        ten=ten,
        tep=tep,
        thu_huong=thu_huong,
        so_ky_hieu=so_ky_hieu,
        ngay=ngay,
        het_han=het_han,
        nguoi=by,
    )
    loi: list[str] = []
    if thu_huong is not None and thu_huong.noi_dung.de_an_id != de_an.pk:
        loi.append("Đơn vị thụ hưởng không thuộc đề án này.")
    luu_gom_loi(tai_lieu, loi)
    if loi:
        raise ValidationError(loi)
    tai_lieu.save()
    ghi("dean.nop_tai_lieu", de_an, by=by, du_lieu={"ma": ma, "tep": tep.sha256})
    return tai_lieu


@transaction.atomic
def tra_loi_yeu_cau(yeu_cau: YeuCauBoSung, *, tra_loi: str, by: Any) -> YeuCauBoSung:
    """Answer one question of the last return; an answer may be rewritten until it is sent again."""
    de_an = mo_de_sua(yeu_cau.de_an, yeu_cau.phan, by=by)
    yeu_cau = YeuCauBoSung.objects.select_for_update().get(pk=yeu_cau.pk)
    if yeu_cau.vong != de_an.vong - 1:
        raise ValidationError("Yêu cầu này thuộc vòng trước, không trả lời lại được.")
    if not tra_loi.strip():
        raise ValidationError("Nêu nội dung đã giải trình, bổ sung.")
    yeu_cau.tra_loi, yeu_cau.tra_loi_luc = tra_loi, timezone.now()
    yeu_cau.save()
    ghi("dean.tra_loi_yeu_cau", de_an, by=by, du_lieu={"yeu_cau": yeu_cau.pk})
    return yeu_cau
