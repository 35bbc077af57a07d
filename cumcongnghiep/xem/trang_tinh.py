"""The sheet of one province: figures of Biểu 04, clusters, what is late and who must act."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cumcongnghiep.bieu.mau import BIEU_04
from cumcongnghiep.bieu.so_le import so_le_in
from cumcongnghiep.so_lieu_tinh import doc_tinh
from cumcongnghiep.statistics import ThamSoSai
from cumcongnghiep.xem.hoi import HoiForm, cau_ky, co_cum, goi_y_so_lieu, gui_cua, tham_so
from cumcongnghiep.xem.quyen import lay_tinh

# Clusters whose sheet is set in about two seconds; more is a job's.
CUM_NGAY = 25


@login_required
@require_safe
def trang_tinh(request: HttpRequest, ma: str) -> HttpResponse:
    """One province; 404 outside the scope."""
    don_vi = lay_tinh(request.user, ma)
    gui = gui_cua(request.GET, HoiForm)
    form = HoiForm(gui, user=request.user)
    form.fields.pop("dia_gioi")
    ngu_canh: dict[str, Any] = {"form": form, "don_vi": don_vi}
    if form.is_valid():
        form.cleaned_data["dia_gioi"] = ""
        try:
            hoi = form.hoi(don_vi=(don_vi.khoa,))
            x = doc_tinh(hoi)
        except ThamSoSai as loi:
            form.add_error(None, str(loi))
        else:
            le = so_le_in(BIEU_04, {ma: d.gia_tri for ma, d in x.dong.items()})
            ngu_canh |= {
                "x": x,
                "ten": don_vi.ten_ngay(hoi.den).trong_cau,
                "ky": cau_ky(hoi),
                "bieu": [(h, x.dong.get(h.ma), le.get(h.ma, 0)) for h in BIEU_04.hang],
                "goi_y": goi_y_so_lieu(
                    gui, form, not x.cum, lambda kia: co_cum(request.user, kia, don_vi.khoa)
                ),
                "tham_so": tham_so(hoi),
                "lap_ngay": len(x.cum) <= CUM_NGAY,
                "cac_giay": [
                    ("Lập hồ sơ làm việc (PDF)", f"tinh-{ma}.pdf"),
                    ("Lập bản Word", f"tinh-{ma}.docx"),
                ],
            }
    trang = "cum_cong_nghiep/tinh.html"
    return render(request, trang, ngu_canh, status=200 if "x" in ngu_canh else 422)
