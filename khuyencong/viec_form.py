"""Forms of the dialogs of a đề án: what each step asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from unfold.widgets import UnfoldAdminSelectWidget

from cucctdp.adminkit.hop_thoai import KhongTruongForm
from cucctdp.donvi.choices import LoaiToChuc
from cucctdp.donvi.models import ToChuc
from khuyencong.choices import (
    LUA_CHON_CHE_DO,
    NGUON_KHUYEN_CONG,
    LoaiNghiemThu,
    Nguon,
)
from khuyencong.choices import LoaiButToan as L
from khuyencong.ho_so import HoSo
from khuyencong.models import DeAn, HopDong, ThuHuong
from khuyencong.models.nghiem_thu import THANH_PHAN
from khuyencong.o_nhap import (
    OTep,
    OTien,
    TienTheoNguonForm,
    o_chon,
    o_chu,
    o_doan,
    o_dong,
    o_ngay,
)
from khuyencong.o_theo_nam import OTheoNam


class CuaDeAnForm(forms.Form):
    """A form that knows its dossier."""

    def __init__(self, *args: Any, h: HoSo, **kwargs: Any) -> None:
        self.h = h
        super().__init__(*args, **kwargs)
        self.dat_o()

    def dat_o(self) -> None:
        """Boxes that depend on the dossier."""


class XacNhanForm(CuaDeAnForm, KhongTruongForm):
    """Nothing to fill in."""


class LyDoForm(CuaDeAnForm):
    ly_do = o_doan("Lý do", min_length=10, help_text="Ít nhất 10 ký tự, nêu văn bản căn cứ.")


class NgungForm(CuaDeAnForm):
    """The decision to stop."""

    so_van_ban = o_chu("Số quyết định", max_length=80, help_text="Ví dụ 99/QĐ-BCT.")
    ngay_van_ban = o_ngay(
        "Ngày quyết định",
        help_text="Cấp có thẩm quyền được xét theo ngày này (Điều 11 TT 36/2013/TT-BCT).",
    )
    ly_do = o_doan("Lý do", min_length=10, help_text="Ít nhất 10 ký tự.")


class KetLuanForm(CuaDeAnForm):
    ly_do = o_doan(
        "Ý kiến kèm theo",
        required=False,
        help_text="Bắt buộc, ít nhất 10 ký tự, khi kết luận không đạt.",
    )


class PheDuyetForm(CuaDeAnForm):
    so_quyet_dinh = o_chu("Số quyết định", max_length=80, help_text="Ví dụ 3536/QĐ-BCT.")
    ngay = o_ngay(
        "Ngày quyết định",
        help_text="Định mức được xét theo ngày này (Điều 8 TT 28/2018/TT-BTC); không sau hôm nay.",
    )

    def dat_o(self) -> None:
        if len(self.h.de_an.cac_nam) > 1:
            self.fields["theo_nam"] = OTheoNam(self.h)


class NgayForm(CuaDeAnForm):
    ngay = o_ngay("Ngày", initial=timezone.localdate)


def _ben_a(de_an: DeAn) -> str | None:
    """Who gives the money: the Cục, of KCĐP the Sở of the province."""
    cac = ToChuc.objects.filter(ma="cuc")
    if de_an.nguon == Nguon.KCDP:
        cac = ToChuc.objects.filter(
            loai=LoaiToChuc.SO, don_vi=de_an.don_vi_id, hieu_luc_den__isnull=True
        )
    return cac.values_list("ten_goi", flat=True).first()


class HopDongForm(TienTheoNguonForm):
    """A contract; the value by source starts from what is approved and not yet contracted."""

    nhan_tien = "Giá trị: {nguon} (đồng)"
    so = o_chu("Số hợp đồng", max_length=80, help_text="Ví dụ 05/2026/HĐ-KCQG.")
    ngay = o_ngay("Ngày ký", help_text="Tỷ lệ tạm ứng lấy theo quy định của ngày này (Điều 13).")
    het_han = o_ngay("Thời hạn thực hiện đến")
    ben_a = o_chu("Bên A")
    ben_b = o_dong("Bên B", ToChuc.objects.none())
    ket_qua_dau_thau = o_chu(
        "Quyết định kết quả lựa chọn",
        required=False,
        max_length=120,
        help_text="Bắt buộc khi đơn vị thực hiện được chọn qua đấu thầu (KC21).",
    )

    def __init__(self, *args: Any, h: HoSo, **kwargs: Any) -> None:
        du = h.so_du
        con = {n.value: du.cua(L.PHE_DUYET, n) - du.cua(L.HOP_DONG, n) for n in Nguon}
        super().__init__(*args, tien=con, **kwargs)
        cac = ToChuc.objects.filter(don_vi=h.de_an.don_vi_id) | ToChuc.objects.filter(
            pk=h.de_an.thuc_hien_id
        )
        self.fields["ben_b"] = o_dong("Bên B", cac.distinct(), initial=h.de_an.thuc_hien_id)
        self.fields["ben_a"].initial = _ben_a(h.de_an)
        self.fields["tep"] = OTep(label="Bản ký")
        self.order_fields(["so", "ngay", "het_han", "ben_a", "ben_b", *Nguon.values])


class _TienHopDongForm(CuaDeAnForm):
    """One amount of the khuyến công money of one contract."""

    def dat_o(self) -> None:
        self.fields["hop_dong"] = o_dong("Hợp đồng", HopDong.objects.filter(de_an=self.h.de_an))
        du = self.h.so_du
        nguon: Any = self.fields["nguon"]
        nguon.choices = [
            ("", "Chọn…"),
            *(
                (n.value, n.label)
                for n in NGUON_KHUYEN_CONG
                if n == self.h.de_an.nguon or du.cua(L.PHE_DUYET, n) > 0
            ),
        ]
        nguon.initial = self.h.de_an.nguon
        self.order_fields(["hop_dong", "nguon", "so_tien"])


class ChiTienForm(_TienHopDongForm):
    nguon = o_chon("Nguồn", LUA_CHON_CHE_DO)
    so_tien = OTien(label="Số tiền (đồng)")
    ngay = o_ngay("Ngày")
    chung_tu = o_chu("Chứng từ", help_text="Số, ngày của chứng từ chuyển tiền.")


class PhaiHoanTraForm(_TienHopDongForm):
    nguon = o_chon("Nguồn", LUA_CHON_CHE_DO)
    so_tien = OTien(label="Số phải hoàn trả (đồng)")
    ly_do = o_doan("Lý do", min_length=10)
    van_ban = o_chu("Văn bản yêu cầu", max_length=120)
    ngay = o_ngay("Ngày văn bản")
    han = o_ngay("Hạn nộp")


def o_nguoi(nhan: str) -> forms.IntegerField:
    """People of a class; empty: the minute does not tell."""
    return forms.IntegerField(label=nhan, required=False, min_value=0, widget=o_chu("").widget)


class NghiemThuForm(TienTheoNguonForm):
    """A minute of acceptance; partial ones too."""

    nhan_tien = "Giá trị nghiệm thu: {nguon} (đồng)"
    loai = o_chon("Mẫu biên bản", LoaiNghiemThu.choices)
    ngay = o_ngay("Ngày nghiệm thu")
    dia_diem = o_chu("Địa điểm")
    thanh_phan = o_doan("Thành phần", 3)
    ket_qua = o_doan("Kết quả so với hợp đồng", 3)
    so_luong = forms.DecimalField(
        label="Số lượng hoàn thành", required=False, min_value=0, max_digits=14, decimal_places=2,
        localize=True,
    )  # fmt: skip
    so_nu = o_nguoi("Trong đó: nữ (lớp đào tạo)")
    so_dan_toc = o_nguoi("Trong đó: dân tộc thiểu số")
    so_viec_lam = o_nguoi("Trong đó: có việc làm sau đào tạo")
    dat = o_chon(
        "Kết luận",
        [("co", "Đạt yêu cầu"), ("khong", "Không đạt")],
        initial="co",
        help_text="Biên bản không đạt thì không có giá trị nghiệm thu.",
    )

    def __init__(self, *args: Any, h: HoSo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hop_dong"] = o_dong("Hợp đồng", HopDong.objects.filter(de_an=h.de_an))
        self.fields["thu_huong"] = o_dong(
            "Đơn vị thụ hưởng",
            ThuHuong.objects.con_tinh().filter(noi_dung__de_an=h.de_an).select_related("co_so"),
            required=False,
            empty_label="Cả đề án",
        )
        self.fields["so_luong"].widget = o_chu("").widget
        self.fields["tep"] = OTep(label="Biên bản ký")
        dau = ["hop_dong", "thu_huong", "loai", "ngay", "dia_diem", "thanh_phan", "ket_qua"]
        self.order_fields([*dau, "so_luong", *THANH_PHAN, "dat", *Nguon.values, "tep"])


class QuyetToanForm(CuaDeAnForm):
    """The settled sum of every contract and source that has accepted volume, of a budget year."""

    nam = forms.TypedChoiceField(
        label="Năm ngân sách quyết toán",
        coerce=int,
        empty_value=None,
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    ngay = o_ngay("Ngày quyết toán")
    chung_tu = o_chu("Chứng từ, văn bản", help_text="Ví dụ: Bảng quyết toán Mẫu 7, số và ngày.")

    def dat_o(self) -> None:
        du = self.h.so_du
        self.muc = {}
        dau = min((hd.ngay.year for hd in self.h.hop_dong), default=self.h.de_an.nam)
        cac_nam = range(dau, max(dau, self.h.hom_nay.year) + 1)
        o_nam: Any = self.fields["nam"]
        o_nam.choices = [(n, str(n)) for n in cac_nam]
        o_nam.initial = dau
        o_nam.help_text = "Kinh phí quyết toán được tính vào năm này; đang điền năm ký hợp đồng."
        for hd in self.h.hop_dong:
            for nguon in Nguon:
                nghiem_thu = du.hop_dong(hd.pk, L.NGHIEM_THU, nguon)
                con = nghiem_thu - du.hop_dong(hd.pk, L.QUYET_TOAN, nguon)
                if con <= 0:
                    continue
                ten = f"hd{hd.pk}_{nguon.value}"
                self.muc[ten] = (hd, nguon.value)
                self.fields[ten] = OTien(
                    label=f"{hd}: {nguon.label} (đồng)", required=False, initial=con,
                    help_text="Không vượt giá trị đã nghiệm thu, đang điền sẵn.",
                )  # fmt: skip

    @property
    def so_tien(self) -> list[tuple[HopDong, str, int]]:
        """(contract, source, đồng) of a valid form, without empty boxes."""
        return [
            (hd, nguon, self.cleaned_data[ten])
            for ten, (hd, nguon) in self.muc.items()
            if self.cleaned_data[ten]
        ]


class QuyetToanNamForm(QuyetToanForm):
    """One budget year of a đề án of several: the last year begun that is not settled yet."""

    def dat_o(self) -> None:
        super().dat_o()
        da = {b.nam for b in self.h.but_toan if b.loai == L.QUYET_TOAN}
        o_nam: Any = self.fields["nam"]
        o_nam.initial = next((n for n, _ in o_nam.choices if n not in da), o_nam.initial)
        o_nam.help_text = "Một năm của đề án nhiều năm; đang điền năm đầu chưa quyết toán."


class DaoForm(forms.Form):
    """Reversal of an entry."""

    ngay = o_ngay("Ngày ghi", initial=timezone.localdate)
    ly_do = o_doan("Lý do đảo", 3, min_length=10, max_length=500, help_text="Ít nhất 10 ký tự.")


class QuyetDinhDieuChinhForm(forms.Form):
    """The decision on a request to adjust."""

    dong_y = o_chon("Quyết định", [("co", "Đồng ý điều chỉnh"), ("khong", "Không chấp nhận")])
    so_van_ban = o_chu("Số văn bản", max_length=80)
    ngay_van_ban = o_ngay(
        "Ngày văn bản",
        help_text="Cấp có thẩm quyền được xét theo ngày này (Điều 11 TT 36/2013/TT-BCT).",
    )
