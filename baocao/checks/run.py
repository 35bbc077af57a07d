"""Run the rules over a form or a pack. Rules are data: a bad one is named, it never crashes."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial

from baocao.bang import Bang
from baocao.bieu_thuc import BieuThuc, BieuThucSai
from baocao.checks.contract import THU_TU_MUC_DO, ViPham
from baocao.checks.ngu_canh import (
    TEN_MUC_THUONG,
    BoiCanh,
    NguCanh,
    NguCanhBo,
    QuyTacHong,
    vi_pham,
)
from baocao.checks.registry import tim_phep
from baocao.checks.so_lieu_kem import SoLieuKem, doc_so_lieu_kem
from baocao.checks.thong_bao import GiaTriIn, gon
from baocao.models import BoBaoCao, QuyTacKiemTra

PHAM_VI_BO = "bo"
LUC_LUU = "luu"
logger = logging.getLogger(__name__)


def _muc_thuong(truong: str, bc: BoiCanh, ma: str, cot: str) -> Decimal | None:
    muc = bc.muc_thuong(ma, cot)
    return Decimal(getattr(muc, truong)) if muc else None


# Names that depend on the cell: computed only for rules that use them.
_TEN_THEO_O: dict[str, Callable[[BoiCanh, str, str], Decimal | None]] = {
    "gia_tri": lambda bc, ma, cot: bc.bang.so(ma, cot),
    "trung_binh_8": lambda bc, ma, cot: bc.trung_binh_8(ma, cot),
    "tong_cac_ky": lambda bc, ma, cot: bc.tong_cac_ky(ma),
    "don_vi_cuoi": lambda bc, ma, cot: _don_vi_cuoi(bc, ma),
    **{
        ten: partial(_muc_thuong, truong)  # computed once a cell, whatever the names
        for ten, truong in TEN_MUC_THUONG.items()
    },
}


# Names an expression may use besides the thresholds of its rule (meanings: docs/quy-tac.md).
TEN_CO_SAN = frozenset(_TEN_THEO_O) | {"so_ky", "tien_do_chuan"}


def doc_quy_tac(ngay: date) -> list[QuyTacKiemTra]:
    """Rules in force on a day; one query."""
    return list(QuyTacKiemTra.objects.hieu_luc_ngay(ngay))


def run_checks(
    bang: Bang,
    *,
    quy_tac: Sequence[QuyTacKiemTra] | None = None,
    luc: str = LUC_LUU,
    kem: SoLieuKem | None = None,
) -> list[ViPham]:
    """Check one form; all findings, errors first, then in printed order.

    ``quy_tac`` None: the rules in force on the last day of the period. ``luc``: "luu", or
    "trinh_phong" which adds the rules kept for that moment (KT01). ``kem`` None: read from the
    database when the form is stored.
    """
    if quy_tac is None:
        quy_tac = doc_quy_tac(bang.ky.ngay_cuoi)
    boi_canh = BoiCanh(bang, doc_so_lieu_kem(bang) if kem is None else kem)
    tim_thay: list[ViPham] = []
    for qt in quy_tac:
        if qt.pham_vi != PHAM_VI_BO:
            tim_thay += _an_toan(qt, partial(_chay, NguCanh(boi_canh, qt), luc))
    return _sap_xep(tim_thay, [bang])


def run_bo_checks(
    bo: BoBaoCao,
    bangs: Mapping[str, Bang],
    *,
    quy_tac: Sequence[QuyTacKiemTra] | None = None,
) -> list[ViPham]:
    """Check what concerns the whole pack; ``bangs`` by form code."""
    if quy_tac is None:
        quy_tac = doc_quy_tac(bo.ky.ky.ngay_cuoi)
    tim_thay: list[ViPham] = []
    for qt in quy_tac:
        if qt.pham_vi == PHAM_VI_BO:
            nc = NguCanhBo(bo, bangs, qt)
            tim_thay += _an_toan(qt, partial(_chay_bo, nc))
    return _sap_xep(tim_thay, bangs.values())


# What the rows of a rule, edited by administrators, can make the code below raise.
_LOI_DU_LIEU = (BieuThucSai, QuyTacHong, KeyError, TypeError, AttributeError, InvalidOperation)


def _an_toan(quy_tac: QuyTacKiemTra, chay: Callable[[], Iterable[ViPham]]) -> list[ViPham]:
    """A rule an administrator wrote wrongly becomes a note that names it, and a log entry."""
    try:
        return list(chay())
    except _LOI_DU_LIEU as loi:
        logger.exception("Rule %s cannot run.", quy_tac.ma)
        ly_do = str(loi) if isinstance(loi, BieuThucSai | QuyTacHong) else "Thiếu hoặc sai tham số."
        cau = f"Quy tắc {quy_tac.ma} chưa chạy được, đề nghị quản trị sửa. {ly_do}"
        return [vi_pham(quy_tac, cau, muc_do="A")]


def _chay(nc: NguCanh, luc: str) -> Iterable[ViPham]:
    if nc.tham_so.get("luc", luc) != luc or not nc.ap_dung_cho_bieu():
        return ()
    if nc.quy_tac.loai == QuyTacKiemTra.Loai.DIEU_KIEN:
        return _dieu_kien(nc)
    return _phep(nc.quy_tac)(nc)


def _chay_bo(nc: NguCanhBo) -> Iterable[ViPham]:
    if nc.quy_tac.loai == QuyTacKiemTra.Loai.DIEU_KIEN:
        raise QuyTacHong("Quy tắc của cả bộ phải là phép kiểm tra riêng.")
    return _phep(nc.quy_tac)(nc)


def _phep(quy_tac: QuyTacKiemTra) -> Callable[[object], Iterable[ViPham]]:
    phep = tim_phep(quy_tac.ham)
    if phep is None:
        raise QuyTacHong(f"Không có phép kiểm tra «{quy_tac.ham}».")
    return phep


def _dieu_kien(nc: NguCanh) -> Iterator[ViPham]:
    bieu_thuc = BieuThuc(nc.quy_tac.dieu_kien)
    boi_canh = nc.boi_canh
    chinh: dict[str, Decimal | None] = {**boi_canh.bien_chung, **nc.nguong}
    can = {ten: chinh[ten] for ten in bieu_thuc.ten if ten in chinh}
    theo_o = [(ten, _TEN_THEO_O[ten]) for ten in bieu_thuc.ten if ten in _TEN_THEO_O]
    cho = _cho_dau_tien(nc, bieu_thuc)
    rieng = {ma for qt, ma in nc.kem.nguong if qt == nc.quy_tac.ma and ma}
    for ma, cot in _cac_cho(nc):
        if rieng:  # some rows have thresholds of their own
            chinh |= nc.nguong_cua(ma)
            can |= {ten: chinh[ten] for ten in can if ten in chinh}
        for ten, lay in theo_o:
            can[ten] = lay(boi_canh, ma, cot)
            if can[ten] is None:  # one missing name makes the whole condition unknown
                break
        else:
            if bieu_thuc.tinh(boi_canh.tra_tai(ma, cot), can) is True:
                them = _bien_thong_bao(nc, ma, cot, {**chinh, **can})
                yield nc.vi_pham(ma or cho[0], cot or cho[1], bien=them)


def _cac_cho(nc: NguCanh) -> Iterator[tuple[str, str]]:
    """Places the condition is evaluated at: cells, rows, or the form as a whole."""
    match nc.quy_tac.pham_vi:
        case "o":
            for dong, cot, o in nc.cac_o():
                if o.tinh_duoc is not None:
                    yield dong.chi_tieu.ma, cot.ma
        case "dong":
            for dong in nc.cac_dong():
                yield dong.chi_tieu.ma, ""
        case _:
            yield "", ""


def _cho_dau_tien(nc: NguCanh, bieu_thuc: BieuThuc) -> tuple[str, str]:
    """Where to point at: the first reference into the form itself."""
    for ref in bieu_thuc.tham_chieu:
        vi_tri = nc.boi_canh.vi_tri(ref)
        if vi_tri is not None and not vi_tri.ky and not vi_tri.bieu:
            return vi_tri.dong, vi_tri.cot
    return "", ""


def _bien_thong_bao(
    nc: NguCanh, ma: str, cot: str, bien: Mapping[str, Decimal | None]
) -> dict[str, GiaTriIn]:
    """Extra values of the message: expressions under ``tham_so.bien`` (such as a difference)."""
    them: dict[str, GiaTriIn] = {"gia_tri": nc.bang.so(ma, cot)} if cot else {}
    can_them = nc.tham_so.get("bien")
    if not can_them:
        return them
    tat_ca = {ten: lay(nc.boi_canh, ma, cot) for ten, lay in _TEN_THEO_O.items()} | dict(bien)
    for ten, van_ban in can_them.items():
        dong = nc.bang.dong_cua(ma)
        so_le = dong.chi_tieu.so_le if dong else 2
        them[ten] = gon(BieuThuc(van_ban).tinh(nc.boi_canh.tra_tai(ma, cot), tat_ca), so_le)
    return them


def _don_vi_cuoi(boi_canh: BoiCanh, ma: str) -> Decimal | None:
    """One unit of the last stored digit of the row."""
    dong = boi_canh.bang.dong_cua(ma)
    return Decimal(1).scaleb(-dong.chi_tieu.so_le) if dong else None


def _sap_xep(tim_thay: list[ViPham], bangs: Iterable[Bang]) -> list[ViPham]:
    """Errors, warnings, notes; inside each by form, row and column as printed, then by rule."""
    thu_tu_dong: dict[str, int] = {}
    thu_tu_cot: dict[str, int] = {}
    for bang in bangs:
        for dong in bang:
            thu_tu_dong.setdefault(dong.chi_tieu.ma, len(thu_tu_dong))
        for cot in bang.cot:
            thu_tu_cot.setdefault(cot.ma, len(thu_tu_cot))
    return sorted(
        tim_thay,
        key=lambda v: (
            THU_TU_MUC_DO[v.muc_do],
            thu_tu_dong.get(v.chi_tieu, -1),
            thu_tu_cot.get(v.cot, -1),
            v.quy_tac,
        ),
    )
