"""Checks of one row of a list of winners; each tells its column, every one is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from cucctdp.donvi.choices import BoMa
from cucctdp.formats.chu import khoa_tim
from cucctdp.imports.dang_ky import DongDoc
from sanpham_tieubieu.choices import Cap
from sanpham_tieubieu.nhap_tep.doc_o import nhu_tren
from sanpham_tieubieu.nhap_tep.tra_cuu import NguCanh

TEN_LOI = {
    "nhu_tren": "«nt» mà phía trên trống",
    "khong_phai_nam": "Không phải năm",
    "thieu_nam": "Chưa rõ năm",
    "thieu_cap": "Chưa rõ cấp",
    "cap_sai_thoi": "Cấp không phù hợp thời điểm (R01)",
    "tinh_khong_ro": "Không nhận ra tỉnh",
    "nhieu_tinh_cu": "Chưa rõ tỉnh trước sắp xếp",
    "ngoai_pham_vi": "Tỉnh ngoài phạm vi",
    "nhom_khong_ro": "Không nhận ra nhóm",
    "nhom_ten_cu": "Nhóm ghi theo cách gọi cũ",
    "xa_khong_ro": "Chưa rõ xã hiện nay",
    "khac_nam": "Ngày quyết định khác năm",
    "ngay_tuong_lai": "Ngày ở tương lai",
    "co_the_la": "Có thể là sản phẩm đã có",
    "ma_khong_co": "Không có mã sản phẩm",
    "R44": "Hạn khác quy định (R44)",
    "R55": "Số ghi không khớp (R55)",
    "R60": "Chưa ánh xạ đơn vị hành chính mới (R60)",
}
_DOI_CAP = date(2025, 7, 1)
_NAM_DAU = 2010


def khoa(cap: str, nam: int, don_vi: int, ten: str, co_so: str) -> str:
    """By which two rows are one winner: accents, case and blanks aside."""
    return ":".join(map(str, ("d", cap, nam, don_vi, _gon(ten), _gon(co_so))))[:320]


def _gon(chu: str) -> str:
    return " ".join(khoa_tim(chu).split())


def doc_dong(dong: DongDoc, nc: NguCanh) -> None:
    """Values of the register out of the cells; the cells that only help are taken out."""
    g = dong.gia_tri
    g.pop("stt", None)
    for cot in ("ten_co_so", "dia_chi", "huyen"):
        if nhu_tren(g.get(cot, "")):
            cau = "Ô ghi «như trên» nhưng phía trên không có gì. Ghi lại cho rõ."
            dong.bao(cot, "nhu_tren", cau)
            g.pop(cot)
    _nam_cap(dong, nc)
    ngay = _ngay(g)
    _tinh(dong, nc, ngay)
    _nhom(dong, nc)
    _xa(dong, nc)
    _han(dong, nc)
    _san_pham(dong, nc)
    if not g.get("nguon_tin"):
        g["nguon_tin"] = "Danh sách của địa phương, nhập từ tệp"


def _nam_cap(dong: DongDoc, nc: NguCanh) -> None:
    g, dau = dong.gia_tri, nc.dau
    if "nam" not in g and len(dau.nam) == 1:
        (g["nam"],) = dau.nam
    if "nam" not in g and not _bao(dong, "nam"):
        cau = "Chưa rõ năm công nhận: đầu bảng không ghi một năm. Điền ô này."
        dong.bao("nam", "thieu_nam", cau)
    elif "nam" in g and not _NAM_DAU <= g["nam"] <= nc.hom_nay.year:
        dong.bao("nam", "khong_phai_nam", f"Năm {g['nam']} ngoài {_NAM_DAU}–{nc.hom_nay.year}.")
    if "cap" not in g and dau.cap:
        g["cap"] = str(dau.cap)
    if "cap" not in g and not _bao(dong, "cap"):
        dong.bao("cap", "thieu_cap", "Chưa rõ cấp công nhận: đầu bảng không ghi cấp. Điền ô này.")
    if g.get("cap") == Cap.KHU_VUC and dau.khu_vuc:
        g["khu_vuc"] = str(dau.khu_vuc)
    ngay = _ngay(g)
    if (g.get("cap") == Cap.HUYEN and ngay is not None and ngay >= _DOI_CAP) or (
        g.get("cap") == Cap.XA and ngay is not None and ngay < _DOI_CAP
    ):
        cau = (
            "R01: Cấp bình chọn không phù hợp thời điểm: cấp huyện kết thúc 30/6/2025, cấp xã áp "
            "dụng từ 01/7/2025."
        )
        dong.bao("cap", "cap_sai_thoi", cau)


def _bao(dong: DongDoc, cot: str) -> bool:
    return any(e["cot"] == cot for e in dong.loi)


def _ngay(g: dict[str, Any]) -> date | None:
    """The day of the decision; without one the middle of the year, by which maps are told."""
    if g.get("quyet_dinh_ngay"):
        return date.fromisoformat(g["quyet_dinh_ngay"])
    if not g.get("nam"):
        return None
    return date(g["nam"], 12, 31) if g.get("cap") == Cap.XA else date(g["nam"], 6, 30)


def _tinh(dong: DongDoc, nc: NguCanh, ngay: date | None) -> None:
    g = dong.gia_tri
    chu = g.pop("tinh", "")
    if ngay is None:
        return
    bo = BoMa.B63 if ngay < _DOI_CAP else BoMa.B34
    if chu:
        cac = nc.tinh(chu, ngay)
        if not cac:
            cau = (
                f"Không có tỉnh, thành phố «{chu}» vào ngày {ngay:%d/%m/%Y}. Ghi tên lúc được công "
                "nhận (trước 01/7/2025: tỉnh cũ), hoặc mã như «63:19»."
            )
            dong.bao("tinh", "tinh_khong_ro", cau)
            return
    else:
        goc = nc.don_vi.pk if nc.don_vi is not None else None
        if goc is None and nc.pham_vi is not None and len(nc.pham_vi) == 1:
            (goc,) = nc.pham_vi
        cac = [] if goc is None else [goc]
        if goc is not None and nc.don_vi_theo[goc].bo_ma != bo:
            cac = nc.cu[goc] if bo == BoMa.B63 else [nc.moi[goc]]
        if not cac:
            dong.bao("tinh", "tinh_khong_ro", "Chưa rõ tỉnh, thành phố. Điền ô này.")
            return
    if len(cac) > 1:
        ten = ", ".join(nc.don_vi_theo[pk].ten_goi for pk in cac)
        cau = f"Năm {g.get('nam')} chưa sắp xếp: ghi một trong {ten}."
        dong.bao("tinh", "nhieu_tinh_cu", cau)
        return
    (pk,) = cac
    if not nc.trong_pham_vi(pk):
        cau = f"{nc.don_vi_theo[pk].ten_goi} không thuộc phạm vi của bạn. Bỏ dòng này khỏi tệp."
        dong.bao("tinh", "ngoai_pham_vi", cau)
        return
    g["don_vi_id"] = pk
    if nc.don_vi_theo[pk].bo_ma == BoMa.B63 and pk not in nc.moi:
        ten = nc.don_vi_theo[pk].ten_goi
        cau = f"R60: Chưa ánh xạ sang đơn vị hành chính mới ({ten})."
        dong.bao("tinh", "R60", cau, muc="canh_bao")


def _nhom(dong: DongDoc, nc: NguCanh) -> None:
    g = dong.gia_tri
    chu, so = g.pop("nhom", ""), g.pop("nhom_so", None)
    ma = nc.nhom(chu) if chu else ""
    if chu and not ma:
        ten = ", ".join(n.ten_ngan for n in nc.luat.cac_nhom(nc.hom_nay))
        cau = f"Không nhận ra nhóm «{chu[:80]}». Ghi một trong: {ten}; hoặc để trống."
        dong.bao("nhom", "nhom_khong_ro", cau)
    elif ma:
        g["ma_nhom"] = ma
        if "do uong" in khoa_tim(chu):
            cau = f"«{chu[:80]}» là cách gọi cũ: ghi vào nhóm {ma}."
            dong.bao("nhom", "nhom_ten_cu", cau, muc="canh_bao")
    if so is not None:
        dong.khoa_phu = f"g:{ma or _gon(chu)[:100]}:{so}"


def _xa(dong: DongDoc, nc: NguCanh) -> None:
    g = dong.gia_tri
    chu = g.pop("xa", "")
    if not chu or "don_vi_id" not in g:
        return
    tinh = nc.moi.get(g["don_vi_id"], g["don_vi_id"])
    cac = nc.xa.tim(chu, tinh)
    if len(cac) == 1:
        (g["xa_id"],) = cac
    else:
        cau = f"Chưa rõ «{chu}» là xã, phường nào hiện nay; để trống. Ghi mã xã nếu biết."
        dong.bao("xa", "xa_khong_ro", cau, muc="canh_bao")


def _han(dong: DongDoc, nc: NguCanh) -> None:
    g = dong.gia_tri
    qd = date.fromisoformat(g["quyet_dinh_ngay"]) if g.get("quyet_dinh_ngay") else None
    if qd is not None and qd > nc.hom_nay:
        dong.bao("quyet_dinh_ngay", "ngay_tuong_lai", f"Ngày {qd:%d/%m/%Y} ở tương lai.")
    elif qd is not None and g.get("nam") and qd.year not in (g["nam"], g["nam"] + 1):
        cau = f"Quyết định ngày {qd:%d/%m/%Y} mà kỳ bình chọn năm {g['nam']}. Xem lại."
        dong.bao("quyet_dinh_ngay", "khac_nam", cau, muc="canh_bao")
    if not g.get("het_han") or not g.get("cap") or not g.get("nam"):
        return
    han = date.fromisoformat(g["het_han"])
    if qd is not None and han < qd:
        dong.bao("het_han", "R44", f"Hạn {han:%d/%m/%Y} trước ngày quyết định.")
        return
    luat = nc.luat.tim_quy_dinh(g["cap"], qd or date(g["nam"], 6, 30))
    if luat is None:
        return
    dung = date((qd.year if qd else g["nam"]) + luat.so_nam_hieu_luc - 1, 12, 31)
    if han != dung:
        cau = f"R44: Theo quy định, giấy có giá trị đến {dung:%d/%m/%Y}; giữ như bảng ghi."
        dong.bao("het_han", "R44", cau, muc="canh_bao")


def _san_pham(dong: DongDoc, nc: NguCanh) -> None:
    g = dong.gia_tri
    ma = g.pop("ma_sp", None)
    if ma is not None:
        if ma in nc.cac_san_pham:
            g["san_pham_id"] = ma
        else:
            dong.bao("ma_sp", "ma_khong_co", f"Không có sản phẩm mã {ma} trong phạm vi của bạn.")
        return
    if "don_vi_id" in g and g.get("ten_san_pham"):
        cac = nc.san_pham(g["don_vi_id"], g["ten_san_pham"])
        if cac:
            ke = ", ".join(map(str, cac[:5]))
            cau = (
                f"Hệ thống có sản phẩm cùng tên (mã {ke}). Nếu là một, ghi mã vào cột «Mã sản phẩm "
                "trong hệ thống»; nếu không, bỏ qua."
            )
            dong.bao("ten_san_pham", "co_the_la", cau, muc="canh_bao")
