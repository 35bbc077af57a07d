"""Dialogs of the page of a cluster: add, change, or do one act; each is one door of services."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse

from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm, trang_hop_thoai
from cumcongnghiep.admin.bang import LOAI
from cumcongnghiep.admin.kieu_bang import LoaiDong
from cumcongnghiep.admin.o_nhap import DongForm
from cumcongnghiep.models import Cum


def duoc(user: Any, quyen: str) -> bool:
    return bool(user.has_perm(f"cumcongnghiep.{quyen}"))


def loai_dong(ma: str) -> LoaiDong:
    """The table of a code; Http404 for another."""
    if ma not in LOAI:
        raise Http404("Không có bảng này.")
    return LOAI[ma]


def an_toan(lam: Callable[[], Any]) -> Any:
    """Do in one transaction; a refusal of the database reads as one of ours."""
    try:
        with transaction.atomic():
            return lam()
    except (IntegrityError, ProtectedError) as exc:
        raise ValidationError("Không ghi được: trái ràng buộc với dữ liệu đang có.") from exc


def mo_hop(
    request: HttpRequest,
    site: AdminSite,
    hop: HopThoai,
    form: Any,
    lam: Callable[[], Any],
    cau: str,
) -> HttpResponse:
    """The dialog of one door: ``lam`` in one transaction, ``cau`` when it is done."""

    def chay(_: Mapping[str, Any]) -> str:
        an_toan(lam)
        return cau

    return trang_hop_thoai(request, site, hop, form, chay)


def gui(request: HttpRequest) -> tuple[Any, ...]:
    """What a form is bound to: nothing before it is sent."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def trang_them(request: HttpRequest, site: AdminSite, cum: Cum, ma: str, ve: str) -> HttpResponse:
    """Add one row of a table."""
    loai = loai_dong(ma)
    if not duoc(request.user, loai.quyen):
        raise PermissionDenied
    form = DongForm(
        *gui(request),
        bang=loai.bang,
        truong=loai.truong,
        cum=cum,
        co_tep=loai.co_tep,
        tuy_y=loai.tuy_y,
    )
    hop = HopThoai(f"Thêm {loai.ten[:1].lower()}{loai.ten[1:]}: {cum}", "Thêm", ve, loai.giup)

    def lam() -> Any:
        return loai.them(cum, by=request.user, **form.du_lieu())

    return mo_hop(request, site, hop, form, lam, f"Đã thêm vào «{loai.ten}».")


def _dong(loai: LoaiDong, cum: Cum, pk: int) -> Any:
    dong = loai.dong(cum).filter(pk=pk).first()
    if dong is None:
        raise Http404("Cụm không có dòng này.")
    return dong


def trang_sua(
    request: HttpRequest, site: AdminSite, cum: Cum, ma: str, pk: int, ve: str
) -> HttpResponse:
    """Change one row of a table; 404 for a row of another cluster."""
    loai = loai_dong(ma)
    if loai.sua is None:
        raise Http404("Bảng này không sửa từng dòng.")
    if not duoc(request.user, loai.quyen):
        raise PermissionDenied
    dong, sua = _dong(loai, cum, pk), loai.sua
    truong = loai.truong_sua or loai.truong
    form = DongForm(
        *gui(request), bang=loai.bang, truong=truong, cum=cum, dong=dong, co_tep=loai.co_tep
    )
    hop = HopThoai(f"Sửa {loai.ten[:1].lower()}{loai.ten[1:]}", "Lưu", ve, str(dong))

    def lam() -> Any:
        return sua(dong, by=request.user, **form.du_lieu())

    return mo_hop(request, site, hop, form, lam, "Đã lưu.")


def trang_lam(
    request: HttpRequest, site: AdminSite, cum: Cum, ma: str, pk: int, viec: str, ve: str
) -> HttpResponse:
    """One act on a row: confirm, end, take back."""
    loai = loai_dong(ma)
    if viec not in loai.hanh_dong:
        raise Http404("Không có việc này.")
    hd = loai.hanh_dong[viec]
    if not duoc(request.user, quyen_cua(loai, viec)):
        raise PermissionDenied
    dong = _dong(loai, cum, pk)
    form = (
        DongForm(*gui(request), bang=loai.bang, truong=hd.truong, cum=cum)
        if hd.truong
        else KhongTruongForm(request.POST if request.method == "POST" else None)
    )
    hop = HopThoai(f"{hd.nhan}: {loai.ten[:1].lower()}{loai.ten[1:]}", hd.nhan, ve, str(dong),
                   hd.nguy_hiem)  # fmt: skip

    def lam() -> Any:
        return hd.lam(dong, by=request.user, **form.cleaned_data)

    return mo_hop(request, site, hop, form, lam, f"Đã xong: {hd.nhan.lower()}.")


def quyen_cua(loai: LoaiDong, viec: str) -> str:
    """Confirming is another right than entering: two persons."""
    return "xac_nhan_so_lieu" if viec == "xac-nhan" else loai.quyen
