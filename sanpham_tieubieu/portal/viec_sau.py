"""Works beside the steps of a dossier: its sample, its certificate, the yearly report after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from sanpham_tieubieu.admin.o_nhap import CotForm, OChu, o_doan, o_ly_do, o_ngay
from sanpham_tieubieu.choices import CoQuanThuoc, TrangThaiGiay, TrangThaiHoSo
from sanpham_tieubieu.models import GiayChungNhan, HienVat, HoSoDangKy, TheoDoi
from sanpham_tieubieu.portal.quyen import kiem_tra_duoc
from sanpham_tieubieu.services import giay as dv_giay
from sanpham_tieubieu.services import hien_vat
from sanpham_tieubieu.services.hien_vat import THONG_TIN
from sanpham_tieubieu.services.theo_doi import COT, ghi_theo_doi

THEO_DOI = "sanpham_tieubieu.theo_doi_sau"


def giay_cua(h: HoSoDangKy) -> GiayChungNhan | None:
    """The certificate of the dossier as it stands today: the last one issued anew."""
    giay = GiayChungNhan.objects.select_related("thay_boi", "san_pham__co_so", "ho_so__ky")
    g = giay.filter(ho_so=h).first()
    while g is not None and g.thay_boi_id is not None:
        g = giay.get(pk=g.thay_boi_id)
    return g


def _dang_giu(h: HoSoDangKy) -> HienVat | None:
    return HienVat.objects.filter(ho_so=h, tra_ngay__isnull=True).first()


def mo_nhan(h: HoSoDangKy, user: Any) -> bool:
    co = bool(h.ma_so) and h.trang_thai != TrangThaiHoSo.RUT and kiem_tra_duoc(user, h.ky)
    return co and not HienVat.objects.filter(ho_so=h, tra_ngay__isnull=False).exists()


def mo_tra(h: HoSoDangKy, user: Any) -> bool:
    return kiem_tra_duoc(user, h.ky) and _dang_giu(h) is not None


def mo_giu(h: HoSoDangKy, user: Any) -> bool:
    return bool(h.dong_y_trung_bay) and mo_tra(h, user)


def mo_theo_doi(h: HoSoDangKy, user: Any) -> bool:
    g = giay_cua(h) if user.has_perm(THEO_DOI) else None
    return g is not None and GiayChungNhan.objects.visible_to(user).filter(pk=g.pk).exists()


def mo_giay(h: HoSoDangKy, user: Any) -> bool:
    """Issue anew or revoke: a certificate in force, by who issued it."""
    g = giay_cua(h)
    con = g is not None and g.trang_thai_ngay() == TrangThaiGiay.CON_HIEU_LUC
    return con and g is not None and not dv_giay.vuong_giay(user, g)


def form_nhan(h: HoSoDangKy, *gui: Any) -> forms.Form:
    form = CotForm(*gui[:1], bang=HienVat, truong=THONG_TIN, dong=_dang_giu(h))
    form.initial.setdefault("nhan_ngay", timezone.localdate())
    return form


class TraForm(forms.Form):
    ngay = o_ngay("Trả ngày")


class GiuForm(forms.Form):
    den = o_ngay("Giữ trưng bày đến ngày")


class ThuHoiForm(forms.Form):
    """The decision of the authority of the level (R58)."""

    so = OChu(label="Quyết định thu hồi số", max_length=60)
    ngay = o_ngay("Ngày quyết định")
    co_quan = forms.ChoiceField(label="Cơ quan thu hồi", choices=CoQuanThuoc.choices)
    ly_do = o_ly_do()


def form_cap_lai(h: HoSoDangKy, *gui: Any) -> forms.Form:
    return CotForm(
        *gui[:1],
        bang=GiayChungNhan,
        truong=("ten_san_pham", "ten_co_so", "dia_chi"),
        dong=giay_cua(h),
        them={
            "so": OChu(label="Số giấy mới", max_length=60),
            "ngay_cap": o_ngay("Ngày cấp lại"),
            "ly_do": o_doan("Lý do cấp lại", min_length=10),
        },
    )


def form_theo_doi(_: HoSoDangKy, *gui: Any) -> forms.Form:
    form = CotForm(*gui[:1], bang=TheoDoi, truong=("nam", *COT))
    nay = timezone.localdate()
    form.initial.update(nam=nay.year, ngay=nay)
    return form


def nhan(h: HoSoDangKy, d: Mapping[str, Any], by: Any) -> Any:
    return hien_vat.nhan_hien_vat(h, thong_tin=d, by=by)


def tra(h: HoSoDangKy, d: Mapping[str, Any], by: Any) -> Any:
    return hien_vat.tra_hien_vat(h, ngay=d["ngay"], by=by)


def giu(h: HoSoDangKy, d: Mapping[str, Any], by: Any) -> Any:
    return hien_vat.giu_trung_bay(h, den=d["den"], by=by)


def theo_doi(h: HoSoDangKy, d: Mapping[str, Any], by: Any) -> Any:
    con = dict(d)
    return ghi_theo_doi(_giay(h), nam=con.pop("nam"), thong_tin=con, by=by)


def cap_lai(h: HoSoDangKy, d: Mapping[str, Any], by: Any) -> Any:
    con = dict(d)
    dau = {k: con.pop(k) for k in ("so", "ngay_cap", "ly_do")}
    return dv_giay.cap_lai(_giay(h), by=by, thong_tin=con, **dau)


def thu_hoi(h: HoSoDangKy, d: Mapping[str, Any], by: Any) -> Any:
    return dv_giay.thu_hoi(_giay(h), by=by, **d)


def _giay(h: HoSoDangKy) -> GiayChungNhan:
    giay = giay_cua(h)
    if giay is None:
        raise GiayChungNhan.DoesNotExist("the work is offered with a certificate only")
    return giay
