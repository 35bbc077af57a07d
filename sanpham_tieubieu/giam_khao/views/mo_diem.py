"""Opening of the scores, by who runs the round."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sanpham_tieubieu.giam_khao.quyen import chi_ban, lay_ky_truong_ban
from sanpham_tieubieu.giam_khao.views.truong_ban import bang_tien_do
from sanpham_tieubieu.loi_cua import loi_khi
from sanpham_tieubieu.quyen_ky import dieu_hanh_duoc
from sanpham_tieubieu.services.mo_diem import mo_diem as mo_diem_ky
from sanpham_tieubieu.services.mo_diem import phieu_chua_ky, vuong_mo_diem


@chi_ban
@require_http_methods(["GET", "POST"])
def mo_diem(request: HttpRequest, ky: int) -> HttpResponse:
    """Open the scores: from that minute on they are read, and nothing of them changes."""
    k = lay_ky_truong_ban(request.user, ky)
    if not dieu_hanh_duoc(request.user, k) or k.da_mo_diem():
        return redirect("cham_diem:truong_ban", k.pk)
    loi: list[str] = []
    if request.method == "POST":
        bo = request.POST.get("bo") == "1"
        loi = loi_khi(lambda: mo_diem_ky(k, by=request.user, bo_phieu_chua_ky=bo))
        if not loi:
            messages.success(request, "Đã mở điểm. Các phiếu khớp mã băm đã ghi khi ký.")
            return redirect("cham_diem:bang_diem", k.pk)
    du_lieu = {
        "ky": k,
        **bang_tien_do(k),
        "vuong": vuong_mo_diem(k),
        "chua_ky": phieu_chua_ky(k),
        "cac_loi": loi,
    }
    return render(request, "cham_diem/mo_diem.html", du_lieu, status=422 if loi else 200)
