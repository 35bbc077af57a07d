"""How much: KC05–KC07, KC42 (ceilings by source, province and day)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_trieu
from khuyencong.choices import NGUON_KHUYEN_CONG, Nguon
from khuyencong.danh_muc import MucTran
from khuyencong.ho_so import HoSo
from khuyencong.models import DinhMuc, QuyTac, ThuHuong
from khuyencong.rules.bo_may import Loi, quy_tac


def tran_cua(h: HoSo, t: ThuHuong) -> MucTran | None:
    """The ceiling for one support: the law of the source of the đề án on the day of approval."""
    return h.danh_muc.tim_tran(
        noi_dung=t.noi_dung.noi_dung,
        nguon=h.de_an.nguon,
        ngay=h.ngay_duyet,
        don_vi_id=h.de_an.don_vi_id,
        cap=t.noi_dung.cap,
    )


def tien_cua(h: HoSo, t: ThuHuong) -> int:
    """The money the ceiling is about, đồng: all of the State's, as the ledger adds it up."""
    return sum(int(getattr(t, nguon)) for nguon in NGUON_KHUYEN_CONG)


def _ten_nguon(t: ThuHuong) -> str:
    co = [n for n in NGUON_KHUYEN_CONG if getattr(t, n)]
    if len(co) == 1:
        return co[0].label.lower()
    return ", ".join(f"{n.label.lower()} {in_trieu(int(getattr(t, n)), None)}" for n in co)


@quy_tac("KC05", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet")
def _muc_tran(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    for t in h.thu_huong:
        tran = tran_cua(h, t)
        if tran is None or t.ngoai_le:
            continue
        tien = tien_cua(h, t)
        cao, thap = tran.toi_da(t.he_so_uu_tien), tran.toi_da_thap(t.he_so_uu_tien)
        vuot_cao = cao is not None and tien > cao
        if not vuot_cao and (thap is None or tien <= thap):
            continue
        dong = tran.dinh_muc if vuot_cao or tran.thap is None else tran.thap
        toi_da = cao if vuot_cao else thap
        yield Loi(
            str(t),
            {
                "x": f"{in_trieu(tien, None)} triệu đồng",
                "nguon": _ten_nguon(t),
                "cap": in_trieu(toi_da, None),
                "don_vi_tinh": dong.don_vi_tinh,
                "noi_dung": _noi_dung_cap(t.noi_dung.noi_dung, dong),
            },
            # Which level it is for nobody wrote: above the lowest ceiling is only a question.
            nhe=not (vuot_cao and tran.chac_chan),
            cau="" if vuot_cao else "chua_ro_cap",
        )


def _noi_dung_cap(ma: str, d: DinhMuc) -> str:
    """The activity as its ceiling names it: «SP4», «SP4 cấp quốc gia»."""
    return f"{ma} {d.get_cap_display().lower()}" if d.cap else ma


@quy_tac("KC06", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet")
def _ty_le(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    for t in h.thu_huong:
        tran = tran_cua(h, t)
        mau = t.chi_phi_hop_le if t.chi_phi_hop_le is not None else int(t.tong)
        if tran is None or tran.dinh_muc.ty_le_toi_da is None or not mau or t.ngoai_le:
            continue
        tien = tien_cua(h, t)
        if Decimal(tien) * 100 > tran.dinh_muc.ty_le_toi_da * mau:
            yield Loi(
                str(t),
                {
                    "p": dinh_dang(Decimal(tien) * 100 / mau, 2),
                    "max": dinh_dang(tran.dinh_muc.ty_le_toi_da),
                    "tu": in_trieu(tien, None),
                    "mau": in_trieu(mau, None),
                },
                nhe=not tran.chac_chan,
            )


@quy_tac("KC07", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet")
def _he_so(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    day_chuyen = set(q.nguong.get("day_chuyen", []))
    for t in h.thu_huong:
        if t.he_so_uu_tien <= 1:
            continue
        xa_uu_tien = t.xa_id is not None and h.danh_muc.la_uu_tien(t.xa_id, h.ngay_dang_ky)
        chu = {"he_so": dinh_dang(t.he_so_uu_tien), "noi_dung": t.noi_dung.noi_dung}
        if t.noi_dung.noi_dung in day_chuyen:
            yield Loi(str(t), chu, cau="day_chuyen")
        elif not (t.can_cu_uu_tien or xa_uu_tien):
            yield Loi(str(t), chu, cau="thieu_can_cu")


@quy_tac("KC42", "nop_so", "phe_duyet", "chi_tiet")
def _nghi_quyet_cu(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    if h.de_an.nguon != Nguon.KCDP:
        return
    da_bao = set()
    for t in h.thu_huong:
        tran = tran_cua(h, t)
        if tran is not None and tran.ke_thua and tran.dinh_muc.can_cu not in da_bao:
            da_bao.add(tran.dinh_muc.can_cu)
            yield Loi(str(t), {"nq": tran.dinh_muc.can_cu})
