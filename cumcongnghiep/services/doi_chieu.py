"""Reconciliation of Biểu 04: register, report, difference, named causes, what stays unexplained.

A difference is split where it arose: a project or cluster (Biểu 01, 02), a commune (03), the
province (04). There the facts name candidates, each with the exact amount it would make. Only a
set of candidates that makes the whole difference of that place explains it: a coincidence of
amounts is the least that is asked, a guess is never told. Persons may name causes besides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from cumcongnghiep.bieu.dong_cum import So, ty_le_19
from cumcongnghiep.bieu.kieu import Dong
from cumcongnghiep.bieu.mau import BIEU_04, CAP_DEM_DIEN_TICH
from cumcongnghiep.bieu.so_le import so_le
from cumcongnghiep.choices import Bieu, NguyenNhanChenh
from cumcongnghiep.models import BieuNop, GiaiThichChenh
from cumcongnghiep.services.gop_bieu import BoSo, cong_cum, doc_tinh, gop_xa
from cumcongnghiep.services.nguyen_nhan import (
    UngVien,
    cua_bieu_02,
    cua_cum,
    cua_ty_le,
    cua_xa,
)

KHONG = Decimal(0)
# Beyond that many candidates at one place every amount could be made of some of them.
_TOI_DA = 12
NGO = "Còn khả năng khác cùng số; đề nghị xác nhận."
N = NguyenNhanChenh


@dataclass(frozen=True)
class NguyenNhan:
    """A named cause of one row: amount in the unit of the row, clusters, words; who named it."""

    ma: str
    gia_tri: Decimal
    cum: tuple[int, ...]
    dien_giai: str = ""
    nguoi: str = ""
    pk: int | None = None

    @property
    def ten(self) -> str:
        return str(N(self.ma).label)

    @property
    def tu_dong(self) -> bool:
        return self.pk is None


@dataclass(frozen=True)
class DongDoiChieu:
    """One row: by the register, as reported, and what the difference is made of."""

    dong: Dong
    csdl: So
    bao_cao: So
    nguyen_nhan: tuple[NguyenNhan, ...]
    cum_chua_ro: tuple[int, ...] = ()
    so_le: int = 0

    @property
    def chenh(self) -> Decimal | None:
        """Reported less register; None when neither is known, a missing side counts as nothing."""
        if self.csdl is None and self.bao_cao is None:
            return None
        return (self.bao_cao or KHONG) - (self.csdl or KHONG)

    @property
    def da_giai_thich(self) -> Decimal:
        return sum((n.gia_tri for n in self.nguyen_nhan), KHONG)

    @property
    def chua_giai_thich(self) -> Decimal:
        return (self.chenh or KHONG) - self.da_giai_thich

    @property
    def khop(self) -> bool:
        return not self.chenh


@dataclass(frozen=True)
class DoiChieu:
    """A Biểu 04 beside the register."""

    bieu: BieuNop
    bo_so: BoSo
    cac_dong: tuple[DongDoiChieu, ...]

    @property
    def so_lech(self) -> int:
        return sum(not d.khop for d in self.cac_dong)

    @property
    def so_chua_ro(self) -> int:
        return sum(bool(d.chua_giai_thich) for d in self.cac_dong)

    def ten_cum(self, pk: int) -> str:
        return str(self.bo_so.cum[pk])


def doi_chieu(b: BieuNop) -> DoiChieu:
    """Every row of one Biểu 04; some twenty-five queries, whatever the number of clusters."""
    s = doc_tinh(b.ky, b.don_vi_id)
    bao = s.so.get(b.pk, {})
    csdl = {pk: s.dong_csdl(pk) for pk in s.cum}
    tong = cong_cum(csdl.values())
    nguoi: dict[str, list[NguyenNhan]] = defaultdict(list)
    for g in GiaiThichChenh.objects.filter(bieu_nop=b).select_related("nguoi"):
        nguoi[g.ma_dong].append(_cua_nguoi(g))
    con = {pk: s.dong_con(pk) for pk in s.cum}
    theo_xa = {xa: gop_xa(s, xa) for xa in s.cac_xa}
    kq = []
    le = so_le(BIEU_04, dict(tong), dict(bao))
    # A count of one could be many clusters; the area beside it tells which, so areas come first.
    da_biet: dict[str, list[NguyenNhan]] = {}
    for dem, dt in CAP_DEM_DIEN_TICH:
        da_biet[dt] = _giai_thich(s, BIEU_04.theo_ma[dt], bao.get(dt), csdl, con, theo_xa)
        goi_y = {(n.ma, n.cum) for n in da_biet[dt]}
        da_biet[dem] = _giai_thich(
            s, BIEU_04.theo_ma[dem], bao.get(dem), csdl, con, theo_xa, goi_y=goi_y
        )
    for d in BIEU_04:
        if d.ma in da_biet:
            tu_dong = da_biet[d.ma]
        elif d.cong:
            tu_dong = _giai_thich(s, d, bao.get(d.ma), csdl, con, theo_xa)
        else:
            tu_dong = _ty_le(s, bao, tong.get(d.ma), bao.get(d.ma))
        chua_ro = tuple(pk for pk, h in csdl.items() if d.ma in h and h[d.ma] is None)
        kq.append(
            DongDoiChieu(
                d,
                tong.get(d.ma),
                bao.get(d.ma),
                (*tu_dong, *nguoi[d.ma]),
                cum_chua_ro=chua_ro,
                so_le=le[d.ma],
            )
        )
    return DoiChieu(b, s, tuple(kq))


def _cua_nguoi(g: GiaiThichChenh) -> NguyenNhan:
    cum = (g.cum_id,) if g.cum_id else ()
    ten = g.nguoi.ten_hien_thi if g.nguoi else "Hệ thống"
    return NguyenNhan(g.nguyen_nhan, g.gia_tri, cum, g.dien_giai, ten, g.pk)


def _giai_thich(
    s: BoSo,
    d: Dong,
    bao: So,
    csdl: Mapping[int, Mapping[str, So]],
    con: Mapping[int, Mapping[str, So]],
    theo_xa: Mapping[int, Mapping[str, So]],
    *,
    goi_y: set[tuple[str, tuple[int, ...]]] | None = None,
) -> list[NguyenNhan]:
    """Causes of one row that is a sum, place by place; those of ``goi_y`` are tried first."""
    kq: list[NguyenNhan] = []
    for pk in s.cum:
        lech = _so(con[pk], d.ma) - _so(csdl[pk], d.ma)
        if lech:
            kq += _khop(lech, cua_cum(s, pk, d), goi_y) or _khop(lech, cua_bieu_02(s, pk, d), None)
    tinh = KHONG
    vang: list[UngVien] = []
    for xa_id in s.cac_xa:
        tinh_xa = theo_xa[xa_id].get(d.ma) or KHONG
        gui = s.da_gui(Bieu.B03, xa_id)
        if gui is None:
            vang += _vang(s.cum_cua_xa(xa_id), con, d.ma)
            tinh += tinh_xa
            continue
        nop = gui.get(d.ma) or KHONG
        if nop != tinh_xa:
            cum_xa = s.cum_cua_xa(xa_id)
            cac = [*_le(s, cum_xa, d), *cua_xa(s, xa_id, d)]
            kq += _khop(nop - tinh_xa, cac, goi_y) or _khop(
                nop - tinh_xa, _bo_qua_02(s, cum_xa, d), None
            )
        tinh += nop
    mo_coi = s.cum_cua_xa(None)
    tinh += sum((_so(con[pk], d.ma) for pk in mo_coi), KHONG)
    vang += _vang(mo_coi, con, d.ma)
    vang += [
        UngVien(N.LIEN_XA, so, (pk,), "Cụm liên xã cộng hai lần.")
        for pk, h in s.ho_so.items()
        if len(h.cac_xa) > 1 and (so := _so(con[pk], d.ma))
    ]
    if (bao or KHONG) != tinh:
        lech = (bao or KHONG) - tinh
        kq += _khop(lech, [*vang, *_le(s, list(s.cum), d)], goi_y) or _khop(
            lech, _bo_qua_02(s, list(s.cum), d), None
        )
    return kq


def _so(hang: Mapping[str, So], ma: str) -> Decimal:
    return hang.get(ma) or KHONG


def _vang(cac: Iterable[int], con: Mapping[int, Mapping[str, So]], ma: str) -> list[UngVien]:
    """Clusters whose commune sent nothing, left out of the sum: one cause for each commune."""
    cum = tuple(pk for pk in cac if _so(con[pk], ma))
    tong = sum((_so(con[pk], ma) for pk in cum), KHONG)
    return [UngVien(N.CHUA_BAO_CAO, -tong, cum)] if tong else []


def _le(s: BoSo, cac: Sequence[int], d: Dong) -> list[UngVien]:
    """What single clusters could account for in a sum of the commune or the province."""
    return [u for pk in cac for u in cua_cum(s, pk, d)]


def _bo_qua_02(s: BoSo, cac: Sequence[int], d: Dong) -> list[UngVien]:
    return [u for pk in cac for u in cua_bieu_02(s, pk, d, bo_qua=True)]


def _khop(
    lech: Decimal,
    ung_vien: Sequence[UngVien],
    goi_y: set[tuple[str, tuple[int, ...]]] | None,
) -> list[NguyenNhan]:
    """The smallest set of candidates that makes the difference exactly; empty when none does.

    Where several sets have the amount, or the area of a count says otherwise (``goi_y``), the
    words say that another may be meant.
    """
    cac = list(dict.fromkeys(u for u in ung_vien if u.gia_tri))
    cac.sort(key=lambda u: (u.ma, u.cum) not in (goi_y or ()))
    nhieu = 1 if len(cac) > _TOI_DA else min(len(cac), 4)
    for so in range(1, nhieu + 1):
        khop = [b for b in combinations(cac, so) if sum((u.gia_tri for u in b), KHONG) == lech]
        if khop:
            chac = len(khop) == 1
            if goi_y is not None:
                chac = all((u.ma, u.cum) in goi_y for u in khop[0])
            return [_thanh(u, chac=chac) for u in khop[0]]
    if cac and sum((u.gia_tri for u in cac), KHONG) == lech:
        return [_thanh(u, chac=True) for u in cac]
    return []


def _thanh(u: UngVien, *, chac: bool) -> NguyenNhan:
    cau = u.dien_giai if chac else f"{u.dien_giai} {NGO}".strip()
    return NguyenNhan(u.ma, u.gia_tri, u.cum, cau)


def _ty_le(s: BoSo, bao: dict[str, So], csdl: So, khai: So) -> list[NguyenNhan]:
    """Row 19: another base, or only the consequence of rows 17 and 18."""
    if khai is None or csdl is None or khai == csdl:
        return []
    if khai == ty_le_19(bao.get("18"), bao.get("17")):
        cau = "Tính từ dòng 18/17 đã báo cáo; xem chênh lệch của hai dòng đó."
        return [NguyenNhan(N.KHAC_MAU_SO, khai - csdl, (), cau)]
    for ten, ty_le in cua_ty_le(s):
        if ty_le == khai:
            return [NguyenNhan(N.KHAC_MAU_SO, khai - csdl, (), ten)]
    return []
