"""Alerts A01–A20 as a list for the Sở and for leaders: what, where, who must act, how late."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh
from cumcongnghiep.choices import CoQuan
from cumcongnghiep.models import CanhBao, QuyTac
from cumcongnghiep.statistics.canh_bao import the_canh_bao
from cumcongnghiep.xem.hoi import gui_cua
from cumcongnghiep.xem.quyen import can_quyen

MOI_TRANG = 50
_QUYEN = "cumcongnghiep.view_canhbao"
_BEN = (CoQuan.UBND_TINH, CoQuan.SCT, CoQuan.UBND_XA, CoQuan.CDT, CoQuan.DN_THU_CAP)


class CanhBaoForm(forms.Form):
    """Narrowing; the address holds it all."""

    ma = forms.ChoiceField(label="Cảnh báo", required=False)
    don_vi = forms.ChoiceField(label="Tỉnh, thành phố", required=False)
    ben = forms.ChoiceField(
        label="Bên phải làm",
        choices=[("", "Tất cả"), *((b.value, b.label) for b in _BEN)],
        required=False,
    )
    tre = forms.ChoiceField(
        label="Hạn", choices=[("", "Tất cả"), ("1", "Đã quá hạn")], required=False
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ten = dict(
            QuyTac.objects.filter(ma__startswith="A")
            .order_by("ma", "hieu_luc_tu")
            .values_list("ma", "ten")
        )
        tinh = DonViHanhChinh.objects.visible_to(user).filter(bo_ma=BoMa.B34).theo_ten()
        self.fields["ma"].choices = [  # type: ignore[attr-defined]
            ("", "Tất cả"),
            *((ma, f"{ma} – {t}") for ma, t in ten.items()),
        ]
        self.fields["don_vi"].choices = [  # type: ignore[attr-defined]
            ("", "Tất cả địa phương được xem"),
            *((d.khoa, d.ten_goi) for d in tinh),
        ]

    def loc(self, user: Any) -> Any:
        """Open alerts the user may see, the latest first."""
        d = self.cleaned_data
        rows = CanhBao.objects.visible_to(user).dang_mo().select_related("cum", "don_vi")
        if d["don_vi"]:
            bo_ma, _, ma = d["don_vi"].partition(":")
            rows = rows.filter(don_vi__bo_ma=bo_ma, don_vi__ma=ma)
        for cot in ("ma", "ben"):
            if d[cot]:
                rows = rows.filter(**{cot: d[cot]})
        return rows.filter(so_ngay_tre__gt=0) if d["tre"] else rows


@login_required
@require_safe
def canh_bao(request: HttpRequest) -> HttpResponse:
    """The list, a page at a time."""
    can_quyen(request.user, _QUYEN)
    gui = gui_cua(request.GET, CanhBaoForm)
    form = CanhBaoForm(gui, user=request.user)
    ngu_canh: dict[str, Any] = {"form": form, "o_day": "canh_bao"}
    if form.is_valid():
        loc = {k: v for k, v in gui.items() if v}
        ngu_canh |= {
            "trang": Paginator(form.loc(request.user), MOI_TRANG).get_page(
                request.GET.get("trang")
            ),
            "the": the_canh_bao(request.user),
            "duong": f"?{urlencode(loc)}&" if loc else "?",
        }
    mau = "cum_cong_nghiep/canh_bao.html"
    return render(request, mau, ngu_canh, status=200 if form.is_valid() else 422)
