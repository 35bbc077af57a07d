"""The rules of khuyến công: one book, and how a đề án is asked."""

from __future__ import annotations

from collections.abc import Collection

from cucctdp.quy_tac import Loi, SoQuyTac, ViPham
from khuyencong.choices import MucQuyTac
from khuyencong.ho_so import HoSo
from khuyencong.models import QuyTac

# Moments of the life of a đề án at which rules are asked.
LUC = (
    "nop_so",
    "gui_cuc",
    "phe_duyet",
    "chi_tiet",
    "hop_dong",
    "tam_ung",
    "con_lai",
    "quyet_toan",
    "dong",
    "dem",
)

SO: SoQuyTac[HoSo, QuyTac] = SoQuyTac(*LUC, chan=MucQuyTac.CHAN, canh_bao=MucQuyTac.CANH_BAO)
quy_tac = SO.quy_tac


def vi_pham(dong: QuyTac, loi: Loi) -> ViPham:
    """What was found in the words and the weight of its row."""
    return SO.vi_pham(dong, loi)


def kiem_tra(ho_so: HoSo, *luc: str, chi: Collection[str] | None = None) -> list[ViPham]:
    """Every rule of the given moments that the dossier breaks, in the order of their codes."""

    def tim(ma: str) -> QuyTac | None:
        return ho_so.danh_muc.tim_quy_tac(ma, ho_so.hom_nay)

    return SO.kiem_tra(ho_so, *luc, tim=tim, chi=chi)
