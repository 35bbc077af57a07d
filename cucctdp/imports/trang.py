"""The page of one session: progress, rows, mending, and the dialogs that change its step."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold.widgets import UnfoldAdminTextInputWidget

from cucctdp.adminkit.hop_thoai import (
    HopThoai,
    KhongTruongForm,
    du_lieu_gui,
    trang_hop_thoai,
)
from cucctdp.files.choices import DA_KET_THUC, TrangThaiViec
from cucctdp.files.services import huy_cong_viec, worker_con_song
from cucctdp.imports.choices import DANG_CHAY, KetLuan, KetQua, TrangThaiPhien
from cucctdp.imports.dang_ky import SoDangKy, so_dang_ky
from cucctdp.imports.models import DongNhap, PhienNhap
from cucctdp.imports.services import phien as dich_vu
from cucctdp.imports.services.danh_dau import yeu_cau_danh_dau
from cucctdp.imports.services.ghi import yeu_cau_ghi
from cucctdp.imports.services.hoan_tac import yeu_cau_hoan_tac
from cucctdp.imports.services.kiem import sua_dong
from cucctdp.imports.services.viec import da_treo
from cucctdp.imports.xem_dong import TEN_LOI, dong_xem
from cucctdp.imports.xem_ghep import du_lieu_ghep

SO_DONG_MOT_TRANG = 50
_O_LOI = '<strong class="bc-loi-o">⚠ {}</strong>'


def lay_phien(request: HttpRequest, pk: int) -> PhienNhap:
    """The session if the user may see it; 404 otherwise, as for one that does not exist."""
    if not request.user.has_perm("imports.view_phiennhap"):
        raise PermissionDenied
    phien = (
        PhienNhap.objects.visible_to(request.user)
        .select_related("tep", "nguoi_tao", "don_vi", "viec", "viec_danh_dau__ket_qua")
        .filter(pk=pk)
        .first()
    )
    if phien is None:
        raise Http404("Không có phiên nhập này.")
    return phien


def duong(phien: PhienNhap, ten: str = "change", *them: Any) -> str:
    return reverse(f"admin:imports_phiennhap_{ten}", args=[phien.pk, *them])


def ngu_canh(request: HttpRequest, phien: PhienNhap, **them: Any) -> dict[str, Any]:
    return admin.site.each_context(request) | {
        "title": f"Phiên nhập số {phien.pk}",
        "opts": PhienNhap._meta,
        "phien": phien,
        "so": so_dang_ky(phien.loai),
        "duoc_lam": dich_vu.duoc_lam(request.user, phien),
        **them,
    }


def xem(request: HttpRequest, pk: int) -> HttpResponse:
    """The session at its step."""
    phien = lay_phien(request, pk)
    so = so_dang_ky(phien.loai)
    them: dict[str, Any] = {"dang_chay": phien.trang_thai in DANG_CHAY, **du_lieu_viec(phien)}
    if phien.trang_thai == TrangThaiPhien.GHEP_COT:
        them |= du_lieu_ghep(phien)
    elif phien.trang_thai not in (TrangThaiPhien.DANG_KIEM, TrangThaiPhien.DA_BO):
        them |= du_lieu_dong(request, phien, so)
        them["dich_da_doi"] = (
            phien.trang_thai == TrangThaiPhien.CHO_GHI and so.phien_ban() != phien.phien_ban_dich
        )
    return TemplateResponse(
        request, "admin/imports/phiennhap/phien.html", ngu_canh(request, phien, **them)
    )


def du_lieu_viec(phien: PhienNhap) -> dict[str, Any]:
    """The job of a session as its page shows it."""
    viec, dd = phien.viec, phien.viec_danh_dau
    if viec is None:
        return {"viec_danh_dau": dd}
    phan_tram, xong, tong = dich_vu.tien_do(viec)
    return {
        "viec": viec,
        "viec_danh_dau": dd,
        "phan_tram": phan_tram,
        "so_xong": xong,
        "so_tong": tong,
        "dang_lam": viec.trang_thai not in DA_KET_THUC,
        "da_huy": viec.trang_thai == TrangThaiViec.HUY,
        "da_hong": viec.trang_thai == TrangThaiViec.LOI,
        "treo": da_treo(viec),
        "worker": worker_con_song(),
    }


def tien_do(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress block alone, asked for again and again; reloads the page at the end."""
    phien = lay_phien(request, pk)
    them = ngu_canh(request, phien, **du_lieu_viec(phien))
    tra = TemplateResponse(request, "admin/imports/phiennhap/_tien_do.html", them)
    if phien.viec is None or phien.viec.trang_thai in DA_KET_THUC:
        tra["HX-Refresh"] = "true"
    return tra


def _loc(phien: PhienNhap) -> list[tuple[str, str, int]]:
    """(code, words, rows) of the lists one may look at, in the order of the work."""
    if phien.trang_thai in (TrangThaiPhien.CHO_GHI, TrangThaiPhien.DANG_GHI):
        dem = {
            KetLuan.LOI: phien.so_loi,
            KetLuan.MOI: phien.so_moi,
            KetLuan.DOI: phien.so_doi,
            KetLuan.GIONG: phien.so_giong,
        }
        return [(ma.value, str(ma.label), n) for ma, n in dem.items()]
    cac = [KetQua.DA_GHI, KetQua.TU_CHOI, KetQua.HOAN_TAC, KetQua.GIU, KetQua.KHONG_DUOC]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ket_qua, count(*) FROM imports_dongnhap WHERE phien_id = %s GROUP BY 1",
            [phien.pk],
        )
        co = dict(cursor.fetchall())
    hoan = phien.trang_thai == TrangThaiPhien.DA_HOAN_TAC
    luon = {KetQua.HOAN_TAC, KetQua.GIU, KetQua.KHONG_DUOC} if hoan else {KetQua.DA_GHI}
    ket = [(k.value, str(k.label), co.get(k.value, 0)) for k in cac if k in luon or co.get(k.value)]
    return [*ket, ("loi", "Có lỗi, không ghi", phien.so_loi)] if phien.so_loi else ket


def du_lieu_dong(request: HttpRequest, phien: PhienNhap, so: SoDangKy) -> dict[str, Any]:
    """The staged rows of the chosen group, a page of them, with the rules they break."""
    cac_loc = _loc(phien)
    co = [ma for ma, _, n in cac_loc if n]
    chon = request.GET.get("loc", "")
    if chon not in {ma for ma, _, _ in cac_loc}:
        chon = co[0] if co else cac_loc[0][0]
    truong = "ket_luan" if chon in KetLuan.values else "ket_qua"
    dong = phien.cac_dong.filter(**{truong: chon}).order_by("so")
    cac_ma = _ma_loi(phien, so, truong, chon)
    ma = request.GET.get("ma", "")
    if ma in {m for m, _, _ in cac_ma}:
        dong = dong.filter(ma_loi__contains=[ma])
    trang = Paginator(dong, SO_DONG_MOT_TRANG).get_page(request.GET.get("trang"))
    return {
        "cac_loc": cac_loc,
        "loc": chon,
        "cac_ma": cac_ma,
        "ma": ma,
        "trang": trang,
        "cac_trang": trang.paginator.get_elided_page_range(trang.number),
        "cac_dong": dong_xem(so, phien, list(trang)),
        "co_loi": phien.so_loi > 0 or bool(cac_ma),
    }


def _ma_loi(phien: PhienNhap, so: SoDangKy, truong: str, chon: str) -> list[tuple[str, str, int]]:
    """(code, words, rows) of the rules broken by the rows of one list."""
    ten = {**TEN_LOI, **so.ten_loi}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT m, count(*) FROM imports_dongnhap, unnest(ma_loi) m WHERE phien_id = %s"  # noqa: S608
            f" AND {truong} = %s GROUP BY m ORDER BY 2 DESC, 1",
            [phien.pk, chon],
        )
        return [(ma, ten.get(ma, ma), n) for ma, n in cursor.fetchall()]


def sua(request: HttpRequest, pk: int, so: int) -> HttpResponse:
    """A dialog with the cells of one staged row, each with what is wrong beside it."""
    phien = lay_phien(request, pk)
    if not dich_vu.duoc_lam(request.user, phien):
        raise PermissionDenied
    dong = phien.cac_dong.filter(so=so).first()
    if dong is None or dong.so <= phien.dong_tieu_de or phien.trang_thai != TrangThaiPhien.CHO_GHI:
        raise Http404("Không có dòng này để sửa.")
    form = SuaDongForm(du_lieu_gui(request), phien=phien, dong=dong)
    hop = HopThoai(
        tieu_de=f"Sửa dòng {so}",
        nut="Lưu và kiểm tra lại",
        quay_lai=f"{duong(phien)}?{request.GET.urlencode()}",
        mo_ta="Chỉ sửa trong phiên nhập; tệp đã tải lên giữ nguyên.",
    )

    def lam(du_lieu: Any) -> str:
        moi = sua_dong(phien, so, o=dict(du_lieu), by=request.user)
        if moi.ket_luan == KetLuan.LOI:
            return f"Đã lưu dòng {so}, dòng này vẫn còn lỗi."
        return f"Đã lưu dòng {so}: {moi.get_ket_luan_display().lower()}."

    return trang_hop_thoai(request, admin.site, hop, form, lam)


class SuaDongForm(forms.Form):
    """One text box a matched column."""

    def __init__(self, *args: Any, phien: PhienNhap, dong: DongNhap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for cot in so_dang_ky(phien.loai).cot:
            i = phien.anh_xa.get(cot.ten)
            if i is None:
                continue
            loi = " ".join(e["thong_diep"] for e in dong.loi if e["cot"] == cot.ten)
            self.fields[cot.ten] = forms.CharField(
                label=cot.nhan,
                initial=dong.tho[i] if i < len(dong.tho) else "",
                required=False,
                max_length=2000,
                help_text=format_html(_O_LOI, loi) if loi else cot.huong_dan,
                widget=UnfoldAdminTextInputWidget,
            )


def _huy(phien: PhienNhap, *, by: Any) -> None:
    dich_vu.kiem_quyen(phien, by)
    if phien.viec is not None:
        huy_cong_viec(phien.viec, by=by)


Lam = Callable[..., Any]
# address → (title, sentence, button, done, service, dangerous)
VIEC: dict[str, tuple[str, str, str, str, Lam, bool]] = {
    "ghi": (
        "Ghi vào danh mục",
        "",
        "Ghi",
        "Đã xếp việc ghi; theo dõi tiến độ ngay trên trang này.",
        yeu_cau_ghi,
        False,
    ),
    "hoan-tac": (
        "Hoàn tác phiên nhập",
        (
            "Bản ghi được thêm sẽ bị gỡ, bản ghi được sửa trở về giá trị cũ. Bản ghi đã có người "
            "sửa sau khi nhập, hoặc đang được nơi khác dùng, được giữ lại và liệt kê."
        ),
        "Hoàn tác",
        "Đã xếp việc hoàn tác; theo dõi tiến độ ngay trên trang này.",
        yeu_cau_hoan_tac,
        True,
    ),
    "dung": (
        "Dừng việc đang chạy",
        (
            "Đang kiểm tra: giữ các dòng đã kiểm để chạy tiếp. Đang ghi, hoàn tác: không có "
            "dòng nào được ghi."
        ),
        "Dừng",
        "Đã yêu cầu dừng.",
        _huy,
        True,
    ),
    "chay-tiep": (
        "Chạy tiếp",
        "Việc tiếp tục từ chỗ đã dừng, không làm lại dòng nào.",
        "Chạy tiếp",
        "Đã xếp việc chạy tiếp.",
        dich_vu.chay_tiep,
        False,
    ),
    "ghep-lai": (
        "Ghép lại cột",
        "Kết quả kiểm tra và các ô đã sửa trong phiên này sẽ mất.",
        "Ghép lại cột",
        "Chọn lại cột rồi bấm «Kiểm tra».",
        dich_vu.ghep_lai,
        True,
    ),
    "bo": (
        "Bỏ phiên nhập",
        "Không có gì được ghi vào danh mục; các dòng đã đọc bị xóa.",
        "Bỏ phiên",
        "Đã bỏ phiên nhập.",
        dich_vu.bo_phien,
        True,
    ),
    "danh-dau": (
        "Dựng tệp đánh dấu lỗi",
        "Tệp của bạn được trả lại với ô lỗi tô màu, ghi chú cách sửa và một trang liệt kê lỗi.",
        "Dựng tệp",
        "Đang dựng tệp; đường tải sẽ hiện ở trang này.",
        yeu_cau_danh_dau,
        False,
    ),
}


def mo_ta_viec(phien: PhienNhap, viec: str) -> str:
    """What an act of ``VIEC`` would do to this session, in words."""
    if viec != "ghi":
        return VIEC[viec][1]
    if so_dang_ky(phien.loai).ca_tep:
        return (
            f"Ghi cả tệp: {phien.so_moi} dòng thêm mới và {phien.so_doi} dòng thay đổi. "
            "Nếu có dòng bị từ chối thì không dòng nào được ghi."
        )
    return (
        f"Ghi {phien.so_moi} dòng thêm mới và {phien.so_doi} dòng thay đổi. "
        f"{phien.so_loi} dòng có lỗi không được ghi."
    )


def lam_viec(request: HttpRequest, pk: int, viec: str) -> HttpResponse:
    """Confirm, then do, one act on a session."""
    phien = lay_phien(request, pk)
    if viec not in VIEC:
        raise Http404("Không có việc này.")
    if not dich_vu.duoc_lam(request.user, phien):
        raise PermissionDenied
    tieu_de, _, nut, xong, ham, nguy_hiem = VIEC[viec]
    mo_ta = mo_ta_viec(phien, viec)
    hop = HopThoai(
        tieu_de=tieu_de, nut=nut, quay_lai=duong(phien), mo_ta=mo_ta, nguy_hiem=nguy_hiem
    )

    def lam(_: Any) -> str:
        ham(phien, by=request.user)
        return xong

    return trang_hop_thoai(request, admin.site, hop, KhongTruongForm(du_lieu_gui(request)), lam)
