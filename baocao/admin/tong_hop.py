"""Synthesis runs and briefings: read-only, with coverage, differences and the way to each trace."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from baocao.choices import CapTongHop
from baocao.models import BanTin, ChiTieu, GiaTriTongHop, LanTongHop
from baocao.services.ban_tin import yeu_cau_ban_tin
from baocao.statistics.ngoai_le import gia_han_cua_ky, mien_tru_cua_ky
from baocao.statistics.thay_doi import tom_tat_thay_doi
from baocao.statistics.uoc_cuc import bo_sung
from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm, du_lieu_gui, trang_hop_thoai
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import KieuNhan, nhan
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.files.choices import TrangThaiViec

MOI_TRANG = 100
_DANG_MO = (TrangThaiViec.CHO, TrangThaiViec.DANG_CHAY)
_QUYEN_DUNG = ("baocao.tong_hop_kybaocao", "baocao.chot_kybaocao")
MAU_VIEC: dict[str, KieuNhan] = {
    TrangThaiViec.CHO: "xam",
    TrangThaiViec.DANG_CHAY: "xanh",
    TrangThaiViec.XONG: "luc",
    TrangThaiViec.LOI: "do",
    TrangThaiViec.HUY: "vang",
}


def ten_don_vi(cac_khoa: list[str]) -> list[str]:
    """Short names of keys «34:80», in their order; an unknown key stays itself."""
    cac_ma = {k.partition(":")[2] for k in cac_khoa}
    rows = DonViHanhChinh.objects.filter(ma__in=cac_ma)
    ten = {d.khoa: d.ten_goi for d in rows}
    return [ten.get(k, k) for k in cac_khoa]


@admin.register(LanTongHop)
class LanTongHopAdmin(ChiXemAdmin):
    list_display = ("ky", "so", "luc", "nguoi", "do_phu", "nguon")
    list_display_links = ("ky", "so")
    list_select_related = ("ky", "nguoi")
    list_filter = ("ky__loai", "ky__nam", "co_minh_hoa")
    search_fields = ("=ky__ma", "=sha256")

    class Media:
        js = ("js/hop-thoai.js",)

    def get_urls(self) -> list[URLPattern]:
        trang = path(
            "<int:pk>/giay/<str:loai>/",
            self.admin_site.admin_view(self.trang_giay),
            name="baocao_lantonghop_giay",
        )
        return [trang, *super().get_urls()]

    def trang_giay(self, request: HttpRequest, pk: int, loai: str) -> HttpResponse:
        """Ask for the briefing or the workbook of a run: GET asks, POST queues it."""
        if not any(request.user.has_perm(q) for q in _QUYEN_DUNG):
            raise PermissionDenied
        lan = self.get_object(request, str(pk))
        if lan is None or loai not in BanTin.Loai.values:
            raise Http404("Không có lần tổng hợp này.")
        can = BanTin.Loai(loai)
        hop = HopThoai(
            f"{can.label}: {lan}",
            "Dựng tệp",
            reverse("admin:baocao_lantonghop_change", args=[lan.pk]),
            "Tệp dựng ở tiến trình nền từ đúng số liệu của lần tổng hợp này.",
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            giay = yeu_cau_ban_tin(lan, by=request.user, loai=can)
            return f"{giay} đã có tệp." if giay.tep_id else f"Đã yêu cầu dựng {giay}."

        return trang_hop_thoai(
            request, self.admin_site, hop, KhongTruongForm(du_lieu_gui(request)), lam
        )

    @admin.display(description="độ phủ", ordering="so_don_vi_co")
    def do_phu(self, obj: LanTongHop) -> str:
        return f"{obj.so_don_vi_co}/{obj.so_don_vi_tong} đơn vị"

    @admin.display(description="nguồn")
    def nguon(self, obj: LanTongHop) -> SafeString | str:
        return nhan("Có số minh họa", "vang") if obj.co_minh_hoa else "–"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Figures of the run by level, beside those of the run before it."""
        if object_id is None or request.method != "GET":
            raise PermissionDenied
        lan = self.get_object(request, object_id)
        if lan is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, lan):
            raise PermissionDenied
        cap = request.GET.get("cap", CapTongHop.CA_NUOC)
        cap = cap if cap in CapTongHop.values else CapTongHop.CA_NUOC.value
        truoc = LanTongHop.objects.filter(ky=lan.ky, so__lt=lan.so).order_by("-so").first()
        so_lieu, loc = self._so_lieu(request, lan, cap, truoc)
        trang = Paginator(so_lieu, MOI_TRANG).get_page(request.GET.get("p"))
        ngu_canh = self.admin_site.each_context(request) | {
            "title": str(lan),
            "opts": self.opts,
            "lan": lan,
            "truoc": truoc,
            "thay_doi": tom_tat_thay_doi(truoc, lan) if truoc else None,
            "mien_tru": mien_tru_cua_ky(lan.ky, user=request.user, luc=lan.luc),
            "gia_han": gia_han_cua_ky(lan.ky, user=request.user, luc=lan.luc),
            "con_thieu": ten_don_vi(lan.con_thieu),
            "giay": self._giay(request, lan),
            "cap": cap,
            "cac_cap": CapTongHop.choices,
            "loc": loc,
            "trang": trang,
            "bo_sung": bo_sung(lan, cap=cap),
            "dong": _dong(list(trang.object_list), truoc),
            "duong": "&".join(f"{k}={v}" for k, v in {"cap": cap, **loc["chon"]}.items() if v),
        }
        return TemplateResponse(request, "admin/baocao/lantonghop/xem.html", ngu_canh)

    def _giay(self, request: HttpRequest, lan: LanTongHop) -> list[dict[str, Any]]:
        """Each kind of paper with its file, or whether this user may ask for it."""
        co = {b.loai: b for b in lan.ban_tin.select_related("tep", "viec")}
        duoc = any(request.user.has_perm(q) for q in _QUYEN_DUNG)
        return [
            {"loai": loai, "b": co.get(loai), "duoc_dung": duoc and _chua_dung(co.get(loai))}
            for loai in BanTin.Loai
        ]

    def _so_lieu(
        self, request: HttpRequest, lan: LanTongHop, cap: str, truoc: LanTongHop | None
    ) -> tuple[QuerySet, dict[str, Any]]:
        goc = GiaTriTongHop.objects.filter(lan=lan, cap=cap)
        chon = {k: request.GET.get(k, "") for k in ("bieu", "pham_vi", "khac")}
        so_lieu = goc
        if chon["bieu"]:
            so_lieu = so_lieu.filter(bieu=chon["bieu"])
        if chon["pham_vi"]:
            so_lieu = so_lieu.filter(ma_pham_vi=chon["pham_vi"])
        if chon["khac"] and truoc is not None:
            so_lieu = so_lieu.filter(pk__in=_doi(lan, truoc, cap))
        bieu = goc.order_by("bieu").values_list("bieu", flat=True).distinct()
        pham_vi = goc.order_by("ten_pham_vi").values_list("ma_pham_vi", "ten_pham_vi").distinct()
        loc = {"chon": chon, "bieu": list(bieu), "pham_vi": list(pham_vi)}
        return so_lieu.order_by("bieu", "ten_pham_vi", "chi_tieu", "cot"), loc


def _chua_dung(giay: BanTin | None) -> bool:
    """True when a paper has neither a file nor a build under way."""
    if giay is None:
        return True
    dang_dung = giay.viec is not None and giay.viec.trang_thai in _DANG_MO
    return giay.tep_id is None and not dang_dung


def _doi(lan: LanTongHop, truoc: LanTongHop, cap: str) -> list[int]:
    """Figures of a run that the run before had otherwise, or not at all."""
    khoa = ("ma_pham_vi", "bieu", "chi_tieu", "cot")
    cu = {
        row[:4]: row[4]
        for row in GiaTriTongHop.objects.filter(lan=truoc, cap=cap).values_list(*khoa, "gia_tri")
    }
    khong_co = object()
    return [
        row[5]
        for row in GiaTriTongHop.objects.filter(lan=lan, cap=cap).values_list(
            *khoa, "gia_tri", "pk"
        )
        if cu.get(row[:4], khong_co) != row[4]
    ]


def _dong(cac_so: list[GiaTriTongHop], truoc: LanTongHop | None) -> list[dict[str, Any]]:
    """Rows for the screen: name of the row, figure, figure of the run before, difference."""
    ten = {
        (c.bieu, c.ma): c
        for c in ChiTieu.objects.filter(ma__in={g.chi_tieu for g in cac_so})
        .annotate(bieu=F("bieu_mau__ma"))
        .order_by("bieu_mau__phien_ban")
    }
    cu: dict[tuple[str, ...], Decimal | None] = {}
    if truoc is not None and cac_so:
        rows = GiaTriTongHop.objects.filter(
            lan=truoc, cap=cac_so[0].cap, chi_tieu__in={g.chi_tieu for g in cac_so}
        )
        cu = {(g.ma_pham_vi, g.bieu, g.chi_tieu, g.cot): g.gia_tri for g in rows}
    dong = []
    for g in cac_so:
        chi_tieu = ten.get((g.bieu, g.chi_tieu))
        gia_cu = cu.get((g.ma_pham_vi, g.bieu, g.chi_tieu, g.cot))
        lech = g.gia_tri - gia_cu if g.gia_tri is not None and gia_cu is not None else None
        dong.append(
            {
                "g": g,
                "chi_tieu": chi_tieu,
                "so_le": chi_tieu.so_le if chi_tieu else None,
                "cu": gia_cu,
                "lech": lech,
                "thieu": g.so_don_vi_tong - g.so_don_vi_co,
            }
        )
    return dong


@admin.register(BanTin)
class BanTinAdmin(CoLichSuDong, ChiXemAdmin):
    list_display = ("ten", "do_phu", "tinh_trang", "xong_luc", "kich_thuoc", "tai")
    list_display_links = ("ten",)
    list_select_related = ("lan__ky", "viec", "tep")
    list_filter = ("loai", "lan__ky__nam")
    search_fields = ("=lan__ky__ma", "=tep__sha256")
    fields = (
        "loai",
        "lan",
        "tinh_trang",
        "tai",
        "ma_bam",
        "goc_nhat_ky",
        "bam_so_lieu",
        "tao_luc",
        "xong_luc",
    )
    readonly_fields = ("tinh_trang", "tai", "ma_bam", "tao_luc")

    class Media:
        js = ("js/tien-do.js", "js/hop-thoai.js")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("lan__ky", "viec", "tep")

    @admin.display(description="bản tin", ordering="-lan__ky__thang_tk_den")
    def ten(self, obj: BanTin) -> str:
        return str(obj)

    @admin.display(description="độ phủ")
    def do_phu(self, obj: BanTin) -> str:
        return f"{obj.lan.so_don_vi_co}/{obj.lan.so_don_vi_tong} đơn vị"

    @admin.display(description="tình trạng")
    def tinh_trang(self, obj: BanTin) -> SafeString | str:
        if obj.tep_id:
            return nhan("Đã có tệp", "luc")
        if obj.viec is None:
            return nhan("Chưa dựng", "xam")
        viec = obj.viec
        chu = nhan(viec.get_trang_thai_display(), MAU_VIEC[viec.trang_thai])
        if viec.trang_thai not in _DANG_MO:
            return chu
        return format_html(
            '{} <progress class="bc-tien" max="100" value="{}" data-tien-do="{}" '
            'aria-label="Tiến độ dựng bản tin"></progress> <span>{} %</span>',
            chu,
            viec.phan_tram,
            reverse("trang_thai_viec", args=[viec.pk]),
            viec.phan_tram,
        )

    @admin.display(description="kích thước")
    def kich_thuoc(self, obj: BanTin) -> str:
        return f"{obj.tep.kich_thuoc // 1024} KB" if obj.tep else "–"

    @admin.display(description="tải về")
    def tai(self, obj: BanTin) -> SafeString | str:
        if obj.tep is None:
            return "–"
        return format_html(
            '<a class="bc-lien" href="{}">Tải {}</a>',
            reverse("tai_tep", args=[obj.tep_id]),
            obj.dinh_dang,
        )

    def get_urls(self) -> list[URLPattern]:
        trang = path(
            "<int:pk>/dung/", self.admin_site.admin_view(self.trang_dung), name="baocao_bantin_dung"
        )
        return [trang, *super().get_urls()]

    @admin.display(description="dựng tệp")
    def dung(self, obj: BanTin) -> SafeString | str:
        if obj.tep_id or (obj.viec and obj.viec.trang_thai in _DANG_MO):
            return "–"
        duong = reverse("admin:baocao_bantin_dung", args=[obj.pk])
        return format_html('<a class="bc-lien" href="{}" data-hop-thoai>Dựng tệp</a>', duong)

    def trang_dung(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Queue the build of a briefing that has no file: GET asks, POST does."""
        if not any(request.user.has_perm(q) for q in _QUYEN_DUNG):
            raise PermissionDenied
        ban_tin = self.get_object(request, str(pk))
        if ban_tin is None:
            raise Http404("Không có bản tin này.")
        hop = HopThoai(
            f"Dựng {ban_tin}",
            "Dựng tệp",
            reverse("admin:baocao_bantin_changelist"),
            "Tệp dựng ở tiến trình nền từ đúng số liệu của lần tổng hợp này.",
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            yeu_cau_ban_tin(ban_tin.lan, by=request.user, loai=BanTin.Loai(ban_tin.loai))
            return f"Đã yêu cầu dựng {ban_tin}."

        return trang_hop_thoai(
            request, self.admin_site, hop, KhongTruongForm(du_lieu_gui(request)), lam
        )

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        duoc = any(request.user.has_perm(q) for q in _QUYEN_DUNG)
        return (*self.list_display, "dung") if duoc else self.list_display

    @admin.display(description="SHA-256 của tệp")
    def ma_bam(self, obj: BanTin) -> str:
        return obj.tep.sha256 if obj.tep else "–"
