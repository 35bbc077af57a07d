"""Whose a row of a đề án is: of its province, or of any province of one that spans many."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.db.models import Q

from cucctdp.donvi.querysets import TheoDonViQuerySet


class TheoDeAnQuerySet(TheoDonViQuerySet):
    """Rows that belong to a đề án; ``duong_de_an`` is the path to it, "" for the đề án itself.

    A đề án of many provinces has no ``don_vi``: it is seen where one of its ``cac_tinh`` is. A
    regional centre sees those that it carries out or helps with, wherever they are.
    """

    duong_de_an = ""

    def visible_to(self, user: Any) -> Self:
        """Rows the user may see; anonymous and inactive accounts see nothing."""
        if not getattr(user, "is_active", False):
            return self.none()
        pham_vi = user.pham_vi_don_vi()
        if pham_vi is None:
            return self
        duong = f"{self.duong_de_an}__" if self.duong_de_an else ""
        if user.theo_to_chuc:
            phoi_hop = apps.get_model("khuyencong", "DeAn").phoi_hop.through.objects
            cung = phoi_hop.filter(tochuc=user.to_chuc_id).order_by().values("dean")
            return self.filter(
                Q(**{f"{duong}thuc_hien": user.to_chuc_id}) | Q(**{f"{duong}pk__in": cung})
            )
        cac_tinh = apps.get_model("khuyencong", "DeAn").cac_tinh.through.objects
        chung = cac_tinh.filter(donvihanhchinh__in=pham_vi).order_by().values("dean")
        return self.filter(
            Q(**{f"{duong}don_vi__in": pham_vi})
            | Q(**{f"{duong}don_vi__isnull": True, f"{duong}pk__in": chung})
        )
