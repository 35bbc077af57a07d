"""Catalogues of khuyến công: dated rows that officers edit, with a look at what a change does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminSelectWidget

from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.nhan import nhan
from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_trieu
from khuyencong.admin.loc_de_an import LocLuaChon
from khuyencong.admin.tac_dong import CO_TAC_DONG, tac_dong
from khuyencong.models import (
    CheDoDoiTuong,
    DiaBanUuTien,
    DinhMuc,
    MauBieu,
    NganhNghe,
    NoiDung,
    QuyTac,
    ThamQuyen,
    ThoiHan,
    TyLeTamUng,
    YeuCauTaiLieu,
)
from khuyencong.o_nhap import CoOTien

_XEM_ROI = "_da_xem"


class LocHieuLuc(LocLuaChon):
    """In force today, still to come, or past."""

    title = "hiệu lực"
    parameter_name = "hieu_luc"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("nay", "Đang có hiệu lực"), ("sau", "Chưa có hiệu lực"), ("het", "Hết hiệu lực")]

    def loc(self, queryset: Any, gia_tri: str) -> Any:
        hom_nay = timezone.localdate()
        if gia_tri == "nay":
            return queryset.hieu_luc(hom_nay)
        if gia_tri == "sau":
            return queryset.filter(hieu_luc_tu__gt=hom_nay)
        return queryset.filter(hieu_luc_den__lt=hom_nay)


class DanhMucAdmin(CoOTien, CoLichSuDong, ScopedAdmin):
    """One base: validity, basis, «cần xác minh», row history, and the look before saving."""

    list_filter = (LocHieuLuc, "can_xac_minh")
    list_filter_submit = False
    list_fullwidth = True
    chung = (("hieu_luc_tu", "hieu_luc_den"), "can_cu", ("can_xac_minh", "ghi_chu"))

    @admin.display(description="hiệu lực", ordering="hieu_luc_tu")
    def ky(self, obj: Any) -> SafeString | str:
        den = f" – {obj.hieu_luc_den:%d/%m/%Y}" if obj.hieu_luc_den else " đến nay"
        return f"{obj.hieu_luc_tu:%d/%m/%Y}{den}"

    @admin.display(description="xác minh", ordering="can_xac_minh")
    def xac_minh(self, obj: Any) -> SafeString:
        return nhan("Cần xác minh", "vang") if obj.can_xac_minh else nhan("Đã đối chiếu", "luc")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A code of an activity is chosen from the catalogue, never typed."""
        if db_field.name == "noi_dung" and self.model is not NoiDung:
            muc = list({n.ma: (n.ma, str(n)) for n in NoiDung.objects.all()}.values())
            trong = [("", "Mọi nội dung" if db_field.blank else "Chọn…")]
            return forms.ChoiceField(
                label=str(db_field.verbose_name).capitalize(),
                choices=[*trong, *muc],
                required=not db_field.blank,
                widget=UnfoldAdminSelectWidget,
                help_text=db_field.help_text,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

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
            and self.model in CO_TAC_DONG
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
        ngu_canh = self.admin_site.each_context(request) | {
            "title": f"Xem trước: {form.instance}",
            "opts": self.opts,
            "dong": form.instance,
            "tac_dong": tac_dong(form.instance, cu),
            "gui": [
                (k, v) for k, cac in request.POST.lists() if k != "csrfmiddlewaretoken" for v in cac
            ],
            "da_xem": _XEM_ROI,
        }
        return TemplateResponse(request, "admin/khuyencong/tac_dong.html", ngu_canh)


@admin.register(NoiDung)
class NoiDungAdmin(DanhMucAdmin):
    list_display = ("ma", "ten", "nhom", "don_vi", "lua_chon", "ky", "can_cu", "xac_minh")
    list_display_links = ("ma", "ten")
    list_filter = (*DanhMucAdmin.list_filter, "lua_chon")
    search_fields = ("=ma", "ten__khong_dau__contains", "can_cu__khong_dau__contains")
    fields = (
        ("ma", "thu_tu"),
        ("ten", "nhom"),
        ("don_vi_tinh", "lua_chon"),
        ("mien_dia_ban", "mien_quy_mo"),
        ("may_moc", "o_nuoc_ngoai"),
        "theo_thoi_vu",
        *DanhMucAdmin.chung,
    )

    @admin.display(description="đơn vị tính")
    def don_vi(self, obj: NoiDung) -> str:
        return ", ".join(obj.don_vi_tinh)


@admin.register(NganhNghe)
class NganhNgheAdmin(DanhMucAdmin):
    list_display = ("ma", "ten", "chi_dia_ban_kho_khan", "ky", "can_cu", "xac_minh")
    list_display_links = ("ma", "ten")
    search_fields = ("=ma", "ten__khong_dau__contains")
    fields = ("ma", "ten", "chi_dia_ban_kho_khan", *DanhMucAdmin.chung)


@admin.register(CheDoDoiTuong)
class CheDoDoiTuongAdmin(DanhMucAdmin):
    list_display = (
        "ten", "phuong_cua_tinh", "phuong_cua_thanh_pho", "lang_nghe", "ky", "can_cu", "xac_minh",
    )  # fmt: skip
    search_fields = ("ten__khong_dau__contains", "can_cu__khong_dau__contains")
    fields = (
        ("ma", "ten"),
        ("phuong_cua_tinh", "phuong_cua_thanh_pho"),
        "lang_nghe",
        "thong_bao",
        *DanhMucAdmin.chung,
    )


@admin.register(DinhMuc)
class DinhMucAdmin(DanhMucAdmin):
    list_display = (
        "noi_dung", "cap", "che_do", "noi", "muc", "ty_le", "he_so", "ky", "can_cu", "xac_minh",
    )  # fmt: skip
    list_filter = (*DanhMucAdmin.list_filter, "nguon", "cap")
    list_select_related = ("don_vi",)
    search_fields = (
        "=noi_dung", "don_vi__ten_goi__khong_dau__contains", "can_cu__khong_dau__contains",
    )  # fmt: skip
    search_help_text = "Tìm theo mã nội dung (KT4), tên tỉnh (không cần gõ dấu), văn bản"
    autocomplete_fields = ("don_vi",)
    fields = (
        ("noi_dung", "cap"),
        ("nguon", "don_vi"),
        ("don_vi_tinh", "muc_toi_da"),
        ("ty_le_toi_da", "he_so_uu_tien"),
        *DanhMucAdmin.chung,
    )

    @admin.display(description="nguồn", ordering="nguon")
    def che_do(self, obj: DinhMuc) -> str:
        return {"kcqg": "KCQG", "kcdp": "KCĐP"}[obj.nguon]

    @admin.display(description="tỉnh ban hành", ordering="don_vi__ten_goi__khoa_sap_xep")
    def noi(self, obj: DinhMuc) -> str:
        return obj.don_vi.ten_goi if obj.don_vi else "Cả nước"

    @admin.display(description="mức tối đa (triệu đồng)", ordering="muc_toi_da")
    def muc(self, obj: DinhMuc) -> str:
        if obj.muc_toi_da is None:
            return "không quy định"
        return f"{in_trieu(obj.muc_toi_da, None)} / {obj.don_vi_tinh}"

    @admin.display(description="tỷ lệ tối đa (%)", ordering="ty_le_toi_da")
    def ty_le(self, obj: DinhMuc) -> str:
        return "không quy định" if obj.ty_le_toi_da is None else dinh_dang(obj.ty_le_toi_da)

    @admin.display(description="hệ số ưu tiên", ordering="he_so_uu_tien")
    def he_so(self, obj: DinhMuc) -> str:
        return dinh_dang(obj.he_so_uu_tien)


@admin.register(ThoiHan)
class ThoiHanAdmin(DanhMucAdmin):
    list_display = ("ten", "nguon", "cach_tinh", "han", "ky", "can_cu", "xac_minh")
    list_filter = (*DanhMucAdmin.list_filter, "nguon", "cach_tinh")
    search_fields = ("=ma", "ten__khong_dau__contains", "can_cu__khong_dau__contains")
    fields = (
        ("ma", "ten"),
        ("nguon", "cach_tinh"),
        ("ngay", "thang"),
        ("lech_nam", "so_ngay"),
        *DanhMucAdmin.chung,
    )

    @admin.display(description="thời hạn")
    def han(self, obj: ThoiHan) -> str:
        if obj.so_ngay is not None:
            return f"{obj.so_ngay} ngày"
        if obj.thang is None:
            return f"ngày {obj.ngay} hằng tháng"
        nam = {0: "năm kế hoạch", -1: "năm trước", 1: "năm sau"}.get(obj.lech_nam, "")
        return f"{obj.ngay:02d}/{obj.thang:02d} {nam}"


@admin.register(TyLeTamUng)
class TyLeTamUngAdmin(DanhMucAdmin):
    list_display = ("noi_dung", "nguon", "phan", "khoi_luong", "ky", "can_cu", "xac_minh")
    list_filter = (*DanhMucAdmin.list_filter, "nguon")
    search_fields = ("=noi_dung", "can_cu__khong_dau__contains")
    fields = (
        ("noi_dung", "nguon"),
        ("ty_le", "khoi_luong_toi_thieu"),
        "ho_so",
        *DanhMucAdmin.chung,
    )

    @admin.display(description="tạm ứng lần một (%)", ordering="ty_le")
    def phan(self, obj: TyLeTamUng) -> str:
        return dinh_dang(obj.ty_le)

    @admin.display(description="khi khối lượng vượt (%)", ordering="khoi_luong_toi_thieu")
    def khoi_luong(self, obj: TyLeTamUng) -> str:
        return dinh_dang(obj.khoi_luong_toi_thieu)


@admin.register(YeuCauTaiLieu)
class YeuCauTaiLieuAdmin(DanhMucAdmin):
    list_display = ("ten", "buoc", "cho", "bat_buoc", "theo_thu_huong", "ky", "can_cu", "xac_minh")
    list_filter = (*DanhMucAdmin.list_filter, "buoc", "nguon", "bat_buoc")
    search_fields = ("=ma", "=noi_dung", "ten__khong_dau__contains")
    fields = (
        ("ma", "ten"),
        ("buoc", "noi_dung"),
        ("nguon", "hinh_thuc"),
        ("bat_buoc", "theo_thu_huong"),
        *DanhMucAdmin.chung,
    )

    @admin.display(description="áp dụng cho")
    def cho(self, obj: YeuCauTaiLieu) -> str:
        phan = [obj.noi_dung, obj.get_nguon_display(), obj.get_hinh_thuc_display()]
        return ", ".join(p for p in phan if p) or "Mọi đề án"


@admin.register(ThamQuyen)
class ThamQuyenAdmin(DanhMucAdmin):
    list_display = ("viec", "nguon", "dang", "cap", "ky", "can_cu", "xac_minh")
    list_filter = (*DanhMucAdmin.list_filter, "nguon", "cap")
    search_fields = ("can_cu__khong_dau__contains",)
    fields = (("viec", "nguon"), ("hinh_thuc", "cap"), *DanhMucAdmin.chung)

    @admin.display(description="hình thức", ordering="hinh_thuc")
    def dang(self, obj: ThamQuyen) -> str:
        return obj.get_hinh_thuc_display() or "Mọi hình thức"


@admin.register(DiaBanUuTien)
class DiaBanUuTienAdmin(DanhMucAdmin):
    list_display = ("xa", "tinh", "loai", "ky", "can_cu", "xac_minh")
    list_filter = (*DanhMucAdmin.list_filter, "loai")
    list_select_related = ("xa__tinh",)
    search_fields = ("xa__ten_goi__khong_dau__contains", "xa__tinh__ten_goi__khong_dau__contains")
    search_help_text = "Tìm theo tên xã hoặc tên tỉnh (không cần gõ dấu)"
    autocomplete_fields = ("xa",)
    fields = (("xa", "loai"), *DanhMucAdmin.chung)

    @admin.display(description="tỉnh, thành phố", ordering="xa__tinh__ten_goi__khoa_sap_xep")
    def tinh(self, obj: DiaBanUuTien) -> str:
        return obj.xa.tinh.ten_goi


@admin.register(MauBieu)
class MauBieuAdmin(DanhMucAdmin):
    list_display = ("ma", "ten", "ky", "can_cu", "xac_minh")
    list_display_links = ("ma", "ten")
    search_fields = ("=ma", "ten__khong_dau__contains", "can_cu__khong_dau__contains")
    fields = (("ma", "ten"), *DanhMucAdmin.chung)


@admin.register(QuyTac)
class QuyTacAdmin(DanhMucAdmin):
    list_display = ("ma", "ten", "muc_nhan", "bat", "nguong_chu", "ky", "can_cu", "xac_minh")
    list_display_links = ("ma", "ten")
    list_filter = (*DanhMucAdmin.list_filter, "muc", "bat")
    search_fields = ("=ma", "ten__khong_dau__contains", "thong_bao__khong_dau__contains")
    fields = (("ma", "ten"), ("muc", "bat"), "thong_bao", "nguong", *DanhMucAdmin.chung)

    @admin.display(description="mức", ordering="muc")
    def muc_nhan(self, obj: QuyTac) -> SafeString:
        mau = {"E": "do", "W": "vang", "A": "xanh"}
        return nhan(obj.get_muc_display(), mau[obj.muc])  # type: ignore[arg-type]

    @admin.display(description="ngưỡng")
    def nguong_chu(self, obj: QuyTac) -> str:
        return "; ".join(f"{ten} = {_chu(so)}" for ten, so in obj.nguong.items()) or "–"


def _chu(gia_tri: Any) -> str:
    if isinstance(gia_tri, list):
        return ", ".join(_chu(g) for g in gia_tri)
    return str(gia_tri)
