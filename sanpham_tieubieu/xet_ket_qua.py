"""What the rules of results look at, read from the panel of an opened round."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from sanpham_tieubieu.choices import LoaiPhieuHoiDong, TieuChiPhu, TrangThaiHoSo
from sanpham_tieubieu.danh_muc import DanhMuc, doc_danh_muc
from sanpham_tieubieu.models import KyBinhChon
from sanpham_tieubieu.rules.kieu import DongXet, XetKetQua
from sanpham_tieubieu.scoring import KHONG
from sanpham_tieubieu.statistics.ket_qua import bang_tong_hop, diem_theo_goc
from sanpham_tieubieu.statistics.kieu_ket_qua import BangTongHop, SanPhamTrongBang

_H = TrangThaiHoSo
DA_CHON = (_H.HD_CHON, _H.CONG_NHAN, _H.DE_CU, _H.THU_HOI)
DA_CONG_NHAN = (_H.CONG_NHAN, _H.DE_CU)


def doc_xet_ket_qua(
    ky: KyBinhChon,
    *,
    chon: Collection[int] | None = None,
    de_cu: Collection[int] = (),
    bang: BangTongHop | None = None,
    danh_muc: DanhMuc | None = None,
) -> XetKetQua:
    """The result as it stands, or as it would be with ``chon`` chosen and ``de_cu`` nominated.

    ``chon``, ``de_cu``: ids of dossiers. Raises ChuaMoDiem before the opening minute.
    """
    bang = bang or bang_tong_hop(ky)
    phu = diem_phu(bang)
    return XetKetQua(
        ky=ky,
        danh_muc=danh_muc or doc_danh_muc(),
        dong=[
            DongXet(
                pk=s.ho_so_id,
                ten=s.ten,
                ma_nhom=s.ma_nhom,
                phieu={gk: o.tong for gk, o in s.phieu.items()},
                so_giam_khao=s.so_giam_khao,
                duoc_chon=s.trang_thai in DA_CHON if chon is None else s.ho_so_id in chon,
                phu=phu.get(s.ho_so_id, ()),
                bieu_quyet_bang=LoaiPhieuHoiDong.BANG_DIEM in s.bieu_quyet,
                cong_nhan=s.trang_thai in DA_CONG_NHAN,
                de_cu=s.trang_thai == _H.DE_CU or s.ho_so_id in de_cu,
            )
            for s in bang.san_pham
        ],
        chi_tieu={n.ma: n.chi_tieu for n in bang.nhom if n.chi_tieu is not None},
        giam_khao={g.id: g.ten for g in bang.giam_khao},
    )


def diem_phu(bang: BangTongHop) -> dict[int, tuple[Decimal, ...]]:
    """What orders products of the same mean by the round's own rule; {} when it has none.

    Means of criterion II, of I, or the number of sheets, in the order the council decided; read
    only for products that share their mean within a group.
    """
    thu_tu = bang.ky.thu_tu_bang_diem
    if not thu_tu:
        return {}
    bang_nhau: list[SanPhamTrongBang] = []
    for nhom in bang.nhom:
        cung: dict[int | None, list[SanPhamTrongBang]] = {}
        for s in nhom.san_pham:
            cung.setdefault(s.hang, []).append(s)
        bang_nhau += [s for h, cac in cung.items() if h is not None and len(cac) > 1 for s in cac]
    goc = diem_theo_goc(bang.ky, [s.ho_so_id for s in bang_nhau])

    def mot(s: SanPhamTrongBang, theo: str) -> Decimal:
        if theo == TieuChiPhu.SO_PHIEU:
            return Decimal(s.so_phieu)
        cac = goc[s.ho_so_id]
        return sum((d.get(theo, KHONG) for d in cac.values()), KHONG) / len(cac)

    return {s.ho_so_id: tuple(mot(s, t) for t in thu_tu) for s in bang_nhau}
