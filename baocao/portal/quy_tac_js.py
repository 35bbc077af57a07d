"""A form and its rules as JSON, for the browser to compute and judge with while people type.

The definition stays the row of the rule: its expression goes over as the tree the server runs
itself (``BieuThuc.cay``), with every figure from outside the form already looked up; checks of
their own that follow from figures go as places (``phep_js``). What looks at states, versions, texts
or the whole pack, rules kept for a later moment and names unknown here stay with the server.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from baocao.bang import Bang, Dong
from baocao.bieu_thuc import BieuThuc, BieuThucSai
from baocao.checks.ngu_canh import TEN_MUC_THUONG, BoiCanh, NguCanh, QuyTacHong
from baocao.checks.run import LUC_LUU, PHAM_VI_BO
from baocao.checks.so_lieu_kem import SoLieuKem
from baocao.choices import KieuCot, TrangThaiO
from baocao.models import CotBieu, QuyTacKiemTra
from baocao.portal.phep_js import phep_cho_trang

# Names the page computes itself, and names that follow from other periods alone.
TEN_CUA_TRANG = {"gia_tri", "tong_cac_ky", "don_vi_cuoi"}
TEN_SAN = {"trung_binh_8", *TEN_MUC_THUONG}
_CHO = re.compile(r"\{([^{}]+)\}")
_LOI = (BieuThucSai, QuyTacHong, KeyError, TypeError, AttributeError, ArithmeticError)


def bang_cho_trang(bang: Bang, quy_tac: Sequence[QuyTacKiemTra], kem: SoLieuKem) -> dict[str, Any]:
    """Everything the page computes with: cells, formulas, rules. Numbers are plain text."""
    boi_canh = BoiCanh(bang, kem)
    return {
        "ky": bang.ky.ten,
        "cot_chinh": bang.cot_chinh[0],
        "cot": {c.ma: _cot(c) for c in bang.cot},
        "dong": {d.chi_tieu.ma: _dong(bang, d) for d in bang},
        "o": {
            f"{o.chi_tieu}.{o.cot}": _chu(o.tinh_duoc)
            for d in bang
            for o in d.o.values()
            if d.chi_tieu.la_so
        },
        "khong_ap_dung": [
            f"{o.chi_tieu}.{o.cot}"
            for d in bang
            for o in d.o.values()
            if o.trang_thai_o == TrangThaiO.KHONG_AP_DUNG
        ],
        "chung": {ten: _chu(so) for ten, so in boi_canh.bien_chung.items()},
        "quy_tac": [q for qt in quy_tac if (q := _an_toan(boi_canh, qt)) is not None],
    }


def _chu(so: Decimal | None) -> str | None:
    return None if so is None else format(so, "f")


def _cot(cot: CotBieu) -> dict[str, Any]:
    tinh = cot.kieu_cot == KieuCot.TINH and cot.cong_thuc
    return {
        "ten": cot.ten,
        "le": cot.so_le_in if cot.so_le_in is not None else cot.so_le,
        "tinh": BieuThuc(cot.cong_thuc).cay() if tinh else None,
        "chu": cot.kieu_cot == KieuCot.VAN_BAN,
        "la_tinh": cot.kieu_cot == KieuCot.TINH,
    }


def _dong(bang: Bang, dong: Dong) -> dict[str, Any]:
    ct = dong.chi_tieu
    return {
        "ten": ct.ten,
        "dvt": ct.dvt,
        "le": ct.so_le,
        "la_so": ct.la_so,
        "tinh": BieuThuc(ct.cong_thuc).cay() if ct.cong_thuc else None,
        "o": list(dong.o),
        "nhap": [c for c, o in dong.o.items() if o.nhap_duoc],
        "tong_khac": _chu(_tong_ky_khac(bang, ct.ma)),
    }


def _tong_ky_khac(bang: Bang, chi_tieu: str) -> Decimal | None:
    """Σ of this year's earlier periods; None when one is missing (see Bang.tong_cac_ky)."""
    cac_so = [
        bang.lich_su.so(k.ma, chi_tieu, bang.cot_chinh[0])
        for k in bang.ky.cac_ky_trong_nam_den_nay()
        if k.ma != bang.ky.ma
    ]
    if any(so is None for so in cac_so):
        return None
    return sum((so for so in cac_so if so is not None), Decimal(0))


def _an_toan(boi_canh: BoiCanh, qt: QuyTacKiemTra) -> dict[str, Any] | None:
    """A rule that cannot run is the server's to tell about."""
    try:
        return _quy_tac(NguCanh(boi_canh, qt))
    except _LOI:
        return None


def _quy_tac(nc: NguCanh) -> dict[str, Any] | None:
    qt = nc.quy_tac
    if (
        qt.pham_vi == PHAM_VI_BO
        or nc.tham_so.get("luc", LUC_LUU) != LUC_LUU
        or not nc.ap_dung_cho_bieu()
    ):
        return None
    if qt.loai != QuyTacKiemTra.Loai.DIEU_KIEN:
        return _phep_rieng(nc)
    bieu_thuc = BieuThuc(qt.dieu_kien)
    them = {ten: BieuThuc(van_ban) for ten, van_ban in nc.tham_so.get("bien", {}).items()}
    biet = {*TEN_CUA_TRANG, *TEN_SAN, *nc.nguong, *nc.boi_canh.bien_chung}
    cac_ten = {*bieu_thuc.ten, *(ten for b in them.values() for ten in b.ten)}
    if not cac_ten <= biet:
        return None
    cho = list(_cac_cho(nc))
    trong_cau = {c.strip() for c in _CHO.findall(qt.thong_bao)}
    refs = {*bieu_thuc.tham_chieu, *trong_cau, *(r for b in them.values() for r in b.tham_chieu)}
    tai_cho = {r: v for r in refs if (v := nc.boi_canh.vi_tri(r)) is not None}
    trong_bieu = {r: [v.dong, v.cot] for r, v in tai_cho.items() if not v.ky and not v.bieu}
    dau = next((trong_bieu[r] for r in bieu_thuc.tham_chieu if r in trong_bieu), ["", ""])
    noi = list(dict.fromkeys((ma or dau[0], cot or dau[1]) for ma, cot in cho))
    return _chung(nc, {ma for ma, _ in noi}) | {
        "cay": bieu_thuc.cay(),
        "ten": list(bieu_thuc.ten),
        "cho": cho,
        "dau": dau,
        "trong_bieu": trong_bieu,
        "ngoai": dict(_ngoai(nc.boi_canh, set(tai_cho) - set(trong_bieu), {*cho, *noi})),
        "ten_o": dict(_ten_o(nc.boi_canh, TEN_SAN & (cac_ten | trong_cau), {*cho, *noi})),
        "bien": {ten: b.cay() for ten, b in them.items()},
    }


def _phep_rieng(nc: NguCanh) -> dict[str, Any] | None:
    phep = phep_cho_trang(nc)
    if phep is None:
        return None
    return _chung(nc, {c["ma"] for c in phep["cho"]}) | {"phep": phep}


def _chung(nc: NguCanh, cac_dong: Iterable[str]) -> dict[str, Any]:
    """What rules of both kinds say; a check of its own has no references."""
    qt = nc.quy_tac
    return {
        "ma": qt.ma,
        "muc_do": qt.muc_do,
        "pham_vi": qt.pham_vi,
        "dau": ["", ""],
        "trong_bieu": {},
        "ngoai": {},
        "ten_o": {},
        "bien": {},
        "nguong": {ten: _chu(so) for ten, so in nc.nguong.items()},
        "nguong_o": _nguong_o(nc, cac_dong),
        "thong_bao": qt.thong_bao,
    }


def _cac_cho(nc: NguCanh) -> Iterator[tuple[str, str]]:
    match nc.quy_tac.pham_vi:
        case "o":
            for dong, cot, _ in nc.cac_o():
                if dong.chi_tieu.la_so:
                    yield dong.chi_tieu.ma, cot.ma
        case "dong":
            for dong in nc.cac_dong():
                yield dong.chi_tieu.ma, ""
        case _:
            yield "", ""


def _ngoai(
    boi_canh: BoiCanh, refs: Iterable[str], noi: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str | None]]:
    """Figures of other periods and forms, by reference and place it is seen from."""
    for ref in refs:
        for ma, cot in noi:
            so = boi_canh.tra(ref, ma, cot)
            if so is not None:
                yield f"{ref}|{ma}|{cot}", _chu(so)


def _ten_o(
    boi_canh: BoiCanh, cac_ten: Iterable[str], noi: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str | None]]:
    """Values of names that follow from other periods, by name and cell."""
    for ten in cac_ten:
        for ma, cot in noi:
            if ten == "trung_binh_8":
                so = boi_canh.trung_binh_8(ma, cot)
            else:
                muc = boi_canh.muc_thuong(ma, cot)
                so = Decimal(getattr(muc, TEN_MUC_THUONG[ten])) if muc else None
            if so is not None:
                yield f"{ten}|{ma}|{cot}", _chu(so)


def _nguong_o(nc: NguCanh, cac_dong: Iterable[str]) -> dict[str, dict[str, str | None]]:
    """Thresholds of rows that have their own."""
    rieng = {ma: nc.nguong_cua(ma) for ma in cac_dong if ma}
    return {
        ma: {ten: _chu(so) for ten, so in nguong.items()}
        for ma, nguong in rieng.items()
        if nguong != nc.nguong
    }
