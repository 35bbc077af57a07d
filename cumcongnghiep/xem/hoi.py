"""The question that pages share: as of which day, of which window, in which boundaries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone

from cucctdp.donvi.choices import BoMa, DiaGioi
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.formats.ngay import ngay_ngan
from cumcongnghiep.models import Cum
from cumcongnghiep.statistics import CA_NUOC, TINH, VUNG, XA, Hoi, dau_cua_so
from cumcongnghiep.statistics.kieu import CAC_CAP

_O_NGAY = {"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off"}
DIA_GIOI = ((DiaGioi.HIEN_HANH, "34 tỉnh, thành phố"), (DiaGioi.BO_63, "63 tỉnh trước 01/7/2025"))
TEN_CAP = {CA_NUOC: "Cả nước", VUNG: "Từng vùng", TINH: "Từng tỉnh, thành phố", XA: "Từng xã"}
SO_LIEU = (("", "Số thật"), ("1", "Số minh họa"))


def o_ngay(nhan: str, goi_y: str = "") -> forms.DateField:
    return forms.DateField(
        label=nhan,
        required=False,
        widget=forms.DateInput(attrs=_O_NGAY, format="%d/%m/%Y"),
        help_text=goi_y,
    )


class HoiForm(forms.Form):
    """As-of day, window, boundaries, real or demo figures; the address holds it all."""

    den = o_ngay("Số liệu đến ngày", "Để trống: hôm nay.")
    tu = o_ngay("Trong kỳ, từ ngày", "Để trống: đầu kỳ báo cáo có ngày ấy.")
    dia_gioi = forms.ChoiceField(label="Địa giới", choices=DIA_GIOI, required=False)
    minh_hoa = forms.ChoiceField(label="Số liệu", choices=SO_LIEU, required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        sach: dict[str, Any] = super().clean() or {}
        den, tu = sach.get("den"), sach.get("tu")
        if den and den > timezone.localdate():
            self.add_error("den", "Ngày này chưa tới.")
        elif tu and tu > (den or timezone.localdate()):
            self.add_error("tu", "Ngày đầu kỳ phải trước ngày chốt.")
        return sach

    def hoi(self, **them: Any) -> Hoi:
        """The question of a valid form. Raises ThamSoSai."""
        d = self.cleaned_data
        den = d["den"] or timezone.localdate()
        return Hoi(
            den=den,
            tu=d["tu"] or dau_cua_so(den),
            dia_gioi=d["dia_gioi"] or DiaGioi.HIEN_HANH,
            minh_hoa=d["minh_hoa"] == "1",
            user=self.user,
            **them,
        )


class CapForm(HoiForm):
    """The same with what a row is and one province."""

    cap = forms.ChoiceField(
        label="Mỗi dòng là", choices=[(c, TEN_CAP[c]) for c in CAC_CAP], required=False
    )
    don_vi = forms.ChoiceField(label="Tỉnh, thành phố", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cu = self.data.get("dia_gioi") == DiaGioi.BO_63
        bo = BoMa.B63 if cu else BoMa.B34
        rows = DonViHanhChinh.objects.visible_to(self.user).filter(bo_ma=bo).theo_ten()
        self.fields["don_vi"].choices = [  # type: ignore[attr-defined]
            ("", "Tất cả địa phương được xem"),
            *((d.khoa, d.ten_goi) for d in rows),
        ]


def cau_ky(hoi: Hoi) -> str:
    """«đến ngày 23/11/2026; số trong kỳ từ 15/12/2025»."""
    ky = f"; số trong kỳ từ {ngay_ngan(hoi.tu)}" if hoi.tu else ""
    return f"đến ngày {ngay_ngan(hoi.den)}{ky}"


def tham_so(hoi: Hoi, **them: str) -> str:
    """Query string that asks the same day, boundaries and kind of figures again."""
    gui: dict[str, str] = {"den": ngay_ngan(hoi.den)}
    if hoi.dia_gioi != DiaGioi.HIEN_HANH:
        gui["dia_gioi"] = hoi.dia_gioi
    if hoi.minh_hoa:
        gui["minh_hoa"] = "1"
    return urlencode(gui | {k: v for k, v in them.items() if v})


def gui_cua(get: QueryDict, form: type[forms.Form]) -> dict[str, str]:
    """What the address gives a form."""
    return {k: v for k, v in get.items() if k in form.base_fields}


def doi_so_lieu(gui: Mapping[str, str], *, minh_hoa: bool) -> dict[str, str]:
    """The same question of the other kind of figures: demo ones for real ones, and back."""
    khac = {k: v for k, v in gui.items() if k != "minh_hoa"}
    return khac if minh_hoa else khac | {"minh_hoa": "1"}


def goi_y_so_lieu(
    gui: Mapping[str, str], form: HoiForm, rong: bool, co_o_kia: Callable[[dict[str, str]], bool]
) -> dict[str, str]:
    """What ``_hoi.html`` says when a page is empty and only the other kind of figures has rows.

    ``co_o_kia`` is asked with the address of the other kind, and only when the page is empty.
    """
    minh_hoa = form.cleaned_data["minh_hoa"] == "1"
    kia = doi_so_lieu(gui, minh_hoa=minh_hoa)
    if not rong or not co_o_kia(kia):
        return {}
    co, nut = ("số thật", "Xem số thật") if minh_hoa else ("số minh họa", "Xem số minh họa")
    khong = "số minh họa" if minh_hoa else "số thật"
    cau = f"Không có cụm nào của {khong} khớp lựa chọn này, nhưng có {co}."
    return {"cau": cau, "nut": nut, "duong": f"?{urlencode({k: v for k, v in kia.items() if v})}"}


def co_cum(user: Any, kia: Mapping[str, str], *don_vi: str) -> bool:
    """Whether the user sees a cluster of that kind, in the provinces ("34:15") if any is named."""
    rows = Cum.objects.visible_to(user).filter(minh_hoa=kia.get("minh_hoa") == "1")
    if don_vi:
        rows = rows.filter(don_vi__bo_ma=BoMa.B34, don_vi__ma__in=[k[3:] for k in don_vi])
    return bool(rows.exists())
