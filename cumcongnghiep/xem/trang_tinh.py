"""The sheet of one province: figures of Biểu 04, clusters, what is late and who must act."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cucctdp.formats.chu import khoa_sap_xep
from cumcongnghiep.bieu.mau import BIEU_04
from cumcongnghiep.choices import CoQuan, HaTang, HoatDong, LoaiChuDauTu, PhapLy
from cumcongnghiep.lap_day import CachTinh
from cumcongnghiep.models import CanhBao
from cumcongnghiep.statistics import CumNgay, Hoi, Nhom, ThamSoSai, bieu_cua, doc_pham_vi
from cumcongnghiep.statistics.kieu import DongSo
from cumcongnghiep.xem.ca_nuoc import lap_day_cua
from cumcongnghiep.xem.hoi import HoiForm, cau_ky, gui_cua, tham_so
from cumcongnghiep.xem.quyen import lay_tinh

# Clusters whose sheet is set in about two seconds; more is a job's.
CUM_NGAY = 25


@dataclass(frozen=True, slots=True)
class DongCum:
    """One cluster in a list of the day."""

    c: CumNgay

    @property
    def phap_ly(self) -> str:
        return str(PhapLy(self.c.phap_ly).label)

    @property
    def ha_tang(self) -> str:
        return str(HaTang(self.c.ha_tang).label)

    @property
    def hoat_dong(self) -> str:
        return str(HoatDong(self.c.hoat_dong).label)

    @property
    def lap_day(self) -> Decimal | None:
        return self.c.ty_le(CachTinh.PHAP_LY).phan_tram

    @property
    def loai_cdt(self) -> str:
        return str(LoaiChuDauTu(self.c.loai_cdt).label) if self.c.loai_cdt else ""


@dataclass(frozen=True, slots=True)
class SoLieuTinh:
    """Everything a province's page and paper tell; ``nhom`` are its clusters on the day."""

    hoi: Hoi
    nhom: Nhom
    dong: dict[str, DongSo]
    lap_day: Any
    cum: list[DongCum]
    canh_bao: list[CanhBao]

    @property
    def ben(self) -> list[tuple[str, int, int]]:
        """(who must act, open alerts, of them late), the most late first."""
        tat = Counter(c.ben for c in self.canh_bao)
        tre = Counter(c.ben for c in self.canh_bao if c.so_ngay_tre)
        cac = [(str(CoQuan(b).label), n, tre[b]) for b, n in tat.items()]
        return sorted(cac, key=lambda x: (-x[2], -x[1], x[0]))


def doc_tinh(hoi: Hoi) -> SoLieuTinh:
    """Figures, clusters and open alerts of the one province of a question."""
    pv = doc_pham_vi(hoi)
    nhom = Nhom(hoi.don_vi[0], pv.ten_tinh.get(hoi.don_vi[0], ""), pv.cum)
    bo_ma, _, ma = hoi.don_vi[0].partition(":")
    mo = CanhBao.objects.dang_mo().filter(don_vi__bo_ma=bo_ma, don_vi__ma=ma)
    ids = {c.id for c in nhom.cum}
    canh_bao = [
        c
        for c in mo.select_related("cum").order_by("-so_ngay_tre", "ma", "pk")
        if c.cum_id is None or c.cum_id in ids
    ]
    return SoLieuTinh(
        hoi,
        nhom,
        bieu_cua(nhom, co_ky=hoi.tu is not None).dong,
        lap_day_cua(nhom, CachTinh.PHAP_LY),
        [DongCum(c) for c in sorted(nhom.cum, key=lambda c: khoa_sap_xep(c.ten))],
        canh_bao,
    )


@login_required
@require_safe
def trang_tinh(request: HttpRequest, ma: str) -> HttpResponse:
    """One province; 404 outside the scope."""
    don_vi = lay_tinh(request.user, ma)
    form = HoiForm(gui_cua(request.GET, HoiForm), user=request.user)
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
            ngu_canh |= {
                "x": x,
                "ten": don_vi.ten_ngay(hoi.den).trong_cau,
                "ky": cau_ky(hoi),
                "bieu": [(h, x.dong.get(h.ma)) for h in BIEU_04.hang],
                "tham_so": tham_so(hoi),
                "lap_ngay": len(x.cum) <= CUM_NGAY,
                "cac_giay": [
                    ("Lập hồ sơ làm việc (PDF)", f"tinh-{ma}.pdf"),
                    ("Lập bản Word", f"tinh-{ma}.docx"),
                ],
            }
    trang = "cum_cong_nghiep/tinh.html"
    return render(request, trang, ngu_canh, status=200 if "x" in ngu_canh else 422)
