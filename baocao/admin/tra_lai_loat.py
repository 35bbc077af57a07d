"""Return many packs for one reason, each with its own remark: list first, then pack by pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.contrib.messages import constants
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from baocao import workflow as w
from baocao.admin.buoc_bo import TraLaiForm
from baocao.models import BoBaoCao
from baocao.services.quy_trinh import Y_KIEN_TOI_DA, neu_y_kien
from baocao.services.quy_trinh import tra_lai as tra_lai_mot
from cucctdp.adminkit.base import so_nguyen
from cucctdp.workflow.steps import BuocBiTuChoi, ly_do_tu_choi


@dataclass
class KetQua:
    """Packs that are (or would be) returned, and refused ones with all reasons."""

    tra: list[BoBaoCao] = field(default_factory=list)
    tu_choi: list[tuple[BoBaoCao, list[str]]] = field(default_factory=list)

    def thong_bao(self) -> list[tuple[int, str]]:
        """(level, sentence) to show after the work."""
        cau = []
        if self.tra:
            ten = ", ".join(f"{b.don_vi.ten_goi} ({b.ky})" for b in self.tra)
            cau.append((constants.SUCCESS, f"Đã trả lại {len(self.tra)} bộ: {ten}."))
        cau += [
            (
                constants.WARNING,
                f"Chưa trả lại {b.don_vi.ten_goi} ({b.ky}): {' '.join(ly_do)}",
            )
            for b, ly_do in self.tu_choi
        ]
        return cau


def xem_truoc(cac_bo: Iterable[BoBaoCao], *, by: Any) -> KetQua:
    """What returning would do now; writes nothing."""
    ket_qua = KetQua()
    for bo in cac_bo:
        if ly_do := ly_do_tu_choi(w.TRA_LAI, bo, by):
            ket_qua.tu_choi.append((bo, ly_do))
        else:
            ket_qua.tra.append(bo)
    return ket_qua


def tra_lai(
    cac_bo: Iterable[BoBaoCao],
    *,
    by: Any,
    ly_do: str,
    han_bo_sung: date | None = None,
    y_kien: Mapping[int, str] | None = None,
) -> KetQua:
    """Return what may be returned, each pack by itself with its remark (``y_kien`` by pack id).

    A pack whose remark or return is refused stays wholly as it was, and is told with the reason.
    """
    ket_qua = KetQua()
    for bo in cac_bo:
        if tu_choi := ly_do_tu_choi(w.TRA_LAI, bo, by, ly_do):
            ket_qua.tu_choi.append((bo, tu_choi))
            continue
        rieng = (y_kien or {}).get(bo.pk, "").strip()
        try:
            with transaction.atomic():
                if rieng:
                    neu_y_kien(bo, noi_dung=rieng, by=by)
                tra_lai_mot(bo, by=by, ly_do=ly_do, han_bo_sung=han_bo_sung)
        except BuocBiTuChoi as loi:
            ket_qua.tu_choi.append((bo, loi.ly_do))
        except ValidationError as loi:
            ket_qua.tu_choi.append((bo, loi.messages))
        except PermissionDenied as loi:
            ket_qua.tu_choi.append((bo, [str(loi)]))
        else:
            ket_qua.tra.append(bo)
    return ket_qua


class TraLaiNhieu:
    """The action of the queue and its page."""

    admin_site: Any
    opts: Any

    def url_tra_lai_nhieu(self) -> URLPattern:
        return path(
            "tra-lai-nhieu/",
            self.admin_site.admin_view(self.trang_tra_lai_nhieu),
            name="baocao_bobaocao_tra_lai_nhieu",
        )

    @admin.action(description="Trả lại nhiều bộ (xem trước)", permissions=["kiem_tra"])
    def tra_lai_nhieu(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        cac_so = ",".join(str(pk) for pk in queryset.order_by().values_list("pk", flat=True))
        return redirect(f"{reverse('admin:baocao_bobaocao_tra_lai_nhieu')}?bo={cac_so}")

    def trang_tra_lai_nhieu(self, request: HttpRequest) -> HttpResponse:
        """Show what would be returned and what not and why; POST returns the former."""
        if not self.has_kiem_tra_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        cac_so = map(so_nguyen, request.GET.get("bo", "").split(","))
        queryset = self.get_queryset(request)  # type: ignore[attr-defined]
        queryset = queryset.filter(pk__in=[s for s in cac_so if s is not None])
        cac_bo = list(queryset.select_related("ky", "don_vi").order_by("don_vi__ma", "pk"))
        ve = reverse("admin:baocao_bobaocao_changelist")
        if not cac_bo:
            messages.warning(request, "Chưa chọn bộ báo cáo nào trong phạm vi của bạn.")
            return redirect(ve)
        form = TraLaiForm(request.POST or None)
        if form.is_bound and len(form.data.get("ly_do", "").strip()) < w.LY_DO_TRA_LAI:
            form.add_error("ly_do", f"Cần nêu lý do, ít nhất {w.LY_DO_TRA_LAI} ký tự.")
        rieng = {b.pk: request.POST.get(f"y_kien_{b.pk}", "") for b in cac_bo}
        if request.method == "POST" and form.is_valid():
            ket_qua = tra_lai(cac_bo, by=request.user, y_kien=rieng, **form.cleaned_data)
            for muc, cau in ket_qua.thong_bao():
                messages.add_message(request, muc, cau)
            return redirect(ve)
        ket_qua = xem_truoc(cac_bo, by=request.user)
        ngu_canh = self.admin_site.each_context(request) | {
            "title": "Trả lại nhiều bộ báo cáo: xem trước",
            "opts": self.opts,
            "ket_qua": ket_qua,
            "cac_bo": [(b, rieng[b.pk]) for b in ket_qua.tra],
            "form": form,
            "dai": Y_KIEN_TOI_DA,
            "ve": ve,
        }
        return TemplateResponse(request, "admin/baocao/bobaocao/tra_lai_nhieu.html", ngu_canh)
