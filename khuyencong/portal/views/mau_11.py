"""Mẫu 11: the Sở names the establishments of an approved đề án nhóm, all rows at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from khuyencong.choices import DANG_CHAY, HinhThuc, Nguon
from khuyencong.ho_so import HoSo, doc_ho_so
from khuyencong.luc import luc_ke_tiep
from khuyencong.models import DeAn, NganhNghe
from khuyencong.portal.mau_11_form import DANH_SACH_XA, DongForm, XaCuaTinh, chu_co_so
from khuyencong.portal.quyen import chi_khuyen_cong, doi_quyen, lay_de_lam
from khuyencong.rules import kiem_tra
from khuyencong.services.thuc_hien import ke_hoach_chi_tiet
from khuyencong.viec import an_toan

THAM_DINH_SO = "khuyencong.tham_dinh_so_dean"


def mo_mau_11(d: DeAn, user: Any) -> bool:
    """True when this user names the establishments of this đề án now."""
    return (
        d.hinh_thuc == HinhThuc.NHOM and d.trang_thai in DANG_CHAY and user.has_perm(THAM_DINH_SO)
    )


def _dau(h: HoSo) -> list[dict[str, Any]]:
    ten = ("nganh_nghe", "may", "tinh_trang_may", "doi_ung")
    return [
        {t: getattr(x, t) for t in ten}
        | {
            "id": x.pk,
            "co_so": chu_co_so(x.co_so),
            "ho_tro": getattr(x, h.de_an.nguon),
        }
        for x in sorted(h.thu_huong, key=lambda x: x.pk)
    ]


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def mau_11(request: HttpRequest, pk: int) -> HttpResponse:
    """Every row of the plan in one table; all saved, or none with every fault."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, THAM_DINH_SO)
    if not mo_mau_11(d, request.user):
        messages.warning(
            request, "Chỉ lập kế hoạch chi tiết cho đề án nhóm đã duyệt, đang thực hiện."
        )
        return redirect("khuyen_cong:xem", d.pk)
    h = doc_ho_so(d)
    nganh = [(n.ma, f"{n.ma} – {n.ten}") for n in NganhNghe.objects.hieu_luc(h.ngay_dang_ky)]
    xa = XaCuaTinh(d)
    lop = forms.formset_factory(DongForm, extra=0, max_num=200, absolute_max=200)
    gui = request.POST if request.method == "POST" else None
    bang = lop(gui, prefix="d", initial=_dau(h), form_kwargs={"d": d, "nganh": nganh, "xa": xa})
    loi: list[str] = []
    hong = gui is not None and not bang.is_valid()
    if gui is not None and not hong:
        noi_dung = {x.pk: x.noi_dung_id for x in h.thu_huong}
        cac = [f.dong for f in bang]
        cac = [c | {"noi_dung_id": noi_dung.get(c["id"])} for c in cac]
        try:
            an_toan(lambda: ke_hoach_chi_tiet(d, cac_dong=cac, by=request.user))
        except ValidationError as e:
            loi, hong = list(e.messages), True
        else:
            so = sum(f.chon is not None or f.moi is not None for f in bang)
            messages.success(request, f"Đã ghi kế hoạch chi tiết: {so} cơ sở được xác định.")
            return redirect("khuyen_cong:mau_11", d.pk)
    du_lieu = {
        "d": d,
        "bang": bang,
        "loi": loi,
        "xet": hong and not loi,
        "vi_pham": [v for v in kiem_tra(h, *luc_ke_tiep(h)) if v.chan],
        "nguon": Nguon(d.nguon).label,
        "danh_sach_xa": (DANH_SACH_XA, sorted(xa.ten.values())),
    }
    return render(request, "so/khuyen_cong/mau_11.html", du_lieu, status=422 if hong else 200)
