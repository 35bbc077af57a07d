"""Bodies of answers: plain JSON with decimals as text, and CSV for Excel."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from baocao.choices import CapTongHop, DiaGioi
from baocao.services.anh_chup import so_chuan
from baocao.statistics import PhienBan, SoThongKe
from baocao.statistics.danh_muc import DanhMuc
from cucctdp.excel.csv_out import dong_csv

CANH_BAO_MINH_HOA = (
    "Có số liệu minh họa (không phải số liệu thật), chỉ để trình diễn hệ thống; không dùng, "
    "không trích dẫn."
)
TIEU_DE_CSV = (
    "Kỳ", "Cấp", "Mã", "Tên", "Chỉ tiêu", "Cột", "Giá trị", "Đơn vị tính", "Tử số", "Mẫu số",
    "Số đơn vị có số", "Số đơn vị phải có", "Chưa gồm", "Số ước tính", "Số sơ bộ",
    "Số chính thức", "Chính xác", "Địa giới", "Minh họa", "Tính đến", "Theo mã khác",
)  # fmt: skip


def than_json(
    *,
    dm: DanhMuc,
    chi_tieu: str,
    cac_so: Sequence[SoThongKe],
    cac_ky: Sequence[str],
    dia_gioi: str,
    muc: str,
    phien_ban: PhienBan,
) -> dict[str, Any]:
    """The JSON-able answer."""
    bieu = dm.bieu_co_dong(chi_tieu)
    if bieu is None:
        raise ValueError(f"Không có chỉ tiêu {chi_tieu}.")
    dong = bieu.chi_tieu[chi_tieu]
    co_minh_hoa = any(s.co_minh_hoa for s in cac_so)
    thieu = sorted({k for s in cac_so for k in s.do_phu.con_thieu})
    cot = cac_so[0].cot if cac_so else ""
    return {
        "chi_tieu": chi_tieu,
        "ten": dong.ten,
        "bieu": bieu.ma,
        "cot": cot,
        "ten_cot": bieu.cot[cot].ten if cot else "",
        "don_vi_tinh": cac_so[0].don_vi_tinh if cac_so else dong.dvt,
        "so_le": cac_so[0].so_le if cac_so else dong.so_le,
        "ky": list(cac_ky),
        "dia_gioi": dia_gioi,
        "muc": muc,
        "phien_ban": hashlib.sha256(phien_ban.van_ban.encode()).hexdigest()[:16],
        "so_lieu_luc": thoi_diem(phien_ban.luc),
        "co_minh_hoa": co_minh_hoa,
        "canh_bao": CANH_BAO_MINH_HOA if co_minh_hoa else None,
        "chua_gom": [{"don_vi": k, "ten": _ten(dm, k, cac_ky)} for k in thieu],
        "ghi_chu": _ghi_chu(cac_so, dia_gioi),
        "so_lieu": [so_json(s) for s in cac_so],
    }


def so_json(s: SoThongKe) -> dict[str, Any]:
    """One figure with its parts and its coverage."""
    return {
        "ky": s.ky,
        "cap": s.cap,
        "pham_vi": s.ma_pham_vi,
        "ten": s.ten_pham_vi,
        "gia_tri": so_chuan(s.gia_tri),
        "tu_so": so_chuan(s.tu_so),
        "mau_so": so_chuan(s.mau_so),
        "so_don_vi_co": s.do_phu.so_co,
        "so_don_vi_tong": s.do_phu.so_tong,
        "chua_gom": list(s.do_phu.con_thieu),
        "duoc_gia_han": list(s.do_phu.gia_han),
        "theo_ma": list(s.do_phu.theo_ma),
        "so_uoc": s.so_uoc,
        "so_so_bo": s.so_so_bo,
        "so_chinh_thuc": s.so_chinh_thuc,
        "chinh_xac": s.chinh_xac,
        "co_minh_hoa": s.co_minh_hoa,
        "tinh_den": thoi_diem(s.tinh_den),
    }


def thoi_diem(luc: datetime | None) -> str | None:
    """ISO 8601 in Hanoi time."""
    return localtime(luc).isoformat() if luc else None


def _ten(dm: DanhMuc, khoa: str, cac_ky: Sequence[str]) -> str:
    don_vi = dm.theo_khoa(khoa)
    cac_ngay = [dm.ky[ma].den_ngay for ma in cac_ky if ma in dm.ky]
    return don_vi.ten(max(cac_ngay)) if don_vi and cac_ngay else khoa


def _ghi_chu(cac_so: Sequence[SoThongKe], dia_gioi: str) -> list[str]:
    ghi_chu = [f"Phạm vi số liệu: {DiaGioi(dia_gioi).label.lower()}."]
    if any(not s.do_phu.du for s in cac_so):
        ghi_chu.append("Tổng chỉ gồm các đơn vị đã có số liệu; đơn vị chưa gồm ghi ở «chua_gom».")
    if any(s.so_uoc for s in cac_so):
        ghi_chu.append("Có số ước tính, sẽ được cập nhật khi có số sơ bộ, chính thức.")
    if theo_ma := sorted({ma for s in cac_so for ma in s.do_phu.theo_ma}):
        ghi_chu.append(
            f"Có số nộp theo mã khác của cùng chỉ tiêu ({', '.join(theo_ma)}) ở phiên bản biểu "
            "khác; mỗi số ghi mã ở «theo_ma»."
        )
    if any(not s.chinh_xac for s in cac_so):
        ghi_chu.append("Ô «chinh_xac» là false: không tách được theo địa giới yêu cầu, để trống.")
    return ghi_chu


def than_csv(cac_so: Sequence[SoThongKe], *, dia_gioi: str) -> bytes:
    """The CSV answer: UTF-8 with BOM, formulas neutralised."""
    return b"".join(dong_csv(TIEU_DE_CSV, (_dong_csv(s, dia_gioi) for s in cac_so)))


def _dong_csv(s: SoThongKe, dia_gioi: str) -> list[Any]:
    return [
        s.ky, CapTongHop(s.cap).label, s.ma_pham_vi, s.ten_pham_vi, s.ten, s.cot, s.gia_tri,
        s.don_vi_tinh, s.tu_so, s.mau_so, s.do_phu.so_co, s.do_phu.so_tong,
        "; ".join(s.do_phu.con_thieu), s.so_uoc, s.so_so_bo, s.so_chinh_thuc,
        "có" if s.chinh_xac else "không", DiaGioi(dia_gioi).label,
        "SỐ MINH HỌA" if s.co_minh_hoa else "", thoi_diem(s.tinh_den) or "",
        "; ".join(s.do_phu.theo_ma),
    ]  # fmt: skip
