"""Who reports in a province, as the Sở looks at it; what the form of an appointment takes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from cucctdp.accounts.models import User
from cucctdp.donvi.models import Xa
from cucctdp.formats.chu import khoa_tim
from cucctdp.formats.functions import KhoaSapXep
from cumcongnghiep.choices import VaiTroBaoCao
from cumcongnghiep.models import Cum, DuAn, NguoiBaoCao

# A search that finds more than this is told to be narrowed.
SO_TIM = 20
TEN_DOI_TUONG = {
    VaiTroBaoCao.DU_AN: "dự án",
    VaiTroBaoCao.CDT: "cụm",
    VaiTroBaoCao.XA: "xã, phường",
}


def cac_giao(user: Any, *, vai_tro: str = "", het: bool = False, tim: str = "") -> QuerySet:
    """Appointments the user may see with ``giao_luc``, the moment each was made; newest first.

    ``het``: the ended ones instead of those that stand; ``tim``: in names, without diacritics.
    """
    rows = (
        NguoiBaoCao.objects.visible_to(user)
        .filter(thoi_tu__isnull=not het)
        .select_related("nguoi", "don_vi", "du_an__cum", "cum", "xa")
        .voi_ngay_giao()
    )
    if vai_tro in VaiTroBaoCao.values:
        rows = rows.filter(vai_tro=vai_tro)
    if khoa := khoa_tim(tim):
        rows = rows.filter(
            Q(nguoi__username__icontains=tim.strip())
            | Q(nguoi__ho_ten__khong_dau__contains=khoa)
            | Q(du_an__ten__khong_dau__contains=khoa)
            | Q(cum__ten__khong_dau__contains=khoa)
            | Q(xa__ten_goi__khong_dau__contains=khoa)
        )
    return rows.order_by("-thoi_tu", "-pk") if het else rows.order_by("vai_tro", "-pk")


def doi_tuong(user: Any, vai_tro: str) -> QuerySet:
    """What an account can be appointed for in the province of the user."""
    if vai_tro == VaiTroBaoCao.DU_AN:
        return DuAn.objects.visible_to(user).select_related("cum").order_by(KhoaSapXep("ten"), "pk")
    if vai_tro == VaiTroBaoCao.CDT:
        return Cum.objects.visible_to(user).order_by(KhoaSapXep("ten"), "pk")
    xa = Xa.objects.filter(tinh=user.don_vi_id, hieu_luc_den__isnull=True)
    return xa.theo_ten()


def tim_doi_tuong(user: Any, vai_tro: str, tim: str) -> QuerySet:
    """Objects of a role by name, without diacritics; all of them when nothing is searched."""
    rows = doi_tuong(user, vai_tro)
    khoa = khoa_tim(tim)
    if not khoa:
        return rows
    if vai_tro == VaiTroBaoCao.DU_AN:
        return rows.filter(
            Q(ten__khong_dau__contains=khoa)
            | Q(nha_dau_tu__khong_dau__contains=khoa)
            | Q(ma_so_thue=tim.strip())
        )
    if vai_tro == VaiTroBaoCao.CDT:
        return rows.filter(Q(ten__khong_dau__contains=khoa) | Q(ma__iexact=tim.strip()))
    return rows.filter(Q(ten_goi__khong_dau__contains=khoa) | Q(ma=tim.strip()))


def ten_cua(x: DuAn | Cum | Xa) -> str:
    """A line that tells one object from others of the same name."""
    if isinstance(x, DuAn):
        return f"{x.ten} – {x.nha_dau_tu} ({x.cum})"
    if isinstance(x, Cum):
        return f"{x} ({x.ma})"
    return str(x)


class _ChonDoiTuong(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return ten_cua(obj)


class GiaoForm(forms.Form):
    """One appointment: the object among what was found, the account by its login name."""

    doi_tuong = _ChonDoiTuong(
        queryset=Cum.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Chọn đối tượng báo cáo trong danh sách.",
            "invalid_choice": "Đối tượng này không có trong tỉnh của bạn.",
        },
    )
    tai_khoan = forms.CharField(
        label="Tên đăng nhập của tài khoản báo cáo",
        max_length=150,
        help_text="Tài khoản «Đơn vị báo cáo cụm công nghiệp» do Cục cấp; ghi đúng tên đăng nhập.",
        error_messages={"required": "Ghi tên đăng nhập của tài khoản báo cáo."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, user: Any, vai_tro: str, tim: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        o: Any = self.fields["doi_tuong"]
        o.label = f"Chọn {TEN_DOI_TUONG[VaiTroBaoCao(vai_tro)]}"
        o.queryset = doi_tuong(user, vai_tro)
        thay = list(tim_doi_tuong(user, vai_tro, tim)[: SO_TIM + 1])
        self.con_nua = len(thay) > SO_TIM
        o.widget.choices = [(x.pk, ten_cua(x)) for x in thay[:SO_TIM]]
        self.co_doi_tuong = bool(thay)

    def clean_tai_khoan(self) -> User:
        """Only accounts of reporters are found: login names of others are not told apart."""
        ten = self.cleaned_data["tai_khoan"].strip()
        user = User.objects.filter(username__iexact=ten, vai_tro="ccn_bao_cao").first()
        if user is None:
            raise ValidationError(
                f"Không có tài khoản «Đơn vị báo cáo cụm công nghiệp» tên «{ten}». "
                "Kiểm tra tên đăng nhập, hoặc đề nghị Cục cấp tài khoản."
            )
        return user
