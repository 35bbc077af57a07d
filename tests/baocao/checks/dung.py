"""Forms and rules built from fixtures/baocao without a database."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from baocao.bang import Bang, Dong, O, _o_goc, tinh_lai
from baocao.choices import TrangThaiO, TrangThaiSoLieu
from baocao.lich_su import LichSu, MuaVu, SoLieu
from baocao.models import (
    BieuMau,
    BoBaoCao,
    ChiTieu,
    CotBieu,
    GiaTri,
    KyBaoCao,
    PhieuBieu,
    QuyTacKiemTra,
)
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.formats.ky import Ky
from tests.baocao import du_lieu_goc

TRUONG_KHAC_TEN = {"am": "cho_am", "tinh": "cong_thuc"}
KHONG_PHAT_SINH = TrangThaiO.KHONG_PHAT_SINH
KHONG_AP_DUNG = TrangThaiO.KHONG_AP_DUNG

Cho = tuple[str, str]

# As in the rows of the fixture.
MUA_VU = MuaVu(so_nam=5, so_nam_toi_thieu=3, so_ky_toi_thieu=4)


@cache
def quy_tac_goc() -> dict[str, dict[str, Any]]:
    return {q["ma"]: q for q in du_lieu_goc.doc("quy_tac.yaml")["quy_tac"]}


def quy_tac(ma: str, /, **khac: Any) -> QuyTacKiemTra:
    """The rule of quy_tac.yaml, unsaved, with changes."""
    goc = {"ap_dung": {}, "dieu_kien": "", "ham": "", "tham_so": {}, **quy_tac_goc()[ma], **khac}
    truong = {f.name for f in QuyTacKiemTra._meta.get_fields()}
    return QuyTacKiemTra(**{k: v for k, v in goc.items() if k in truong})


def moi_quy_tac() -> list[QuyTacKiemTra]:
    return [quy_tac(ma) for ma in quy_tac_goc()]


@cache
def bieu_mau(ma: str) -> tuple[BieuMau, list[CotBieu], list[ChiTieu]]:
    goc = du_lieu_goc.bieu(ma)
    bieu = BieuMau(ma=ma, ten=goc["ten"], bo_cot=goc["bo_cot"], loai_ky=goc["loai_ky"])
    cot = [CotBieu(**{k: v for k, v in c.items() if k not in ("so_le_in",)}) for c in goc["cot"]]
    truong = {f.name for f in ChiTieu._meta.get_fields()}
    chi_tieu = []
    for i, dong in enumerate(du_lieu_goc.dong(ma).values()):
        gia_tri = {TRUONG_KHAC_TEN.get(k, k): v for k, v in dong.items()}
        sach = {k: v for k, v in gia_tri.items() if k in truong and v is not None}
        chi_tieu.append(ChiTieu(**{**sach, "thu_tu": i}))
    return bieu, cot, chi_tieu


def bang(
    ma: str,
    ma_ky: str,
    o: Mapping[Cho, Any] | None = None,
    lich_su: Mapping[tuple[str, str, str], Any] | None = None,
    *,
    ep: Mapping[Cho, Any] | None = None,
    trang_thai_sl: str = TrangThaiSoLieu.UOC,
    nguon: str = "",
) -> Bang:
    """Build form ``ma``: typed cells ``o``, figures of other periods, cells forced afterwards.

    A value is a number, or a state of a cell for one without.
    """
    ky = Ky.tu_ma(ma_ky)
    bieu, cot, moi_chi_tieu = bieu_mau(ma)
    phieu = PhieuBieu(
        bo=BoBaoCao(
            ky=KyBaoCao(ma=ma_ky, den_ngay=ky.ngay_cuoi), don_vi=DonViHanhChinh(bo_ma="34", ma="80")
        ),
        bieu_mau=bieu,
    )
    su = LichSu({khoa: _so_lieu(v) for khoa, v in (lich_su or {}).items()}, mua_vu=MUA_VU)
    cac_dong = []
    for chi_tieu in moi_chi_tieu:
        if not chi_tieu.dung_o_ky(ky.loai):
            continue
        cac_o = {}
        for c in cot:
            if c.ma not in chi_tieu.cot_khong_ap_dung:
                goc = (o or {}).get((chi_tieu.ma, c.ma))
                gia_tri = None if goc is None else _gia_tri(goc, trang_thai_sl, nguon)
                cac_o[c.ma] = _o_goc(chi_tieu, c, gia_tri, ky, bieu, su)
        cac_dong.append(Dong(chi_tieu, cac_o))
    ket_qua = Bang(phieu, bieu, ky, cot, cac_dong, su)
    tinh_lai(ket_qua)
    for (ma_dong, ma_cot), v in (ep or {}).items():
        dong = ket_qua.dong_cua(ma_dong)
        assert dong is not None, ma_dong
        dong.o[ma_cot] = O(ma_dong, ma_cot, TrangThaiO.CO_GIA_TRI, Decimal(str(v)))
    return ket_qua


def _gia_tri(goc: Any, trang_thai_sl: str, nguon: str) -> GiaTri:
    chung = {"trang_thai_sl": trang_thai_sl, "nguon": nguon, "phien_ban": 1}
    if isinstance(goc, TrangThaiO):
        return GiaTri(trang_thai_o=goc, **chung)
    if isinstance(goc, str) and goc.startswith("chữ:"):
        return GiaTri(trang_thai_o=TrangThaiO.CO_GIA_TRI, chu=goc[4:], **chung)
    return GiaTri(trang_thai_o=TrangThaiO.CO_GIA_TRI, so=Decimal(str(goc)), **chung)


def _so_lieu(goc: Any) -> SoLieu:
    if isinstance(goc, TrangThaiO):
        return SoLieu(None, goc, TrangThaiSoLieu.UOC)
    return SoLieu(Decimal(str(goc)), TrangThaiO.CO_GIA_TRI, TrangThaiSoLieu.UOC)
