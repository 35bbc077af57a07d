"""Discipline of reporting (kỷ luật báo cáo) as ordinary indicators, for dashboard, papers and API.

Rates are of packs. Packs whose figures were taken from published sources were never sent: they are
in no count. A ratio carries its parts, so that regions and the country are recomputed, never
averaged; the median days late is of the late packs of the scope itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Q
from django.utils import timezone

from baocao.choices import BO_DA_NHAN, CapTongHop, LoaiKy, TinhHan, TrangThaiBo
from baocao.han import Han
from baocao.models import BoBaoCao, GuiBieu, KyBaoCao
from baocao.statistics.cong_thuc import chia
from baocao.statistics.han_bieu import bieu_gui_rieng, han_rieng
from baocao.statistics.kieu import MA_CA_NUOC, DoPhu, SoThongKe
from baocao.statistics.tinh_hinh import DongNop, tinh_hinh_nop
from cucctdp.donvi.choices import MucDichPhanVung
from cucctdp.donvi.models import PhanVung, Vung

BIEU = "KL"
TEN_CA_NUOC = "Cả nước"
_TOT = (TinhHan.DUNG_HAN, TinhHan.TRONG_NGAY_HAN, TinhHan.GIA_HAN)


@dataclass(frozen=True, slots=True)
class ChiTieuKyLuat:
    """One indicator; ``kieu`` dem (count), ty_le (per cent of two counts) or trung_vi (days)."""

    ma: str
    ten: str
    kieu: str
    dvt: str


CHI_TIEU = (
    ChiTieuKyLuat("KL01", "Số bộ báo cáo phải nộp", "dem", "bộ"),
    ChiTieuKyLuat("KL02", "Số bộ đã gửi", "dem", "bộ"),
    ChiTieuKyLuat("KL03", "Số bộ đã tiếp nhận", "dem", "bộ"),
    ChiTieuKyLuat("KL04", "Số bộ gửi đúng hạn", "dem", "bộ"),
    ChiTieuKyLuat("KL05", "Số bộ được gia hạn", "dem", "bộ"),
    ChiTieuKyLuat("KL06", "Tỷ lệ đã gửi", "ty_le", "%"),
    ChiTieuKyLuat("KL07", "Tỷ lệ đã tiếp nhận", "ty_le", "%"),
    ChiTieuKyLuat("KL08", "Tỷ lệ gửi đúng hạn", "ty_le", "%"),
    ChiTieuKyLuat("KL09", "Số ngày trễ trung vị", "trung_vi", "ngày"),
    ChiTieuKyLuat("KL10", "Tỷ lệ đạt ngay lần gửi đầu", "ty_le", "%"),
    ChiTieuKyLuat("KL11", "Tỷ lệ bộ đầy đủ", "ty_le", "%"),
)
MA_CHI_TIEU = tuple(c.ma for c in CHI_TIEU)


@dataclass(frozen=True, slots=True)
class _Bo:
    """What a pack counts for; ``tre`` None when it was not late."""

    pk: int
    khoa: str
    ten: str
    da_gui: bool
    da_nhan: bool
    dung_han: bool
    tre: int | None
    gia_han: bool
    dat_lan_dau: bool
    da_xet: bool
    tra_lai: bool
    day_du: bool
    minh_hoa: bool


def ky_luat(
    ky: str, *, cap: str = CapTongHop.CA_NUOC, chi_tieu: Iterable[str] = MA_CHI_TIEU,
    user: Any = None, luc: datetime | None = None, bieu: str = "",
) -> list[SoThongKe]:  # fmt: skip
    """Indicators of a period: of the country, regions, or provinces, in printed order.

    ``user`` None: every pack; else those it may see. ``luc``: sendings and receptions after this
    moment do not count (papers made from an earlier run). «Đạt ngay lần đầu» counts the packs
    received without a return among the received; «đầy đủ» the packs whose required cells are dealt
    with and
    which passed the hard rules (no pack leaves the Sở without) among the expected. A constant
    number of queries. ``bieu``: of the packs that hold this form, judged by its own due date; one
    due after the pack's lock counts by its own sending.
    """
    cac_cap = {cap: chi_tieu}
    return ky_luat_cac_cap(ky, cac_cap=cac_cap, user=user, luc=luc, bieu=bieu)[cap]


def ky_luat_cac_cap(
    ky: str, *, cac_cap: Mapping[str, Iterable[str]],
    user: Any = None, luc: datetime | None = None, bieu: str = "",
) -> dict[str, list[SoThongKe]]:  # fmt: skip
    """``ky_luat`` at several levels, the packs read once; level → indicators wanted at it."""
    dong_ky = KyBaoCao.objects.filter(ma=ky).first()
    if dong_ky is None:
        return {cap: [] for cap in cac_cap}
    cac_bo = _doc(dong_ky, user, luc, bieu)
    can = {cap: set(chi_tieu) for cap, chi_tieu in cac_cap.items()}
    return {
        cap: [
            _so(c, dong_ky, cap, ma, ten, bo)
            for ma, ten, bo in _pham_vi(cap, dong_ky, cac_bo)
            for c in CHI_TIEU
            if c.ma in can[cap]
        ]
        for cap in cac_cap
    }


def ky_luat_theo_bieu(
    ky: str, *, cac_bieu: Iterable[str], chi_tieu: Iterable[str] = MA_CHI_TIEU,
    user: Any = None, cac_dong: Sequence[DongNop] | None = None,
) -> dict[str, list[SoThongKe]]:  # fmt: skip
    """Form → its indicators of the country in a period, each form judged by its own due date.

    ``cac_dong`` spares reading the packs again. The same queries for any number of forms.
    """
    dong_ky = KyBaoCao.objects.filter(ma=ky).first()
    if dong_ky is None:
        return {}
    sau_khoa = bieu_gui_rieng(dong_ky)
    tat_ca = tinh_hinh_nop(ky=ky, user=user) if cac_dong is None else cac_dong
    can_dong = [d for d in tat_ca if not d.cong_bo]
    cac_bo, gui, can = [_bo(d, sau_khoa) for d in can_dong], _LanGui(dong_ky), set(chi_tieu)
    ket = {}
    for ma in cac_bieu:
        bo = _theo_bieu(ma, can_dong, cac_bo, gui, rieng=ma in sau_khoa)
        ket[ma] = [
            _so(c, dong_ky, CapTongHop.CA_NUOC, MA_CA_NUOC, TEN_CA_NUOC, bo)
            for c in CHI_TIEU
            if c.ma in can
        ]
    return ket


def xu_huong(
    ma: str, *, den_ky: str, so_ky: int = 8, user: Any = None
) -> list[tuple[str, SoThongKe]]:
    """(period, country's figure) of one indicator in the last periods up to ``den_ky``.

    Oldest first; months are left out, unless ``den_ky`` is one, then months only.
    """
    cac_ky = cac_ky_den(den_ky, so_ky)
    return [(k, ky_luat(k, chi_tieu=[ma], user=user)[0]) for k in cac_ky]


def cac_ky_den(den_ky: str, so_ky: int) -> list[str]:
    """Codes of the last periods with packs up to ``den_ky``, oldest first; months apart."""
    moc = KyBaoCao.objects.filter(ma=den_ky).first()
    if moc is None:
        return []
    cac_ky = KyBaoCao.objects.filter(thang_tk_den__lte=moc.thang_tk_den, bo__isnull=False)
    thang = Q(loai=LoaiKy.THANG)
    cac_ky = cac_ky.filter(thang if moc.loai == LoaiKy.THANG else ~thang).distinct()
    ma_ky = list(cac_ky.order_by("-thang_tk_den").values_list("ma", flat=True)[:so_ky])
    return ma_ky[::-1]


def _doc(ky: KyBaoCao, user: Any, luc: datetime | None, bieu: str = "") -> list[_Bo]:
    sau_khoa = bieu_gui_rieng(ky)
    cac_dong = [d for d in tinh_hinh_nop(ky=ky.ma, user=user) if not d.cong_bo]
    cac_bo = [_bo(d, sau_khoa) for d in cac_dong]
    if bieu:
        cac_bo = _theo_bieu(bieu, cac_dong, cac_bo, _LanGui(ky), rieng=bieu in sau_khoa)
    return cac_bo if luc is None else _den_luc(ky, cac_bo, luc)


class _LanGui:
    """First sendings of a period's packs, sendings of single forms, due dates of forms."""

    def __init__(self, ky: KyBaoCao):
        self.han = han_rieng(ky)
        self.lan_dau = dict(BoBaoCao.objects.filter(ky=ky).values_list("pk", "gui_lan_dau_luc"))
        self.rieng: dict[tuple[str, int], tuple[datetime, str, int]] = {
            (bieu, bo): (luc, str(tinh_han), tre)
            for bieu, bo, luc, tinh_han, tre in GuiBieu.objects.filter(
                phieu__bo__ky=ky
            ).values_list("phieu__bieu_mau__ma", "phieu__bo_id", "luc", "tinh_han", "so_ngay_tre")
        }


def _theo_bieu(
    bieu: str, cac_dong: Sequence[DongNop], cac_bo: Sequence[_Bo], gui: _LanGui, *, rieng: bool
) -> list[_Bo]:
    """The packs that hold a form, as that form counts."""
    han, lan_dau = gui.han.get(bieu), gui.lan_dau
    ket = []
    for d, b in zip(cac_dong, cac_bo, strict=True):
        phieu = d.phieu.get(bieu)
        if phieu is None:
            continue
        if rieng:
            luc, tinh_han, tre = gui.rieng.get((bieu, b.pk), (None, TinhHan.CHUA_GUI, 0))
            b = replace(b, da_nhan=luc is not None, dat_lan_dau=luc is not None,
                        da_xet=luc is not None)  # fmt: skip
        elif han is not None and (luc := lan_dau[b.pk]) is not None and d.han is not None:
            cua_bieu = Han(han.ngay, han.loai_han, d.han.gia_han)
            tinh_han, tre = cua_bieu.tinh(timezone.localtime(luc).date())
        else:
            luc, tinh_han, tre = lan_dau[b.pk], d.tinh_han, d.so_ngay_tre
        da_gui = luc is not None
        ket.append(
            replace(
                b,
                da_gui=da_gui,
                dung_han=tinh_han in _TOT,
                tre=tre if tinh_han == TinhHan.TRE_HAN else None,
                day_du=da_gui
                and d.trang_thai != TrangThaiBo.TRA_LAI
                and phieu.da_dien >= phieu.phai_dien,
            )
        )
    return ket


def _den_luc(ky: KyBaoCao, cac_bo: list[_Bo], luc: datetime) -> list[_Bo]:
    """The packs without what was sent or received after ``luc``."""
    moc = {
        pk: (gui is not None and gui <= luc, nhan is not None and nhan <= luc)
        for pk, gui, nhan in BoBaoCao.objects.filter(ky=ky).values_list(
            "pk", "gui_lan_dau_luc", "tiep_nhan_luc"
        )
    }
    ket = []
    for b in cac_bo:
        gui, nhan = moc[b.pk]
        if not gui:
            b = replace(b, da_gui=False, dung_han=False, tre=None, da_xet=False, day_du=False)
        if not nhan:
            b = replace(b, da_nhan=False, dat_lan_dau=False, da_xet=gui and b.tra_lai)
        ket.append(b)
    return ket


def _bo(d: DongNop, sau_khoa: set[str]) -> _Bo:
    da_gui = d.tinh_han != TinhHan.CHUA_GUI
    da_nhan = d.trang_thai in BO_DA_NHAN
    du = all(p.da_dien >= p.phai_dien for ma, p in d.phieu.items() if ma not in sau_khoa)
    return _Bo(
        pk=d.bo_id,
        khoa=d.don_vi,
        ten=d.ten,
        da_gui=da_gui,
        da_nhan=da_nhan,
        dung_han=d.tinh_han in _TOT,
        tre=d.so_ngay_tre if d.tinh_han == TinhHan.TRE_HAN else None,
        gia_han=d.han is not None and d.han.gia_han is not None,
        dat_lan_dau=da_nhan and d.vong == 1,
        da_xet=da_nhan or d.vong > 1,
        tra_lai=d.vong > 1,
        day_du=da_gui and d.trang_thai != TrangThaiBo.TRA_LAI and du,
        minh_hoa=d.co_minh_hoa,
    )


def _pham_vi(cap: str, ky: KyBaoCao, cac_bo: Sequence[_Bo]) -> list[tuple[str, str, Sequence[_Bo]]]:
    """(code, name, packs) of the scopes of a level."""
    if cap == CapTongHop.CA_NUOC:
        return [(MA_CA_NUOC, TEN_CA_NUOC, cac_bo)]
    if cap == CapTongHop.TINH:
        return [(b.khoa, b.ten, [b]) for b in cac_bo]
    muc_dich = (
        MucDichPhanVung.KINH_TE_XA_HOI if cap == CapTongHop.VUNG else MucDichPhanVung.KHUYEN_CONG
    )
    theo_khoa = {b.khoa: b for b in cac_bo}
    vung: dict[tuple[str, str], list[_Bo]] = defaultdict(list)
    phan_vung = PhanVung.objects.hieu_luc(ky.den_ngay).filter(
        muc_dich=muc_dich, bo_ma=ky.bo_ma_don_vi
    )
    hang = Vung.objects.filter(phan_vung__in=phan_vung).order_by("thu_tu")
    for ma, ten, bo_ma, ma_dv in hang.values_list("ma", "ten", "don_vi__bo_ma", "don_vi__ma"):
        bo = theo_khoa.get(f"{bo_ma}:{ma_dv}")
        vung[ma, ten].extend([bo] if bo else [])
    return [(ma, ten, bo) for (ma, ten), bo in vung.items()]


def _gia_tri(ma: str, bo: Sequence[_Bo]) -> tuple[Decimal | None, int | None, int | None]:
    """(value, numerator, denominator); a ratio of nothing is None."""
    tong, gui = len(bo), sum(b.da_gui for b in bo)
    nhan, dung = sum(b.da_nhan for b in bo), sum(b.dung_han for b in bo)
    dem = {"KL01": tong, "KL02": gui, "KL03": nhan, "KL04": dung}
    dem["KL05"] = sum(b.gia_han for b in bo)
    if ma in dem:
        return Decimal(dem[ma]), None, None
    if ma == "KL09":
        tre = [b.tre for b in bo if b.tre is not None]
        return (Decimal(str(median(tre))) if tre else None), None, None
    tu, mau = {
        "KL06": (gui, tong),
        "KL07": (nhan, tong),
        "KL08": (dung, tong),
        "KL10": (sum(b.dat_lan_dau for b in bo), sum(b.da_xet for b in bo)),
        "KL11": (sum(b.day_du for b in bo), tong),
    }[ma]
    return (chia(Decimal(tu * 100), Decimal(mau)) if mau else None), tu, mau


def _so(
    c: ChiTieuKyLuat, ky: KyBaoCao, cap: str, ma: str, ten: str, bo: Sequence[_Bo]
) -> SoThongKe:
    gia_tri, tu, mau = _gia_tri(c.ma, bo)
    thieu = tuple(b.khoa for b in bo if not b.da_gui)
    gia_han = tuple(b.khoa for b in bo if not b.da_gui and b.gia_han)
    return SoThongKe(
        bieu=BIEU,
        chi_tieu=c.ma,
        ten=c.ten,
        cot="",
        ky=ky.ma,
        cap=cap,
        ma_pham_vi=ma,
        ten_pham_vi=ten,
        gia_tri=gia_tri,
        don_vi_tinh=c.dvt,
        so_le=0 if c.kieu == "dem" else 1,
        tu_so=None if tu is None else Decimal(tu),
        mau_so=None if mau is None else Decimal(mau),
        do_phu=DoPhu(len(bo) - len(thieu), len(bo), thieu, gia_han),
        so_uoc=0,
        so_so_bo=0,
        so_chinh_thuc=0,
        chinh_xac=True,
        dia_gioi="theo_thoi_diem",
        co_minh_hoa=any(b.minh_hoa for b in bo),
        ids=tuple(b.pk for b in bo),
        tinh_den=None,
    )
