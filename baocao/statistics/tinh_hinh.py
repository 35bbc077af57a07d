"""Who has sent what: the progress board and the rates of submission."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from baocao.choices import BO_DA_NHAN, BuocHan, KieuCot, TinhHan, TrangThaiO
from baocao.han import Han
from baocao.ho_so import Dong, HoSo, phai_co
from baocao.models import BoBaoCao, ChiTieu, GiaHan, GiaTri, HanNop, KyBaoCao
from baocao.statistics.danh_muc import Bieu, DanhMuc, doc_danh_muc


@dataclass(frozen=True, slots=True)
class PhieuNop:
    """A form of a pack: its state and completeness as (cells dealt with, cells required)."""

    bieu: str
    phieu_id: int
    trang_thai: str
    trang_thai_ten: str
    da_dien: int
    phai_dien: int


@dataclass(frozen=True, slots=True)
class DongNop:
    """One unit's line. ``con_lai``: days left to the last timely day, negative when past, None
    once sent or without a due date. ``han``: the due date. ``cong_bo``: the figures come from
    published sources, the unit sent nothing."""

    don_vi: str
    ten: str
    bo_id: int
    trang_thai: str
    trang_thai_ten: str
    tinh_han: str
    tinh_han_ten: str
    so_ngay_tre: int
    con_lai: int | None
    han: Han | None
    vong: int
    so_lan_tra_lai: int
    co_minh_hoa: bool
    cong_bo: bool
    phieu: dict[str, PhieuNop]


@dataclass(frozen=True, slots=True)
class TyLeNop:
    """Counts of a period's packs; ``trung_vi_tre`` the median days late of the late ones.

    ``cong_bo``: packs whose figures were taken from published sources and never sent by the unit.
    They stand apart: none of the other counts holds them.
    """

    phai_nop: int
    da_gui: int
    da_nhan: int
    dung_han: int
    tre_han: int
    chua_gui: int
    qua_han_chua_gui: int
    trung_vi_tre: Decimal | None
    cong_bo: int


def tinh_hinh_nop(*, ky: str, user: Any = None) -> list[DongNop]:
    """Lines of the packs of a period that ``user`` may see (None: all), in code order.

    The same number of queries for any number of packs.
    """
    dm = doc_danh_muc()
    bo = (
        BoBaoCao.objects.filter(ky__ma=ky)
        if user is None
        else (BoBaoCao.objects.visible_to(user).filter(ky__ma=ky))
    )
    cac_bo = list(bo.order_by("don_vi__bo_ma", "don_vi__ma").prefetch_related("phieu"))
    if not cac_bo:
        return []
    dong_ky = dm.ky[ky]
    han = HanNop.objects.filter(ky=dong_ky, bieu="", buoc=BuocHan.SO).first()
    gia_han = dict(GiaHan.objects.filter(ky=dong_ky).values_list("don_vi_id", "den_ngay"))
    doc = HoSo({b.don_vi_id for b in cac_bo})
    ho_so = {b.don_vi_id: doc.dong(b.don_vi_id, dong_ky.thang_tk_den, dong_ky.loai) for b in cac_bo}
    bat_buoc = {b.bieu_mau.pk: _BatBuoc(b, dong_ky) for b in dm.bieu}
    da_dien = _da_dien(bat_buoc.values(), dong_ky, ho_so)
    return [_dong(dm, b, dong_ky, han, gia_han, da_dien, ho_so, bat_buoc) for b in cac_bo]


def _dong(
    dm: DanhMuc,
    bo: BoBaoCao,
    ky: KyBaoCao,
    han_nop: HanNop | None,
    gia_han: dict[int, Any],
    da_dien: dict[int, int],
    ho_so: dict[int, frozenset[Dong]],
    bat_buoc: Mapping[int, "_BatBuoc"],
) -> DongNop:
    han = Han(han_nop.ngay, han_nop.loai_han, gia_han.get(bo.don_vi_id)) if han_nop else None
    don_vi = dm.don_vi[bo.don_vi_id]
    cong_bo = _la_so_cong_bo(bo.trang_thai, bo.gui_lan_dau_luc)
    cho_gui = bo.gui_lan_dau_luc is None and not cong_bo
    theo_pk = {b.bieu_mau.pk: b for b in dm.bieu}
    phieu = {}
    for p in sorted(bo.phieu.all(), key=lambda p: theo_pk[p.bieu_mau_id].bieu_mau.thu_tu):
        bieu = theo_pk[p.bieu_mau_id]
        phieu[bieu.ma] = PhieuNop(
            bieu=bieu.ma,
            phieu_id=p.pk,
            trang_thai=p.trang_thai,
            trang_thai_ten=p.get_trang_thai_display(),
            da_dien=da_dien.get(p.pk, 0),
            phai_dien=bat_buoc[p.bieu_mau_id].so_o(ho_so[bo.don_vi_id]),
        )
    return DongNop(
        don_vi=don_vi.khoa,
        ten=don_vi.ten(ky.den_ngay),
        bo_id=bo.pk,
        trang_thai=bo.trang_thai,
        trang_thai_ten=bo.get_trang_thai_display(),
        tinh_han=bo.tinh_han,
        tinh_han_ten=bo.get_tinh_han_display(),
        so_ngay_tre=bo.so_ngay_tre,
        con_lai=han.con_lai(timezone.localdate()) if han and cho_gui else None,
        han=han,
        vong=bo.vong,
        so_lan_tra_lai=bo.vong - 1,
        co_minh_hoa=bo.co_minh_hoa,
        cong_bo=cong_bo,
        phieu=phieu,
    )


def _la_so_cong_bo(trang_thai: str, gui_lan_dau_luc: datetime | None) -> bool:
    """Received without ever having been sent: figures from published sources (ghi nhận)."""
    return trang_thai in BO_DA_NHAN and gui_lan_dau_luc is None


class _BatBuoc:
    """Required rows and columns of a version of a form in one period, sorted out for all units."""

    def __init__(self, bieu: Bieu, ky: KyBaoCao) -> None:
        self.ma = bieu.ma
        self.cot = _cot_bat_buoc(bieu, ky)
        self.luon: list[ChiTieu] = []
        self._neu_co: list[ChiTieu] = []
        for c in bieu.chi_tieu.values():
            if c.cong_thuc or bieu.bieu_mau.la_tinh_toan or not c.dung_o_ky(ky.loai):
                continue
            if phai_co(c, bieu.ma, ky.loai, ()):
                self.luon.append(c)
            elif phai_co(c, bieu.ma, ky.loai, {(bieu.ma, c.ma)}):
                self._neu_co.append(c)
        self._so_luon = self._dem(self.luon)

    def _dem(self, cac_dong: Iterable[ChiTieu]) -> int:
        return sum(ma not in c.cot_khong_ap_dung for c in cac_dong for ma in self.cot)

    def rieng(self, theo_ho_so: Collection[Dong]) -> list[ChiTieu]:
        """Rows that a unit with this profile must fill beside those of everybody."""
        return [c for c in self._neu_co if (self.ma, c.ma) in theo_ho_so]

    def so_o(self, theo_ho_so: Collection[Dong]) -> int:
        return self._so_luon + self._dem(self.rieng(theo_ho_so))


def _cot_bat_buoc(bieu: Bieu, ky: KyBaoCao) -> list[str]:
    return [
        ma
        for ma, c in bieu.cot.items()
        if c.bat_buoc and c.kieu_cot in (KieuCot.NHAP, KieuCot.VAN_BAN) and c.dung_o_ky(ky.loai)
    ]


def _da_dien(
    cac_bieu: Iterable[_BatBuoc], ky: KyBaoCao, ho_so: dict[int, frozenset[Dong]]
) -> dict[int, int]:
    """Required cells dealt with, per form, in two queries.

    Rows that only some provinces must fill count for those provinces alone.
    """
    luon: dict[tuple[str, ...], list[int]] = defaultdict(list)  # columns → rows of all forms
    rieng: dict[int, tuple[str, ...]] = {}  # row of some provinces → columns
    cua_don_vi: set[tuple[int, int]] = set()
    for bieu in cac_bieu:
        cot = tuple(sorted(bieu.cot))
        luon[cot] += [c.pk for c in bieu.luon]
        for don_vi, theo_ho_so in ho_so.items():
            for c in bieu.rieng(theo_ho_so):
                rieng[c.pk] = cot
                cua_don_vi.add((don_vi, c.pk))
    loc = Q(pk__in=[])
    for cot, cac_dong in luon.items():
        if cot and cac_dong:
            loc |= Q(chi_tieu_id__in=cac_dong, cot__in=cot)
    co_so = (
        GiaTri.objects.hien_tai()
        .filter(phieu__bo__ky=ky)
        .exclude(trang_thai_o=TrangThaiO.CHUA_CO_SO_LIEU)
        .order_by()
    )
    dem = defaultdict(int, co_so.filter(loc).values_list("phieu_id").annotate(so=Count("pk")))
    for phieu, don_vi, chi_tieu, cot_o in co_so.filter(chi_tieu_id__in=list(rieng)).values_list(
        "phieu_id", "phieu__bo__don_vi_id", "chi_tieu_id", "cot"
    ):
        dem[phieu] += (don_vi, chi_tieu) in cua_don_vi and cot_o in rieng[chi_tieu]
    return dem


def ty_le_nop(ky: str) -> TyLeNop:
    """Expected, sent, received, on time, late, not sent, and the median days late of a period."""
    tat_ca = list(
        BoBaoCao.objects.filter(ky__ma=ky).values_list(
            "trang_thai", "tinh_han", "so_ngay_tre", "gui_lan_dau_luc"
        )
    )
    rows = [dong for dong in tat_ca if not _la_so_cong_bo(dong[0], dong[3])]
    han = HanNop.objects.filter(ky__ma=ky, bieu="", buoc=BuocHan.SO).first()
    qua_han = bool(han and Han(han.ngay, han.loai_han).con_lai(timezone.localdate()) < 0)
    dem: dict[str, int] = defaultdict(int)
    for _, tinh_han, _, _ in rows:
        dem[tinh_han] += 1
    tre = [so for _, tinh_han, so, _ in rows if tinh_han == TinhHan.TRE_HAN]
    da_gui = sum(luc is not None for *_, luc in rows)
    return TyLeNop(
        phai_nop=len(rows),
        da_gui=da_gui,
        da_nhan=sum(trang_thai in BO_DA_NHAN for trang_thai, *_ in rows),
        dung_han=dem[TinhHan.DUNG_HAN] + dem[TinhHan.TRONG_NGAY_HAN] + dem[TinhHan.GIA_HAN],
        tre_han=len(tre),
        chua_gui=len(rows) - da_gui,
        qua_han_chua_gui=len(rows) - da_gui if qua_han else 0,
        trung_vi_tre=Decimal(str(median(tre))) if tre else None,
        cong_bo=len(tat_ca) - len(rows),
    )
