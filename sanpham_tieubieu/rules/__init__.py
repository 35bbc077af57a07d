"""Rules R01–R60 of the selection and how the doors ask them.

A ``ViPham`` with ``chan`` stops the door; the others are told and do not stop.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from cucctdp.quy_tac import ViPham
from sanpham_tieubieu.danh_muc import DanhMuc, doc_danh_muc
from sanpham_tieubieu.ho_so_xet import XetHoSo, doc_xet
from sanpham_tieubieu.models import (
    GiayChungNhan,
    HoSoDangKy,
    KhieuNai,
    KhungDiem,
    KyBinhChon,
    QuyTac,
    ThongBaoKetQua,
)
from sanpham_tieubieu.rules import (  # noqa: F401  (each module registers its rules)
    cac_ho_so,
    cac_ky,
    cap_giay,
    doi_tuong,
    giay_to,
    ket_qua,
    phieu,
)
from sanpham_tieubieu.rules.bo_may import (
    SO_CONG_BO,
    SO_GIAY,
    SO_HO_SO,
    SO_KET_QUA,
    SO_KHIEU_NAI,
    SO_KY,
    SO_PHIEU,
)
from sanpham_tieubieu.rules.ket_qua import bang_diem
from sanpham_tieubieu.rules.kieu import (
    DongXet,
    XetGiay,
    XetKetQua,
    XetKhieuNai,
    XetPhieu,
    XetSoCongBo,
)
from sanpham_tieubieu.thoi_han import han_khieu_nai
from sanpham_tieubieu.xet_ky import NutXet, XetKy


def _tim(danh_muc: DanhMuc, ngay: date) -> Callable[[str], QuyTac | None]:
    def tim(ma: str) -> QuyTac | None:
        return danh_muc.tim_quy_tac(ma, ngay)

    return tim


def chan(cac: Iterable[ViPham]) -> list[str]:
    """The sentences that stop a door: «R19: Cần tối thiểu 3 ảnh…»."""
    return [str(v) for v in cac if v.chan]


def kiem_tra_ky(
    ky: KyBinhChon,
    *luc: str,
    khung: KhungDiem | None = None,
    cay: Sequence[NutXet] | None = None,
    danh_muc: DanhMuc | None = None,
    hom_nay: date | None = None,
    chi: Collection[str] | None = None,
) -> list[ViPham]:
    """What a round breaks: «lap», «mo», «hoi_dong», «giam_khao», «khung», «sua_khung», «cham».

    ``khung``: the rubric being approved or changed, ``cay``: its tree when it is not stored.
    """
    ngay = hom_nay or timezone.localdate()
    d = danh_muc or doc_danh_muc()
    x = XetKy(ky, d, ngay, khung, list(cay) if cay is not None else None)
    return SO_KY.kiem_tra(x, *luc, tim=_tim(d, ngay), chi=chi)


def kiem_tra_nhieu(
    cac: Sequence[HoSoDangKy],
    *luc: str,
    danh_muc: DanhMuc | None = None,
    hom_nay: date | None = None,
    luc_nop: datetime | None = None,
    chi: Collection[str] | None = None,
) -> list[list[ViPham]]:
    """What each dossier breaks at «lap», «nop», «hop_le», «dem»; queries do not grow with them.

    ``luc_nop``: the minute by which dossiers not handed in yet are judged (now by default).
    """
    d = danh_muc or doc_danh_muc()
    ngay = hom_nay or timezone.localdate()
    tim = _tim(d, ngay)
    return [
        SO_HO_SO.kiem_tra(x, *luc, tim=tim, chi=chi)
        for x in doc_xet(cac, danh_muc=d, hom_nay=ngay, luc=luc_nop, noi_bo="hop_le" in luc)
    ]


def kiem_tra_ho_so(
    ho_so: HoSoDangKy,
    *luc: str,
    danh_muc: DanhMuc | None = None,
    hom_nay: date | None = None,
    luc_nop: datetime | None = None,
    chi: Collection[str] | None = None,
) -> list[ViPham]:
    """What one dossier breaks; see ``kiem_tra_nhieu``."""
    (kq,) = kiem_tra_nhieu(
        [ho_so], *luc, danh_muc=danh_muc, hom_nay=hom_nay, luc_nop=luc_nop, chi=chi
    )
    return kq


def kiem_tra_phieu(x: XetPhieu, *luc: str, danh_muc: DanhMuc | None = None) -> list[ViPham]:
    """What a sheet breaks at «phan_cong», «luu», «ky» (R33–R36); ``khoa`` names the cell."""
    return SO_PHIEU.kiem_tra(x, *luc, tim=_tim(danh_muc or doc_danh_muc(), timezone.localdate()))


def kiem_tra_ket_qua(x: XetKetQua, *luc: str, chi: Collection[str] | None = None) -> list[ViPham]:
    """What the result of a round breaks at «xem», «hop», «cong_nhan», «de_cu» (R37–R42, R46)."""
    return SO_KET_QUA.kiem_tra(x, *luc, tim=_tim(x.danh_muc, timezone.localdate()), chi=chi)


def kiem_tra_giay(
    giay: GiayChungNhan, luc: str, *, co_quan: str = "", danh_muc: DanhMuc | None = None
) -> list[ViPham]:
    """What a certificate breaks when it is issued («cap») or revoked («thu_hoi»).

    ``co_quan``: kind of office that signs the decision (``CoQuanThuoc``).
    """
    d = danh_muc or doc_danh_muc()
    trung = (
        luc == "cap"
        and GiayChungNhan.objects.filter(
            co_quan_cap=giay.co_quan_cap, ngay_cap__year=giay.ngay_cap.year, so=giay.so
        )
        .exclude(pk=giay.pk)
        .exists()
    )
    x = XetGiay(giay, d, co_quan, trung)
    return SO_GIAY.kiem_tra(x, luc, tim=_tim(d, timezone.localdate()))


def kiem_tra_khieu_nai(khieu_nai: KhieuNai, *, danh_muc: DanhMuc | None = None) -> list[ViPham]:
    """What a complaint breaks when it is taken (R48); with a reason a late one only warns.

    The clock runs from the notice to the entrant, else from the notice of the round.
    """
    d = danh_muc or doc_danh_muc()
    tb = ThongBaoKetQua.objects.filter(ho_so=khieu_nai.ho_so_id).first()
    ngay = tb.ngay if tb else khieu_nai.ky.ngay_thong_bao
    han = han_khieu_nai(d, khieu_nai.ky.cap, ngay) if ngay else None
    x = XetKhieuNai(
        khieu_nai.ngay_nhan,
        ngay,
        han[1] if han else None,
        han[0] if han else 0,
        khieu_nai.qua_han_ly_do,
    )
    return SO_KHIEU_NAI.kiem_tra(x, "nhan", tim=_tim(d, timezone.localdate()))


def kiem_tra_cong_bo(
    *,
    so_dang_ky: int | None,
    so_cong_nhan: int | None,
    theo_nhom: Mapping[str, int] | None = None,
    danh_muc: DanhMuc | None = None,
) -> list[ViPham]:
    """What published or imported totals of a round break (R55)."""
    x = XetSoCongBo(so_dang_ky, so_cong_nhan, theo_nhom or {})
    tim = _tim(danh_muc or doc_danh_muc(), timezone.localdate())
    return SO_CONG_BO.kiem_tra(x, "nhap", tim=tim)


__all__ = [
    "DongXet",
    "NutXet",
    "ViPham",
    "XetHoSo",
    "XetKetQua",
    "XetKy",
    "XetPhieu",
    "bang_diem",
    "chan",
    "kiem_tra_cong_bo",
    "kiem_tra_giay",
    "kiem_tra_ho_so",
    "kiem_tra_ket_qua",
    "kiem_tra_khieu_nai",
    "kiem_tra_ky",
    "kiem_tra_nhieu",
    "kiem_tra_phieu",
]
