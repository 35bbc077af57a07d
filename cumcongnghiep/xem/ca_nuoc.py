"""The country on a day: headline figures, a tile map by any figure, a row a province."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cucctdp.charts import DuongChuan, Thanh, so_do_o, thanh_ngang
from cucctdp.donvi.choices import DiaGioi
from cumcongnghiep.bieu.mau import BIEU_04
from cumcongnghiep.lap_day import CachTinh
from cumcongnghiep.so_lieu_tinh import lap_day_cua
from cumcongnghiep.statistics import (
    CA_NUOC,
    TEN_NGOAI_BIEU,
    BieuTinh,
    Hoi,
    Nhom,
    ThamSoSai,
    bieu_cua,
    doc_pham_vi,
)
from cumcongnghiep.statistics.canh_bao import han_105
from cumcongnghiep.xem.hoi import HoiForm, cau_ky, co_cum, goi_y_so_lieu, gui_cua, tham_so
from cumcongnghiep.xem.quyen import can_quyen

LAP_DAY = "lap_day_"
_MAC_DINH = f"{LAP_DAY}{CachTinh.PHAP_LY}"
TEN_LAP_DAY = {
    CachTinh.PHAP_LY: "Tỷ lệ lấp đầy theo khoản 7 Điều 2 NĐ 32/2024/NĐ-CP (%)",
    CachTinh.CHO_THUE: "Tỷ lệ đất đã cho thuê trên đất công nghiệp (%)",
    CachTinh.DU_DIEU_KIEN: "Tỷ lệ đất đã cho thuê trên đất đủ điều kiện cho thuê (%)",
    CachTinh.GPMB: "Tỷ lệ đất đã cho thuê trên đất đã giải phóng mặt bằng (%)",
}
# Columns of the table of provinces, rows of Biểu 04.
CAC_COT = ("1", "3", "4", "15", "15.2", "17", "18", "20", "25", "26", "27")
TEN_COT = {
    "1": "Trong quy hoạch (cụm)",
    "3": "Đã thành lập (cụm)",
    "4": "Diện tích đã thành lập (ha)",
    "15": "Đã hoạt động (cụm)",
    "15.2": "Hoạt động, chưa thành lập (cụm)",
    "17": "Đất công nghiệp (ha)",
    "18": "Đã cho thuê (ha)",
    "20": "Dự án",
    "25": "Lao động (người)",
    "26": "Có xử lý nước thải (cụm)",
    "27": "Nước thải đạt (cụm)",
}


def cac_chi_tieu() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every figure that can be drawn: code and name, grouped."""
    bieu = [(d.ma, f"{d.ma}. {d.ten} ({d.dvt.lower()})") for d in BIEU_04.cac_dong]
    return [
        ("Tỷ lệ lấp đầy (%)", [(f"{LAP_DAY}{c.value}", TEN_LAP_DAY[c]) for c in CachTinh]),
        ("Biểu 04", bieu),
        ("Ngoài biểu", list(TEN_NGOAI_BIEU.items())),
    ]


class BanDoForm(HoiForm):
    """Which figure colours the map."""

    chi_tieu = forms.ChoiceField(label="Tô màu theo", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chi_tieu"].choices = cac_chi_tieu()  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class SoTinh:
    """One province: its Biểu 04, its figure on the map, its legal fill rate."""

    bieu: BieuTinh
    so: Decimal | None
    lap_day: Any

    @property
    def ma(self) -> str:
        """Code of a province of today; "" for one of the 63."""
        bo, _, ma = self.bieu.khoa.partition(":")
        return ma if bo == "34" else ""

    @property
    def cac_o(self) -> list[tuple[str, str, Decimal | None, int]]:
        """(row, its name, value, decimals of the column)."""
        return [
            (ma, TEN_COT[ma], self.bieu.gia_tri(ma), 0 if BIEU_04.theo_ma[ma].so_nguyen else 2)
            for ma in CAC_COT
        ]


@login_required
@require_safe
def ca_nuoc(request: HttpRequest) -> HttpResponse:
    """Headline figures and the map of what the user may see."""
    can_quyen(request.user)
    gui = gui_cua(request.GET, BanDoForm)
    gui.setdefault("chi_tieu", _MAC_DINH)
    form = BanDoForm(gui, user=request.user)
    ngu_canh: dict[str, Any] = {"form": form, "o_day": "ca_nuoc"}
    ngu_canh["han_105"] = han_105(request.user, timezone.localdate())
    if form.is_valid():
        try:
            ngu_canh |= _dung(form.hoi(), form.cleaned_data["chi_tieu"] or _MAC_DINH)
            ngu_canh["goi_y"] = goi_y_so_lieu(
                gui, form, not ngu_canh["cac_tinh"], lambda kia: co_cum(request.user, kia)
            )
        except ThamSoSai as loi:
            form.add_error(None, str(loi))
    trang = "cum_cong_nghiep/ca_nuoc.html"
    return render(request, trang, ngu_canh, status=200 if form.is_valid() else 422)


def _dung(hoi: Hoi, chi_tieu: str) -> dict[str, Any]:
    pv = doc_pham_vi(hoi)
    co_ky = hoi.tu is not None
    cach = chi_tieu.removeprefix(LAP_DAY) if chi_tieu.startswith(LAP_DAY) else ""
    cac = [_so_tinh(n, chi_tieu, cach, co_ky=co_ky) for n in pv.nhom]
    tat = _so_tinh(Nhom(CA_NUOC, "Tổng", pv.cum), chi_tieu, cach, co_ky=co_ky)
    ten = {ma: t for _, nhom in cac_chi_tieu() for ma, t in nhom}[chi_tieu]
    return {
        "hoi": hoi,
        "ky": cau_ky(hoi),
        "tong": tat,
        "cac_tinh": cac,
        "ten_cot": [TEN_COT[ma] for ma in CAC_COT],
        "bieu_do": ve(hoi, ten, chi_tieu, cac, tat.so),
        "bieu_do_nho": ve(hoi, ten, chi_tieu, cac, tat.so, nho=True),
        "ten_chi_tieu": ten,
        "chua_co": sorted(pv.ten_tinh[k] for k in pv.tinh_phai_co - pv.tinh_co),
        "so_tinh": (len(pv.tinh_co & pv.tinh_phai_co), len(pv.tinh_phai_co)),
        "ghi_chu": pv.ghi_chu,
        "tham_so": tham_so(hoi),
    }


def _so_tinh(n: Nhom, chi_tieu: str, cach: str, *, co_ky: bool) -> SoTinh:
    b = bieu_cua(n, co_ky=co_ky)
    phap_ly = lap_day_cua(n, CachTinh.PHAP_LY)
    if cach:
        so = lap_day_cua(n, cach).ty_le.phan_tram
    else:
        so = {**b.dong, **b.ngoai_bieu}[chi_tieu].gia_tri
    return SoTinh(b, so, phap_ly)


def ve(
    hoi: Hoi,
    ten: str,
    chi_tieu: str,
    cac: list[SoTinh],
    tong: Decimal | None,
    *,
    nho: bool = False,
) -> str:
    """The tile map, small tiles for phones; in old boundaries, that have no drawing, bars."""
    don_vi, so_le = _don_vi(chi_tieu)
    tieu_de = ten.rpartition(" (")[0] if ten.endswith(")") else ten
    if hoi.dia_gioi == DiaGioi.HIEN_HANH:
        gia_tri = {c.bieu.khoa: c.so for c in cac if c.bieu.khoa.startswith("34:")}
        return so_do_o(gia_tri, tieu_de=tieu_de, don_vi=don_vi, so_le=so_le, nho=nho)
    thanh = [Thanh(c.bieu.ten, c.so) for c in cac]
    chuan = DuongChuan("Chung", tong) if tong is not None and don_vi == "%" else None
    return thanh_ngang(thanh, tieu_de=tieu_de, don_vi=don_vi, duong_chuan=chuan, so_le=so_le)


def _don_vi(chi_tieu: str) -> tuple[str, int]:
    """Unit and decimals of a figure."""
    if chi_tieu.startswith(LAP_DAY):
        return "%", 1
    if chi_tieu in BIEU_04.theo_ma:
        d = BIEU_04.theo_ma[chi_tieu]
        return d.dvt.lower(), 0 if d.so_nguyen else 1
    return ("ha", 1) if chi_tieu.endswith("_ha") else ("cụm", 0)
