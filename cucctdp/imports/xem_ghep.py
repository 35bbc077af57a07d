"""What the matching form shows: columns of both sides, a few rows of the file, its sheets."""

from typing import Any

from openpyxl.utils import get_column_letter

from cucctdp.excel.errors import TepKhongDocDuoc
from cucctdp.imports.dang_ky import so_dang_ky
from cucctdp.imports.ghep_cot import de_xuat
from cucctdp.imports.models import PhienNhap
from cucctdp.imports.services import phien as dich_vu


def du_lieu_ghep(phien: PhienNhap) -> dict[str, Any]:
    """Context of the form; ``loi_ghep`` when the stored file can no longer be read."""
    so = so_dang_ky(phien.loai)
    try:
        cac_trang = dich_vu.mo_trang(phien)
        dx = de_xuat(so, cac_trang, nho={}, trang=phien.trang_tinh, dong=phien.dong_tieu_de)
    except (TepKhongDocDuoc, ValueError, OSError):
        return {"loi_ghep": ["Tệp của phiên không còn đọc được. Hãy bỏ phiên và tải lại tệp."]}
    mau = dx.mau if dx else []
    cot_tep = [
        {
            "i": i,
            "ten": f"{get_column_letter(i + 1)}: {t or '(không có tiêu đề)'}",
            "vi_du": next((m[i] for m in mau if i < len(m) and m[i]), ""),
        }
        for i, t in enumerate(phien.tieu_de)
    ]
    dung = set(phien.anh_xa.values())
    return {
        "cac_trang_tinh": [t.ten[:100] for t in cac_trang],
        "cot_tep": cot_tep,
        "cot_thua": [c["ten"] for c in cot_tep if c["i"] not in dung],
        "cac_cot": [
            {
                "cot": c,
                "chon": phien.anh_xa.get(c.ten),
                "vi_du": next(
                    (t["vi_du"] for t in cot_tep if t["i"] == phien.anh_xa.get(c.ten)), ""
                ),
            }
            for c in so.cot
        ],
    }
