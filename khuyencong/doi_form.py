"""The request to adjust: the present values of one kind of change, to be written over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from unfold.widgets import UnfoldAdminTextInputWidget

from cucctdp.donvi.choices import LoaiToChuc
from cucctdp.donvi.models import CoSo, ToChuc
from khuyencong.choices import TinhTrangMay, ViecDieuChinh
from khuyencong.doi_de_an import TIEN, don_gian, hien_tai, nhan, tach, ten_dong
from khuyencong.ho_so import HoSo
from khuyencong.models import NganhNghe, NoiDung
from khuyencong.o_nhap import OTien, o_chon, o_chu, o_doan, o_dong, o_ngay
from khuyencong.services.dieu_chinh_ap_dung import loi_doi
from khuyencong.services.thu_huong import cac_tinh_cua, tim_co_so, xa_cua

# Stopping has steps of its own: «Đề nghị ngừng».
VIEC_HOI = tuple(m for m in ViecDieuChinh.values if m != ViecDieuChinh.NGUNG)


def _o_so(nhan_o: str, gia: Decimal) -> forms.DecimalField:
    o = UnfoldAdminTextInputWidget(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(
        label=nhan_o, localize=True, widget=o, min_value=0, max_digits=14, decimal_places=2,
        initial=gia,
    )  # fmt: skip


class DeNghiForm(forms.Form):
    """One kind of change (Điều 11 TT 36/2013/TT-BCT): a box for each value it may touch."""

    def __init__(self, *args: Any, h: HoSo, viec: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.h, self.viec = h, viec
        self.co = hien_tai(h, viec)
        self.fields["viec"] = forms.CharField(initial=viec, widget=forms.HiddenInput)
        cua = ten_dong(h)
        for khoa in self.co:
            if viec == ViecDieuChinh.THU_HUONG and tach(khoa)[2] == "xa":
                continue  # an establishment brings its own commune
            self.fields[khoa] = self._o(khoa, nhan(khoa, cua))
        self.fields["ly_do"] = o_doan("Lý do", 4, min_length=10, max_length=4000)

    def _o(self, khoa: str, nhan_o: str) -> forms.Field:
        ten, gia = tach(khoa)[2], self.co[khoa]
        if ten in TIEN:
            return OTien(label=nhan_o, required=False, initial=gia, help_text="")
        if ten == "den_ngay":
            return o_ngay("Ngày kết thúc mới", initial=date.fromisoformat(gia))
        if ten == "so_luong":
            return _o_so(nhan_o, Decimal(gia))
        if ten == "xa":
            xa = xa_cua(self.h.de_an).order_by("ten_goi", "ma")
            return o_dong(nhan_o, xa, initial=gia)
        if ten == "co_so":
            nay = next((t.co_so for t in self.h.thu_huong if t.co_so_id == gia), None)
            giup = f"Hiện nay: {nay or 'chưa xác định'}. Để trống thì giữ nguyên."
            return o_chu(f"{nhan_o} mới: mã số thuế hoặc tên", required=False, help_text=giup)
        if ten == "phoi_hop":
            return self._o_phoi_hop(gia)
        if ten in ("noi_dung", "nganh_nghe", "tinh_trang_may"):
            return o_chon(nhan_o, self._muc(ten), required=ten == "noi_dung", initial=gia)
        return o_chu(nhan_o, required=khoa.startswith("noi_dung"), initial=gia)

    def _muc(self, ten: str) -> list[tuple[str, str]]:
        if ten == "tinh_trang_may":
            return [(m, str(t)) for m, t in TinhTrangMay.choices]
        lop: Any = NoiDung if ten == "noi_dung" else NganhNghe
        return [(x.ma, f"{x.ma} – {x.ten}") for x in lop.objects.hieu_luc(self.h.ngay_dang_ky)]

    def _o_phoi_hop(self, gia: list[int]) -> forms.Field:
        cua_tinh = ToChuc.objects.filter(
            Q(don_vi__in=cac_tinh_cua(self.h.de_an))
            | Q(don_vi__isnull=True, loai=LoaiToChuc.TRUNG_TAM_KC)
            | Q(pk__in=gia)
        )
        return forms.ModelMultipleChoiceField(
            cua_tinh.theo_ten(), label="Đơn vị phối hợp", required=False, initial=gia,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip

    def _co_so(self, khoa: str, chu: str) -> CoSo | None:
        """The one establishment a tax code or a name means."""
        cac = list(tim_co_so(self.h.de_an, chu)[:9]) if chu.strip() else []
        dung = [c for c in cac if chu.strip().casefold() in (c.ma_so_thue, c.ten.casefold())]
        cac = dung or cac
        if chu.strip() and not cac:
            self.add_error(khoa, "Không có cơ sở nào của tỉnh mang mã số thuế hoặc tên này.")
        if len(cac) > 1:
            ten = "; ".join(f"{c.ten} ({c.ma_so_thue or 'không có mã số thuế'})" for c in cac[:5])
            self.add_error(khoa, f"Có nhiều cơ sở khớp, ghi rõ hơn: {ten}.")
        return cac[0] if len(cac) == 1 else None

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        self.sau: dict[str, Any] = {}
        for khoa in self.co:
            bang, dong, ten = tach(khoa)
            if khoa not in d:
                continue
            if ten != "co_so":
                self.sau[khoa] = don_gian(d[khoa])
            elif (co_so := self._co_so(khoa, d[khoa])) is not None:
                self.sau[khoa] = co_so.pk
                self.sau[f"{bang}-{dong}-xa"] = co_so.xa_id
        thieu = any(k in self.errors for k in self.co)
        if not thieu and (loi := loi_doi(self.h, self.viec, self.sau)):
            raise ValidationError(loi)
        return d
