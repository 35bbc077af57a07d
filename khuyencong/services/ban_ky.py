"""Signed scans beside papers: who may hand one in, and the one door for it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from cucctdp.audit.record import ghi
from cucctdp.files.models import Tep
from khuyencong.choices import Nguon
from khuyencong.giay_to import GIAY_TO, tim_giay_to
from khuyencong.giay_to.danh_sach import ma_ban_ky
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import DeAn, TaiLieu
from khuyencong.services.so_cai import khoa_de_an
from khuyencong.workflow import khong_phai_ben_lap


def vuong_ban_ky(de_an: DeAn, ma: str, user: Any) -> list[str]:
    """Why an account may not hand in the signed copy of a paper of a đề án it sees; empty: it may.

    Who signs or hands in the paper keeps its copy: the right is the paper's own (``GiayTo.quyen``).
    """
    if not any(user.has_perm(f"khuyencong.{q}_dean") for q in GIAY_TO[ma].quyen):
        return ["Tài khoản của bạn không có quyền nộp bản ký của giấy tờ này."]
    if user.la_cuc:
        if de_an.nguon == Nguon.KCDP:
            return ["Giấy tờ của đề án khuyến công địa phương do Sở Công Thương lưu."]
        return []
    return khong_phai_ben_lap(de_an, user)


@transaction.atomic
def nop_ban_ky(
    de_an: DeAn, *, ma: str, doi_tuong_id: int | None = None, tep: Tep, by: Any
) -> TaiLieu:
    """Keep a signed scan beside the paper ``ma`` (of the row ``doi_tuong_id`` where it has rows).

    Every copy stays: a later one stands beside the earlier, none is replaced. The event in the log
    of the đề án names the paper, the file and its SHA-256.
    Raises PermissionDenied, ValidationError when the đề án has no such paper now.
    """
    de_an = khoa_de_an(de_an)
    if not DeAn.objects.visible_to(by).filter(pk=de_an.pk).exists():
        raise PermissionDenied("Đề án không thuộc phạm vi của bạn.")
    if ma not in GIAY_TO:
        raise ValidationError(f"Không có giấy tờ mang mã «{ma}».")
    if cau := vuong_ban_ky(de_an, ma, by):
        raise PermissionDenied(" ".join(cau))
    giay = tim_giay_to(doc_ho_so(de_an), ma, doi_tuong_id)
    ban = TaiLieu(
        de_an=de_an,
        ma=ma_ban_ky(ma, doi_tuong_id),
        ten=f"Bản ký {giay.ten}"[:255],
        tep=tep,
        nguoi=by,
    )
    ban.full_clean()
    ban.save()
    ghi(
        "dean.nop_ban_ky",
        de_an,
        by=by,
        du_lieu={"giay_to": giay.ten, "ma": ban.ma, "tep": tep.ten, "sha256": tep.sha256},
    )
    return ban
