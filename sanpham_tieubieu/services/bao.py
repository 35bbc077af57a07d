"""Notices to who handed a dossier in: the accounts of the establishment, else of its commune."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from cucctdp.accounts.models import User
from cucctdp.thong_bao.choices import Kenh, Loai
from cucctdp.thong_bao.services import MOI_KENH, gui
from sanpham_tieubieu.models import HoSoDangKy, NguoiNop

TRANG_HO_SO = "/so/binh-chon/ho-so/{pk}/"


def ben_nop(ho_so: HoSoDangKy) -> list[Any]:
    """Accounts appointed for the establishment or its commune, and who drew the dossier up."""
    giao = NguoiNop.objects.filter(
        Q(co_so=ho_so.san_pham.co_so_id) | Q(xa=ho_so.xa_id), thoi_tu__isnull=True
    )
    nguoi = User.objects.filter(
        Q(pk__in=giao.values("nguoi")) | Q(pk=ho_so.nguoi_lap_id), is_active=True
    )
    # The Cục runs the rounds it draws dossiers up for: it tells itself nothing.
    return [u for u in nguoi if u.vao_cong]


def bao_ben_nop(ho_so: HoSoDangKy, *, khoa: str, tieu_de: str, noi_dung: str) -> None:
    """Tell the entrant's side once per occasion. Never a score; a demo round mails nobody."""
    gui(
        khoa=f"hosobinhchon.{khoa}",
        nguoi_nhan=ben_nop(ho_so),
        tieu_de=tieu_de,
        noi_dung=noi_dung,
        lien_ket=TRANG_HO_SO.format(pk=ho_so.pk),
        loai=Loai.XU_LY,
        kenh=(Kenh.TRONG_HE_THONG,) if ho_so.ky.minh_hoa else MOI_KENH,
    )
