"""At which moments the rules matter for a đề án now: its next step, and the nightly look."""

from __future__ import annotations

from khuyencong.choices import HinhThuc, Nguon, TrangThaiDeAn
from khuyencong.choices import LoaiButToan as L
from khuyencong.ho_so import HoSo

T = TrangThaiDeAn
_KE_TIEP = {
    T.NHAP: ("nop_so",),
    T.TRA_LAI: ("nop_so",),
    T.BO_SUNG: ("nop_so",),
    T.GUI_CUC: ("phe_duyet",),
    T.THAM_DINH_BO: ("phe_duyet",),
    T.DU_KIEN: ("phe_duyet",),
    T.PHE_DUYET: ("hop_dong",),
    T.NGHIEM_THU: ("quyet_toan",),
    T.NGUNG: ("dong",),
    T.THEO_DOI: ("dong",),
}


def luc_ke_tiep(h: HoSo) -> tuple[str, ...]:
    """Moments of the rules that decide what may happen next to this đề án."""
    d = h.de_an
    luc: tuple[str, ...] = _KE_TIEP.get(T(d.trang_thai), ())
    if d.trang_thai in (T.NOP_SO, T.THAM_DINH_SO, T.DAT_CO_SO):
        luc = ("gui_cuc",) if d.nguon == Nguon.KCQG else ("phe_duyet",)
    elif d.trang_thai in (T.HOP_DONG, T.THUC_HIEN):
        luc = ("con_lai",) if h.so_du.cua(L.TAM_UNG) else ("tam_ung",)
    if d.hinh_thuc == HinhThuc.NHOM and d.trang_thai in (T.PHE_DUYET, T.HOP_DONG, T.THUC_HIEN):
        luc += ("chi_tiet",)
    return (*luc, "dem")
