"""Figures of other periods beside a form, restated to the reporting unit of today.

Three queries for all forms of a pack. Before 01/7/2025 a merged province filed as several units:
additive rows are summed, all others stay empty (section 4.3 of the domain file: never averaged).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from django.db.models import Q

from baocao.choices import (
    BAC_SO_LIEU,
    CachTongHop,
    TrangThaiBieu,
    TrangThaiO,
    TrangThaiSoLieu,
)
from baocao.models import ChiTieu, GiaTri, NguongKiemTra, PhieuBieu
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.donvi.services import ids_ke_thua
from cucctdp.formats.ky import Ky, LoaiKy

SO_KY_TRUNG_BINH = 8
MUA_VU = "MUA_VU"
_MAD_CHUAN = Decimal("1.4826")  # makes the MAD of a normal series its standard deviation


class SoLieu(NamedTuple):
    """One figure as known now; ``so`` None with the state that explains why."""

    so: Decimal | None
    trang_thai_o: str
    trang_thai_sl: str
    quy_doi: bool = False

    @property
    def tinh_duoc(self) -> Decimal | None:
        """The number that counts: «Không phát sinh» is 0, missing is None."""
        if self.trang_thai_o == TrangThaiO.KHONG_PHAT_SINH:
            return Decimal(0)
        return self.so


# (code set of the filing unit, way of consolidation, figure)
_Phan: TypeAlias = tuple[str, str, SoLieu]


class MuaVu(NamedTuple):
    """How a season is judged: rows «MUA_VU» of the thresholds (ngưỡng kiểm tra).

    ``so_nam`` earlier years are looked at, ``so_nam_toi_thieu`` of them are enough; with less,
    ``so_ky_toi_thieu`` of the last periods.
    """

    so_nam: int
    so_nam_toi_thieu: int
    so_ky_toi_thieu: int


class LichSu:
    """Values of one form code for one unit over a set of periods.

    ``don_vi``: ids of the unit and its predecessors, for whoever reads on. ``mua_vu`` None: no
    season is judged.
    """

    def __init__(
        self,
        o: dict[tuple[str, str, str], SoLieu],
        don_vi: Iterable[int] = (),
        mua_vu: MuaVu | None = None,
    ):
        self._o = o
        self.don_vi = frozenset(don_vi)
        self.mua_vu = mua_vu

    def o(self, ky: str, chi_tieu: str, cot: str) -> SoLieu | None:
        """Return the figure of period code × row × column, or None when nothing was filed."""
        return self._o.get((ky, chi_tieu, cot))

    def so(self, ky: str, chi_tieu: str, cot: str) -> Decimal | None:
        """Return the number that counts, or None."""
        o = self.o(ky, chi_tieu, cot)
        return o.tinh_duoc if o else None

    def trung_binh(self, cac_ky: Iterable[str], chi_tieu: str, cot: str) -> Decimal | None:
        """Mean of the filed numbers over the periods; None when there is none."""
        cac_so = [s for ky in cac_ky if (s := self.so(ky, chi_tieu, cot)) is not None]
        return sum(cac_so, Decimal(0)) / len(cac_so) if cac_so else None


class MucThuong(NamedTuple):
    """What a cell usually is: expected value and robust spread; ``so_nam`` 0 without a season."""

    muc: Decimal
    lech: Decimal
    so_nam: int


def doc_mua_vu(ngay: date) -> MuaVu | None:
    """The season as judged on a day; None unless all its numbers have a row in force."""
    rows = dict(
        NguongKiemTra.objects.hieu_luc_ngay(ngay)
        .filter(ma=MUA_VU, don_vi=None, chi_tieu="")
        .order_by("hieu_luc_tu")
        .values_list("ten", "gia_tri")
    )
    if not rows.keys() >= set(MuaVu._fields):
        return None
    return MuaVu(*(int(rows[ten]) for ten in MuaVu._fields))


def muc_thuong(
    cung_mua: Iterable[Decimal | None], gan_day: Iterable[Decimal], mua_vu: MuaVu
) -> MucThuong | None:
    """Expected value and spread of the next figure of a series.

    ``cung_mua``: the same period of earlier years, nearest year first, None where nothing was
    filed; with enough of them, the median line through them (Theil–Sen: one odd year
    moves nothing) and the MAD around it. Else ``gan_day``, the last periods: mean x̄ and MAD
    around it, from enough figures on. None when the history is shorter than that.
    """
    diem = [(-i, so) for i, so in enumerate(cung_mua, 1) if so is not None]
    if len(diem) >= max(mua_vu.so_nam_toi_thieu, 2):
        doc = _trung_vi(
            [(y2 - y1) / (x2 - x1) for i, (x1, y1) in enumerate(diem) for x2, y2 in diem[:i]]
        )
        goc = _trung_vi([y - doc * x for x, y in diem])
        lech = _trung_vi([abs(y - doc * x - goc) for x, y in diem])
        return MucThuong(goc, lech * _MAD_CHUAN, len(diem))
    cac_so = list(gan_day)
    if len(cac_so) < max(mua_vu.so_ky_toi_thieu, 1):
        return None
    tb = sum(cac_so, Decimal(0)) / len(cac_so)
    return MucThuong(tb, _trung_vi([abs(so - tb) for so in cac_so]) * _MAD_CHUAN, 0)


def _trung_vi(cac_so: list[Decimal]) -> Decimal:
    xep = sorted(cac_so)
    giua = len(xep) // 2
    return xep[giua] if len(xep) % 2 else (xep[giua - 1] + xep[giua]) / 2


def cung_ky_cac_nam(ky: Ky, so_nam: int) -> list[str]:
    """Codes of the same period in the years that make the season, nearest first."""
    return [Ky(ky.loai, ky.nam - i, ky.so).ma for i in range(1, so_nam + 1)]


def cac_ky_lien_quan(ky: Ky, mua_vu: MuaVu | None = None) -> set[str]:
    """Period codes that columns and rules of ``ky`` look at."""
    ma = {ky.cung_ky().ma, Ky(LoaiKy.NAM, ky.nam - 1).ma, Ky(LoaiKy.SAU_THANG, ky.nam).ma}
    ma |= {k.ma for k in ky.cac_ky_trong_nam_den_nay()}
    ma |= {k.ma for k in ky.cung_ky().cac_ky_trong_nam_den_nay()}
    ma |= set(cac_ky_truoc(ky, SO_KY_TRUNG_BINH))
    ma |= {k.ma for k in cac_thang_cua_quy(ky)}
    ma |= set(cung_ky_cac_nam(ky, mua_vu.so_nam) if mua_vu else ())
    ma.discard(ky.ma)
    return ma


def cac_thang_cua_quy(ky: Ky) -> list[Ky]:
    """The three months of a quarter; none for other periods."""
    if ky.loai is not LoaiKy.QUY:
        return []
    return [Ky(LoaiKy.THANG, ky.nam, thang) for thang in range(ky.so_thang - 2, ky.so_thang + 1)]


def cac_ky_truoc(ky: Ky, so_ky: int) -> list[str]:
    """Codes of the ``so_ky`` periods before ``ky`` in its sequence, nearest first."""
    cac_ma = []
    for _ in range(so_ky):
        ky = ky.truoc()
        cac_ma.append(ky.ma)
    return cac_ma


def doc_lich_su(
    *,
    don_vi: DonViHanhChinh,
    cac_bieu: Collection[str],
    cac_ky: Iterable[str],
    ids: Collection[int] | None = None,
    mua_vu: MuaVu | None = None,
) -> dict[str, LichSu]:
    """Figures of a unit (and its predecessors) over period codes, by form code.

    ``ids`` spares the lineage query to who knows the unit's ids already.
    """
    if ids is None:
        ids = ids_ke_thua(don_vi)
    so_don_vi = _so_don_vi_theo_bo_ma(ids)
    phieu = {
        pk: (bieu, ky, bo_ma)
        for pk, bieu, ky, bo_ma in PhieuBieu.objects.filter(
            bieu_mau__ma__in=cac_bieu,
            bo__don_vi__in=ids,
            bo__ky__ma__in=set(cac_ky),
            bo__gui_luc__isnull=False,
        )
        .order_by()
        .values_list("pk", "bieu_mau__ma", "bo__ky__ma", "bo__ky__bo_ma_don_vi")
    }
    cac_o: dict[str, dict[tuple[str, str, str], SoLieu]] = {bieu: {} for bieu in cac_bieu}
    nhom: dict[str, dict[tuple[str, str, str], list[_Phan]]] = {
        bieu: defaultdict(list) for bieu in cac_bieu
    }
    for phieu_id, chi_tieu, tong_hop, cot, *so_lieu in (
        GiaTri.objects.hien_tai()
        .filter(phieu__in=list(phieu))
        .order_by()
        .values_list("phieu_id", "chi_tieu__ma", "chi_tieu__tong_hop", "cot", *SoLieu._fields[:3])
    ):
        bieu, ky, bo_ma = phieu[phieu_id]
        if so_don_vi[bo_ma] == 1:
            cac_o[bieu][ky, chi_tieu, cot] = SoLieu(*so_lieu)
        else:
            nhom[bieu][ky, chi_tieu, cot].append((bo_ma, tong_hop, SoLieu(*so_lieu)))
    for bieu, cac_nhom in nhom.items():
        cac_o[bieu] |= {khoa: _gop(phan, so_don_vi) for khoa, phan in cac_nhom.items()}
    for bieu, thay in _noi_tiep(cac_bieu).items():
        cac_o[bieu] |= _theo_ma_moi(cac_o[bieu], thay)
    return {bieu: LichSu(o, ids, mua_vu) for bieu, o in cac_o.items()}


def _noi_tiep(cac_bieu: Collection[str]) -> dict[str, dict[str, str]]:
    """Form → new row code → code it replaced («thay cho»), where the figures compare."""
    dong: dict[str, dict[str, ChiTieu]] = defaultdict(dict)
    thay = Q(ma__in=ChiTieu.objects.filter(bieu_mau__ma__in=cac_bieu).values("thay_cho"))
    for ct in (
        ChiTieu.objects.filter(~Q(thay_cho="") | thay, bieu_mau__ma__in=cac_bieu)
        .exclude(bieu_mau__trang_thai=TrangThaiBieu.THOI)
        .select_related("bieu_mau")
        .only("ma", "thay_cho", "dvt", "dai_luong", "kieu", "bieu_mau__ma")
        .order_by("bieu_mau__phien_ban")
    ):
        dong[ct.bieu_mau.ma][ct.ma] = ct
    return {
        bieu: {
            ct.ma: ct.thay_cho
            for ct in cac_dong.values()
            if (cu := cac_dong.get(ct.thay_cho)) is not None and cu.dau_so_sanh == ct.dau_so_sanh
        }
        for bieu, cac_dong in dong.items()
    }


def _theo_ma_moi(
    o: Mapping[tuple[str, str, str], SoLieu], thay: Mapping[str, str]
) -> dict[tuple[str, str, str], SoLieu]:
    """Figures filed under a replaced code, under each code that took its place since.

    What was filed under the new code itself stands.
    """
    sau = {cu: moi for moi, cu in thay.items()}
    them: dict[tuple[str, str, str], SoLieu] = {}
    for (ky, ma, cot), so_lieu in o.items():
        da_qua = {ma}
        while (ma := sau.get(ma, "")) and ma not in da_qua:
            da_qua.add(ma)
            if (ky, ma, cot) not in o:
                them[ky, ma, cot] = so_lieu
    return them


def _so_don_vi_theo_bo_ma(ids: Collection[int]) -> dict[str, int]:
    dem: dict[str, int] = defaultdict(int)
    for bo_ma in DonViHanhChinh.objects.filter(pk__in=ids).values_list("bo_ma", flat=True):
        dem[bo_ma] += 1
    return dem


def _gop(phan: list[_Phan], so_don_vi: dict[str, int]) -> SoLieu:
    """Figures of the merged units as one."""
    bo_ma, tong_hop, dau = phan[0]
    can = so_don_vi[bo_ma]
    cac_so = [s.tinh_duoc for _, _, s in phan]
    du = len(phan) == can and all(so is not None for so in cac_so)
    if tong_hop != CachTongHop.CONG or not du:
        return SoLieu(None, TrangThaiO.CHUA_CO_SO_LIEU, dau.trang_thai_sl, quy_doi=True)
    # A sum is only as firm as its weakest part.
    bac = min(
        (s.trang_thai_sl for _, _, s in phan), key=lambda ma: BAC_SO_LIEU[TrangThaiSoLieu(ma)]
    )
    if all(s.trang_thai_o == TrangThaiO.KHONG_PHAT_SINH for _, _, s in phan):
        return SoLieu(None, TrangThaiO.KHONG_PHAT_SINH, bac, quy_doi=True)
    tong = sum((so for so in cac_so if so is not None), Decimal(0))
    return SoLieu(tong, TrangThaiO.CO_GIA_TRI, bac, quy_doi=True)
