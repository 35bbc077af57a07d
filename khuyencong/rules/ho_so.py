"""Papers that must be there: KC11, KC16, KC17, KC19, KC21, KC25, KC43."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.models.co_so import khoa_ten_co_so
from khuyencong.choices import CapThamDinh, HinhThuc, KetLuanThamDinh, LuaChon
from khuyencong.ho_so import HoSo
from khuyencong.models import QuyTac
from khuyencong.rules.bo_may import Loi, quy_tac


@quy_tac("KC11", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet")
def _cam_ket(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    co = {t.thu_huong_id for t in h.tai_lieu if t.ma == q.nguong.get("tai_lieu")}
    for t in h.thu_huong:
        if t.co_so is not None and t.pk not in co:
            yield Loi(str(t))


@quy_tac("KC16", "nop_so", "gui_cuc", "phe_duyet", "chi_tiet")
def _de_nghi(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """The beneficiary asks in writing, unless it carries the đề án out itself.

    Of a đề án nhóm nobody is named before Mẫu 11, so nobody can have asked.
    """
    co = {t.thu_huong_id for t in h.tai_lieu if t.ma == q.nguong.get("tai_lieu")}
    for t in h.thu_huong:
        if t.co_so is None or t.pk in co or t.co_so.ten_khoa == _khoa(h):
            continue
        yield Loi(str(t))


def _khoa(h: HoSo) -> str:
    return khoa_ten_co_so(h.de_an.thuc_hien.ten_goi)


@quy_tac("KC17", "gui_cuc", "phe_duyet")
def _phieu_tham_dinh(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    if h.de_an.don_vi_id is None:
        return
    ky = [
        p
        for p in h.tham_dinh
        if p.cap == CapThamDinh.CO_SO and p.ky_luc and p.ket_luan == KetLuanThamDinh.DAT
    ]
    if not ky:
        yield Loi()


@quy_tac("KC19", "nop_so", "gui_cuc", "phe_duyet")
def _de_an_diem(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    if h.de_an.hinh_thuc != HinhThuc.DIEM:
        return
    thang = (h.de_an.den_ngay.year - h.de_an.tu_ngay.year) * 12
    thang += h.de_an.den_ngay.month - h.de_an.tu_ngay.month
    ngay_le = h.de_an.den_ngay.day >= h.de_an.tu_ngay.day
    dai = thang > int(q.nguong.get("so_thang", 0)) or (
        thang == int(q.nguong.get("so_thang", 0)) and ngay_le
    )
    if len(h.ma_noi_dung) < int(q.nguong.get("so_noi_dung", 0)) or not dai:
        yield Loi("", {"noi_dung": len(h.ma_noi_dung), "thang": thang})


@quy_tac("KC21", "hop_dong")
def _dau_thau(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    phai = [
        n.noi_dung
        for n in h.noi_dung
        if (d := h.danh_muc.tim_noi_dung(n.noi_dung, h.ngay_duyet)) is not None
        and d.lua_chon == LuaChon.DAU_THAU
    ]
    if not phai and h.de_an.lua_chon != LuaChon.DAU_THAU:
        return
    for hop_dong in h.hop_dong:
        if not hop_dong.ket_qua_dau_thau:
            yield Loi(hop_dong.so, {"noi_dung": ", ".join(sorted(set(phai)))})


@quy_tac("KC25", "con_lai")
def _ho_so_con_lai(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    thieu = h.thieu_tai_lieu("con_lai")
    if not h.nghiem_thu:
        thieu = ["biên bản nghiệm thu cơ sở", *thieu]
    if thieu:
        yield Loi("", {"danh_sach": "; ".join(thieu)})


@quy_tac("KC43", "nop_so", "gui_cuc")
def _don_vi_cu(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """A dossier of the time after the merger under a unit of the time before it."""
    tu = date.fromisoformat(q.nguong["tu_ngay"])
    don_vi = h.de_an.don_vi
    if don_vi is not None and don_vi.bo_ma == BoMa.B63 and h.ngay_dang_ky >= tu:
        yield Loi(don_vi.ten_goi, {"ten": don_vi.ten_goi})
