"""Loads the law of the selection from its files; idempotent, keeps hand edits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from cucctdp.nap_goc.nap import dat_nhieu, doc_yaml
from sanpham_tieubieu.models import LoaiTaiLieu, NhomSanPham, QuyDinhCap, QuyTac

THU_MUC = Path(settings.BASE_DIR) / "fixtures" / "san_pham"
_MAC_DINH = {"can_xac_minh": False, "ghi_chu": "", "hieu_luc_den": None}
_TAI_LIEU = {"mau": "", "bat_buoc_cap": [], "chi_nhom": [], "thay_cho": [], "co_han": False}

Muc = tuple[dict[str, Any], dict[str, Any]]


def _cac_muc(
    thu_muc: Path, ten: str, danh_sach: str, khoa: str, rieng: dict[str, Any], *, thu_tu: bool
) -> Iterator[Muc]:
    """(key, values) of each entry over the common part of its file, in the order of the file."""
    du_lieu = doc_yaml(thu_muc / f"{ten}.yaml")
    for so, muc in enumerate(du_lieu[danh_sach], 1):
        du = _MAC_DINH | rieng | du_lieu["chung"] | muc | ({"thu_tu": so} if thu_tu else {})
        cac_khoa = (khoa, "hieu_luc_tu")
        yield {k: du[k] for k in cac_khoa}, {k: v for k, v in du.items() if k not in cac_khoa}


@transaction.atomic
def nap(thu_muc: Path = THU_MUC) -> dict[str, Counter[str]]:
    """Load everything; counts «them», «doi», «giu», «sua_tay» by kind."""
    cap: dict[str, Any] = {"chu_ky_nam": None, "lien_ke_sau": "", "ngay_thong_bao": None}
    nhom: dict[str, Any] = {"thuc_pham": False, "ten_khac": []}
    return {
        "quy định của cấp": dat_nhieu(
            QuyDinhCap, _cac_muc(thu_muc, "cap", "cap", "cap", cap, thu_tu=False)
        ),
        "nhóm sản phẩm": dat_nhieu(
            NhomSanPham, _cac_muc(thu_muc, "nhom", "nhom", "ma", nhom, thu_tu=True)
        ),
        "giấy tờ": dat_nhieu(
            LoaiTaiLieu, _cac_muc(thu_muc, "tai_lieu", "tai_lieu", "ma", _TAI_LIEU, thu_tu=True)
        ),
        "quy tắc": dat_nhieu(
            QuyTac,
            _cac_muc(
                thu_muc, "quy_tac", "quy_tac", "ma", {"nguong": {}, "bat": True}, thu_tu=False
            ),
        ),
    }
