"""What is wrong with the text of a cell: too long, a bad list row, a code that names no cell."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from baocao.choices import KieuSo
from baocao.models import ChiTieu, PhieuBieu
from baocao.so_chen_ma import cac_ma_chen, ma_sai
from cucctdp.formats.ngay import doc_ngay
from cucctdp.formats.so import dinh_dang

DAI_CHU, DAI_DANH_SACH = 4000, 40000


def do_dai_toi_da(chi_tieu: ChiTieu) -> int:
    """Characters the text of a row may have."""
    if chi_tieu.kieu == KieuSo.DANH_SACH:
        return DAI_DANH_SACH
    return int(chi_tieu.do_dai_toi_da or DAI_CHU)


def loi_chu(phieu: PhieuBieu, chi_tieu: ChiTieu, chu: str) -> list[str]:
    """Every fault of a text as sentences; empty when it can be stored."""
    toi_da = do_dai_toi_da(chi_tieu)
    if len(chu) > toi_da:
        return [f"văn bản dài quá {dinh_dang(Decimal(toi_da), 0)} ký tự."]
    if chi_tieu.kieu == KieuSo.DANH_SACH:
        return loi_danh_sach(chi_tieu, chu)
    if chi_tieu.kieu == KieuSo.VAN_BAN and "{{" in chu:
        return _loi_ma_chen(phieu, chu)
    return []


def loi_danh_sach(chi_tieu: ChiTieu, chu: str) -> list[str]:
    """Faults of a stored list (JSON text) against the structure of its row."""
    if not chu.startswith("["):
        return []
    try:
        cac_dong = json.loads(chu, parse_float=Decimal)
    except ValueError:
        return ["danh sách không đúng dạng, hãy tải lại trang rồi nhập lại."]
    cau_truc = chi_tieu.danh_sach or {}
    loi = []
    toi_da = int(cau_truc.get("so_dong_toi_da", 50))
    if len(cac_dong) > toi_da:
        loi.append(f"danh sách có {len(cac_dong)} dòng, tối đa {toi_da} dòng.")
    for i, muc in enumerate(cac_dong, 1):
        if not isinstance(muc, dict):
            return ["danh sách không đúng dạng, hãy tải lại trang rồi nhập lại."]
        for cot in cau_truc.get("cot", []):
            cau = loi_muc(cot, str(muc.get(cot["ma"]) or "").strip())
            if cau:
                loi.append(f"dòng {i}, «{cot['ten']}»: {cau}")
    return loi


def loi_muc(cot: Mapping[str, Any], chu: str) -> str:
    """Fault of one value of a list row, "" when it fits; structure as in the form's fixture."""
    if not chu:
        return "chưa có nội dung." if cot.get("bat_buoc") else ""
    if cot.get("dang") == "ngay":
        try:
            doc_ngay(chu)
        except ValueError:
            return f"«{chu}» không phải là ngày; nhập dạng 14/03/2026."
    if (lua_chon := cot.get("lua_chon")) and chu not in lua_chon:
        return f"«{chu}» không có trong danh mục; chọn một trong: {', '.join(lua_chon)}."
    if cot["kieu"] not in (KieuSo.VAN_BAN, KieuSo.DANH_SACH):
        try:
            so = Decimal(chu)
        except InvalidOperation:
            return f"«{chu}» không phải là số."
        if not so.is_finite():
            return f"«{chu}» không phải là số."
    return ""


def _loi_ma_chen(phieu: PhieuBieu, chu: str) -> list[str]:
    """Codes of figures must name a cell of a form of the same pack."""
    loi = [
        f"mã chèn «{doan}» chưa đúng; viết dạng {{{{Q01.CN00.B4}}}} (biểu, chỉ tiêu, cột)."
        for doan in ma_sai(chu)
    ]
    cac_ma = cac_ma_chen(chu)
    if not cac_ma:
        return loi
    co = {
        (c.bieu_mau.ma, c.ma): c
        for c in ChiTieu.objects.filter(
            bieu_mau__in=PhieuBieu.objects.filter(bo=phieu.bo_id).values("bieu_mau"),
            ma__in={m.chi_tieu for m in cac_ma},
        ).select_related("bieu_mau")
    }
    cot = set(
        PhieuBieu.objects.filter(bo=phieu.bo_id).values_list("bieu_mau__ma", "bieu_mau__cot__ma")
    )
    for m in cac_ma:
        dong = co.get((m.bieu, m.chi_tieu))
        if dong is None or (m.bieu, m.cot) not in cot or m.cot in dong.cot_khong_ap_dung:
            loi.append(
                f"mã chèn {{{{{'.'.join(m)}}}}} không có trong bộ báo cáo; "
                "kiểm tra mã biểu, mã chỉ tiêu, mã cột."
            )
    return loi
