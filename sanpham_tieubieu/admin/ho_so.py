"""Dossiers in the admin: the register, one page a dossier, checking steps as dialogs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from cucctdp.adminkit.base import so_nguyen
from cucctdp.adminkit.bo_loc import CoBoLoc
from cucctdp.adminkit.hop_thoai import HopThoai
from cucctdp.adminkit.lich_su import CoLichSuDong
from cucctdp.adminkit.loc import LocLuaChon
from cucctdp.adminkit.nhan import nhan
from cucctdp.adminkit.readonly import ChiXemAdmin
from cucctdp.workflow.steps import ly_do_tu_choi
from sanpham_tieubieu.admin import xem_ho_so
from sanpham_tieubieu.admin.danh_sach import CoNhom
from sanpham_tieubieu.admin.hop import mo_hop
from sanpham_tieubieu.admin.loc import LocNhom, LocTinh
from sanpham_tieubieu.admin.o_nhap import o_doan, o_ly_do, o_ngay
from sanpham_tieubieu.admin.viec_ky import Nut
from sanpham_tieubieu.admin.xuat import XuatBang
from sanpham_tieubieu.choices import DA_CONG_NHAN, PhanHoSo, TrangThaiHoSo
from sanpham_tieubieu.models import HoSoDangKy, KyBinhChon, YeuCauBoSung
from sanpham_tieubieu.services import nop
from sanpham_tieubieu.services.ket_qua import thoi_de_cu
from sanpham_tieubieu.tra_anh import tra_anh
from sanpham_tieubieu.workflow import CAC_BUOC_HO_SO


class LocKy(LocLuaChon):
    """Rounds of the last years that have dossiers."""

    title = "kỳ bình chọn"
    parameter_name = "ky"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        co = HoSoDangKy.objects.filter(ky=OuterRef("pk"))
        cac = KyBinhChon.objects.visible_to(request.user).filter(Exists(co))
        return [(str(k.pk), str(k)) for k in cac.select_related("don_vi", "xa")[:300]]


class LocSanPham(LocLuaChon):
    """Named by the address of the register of products; no list of its own."""

    title = "sản phẩm"
    parameter_name = "san_pham"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        chon = request.GET.get(self.parameter_name, "")
        if so_nguyen(chon) is None:
            return []
        cac = HoSoDangKy.objects.visible_to(request.user).filter(san_pham=chon)
        ten = cac.values_list("san_pham__ten", flat=True).first()
        return [(chon, str(ten))] if ten else []


class LocTrangThai(LocLuaChon):
    title = "trạng thái"
    parameter_name = "trang_thai"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("duoc", "Được công nhận (kể cả đã thu hồi)"), *TrangThaiHoSo.choices]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        if gia_tri == "duoc":
            return queryset.filter(trang_thai__in=DA_CONG_NHAN)
        return queryset.filter(trang_thai=gia_tri)


class LocChuY(LocLuaChon):
    """What the helpers look for first."""

    title = "cần chú ý"
    parameter_name = "chu_y"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("qua_han", "Quá hạn bổ sung"),
            ("cho", "Chờ kết luận"),
            ("nu", "Chủ là nữ"),
            ("dan_toc", "Chủ là người dân tộc thiểu số"),
            ("lang_nghe", "Sản xuất trong làng nghề"),
        ]

    def loc(self, queryset: QuerySet, gia_tri: str) -> QuerySet:
        if gia_tri == "qua_han":
            tre = YeuCauBoSung.objects.filter(
                tra_loi_luc__isnull=True, han__lt=timezone.localdate()
            )
            return queryset.filter(pk__in=tre.values("ho_so"))
        if gia_tri == "cho":
            return queryset.filter(trang_thai=TrangThaiHoSo.DA_NOP)
        if gia_tri == "lang_nghe":
            return queryset.filter(lang_nghe__isnull=False)
        return queryset.filter(**{"chu_nu" if gia_tri == "nu" else "chu_dan_toc": True})


class _LyDoForm(forms.Form):
    ly_do = o_ly_do()


class _YKienForm(forms.Form):
    y_kien = o_doan("Ý kiến", required=False)


class _BoSungForm(forms.Form):
    cac_phan = forms.MultipleChoiceField(
        label="Các phần phải bổ sung",
        choices=PhanHoSo.choices,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="Cơ sở chỉ sửa được các phần được đánh dấu.",
    )
    noi_dung = o_doan("Nội dung phải bổ sung", min_length=10, help_text="Ít nhất 10 ký tự.")
    han = o_ngay("Hạn bổ sung")


class _GiaHanForm(forms.Form):
    han = o_ngay("Hạn mới")
    ly_do = o_ly_do()


Cua = Callable[[HoSoDangKy, Mapping[str, Any], Any], Any]


def _ly_do(cua: Callable[..., Any]) -> tuple[type[forms.Form], Cua]:
    return _LyDoForm, lambda h, d, by: cua(h, ly_do=d["ly_do"], by=by)


# Steps the organiser does here; handing in and sending up are done in the portal.
BUOC: dict[str, tuple[type[forms.Form], Cua]] = {
    "hosobinhchon.chap_nhan": (
        _YKienForm,
        lambda h, d, by: nop.chap_nhan(h, y_kien=d["y_kien"], by=by),
    ),
    "hosobinhchon.yeu_cau_bo_sung": (
        _BoSungForm,
        lambda h, d, by: nop.yeu_cau_bo_sung(h, by=by, **d),
    ),
    "hosobinhchon.tu_choi": _ly_do(nop.tu_choi),
    "hosobinhchon.xet_lai": _ly_do(nop.xet_lai),
    "hosobinhchon.rut": _ly_do(nop.rut),
    "hosobinhchon.thoi_de_cu": _ly_do(thoi_de_cu),
    "hosobinhchon.tam_dung": _ly_do(nop.tam_dung),
    "hosobinhchon.tiep_tuc": _ly_do(nop.tiep_tuc),
}
_THEO_MA = {b.ten.rpartition(".")[2].replace("_", "-"): b for b in CAC_BUOC_HO_SO if b.ten in BUOC}
GIA_HAN = "gia-han"
_NGUY_HIEM = ("tu-choi", "rut", "tam-dung")


@admin.register(HoSoDangKy)
class HoSoAdmin(XuatBang, CoNhom, CoBoLoc, CoLichSuDong, ChiXemAdmin):
    ten_tep = "ho-so-binh-chon"
    cot_xuat = (
        ("Kỳ", lambda h: h.ky),
        ("Mã số", lambda h: h.ma_so),
        ("Sản phẩm", lambda h: h.ten_san_pham),
        ("Nhóm", lambda h: h.ma_nhom),
        ("Cơ sở", lambda h: h.ten_co_so),
        ("Mã số thuế", lambda h: h.ma_so_thue),
        ("Tỉnh, thành phố", lambda h: h.don_vi.ten_goi),
        ("Xã, phường", lambda h: h.xa.ten_goi),
        ("Chủ là nữ", lambda h: h.chu_nu),
        ("Chủ là người dân tộc thiểu số", lambda h: h.chu_dan_toc),
        ("Nộp lúc", lambda h: h.nop_luc),
        ("Trạng thái", lambda h: h.get_trang_thai_display()),
        ("Minh họa", lambda h: h.ky.minh_hoa),
    )
    list_display = (
        "san_pham_cot", "ky_cot", "noi", "nhom", "trang_thai_cot", "nop_cot", "chu_co_so",
    )  # fmt: skip
    list_display_links = None
    list_filter = (LocKy, LocTrangThai, LocChuY, LocNhom, LocTinh, LocSanPham)
    list_filter_submit = False
    list_fullwidth = True
    list_select_related = ("ky__don_vi", "ky__xa", "don_vi", "xa")
    show_full_result_count = False
    search_fields = (
        "ma_so__icontains",
        "ten_san_pham__khong_dau__contains",
        "ten_co_so__khong_dau__contains",
        "ma_so_thue",
    )
    search_help_text = "Tìm theo mã số, sản phẩm, cơ sở (không cần gõ dấu), mã số thuế"

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                "<int:pk>/viec/<slug:ma>/",
                self.admin_site.admin_view(self.trang_viec),
                name="sanpham_tieubieu_hosodangky_viec",
            ),
            path(
                "<int:pk>/anh/<int:anh>/",
                self.admin_site.admin_view(self.trang_anh),
                name="sanpham_tieubieu_hosodangky_anh",
            ),
            *super().get_urls(),
        ]

    @admin.display(description="sản phẩm, cơ sở", ordering="ten_san_pham__khoa_sap_xep")
    def san_pham_cot(self, obj: HoSoDangKy) -> SafeString:
        return format_html(
            '<div class="bc-dai"><a class="bc-lien" href="{}">{}</a>'
            '<span class="bc-duoi">{} {}</span>{}</div>',
            reverse("admin:sanpham_tieubieu_hosodangky_change", args=[obj.pk]),
            obj.ten_san_pham,
            obj.ma_so,
            obj.ten_co_so,
            nhan("Minh họa", "vang") if obj.ky.minh_hoa else "",
        )

    @admin.display(description="kỳ", ordering="ky__nam")
    def ky_cot(self, obj: HoSoDangKy) -> str:
        return str(obj.ky)

    @admin.display(description="tỉnh; xã, phường", ordering="don_vi__ten_goi__khoa_sap_xep")
    def noi(self, obj: HoSoDangKy) -> SafeString:
        return format_html('{}<span class="bc-duoi">{}</span>', obj.don_vi.ten_goi, obj.xa.ten_goi)

    @admin.display(description="nhóm", ordering="ma_nhom")
    def nhom(self, obj: Any) -> str:
        return str(obj.ten_nhom)

    @admin.display(description="trạng thái", ordering="trang_thai")
    def trang_thai_cot(self, obj: HoSoDangKy) -> SafeString:
        return xem_ho_so.nhan_ho_so(obj)

    @admin.display(description="nộp lúc", ordering="nop_luc")
    def nop_cot(self, obj: HoSoDangKy) -> str:
        return f"{timezone.localtime(obj.nop_luc):%d/%m/%Y %H:%M}" if obj.nop_luc else "–"

    @admin.display(description="chủ cơ sở")
    def chu_co_so(self, obj: HoSoDangKy) -> str:
        cac = [t for co, t in ((obj.chu_nu, "nữ"), (obj.chu_dan_toc, "dân tộc thiểu số")) if co]
        return ", ".join(cac) or "–"

    # --- one dossier -------------------------------------------------------------------------
    def lay(self, request: HttpRequest, pk: int | str) -> HoSoDangKy:
        """The dossier, or 404: another's does not exist for this account."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        so = so_nguyen(str(pk))
        rows = HoSoDangKy.objects.visible_to(request.user).select_related(
            "ky__don_vi", "ky__xa__tinh", "don_vi", "xa__tinh", "san_pham__co_so__xa",
            "lang_nghe", "tu_ho_so__ky__don_vi", "tu_ho_so__ky__xa", "gcn_duoi",
        )  # fmt: skip
        ho_so: HoSoDangKy | None = rows.filter(pk=so).first() if so is not None else None
        if ho_so is None:
            raise Http404("Không có hồ sơ này.")
        return ho_so

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is None or request.method != "GET":
            raise PermissionDenied
        h = self.lay(request, object_id)
        ngu_canh = self.admin_site.each_context(request) | {
            "title": str(h),
            "opts": self.opts,
            "h": h,
            "nut": cac_nut(h, request.user),
            **xem_ho_so.ngu_canh(h, request),
        }
        return TemplateResponse(request, "admin/sanpham_tieubieu/ho_so/xem.html", ngu_canh)

    def trang_anh(self, request: HttpRequest, pk: int, anh: int) -> HttpResponse:
        """A photo of the dossier on its page."""
        rows = self.lay(request, pk).anh.select_related("tep")
        return tra_anh(get_object_or_404(rows, pk=anh))

    def trang_viec(self, request: HttpRequest, pk: int, ma: str) -> HttpResponse:
        """One step of the dossier."""
        h = self.lay(request, pk)
        ve = reverse("admin:sanpham_tieubieu_hosodangky_change", args=[h.pk])
        gui = (request.POST,) if request.method == "POST" else ()
        form: forms.Form
        if ma == GIA_HAN:
            if not request.user.has_perm("sanpham_tieubieu.tham_tra_ho_so"):
                raise PermissionDenied
            form, nhan_nut = _GiaHanForm(*gui), "Gia hạn bổ sung"

            def lam() -> Any:
                return nop.gia_han_bo_sung(h, by=request.user, **form.cleaned_data)

        else:
            buoc = _THEO_MA.get(ma)
            if buoc is None:
                raise Http404("Không có bước này.")
            if not request.user.has_perm(buoc.quyen):
                raise PermissionDenied
            lop, cua = BUOC[buoc.ten]
            form, nhan_nut = lop(*gui), buoc.nhan

            def lam() -> Any:
                return cua(h, form.cleaned_data, request.user)

        hop = HopThoai(f"{nhan_nut}: {h}", nhan_nut, ve, nguy_hiem=ma in _NGUY_HIEM)
        return mo_hop(request, self.admin_site, hop, form, lam, f"Đã xong: {nhan_nut.lower()}.")


def cac_nut(h: HoSoDangKy, user: Any) -> list[Nut]:
    """Buttons of the steps this account may do on the dossier now."""

    def duong(ma: str) -> str:
        return reverse("admin:sanpham_tieubieu_hosodangky_viec", args=[h.pk, ma])

    nut = [
        Nut(b.nhan, duong(ma), ma in _NGUY_HIEM, chinh=ma == "chap-nhan")
        for ma, b in _THEO_MA.items()
        if h.trang_thai in b.tu and not ly_do_tu_choi(b, h, user, thuoc={h.pk})
    ]
    cho = h.trang_thai == TrangThaiHoSo.YEU_CAU_BO_SUNG
    if cho and any(n.duong == duong("tu-choi") for n in nut):
        nut.insert(0, Nut("Gia hạn bổ sung", duong(GIA_HAN), chinh=False))
    return nut
