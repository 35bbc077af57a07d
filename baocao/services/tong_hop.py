"""Synthesis (tổng hợp): immutable runs over received packs, and where each figure came from."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Prefetch

from baocao import workflow as w
from baocao.choices import BO_DA_NHAN, CapTongHop, TrangThaiBo
from baocao.models import (
    BoBaoCao,
    GiaTri,
    GiaTriTongHop,
    KyBaoCao,
    LanGui,
    LanTongHop,
    PhieuBieu,
)
from baocao.services.anh_chup import so_chuan
from baocao.services.chep import chep
from baocao.statistics import SoThongKe, bang_nhieu_cap, phien_ban_so_lieu, so_lieu
from baocao.statistics.danh_muc import DanhMuc, doc_danh_muc
from baocao.statistics.phien_ban import TIEP_NHAN
from cucctdp.audit.models import dang_chuan
from cucctdp.audit.record import ghi
from cucctdp.workflow.steps import perform

# The columns a run keeps, by column set; the others follow from them or are read live.
COT_TONG_HOP = {"A": ("A3", "A4", "A7", "A8", "A9"), "B": ("B3", "B4"), "C": ("C5", "C7")}
CAC_CAP = (CapTongHop.CA_NUOC, CapTongHop.VUNG, CapTongHop.MIEN, CapTongHop.TINH)
# Provinces are kept as filed: 63 units before 01/7/2025, 34 since.
DIA_GIOI = "theo_thoi_diem"


@dataclass(frozen=True, slots=True)
class NguonSo:
    """One input of a consolidated figure: who filed it, in which sending, who received it."""

    don_vi: str
    ten: str
    ky: str
    bieu: str
    chi_tieu: str
    cot: str
    so: Decimal | None
    trang_thai_o: str
    trang_thai_sl: str
    nguon: str
    nguon_goc: str
    phien_ban: int
    ghi_luc: datetime
    bo_id: int
    lan_gui: LanGui | None
    nguoi_gui: str
    nguoi_tiep_nhan: str
    tiep_nhan_luc: datetime | None
    vong: int


@dataclass(frozen=True, slots=True)
class KhacNhau:
    """A figure that differs between two runs; None in place of a figure the run lacks."""

    cap: str
    ma_pham_vi: str
    ten_pham_vi: str
    bieu: str
    chi_tieu: str
    cot: str
    truoc: Decimal | None
    sau: Decimal | None
    con_thieu_truoc: tuple[str, ...]
    con_thieu_sau: tuple[str, ...]


@transaction.atomic
def tong_hop(ky: KyBaoCao, *, by: Any) -> LanTongHop:
    """Consolidate a period into a new run: nation, six regions, three miền, provinces.

    Received packs become «Đã tổng hợp». ``by`` None is the system. The same data give the same
    SHA-256; the next call makes run n + 1 and leaves this one as it is. Raises PermissionDenied
    when ``by`` may not consolidate.
    """
    if by is not None and not (by.is_active and by.has_perm(w.TONG_HOP.quyen)):
        raise PermissionDenied("Tài khoản của bạn không có quyền chạy tổng hợp.")
    ky = KyBaoCao.objects.select_for_update().get(pk=ky.pk)
    _khoa_ky(ky)
    for bo in BoBaoCao.objects.filter(ky=ky, trang_thai=TrangThaiBo.TIEP_NHAN):
        perform(w.TONG_HOP, bo, by=None)
    dm = doc_danh_muc()
    cac_so = [
        s
        for s in bang_nhieu_cap(
            ky=ky.ma, o=cac_o_tong_hop(dm, ky), cac_cap=CAC_CAP, dia_gioi=DIA_GIOI
        )
        if s.cap != CapTongHop.TINH or s.gia_tri is not None
    ]
    da_nhan = list(BoBaoCao.objects.filter(ky=ky, trang_thai__in=BO_DA_NHAN))
    co = {bo.don_vi_id for bo in da_nhan}
    phai_nop = dm.phai_nop(ky.ma)
    lan = LanTongHop.objects.create(
        ky=ky,
        so=(LanTongHop.objects.filter(ky=ky).aggregate(so=Max("so"))["so"] or 0) + 1,
        nguoi=by,
        phien_ban_du_lieu=phien_ban_goc(ky),
        so_don_vi_co=len(co),
        so_don_vi_tong=len(phai_nop),
        con_thieu=sorted(dm.khoa(pk) for pk in phai_nop if pk not in co),
        co_minh_hoa=any(bo.co_minh_hoa for bo in da_nhan) or any(s.co_minh_hoa for s in cac_so),
        sha256=bam_ket_qua(cac_so),
    )
    lan.lan_gui.set(_lan_gui_cuoi(da_nhan))
    chep((_dong(lan, s) for s in cac_so), GiaTriTongHop)
    ghi(
        "kybaocao.tong_hop",
        lan,
        by=by,
        du_lieu={"ky": ky.ma, "lan": lan.so, "sha256": lan.sha256, "so_don_vi": len(co)},
    )
    return lan


def _khoa_ky(ky: KyBaoCao) -> None:
    """Steps of the period's packs, and new figures of received ones, wait until the run is done."""
    cac_bo = BoBaoCao.objects.select_for_update().filter(ky=ky).order_by("pk")
    da_nhan = [bo.pk for bo in cac_bo if bo.trang_thai in BO_DA_NHAN]
    list(PhieuBieu.objects.select_for_update().filter(bo__in=da_nhan).order_by("pk").only("pk"))


def phien_ban_goc(ky: KyBaoCao) -> str:
    """Versions of the figures a run reads: the period, the one before, the same of last year."""
    cac_ky = [ky.ma, ky.ky.truoc().ma, ky.ky.cung_ky().ma]
    return phien_ban_so_lieu(cac_ky, TIEP_NHAN).van_ban


def cac_o_tong_hop(dm: DanhMuc, ky: KyBaoCao) -> list[tuple[str, str, str | None]]:
    """Every numeric row × kept column of the period's forms, computed forms apart."""
    cac_bieu = {b.ma: dm.bieu_ky(b.ma, ky) for b in dm.bieu if not b.bieu_mau.la_tinh_toan}
    return [
        (ma, chi_tieu.ma, cot)
        for ma, bieu in cac_bieu.items()
        if bieu is not None and ky.loai in bieu.bieu_mau.loai_ky
        for chi_tieu in bieu.chi_tieu.values()
        if chi_tieu.la_so
        for cot in COT_TONG_HOP.get(bieu.bieu_mau.bo_cot, ())
    ]


def bam_ket_qua(cac_so: Sequence[SoThongKe]) -> str:
    """SHA-256 over the figures in canonical form: equal data, equal text."""
    dong = sorted(
        [
            s.cap, s.ma_pham_vi, s.bieu, s.chi_tieu, s.cot,
            so_chuan(s.gia_tri), so_chuan(s.tu_so), so_chuan(s.mau_so),
            s.do_phu.so_co, s.do_phu.so_tong, list(s.do_phu.con_thieu), s.so_uoc, s.co_minh_hoa,
        ]
        for s in cac_so
    )  # fmt: skip
    return hashlib.sha256(dang_chuan(dong).encode()).hexdigest()


def _dong(lan: LanTongHop, s: SoThongKe) -> GiaTriTongHop:
    return GiaTriTongHop(
        lan=lan,
        cap=s.cap,
        ma_pham_vi=s.ma_pham_vi,
        ten_pham_vi=s.ten_pham_vi,
        bieu=s.bieu,
        chi_tieu=s.chi_tieu,
        cot=s.cot,
        gia_tri=s.gia_tri,
        tu_so=s.tu_so,
        mau_so=s.mau_so,
        so_don_vi_co=s.do_phu.so_co,
        so_don_vi_tong=s.do_phu.so_tong,
        con_thieu=list(s.do_phu.con_thieu),
        so_uoc=s.so_uoc,
        co_minh_hoa=s.co_minh_hoa,
    )


def _lan_gui_cuoi(cac_bo: Sequence[BoBaoCao]) -> list[LanGui]:
    """The last sending of each pack."""
    return list(
        LanGui.objects.filter(bo__in=cac_bo)
        .order_by("bo_id", "-lan")
        .distinct("bo_id")
        .defer("anh_chup")
    )


def nguon_cua(gia_tri: GiaTriTongHop) -> list[NguonSo]:
    """Inputs of a consolidated figure as known when its run was made.

    Adding ``so`` of the rows of a column gives the figure (or, for a ratio, its two parts);
    «Không phát sinh» comes as 0.
    """
    lan = gia_tri.lan
    (so,) = [
        s
        for s in so_lieu(
            chi_tieu=gia_tri.chi_tieu,
            cac_ky=[lan.ky.ma],
            cot=gia_tri.cot,
            cap=gia_tri.cap,
            dia_gioi=DIA_GIOI,
            luc=lan.luc,
        )
        if s.ma_pham_vi == gia_tri.ma_pham_vi
    ]
    da_dung = set(lan.lan_gui.values_list("bo_id", flat=True))
    return [n for n in nguon_theo_ids(so.ids, lan=lan) if n.ky != lan.ky.ma or n.bo_id in da_dung]


def nguon_theo_ids(ids: Sequence[int], *, lan: LanTongHop | None = None) -> list[NguonSo]:
    """Inputs named by a figure's ``ids``, by unit; three queries for any number.

    With ``lan`` the sending is the one that run used, else the pack's last.
    """
    lan_gui = LanGui.objects.defer("anh_chup").select_related("nguoi").order_by("lan")
    if lan is not None:
        lan_gui = lan_gui.filter(luc__lte=lan.luc)
    rows = (
        GiaTri.objects.filter(pk__in=ids)
        .select_related(
            "chi_tieu__bieu_mau", "phieu__bo__ky", "phieu__bo__don_vi", "phieu__bo__nguoi_tiep_nhan"
        )
        .prefetch_related(Prefetch("phieu__bo__lan_gui", queryset=lan_gui))
        .order_by(
            "phieu__bo__ky__ma", "phieu__bo__don_vi__bo_ma", "phieu__bo__don_vi__ma", "chi_tieu"
        )
    )
    dm = doc_danh_muc()
    return [_nguon(dm, g) for g in rows]


def _nguon(dm: DanhMuc, g: GiaTri) -> NguonSo:
    bo = g.phieu.bo
    cac_lan = list(bo.lan_gui.all())
    cuoi = cac_lan[-1] if cac_lan else None
    don_vi = dm.don_vi[bo.don_vi_id]
    return NguonSo(
        don_vi=don_vi.khoa,
        ten=don_vi.ten(bo.ky.den_ngay),
        ky=bo.ky.ma,
        bieu=g.chi_tieu.bieu_mau.ma,
        chi_tieu=g.chi_tieu.ma,
        cot=g.cot,
        so=Decimal(0) if g.so is None else g.so,
        trang_thai_o=g.trang_thai_o,
        trang_thai_sl=g.trang_thai_sl,
        nguon=g.nguon,
        nguon_goc=g.nguon_goc,
        phien_ban=g.phien_ban,
        ghi_luc=g.ghi_luc,
        bo_id=bo.pk,
        lan_gui=cuoi,
        nguoi_gui=str(cuoi.nguoi) if cuoi and cuoi.nguoi else "",
        nguoi_tiep_nhan=str(bo.nguoi_tiep_nhan) if bo.nguoi_tiep_nhan else "",
        tiep_nhan_luc=bo.tiep_nhan_luc,
        vong=cuoi.vong if cuoi else bo.vong,
    )


def so_sanh_lan(truoc: LanTongHop, sau: LanTongHop) -> list[KhacNhau]:
    """Figures that differ between two runs of a period, in value or in what they lack."""
    a, b = _theo_khoa(truoc), _theo_khoa(sau)
    return list(_khac(a, b))


def _theo_khoa(lan: LanTongHop) -> dict[tuple[str, ...], GiaTriTongHop]:
    return {(g.bieu, g.chi_tieu, g.cot, g.cap, g.ma_pham_vi): g for g in lan.gia_tri.all()}


def _khac(
    a: dict[tuple[str, ...], GiaTriTongHop], b: dict[tuple[str, ...], GiaTriTongHop]
) -> Iterator[KhacNhau]:
    for khoa in [*b, *(k for k in a if k not in b)]:
        cu, moi = a.get(khoa), b.get(khoa)
        so = [g.gia_tri if g else None for g in (cu, moi)]
        thieu = [tuple(g.con_thieu) if g else () for g in (cu, moi)]
        mau = moi or cu
        if mau is None or (so[0] == so[1] and thieu[0] == thieu[1]):
            continue
        yield KhacNhau(
            mau.cap, mau.ma_pham_vi, mau.ten_pham_vi, mau.bieu, mau.chi_tieu, mau.cot,
            so[0], so[1], thieu[0], thieu[1],
        )  # fmt: skip
