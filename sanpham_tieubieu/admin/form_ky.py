"""Forms of the dialogs of a round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldBooleanWidget

from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh, Xa
from cucctdp.formats.chu import khoa_tim
from sanpham_tieubieu.admin.o_nhap import CotForm, OChu, o_gio, o_ly_do
from sanpham_tieubieu.choices import GiaiDoan, TrangThaiKy
from sanpham_tieubieu.models import ChiTieuNhom, KyBinhChon, NhomSanPham

_MO, _DONG = "mo_", "dong_"
_KHONG_SUA = ("minh_hoa", "lan_thu")


class LyDoForm(forms.Form):
    ly_do = o_ly_do()


class MoDiemForm(forms.Form):
    bo_phieu_chua_ky = forms.BooleanField(
        label="Bỏ các phiếu chưa ký",
        required=False,
        widget=UnfoldBooleanWidget,
        help_text="Phiếu chưa ký không được tính; không đánh dấu thì còn phiếu chưa ký sẽ dừng.",
    )


def cac_dong_don_vi() -> dict[str, Any]:
    """What the keys of a round may name in the dialogs."""
    tinh = DonViHanhChinh.objects.filter(bo_ma=BoMa.B34).theo_ten()
    return {"don_vi": tinh, "noi_to_chuc": tinh, "xa": Xa.objects.none()}


def form_cot(ky: KyBinhChon | None, gui: tuple[Any, ...], truong: Sequence[str]) -> CotForm:
    """Columns of the round that a person types; a new round with None.

    Regional and national rounds are the admin's: their place is the region.
    """
    bo = {*_KHONG_SUA}
    if ky is None or ky.cap in ("khu_vuc", "quoc_gia"):
        bo |= {"don_vi", "xa", "huyen"}
    else:
        bo |= {"xa", "khu_vuc", "noi_to_chuc"}
    if ky is not None and ky.trang_thai != TrangThaiKy.SOAN:
        bo |= {"cap", "nam", "khu_vuc", "don_vi", "huyen", "ngay_bat_dau"}
    form = CotForm(
        *gui,
        bang=KyBinhChon,
        truong=[t for t in truong if t not in bo],
        dong=ky,
        rows=cac_dong_don_vi(),
    )
    if ky is None:
        form.fields["cap"].choices = [  # type: ignore[attr-defined]
            ("khu_vuc", "Cấp khu vực"), ("quoc_gia", "Cấp quốc gia"),
        ]  # fmt: skip
        form.initial["nam"] = timezone.localdate().year
    return form


class _MocForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        d = super().clean() or {}
        for gd in GiaiDoan:
            co = [d.get(f"{p}{gd.value}") is not None for p in (_MO, _DONG)]
            if any(co) and not all(co):
                self.add_error(f"{_DONG}{gd.value}", f"{gd.label}: ghi cả giờ mở và giờ đóng.")
        return d


def form_moc(ky: KyBinhChon, gui: tuple[Any, ...]) -> forms.Form:
    """Opening and closing minute of each phase; a reason once the round is open."""
    form = _MocForm(*gui)
    co = {m.giai_doan: m for m in ky.cac_moc.all()}
    for gd in GiaiDoan:
        m = co.get(gd.value)
        for dau, nhan, luc in ((_MO, "mở", "mo_luc"), (_DONG, "đóng", "dong_luc")):
            ten = f"{dau}{gd.value}"
            form.fields[ten] = o_gio(f"{gd.label}: {nhan} lúc", required=False)
            if m is not None:
                form.initial[ten] = getattr(m, luc)
    if ky.trang_thai != TrangThaiKy.SOAN:
        form.fields["ly_do"] = o_ly_do()
    return form


def cac_moc(d: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Phases of a valid form, as the service takes them."""
    return [
        {
            "giai_doan": gd.value,
            "mo_luc": d[f"{_MO}{gd.value}"],
            "dong_luc": d[f"{_DONG}{gd.value}"],
        }
        for gd in GiaiDoan
        if d.get(f"{_MO}{gd.value}") is not None
    ]


class _DiaBanForm(forms.Form):
    """A province to a line with its limit: as officers keep the list."""

    cac_tinh = OChu(
        label="Các tỉnh",
        max_length=4000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 20}),
    )

    def clean_cac_tinh(self) -> dict[DonViHanhChinh, int | None]:
        theo = {khoa_tim(d.ten_goi): d for d in DonViHanhChinh.objects.filter(bo_ma=BoMa.B34)}
        kq: dict[DonViHanhChinh, int | None] = {}
        loi = []
        for i, dong in enumerate(self.cleaned_data["cac_tinh"].splitlines(), 1):
            ten, _, so = (p.strip() for p in dong.partition(":"))
            if not ten:
                continue
            d = theo.get(khoa_tim(ten))
            if d is None:
                loi.append(f"Dòng {i}: không có tỉnh «{ten[:40]}».")
            elif d in kq:
                loi.append(f"Dòng {i}: «{ten}» ghi hai lần.")
            elif so and not (so.isascii() and so.isdigit() and len(so) < 5):
                loi.append(f"Dòng {i}: «{so[:20]}» không phải số sản phẩm.")
            else:
                kq[d] = int(so) if so else None
        if loi:
            raise ValidationError(loi)
        return kq


def form_dia_ban(ky: KyBinhChon, gui: tuple[Any, ...]) -> forms.Form:
    form = _DiaBanForm(*gui)
    cac = ky.dia_ban.select_related("don_vi").order_by("don_vi__ten_goi__khoa_sap_xep")
    form.initial["cac_tinh"] = "\n".join(
        d.don_vi.ten_goi + (f": {d.chi_tieu}" if d.chi_tieu is not None else "") for d in cac
    )
    return form


def cac_tinh(d: Mapping[str, Any]) -> dict[DonViHanhChinh, int | None]:
    return dict(d["cac_tinh"])


def form_chi_tieu(ky: KyBinhChon, gui: tuple[Any, ...]) -> CotForm:
    """One more row of quota; a reason once the round is open."""
    truong = ["nhom", "so_luong", "van_ban"]
    if ky.trang_thai != TrangThaiKy.SOAN:
        truong.append("ly_do")
    nhom = NhomSanPham.objects.hieu_luc(ky.ngay_bat_dau).order_by("thu_tu")
    return CotForm(*gui, bang=ChiTieuNhom, truong=truong, rows={"nhom": nhom})
