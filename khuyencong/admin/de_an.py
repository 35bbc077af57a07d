"""The register of đề án and the page of one: everything that changes is a step with its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cucctdp.adminkit.base import so_nguyen
from cucctdp.adminkit.bo_loc import CoBoLoc
from cucctdp.adminkit.hop_thoai import HopThoai, du_lieu_gui, trang_hop_thoai
from cucctdp.adminkit.lam_nhieu import LamNhieu
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.nhap_tep import CoNhapTep
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.formats.tien import in_trieu
from khuyencong.admin import (
    co_so,
    dieu_chinh_trang,
    giay_to_trang,
    loat,
    tham_dinh_trang,
    viec,
    xem_de_an,
    xuat_bang,
    xuat_thong_ke,
)
from khuyencong.admin.loc_de_an import CAC_LOC
from khuyencong.choices import NGUON_KHUYEN_CONG, TrangThaiDeAn
from khuyencong.choices import LoaiButToan as L
from khuyencong.ho_so import doc_ho_so
from khuyencong.models import ButToan, DeAn, DeAnNoiDung, ThuHuong
from khuyencong.services.dinh_chinh import dinh_chinh
from khuyencong.tai_giay_to import TOI_DA, chon_de_an
from khuyencong.viec_form import DaoForm

_COT_TIEN = (L.PHE_DUYET, L.GIAO, L.QUYET_TOAN)


def gan_cot(cac_de_an: list[DeAn]) -> None:
    """Money and activity codes of the rows of one page: three queries for any number."""
    ids = [d.pk for d in cac_de_an]
    tien: dict[tuple[int, str], int] = {}
    nguon = [n.value for n in NGUON_KHUYEN_CONG]
    so_cai = ButToan.objects.filter(de_an__in=ids, loai__in=_COT_TIEN, nguon__in=nguon)
    for b in so_cai.order_by().values("de_an", "loai").annotate(t=Sum("so_tien")):
        tien[b["de_an"], b["loai"]] = b["t"]
    for t in (
        ThuHuong.objects.con_tinh()
        .filter(noi_dung__de_an__in=ids)
        .order_by()
        .values("noi_dung__de_an")
        .annotate(qg=Sum("kcqg"), dp=Sum("kcdp"))
    ):
        tien[t["noi_dung__de_an"], "de_nghi"] = t["qg"] + t["dp"]
    ma: dict[int, list[str]] = {}
    for de_an, noi_dung in DeAnNoiDung.objects.filter(de_an__in=ids).values_list(
        "de_an", "noi_dung"
    ):
        ma.setdefault(de_an, []).append(noi_dung)
    for d in cac_de_an:
        d.cot_tien = {k: tien.get((d.pk, k)) for k in ("de_nghi", *_COT_TIEN)}
        d.cot_ma = ", ".join(dict.fromkeys(ma.get(d.pk, [])))


def _cot_tien(khoa: str, ten: str) -> Any:
    @admin.display(description=f"{ten} (tr.đ)")
    def cot(self: Any, obj: Any) -> SafeString:
        so = obj.cot_tien[khoa]
        chu = "–" if so is None else in_trieu(so, None)
        return format_html('<span class="bc-so-cot">{}</span>', chu)

    return cot


@admin.register(DeAn)
class DeAnAdmin(CoBoLoc, CoNhapTep, CoLichSuDong, LamNhieu, ChiXemAdmin):
    tham_so = "de_an"
    goi_la = "đề án"
    loai_nhap = "mau_2"
    quyen_nhap = "imports.nhap_de_an"
    nhan_nhap = "Nhập kế hoạch (Mẫu 2)"
    nhan_xuat = "Xuất Mẫu 2 của danh sách đang lọc"
    list_display = (
        "ho_so",
        "tinh",
        "noi_dung",
        "tt",
        "han",
        "de_nghi",
        "phe_duyet",
        "giao",
        "quyet_toan",
    )
    list_display_links = None
    list_filter = CAC_LOC
    list_filter_submit = False
    list_select_related = ("don_vi", "thuc_hien")
    list_fullwidth = True
    show_full_result_count = False
    search_fields = (
        "ma__icontains",
        "ten__khong_dau__contains",
        "thuc_hien__ten_goi__khong_dau__contains",
        "so_quyet_dinh__khong_dau__contains",
    )
    search_help_text = "Tìm theo mã, tên đề án, đơn vị thực hiện (không cần gõ dấu), số quyết định"
    actions = ("nhan_nhieu", "duyet_nhieu", "giay_to_nhieu")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """A draft that was never handed in is its author's own."""
        nhap_cua_nguoi_khac = Q(trang_thai=TrangThaiDeAn.NHAP) & (
            ~Q(nguoi_lap=request.user) | Q(nguoi_lap=None)
        )
        return super().get_queryset(request).exclude(nhap_cua_nguoi_khac)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        goc = super().get_changelist(request, **kwargs)

        class DanhSach(goc):  # type: ignore[misc, valid-type]
            def get_results(self, request: HttpRequest) -> None:
                super().get_results(request)
                self.result_list = list(self.result_list)
                gan_cot(self.result_list)

        return DanhSach

    def get_urls(self) -> list[URLPattern]:
        def trang(duong: str, view: Any, ten: str) -> URLPattern:
            return path(duong, self.admin_site.admin_view(view), name=f"khuyencong_dean_{ten}")

        return [
            trang("xuat-bang/", self.trang_xuat_bang, "xuat_bang"),
            trang("xuat-bang/<int:pk>/", self.trang_viec_xuat, "viec_xuat"),
            trang("co-so/<int:pk>/", self.trang_co_so, "co_so"),
            trang("co-so/nghi-trung/", self.trang_nghi_trung, "nghi_trung"),
            trang("thong-ke/", self.trang_thong_ke, "thong_ke"),
            trang("thong-ke/viec/<int:pk>/", self.trang_viec_thong_ke, "viec_thong_ke"),
            trang("nhan-nhieu/", self.trang_nhan_nhieu, "nhan_nhieu"),
            trang("phe-duyet-nhieu/", self.trang_duyet_nhieu, "duyet_nhieu"),
            trang("giay-to-nhieu/", self.trang_giay_to_nhieu, "giay_to_nhieu"),
            trang("<int:pk>/viec/<slug:ma>/", self.trang_viec, "viec"),
            trang("<int:pk>/phieu-tham-dinh/", self.trang_phieu, "phieu"),
            trang("<int:pk>/yeu-cau-bo-sung/", self.trang_bo_sung, "bo_sung"),
            trang("<int:pk>/but-toan/<int:but_toan>/dao/", self.trang_dao, "dao"),
            trang("<int:pk>/dieu-chinh/moi/", self.trang_de_nghi, "de_nghi"),
            trang("<int:pk>/dieu-chinh/<int:dong>/", self.trang_quyet_dinh, "quyet_dinh"),
            trang("<int:pk>/ban-ky/<slug:ma>/", self.trang_ban_ky, "ban_ky"),
            trang("<int:pk>/ho-so-thanh-tra/", self.trang_thanh_tra, "thanh_tra"),
            *super().get_urls(),
        ]

    # --- columns -----------------------------------------------------------------------------

    @admin.display(description="đề án", ordering="ma")
    def ho_so(self, obj: DeAn) -> SafeString:
        return format_html(
            '<div class="bc-dai"><a class="bc-lien" href="{}">{}</a>'
            '<span class="bc-duoi bc-ma">{}</span> {}</div>',
            reverse("admin:khuyencong_dean_change", args=[obj.pk]),
            obj.ten,
            obj.ma,
            nhan("Minh họa", "vang") if obj.minh_hoa else "",
        )

    @admin.display(description="tỉnh, thành phố", ordering="don_vi__ten_goi__khoa_sap_xep")
    def tinh(self, obj: DeAn) -> str:
        return obj.don_vi.ten_goi if obj.don_vi else "Nhiều tỉnh"

    @admin.display(description="nội dung")
    def noi_dung(self, obj: Any) -> str:
        return obj.cot_ma or "–"

    @admin.display(description="trạng thái", ordering="trang_thai")
    def tt(self, obj: DeAn) -> SafeString:
        return xem_de_an.nhan_trang_thai(obj)

    @admin.display(description="hạn xử lý", ordering="han_xu_ly")
    def han(self, obj: DeAn) -> Any:
        return xem_de_an.chu_han(obj, timezone.localdate())

    de_nghi = _cot_tien("de_nghi", "đề nghị")
    phe_duyet = _cot_tien(L.PHE_DUYET, "phê duyệt")
    giao = _cot_tien(L.GIAO, "được giao")
    quyet_toan = _cot_tien(L.QUYET_TOAN, "quyết toán")

    # --- one đề án ---------------------------------------------------------------------------

    def lay(self, request: HttpRequest, pk: int | str) -> DeAn:
        """The đề án, or 404: another province's does not exist for this user."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        so = so_nguyen(str(pk))
        rows = self.get_queryset(request).select_related(
            "don_vi", "thuc_hien", "ke_hoach", "nguoi_lap", "nguoi_tham_dinh"
        )
        de_an = rows.filter(pk=so).first() if so is not None else None
        if de_an is None:
            raise Http404("Không có đề án này.")
        return de_an

    def _ve(self, de_an: DeAn) -> str:
        return reverse("admin:khuyencong_dean_change", args=[de_an.pk])

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is None or request.method != "GET":
            raise PermissionDenied
        de_an = self.lay(request, object_id)
        h = doc_ho_so(de_an)
        ngu_canh = self.admin_site.each_context(request) | {
            "title": de_an.ten,
            "opts": self.opts,
            "d": de_an,
            "h": h,
            "cac_nut": viec.cac_nut(h, request.user),
        }
        ngu_canh |= xem_de_an.ngu_canh(h, request.GET.get("the", ""), request)
        return TemplateResponse(request, "admin/khuyencong/dean/xem.html", ngu_canh)

    def trang_viec(self, request: HttpRequest, pk: int, ma: str) -> HttpResponse:
        """One work of the table: GET asks, POST does."""
        de_an = self.lay(request, pk)
        return viec.trang_viec(request, self.admin_site, de_an, ma, self._ve(de_an))

    def trang_phieu(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The phiếu thẩm định of this round."""
        de_an = self.lay(request, pk)
        return tham_dinh_trang.trang_phieu(request, self.admin_site, de_an, self._ve(de_an))

    def trang_bo_sung(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the dossier with its questions."""
        de_an = self.lay(request, pk)
        return tham_dinh_trang.trang_bo_sung(request, self.admin_site, de_an, self._ve(de_an))

    def trang_dao(self, request: HttpRequest, pk: int, but_toan: int) -> HttpResponse:
        """Reverse one ledger entry."""
        de_an = self.lay(request, pk)
        dong = ButToan.objects.filter(de_an=de_an, pk=but_toan).select_related("de_an").first()
        if dong is None:
            raise Http404("Không có bút toán này.")
        hop = HopThoai(
            f"Đảo bút toán: {dong.get_loai_display()} {in_trieu(dong.so_tien, None)} triệu đồng",
            "Ghi bút toán đảo",
            f"{self._ve(de_an)}?the=so-cai",
            f"Bút toán gốc ({dong.chung_tu}, ngày {dong.ngay:%d/%m/%Y}) vẫn giữ nguyên trong sổ; "
            "hệ thống ghi thêm một bút toán trái dấu.",
            True,
        )

        def lam(du_lieu: Mapping[str, Any]) -> str:
            viec.an_toan(lambda: dinh_chinh(dong, by=request.user, **du_lieu))
            return "Đã ghi bút toán đảo."

        form = DaoForm(du_lieu_gui(request))
        return trang_hop_thoai(request, self.admin_site, hop, form, lam)

    def trang_de_nghi(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for a change."""
        de_an = self.lay(request, pk)
        ve = f"{self._ve(de_an)}?the=dieu-chinh"
        return dieu_chinh_trang.trang_de_nghi(request, self.admin_site, de_an, ve)

    def trang_quyet_dinh(self, request: HttpRequest, pk: int, dong: int) -> HttpResponse:
        """Enter the decision on a request to adjust."""
        de_an = self.lay(request, pk)
        ve = f"{self._ve(de_an)}?the=dieu-chinh"
        return dieu_chinh_trang.trang_quyet_dinh(request, self.admin_site, de_an, dong, ve)

    def trang_ban_ky(self, request: HttpRequest, pk: int, ma: str) -> HttpResponse:
        """Hand in the signed scan of one paper."""
        de_an = self.lay(request, pk)
        return giay_to_trang.trang_ban_ky(request, self.admin_site, de_an, ma, self._ve(de_an))

    def trang_thanh_tra(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Start the job of the inspection file."""
        de_an = self.lay(request, pk)
        return giay_to_trang.trang_thanh_tra(request, self.admin_site, de_an, self._ve(de_an))

    # --- the list as a workbook --------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        xuat = f"{reverse('admin:khuyencong_dean_xuat_bang')}?{request.GET.urlencode()}"
        them = {**(extra_context or {}), "nut_xuat_bang": xuat}
        return super().changelist_view(request, them)

    def trang_xuat_bang(self, request: HttpRequest) -> HttpResponse:
        """Export the filtered register."""
        return xuat_bang.trang_xuat(request, self.admin_site)

    def trang_viec_xuat(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A long export on its way."""
        return xuat_bang.trang_viec(request, self.admin_site, pk)

    # --- establishments ----------------------------------------------------------------------

    def trang_co_so(self, request: HttpRequest, pk: int) -> HttpResponse:
        """An establishment as khuyến công sees it."""
        return co_so.trang_co_so(request, self.admin_site, pk)

    def trang_nghi_trung(self, request: HttpRequest) -> HttpResponse:
        """Suspected duplicates and overlaps."""
        return co_so.trang_nghi_trung(request, self.admin_site)

    def trang_thong_ke(self, request: HttpRequest) -> HttpResponse:
        """Tables B1–B9."""
        return xuat_thong_ke.trang_xuat(request, self.admin_site)

    def trang_viec_thong_ke(self, request: HttpRequest, pk: int) -> HttpResponse:
        return xuat_thong_ke.trang_viec(request, self.admin_site, pk)

    # --- many at once ------------------------------------------------------------------------

    def has_nhan_permission(self, request: HttpRequest) -> bool:
        quyen = ("tham_dinh_so_dean", "tham_dinh_bo_dean")
        return any(request.user.has_perm(f"khuyencong.{q}") for q in quyen)

    def has_duyet_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("khuyencong.phe_duyet_dean")

    @admin.action(description="Nhận thẩm định nhiều đề án (xem trước)", permissions=["nhan"])
    def nhan_nhieu(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return self._sang(queryset, "nhan_nhieu")

    @admin.action(description="Ghi phê duyệt nhiều đề án (xem trước)", permissions=["duyet"])
    def duyet_nhieu(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return self._sang(queryset, "duyet_nhieu")

    @admin.action(description="Lập Mẫu 2, tờ trình, quyết định", permissions=["view"])
    def giay_to_nhieu(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return self._sang(queryset, "giay_to_nhieu")

    def hang_chon(self, request: HttpRequest) -> QuerySet:
        return self.get_queryset(request).select_related("don_vi", "nguoi_tham_dinh")

    def trang_nhan_nhieu(self, request: HttpRequest) -> HttpResponse:
        """What would be taken for appraisal and what refused and why; POST takes the former."""
        if not self.has_nhan_permission(request):
            raise PermissionDenied
        ve = reverse("admin:khuyencong_dean_changelist")
        cac = self._chon(request)
        return loat.trang_nhan(request, self.admin_site, cac, ve) if cac else redirect(ve)

    def trang_duyet_nhieu(self, request: HttpRequest) -> HttpResponse:
        """One decision number for many đề án."""
        if not self.has_duyet_permission(request):
            raise PermissionDenied
        ve = reverse("admin:khuyencong_dean_changelist")
        cac = self._chon(request)
        return loat.trang_duyet(request, self.admin_site, cac, ve) if cac else redirect(ve)

    def trang_giay_to_nhieu(self, request: HttpRequest) -> HttpResponse:
        """Papers of a plan for many đề án."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        ve = reverse("admin:khuyencong_dean_changelist")
        cac = chon_de_an(request.user, request.GET.get("de_an", ""))
        if 0 < len(cac) <= TOI_DA:
            return giay_to_trang.trang_ke_hoach(request, self.admin_site, cac, ve)
        messages.warning(request, f"Chọn từ 1 đến {TOI_DA} đề án trong phạm vi của bạn.")
        return redirect(ve)
