"""The register as a list on a day: searched, narrowed, or the clusters behind one figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cucctdp.formats.chu import khoa_sap_xep, khoa_tim
from cumcongnghiep.bieu.mau import BIEU_04
from cumcongnghiep.cau_hoi import CAC_CAU, tra_loi
from cumcongnghiep.choices import HaTang, HoatDong, LoaiHinh, PhapLy
from cumcongnghiep.so_lieu_tinh import DongCum
from cumcongnghiep.statistics import (
    TEN_NGOAI_BIEU,
    TINH,
    CumNgay,
    Hoi,
    Nhom,
    PhamVi,
    ThamSoSai,
    bieu_cua,
    doc_pham_vi,
)
from cumcongnghiep.xem.hoi import CapForm, goi_y_so_lieu, gui_cua
from cumcongnghiep.xem.quyen import can_quyen

MOI_TRANG = 50
# Instead of the key of a row: the row of totals.
TONG = "tong"


def _chon(nhan: str, muc: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=nhan, choices=[("", "Tất cả"), *muc], required=False)


def _an(dai: int) -> forms.CharField:
    return forms.CharField(widget=forms.HiddenInput, max_length=dai, required=False)


class DanhSachForm(CapForm):
    """Search and narrowing. ``bieu``: the row of Biểu 04 whose clusters are asked for; ``cau``,
    ``dong``, ``nhom``: the row of an answer to one of the 22 questions.
    """

    tim = forms.CharField(label="Tên, mã cụm, chủ đầu tư", max_length=100, required=False)
    phap_ly = _chon("Pháp lý", PhapLy.choices)
    ha_tang = _chon("Hạ tầng", HaTang.choices)
    hoat_dong = _chon("Hoạt động", HoatDong.choices)
    loai_hinh = _chon("Loại hình", LoaiHinh.choices)
    bieu = _an(24)
    cau = _an(2)
    dong = _an(60)
    nhom = _an(200)
    field_order = ("tim", "don_vi", "phap_ly", "ha_tang", "hoat_dong", "loai_hinh", "den")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ten in ("cap", "tu", "dia_gioi"):
            o = self.fields[ten]
            o.widget, o.label = forms.HiddenInput(), ""

    def hoi(self, **them: Any) -> Hoi:
        don_vi = self.cleaned_data["don_vi"]
        them.setdefault("cap", TINH)
        return super().hoi(don_vi=(don_vi,) if don_vi else (), **them)

    def hoi_cau(self) -> Hoi:
        """The question whose row is asked for, as its page asked it."""
        cap = self.cleaned_data["cap"]
        return self.hoi(**({"cap": cap} if cap else {}))


def loc(form: DanhSachForm) -> tuple[Hoi, PhamVi, list[CumNgay]]:
    """Clusters of a valid form, by province and name. Raises ThamSoSai, Http404."""
    hoi = form.hoi()
    pv = doc_pham_vi(hoi)
    d = form.cleaned_data
    cac: Sequence[CumNgay] = pv.cum
    if d["bieu"]:
        giu = _cua_dong(hoi, pv, d["bieu"])
        cac = [c for c in cac if c.id in giu]
    if d["cau"]:
        giu = _cua_cau(form)
        cac = [c for c in cac if c.id in giu]
    dieu_kien: list[Callable[[CumNgay], bool]] = [
        lambda c, t=t: getattr(c, t) == d[t]  # type: ignore[misc]
        for t in ("phap_ly", "ha_tang", "hoat_dong")
        if d[t]
    ]
    if d["loai_hinh"]:
        dieu_kien.append(lambda c: d["loai_hinh"] in c.loai_hinh)
    if tim := khoa_tim(d["tim"]):
        dieu_kien.append(lambda c: tim in khoa_tim(f"{c.ma} {c.ten} {c.ten_cdt or ''}"))
    cac = [c for c in cac if all(dk(c) for dk in dieu_kien)]
    ten = {pk: khoa_sap_xep(t) for pk, t in pv.ten_don_vi.items()}
    return hoi, pv, sorted(cac, key=lambda c: (ten[c.don_vi_id], khoa_sap_xep(c.ten), c.id))


def _cua_dong(hoi: Hoi, pv: PhamVi, ma: str) -> frozenset[int]:
    b = bieu_cua(Nhom("", "", pv.cum), co_ky=hoi.tu is not None)
    dong = {**b.dong, **b.ngoai_bieu}.get(ma)
    if dong is None:
        raise Http404("Biểu không có dòng này.")
    return frozenset(dong.cum)


def _cua_cau(form: DanhSachForm) -> frozenset[int]:
    d = form.cleaned_data
    so = int(d["cau"]) if d["cau"].isascii() and d["cau"].isdecimal() else 0
    if so not in CAC_CAU:
        raise Http404("Không có câu hỏi này.")
    b = tra_loi(so, form.hoi_cau())
    if d["dong"] == TONG:
        return frozenset(b.tong.cum if b.tong is not None else b.cum)
    return frozenset(b.cum_cua(d["dong"], d["nhom"]))


def cua_gi(form: DanhSachForm) -> str:
    """Which figure the clusters stand behind, in words; "" for the plain list."""
    d = form.cleaned_data
    if d["cau"]:
        return f"câu hỏi {d['cau']} ({CAC_CAU[int(d['cau'])].ten.lower()})"
    return ten_dong(d["bieu"])


def ten_dong(ma: str) -> str:
    """Name of a row of Biểu 04, or of a counter beside it."""
    dong = BIEU_04.theo_ma.get(ma)
    return f"dòng {ma} Biểu 04: {dong.ten}" if dong else TEN_NGOAI_BIEU.get(ma, "")


def duong(get: QueryDict) -> str:
    """The same question without the page, ready for one more parameter."""
    gui = {k: v for k, v in gui_cua(get, DanhSachForm).items() if v}
    return f"?{urlencode(gui)}&" if gui else "?"


def _co_dong(gui: dict[str, str], user: Any) -> bool:
    form = DanhSachForm(gui, user=user)
    return form.is_valid() and bool(loc(form)[2])


@login_required
@require_safe
def danh_sach(request: HttpRequest) -> HttpResponse:
    """The list, a page at a time."""
    can_quyen(request.user)
    gui = gui_cua(request.GET, DanhSachForm)
    form = DanhSachForm(gui, user=request.user)
    ngu_canh: dict[str, Any] = {"form": form, "o_day": "danh_sach", "duong": duong(request.GET)}
    if form.is_valid():
        try:
            hoi, pv, cac = loc(form)
        except ThamSoSai as loi:
            form.add_error(None, str(loi))
        else:
            trang = Paginator(cac, MOI_TRANG).get_page(request.GET.get("trang"))
            ngu_canh |= {
                "hoi": hoi,
                "trang": trang,
                "cum": [DongCum(c) for c in trang],
                "ten_tinh": pv.ten_don_vi,
                "ten_dong": cua_gi(form),
                "goi_y": goi_y_so_lieu(gui, form, not cac, lambda kia: _co_dong(kia, request.user)),
            }
    mau = "cum_cong_nghiep/danh_sach.html"
    return render(request, mau, ngu_canh, status=200 if "trang" in ngu_canh else 422)
