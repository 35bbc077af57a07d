"""The head of the jury: who has signed what, reopening, opening of the scores, the panel."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cucctdp.formats.so import dinh_dang
from sanpham_tieubieu.choices import TrangThaiPhieu
from sanpham_tieubieu.giam_khao.quyen import (
    chi_ban,
    chi_giam_khao,
    lay_ky,
    lay_ky_truong_ban,
    ten_hien,
)
from sanpham_tieubieu.loi_cua import loi_khi
from sanpham_tieubieu.mo_phong import CachThu
from sanpham_tieubieu.models import KyBinhChon, PhanCong, PhieuCham, ThanhVienBan
from sanpham_tieubieu.quyen_diem import ChuaMoDiem, xem_diem_duoc
from sanpham_tieubieu.quyen_ky import dieu_hanh_duoc
from sanpham_tieubieu.services.cham import mo_lai as mo_lai_phieu
from sanpham_tieubieu.services.cua_cham import la_truong_ban, loi_da_mo_diem
from sanpham_tieubieu.services.phan_cong import ho_so_de_cham
from sanpham_tieubieu.services.phieu_giay import nhap_duoc
from sanpham_tieubieu.services.xung_dot import cac_giam_khao, cap_bi_chan
from sanpham_tieubieu.statistics.ket_qua import bang_tong_hop, do_vung

_P = TrangThaiPhieu
SO_LAN_THU = 500
HAT_GIONG = 2026


@dataclass
class OTienDo:
    """One judge and one entry: how far, never how many points."""

    trang_thai: str
    nhan: str
    phieu: int | None = None


CHUA_GIAO = OTienDo("", "–")
TU_CHOI = OTienDo("tu_choi", "Không chấm (xung đột)")
CHUA_CHAM = OTienDo("nhap", "Chưa chấm")


def bang_tien_do(ky: KyBinhChon) -> dict[str, Any]:
    """Judges by entries with the state of each sheet; no score is read. Five queries.

    An entry to be judged that nobody was given stands here too: somebody has to give it.
    """
    gk = cac_giam_khao(ky)
    chan = cap_bi_chan(ky)
    giao = {
        (p.giam_khao_id, p.ho_so_id): p
        for p in PhanCong.objects.filter(ho_so__ky=ky).select_related("ho_so").order_by()
    }
    phieu = {
        (g, h): (pk, trang_thai)
        for pk, g, h, trang_thai in PhieuCham.objects.filter(ho_so__ky=ky)
        .exclude(trang_thai=_P.VO_HIEU)
        .order_by()
        .values_list("pk", "giam_khao", "ho_so", "trang_thai")
    }
    ho_so = {p.ho_so_id: p.ho_so for p in giao.values()}
    ho_so |= {h.pk: h for h in ho_so_de_cham(ky)}
    thu_tu = sorted(ho_so.values(), key=lambda h: (h.ma_nhom, h.ma_so, h.pk))
    dem: dict[int, dict[str, int]] = defaultdict(lambda: {"giao": 0, "ky": 0, "dang": 0})

    def o(g: ThanhVienBan, h: int) -> OTienDo:
        khoa = (g.pk, h)
        if khoa in chan:
            return TU_CHOI
        if khoa not in giao and khoa not in phieu:
            return CHUA_GIAO
        dem[g.pk]["giao"] += 1
        if khoa not in phieu:
            return CHUA_CHAM
        pk, trang_thai = phieu[khoa]
        dem[g.pk]["ky" if trang_thai == _P.DA_KY else "dang"] += 1
        return OTienDo(trang_thai, str(_P(trang_thai).label), pk)

    dong = [(ten_hien(h), h.pk, [o(g, h.pk) for g in gk]) for h in thu_tu]
    tong = {k: sum(d[k] for d in dem.values()) for k in ("giao", "ky", "dang")}
    return {"giam_khao": [(g, dem[g.pk]) for g in gk], "dong": dong, "tong": tong}


@chi_ban
@require_GET
def tien_do(request: HttpRequest, ky: int) -> HttpResponse:
    """Progress of the jury and what its head, or who runs the round, may do now."""
    k = lay_ky_truong_ban(request.user, ky)
    con_cham = not loi_da_mo_diem(k)
    truong_ban, to_chuc = la_truong_ban(request.user, k), dieu_hanh_duoc(request.user, k)
    du_lieu = {
        "ky": k,
        **bang_tien_do(k),
        "mo_lai_duoc": con_cham and truong_ban,
        "san_pham_duoc": truong_ban or to_chuc,
        "mo_diem_duoc": con_cham and k.trang_thai == "cham" and to_chuc,
        "bang_duoc": xem_diem_duoc(request.user, k),
        "phieu_giay_duoc": con_cham and nhap_duoc(request.user, k),
    }
    return render(request, "cham_diem/truong_ban.html", du_lieu)


@chi_giam_khao
@require_http_methods(["GET", "POST"])
def mo_lai(request: HttpRequest, ky: int, pk: int) -> HttpResponse:
    """Reopen a signed sheet with a reason; the judge signs again."""
    k = lay_ky(ky)
    if not la_truong_ban(request.user, k):
        raise Http404("Không có kỳ bình chọn này.")
    rows = PhieuCham.objects.select_related("giam_khao__nhan_su", "ho_so")
    phieu = get_object_or_404(rows, pk=pk, ho_so__ky=k, trang_thai=_P.DA_KY)
    loi: list[str] = []
    ly_do = ""
    if request.method == "POST":
        ly_do = request.POST.get("ly_do", "").strip()[:500]
        loi = loi_khi(lambda: mo_lai_phieu(phieu, by=request.user, ly_do=ly_do))
        if not loi:
            messages.success(
                request, f"Đã mở lại phiếu {ten_hien(phieu.ho_so)} của {phieu.giam_khao.nhan_su}."
            )
            return redirect("cham_diem:truong_ban", k.pk)
    du_lieu = {"ky": k, "p": phieu, "ten": ten_hien(phieu.ho_so), "ly_do": ly_do, "cac_loi": loi}
    return render(request, "cham_diem/mo_lai.html", du_lieu, status=422 if loi else 200)


@chi_ban
@require_GET
def bang_diem(request: HttpRequest, ky: int) -> HttpResponse:
    """The panel, only once the scores are open."""
    k = lay_ky_truong_ban(request.user, ky)
    if not k.da_mo_diem():
        raise ChuaMoDiem(k)
    if not xem_diem_duoc(request.user, k):
        raise PermissionDenied("Bảng điểm dành cho Trưởng ban, Hội đồng và nơi tổ chức.")
    bang = bang_tong_hop(k)
    chon = request.GET.get("do_vung", "")
    thu = None
    if chon in {n.ma for n in bang.nhom}:
        thu = do_vung(k, chon, cach=CachThu.GIAM_KHAO, hat_giong=HAT_GIONG, so_lan=SO_LAN_THU)
    nhom = []
    for n in bang.nhom:
        dong = []
        for s in n.san_pham:
            o = [_o(s, g.id) for g in bang.giam_khao]
            vung = thu.cua.get(s.ho_so_id) if thu and n.ma == chon else None
            dong.append({"s": s, "o": o, "vung": vung, "chuan": dinh_dang(s.diem_chuan, 2)
                         if s.diem_chuan is not None else ""})  # fmt: skip
        nhom.append({"n": n, "dong": dong, "thu": thu if n.ma == chon else None})
    du_lieu = {"ky": k, "bang": bang, "nhom": nhom, "nguong": dinh_dang(k.nguong)}
    return render(request, "cham_diem/bang_diem.html", du_lieu)


def _o(s: Any, gk: int) -> dict[str, Any]:
    """One cell of the panel: total, or why there is none."""
    if (o := s.phieu.get(gk)) is not None:
        lech = dinh_dang(o.lech, 1, dau=True)
        return {"chu": dinh_dang(o.tong), "qua_xa": o.qua_xa, "lech": lech}
    if gk in s.tu_choi:
        return {"chu": "×", "nhan": "không chấm do xung đột lợi ích"}
    if gk in s.chua_ky:
        return {"chu": "…", "nhan": "chưa ký phiếu"}
    return {"chu": "–", "nhan": "không phân công"}
