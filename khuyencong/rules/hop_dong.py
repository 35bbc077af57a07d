"""Contract, advance, settlement: KC20, KC22–KC24, KC26, KC27, KC38."""

from __future__ import annotations

from collections.abc import Iterator

from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_dong
from khuyencong.choices import NGUON_KHUYEN_CONG, Nguon
from khuyencong.choices import LoaiButToan as L
from khuyencong.ho_so import HoSo
from khuyencong.models import QuyTac, TienDo
from khuyencong.rules.bo_may import Loi, quy_tac


@quy_tac("KC20", "hop_dong", "dem")
def _hop_dong(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """Too early or above the approval blocks (the ledger refuses it too); above what is allotted
    so far only warns: the State's money comes in đợt, the beneficiary's own is never allotted.
    """
    duyet = h.de_an.ngay_quyet_dinh
    for hop_dong in h.hop_dong:
        if duyet is not None and hop_dong.ngay < duyet:
            chu = {"ngay": f"{hop_dong.ngay:%d/%m/%Y}", "duyet": f"{duyet:%d/%m/%Y}"}
            yield Loi(hop_dong.so, chu, cau="ky_som")
    du = h.so_du
    for nguon in Nguon:
        tien, phe_duyet = du.cua(L.HOP_DONG, nguon), du.cua(L.PHE_DUYET, nguon)
        giao = du.cua(L.GIAO, nguon)
        if tien > phe_duyet:
            chu = {"a": in_dong(tien), "b": in_dong(phe_duyet)}
            yield Loi(nguon.label, chu, cau="vuot_duyet")
        elif tien > giao and nguon in NGUON_KHUYEN_CONG:
            chu = {"a": in_dong(tien), "b": in_dong(giao)}
            yield Loi(nguon.label, chu, nhe=True, cau="vuot_giao")


def khoi_luong(h: HoSo, hop_dong_id: int) -> TienDo | None:
    """The newest monthly report of a contract that the Sở has confirmed."""
    cac = [t for t in h.tien_do if t.hop_dong_id == hop_dong_id and t.xac_nhan_luc]
    return max(cac, key=lambda t: (t.nam, t.thang), default=None)


@quy_tac("KC22", "tam_ung")
def _tam_ung_lan_mot(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """The precondition of the first advance: volume above the mark of the law, confirmed by the Sở.

    The rate itself is held by the ledger.
    """
    for hop_dong in h.hop_dong:
        bao = khoi_luong(h, hop_dong.pk)
        moi = bao.khoi_luong if bao is not None else 0
        da_nghiem_thu = any(n.hop_dong_id == hop_dong.pk for n in h.nghiem_thu)
        if hop_dong.khoi_luong_tam_ung and moi <= hop_dong.khoi_luong_tam_ung and not da_nghiem_thu:
            yield Loi(
                hop_dong.so,
                {
                    "r": dinh_dang(hop_dong.ty_le_tam_ung),
                    "v": dinh_dang(hop_dong.khoi_luong_tam_ung),
                    "moi": dinh_dang(moi),
                },
                cau="chua_dat" if bao is not None else "chua_xac_nhan",
            )


@quy_tac("KC23", "tam_ung", "con_lai", "dem")
def _tong_tam_ung(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    du = h.so_du
    for nguon in Nguon:
        tam_ung, giao = du.cua(L.TAM_UNG, nguon), du.cua(L.GIAO, nguon)
        hop_dong = du.cua(L.HOP_DONG, nguon)
        for tran, cau in ((hop_dong, "vuot_hop_dong"), (giao, "vuot_giao")):
            if tam_ung > tran:
                yield Loi(nguon.label, {"a": in_dong(tam_ung), "b": in_dong(tran)}, cau=cau)


@quy_tac("KC24", "quyet_toan")
def _ngay_chung_tu(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """Each voucher lies in a year of the đề án and not before its approval."""
    tu, den = h.de_an.nam, h.de_an.nam
    cau_nam = f"năm kế hoạch {tu}"
    if h.de_an.nhieu_nam:
        tu, den = h.de_an.tu_ngay.year, h.de_an.den_ngay.year
        cau_nam = f"các năm thực hiện {tu}–{den}"
    duyet = h.de_an.ngay_quyet_dinh
    for c in h.chung_tu:
        chu = {"d": f"{c.ngay:%d/%m/%Y}", "nam": cau_nam}
        if not tu <= c.ngay.year <= den:
            yield Loi(c.so, chu, cau="khac_nam")
        elif duyet is not None and c.ngay < duyet:
            yield Loi(c.so, chu | {"duyet": f"{duyet:%d/%m/%Y}"}, cau="truoc_duyet")


@quy_tac("KC26", "dem")
def _tham_quyen(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """Decided adjustments against the matrix; the door refuses a wrong level before."""
    for d in h.dieu_chinh:
        if d.trang_thai != "da_duyet" or d.ngay_van_ban is None:
            continue
        dung = h.danh_muc.tim_tham_quyen(
            viec=d.viec, nguon=h.de_an.nguon, hinh_thuc=h.de_an.hinh_thuc, ngay=d.ngay_van_ban
        )
        if dung is not None and d.cap != dung.cap:
            yield Loi(
                d.get_viec_display(),
                {
                    "cap": dung.get_cap_display(),
                    "da": d.get_cap_display(),
                    "so": d.so_van_ban,
                    "ngay": f"{d.ngay_van_ban:%d/%m/%Y}",
                },
            )


@quy_tac("KC27", "hop_dong", "dem")
def _sang_nam(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """A contract past the last year of the approved time needs the decision to run on."""
    gia_han = any(d.viec == "sang_nam_sau" and d.trang_thai == "da_duyet" for d in h.dieu_chinh)
    if gia_han:
        return
    cuoi = h.de_an.den_ngay.year if h.de_an.nhieu_nam else h.de_an.nam
    for hop_dong in h.hop_dong:
        if hop_dong.het_han.year > cuoi:
            yield Loi(hop_dong.so, {"nam": cuoi})


@quy_tac("KC38", "dong")
def _con_hoan_tra(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    du = h.so_du
    for nguon in Nguon:
        phai = sum(n.so_tien for n in h.hoan_tra if n.nguon == nguon)
        con = phai - du.cua(L.HOAN_TRA, nguon)
        if con > 0:
            yield Loi(nguon.label, {"x": in_dong(con)})
