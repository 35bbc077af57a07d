"""Answering a request for supplement: every answer saved or none, then the dossier goes back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cucctdp.formats.chu import nfc
from khuyencong.choices import DANG_SOAN
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import DeAn, YeuCauBoSung
from khuyencong.portal.phan import DUONG, khung
from khuyencong.portal.quyen import LAP, chi_khuyen_cong, doi_quyen, lay_de_lam
from khuyencong.services.tai_lieu import tra_loi_yeu_cau
from khuyencong.viec import an_toan

_DUONG_CUA = {p: d for d, p in DUONG.items()}
TOI_DA = 4000


def _luu(d: DeAn, cac: list[YeuCauBoSung], gui: Any, by: Any) -> tuple[int, list[str]]:
    """(answers written, faults): an answer that did not change is not written again."""
    doi = []
    loi = []
    for so, y in enumerate(cac, 1):
        chu = nfc(gui.get(f"tl-{y.pk}", "")).replace("\0", "").strip()
        if len(chu) > TOI_DA:
            loi.append(f"Trả lời {so}: dài quá {TOI_DA} ký tự.")
        if chu != y.tra_loi:
            doi.append((so, y, chu))
        y.go = chu  # type: ignore[attr-defined]

    def lam() -> None:
        hong = []
        for so, y, chu in doi:
            try:
                tra_loi_yeu_cau(y, tra_loi=chu, by=by)
            except ValidationError as e:
                hong += [f"Trả lời {so}: {cau}" for cau in e.messages]
        if hong:
            raise ValidationError(hong)

    if not loi:
        try:
            an_toan(lam)
        except ValidationError as e:
            loi += e.messages
    return len(doi), loi


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def bo_sung(request: HttpRequest, pk: int) -> HttpResponse:
    """Questions of the last return, each with its part and its answer."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, LAP)
    if d.trang_thai not in DANG_SOAN or d.vong == 1:
        messages.warning(request, "Đề án không có yêu cầu bổ sung đang chờ trả lời.")
        return redirect("khuyen_cong:xem", d.pk)
    cac = list(
        YeuCauBoSung.objects.filter(de_an=d, vong=d.vong - 1).select_related("nguoi", "de_an")
    )
    for y in cac:
        y.go = y.tra_loi  # type: ignore[attr-defined]
        y.duong = f"khuyen_cong:{_DUONG_CUA[y.phan].replace('-', '_')}"  # type: ignore[attr-defined]
    loi: list[str] = []
    if request.method == "POST":
        so, loi = _luu(d, cac, request.POST, request.user)
        if not loi:
            messages.success(request, f"Đã lưu {so} câu trả lời.")
            if "nop" in request.POST:
                return redirect("khuyen_cong:viec", d.pk, "nop")
            return redirect("khuyen_cong:bo_sung", d.pk)
    du_lieu = khung(doc_ho_so(d), "thong_tin", request.user)
    du_lieu |= {"cac": cac, "loi": loi, "con": sum(not y.tra_loi for y in cac)}
    return render(request, "so/khuyen_cong/bo_sung.html", du_lieu, status=422 if loi else 200)
