"""Excel: the pre-filled workbook out, the filled one in, everything wrong by sheet and cell."""

import hashlib
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from baocao.models import BoBaoCao
from baocao.portal.buoc import TU_CHOI, cau_tu_choi
from baocao.portal.loi_tep import theo_o
from baocao.portal.quyen import chi_so, lay_bo
from baocao.quyen_tep import TEP_NOP
from baocao.services.xung_dot import xung_dot_cho_chon
from baocao.workbook import danh_dau_loi, nap_tep, tao_tep_mau
from cucctdp.audit.record import ghi
from cucctdp.excel.container import MB, GioiHanTep
from cucctdp.files.models import Tep
from cucctdp.files.services import XLSX, doc_tep, luu_tep

TEP_LOI = "tep_loi"  # a refused upload, kept so that its marked copy can be fetched
TEP_TOI_DA = GioiHanTep().dung_luong
TEP_TOI_DA_MB = TEP_TOI_DA // MB
QUA_LON = (
    f"Tệp lớn hơn {TEP_TOI_DA_MB} MB. Hãy dùng tệp mẫu tải về từ trang này, không dán ảnh vào tệp."
)
CHUA_CHON = "Chưa chọn tệp. Bấm «Chọn tệp» rồi chọn tệp .xlsx đã điền."


def _tra_tep(noi_dung: bytes, ten: str) -> HttpResponse:
    response = HttpResponse(noi_dung, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{ten}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _ten_tep(bo: BoBaoCao, duoi: str = "") -> str:
    return f"bao-cao_{bo.don_vi.bo_ma}-{bo.don_vi.ma}_{bo.ky.ma}{duoi}.xlsx"


def _ghi_tai(hanh_dong: str, bo: BoBaoCao, noi_dung: bytes, by: Any, **them: Any) -> None:
    """Figures leave the system: who took which bytes is an event, as for stored files."""
    sha256 = hashlib.sha256(noi_dung).hexdigest()
    ghi(hanh_dong, bo, by=by, du_lieu={"sha256": sha256, **them})


@chi_so
@require_GET
def tep_mau(request: HttpRequest, pk: int) -> HttpResponse:
    """The pack's template, filled with what the system already knows."""
    bo = lay_bo(request.user, pk)
    noi_dung = tao_tep_mau(bo, by=request.user)
    _ghi_tai("bobaocao.tai_mau", bo, noi_dung, request.user)
    return _tra_tep(noi_dung, _ten_tep(bo))


@chi_so
@require_http_methods(["GET", "POST"])
def nap(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload a filled workbook; nothing is written while one cell is wrong."""
    bo = lay_bo(request.user, pk)
    du_lieu: dict[str, Any] = {"bo": bo, "chi_kiem_tra": False, "toi_da": TEP_TOI_DA_MB}
    status = 200
    if request.method == "POST":
        status = _nap(request, bo, du_lieu)
    du_lieu["cho_chon"] = len(xung_dot_cho_chon(bo, by=request.user))
    return render(request, "so/excel.html", du_lieu, status=status)


def _nap(request: HttpRequest, bo: BoBaoCao, du_lieu: dict[str, Any]) -> int:
    tep = request.FILES.get("tep")
    du_lieu["chi_kiem_tra"] = chi_kiem_tra = "chi_kiem_tra" in request.POST
    if tep is None:
        du_lieu["tu_choi"] = [CHUA_CHON]
        return 422
    if tep.size > TEP_TOI_DA:
        du_lieu["tu_choi"] = [QUA_LON]
        return 422
    try:
        ket_qua = nap_tep(bo, tep=tep, ten=tep.name, by=request.user, chi_kiem_tra=chi_kiem_tra)
    except TU_CHOI as exc:
        du_lieu["tu_choi"] = cau_tu_choi(exc)
        return 422
    du_lieu["kq"], du_lieu["ten_tep"] = ket_qua, tep.name
    du_lieu["so_vi_pham"] = sum(map(len, ket_qua.vi_pham.values()))
    du_lieu["cac_loi"] = theo_o(bo, ket_qua, ket_qua.loi)
    du_lieu["cac_canh_bao"] = theo_o(bo, ket_qua, ket_qua.canh_bao)
    if any(loi.o for loi in ket_qua.moi_loi()):
        du_lieu["tep_dau"] = ket_qua.tep or _giu_tep(request, bo, tep)
    if ket_qua.loi:
        return 422
    return 409 if ket_qua.xung_dot else 200


def _giu_tep(request: HttpRequest, bo: BoBaoCao, tep: Any) -> Tep:
    """Keep an upload that was not taken, so that its marked copy can be fetched."""
    tep.seek(0)
    return luu_tep(
        tep.read(),
        loai=TEP_LOI,
        ten=tep.name,
        kieu_noi_dung=XLSX,
        by=request.user,
        don_vi=bo.don_vi,
        doi_tuong=bo,
    )


@chi_so
@require_GET
def danh_dau(request: HttpRequest, pk: int, tep_pk: int) -> HttpResponse:
    """The uploaded workbook back, each wrong cell marked with its sentence."""
    bo = lay_bo(request.user, pk)
    tep = get_object_or_404(
        Tep.objects.visible_to(request.user),
        pk=tep_pk,
        loai__in=(TEP_LOI, TEP_NOP),
        doi_tuong_id=bo.pk,
    )
    noi_dung = doc_tep(tep)
    ket_qua = nap_tep(bo, tep=BytesIO(noi_dung), ten=tep.ten, by=request.user, chi_kiem_tra=True)
    da_danh_dau = danh_dau_loi(noi_dung, [loi for loi in ket_qua.moi_loi() if loi.ma != "da_nop"])
    _ghi_tai("bobaocao.tai_danh_dau", bo, da_danh_dau, request.user, tep=tep.pk)
    return _tra_tep(da_danh_dau, _ten_tep(bo, "_danh-dau"))
