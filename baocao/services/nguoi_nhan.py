"""Who hears about a pack: people of its Sở and of the Cục by role, province and form group."""

from collections.abc import Iterable
from functools import cached_property

from django.utils import timezone

from baocao.choices import TrangThaiBo
from cucctdp.accounts.models import PhanCong, User
from cucctdp.accounts.roles import VAI_TRO
from cucctdp.donvi.models import KeThua

# The right of the next step out of each state while the pack is at the Sở.
_QUYEN_BUOC_TIEP = {
    TrangThaiBo.CHUA_NHAP: ("baocao.nhap_phieubieu",),
    TrangThaiBo.DANG_NHAP: ("baocao.nhap_phieubieu",),
    TrangThaiBo.TRA_LAI: ("baocao.nhap_phieubieu",),
    TrangThaiBo.CHO_PHONG: ("baocao.duyet_phong_phieubieu", "baocao.chuyen_lanh_dao_bobaocao"),
    TrangThaiBo.CHO_KY: ("baocao.ky_gui_bobaocao",),
}
VAI_TRO_CUA_SO = frozenset(ma for ma, v in VAI_TRO.items() if v.la_so)


def vai_tro_dang_giu(trang_thai: str) -> frozenset[str]:
    """Roles of the Sở that do the next step of a pack in this state; empty once it is sent."""
    quyen = set(_QUYEN_BUOC_TIEP.get(TrangThaiBo(trang_thai), ()))
    return frozenset(ma for ma in VAI_TRO_CUA_SO if quyen & set(VAI_TRO[ma].quyen))


class SoNguoiNhan:
    """People and lineage read once; answers for any number of packs without further queries."""

    @cached_property
    def _theo_vai_tro(self) -> dict[str, list[User]]:
        ket_qua: dict[str, list[User]] = {}
        for user in User.objects.filter(is_active=True).order_by("pk"):
            if user.hang_vai_tro.dang_nhap:
                ket_qua.setdefault(user.vai_tro, []).append(user)
        return ket_qua

    @cached_property
    def _don_vi_moi(self) -> dict[int, list[int]]:
        ket_qua: dict[int, list[int]] = {}
        for cu, moi in KeThua.objects.order_by().values_list("cu_id", "moi_id"):
            ket_qua.setdefault(cu, []).append(moi)
        return ket_qua

    @cached_property
    def _phan_cong(self) -> dict[int, set[int]]:
        ket_qua: dict[int, set[int]] = {}
        dong = PhanCong.objects.hieu_luc(timezone.localdate())
        for user_id, don_vi_id in dong.values_list("user_id", "don_vi_id"):
            ket_qua.setdefault(user_id, set()).add(don_vi_id)
        return ket_qua

    def _va_ke_thua(self, don_vi_id: int) -> set[int]:
        """The unit and every unit it went into: today's people answer for former provinces."""
        cho, tat_ca = [don_vi_id], {don_vi_id}
        while cho:
            moi = [m for m in self._don_vi_moi.get(cho.pop(), ()) if m not in tat_ca]
            tat_ca.update(moi)
            cho += moi
        return tat_ca

    def cua(self, don_vi_id: int, vai_tro: Iterable[str], *, nhom: str | None = None) -> list[User]:
        """Active people of these roles in whose scope the unit lies.

        ``nhom``: a form group; people of the Sở who do not work on it are left out.
        """
        thuoc = self._va_ke_thua(don_vi_id)
        return [
            user
            for ma in sorted(set(vai_tro))
            for user in self._theo_vai_tro.get(ma, ())
            if self._trong_pham_vi(user, thuoc) and _dung_nhom(user, nhom)
        ]

    def toan_quoc(self, vai_tro: Iterable[str]) -> list[User]:
        """Active people of these roles, wherever their provinces are."""
        return [user for ma in sorted(set(vai_tro)) for user in self._theo_vai_tro.get(ma, ())]

    def _trong_pham_vi(self, user: User, thuoc: set[int]) -> bool:
        match user.hang_vai_tro.pham_vi:
            case "toan_quoc":
                return True
            case "tinh":
                return user.don_vi_id in thuoc
            case "phan_cong":
                return bool(self._phan_cong.get(user.pk, set()) & thuoc)
        return False


def _dung_nhom(user: User, nhom: str | None) -> bool:
    if nhom is None or not user.la_so:
        return True
    cua_nguoi = user.pham_vi_nhom()
    return cua_nguoi is None or nhom in cua_nguoi
