"""Pages of establishments as khuyến công sees them: history and eligibility, and the suspects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from cucctdp.donvi.admin.co_so import duoc_hop_nhat
from cucctdp.donvi.models import CoSo
from cucctdp.donvi.services import tim_trung
from khuyencong.choices import LUA_CHON_CHE_DO, Nguon
from khuyencong.ho_so_co_so import lich_su, tong_hop, xet_dieu_kien
from khuyencong.models import NganhNghe, NoiDung, ThuHuong
from khuyencong.nghi_trung import LOAI, MOT_TRANG, cac_nhom, doc_nhom
from khuyencong.o_nhap import o_chon, o_ngay


class XetForm(forms.Form):
    """What the eligibility is asked for."""

    ngay = o_ngay("Ngày đăng ký", help_text="Điều kiện xét theo quy định hiệu lực ngày này.")
    noi_dung = o_chon("Nội dung", ())
    nguon = o_chon("Chế độ", LUA_CHON_CHE_DO)
    nganh_nghe = o_chon("Ngành nghề", (), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ten, mo_hinh in (("noi_dung", NoiDung), ("nganh_nghe", NganhNghe)):
            muc = {n.ma: (n.ma, str(n)) for n in mo_hinh.objects.all()}
            self.fields[ten].choices = [("", "Chọn…"), *muc.values()]  # type: ignore[attr-defined]


def _duoc_xem(request: HttpRequest) -> None:
    if not (
        request.user.has_perm("khuyencong.view_thuhuong")
        and request.user.has_perm("donvi.view_coso")
    ):
        raise PermissionDenied


def trang_co_so(request: HttpRequest, site: AdminSite, pk: int) -> HttpResponse:
    """History of support, overlaps, and the verdict for the day and activity in the address."""
    _duoc_xem(request)
    co_so = (
        CoSo.objects.visible_to(request.user)
        .select_related("xa__tinh", "nganh", "hop_nhat_vao")
        .filter(pk=pk)
        .first()
    )
    if co_so is None:
        raise Http404("Không có cơ sở này.")
    cac = lich_su(co_so, user=request.user)
    gan = next((t for t in cac if t.dang_tinh), None)
    dau = {
        "ngay": timezone.localdate(),
        "nguon": Nguon.KCQG.value,
        "noi_dung": gan.noi_dung if gan else "",
        "nganh_nghe": _nganh_nghe(gan.pk) if gan else "",
    }
    form = XetForm(request.GET if "noi_dung" in request.GET else None, initial=dau)
    ngu_canh = site.each_context(request) | {
        "title": f"Khuyến công: {co_so.ten}",
        "opts": CoSo._meta,
        "c": co_so,
        "cac": cac,
        "tong": tong_hop(cac),
        "trung": tim_trung(co_so, by=request.user) if co_so.hop_nhat_vao_id is None else [],
        "duoc_hop_nhat": duoc_hop_nhat(request.user),
        "form": form,
        "ket_luan": xet_dieu_kien(co_so, **form.cleaned_data) if form.is_valid() else None,
    }
    return TemplateResponse(request, "admin/khuyencong/co_so/xem.html", ngu_canh)


def _nganh_nghe(thu_huong: int) -> str:
    return ThuHuong.objects.values_list("nganh_nghe", flat=True).get(pk=thu_huong)


def trang_nghi_trung(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Suspected duplicates and overlaps of what the user may see, a kind at a time."""
    _duoc_xem(request)
    loai = request.GET.get("loai", "")
    loai = loai if loai in LOAI else "mst"
    dem = {ma: cac_nhom(ma, request.user).count() for ma in LOAI}
    trang = Paginator(cac_nhom(loai, request.user), MOT_TRANG).get_page(request.GET.get("trang"))
    ngu_canh = site.each_context(request) | {
        "title": "Cơ sở nghi trùng, hỗ trợ chồng",
        "opts": CoSo._meta,
        "cac_loai": [(ma, ten, dem[ma]) for ma, ten in LOAI.items()],
        "loai": loai,
        "trang": trang,
        "cac_trang": trang.paginator.get_elided_page_range(trang.number),
        "cac_nhom": doc_nhom(loai, list(trang), request.user),
        "duoc_hop_nhat": duoc_hop_nhat(request.user),
    }
    return TemplateResponse(request, "admin/khuyencong/co_so/nghi_trung.html", ngu_canh)
