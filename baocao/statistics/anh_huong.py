"""What a restatement changes: computed cells, cover sheet, served figures, later periods.

And what it leaves alone: runs and briefings already issued, which are named so that nobody has to
ask. Read before approval it foretells, read afterwards it reports.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from baocao.bang import NGUON_CSDL, Bang, Dong, dung_cac_bang, tinh_lai
from baocao.choices import CachTongHop, KieuCot, TrangThaiBo, TrangThaiO
from baocao.models import (
    BanTin,
    BoBaoCao,
    ChiTieu,
    DieuChinh,
    DongDieuChinh,
    GiaTriTongHop,
    LanTongHop,
    PhieuBieu,
)
from baocao.statistics.q00 import tinh_q00
from baocao.statistics.sau_cong_bo import cong_bo_luc
from baocao.statistics.so_lieu import ThamSoSai, so_lieu


@dataclass(frozen=True, slots=True)
class ODoi:
    """One figure before and after; ``so_le`` decimals to print."""

    bieu: str
    chi_tieu: str
    ten: str
    cot: str
    truoc: Decimal | None
    sau: Decimal | None
    so_le: int
    dvt: str = ""

    @property
    def chenh(self) -> Decimal | None:
        return None if self.truoc is None or self.sau is None else self.sau - self.truoc

    @property
    def phan_tram(self) -> Decimal | None:
        """Difference in percent of the figure before; None without one other than 0."""
        if self.chenh is None or not self.truoc:
            return None
        return self.chenh / abs(self.truoc) * 100


@dataclass(frozen=True, slots=True)
class LanGiuNguyen:
    """A run that keeps its figures, how many of them rest on the changed rows, its briefings."""

    lan: LanTongHop
    so_gia_tri: int
    ban_tin: tuple[BanTin, ...]


@dataclass(frozen=True, slots=True)
class KySau:
    """A later pack whose comparison columns now show the new figure."""

    bo: BoBaoCao
    bieu: str
    cot: tuple[str, ...]


@dataclass(frozen=True)
class AnhHuong:
    """Everything a page says about a restatement.

    ``muc_api``: levels of the API that change; ``ghi_chu``: the period was published before it
    and its page carries a note.
    """

    o: tuple[ODoi, ...]
    o_tinh: tuple[ODoi, ...]
    q00: tuple[ODoi, ...]
    ca_nuoc: tuple[ODoi, ...]
    muc_api: tuple[str, ...]
    giu_nguyen: tuple[LanGiuNguyen, ...]
    ky_sau: tuple[KySau, ...]
    ghi_chu: bool = False


def anh_huong(dieu_chinh: DieuChinh) -> AnhHuong:
    """Effects of a correction or state change of one pack; nothing for a change of series."""
    bo = dieu_chinh.bo
    if bo is None:
        return AnhHuong((), (), (), (), (), (), ())
    dong = list(
        dieu_chinh.dong.select_related("chi_tieu", "ban_cu", "phieu__bieu_mau").order_by(
            "phieu__bieu_mau__thu_tu", "chi_tieu__thu_tu", "cot"
        )
    )
    truoc, sau = _hai_ban(bo, dong)
    o = tuple(
        ODoi(
            d.phieu.bieu_mau.ma,
            d.chi_tieu.ma,
            d.chi_tieu.ten,
            d.cot,
            d.so_cu,
            d.so_moi,
            d.chi_tieu.so_le,
            d.chi_tieu.dvt,
        )
        for d in dong
    )
    go = {(x.bieu, x.chi_tieu, x.cot) for x in o}
    muc = ("tiep_nhan", "cong_bo") if bo.trang_thai == TrangThaiBo.DA_CONG_BO else ("tiep_nhan",)
    return AnhHuong(
        o=o,
        o_tinh=tuple(x for x in _o_doi(truoc, sau) if (x.bieu, x.chi_tieu, x.cot) not in go),
        q00=tuple(_q00_doi(bo, truoc, sau)),
        ca_nuoc=tuple(_ca_nuoc(dieu_chinh, dong)),
        muc_api=muc,
        giu_nguyen=tuple(_giu_nguyen(bo, dong)),
        ky_sau=tuple(_ky_sau(bo, dong)),
        ghi_chu=_sau_cong_bo(dieu_chinh, bo),
    )


def _sau_cong_bo(dieu_chinh: DieuChinh, bo: BoBaoCao) -> bool:
    luc = cong_bo_luc(bo.ky)
    return luc is not None and (dieu_chinh.ghi_so_luc is None or dieu_chinh.ghi_so_luc > luc)


def o_da_doi(dong: Sequence[DongDieuChinh]) -> set[tuple[int, str, str]]:
    """(unit, row, column) of every figure that these lines changed, typed and computed.

    Lines of any number of restatements, each with its ``phieu``; two queries per pack.
    """
    theo_dieu_chinh: dict[tuple[int, int], list[DongDieuChinh]] = defaultdict(list)
    for d in dong:
        theo_dieu_chinh[d.phieu.bo_id, d.dieu_chinh_id].append(d)
    cac_phieu = _phieu_nhap(bo__in={bo for bo, _ in theo_dieu_chinh})
    theo_bo: dict[int, dict[str, Bang]] = defaultdict(dict)
    for bang in dung_cac_bang(cac_phieu).values():
        theo_bo[bang.phieu.bo_id][bang.bieu_mau.ma] = bang
    ket_qua = set()
    for (bo_id, _), cua_mot in theo_dieu_chinh.items():
        truoc, sau = _hai_phia(theo_bo[bo_id], cua_mot)
        don_vi = cua_mot[0].phieu.bo.don_vi_id
        ket_qua |= {(don_vi, o.chi_tieu, o.cot) for o in _o_doi(truoc, sau)}
    return ket_qua


def _phieu_nhap(**loc: Any) -> QuerySet[PhieuBieu]:
    return PhieuBieu.objects.filter(bieu_mau__la_tinh_toan=False, **loc).select_related(
        "bieu_mau", "bo__ky", "bo__don_vi"
    )


def _hai_ban(
    bo: BoBaoCao, dong: Sequence[DongDieuChinh]
) -> tuple[dict[str, Bang], dict[str, Bang]]:
    """The pack's tables with the old and with the new figures in the named cells."""
    nay = {b.bieu_mau.ma: b for b in dung_cac_bang(_phieu_nhap(bo=bo)).values()}
    return _hai_phia(nay, dong)


def _hai_phia(
    nay: dict[str, Bang], dong: Sequence[DongDieuChinh]
) -> tuple[dict[str, Bang], dict[str, Bang]]:
    return (
        {ma: _voi(b, dong, cu=True) for ma, b in nay.items()},
        {ma: _voi(b, dong, cu=False) for ma, b in nay.items()},
    )


def _voi(bang: Bang, dong: Iterable[DongDieuChinh], *, cu: bool) -> Bang:
    moi = Bang(
        bang.phieu,
        bang.bieu_mau,
        bang.ky,
        bang.cot,
        [Dong(d.chi_tieu, dict(d.o)) for d in bang.dong],
        bang.lich_su,
    )
    for d in dong:
        hang = moi.dong_cua(d.chi_tieu.ma) if d.phieu_id == bang.phieu.pk else None
        o = hang.o.get(d.cot) if hang else None
        if hang is None or o is None:
            continue
        if cu:
            so = d.ban_cu.so if d.ban_cu else None
            trang_thai = d.ban_cu.trang_thai_o if d.ban_cu else TrangThaiO.CHUA_CO_SO_LIEU
        else:
            so, trang_thai = d.so, d.trang_thai_o
        hang.o[d.cot] = replace(o, so=so, trang_thai_o=trang_thai)
    tinh_lai(moi)
    return moi


def _o_doi(truoc: dict[str, Bang], sau: dict[str, Bang]) -> Iterable[ODoi]:
    for ma, bang in truoc.items():
        for dong in bang:
            for cot in dong.o:
                a, b = bang.so(dong.chi_tieu.ma, cot), sau[ma].so(dong.chi_tieu.ma, cot)
                if a != b:
                    c = dong.chi_tieu
                    yield ODoi(ma, c.ma, c.ten, cot, a, b, _so_le(bang, c, cot), c.dvt)


def _so_le(bang: Bang, chi_tieu: ChiTieu, cot: str) -> int:
    rieng = next((c.so_le for c in bang.cot if c.ma == cot), None)
    return chi_tieu.so_le if rieng is None else rieng


def _q00_doi(bo: BoBaoCao, truoc: dict[str, Bang], sau: dict[str, Bang]) -> Iterable[ODoi]:
    cu = {d.chi_tieu.ma: d.so for d in tinh_q00(bo, truoc)}
    for d in tinh_q00(bo, sau):
        c = d.chi_tieu
        if cu.get(c.ma) != d.so:
            yield ODoi("Q00", c.ma, c.ten, "", cu.get(c.ma), d.so, c.so_le, c.dvt)


def _ca_nuoc(dieu_chinh: DieuChinh, dong: Sequence[DongDieuChinh]) -> Iterable[ODoi]:
    """National sums of additive rows, as served now and with the difference."""
    da_ghi = dieu_chinh.ghi_so_luc is not None
    ky = dieu_chinh.bo.ky.ma if dieu_chinh.bo else ""
    for d in dong:
        c = d.chi_tieu
        if c.tong_hop != CachTongHop.CONG or d.chenh is None:
            continue
        try:
            (so,) = so_lieu(
                chi_tieu=c.ma, cac_ky=[ky], cot=d.cot, cap="ca_nuoc", dia_gioi="theo_thoi_diem"
            )
        except (ThamSoSai, ValueError):
            continue
        if so.gia_tri is None:
            continue
        truoc = so.gia_tri - d.chenh if da_ghi else so.gia_tri
        yield ODoi(d.phieu.bieu_mau.ma, c.ma, c.ten, d.cot, truoc, truoc + d.chenh, c.so_le, c.dvt)


def _giu_nguyen(bo: BoBaoCao, dong: Sequence[DongDieuChinh]) -> Iterable[LanGiuNguyen]:
    cac_lan = list(
        LanTongHop.objects.filter(ky=bo.ky, lan_gui__bo=bo).distinct().prefetch_related("ban_tin")
    )
    dem = dict(
        GiaTriTongHop.objects.filter(lan__in=cac_lan, chi_tieu__in={d.chi_tieu.ma for d in dong})
        .order_by()
        .values_list("lan")
        .annotate(so=Count("pk"))
    )
    for lan in cac_lan:
        yield LanGiuNguyen(lan, dem.get(lan.pk, 0), tuple(lan.ban_tin.all()))


def _ky_sau(bo: BoBaoCao, dong: Sequence[DongDieuChinh]) -> Iterable[KySau]:
    """Packs of the unit whose columns «kỳ trước», «cùng kỳ» look at this period."""
    cac_bieu = {d.phieu.bieu_mau.ma for d in dong}
    rows = (
        PhieuBieu.objects.filter(
            bieu_mau__ma__in=cac_bieu,
            bo__don_vi=bo.don_vi,
            bo__ky__thang_tk_den__gt=bo.ky.thang_tk_den,
        )
        .select_related("bo__ky", "bo__don_vi", "bieu_mau")
        .prefetch_related("bieu_mau__cot")
        .order_by("bo__ky__thang_tk_den", "bieu_mau__thu_tu")
    )
    for phieu in rows:
        ky = phieu.bo.ky.ky
        nhin = {"truoc": ky.truoc().ma, "cung_ky": ky.cung_ky().ma}
        cot = tuple(
            c.ma
            for c in phieu.bieu_mau.cot.all()
            if c.kieu_cot == KieuCot.TU_CSDL and nhin[NGUON_CSDL[c.nguon_csdl][0]] == bo.ky.ma
        )
        if cot:
            yield KySau(phieu.bo, phieu.bieu_mau.ma, cot)
