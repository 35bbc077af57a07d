"""Forms of the template editor: rows, columns, list structures, days of application."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from unfold.widgets import (
    UnfoldAdminExpandableTextareaWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from baocao.choices import KieuSo, LoaiKy
from baocao.models import BieuMau, ChiTieu, CotBieu
from baocao.services.bieu_mau import ban_truoc
from baocao.services.kiem_bieu import (
    DONG_DANH_SACH_TOI_DA,
    KIEU_CUA_COT,
    TEN_NGUON,
    LoiBieu,
    kiem_chi_tieu,
    kiem_cot,
    kiem_cung_ma,
    loi_cau_truc,
)

KIEU_MUC = [(ma, ten) for ma, ten in KieuSo.choices if ma != KieuSo.DANH_SACH]
_NGAY = UnfoldAdminTextInputWidget(
    attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off"}
)


GHI_CHU = "ghi_chu__"


class _BieuMauForm(forms.ModelForm):
    """The head of a version: kinds of period as boxes to tick, a note for each kind."""

    loai_ky = forms.MultipleChoiceField(
        label="Loại kỳ áp dụng", choices=LoaiKy.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ma, chu in (self.instance.ghi_chu_theo_ky or {}).items():
            self.initial.setdefault(f"{GHI_CHU}{ma}", chu)

    def clean(self) -> dict[str, Any]:
        du_lieu = super().clean() or self.cleaned_data
        ghi_chu = {ma: du_lieu.get(f"{GHI_CHU}{ma}", "").strip() for ma in LoaiKy.values}
        self.instance.ghi_chu_theo_ky = {ma: chu for ma, chu in ghi_chu.items() if chu}
        return du_lieu


BieuMauForm = type(
    "BieuMauForm",
    (_BieuMauForm,),
    {
        f"{GHI_CHU}{ma}": forms.CharField(
            label=f"Ghi chú in riêng ở kỳ {ten.lower()}",
            required=False,
            max_length=1000,
            widget=UnfoldAdminTextInputWidget,
        )
        for ma, ten in LoaiKy.choices
    },
)


class KiemCheoFormSet(BaseInlineFormSet):
    """Rows are checked against each other: formulas, circles, codes; each fault at its field."""

    def clean(self) -> None:
        super().clean()
        if any(f.errors for f in self.forms):
            return
        con = [f for f in self.forms if f.has_changed() or f.instance.pk]
        con = [f for f in con if not (self.can_delete and self._should_delete_form(f))]
        con.sort(key=lambda f: f.instance.thu_tu or 0)
        theo_ma = {f.instance.ma: f for f in con}
        le = []
        for loi in self.cac_loi([f.instance for f in con]):
            form = theo_ma.get(loi.ma)
            if form is not None and loi.truong in form.fields:
                form.add_error(loi.truong, loi.cau)
            else:
                le.append(str(loi))
        if le:
            raise ValidationError(le)

    def cac_loi(self, dong: list[Any]) -> list[LoiBieu]:
        raise NotImplementedError


class CotFormSet(KiemCheoFormSet):
    def cac_loi(self, dong: list[Any]) -> list[LoiBieu]:
        return kiem_cot(self.instance, dong)


class ChiTieuFormSet(KiemCheoFormSet):
    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Each row is offered the stored columns of its form."""
        if not hasattr(self, "_cac_cot"):
            co = self.instance.pk is not None
            self._cac_cot = list(self.instance.cot.values_list("ma", "ten")) if co else []
        chung = {"cac_cot": self._cac_cot, "tinh_toan": self.instance.la_tinh_toan}
        return super().get_form_kwargs(index) | chung

    def cac_loi(self, dong: list[Any]) -> list[LoiBieu]:
        """List structures have a page of their own; columns are checked when it is applied."""
        truoc = ban_truoc(self.instance) if self.instance.pk else None
        loi = [*kiem_chi_tieu(dong, set()), *kiem_cung_ma(dong, _dong(truoc))]
        return [x for x in loi if x.truong != "danh_sach"]


def _dong(bieu: BieuMau | None) -> list[ChiTieu]:
    return list(bieu.chi_tieu.all()) if bieu is not None else []


class CotForm(forms.ModelForm):
    class Meta:
        model = CotBieu
        fields = ("thu_tu", "ma", "ten", "kieu_cot", "kieu", "nguon_csdl", "cong_thuc", "so_le",
                  "so_le_in", "bat_buoc", "in_ra")  # fmt: skip
        widgets = {
            "kieu": UnfoldAdminSelectWidget(choices=KIEU_CUA_COT.items()),
            "nguon_csdl": UnfoldAdminSelectWidget(choices=[("", "–"), *TEN_NGUON.items()]),
        }


class ApDungForm(forms.Form):
    """From which period or day a draft is in force, and until when the former one is taken."""

    tu_ky = forms.ChoiceField(
        label="Áp dụng từ kỳ",
        required=False,
        widget=UnfoldAdminSelectWidget,
        help_text="Các bộ báo cáo đã giao vẫn theo phiên bản cũ.",
    )
    tu_ngay = forms.DateField(
        label="Hoặc có hiệu lực từ ngày",
        required=False,
        widget=_NGAY,
        help_text="Kỳ có tháng cuối từ ngày này trở đi dùng phiên bản mới. Ví dụ 01/01/2027.",
    )
    nhan_den = forms.DateField(
        label="Nhận tệp Excel của bản cũ đến hết ngày",
        required=False,
        widget=_NGAY,
        help_text="Để trống: nhận đến ngày bản cũ hết hiệu lực.",
    )

    def __init__(self, *args: Any, cac_ky: list[tuple[str, str]] = [], **kwargs: Any) -> None:  # noqa: B006
        super().__init__(*args, **kwargs)
        self.fields["tu_ky"].choices = [("", "–"), *cac_ky]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        du_lieu = super().clean() or self.cleaned_data
        ky, ngay = du_lieu.get("tu_ky"), du_lieu.get("tu_ngay")
        if ky and ngay:
            self.add_error("tu_ngay", "Chọn kỳ hoặc ghi ngày, không cả hai.")
        elif ky:
            du_lieu["tu_ngay"] = date.fromisoformat(ky)
        elif not ngay and "tu_ngay" not in self.errors:
            self.add_error("tu_ngay", "Chọn kỳ hoặc ghi ngày bắt đầu áp dụng.")
        return du_lieu


class NgungForm(forms.Form):
    den_ngay = forms.DateField(
        label="Ngày cuối còn hiệu lực",
        widget=_NGAY,
        help_text="Kỳ có tháng cuối sau ngày này không còn biểu này.",
    )
    nhan_den = forms.DateField(
        label="Nhận tệp Excel của bản này đến hết ngày", required=False, widget=_NGAY
    )


class CauTrucForm(forms.Form):
    """How long a list may be."""

    so_dong_toi_thieu = forms.IntegerField(
        label="Số dòng tối thiểu",
        min_value=0,
        max_value=DONG_DANH_SACH_TOI_DA,
        widget=UnfoldAdminIntegerFieldWidget,
    )
    so_dong_toi_da = forms.IntegerField(
        label="Số dòng tối đa",
        min_value=1,
        max_value=DONG_DANH_SACH_TOI_DA,
        widget=UnfoldAdminIntegerFieldWidget,
    )


class CotDanhSachForm(forms.Form):
    """One column of a list."""

    ma = forms.CharField(label="Mã", max_length=30, widget=UnfoldAdminTextInputWidget)
    ten = forms.CharField(label="Tên cột", max_length=160, widget=UnfoldAdminTextInputWidget)
    kieu = forms.ChoiceField(label="Kiểu", choices=KIEU_MUC, widget=UnfoldAdminSelectWidget)
    so_le = forms.IntegerField(
        label="Số lẻ",
        required=False,
        min_value=0,
        max_value=6,
        widget=UnfoldAdminIntegerFieldWidget,
    )
    bat_buoc = forms.BooleanField(label="Bắt buộc", required=False, widget=UnfoldBooleanWidget)
    la_ngay = forms.BooleanField(label="Là ngày", required=False, widget=UnfoldBooleanWidget)
    lua_chon = forms.CharField(
        label="Chỉ nhận các giá trị (mỗi dòng một giá trị)",
        required=False,
        widget=UnfoldAdminExpandableTextareaWidget(attrs={"rows": 2}),
    )

    @property
    def cot(self) -> dict[str, Any]:
        """The column as the structure keeps it."""
        d = self.cleaned_data
        cot = {"ma": d["ma"].strip(), "ten": d["ten"].strip(), "kieu": d["kieu"]}
        if d["so_le"] is not None:
            cot["so_le"] = d["so_le"]
        if d["bat_buoc"]:
            cot["bat_buoc"] = True
        if d["la_ngay"]:
            cot["dang"] = "ngay"
        if chon := [x.strip() for x in d["lua_chon"].splitlines() if x.strip()]:
            cot["lua_chon"] = chon
        return cot


class _CotDanhSachFormSet(forms.BaseFormSet):
    def clean(self) -> None:
        if any(self.errors):
            return
        loi = loi_cau_truc(KieuSo.DANH_SACH, {"cot": self.cac_cot, "so_dong_toi_da": 1})
        if loi:
            raise ValidationError(loi)

    @property
    def cac_cot(self) -> list[dict[str, Any]]:
        return [f.cot for f in self.forms if f.has_changed() and not self._should_delete_form(f)]


CotDanhSachFormSet = forms.formset_factory(
    CotDanhSachForm,
    formset=_CotDanhSachFormSet,
    extra=3,
    can_delete=True,
    max_num=20,
)


def dau_danh_sach(cau_truc: dict[str, Any]) -> list[dict[str, Any]]:
    """Initial values of the list columns."""
    return [
        {
            **c,
            "la_ngay": c.get("dang") == "ngay",
            "lua_chon": "\n".join(c.get("lua_chon", ())),
        }
        for c in cau_truc.get("cot", ())
    ]


class TaiBieuForm(forms.Form):
    """The workbook a form is drafted from."""

    tep = forms.FileField(label="Tệp Excel (.xlsx) của biểu", required=True)
    trang = forms.CharField(
        label="Tên trang",
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="Để trống: trang đầu tiên có dòng tiêu đề.",
    )
    ma = forms.RegexField(
        r"^[A-Z][A-Z0-9]{1,5}$",
        label="Mã biểu",
        widget=UnfoldAdminTextInputWidget,
        help_text="Mã đang có (tạo phiên bản mới, chỉ tiêu cùng tên giữ mã cũ) hoặc mã mới.",
        error_messages={"invalid": "Mã biểu gồm một chữ hoa rồi chữ hoa, số; ví dụ Q13."},
    )
    tien_to = forms.RegexField(
        r"^[A-Z]{1,4}$",
        label="Chữ đầu của mã chỉ tiêu mới",
        initial="CT",
        widget=UnfoldAdminTextInputWidget,
        error_messages={"invalid": "Từ một đến bốn chữ hoa không dấu, ví dụ SX."},
    )


class DauBieuForm(forms.ModelForm):
    """The head of a drafted form."""

    loai_ky = forms.MultipleChoiceField(
        label="Loại kỳ áp dụng",
        choices=LoaiKy.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = BieuMau
        fields = ("ma", "ten", "ten_ngan", "ma_bieu_chinh_thuc", "nhom", "bo_cot", "loai_ky",
                  "don_vi_tinh_chung", "can_cu", "can_xac_minh", "ghi_chu_in", "thu_tu",
                  "hieu_luc_tu")  # fmt: skip
        widgets = {
            "ma": forms.HiddenInput,
            "can_cu": forms.Textarea(attrs={"rows": 2}),
            "ghi_chu_in": forms.Textarea(attrs={"rows": 2}),
            "hieu_luc_tu": forms.DateInput(
                format="%d/%m/%Y", attrs={"placeholder": "ngày/tháng/năm"}
            ),
        }
        help_texts = {"hieu_luc_tu": "Dự kiến; ngày thật chọn khi đưa vào áp dụng."}
