"""Certificates, complaints, published totals: R43–R45, R48, R55, R58."""

from __future__ import annotations

from collections.abc import Iterator

from sanpham_tieubieu.models import QuyTac
from sanpham_tieubieu.rules.bo_may import SO_CONG_BO, SO_GIAY, SO_KHIEU_NAI, Loi
from sanpham_tieubieu.rules.kieu import XetGiay, XetKhieuNai, XetSoCongBo
from sanpham_tieubieu.thoi_han import han_giay


@SO_GIAY.quy_tac("R43", "cap")
def _tham_quyen(x: XetGiay, q: QuyTac) -> Iterator[Loi]:
    g = x.giay
    thieu = [
        ten
        for ten, co in (
            ("số quyết định", g.quyet_dinh_so),
            ("ngày quyết định", g.quyet_dinh_ngay),
            ("người ký", g.nguoi_ky),
        )
        if not co
    ]
    if thieu:
        yield Loi(g.so, {"cac": ", ".join(thieu)}, cau="thieu")
    luat = x.danh_muc.tim_quy_dinh(g.cap, g.ngay_cap)
    if x.co_quan and luat is not None and x.co_quan != luat.co_quan_ky:
        yield Loi(g.so, {"cap": g.get_cap_display().lower().removeprefix("cấp ")})


@SO_GIAY.quy_tac("R44", "cap")
def _han(x: XetGiay, q: QuyTac) -> Iterator[Loi]:
    han = han_giay(x.danh_muc, x.giay.cap, x.giay.ngay_cap)
    if han is not None and x.giay.het_han != han:
        yield Loi(x.giay.so, {"nam": han.year})


@SO_GIAY.quy_tac("R45", "cap")
def _so(x: XetGiay, q: QuyTac) -> Iterator[Loi]:
    if x.trung:
        yield Loi(x.giay.so)


@SO_GIAY.quy_tac("R58", "thu_hoi")
def _thu_hoi(x: XetGiay, q: QuyTac) -> Iterator[Loi]:
    g = x.giay
    thieu = [
        ten
        for ten, co in (
            ("số quyết định", g.thu_hoi_so),
            ("ngày", g.thu_hoi_ngay),
            ("cơ quan thu hồi", g.thu_hoi_co_quan),
            ("lý do", g.thu_hoi_ly_do),
        )
        if not co
    ]
    if thieu:
        yield Loi(g.so, {"cac": ", ".join(thieu)})
    luat = x.danh_muc.tim_quy_dinh(g.cap, g.ngay_cap)
    if g.thu_hoi_co_quan and luat is not None and g.thu_hoi_co_quan != luat.co_quan_ky:
        cap = g.get_cap_display().lower().removeprefix("cấp ")
        yield Loi(g.so, {"cap": cap}, cau="co_quan")
    if g.thu_hoi_ngay is not None and g.thu_hoi_ngay < g.ngay_cap:
        yield Loi(g.so, {"ngay": f"{g.ngay_cap:%d/%m/%Y}"}, cau="ngay")


@SO_KHIEU_NAI.quy_tac("R48", "nhan")
def _thoi_hieu(x: XetKhieuNai, q: QuyTac) -> Iterator[Loi]:
    """Late complaints are taken only with a reason; before a notice no clock runs."""
    if x.thong_bao is None or x.han is None:
        return
    if x.ngay_nhan < x.thong_bao:
        yield Loi(chu={"ngay": f"{x.thong_bao:%d/%m/%Y}"}, nhe=True, cau="nhan_som")
    elif x.ngay_nhan > x.han:
        chu = {"n": x.so_ngay, "ngay": f"{x.han:%d/%m/%Y}"}
        yield Loi(chu=chu, nhe=bool(x.ly_do_qua_han.strip()))


@SO_CONG_BO.quy_tac("R55", "nhap")
def _so_cong_bo(x: XetSoCongBo, q: QuyTac) -> Iterator[Loi]:
    """Missing is not zero: only what is given is held together."""
    if None not in (x.so_cong_nhan, x.so_dang_ky) and x.so_cong_nhan > x.so_dang_ky:  # type: ignore[operator]
        yield Loi(chu={"x": x.so_cong_nhan, "y": x.so_dang_ky})
    if x.theo_nhom and x.so_cong_nhan is not None and sum(x.theo_nhom.values()) != x.so_cong_nhan:
        yield Loi(chu={"x": sum(x.theo_nhom.values()), "y": x.so_cong_nhan}, cau="nhom")
