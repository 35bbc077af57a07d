"""A person who is not in the list yet joins a body of the round: entered and appointed at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cucctdp.accounts.models import User
from sanpham_tieubieu.admin.o_nhap import CotForm, OChu
from sanpham_tieubieu.choices import VAI_TRO_CUA_BAN, LoaiBan, VaiTroBan
from sanpham_tieubieu.giam_khao.quyen import CHAM
from sanpham_tieubieu.loi_cua import loi_khi
from sanpham_tieubieu.models import BanBinhChon, NhanSu
from sanpham_tieubieu.portal import bieu
from sanpham_tieubieu.portal.quyen import chi_binh_chon, lay_ky
from sanpham_tieubieu.quyen_ky import dieu_hanh_duoc
from sanpham_tieubieu.services.ban import ghi_nguoi, them_thanh_vien

_COT = ("ho_ten", "hoc_ham", "chuc_vu", "co_quan", "co_quan_thuoc", "mst_co_quan", "dia_chi",
        "linh_vuc")  # fmt: skip


def _tai_khoan(ten: str) -> User | None:
    """The account of a judge by its login name; None for an empty box."""
    if not ten:
        return None
    user = User.objects.filter(username=ten, is_active=True).first()
    if user is None or not user.has_perm(CHAM):
        raise ValidationError(f"Không có tài khoản giám khảo «{ten[:60]}».")
    if NhanSu.objects.filter(tai_khoan=user).exists():
        raise ValidationError(f"Tài khoản «{ten}» đã gắn với người khác trong danh sách.")
    return user


def _form(ban: BanBinhChon, *gui: Any) -> forms.Form:
    cho = VAI_TRO_CUA_BAN[LoaiBan(ban.loai)]
    form = CotForm(
        *gui,
        bang=NhanSu,
        truong=_COT,
        them={
            "so_dinh_danh": OChu(
                label="Số định danh cá nhân",
                required=False,
                max_length=12,
                help_text="12 chữ số; hệ thống chỉ giữ dấu băm để tìm xung đột lợi ích.",
            ),
            "ten_dang_nhap": OChu(
                label="Tên đăng nhập",
                required=False,
                max_length=150,
                help_text="Của giám khảo chấm trên hệ thống; để trống nếu chấm phiếu giấy.",
            ),
            "vai_tro": forms.ChoiceField(
                label="Vai trò trong ban",
                choices=[("", "Chọn…"), *((v, VaiTroBan(v).label) for v in cho)],
            ),
            "chuc_danh": OChu(label="Chức danh in trên giấy", required=False, max_length=200),
        },
    )
    bieu.thuan(form)
    return form


@chi_binh_chon
@require_http_methods(["GET", "POST"])
def moi(request: HttpRequest, pk: int, ban: int) -> HttpResponse:
    """Enter the person and appoint him; all of it or nothing."""
    k = lay_ky(request.user, pk)
    if not dieu_hanh_duoc(request.user, k, "lap_ky"):
        raise PermissionDenied("Việc này do nơi tổ chức kỳ bình chọn làm.")
    b = get_object_or_404(BanBinhChon, ky=k, pk=ban)
    gui = (request.POST,) if request.method == "POST" else ()
    form = _form(b, *gui)
    loi: list[str] = []
    if gui and form.is_valid():
        d = dict(form.cleaned_data)
        rieng = {t: d.pop(t) for t in ("so_dinh_danh", "ten_dang_nhap", "vai_tro", "chuc_danh")}

        def lam() -> None:
            nguoi = ghi_nguoi(
                by=request.user,
                so_dinh_danh=rieng["so_dinh_danh"],
                tai_khoan=_tai_khoan(rieng["ten_dang_nhap"]),
                **d,
            )
            them_thanh_vien(
                b, nguoi, by=request.user, vai_tro=rieng["vai_tro"],
                chuc_danh=rieng["chuc_danh"], thu_tu=b.thanh_vien.count() + 1,
            )  # fmt: skip

        loi = loi_khi(lam)
        if not loi:
            messages.success(request, f"Đã thêm {d['ho_ten']} vào {b.get_loai_display()}.")
            return redirect("binh_chon:ky", k.pk)
    du_lieu = {
        "ky": k, "form": form, "nhan": "Thêm người mới", "cac_loi": loi,
        "mo_ta": f"Vào {b.get_loai_display()}. Người đã có trong danh sách thì chọn «Thêm thành "
        "viên».", "nguy_hiem": False,
    }  # fmt: skip
    return render(request, "so/binh_chon/ky_viec.html", du_lieu, status=422 if gui else 200)
