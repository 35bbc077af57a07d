"""A rule as read by those who may not change it: its stored parts in words, no editor boxes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from baocao.choices import DaiLuong, KieuSo, LoaiKy
from baocao.models import QuyTacKiemTra
from cucctdp.accounts.roles import VAI_TRO

PHAM_VI = (
    ("o", "Từng ô"),
    ("dong", "Từng dòng"),
    ("bieu", "Cả biểu"),
    ("bo", "Cả bộ báo cáo"),
)
_TEN_AP_DUNG = {
    "bieu": "Biểu",
    "loai_ky": "Loại kỳ",
    "chi_tieu": "Chỉ tiêu",
    "cot": "Cột",
    "dai_luong": "Đại lượng",
    "kieu": "Kiểu",
    "mua_vu": "Mùa vụ",
    "am": "Được âm",
    "tru_chi_tieu": "Trừ chỉ tiêu",
    "tru_cot": "Trừ cột",
}

CHI_XEM = (
    (None, {"fields": (("ma", "muc_do"), "ten", "thong_bao")}),
    ("Điều kiện vi phạm", {"fields": (("loai", "noi_kiem"), "dieu_kien", "ham", "nguong_chu")}),
    ("Áp dụng cho", {"fields": ("ap_dung_chu",)}),
    ("Bỏ qua, miễn trừ", {"fields": ("bo_qua_chu", "cho_mien_tru")}),
    (
        "Hiệu lực và căn cứ",
        {
            "fields": (
                ("hieu_luc_tu", "hieu_luc_den"),
                "dang_dung",
                "can_cu",
                "van_ban_can_cu",
                "can_xac_minh",
            )
        },
    ),
)


class XemQuyTac:
    """Columns and read-only fields of a rule in words."""

    @admin.display(description="phạm vi", ordering="pham_vi")
    def noi_kiem(self, obj: QuyTacKiemTra) -> str:
        return dict(PHAM_VI).get(obj.pham_vi, obj.pham_vi)

    @admin.display(description="ngưỡng")
    def nguong_chu(self, obj: QuyTacKiemTra) -> str:
        return "; ".join(f"{ten} = {_chu(so)}" for ten, so in obj.nguong.items()) or "–"

    @admin.display(description="áp dụng cho")
    def ap_dung_chu(self, obj: QuyTacKiemTra) -> str:
        phan = [
            f"{_TEN_AP_DUNG.get(k, k)}: {_chu(_nhan(k, v))}" for k, v in obj.ap_dung.items() if v
        ]
        return "; ".join(phan) or "Mọi biểu"

    @admin.display(description="vai trò được xác nhận bỏ qua")
    def bo_qua_chu(self, obj: QuyTacKiemTra) -> str:
        ten = [VAI_TRO[vt].ten if vt in VAI_TRO else vt for vt in obj.bo_qua_boi]
        return ", ".join(ten) or "–"


def _nhan(khoa: str, gia_tri: Any) -> Any:
    """Codes that have a name of their own are said by it; others stay."""
    ten = {"dai_luong": DaiLuong, "kieu": KieuSo, "loai_ky": LoaiKy}.get(khoa)
    if ten is None or not isinstance(gia_tri, list | str):
        return gia_tri
    nhan = dict(ten.choices)
    cac_ma = [gia_tri] if isinstance(gia_tri, str) else gia_tri
    return [str(nhan.get(ma, ma)).lower() for ma in cac_ma]


def _chu(gia_tri: Any) -> str:
    if isinstance(gia_tri, list):
        return ", ".join(str(v) for v in gia_tri)
    if isinstance(gia_tri, bool):
        return "Có" if gia_tri else "Không"
    return str(gia_tri).replace(".", ",") if isinstance(gia_tri, int | float) else str(gia_tri)
