"""Pages for leadership, outside the admin: briefings to download, and the trace of a figure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone

from baocao.choices import CachTongHop, CapTongHop, TrangThaiO, TrangThaiSoLieu
from baocao.models import BanTin, BieuMau, BoBaoCao, ChiTieu, GiaTriTongHop, KyBaoCao
from baocao.services.tong_hop import NguonSo, nguon_cua
from baocao.statistics.do_lech import do_lech_uoc
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.files.services import worker_con_song
from cumcongnghiep.statistics.canh_bao import han_105
from sanpham_tieubieu.statistics.the import the_binh_chon

MOI_TRANG = 24
SO_NAM = 10


def _can_quyen(request: HttpRequest, quyen: str) -> None:
    if not request.user.has_perm(quyen):
        raise PermissionDenied("Tài khoản của bạn không có quyền xem trang này.")


def _ten(cac_khoa: set[str]) -> dict[str, str]:
    """Short names of keys «34:80»; one query."""
    rows = DonViHanhChinh.objects.filter(ma__in={k.partition(":")[2] for k in cac_khoa})
    return {d.khoa: d.ten_goi for d in rows if d.khoa in cac_khoa}


@login_required
def lanh_dao(request: HttpRequest) -> HttpResponse:
    """Briefings by period, newest first."""
    _can_quyen(request, "baocao.tai_bantin")
    rows = BanTin.objects.select_related("lan__ky", "tep", "viec").order_by(
        "-lan__ky__thang_tk_den", "lan__ky__loai", "-lan__so", "loai"
    )
    trang = Paginator(rows, MOI_TRANG).get_page(request.GET.get("p"))
    ten = _ten({k for b in trang for k in b.lan.con_thieu})
    moi_nhat: dict[int, int] = {}
    cac_dong = []
    for b in trang:
        thieu = [ten.get(k, k) for k in b.lan.con_thieu]
        moi = moi_nhat.setdefault(b.lan.ky_id, b.lan_id) == b.lan_id
        cac_dong.append({"b": b, "thieu": thieu, "moi_nhat": moi})
    ngu_canh = {"trang": trang, "cac_dong": cac_dong, "worker_song": worker_con_song()}
    if request.user.has_perm("cumcongnghiep.view_canhbao"):
        ngu_canh["han_105"] = han_105(request.user, timezone.localdate())
    ngu_canh["the_binh_chon"] = the_binh_chon(request.user)
    return render(request, "lanh_dao/ban_tin.html", ngu_canh)


@dataclass(frozen=True)
class NhomNguon:
    """Inputs of one row and column, and their sum added again on this page."""

    chi_tieu: str
    cot: str
    ky: str
    dong: list[NguonSo]
    tong: Decimal


def nhom_nguon(cac_nguon: list[NguonSo]) -> list[NhomNguon]:
    """Group inputs by row, column and period, each with its sum."""
    nhom: dict[tuple[str, str, str], list[NguonSo]] = defaultdict(list)
    for n in cac_nguon:
        nhom[n.chi_tieu, n.cot, n.ky].append(n)
    return [
        NhomNguon(*khoa, dong, sum((n.so for n in dong if n.so is not None), Decimal(0)))
        for khoa, dong in nhom.items()
    ]


@login_required
def truy_vet(request: HttpRequest, pk: int) -> HttpResponse:
    """One consolidated figure with every input, added up again."""
    _can_quyen(request, "baocao.xem_thongke")
    so = get_object_or_404(GiaTriTongHop.objects.select_related("lan__ky"), pk=pk)
    if so.cap == CapTongHop.TINH and not _trong_pham_vi(request.user, so):
        raise Http404("Không có số liệu này.")
    chi_tieu = (
        ChiTieu.objects.filter(bieu_mau__ma=so.bieu, ma=so.chi_tieu)
        .select_related("bieu_mau")
        .order_by("-bieu_mau__phien_ban")
        .first()
    )
    cot = chi_tieu.bieu_mau.cot.filter(ma=so.cot).first() if chi_tieu else None
    nhom = nhom_nguon(nguon_cua(so))
    cac_bo = {n.bo_id for g in nhom for n in g.dong}
    duoc_mo = set()
    if request.user.is_staff and request.user.has_perm("baocao.view_bobaocao"):
        duoc_mo = set(
            BoBaoCao.objects.visible_to(request.user)
            .filter(pk__in=cac_bo)
            .values_list("pk", flat=True)
        )
    la_tong = so.mau_so is None
    ngu_canh = {
        "so": so,
        "chi_tieu": chi_tieu,
        "cot": cot,
        "nhom": nhom,
        "duoc_mo": duoc_mo,
        "con_thieu": list(_ten(set(so.con_thieu)).values()),
        "cong_thuc": _cong_thuc(so, chi_tieu, cot),
        "la_tong": la_tong,
        "khop": la_tong and len(nhom) == 1 and nhom[0].tong == so.gia_tri,
        "nhan_o": dict(TrangThaiO.choices),
        "nhan_sl": dict(TrangThaiSoLieu.choices),
    }
    return render(request, "lanh_dao/truy_vet.html", ngu_canh)


@login_required
def do_lech(request: HttpRequest) -> HttpResponse:
    """How far the provinces' estimates were from the firmer figures, by province and form."""
    _can_quyen(request, "baocao.xem_thongke")
    if not request.user.hang_vai_tro.dang_nhap:
        raise PermissionDenied("Tài khoản dịch vụ lấy số liệu qua API.")
    cac_nam = list(
        KyBaoCao.objects.order_by("-nam").values_list("nam", flat=True).distinct()[:SO_NAM]
    )
    chon = request.GET.get("nam", "")
    nam = next((n for n in cac_nam if str(n) == chon), None)
    cac_ky = list(KyBaoCao.objects.filter(nam=nam).values_list("ma", flat=True)) if nam else None
    dong = do_lech_uoc(cac_ky=cac_ky, don_vi=request.user.pham_vi_don_vi(), theo_nhom=True)
    ten = dict(BieuMau.objects.order_by("phien_ban").values_list("ma", "ten_ngan"))
    ngu_canh = {
        "cac_nam": cac_nam,
        "nam": nam,
        "dong": [(d, ten.get(d.nhom, d.nhom)) for d in dong],
    }
    return render(request, "lanh_dao/do_lech.html", ngu_canh)


def _trong_pham_vi(user: Any, so: GiaTriTongHop) -> bool:
    """A province's own figure is for those who may see that province."""
    pham_vi = user.pham_vi_don_vi()
    if pham_vi is None:
        return True
    bo_ma, _, ma = so.ma_pham_vi.partition(":")
    return DonViHanhChinh.objects.filter(pk__in=pham_vi, bo_ma=bo_ma, ma=ma).exists()


def _cong_thuc(so: GiaTriTongHop, chi_tieu: ChiTieu | None, cot: Any) -> str:
    if cot is not None and cot.cong_thuc:
        return f"Cột {cot.ma} = {cot.cong_thuc}, tính lại từ tổng tử số và tổng mẫu số"
    if so.mau_so is not None:
        tu, mau = (chi_tieu.tu_so, chi_tieu.mau_so) if chi_tieu else ("", "")
        return f"{tu or 'tử số'} / {mau or 'mẫu số'}, tính lại từ tổng, không lấy bình quân"
    if chi_tieu is not None and chi_tieu.cong_thuc:
        return f"{chi_tieu.ma} = {chi_tieu.cong_thuc}"
    if so.cap == CapTongHop.TINH:
        return "Số của đơn vị"
    if chi_tieu is not None and chi_tieu.tong_hop == CachTongHop.KHONG:
        return "Không cộng giữa các địa phương"
    return "Tổng số của các địa phương đã tiếp nhận"


urlpatterns = [
    path("lanh-dao/", lanh_dao, name="lanh_dao"),
    path("do-lech-uoc/", do_lech, name="do_lech"),
    path("truy-vet/<int:pk>/", truy_vet, name="truy_vet"),
]
