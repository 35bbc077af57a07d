"""Stopping a đề án (Điều 11 TT 36/2013/TT-BCT)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cucctdp.workflow.steps import perform
from khuyencong import workflow as w
from khuyencong.choices import HieuLucThuHuong
from khuyencong.models import (
    DeAn,
    ThuHuong,
)


def xin_ngung(de_an: DeAn, *, ly_do: str, by: Any) -> DeAn:
    """Ask to stop, with the reason."""
    return perform(w.XIN_NGUNG, de_an, by=by, ly_do=ly_do)


def tiep_tuc(de_an: DeAn, *, ly_do: str, by: Any) -> DeAn:
    """Refuse a request to stop."""
    return perform(w.TIEP_TUC, de_an, by=by, ly_do=ly_do)


@transaction.atomic
def ngung(de_an: DeAn, *, ly_do: str, by: Any) -> DeAn:
    """Stop by decision; supports without acceptance no longer count as given (KC12)."""
    de_an = perform(w.NGUNG, de_an, by=by, ly_do=ly_do)
    ThuHuong.objects.filter(noi_dung__de_an=de_an, nghiem_thu__isnull=True).update(
        hieu_luc=HieuLucThuHuong.HUY
    )
    return de_an
