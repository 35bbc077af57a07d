"""Checks of one row of the flat table; each tells its column, every one is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cucctdp.formats.chu import khoa_tim
from cucctdp.formats.ngay import ngay_ngan
from cucctdp.formats.so import dinh_dang, lam_tron
from cucctdp.imports.dang_ky import DongDoc
from cumcongnghiep.models.van_ban import dung_dang_so_quyet_dinh
from cumcongnghiep.nhap_tep import dia_ban
from cumcongnghiep.nhap_tep.doc_o import (
    HA_LE,
    HA_VO_LY,
    M2_MOT_HA,
    de_trong,
    khoa_ten,
    la_khu,
    nam_trong_so,
    sang_ha,
    ten_rieng,
)
from cumcongnghiep.nhap_tep.tra_cuu import CumTra, NguCanh
from cumcongnghiep.nhap_tep.trang_thai import VAN_BAN, ghep_so, ghep_van_ban

TEN_LOI = {
    "so_am": "Số âm",
    "m2_hay_ha": "Không rõ ha hay m²",
    "so_quyet_dinh": "Số quyết định sai dạng (V20)",
    "nhieu_quyet_dinh": "Nhiều quyết định trong một ô",
    "ngay_tuong_lai": "Ngày ở tương lai (V20)",
    "chua_co_ngay": "Quyết định chưa có ngày",
    "thieu_so_qd": "Có diện tích, thiếu số quyết định",
    "la_khu": "Không phải cụm công nghiệp (V22)",
    "huyen_khong_con": "Địa chỉ theo huyện cũ",
    "chua_co_xa": "Chưa rõ xã, phường",
    "xa_theo_ten": "Xã, phường nhận theo tên",
    "ma_khong_co": "Không có mã cụm",
    "cung_quyet_dinh": "Cùng số quyết định, khác tên",
    "khac_quyet_dinh": "Khác quyết định đang có",
    "chu_dau_tu_moi": "Chủ đầu tư mới",
    "chu_dau_tu_mo_ho": "Không rõ chủ đầu tư nào",
    "khac_chu_dau_tu": "Khác chủ đầu tư đang có",
    "khac_xa": "Khác xã đang ghi",
    "ty_le_mo_ho": "Tỷ lệ không rõ đơn vị",
    "chua_co_moc": "Chưa rõ mốc số liệu",
    "them_ten_khac": "Thêm tên khác",
    "V01": "Đã thuê vượt đất công nghiệp (V01)",
    "V02": "Đất công nghiệp vượt diện tích cụm (V02)",
    "V03": "Tỷ lệ đất công nghiệp bất thường (V03)",
    "V04": "Tỷ lệ lấp đầy khai không khớp (V04)",
    "V05": "Lấp đầy vượt 100% (V05)",
    "V07": "Diện tích vượt mức tối đa (V07)",
    "V08": "Diện tích dưới mức tối thiểu (V08)",
    "V09": "Diện tích lớn hơn quy hoạch (V09)",
    "V19": "Ngày văn bản sai trình tự (V19)",
    "V20": "Số, ngày quyết định (V20)",
    "V21": "Quyết định gắn với cụm khác (V21)",
    "V22": "Trùng tên hoặc là khu (V22)",
    "V24": "Cụm liên xã chưa có xã chủ trì (V24)",
    "V31": "Có đất thuê, chưa khai dự án (V31)",
}
MOI = "moi"


def doc_dong(dong: DongDoc, nc: NguCanh) -> None:
    """Values of the register out of the cells of a row; the cells themselves are taken out."""
    g = dong.gia_tri
    g.pop("stt", None)
    if ten := g.get("ten"):
        _ten(dong, ten)
    dia_ban.tinh(dong, nc)
    dia_ban.cac_xa(dong, nc)
    moc = _moc(dong, nc)
    ha = {cot: _ha(dong, nc, f"{cot}_dien_tich") for cot in VAN_BAN}
    dat_cn, da_thue = _ha(dong, nc, "dat_cn"), _ha(dong, nc, "da_thue")
    _quyet_dinh(dong, ha, moc)
    if dat_cn is not None:
        qhct = g.get("qhct")
        g["dat_cn"] = ghep_so(dat_cn, date.fromisoformat(qhct.split("|")[1]) if qhct else moc)
    if da_thue is not None:
        g["da_thue"] = ghep_so(da_thue, moc)
    _ty_le(dong, dat_cn, da_thue, moc)
    _chu_dau_tu(dong, nc)


def _ten(dong: DongDoc, ten: str) -> None:
    if la_khu(ten) or la_khu(ten_rieng(ten)):
        cau = (
            f"«{ten}» là tên khu công nghiệp, khu kinh tế. Nếu đúng là cụm công nghiệp, ghi lại "
            "tên; nếu không, để nguyên: dòng này không được ghi (V22)."
        )
        dong.bao("ten", "la_khu", cau)
    dong.gia_tri["ten"] = ten_rieng(ten)


def _moc(dong: DongDoc, nc: NguCanh) -> date:
    """As-of day of the figures of the row: its own, the table's, else today with a doubt."""
    g = dong.gia_tri
    chu = g.pop("moc", None)
    moc = date.fromisoformat(chu) if chu else nc.moc
    if moc is not None and moc > nc.hom_nay:
        dong.bao("moc", "ngay_tuong_lai", f"Mốc số liệu {ngay_ngan(moc)} ở tương lai.")
    co_so = any(g.get(c) is not None for c in ("da_thue", "ty_le", "dat_cn"))
    if moc is None and co_so:
        cau = (
            f"Bảng không ghi số liệu đến ngày nào; tạm lấy hôm nay, {ngay_ngan(nc.hom_nay)}. Ghi "
            "ngày vào cột «Số liệu đến ngày» nếu khác."
        )
        dong.bao("moc", "chua_co_moc", cau, muc="canh_bao")
    return moc or nc.hom_nay


def _ha(dong: DongDoc, nc: NguCanh, cot: str) -> Decimal | None:
    """Hectares of a cell; a figure too big for ha is asked back, never divided on a guess."""
    o = dong.gia_tri.pop(cot, None)
    if o is None:
        return None
    so, don_vi, _ = o
    don_vi = don_vi or nc.don_vi_cot.get(cot, "")
    if don_vi != "m2" and o[1] != "ha" and Decimal(so) >= HA_VO_LY:
        ra_ha = dinh_dang(lam_tron(Decimal(so) / M2_MOT_HA, HA_LE))
        cau = (
            f"{dinh_dang(Decimal(so))} quá lớn nếu là ha. Nếu là m², ghi «{dinh_dang(Decimal(so))} "
            f"m²» (tức {ra_ha} ha); nếu đúng là ha, ghi thêm «ha» sau số."
        )
        dong.bao(cot, "m2_hay_ha", cau)
        return None
    ha = sang_ha(so, m2=don_vi == "m2")
    if don_vi == "m2":
        cau = f"{dinh_dang(Decimal(so))} m² được ghi là {dinh_dang(ha)} ha."
        dong.bao(cot, "can_xem_lai", cau, muc="canh_bao")
    elif Decimal(so) != ha:
        cau = f"{dinh_dang(Decimal(so))} ha được làm tròn đến m²: {dinh_dang(ha)} ha."
        dong.bao(cot, "can_xem_lai", cau, muc="canh_bao")
    return ha


def _quyet_dinh(dong: DongDoc, ha: Mapping[str, Decimal | None], moc: date) -> None:
    """Decisions; one without a day gets the last day it can be of, to be verified."""
    g = dong.gia_tri
    doc = {cot: g.pop(f"{cot}_so", None) for cot in VAN_BAN}
    ro = [date.fromisoformat(d[1]) for d in doc.values() if d and d[1]]
    for cot, o in doc.items():
        dien_tich = ha[cot]
        if o is None:
            if dien_tich and not any(e["cot"] == f"{cot}_so" for e in dong.loi):
                cau = (
                    f"Có diện tích {dinh_dang(dien_tich)} ha nhưng chưa có số quyết định: "
                    "diện tích này không được ghi. Điền số quyết định, hoặc xóa ô diện tích."
                )
                dong.bao(f"{cot}_so", "thieu_so_qd", cau, muc="canh_bao")
            continue
        so, ngay = o
        xap_xi = any(
            e["cot"] == f"{cot}_dien_tich" and "ước lượng" in e["thong_diep"] for e in dong.loi
        )
        xac_minh = xap_xi or not ngay or not dung_dang_so_quyet_dinh(so)
        if not dung_dang_so_quyet_dinh(so):
            cau = (
                f"Số «{so}» không theo dạng «298/QĐ-UBND» (V20); ghi nguyên, đánh dấu cần xác minh."
            )
            dong.bao(f"{cot}_so", "so_quyet_dinh", cau, muc="canh_bao")
        if not ngay:
            ngay = _ngay_tam(so, ro, moc).isoformat()
            cau = (
                f"Quyết định {so} chưa có ngày: tạm ghi {ngay_ngan(date.fromisoformat(ngay))} "
                "(ngày muộn nhất có thể), đánh dấu cần xác minh. Ghi «… ngày 20/02/2025» nếu biết."
            )
            dong.bao(f"{cot}_so", "chua_co_ngay", cau, muc="canh_bao")
        g[cot] = ghep_van_ban(so, ngay, dien_tich or None, xac_minh)


def _ngay_tam(so: str, ro: list[date], moc: date) -> date:
    """The last day an undated decision can be of: the end of the year in its number, a later
    decision of the row, the as-of day of the table."""
    cac = [moc, *ro]
    if nam := nam_trong_so(so):
        cac.append(date(nam, 12, 31))
    return min(cac)


def _ty_le(dong: DongDoc, dat_cn: Decimal | None, da_thue: Decimal | None, moc: date) -> None:
    o = dong.gia_tri.pop("ty_le", None)
    if o is None:
        return
    so = Decimal(o[0])
    tinh = Decimal(100) * da_thue / dat_cn if dat_cn and da_thue is not None else None
    if not o[1] and 0 < so <= 1:
        if tinh is None:
            cau = f"{dinh_dang(so)} là {dinh_dang(so)}% hay {dinh_dang(so * 100)}%? Ghi kèm dấu %."
            dong.bao("ty_le", "ty_le_mo_ho", cau)
            return
        if abs(so * 100 - tinh) < abs(so - tinh):
            so *= 100
    dong.gia_tri["ty_le_khai"] = ghep_so(lam_tron(so, HA_LE), moc)


def _chu_dau_tu(dong: DongDoc, nc: NguCanh) -> None:
    ten = dong.gia_tri.pop("chu_dau_tu", None)
    if ten is None or de_trong(ten):
        return
    cac = nc.chu_dau_tu.tim(ten)
    if len(cac) > 1:
        cau = f"Danh mục có {len(cac)} chủ đầu tư tên «{ten}»: để trống ô này, giao ở trang cụm."
        dong.bao("chu_dau_tu", "chu_dau_tu_mo_ho", cau)
        return
    if not cac:
        cau = f"«{ten}» chưa có trong danh mục: sẽ thêm khi ghi. Kiểm tra cách viết tên."
        dong.bao("chu_dau_tu", "chu_dau_tu_moi", cau, muc="canh_bao")
    dong.gia_tri["chu_dau_tu"] = nc.chu_dau_tu.ten[cac[0]] if cac else ten


# -- which cluster ---------------------------------------------------------------------------
def nhan_cum(dong: DongDoc, nc: NguCanh) -> None:
    """The cluster a row means, from its code, name or decision; and the keys of the row."""
    g = dong.gia_tri
    ma = khoa_tim(g.pop("ma", ""))
    ten, tinh = g.get("ten"), g.get("don_vi_id")
    if not ten or tinh is None:
        return
    so, ngay = g["thanh_lap"].split("|")[:2] if "thanh_lap" in g else ("", "")
    if "thanh_lap" in g and g["thanh_lap"].endswith("|x"):
        ngay = ""
    dong.khoa = f"n:{tinh}:{g.get('tinh_cu_id') or ''}:{khoa_ten(ten)}"[:320]
    dong.khoa_phu = f"q:{tinh}:{so}" if so else ""
    if ma == MOI:
        dong.khoa, dong.khoa_phu = f"m:{dong.so}:{dong.khoa}"[:320], ""
        return
    if ma:
        c = nc.cum.theo_ma.get(ma.upper())
        if c is None or c.tinh != tinh:
            cau = f"Không có cụm mã «{ma.upper()}» ở {nc.tinh.ten[tinh]}. Ghi đúng mã, hoặc «mới»."
            dong.bao("ma", "ma_khong_co", cau)
        else:
            dong.dich = c.pk
        return
    cac = nc.cum.tim(ten, tinh, g.get("tinh_cu_id"))
    theo_qd = nc.cum.theo_quyet_dinh(so, ngay, tinh) if so else []
    if len(cac) == 1:
        dong.dich = cac[0].pk
    elif cac:
        ke = ", ".join(f"{c.ma} «{c.ten}»" for c in cac[:5])
        cau = f"Danh mục có {len(cac)} cụm tên này: {ke}. Ghi mã vào cột «Mã cụm»."
        dong.bao("ten", "nhieu_ban_ghi", cau)
    elif theo_qd:
        _cung_quyet_dinh(dong, so, theo_qd)
    elif (c := nc.cum.giong(ten, tinh)) is not None:
        cau = (
            f"Tên gần giống cụm {c.ma} «{c.ten}». Nếu là một cụm, ghi «{c.ma}» vào cột «Mã cụm»; "
            "nếu không, bỏ qua."
        )
        dong.bao("ten", "co_the_trung", cau, muc="canh_bao")


def _cung_quyet_dinh(dong: DongDoc, so: str, cac: list[CumTra]) -> None:
    c = cac[0]
    cau = (
        f"Quyết định {so} đang là quyết định thành lập của cụm {c.ma} «{c.ten}». Nếu là cùng một "
        f"cụm, ghi «{c.ma}» vào cột «Mã cụm» (tên của bảng thành tên khác); nếu là cụm khác, ghi "
        "«mới»."
    )
    dong.bao("thanh_lap_so", "cung_quyet_dinh", cau)


# -- against what stands ---------------------------------------------------------------------
def doi_chieu(dong: DongDoc, truoc: Mapping[str, Any], so_cu: Mapping[str, set[str]]) -> None:
    """Bring a row in the terms of its cluster: what is the same drops out, what a flat table must
    not change is told. ``so_cu``: figures on file, field → their texts of every day."""
    g = dong.gia_tri
    if khoa_ten(g["ten"]) not in {khoa_ten(t) for t in _cac_ten(truoc)}:
        cau = f"Cụm trong danh mục tên «{truoc['ten']}»; «{g['ten']}» được thêm làm tên khác."
        dong.bao("ten", "them_ten_khac", cau, muc="canh_bao")
        g["ten_khac"] = "|".join([*filter(None, truoc["ten_khac"].split("|")), g["ten"]])
    g["ten"], g["don_vi_id"] = truoc["ten"], truoc["don_vi_id"]
    for cot in VAN_BAN:
        if cot in g and truoc[cot]:
            _mot_quyet_dinh(dong, cot, truoc[cot])
    for cot in ("dat_cn", "da_thue", "ty_le_khai"):
        if cot not in g:
            continue
        cung_so = truoc[cot] and Decimal(truoc[cot].split("|")[0]) == Decimal(g[cot].split("|")[0])
        if g[cot] in so_cu.get(cot, ()) or (cot == "dat_cn" and cung_so):
            g[cot] = truoc[cot]
    if truoc["cac_xa"] and g.get("cac_xa") not in (None, truoc["cac_xa"]):
        cau = "Xã, phường của bảng khác với danh mục: danh mục giữ nguyên, sửa ở trang của cụm."
        dong.bao("xa", "khac_xa", cau, muc="canh_bao")
        g["cac_xa"] = truoc["cac_xa"]
    if truoc["chu_dau_tu"] and g.get("chu_dau_tu") not in (None, truoc["chu_dau_tu"]):
        cau = (
            f"Danh mục: chủ đầu tư là «{truoc['chu_dau_tu']}». Đổi chủ đầu tư phải có văn bản, ghi "
            "ở trang của cụm; bảng không đổi."
        )
        dong.bao("chu_dau_tu", "khac_chu_dau_tu", cau, muc="canh_bao")
        g["chu_dau_tu"] = truoc["chu_dau_tu"]


def _cac_ten(truoc: Mapping[str, Any]) -> list[str]:
    return [truoc["ten"], *filter(None, truoc["ten_khac"].split("|"))]


def _mot_quyet_dinh(dong: DongDoc, cot: str, cu: str) -> None:
    """The decision on file stays; the table may confirm it, not replace it. Another number of
    extending is another extension."""
    g = dong.gia_tri
    so, ngay, ha, xac_minh = g[cot].split("|")
    so_cu, ngay_cu, ha_cu, xac_minh_cu = cu.split("|")
    if cot == "mo_rong" and _so_tran(so) != _so_tran(so_cu):
        return
    g[cot] = cu
    khac = []
    if _so_tran(so) != _so_tran(so_cu):
        khac.append(f"số {so_cu or '(trống)'}")
    elif ngay != ngay_cu and not xac_minh and not xac_minh_cu:
        khac.append(f"ngày {ngay_ngan(date.fromisoformat(ngay_cu))}")
    if ha and ha_cu and Decimal(ha) != Decimal(ha_cu):
        khac.append(f"diện tích {dinh_dang(Decimal(ha_cu))} ha")
    if khac:
        cau = (
            f"Danh mục ghi {', '.join(khac)}. Bảng không thay văn bản đã có: nếu bảng đúng, sửa ở "
            "trang của cụm; nếu là cụm khác, ghi «mới» vào cột «Mã cụm»; xóa ô này để bỏ qua."
        )
        dong.bao(f"{cot}_so" if khac[0].startswith(("số", "ngày")) else f"{cot}_dien_tich",
                 "khac_quyet_dinh", cau)  # fmt: skip


def _so_tran(so: str) -> str:
    return re.sub(r"[^0-9a-z]", "", khoa_tim(so))
