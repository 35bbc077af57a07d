"""Paper sheets: two helpers type the same sheet apart; where they differ each looks again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from sanpham_tieubieu.choices import TrangThaiPhieu
from sanpham_tieubieu.giam_khao.phieu import dung_trang, khung_dung
from sanpham_tieubieu.giam_khao.quyen import chi_ban, lay_ky, ten_hien
from sanpham_tieubieu.loi_cua import loi_khi
from sanpham_tieubieu.models import KyBinhChon, NhomSanPham, PhanCong, PhieuCham
from sanpham_tieubieu.o_diem import NHAN_XET
from sanpham_tieubieu.quyen_tep import PHIEU_GIAY
from sanpham_tieubieu.services.cua_cham import loi_da_mo_diem
from sanpham_tieubieu.services.phieu_giay import (
    KetQuaNhap,
    bo_nhap,
    cua_toi,
    nhap_duoc,
    nhap_phieu_giay,
)
from sanpham_tieubieu.services.tep import loi_tep, luu_giay

NHAN_XET_TOI_DA = 4000


def _lay(request: HttpRequest, ky: int) -> KyBinhChon:
    k = lay_ky(ky)
    if loi_da_mo_diem(k) or not nhap_duoc(request.user, k):
        raise Http404("Không có kỳ bình chọn này.")
    return k


@chi_ban
@require_GET
def danh_sach(request: HttpRequest, ky: int) -> HttpResponse:
    """Sheets that may still be typed, and what oneself typed; never what another did."""
    k = _lay(request, ky)
    co_phieu = {
        (g, h)
        for g, h in PhieuCham.objects.filter(ho_so__ky=k)
        .exclude(trang_thai=TrangThaiPhieu.VO_HIEU)
        .order_by()
        .values_list("giam_khao", "ho_so")
    }
    toi = {(p.giam_khao_id, p.ho_so_id): p for p in cua_toi(request.user, k)}
    dong = [
        {
            "pc": x,
            "ten": ten_hien(x.ho_so),
            "da_nhap": toi.get((x.giam_khao_id, x.ho_so_id)),
            "xong": (x.giam_khao_id, x.ho_so_id) in co_phieu,
        }
        for x in PhanCong.objects.filter(ho_so__ky=k)
        .select_related("ho_so", "giam_khao__nhan_su")
        .order_by("giam_khao__thu_tu", "giam_khao_id", "ho_so__ma_so")
    ]
    return render(request, "cham_diem/phieu_giay.html", {"ky": k, "dong": dong})


@chi_ban
@require_http_methods(["GET", "POST"])
def nhap(request: HttpRequest, ky: int, pk: int) -> HttpResponse:
    """Type one paper sheet as it stands; the second agreeing entry makes the sheet."""
    k = _lay(request, ky)
    rows = PhanCong.objects.select_related("ho_so__don_vi", "giam_khao__nhan_su", "giam_khao__ban")
    pc = get_object_or_404(rows, pk=pk, ho_so__ky=k)
    cua = cua_toi(request.user, k).filter(ho_so=pc.ho_so_id, giam_khao=pc.giam_khao_id).first()
    loi: list[str] = []
    khac: list[str] = []
    if request.method == "POST" and request.POST.get("viec") == "bo" and cua is not None:
        bo = cua
        loi = loi_khi(lambda: bo_nhap(bo, by=request.user))
        if not loi:
            messages.success(request, "Đã bỏ lần nhập của bạn.")
            return redirect("cham_diem:phieu_giay", k.pk)
    elif request.method == "POST":
        nhap_xong: list[KetQuaNhap] = []
        loi = loi_tep(request.FILES.get("tep")) or loi_khi(
            lambda: nhap_xong.append(_ghi(request, pc))
        )
        if nhap_xong and not nhap_xong[0].khac:
            cau = (
                "Hai lần nhập khớp nhau: phiếu đã thành phiếu chấm."
                if nhap_xong[0].phieu
                else "Đã ghi lần nhập của bạn; chờ người thứ hai nhập."
            )
            messages.success(request, cau)
            return redirect("cham_diem:phieu_giay", k.pk)
        if nhap_xong:
            cua, khac = nhap_xong[0].phieu_giay, nhap_xong[0].khac
    return _trang(request, k, pc, cua, loi=loi, khac=khac)


def _ghi(request: HttpRequest, pc: PhanCong) -> KetQuaNhap:
    """One's own entry with the scan, which is sealed as the scores on it are."""
    tep = request.FILES.get("tep")
    ban_quet = None
    if tep is not None:
        ban_quet = luu_giay(pc.ho_so, tep, don_vi=pc.ho_so.don_vi, by=request.user, loai=PHIEU_GIAY)
    return nhap_phieu_giay(
        pc.ho_so, pc.giam_khao, _diem(request), by=request.user,
        nhan_xet=request.POST.get("nx", "")[:NHAN_XET_TOI_DA], tep=ban_quet,
    )  # fmt: skip


def _diem(request: HttpRequest) -> dict[str, object]:
    return {ma[2:]: chu[:10] for ma, chu in request.POST.items() if ma.startswith("d:")}


def _trang(
    request: HttpRequest,
    k: KyBinhChon,
    pc: PhanCong,
    cua: Any,
    *,
    loi: list[str],
    khac: list[str],
) -> HttpResponse:
    trang = dung_trang(k, khung_dung(pc.ho_so, None), None, mo=False)
    nhap_moi = request.method == "POST"
    da = {ma: str(d).replace(".", ",") for ma, d in (cua.diem if cua else {}).items()}
    for g in trang.cay:
        for t in g.dong:
            t.diem = request.POST.get(f"d:{t.ma}", "")[:10] if nhap_moi else da.get(t.ma, "")
            t.loi = "Người nhập kia ghi khác; xem lại phiếu giấy." if t.ma in khac else ""
    nhom = NhomSanPham.objects.hieu_luc(k.ngay_bat_dau).filter(ma=pc.ho_so.ma_nhom).first()
    du_lieu = {
        "ky": k,
        "pc": pc,
        "ten": ten_hien(pc.ho_so),
        "nhom": nhom.ten if nhom else pc.ho_so.ma_nhom,
        "cay": trang.cay,
        "cua": cua,
        "khac": khac,
        "khac_nhan_xet": NHAN_XET in khac,
        "nhan_xet": request.POST.get("nx", "") if nhap_moi else (cua.nhan_xet if cua else ""),
        "cac_loi": loi,
    }
    ma = 422 if loi or khac else 200
    return render(request, "cham_diem/phieu_giay_nhap.html", du_lieu, status=ma)
