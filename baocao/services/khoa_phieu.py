"""The locks of every write of figures: the pack first, then its forms, always in one order."""

from collections.abc import Iterable

from django.db.models import QuerySet

from baocao.models import BoBaoCao, PhieuBieu
from baocao.statistics.danh_muc import doc_danh_muc


def khoa_phieu(phieu: PhieuBieu) -> PhieuBieu:
    """Lock the pack, then the form: the order of every door, so that none waits for another."""
    return khoa_cac_phieu(phieu.bo_id, [phieu.pk])[0]


def khoa_phieu_theo_ma(pk: int) -> PhieuBieu | None:
    """``khoa_phieu`` for who knows only its id, in one query; None when there is none.

    What the caller may see of it, the caller asks.
    """
    # Rows are locked in the order of ``of``: the pack first, as everywhere.
    cac_phieu = PhieuBieu.objects.select_related("bo").select_for_update(of=("bo", "self"))
    phieu = cac_phieu.filter(pk=pk).order_by().first()
    if phieu is not None:
        danh_muc = doc_danh_muc()
        danh_muc.gan_bo(phieu.bo)
        danh_muc.gan_bieu([phieu])
    return phieu


def khoa_cac_phieu(bo_id: int, cac_pk: Iterable[int]) -> list[PhieuBieu]:
    """Lock a pack, then forms of it in one fixed order; they share the pack and the templates.

    Without the pack's lock a figure could slip into a pack that is being sent. Period and unit
    are those of the reference data as it is under the lock.
    """
    return _khoa_trong_bo(_cac_bo_khoa().get(pk=bo_id), cac_pk)


def _cac_bo_khoa() -> QuerySet[BoBaoCao]:
    return BoBaoCao.objects.select_for_update().order_by()


def _khoa_trong_bo(bo: BoBaoCao, cac_pk: Iterable[int]) -> list[PhieuBieu]:
    cac_phieu = list(
        PhieuBieu.objects.select_for_update().filter(bo=bo.pk, pk__in=list(cac_pk)).order_by("pk")
    )
    danh_muc = doc_danh_muc()
    danh_muc.gan_bo(bo)
    danh_muc.gan_bieu(cac_phieu)
    for phieu in cac_phieu:
        phieu.bo = bo
    return cac_phieu
