"""Restatement seen from the Sở: list, write, sign; the Cục decides in the admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from baocao.bang import dung_bang
from baocao.choices import TrangThaiDieuChinh
from baocao.models import BoBaoCao, DieuChinh, PhieuBieu
from baocao.portal.buoc import TU_CHOI, can_tro, cau_tu_choi, tim
from baocao.portal.dieu_chinh import BUOC, buoc_mo, doc_gui, dung_bieu
from baocao.portal.nhap import sach
from baocao.portal.quyen import chi_so, lay_bo, trong_nhom
from baocao.quyen_tep import CHUNG_MINH
from baocao.services import dieu_chinh as dv
from baocao.services.quy_dinh_kiem_tra import quy_dinh_cua_bo
from baocao.statistics.anh_huong import anh_huong
from cucctdp.files.services import PDF, luu_tep
from cucctdp.workflow.models import QuyetDinh

PDF_TOI_DA = 20 * 1024 * 1024
MOT_TRANG = 30
DA_LAM = {
    "dieuchinh.trinh_ky": "Đã trình lãnh đạo Sở ký.",
    "dieuchinh.ky_gui": "Đã ký và gửi Cục.",
    "dieuchinh.so_tra_lai": "Đã trả lại người lập.",
    "dieuchinh.huy": "Đã hủy đề nghị.",
}


def _cua_toi(user: Any) -> Any:
    if not user.has_perm("baocao.view_dieuchinh"):
        raise PermissionDenied("Tài khoản của bạn không xem được điều chỉnh số liệu.")
    return DieuChinh.objects.visible_to(user).select_related(
        "bo__ky", "bo__don_vi", "don_vi", "nguoi_lap", "nguoi_ky", "nguoi_duyet", "tep"
    )


@chi_so
@require_GET
def danh_sach(request: HttpRequest) -> HttpResponse:
    """Requests of the province, newest first."""
    trang = Paginator(_cua_toi(request.user), MOT_TRANG).get_page(request.GET.get("trang"))
    return render(request, "so/dieu_chinh_ds.html", {"trang": trang})


@chi_so
@require_GET
def xem(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: figures before and after, effects, steps."""
    d = get_object_or_404(_cua_toi(request.user), pk=pk)
    du_lieu = {
        "d": d,
        "bo": d.bo,
        "tac_dong": anh_huong(d),
        "chuoi": getattr(d, "chuoi", None),
        "buoc": buoc_mo(d, request.user),
        "sua_duoc": d.trang_thai == TrangThaiDieuChinh.NHAP
        and d.bo is not None
        and not dv.duoc_lap(d.bo, request.user),
        "lich_su": QuyetDinh.objects.cua(d).select_related("nguoi").order_by("-luc", "-id"),
        "nguong": quy_dinh_cua_bo(d.bo).nguong_chenh if d.bo else None,
    }
    return render(request, "so/dieu_chinh.html", du_lieu)


@chi_so
@require_http_methods(["GET", "POST"])
def moi(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a new request for a received pack."""
    return _soan(request, lay_bo(request.user, pk), None)


@chi_so
@require_http_methods(["GET", "POST"])
def sua(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a request that is still being written; another form adds its cells."""
    d = get_object_or_404(_cua_toi(request.user), pk=pk)
    if d.bo is None:
        raise Http404("Đề nghị này do Cục lập.")
    return _soan(request, lay_bo(request.user, d.bo_id), d)


def _cac_phieu(bo: BoBaoCao, user: Any) -> list[PhieuBieu]:
    rows = bo.phieu.filter(bieu_mau__la_tinh_toan=False).select_related(
        "bieu_mau", "bo__ky", "bo__don_vi"
    )
    return [p for p in rows.order_by("bieu_mau__thu_tu") if trong_nhom(user, p)]


def _soan(request: HttpRequest, bo: BoBaoCao, d: DieuChinh | None) -> HttpResponse:
    vi_sao = dv.duoc_lap(bo, request.user)
    cac_phieu = _cac_phieu(bo, request.user)
    chon = request.GET.get("bieu", "")
    phieu = next(
        (p for p in cac_phieu if p.bieu_mau.ma == chon), cac_phieu[0] if cac_phieu else None
    )
    if phieu is None or vi_sao:
        du_lieu = {"bo": bo, "vi_sao": vi_sao or ["Bạn không được giao biểu nào của bộ này."]}
        return render(request, "so/dieu_chinh_soan.html", du_lieu)
    bang = dung_bang(phieu)
    loi: dict[str, str] = {}
    loi_chung: list[str] = []
    if request.method == "POST":
        doc, go = doc_gui(bang, request.POST)
        loi = doc.loi
        tep, loi_tep = _doc_tep(request.FILES.get("tep"))
        loi_chung = loi_tep
        if not loi and not loi_chung:
            try:
                d = _luu(request, bo, phieu, d, doc.ghi, tep)
            except TU_CHOI as exc:
                loi_chung = cau_tu_choi(exc)
            else:
                messages.success(request, f"Đã lưu đề nghị {d.ma}.")
                return redirect("so:dieu_chinh", pk=d.pk)
    else:
        go = _da_co(d, phieu)
    post = request.POST
    du_lieu = {
        "bo": bo,
        "d": d,
        "cac_phieu": cac_phieu,
        "bieu": dung_bieu(bang, go, loi),
        "loi_o": [(k, v) for k, v in loi.items()],
        "loi_chung": loi_chung,
        "cac_ly_do": [(m.value, m.label) for m in dv.LY_DO_SUA_LOI],
        "ly_do_ma": post.get("ly_do_ma", d.ly_do_ma if d else ""),
        "dien_giai": post.get("dien_giai", d.dien_giai if d else ""),
        "toi_thieu": dv.DIEN_GIAI_TOI_THIEU,
    }
    status = 422 if loi or loi_chung else 200
    return render(request, "so/dieu_chinh_soan.html", du_lieu, status=status)


def _da_co(d: DieuChinh | None, phieu: PhieuBieu) -> dict[str, str]:
    """Text of the cells already in the request, as somebody would type them."""
    if d is None:
        return {}
    ky_hieu = {"khong_phat_sinh": "-", "khong_ap_dung": "x", "chua_co_so_lieu": "..."}
    return {
        f"{x.chi_tieu.ma}.{x.cot}": ky_hieu.get(
            x.trang_thai_o, x.chu if x.so is None else f"{x.so.normalize():f}".replace(".", ",")
        )
        for x in d.dong.filter(phieu=phieu).select_related("chi_tieu")
    }


def _doc_tep(tep: UploadedFile | None) -> tuple[tuple[str, bytes] | None, list[str]]:
    if tep is None:
        return None, []
    noi_dung = tep.read(PDF_TOI_DA + 1)
    if len(noi_dung) > PDF_TOI_DA:
        return None, ["Tệp lớn hơn 20 MB. Hãy quét lại với độ phân giải thấp hơn."]
    if not noi_dung.startswith(b"%PDF-"):
        return None, ["Tài liệu chứng minh phải là tệp PDF."]
    return (tep.name or "chung-minh.pdf", noi_dung), []


@transaction.atomic
def _luu(
    request: HttpRequest,
    bo: BoBaoCao,
    phieu: PhieuBieu,
    d: DieuChinh | None,
    cac_o: list[Any],
    tep: tuple[str, bytes] | None,
) -> DieuChinh:
    """Request and evidence together, or neither."""
    luu = None
    if tep is not None:
        luu = luu_tep(
            tep[1],
            loai=CHUNG_MINH,
            ten=tep[0],
            kieu_noi_dung=PDF,
            by=request.user,
            don_vi=bo.don_vi,
            doi_tuong=bo,
        )
    gia_tri: dict[str, Any] = {
        "cac_o": {phieu.pk: cac_o},
        "ly_do_ma": request.POST.get("ly_do_ma", ""),
        "dien_giai": sach(request.POST.get("dien_giai", "")),
        "by": request.user,
        "tep": luu,
    }
    return dv.lap_sua_loi(bo, **gia_tri) if d is None else dv.sua_de_nghi(d, **gia_tri)


@chi_so
@require_http_methods(["GET", "POST"])
def buoc(request: HttpRequest, pk: int, duong: str) -> HttpResponse:
    """One step of a request: GET asks, POST does."""
    d = get_object_or_404(_cua_toi(request.user), pk=pk)
    muc = tim(BUOC, duong)
    if muc is None:
        raise Http404("Không có bước này.")
    ly_do, loi, status = sach(request.POST.get("ly_do", "")), [], 200
    if request.method == "POST":
        try:
            muc.lam(d, by=request.user, **({"ly_do": ly_do} if muc.hoi_ly_do else {}))
        except TU_CHOI as exc:
            loi, status = cau_tu_choi(exc), 422
        else:
            messages.success(request, DA_LAM[muc.step.ten])
            return redirect("so:dieu_chinh", pk=d.pk)
    else:
        loi = can_tro(muc, d, request.user)
    du_lieu = {"d": d, "buoc": muc, "loi": loi, "ly_do": ly_do, "da_thu": request.method == "POST"}
    return render(request, "so/dieu_chinh_buoc.html", du_lieu, status=status)
