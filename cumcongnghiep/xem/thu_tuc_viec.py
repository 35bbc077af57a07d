"""Work on the page of a dossier: each piece names its form and the door it goes through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.models import BoSungHoSo, HoSo, ThanhVienHoiDong, UngVien
from cumcongnghiep.services import thu_tuc, tuyen_chon
from cumcongnghiep.tuyen_chon import KetQua
from cumcongnghiep.xem.thu_tuc_form import (
    BoSungForm,
    BuocForm,
    DeNghiForm,
    DieuKienForm,
    DungForm,
    HoiDongForm,
    HopForm,
    KetLuanForm,
    NhanBoSungForm,
    PhieuForm,
    QuyetDinhForm,
    UngVienForm,
)


@dataclass(frozen=True)
class TrangHoSo:
    """The dossier a page is about, as its forms need it."""

    ho_so: HoSo
    kq: KetQua
    buoc: str
    cho_bo_sung: BoSungHoSo | None = None


@dataclass(frozen=True)
class Viec:
    """One piece of work on the page: its title, its form, the door it goes through."""

    ten: str
    form: Callable[..., forms.Form]
    lam: Callable[[TrangHoSo, forms.Form, Any, dict[str, str]], Any]
    nut: str = "Ghi"
    can_kq: bool = False


def _buoc(t: TrangHoSo, f: forms.Form, by: Any, _: dict[str, str]) -> Any:
    d = {k: v for k, v in f.cleaned_data.items() if v not in (None, "")}
    return thu_tuc.ghi_buoc(t.ho_so, loai=t.buoc, by=by, **d)


def _de_nghi(t: TrangHoSo, f: forms.Form, by: Any, _: dict[str, str]) -> Any:
    d = {k: v for k, v in f.cleaned_data.items() if v not in (None, "")}
    return thu_tuc.ghi_buoc(t.ho_so, loai=L.DE_NGHI, by=by, **d)


def _cua_hoi_dong(t: TrangHoSo) -> Any:
    if t.kq.hoi_dong is None:
        raise ValidationError("Hồ sơ chưa có Hội đồng đánh giá.")
    return t.kq.hoi_dong


def _ung_vien(t: TrangHoSo, post: dict[str, str]) -> UngVien:
    pk = post.get("ung_vien", "")
    dong = UngVien.objects.filter(ho_so=t.ho_so, pk=int(pk) if pk.isdecimal() else 0).first()
    if dong is None:
        raise ValidationError("Nhà đầu tư không thuộc hồ sơ này.")
    return dong


def _thanh_vien(t: TrangHoSo, post: dict[str, str]) -> ThanhVienHoiDong:
    pk = post.get("thanh_vien", "")
    dong = next((n for n in t.kq.thanh_vien if str(n.pk) == pk), None)
    if dong is None:
        raise ValidationError("Thành viên không thuộc Hội đồng của hồ sơ này.")
    return dong


def _lap_hoi_dong(t: TrangHoSo, f: forms.Form, by: Any, _: dict[str, str]) -> Any:
    ten = ("so_quyet_dinh", "ngay_quyet_dinh", "co_mat_toi_thieu", "tep", "thanh_vien")
    return tuyen_chon.lap_hoi_dong(t.ho_so, by=by, **{k: f.cleaned_data[k] for k in ten})


def _phieu(t: TrangHoSo, f: forms.Form, by: Any, post: dict[str, str]) -> Any:
    assert isinstance(f, PhieuForm)
    return tuyen_chon.ghi_phieu(_ung_vien(t, post), _thanh_vien(t, post), diem=f.diem, by=by)


def _nhan_bo_sung(t: TrangHoSo, f: forms.Form, by: Any, _: dict[str, str]) -> Any:
    if t.cho_bo_sung is None:
        raise ValidationError("Hồ sơ không chờ bổ sung.")
    return thu_tuc.nhan_bo_sung(t.cho_bo_sung, by=by, **f.cleaned_data)


def form_buoc(loai: str) -> Callable[..., forms.Form]:
    """The form of the document of a step."""
    if loai == L.DE_NGHI:
        return DeNghiForm
    return QuyetDinhForm if loai in (L.THANH_LAP, L.MO_RONG) else BuocForm


VIEC: dict[str, Viec] = {
    "buoc": Viec("Ghi bước tiếp theo", BuocForm, _buoc, "Ghi văn bản"),
    "de-nghi": Viec("Thêm văn bản đề nghị của nhà đầu tư khác", DeNghiForm, _de_nghi),
    "hoi-dong": Viec("Lập Hội đồng đánh giá (bước 6)", HoiDongForm, _lap_hoi_dong, "Lập Hội đồng"),
    "ung-vien": Viec(
        "Thêm nhà đầu tư đề nghị",
        UngVienForm,
        lambda t, f, by, _: tuyen_chon.them_ung_vien(t.ho_so, by=by, **f.cleaned_data),
    ),
    "dieu-kien": Viec(
        "Xét điều kiện",
        DieuKienForm,
        lambda t, f, by, p: tuyen_chon.xet_dieu_kien(_ung_vien(t, p), by=by, **f.cleaned_data),
        "Ghi kết quả",
    ),
    "phieu": Viec("Phiếu chấm điểm", PhieuForm, _phieu, "Lưu phiếu", can_kq=True),
    "hop": Viec(
        "Ngày họp, người vắng",
        HopForm,
        lambda t, f, by, _: tuyen_chon.diem_danh(_cua_hoi_dong(t), by=by, **f.cleaned_data),
        can_kq=True,
    ),
    "ket-luan": Viec(
        "Kết luận của Hội đồng (bước 8)",
        KetLuanForm,
        lambda t, f, by, _: tuyen_chon.ket_luan(_cua_hoi_dong(t), by=by, **f.cleaned_data),
        "Kết luận",
        can_kq=True,
    ),
    "bo-sung": Viec(
        "Yêu cầu bổ sung hồ sơ",
        BoSungForm,
        lambda t, f, by, _: thu_tuc.yeu_cau_bo_sung(t.ho_so, by=by, **f.cleaned_data),
    ),
    "nhan-bo-sung": Viec("Đã nhận đủ hồ sơ bổ sung", NhanBoSungForm, _nhan_bo_sung),
    "dung": Viec(
        "Dừng hồ sơ, không ra quyết định",
        DungForm,
        lambda t, f, by, _: thu_tuc.ket_thuc_ho_so(t.ho_so, by=by, **f.cleaned_data),
        "Dừng hồ sơ",
    ),
}


def viec_mo(t: TrangHoSo, *, da: set[str]) -> list[str]:
    """Work that is open now, by its address. ``da``: kinds of documents the dossier has."""
    if t.ho_so.ket_thuc is not None:
        return []
    kq = t.kq
    xong = kq.hoi_dong is not None and kq.hoi_dong.ket_luan_luc is not None
    cac = []
    if t.buoc == L.HOI_DONG:
        cac.append("hoi-dong")
    elif t.buoc == L.CHAM_DIEM and kq.hoi_dong is not None:
        cac += ["hop", "ket-luan"]
    elif t.buoc:
        cac.append("buoc")
    if kq.hoi_dong is not None and not xong and "hop" not in cac:
        cac.append("hop")
    if L.DE_NGHI in da and L.TRINH_SO not in da:
        cac.append("de-nghi")
    if not xong and L.DE_NGHI in da:
        cac.append("ung-vien")
    if L.TRINH_SO in da and L.THAM_DINH not in da:
        cac.append("nhan-bo-sung" if t.cho_bo_sung else "bo-sung")
    return [*cac, "dung"]
