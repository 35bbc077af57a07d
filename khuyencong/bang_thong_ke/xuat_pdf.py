"""The table as an annex of NĐ 30/2020/NĐ-CP: what goes behind a report or a tờ trình."""

from __future__ import annotations

from dataclasses import replace

from django.utils.timezone import localdate, localtime

from cucctdp.pdf.bang import BangSoLieu, GiaTriO, Hang
from cucctdp.pdf.render import render_pdf
from cucctdp.pdf.thuoc_chu import rong
from cucctdp.van_ban.do_rong import LE_O, rong_cot
from khuyencong.bang_thong_ke.kieu import BangCon, BangXem, HangXem
from khuyencong.bang_thong_ke.xuat_xlsx import MINH_HOA, NGUON
from khuyencong.giay_to.ten import ten_cuc

TEMPLATE = "khuyencong/thong_ke/phu_luc.html"
# Columns that still stand on an upright page.
_COT_DUNG = 8
# Millimetres between the margins of an upright and a landscape page.
_RONG_TRANG = (160, 252)
# Points of the letters by number of columns, the most columns first.
_CO_CHU = ((19, "7"), (15, "8"), (11, "9"), (9, "10"))


def ban_pdf(x: BangXem) -> bytes:
    """PDF/UA-1 bytes. Raises PdfError when a text cannot be set."""
    cuc = ten_cuc(localdate(x.luc))
    so_cot = max((len(b.cot) for b in x.cac_bang), default=0)
    ngang = so_cot > _COT_DUNG
    co = next((co for so, co in _CO_CHU if so_cot >= so), "11")
    den = f"Bút toán mới nhất ghi {localtime(x.tinh_den):%d/%m/%Y %H:%M}. " if x.tinh_den else ""
    ngu_canh = {
        "x": x,
        "ngang": ngang,
        "co_chu": co,
        "cac_bang": [_bang(b, ngang=ngang, co=float(co)) for b in x.cac_bang],
        "canh_bao": MINH_HOA if x.minh_hoa else "",
        "nguon": NGUON,
        "den": den,
        "cuc": cuc,
    }
    return render_pdf(
        TEMPLATE,
        ngu_canh,
        tieu_de=f"Bảng {x.ma}. {x.ten} – {x.ky}",
        tac_gia=cuc,
        tu_khoa=("KHUYEN-CONG", x.ma),
    )


def _bang(b: BangCon, *, ngang: bool, co: float) -> BangSoLieu:
    """The table between its margins with every width named: text gives way to the figures."""
    tong = _RONG_TRANG[ngang]
    hang = tuple(_hang(h) for h in b.moi_hang)
    bang = BangSoLieu("", tuple(replace(c, rong=None) for c in b.cot), hang)
    can = sum(_rong_so(bang, i, co) for i, c in enumerate(b.cot) if c.kieu == "so")
    chu = sum(c.rong or 0 for c in b.cot if c.kieu != "so")
    co_lai = min(1.0, (tong - can) / chu) if chu else 1.0
    cot = tuple(
        replace(c, rong=None if c.kieu == "so" else int((c.rong or 0) * co_lai) or None)
        for c in b.cot
    )
    bang = BangSoLieu(b.tieu_de, cot, hang)
    rong_ra = rong_cot(bang, tong, co)
    return replace(
        bang, cot=tuple(replace(c, rong=int(r)) for c, r in zip(cot, rong_ra, strict=True))
    )


def _rong_so(bang: BangSoLieu, i: int, co: float) -> float:
    """Millimetres of the longest figure and the longest word over a column of figures."""
    chu = [cac_o[i].chu for kieu, cac_o in bang.cac_hang if kieu != "nhom"]
    chu += f"{bang.cot[i].nhan} {bang.cot[i].don_vi}".split()
    return max((rong(c, co, dam=True) for c in chu), default=0) + 2 * LE_O + 1


def _hang(h: HangXem) -> Hang:
    def gia(i: int) -> GiaTriO:
        o = h.o[i]
        if o.gia_tri is None or isinstance(o.gia_tri, str):
            return o.gia_tri
        return o.chu

    return Hang(tuple(gia(i) for i in range(len(h.o))), h.kieu)
