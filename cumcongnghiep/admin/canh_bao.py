"""Alerts A01–A20 in the admin: the list with who must act and how late, the card of the board."""

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

from cucctdp.adminkit.loc import LocLuaChon, LocTinhTrangCanhBao
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.formats.so import dinh_dang
from cumcongnghiep.choices import CoQuan
from cumcongnghiep.models import CanhBao, QuyTac
from cumcongnghiep.statistics.canh_bao import A04, the_canh_bao

_DANH_SACH = "admin:cumcongnghiep_canhbao_changelist"


class LocMa(LocLuaChon):
    title = "cảnh báo"
    parameter_name = "ma"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        cac = QuyTac.objects.filter(ma__startswith="A").order_by("ma", "hieu_luc_tu")
        ten = dict(cac.values_list("ma", "ten"))
        return [(ma, f"{ma} – {t}") for ma, t in ten.items()]


class LocTinh(LocLuaChon):
    title = "tỉnh, thành phố"
    parameter_name = "tinh"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        cac = DonViHanhChinh.objects.visible_to(request.user).filter(bo_ma=BoMa.B34).theo_ten()
        return [(str(d.pk), d.ten_goi) for d in cac]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        return queryset.filter(don_vi=gia_tri)


class LocBen(LocLuaChon):
    title = "bên phải làm"
    parameter_name = "ben"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        co = (CoQuan.UBND_TINH, CoQuan.SCT, CoQuan.UBND_XA, CoQuan.CDT, CoQuan.DN_THU_CAP)
        return [(c.value, c.label) for c in co]


class LocNgay(LocLuaChon):
    """How late, or how soon."""

    title = "số ngày"
    parameter_name = "ngay"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("qua_han", "Đã quá hạn"),
            ("tre_30", "Trễ trên 30 ngày"),
            ("tre_180", "Trễ trên 180 ngày"),
            ("con_30", "Đến hạn trong 30 ngày"),
            ("khong_han", "Không có hạn"),
        ]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        hom_nay = timezone.localdate()
        dieu_kien = {
            "qua_han": Q(so_ngay_tre__gt=0),
            "tre_30": Q(so_ngay_tre__gt=30),
            "tre_180": Q(so_ngay_tre__gt=180),
            "con_30": Q(han__range=(hom_nay, hom_nay + timedelta(days=30))),
            "khong_han": Q(han__isnull=True),
        }
        return queryset.filter(dieu_kien[gia_tri])


def the_cua_bang(user: Any) -> dict[str, Any] | None:
    """The card of the first page with its links; None without the right or without anything."""
    the = the_canh_bao(user)
    if the is None:
        return None
    so = reverse(_DANH_SACH)
    return {
        "the": the,
        "dong": [(d, f"{so}?ma={d.ma}") for d in the.cac_dong],
        "duong": so,
        "duong_qua_han": f"{so}?ngay=qua_han",
        "duong_105": f"{so}?ma={A04}",
    }


@admin.register(CanhBao)
class CanhBaoAdmin(ChiXemAdmin):
    list_display = ("cum_lien", "quy_tac", "cau", "phai_lam", "tre")
    list_display_links = None
    list_filter = (LocTinhTrangCanhBao, LocMa, LocBen, LocNgay, LocTinh)
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("cum", "don_vi")
    show_full_result_count = False
    search_fields = ("cum__ma__icontains", "cum__ten__khong_dau__contains")
    search_help_text = "Tìm theo mã, tên cụm (không cần gõ dấu)"

    @admin.display(description="địa phương, cụm", ordering="don_vi__ten_goi__khoa_sap_xep")
    def cum_lien(self, obj: CanhBao) -> SafeString:
        if obj.cum is None:
            return format_html("{}", obj.don_vi.ten_goi)
        return format_html(
            '<div class="bc-dai"><a class="bc-lien" href="{}">{}</a>'
            '<span class="bc-duoi">{} · <span class="bc-ma">{}</span></span> {}</div>',
            reverse("ccn_cum", args=[obj.cum_id]),
            obj.cum.ten,
            obj.don_vi.ten_goi,
            obj.cum.ma,
            nhan("Minh họa", "vang") if obj.cum.minh_hoa else "",
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

    @admin.display(description="bên phải làm", ordering="ben")
    def phai_lam(self, obj: CanhBao) -> SafeString:
        return format_html('<span class="bc-khong-ngat">{}</span>', obj.get_ben_display())

    @admin.display(description="hạn, trễ", ordering="so_ngay_tre")
    def tre(self, obj: CanhBao) -> SafeString:
        han = f"{obj.han:%d/%m/%Y}" if obj.han else "–"
        return format_html("{}<br>{}", han, self._nhan_tre(obj))

    @staticmethod
    def _nhan_tre(obj: CanhBao) -> SafeString:
        if obj.dong_ngay:
            return nhan(f"Hết ngày {obj.dong_ngay:%d/%m/%Y}", "luc")
        if obj.so_ngay_tre:
            return nhan(f"Trễ {dinh_dang(obj.so_ngay_tre)} ngày", "do")
        return nhan("Chưa quá hạn", "vang") if obj.han else nhan("Cần xem", "xam")
