"""Checks of one row of Mẫu 2; each tells its column, every one is asked whatever the others say."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import trieu
from cucctdp.imports.chuyen_doi import OSai
from cucctdp.imports.dang_ky import DongDoc
from khuyencong.nhap_tep.doc_o import (
    TRIEU,
    ThuHuongGhi,
    gon,
    tach_ma,
    tach_noi_dung,
    tach_phan,
    tach_thu_huong,
)
from khuyencong.nhap_tep.tra_cuu import CoSoTra, NguCanh
from khuyencong.nhap_tep.trang_thai import TIEN, noi

TEN_LOI = {
    "dau_bieu": "Đầu biểu thiếu hoặc mâu thuẫn",
    "phan_tram": "Tỷ lệ % sai chỗ hoặc vượt 100%",
    "so_am": "Số tiền âm",
    "tong_khong_khop": "Tổng không khớp các nguồn",
    "lech_don_vi": "Lệch đơn vị tính",
    "le_dong": "Lẻ dưới một đồng",
    "thoi_gian_sai": "Thời gian không đọc được",
    "thoi_gian_nguoc": "Ngày kết thúc trước ngày bắt đầu",
    "ngoai_nam": "Thời gian ngoài năm kế hoạch",
    "dia_ban": "Địa bàn không được hưởng (KC01)",
    "co_so_khong_co": "Chưa có cơ sở",
    "co_so_mo_ho": "Không rõ cơ sở nào",
    "mst_cham_dut": "Mã số thuế hết hiệu lực",
    "to_chuc_khong_co": "Không rõ đơn vị thực hiện",
    "noi_dung_sai": "Nội dung không đọc được",
    "vuot_tran": "Vượt mức hỗ trợ tối đa",
    "khong_mo": "Đề án không còn sửa được",
    "khong_tach": "Biểu không tách được",
    "ma_khong_co": "Không có mã đề án",
    "ghi_chu_bo": "Ghi chú không được lưu",
    "tach_dong": "Tách nhiều đơn vị thụ hưởng",
}
_BAC = (1_000, 1_000_000, 1_000_000_000)
_NHIEU_TINH = "nhiều tỉnh"


def trieu_chu(dong: Any) -> str:
    """Whole đồng in words of the preview."""
    return f"{dinh_dang(trieu(int(dong)))} triệu đồng"


def dia_diem(dong: DongDoc, nc: NguCanh) -> None:
    """Communes of production and their one province."""
    chu = dong.gia_tri.pop("dia_diem", None)
    if chu is None:
        return
    if gon(chu).lower() == _NHIEU_TINH:
        dong.gia_tri |= {"dia_diem": "", "don_vi_id": None}
        return
    cac_xa: list[int] = []
    cac_tinh: set[int] = set()
    for phan in (gon(p) for p in re.split(r"[;\n]", chu)):
        if phan:
            _mot_noi(dong, nc, phan, cac_xa, cac_tinh)
    if len(cac_tinh) > 1:
        cau = "Địa điểm ở nhiều tỉnh: lập đề án nhiều tỉnh ở trang của đề án, không qua Mẫu 2."
        dong.bao("dia_diem", "khong_tach", cau)
    elif cac_tinh:
        dong.gia_tri |= {"dia_diem": noi(cac_xa), "don_vi_id": next(iter(cac_tinh))}


def _mot_noi(dong: DongDoc, nc: NguCanh, phan: str, cac_xa: list[int], cac_tinh: set[int]) -> None:
    manh = [m.strip() for m in phan.split(",") if m.strip()]
    tinh = nc.tinh.tim(re.sub(r"^(tỉnh|thành phố|TP\.?)\s+", "", manh[-1], flags=re.I))
    if tinh is None and nc.don_vi_dau is not None:
        tinh, manh = nc.don_vi_dau, [*manh, ""]
    if tinh is None:
        cau = f"«{phan}»: không nhận ra tỉnh ở cuối. Ghi như «Xã Bàu Cạn, Gia Lai»."
        dong.bao("dia_diem", "tinh_khong_ro", cau)
        return
    if nc.pham_vi is not None and tinh not in nc.pham_vi:
        cau = f"«{nc.tinh.ten[tinh]}» không thuộc phạm vi của phiên nhập này."
        dong.bao("dia_diem", "ngoai_pham_vi", cau)
        return
    cac_tinh.add(tinh)
    if len(manh) < 2:
        return
    cac = nc.xa.tim(manh[-2], tinh)
    if len(cac) == 1:
        cac_xa.append(cac[0])
    elif cac:
        ma = ", ".join(next(m for m, pk in nc.xa.theo_ma.items() if pk == x) for x in cac[:5])
        cau = f"«{manh[-2]}»: {nc.tinh.ten[tinh]} có {len(cac)} đơn vị cùng tên. Ghi mã: {ma}."
        dong.bao("dia_diem", "xa_mo_ho", cau)
    else:
        cau = f"Không có xã, phường «{manh[-2]}» ở {nc.tinh.ten[tinh]} (bộ mã từ 01/07/2025)."
        dong.bao("dia_diem", "xa_khong_co", cau)


def thuc_hien(dong: DongDoc, nc: NguCanh) -> None:
    """The executing unit by name or code."""
    chu = dong.gia_tri.pop("thuc_hien", None)
    if chu is None:
        return
    ten, ma = tach_ma(chu)
    cac = nc.to_chuc.tim(chu, chu, dong.gia_tri.get("don_vi_id"))
    cac = cac or nc.to_chuc.tim(ten, ma, dong.gia_tri.get("don_vi_id"))
    if len(cac) == 1:
        dong.gia_tri["thuc_hien_id"] = cac[0]
    elif cac:
        ma_so = ", ".join(nc.to_chuc.ma[pk] for pk in cac[:5])
        cau = f"Có {len(cac)} tổ chức tên «{ten}». Ghi mã thay cho tên: {ma_so}."
        dong.bao("thuc_hien", "to_chuc_khong_co", cau)
    else:
        cau = f"Danh mục tổ chức không có «{chu}». Kiểm tra tên, hoặc thêm tổ chức trước."
        dong.bao("thuc_hien", "to_chuc_khong_co", cau)


def thu_huong(dong: DongDoc, nc: NguCanh) -> None:
    """Establishments named, found in the register; none: fixed later on Mẫu 11."""
    chu = dong.gia_tri.pop("thu_huong", None)
    if chu is None:
        return
    try:
        cac = tach_thu_huong(chu)
    except OSai as exc:
        dong.bao("thu_huong", exc.ma, str(exc))
        return
    xa = {int(x) for x in dong.gia_tri.get("dia_diem", "").split(",") if x}
    tim = [_mot_co_so(dong, nc, g, xa) for g in cac]
    if all(c is not None for c in tim):
        dong.gia_tri["thu_huong"] = noi(c.song for c in tim if c is not None)


def _mot_co_so(dong: DongDoc, nc: NguCanh, g: ThuHuongGhi, xa: Collection[int]) -> CoSoTra | None:
    if g.so is not None:
        c = nc.co_so.theo_so.get(g.so)
        if c is None:
            dong.bao("thu_huong", "co_so_khong_co", f"Không có cơ sở số {g.so} trong phạm vi.")
        return c
    if g.mst:
        return _theo_mst(dong, nc, g)
    cac = nc.co_so.tim_ten(g.ten, xa)
    if len(cac) == 1:
        return cac[0]
    if cac:
        cau = f"Có {len(cac)} cơ sở tên «{g.ten}». Ghi thêm mã số thuế: «{g.ten} (MST …)»."
        dong.bao("thu_huong", "co_so_mo_ho", cau)
    else:
        cau = f"Chưa có cơ sở «{g.ten}» trong danh mục. Hãy nhập cơ sở trước, hoặc ghi mã số thuế."
        dong.bao("thu_huong", "co_so_khong_co", cau)
    return None


def _theo_mst(dong: DongDoc, nc: NguCanh, g: ThuHuongGhi) -> CoSoTra | None:
    c = nc.co_so.theo_mst.get(g.mst)
    if c is None and (cu := nc.co_so.da_hop_nhat.get(g.mst)) is not None:
        song = nc.co_so.theo_so[cu.song]
        cau = f"Mã số thuế {g.mst} thuộc bản ghi đã hợp nhất vào cơ sở số {song.pk} «{song.ten}»."
        dong.bao("thu_huong", "mst_cham_dut", cau)
        return None
    if c is None:
        cau = f"Chưa có cơ sở mang mã số thuế {g.mst} trong phạm vi của bạn. Nhập cơ sở trước."
        dong.bao("thu_huong", "co_so_khong_co", cau)
        return None
    return c


def noi_dung(dong: DongDoc, nc: NguCanh) -> None:
    """Objective, activity lines with their codes, scale."""
    chu = dong.gia_tri.pop("muc_tieu_ca", None)
    if chu is None:
        return
    phan = tach_phan(chu)
    for k in ("muc_tieu", "quy_mo"):
        if k in phan:
            dong.gia_tri[k] = phan[k]
    try:
        cac = tach_noi_dung(phan.get("noi_dung", "") or gon(chu))
    except OSai as exc:
        dong.bao("muc_tieu_ca", exc.ma, str(exc))
        return
    for n in cac:
        if nc.danh_muc.tim_noi_dung(n.ma, nc.hom_nay) is None:
            cau = f"Danh mục nội dung hoạt động không có mã «{n.ma}» đang có hiệu lực."
            dong.bao("muc_tieu_ca", "noi_dung_sai", cau)
    dong.gia_tri["noi_dung"] = "; ".join(str(n) for n in cac)


def thoi_gian(dong: DongDoc) -> None:
    """Period as two days."""
    chu = dong.gia_tri.pop("thoi_gian", None)
    if chu is None:
        return
    tu, den = chu.split("/")
    dong.gia_tri |= {"tu_ngay": tu, "den_ngay": den}


def tien(dong: DongDoc, nc: NguCanh) -> None:
    """Amounts in whole đồng, their sum, slips of the unit, the share of the State."""
    g = dong.gia_tri
    so: dict[str, int] = {}
    hong = False
    for cot in ("tong", *TIEN):
        hong |= any(e["cot"] == cot and e["muc"] == "loi" for e in dong.loi)
        dong_tien = Decimal(g.pop(cot, None) or 0) * (nc.don_vi_tien or TRIEU)
        if dong_tien != dong_tien.to_integral_value():
            cau = "Số tiền lẻ dưới một đồng theo đơn vị ghi ở đầu biểu. Hãy ghi lại."
            dong.bao(cot, "le_dong", cau)
            hong = True
        so[cot] = int(dong_tien)
    g |= {k: so[k] for k in TIEN}
    cong = sum(so[k] for k in TIEN)
    if not hong:
        _tong(dong, so["tong"], cong)
        _ty_le(dong, so)


def _tong(dong: DongDoc, tong: int, cong: int) -> None:
    if tong == cong:
        return
    lon, nho = max(tong, cong), min(tong, cong)
    if nho and any(nho * b == lon for b in _BAC):
        cau = (
            f"Tổng kinh phí {trieu_chu(tong)}, cộng các nguồn {trieu_chu(cong)}: lệch đúng "
            f"{dinh_dang(lon // nho)} lần. Ghi mọi ô tiền cùng một đơn vị."
        )
        dong.bao("tong", "lech_don_vi", cau)
        return
    cau = (
        f"Tổng kinh phí {trieu_chu(tong)} không bằng cộng các nguồn {trieu_chu(cong)} (chênh "
        f"{trieu_chu(abs(tong - cong))})."
    )
    dong.bao("tong", "tong_khong_khop", cau)


def _ty_le(dong: DongDoc, so: Mapping[str, int]) -> None:
    ho_tro = so["kcqg"] + so["kcdp"]
    if so["tong"] and ho_tro > so["tong"]:
        p = dinh_dang(Decimal(100) * ho_tro / so["tong"], 1)
        cau = f"Khuyến công hỗ trợ {p}% tổng kinh phí, vượt 100%."
        dong.bao("kcqg" if so["kcqg"] >= so["kcdp"] else "kcdp", "phan_tram", cau)


def de_an_moi(dong: DongDoc) -> None:
    """A new đề án: the form cannot share money between several rows."""
    g = dong.gia_tri
    if g.get("don_vi_id") is None:
        cau = "Đề án mới phải thuộc một tỉnh; đề án nhiều tỉnh lập ở trang của đề án."
        dong.bao("dia_diem", "khong_tach", cau)
    if len(tach_noi_dung(g["noi_dung"])) > 1:
        cau = (
            "Mẫu 2 không chia tiền theo nội dung. Ghi mỗi nội dung một dòng, hoặc lập đề án nhiều "
            "nội dung ở trang của đề án."
        )
        dong.bao("muc_tieu_ca", "khong_tach", cau)
    if "," in g.get("thu_huong", ""):
        cau = (
            "Mẫu 2 không chia tiền theo cơ sở. Ghi mỗi cơ sở một dòng, hoặc để trống (đề án nhóm, "
            "xác định sau trên Mẫu 11)."
        )
        dong.bao("thu_huong", "khong_tach", cau)
    if "," in g.get("dia_diem", ""):
        cau = "Đề án mới một cơ sở chỉ có một nơi sản xuất; đề án nhóm chỉ ghi tỉnh."
        dong.bao("dia_diem", "khong_tach", cau)


_O_CUA = {
    "thu_huong": "thu_huong", "dia_diem": "dia_diem", "noi_dung": "muc_tieu_ca",
    "muc_tieu": "muc_tieu_ca", "quy_mo": "muc_tieu_ca", "tu_ngay": "thoi_gian",
    "den_ngay": "thoi_gian", "thuc_hien_id": "thuc_hien", "don_vi_id": "dia_diem",
}  # fmt: skip


def de_an_cu(
    dong: DongDoc, doi: Collection[str], truoc: Mapping[str, Any], *, mo: bool, de_an: Any
) -> None:
    """An existing đề án: only open ones change, and only where the form says one thing."""
    cot = sorted({_O_CUA.get(k, k) for k in doi})
    if not mo:
        cau = (
            f"Đề án {de_an.ma} đang «{de_an.get_trang_thai_display()}», không sửa được bằng tệp. "
            "Trả ô này về giá trị đang có."
        )
        for c in cot:
            dong.bao(c if c not in ("nam", "nguon") else "ten", "khong_mo", cau)
        return
    if doi & {"nam", "nguon", "don_vi_id"}:
        cau = f"Đề án {de_an.ma} thuộc năm, chế độ hoặc tỉnh khác; không chuyển bằng tệp được."
        dong.bao("ghi_chu", "khong_tach", cau)
    dat_ten = "thu_huong" in doi and truoc["so_thu_huong"] > 1
    nhieu = dat_ten or "," in truoc["thu_huong"] or "," in truoc["dia_diem"] or truoc["so_dong"] > 1
    cua_dong = doi & {"thu_huong", "dia_diem", "noi_dung", *TIEN}
    if nhieu and cua_dong:
        cau = f"Đề án {de_an.ma} có nhiều nội dung hoặc nhiều cơ sở; sửa ở trang của đề án."
        for c in sorted({_O_CUA.get(k, k) for k in cua_dong}):
            dong.bao(c, "khong_tach", cau)
