"""What can be done on the page of a round: steps of the table and changes, each one dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from cucctdp.adminkit.hop_thoai import HopThoai, KhongTruongForm
from cucctdp.workflow.steps import Step, ly_do_tu_choi
from sanpham_tieubieu.admin import form_ky
from sanpham_tieubieu.admin.hop import mo_hop
from sanpham_tieubieu.admin.viec_ban import VIEC_BAN
from sanpham_tieubieu.admin.viec_ket_qua import BUOC_KET_QUA, VIEC_KET_QUA
from sanpham_tieubieu.admin.viec_kieu import Viec, dong_cua
from sanpham_tieubieu.choices import TrangThaiKy
from sanpham_tieubieu.models import KyBinhChon
from sanpham_tieubieu.quyen_ky import dieu_hanh_duoc
from sanpham_tieubieu.services import dieu_hanh, mo_diem
from sanpham_tieubieu.services.ky import (
    NHAN_DANG,
    QUY_CHE,
    THONG_TIN,
    dat_chi_tieu,
    dat_dia_ban,
    dat_moc,
    sua_ky,
)
from sanpham_tieubieu.workflow import CAC_BUOC_KY

T = TrangThaiKy


@dataclass(frozen=True)
class Nut:
    """A button of the page; ``vuong``: why it cannot be pressed now."""

    nhan: str
    duong: str
    nguy_hiem: bool = False
    chinh: bool = True
    vuong: str = ""


def _sua_thong_tin(ky: KyBinhChon, _: Any, d: Mapping[str, Any], by: Any) -> Any:
    return sua_ky(ky, thong_tin=d, by=by)


def _dat_moc(ky: KyBinhChon, _: Any, d: Mapping[str, Any], by: Any) -> Any:
    return dat_moc(ky, cac_moc=form_ky.cac_moc(d), ly_do=d.get("ly_do", ""), by=by)


def _dat_dia_ban(ky: KyBinhChon, _: Any, d: Mapping[str, Any], by: Any) -> Any:
    return dat_dia_ban(ky, cac_tinh=form_ky.cac_tinh(d), by=by)


def _dat_chi_tieu(ky: KyBinhChon, _: Any, d: Mapping[str, Any], by: Any) -> Any:
    return dat_chi_tieu(ky, by=by, **d)


VIEC_KY = (
    Viec(
        "thong-tin", "Sửa thông tin kỳ", "tong-quan", "lap_ky",
        lambda ky, _, gui: form_ky.form_cot(ky, gui, (*NHAN_DANG, *THONG_TIN)),
        _sua_thong_tin, "Đã lưu.",
        "Cấp, phạm vi và ngày bắt đầu chỉ sửa được khi kỳ còn đang soạn.",
        mo=lambda ky: ky.trang_thai not in (T.KET_THUC, T.HUY),
    ),
    Viec(
        "quy-che", "Sửa quy chế chấm", "tong-quan", "lap_ky",
        lambda ky, _, gui: form_ky.form_cot(ky, gui, QUY_CHE),
        _sua_thong_tin, "Đã lưu quy chế.",
        "Hội đồng quyết định từ trước; bắt đầu chấm thì không đổi được.",
        mo=lambda ky: ky.trang_thai in (T.SOAN, T.MO),
    ),
    Viec(
        "giai-doan", "Đặt thời gian các giai đoạn", "giai-doan", "lap_ky",
        lambda ky, _, gui: form_ky.form_moc(ky, gui),
        _dat_moc, "Đã đặt thời gian các giai đoạn.",
        "Bỏ trống cả hai ô: giai đoạn kéo dài theo trạng thái của kỳ.",
        mo=lambda ky: ky.trang_thai in (T.SOAN, T.MO, T.CHAM, T.MO_DIEM, T.DA_HOP),
    ),
    Viec(
        "dia-ban", "Chọn tỉnh, số sản phẩm được gửi", "dia-ban", "lap_ky",
        lambda ky, _, gui: form_ky.form_dia_ban(ky, gui),
        _dat_dia_ban, "Đã đặt các tỉnh tham gia.",
        "Mỗi dòng một tỉnh, ví dụ «Tây Ninh: 12»; không ghi số là không giới hạn.",
        mo=lambda ky: ky.cap in ("khu_vuc", "quoc_gia") and ky.trang_thai in (T.SOAN, T.MO),
    ),
    Viec(
        "chi-tieu", "Đặt chỉ tiêu nhóm", "chi-tieu", "dieu_hanh_ky",
        lambda ky, _, gui: form_ky.form_chi_tieu(ky, gui),
        _dat_chi_tieu, "Đã đặt chỉ tiêu.",
        "Đổi chỉ tiêu là ghi thêm một dòng kèm văn bản; dòng cũ giữ nguyên.",
        mo=lambda ky: ky.trang_thai not in (T.CONG_NHAN, T.KET_THUC, T.HUY),
    ),
)  # fmt: skip
VIEC: dict[str, Viec] = {v.ma: v for v in (*VIEC_KY, *VIEC_BAN, *VIEC_KET_QUA)}

Cua = Callable[[KyBinhChon, Mapping[str, Any], Any], Any]
# Steps and the doors that do them; a step of the table without a door here has no button.
BUOC: dict[str, tuple[type[forms.Form], Cua]] = {
    "kybinhchon.mo": (KhongTruongForm, lambda ky, _, by: dieu_hanh.mo_ky(ky, by=by)),
    "kybinhchon.ve_soan": (
        form_ky.LyDoForm,
        lambda ky, d, by: dieu_hanh.ve_soan(ky, ly_do=d["ly_do"], by=by),
    ),
    "kybinhchon.bat_dau_cham": (
        KhongTruongForm,
        lambda ky, _, by: dieu_hanh.bat_dau_cham(ky, by=by),
    ),
    "kybinhchon.mo_diem": (
        form_ky.MoDiemForm,
        lambda ky, d, by: mo_diem.mo_diem(ky, by=by, bo_phieu_chua_ky=d["bo_phieu_chua_ky"]),
    ),
    **BUOC_KET_QUA,
    "kybinhchon.ket_thuc": (KhongTruongForm, lambda ky, _, by: dieu_hanh.ket_thuc(ky, by=by)),
    "kybinhchon.huy": (
        form_ky.LyDoForm,
        lambda ky, d, by: dieu_hanh.huy_ky(ky, ly_do=d["ly_do"], by=by),
    ),
}
_THEO_MA = {b.ten.rpartition(".")[2].replace("_", "-"): b for b in CAC_BUOC_KY if b.ten in BUOC}
MO_TA = {
    "mo": "Từ lúc này cơ sở, UBND cấp xã, Sở nộp và gửi hồ sơ theo thời gian đã đặt.",
    "bat_dau_cham": "Hồ sơ hợp lệ được đưa vào chấm; sau bước này không nhận thêm hồ sơ.",
    "mo_diem": (
        "Từ phút này Trưởng ban, Hội đồng và nơi tổ chức xem được điểm; không sửa được phiếu nữa."
    ),
    "huy": "Hồ sơ đã nộp được giữ nguyên; kỳ không dùng được nữa.",
}


def duong(ky: KyBinhChon, ma: str, dong: int | None = None) -> str:
    """Address of a dialog of the round."""
    if dong is None:
        return reverse("admin:sanpham_tieubieu_kybinhchon_viec", args=[ky.pk, ma])
    return reverse("admin:sanpham_tieubieu_kybinhchon_viec_dong", args=[ky.pk, ma, dong])


def cac_nut_buoc(ky: KyBinhChon, user: Any) -> list[Nut]:
    """Buttons of the steps this account may do now."""
    nut = []
    for ma, b in _THEO_MA.items():
        if ky.trang_thai in b.tu and not ly_do_tu_choi(b, ky, user, thuoc={ky.pk}):
            nut.append(Nut(b.nhan, duong(ky, ma), ma in ("huy", "ve-soan", "hop-lai")))
    return nut


def cac_nut(ky: KyBinhChon, user: Any, the: str) -> list[Nut]:
    """Buttons of a tab that concern the whole round."""
    return [
        Nut(v.nhan, duong(ky, v.ma), v.nguy_hiem, chinh=not v.nguy_hiem)
        for v in VIEC.values()
        if v.the == the and v.dong is None and v.mo(ky) and dieu_hanh_duoc(user, ky, v.quyen)
    ]


def nut_dong(ky: KyBinhChon, user: Any, the: str, dong: Any) -> list[Nut]:
    """Buttons of one row of a tab."""
    return [
        Nut(v.nhan, duong(ky, v.ma, dong.pk), v.nguy_hiem)
        for v in VIEC.values()
        if v.the == the
        and v.dong is type(dong)
        and v.mo(ky)
        and v.mo_dong(dong)
        and dieu_hanh_duoc(user, ky, v.quyen)
    ]


def trang_viec(
    request: HttpRequest, site: AdminSite, ky: KyBinhChon, ma: str, dong_id: int | None, ve: str
) -> HttpResponse:
    """The dialog of one work or step; 404 when there is none, 403 for whom it is not."""
    if dong_id is None and ma in _THEO_MA:
        return _trang_buoc(request, site, ky, _THEO_MA[ma], ve)
    v = VIEC.get(ma)
    if v is None or (v.dong is None) != (dong_id is None):
        raise Http404("Không có việc này.")
    if not dieu_hanh_duoc(request.user, ky, v.quyen):
        raise PermissionDenied
    dong = None if dong_id is None else dong_cua(v, ky, dong_id)
    gui = (request.POST, request.FILES) if request.method == "POST" else ()
    form = v.form(ky, dong, gui)
    ten = f"{v.nhan}: {dong or ky}"
    hop = HopThoai(ten, v.nhan, f"{ve}?the={v.the}", v.mo_ta, v.nguy_hiem)

    def lam() -> Any:
        return v.lam(ky, dong, form.cleaned_data, request.user)

    return mo_hop(request, site, hop, form, lam, v.xong)


def _trang_buoc(
    request: HttpRequest, site: AdminSite, ky: KyBinhChon, buoc: Step, ve: str
) -> HttpResponse:
    if not request.user.has_perm(buoc.quyen):
        raise PermissionDenied
    lop, cua = BUOC[buoc.ten]
    form = lop(request.POST) if request.method == "POST" else lop()
    ten = buoc.ten.rpartition(".")[2]
    nguy_hiem = ten in ("huy", "ve_soan", "hop_lai")
    hop = HopThoai(f"{buoc.nhan}: {ky}", buoc.nhan, ve, MO_TA.get(ten, ""), nguy_hiem)

    def lam() -> Any:
        return cua(ky, form.cleaned_data, request.user)

    return mo_hop(request, site, hop, form, lam, f"Đã xong: {buoc.nhan.lower()}.")
