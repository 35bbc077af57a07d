"""The story of the demo periods: who sent when, who is late, who was returned."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from baocao.choices import TrangThaiBo as B
from baocao.choices import TrangThaiKy as K
from baocao.minh_hoa.ngau_nhien import ti_le
from baocao.services.hang_loat import YKienHangLoat

TRA_LAI_LY_DO = (
    "Kim ngạch nhập khẩu khu vực FDI tăng mạnh nhưng chưa nêu nguyên nhân; đề nghị rà soát, "
    "giải trình và gửi lại."
)
TRA_LAI_Y_KIEN = YKienHangLoat(
    "Q05", "NK13", "A3", "Đề nghị Sở nêu rõ nguyên nhân tăng và doanh nghiệp đóng góp chính."
)
BO_BIEU = ("Q01", "Q04", "Q05", "Q07", "Q08", "Q02", "Q03", "Q06", "Q09", "Q10", "Q11", "Q12")
# Due long after the pack; the demo has it with the packs that are in.
BIEU_SAU = ("M10",)
TRE = Decimal("0.05")


@dataclass(frozen=True)
class KyDemo:
    """One period: code, state at the end, packs that are not «Đã tiếp nhận», default state."""

    ma: str
    den: str
    rieng: dict[str, str]
    con_lai: str = B.TIEP_NHAN

    @property
    def nam(self) -> int:
        return int(self.ma[:4])

    @property
    def duoi(self) -> str:
        return self.ma[5:]

    def trang_thai(self, don_vi: str) -> str:
        return self.rieng.get(don_vi, self.con_lai)


_DA_XONG = ("2024-Q1", "2024-6T", "2024-9T", "2024-N", "2025-Q1", "2025-6T", "2025-9T", "2025-N",
            "2026-Q1", "2026-6T")  # fmt: skip
CAC_KY = (
    *(KyDemo(ma, K.DA_CONG_BO, {}) for ma in _DA_XONG),
    # 31 of 34: one never sent, one sent back in round 2, one still being checked.
    KyDemo(
        "2026-9T",
        K.DA_DONG,
        {"34:11": B.DANG_NHAP, "34:96": B.TRA_LAI, "34:44": B.DANG_KIEM_TRA},
    ),
    # The live period: nothing is sent before its cut-off (14/12). Tây Ninh's pack is left to
    # whoever tries the system.
    KyDemo(
        "2026-N",
        K.DANG_MO,
        {
            "34:24": B.DANG_NHAP, "34:31": B.CHO_KY, "34:22": B.CHO_PHONG, "34:48": B.CHO_KY,
            "34:38": B.CHO_PHONG, "34:56": B.DANG_NHAP, "34:75": B.CHO_PHONG,
        },
        B.CHUA_NHAP,
    ),
)  # fmt: skip


def cac_bieu(trang_thai: str, co: set[str]) -> tuple[str, ...]:
    """Forms filled in a state: a pack in typing has only begun."""
    if trang_thai == B.CHUA_NHAP:
        return ()
    if trang_thai == B.DANG_NHAP:
        return tuple(b for b in BO_BIEU[1:3] if b in co)
    return tuple(b for b in (*BO_BIEU, *BIEU_SAU) if b in co)


def luc_gui(ky: KyDemo, don_vi: str, han: date) -> datetime:
    """Moment of sending: a few days before the due date, now and then after it.

    The live period is a month ahead of its due date.
    """
    som = int(ti_le("0", "5", "gui", ky.ma, don_vi))
    ngay = han - timedelta(days=som)
    if ky.den == K.DANG_MO:
        ngay = han - timedelta(days=32 + som)
    elif ti_le("0", "1", "tre", ky.ma, don_vi) < TRE:
        ngay = han + timedelta(days=1 + som)
    gio = int(ti_le("8", "17", "gio", ky.ma, don_vi))
    phut = int(ti_le("0", "60", "phut", ky.ma, don_vi))
    return timezone.make_aware(datetime.combine(ngay, time(gio, phut)))
