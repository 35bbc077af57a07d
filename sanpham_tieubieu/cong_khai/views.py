"""Public pages of results: search without accents, a round, a product, its photos; no log-in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.formats.chu import khoa_tim
from sanpham_tieubieu.choices import Cap
from sanpham_tieubieu.cong_khai import anh as kho_anh
from sanpham_tieubieu.cong_khai.doc import Loc, cac_ky, cua_san_pham, ke, tim
from sanpham_tieubieu.models import DanhHieuCu, GiayChungNhan, KyBinhChon, NhomSanPham

MOI_TRANG = 24
SO_KY = 30


class TimForm(forms.Form):
    """What to look for; the address holds it all."""

    q = forms.CharField(label="Sản phẩm, cơ sở", max_length=100, required=False, strip=True)
    cap = forms.ChoiceField(label="Cấp", choices=[("", "Mọi cấp"), *Cap.choices], required=False)
    nam = forms.ChoiceField(label="Năm", required=False)
    nhom = forms.ChoiceField(label="Nhóm", required=False)
    tinh = forms.ChoiceField(label="Tỉnh, thành phố", required=False)
    minh_hoa = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nam = {
            *KyBinhChon.objects.values_list("nam", flat=True).distinct(),
            *DanhHieuCu.objects.values_list("nam", flat=True).distinct(),
            *GiayChungNhan.objects.values_list("nam", flat=True).distinct(),
        }
        nhom = NhomSanPham.objects.order_by("thu_tu", "hieu_luc_tu").values_list("ma", "ten_ngan")
        tinh = DonViHanhChinh.objects.filter(bo_ma=BoMa.B34).theo_ten()
        self.fields["nam"].choices = [  # type: ignore[attr-defined]
            ("", "Mọi năm"), *((str(n), str(n)) for n in sorted(nam, reverse=True)),
        ]  # fmt: skip
        self.fields["nhom"].choices = [("", "Mọi nhóm"), *dict(nhom).items()]  # type: ignore[attr-defined]
        self.fields["tinh"].choices = [  # type: ignore[attr-defined]
            ("", "Cả nước"), *((d.khoa, d.ten_goi) for d in tinh),
        ]  # fmt: skip

    def loc(self) -> Loc:
        d = self.cleaned_data
        return Loc(
            tim=khoa_tim(d["q"]),
            cap=d["cap"],
            nam=int(d["nam"]) if d["nam"] else None,
            nhom=d["nhom"],
            tinh=d["tinh"],
            minh_hoa=d["minh_hoa"] == "1",
        )


def _gui(request: HttpRequest) -> dict[str, str]:
    """What the address asks; a NUL is asked by nobody."""
    return {k: str(v).replace("\0", "") for k, v in request.GET.items() if k in TimForm.base_fields}


@require_safe
@cache_control(no_cache=True, public=True)
def tra_cuu(request: HttpRequest) -> HttpResponse:
    """Search of recognised products with filters, and the rounds whose results are out."""
    gui = _gui(request)
    form = TimForm(gui)
    ngu_canh: dict[str, Any] = {"form": form, "minh_hoa": gui.get("minh_hoa") == "1"}
    if form.is_valid():
        trang = Paginator(tim(form.loc()), MOI_TRANG).get_page(request.GET.get("trang"))
        dieu_kien = {k: v for k, v in gui.items() if v}
        ngu_canh |= {
            "trang": trang,
            "cac": ke(list(trang)),
            "duong": f"?{urlencode(dieu_kien)}&" if dieu_kien else "?",
            "dang_loc": bool(dieu_kien.keys() - {"minh_hoa"}),
        }
    ngu_canh["cac_ky"] = list(cac_ky(minh_hoa=ngu_canh["minh_hoa"])[:SO_KY])
    ngu_canh["duong_kia"] = reverse("bc_tra_cuu") + ("" if ngu_canh["minh_hoa"] else "?minh_hoa=1")
    ngu_canh["co_minh_hoa"] = ngu_canh["minh_hoa"] or cac_ky(minh_hoa=True).exists()
    ma = 200 if form.is_valid() else 422
    return render(request, "binh_chon/cong_khai/tra_cuu.html", ngu_canh, status=ma)


@require_safe
@cache_control(no_cache=True, public=True)
def mot_ky(request: HttpRequest, pk: int) -> HttpResponse:
    """The recognised products of one round, by group."""
    ky = cac_ky(minh_hoa=False).filter(pk=pk).first() or (
        cac_ky(minh_hoa=True).filter(pk=pk).first()
    )
    if ky is None:
        raise Http404("Chưa có kết quả của kỳ này.")
    cac = ke(list(tim(Loc(ky=ky.pk, minh_hoa=ky.minh_hoa))))
    theo: dict[str, list[Any]] = {}
    for s in cac:
        theo.setdefault(s.nhom, []).append(s)
    ngu_canh = {
        "ky": ky,
        "theo_nhom": list(theo.items()),
        "tong": len(cac),
        "quyet_dinh": list(ky.quyet_dinh.order_by("ngay", "pk")),
        "minh_hoa": ky.minh_hoa,
    }
    return render(request, "binh_chon/cong_khai/ky.html", ngu_canh)


@require_safe
@cache_control(no_cache=True, public=True)
def mot_san_pham(request: HttpRequest, pk: int) -> HttpResponse:
    """Every recognition of one product, with its photos."""
    cac = cua_san_pham(pk)
    minh_hoa = not cac
    cac = cac or cua_san_pham(pk, minh_hoa=True)
    if not cac:
        raise Http404("Không có sản phẩm được công nhận này.")
    ngu_canh = {"cac": cac, "dau": cac[0], "minh_hoa": minh_hoa,
                "anh": next((s.anh for s in cac if s.anh), ())}  # fmt: skip
    return render(request, "binh_chon/cong_khai/san_pham.html", ngu_canh)


@require_safe
def anh(request: HttpRequest, pk: int) -> HttpResponse:
    """A photo of a recognised product, made small; 404 for any other."""
    dong = kho_anh.anh_cong_khai(pk)
    if dong is None:
        raise Http404("Không có ảnh này.")
    try:
        noi_dung = kho_anh.anh_nho(dong)
    except (OSError, ValueError) as e:
        raise Http404("Ảnh không còn nguyên vẹn.") from e
    tra = HttpResponse(noi_dung, content_type="image/jpeg")
    tra["Cache-Control"] = "public, max-age=86400"
    tra["X-Content-Type-Options"] = "nosniff"
    return tra
