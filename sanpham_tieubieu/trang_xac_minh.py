"""The public page behind the QR: does this certificate hold; read-only, without a log-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sanpham_tieubieu.choices import TrangThaiGiay
from sanpham_tieubieu.models import GiayChungNhan
from sanpham_tieubieu.xac_minh import doc_ma, duong_xac_minh

# What is read: the printed facts, never the row's names of people, address or money.
_COT = (
    "cap", "nam", "so", "co_quan_cap", "ngay_cap", "het_han", "quyet_dinh_so", "quyet_dinh_ngay",
    "ten_san_pham", "ten_co_so", "thu_hoi_ngay", "thu_hoi_so", "minh_hoa", "thay_boi__so",
    "thay_boi__ngay_cap",
)  # fmt: skip
_DAU = {
    TrangThaiGiay.CON_HIEU_LUC: ("tot", "✓"),
    TrangThaiGiay.HET_HAN: ("het", "!"),
    TrangThaiGiay.DA_THAY: ("het", "↻"),
    TrangThaiGiay.THU_HOI: ("xau", "✕"),
}


@require_safe
@cache_control(no_cache=True, public=True)
def xac_minh(request: HttpRequest, ma: str) -> HttpResponse:
    """One query; none for a token that is not ours."""
    pk = doc_ma(ma)
    giay = (
        None
        if pk is None
        else GiayChungNhan.objects.select_related("thay_boi").only(*_COT).filter(pk=pk).first()
    )
    if giay is None:
        return _tra(request, {"giay": None}, 404)
    trang_thai = giay.trang_thai_ngay()
    mau, dau = _DAU[trang_thai]
    thay = giay.thay_boi if trang_thai == TrangThaiGiay.DA_THAY else None
    return _tra(
        request,
        {
            "giay": giay,
            "trang_thai": trang_thai,
            "mau": mau,
            "dau": dau,
            "thay": thay,
            "duong_thay": duong_xac_minh(thay) if thay else "",
        },
    )


def _tra(request: HttpRequest, noi_dung: dict[str, object], ma: int = 200) -> HttpResponse:
    tra = render(
        request, "binh_chon/xac_minh.html", {**noi_dung, "luc": timezone.localtime()}, status=ma
    )
    tra["X-Robots-Tag"] = "noindex"
    return tra
