"""KT24: the state of a sent figure only moves up (ước tính → sơ bộ → chính thức)."""

from collections.abc import Iterator

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanh
from baocao.checks.registry import phep_kiem_tra
from baocao.choices import BAC_SO_LIEU, TrangThaiSoLieu


@phep_kiem_tra("ha_trang_thai")
def ha_trang_thai(nc: NguCanh) -> Iterator[ViPham]:
    """What counts is the highest state any sending carried; before that people may correct."""
    gui_luc = nc.bang.phieu.bo.gui_luc
    if gui_luc is None:
        return
    for dong, cot, o in nc.cac_o():
        cac_ban = nc.kem.phien_ban.get((dong.chi_tieu.ma, cot.ma), ())
        da_gui = [b.trang_thai_sl for b in cac_ban if b.ghi_luc <= gui_luc]
        if not da_gui or o.phien_ban == 0:
            continue
        cu = TrangThaiSoLieu(max(da_gui, key=_bac))
        if _bac(cu) > _bac(o.trang_thai_sl):
            moi = TrangThaiSoLieu(o.trang_thai_sl)
            yield nc.vi_pham(
                dong.chi_tieu.ma,
                cot.ma,
                trang_thai_cu=f"«{cu.label}»",
                trang_thai_moi=f"«{moi.label}»",
            )


def _bac(trang_thai: str) -> int:
    return BAC_SO_LIEU[TrangThaiSoLieu(trang_thai)]
