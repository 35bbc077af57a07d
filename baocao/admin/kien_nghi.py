"""Petitions in the admin: queue, page with its steps, and common petitions over provinces."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from unfold.widgets import UnfoldAdminSelectWidget

from baocao import workflow_theo_doi as w
from baocao.admin.theo_doi import (
    CANH_BAO_MAT,
    BuocSo,
    LocQuaHan,
    LyDoForm,
    SoTheoDoiAdmin,
    bang_con,
    o_chon,
    o_chu,
    o_doan,
    o_ngay,
)
from baocao.choices_theo_doi import KN_CHUA_TRA_LOI, LoaiDonViXuLy, LoaiTraLoi, NhomVuongMac
from baocao.choices_theo_doi import TrangThaiKienNghi as K
from baocao.models import KienNghi, NhomKienNghi
from baocao.services import kien_nghi as dich_vu
from baocao.services import kien_nghi_gom, theo_doi
from baocao.statistics.kien_nghi import can_gom, dem_kien_nghi
from cucctdp.accounts.models import User
from cucctdp.adminkit.base import ScopedAdmin, so_nguyen
from cucctdp.adminkit.hop_thoai import HopThoai, du_lieu_gui, trang_hop_thoai
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import KieuNhan, nhan

MAU: dict[str, KieuNhan] = {
    K.MOI: "do",
    K.DA_TIEP_NHAN: "vang",
    K.DA_GIAO: "xanh",
    K.DANG_XU_LY: "xanh",
    K.CHO_CO_QUAN_KHAC: "tim",
    K.DA_TRA_LOI: "luc",
    K.DA_DONG: "xam",
}


class GiaoForm(forms.Form):
    """To whom a petition goes."""

    loai_don_vi_xu_ly = o_chon("Loại đơn vị", LoaiDonViXuLy.choices)
    don_vi_xu_ly = o_chu("Đơn vị được giao", max_length=200, help_text="Ví dụ: Phòng Khuyến công.")
    nguoi_phu_trach = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Người phụ trách",
        required=False,
        widget=UnfoldAdminSelectWidget,
        empty_label="Chưa chỉ định",
    )
    phoi_hop = o_chu("Phối hợp", max_length=300, required=False)
    han = o_ngay("Hạn trả lời", required=False, help_text="Để trống: theo hạn đã tính.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cuc = User.objects.filter(is_active=True, groups__permissions__codename="xu_ly_kiennghi")
        self.fields["nguoi_phu_trach"].queryset = cuc.distinct().order_by("ho_ten")  # type: ignore[attr-defined]


class HoiForm(forms.Form):
    co_quan_khac = o_chu("Cơ quan được hỏi", max_length=200)


class TraLoiForm(forms.Form):
    """The answer; the Sở reads it at once."""

    tra_loi_loai = o_chon("Loại trả lời", LoaiTraLoi.choices)
    tra_loi_noi_dung = o_doan("Nội dung trả lời", max_length=4000, help_text=CANH_BAO_MAT)
    tra_loi_so = o_chu("Số, ký hiệu văn bản", max_length=60, required=False)
    tra_loi_ngay = o_ngay("Ngày văn bản", required=False)


class LocNhom(admin.SimpleListFilter):
    title = "nhóm vướng mắc"
    parameter_name = "nhom"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(ma, str(ten)) for ma, ten in NhomVuongMac.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(nhom=self.value()) if self.value() else queryset


@admin.register(KienNghi)
class KienNghiAdmin(SoTheoDoiAdmin):
    quyen_xem = "baocao.view_kiennghi"
    quyen_ghi = "xu_ly_kiennghi"
    mau = MAU
    mau_trang = "admin/baocao/kiennghi/xem.html"
    list_display = ("ho_so", "tinh", "tom_tat", "nhom", "muc", "tt", "han_chu", "sang", "cong_bo")
    list_filter = ("trang_thai", LocQuaHan, "loai", LocNhom, "nguon", "danh_gia", "co_minh_hoa")
    list_select_related = ("don_vi", "nhom_chung")
    search_fields = ("=ma", "noi_dung__khong_dau__contains", "don_vi__ten_goi__khong_dau__contains")
    search_help_text = "Tìm theo mã, nội dung hoặc tên tỉnh (không cần gõ dấu)"
    autocomplete_fields = ("don_vi", "van_ban", "su_kien")
    fields = (
        "don_vi",
        ("loai", "nguon"),
        ("nhom", "muc_do"),
        "noi_dung",
        "can_cu_phap_ly",
        "de_xuat",
        ("truoc_ngay", "tac_dong"),
        ("van_ban", "su_kien"),
    )
    cac_buoc = (
        BuocSo(w.KN_TIEP_NHAN, dich_vu.tiep_nhan, "Đã tiếp nhận kiến nghị."),
        BuocSo(w.KN_GIAO, dich_vu.giao, "Đã giao xử lý.", GiaoForm),
        BuocSo(w.KN_XU_LY, dich_vu.xu_ly, "Đã bắt đầu xử lý."),
        BuocSo(w.KN_HOI, dich_vu.hoi_co_quan_khac, "Đã ghi cơ quan được hỏi.", HoiForm),
        BuocSo(w.KN_CO_Y_KIEN, dich_vu.co_y_kien, "Đã ghi có ý kiến của cơ quan được hỏi."),
        BuocSo(w.KN_TRA_LOI, dich_vu.tra_loi, "Đã trả lời kiến nghị.", TraLoiForm),
        BuocSo(w.KN_CONG_BO, dich_vu.cong_bo, "Đã công bố câu trả lời."),
        BuocSo(w.KN_DONG, dich_vu.dong, "Đã đóng kiến nghị.", LyDoForm),
        BuocSo(w.KN_MO_LAI, dich_vu.mo_lai, "Đã mở lại kiến nghị.", LyDoForm, nguy_hiem=True),
        BuocSo(w.KN_THOI_CONG_BO, dich_vu.thoi_cong_bo, "Đã thôi công bố.", LyDoForm, True),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(so_lan_sang=Count("mang_sang"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The words are the Sở's: the Cục only classifies them."""
        if obj is None:
            return ()
        return (
            "don_vi", "nguon", "noi_dung", "can_cu_phap_ly", "de_xuat", "truoc_ngay", "tac_dong",
        )  # fmt: skip

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                "can-gom/",
                self.admin_site.admin_view(self.trang_can_gom),
                name="baocao_kiennghi_can_gom",
            ),
            path(
                "<int:pk>/bo-gom/",
                self.admin_site.admin_view(self.trang_bo_gom),
                name="baocao_kiennghi_bo_gom",
            ),
            *super().get_urls(),
        ]

    @admin.display(description="mã", ordering="ma")
    def ho_so(self, obj: KienNghi) -> SafeString:
        duong = self.duong_xem(obj)
        return format_html('<a class="bc-khong-ngat" href="{}">{}</a>', duong, obj.ma)

    @admin.display(description="nội dung")
    def tom_tat(self, obj: KienNghi) -> str:
        return Truncator(obj.noi_dung).chars(90)

    @admin.display(description="mức độ", ordering="muc_do")
    def muc(self, obj: KienNghi) -> SafeString:
        mau: dict[str, KieuNhan] = {"cap_bach": "do", "quan_trong": "vang"}
        return nhan(obj.get_muc_do_display(), mau.get(obj.muc_do, "xam"))

    @admin.display(description="mang sang", ordering="so_lan_sang")
    def sang(self, obj: Any) -> str:
        return f"{obj.so_lan_sang} kỳ" if obj.so_lan_sang else "–"

    @admin.display(description="công bố", ordering="cong_bo_luc")
    def cong_bo(self, obj: KienNghi) -> str:
        return f"{timezone.localtime(obj.cong_bo_luc):%d/%m/%Y}" if obj.cong_bo_luc else "–"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            theo_doi.luu(obj, by=request.user, quyen=self.quyen_ghi)
            return
        du_lieu = {k: v for k, v in form.cleaned_data.items() if k not in ("don_vi", "nguon")}
        moi = dich_vu.gui(don_vi=obj.don_vi, nguon=obj.nguon, by=request.user, **du_lieu)
        obj.pk, obj.ma = moi.pk, moi.ma

    def lien_quan(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        sang = [
            (m, [str(m.ky), f"{m.so_ngay} ngày"], "") for m in obj.mang_sang.select_related("ky")
        ]
        bang = [bang_con("Đã mang sang các kỳ", ["Kỳ", "Tuổi khi mang sang"], sang)] if sang else []
        if obj.nhom_chung_id:
            cung = self.get_queryset(request).filter(nhom_chung=obj.nhom_chung_id)
            dong = [
                (k, [k.ma, k.don_vi.ten_goi, k.get_trang_thai_display()], self.duong_xem(k))
                for k in cung.exclude(pk=obj.pk).select_related("don_vi")
            ]
            bang.append(bang_con("Cùng kiến nghị chung", ["Mã", "Tỉnh", "Trạng thái"], dong))
        return bang

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        them = {"so": dem_kien_nghi(user=request.user)} if self.has_view_permission(request) else {}
        return super().changelist_view(request, {**(extra_context or {}), **them})

    list_before_template = "admin/baocao/kiennghi/_dau_danh_sach.html"

    # --- common petitions --------------------------------------------------------------------

    def trang_can_gom(self, request: HttpRequest) -> HttpResponse:
        """Offered groups; POST makes one of the rows that are ticked."""
        if not request.user.has_perm("baocao.giao_kiennghi"):
            raise PermissionDenied
        loi: list[str] = []
        if request.method == "POST":
            cac_so = [so_nguyen(s) for s in request.POST.getlist("kn")]
            rows = KienNghi.objects.visible_to(request.user).filter(
                pk__in=[s for s in cac_so if s is not None]
            )
            try:
                chung = kien_nghi_gom.gom(
                    rows,
                    ten=request.POST.get("ten", ""),
                    nhom=request.POST.get("nhom", ""),
                    by=request.user,
                )
            except ValidationError as exc:
                loi = exc.messages
            else:
                messages.success(request, "Đã gom thành kiến nghị chung.")
                return redirect("admin:baocao_nhomkiennghi_xem", chung.pk)
        ngu_canh = self.admin_site.each_context(request) | {
            "title": "Kiến nghị giống nhau của nhiều tỉnh",
            "opts": self.opts,
            "cum": can_gom(timezone.localdate(), user=request.user),
            "loi": loi,
        }
        trang = "admin/baocao/kiennghi/can_gom.html"
        return TemplateResponse(request, trang, ngu_canh, status=422 if loi else 200)

    def trang_bo_gom(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a petition out of its group."""
        obj = self.lay(request, pk)
        if not request.user.has_perm("baocao.giao_kiennghi"):
            raise PermissionDenied
        hop = HopThoai(f"Đưa {obj} ra khỏi kiến nghị chung", "Đưa ra", self.duong_xem(obj))

        def lam(_: Any) -> str:
            kien_nghi_gom.bo_gom(obj, by=request.user)
            return "Đã đưa kiến nghị ra khỏi nhóm."

        return trang_hop_thoai(request, self.admin_site, hop, forms.Form(du_lieu_gui(request)), lam)


@admin.register(NhomKienNghi)
class NhomKienNghiAdmin(CoLichSuDong, ScopedAdmin):
    list_display = ("ten_lien_ket", "nhom", "so_tinh", "so_cho", "tao_luc")
    list_filter = ("nhom",)
    search_fields = ("ten__khong_dau__contains",)
    list_display_links = None
    fields = ("ten", "nhom", "dinh_huong")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("baocao.giao_kiennghi")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .annotate(
                tinh=Count("kien_nghi__don_vi", distinct=True),
                cho=Count(
                    "kien_nghi", filter=Q(kien_nghi__trang_thai__in=KN_CHUA_TRA_LOI), distinct=True
                ),
            )
        )

    def get_urls(self) -> list[URLPattern]:
        bao = self.admin_site.admin_view
        return [
            path("<int:pk>/xem/", bao(self.trang_xem), name="baocao_nhomkiennghi_xem"),
            path("<int:pk>/tra-loi/", bao(self.trang_tra_loi), name="baocao_nhomkiennghi_tra_loi"),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        theo_doi.luu(obj, by=request.user, quyen="giao_kiennghi")

    @admin.display(description="kiến nghị chung")
    def ten_lien_ket(self, obj: NhomKienNghi) -> SafeString:
        duong = reverse("admin:baocao_nhomkiennghi_xem", args=[obj.pk])
        return format_html('<a href="{}">{}</a>', duong, obj.ten)

    @admin.display(description="số tỉnh", ordering="tinh")
    def so_tinh(self, obj: Any) -> int:
        return obj.tinh

    @admin.display(description="chờ trả lời", ordering="cho")
    def so_cho(self, obj: Any) -> int:
        return obj.cho

    def _lay(self, request: HttpRequest, pk: int) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        obj = self.get_queryset(request).filter(pk=pk).first()
        if obj is None:
            raise Http404("Không có kiến nghị chung này.")
        return obj

    def trang_xem(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The group and those of its petitions that the user may see."""
        chung = self._lay(request, pk)
        rows = KienNghi.objects.visible_to(request.user).filter(nhom_chung=chung)
        ngu_canh = self.admin_site.each_context(request) | {
            "title": chung.ten,
            "opts": self.opts,
            "chung": chung,
            "rows": rows.select_related("don_vi").order_by("ma"),
            "tra_loi_duoc": request.user.has_perm("baocao.xu_ly_kiennghi") and chung.cho,
            "sua_duoc": self.has_change_permission(request),
        }
        return TemplateResponse(request, "admin/baocao/kiennghi/chung.html", ngu_canh)

    def trang_tra_loi(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One answer for every member that waits for one."""
        chung = self._lay(request, pk)
        if not request.user.has_perm("baocao.xu_ly_kiennghi"):
            raise PermissionDenied
        hop = HopThoai(
            f"Trả lời chung: {chung}",
            "Trả lời",
            reverse("admin:baocao_nhomkiennghi_xem", args=[chung.pk]),
            "Một câu trả lời cho mọi kiến nghị của nhóm đang xử lý hoặc chờ cơ quan khác.",
        )

        def lam(du_lieu: Any) -> str:
            co = {k: v for k, v in du_lieu.items() if v not in (None, "")}
            xong, tu_choi = kien_nghi_gom.tra_loi_chung(chung, by=request.user, **co)
            if not xong:
                raise ValidationError(tu_choi or ["Nhóm không có kiến nghị nào chờ trả lời."])
            duoi = f" Chưa trả lời được: {'; '.join(tu_choi)}" if tu_choi else ""
            return f"Đã trả lời {xong} kiến nghị.{duoi}"

        return trang_hop_thoai(request, self.admin_site, hop, TraLoiForm(du_lieu_gui(request)), lam)
