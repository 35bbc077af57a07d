"""Contract, advance, settlement: KC20, KC22–KC24, KC26, KC27, KC38."""

from __future__ import annotations

from collections.abc import Iterator

from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_dong
from khuyencong.choices import LoaiButToan as L
from khuyencong.choices import Nguon
from khuyencong.ho_so import HoSo
from khuyencong.models import QuyTac, TienDo
from khuyencong.rules.bo_may import Loi, quy_tac


@quy_tac("KC20", "hop_dong", "dem")
def _hop_dong(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """Too early or above the approval blocks (the ledger refuses it too); above what is allotted
    so far only warns: money comes in đợt.
    """
    duyet = h.de_an.ngay_quyet_dinh
    for hop_dong in h.hop_dong:
        if duyet is not None and hop_dong.ngay < duyet:
            cau = f"ký ngày {hop_dong.ngay:%d/%m/%Y}, phê duyệt ngày {duyet:%d/%m/%Y}"
            yield Loi(hop_dong.so, {"chi_tiet": cau})
    du = h.so_du
    for nguon in Nguon:
        tien, phe_duyet = du.cua(L.HOP_DONG, nguon), du.cua(L.PHE_DUYET, nguon)
        giao = du.cua(L.GIAO, nguon)
        if tien > phe_duyet:
            cau = f"hợp đồng {in_dong(tien)}, được phê duyệt {in_dong(phe_duyet)}"
            yield Loi(nguon.label, {"chi_tiet": cau})
        elif tien > giao:
            cau = f"hợp đồng {in_dong(tien)}, được giao đến nay {in_dong(giao)}"
            yield Loi(nguon.label, {"chi_tiet": cau}, nhe=True)


def khoi_luong(h: HoSo, hop_dong_id: int) -> TienDo | None:
    """The newest monthly report of a contract."""
    cac = [t for t in h.tien_do if t.hop_dong_id == hop_dong_id]
    return max(cac, key=lambda t: (t.nam, t.thang), default=None)


@quy_tac("KC22", "tam_ung")
def _tam_ung_lan_mot(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """The precondition of the first advance: volume above the mark of the law, confirmed by the Sở.

    The rate itself is held by the ledger.
    """
    for hop_dong in h.hop_dong:
        bao = khoi_luong(h, hop_dong.pk)
        moi = bao.khoi_luong if bao is not None and bao.xac_nhan_luc else 0
        da_nghiem_thu = any(n.hop_dong_id == hop_dong.pk for n in h.nghiem_thu)
        if hop_dong.khoi_luong_tam_ung and moi <= hop_dong.khoi_luong_tam_ung and not da_nghiem_thu:
            yield Loi(
                hop_dong.so,
                {
                    "r": dinh_dang(hop_dong.ty_le_tam_ung),
                    "v": dinh_dang(hop_dong.khoi_luong_tam_ung),
                    "moi": dinh_dang(moi),
                },
            )


@quy_tac("KC23", "tam_ung", "con_lai", "dem")
def _tong_tam_ung(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    du = h.so_du
    for nguon in Nguon:
        tam_ung, giao = du.cua(L.TAM_UNG, nguon), du.cua(L.GIAO, nguon)
        hop_dong = du.cua(L.HOP_DONG, nguon)
        if tam_ung > hop_dong or tam_ung > giao:
            cau = f"tạm ứng {in_dong(tam_ung)}, hợp đồng {in_dong(hop_dong)}, được giao "
            yield Loi(nguon.label, {"chi_tiet": cau + in_dong(giao)})


@quy_tac("KC24", "quyet_toan")
def _ngay_chung_tu(h: HoSo, q: QuyTac) -> Iterator[Loi]:
    """Each voucher lies in a year of the đề án and not before its approval."""
    nam = (
        {h.de_an.nam}
        if not h.de_an.nhieu_nam
        else set(range(h.de_an.tu_ngay.year, h.de_an.den_ngay.year + 1))
    )
    duyet = h.de_an.ngay_quyet_dinh
    for c in h.chung_tu:
        if c.ngay.year not in nam or (duyet is not None and c.ngay < duyet):
            yield Loi(c.so, {"d": f"{c.ngay:%d/%m/%Y}"})


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
            yield Loi(d.get_viec_display(), {"cap": dung.get_cap_display()})


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
