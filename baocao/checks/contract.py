"""What a check returns."""

from dataclasses import dataclass
from typing import Literal

MucDoViPham = Literal["E", "W", "A"]
THU_TU_MUC_DO: dict[MucDoViPham, int] = {"E": 0, "W": 1, "A": 2}


@dataclass(frozen=True, slots=True)
class ViPham:
    """One broken rule at one place.

    ``chi_tieu`` and ``cot`` are codes, "" when the finding has no row or column of its own.
    ``can_giai_trinh``: the rule asks for an explanation; ``da_giai_trinh``: the one that counts
    for exactly this message, "" when there is none yet. ``bo_qua_boi``: roles whose explanation
    lifts an error (KT17: only the leadership of the Sở). ``mien_tru``: the waiver that counts, as
    one sentence with name and expiry, "" when there is none.
    """

    quy_tac: str
    muc_do: MucDoViPham
    chi_tieu: str
    cot: str
    thong_bao: str
    can_giai_trinh: bool
    da_giai_trinh: str = ""
    bo_qua_boi: tuple[str, ...] = ()
    mien_tru: str = ""

    @property
    def chan(self) -> bool:
        """True while it stops «trình phòng»: not waived, not lifted, a warning unexplained."""
        if self.da_giai_trinh or self.mien_tru:
            return False
        return self.muc_do == "E" or self.can_giai_trinh
