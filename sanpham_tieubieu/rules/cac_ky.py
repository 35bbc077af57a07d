"""Rounds, bodies, rubrics: R01–R12."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cucctdp.formats.so import dinh_dang
from sanpham_tieubieu.choices import Cap, CoQuanThuoc, LoaiBan, VaiTroBan
from sanpham_tieubieu.models import QuyTac, ThanhVienBan
from sanpham_tieubieu.rules.bo_may import SO_KY, Loi
from sanpham_tieubieu.xet_ky import XetKy

quy_tac = SO_KY.quy_tac


@quy_tac("R01", "lap", "mo")
def _cap_dung_luc(x: XetKy, q: QuyTac) -> Iterator[Loi]:
    den = date.fromisoformat(q.nguong["cap_huyen_den"])
    tu = date.fromisoformat(q.nguong["cap_xa_tu"])
    ngay = x.ky.ngay_bat_dau
    if (x.ky.cap == Cap.HUYEN and ngay > den) or (x.ky.cap == Cap.XA and ngay < tu):
        yield Loi(chu={"huyen": f"{den:%d/%m/%Y}", "xa": f"{tu:%d/%m/%Y}"})


@quy_tac("R02", "lap", "mo")
def _khong_trung(x: XetKy, q: QuyTac) -> Iterator[Loi]:
    if any((c.nam, c.lan_thu) == (x.ky.nam, x.ky.lan_thu) for c in x.cung_pham_vi):
        yield Loi(chu={"lan": x.ky.lan_thu})


@quy_tac("R03", "lap", "mo")
def _khoang_cach(x: XetKy, q: QuyTac) -> Iterator[Loi]:
    if x.ky.cap not in q.nguong["cap"] or x.quy_dinh is None or x.quy_dinh.chu_ky_nam is None:
        return
    truoc = x.nam_truoc
    if truoc is not None and x.ky.nam - truoc < x.quy_dinh.chu_ky_nam:
        yield Loi(chu={"truoc": truoc, "n": x.quy_dinh.chu_ky_nam})


@quy_tac("R04", "lap", "mo")
def _lien_sau(x: XetKy, q: QuyTac) -> Iterator[Loi]:
    if x.quy_dinh is None or not x.quy_dinh.lien_ke_sau:
        return
    nam = x.ky.nam - 1
    if not x.co_ky(x.quy_dinh.lien_ke_sau, nam):
        yield Loi(
            chu={
                "cap": x.ky.get_cap_display(),
                "duoi": Cap(x.quy_dinh.lien_ke_sau).label.lower(),
                "nam": nam,
            }
        )


@quy_tac("R05", "hoi_dong", "cham")
def _so_hoi_dong(x: XetKy, q: QuyTac) -> Iterator[Loi]:
    n = len(x.thanh_vien(LoaiBan.HOI_DONG))
    if x.quy_dinh is not None and n not in x.quy_dinh.so_thanh_vien:
        cac_so = " hoặc ".join(str(s) for s in x.quy_dinh.so_thanh_vien)
        yield Loi(chu={"cac_so": cac_so, "n": n})


@quy_tac("R06", "giam_khao", "cham")
def _so_giam_khao(x: XetKy, q: QuyTac) -> Iterator[Loi]:
    n = len(x.thanh_vien(LoaiBan.GIAM_KHAO))
    if n < q.nguong["toi_thieu"]:
        yield Loi(chu={"n": n, "m": q.nguong["toi_thieu"]}, cau="it")
    elif n % 2 == 0:
        yield Loi(chu={"n": n})


@quy_tac("R07", "giam_khao", "cham")
def _mot_truong_ban(x: XetKy, q: QuyTac) -> Iterator[Loi]:
    n = sum(t.vai_tro == VaiTroBan.TRUONG_BAN for t in x.thanh_vien(LoaiBan.GIAM_KHAO))
    if n != 1:
        yield Loi(chu={"n": n})


@quy_tac("R08", "hoi_dong", "cham")
def _dung_dau(x: XetKy, q: QuyTac) -> Iterator[Loi]:
    """The chair's and the standing vice-chair's offices; other levels than those named warn."""
    if x.quy_dinh is None:
        return
    hoi_dong = x.thanh_vien(LoaiBan.HOI_DONG)
    nhe = x.ky.cap not in q.nguong["cap"]
    for vai_tro, thuoc, cau in (
        (VaiTroBan.CHU_TICH, x.quy_dinh.chu_tich_thuoc, "khac_chu_tich"),
        (VaiTroBan.PHO_THUONG_TRUC, x.quy_dinh.pho_thuoc, "khac_pho"),
    ):
        cac = [t for t in hoi_dong if t.vai_tro == vai_tro]
        if not thuoc or any(_dung_co_quan(x, t, thuoc) for t in cac):
            continue
        ten = " hoặc ".join(CoQuanThuoc(c).label for c in thuoc)
        if x.ky.noi_to_chuc is not None and CoQuanThuoc.SO in thuoc:
            ten += f" {x.ky.noi_to_chuc.ten_goi}"
        hien = ", ".join(t.nhan_su.co_quan for t in cac) or "chưa có"
        yield Loi(chu={"co_quan": ten, "hien": hien}, nhe=nhe, cau=cau)


def _dung_co_quan(x: XetKy, t: ThanhVienBan, thuoc: list[str]) -> bool:
    """A person of a Sở or a provincial UBND must be of the host province, where both are known."""
    n = t.nhan_su
    if n.co_quan_thuoc not in thuoc:
        return False
    cua_tinh = n.co_quan_thuoc in (CoQuanThuoc.SO, CoQuanThuoc.UBND_TINH)
    noi = x.ky.don_vi_id or x.ky.noi_to_chuc_id
    return not (cua_tinh and noi and n.don_vi_id and n.don_vi_id != noi)


@quy_tac("R09", "khung", "cham")
def _bon_tieu_chi(x: XetKy, q: QuyTac) -> Iterator[Loi]:
    dung = {ma: Decimal(str(d)) for ma, d in q.nguong.items() if ma != "cau"}
    for k in x.cac_khung:
        goc = {n.ma: n.diem for n in x.cay_cua(k) if not n.cha}
        if goc != dung:
            yield Loi(
                str(k),
                {
                    "dung": "/".join(dinh_dang(d) for d in dung.values()),
                    "tong": dinh_dang(sum(dung.values(), Decimal(0))),
                    "x": "/".join(dinh_dang(d) for d in goc.values()) or "trống",
                },
            )


@quy_tac("R10", "khung", "cham")
def _tieu_muc(x: XetKy, q: QuyTac) -> Iterator[Loi]:
    for k in x.cac_khung:
        cay = x.cay_cua(k)
        for n in cay:
            con = [c.diem for c in cay if c.cha == n.ma]
            tong = sum(con, Decimal(0))
            if con and tong != n.diem:
                yield Loi(str(k), {"ma": n.ma, "x": dinh_dang(tong), "y": dinh_dang(n.diem)})


@quy_tac("R11", "sua_khung")
def _khung_da_dung(x: XetKy, q: QuyTac) -> Iterator[Loi]:
    for k in x.cac_khung:
        if k.pk in x.khung_da_dung:
            yield Loi(str(k))


@quy_tac("R12", "cham")
def _khung_duyet(x: XetKy, q: QuyTac) -> Iterator[Loi]:
    co = {k.ma_nhom for k in x.cac_khung if k.so_qd and k.ngay_qd}
    for ma in x.nhom_co_ho_so:
        if ma not in co:
            ten = x.danh_muc.ten_nhom(ma, x.ky.ngay_bat_dau)
            yield Loi(chu={"nhom": f"«{ten}»"}, cau="thieu")
    if not x.nhom_co_ho_so and not co:
        yield Loi()
