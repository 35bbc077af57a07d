"""Whose a row of a cluster is: of its province, or of those appointed to report on it."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.db.models import Q

from cucctdp.donvi.querysets import TheoDonViQuerySet


class TheoCumQuerySet(TheoDonViQuerySet):
    """Rows that belong to a cluster; ``duong_cum`` is the path to it, "" for the cluster itself."""

    duong_cum = "cum"

    def visible_to(self, user: Any) -> Self:
        """Rows the user may see; a reporter (``NguoiBaoCao``) sees the clusters appointed to him.

        Anonymous and inactive accounts see nothing.
        """
        if not getattr(user, "is_active", False):
            return self.none()
        pham_vi = user.pham_vi_don_vi()
        if pham_vi is None:
            return self
        duong = f"{self.duong_cum}__" if self.duong_cum else ""
        cua_tinh = Q(**{f"{duong}don_vi__in": pham_vi})
        if pham_vi:
            return self.filter(cua_tinh)
        giao = apps.get_model("cumcongnghiep", "NguoiBaoCao").objects.con_hieu_luc_cua(user)
        return self.filter(
            Q(**{f"{duong}pk__in": giao.filter(cum__isnull=False).values("cum")})
            | Q(**{f"{duong}cac_xa__xa__in": giao.filter(xa__isnull=False).values("xa")})
            | Q(**{f"{duong}du_an__in": giao.filter(du_an__isnull=False).values("du_an")})
        ).distinct()
