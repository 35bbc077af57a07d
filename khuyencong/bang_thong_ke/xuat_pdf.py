"""The table as an annex of NĐ 30/2020/NĐ-CP: what goes behind a report or a tờ trình."""

from __future__ import annotations

from dataclasses import replace

from django.utils.timezone import localdate, localtime

from cucctdp.pdf.bang import BangSoLieu, GiaTriO, Hang
from cucctdp.pdf.render import render_pdf
from cucctdp.van_ban.do_rong import rong_cot
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
    """The table with every width named: figures never touch their frame."""
    bang = BangSoLieu(
        tieu_de=b.tieu_de,
        cot=tuple(replace(c, rong=None) if c.kieu == "so" else c for c in b.cot),
        hang=tuple(_hang(h) for h in b.moi_hang),
    )
    rong = rong_cot(bang, _RONG_TRANG[ngang], co)
    return replace(
        bang, cot=tuple(replace(c, rong=round(r)) for c, r in zip(bang.cot, rong, strict=True))
    )


def _hang(h: HangXem) -> Hang:
    def gia(i: int) -> GiaTriO:
        o = h.o[i]
        if o.gia_tri is None or isinstance(o.gia_tri, str):
            return o.gia_tri
        return o.chu

    return Hang(tuple(gia(i) for i in range(len(h.o))), h.kieu)
