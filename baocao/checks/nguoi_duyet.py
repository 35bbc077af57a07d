"""KT48: who approves a form or signs a pack is not the one who typed it."""

from collections import defaultdict
from collections.abc import Iterator

from baocao.checks.contract import ViPham
from baocao.checks.ngu_canh import NguCanhBo
from baocao.checks.registry import phep_kiem_tra
from baocao.models import GiaTri


@phep_kiem_tra("nguoi_duyet_khac_nguoi_nhap")
def nguoi_duyet_khac_nguoi_nhap(nc: NguCanhBo) -> Iterator[ViPham]:
    """Steps and constraints refuse it already; rows loaded from outside are found here."""
    cac_phieu = {b.phieu.pk: b.phieu for b in nc.cac_bang() if b.phieu.pk is not None}
    nhap: dict[int, set[int]] = defaultdict(set)
    if any(p.nguoi_duyet_id for p in cac_phieu.values()) or nc.bo.nguoi_ky_id:
        rows = GiaTri.objects.hien_tai().filter(phieu__in=list(cac_phieu), nguoi__isnull=False)
        for phieu, nguoi in rows.order_by().values_list("phieu_id", "nguoi_id").distinct():
            nhap[phieu].add(nguoi)
    sai = sorted(
        p.bieu_mau.ma
        for pk, p in cac_phieu.items()
        if nhap[pk] and ({p.nguoi_duyet_id, nc.bo.nguoi_ky_id} & nhap[pk])
    )
    if sai:
        yield nc.vi_pham(cac_bieu=", ".join(sai))
