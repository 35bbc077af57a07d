"""Pages of appraisal: the phiếu thẩm định with criteria and council, the return with questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from khuyencong.choices import (
    CachThamDinh,
    CapThamDinh,
    KetLuanThamDinh,
    Nguon,
    PhanDeAn,
    TieuChi,
    TrangThaiDeAn,
)
from khuyencong.ho_so import HoSo, doc_ho_so
from khuyencong.models import DeAn, ThamDinh, ThanhVienHop
from khuyencong.o_nhap import OTep, TienTheoNguonForm, o_chon, o_chu, o_doan, o_ngay
from khuyencong.services import tham_dinh
from khuyencong.viec import VIEC, an_toan, khong_mo, luu_ban_ky

_DAT = [("co", "Đạt"), ("khong", "Không đạt")]


class PhieuForm(TienTheoNguonForm):
    """Head of the phiếu, its five criteria (Điều 9 TT 36/2013/TT-BCT) and the money accepted."""

    nhan_tien = "{nguon} (đồng)"
    cach = o_chon("Cách thẩm định", CachThamDinh.choices)
    ngay = o_ngay("Ngày thẩm định", initial=timezone.localdate)
    dia_diem = o_chu("Địa điểm họp", required=False, max_length=200)
    quyet_dinh_hoi_dong = o_chu("Quyết định lập hội đồng", required=False, max_length=120)
    ket_luan = o_chon("Kết luận", KetLuanThamDinh.choices, required=False)
    y_kien = o_doan("Ý kiến kết luận", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for t in TieuChi:
            self.fields[f"tc_{t.value}"] = o_chon(t.label, _DAT, required=False)
            self.fields[f"nx_{t.value}"] = o_chu("Nhận xét", required=False, max_length=2000)
        self.fields["tep"] = OTep(label="Bản ký")

    def nhom_dau(self) -> list[Any]:
        ten = ("cach", "ngay", "dia_diem", "quyet_dinh_hoi_dong", "ket_luan", "y_kien", "tep")
        return [self[t] for t in ten]

    def nhom_tien(self) -> list[Any]:
        return [self[n.value] for n in Nguon]

    def dong_tieu_chi(self) -> Iterator[tuple[str, Any, Any]]:
        for t in TieuChi:
            yield t.label, self[f"tc_{t.value}"], self[f"nx_{t.value}"]

    @property
    def tieu_chi(self) -> dict[str, tuple[bool, str]]:
        """Criterion → (met, remark) of those that were answered."""
        d = self.cleaned_data
        return {
            t.value: (d[f"tc_{t.value}"] == "co", d[f"nx_{t.value}"])
            for t in TieuChi
            if d[f"tc_{t.value}"]
        }


class ThanhVienForm(forms.Form):
    ho_ten = o_chu("Họ tên", required=False, max_length=120)
    chuc_vu = o_chu("Chức vụ, đơn vị", required=False, max_length=200)
    vai_tro = o_chu("Vai trò", required=False, max_length=80)
    co_mat = forms.ChoiceField(
        label="Dự họp",
        choices=[("co", "Có mặt"), ("vang", "Vắng")],
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    phieu = o_chon("Phiếu", ThanhVienHop.Phieu.choices, required=False)

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        if d.get("ho_ten"):
            for ten in ("chuc_vu", "vai_tro"):
                if not d.get(ten):
                    self.add_error(ten, "Cần điền.")
            if d.get("co_mat") == "vang" and d.get("phieu"):
                self.add_error("phieu", "Người vắng mặt không có phiếu.")
        elif any(d.get(t) for t in ("chuc_vu", "vai_tro", "phieu")):
            self.add_error("ho_ten", "Cần họ tên.")
        return d

    @property
    def du_lieu(self) -> dict[str, Any]:
        d = self.cleaned_data
        return {k: d[k] for k in ("ho_ten", "chuc_vu", "vai_tro", "phieu")} | {
            "co_mat": d["co_mat"] != "vang"
        }


class YeuCauForm(forms.Form):
    phan = o_chon("Phần hồ sơ", PhanDeAn.choices, required=False)
    noi_dung = forms.CharField(
        label="Yêu cầu", required=False, max_length=2000, widget=UnfoldAdminTextInputWidget
    )

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        if bool(d.get("phan")) != bool(d.get("noi_dung")):
            self.add_error(None, "Chọn phần hồ sơ và viết yêu cầu, hoặc để trống cả dòng.")
        return d


class BoSungForm(forms.Form):
    ly_do = o_doan("Lý do chung", 3, min_length=10, help_text="Ít nhất 10 ký tự.")


ThanhVienFormSet = forms.formset_factory(ThanhVienForm, extra=7, max_num=30)
YeuCauFormSet = forms.formset_factory(YeuCauForm, extra=5, max_num=30)


def phieu_dang_ghi(de_an: DeAn) -> ThamDinh | None:
    """The phiếu of this round at the level the đề án is at."""
    cap = CapThamDinh.CO_SO if de_an.trang_thai == TrangThaiDeAn.THAM_DINH_SO else CapThamDinh.BO
    return ThamDinh.objects.filter(de_an=de_an, cap=cap, vong=de_an.vong).first()


def ban_dau(h: HoSo, phieu: ThamDinh | None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Starting values: the draft of this round, or what the dossier asks."""
    if phieu is None:
        return {n.value: h.tong(n.value) or None for n in Nguon}, []
    ten = ("cach", "ngay", "dia_diem", "quyet_dinh_hoi_dong", "ket_luan", "y_kien", *Nguon.values)
    dau: dict[str, Any] = {t: getattr(phieu, t) for t in ten}
    for tc in phieu.tieu_chi.all():
        dau[f"tc_{tc.tieu_chi}"] = "co" if tc.dat else "khong"
        dau[f"nx_{tc.tieu_chi}"] = tc.nhan_xet
    nguoi = [
        {
            "ho_ten": t.ho_ten, "chuc_vu": t.chuc_vu, "vai_tro": t.vai_tro, "phieu": t.phieu,
            "co_mat": "co" if t.co_mat else "vang",
        }
        for t in phieu.thanh_vien.all()
    ]  # fmt: skip
    return dau, nguoi


def luu_phieu(
    de_an: DeAn, form: PhieuForm, bang: Any, phieu: ThamDinh | None, *, ky: bool, by: Any
) -> None:
    """Save the phiếu of valid forms through its door; the scan of an earlier save is kept."""
    d = form.cleaned_data
    tham_dinh.ghi_phieu(
        de_an, by=by, cach=d["cach"], ngay=d["ngay"],
        ket_luan=d["ket_luan"], y_kien=d["y_kien"], tieu_chi=form.tieu_chi,
        kinh_phi=form.theo_nguon, dia_diem=d["dia_diem"],
        quyet_dinh_hoi_dong=d["quyet_dinh_hoi_dong"],
        thanh_vien=[f.du_lieu for f in bang if f.cleaned_data.get("ho_ten")],
        tep_ky=luu_ban_ky(de_an, d["tep"], by) or (phieu and phieu.tep_ky),
        ky=ky,
    )  # fmt: skip


def trang_phieu(request: HttpRequest, site: AdminSite, de_an: DeAn, ve: str) -> HttpResponse:
    """The phiếu thẩm định of this round: saved as a draft or signed, in one service call."""
    if not VIEC["ghi-phieu"].mo(de_an, request.user):
        return khong_mo(request, de_an, VIEC["ghi-phieu"], ve)
    h = doc_ho_so(de_an)
    phieu = phieu_dang_ghi(de_an)
    if phieu is not None and phieu.ky_luc is not None:
        messages.warning(request, "Phiếu thẩm định của vòng này đã ký, không sửa được.")
        return redirect(ve)
    dau, nguoi = ban_dau(h, phieu)
    trang_thai = 200
    if request.method == "POST":
        form = PhieuForm(request.POST, request.FILES)
        bang = ThanhVienFormSet(request.POST, prefix="tv")
        ky = "ky" in request.POST
        trang_thai = 422
        if form.is_valid() and bang.is_valid():
            try:
                an_toan(lambda: luu_phieu(de_an, form, bang, phieu, ky=ky, by=request.user))
            except ValidationError as loi:
                form.add_error(None, ValidationError(loi.messages))
                trang_thai = 409
            else:
                messages.success(request, "Đã ký phiếu thẩm định." if ky else "Đã lưu phiếu nháp.")
                return redirect(f"{ve}?the=tham-dinh")
    else:
        form, bang = PhieuForm(initial=dau), ThanhVienFormSet(prefix="tv", initial=nguoi)
    ngu_canh = site.each_context(request) | {
        "title": f"Phiếu thẩm định: {de_an.ma}, vòng {de_an.vong}",
        "opts": DeAn._meta, "de_an": de_an, "form": form, "bang": bang, "ve": ve, "h": h,
    }  # fmt: skip
    mau = "admin/khuyencong/dean/phieu.html"
    return TemplateResponse(request, mau, ngu_canh, status=trang_thai)


def trang_bo_sung(request: HttpRequest, site: AdminSite, de_an: DeAn, ve: str) -> HttpResponse:
    """Return the dossier with its questions; only the questioned parts open again."""
    if not VIEC["yeu-cau-bo-sung"].mo(de_an, request.user):
        return khong_mo(request, de_an, VIEC["yeu-cau-bo-sung"], ve)
    trang_thai = 200
    gui = request.POST if request.method == "POST" else None
    form, bang = BoSungForm(gui), YeuCauFormSet(gui, prefix="yc")
    if gui is not None:
        trang_thai = 422
        if form.is_valid() and bang.is_valid():
            yeu_cau = [f.cleaned_data for f in bang if f.cleaned_data.get("phan")]
            try:
                an_toan(
                    lambda: tham_dinh.yeu_cau_bo_sung(
                        de_an, yeu_cau=yeu_cau, ly_do=form.cleaned_data["ly_do"], by=request.user
                    )
                )
            except ValidationError as loi:
                form.add_error(None, ValidationError(loi.messages))
                trang_thai = 409
            else:
                messages.success(request, "Đã trả hồ sơ; đồng hồ xử lý dừng đến khi nộp lại.")
                return redirect(ve)
    ngu_canh = site.each_context(request) | {
        "title": f"Yêu cầu bổ sung: {de_an.ma}",
        "opts": DeAn._meta, "de_an": de_an, "form": form, "bang": bang, "ve": ve,
    }  # fmt: skip
    mau = "admin/khuyencong/dean/bo_sung.html"
    return TemplateResponse(request, mau, ngu_canh, status=trang_thai)
