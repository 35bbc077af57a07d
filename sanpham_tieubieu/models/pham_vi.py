"""Whose a row is: of its province, of those who hand in, of the judges of the round."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from cucctdp.donvi.querysets import TheoDonViQuerySet


def giao_nop(user: Any) -> Any:
    """Appointments by which an account hands in for an establishment or a commune."""
    return apps.get_model("sanpham_tieubieu", "NguoiNop").objects.con_hieu_luc_cua(user)


class TheoSanPhamQuerySet(TheoDonViQuerySet):
    """Rows of a product; ``duong`` is the path to it, "" for the product itself."""

    duong = "san_pham"

    def visible_to(self, user: Any) -> Self:
        """A Sở sees its province's, who hands in those of its establishment or commune."""
        if not getattr(user, "is_active", False):
            return self.none()
        pham_vi = user.pham_vi_don_vi()
        if pham_vi is None:
            return self
        d = f"{self.duong}__" if self.duong else ""
        if pham_vi:
            return self.filter(**{f"{d}co_so__xa__tinh__in": pham_vi})
        giao = giao_nop(user)
        return self.filter(
            Q(**{f"{d}co_so__in": giao.filter(co_so__isnull=False).values("co_so")})
            | Q(**{f"{d}co_so__xa__in": giao.filter(xa__isnull=False).values("xa")})
        )


class TheoHoSoQuerySet(TheoDonViQuerySet):
    """Rows of a dossier; ``duong`` is the path to it, "" for the dossier itself.

    Judges see nothing here: they work with coded entries (``PhanCong``), not with dossiers.
    """

    duong = "ho_so"

    def visible_to(self, user: Any) -> Self:
        """By the province that filed it (merged predecessors included), or by who hands in."""
        if not getattr(user, "is_active", False):
            return self.none()
        pham_vi = user.pham_vi_don_vi()
        if pham_vi is None:
            return self
        d = f"{self.duong}__" if self.duong else ""
        if pham_vi:
            return self.filter(**{f"{d}don_vi__in": pham_vi})
        giao = giao_nop(user)
        return self.filter(
            Q(**{f"{d}san_pham__co_so__in": giao.filter(co_so__isnull=False).values("co_so")})
            | Q(**{f"{d}xa__in": giao.filter(xa__isnull=False).values("xa")})
        )


class TheoKyQuerySet(TheoDonViQuerySet):
    """Rows of a round; ``duong`` is the path to it, "" for the round itself."""

    duong = "ky"

    def visible_to(self, user: Any) -> Self:
        """Rounds of one's province and those above it; the commune's and the judge's own."""
        if not getattr(user, "is_active", False):
            return self.none()
        pham_vi = user.pham_vi_don_vi()
        if pham_vi is None:
            return self
        d = f"{self.duong}__" if self.duong else ""
        trong = apps.get_model("sanpham_tieubieu", "DiaBanKy").objects
        if pham_vi:
            return self.filter(
                Q(**{f"{d}don_vi__in": pham_vi})
                | Q(**{f"{d}pk__in": trong.filter(don_vi__in=pham_vi).values("ky")})
                | Q(**{f"{d}cap": "quoc_gia"})
            )
        giao = giao_nop(user)
        cham = apps.get_model("sanpham_tieubieu", "ThanhVienBan").objects.filter(
            nhan_su__tai_khoan=user, thoi_tu__isnull=True
        )
        ho_so = apps.get_model("sanpham_tieubieu", "HoSoDangKy").objects
        return self.filter(
            Q(**{f"{d}xa__in": giao.filter(xa__isnull=False).values("xa")})
            | Q(
                **{
                    f"{d}pk__in": cham.filter(nhan_su__tai_khoan=user, thoi_tu=None).values(
                        "ban__ky"
                    )
                }
            )
            | Q(**{f"{d}pk__in": ho_so.visible_to(user).values("ky")})
        )


class NiemPhongQuerySet(TheoHoSoQuerySet):
    """Scores: before the opening minute nobody but the judge reads his own; not even admin.

    ``duong_ky`` leads to the round, ``duong_giam_khao`` to the judge.
    """

    duong_ky = "ho_so__ky"
    duong_giam_khao = "giam_khao"

    def da_mo(self) -> Self:
        """Rows of rounds whose scores were opened."""
        return self.filter(**{f"{self.duong_ky}__mo_diem_luc__lte": timezone.now()})

    def cua_giam_khao(self, user: Any) -> Self:
        """A judge's own rows, at any time."""
        if not getattr(user, "is_active", False):
            return self.none()
        return self.filter(**{f"{self.duong_giam_khao}__nhan_su__tai_khoan": user})

    def visible_to(self, user: Any) -> Self:
        """What is open, within the scope of the dossiers; superusers wait too."""
        return super().visible_to(user).da_mo()
