"""Forms of the dossier: the five parts of a đề án as Mẫu 1 and Điều 5 TT 36/2013/TT-BCT ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from cucctdp.donvi.choices import BoMa, LoaiHinhCoSo, LoaiToChuc, QuyMo
from cucctdp.donvi.models import DonViHanhChinh, NganhKinhTe, ToChuc
from khuyencong.choices import (
    LUA_CHON_CHE_DO,
    CapNoiDung,
    HinhThuc,
    LuaChon,
    Nguon,
    TinhTrangMay,
)
from khuyencong.models import DeAn, KeHoach, NganhNghe, NoiDung
from khuyencong.portal.o_nhap import OTien, o_chon, o_chu, o_doan, o_dong, o_ngay, o_so

NHIEU_TINH = "nhieu_tinh"
_PHAN = (
    ("su_can_thiet", "Cơ sở pháp lý, thực trạng, vì sao phải hỗ trợ (phần 2 Điều 5)."),
    ("muc_tieu", "Mục tiêu đo được (phần 3)."),
    ("quy_mo", "Quy mô, đặc điểm nổi bật của công nghệ, máy móc, sản phẩm (phần 4)."),
    ("tien_do", "Nội dung, tiến độ, ai làm việc gì (phần 5)."),
    ("to_chuc", "Tổ chức thực hiện (phần 7)."),
    ("hieu_qua", "Hiệu quả kinh tế, xã hội, môi trường, khả năng nhân rộng (phần 8)."),
)


class ThongTinForm(forms.Form):
    """The general part: who, where, when, under which programme, and the six texts."""

    ten = o_chu("Tên đề án", max_length=500)
    nguon = o_chon(
        "Chế độ", LUA_CHON_CHE_DO,
        help_text="Khuyến công quốc gia do Bộ duyệt; địa phương do UBND cấp tỉnh duyệt.",
    )  # fmt: skip
    hinh_thuc = o_chon("Hình thức", HinhThuc.choices, help_text="Điều 3 TT 36/2013/TT-BCT.")
    lua_chon = o_chon("Cách lựa chọn", LuaChon.choices, initial=LuaChon.XET_CHON)
    nam = forms.IntegerField(
        label="Năm kế hoạch", min_value=2014, max_value=2100, localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    tu_ngay = o_ngay("Thực hiện từ ngày")
    den_ngay = o_ngay("Đến ngày")
    pham_vi = o_chon("Phạm vi", ())
    cac_tinh = forms.ModelMultipleChoiceField(
        DonViHanhChinh.objects.none(), label="Các tỉnh tham gia", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chỉ với đề án nhiều tỉnh: chọn từ hai tỉnh, có tỉnh của bạn.",
    )  # fmt: skip
    ke_hoach = o_dong(
        "Kế hoạch năm", KeHoach.objects.none(), required=False, empty_label="Chưa có kế hoạch",
        help_text="Chương trình, kế hoạch mà đề án đăng ký vào.",
    )  # fmt: skip
    thuc_hien = o_dong("Đơn vị thực hiện", ToChuc.objects.none())
    phoi_hop = forms.ModelMultipleChoiceField(
        ToChuc.objects.none(), label="Đơn vị phối hợp", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    uu_tien = forms.IntegerField(
        label="Thứ tự ưu tiên của Sở", required=False, min_value=1, max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="Số nhỏ được xét trước.",
    )  # fmt: skip
    can_cu_uu_tien = o_chu("Căn cứ ưu tiên", required=False)
    co_thu_hoi = forms.BooleanField(
        label="Kinh phí có thu hồi", required=False, help_text="Hỗ trợ phải hoàn lại theo lịch."
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ten, giup in _PHAN:
            nhan = str(DeAn._meta.get_field(ten).verbose_name)
            nhan = f"{nhan[:1].upper()}{nhan[1:]} (cần khi nộp)"
            self.fields[ten] = o_doan(nhan, required=False, help_text=giup)
            self.fields[ten].can_khi_nop = True  # type: ignore[attr-defined]
        self.user = user
        tinh = DonViHanhChinh.objects.filter(bo_ma=BoMa.B34).theo_ten()
        # A regional centre works in any province; a đề án of one goes through its Sở.
        self.noi = {str(t.pk): t for t in (tinh if user.theo_to_chuc else [user.don_vi])}
        self.fields["pham_vi"].choices = [  # type: ignore[attr-defined]
            *((ma, t.ten_goi) for ma, t in self.noi.items()),
            (NHIEU_TINH, "Nhiều tỉnh (gửi thẳng Cục)"),
        ]
        self.fields["pham_vi"].initial = NHIEU_TINH if user.theo_to_chuc else str(user.don_vi_id)
        self.fields["cac_tinh"].queryset = tinh  # type: ignore[attr-defined]
        self.fields["cac_tinh"].label_from_instance = lambda t: t.ten_goi  # type: ignore[attr-defined]
        self.fields["ke_hoach"].queryset = KeHoach.objects.visible_to(user)  # type: ignore[attr-defined]
        cua_tinh = ToChuc.objects.filter(
            Q(don_vi=user.don_vi_id) | Q(don_vi__isnull=True, loai=LoaiToChuc.TRUNG_TAM_KC)
        ).theo_ten()
        for ten in ("thuc_hien", "phoi_hop"):
            self.fields[ten].queryset = cua_tinh  # type: ignore[attr-defined]
        if user.theo_to_chuc:
            cua_vung = ToChuc.objects.filter(pk=user.to_chuc_id)
            trung_tam = ToChuc.objects.filter(loai=LoaiToChuc.TRUNG_TAM_KC).theo_ten()
            self.fields["thuc_hien"].queryset = cua_vung  # type: ignore[attr-defined]
            self.fields["thuc_hien"].initial = user.to_chuc_id
            self.fields["phoi_hop"].queryset = trung_tam  # type: ignore[attr-defined]
            self.fields["cac_tinh"].help_text = "Chỉ với đề án nhiều tỉnh: chọn từ hai tỉnh."

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        tu, den = d.get("tu_ngay"), d.get("den_ngay")
        if tu and den and den < tu:
            self.add_error("den_ngay", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        if tu and d.get("nam") and not tu.year <= d["nam"] <= (den or tu).year:
            self.add_error("nam", "Năm kế hoạch nằm ngoài thời gian thực hiện.")
        nhieu = d.get("pham_vi") == NHIEU_TINH
        cac = list(d.get("cac_tinh") or ())
        if nhieu and len(cac) < 2:
            self.add_error("cac_tinh", "Đề án nhiều tỉnh phải chọn ít nhất hai tỉnh.")
        elif (
            nhieu and not self.user.theo_to_chuc and self.user.don_vi_id not in {t.pk for t in cac}
        ):
            self.add_error("cac_tinh", f"Chọn cả {self.user.don_vi.ten_goi}, tỉnh của bạn.")
        if cac and d.get("pham_vi") and not nhieu:
            self.add_error("cac_tinh", "Chỉ chọn khi phạm vi là nhiều tỉnh.")
        ke_hoach = d.get("ke_hoach")
        if ke_hoach is not None and (ke_hoach.nam, ke_hoach.nguon) != (
            d.get("nam"),
            d.get("nguon"),
        ):
            self.add_error("ke_hoach", "Kế hoạch phải cùng năm, cùng chế độ với đề án.")
        return d

    @property
    def thong_tin(self) -> dict[str, Any]:
        """What the service takes, of a valid form."""
        d = dict(self.cleaned_data)
        d["don_vi"] = self.noi.get(d.pop("pham_vi"))
        d["cac_tinh"], d["phoi_hop"] = list(d["cac_tinh"]), list(d["phoi_hop"])
        return d


class NoiDungForm(forms.Form):
    """One activity line; an empty row is left out."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    noi_dung = o_chon("Nội dung hoạt động", (), required=False)
    ten = o_chu("Nội dung cụ thể", required=False, max_length=500)
    so_luong = o_so("Số lượng", required=False, min_value=0)
    don_vi_tinh = o_chu("Đơn vị tính", required=False, max_length=40)
    cap = o_chon("Cấp (bình chọn, thưởng, lập hội)", CapNoiDung.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.muc = kwargs.pop("muc")
        super().__init__(*args, **kwargs)
        self.fields["noi_dung"].choices = [("", "Chọn…"), *self.muc]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        ten = ("noi_dung", "ten", "so_luong", "don_vi_tinh")
        if any(d.get(t) for t in ten):
            for t in ten:
                if not d.get(t) and t not in self.errors:
                    self.add_error(
                        t, "Cần điền, số lượng lớn hơn 0." if t == "so_luong" else "Cần điền."
                    )
        return d


class DuToanForm(forms.Form):
    """One line of the estimate (Mẫu 1): price by quantity, paid by the sources."""

    noi_dung_id = o_chon("Thuộc nội dung", (), required=False)
    muc_chi = o_chu("Nội dung chi", required=False, max_length=500)
    don_vi_tinh = o_chu("Đơn vị tính", required=False, max_length=40)
    so_luong = o_so("Số lượng", required=False, min_value=0)
    don_gia = OTien(label="Đơn giá (đồng)", required=False, trong=None, help_text="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.muc = kwargs.pop("muc")
        super().__init__(*args, **kwargs)
        self.fields["noi_dung_id"].choices = [("", "Chọn…"), *self.muc]  # type: ignore[attr-defined]
        for n in Nguon:
            self.fields[n.value] = OTien(label=f"{n.label} (đồng)", required=False, help_text="")
        self.fields["quan_ly"] = forms.BooleanField(label="Chi quản lý", required=False)
        self.fields["can_cu"] = o_chu("Căn cứ", required=False)

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        can = ("noi_dung_id", "muc_chi", "don_vi_tinh", "so_luong", "don_gia")
        co = any(d.get(t) for t in (*can, *Nguon.values, "can_cu"))
        if not co and not self.errors:
            return d
        for t in can:
            if not d.get(t) and t not in self.errors:
                self.add_error(t, "Cần điền, lớn hơn 0." if t in can[3:] else "Cần điền.")
        if not self.errors:
            _nham_don_vi(self, d)
        return d


def _nham_don_vi(form: DuToanForm, d: dict[str, Any]) -> None:
    """Sources and price that differ by exactly a thousand or a million: a slip of the unit."""
    thanh_tien = d["so_luong"] * d["don_gia"]
    tong = sum(d[n.value] for n in Nguon)
    for lan, ten in ((1000, "nghìn"), (1_000_000, "triệu")):
        if tong and thanh_tien and (tong * lan == thanh_tien or thanh_tien * lan == tong):
            form.add_error(
                None,
                f"Thành tiền và tổng các nguồn lệch đúng một {ten} lần: nhập mọi số theo đồng.",
            )


class ThuHuongForm(forms.Form):
    """One beneficiary under one activity: place, trade, machine, money by source."""

    noi_dung_id = o_chon("Thuộc nội dung", ())
    xa = o_dong("Xã, phường nơi sản xuất", None, required=False)
    lang_nghe = forms.BooleanField(label="Trong làng nghề được công nhận", required=False)
    nganh_nghe = o_chon("Ngành nghề", (), required=False)
    cong_nghe = o_chu("Công nghệ", required=False, help_text="Ví dụ «lò tuynel».")
    may = o_chu("Máy móc, hạng mục hỗ trợ", required=False)
    tinh_trang_may = o_chon("Tình trạng máy", TinhTrangMay.choices, required=False)
    thong_so_may = o_chu("Thông số kỹ thuật của máy", required=False)
    xuat_xu_may = o_chu("Xuất xứ của máy", required=False, max_length=120)
    gia_may = OTien(
        label="Giá máy theo báo giá (đồng)", required=False, trong=None,
        help_text="In trên Mẫu 4b. Để trống khi chưa có báo giá.",
    )  # fmt: skip
    lao_dong = forms.IntegerField(
        label="Lao động khi đăng ký (người)", required=False, min_value=0, max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="Để trống khi chưa rõ, không ghi 0.",
    )  # fmt: skip
    von = OTien(
        label="Vốn khi đăng ký (đồng)", required=False, trong=None,
        help_text="Vốn đăng ký hoặc tổng nguồn vốn.",
    )  # fmt: skip
    diem_binh_chon = o_so(
        "Điểm bình chọn sản phẩm", required=False, min_value=0, max_value=100,
        help_text="Chỉ với thưởng sản phẩm: điểm trung bình của Ban Giám khảo (KC39).",
    )  # fmt: skip
    gcn_so = o_chu(
        "Giấy chứng nhận sản phẩm tiêu biểu", required=False, max_length=120,
        help_text="Số, ngày giấy chứng nhận cấp dưới còn hiệu lực.",
    )  # fmt: skip
    gcn_den = o_ngay("Giấy chứng nhận hiệu lực đến", required=False)
    chi_phi_hop_le = OTien(
        label="Chi phí hợp lệ (đồng)", required=False, trong=None,
        help_text="Mẫu số của tỷ lệ hỗ trợ. Để trống: bằng tổng kinh phí.",
    )  # fmt: skip
    he_so_uu_tien = o_so("Hệ số ưu tiên", min_value=1, max_value=9, max_digits=4, initial=1)
    can_cu_uu_tien = o_chu("Căn cứ ưu tiên", required=False)
    ngoai_le = o_doan(
        "Căn cứ vượt mức", 2, required=False,
        help_text="Chỉ khi cấp có thẩm quyền cho phép vượt mức trần bằng văn bản.",
    )  # fmt: skip

    def __init__(self, *args: Any, h: Any, xa: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["noi_dung_id"].choices = [  # type: ignore[attr-defined]
            ("", "Chọn…"), *((str(n.pk), str(n)) for n in h.noi_dung)
        ]  # fmt: skip
        if len(h.noi_dung) == 1:
            self.fields["noi_dung_id"].initial = str(h.noi_dung[0].pk)
        self.fields["xa"].queryset = xa.order_by("ten_goi", "ma")  # type: ignore[attr-defined]
        nganh = NganhNghe.objects.hieu_luc(h.ngay_dang_ky)
        self.fields["nganh_nghe"].choices = [  # type: ignore[attr-defined]
            ("", "Chọn…"), *((n.ma, f"{n.ma} – {n.ten}") for n in nganh)
        ]  # fmt: skip
        for n in Nguon:
            self.fields[n.value] = OTien(label=f"{n.label} (đồng)", required=False)

    @property
    def gia_tri(self) -> dict[str, Any]:
        """What the service takes, of a valid form."""
        d = dict(self.cleaned_data)
        d["noi_dung_id"] = int(d["noi_dung_id"])
        return d


class CoSoForm(forms.Form):
    """A new establishment, as it stands on its registration."""

    ten = o_chu("Tên cơ sở", help_text="Tên theo giấy đăng ký.")
    ma_so_thue = o_chu(
        "Mã số thuế", required=False, max_length=20,
        help_text="10 chữ số, 10 chữ số kèm «-001», hoặc 12 chữ số định danh của chủ hộ.",
    )  # fmt: skip
    loai_hinh = o_chon("Loại hình", LoaiHinhCoSo.choices)
    quy_mo = o_chon("Quy mô", QuyMo.choices, initial=QuyMo.CHUA_RO)
    xa = o_dong("Xã, phường nơi sản xuất", None)
    dia_chi = o_chu("Địa chỉ sản xuất", required=False, help_text="Số nhà, đường, thôn, tổ.")
    nganh = o_dong("Ngành kinh tế chính", None, required=False, empty_label="Chưa xác định")
    lang_nghe = o_chu("Làng nghề", required=False, max_length=150)
    chu_so_huu_nu = forms.BooleanField(label="Chủ là nữ", required=False)
    dan_toc_thieu_so = forms.BooleanField(label="Chủ là người dân tộc thiểu số", required=False)
    khong_trung = forms.BooleanField(
        label="Tôi đã xem, đây không phải cơ sở trùng tên cùng xã đã có", required=False
    )

    def __init__(self, *args: Any, xa: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["xa"].queryset = xa.order_by("ten_goi", "ma")  # type: ignore[attr-defined]
        nganh = NganhKinhTe.objects.hieu_luc(timezone.localdate()).filter(cap=2)
        self.fields["nganh"].queryset = nganh  # type: ignore[attr-defined]


def muc_noi_dung() -> list[tuple[str, str]]:
    """Activities in force today, for a select."""
    rows = NoiDung.objects.hieu_luc(timezone.localdate())
    return [(n.ma, f"{n.ma} – {n.ten}") for n in rows]
