"""One entry and its judges: who scores it, how far, what the head or the organiser does about it.

No score is read here, and no name of the product: the head of the jury judges it too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from sanpham_tieubieu.choices import LoaiBan, TrangThaiPhieu
from sanpham_tieubieu.giam_khao.quyen import chi_ban, lay_ky, ten_hien
from sanpham_tieubieu.giam_khao.views.danh_sach import TU_KHAI
from sanpham_tieubieu.loi_cua import loi_khi
from sanpham_tieubieu.models import (
    HoSoDangKy,
    KyBinhChon,
    PhanCong,
    PhieuCham,
    ThanhVienBan,
    XungDot,
)
from sanpham_tieubieu.quyen_ky import dieu_hanh_duoc
from sanpham_tieubieu.services.cua_cham import la_truong_ban, loi_da_mo_diem
from sanpham_tieubieu.services.phan_cong import DE_CHAM, bo_phan_cong, phan_cong_tay
from sanpham_tieubieu.services.vo_hieu import vo_hieu
from sanpham_tieubieu.services.xung_dot import ghi_nhan

_P = TrangThaiPhieu
_CHON_GK = "Chọn giám khảo trong danh sách."


@dataclass
class DongGiamKhao:
    """One judge at the entry: given or not, blocked or not, how far his sheet is."""

    gk: ThanhVienBan
    phan_cong: PhanCong | None
    chan: bool
    phieu: PhieuCham | None
    khong_tinh: list[str]

    @property
    def ma(self) -> str:
        return str(self.gk.pk)

    @property
    def nhan(self) -> str:
        if self.chan:
            return "Không chấm (xung đột)"
        if self.phieu is not None:
            return str(_P(self.phieu.trang_thai).label)
        return "Chưa chấm" if self.phan_cong else "Không phân công"

    @property
    def lien_quan(self) -> bool:
        """Whether the judge has, or had, anything to do with the entry."""
        return bool(self.phan_cong or self.phieu or self.khong_tinh or self.chan)

    @property
    def da_ky(self) -> bool:
        return self.phieu is not None and self.phieu.trang_thai == _P.DA_KY

    @property
    def giao_duoc(self) -> bool:
        return not (self.chan or self.phan_cong or self.phieu or self.gk.thoi_tu)

    @property
    def bo_duoc(self) -> bool:
        return self.phan_cong is not None and self.phieu is None


def cac_dong(ky: KyBinhChon, ho_so: HoSoDangKy) -> list[DongGiamKhao]:
    """Sitting judges, and who left the jury with something of this entry. Four queries."""
    giao = {p.giam_khao_id: p for p in PhanCong.objects.filter(ho_so=ho_so)}
    chan = set(
        XungDot.objects.filter(ho_so=ho_so, chan=True, go_luc__isnull=True)
        .order_by()
        .values_list("giam_khao", flat=True)
    )
    song: dict[int, PhieuCham] = {}
    roi: dict[int, list[str]] = {}
    for p in PhieuCham.objects.filter(ho_so=ho_so).order_by("pk"):
        if p.trang_thai == _P.VO_HIEU:
            roi.setdefault(p.giam_khao_id, []).append(p.ly_do_vo_hieu)
        else:
            song[p.giam_khao_id] = p
    gk = (
        ThanhVienBan.objects.filter(ban__ky=ky, ban__loai=LoaiBan.GIAM_KHAO)
        .filter(Q(thoi_tu__isnull=True) | Q(pk__in=[*giao, *song, *roi]))
        .select_related("nhan_su", "ban")
        .order_by("thu_tu", "id")
    )
    return [
        DongGiamKhao(g, giao.get(g.pk), g.pk in chan, song.get(g.pk), roi.get(g.pk, [])) for g in gk
    ]


def _them(
    gui: QueryDict, ky: KyBinhChon, hs: HoSoDangKy, cac: list[DongGiamKhao], by: Any
) -> list[str]:
    ma = set(gui.getlist("giam_khao"))
    chon = [d.gk for d in cac if d.ma in ma]
    if not chon or len(chon) < len(ma):
        return [_CHON_GK]
    return loi_khi(lambda: phan_cong_tay(ky, by=by, ho_so=[hs], giam_khao=chon))


def _bo(
    gui: QueryDict, ky: KyBinhChon, hs: HoSoDangKy, cac: list[DongGiamKhao], by: Any
) -> list[str]:
    pc = next((d.phan_cong for d in cac if d.ma == gui.get("giam_khao")), None)
    if pc is None:
        return ["Giám khảo này không được phân công chấm sản phẩm."]
    return loi_khi(lambda: bo_phan_cong(pc, by=by))


def _khong_tinh(
    gui: QueryDict, ky: KyBinhChon, hs: HoSoDangKy, cac: list[DongGiamKhao], by: Any
) -> list[str]:
    phieu = next((d.phieu for d in cac if d.ma == gui.get("giam_khao")), None)
    if phieu is None:
        return ["Giám khảo này không có phiếu đang tính cho sản phẩm."]
    ly_do = gui.get("ly_do", "").strip()[:300]
    return loi_khi(lambda: vo_hieu(phieu, by=by, ly_do=ly_do))


def _xung_dot(
    gui: QueryDict, ky: KyBinhChon, hs: HoSoDangKy, cac: list[DongGiamKhao], by: Any
) -> list[str]:
    gk = next((d.gk for d in cac if d.ma == gui.get("giam_khao") and not d.chan), None)
    loai, chi_tiet = gui.get("loai", ""), gui.get("chi_tiet", "").strip()[:500]
    loi = [] if gk else [_CHON_GK]
    if loai not in {ma for ma, _ in TU_KHAI}:
        loi.append("Chọn loại quan hệ trong danh sách.")
    if len(chi_tiet) < 5:
        loi.append("Nêu rõ quan hệ với cơ sở.")
    if gk is None or loi:
        return loi
    return loi_khi(lambda: ghi_nhan(gk, hs, by=by, loai=loai, chi_tiet=chi_tiet))


# What is sent → the door, what is said when it is done.
_VIEC: dict[str, tuple[Callable[..., list[str]], str]] = {
    "them": (_them, "Đã phân công thêm giám khảo."),
    "bo": (_bo, "Đã bỏ phân công."),
    "khong_tinh": (_khong_tinh, "Phiếu không tính nữa; lý do đã ghi vào nhật ký của kỳ."),
    "xung_dot": (_xung_dot, "Đã ghi nhận xung đột; giám khảo không chấm sản phẩm này."),
}


@chi_ban
@require_http_methods(["GET", "POST"])
def san_pham(request: HttpRequest, ky: int, pk: int) -> HttpResponse:
    """The entry for the head of the jury and who runs the round; it exists for nobody else."""
    k = lay_ky(ky)
    truong_ban, to_chuc = la_truong_ban(request.user, k), dieu_hanh_duoc(request.user, k)
    if not (truong_ban or to_chuc):
        raise Http404("Không có kỳ bình chọn này.")
    hs = get_object_or_404(HoSoDangKy, pk=pk, ky=k)
    cac = cac_dong(k, hs)
    if hs.trang_thai not in DE_CHAM and not any(d.lien_quan for d in cac):
        raise Http404("Sản phẩm này không được chấm ở kỳ.")
    loi: list[str] = []
    viec = request.POST.get("viec", "")
    if request.method == "POST":
        if viec not in _VIEC:
            loi = ["Chọn việc cần làm trên trang."]
        else:
            lam, cau = _VIEC[viec]
            loi = lam(request.POST, k, hs, cac, request.user)
            if not loi:
                messages.success(request, cau)
                return redirect("cham_diem:san_pham", k.pk, hs.pk)
    con_cham = not loi_da_mo_diem(k)
    du_lieu = {
        "ky": k,
        "ten": ten_hien(hs),
        "cac_dong": cac,
        "giao_them": [d for d in cac if d.giao_duoc]
        if con_cham and to_chuc and hs.trang_thai in DE_CHAM
        else [],
        "con_cham": con_cham,
        "bo_duoc": con_cham and to_chuc,
        "khong_tinh_duoc": con_cham and truong_ban,
        "chua_chan": [d for d in cac if not d.chan],
        "cac_loai": TU_KHAI,
        "viec": viec,
        "gui": request.POST,
        "chon": request.POST.getlist("giam_khao"),
        "cac_loi": loi,
    }
    return render(request, "cham_diem/san_pham.html", du_lieu, status=422 if loi else 200)
