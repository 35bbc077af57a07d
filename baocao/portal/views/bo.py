"""The pack: forms and steps, remarks, history, sendings, the signed document."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from baocao.choices import BuocHan, TrangThaiBo
from baocao.models import BoBaoCao, HanNop, LanGui, YKien
from baocao.portal.buoc import TU_CHOI, buoc_bo, cau_tu_choi
from baocao.portal.nhap import sach
from baocao.portal.qua_trinh import qua_trinh
from baocao.portal.quyen import chi_so, lay_bo, trong_nhom
from baocao.portal.tien_do import dung_cac_bo
from baocao.quyen_tep import BAN_KY
from baocao.services.giai_trinh import QUYEN_TRA_LOI, tra_loi_y_kien
from baocao.services.tep_ky import cau_tep_ky, ma_cua_bo
from baocao.services.van_thu import ghi_so_van_ban
from baocao.services.xung_dot import xung_dot_cho_chon
from baocao.statistics.han_bieu import bieu_gui_rieng
from cucctdp.audit.models import dang_chuan
from cucctdp.audit.record import ghi
from cucctdp.files.services import PDF, luu_tep
from cucctdp.formats.ngay import NgayKhongHopLe, doc_ngay

PDF_TOI_DA = 20 * 1024 * 1024
DAI_SO_VAN_BAN = 40


@chi_so
@require_GET
def bo(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one pack."""
    return _trang(request, lay_bo(request.user, pk))


def _trang(request: HttpRequest, bo: BoBaoCao, *, status: int = 200, **them: Any) -> HttpResponse:
    user = request.user
    (hien,) = dung_cac_bo([bo], user, timezone.localdate())
    cac_phieu = {p.phieu.pk: p.phieu for p in hien.phieu}
    y_kien = list(
        YKien.objects.filter(bo=bo).select_related("nguoi", "tra_loi_boi").order_by("vong", "luc")
    )
    dang_tra_loi = bo.trang_thai in (TrangThaiBo.TRA_LAI, TrangThaiBo.DANG_NHAP) and any(
        user.has_perm(quyen) for quyen in QUYEN_TRA_LOI
    )
    for y in y_kien:
        y.bieu = cac_phieu.get(y.phieu_id)
        y.tra_loi_duoc = (
            dang_tra_loi and not y.dong_luc and (y.bieu is None or trong_nhom(user, y.bieu))
        )
    han_rieng = {
        h.bieu: h for h in HanNop.objects.filter(ky=bo.ky, buoc=BuocHan.SO).exclude(bieu="")
    }
    gui_rieng = bieu_gui_rieng(bo.ky) if han_rieng else set()
    for p in hien.phieu:
        p.han_rieng = han_rieng.get(p.phieu.bieu_mau.ma)
        p.gui_rieng = p.cua_toi and p.phieu.bieu_mau.ma in gui_rieng
    du_lieu = {
        "bo": bo,
        "hien": hien,
        "buoc": buoc_bo(bo, user),
        "y_kien": y_kien,
        "lan_gui": LanGui.objects.filter(bo=bo).select_related("nguoi").defer("anh_chup"),
        "lich_su": qua_trinh(bo, cac_phieu),
        "ghi_van_ban": user.has_perm("baocao.ghi_so_van_ban_bobaocao")
        and (bo.gui_lan_dau_luc is not None or bo.trang_thai == TrangThaiBo.CHO_KY),
        "cho_chon": len(xung_dot_cho_chon(bo, by=user)) if bo.so_sua_duoc else 0,
        "nhap_excel": user.has_perm("baocao.nhap_phieubieu") and bo.so_sua_duoc,
        "van_ban": {
            "so": bo.so_van_ban,
            "ngay": bo.ngay_van_ban.strftime("%d/%m/%Y") if bo.ngay_van_ban else "",
        },
    }
    if du_lieu["ghi_van_ban"]:
        du_lieu["ma_so_lieu"] = ma_cua_bo(bo)
    return render(request, "so/bo.html", du_lieu | them, status=status)


@chi_so
@require_GET
def anh_chup(request: HttpRequest, pk: int, lan: int) -> HttpResponse:
    """Download one frozen snapshot: exactly the bytes whose SHA-256 is on the page."""
    bo = lay_bo(request.user, pk)
    lan_gui = get_object_or_404(LanGui, bo=bo, lan=lan)
    response = HttpResponse(
        dang_chuan(lan_gui.anh_chup), content_type="application/json; charset=utf-8"
    )
    ten = f"anh-chup_{bo.don_vi.bo_ma}-{bo.don_vi.ma}_{bo.ky.ma}_lan-{lan}.json"
    response["Content-Disposition"] = f'attachment; filename="{ten}"'
    response["Cache-Control"] = "private, no-store"
    du_lieu = {"lan": lan, "sha256": lan_gui.sha256}
    ghi("bobaocao.tai_anh_chup", bo, by=request.user, du_lieu=du_lieu)
    return response


@chi_so
@require_POST
def tra_loi(request: HttpRequest, pk: int, y_kien_pk: int) -> HttpResponse:
    """Answer one remark of the Cục."""
    bo = lay_bo(request.user, pk)
    y_kien = get_object_or_404(YKien, bo=bo, pk=y_kien_pk)
    noi_dung = sach(request.POST.get("tra_loi", ""))
    try:
        tra_loi_y_kien(y_kien, tra_loi=noi_dung, by=request.user)
    except TU_CHOI as loi:
        return _trang(
            request,
            bo,
            status=422,
            loi_y_kien={"pk": y_kien.pk, "cau": cau_tu_choi(loi), "chu": noi_dung},
        )
    messages.success(request, "Đã lưu câu trả lời.")
    return redirect(reverse("so:bo", args=[bo.pk]) + "#y-kien")


@chi_so
@require_POST
def van_ban(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and date of the document, and the signed PDF; all errors at once."""
    bo = lay_bo(request.user, pk)
    if not request.user.has_perm("baocao.ghi_so_van_ban_bobaocao"):
        raise PermissionDenied("Tài khoản của bạn không có quyền ghi số văn bản.")
    so, ngay_chu = (sach(request.POST.get(ten, "")) for ten in ("so", "ngay"))
    tep = request.FILES.get("tep")
    loi, ngay = {}, None
    if not so:
        loi["so"] = "Nhập số, ký hiệu văn bản, ví dụ 125/BC-SCT."
    elif len(so) > DAI_SO_VAN_BAN:
        loi["so"] = f"Số, ký hiệu văn bản dài quá {DAI_SO_VAN_BAN} ký tự."
    try:
        ngay = doc_ngay(ngay_chu)
        if ngay > timezone.localdate():
            loi["ngay"] = "Ngày văn bản không được ở tương lai."
    except NgayKhongHopLe as exc:
        loi["ngay"] = str(exc) if ngay_chu else "Nhập ngày văn bản, dạng ngày/tháng/năm."
    noi_dung, luu_y = b"", ""
    if tep is not None:
        noi_dung = tep.read(PDF_TOI_DA + 1)
        if len(noi_dung) > PDF_TOI_DA:
            loi["tep"] = "Tệp lớn hơn 20 MB. Hãy quét lại với độ phân giải thấp hơn."
        elif not noi_dung.startswith(b"%PDF-"):
            loi["tep"] = "Tệp không phải PDF. Chỉ nhận bản ký dạng PDF."
    if not loi:
        try:
            luu_y = _ghi_van_ban(request, bo, so, ngay, tep, noi_dung)
        except TU_CHOI as exc:
            loi["chung"] = " ".join(cau_tu_choi(exc))
    if loi:
        return _trang(
            request, bo, status=422, loi_van_ban=loi, van_ban={"so": so, "ngay": ngay_chu}
        )
    messages.success(request, f"Đã ghi số văn bản {so}.")
    if luu_y:
        messages.warning(request, luu_y)
    return redirect(reverse("so:bo", args=[bo.pk]) + "#van-ban")


@transaction.atomic
def _ghi_van_ban(
    request: HttpRequest, bo: BoBaoCao, so: str, ngay: Any, tep: Any, noi_dung: bytes
) -> str:
    """Keep number, date and file; return what to tell about the file, "" for nothing."""
    if ngay is None:
        raise ValidationError("Thiếu ngày văn bản.")
    tep_ky = None
    if tep is not None:
        tep_ky = luu_tep(
            noi_dung,
            loai=BAN_KY,
            ten=tep.name,
            kieu_noi_dung=PDF,
            by=request.user,
            don_vi=bo.don_vi,
            doi_tuong=bo,
        )
    ghi_so_van_ban(bo, so_van_ban=so, ngay_van_ban=ngay, by=request.user, tep_ky=tep_ky)
    return cau_tep_ky(bo, tep_ky) if tep_ky is not None else ""
