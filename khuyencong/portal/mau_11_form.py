"""One row of Mẫu 11: the establishment by tax code, by name and commune, or a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cucctdp.donvi.choices import LoaiHinhCoSo
from cucctdp.donvi.models import CoSo, TenXa
from cucctdp.donvi.models.co_so import khoa_ten_co_so
from cucctdp.formats.chu import khoa_tim
from cucctdp.imports.chuyen_doi import OSai
from khuyencong.choices import TinhTrangMay
from khuyencong.models import DeAn
from khuyencong.nhap_tep.doc_o import ThuHuongGhi, tach_thu_huong
from khuyencong.portal.o_nhap import OTien, o_chon, o_chu
from khuyencong.services.thu_huong import tim_co_so, xa_cua

SO_GOI_Y = 5
DANH_SACH_XA = "xa-cua-tinh"


class XaCuaTinh:
    """Communes of a đề án by their names, read once for all rows."""

    def __init__(self, de_an: DeAn) -> None:
        ten = TenXa.objects.filter(hieu_luc_den=None, xa__in=xa_cua(de_an))
        self.ten: dict[int, str] = dict(ten.values_list("xa", "ten_day_du"))
        self._theo_khoa: dict[str, list[int]] = defaultdict(list)
        for pk, ten_goi in xa_cua(de_an).values_list("pk", "ten_goi"):
            for khoa in {khoa_tim(ten_goi), khoa_tim(self.ten.get(pk, ""))} - {""}:
                self._theo_khoa[khoa].append(pk)

    def tim(self, chu: str) -> int | None:
        """The one commune of this name. Raises ValidationError when there is none, or several."""
        if not chu.strip():
            return None
        cac = self._theo_khoa.get(khoa_tim(chu.strip()), [])
        if not cac:
            raise ValidationError(f"Tỉnh của đề án không có xã, phường «{chu}».")
        if len(cac) > 1:
            ten = "; ".join(self.ten[pk] for pk in cac)
            raise ValidationError(f"Nhiều nơi cùng tên: {ten}. Ghi cả «xã» hoặc «phường».")
        return cac[0]


def _doc(chu: str) -> ThuHuongGhi | None:
    """What stands in the box: «Tên (MST …)», «Tên (số 12)», a bare tax code, or a name."""
    if not chu.strip():
        return None
    so = chu.replace(" ", "")
    if so.replace("-", "").isdigit() and len(so) >= 10:
        return ThuHuongGhi("", mst=so)
    cac = tach_thu_huong(chu)
    if len(cac) > 1:
        raise ValidationError("Mỗi dòng ghi một cơ sở.")
    return cac[0] if cac else None


def chu_co_so(c: CoSo | None) -> str:
    """An establishment as this box writes it and finds it again."""
    if c is None:
        return ""
    return f"{c.ten} (MST {c.ma_so_thue})" if c.ma_so_thue else f"{c.ten} (số {c.pk})"


class DongForm(forms.Form):
    """One approved row: who gets it; an empty box leaves it for later."""

    id = forms.IntegerField(widget=forms.HiddenInput)
    co_so = o_chu("Cơ sở: mã số thuế hoặc tên", required=False, max_length=300)
    xa = o_chu("Xã, phường", required=False, max_length=120)
    loai_hinh = forms.ChoiceField(
        label="Cơ sở mới: loại hình", required=False,
        choices=[("", "Đã có trong danh bạ"), *LoaiHinhCoSo.choices],
    )  # fmt: skip
    khong_trung = forms.BooleanField(label="Khác cơ sở trùng tên đã có", required=False)
    nganh_nghe = o_chon("Ngành nghề", (), required=False)
    may = o_chu("Máy móc, hạng mục", required=False)
    tinh_trang_may = o_chon("Tình trạng máy", TinhTrangMay.choices, required=False)
    ho_tro = OTien(label="Hỗ trợ khuyến công (đồng)", required=False, help_text="")
    doi_ung = OTien(label="Đối ứng (đồng)", required=False, help_text="")

    def __init__(
        self, *args: Any, d: DeAn, nganh: Sequence[Any], xa: XaCuaTinh, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.d, self.xa = d, xa
        self.fields["nganh_nghe"].choices = [("", "Chọn…"), *nganh]  # type: ignore[attr-defined]
        self.fields["xa"].widget.attrs["list"] = DANH_SACH_XA
        self.chon: CoSo | None = None
        self.moi: dict[str, Any] | None = None

    def clean_xa(self) -> int | None:
        return self.xa.tim(self.cleaned_data["xa"])

    def clean_co_so(self) -> ThuHuongGhi | None:
        try:
            return _doc(self.cleaned_data["co_so"])
        except OSai as loi:
            raise ValidationError(str(loi)) from loi

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        ghi, loai_hinh = d.get("co_so"), d.get("loai_hinh")
        if self.errors:
            return d
        if ghi is None:
            if d["xa"] or loai_hinh:
                self.add_error("co_so", "Ghi tên hoặc mã số thuế cơ sở.")
        elif loai_hinh:
            self._lap_moi(ghi, d)
        else:
            self._tim(ghi, d["xa"])
        return d

    def _lap_moi(self, ghi: ThuHuongGhi, d: dict[str, Any]) -> None:
        xa = d["xa"]
        if not ghi.ten:
            self.add_error("co_so", "Cơ sở mới phải có tên, ví dụ «Tổ hợp tác Ánh Dương».")
        if xa is None:
            self.add_error("xa", "Ghi xã, phường nơi sản xuất của cơ sở mới.")
        self.moi = {
            "ten": ghi.ten, "ma_so_thue": ghi.mst, "loai_hinh": d["loai_hinh"], "xa_id": xa,
            "khong_trung": d["khong_trung"],
        }  # fmt: skip

    def _tim(self, ghi: ThuHuongGhi, xa: int | None) -> None:
        """By number, by tax code, else by name: the same name first, then part of it."""
        if ghi.mst:
            cac = [c for c in tim_co_so(self.d, ghi.mst)[:2] if c.ma_so_thue == ghi.mst]
            if not cac:
                self.add_error("co_so", "Không có cơ sở nào của tỉnh mang mã số thuế này.")
        else:
            rows = tim_co_so(self.d, ghi.ten).select_related("xa")
            if ghi.so is not None:
                rows = rows.filter(pk=ghi.so)
            if xa is not None:
                rows = rows.filter(xa=xa)
            cac = list(rows.filter(ten_khoa=khoa_ten_co_so(ghi.ten))[: SO_GOI_Y + 1])
            cac = cac or list(rows[: SO_GOI_Y + 1])
            if not cac:
                self.add_error(
                    "co_so",
                    f"Danh bạ của tỉnh không có «{ghi.ten}». Cơ sở chưa có: chọn loại hình và ghi "
                    "xã, phường để lập mới.",
                )
        if len(cac) > 1:
            ten = "; ".join(f"{chu_co_so(c)}, {self.xa.ten.get(c.xa_id, '')}" for c in cac[:5])
            self.add_error("co_so", f"Có nhiều cơ sở khớp, chép lại một: {ten}.")
        elif cac:
            self.chon = cac[0]

    @property
    def dong(self) -> dict[str, Any]:
        """What the service takes, of a valid form."""
        o = self.cleaned_data
        ten = ("nganh_nghe", "may", "tinh_trang_may", "doi_ung")
        chung = {t: o[t] for t in ten} | {"id": o["id"], self.d.nguon: o["ho_tro"]}
        if self.chon is not None:
            chung |= {"co_so": self.chon, "xa": self.chon.xa}
        if self.moi is not None:
            chung["co_so_moi"] = self.moi
        return chung
