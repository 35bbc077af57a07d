"""What is late now: the register of alerts, and the filter that leads from them to the đề án."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cucctdp.adminkit.loc import LocLuaChon, LocTinhTrangCanhBao
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.readonly import ChiXemAdmin
from khuyencong.admin.loc_de_an import LocTinh
from khuyencong.choices import BenCham
from khuyencong.models import CanhBao, QuyTac
from khuyencong.rules.dong_ho import HAN, TEN_HAN
from khuyencong.statistics import dem_canh_bao


class LocMaCanhBao(LocLuaChon):
    title = "quy tắc"
    parameter_name = "ma"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        ten = dict(QuyTac.objects.order_by("hieu_luc_tu").values_list("ma", "ten"))
        co = CanhBao.objects.order_by("ma").values_list("ma", flat=True).distinct()
        return [(ma, TEN_HAN if ma == HAN else f"{ma} – {ten.get(ma, '')}") for ma in co]


class LocBenCham(LocLuaChon):
    title = "bên phải làm"
    parameter_name = "ben"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(BenCham.choices)


class LocTinhCanhBao(LocTinh):
    """The province of the đề án; one of many provinces stands apart."""

    duong = "de_an__"


class LocTinhTrang(LocTinhTrangCanhBao):
    """With those past their due day."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("qua_han", "Đã quá hạn"), *super().lookups(request, model_admin)]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        if gia_tri == "qua_han":
            return queryset.dang_mo().filter(so_ngay_tre__gt=0)
        return super().loc(queryset, gia_tri)


def the_canh_bao(user: Any) -> dict[str, Any] | None:
    """What the first page shows of the alerts, None without the right or without any; two queries.

    Each row leads to the register of đề án with its filter, «qua_han» to the register of alerts.
    """
    if not user.has_perm("khuyencong.view_canhbao"):
        return None
    cac = dem_canh_bao(user)
    if not cac:
        return None
    de_an = reverse("admin:khuyencong_dean_changelist")
    so = reverse("admin:khuyencong_canhbao_changelist")
    return {
        "dong": [(d, f"{de_an}?viec_cham={d.ma}", f"{so}?ma={d.ma}") for d in cac],
        "so": sum(d.so for d in cac),
        "qua_han": sum(d.qua_han for d in cac),
        "duong": so,
        "duong_qua_han": f"{so}?tinh_trang=qua_han",
        "xem_luc": max(d.xem_luc for d in cac),
        "minh_hoa": any(d.minh_hoa for d in cac),
    }


@admin.register(CanhBao)
class CanhBaoAdmin(ChiXemAdmin):
    list_display = ("de_an_lien", "tinh", "quy_tac", "cau", "phai_lam", "tre", "thay")
    list_display_links = None
    list_filter = (LocTinhTrang, LocMaCanhBao, LocBenCham, LocTinhCanhBao)
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("de_an__don_vi",)
    show_full_result_count = False
    search_fields = ("de_an__ma__icontains", "de_an__ten__khong_dau__contains")
    search_help_text = "Tìm theo mã, tên đề án (không cần gõ dấu)"

    @admin.display(description="đề án", ordering="de_an__ma")
    def de_an_lien(self, obj: CanhBao) -> SafeString:
        return format_html(
            '<div class="bc-dai"><a class="bc-lien" href="{}">{}</a>'
            '<span class="bc-duoi bc-ma">{}</span> {}</div>',
            reverse("admin:khuyencong_dean_change", args=[obj.de_an_id]),
            obj.de_an.ten,
            obj.de_an.ma,
            nhan("Minh họa", "vang") if obj.de_an.minh_hoa else "",
        )

    @admin.display(description="tỉnh, thành phố", ordering="de_an__don_vi__ten_goi__khoa_sap_xep")
    def tinh(self, obj: CanhBao) -> str:
        return obj.de_an.don_vi.ten_goi if obj.de_an.don_vi else "Nhiều tỉnh"

    @admin.display(description="mã", ordering="ma")
    def quy_tac(self, obj: CanhBao) -> str:
        return "Hạn bước" if obj.ma == HAN else obj.ma

    @admin.display(description="việc chậm, căn cứ")
    def cau(self, obj: CanhBao) -> SafeString:
        noi = f"{obj.noi}: " if obj.noi else ""
        return format_html(
            '<div class="bc-dai">{}{}<span class="bc-duoi">{}</span></div>',
            noi,
            obj.thong_bao,
            obj.can_cu,
        )

    @admin.display(description="bên phải làm", ordering="ben")
    def phai_lam(self, obj: CanhBao) -> SafeString:
        return format_html('<span class="bc-khong-ngat">{}</span>', obj.get_ben_display())

    @admin.display(description="hạn, trễ (ngày làm việc)", ordering="so_ngay_tre")
    def tre(self, obj: CanhBao) -> SafeString:
        han = f"{obj.han:%d/%m/%Y}" if obj.han else "–"
        return format_html("{}<br>{}", han, self._nhan_tre(obj))

    @staticmethod
    def _nhan_tre(obj: CanhBao) -> SafeString:
        if obj.dong_ngay:
            return nhan(f"Hết ngày {obj.dong_ngay:%d/%m/%Y}", "luc")
        return (
            nhan(f"{obj.so_ngay_tre} ngày", "do")
            if obj.so_ngay_tre
            else nhan("Sắp đến hạn", "vang")
        )

    @admin.display(description="thấy từ", ordering="thay_dau")
    def thay(self, obj: CanhBao) -> str:
        return f"{obj.thay_dau:%d/%m/%Y}"
