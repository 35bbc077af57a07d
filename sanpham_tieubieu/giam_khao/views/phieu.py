"""The sheet: shown, saved by itself, looked over, signed, asked to be reopened."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cucctdp.audit.record import ghi
from cucctdp.formats.so import dinh_dang
from cucctdp.thong_bao.choices import Loai
from cucctdp.thong_bao.services import gui
from sanpham_tieubieu.choices import LoaiBan, ThoiDiem, TrangThaiPhieu, VaiTroBan
from sanpham_tieubieu.giai_doan import giam_khao_thay, giam_khao_thay_ten
from sanpham_tieubieu.giam_khao.phieu import (
    che_ten,
    dung_trang,
    khung_dung,
    mo_ta_ho_so,
    phieu_cua,
    ten_phai_che,
)
from sanpham_tieubieu.giam_khao.quyen import chi_giam_khao, lay_phan_cong, ten_hien
from sanpham_tieubieu.loi_cua import loi_khi
from sanpham_tieubieu.luc_cham import thoi_diem_cuoi, thoi_diem_dang_mo
from sanpham_tieubieu.models import AnhHoSo, NhomSanPham, PhanCong, PhieuCham, ThanhVienBan
from sanpham_tieubieu.o_diem import NHAN_XET, KetQuaLuu
from sanpham_tieubieu.services.cham import ky_phieu, luu_nhap, mo_phieu
from sanpham_tieubieu.services.cua_cham import loi_da_mo_diem, loi_ly_do
from sanpham_tieubieu.services.phan_cong import DE_CHAM
from sanpham_tieubieu.tra_anh import tra_anh

# Boxes of the page: «d:II.1.a» a mark, «g:II.1.a» its note, «nx» the remark.
O_NHAN_XET = "nx"
SO_O_TOI_DA = 500
CHU_TOI_DA = 4000
CHUA_THAY = -1


def _vuong(pc: PhanCong, phieu: PhieuCham | None) -> list[str]:
    """Why the judge cannot write on the sheet now; empty when he can."""
    ky, h = pc.ho_so.ky, pc.ho_so
    if phieu is not None and phieu.trang_thai == TrangThaiPhieu.DA_KY:
        return ["Phiếu đã ký."]
    loi = loi_da_mo_diem(ky)
    if not loi and thoi_diem_dang_mo(ky) is None:
        loi.append("Ngoài thời gian chấm điểm của kỳ.")
    if h.trang_thai not in DE_CHAM:
        loi.append(f"Hồ sơ đang «{h.get_trang_thai_display()}», không chấm được.")
    if pc.giam_khao.khong_xung_dot_luc is None:
        loi.append("Khai xung đột lợi ích của kỳ này trước khi chấm.")
    return loi


def _lay(request: HttpRequest, pk: int) -> PhanCong:
    pc = lay_phan_cong(request.user, pk)
    if not giam_khao_thay(pc.ho_so.ky):
        raise Http404("Kỳ bình chọn chưa đến lúc chấm.")
    return pc


def _trang(
    request: HttpRequest,
    pc: PhanCong,
    *,
    loi: list[str] | None = None,
    o_sai: dict[str, tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    h, ky = pc.ho_so, pc.ho_so.ky
    phieu = phieu_cua(h, pc.giam_khao)
    if phieu is not None and phieu.trang_thai == TrangThaiPhieu.VO_HIEU:
        # A new sheet is begun in its place.
        phieu = None
    vuong = _vuong(pc, phieu)
    khung = khung_dung(h, phieu)
    if khung is None:
        vuong.append("R12: Khung điểm chưa được Chủ tịch Hội đồng phê duyệt.")
    mo = not vuong
    trang = dung_trang(ky, khung, phieu, mo=mo, o_sai=o_sai)
    thay_ten = giam_khao_thay_ten(ky)
    nhom = NhomSanPham.objects.hieu_luc(ky.ngay_bat_dau).filter(ma=h.ma_nhom).first()
    co_luu = phieu is not None and phieu.phien > 0
    du_lieu = {
        "pc": pc,
        "h": h,
        "ky": ky,
        "p": phieu,
        "ten": ten_hien(h),
        "thay_ten": thay_ten,
        "nhom": nhom.ten if nhom else h.ma_nhom,
        "mo": mo,
        "vuong": vuong,
        "cay": trang.cay,
        "so_la": trang.so_la,
        "da_cham": trang.da_cham,
        "tong": trang.tong,
        "toi_da": trang.toi_da,
        "phien": phieu.phien if phieu else 0,
        "buoc": int(ky.buoc_diem * 100),
        "luu_luc": f"{timezone.localtime(phieu.luu_luc):%H:%M}" if co_luu and phieu else "",
        "nhan_xet": phieu.nhan_xet if phieu else "",
        "cac_anh": [
            {
                "goc_chup": a.goc_chup if thay_ten else che_ten(a.goc_chup, ten_phai_che(h)),
                "duong": reverse("cham_diem:anh", args=[pc.pk, a.pk]),
            }
            for a in h.anh.order_by("thu_tu", "id")
        ],
        "xin_duoc": not loi_da_mo_diem(ky),
        "cac_loi": loi or [],
        **mo_ta_ho_so(h, thay_ten=thay_ten),
    }
    return render(request, "cham_diem/phieu.html", du_lieu, status=status)


@chi_giam_khao
@require_http_methods(["GET", "POST"])
def phieu(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet; POST keeps what is on the page (a browser without scripts) and goes to sign."""
    pc = _lay(request, pk)
    if request.method == "GET":
        return _trang(request, pc)
    o = {
        k: {"chu": v, "goc": ""}
        for k, v in request.POST.items()
        if k.startswith(("d:", "g:")) or k == O_NHAN_XET
    }
    try:
        kq = _luu(pc, o, _so(request.POST.get("phien")), request.user)
    except ValidationError as e:
        return _trang(request, pc, loi=list(e.messages), status=422)
    loi = [f"{ma}: {cau}" if ma not in cau else cau for ma, cau in kq.loi.items()]
    loi += [
        f"Ô {x.ma} đã lưu từ máy khác; trang này hiện số đã lưu, hãy xem lại." for x in kq.xung_dot
    ]
    if loi:
        sai = {ma: (str(o[f"d:{ma}"]["chu"]), cau) for ma, cau in kq.loi.items() if f"d:{ma}" in o}
        return _trang(request, pc, loi=loi, o_sai=sai, status=422)
    return redirect("cham_diem:ky_phieu", pc.pk)


def _so(chu: Any) -> int:
    """A version as sent; what is no number is a device that has seen none."""
    if isinstance(chu, int) and not isinstance(chu, bool):
        return chu
    if isinstance(chu, str) and chu.isascii() and chu.isdigit() and len(chu) < 10:
        return int(chu)
    return CHUA_THAY


def _chu(gui: Any) -> str:
    """A text as it may be stored: a torn character or a NUL would lose the whole save."""
    chu = str(gui)[:CHU_TOI_DA].replace("\0", "")
    return chu.encode("utf-8", "ignore").decode()


def _luu(pc: PhanCong, o: dict[str, Any], phien: int, user: Any) -> KetQuaLuu:
    """Cells of the page to the door of the sheet. Raises what it raises."""
    diem, goc, ghi_chu = {}, {}, {}
    nhan_xet = None
    for khoa, muc in o.items():
        chu, truoc = _chu(muc["chu"]), _chu(muc.get("goc", ""))
        if khoa == O_NHAN_XET:
            nhan_xet, goc[NHAN_XET] = chu, truoc
        elif khoa.startswith("d:"):
            diem[khoa[2:]], goc[khoa[2:]] = chu, truoc
        elif khoa.startswith("g:"):
            ghi_chu[khoa[2:]] = chu
    sheet = mo_phieu(pc.ho_so, by=user)
    return luu_nhap(sheet, diem, phien, by=user, goc=goc, nhan_xet=nhan_xet, ghi_chu=ghi_chu)


def _doc_than(request: HttpRequest) -> tuple[dict[str, Any], int]:
    """(cells, version) of an autosave; ValueError for a body of another shape."""
    than = json.loads(request.body)
    o = than["o"]
    if not isinstance(o, dict) or len(o) > SO_O_TOI_DA:
        raise ValueError("cells")
    if not all(isinstance(m, dict) and isinstance(m.get("chu"), str) for m in o.values()):
        raise ValueError("cell")
    return o, _so(than.get("phien"))


@chi_giam_khao
@require_POST
def luu(request: HttpRequest, pk: int) -> JsonResponse:
    """Autosave. JSON {phien, o: {key of a box: {chu, goc}}} → what was saved, refused, in conflict.

    200 also when some cells were refused: each is answered for by name. 422 when the sheet takes
    no marks now; 404 when the entry is not the judge's any more.
    """
    try:
        o, phien = _doc_than(request)
    except (ValueError, KeyError, TypeError, RecursionError, RawPostDataException):
        return JsonResponse({"loi_chung": ["Dữ liệu gửi lên không đọc được."]}, status=400)
    try:
        pc = _lay(request, pk)
    except Http404:
        cau = "Bạn không còn được phân công chấm sản phẩm này."
        return JsonResponse({"loi_chung": [cau], "thoi_giao": True}, status=404)
    try:
        kq = _luu(pc, o, phien, request.user)
    except ValidationError as e:
        return JsonResponse({"loi_chung": list(e.messages)}, status=422)
    except PermissionDenied as e:
        return JsonResponse({"loi_chung": [str(e)]}, status=422)
    return JsonResponse(_tra_loi(kq, o))


def _tra_loi(kq: KetQuaLuu, o: dict[str, Any]) -> dict[str, Any]:
    nay = {f"d:{ma}": "" if d is None else dinh_dang(d) for ma, d in kq.gia_tri.items()}
    nay[O_NHAN_XET] = kq.nhan_xet
    khac = {(O_NHAN_XET if x.ma == NHAN_XET else f"d:{x.ma}") for x in kq.xung_dot}
    loi = {f"d:{ma}": cau for ma, cau in kq.loi.items()}
    return {
        "phien": kq.phien,
        "luu_luc": f"{timezone.localtime():%H:%M}",
        "tong": dinh_dang(kq.tong),
        "con_thieu": kq.con_thieu,
        "da_luu": {
            k: nay.get(k, str(m["chu"]).strip())
            for k, m in o.items()
            if k not in khac and k not in loi
        },
        "xung_dot": {k: nay[k] for k in khac},
        "loi": loi,
        "hien_tai": nay,
    }


@chi_giam_khao
@require_http_methods(["GET", "POST"])
def ky(request: HttpRequest, pk: int) -> HttpResponse:
    """Look over and sign: the sheet is locked, its hash goes into the chain."""
    pc = _lay(request, pk)
    sheet = phieu_cua(pc.ho_so, pc.giam_khao)
    if sheet is None or sheet.trang_thai != TrangThaiPhieu.DANG_CHAM:
        return redirect("cham_diem:phieu", pc.pk)
    loi: list[str] = []
    if request.method == "POST":
        phien = _so(request.POST.get("phien"))
        ma = sheet.pk
        loi = loi_khi(lambda: ky_phieu(ma, by=request.user, phien=phien))
        if not loi:
            messages.success(request, f"Đã ký phiếu {ten_hien(pc.ho_so)}.")
            return redirect("cham_diem:danh_sach")
        sheet = phieu_cua(pc.ho_so, pc.giam_khao) or sheet
    trang = dung_trang(pc.ho_so.ky, sheet.khung, sheet, mo=False)
    cuoi = thoi_diem_cuoi(pc.ho_so.ky)
    du_lieu = {
        "pc": pc,
        "p": sheet,
        "ky": pc.ho_so.ky,
        "ten": ten_hien(pc.ho_so),
        "trang": trang,
        "con_thieu": trang.so_la - trang.da_cham,
        "chua_toi": thoi_diem_dang_mo(pc.ho_so.ky) != cuoi and ThoiDiem(cuoi).label.lower(),
        "cac_loi": loi,
    }
    return render(request, "cham_diem/ky_phieu.html", du_lieu, status=422 if loi else 200)


@chi_giam_khao
@require_POST
def xin_mo_lai(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the head of the jury to reopen the own signed sheet; he alone decides."""
    pc = _lay(request, pk)
    sheet = phieu_cua(pc.ho_so, pc.giam_khao)
    if sheet is None or sheet.trang_thai != TrangThaiPhieu.DA_KY:
        raise Http404("Không có phiếu đã ký.")
    ly_do = request.POST.get("ly_do", "").strip()[:500]
    loi = loi_da_mo_diem(pc.ho_so.ky) + loi_ly_do(ly_do)
    truong = (
        ThanhVienBan.objects.filter(
            ban__ky=pc.ho_so.ky_id,
            ban__loai=LoaiBan.GIAM_KHAO,
            vai_tro=VaiTroBan.TRUONG_BAN,
            thoi_tu__isnull=True,
            nhan_su__tai_khoan__isnull=False,
        )
        .select_related("nhan_su__tai_khoan")
        .first()
    )
    if truong is None:
        loi.append("Trưởng ban Giám khảo chưa có tài khoản; hãy báo Tổ giúp việc.")
    if loi or truong is None:
        return _trang(request, pc, loi=loi, status=422)
    ten = ten_hien(pc.ho_so)
    with transaction.atomic():
        ghi("xin_mo_lai_phieu", sheet, by=request.user, ly_do=ly_do,
            chuoi=f"binh_chon:{pc.ho_so.ky_id}")  # fmt: skip
        gui(
            khoa=f"phieucham.xin_mo_lai:{sheet.pk}:{sheet.bam[:16]}",
            nguoi_nhan=[truong.nhan_su.tai_khoan],
            tieu_de=f"Đề nghị mở lại phiếu {ten}",
            noi_dung=f"{pc.giam_khao.nhan_su.ho_ten} đề nghị mở lại phiếu {ten}. Lý do: {ly_do}",
            lien_ket=reverse("cham_diem:mo_lai", args=[pc.ho_so.ky_id, sheet.pk]),
            loai=Loai.XU_LY,
        )
    messages.success(request, "Đã gửi đề nghị tới Trưởng ban Giám khảo.")
    return redirect("cham_diem:phieu", pc.pk)


@chi_giam_khao
@require_GET
def anh(request: HttpRequest, pk: int, anh: int) -> HttpResponse:
    """A photo of an entry given to the judge, without its name; it carries no metadata."""
    pc = _lay(request, pk)
    return tra_anh(
        get_object_or_404(AnhHoSo.objects.select_related("tep"), ho_so=pc.ho_so_id, pk=anh)
    )
