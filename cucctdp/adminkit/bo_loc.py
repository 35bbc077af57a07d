"""Saved filters of a register: links above its list, a dialog to save, a dialog to forget.

An admin takes ``CoBoLoc`` first among its bases; nothing else is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern, path, reverse
from unfold.widgets import UnfoldAdminTextInputWidget

from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm, du_lieu_gui, trang_hop_thoai
from cucctdp.adminkit.models import BoLoc
from cucctdp.formats.chu import nfc

SO_TOI_DA = 30
# Of the address, but no condition: page, error mark, «show all», where a form leads back to.
_KHONG_LOC = {"p", "e", "all", "_changelist_filters", "_popup", "_to_field"}


def don_tham_so(tham_so: str) -> str:
    """The conditions of an address, in a fixed order; "" when it names none."""
    cac = QueryDict(nfc(tham_so))
    sach = QueryDict(mutable=True)
    for ten in sorted(cac):
        if ten not in _KHONG_LOC and (gia_tri := [g for g in cac.getlist(ten) if g]):
            sach.setlist(ten, gia_tri)
    return sach.urlencode()


@transaction.atomic
def luu_bo_loc(*, danh_sach: str, ten: str, tham_so: str, by: Any) -> BoLoc:
    """Keep the conditions under a name; the same name again changes them.

    Raises ValidationError with every reason why not.
    """
    ten, tham_so = nfc(ten).strip(), don_tham_so(tham_so)
    cua_toi = BoLoc.objects.visible_to(by).filter(danh_sach=danh_sach)
    bo_loc = cua_toi.filter(ten=ten).first() or BoLoc(nguoi=by, danh_sach=danh_sach, ten=ten)
    bo_loc.tham_so = tham_so
    loi = []
    if not tham_so:
        loi.append("Danh sách chưa lọc gì nên không có gì để lưu. Hãy chọn điều kiện lọc trước.")
    if bo_loc.pk is None and cua_toi.count() >= SO_TOI_DA:
        loi.append(f"Bạn đã có {SO_TOI_DA} bộ lọc ở danh sách này; hãy xóa bớt.")
    try:
        bo_loc.full_clean(exclude=["tham_so"] if not tham_so else None, validate_constraints=False)
    except ValidationError as exc:
        loi += exc.messages
    if loi:
        raise ValidationError(loi)
    bo_loc.save()
    return bo_loc


@transaction.atomic
def xoa_bo_loc(bo_loc: BoLoc, *, by: Any) -> None:
    """Forget one's own saved filter; ValidationError for another's."""
    if bo_loc.nguoi_id != by.pk:
        raise ValidationError("Bộ lọc này không phải của bạn.")
    bo_loc.delete()


@dataclass(frozen=True)
class BoLocXem:
    """A saved filter as a link above the list."""

    ten: str
    duong: str
    duong_xoa: str
    dang_chon: bool


class BoLocForm(forms.Form):
    ten = forms.CharField(
        label="Tên bộ lọc",
        max_length=80,
        widget=UnfoldAdminTextInputWidget,
        help_text="Trùng tên đã có thì điều kiện mới thay điều kiện cũ.",
    )


class CoBoLoc:
    """Admin mix-in: the user's saved filters above the list."""

    list_before_template = "admin/dau_danh_sach.html"

    @property
    def _bo_loc_so(self) -> str:
        return str(self.opts.label_lower)  # type: ignore[attr-defined]

    def _bo_loc_trang(self, ten: str) -> str:
        return f"{self._bo_loc_so.replace('.', '_')}_{ten}"

    def get_urls(self) -> list[URLPattern]:
        boc = self.admin_site.admin_view  # type: ignore[attr-defined]
        return [
            path("bo-loc/luu/", boc(self.trang_luu_bo_loc), name=self._bo_loc_trang("luu_bo_loc")),
            path(
                "bo-loc/<int:pk>/xoa/",
                boc(self.trang_xoa_bo_loc),
                name=self._bo_loc_trang("xoa_bo_loc"),
            ),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        hien = don_tham_so(request.GET.urlencode())
        ve = reverse(f"admin:{self._bo_loc_trang('changelist')}")
        cac = [
            BoLocXem(
                b.ten,
                f"{ve}?{b.tham_so}",
                reverse(f"admin:{self._bo_loc_trang('xoa_bo_loc')}", args=[b.pk]),
                b.tham_so == hien,
            )
            for b in BoLoc.objects.visible_to(request.user).filter(danh_sach=self._bo_loc_so)
        ]
        luu = reverse(f"admin:{self._bo_loc_trang('luu_bo_loc')}")
        them = {
            **(extra_context or {}),
            "cac_bo_loc": cac,
            "luu_bo_loc": f"{luu}?{hien}" if hien else "",
        }
        return super().changelist_view(request, them)  # type: ignore[misc]

    def _bo_loc_ve(self, tham_so: str) -> str:
        ve = reverse(f"admin:{self._bo_loc_trang('changelist')}")
        return f"{ve}?{tham_so}" if tham_so else ve

    def _bo_loc_duoc_xem(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied

    def trang_luu_bo_loc(self, request: HttpRequest) -> HttpResponse:
        """Name the conditions in the address and keep them."""
        self._bo_loc_duoc_xem(request)
        tham_so = don_tham_so(request.GET.urlencode())
        hop = HopThoai(
            "Lưu bộ lọc",
            "Lưu",
            self._bo_loc_ve(tham_so),
            "Bộ lọc chỉ của riêng bạn; bấm tên bộ lọc ở đầu danh sách để dùng lại.",
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            bo_loc = luu_bo_loc(
                danh_sach=self._bo_loc_so, ten=du_lieu["ten"], tham_so=tham_so, by=request.user
            )
            return f"Đã lưu bộ lọc «{bo_loc.ten}»."

        site = self.admin_site  # type: ignore[attr-defined]
        return trang_hop_thoai(request, site, hop, BoLocForm(du_lieu_gui(request)), lam)

    def trang_xoa_bo_loc(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Forget one; another's does not exist."""
        self._bo_loc_duoc_xem(request)
        bo_loc = (
            BoLoc.objects.visible_to(request.user).filter(danh_sach=self._bo_loc_so, pk=pk).first()
        )
        if bo_loc is None:
            raise Http404("Không có bộ lọc này.")
        hop = HopThoai(
            f"Xóa bộ lọc «{bo_loc.ten}»", "Xóa", self._bo_loc_ve(bo_loc.tham_so), "", True
        )

        def lam(_: Mapping[str, Any]) -> str:
            xoa_bo_loc(bo_loc, by=request.user)
            return "Đã xóa bộ lọc."

        site = self.admin_site  # type: ignore[attr-defined]
        return trang_hop_thoai(request, site, hop, KhongTruongForm(du_lieu_gui(request)), lam)
