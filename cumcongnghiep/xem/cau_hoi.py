"""The 22 questions: their list, one page that draws any answer, its workbook and paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cucctdp.audit.record import ghi
from cucctdp.charts import Chuoi, duong, so_do_o
from cucctdp.files.services import XLSX
from cucctdp.formats.ngay import ngay_ngan
from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.render import PdfError
from cumcongnghiep.cau_hoi import CAC_CAU, BangHoi, CauHoi, Dong, Kieu, tra_loi
from cumcongnghiep.cau_hoi import Chuoi as ChuoiSo
from cumcongnghiep.giay_to.ten import co_quan_lap
from cumcongnghiep.lap_day import TyLe
from cumcongnghiep.statistics import TINH, ThamSoSai
from cumcongnghiep.xem.danh_sach import TONG
from cumcongnghiep.xem.giay_to import khong_in, tra_pdf
from cumcongnghiep.xem.hoi import CapForm, goi_y_so_lieu, gui_cua, tham_so
from cumcongnghiep.xem.quyen import can_quyen
from cumcongnghiep.xuat_cau_hoi import DONG_TOI_DA, O_NGAY, ban_pdf, ban_xlsx, dau_bang, so_o

MOI_TRANG = 100
_SO_LE = {Kieu.HA: 2, Kieu.TY: 2, Kieu.TRIEU: 2, Kieu.PHAN_TRAM: 2}


@dataclass(frozen=True, slots=True)
class OXem:
    """A cell on the page; ``phu``: numerator and denominator of a rate."""

    chu: str
    la_so: bool
    phu: str = ""


@dataclass(frozen=True, slots=True)
class HangXem:
    """A row of the page; ``duong`` leads to the clusters behind it, "" when there are none."""

    o: tuple[OXem, ...]
    duong: str
    so_cum: int
    nhom: str = ""


def lay_cau(user: Any, so: int) -> CauHoi:
    """A question the user may ask. Raises PermissionDenied, Http404."""
    can_quyen(user)
    cau = CAC_CAU.get(so)
    if cau is None:
        raise Http404("Không có câu hỏi này.")
    if cau.neu_ten and not user.has_perm("cumcongnghiep.view_cum"):
        raise PermissionDenied("Tài khoản của bạn không có quyền xem tên cụm.")
    return cau


@login_required
@require_safe
def cac_cau_hoi(request: HttpRequest) -> HttpResponse:
    """All questions, with what each is called."""
    can_quyen(request.user)
    cac = [
        c
        for c in CAC_CAU.values()
        if not c.neu_ten or request.user.has_perm("cumcongnghiep.view_cum")
    ]
    return render(request, "cum_cong_nghiep/cau_hoi_ds.html", {"cac": cac, "o_day": "cau_hoi"})


@login_required
@require_safe
def mot_cau_hoi(request: HttpRequest, so: int) -> HttpResponse:
    """One answer: chart or map, table, base, coverage."""
    cau = lay_cau(request.user, so)
    dau = {"cap": TINH} | gui_cua(request.GET, CapForm)
    form = CapForm(dau, user=request.user)
    ngu_canh: dict[str, Any] = {"cau": cau, "form": form, "o_day": "cau_hoi"}
    b = tra_loi_form(form, so)
    if b is not None:
        trang = Paginator(b.cac_dong, MOI_TRANG).get_page(request.GET.get("trang"))
        gui = {k: v for k, v in gui_cua(request.GET, CapForm).items() if v}
        ngu_canh |= {
            "b": b,
            "dau": dau_bang(b),
            "dinh_nghia": dinh_nghia(b),
            "cot": [(c.ten, _don_vi(c.kieu), c.la_so or c.kieu is Kieu.TY_LE) for c in b.cot],
            "trang": trang,
            "hang": [hang(b, d) for d in trang],
            "tong": hang(b, b.tong, TONG) if b.tong is not None else None,
            "hinh": [h for h in (ban_do(b), *map(_duong, b.chuoi)) if h],
            "duong": f"?{urlencode(gui)}&" if gui else "?",
            "tai": f"?{urlencode(gui)}",
            "in_duoc": len(b.cac_dong) <= DONG_TOI_DA,
            "in_ngay": so_o(b) <= O_NGAY,
            "ten_giay": f"cau-{so}.pdf",
            "goi_y": goi_y_so_lieu(
                dau, form, not b.cum, lambda kia: _co_dong(kia, request.user, so)
            ),
        }
    mau = "cum_cong_nghiep/cau_hoi.html"
    return render(request, mau, ngu_canh, status=200 if b is not None else 422)


@login_required
@require_safe
def tai_cau_hoi(request: HttpRequest, so: str, dinh_dang: str) -> HttpResponse:
    """An answer as XLSX or PDF; 422 with the faults of the question, 409 when it cannot be set."""
    cau = lay_cau(request.user, int(so))
    form = CapForm(gui_cua(request.GET, CapForm), user=request.user)
    b = tra_loi_form(form, cau.so)
    if b is None:
        cac = [str(c) for loi in form.errors.values() for c in loi]
        return HttpResponse("\n".join(cac), status=422, content_type="text/plain; charset=utf-8")
    ten = f"cum-cong-nghiep-cau-{so}-{b.hoi.den:%Y%m%d}"
    luc = timezone.now()
    if dinh_dang == "xlsx":
        tra = HttpResponse(ban_xlsx(b, luc=luc), content_type=XLSX)
        tra["Content-Disposition"] = f'attachment; filename="{ten}.xlsx"'
        tra["Cache-Control"] = "private, no-store"
    else:
        if so_o(b) > O_NGAY:
            return khong_in("Bảng dài: bấm «Lập PDF» ở trang câu hỏi, hoặc tải bản Excel.")
        try:
            tra = tra_pdf(ban_pdf(b, lap=co_quan_lap(request.user, b.hoi.den), luc=luc), ten)
        except PdfError as loi:
            return khong_in(str(loi))
    ghi("cum.xuat_cau_hoi", by=request.user, du_lieu={"cau": cau.so, "so_dong": len(b.cac_dong)})
    return tra


def tra_loi_form(form: CapForm, so: int) -> BangHoi | None:
    """The answer to a valid form; None with the faults on it."""
    if not form.is_valid():
        return None
    d = form.cleaned_data
    try:
        them = {"cap": d["cap"]} if d["cap"] else {}
        return tra_loi(so, form.hoi(don_vi=(d["don_vi"],) if d["don_vi"] else (), **them))
    except ThamSoSai as sai:
        for o, cac_cau in sai.loi.items():
            for cau in cac_cau:
                form.add_error(o if o in form.fields else None, cau)
        return None


def _co_dong(gui: dict[str, str], user: Any, so: int) -> bool:
    b = tra_loi_form(CapForm(gui, user=user), so)
    return b is not None and bool(b.cum)


def _don_vi(kieu: Kieu) -> str:
    return "%" if kieu is Kieu.TY_LE else "" if kieu in (Kieu.SO, Kieu.NGAY) else kieu.value


def hang(b: BangHoi, d: Dong, khoa: str = "") -> HangXem:
    """A row of an answer with the address of its clusters."""
    duong = ""
    if d.cum:
        cau = {"cau": str(b.so), "dong": khoa or d.khoa, "nhom": d.nhom, "cap": b.hoi.cap}
        if b.hoi.don_vi:
            cau["don_vi"] = b.hoi.don_vi[0]
        if b.hoi.tu is not None:
            cau["tu"] = ngay_ngan(b.hoi.tu)
        duong = f"{reverse('ccn_danh_sach')}?{tham_so(b.hoi, **cau)}"
    o = tuple(o_xem(v, c.kieu) for v, c in zip(d.o, b.cot, strict=True))
    return HangXem(o, duong, len(d.cum), d.nhom)


def o_xem(v: Any, kieu: Kieu) -> OXem:
    """A cell in words."""
    if isinstance(v, TyLe):
        if v.phan_tram is None:
            return OXem("…", True)
        phu = f"{dinh_dang(v.tu, 2)} / {dinh_dang(v.mau, 2)} ha"
        return OXem(dinh_dang(v.phan_tram, 2), True, phu)
    la_so = kieu not in (Kieu.CHU, Kieu.NGAY, Kieu.CO_KHONG)
    if v is None:
        return OXem("…", la_so)
    if isinstance(v, bool):
        return OXem("Có" if v else "Không", False)
    if isinstance(v, str):
        return OXem(v, False)
    if kieu is Kieu.NGAY:
        return OXem(ngay_ngan(v), False)
    return OXem(dinh_dang(v, _SO_LE.get(kieu)), True)


def dinh_nghia(b: BangHoi) -> list[str]:
    """What each rate of an answer divides by what."""
    kq = []
    for i, c in enumerate(b.cot):
        t = next((d.o[i] for d in b.cac_dong if isinstance(d.o[i], TyLe)), None)
        if isinstance(t, TyLe):
            kq.append(f"{c.ten}: {t.ten_tu} / {t.ten_mau}.")
    return kq


def ban_do(b: BangHoi) -> str:
    """The tile map by the first figure worth it; "" when rows are not the provinces of today."""
    kenh = next((i for i, c in enumerate(b.cot) if c.kenh), None)
    cac = {d.khoa: d.o for d in b.cac_dong}
    if kenh is None or not cac or len(cac) != len(b.cac_dong):
        return ""
    if not all(k.startswith("34:") for k in cac):
        return ""
    c = b.cot[kenh]
    gia_tri = {k: _so(o[kenh]) for k, o in cac.items()}
    if all(v is None for v in gia_tri.values()):
        return ""
    so_le = 0 if c.kieu in (Kieu.DEM, Kieu.NGUOI) else 1
    return so_do_o(gia_tri, tieu_de=c.ten, don_vi=_don_vi(c.kieu) or "số", so_le=so_le)


def _so(v: Any) -> Any:
    if isinstance(v, TyLe):
        return v.phan_tram
    return v if not isinstance(v, bool | str) else None


def _duong(c: ChuoiSo) -> str:
    """A series over cut-off days; "" when nothing of it is known."""
    cac = [so for _, so in c.diem]
    if all(so is None for so in cac):
        return ""
    return duong(
        [Chuoi(c.ten, tuple(cac))],
        moc=[ngay_ngan(d) for d, _ in c.diem],
        tieu_de=c.ten,
        don_vi=c.don_vi_tinh,
        so_le=0 if all(so is None or so == so.to_integral_value() for so in cac) else 1,
    )
