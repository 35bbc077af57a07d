"""Which row a province stands in: three boundaries, three regions."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from cucctdp.donvi.choices import BoMa, DiaGioi, MucDichPhanVung
from cucctdp.donvi.models import DonViHanhChinh, ThanhVienVung
from cucctdp.donvi.services.don_vi import anh_xa_dia_gioi
from cucctdp.formats.chu import khoa_sap_xep
from sanpham_tieubieu.choices import KhuVuc
from sanpham_tieubieu.statistics.kieu import Hoi, ThamSoSai

KHU_VUC_CUA = {"BAC": KhuVuc.BAC, "TRUNG-TN": KhuVuc.TRUNG, "NAM": KhuVuc.NAM}
GHI_CHU_63 = (
    "Địa giới 63 tỉnh: hồ sơ nộp sau sắp xếp đứng ở dòng tỉnh sau sắp xếp, không tách được."
)


@dataclass(frozen=True)
class PhamVi:
    """``khoa_cua``: filing unit → key of the row it is told as; ``ten``: keys in Vietnamese order.

    ``khu_vuc_cua``: filing unit → region; ``phai_co``: keys that should have an entry; ``loc``:
    filing units asked for, None for all.
    """

    khoa_cua: dict[int, str]
    ten: dict[str, str]
    khu_vuc_cua: dict[int, str]
    phai_co: frozenset[str]
    loc: frozenset[int] | None
    ghi_chu: tuple[str, ...]


def doc_pham_vi(hoi: Hoi) -> PhamVi:
    """Read scopes; four small queries. Raises ThamSoSai for unknown units."""
    hom_nay = timezone.localdate()
    anh_xa = anh_xa_dia_gioi(dia_gioi=hoi.dia_gioi, ngay=hom_nay)
    don_vi = {d.pk: d for d in DonViHanhChinh.objects.order_by("bo_ma", "ma")}
    ve = {pk: anh_xa[pk].don_vi_id for pk in don_vi}
    khu_vuc = {
        pk: str(KHU_VUC_CUA[ma])
        for pk, ma in ThanhVienVung.objects.filter(phan_vung__muc_dich=MucDichPhanVung.KHUYEN_CONG)
        .order_by("phan_vung__hieu_luc_tu")
        .values_list("don_vi_id", "vung__ma")
        if ma in KHU_VUC_CUA
    }
    khu_vuc_cua = {pk: khu_vuc.get(pk) or khu_vuc.get(v, "") for pk, v in ve.items()}
    co = {don_vi[v].khoa for v in ve.values()}
    if la := [k for k in hoi.don_vi if k not in co]:
        raise ThamSoSai(
            {"don_vi": [f"Không có đơn vị «{k[:20]}» trong địa giới được hỏi." for k in la]}
        )
    loc = None
    if hoi.don_vi or hoi.khu_vuc:
        loc = frozenset(
            pk
            for pk, v in ve.items()
            if (not hoi.don_vi or don_vi[v].khoa in hoi.don_vi)
            and (not hoi.khu_vuc or khu_vuc_cua[pk] == hoi.khu_vuc)
        )
    bo = BoMa.B63 if hoi.dia_gioi == DiaGioi.BO_63 else BoMa.B34
    if hoi.dia_gioi == DiaGioi.THEO_THOI_DIEM:
        dau = max((d.hieu_luc_tu for d in don_vi.values() if d.bo_ma == BoMa.B34), default=hom_nay)
        bo = BoMa.B34 if hoi.den_nam >= dau.year else BoMa.B63
    pham_vi = None if hoi.user is None else hoi.user.pham_vi_don_vi()
    phai_co = frozenset(
        don_vi[v].khoa
        for pk, v in ve.items()
        if don_vi[v].bo_ma == bo
        and (loc is None or pk in loc)
        and (pham_vi is None or pk in pham_vi)
    )
    xep = sorted(don_vi.values(), key=lambda d: khoa_sap_xep(d.ten_goi))
    ten = {d.khoa: d.ten_goi if d.bo_ma == bo else _bo_khac(d) for d in xep}
    return PhamVi(
        khoa_cua={pk: don_vi[v].khoa for pk, v in ve.items()},
        ten=ten,
        khu_vuc_cua=khu_vuc_cua,
        phai_co=phai_co,
        loc=loc,
        ghi_chu=(GHI_CHU_63,) if hoi.dia_gioi == DiaGioi.BO_63 else (),
    )


def _bo_khac(don_vi: DonViHanhChinh) -> str:
    """A unit among those of the other code set says so: names return after mergers."""
    cach = "sau sắp xếp" if don_vi.bo_ma == BoMa.B34 else "trước sắp xếp"
    return f"{don_vi.ten_goi} ({cach})"
