"""The functions that dashboard, API, Excel, briefing and synthesis ask."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from baocao.choices import CapTongHop, DiaGioi, KieuCot, TrangThaiSoLieu
from baocao.models import ChiTieu, KyBaoCao
from baocao.statistics.cong_thuc import CongThuc, OGoc, phan_ra
from baocao.statistics.danh_muc import Bieu, DanhMuc, doc_danh_muc
from baocao.statistics.dia_gioi import (
    CoSoDiaGioi,
    PhamVi,
    cac_pham_vi,
    chon_phan_vung,
    co_so_dia_gioi,
)
from baocao.statistics.doc import doc_gia_tri
from baocao.statistics.kieu import SoThongKe
from baocao.statistics.may_tinh import MayTinh
from baocao.statistics.phien_ban import CAC_MUC, TIEP_NHAN


class ThamSoSai(ValueError):
    """Wrong parameters, all at once: ``loi`` maps a parameter's name to Vietnamese sentences."""

    def __init__(self, loi: dict[str, list[str]]):
        self.loi = loi
        super().__init__(" ".join(s for cac_cau in loi.values() for s in cac_cau))


class _O(NamedTuple):
    """A requested cell in one period, resolved; ``ma`` the code that was asked for."""

    ky: KyBaoCao
    bieu: Bieu
    chi_tieu: ChiTieu
    cot: str
    ct: CongThuc
    ma: str


def so_lieu(
    *,
    chi_tieu: str,
    cac_ky: Sequence[str],
    cot: str | None = None,
    cap: str = "tinh",
    dia_gioi: str = "hien_hanh",
    don_vi: Collection[str] | None = None,
    vung: Collection[str] | None = None,
    phan_vung: str | None = None,
    muc: str = TIEP_NHAN,
    luc: datetime | None = None,
    trang_thai: Collection[str] | None = None,
    dm: DanhMuc | None = None,
) -> list[SoThongKe]:
    """Figures of one indicator over periods («2026-Q1»), in the order asked, by scope.

    ``cot`` None: the form's own-period or main column. ``don_vi`` («34:80») and ``vung``
    («DBSH») keep some scopes; ``trang_thai`` counts only figures in these data states. ``luc``:
    as known at a moment. ``dm``: the reference data when already at hand. A period whose form
    had the row under another code («thay cho») gives its figure with ``do_phu.theo_ma``; one whose
    form lacks the row gives none. Raises ThamSoSai.
    """
    dm = dm or doc_danh_muc()
    kiem_tra(
        dm,
        chi_tieu=chi_tieu,
        cac_ky=cac_ky,
        cot=cot,
        cap=cap,
        dia_gioi=dia_gioi,
        don_vi=don_vi,
        vung=vung,
        phan_vung=phan_vung,
        muc=muc,
        trang_thai=trang_thai,
    )
    bieu = dm.bieu_co(chi_tieu) or ""
    cac_o = [o for ky in cac_ky for o in _giai(dm, [(bieu, chi_tieu, cot)], dm.ky[ky])]
    return list(
        _tinh(
            dm,
            cac_o,
            cac_cap=[cap],
            dia_gioi=dia_gioi,
            phan_vung=phan_vung,
            muc=muc,
            luc=luc,
            don_vi=don_vi,
            vung=vung,
            trang_thai=trang_thai,
        )
    )


def bang_so(
    *,
    ky: str,
    o: Sequence[tuple[str, str, str | None]],
    cap: str,
    dia_gioi: str = "hien_hanh",
    phan_vung: str | None = None,
    muc: str = TIEP_NHAN,
    luc: datetime | None = None,
) -> dict[tuple[str, str, str], SoThongKe]:
    """Many cells (bieu, chi_tieu, cot or None) of one period in one query.

    Keys (chi_tieu, cot, ma_pham_vi); cells that the period's forms do not have are absent.
    Raises ThamSoSai.
    """
    so = bang_nhieu_cap(
        ky=ky, o=o, cac_cap=[cap], dia_gioi=dia_gioi, phan_vung=phan_vung, muc=muc, luc=luc
    )
    return {(s.chi_tieu, s.cot, s.ma_pham_vi): s for s in so}


def bang_nhieu_cap(
    *,
    ky: str,
    o: Sequence[tuple[str, str, str | None]],
    cac_cap: Sequence[str],
    dia_gioi: str = "hien_hanh",
    phan_vung: str | None = None,
    muc: str = TIEP_NHAN,
    luc: datetime | None = None,
) -> Iterator[SoThongKe]:
    """Like ``bang_so`` for several levels, still one query. Raises ThamSoSai."""
    dm = doc_danh_muc()
    for cap in cac_cap:
        kiem_tra(dm, cac_ky=[ky], cap=cap, dia_gioi=dia_gioi, phan_vung=phan_vung, muc=muc)
    return _tinh(
        dm,
        list(_giai(dm, o, dm.ky[ky])),
        cac_cap=cac_cap,
        dia_gioi=dia_gioi,
        phan_vung=phan_vung,
        muc=muc,
        luc=luc,
    )


def kiem_tra(
    dm: DanhMuc,
    *,
    cac_ky: Sequence[str],
    cap: str,
    dia_gioi: str,
    muc: str,
    chi_tieu: str | None = None,
    cot: str | None = None,
    don_vi: Collection[str] | None = None,
    vung: Collection[str] | None = None,
    phan_vung: str | None = None,
    trang_thai: Collection[str] | None = None,
) -> None:
    """Raise ThamSoSai with every wrong parameter."""
    loi: dict[str, list[str]] = {}

    def sai(ten: str, cau: str) -> None:
        loi.setdefault(ten, []).append(cau)

    bieu = dm.bieu_co(chi_tieu) if chi_tieu is not None else None
    if chi_tieu is not None and bieu is None:
        sai("chi_tieu", f"Không có chỉ tiêu «{chi_tieu}».")
    elif chi_tieu is not None and (ban := dm.bieu_co_dong(chi_tieu)) is not None:
        if not ban.chi_tieu[chi_tieu].la_so or ban.bieu_mau.la_tinh_toan:
            sai("chi_tieu", f"Chỉ tiêu «{chi_tieu}» không có số liệu thống kê riêng.")
        cac_cot = [ma for ma, c in ban.cot.items() if c.kieu_cot != KieuCot.VAN_BAN]
        if cot is not None and cot not in cac_cot:
            sai("cot", f"Biểu {bieu} không có cột số «{cot}»; dùng {', '.join(cac_cot)}.")
    if not cac_ky:
        sai("ky", "Cần ít nhất một kỳ, ví dụ ky=2026-Q1.")
    for ma in cac_ky:
        if ma not in dm.ky:
            sai("ky", f"Không có kỳ «{ma}».")
    for ten, gia_tri, cho_phep in (
        ("cap", cap, CapTongHop.values),
        ("dia_gioi", dia_gioi, DiaGioi.values),
        ("muc", muc, CAC_MUC),
        *(("trang_thai", t, TrangThaiSoLieu.values) for t in trang_thai or ()),
    ):
        if gia_tri not in cho_phep:
            sai(ten, f"«{gia_tri}» không đúng; dùng một trong: {', '.join(cho_phep)}.")
    for khoa in don_vi or ():
        if dm.theo_khoa(khoa) is None:
            sai("don_vi", f"Không có đơn vị «{khoa}»; viết kèm bộ mã, ví dụ 34:80.")
    ma_vung = {v.ma for p in dm.phan_vung for v in p.cac_vung}
    for ma in vung or ():
        if ma not in ma_vung:
            sai("vung", f"Không có vùng «{ma}»; dùng một trong: {', '.join(sorted(ma_vung))}.")
    if phan_vung and not any(phan_vung in (p.ma, p.muc_dich) for p in dm.phan_vung):
        sai("phan_vung", f"Không có cách phân vùng «{phan_vung}».")
    if loi:
        raise ThamSoSai(loi)


def _giai(dm: DanhMuc, cac_o: Iterable[tuple[str, str, str | None]], ky: KyBaoCao) -> Iterator[_O]:
    for ma_bieu, ma, cot in cac_o:
        bieu = dm.bieu_ky(ma_bieu, ky)
        chi_tieu = dm.dong_trong(bieu, ma) if bieu else None
        if bieu is None or chi_tieu is None or not chi_tieu.dung_o_ky(ky.loai):
            continue
        ma_cot = cot or bieu.cot_chinh(chi_tieu)
        ct = phan_ra(bieu, chi_tieu, ma_cot, ky.ky)
        if ct is not None:
            yield _O(ky, bieu, chi_tieu, ma_cot, ct, ma)


def _tinh(
    dm: DanhMuc,
    cac_o: Sequence[_O],
    *,
    cac_cap: Sequence[str],
    dia_gioi: str,
    phan_vung: str | None,
    muc: str,
    luc: datetime | None,
    don_vi: Collection[str] | None = None,
    vung: Collection[str] | None = None,
    trang_thai: Collection[str] | None = None,
) -> Iterator[SoThongKe]:
    hom_nay = timezone.localdate()
    goc: set[OGoc] = {g for o in cac_o for g in o.ct.goc}
    goc |= {o.ct.du_phong for o in cac_o if o.ct.du_phong}
    du_lieu = doc_gia_tri(dm, goc, muc=muc, luc=luc, trang_thai=trang_thai) if goc else {}
    may: dict[str, tuple[MayTinh, list[tuple[str, list[PhamVi]]]]] = {}
    for o in cac_o:
        if o.ky.ma not in may:
            co_so = co_so_dia_gioi(dm, o.ky, dia_gioi=dia_gioi, hom_nay=hom_nay)
            may[o.ky.ma] = (
                MayTinh(dm, co_so, du_lieu, dia_gioi),
                [(cap, _loc(dm, o.ky, cap, co_so, phan_vung, don_vi, vung)) for cap in cac_cap],
            )
        may_tinh, cac_pv = may[o.ky.ma]
        for cap, pham_vi in cac_pv:
            for pv in pham_vi:
                yield may_tinh.tinh(o.ct, o.chi_tieu, o.bieu.ma, o.cot, o.ky.ma, cap, pv, ma=o.ma)


def _loc(
    dm: DanhMuc,
    ky: KyBaoCao,
    cap: str,
    co_so: CoSoDiaGioi,
    phan_vung: str | None,
    don_vi: Collection[str] | None,
    vung: Collection[str] | None,
) -> list[PhamVi]:
    try:
        cac_pv = cac_pham_vi(dm, ky, cap, co_so=co_so, phan_vung=phan_vung)
        if cap != CapTongHop.TINH:
            return [p for p in cac_pv if not vung or p.ma in vung]
        if don_vi:
            cac_pv = [p for p in cac_pv if p.ma in don_vi]
        if vung:
            chon = chon_phan_vung(dm, CapTongHop.VUNG, phan_vung=phan_vung, co_so=co_so)
            trong = frozenset().union(*(v.don_vi for v in chon.cac_vung if v.ma in vung))
            cac_pv = [p for p in cac_pv if p.don_vi <= trong]
    except ValueError as exc:
        raise ThamSoSai({"phan_vung": [str(exc)]}) from exc
    return cac_pv
