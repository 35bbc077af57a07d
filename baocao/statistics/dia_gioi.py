"""Boundaries and scopes: which filing units make up which reporting scope."""

from dataclasses import dataclass
from datetime import date

from baocao.choices import CapTongHop, DiaGioi
from baocao.models import KyBaoCao
from baocao.statistics.danh_muc import DanhMuc, PhanVungThongKe
from baocao.statistics.kieu import MA_CA_NUOC
from cucctdp.donvi.choices import BoMa, MucDichPhanVung

MUC_DICH = {
    CapTongHop.VUNG: MucDichPhanVung.KINH_TE_XA_HOI,
    CapTongHop.MIEN: MucDichPhanVung.KHUYEN_CONG,
}


@dataclass(frozen=True, slots=True)
class PhamVi:
    """A scope: its code, name and the reporting units it consists of."""

    ma: str
    ten: str
    don_vi: frozenset[int]


@dataclass(frozen=True)
class CoSoDiaGioi:
    """The boundary basis of one period: reporting units, and what each filing unit covers."""

    bo_ma: str
    ngay: date
    don_vi: tuple[int, ...]
    phu: dict[int, frozenset[int]]


def co_so_dia_gioi(dm: DanhMuc, ky: KyBaoCao, *, dia_gioi: str, hom_nay: date) -> CoSoDiaGioi:
    """Reporting units of a period under a basis. Raises ValueError for an unknown basis.

    A filing unit normally lies in one reporting unit. Told in the 63 provinces, a unit merged in
    2025 covers several: its figure cannot be divided among them.
    """
    lua_chon = DiaGioi(dia_gioi)
    if lua_chon == DiaGioi.CU_63:
        return CoSoDiaGioi(
            BoMa.B63,
            ky.den_ngay,
            dm.cua_bo(BoMa.B63),
            {pk: frozenset(dm.ke_thua.get(pk, (pk,))) for pk in dm.don_vi},
        )
    ngay = hom_nay if lua_chon == DiaGioi.HIEN_HANH else ky.den_ngay
    bo_ma = BoMa.B34 if lua_chon == DiaGioi.HIEN_HANH else ky.bo_ma_don_vi
    anh_xa = dm.anh_xa("hien_hanh", ngay)
    return CoSoDiaGioi(
        bo_ma,
        ngay,
        dm.cua_bo(bo_ma, ngay),
        {pk: frozenset([a.don_vi_id]) for pk, a in anh_xa.items()},
    )


def chon_phan_vung(
    dm: DanhMuc, cap: str, *, phan_vung: str | None, co_so: CoSoDiaGioi
) -> PhanVungThongKe:
    """The partition of a level: by code, by purpose, or the level's usual purpose.

    Among those of the basis' code set the one in force on its day, else the nearest in time.
    Raises ValueError when there is none.
    """
    can = phan_vung or MUC_DICH[CapTongHop(cap)]
    hop = [p for p in dm.phan_vung if p.bo_ma == co_so.bo_ma and can in (p.ma, p.muc_dich)]
    if not hop:
        raise ValueError(f"Không có cách phân vùng «{can}» cho bộ {co_so.bo_ma} đơn vị.")
    return min(hop, key=lambda p: _xa_ngay(p, co_so.ngay))


def _xa_ngay(phan_vung: PhanVungThongKe, ngay: date) -> int:
    if ngay < phan_vung.hieu_luc_tu:
        return (phan_vung.hieu_luc_tu - ngay).days
    if phan_vung.hieu_luc_den is not None and ngay > phan_vung.hieu_luc_den:
        return (ngay - phan_vung.hieu_luc_den).days
    return 0


def cac_pham_vi(
    dm: DanhMuc, ky: KyBaoCao, cap: str, *, co_so: CoSoDiaGioi, phan_vung: str | None
) -> list[PhamVi]:
    """Scopes of a level in printing order; names as of the period's last day."""
    lua_chon = CapTongHop(cap)
    if lua_chon == CapTongHop.CA_NUOC:
        return [PhamVi(MA_CA_NUOC, "Cả nước", frozenset(co_so.don_vi))]
    if lua_chon == CapTongHop.TINH:
        return [
            PhamVi(dm.khoa(pk), dm.don_vi[pk].ten(ky.den_ngay), frozenset([pk]))
            for pk in co_so.don_vi
        ]
    chon = chon_phan_vung(dm, cap, phan_vung=phan_vung, co_so=co_so)
    return [PhamVi(v.ma, v.ten, v.don_vi) for v in chon.cac_vung]
