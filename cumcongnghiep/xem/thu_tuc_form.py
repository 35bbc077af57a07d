"""Forms of the page of a dossier: what is typed, read as Vietnamese write it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from cucctdp.formats.chu import nfc
from cucctdp.formats.so import SoKhongHopLe, dinh_dang, doc_so
from cumcongnghiep.choices import LoaiThuTuc
from cumcongnghiep.models import ChuDauTu, ThanhVienHoiDong, UngVien
from cumcongnghiep.services.tuyen_chon import NguoiHop
from cumcongnghiep.tuyen_chon import KetQua

DONG_THANH_VIEN = 9
_NGAY = {"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off"}


def o_ngay(nhan: str, **khac: Any) -> forms.DateField:
    return forms.DateField(
        label=nhan, widget=forms.DateInput(attrs=_NGAY, format="%d/%m/%Y"), **khac
    )


class OChu(forms.CharField):
    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value) or "")


class OSo(forms.CharField):
    """A number as Vietnamese write it («1.234,5»); empty is unknown."""

    def __init__(self, *, so_le: int = 4, **khac: Any) -> None:
        self.so_le = so_le
        o = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=o, **khac)

    def prepare_value(self, value: Any) -> Any:
        return dinh_dang(value) if isinstance(value, Decimal | int) else value

    def to_python(self, value: Any) -> Any:
        chu = super().to_python(value)
        if not chu:
            return None
        try:
            so = doc_so(chu)
        except SoKhongHopLe as loi:
            raise ValidationError(str(loi)) from loi
        if so != so.quantize(Decimal(1).scaleb(-self.so_le)):
            cau = f"Tối đa {self.so_le} chữ số lẻ." if self.so_le else "Nhập số nguyên."
            raise ValidationError(cau)
        return so if self.so_le else int(so)


class OChuDauTu(forms.CharField):
    """A developer by tax code or name; several or none are told, never guessed."""

    def __init__(self, **khac: Any) -> None:
        khac.setdefault("help_text", "Mã số doanh nghiệp hoặc tên đúng như danh mục.")
        super().__init__(**khac)

    def prepare_value(self, value: Any) -> Any:
        return value.ten if isinstance(value, ChuDauTu) else value

    def to_python(self, value: Any) -> Any:
        chu = nfc(super().to_python(value) or "").strip()
        if not chu:
            return None
        dung = list(ChuDauTu.objects.filter(Q(ma_so_thue=chu) | Q(ten__iexact=chu))[:2])
        if len(dung) == 1:
            return dung[0]
        if dung:
            raise ValidationError("Có nhiều chủ đầu tư cùng tên: nhập mã số doanh nghiệp.")
        gan = ChuDauTu.objects.filter(ten__icontains=chu).values_list("ten", flat=True)[:5]
        goi_y = f" Gần giống: {'; '.join(gan)}." if gan else ""
        raise ValidationError(f"Danh mục chưa có chủ đầu tư «{chu}».{goi_y}")


class BuocForm(forms.Form):
    """The document of a step: what every document has."""

    ngay = o_ngay("Ngày văn bản")
    so = OChu(label="Số, ký hiệu", required=False, max_length=60)
    trich_yeu = OChu(label="Trích yếu", required=False, max_length=400)
    tep = forms.FileField(label="Bản ký (PDF, ảnh)", required=False)


class DeNghiForm(BuocForm):
    chu_dau_tu = OChuDauTu(label="Nhà đầu tư đề nghị", required=False)


class QuyetDinhForm(BuocForm):
    """The decision: area, developer, money and schedule (khoản 1 Điều 12)."""

    hieu_luc_tu = o_ngay("Hiệu lực từ ngày", required=False)
    dien_tich = OSo(label="Diện tích (ha)", required=False)
    chu_dau_tu = OChuDauTu(
        label="Chủ đầu tư", required=False, help_text="Để trống: nhà đầu tư Hội đồng đã chọn."
    )
    tong_muc_dau_tu = OSo(label="Tổng mức đầu tư (đồng)", so_le=0, required=False)
    von_nsnn = OSo(label="Trong đó ngân sách (đồng)", so_le=0, required=False)
    khoi_cong_du_kien = o_ngay("Khởi công dự kiến", required=False)
    hoan_thanh_du_kien = o_ngay("Hoàn thành dự kiến", required=False)
    dat_uu_tien = OSo(label="Đất dành nhóm ưu tiên (ha)", required=False)
    ngoai_le = OChu(
        label="Lý do ghi ngoài trình tự", required=False, max_length=300,
        help_text="Chỉ khi quyết định đã ban hành mà chưa đủ bước trước.",
    )  # fmt: skip


class BoSungForm(forms.Form):
    ngay = o_ngay("Yêu cầu ngày")
    so = OChu(label="Văn bản số", required=False, max_length=60)
    noi_dung = OChu(label="Nội dung phải bổ sung", max_length=400)


class NhanBoSungForm(forms.Form):
    ngay = o_ngay("Nhận đủ ngày")


class HoiDongForm(forms.Form):
    """The decision on the council and its people, a row each; an empty row says nothing."""

    so_quyet_dinh = OChu(label="Quyết định số", max_length=60)
    ngay_quyet_dinh = o_ngay("Ngày quyết định")
    co_mat_toi_thieu = OSo(
        label="Có mặt tối thiểu để họp (%)", so_le=2, required=False,
        help_text="Theo quy chế làm việc của Hội đồng.",
    )  # fmt: skip
    tep = forms.FileField(label="Bản ký (PDF, ảnh)", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vai = [("", "Vai trò"), *ThanhVienHoiDong.VaiTro.choices]
        for i in range(1, DONG_THANH_VIEN + 1):
            self.fields[f"ho_ten_{i}"] = OChu(label=f"Họ tên {i}", required=False, max_length=120)
            self.fields[f"co_quan_{i}"] = OChu(label=f"Cơ quan {i}", required=False, max_length=150)
            self.fields[f"vai_tro_{i}"] = forms.ChoiceField(
                label=f"Vai trò {i}", choices=vai, required=False
            )

    @property
    def chung(self) -> list[forms.BoundField]:
        ten = ("so_quyet_dinh", "ngay_quyet_dinh", "co_mat_toi_thieu", "tep")
        return [self[t] for t in ten]

    @property
    def hang(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"{t}_{i}"] for t in ("ho_ten", "co_quan", "vai_tro")]
            for i in range(1, DONG_THANH_VIEN + 1)
        ]

    def clean(self) -> dict[str, Any]:
        d: dict[str, Any] = super().clean() or {}
        nguoi = []
        for i in range(1, DONG_THANH_VIEN + 1):
            ba = [d.get(f"{t}_{i}", "") for t in ("ho_ten", "co_quan", "vai_tro")]
            if any(ba) and not all(ba):
                self.add_error(f"ho_ten_{i}", "Ghi đủ họ tên, cơ quan, vai trò.")
            elif all(ba):
                nguoi.append(NguoiHop(*ba))
        d["thanh_vien"] = nguoi
        return d


class UngVienForm(forms.Form):
    chu_dau_tu = OChuDauTu(label="Nhà đầu tư")
    ngay_nop = o_ngay("Ngày nộp hồ sơ đề nghị")


class DieuKienForm(forms.Form):
    dat = forms.TypedChoiceField(
        label="Kết quả xét điều kiện",
        choices=[("", "Chọn"), ("1", "Đạt"), ("0", "Không đạt")],
        coerce=lambda v: v == "1",
    )
    ly_do = OChu(label="Lý do không đạt", required=False, max_length=300)


class PhieuForm(forms.Form):
    """One member's points for one applicant; a box a criterion, sub-criteria under their own."""

    def __init__(self, *args: Any, kq: KetQua, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cham = kq.bo.cham
        for t in self.cham:
            self.fields[f"tc_{t.pk}"] = OSo(
                label=f"{t.ten} (tối đa {dinh_dang(t.diem_toi_da)})", so_le=2
            )

    @property
    def diem(self) -> dict[int, Decimal]:
        return {t.pk: self.cleaned_data[f"tc_{t.pk}"] for t in self.cham}


class _ONguoi(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.ho_ten} ({obj.co_quan})"


class HopForm(forms.Form):
    ngay_hop = o_ngay("Ngày họp")
    vang = _ONguoi(
        label="Vắng mặt", queryset=ThanhVienHoiDong.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, kq: KetQua, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vang"].queryset = ThanhVienHoiDong.objects.filter(  # type: ignore[attr-defined]
            hoi_dong=kq.hoi_dong
        )


class KetLuanForm(forms.Form):
    bien_ban = OChu(label="Ý kiến, biểu quyết, kết luận", widget=forms.Textarea(attrs={"rows": 5}))
    so = OChu(label="Biên bản số", required=False, max_length=60)
    tep = forms.FileField(label="Biên bản đã ký (PDF, ảnh)", required=False)
    chon = forms.ModelChoiceField(
        label="Khi bằng điểm: chọn", queryset=UngVien.objects.none(), required=False,
        empty_label="Theo điểm cao nhất",
    )  # fmt: skip
    de_xuat = OChu(label="Đề xuất của Chủ tịch khi bằng điểm", required=False, max_length=300)

    def __init__(self, *args: Any, kq: KetQua, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chon"].queryset = UngVien.objects.filter(  # type: ignore[attr-defined]
            ho_so=kq.ho_so, du_dieu_kien=True
        ).select_related("chu_dau_tu")


class DungForm(forms.Form):
    ngay = o_ngay("Kết thúc ngày")
    ly_do = OChu(label="Lý do dừng hồ sơ", max_length=300)


class MoHoSoForm(forms.Form):
    loai = forms.ChoiceField(label="Thủ tục", choices=LoaiThuTuc.choices)
    ngay_nop = o_ngay(
        "Ngày nộp hồ sơ",
        help_text="Ngày nhận văn bản đề nghị đầu tiên; quyết định chế độ áp dụng.",
    )
    dien_tich = OSo(
        label="Diện tích đề nghị (ha)", required=False, help_text="Mở rộng: phần tăng thêm."
    )
    chung_minh_nhu_cau = forms.BooleanField(
        label="Đã chứng minh nhu cầu vượt quỹ đất", required=False,
        help_text="Mở rộng: thay cho tỷ lệ lấp đầy.",
    )  # fmt: skip
