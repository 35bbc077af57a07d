"""The page of one dossier: its steps and clock, the council, what is to be done, and the doing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cucctdp.files.services import PDF
from cucctdp.pdf.render import PdfError
from cucctdp.van_ban import DOCX, ban_pdf, ban_word
from cumcongnghiep import xet_dia_ban
from cumcongnghiep.choices import LoaiThuTuc, LoaiVanBan
from cumcongnghiep.dong_ho import DongHo, dong_ho
from cumcongnghiep.giay_to import hoi_dong as giay_hoi_dong
from cumcongnghiep.models import HoSo
from cumcongnghiep.services import thu_tuc
from cumcongnghiep.tuyen_chon import diem_tung_phieu, doc_ket_qua
from cumcongnghiep.xem.giay_to import khong_in
from cumcongnghiep.xem.quyen import can_quyen, lay_cum
from cumcongnghiep.xem.thu_tuc_form import DieuKienForm, MoHoSoForm, PhieuForm
from cumcongnghiep.xem.thu_tuc_viec import VIEC, TrangHoSo, form_buoc, viec_mo

XEM, LAM = "cumcongnghiep.view_hoso", "cumcongnghiep.thu_tuc_cum"
_GIAY = {"bien-ban": giay_hoi_dong.bien_ban, "tong-hop-diem": giay_hoi_dong.tong_hop_diem}
_DINH_DANG = {"pdf": (ban_pdf, PDF), "docx": (ban_word, DOCX)}


def lay_ho_so(user: Any, pk: int) -> HoSo:
    """A dossier in the user's scope. Raises PermissionDenied, Http404."""
    can_quyen(user, XEM)
    cac = HoSo.objects.visible_to(user).select_related("cum__don_vi")
    ho_so = cac.prefetch_related("cum__don_vi__cac_ten").filter(pk=pk).first()
    if ho_so is None:
        raise Http404("Không có hồ sơ này.")
    return ho_so


@login_required
@require_safe
def trang_ho_so(request: HttpRequest, pk: int) -> HttpResponse:
    """One dossier; ``?phieu=<nhà đầu tư>-<thành viên>`` opens a score sheet."""
    return _trang(request, lay_ho_so(request.user, pk))


@login_required
@require_POST
def viec_ho_so(request: HttpRequest, pk: int, viec: str) -> HttpResponse:
    """Do one piece of work; what is refused comes back on the page with what was typed."""
    ho_so = lay_ho_so(request.user, pk)
    if viec not in VIEC:
        raise Http404("Không có việc này.")
    if not request.user.has_perm(LAM):
        raise PermissionDenied("Tài khoản của bạn không ghi thủ tục được.")
    t = _doc(ho_so)[0]
    v = VIEC[viec]
    form = _form(viec, t, request.POST, request.FILES)
    loi: list[str] = []
    if form.is_valid():
        try:
            v.lam(t, form, request.user, request.POST.dict())
        except ValidationError as e:
            loi = _cac_cau(e, form)
        else:
            messages.success(request, f"Đã ghi: {v.ten.lower()}.")
            return redirect("ccn_ho_so", ho_so.pk)
    return _trang(request, ho_so, viec=viec, form=form, loi=loi, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def mo_ho_so(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a procedure for a cluster."""
    cum = lay_cum(request.user, pk)
    if not request.user.has_perm(LAM):
        raise PermissionDenied("Tài khoản của bạn không mở hồ sơ được.")
    form = MoHoSoForm(request.POST or None)
    loi: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            ho_so = thu_tuc.mo_ho_so(cum, by=request.user, **form.cleaned_data)
        except ValidationError as e:
            loi = _cac_cau(e, form)
        else:
            return redirect("ccn_ho_so", ho_so.pk)
    ngu_canh = {"cum": cum, "form": form, "loi": loi}
    ma = 422 if request.method == "POST" else 200
    return render(request, "cum_cong_nghiep/ho_so_moi.html", ngu_canh, status=ma)


@login_required
@require_safe
def giay_ho_so(request: HttpRequest, pk: int, giay: str, dinh_dang: str) -> HttpResponse:
    """Minutes or summary sheet as PDF or Word; 409 with a sentence when it cannot be set."""
    ho_so = lay_ho_so(request.user, pk)
    ve, kieu = _DINH_DANG[dinh_dang]
    try:
        noi_dung = ve(_GIAY[giay](ho_so))
    except (LookupError, PdfError) as e:
        return khong_in(str(e))
    tra = HttpResponse(noi_dung, content_type=kieu)
    tra["Content-Disposition"] = f'attachment; filename="{giay}-{ho_so.pk}.{dinh_dang}"'
    tra["X-Content-Type-Options"] = "nosniff"
    tra["Cache-Control"] = "private, no-store"
    return tra


def _doc(ho_so: HoSo) -> tuple[TrangHoSo, DongHo]:
    dh = dong_ho([ho_so])[ho_so.pk]
    tiep = dh.tiep.buoc.van_ban[0] if dh.tiep else ""
    if tiep == LoaiVanBan.THANH_LAP and ho_so.loai == LoaiThuTuc.MO_RONG:
        tiep = LoaiVanBan.MO_RONG
    return TrangHoSo(ho_so, doc_ket_qua(ho_so), tiep, dh.cho_bo_sung), dh


def _form(viec: str, t: TrangHoSo, *du_lieu: Any) -> forms.Form:
    v = VIEC[viec]
    tao = form_buoc(t.buoc) if viec == "buoc" else v.form
    return tao(*du_lieu, kq=t.kq) if v.can_kq else tao(*du_lieu)


def _cac_cau(e: ValidationError, form: forms.Form) -> list[str]:
    """Put faults of a column under its box; the rest is told above the form."""
    if not hasattr(e, "error_dict"):
        return list(e.messages)
    con = []
    for cot, cac in e.message_dict.items():
        for cau in cac:
            if cot in form.fields:
                form.add_error(cot, cau)
            else:
                con.append(cau)
    return con


def _trang(
    request: HttpRequest,
    ho_so: HoSo,
    *,
    viec: str = "",
    form: forms.Form | None = None,
    loi: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    t, dh = _doc(ho_so)
    da = {v.loai for b in dh.buoc for v in b.van_ban}
    lam = request.user.has_perm(LAM)
    cac = viec_mo(t, da=da) if lam else []
    phieu = diem_tung_phieu(ho_so)
    thanh_lap = ho_so.loai == LoaiThuTuc.THANH_LAP
    ngu_canh = {
        "ho_so": ho_so,
        "cum": ho_so.cum,
        "dh": dh,
        "kq": t.kq,
        "viec": [
            (ma, VIEC[ma], form if ma == viec and form else _form(ma, t), ma == viec) for ma in cac
        ],
        "loi": loi or [],
        "lam": lam and ho_so.ket_thuc is None,
        "phieu": _phieu(request, t, phieu, viec, form),
        "xet": _xet(t, viec, form, request),
        "bang_phieu": [
            (d, [(n, n.pk in phieu.get(d.ung_vien.pk, {})) for n in t.kq.cham_diem])
            for d in t.kq.cac_diem
        ],
        "vi_pham": thu_tuc.xet_ho_so(ho_so) if ho_so.ket_thuc is None else [],
        "dia_ban": xet_dia_ban.xet_ho_so(ho_so) if thanh_lap else None,
        "bo_sung": list(ho_so.bo_sung.all()),
    }
    return render(request, "cum_cong_nghiep/ho_so.html", ngu_canh, status=status)


def _phieu(
    request: HttpRequest, t: TrangHoSo, phieu: Any, viec: str, form: forms.Form | None
) -> dict[str, Any] | None:
    """The score sheet the address asks for, or the one that was refused."""
    if t.kq.hoi_dong is None or t.kq.hoi_dong.ket_luan_luc is not None:
        return None
    if viec == "phieu":
        cap = (request.POST.get("ung_vien", ""), request.POST.get("thanh_vien", ""))
    else:
        truoc, _, sau = request.GET.get("phieu", "").partition("-")
        cap = (truoc, sau)
    d = next((d for d in t.kq.cac_diem if str(d.ung_vien.pk) == cap[0]), None)
    n = next((x for x in t.kq.cham_diem if str(x.pk) == cap[1]), None)
    if d is None or n is None:
        return None
    cu = phieu.get(d.ung_vien.pk, {}).get(n.pk, {})
    if viec != "phieu" or form is None:
        form = PhieuForm(kq=t.kq, initial={f"tc_{k}": v for k, v in cu.items()})
    return {"ung_vien": d.ung_vien, "thanh_vien": n, "form": form}


def _xet(t: TrangHoSo, viec: str, form: forms.Form | None, request: HttpRequest) -> list[Any]:
    """Applicants whose conditions are to be judged, each with its form."""
    if t.ho_so.ket_thuc is not None:
        return []
    gui = request.POST.get("ung_vien", "") if viec == "dieu-kien" else ""
    return [
        (u, form if str(u.pk) == gui and form is not None else DieuKienForm())
        for u in t.kq.chua_xet
    ]
