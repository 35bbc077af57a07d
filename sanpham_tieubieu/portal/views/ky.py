"""A round in the portal: what everybody sees of it, what its organiser does with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cucctdp.workflow.steps import ly_do_tu_choi
from sanpham_tieubieu.admin.o_nhap import CotForm
from sanpham_tieubieu.admin.viec_kieu import Viec, dong_cua
from sanpham_tieubieu.admin.viec_ky import BUOC, VIEC
from sanpham_tieubieu.choices import Cap, GiaiDoan, TrangThaiHoSo, TrangThaiKy
from sanpham_tieubieu.giai_doan import dang_mo
from sanpham_tieubieu.loi_cua import loi_khi
from sanpham_tieubieu.models import KyBinhChon, NhanSu, NhomSanPham
from sanpham_tieubieu.portal import bieu
from sanpham_tieubieu.portal.quyen import (
    LAP_KY,
    cac_ho_so,
    cac_xa,
    chi_binh_chon,
    doi_quyen,
    kiem_tra_duoc,
    lay_ky,
)
from sanpham_tieubieu.quyen_ky import dieu_hanh_duoc
from sanpham_tieubieu.services.dieu_hanh import vuong_cham
from sanpham_tieubieu.services.ky import chi_tieu_hien_tai, tao_ky
from sanpham_tieubieu.services.phieu_giay import nhap_duoc
from sanpham_tieubieu.workflow import CAC_BUOC_KY

SO_DONG = 30
CAC_BUOC = {b.ten.rpartition(".")[2].replace("_", "-"): b for b in CAC_BUOC_KY if b.ten in BUOC}
_LAP_BAN = (TrangThaiKy.SOAN, TrangThaiKy.MO, TrangThaiKy.CHAM)
_NGUY = ("huy", "ve-soan", "hop-lai")
_COT_KY = ("nam", "lan_thu", "ten", "ngay_bat_dau", "ngay_hop", "ke_hoach_so", "ke_hoach_ngay",
           "kinh_phi", "ghi_chu")  # fmt: skip


@dataclass(frozen=True)
class Nut:
    """A button that leads to the page of one work."""

    nhan: str
    duong: str
    nguy_hiem: bool = False


def duong(ky: KyBinhChon, ma: str, dong: int | None = None) -> str:
    if dong is None:
        return reverse("binh_chon:ky_viec", args=[ky.pk, ma])
    return reverse("binh_chon:ky_viec_dong", args=[ky.pk, ma, dong])


def _nut_buoc(ky: KyBinhChon, user: Any) -> list[Nut]:
    return [
        Nut(b.nhan, duong(ky, ma), ma in _NGUY)
        for ma, b in CAC_BUOC.items()
        if not ly_do_tu_choi(b, ky, user)
    ]


def _nut(ky: KyBinhChon, user: Any, the: str, dong: Any = None) -> list[Nut]:
    """Works of a tab on the round, or on one of its rows."""
    lop = None if dong is None else type(dong)
    return [
        Nut(v.nhan, duong(ky, v.ma, dong.pk if dong is not None else None), v.nguy_hiem)
        for v in VIEC.values()
        if v.the == the
        and v.dong is lop
        and v.mo(ky)
        and (dong is None or v.mo_dong(dong))
        and dieu_hanh_duoc(user, ky, v.quyen)
    ]


def _ten_nhom() -> dict[str, str]:
    return dict(NhomSanPham.objects.order_by("hieu_luc_tu").values_list("ma", "ten_ngan"))


@chi_binh_chon
@require_GET
def ky(request: HttpRequest, pk: int) -> HttpResponse:
    """Phases, quota and, for who runs it, bodies, rubrics, dossiers with what can be done."""
    user = request.user
    k = lay_ky(user, pk)
    to_chuc = kiem_tra_duoc(user, k)
    mo = dang_mo(k)
    moc = {m.giai_doan: m for m in k.cac_moc.all()}
    ten_nhom = _ten_nhom()
    du_lieu: dict[str, Any] = {
        "ky": k,
        "to_chuc": to_chuc,
        "giai_doan": [
            {"ten": g.label, "moc": moc[g], "dang_mo": g in mo} for g in GiaiDoan if g in moc
        ],
        "chi_tieu": [(ten_nhom.get(ma, ma), so) for ma, so in chi_tieu_hien_tai(k).items()],
        "nut": sorted(
            _nut_buoc(k, user)
            + [n for the in ("tong-quan", "giai-doan", "chi-tieu") for n in _nut(k, user, the)],
            key=lambda n: n.nguy_hiem,
        ),
        "cham_duoc": dieu_hanh_duoc(user, k) and k.trang_thai not in ("soan", "mo", "huy"),
        "phieu_giay_duoc": k.trang_thai == TrangThaiKy.CHAM and nhap_duoc(user, k),
    }  # fmt: skip
    if to_chuc:
        du_lieu |= _to_chuc(k, request)
    return render(request, "so/binh_chon/ky.html", du_lieu)


def _to_chuc(k: KyBinhChon, request: HttpRequest) -> dict[str, Any]:
    user = request.user
    nhom = _ten_nhom()
    loc = {t: request.GET.get(t, "")[:20] for t in ("trang_thai", "nhom")}
    rows = cac_ho_so(user).filter(ky=k).exclude(trang_thai=TrangThaiHoSo.NHAP)
    if loc["trang_thai"]:
        rows = rows.filter(trang_thai=loc["trang_thai"])
    if loc["nhom"]:
        rows = rows.filter(ma_nhom=loc["nhom"])
    lap_ban = k.trang_thai in _LAP_BAN and dieu_hanh_duoc(user, k, "lap_ky")
    trang = Paginator(rows.order_by("ma_nhom", "ma_so", "pk"), SO_DONG).get_page(
        request.GET.get("trang")
    )
    cac_ban = k.cac_ban.order_by("loai").prefetch_related("thanh_vien__nhan_su")
    return {
        "thieu": vuong_cham(k) if k.trang_thai == TrangThaiKy.MO else [],
        "cac_ban": [
            {
                "b": b,
                "nut": _nut(k, user, "ban", b),
                "them": lap_ban,
                "tv": [(t, _nut(k, user, "ban", t)) for t in b.thanh_vien.all()],
            }
            for b in cac_ban
        ],
        "nut_ban": _nut(k, user, "ban"),
        "cac_khung": [
            (x, nhom.get(x.ma_nhom, x.ma_nhom), _nut(k, user, "khung-diem", x))
            for x in k.khung_diem.order_by("ma_nhom", "-phien_ban")
        ],
        "nut_khung": _nut(k, user, "khung-diem"),
        "nut_cham": _nut(k, user, "cham"),
        "nut_ket_qua": _nut(k, user, "ket-qua"),
        "nut_khieu_nai": _nut(k, user, "khieu-nai"),
        "quyet_dinh": [(q, _nut(k, user, "ket-qua", q)) for q in k.quyet_dinh.all()],
        "khieu_nai": [
            (x, _nut(k, user, "khieu-nai", x)) for x in k.khieu_nai.select_related("ho_so")
        ],
        "trang": trang,
        "dong": [(h, nhom.get(h.ma_nhom, h.ma_nhom)) for h in trang.object_list],
        "loc": loc,
        "cac_trang_thai": TrangThaiHoSo.choices,
        "cac_nhom": list(nhom.items()),
    }


@chi_binh_chon
@require_http_methods(["GET", "POST"])
def viec(request: HttpRequest, pk: int, ma: str, dong: int | None = None) -> HttpResponse:
    """One work on the round: the same form and door as in the admin of the Cục."""
    k = lay_ky(request.user, pk)
    gui = (request.POST, request.FILES) if request.method == "POST" else ()
    if dong is None and ma in CAC_BUOC:
        return _buoc(request, k, ma, gui)
    v = VIEC.get(ma)
    if v is None or (v.dong is None) != (dong is None):
        raise Http404("Không có việc này.")
    if not dieu_hanh_duoc(request.user, k, v.quyen):
        raise PermissionDenied("Việc này do nơi tổ chức kỳ bình chọn làm.")
    d = None if dong is None else dong_cua(v, k, dong)
    if not v.mo(k) or (d is not None and not v.mo_dong(d)):
        messages.warning(request, f"Kỳ «{k.get_trang_thai_display()}», không làm được «{v.nhan}».")
        return redirect("binh_chon:ky", k.pk)
    form = v.form(k, d, gui)
    if "nhan_su" in form.fields:
        cua = NhanSu.objects.visible_to(request.user).values("pk")
        o_nguoi = form.fields["nhan_su"]
        o_nguoi.queryset = o_nguoi.queryset.filter(pk__in=cua)  # type: ignore[attr-defined]
    return _lam(request, k, form, gui, v.nhan, v.mo_ta, v.nguy_hiem, v.xong, _cua(v, k, d))


def _cua(v: Viec, k: KyBinhChon, d: Any) -> Any:
    return lambda du_lieu, by: v.lam(k, d, du_lieu, by)


def _buoc(request: HttpRequest, k: KyBinhChon, ma: str, gui: tuple[Any, ...]) -> HttpResponse:
    b = CAC_BUOC[ma]
    if not dieu_hanh_duoc(request.user, k, b.quyen.partition(".")[2]):
        raise PermissionDenied("Việc này do nơi tổ chức kỳ bình chọn làm.")
    if k.trang_thai not in b.tu:
        messages.warning(request, f"Kỳ «{k.get_trang_thai_display()}», không làm được «{b.nhan}».")
        return redirect("binh_chon:ky", k.pk)
    lop, cua = BUOC[b.ten]
    xong = f"Đã xong: {b.nhan.lower()}."
    return _lam(
        request, k, lop(*gui[:1]), gui, b.nhan, "", ma in _NGUY, xong,
        lambda d, by: cua(k, d, by),
    )  # fmt: skip


def _lam(
    request: HttpRequest,
    k: KyBinhChon,
    form: forms.Form,
    gui: tuple[Any, ...],
    nhan: str,
    mo_ta: str,
    nguy_hiem: bool,
    xong: str,
    cua: Any,
) -> HttpResponse:
    bieu.thuan(form)
    loi: list[str] = []
    if gui and form.is_valid():
        loi = loi_khi(lambda: cua(form.cleaned_data, request.user))
        if not loi:
            messages.success(request, xong)
            return redirect("binh_chon:ky", k.pk)
    du_lieu = {
        "ky": k, "form": form, "nhan": nhan, "mo_ta": mo_ta, "nguy_hiem": nguy_hiem,
        "cac_loi": loi,
    }  # fmt: skip
    return render(request, "so/binh_chon/ky_viec.html", du_lieu, status=422 if gui else 200)


@chi_binh_chon
@require_http_methods(["GET", "POST"])
def moi(request: HttpRequest) -> HttpResponse:
    """Draw up a round: of the province by its Sở, of a commune by the commune or the Sở."""
    user: Any = request.user
    doi_quyen(user, LAP_KY)
    gui = (request.POST,) if request.method == "POST" else ()
    form = CotForm(
        *gui,
        bang=KyBinhChon,
        truong=_COT_KY,
        them={
            "xa": forms.ModelChoiceField(
                cac_xa(user).order_by("ten_goi", "ma"),
                label="Xã, phường tổ chức",
                required=not user.la_so,
                empty_label="Cấp tỉnh" if user.la_so else "Chọn…",
                help_text="Để «Cấp tỉnh» khi kỳ do tỉnh tổ chức." if user.la_so else "",
            )
        },
    )
    form.initial["nam"] = timezone.localdate().year
    bieu.thuan(form)
    loi: list[str] = []
    if gui and form.is_valid():
        d = dict(form.cleaned_data)
        xa = d["xa"]
        d |= {
            "cap": Cap.XA if xa else Cap.TINH,
            "don_vi": xa.tinh if xa else user.don_vi,
        }
        kq: list[KyBinhChon] = []
        loi = loi_khi(lambda: kq.append(tao_ky(thong_tin=d, by=user)))
        if not loi:
            messages.success(request, "Đã lập kỳ. Đặt thời gian, ban và khung điểm rồi mở kỳ.")
            return redirect("binh_chon:ky", kq[0].pk)
    du_lieu = {"form": form, "cac_loi": loi}
    return render(request, "so/binh_chon/ky_moi.html", du_lieu, status=422 if gui else 200)
