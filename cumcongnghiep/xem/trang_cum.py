"""The page of one cluster, a tab a subject; what a reader may not see is not offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cumcongnghiep.buoc import THEO_LOAI
from cumcongnghiep.choices import ChiTieuSo, LoaiHinh
from cumcongnghiep.danh_muc import doc_danh_muc
from cumcongnghiep.dong_ho import buoc_tiep, dong_ho, thang_buoc
from cumcongnghiep.dong_thoi_gian import cac_doan, dong_thoi_gian
from cumcongnghiep.ho_so_cum import HoSoCum, doc_ho_so
from cumcongnghiep.models import CanhBao, Cum, KiemTra
from cumcongnghiep.nguon_so import NguonSo, khai, lao_dong, so_du_an, tong_muc, trong_ky
from cumcongnghiep.rules import doc_xet, kiem_tra_cum
from cumcongnghiep.xem.dat import dat_cua
from cumcongnghiep.xem.doanh_nghiep import trang_du_an
from cumcongnghiep.xem.ha_tang import cac_hang_muc, cac_tram
from cumcongnghiep.xem.quyen import THONG_KE, lay_cum
from cumcongnghiep.xem.thay_doi import cac_su_kien, ke_lai

MOI_TRANG = 30
TONG_QUAN = "tong-quan"
_TRUC = (("phap_ly", "Pháp lý"), ("ha_tang", "Hạ tầng"), ("hoat_dong", "Hoạt động"))
# Tab → (label, right beyond view_cum).
CAC_THE: dict[str, tuple[str, str]] = {
    TONG_QUAN: ("Tổng quan", ""),
    "thoi-gian": ("Dòng thời gian", "cumcongnghiep.view_vanban"),
    "ha-tang": ("Hạ tầng", ""),
    "doanh-nghiep": ("Doanh nghiệp", "cumcongnghiep.view_duan"),
    "van-ban": ("Văn bản, thủ tục", "cumcongnghiep.view_vanban"),
    "quy-tac": ("Sai sót, cảnh báo", THONG_KE),
    "thay-doi": ("Thay đổi", THONG_KE),
}


@login_required
@require_safe
def trang_cum(request: HttpRequest, pk: int) -> HttpResponse:
    """One cluster. Raises Http404 outside the scope, PermissionDenied for a tab not one's own."""
    cum = lay_cum(request.user, pk)
    the = request.GET.get("the") or TONG_QUAN
    if the not in CAC_THE:
        raise Http404("Không có phần này.")
    quyen = CAC_THE[the][1]
    if quyen and not request.user.has_perm(quyen):
        raise PermissionDenied("Tài khoản của bạn không có quyền xem phần này.")
    h = doc_ho_so([cum])[cum.pk]
    ngu_canh = {
        "cum": cum,
        "tinh": cum.don_vi.ten_ngay(timezone.localdate()),
        "loai_hinh": [LoaiHinh(m).label for m in cum.loai_hinh],
        "xa": [(x.xa.ten_goi, x.chu_tri) for x in h.cac_xa],
        "the": the,
        "cac_the": [
            (ma, ten) for ma, (ten, q) in CAC_THE.items() if not q or request.user.has_perm(q)
        ],
        "ngay": timezone.localdate(),
        "sua": reverse("admin:cumcongnghiep_cum_change", args=[cum.pk]),
        **_DUNG[the](request, cum, h),
    }
    return render(request, f"cum_cong_nghiep/cum/{the.replace('-', '_')}.html", ngu_canh)


def _tong_quan(request: HttpRequest, cum: Cum, h: HoSoCum) -> dict[str, Any]:
    ngay = timezone.localdate()
    n = NguonSo([h])
    doan = cac_doan(h, doc_danh_muc(), ngay)
    return {
        "dat": dat_cua(h, n, ngay),
        "cac_so": [
            tong_muc(n, h, ngay),
            khai(n, h, ChiTieuSo.VON_DA_TRA, ngay),
            khai(n, h, ChiTieuSo.VON_NSNN, ngay),
            so_du_an(n, h, ngay),
            lao_dong(n, h, ngay),
            trong_ky(n, h, ChiTieuSo.DOANH_THU, ngay),
            trong_ky(n, h, ChiTieuSo.NOP_NSNN, ngay),
        ],
        "chu_dau_tu": sorted(h.chu_dau_tu, key=lambda g: g.tu_ngay, reverse=True),
        "truc": [(ten, doan[cot][::-1]) for cot, ten in _TRUC],
        "quy_hoach": h.muc_quy_hoach(ngay),
    }


def _thoi_gian(request: HttpRequest, cum: Cum, h: HoSoCum) -> dict[str, Any]:
    return {"moc": dong_thoi_gian(h, doc_danh_muc(), timezone.localdate())}


def _ha_tang(request: HttpRequest, cum: Cum, h: HoSoCum) -> dict[str, Any]:
    ngay = timezone.localdate()
    danh_muc = doc_danh_muc()
    thiet_yeu = danh_muc.thiet_yeu(ngay)
    muc = cac_hang_muc(h, NguonSo([h]), thiet_yeu, ngay)
    return {
        "muc": muc,
        "che_do": danh_muc.tim_che_do(ngay),
        "thiet_yeu_xong": len({m.muc.loai for m in muc if m.muc and m.thiet_yeu and m.da_xong}),
        "thiet_yeu": len(thiet_yeu),
        "tram": cac_tram(h, ngay),
        "tai_san": h.tai_san,
    }


def _doanh_nghiep(request: HttpRequest, cum: Cum, h: HoSoCum) -> dict[str, Any]:
    tim = request.GET.get("tim", "")[:100]
    trang, dong = trang_du_an(
        cum, tim=tim, trang=request.GET.get("trang"), ngay=timezone.localdate()
    )
    tham_so = f"?{urlencode({'the': 'doanh-nghiep', 'tim': tim})}&"
    return {"trang": trang, "dong": dong, "tim": tim, "tham_so_trang": tham_so}


def _van_ban(request: HttpRequest, cum: Cum, h: HoSoCum) -> dict[str, Any]:
    thay = {v.thay_the_id for v in h.van_ban if v.thay_the_id}
    cac = sorted(h.van_ban, key=lambda v: (v.ngay, v.pk), reverse=True)
    dong = dong_ho(h.thu_tuc)
    ngay = timezone.localdate()
    return {
        "van_ban": [(v, THEO_LOAI.get(v.loai), v.pk in thay) for v in cac],
        "ho_so": [dong[t.pk] for t in sorted(h.thu_tuc, key=lambda t: t.ngay_nop, reverse=True)],
        "thang": thang_buoc(h, ngay),
        "tiep": buoc_tiep(h, ngay),
    }


def _quy_tac(request: HttpRequest, cum: Cum, h: HoSoCum) -> dict[str, Any]:
    x = doc_xet([cum], hom_nay=timezone.localdate())[cum.pk]
    return {
        "vi_pham": kiem_tra_cum(x, "cap_nhat"),
        "canh_bao": CanhBao.objects.filter(cum=cum).dang_mo(),
        "kiem_tra": KiemTra.objects.filter(cum=cum).order_by("-ngay", "-pk"),
        "di_doi": h.di_doi,
    }


def _thay_doi(request: HttpRequest, cum: Cum, h: HoSoCum) -> dict[str, Any]:
    trang = Paginator(cac_su_kien(cum), MOI_TRANG).get_page(request.GET.get("trang"))
    return {"trang": trang, "dong": [ke_lai(s) for s in trang]}


_DUNG: dict[str, Callable[[HttpRequest, Cum, HoSoCum], dict[str, Any]]] = {
    TONG_QUAN: _tong_quan,
    "thoi-gian": _thoi_gian,
    "ha-tang": _ha_tang,
    "doanh-nghiep": _doanh_nghiep,
    "van-ban": _van_ban,
    "quy-tac": _quy_tac,
    "thay-doi": _thay_doi,
}
