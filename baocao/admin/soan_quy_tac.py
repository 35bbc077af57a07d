"""The rule editor: conditions as three boxes or one, thresholds as fields, a dry run, versions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from unfold.widgets import (
    UnfoldAdminDateWidget,
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from baocao import nhan_mau as nhan
from baocao.admin.can_cu import CoCanCu
from baocao.admin.xem_quy_tac import CHI_XEM, PHAM_VI, XemQuyTac
from baocao.checks.registry import ten_cac_phep
from baocao.choices import LoaiKy, MucDo
from baocao.models import BieuMau, QuyTacKiemTra
from baocao.services import quy_tac as dich_vu
from cucctdp.accounts.roles import VAI_TRO
from cucctdp.adminkit.base import ScopedAdmin
from cucctdp.adminkit.lich_su import CoLichSuDong

PHEP = ("", "==", "!=", "<", "<=", ">", ">=")
NGUONG = "nguong__"
_NHIEU = forms.CheckboxSelectMultiple


def tach_so_sanh(dieu_kien: str) -> tuple[str, str, str]:
    """Split a condition that is one comparison into its three parts, else ("", "", "")."""
    sau, trong_o, cho = 0, False, []
    i = 0
    while i < len(dieu_kien):
        chu = dieu_kien[i]
        if chu == "[":
            trong_o = True
        elif chu == "]":
            trong_o = False
        elif chu == "(":
            sau += 1
        elif chu == ")":
            sau -= 1
        elif not sau and not trong_o and chu in "=!<>":
            phep = dieu_kien[i : i + 2] if dieu_kien[i + 1 : i + 2] == "=" else chu
            cho.append((i, phep))
            i += len(phep) - 1
        i += 1
    tu = dieu_kien.replace("(", " ").replace(")", " ").split()
    if len(cho) != 1 or {"and", "or", "not"} & {*tu}:
        return "", "", ""
    vi_tri, phep = cho[0]
    return dieu_kien[:vi_tri].strip(), phep, dieu_kien[vi_tri + len(phep) :].strip()


class QuyTacForm(forms.ModelForm):
    """Everything that would make a rule fail when it runs is told here, at its field."""

    ve_trai = forms.CharField(label="Vế trái", required=False, widget=UnfoldAdminTextInputWidget)
    phep = forms.ChoiceField(
        label="Phép so sánh",
        required=False,
        choices=[(p, p or "–") for p in PHEP],
        widget=UnfoldAdminSelectWidget,
    )
    ve_phai = forms.CharField(label="Vế phải", required=False, widget=UnfoldAdminTextInputWidget)
    pham_vi = forms.ChoiceField(label="Phạm vi", choices=PHAM_VI, widget=UnfoldAdminSelectWidget)
    ap_bieu = forms.MultipleChoiceField(label="Biểu áp dụng", required=False, widget=_NHIEU)
    ap_loai_ky = forms.MultipleChoiceField(
        label="Chỉ ở loại kỳ", required=False, choices=LoaiKy.choices, widget=_NHIEU
    )
    ap_chi_tieu = forms.CharField(
        label="Chỉ các chỉ tiêu",
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="Mã cách nhau dấu phẩy, ví dụ KC11, KC12. Để trống: mọi chỉ tiêu.",
    )
    ap_cot = forms.CharField(
        label="Chỉ các cột",
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="Ví dụ A3, A4; hoặc một trong: bat_buoc, nhap, so.",
    )
    vai_tro_bo_qua = forms.MultipleChoiceField(
        label="Vai trò được xác nhận bỏ qua lỗi",
        required=False,
        choices=[(ma, hang.ten) for ma, hang in VAI_TRO.items() if hang.la_so],
        widget=_NHIEU,
    )
    nguong_ten = forms.CharField(
        label="Thêm ngưỡng: tên",
        required=False,
        max_length=30,
        widget=UnfoldAdminTextInputWidget,
        help_text="Chữ thường không dấu, ví dụ lech. Dùng tên này trong điều kiện.",
    )
    nguong_gia_tri = forms.DecimalField(
        label="Thêm ngưỡng: giá trị", required=False, widget=UnfoldAdminDecimalFieldWidget
    )
    ap_dung_tu = forms.DateField(
        label="Áp dụng từ ngày",
        required=False,
        widget=UnfoldAdminDateWidget,
        help_text="Quy tắc đã có hiệu lực không sửa đè: thay đổi thành một bản mới từ ngày này.",
    )

    class Meta:
        model = QuyTacKiemTra
        fields = ("ma", "ten", "muc_do", "loai", "pham_vi", "dieu_kien", "ham", "thong_bao",
                  "cho_mien_tru", "can_cu", "can_xac_minh", "dang_dung", "hieu_luc_tu",
                  "hieu_luc_den")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        qt = self.instance
        loc = qt.ap_dung or {}
        if "ap_bieu" in self.fields:
            co = BieuMau.objects.order_by("thu_tu", "ma").values_list("ma", "ten_ngan")
            self.fields["ap_bieu"].choices = [(m, f"{m} – {t}") for m, t in dict(co).items()]  # type: ignore[attr-defined]
        if "ham" in self.fields:
            self.fields["ham"] = forms.ChoiceField(
                label="Phép kiểm tra riêng",
                required=False,
                choices=[("", "–"), *((t, t) for t in sorted(ten_cac_phep()))],
                widget=UnfoldAdminSelectWidget,
            )
        for ten in ("dieu_kien", "thong_bao", "can_cu"):
            if ten in self.fields:
                self.fields[ten].widget = UnfoldAdminTextareaWidget(attrs={"rows": 2})
        trai, phep, phai = tach_so_sanh(qt.dieu_kien)
        dau = {
            "ve_trai": trai,
            "phep": phep,
            "ve_phai": phai,
            "ap_bieu": loc.get("bieu", []),
            "ap_loai_ky": loc.get("loai_ky", []),
            "ap_chi_tieu": _ra_chu(loc.get("chi_tieu")),
            "ap_cot": _ra_chu(loc.get("cot")),
            "vai_tro_bo_qua": qt.bo_qua_boi,
            **{f"{NGUONG}{ten}": so for ten, so in (qt.nguong or {}).items()},
        }
        self.initial = {**dau, **self.initial}

    def clean(self) -> dict[str, Any]:
        du_lieu = super().clean() or self.cleaned_data
        self._gop_dieu_kien(du_lieu)
        self._gop_nguong(du_lieu)
        self._gop_ap_dung(du_lieu)
        self._kiem(du_lieu)
        return du_lieu

    def _gop_dieu_kien(self, du_lieu: dict[str, Any]) -> None:
        """The three boxes win when they were changed and the whole condition was not."""
        ba = [du_lieu.get(t, "").strip() for t in ("ve_trai", "phep", "ve_phai")]
        doi_ba = bool({"ve_trai", "phep", "ve_phai"} & {*self.changed_data})
        if not doi_ba:
            return
        if "dieu_kien" in self.changed_data and du_lieu.get("dieu_kien"):
            self.add_error(
                "dieu_kien", "Chỉ sửa một chỗ: hoặc vế trái, phép, vế phải, hoặc điều kiện đầy đủ."
            )
            return
        if not all(ba):
            if any(ba):
                self.add_error("ve_trai", "Cần đủ vế trái, phép so sánh và vế phải.")
            return
        du_lieu["dieu_kien"] = self.instance.dieu_kien = " ".join(ba)

    def _gop_nguong(self, du_lieu: dict[str, Any]) -> None:
        nguong: dict[str, str] = {}
        for ten, so in du_lieu.items():
            if ten.startswith(NGUONG) and so is not None:
                nguong[ten.removeprefix(NGUONG)] = _so(so)
        ten, so = du_lieu.get("nguong_ten", "").strip(), du_lieu.get("nguong_gia_tri")
        if bool(ten) != (so is not None):
            self.add_error("nguong_ten", "Ngưỡng mới cần cả tên và giá trị.")
        elif ten:
            if not ten.isidentifier() or not ten.isascii() or ten in dich_vu.TEN_CO_SAN:
                self.add_error("nguong_ten", f"Tên «{ten}» không dùng được làm tên ngưỡng.")
            nguong[ten] = _so(so)
        self.nguong_moi = nguong

    def _gop_ap_dung(self, du_lieu: dict[str, Any]) -> None:
        loc = dict(self.instance.ap_dung or {})
        for khoa, gia_tri in (
            ("bieu", du_lieu.get("ap_bieu")),
            ("loai_ky", du_lieu.get("ap_loai_ky")),
            ("chi_tieu", _tu_chu(du_lieu.get("ap_chi_tieu", ""), ("tong_cua", "la_tap_con_cua"))),
            ("cot", _tu_chu(du_lieu.get("ap_cot", ""), ("bat_buoc", "nhap", "so"))),
        ):
            if gia_tri:
                loc[khoa] = gia_tri
            else:
                loc.pop(khoa, None)
        self.ap_dung_moi = loc

    def _kiem(self, du_lieu: dict[str, Any]) -> None:
        tu, den = du_lieu.get("hieu_luc_tu"), du_lieu.get("hieu_luc_den")
        if tu and den and den < tu:
            self.add_error("hieu_luc_den", "Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi.")
        loai, dieu_kien = du_lieu.get("loai"), du_lieu.get("dieu_kien", "")
        if loai == QuyTacKiemTra.Loai.DIEU_KIEN:
            if du_lieu.get("pham_vi") == "bo":
                self.add_error("pham_vi", "Quy tắc của cả bộ phải là phép kiểm tra riêng.")
            if not dieu_kien:
                self.add_error("dieu_kien", "Quy tắc cần điều kiện.")
                return
            cac_loi = dich_vu.loi_bieu_thuc(
                dieu_kien, nguong=self.nguong_moi, cac_bieu=self.ap_dung_moi.get("bieu", ())
            )
            if cac_loi and dieu_kien != self.data.get("dieu_kien"):
                # Places are counted in the joined text, which no box shows.
                cac_loi.insert(0, f"Điều kiện ghép từ ba ô: {dieu_kien}")
            for cau in cac_loi:
                self.add_error("dieu_kien", cau)
        elif loai == QuyTacKiemTra.Loai.HAM and not du_lieu.get("ham"):
            self.add_error("ham", "Chọn phép kiểm tra riêng.")

    @property
    def doi_noi_dung(self) -> bool:
        """True when what the rule says changes, not only its name or its end."""
        doi = {t for t in self.changed_data if t != "ap_dung_tu"}
        return bool(doi - dich_vu.SUA_TAI_CHO)

    def dung_quy_tac(self) -> QuyTacKiemTra:
        """The instance with everything the boxes say; nothing is saved."""
        qt = self.instance
        qt.dieu_kien = self.cleaned_data.get("dieu_kien", "")
        qt.nguong, qt.ap_dung = self.nguong_moi, self.ap_dung_moi
        qt.bo_qua_boi = self.cleaned_data.get("vai_tro_bo_qua", [])
        return qt


class SuaQuyTacForm(QuyTacForm):
    """A rule that has been in force asks from when a changed version applies."""

    def clean(self) -> dict[str, Any]:
        du_lieu = super().clean()
        goc = QuyTacKiemTra.objects.filter(pk=self.instance.pk).first()
        self.can_ban_moi = bool(goc and dich_vu.dang_dung_that(goc) and self.doi_noi_dung)
        if self.can_ban_moi and not du_lieu.get("ap_dung_tu") and not self.errors:
            self.add_error("ap_dung_tu", "Quy tắc đang dùng: chọn ngày bắt đầu áp dụng bản đã sửa.")
        return du_lieu


def _ra_chu(gia_tri: Any) -> str:
    return gia_tri if isinstance(gia_tri, str) else ", ".join(gia_tri or ())


def _tu_chu(chu: str, ten_rieng: tuple[str, ...]) -> Any:
    """A list of codes, or one of the words that stand for many."""
    chu = chu.strip()
    return chu if chu in ten_rieng else [m.strip() for m in chu.split(",") if m.strip()]


def _so(so: Any) -> str:
    return f"{Decimal(str(so)).normalize():f}"


@admin.register(QuyTacKiemTra)
class QuyTacKiemTraAdmin(CoCanCu, XemQuyTac, CoLichSuDong, ScopedAdmin):
    form = QuyTacForm
    change_form_template = "admin/baocao/quytackiemtra/change_form.html"
    add_form_template = "admin/baocao/quytackiemtra/change_form.html"
    list_display = ("ma", "ten", "muc", "noi_kiem", "hieu_luc_tu", "hieu_luc_den", "dang_dung")
    list_display_links = ("ma", "ten")
    list_filter = ("muc_do", "loai", "dang_dung", "can_xac_minh")
    search_fields = ("=ma", "ten__khong_dau__contains", "thong_bao__khong_dau__contains")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """One field for each threshold the rule has; readers get no editor."""
        if obj is not None and not self.has_change_permission(request, obj):
            return super().get_form(request, obj, change=change, **kwargs)
        goc = SuaQuyTacForm if obj is not None else QuyTacForm
        truong = {
            f"{NGUONG}{ten}": forms.DecimalField(
                label=f"Ngưỡng «{ten}»", widget=UnfoldAdminDecimalFieldWidget
            )
            for ten in (obj.nguong if obj is not None else {})
        }
        kwargs["form"] = type("QuyTacDongForm", (goc,), truong)
        kwargs["fields"] = None
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is not None and not self.has_change_permission(request, obj):
            return CHI_XEM
        nguong = [f"{NGUONG}{ten}" for ten in (obj.nguong if obj is not None else {})]
        ngay: list[Any] = [("hieu_luc_tu", "hieu_luc_den"), "dang_dung"]
        if obj is not None:
            ngay.insert(0, "ap_dung_tu")
        can_cu = ["can_cu"] if obj is None else ["can_cu", "van_ban_can_cu"]
        them = [("nguong_ten", "nguong_gia_tri")]
        return (
            (None, {"fields": (("ma", "muc_do"), "ten", "thong_bao")}),
            (
                "Điều kiện vi phạm",
                {
                    "fields": (
                        ("loai", "pham_vi"),
                        ("ve_trai", "phep", "ve_phai"),
                        "dieu_kien",
                        "ham",
                    ),
                    "description": "Điều kiện ĐÚNG nghĩa là quy tắc BỊ VI PHẠM. Sửa ba ô vế trái, "
                    "phép, vế phải, hoặc viết điều kiện đầy đủ khi cần nối nhiều vế. Ô viết trong "
                    "ngoặc vuông: [A4], [KC11.A4], [cung_ky.A3], [Q02.SP33.A3].",
                },
            ),
            ("Ngưỡng", {"fields": [*nguong, *them]}),
            (
                "Áp dụng cho",
                {"fields": ("ap_bieu", "ap_loai_ky", ("ap_chi_tieu", "ap_cot"))},
            ),
            ("Bỏ qua, miễn trừ", {"fields": ("vai_tro_bo_qua", "cho_mien_tru")}),
            ("Hiệu lực và căn cứ", {"fields": [*ngay, *can_cu, "can_xac_minh"]}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None or not self.has_change_permission(request, obj):
            return ()
        khoa = ("ma", "hieu_luc_tu") if dich_vu.dang_dung_that(obj) else ("ma",)
        return (*khoa, "van_ban_can_cu")

    def get_urls(self) -> list[URLPattern]:
        trang = self.admin_site.admin_view(self.trang_chay_thu)
        return [
            path("chay-thu/", trang, name="baocao_quytackiemtra_thu_moi"),
            path("<int:pk>/chay-thu/", trang, name="baocao_quytackiemtra_thu"),
            *super().get_urls(),
        ]

    def trang_chay_thu(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Dry run: POST runs what stands in the form, GET the stored rule; nothing is saved."""
        obj = self.get_object(request, str(pk)) if pk is not None else None
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        if (pk is not None and obj is None) or (pk is None and request.method != "POST"):
            raise Http404("Không có quy tắc này.")
        form, ket = None, None
        if request.method == "POST":
            form = self.get_form(request, obj, change=obj is not None)(request.POST, instance=obj)
            # The day of a new version is asked when saving, not when trying.
            loi_thu = {k: v for k, v in form.errors.items() if k != "ap_dung_tu"}
            if not loi_thu:
                ket = dich_vu.chay_thu(form.dung_quy_tac(), by=request.user)
        elif obj is not None:
            ket = dich_vu.chay_thu(obj, by=request.user)
        ngu_canh = self.admin_site.each_context(request) | {
            "title": f"Chạy thử quy tắc {obj.ma if obj is not None else ''}".strip(),
            "form": form,
            "ket": ket,
            "duong_ve": reverse("admin:baocao_quytackiemtra_change", args=[pk])
            if pk is not None
            else reverse("admin:baocao_quytackiemtra_add"),
            "opts": self.model._meta,
        }
        return TemplateResponse(
            request,
            "admin/baocao/quytackiemtra/chay_thu.html",
            ngu_canh,
            status=200 if ket is not None else 422,
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A rule in use gets a dated version; a new or future one is written as it is."""
        obj = form.dung_quy_tac()
        if not (change and getattr(form, "can_ban_moi", False)):
            super().save_model(request, obj, form, change)
            return
        goc = QuyTacKiemTra.objects.get(pk=obj.pk)
        try:
            dich_vu.ban_moi(goc, obj, tu_ngay=form.cleaned_data["ap_dung_tu"], by=request.user)
        except ValidationError as loi:
            obj.pk = goc.pk
            messages.error(request, " ".join(loi.messages))
            return
        messages.info(
            request,
            f"Bản cũ của {obj.ma} hết hiệu lực trước ngày {obj.hieu_luc_tu:%d/%m/%Y}; "
            "bản mới áp dụng từ ngày đó.",
        )

    @admin.display(description="mức", ordering="muc_do")
    def muc(self, obj: QuyTacKiemTra) -> SafeString:
        return nhan.nhan_muc_do(MucDo(obj.muc_do))
