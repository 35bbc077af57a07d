"""What people are told when a statutory form is returned, sent late or received by the Cục.

Told from the workflow's signal: whichever door was used, the notice stands in the transaction of
the step. Demo forms are told in the system only, never by e-mail.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cucctdp.accounts.choices import NhomBieu
from cucctdp.accounts.models import User
from cucctdp.accounts.roles import VAI_TRO
from cucctdp.formats.ngay import ngay_ngan
from cucctdp.thong_bao.choices import Kenh, Loai
from cucctdp.thong_bao.services import MOI_KENH, gui
from cucctdp.workflow.steps import buoc_da_lam
from cumcongnghiep import workflow as wf
from cumcongnghiep.choices import Bieu
from cumcongnghiep.models import BieuNop, NguoiBaoCao
from cumcongnghiep.services.ky_bieu import tinh_han
from cumcongnghiep.ten_bieu import ten_doi_tuong


def _cua_so(b: BieuNop, *quyen: str) -> list[User]:
    """People of the Sở of the form with one of the rights who work on clusters."""
    vai_tro = [ma for ma, v in VAI_TRO.items() if v.la_so and set(quyen) & set(v.quyen)]
    return [
        u
        for u in User.objects.filter(vai_tro__in=vai_tro, don_vi=b.don_vi_id).order_by("pk")
        if (nhom := u.pham_vi_nhom()) is None or NhomBieu.CCN in nhom
    ]


def _ben_gui(b: BieuNop) -> list[User]:
    """Who answers for the form: who was appointed for its subject, and who entered it.

    Whose appointment was ended since no longer sees the form and is not told.
    """
    doi_tuong = (
        Q(du_an__isnull=False, du_an=b.du_an_id)
        if b.bieu == Bieu.B01
        else Q(cum__isnull=False, cum=b.cum_id)
        if b.bieu == Bieu.B02
        else Q(xa__isnull=False, xa=b.xa_id)
    )
    giao = NguoiBaoCao.objects.filter(doi_tuong, thoi_tu__isnull=True).select_related("nguoi")
    return [g.nguoi for g in giao.order_by("pk")] + _nguoi_nhap(b)


def _nguoi_nhap(b: BieuNop) -> list[User]:
    u = b.nguoi_nhap
    if u is None or not BieuNop.objects.visible_to(u).filter(pk=b.pk).exists():
        return []
    return [u]


def _gui(
    b: BieuNop,
    khoa: str,
    nguoi: Iterable[User],
    cau: str,
    noi_dung: str,
    *,
    by: Any,
    loai: str = Loai.XU_LY,
    khan: bool = False,
) -> None:
    """One notice about a form, never to who did it."""
    gui(
        khoa=f"bieu_cum.{khoa}",
        nguoi_nhan=[u for u in nguoi if by is None or u.pk != by.pk],
        tieu_de=f"Biểu {b.bieu} {ten_doi_tuong(b)}, {b.ky}: {cau}",
        noi_dung=noi_dung,
        lien_ket=reverse("cum_bieu:bieu", args=[b.pk]),
        loai=loai,
        kenh=(Kenh.TRONG_HE_THONG,) if b.minh_hoa else MOI_KENH,
        khan=khan,
    )


def theo_buoc(sender: type, *, obj: Any, buoc: Any, by: Any, ly_do: str, **_: Any) -> None:
    """Tell who must act next, or must know, after a step of a form."""
    if not isinstance(obj, BieuNop):
        return
    b, lan = obj, f"{obj.pk}:{obj.vong}"
    if buoc in (wf.GUI, wf.KY_GUI):
        han = tinh_han(b.han, b.ngay_gui, timezone.localdate())
        if han.ma != "tre":
            return
        # The first sending decides (Điều 3 TT 14/2024/TT-BCT): told once, whatever the rounds.
        noi_dung = f"{han.cau}. Phải gửi trước ngày {ngay_ngan(b.han)}."
        _gui(b, f"gui_tre:{b.pk}", _cua_so(b, wf.NHAP, wf.KY), "gửi trễ hạn", noi_dung, by=by)
    elif buoc is wf.TRA_LAI:
        _gui(b, f"tra_lai:{lan}", _ben_gui(b), "bị trả lại", f"Lý do: {ly_do}", by=by, khan=True)
    elif buoc is wf.CUC_TRA_LAI:
        nguoi = [*_cua_so(b, wf.NHAP, wf.KY), *_nguoi_nhap(b)]
        _gui(b, f"cuc_tra_lai:{lan}", nguoi, "Cục trả lại", f"Lý do: {ly_do}", by=by, khan=True)
    elif buoc is wf.CUC_CHAP_NHAN:
        nguoi = [*_cua_so(b, wf.NHAP, wf.KY), *_nguoi_nhap(b)]
        cau = "Số liệu của biểu đã được Cục tiếp nhận."
        _gui(b, f"cuc_chap_nhan:{lan}", nguoi, "Cục đã tiếp nhận", cau, by=by)


def noi() -> None:
    """Connect the occasions; called once, when the apps are ready."""
    buoc_da_lam.connect(theo_buoc, dispatch_uid="cumcongnghiep.bao_bieu.buoc")
