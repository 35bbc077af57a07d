"""The nightly look at every cluster and form: alerts A01–A20 open, stay, close; told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.quy_tac import ViPham
from cucctdp.quy_tac.dem import KetQuaDem, Khoa, SoDem, ngay_tre
from cumcongnghiep.choices import Bieu, HaTang
from cumcongnghiep.danh_muc import DanhMuc, doc_danh_muc
from cumcongnghiep.ho_so_cum import doc_ho_so
from cumcongnghiep.models import BieuNop, CanhBao, Cum, KyBieu, QuyTac
from cumcongnghiep.rules.canh_bao import (
    DEM,
    SO_CDT_DEM,
    SO_CUM_DEM,
    SO_TINH_DEM,
    BieuTinh,
    XemCdt,
    XemCum,
    XemTinh,
)
from cumcongnghiep.services.bao_canh_bao import bao
from cumcongnghiep.services.gop_bieu import BoSo, can_nop, khoa_cua
from cumcongnghiep.services.ky_bieu import han_cua
from cumcongnghiep.workflow import DANG_NHAP

SO_DEM: SoDem[CanhBao] = SoDem(
    CanhBao,
    ("don_vi_id", "cum_id"),
    ngay_tre,
    ("noi", "thong_bao", "can_cu", "ben", "han", "muc"),
)


@transaction.atomic
def chay_dem(hom_nay: date | None = None) -> KetQuaDem:
    """Look at everything, store what is late or wrong, tell of what is new; as often as one likes.

    The number of queries grows neither with the clusters nor with the forms.
    """
    hom_nay = hom_nay or timezone.localdate()
    moi, con, het = SO_DEM.ghi(tim(hom_nay), hom_nay)
    return KetQuaDem(moi, con, het, bao(hom_nay))


def tim(hom_nay: date) -> dict[Khoa, ViPham]:
    """Every finding of the night by (province, cluster), code and place."""
    danh_muc = doc_danh_muc()
    cac = doc_xem_cum(hom_nay, danh_muc)
    thay: dict[Khoa, ViPham] = {}

    def quy_tac(ma: str) -> QuyTac | None:
        return danh_muc.tim_quy_tac(ma, hom_nay)

    for x in cac:
        for v in SO_CUM_DEM.kiem_tra(x, DEM, tim=quy_tac):
            thay[(x.cum.don_vi_id, x.cum.pk), v.ma, v.khoa] = v
    for don_vi_id, t in doc_xem_tinh(cac, hom_nay, danh_muc):
        for v in SO_TINH_DEM.kiem_tra(t, DEM, tim=quy_tac):
            thay[(don_vi_id, None), v.ma, v.khoa] = v
    for don_vi, c in xem_chu_dau_tu(cac):
        for v in SO_CDT_DEM.kiem_tra(c, DEM, tim=quy_tac):
            for don_vi_id in don_vi:
                thay[(don_vi_id, None), v.ma, v.khoa] = v
    return thay


def doc_xem_cum(hom_nay: date, danh_muc: DanhMuc) -> list[XemCum]:
    """Every cluster whole."""
    cac_cum = list(Cum.objects.select_related("don_vi").order_by("pk"))
    ho_so = doc_ho_so(cac_cum)
    return [XemCum(ho_so=ho_so[c.pk], danh_muc=danh_muc, hom_nay=hom_nay) for c in cac_cum]


def doc_xem_tinh(
    cac: Sequence[XemCum], hom_nay: date, danh_muc: DanhMuc
) -> Iterator[tuple[int, XemTinh]]:
    """Every open window in every province; three queries."""
    cac_ky = list(KyBieu.objects.filter(khoa_luc__isnull=True).order_by("den_ngay", "pk"))
    nop: dict[tuple[int, int], list[BieuNop]] = defaultdict(list)
    for b in BieuNop.objects.filter(ky__in=cac_ky):
        nop[b.ky_id, b.don_vi_id].append(b)
    theo_tinh: dict[int, list[XemCum]] = defaultdict(list)
    for x in cac:
        theo_tinh[x.cum.don_vi_id].append(x)
    cac_tinh = list(DonViHanhChinh.objects.filter(bo_ma=BoMa.B34).hieu_luc(hom_nay))
    for ky in cac_ky:
        han = _cac_han(ky, danh_muc)
        for tinh in cac_tinh:
            s = BoSo(
                ky=ky,
                cum={x.cum.pk: x.cum for x in theo_tinh[tinh.pk]},
                ho_so={x.cum.pk: x.ho_so for x in theo_tinh[tinh.pk]},
                chu_tri={
                    x.cum.pk: next((m.xa for m in x.ho_so.cac_xa if m.chu_tri), None)
                    for x in theo_tinh[tinh.pk]
                },
                nop={khoa_cua(b): b for b in nop[ky.pk, tinh.pk]},
            )
            yield tinh.pk, _mot_tinh(s, tinh, han, hom_nay, danh_muc)


def _cac_han(ky: KyBieu, danh_muc: DanhMuc) -> dict[str, date]:
    """Due days of the forms of a window; a form without a dated row has none."""
    kq: dict[str, date] = {}
    for b in Bieu:
        try:
            kq[b.value] = han_cua(ky, b, danh_muc=danh_muc)
        except ValidationError:
            continue
    return kq


def _mot_tinh(
    s: BoSo, tinh: DonViHanhChinh, han: dict[str, date], hom_nay: date, danh_muc: DanhMuc
) -> XemTinh:
    phu = can_nop(s)
    b04 = s.nop.get((Bieu.B04.value, None))
    da_gui = b04 is not None and b04.ngay_gui is not None and b04.trang_thai not in DANG_NHAP
    dem = {ma: (d.can, d.da) for ma, d in phu.items()}
    dem[Bieu.B04.value] = (1, int(b04 is not None and b04.ngay_gui is not None))
    xa, cdt = phu[Bieu.B03.value], phu[Bieu.B02.value]
    return XemTinh(
        ky_id=s.ky.pk,
        ky=str(s.ky),
        tinh=tinh.ten_goi,
        hom_nay=hom_nay,
        danh_muc=danh_muc,
        bieu={ma: BieuTinh(han[ma], *dem[ma]) for ma in sorted(dem) if ma in han},
        mo_04=b04 is not None and not da_gui,
        cdt_thieu=sum(c.co_cdt for c in cdt.thieu),
        ha_da=xa.ha_da,
        ha_can=xa.ha_can,
    )


def xem_chu_dau_tu(cac: Sequence[XemCum]) -> Iterator[tuple[set[int], XemCdt]]:
    """Developers with the established clusters they have not finished, and where these lie."""
    giu: dict[int, list[XemCum]] = defaultdict(list)
    ten: dict[int, str] = {}
    for x in cac:
        giao = x.ho_so.chu_dau_tu_ngay(x.hom_nay)
        if giao is None or x.tt.thanh_lap_ngay is None or x.tt.ha_tang == HaTang.HOAN_THANH:
            continue
        giu[giao.chu_dau_tu_id].append(x)
        ten[giao.chu_dau_tu_id] = giao.chu_dau_tu.ten
    for pk, cua in giu.items():
        cac_cum: tuple[tuple[str, Decimal | None], ...] = tuple(
            (x.cum.ten, x.tt.dien_tich) for x in cua
        )
        yield {x.cum.don_vi_id for x in cua}, XemCdt(pk, ten[pk], cac_cum)
