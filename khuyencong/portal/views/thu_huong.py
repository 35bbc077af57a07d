"""Beneficiaries: the list with what the rules say, picking an establishment, one row's form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cucctdp.donvi.models import CoSo
from khuyencong.choices import HieuLucThuHuong, Nguon, PhanDeAn
from khuyencong.ho_so import HoSo, doc_ho_so
from khuyencong.models import DeAn, ThuHuong
from khuyencong.portal.forms import CoSoForm, ThuHuongForm
from khuyencong.portal.phan import khung
from khuyencong.portal.quyen import LAP, chi_khuyen_cong, doi_quyen, lay_de_lam
from khuyencong.portal.views.soan import ghi
from khuyencong.rules.dinh_muc import tien_cua, tran_cua
from khuyencong.rules.doi_tuong import du_dia_ban
from khuyencong.services import thu_huong as dich_vu
from khuyencong.viec import an_toan

SO_TIM = 20


def _cua(d: DeAn, pk: int) -> ThuHuong:
    rows = ThuHuong.objects.filter(noi_dung__de_an=d).select_related("co_so", "noi_dung__de_an")
    t = rows.filter(pk=pk).first()
    if t is None:
        raise Http404("Đề án không có đơn vị thụ hưởng này.")
    return t


@chi_khuyen_cong
@require_GET
def danh_sach(request: HttpRequest, pk: int) -> HttpResponse:
    """Beneficiaries with their ceiling and findings."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, LAP)
    h = doc_ho_so(d)
    chung = khung(h, PhanDeAn.THU_HUONG, request.user)
    dong = []
    for t in h.thu_huong:
        tran = tran_cua(h, t)
        dong.append(
            {
                "t": t,
                "tran": tran.toi_da(t.he_so_uu_tien) if tran else None,
                "can_cu": tran.dinh_muc.can_cu if tran else "",
                "tien": tien_cua(h, t),
                "vi_pham": [v for v in chung["vi_pham"] if v.noi == str(t)],
            }
        )
    rieng = {id(v) for x in dong for v in x["vi_pham"]}
    chung["vi_pham"] = [v for v in chung["vi_pham"] if id(v) not in rieng]
    tong = [(n.label, h.tong(n.value)) for n in Nguon if h.tong(n.value)]
    return render(request, "so/khuyen_cong/thu_huong.html", chung | {"dong": dong, "tong": tong})


def _xet(h: HoSo, cac: list[CoSo]) -> list[dict[str, Any]]:
    """Eligibility of the place today and what each was already given; one query for all."""
    da = HieuLucThuHuong.HIEU_LUC
    dem = dict(
        ThuHuong.objects.filter(co_so__in=cac, hieu_luc=da)
        .order_by()
        .values_list("co_so")
        .annotate(Count("pk"))
    )
    kq = []
    for c in cac:
        duoc, can_cu = du_dia_ban(
            h.danh_muc, xa=c.xa, ngay=h.ngay_dang_ky, lang_nghe=bool(c.lang_nghe)
        )
        kq.append({"c": c, "duoc": duoc, "can_cu": can_cu, "so_lan": dem.get(c.pk, 0)})
    return kq


@chi_khuyen_cong
@require_GET
def tim(request: HttpRequest, pk: int) -> HttpResponse:
    """Pick the establishment by tax code or name."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, LAP)
    h = doc_ho_so(d)
    chu = request.GET.get("q", "").replace("\0", "")[:100]
    rows = (
        dich_vu.tim_co_so(d, chu)
        .select_related("xa__tinh")
        .prefetch_related("xa__cac_ten", "xa__tinh__cac_ten")
    )
    du_lieu = khung(h, PhanDeAn.THU_HUONG, request.user) | {
        "q": chu,
        "ket_qua": _xet(h, list(rows[:SO_TIM])),
        "het": SO_TIM,
    }
    return render(request, "so/khuyen_cong/tim_co_so.html", du_lieu)


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def co_so_moi(request: HttpRequest, pk: int) -> HttpResponse:
    """An establishment that is not in the register yet; then its row in the đề án."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, LAP)
    gui = request.POST if request.method == "POST" else None
    form = CoSoForm(gui, xa=dich_vu.xa_cua(d), initial={"ten": request.GET.get("ten", "")})
    if gui is not None and form.is_valid():
        gia_tri = dict(form.cleaned_data)
        khong_trung = gia_tri.pop("khong_trung")
        kq: list[CoSo] = []
        if ghi(
            form,
            lambda: kq.append(
                dich_vu.lap_co_so(d, gia_tri=gia_tri, khong_trung=khong_trung, by=request.user)
            ),
        ):
            messages.success(request, f"Đã thêm cơ sở «{kq[0].ten}» vào danh bạ.")
            return redirect(f"{reverse('khuyen_cong:thu_huong_moi', args=[d.pk])}?co_so={kq[0].pk}")
    du_lieu = khung(doc_ho_so(d), PhanDeAn.THU_HUONG, request.user) | {"form": form}
    return render(
        request, "so/khuyen_cong/co_so_moi.html", du_lieu, status=422 if form.errors else 200
    )


def _trang(request: HttpRequest, d: DeAn, co_so: CoSo | None, t: ThuHuong | None) -> HttpResponse:
    h = doc_ho_so(d)
    xa = dich_vu.xa_cua(d)
    if t is not None:
        ten = [f for f in ThuHuongForm.base_fields if f not in ("noi_dung_id", "xa")]
        dau = {n: getattr(t, n) for n in ten} | {n: getattr(t, n) or None for n in Nguon.values}
        dau |= {"noi_dung_id": str(t.noi_dung_id), "xa": t.xa_id}
    else:
        dau = {"xa": co_so.xa_id, "lang_nghe": bool(co_so.lang_nghe)} if co_so else {}
        dau |= {"tinh_trang_may": "", "he_so_uu_tien": 1}
    gui = request.POST if request.method == "POST" else None
    form = ThuHuongForm(gui, h=h, xa=xa, initial=dau)
    if gui is not None and form.is_valid():
        gia_tri = form.gia_tri | {"co_so": co_so}
        dong = t.pk if t else None
        if ghi(
            form,
            lambda: dich_vu.dat_mot_thu_huong(d, gia_tri=gia_tri, dong=dong, by=request.user),
        ):
            messages.success(request, f"Đã lưu «{co_so or gia_tri['may'] or 'dòng'}».")
            return redirect("khuyen_cong:thu_huong", d.pk)
    du_lieu = khung(h, PhanDeAn.THU_HUONG, request.user)
    du_lieu |= {"form": form, "co_so": co_so, "t": t}
    du_lieu["vi_pham"] = [v for v in du_lieu["vi_pham"] if t is not None and v.noi == str(t)]
    if not du_lieu["mo"]:
        for o in form.fields.values():
            o.disabled = True
    return render(
        request, "so/khuyen_cong/thu_huong_sua.html", du_lieu, status=422 if form.errors else 200
    )


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def moi(request: HttpRequest, pk: int) -> HttpResponse:
    """A new row for the establishment «?co_so=», or without one for a đề án nhóm."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, LAP)
    chu = request.GET.get("co_so", "")
    co_so = None
    if chu:
        so = int(chu) if chu.isascii() and chu.isdigit() and len(chu) < 10 else 0
        tinh = dich_vu.cac_tinh_cua(d)
        rows = CoSo.objects.hien_hanh().filter(Q(pk=so), xa__tinh__in=tinh)
        co_so = rows.select_related("xa").first()
        if co_so is None:
            raise Http404("Không có cơ sở này trong tỉnh của đề án.")
    return _trang(request, d, co_so, None)


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def sua(request: HttpRequest, pk: int, dong: int) -> HttpResponse:
    """Change one row."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, LAP)
    t = _cua(d, dong)
    return _trang(request, d, t.co_so, t)


@chi_khuyen_cong
@require_POST
def bo(request: HttpRequest, pk: int, dong: int) -> HttpResponse:
    """Take one row out."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, LAP)
    t = _cua(d, dong)
    ten = str(t)
    try:
        an_toan(lambda: dich_vu.bo_thu_huong(t, by=request.user))
    except ValidationError as loi:
        for cau in loi.messages:
            messages.error(request, cau)
    else:
        messages.success(request, f"Đã bỏ «{ten}».")
    return redirect("khuyen_cong:thu_huong", d.pk)
