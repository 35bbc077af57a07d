"""Alerts of the nightly look in the admin: the list, and the card of the first page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cucctdp.adminkit.bo_loc import CoBoLoc
from cucctdp.adminkit.loc import LocLuaChon, LocTinhTrangCanhBao
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.formats.so import dinh_dang
from sanpham_tieubieu.admin.loc import LocTinh
from sanpham_tieubieu.models import CanhBao, QuyTac
from sanpham_tieubieu.statistics.the import TheBinhChon, the_binh_chon

_DANH_SACH = "admin:sanpham_tieubieu_canhbao_changelist"


class LocMa(LocLuaChon):
    title = "cảnh báo"
    parameter_name = "ma"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        co = CanhBao.objects.visible_to(request.user).values("ma").distinct()
        cac = QuyTac.objects.filter(ma__in=co).order_by("ma", "hieu_luc_tu")
        ten = dict(cac.values_list("ma", "ten"))
        return [(ma, f"{ma} – {t}") for ma, t in ten.items()]


class LocNgay(LocLuaChon):
    """How late, or how soon."""

    title = "số ngày"
    parameter_name = "ngay"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("qua_han", "Đã quá hạn"),
            ("tre_30", "Trễ trên 30 ngày"),
            ("con_30", "Đến hạn trong 30 ngày"),
            ("khong_han", "Không có hạn"),
        ]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        hom_nay = timezone.localdate()
        dieu_kien = {
            "qua_han": Q(so_ngay_tre__gt=0),
            "tre_30": Q(so_ngay_tre__gt=30),
            "con_30": Q(han__range=(hom_nay, hom_nay + timedelta(days=30))),
            "khong_han": Q(han__isnull=True),
        }
        return queryset.filter(dieu_kien[gia_tri])


@admin.register(CanhBao)
class CanhBaoAdmin(CoBoLoc, ChiXemAdmin):
    list_display = ("noi_lien", "quy_tac", "cau", "ben", "tre")
    list_display_links = None
    list_filter = (LocTinhTrangCanhBao, LocMa, LocNgay, LocTinh)
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("ky__don_vi", "ky__xa", "don_vi")
    show_full_result_count = False
    search_fields = ("thong_bao__khong_dau__contains", "noi__khong_dau__contains")
    search_help_text = "Tìm trong câu cảnh báo (không cần gõ dấu)"

    @admin.display(description="kỳ, địa phương", ordering="don_vi__ten_goi__khoa_sap_xep")
    def noi_lien(self, obj: CanhBao) -> SafeString | str:
        ten = obj.don_vi.ten_goi if obj.don_vi else "Cả nước"
        if obj.ky is None:
            return ten
        return format_html(
            '<div class="bc-dai"><a class="bc-lien" href="{}">{}</a>'
            '<span class="bc-duoi">{}</span>{}</div>',
            reverse("admin:sanpham_tieubieu_kybinhchon_change", args=[obj.ky_id]),
            obj.ky,
            ten,
            nhan("Minh họa", "vang") if obj.ky.minh_hoa else "",
        )

    @admin.display(description="mã", ordering="ma")
    def quy_tac(self, obj: CanhBao) -> str:
        return obj.ma

    @admin.display(description="cảnh báo, căn cứ")
    def cau(self, obj: CanhBao) -> SafeString:
        noi = f"{obj.noi}. " if obj.noi else ""
        return format_html(
            '<div class="bc-dai">{}<span class="bc-duoi">{}{} · thấy từ {}</span></div>',
            obj.thong_bao,
            noi,
            obj.can_cu,
            f"{obj.thay_dau:%d/%m/%Y}",
        )

    @admin.display(description="hạn, trễ", ordering="so_ngay_tre")
    def tre(self, obj: CanhBao) -> SafeString:
        han = f"{obj.han:%d/%m/%Y}" if obj.han else "–"
        return format_html("{}<br>{}", han, _nhan_tre(obj))


def _nhan_tre(obj: CanhBao) -> SafeString:
    if obj.dong_ngay:
        return nhan(f"Hết ngày {obj.dong_ngay:%d/%m/%Y}", "luc")
    if obj.so_ngay_tre:
        return nhan(f"Trễ {dinh_dang(obj.so_ngay_tre)} ngày", "do")
    return nhan("Chưa quá hạn", "vang") if obj.han else nhan("Cần xem", "xam")


def the_cua_bang(user: Any) -> dict[str, Any] | None:
    """The card of the first page with its links; None without the right or without anything."""
    the: TheBinhChon | None = the_binh_chon(user)
    if the is None:
        return None
    so = reverse(_DANH_SACH)
    ky = reverse("admin:sanpham_tieubieu_kybinhchon_changelist")
    return {
        "the": the,
        "dong": [(d, f"{so}?ma={d.ma}") for d in the.canh_bao],
        "duong": so,
        "duong_ky": ky,
        "cac_ky": [
            (k, reverse("admin:sanpham_tieubieu_kybinhchon_change", args=[k.pk]))
            for k in the.cac_ky
        ],
        "duong_giay": reverse("admin:sanpham_tieubieu_giaychungnhan_changelist"),
    }
