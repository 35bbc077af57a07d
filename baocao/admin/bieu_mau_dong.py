"""Fields of one row in the template editor: codes as checked text, kinds of period as boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from unfold.widgets import (
    UnfoldAdminExpandableTextareaWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from baocao.bieu_thuc import BieuThuc, BieuThucSai
from baocao.choices import BatBuoc, LoaiKy
from baocao.models import BieuMau, ChiTieu

_MA_DAI = 12
BAT_BUOC_KY = "bat_buoc_ky__"
CAC_BAT_BUOC_KY = tuple(f"{BAT_BUOC_KY}{ma}" for ma in LoaiKy.values)
CAC_NGUON = ("nguon_bieu", "nguon_chi_tieu", "nguon_cot")


def tach_ma(van_ban: str) -> list[str]:
    """«CT01, CT02; CT03» → three codes; commas, semicolons and blanks part them."""
    return [m for m in re.split(r"[,;\s]+", van_ban) if m]


def _kiem_ma(cac_ma: Sequence[str]) -> None:
    """ValidationError naming each code that is too long or written twice."""
    loi = [f"Mã «{m[:30]}» dài quá {_MA_DAI} ký tự." for m in cac_ma if len(m) > _MA_DAI]
    loi += [f"Mã «{m}» ghi hai lần." for m in dict.fromkeys(cac_ma) if cac_ma.count(m) > 1]
    if loi:
        raise ValidationError(loi)


class DanhSachMaField(forms.CharField):
    """Codes of rows, parted by commas; whether they exist is told by the check of the form."""

    widget = UnfoldAdminTextInputWidget

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return tach_ma(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        _kiem_ma(value)

    def run_validators(self, value: Any) -> None:
        """The length of the text is no matter; the codes have been checked."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != tach_ma(data or "")


class NhieuCachField(forms.CharField):
    """Other ways to divide a sum: one way a line, codes parted by commas."""

    widget = UnfoldAdminExpandableTextareaWidget(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(", ".join(cach) for cach in value)
        return value

    def to_python(self, value: Any) -> Any:
        dong = (super().to_python(value) or "").splitlines()
        return [cac_ma for d in dong if (cac_ma := tach_ma(d))]

    def validate(self, value: Any) -> None:
        for i, cach in enumerate(value, 1):
            try:
                _kiem_ma(cach)
            except ValidationError as exc:
                raise ValidationError([f"Dòng {i}: {c}" for c in exc.messages]) from exc

    def run_validators(self, value: Any) -> None:
        """As for one list of codes."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)


class _ChiTieuForm(forms.ModelForm):
    """One row. ``cac_cot``: (code, name) of the stored columns; ``tinh_toan``: a computed form."""

    loai_ky = forms.MultipleChoiceField(
        label="Chỉ ở loại kỳ",
        choices=LoaiKy.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn: mọi kỳ của biểu.",
    )
    cot_khong_ap_dung = forms.MultipleChoiceField(
        label="Cột không áp dụng",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Cột mới thêm hiện ở đây sau khi lưu.",
    )
    tong_cua = DanhSachMaField(
        label="Tổng của",
        required=False,
        help_text="Mã các chỉ tiêu cộng lại thành chỉ tiêu này, cách nhau dấu phẩy.",
    )
    tong_cua_phu = NhieuCachField(
        label="Những cách chia khác của tổng",
        required=False,
        help_text="Mỗi dòng một cách chia, ví dụ XK21, XK22.",
    )
    nguon_bieu = forms.CharField(
        label="Lấy từ biểu",
        required=False,
        max_length=10,
        widget=UnfoldAdminTextInputWidget,
        help_text="Chỉ biểu tự tính, ví dụ Q01.",
    )
    nguon_chi_tieu = forms.CharField(
        label="Chỉ tiêu nguồn",
        required=False,
        max_length=_MA_DAI,
        widget=UnfoldAdminTextInputWidget,
    )
    nguon_cot = forms.CharField(
        label="Cột nguồn hoặc biểu thức",
        required=False,
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text="Mã cột, ví dụ A4, hoặc biểu thức của các cột, ví dụ [A4] / [A5] * 100.",
    )

    def __init__(
        self,
        *args: Any,
        cac_cot: Sequence[tuple[str, str]] = (),
        tinh_toan: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        co = {ma for ma, _ in cac_cot}
        la = [m for m in self.instance.cot_khong_ap_dung if m not in co]
        cot: Any = self.fields["cot_khong_ap_dung"]
        cot.choices = [*((ma, f"{ma} – {ten}") for ma, ten in cac_cot), *((m, m) for m in la)]
        for ma, muc in (self.instance.bat_buoc_theo_ky or {}).items():
            self.initial.setdefault(f"{BAT_BUOC_KY}{ma}", muc)
        nguon = self.instance.nguon_tong_hop or {}
        self.initial.setdefault("nguon_bieu", nguon.get("bieu", ""))
        self.initial.setdefault("nguon_chi_tieu", nguon.get("chi_tieu", ""))
        self.initial.setdefault("nguon_cot", nguon.get("cot") or nguon.get("bieu_thuc", ""))
        # A figure of the system itself has a name in code: it only shows, in the note.
        if not tinh_toan or "he_thong" in nguon:
            for ten in CAC_NGUON:
                self.fields[ten].disabled = True

    def clean(self) -> dict[str, Any]:
        du_lieu = super().clean() or self.cleaned_data
        rieng = {ma: du_lieu.get(f"{BAT_BUOC_KY}{ma}") for ma in LoaiKy.values}
        self.instance.bat_buoc_theo_ky = {ma: muc for ma, muc in rieng.items() if muc}
        if not self.fields["nguon_bieu"].disabled and CAC_NGUON[0] in du_lieu:
            self.instance.nguon_tong_hop = self._nguon(du_lieu)
        return du_lieu

    def _nguon(self, du_lieu: dict[str, Any]) -> dict[str, str]:
        """The source as it is stored; each wrong part is told at its own field."""
        bieu, ct, cot = ((du_lieu.get(ten) or "").strip() for ten in CAC_NGUON)
        if not bieu and not ct and not cot:
            return {}
        for ten, gia_tri in zip(CAC_NGUON, (bieu, ct, cot), strict=True):
            if not gia_tri:
                self.add_error(ten, "Ghi đủ biểu, chỉ tiêu và cột nguồn, hoặc để trống cả ba.")
        if not (bieu and ct and cot):
            return {}
        nguon = BieuMau.objects.filter(ma=bieu).exclude(trang_thai="thoi").order_by("-phien_ban")
        ban = nguon.prefetch_related("cot", "chi_tieu").first()
        if ban is None:
            self.add_error("nguon_bieu", f"Không có biểu «{bieu}».")
            return {}
        if ct not in {c.ma for c in ban.chi_tieu.all()}:
            self.add_error("nguon_chi_tieu", f"Biểu {bieu} không có chỉ tiêu «{ct}».")
        cac_cot = {c.ma for c in ban.cot.all()}
        if re.fullmatch(r"[A-Z][A-Z0-9]{0,3}", cot):
            if cot not in cac_cot:
                self.add_error("nguon_cot", f"Biểu {bieu} không có cột «{cot}».")
            return {"bieu": bieu, "chi_tieu": ct, "cot": cot}
        try:
            thieu = [m for m in BieuThuc(cot).tham_chieu if m not in cac_cot]
        except BieuThucSai as exc:
            self.add_error("nguon_cot", f"Biểu thức chưa đúng: {exc}.")
        else:
            if thieu:
                self.add_error("nguon_cot", f"Biểu {bieu} không có cột {', '.join(thieu)}.")
        return {"bieu": bieu, "chi_tieu": ct, "bieu_thuc": cot}

    class Meta:
        model = ChiTieu
        fields = (
            "thu_tu", "ma", "stt", "muc", "ten", "dvt", "kieu", "so_le", "cha", "cap",
            "dai_luong", "tong_hop", "tu_so", "mau_so", "tong_cua", "tong_cua_phu",
            "la_tap_con_cua", "bat_buoc", "loai_ky", "cot_khong_ap_dung", "cho_am", "mua_vu",
            "do_dai_toi_da", "thay_cho", "cong_thuc", "ghi_chu",
        )  # fmt: skip
        help_texts = {
            "thay_cho": (
                "Mã của chỉ tiêu ở phiên bản trước mà chỉ tiêu này thay. Cùng đơn vị tính, kiểu và "
                "loại đại lượng thì số các kỳ cũ được nối tiếp; khác thì chuỗi bắt đầu lại."
            )
        }


ChiTieuForm = type(
    "ChiTieuForm",
    (_ChiTieuForm,),
    {
        "Meta": _ChiTieuForm.Meta,
        **{
            f"{BAT_BUOC_KY}{ma}": forms.ChoiceField(
                label=f"Bắt buộc ở kỳ {ten.lower()}",
                required=False,
                choices=[("", "Theo mức chung"), *BatBuoc.choices],
                widget=UnfoldAdminSelectWidget,
            )
            for ma, ten in LoaiKy.choices
        },
    },
)
