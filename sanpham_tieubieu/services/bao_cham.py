"""Notices to judges: entries given, a sheet reopened, sheets that count no more. Never a score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cucctdp.accounts.models import User
from cucctdp.thong_bao.choices import Loai
from cucctdp.thong_bao.services import gui
from sanpham_tieubieu.models import KyBinhChon, PhanCong, PhieuCham

TRANG_CHAM = "/cham-diem/"
_KE_TEN = 5


def _gui(user_id: int, *, khoa: str, tieu_de: str, noi_dung: str) -> None:
    gui(
        khoa=khoa,
        nguoi_nhan=User.objects.filter(pk=user_id),
        tieu_de=tieu_de,
        noi_dung=noi_dung,
        lien_ket=TRANG_CHAM,
        loai=Loai.XU_LY,
    )


def bao_phan_cong(ky: KyBinhChon, cac: Sequence[PhanCong]) -> None:
    """Each judge hears once how many entries he was just given."""
    theo: dict[int, list[int]] = defaultdict(list)
    rows = PhanCong.objects.filter(pk__in=[p.pk for p in cac])
    for pk, user_id in rows.values_list("pk", "giam_khao__nhan_su__tai_khoan"):
        if user_id is not None:
            theo[user_id].append(pk)
    for user_id, cac_pk in theo.items():
        _gui(
            user_id,
            khoa=f"phancong.giao:{max(cac_pk)}",
            tieu_de=f"Được phân công chấm {len(cac_pk)} sản phẩm",
            noi_dung=f"{ky}: bạn được phân công chấm thêm {len(cac_pk)} sản phẩm.",
        )


def bao_mo_lai(phieu: PhieuCham, *, ly_do: str) -> None:
    """The judge may change his sheet again and has to sign it again."""
    user_id = phieu.giam_khao.nhan_su.tai_khoan_id
    if user_id is not None:
        _gui(
            user_id,
            khoa=f"phieucham.mo_lai:{phieu.pk}:{phieu.so_lan_mo}",
            tieu_de=f"Phiếu chấm sản phẩm mã {phieu.ho_so.ma_so} được mở lại",
            noi_dung=f"Trưởng ban Giám khảo mở lại phiếu; hãy sửa rồi ký lại. Lý do: {ly_do}",
        )


def bao_vo_hieu(cac: Iterable[PhieuCham], *, ly_do: str) -> None:
    """Each judge hears once which of his sheets count no more, and why."""
    theo: dict[int, list[PhieuCham]] = defaultdict(list)
    for p in cac:
        if p.giam_khao.nhan_su.tai_khoan_id is not None:
            theo[p.giam_khao.nhan_su.tai_khoan_id].append(p)
    for user_id, phieu in theo.items():
        ma = ", ".join(p.ho_so.ma_so for p in phieu[:_KE_TEN])
        con = f" và {len(phieu) - _KE_TEN} sản phẩm khác" if len(phieu) > _KE_TEN else ""
        _gui(
            user_id,
            khoa=f"phieucham.vo_hieu:{max(p.pk for p in phieu)}",
            tieu_de=f"{len(phieu)} phiếu chấm không được tính",
            noi_dung=f"Phiếu chấm sản phẩm mã {ma}{con} không được tính. Lý do: {ly_do}",
        )
