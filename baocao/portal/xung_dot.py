"""Two officers changed the same cell: both values side by side, the user chooses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from baocao.bang import Bang, O
from baocao.choices import KieuSo
from baocao.portal.danh_sach import doc_chuoi
from baocao.portal.nhap import chu_cua
from baocao.services.nhap_lieu import XungDot

CHUA_CO = "chưa có số liệu"


@dataclass(frozen=True)
class XungDotHien:
    """One cell in conflict; nothing has been written to it yet."""

    khoa: str
    ten: str
    cua_ban: str
    hien_tai: str
    nguoi: str
    luc: datetime
    phien_ban: int

    @property
    def neo(self) -> str:
        return "o-" + self.khoa.replace(".", "-")


def cac_xung_dot(bang: Bang, cac_xd: Sequence[XungDot]) -> list[XungDotHien]:
    """Conflicts as the page shows them, in the order they were posted."""
    cot = {c.ma: c.ten for c in bang.cot}
    ket_qua = []
    for xd in cac_xd:
        dong = bang.dong_cua(xd.chi_tieu)
        if dong is None:
            continue
        so_le = dong.chi_tieu.so_le
        danh_sach = dong.chi_tieu.kieu == KieuSo.DANH_SACH
        cua_ban = O(
            xd.chi_tieu,
            xd.cot,
            trang_thai_o=xd.cua_ban.trang_thai_o,
            so=xd.cua_ban.so,
            chu=xd.cua_ban.chu,
        )
        ht = xd.hien_tai
        hien_tai = O(xd.chi_tieu, xd.cot, trang_thai_o=ht.trang_thai_o, so=ht.so, chu=ht.chu)
        ten = dong.chi_tieu.ten
        if not danh_sach:
            ten += f" – {cot.get(xd.cot, xd.cot)}"
        if dong.chi_tieu.dvt:
            ten += f" ({dong.chi_tieu.dvt})"
        ket_qua.append(
            XungDotHien(
                f"{xd.chi_tieu}.{xd.cot}",
                ten,
                _in(cua_ban, so_le, danh_sach),
                _in(hien_tai, so_le, danh_sach),
                ht.nguoi.ten_hien_thi if ht.nguoi else "Hệ thống",
                ht.ghi_luc,
                ht.phien_ban,
            )
        )
    return ket_qua


def _in(o: O, so_le: int, danh_sach: bool) -> str:
    if danh_sach and o.chu:
        return "; ".join(", ".join(str(v) for v in muc.values()) for muc in doc_chuoi(o.chu))
    return chu_cua(o, so_le) or CHUA_CO
