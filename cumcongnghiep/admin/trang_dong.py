"""A list whose rows are read on a page of their own and written by dialogs of a service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from cucctdp.adminkit.base import so_nguyen
from cucctdp.adminkit.hop_thoai import HopThoai
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.readonly import ChiXemAdmin
from cumcongnghiep.admin.o_nhap import DongForm
from cumcongnghiep.admin.viec import duoc, gui, mo_hop


class TrangDongAdmin(CoLichSuDong, ChiXemAdmin):
    """``truong``: columns of the dialogs; ``cua_them``, ``cua_sua``: the doors; ``quyen_*``: the
    codenames they ask; ``co_tep``: the doors take the signed copy (``tep``)."""

    mau_xem = ""
    ten_dong = ""
    giup = ""
    truong: tuple[str, ...] = ()
    co_tep = False
    quyen_them = ""
    quyen_sua = ""
    cua_them: Callable[..., Any]
    cua_sua: Callable[..., Any]

    def _url(self, ten: str, *args: Any) -> str:
        return reverse(f"admin:cumcongnghiep_{self.opts.model_name}_{ten}", args=args)

    def get_urls(self) -> list[URLPattern]:
        ten = f"cumcongnghiep_{self.opts.model_name}_sua"
        view = self.admin_site.admin_view(self.trang_sua)
        return [path("<int:pk>/sua/", view, name=ten), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return duoc(request.user, self.quyen_them)

    def form_dong(self, request: HttpRequest, dong: Any = None) -> DongForm:
        """The form of both dialogs."""
        return DongForm(
            *gui(request), bang=self.model, truong=self.truong, cum=None, dong=dong,
            co_tep=self.co_tep,
        )  # fmt: skip

    def noi_dung(self, request: HttpRequest, dong: Any) -> dict[str, Any]:
        """What the page of a row shows beside its columns."""
        raise NotImplementedError

    def lay(self, request: HttpRequest, pk: int | str) -> Any:
        """The row, or 404 for one outside the scope."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        so = so_nguyen(str(pk))
        dong = self.get_queryset(request).filter(pk=so).first() if so is not None else None
        if dong is None:
            raise Http404(f"Không có {self.ten_dong} này.")
        return dong

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is None:
            return self._trang_them(request)
        if request.method != "GET":
            raise PermissionDenied
        dong = self.lay(request, object_id)
        ngu_canh = self.admin_site.each_context(request) | {
            "title": str(dong),
            "opts": self.opts,
            "dong": dong,
            "sua": self._url("sua", dong.pk) if duoc(request.user, self.quyen_sua) else "",
            "lich_su": self._url("history", dong.pk),
            **self.noi_dung(request, dong),
        }
        return TemplateResponse(request, self.mau_xem, ngu_canh)

    def _trang_them(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self.form_dong(request)
        hop = HopThoai(f"Thêm {self.ten_dong}", "Thêm", self._url("changelist"), self.giup)

        def lam() -> Any:
            return type(self).cua_them(by=request.user, **form.du_lieu())

        return mo_hop(request, self.admin_site, hop, form, lam, f"Đã thêm {self.ten_dong}.")

    def trang_sua(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change a row."""
        dong = self.lay(request, pk)
        if not duoc(request.user, self.quyen_sua):
            raise PermissionDenied
        form = self.form_dong(request, dong)
        hop = HopThoai(f"Sửa {self.ten_dong}", "Lưu", self._url("change", dong.pk), str(dong))

        def lam() -> Any:
            return type(self).cua_sua(dong, by=request.user, **form.du_lieu())

        return mo_hop(request, self.admin_site, hop, form, lam, "Đã lưu.")
