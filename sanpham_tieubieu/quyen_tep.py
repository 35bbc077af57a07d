"""Who may download files of a dossier: its own side, who runs the round, the judges it was given.

One stored file serves the dossiers of all levels: the question is asked of the rows that use it.
"""

from typing import Any

from django.db.models import Q

from cucctdp.files.models import Tep
from cucctdp.files.quyen import dang_ky
from sanpham_tieubieu.giai_doan import giam_khao_thay, giam_khao_thay_ten
from sanpham_tieubieu.models import (
    AnhHoSo,
    HoSoDangKy,
    KyBinhChon,
    PhanCong,
    TaiLieuHoSo,
    VanBanGui,
)
from sanpham_tieubieu.quyen_diem import xem_diem_duoc
from sanpham_tieubieu.quyen_ky import dieu_hanh_duoc

ANH_SAN_PHAM = "anh_san_pham_tb"
TAI_LIEU_SAN_PHAM = "tai_lieu_san_pham_tb"
VAN_BAN_GUI = "van_ban_gui_sp_tb"
PHIEU_GIAY = "phieu_giay_sp_tb"
IN_GIAY_CHUNG_NHAN = "giay_chung_nhan_sp_tb"
IN_PHIEU_TRANG = "phieu_cham_trang_sp_tb"
# Who prints a whole round: certificates who runs or signs it, blank sheets who hands them out.
QUYEN_IN = {
    IN_GIAY_CHUNG_NHAN: ("dieu_hanh_ky", "ky_quyet_dinh"),
    IN_PHIEU_TRANG: ("dieu_hanh_ky", "tham_tra_ho_so"),
}


def _duoc_cham(user: Any, cac_ho_so: Any, *, can_ten: bool) -> bool:
    """A judge opens the photos of his entries; papers carry names, which coded entries hide."""
    if not user.has_perm("sanpham_tieubieu.cham_diem"):
        return False
    cac = PhanCong.objects.filter(
        giam_khao__nhan_su__tai_khoan=user,
        giam_khao__thoi_tu__isnull=True,
        ho_so__in=cac_ho_so.values("ho_so"),
    ).select_related("ho_so__ky")
    thay = giam_khao_thay_ten if can_ten else giam_khao_thay
    return any(giam_khao_thay(p.ho_so.ky) and thay(p.ho_so.ky) for p in cac)


def _anh(user: Any, tep: Tep) -> bool:
    rows = AnhHoSo.objects.filter(tep=tep)
    return bool(
        (user.has_perm("sanpham_tieubieu.view_hosodangky") and rows.visible_to(user).exists())
        or _duoc_cham(user, rows, can_ten=False)
    )


def _tai_lieu(user: Any, tep: Tep) -> bool:
    rows = TaiLieuHoSo.objects.filter(tep=tep)
    return bool(
        (user.has_perm("sanpham_tieubieu.view_hosodangky") and rows.visible_to(user).exists())
        or _duoc_cham(user, rows, can_ten=True)
    )


def _van_ban_gui(user: Any, tep: Tep) -> bool:
    """A letter names every dossier it sends: for who sees one of them and hands in no other's."""
    if not user.has_perm("sanpham_tieubieu.view_hosodangky"):
        return False
    cac = VanBanGui.objects.filter(tep=tep)
    if user.duoc_giao:
        thay = HoSoDangKy.objects.visible_to(user).values("pk")
        return cac.filter(ho_so__in=thay).exclude(ho_so__in=_khac(user, cac)).exists()
    return cac.visible_to(user).exists()


def _khac(user: Any, cac: Any) -> Any:
    thay = HoSoDangKy.objects.visible_to(user).values("pk")
    return HoSoDangKy.objects.filter(van_ban_gui__in=cac).exclude(pk__in=thay).values("pk")


def duoc_in(user: Any, ky: KyBinhChon, loai: str) -> bool:
    """Whether the account prints that kind of papers of a whole round."""
    return any(dieu_hanh_duoc(user, ky, q) for q in QUYEN_IN[loai])


def _in_hang_loat(user: Any, tep: Tep) -> bool:
    return isinstance(tep.doi_tuong, KyBinhChon) and duoc_in(user, tep.doi_tuong, tep.loai)


def _phieu_giay(user: Any, tep: Tep) -> bool:
    """The scan of a paper sheet shows scores: sealed as they are."""
    cac = KyBinhChon.objects.filter(
        Q(ho_so__phieu_giay__tep=tep) | Q(ho_so__phieu__tep_giay=tep)
    ).distinct()
    return any(xem_diem_duoc(user, ky) for ky in cac)


dang_ky(ANH_SAN_PHAM, _anh)
dang_ky(TAI_LIEU_SAN_PHAM, _tai_lieu)
dang_ky(VAN_BAN_GUI, _van_ban_gui)
dang_ky(IN_GIAY_CHUNG_NHAN, _in_hang_loat)
dang_ky(IN_PHIEU_TRANG, _in_hang_loat)
dang_ky(PHIEU_GIAY, _phieu_giay)
