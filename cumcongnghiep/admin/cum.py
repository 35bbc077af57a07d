"""The register of clusters and the page of one: states are read, facts change by dialogs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cucctdp.adminkit.base import so_nguyen
from cucctdp.adminkit.bo_loc import CoBoLoc
from cucctdp.adminkit.lam_nhieu import LamNhieu
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.nhap_tep import CoNhapTep
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.formats.so import dinh_dang
from cumcongnghiep.admin import ho_so_viec, loat, viec, xem_cum
from cumcongnghiep.admin.loc_cum import CAC_LOC
from cumcongnghiep.admin.ten_xa import ten_day_du, ten_nay
from cumcongnghiep.choices import TinhTrangTram
from cumcongnghiep.models import Cum, TramXuLy


def _ha(ten: str, nhan_cot: str) -> Any:
    @admin.display(description=f"{nhan_cot} (ha)", ordering=ten)
    def cot(self: Any, obj: Cum) -> SafeString:
        so = getattr(obj, ten)
        chu = "–" if so is None else dinh_dang(so)
        return format_html('<span class="bc-so-cot">{}</span>', chu)

    return cot


@admin.register(Cum)
class CumAdmin(CoBoLoc, CoNhapTep, CoLichSuDong, LamNhieu, ChiXemAdmin):
    tham_so = "cum"
    goi_la = "cụm"
    loai_nhap = "cum"
    quyen_nhap = "imports.nhap_cum"
    nhan_nhap = "Nhập bảng cụm từ tệp"
    nhan_xuat = "Xuất theo cột của bảng nhập"
    list_display = (
        "ho_so",
        "noi",
        "trang_thai",
        "dien_tich_cot",
        "dat_cn_cot",
        "da_thue_cot",
        "lap_day",
        "so_du_an_cot",
        "xlnt",
        "cap_nhat",
    )
    list_display_links = None
    list_filter = CAC_LOC
    list_filter_submit = False
    list_select_related = ("don_vi",)
    list_fullwidth = True
    show_full_result_count = False
    search_fields = (
        "ma__icontains",
        "ten__khong_dau__contains",
        "huyen_cu__khong_dau__contains",
        "dia_diem__khong_dau__contains",
    )
    search_help_text = "Tìm theo mã, tên cụm, địa điểm, huyện cũ (không cần gõ dấu)"
    actions = ("cap_nhat_nhieu", "xac_nhan_nhieu")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        tram = TramXuLy.objects.filter(cum=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                co_tram=Exists(tram.filter(tinh_trang=TinhTrangTram.VAN_HANH)),
                tram_dung=Exists(tram.filter(tinh_trang=TinhTrangTram.DUNG)),
                tram_xay=Exists(tram.filter(~Q(tinh_trang=TinhTrangTram.VAN_HANH))),
            )
            .prefetch_related("cac_xa__xa", ten_nay("cac_xa__xa"))
        )

    def get_urls(self) -> list[URLPattern]:
        def trang(duong: str, view: Any, ten: str) -> URLPattern:
            return path(duong, self.admin_site.admin_view(view), name=f"cumcongnghiep_cum_{ten}")

        return [
            trang("cap-nhat-nhieu/", self.trang_cap_nhat_nhieu, "cap_nhat_nhieu"),
            trang("xac-nhan-nhieu/", self.trang_xac_nhan_nhieu, "xac_nhan_nhieu"),
            trang("<int:pk>/ho-so/", self.trang_ho_so, "ho_so"),
            trang("<int:pk>/quy-hoach/", self.trang_quy_hoach, "quy_hoach"),
            trang("<int:pk>/quy-hoach/<int:muc>/", self.trang_quy_hoach, "sua_quy_hoach"),
            trang("<int:pk>/them/<slug:ma>/", self.trang_them, "them"),
            trang("<int:pk>/sua/<slug:ma>/<int:dong>/", self.trang_sua, "sua"),
            trang("<int:pk>/lam/<slug:ma>/<int:dong>/<slug:ten>/", self.trang_lam, "lam"),
            *super().get_urls(),
        ]

    # --- columns -----------------------------------------------------------------------------
    @admin.display(description="cụm", ordering="ten__khoa_sap_xep")
    def ho_so(self, obj: Cum) -> SafeString:
        return format_html(
            '<div><a class="bc-lien" href="{}">{}</a>'
            '<span class="bc-duoi bc-ma">{} {}{}</span></div>',
            reverse("admin:cumcongnghiep_cum_change", args=[obj.pk]),
            obj.ten,
            obj.ma,
            nhan("Minh họa", "vang") if obj.minh_hoa else "",
            nhan("Cần xác minh", "vang") if obj.can_xac_minh else "",
        )

    @admin.display(description="tỉnh; xã, phường", ordering="don_vi__ten_goi__khoa_sap_xep")
    def noi(self, obj: Cum) -> SafeString:
        xa = ", ".join(ten_day_du(x.xa) for x in obj.cac_xa.all()) or "chưa rõ xã"
        return format_html('{}<span class="bc-duoi">{}</span>', obj.don_vi.ten_goi, xa)

    @admin.display(description="pháp lý; hạ tầng; hoạt động", ordering="phap_ly")
    def trang_thai(self, obj: Cum) -> SafeString:
        """The three axes, one under the other: they are independent."""
        phap_ly, ha_tang, hoat_dong = xem_cum.nhan_truc(obj)
        return format_html("{}<br>{}<br>{}", phap_ly, ha_tang, hoat_dong)

    dien_tich_cot = _ha("dien_tich", "diện tích")
    dat_cn_cot = _ha("dat_cn", "đất CN")
    da_thue_cot = _ha("dat_da_thue", "đã thuê")

    @admin.display(description="lấp đầy")
    def lap_day(self, obj: Cum) -> SafeString:
        ty_le, goc = xem_cum.lap_day(obj)
        return format_html(
            '<span class="bc-so-cot">{}<span class="bc-duoi">{}</span></span>', ty_le, goc
        )

    @admin.display(description="dự án", ordering="so_du_an")
    def so_du_an_cot(self, obj: Cum) -> SafeString:
        chu = "–" if obj.so_du_an is None else dinh_dang(obj.so_du_an)
        return format_html('<span class="bc-so-cot">{}</span>', chu)

    @admin.display(description="XLNT")
    def xlnt(self, obj: Any) -> SafeString | str:
        if obj.co_tram:
            return nhan("Vận hành", "luc")
        if obj.tram_dung:
            return nhan("Đã dừng", "do")
        if obj.tram_xay:
            return nhan("Đang đầu tư", "xanh")
        return nhan("Chưa có", "do" if obj.so_du_an else "xam")

    @admin.display(description="cập nhật", ordering="cap_nhat_luc")
    def cap_nhat(self, obj: Cum) -> str:
        luc = obj.cap_nhat_luc
        return f"{timezone.localtime(luc):%d/%m/%Y}" if luc else "–"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return viec.duoc(request.user, "cap_nhat_cum")

    # --- one cluster -------------------------------------------------------------------------
    def lay(self, request: HttpRequest, pk: int | str) -> Cum:
        """The cluster, or 404: another province's does not exist for this user."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        so = so_nguyen(str(pk))
        rows = Cum.objects.visible_to(request.user).select_related("don_vi", "tinh_cu")
        cum: Cum | None = rows.filter(pk=so).first() if so is not None else None
        if cum is None:
            raise Http404("Không có cụm này.")
        return cum

    def _ve(self, request: HttpRequest, cum: Cum, the: str = "") -> str:
        duong = reverse("admin:cumcongnghiep_cum_change", args=[cum.pk])
        return f"{duong}?the={the}" if the else duong

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is None:
            return ho_so_viec.trang_moi(request, self.admin_site)
        if request.method != "GET":
            raise PermissionDenied
        cum = self.lay(request, object_id)
        ngu_canh = self.admin_site.each_context(request) | {
            "title": str(cum),
            "opts": self.opts,
            "cum": cum,
            **xem_cum.ngu_canh(request, cum),
        }
        return TemplateResponse(request, "admin/cumcongnghiep/cum/xem.html", ngu_canh)

    def trang_ho_so(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change the identity."""
        cum = self.lay(request, pk)
        return ho_so_viec.trang_ho_so(request, self.admin_site, cum, self._ve(request, cum))

    def trang_quy_hoach(
        self, request: HttpRequest, pk: int, muc: int | None = None
    ) -> HttpResponse:
        """Put the cluster on the list of a plan, or change its line."""
        cum = self.lay(request, pk)
        dong = None
        if muc is not None:
            dong = cum.quy_hoach.filter(pk=muc).first()
            if dong is None:
                raise Http404("Cụm không có mục quy hoạch này.")
        ve = self._ve(request, cum)
        return ho_so_viec.trang_quy_hoach(request, self.admin_site, cum, dong, ve)

    def trang_them(self, request: HttpRequest, pk: int, ma: str) -> HttpResponse:
        """Add a fact."""
        cum = self.lay(request, pk)
        ve = self._ve(request, cum, _the_cua(ma))
        return viec.trang_them(request, self.admin_site, cum, ma, ve)

    def trang_sua(self, request: HttpRequest, pk: int, ma: str, dong: int) -> HttpResponse:
        """Change a fact."""
        cum = self.lay(request, pk)
        ve = self._ve(request, cum, _the_cua(ma))
        return viec.trang_sua(request, self.admin_site, cum, ma, dong, ve)

    def trang_lam(
        self, request: HttpRequest, pk: int, ma: str, dong: int, ten: str
    ) -> HttpResponse:
        """One act on a fact."""
        cum = self.lay(request, pk)
        ve = self._ve(request, cum, _the_cua(ma))
        return viec.trang_lam(request, self.admin_site, cum, ma, dong, ten, ve)

    # --- many at once ------------------------------------------------------------------------
    def has_cap_nhat_permission(self, request: HttpRequest) -> bool:
        return viec.duoc(request.user, "cap_nhat_cum")

    def has_xac_nhan_permission(self, request: HttpRequest) -> bool:
        return viec.duoc(request.user, "xac_nhan_so_lieu")

    @admin.action(description="Cập nhật nhiều cụm (xem trước)", permissions=["cap_nhat"])
    def cap_nhat_nhieu(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return self._sang(queryset, "cap_nhat_nhieu")

    @admin.action(description="Xác nhận số liệu nhiều cụm (xem trước)", permissions=["xac_nhan"])
    def xac_nhan_nhieu(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return self._sang(queryset, "xac_nhan_nhieu")

    def hang_chon(self, request: HttpRequest) -> QuerySet:
        return Cum.objects.visible_to(request.user).select_related("don_vi")

    def trang_cap_nhat_nhieu(self, request: HttpRequest) -> HttpResponse:
        """One column of many clusters: choose, look, then write."""
        if not self.has_cap_nhat_permission(request):
            raise PermissionDenied
        ve = reverse("admin:cumcongnghiep_cum_changelist")
        cac = self._chon(request)
        return loat.trang_cap_nhat(request, self.admin_site, cac, ve) if cac else redirect(ve)

    def trang_xac_nhan_nhieu(self, request: HttpRequest) -> HttpResponse:
        """Figures of many clusters that wait for a second person."""
        if not self.has_xac_nhan_permission(request):
            raise PermissionDenied
        ve = reverse("admin:cumcongnghiep_cum_changelist")
        cac = self._chon(request)
        return loat.trang_xac_nhan(request, self.admin_site, cac, ve) if cac else redirect(ve)


def _the_cua(ma: str) -> str:
    """The tab a table stands on."""
    return next((the for the, _, bang in xem_cum.CAC_THE if ma in bang), "")
