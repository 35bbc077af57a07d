"""Catalogues of law: dated rows that officers edit, with a look at what a change does."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString

from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import nhan

_XEM_ROI = "_da_xem"
_MUC = {
    "nay": "Đang có hiệu lực",
    "sau": "Chưa có hiệu lực",
    "het": "Hết hiệu lực",
}


class LocHieuLuc(admin.SimpleListFilter):
    """In force today, still to come, or past; nonsense in the address finds nothing."""

    title = "hiệu lực"
    parameter_name = "hieu_luc"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(_MUC.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        hom_nay, chon = timezone.localdate(), self.value()
        if not chon:
            return queryset
        if chon == "nay":
            return queryset.hieu_luc(hom_nay)  # type: ignore[attr-defined]
        if chon == "sau":
            return queryset.filter(hieu_luc_tu__gt=hom_nay)
        return queryset.filter(hieu_luc_den__lt=hom_nay) if chon == "het" else queryset.none()


class DanhMucLuatAdmin(CoLichSuDong, ScopedAdmin):
    """One base: validity, basis, «cần xác minh», row history, and the look before saving.

    A subclass that can tell what a row does answers ``tac_dong`` and names ``mau_tac_dong``.
    """

    list_filter = (LocHieuLuc, "can_xac_minh")
    list_filter_submit = False
    list_fullwidth = True
    chung = (("hieu_luc_tu", "hieu_luc_den"), "can_cu", ("can_xac_minh", "ghi_chu"))
    mau_tac_dong = ""

    def tac_dong(self, dong: Any, cu: Any) -> Any:
        """What ``dong`` (unsaved) would do; ``cu`` the stored row, None for a new one.

        None: nothing to show, it is saved at once.
        """
        return None

    @admin.display(description="hiệu lực", ordering="hieu_luc_tu")
    def ky(self, obj: Any) -> SafeString | str:
        den = f" – {obj.hieu_luc_den:%d/%m/%Y}" if obj.hieu_luc_den else " đến nay"
        return f"{obj.hieu_luc_tu:%d/%m/%Y}{den}"

    @admin.display(description="xác minh", ordering="can_xac_minh")
    def xac_minh(self, obj: Any) -> SafeString:
        return nhan("Cần xác minh", "vang") if obj.can_xac_minh else nhan("Đã đối chiếu", "luc")

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A valid change is first shown with its effect; the second click saves it."""
        them = {"show_save_and_add_another": False, "show_save_and_continue": False}
        if (
            request.method == "POST"
            and self.mau_tac_dong
            and _XEM_ROI not in request.POST
            and (trang := self._xem_truoc(request, object_id)) is not None
        ):
            return trang
        return super().changeform_view(
            request, object_id, form_url, {**them, **(extra_context or {})}
        )

    def _xem_truoc(self, request: HttpRequest, object_id: str | None) -> HttpResponse | None:
        """The page of the effect, or None when there is nothing to show: errors are the form's."""
        cu = self.get_object(request, object_id) if object_id else None
        duoc = (
            self.has_change_permission(request, cu)
            if object_id
            else self.has_add_permission(request)
        )
        if not duoc or (object_id and cu is None):
            return None
        lop = self.get_form(request, cu, change=cu is not None, fields=None)
        moi = self.get_object(request, object_id) if object_id else None
        form = lop(request.POST, request.FILES, instance=moi)
        if not form.is_valid() or (cu is not None and not form.has_changed()):
            return None
        tac_dong = self.tac_dong(form.instance, cu)
        if tac_dong is None:
            return None
        ngu_canh = self.admin_site.each_context(request) | {
            "title": f"Xem trước: {form.instance}",
            "opts": self.opts,
            "dong": form.instance,
            "tac_dong": tac_dong,
            "gui": [
                (k, v) for k, cac in request.POST.lists() if k != "csrfmiddlewaretoken" for v in cac
            ],
            "da_xem": _XEM_ROI,
        }
        return TemplateResponse(request, self.mau_tac_dong, ngu_canh)
