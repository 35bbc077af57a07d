"""Forms of a dossier: PL1, PL2, figures, photos, papers, the product itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from cucctdp.donvi.models import CoSo
from sanpham_tieubieu.admin.o_nhap import CotForm, OChu, o_doan, o_ly_do, o_ngay
from sanpham_tieubieu.choices import PhanHoSo
from sanpham_tieubieu.len_cap import THUYET_MINH
from sanpham_tieubieu.models import (
    GiayChungNhan,
    HoSoDangKy,
    KyBinhChon,
    LangNghe,
    LoaiTaiLieu,
    NhomSanPham,
    QuyTac,
    SanPham,
    SoLieuNam,
    TaiLieuHoSo,
    ThanhPhanBo,
)
from sanpham_tieubieu.services.ho_so import DANG_KY, SO_LIEU
from sanpham_tieubieu.services.san_pham import THANH_PHAN, THONG_TIN
from sanpham_tieubieu.services.tai_lieu import THONG_TIN as COT_TAI_LIEU

SO_NAM = 3
SO_THANH_PHAN = 8
_MAU = (
    (forms.Textarea, "django/forms/widgets/textarea.html"),
    (forms.CheckboxSelectMultiple, "django/forms/widgets/checkbox_select.html"),
    (forms.Select, "django/forms/widgets/select.html"),
    (forms.CheckboxInput, "django/forms/widgets/checkbox.html"),
    (forms.FileInput, "django/forms/widgets/file.html"),
    (forms.TextInput, "django/forms/widgets/text.html"),
)
# What each part of PL2 should tell, by the criterion it feeds.
_GIUP = {
    "gioi_thieu": "Năm thành lập, ngành nghề, nhà xưởng, bộ máy, quá trình phát triển.",
    "mo_ta": "Công dụng, đặc điểm, mẫu mã, bao bì, nhãn hiệu; vì sao là sản phẩm tiêu biểu.",
    "thi_truong": "Bán ở đâu, cho ai, kênh nào; thay thế hàng nhập khẩu ra sao (tiêu chí I).",
    "san_xuat": "Công suất, quy mô, công nghệ, thiết bị, nguyên liệu, liên kết chuỗi (tiêu chí I).",
    "ky_thuat": "Tiêu chuẩn công bố, hệ thống quản lý chất lượng, tay nghề (tiêu chí II).",
    "xa_hoi": "Việc làm, bảo hiểm, thủ tục môi trường, xử lý chất thải (tiêu chí II).",
    "van_hoa": "Bản sắc, truyền thống; hình thức, bao bì (tiêu chí III).",
    "giai_thuong": "Giải thưởng, danh hiệu, OCOP, sở hữu trí tuệ, kèm số và ngày (tiêu chí IV).",
    "diem_moi": "Chỉ khi sản phẩm đã dự lần trước.",
    "thu_nhap": "Đồng mỗi người mỗi tháng.",
    "von": "Đồng.",
    "ten_san_pham": "Đúng tên in trên bao bì, sẽ in trên giấy chứng nhận.",
    "khong_qua_xa": "Đánh dấu khi xã của bạn không tổ chức bình chọn cấp xã.",
    "gcn_duoi": "Giấy chứng nhận còn hiệu lực của cấp dưới, nếu dự cấp tỉnh trở lên.",
    "cam_ket": "Bắt buộc khi nộp.",
}


def thuan(form: forms.BaseForm) -> forms.BaseForm:
    """Undress the boxes of the admin: the portal has its own style sheet."""
    for o in form.fields.values():
        o.widget.attrs.pop("class", None)
        for lop, mau in _MAU:
            if isinstance(o.widget, lop):
                o.widget.template_name = mau
                break
    return form


def _can_khi_nop() -> set[str]:
    """Columns without which a dossier is not handed in (rule R21 of today)."""
    luat = QuyTac.objects.hieu_luc(timezone.localdate()).filter(ma="R21").first()
    if luat is None:
        return set()
    return {*luat.nguong["truong_phieu"], *luat.nguong["truong_thuyet_minh"]}


def _giup(form: forms.BaseForm) -> None:
    can = _can_khi_nop()
    for ten, o in form.fields.items():
        if ten in can and not o.required:
            o.label = f"{o.label} (cần khi nộp)"
            o.can_khi_nop = True  # type: ignore[attr-defined]
        if isinstance(o, forms.ModelChoiceField):
            o.empty_label = "Không có"
    for ten, chu in _GIUP.items():
        if ten in form.fields:
            form.fields[ten].help_text = chu


def o_nhom(ky: KyBinhChon | None = None) -> forms.ChoiceField:
    """Groups in force on the first day of the round."""
    ngay = ky.ngay_bat_dau if ky is not None else timezone.localdate()
    muc = [(n.ma, n.ten) for n in NhomSanPham.objects.hieu_luc(ngay)]
    return forms.ChoiceField(label="Nhóm sản phẩm", choices=[("", "Chọn…"), *muc])


def form_dang_ky(h: HoSoDangKy, *gui: Any) -> forms.Form:
    form = CotForm(
        *gui,
        bang=HoSoDangKy,
        truong=DANG_KY,
        dong=h,
        rows={
            "gcn_duoi": GiayChungNhan.objects.filter(san_pham=h.san_pham_id),
            "lang_nghe": LangNghe.objects.filter(don_vi=h.don_vi_id),
        },
        them={"ma_nhom": o_nhom(h.ky)},
    )
    _giup(form)
    thuan(form)
    return form


def form_thuyet_minh(h: HoSoDangKy, *gui: Any) -> forms.Form:
    form = CotForm(*gui, bang=HoSoDangKy, truong=THUYET_MINH, dong=h)
    _giup(form)
    thuan(form)
    return form


def cac_form_so_lieu(h: HoSoDangKy, *gui: Any) -> list[CotForm]:
    """One form a year: what was declared, then empty years back from last year."""
    co = list(h.so_lieu.order_by("-nam"))
    nay = timezone.localdate().year
    con = [n for n in range(nay - 1, nay - 1 - SO_NAM, -1) if n not in {d.nam for d in co}]
    cac = []
    for i in range(max(SO_NAM, len(co))):
        dong = co[i] if i < len(co) else None
        f = CotForm(*gui, bang=SoLieuNam, truong=SO_LIEU, dong=dong, prefix=f"n{i}")
        f.fields["nam"].required = False
        for o in f.fields.values():
            o.can_khi_nop = True  # type: ignore[attr-defined]
        if dong is None and con:
            f.initial["nam"] = con.pop(0)
        thuan(f)
        cac.append(f)
    return cac


def dong_so_lieu(cac: Sequence[CotForm]) -> list[dict[str, Any]]:
    """Years with at least one figure; of valid forms."""
    return [
        f.cleaned_data
        for f in cac
        if f.cleaned_data.get("nam")
        and any(v not in (None, "") for k, v in f.cleaned_data.items() if k != "nam")
    ]


def form_san_pham(co_so: CoSo, sp: SanPham | None, *gui: Any) -> forms.Form:
    form = CotForm(
        *gui,
        bang=SanPham,
        truong=THONG_TIN,
        dong=sp,
        rows={"lang_nghe": LangNghe.objects.filter(don_vi=co_so.xa.tinh_id)},
        them={"ma_nhom": o_nhom()},
    )
    form.fields["ten"].help_text = "Đúng tên in trên bao bì."
    thuan(form)
    return form


def cac_form_thanh_phan(sp: SanPham | None, *gui: Any) -> list[CotForm]:
    """Rows of a set; what is written in them is kept when its name is."""
    co = list(sp.thanh_phan.all()) if sp is not None else []
    cac = []
    for i in range(max(SO_THANH_PHAN, len(co) + 1)):
        f = CotForm(
            *gui,
            bang=ThanhPhanBo,
            truong=[c for c in THANH_PHAN if c != "co_so"],
            dong=co[i] if i < len(co) else None,
            prefix=f"tp{i}",
        )
        f.fields["ten"].required = False
        thuan(f)
        cac.append(f)
    return cac


def dong_thanh_phan(cac: Sequence[CotForm]) -> list[dict[str, Any]]:
    return [f.cleaned_data for f in cac if f.cleaned_data.get("ten")]


class _NhieuTep(forms.FileInput):
    allow_multiple_selected = True


class _OAnh(forms.FileField):
    """Several files; the service reads each of them and names what is wrong."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data


class AnhForm(forms.Form):
    """Photos of one angle; the service reads every file."""

    goc_chup = OChu(label="Góc chụp", max_length=60, required=False, help_text="Ví dụ: mặt trước.")
    tep = _OAnh(
        label="Ảnh màu",
        widget=_NhieuTep(attrs={"accept": "image/jpeg,image/png", "multiple": True}),
        help_text="JPEG hoặc PNG, tối đa 15 MB mỗi ảnh; cần từ 3 ảnh ở các góc khác nhau. "
        "Vị trí chụp trong ảnh được gỡ bỏ.",
    )


def form_tai_lieu(h: HoSoDangKy, *gui: Any) -> forms.Form:
    muc = [
        (t.ma, t.ten)
        for t in LoaiTaiLieu.objects.hieu_luc(h.ky.ngay_bat_dau)
        if not t.chi_nhom or h.ma_nhom in t.chi_nhom
    ]
    form = CotForm(
        *gui,
        bang=TaiLieuHoSo,
        truong=COT_TAI_LIEU,
        them={
            "loai": forms.ChoiceField(label="Loại giấy tờ", choices=[("", "Chọn…"), *muc]),
            "tep": forms.FileField(
                label="Bản chụp",
                required=False,
                help_text="PDF hoặc ảnh, tối đa 20 MB.",
                widget=forms.FileInput(attrs={"accept": "application/pdf,image/*"}),
            ),
        },
    )
    form.fields["ten"].help_text = "Để trống thì lấy tên loại giấy tờ."
    thuan(form)
    return form


class TrongForm(forms.Form):
    """Nothing to fill in."""


class LyDoForm(forms.Form):
    ly_do = o_ly_do()


class YKienForm(forms.Form):
    y_kien = o_doan("Ý kiến", required=False)


class BoSungForm(forms.Form):
    """What must be supplemented, until when."""

    cac_phan = forms.MultipleChoiceField(
        label="Các phần phải bổ sung",
        choices=PhanHoSo.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    noi_dung = o_doan("Nội dung phải bổ sung", min_length=10)
    han = o_ngay("Hạn bổ sung")


class GiaHanForm(forms.Form):
    han = o_ngay("Hạn mới")
    ly_do = o_ly_do()


class GuiLenForm(forms.Form):
    """The letter that sends dossiers up."""

    so = OChu(label="Công văn số", max_length=60)
    ngay = o_ngay("Ngày công văn")
    tep = forms.FileField(
        label="Bản đã ký",
        required=False,
        help_text="PDF, tối đa 20 MB.",
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*"}),
    )
