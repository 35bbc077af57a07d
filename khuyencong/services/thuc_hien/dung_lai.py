"""Stopping a đề án (Điều 11 TT 36/2013/TT-BCT)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from cucctdp.workflow.steps import perform
from khuyencong import workflow as w
from khuyencong.choices import HieuLucThuHuong
from khuyencong.models import (
    DeAn,
    ThuHuong,
)
from khuyencong.services.dieu_chinh import ghi_khong_ngung, ghi_ngung, ghi_xin_ngung


@transaction.atomic
def xin_ngung(de_an: DeAn, *, ly_do: str, by: Any) -> DeAn:
    """Ask to stop, with the reason."""
    de_an = perform(w.XIN_NGUNG, de_an, by=by, ly_do=ly_do)
    ghi_xin_ngung(de_an, ly_do=ly_do, by=by)
    return de_an


@transaction.atomic
def tiep_tuc(de_an: DeAn, *, ly_do: str, by: Any) -> DeAn:
    """Refuse a request to stop."""
    de_an = perform(w.TIEP_TUC, de_an, by=by, ly_do=ly_do)
    ghi_khong_ngung(de_an)
    return de_an


@transaction.atomic
def ngung(de_an: DeAn, *, ly_do: str, so_van_ban: str, ngay_van_ban: date, by: Any) -> DeAn:
    """Stop by the decision of the level of the matrix, with its number and day.

    Supports without acceptance no longer count as given (KC12). Raises PermissionDenied,
    ValidationError.
    """
    de_an = perform(
        w.NGUNG,
        de_an,
        by=by,
        ly_do=ly_do,
        du_lieu={"so": so_van_ban, "ngay": ngay_van_ban.isoformat()},
    )
    ghi_ngung(de_an, ly_do=ly_do, so_van_ban=so_van_ban, ngay_van_ban=ngay_van_ban, by=by)
    ThuHuong.objects.filter(noi_dung__de_an=de_an, nghiem_thu__isnull=True).update(
        hieu_luc=HieuLucThuHuong.HUY
    )
    return de_an
