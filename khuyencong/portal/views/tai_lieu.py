"""Documents against the checklist: of the registration, and of the steps after approval."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.choices import DANG_SOAN, HinhThuc, PhanDeAn, TrangThaiDeAn
from khuyencong.giay_to import tim_giay_to
from khuyencong.ho_so import HoSo, doc_ho_so
from khuyencong.models import DeAn, TaiLieu, ThuHuong, YeuCauTaiLieu
from khuyencong.portal.o_nhap import OTep, o_chu, o_ngay
from khuyencong.portal.phan import khung
from khuyencong.portal.quyen import BAO_CAO, LAP, chi_khuyen_cong, doi_quyen, lay, lay_de_lam
from khuyencong.services.ban_ky import nop_ban_ky, vuong_ban_ky
from khuyencong.services.tai_lieu import nop_tai_lieu
from khuyencong.services.thu_huong import bo_tai_lieu
from khuyencong.tai_giay_to import so_dong
from khuyencong.viec import an_toan, luu_ban_ky
from khuyencong.workflow import khong_phai_ben_lap

T = TrangThaiDeAn
_SAU_DUYET = (T.PHE_DUYET, T.HOP_DONG, T.THUC_HIEN, T.XIN_NGUNG, T.NGHIEM_THU, T.QUYET_TOAN)
MA_KHAC = "tai-lieu-khac"


class TaiLieuForm(forms.Form):
    """One scan with its number and days."""

    tep = OTep(label="Tệp PDF", required=True)
    so_ky_hieu = o_chu("Số, ký hiệu", required=False, max_length=80)
    ngay = o_ngay("Ngày", required=False)
    het_han = o_ngay("Hết hạn", required=False)
    ten = o_chu("Tên tài liệu", required=False)

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        if d.get("ngay") and d.get("het_han") and d["het_han"] < d["ngay"]:
            self.add_error("het_han", "Ngày hết hạn phải từ ngày văn bản trở đi.")
        return d


@dataclass
class Muc:
    """One line of the checklist for one beneficiary or the whole, with what was handed in."""

    ma: str
    ten: str
    bat_buoc: bool
    thu_huong: ThuHuong | None
    ban: list[TaiLieu] = field(default_factory=list)
    form: TaiLieuForm | None = None

    @property
    def khoa(self) -> str:
        return f"{self.ma}.{self.thu_huong.pk if self.thu_huong else ''}"

    @property
    def thieu(self) -> bool:
        return self.bat_buoc and not self.ban


def cac_buoc(de_an: DeAn) -> tuple[str, ...]:
    """Steps whose checklist matters now."""
    b = YeuCauTaiLieu.Buoc
    if de_an.trang_thai in _SAU_DUYET:
        # Of a đề án nhóm nobody was named before: their papers come with Mẫu 11.
        nhom = de_an.hinh_thuc == HinhThuc.NHOM
        return tuple(str(x) for x in b.values if nhom or x != b.DANG_KY)
    return (str(b.DANG_KY),)


def cac_muc(h: HoSo) -> list[tuple[str, list[Muc]]]:
    """(step, its lines); documents outside every checklist come last."""
    ban = list(
        TaiLieu.objects.filter(de_an=h.de_an).select_related("tep", "nguoi").order_by("ma", "id")
    )
    con = {b.pk for b in ban}
    kq = []
    for buoc in cac_buoc(h.de_an):
        muc: list[Muc] = []
        can = h.danh_muc.tai_lieu_can(
            buoc=buoc, noi_dung=h.ma_noi_dung, nguon=h.de_an.nguon,
            hinh_thuc=h.de_an.hinh_thuc, ngay=h.ngay_dang_ky,
        )  # fmt: skip
        for y in can:
            cho: list[ThuHuong | None] = [None]
            if y.theo_thu_huong:
                cho = [t for t in h.thu_huong if y.noi_dung in ("", t.noi_dung.noi_dung)]
            for t in cho:
                if any(m.ma == y.ma and m.thu_huong == t for m in muc):
                    continue
                cua = [b for b in ban if b.ma == y.ma and (t is None or b.thu_huong_id == t.pk)]
                con -= {b.pk for b in cua}
                muc.append(Muc(y.ma, y.ten, y.bat_buoc, t, cua))
        if muc:
            kq.append((str(YeuCauTaiLieu.Buoc(buoc).label), muc))
    khac = [b for b in ban if b.pk in con]
    kq.append(("Tài liệu khác", [Muc(MA_KHAC, "Tài liệu khác", False, None, khac)]))
    return kq


def nop_duoc(de_an: DeAn, user: Any, mo: bool) -> bool:
    """Whether this user hands documents in now."""
    if khong_phai_ben_lap(de_an, user):
        return False
    if de_an.trang_thai in DANG_SOAN:
        return mo
    return de_an.trang_thai in _SAU_DUYET and user.has_perm(BAO_CAO)


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def tai_lieu(request: HttpRequest, pk: int) -> HttpResponse:
    """The checklist; POST hands in the file of one line."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, LAP, BAO_CAO)
    h = doc_ho_so(d)
    nhom = cac_muc(h)
    hong = False
    if request.method == "POST":
        khoa = request.POST.get("muc", "")
        muc = next((m for _, cac in nhom for m in cac if m.khoa == khoa), None)
        if muc is None:
            raise Http404("Danh mục không có tài liệu này.")
        muc.form = TaiLieuForm(request.POST, request.FILES)
        if muc.form.is_valid() and _nop(request, d, muc):
            messages.success(request, f"Đã nộp «{muc.form.cleaned_data['ten'] or muc.ten}».")
            return redirect("khuyen_cong:tai_lieu", d.pk)
        hong = True
    du_lieu = khung(h, PhanDeAn.TAI_LIEU, request.user)
    du_lieu |= {
        "nhom": nhom,
        "nop_duoc": nop_duoc(d, request.user, du_lieu["mo"]),
        "form_trong": TaiLieuForm(),
        "ma_khac": MA_KHAC,
        "dang_soan": d.trang_thai in DANG_SOAN,
    }
    return render(request, "so/khuyen_cong/tai_lieu.html", du_lieu, status=422 if hong else 200)


def _nop(request: HttpRequest, d: DeAn, muc: Muc) -> bool:
    form = muc.form
    if form is None:
        return False
    o = form.cleaned_data

    def lam() -> None:
        nop_tai_lieu(
            d, ma=muc.ma, ten=o["ten"] or muc.ten, tep=luu_ban_ky(d, o["tep"], request.user),
            thu_huong=muc.thu_huong, so_ky_hieu=o["so_ky_hieu"], ngay=o["ngay"],
            het_han=o["het_han"], by=request.user,
        )  # fmt: skip

    try:
        an_toan(lam)
    except ValidationError as loi:
        form.add_error(None, ValidationError(loi.messages))
        return False
    return True


@chi_khuyen_cong
@require_POST
def bo(request: HttpRequest, pk: int, dong: int) -> HttpResponse:
    """Take one document out while its part is open."""
    d = lay_de_lam(request.user, pk)
    doi_quyen(request.user, LAP)
    t = TaiLieu.objects.filter(de_an=d, pk=dong).select_related("tep", "de_an").first()
    if t is None:
        raise Http404("Đề án không có tài liệu này.")
    ten = t.ten
    try:
        an_toan(lambda: bo_tai_lieu(t, by=request.user))
    except ValidationError as loi:
        for cau in loi.messages:
            messages.error(request, cau)
    else:
        messages.success(request, f"Đã bỏ «{ten}».")
    return redirect("khuyen_cong:tai_lieu", d.pk)


class BanKyForm(forms.Form):
    """The signed scan of a paper."""

    tep = OTep(label="Bản ký (PDF)", required=True)


@chi_khuyen_cong
@require_http_methods(["GET", "POST"])
def ban_ky(request: HttpRequest, pk: int, ma: str) -> HttpResponse:
    """Hand in the signed copy of one paper; «?dong=» names the row it is about."""
    d = lay(request.user, pk)
    dong = so_dong(request)
    try:
        giay = tim_giay_to(doc_ho_so(d), ma, dong)
    except ValidationError as loi:
        raise Http404("Đề án chưa có giấy tờ này.") from loi
    if cau := vuong_ban_ky(d, ma, request.user):
        raise PermissionDenied(" ".join(cau))
    gui = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BanKyForm(*gui)
    if gui and form.is_valid():

        def lam() -> None:
            tep = luu_ban_ky(d, form.cleaned_data["tep"], request.user)
            nop_ban_ky(d, ma=ma, doi_tuong_id=dong, tep=tep, by=request.user)

        try:
            an_toan(lam)
        except ValidationError as loi:
            form.add_error(None, ValidationError(loi.messages))
        else:
            messages.success(request, f"Đã lưu bản ký của {giay.ten}.")
            return redirect(f"{reverse('khuyen_cong:xem', args=[d.pk])}?the=giay-to")
    du_lieu = {"d": d, "giay": giay, "form": form}
    return render(
        request, "so/khuyen_cong/ban_ky.html", du_lieu, status=422 if form.errors else 200
    )
