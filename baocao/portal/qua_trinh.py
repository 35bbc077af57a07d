"""The history of a pack as its page tells it: by day, the same act on many forms as one line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone

from baocao.models import BoBaoCao, PhieuBieu
from cucctdp.workflow.models import QuyetDinh


@dataclass
class Buoc:
    """One act of one person; ``bieu`` the forms it was done on, in order, none for the pack."""

    quyet_dinh: QuyetDinh
    tu: datetime
    den: datetime
    bieu: list[str]

    @property
    def khoang(self) -> str:
        """«08:15» or «08:15–09:40»."""
        tu, den = (f"{timezone.localtime(luc):%H:%M}" for luc in (self.tu, self.den))
        return tu if tu == den else f"{tu}–{den}"


def qua_trinh(bo: BoBaoCao, cac_phieu: Mapping[int, PhieuBieu]) -> list[tuple[date, list[Buoc]]]:
    """Decisions on the pack and its forms by day, newest first; one query.

    Decisions of one day with the same step, round, person and reason on different forms become
    one; a step done again on a form is a line of its own.
    """
    loai_bo = ContentType.objects.get_for_model(BoBaoCao)
    loai_phieu = ContentType.objects.get_for_model(PhieuBieu)
    rows = (
        QuyetDinh.objects.filter(
            Q(doi_tuong_loai=loai_bo, doi_tuong_id=bo.pk)
            | Q(doi_tuong_loai=loai_phieu, doi_tuong_id__in=list(cac_phieu))
        )
        .select_related("nguoi")
        .order_by("-luc", "-id")
    )
    cac_ngay: list[tuple[date, list[Buoc]]] = []
    for q in rows:
        ngay = timezone.localdate(q.luc)
        if not cac_ngay or cac_ngay[-1][0] != ngay:
            cac_ngay.append((ngay, []))
        cac_buoc = cac_ngay[-1][1]
        bieu = ""
        if q.doi_tuong_loai_id == loai_phieu.pk:
            bieu = cac_phieu[q.doi_tuong_id].bieu_mau.ma
        cung = _buoc_cung(cac_buoc, q, bieu)
        if cung is not None:
            cung.bieu = sorted([*cung.bieu, bieu])
            cung.tu = q.luc
        else:
            cac_buoc.append(Buoc(q, q.luc, q.luc, [bieu] if bieu else []))
    return cac_ngay


def _buoc_cung(cac_buoc: list[Buoc], q: QuyetDinh, bieu: str) -> Buoc | None:
    """The line a decision on a form joins: the oldest of the same act without that form."""
    for buoc in reversed(cac_buoc if bieu else []):
        dau = buoc.quyet_dinh
        cung = (dau.nhan, dau.vong, dau.nguoi_id, dau.ly_do)
        khac_bieu = bool(buoc.bieu) and bieu not in buoc.bieu
        if khac_bieu and cung == (q.nhan, q.vong, q.nguoi_id, q.ly_do):
            return buoc
    return None
