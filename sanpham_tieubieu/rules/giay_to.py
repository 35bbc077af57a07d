"""Papers and photos of a dossier: R19–R23, R26, R27."""

from __future__ import annotations

from collections.abc import Iterator

from sanpham_tieubieu.choices import TrangThaiGiay
from sanpham_tieubieu.danh_muc import CAP_DUOI
from sanpham_tieubieu.ho_so_xet import XetHoSo
from sanpham_tieubieu.models import HoSoDangKy, LoaiTaiLieu, QuyTac
from sanpham_tieubieu.rules.bo_may import SO_HO_SO, Loi

quy_tac = SO_HO_SO.quy_tac


@quy_tac("R19", "nop", "hop_le")
def _so_anh(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    if len(x.anh) < q.nguong["toi_thieu"]:
        yield Loi(chu={"m": q.nguong["toi_thieu"], "n": len(x.anh)})


@quy_tac("R20", "nop", "hop_le")
def _co_anh(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    ngan, dai = q.nguong["canh_ngan"], q.nguong["canh_dai"]
    for a in x.anh:
        if min(a.rong, a.cao) < ngan or max(a.rong, a.cao) < dai:
            yield Loi(str(a), {"rong": a.rong, "cao": a.cao, "ngan": ngan, "dai": dai})


@quy_tac("R21", "nop", "hop_le")
def _bat_buoc(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    """Papers the level asks for. The two forms may be filled in here or handed in as files."""
    co = {t.loai for t in x.tai_lieu if t.tep_id is not None or t.so}
    o_cua = {
        q.nguong["phieu"]: q.nguong["truong_phieu"],
        q.nguong["thuyet_minh"]: q.nguong["truong_thuyet_minh"],
    }
    for loai in x.danh_muc.tai_lieu_can(x.ky.cap, x.ho_so.ma_nhom, x.ngay):
        if loai.ma in q.nguong["bo_qua"] or {loai.ma, *loai.thay_cho} & co:
            continue
        if loai.ma in o_cua:
            yield from _phieu(x, loai, o_cua[loai.ma], cam_ket=loai.ma == q.nguong["phieu"])
        else:
            yield Loi(chu={"tai_lieu": _ten(loai)})


def _ten(loai: LoaiTaiLieu) -> str:
    ten = str(loai.ten)
    return f"{ten} ({loai.mau})" if loai.mau else ten


def _phieu(x: XetHoSo, loai: LoaiTaiLieu, truong: list[str], *, cam_ket: bool) -> Iterator[Loi]:
    trong = [
        str(HoSoDangKy._meta.get_field(t).verbose_name)  # type: ignore[union-attr]  # plain columns
        for t in truong
        if not str(getattr(x.ho_so, t) or "").strip()
    ]
    if len(trong) == len(truong):
        yield Loi(chu={"tai_lieu": _ten(loai)})
    elif trong:
        yield Loi(chu={"tai_lieu": _ten(loai), "o": ", ".join(trong)}, cau="thieu_o")
    if cam_ket and len(trong) < len(truong) and not x.ho_so.cam_ket:
        yield Loi(chu={"tai_lieu": _ten(loai)}, cau="cam_ket")


@quy_tac("R22", "nop", "hop_le")
def _an_toan_thuc_pham(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    nhom = x.danh_muc.tim_nhom(x.ho_so.ma_nhom, x.ngay)
    if nhom is None or not nhom.thuc_pham:
        return
    co = [t for t in x.tai_lieu if t.loai in q.nguong["giay"]]
    if not any(t.tep_id is not None or t.so or t.can_cu_mien for t in co):
        yield Loi()


@quy_tac("R23", "nop", "hop_le", "dem")
def _het_han_truoc_hop(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    for t in x.tai_lieu:
        if t.het_han is not None and x.ngay_hop is not None and t.het_han < x.ngay_hop:
            ten = t.ten or x.danh_muc.ten_tai_lieu(t.loai, x.ngay)
            yield Loi(
                ten,
                {"giay": ten, "ngay": f"{t.het_han:%d/%m/%Y}"},
                han=t.het_han,
                khoa=f"ho_so:{x.ho_so.pk}:tai_lieu:{t.pk}",
            )


@quy_tac("R26", "nop", "hop_le", "dem")
def _giay_duoi_het_han_truoc_hop(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    g = x.ho_so.gcn_duoi
    if (
        g is not None
        and x.ky.cap in CAP_DUOI
        and x.ngay_hop is not None
        and g.trang_thai_ngay(x.ngay) == TrangThaiGiay.CON_HIEU_LUC
        and g.het_han < x.ngay_hop
    ):
        yield Loi(chu={"ngay": f"{g.het_han:%d/%m/%Y}"}, han=g.het_han, khoa=f"ho_so:{x.ho_so.pk}")


@quy_tac("R27", "hop_le")
def _van_ban_de_nghi(x: XetHoSo, q: QuyTac) -> Iterator[Loi]:
    """From the provincial level on somebody sends the dossiers up, with their list."""
    if x.ky.cap in CAP_DUOI and not x.kho.van_ban_gui.get(x.ho_so.pk):
        yield Loi()
