"""The five parts of a dossier: their addresses, whether they are open, what the rules say there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from khuyencong.choices import DANG_SOAN, PhanDeAn
from khuyencong.ho_so import HoSo
from khuyencong.luc import luc_ke_tiep
from khuyencong.models import DeAn, YeuCauBoSung
from khuyencong.portal.quyen import LAP
from khuyencong.rules import ViPham, kiem_tra
from khuyencong.services.de_an import phan_mo
from khuyencong.workflow import khong_phai_ben_lap

P = PhanDeAn
DUONG = {
    "thong-tin": P.THONG_TIN,
    "noi-dung": P.NOI_DUNG,
    "thu-huong": P.THU_HUONG,
    "du-toan": P.DU_TOAN,
    "tai-lieu": P.TAI_LIEU,
}
NHAN = {
    P.THONG_TIN: "Thông tin chung",
    P.NOI_DUNG: "Nội dung",
    P.THU_HUONG: "Đơn vị thụ hưởng",
    P.DU_TOAN: "Dự toán",
    P.TAI_LIEU: "Tài liệu",
}
# Where a rule is put right; what is not named here is about the whole.
_CHO = {
    P.THU_HUONG: "KC01 KC02 KC03 KC04 KC05 KC06 KC07 KC12 KC13 KC14 KC15 KC42",
    P.DU_TOAN: "KC08 KC09 KC10 KC35 KC41",
    P.TAI_LIEU: "KC11 KC16 KC25",
}
_PHAN_CUA = {ma: phan for phan, cac in _CHO.items() for ma in cac.split()}


@dataclass(frozen=True)
class The:
    """A tab of the editing pages."""

    duong: str
    nhan: str
    mo: bool
    so_chan: int
    so_khac: int


def theo_phan(vi_pham: list[ViPham]) -> dict[str, list[ViPham]]:
    """Findings by the part in which they are put right."""
    kq: dict[str, list[ViPham]] = defaultdict(list)
    for v in vi_pham:
        kq[_PHAN_CUA.get(v.ma, P.THONG_TIN)].append(v)
    return kq


def sua_duoc(de_an: DeAn, user: Any) -> bool:
    """True when this user draws this đề án up now."""
    return bool(
        de_an.trang_thai in DANG_SOAN and user.has_perm(LAP) and not khong_phai_ben_lap(de_an, user)
    )


def khung(h: HoSo, phan: str, user: Any) -> dict[str, Any]:
    """What every editing page shows: tabs, findings of this part, its questions, open or not."""
    vi_pham = theo_phan(kiem_tra(h, *luc_ke_tiep(h)))
    mo = phan_mo(h.de_an) if sua_duoc(h.de_an, user) else set()
    thieu = len(h.thieu_tai_lieu("dang_ky"))
    the = [
        The(
            duong,
            NHAN[p],
            p in mo,
            sum(v.chan for v in vi_pham[p]) + (thieu if p == P.TAI_LIEU else 0),
            sum(not v.chan for v in vi_pham[p]),
        )
        for duong, p in DUONG.items()
    ]
    cac = YeuCauBoSung.objects.filter(de_an=h.de_an, vong=h.de_an.vong - 1, phan=phan)
    return {
        "d": h.de_an,
        "h": h,
        "cac_the": the,
        "phan": next(d for d, p in DUONG.items() if p == phan),
        "mo": phan in mo,
        "vi_pham": vi_pham[phan],
        "yeu_cau": list(cac) if h.de_an.vong > 1 else [],
        "tong_chan": sum(t.so_chan for t in the),
    }
