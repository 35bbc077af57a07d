"""The door of the cluster itself: identity, communes, plan entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from cucctdp.audit.record import ghi
from cucctdp.donvi.models import NganhKinhTe, Xa
from cumcongnghiep.models import Cum, CumXa, MucQuyHoach, QuyHoach
from cumcongnghiep.services.dieu_kien import doi_quyen, gom, kiem
from cumcongnghiep.services.tinh_lai import tinh_lai

# Columns a person may give; the rest is computed.
TRUONG = (
    "ten",
    "ten_khac",
    "don_vi",
    "tinh_cu",
    "huyen_cu",
    "dia_diem",
    "loai_hinh",
    "lang_nghe",
    "truoc_105_2009",
    "mien_tru_dien_tich",
    "ly_do_mien_tru",
    "nganh_nghe",
    "vi_do",
    "kinh_do",
    "ranh_gioi",
    "ghi_chu",
    "can_xac_minh",
    "nguon_tin",
)


@dataclass(frozen=True)
class XaCuaCum:
    """A commune of a cluster as somebody gives it; area in ha, unknown is None."""

    xa: Xa
    dien_tich: Decimal | None = None
    chu_tri: bool = False


def cap_ma(so: int = 1) -> list[tuple[int, str]]:
    """Next (key, code) pairs; the code keeps its number for life, whatever province it is in."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('cumcongnghiep_cum', 'id')) "
            "FROM generate_series(1, %s)",
            [so],
        )
        return [(pk, f"CCN{pk:05d}") for (pk,) in cursor.fetchall()]


@transaction.atomic
def them_cum(
    *, xa: Sequence[XaCuaCum] = (), nganh: Sequence[NganhKinhTe] = (), by: Any, **truong: Any
) -> Cum:
    """Enter a cluster with its communes and industries.

    Raises PermissionDenied, or ValidationError with every fault.
    """
    don_vi = truong.get("don_vi")
    doi_quyen(None, by, "cap_nhat_cum", don_vi_id=getattr(don_vi, "pk", None))
    _chi_truong_nhap(truong)
    pk, ma = cap_ma()[0]
    cum = Cum(pk=pk, ma=ma, **truong)
    kiem(cum)
    gom(loi_xa(cum, xa))
    cum.save(force_insert=True)
    _dat_xa(cum, xa)
    cum.cac_nganh.set(nganh)
    tinh_lai([cum])
    ghi("cum.them", cum, by=by, du_lieu={"ma": ma, "ten": cum.ten})
    return cum


@transaction.atomic
def sua_cum(
    cum: Cum,
    *,
    xa: Sequence[XaCuaCum] | None = None,
    nganh: Sequence[NganhKinhTe] | None = None,
    by: Any,
    **truong: Any,
) -> Cum:
    """Change identity, communes and industries (None: leave them); raises as ``them_cum``."""
    cum = Cum.objects.select_for_update(of=("self",)).get(pk=cum.pk)
    moi = truong.get("don_vi")
    doi_quyen(cum, by, "cap_nhat_cum", don_vi_id=getattr(moi, "pk", None))
    _chi_truong_nhap(truong)
    truoc = {t: str(getattr(cum, t)) for t in truong}
    for ten, gia_tri in truong.items():
        setattr(cum, ten, gia_tri)
    kiem(cum)
    ke: dict[str, list[str]] = {}
    if xa is not None:
        gom(loi_xa(cum, xa))
        cu = _ke_xa(cum)
        cum.cac_xa.all().delete()
        _dat_xa(cum, xa)
        ke["cac_xa"] = [cu, _ke_xa(cum)]
    if nganh is not None:
        cu = _ke_nganh(cum)
        cum.cac_nganh.set(nganh)
        ke["cac_nganh"] = [cu, _ke_nganh(cum)]
    cum.save()
    tinh_lai([cum])
    sau = {t: str(getattr(cum, t)) for t in truong}
    ke |= {t: [truoc[t], sau[t]] for t in truong}
    doi = {t: [a, b] for t, (a, b) in ke.items() if a != b}
    ghi("cum.sua", cum, by=by, du_lieu=doi)
    return cum


@transaction.atomic
def xep_quy_hoach(quy_hoach: QuyHoach, cum: Cum, *, by: Any, **truong: Any) -> MucQuyHoach:
    """Put a cluster on the list of a plan, or change its line there."""
    doi_quyen(cum, by, "cap_nhat_cum")
    muc = MucQuyHoach.objects.filter(quy_hoach=quy_hoach, cum=cum).first()
    muc = muc or MucQuyHoach(quy_hoach=quy_hoach, cum=cum)
    for ten, gia_tri in truong.items():
        setattr(muc, ten, gia_tri)
    kiem(muc)
    muc.save()
    tinh_lai([cum])
    ghi("cum.quy_hoach", cum, by=by, du_lieu={"quyet_dinh": str(quy_hoach), "nhom": muc.nhom})
    return muc


def _ke_xa(cum: Cum) -> str:
    """Communes in words, for the audit event."""
    return "; ".join(
        f"{x.xa.ten_goi} {'chưa rõ' if x.dien_tich is None else f'{x.dien_tich.normalize():f}'} ha"
        + (" (chủ trì)" if x.chu_tri else "")
        for x in cum.cac_xa.select_related("xa").order_by("xa__ma")
    )


def _ke_nganh(cum: Cum) -> str:
    return ", ".join(f"{n.ma} {n.phien_ban}" for n in cum.cac_nganh.order_by("ma", "phien_ban"))


def _chi_truong_nhap(truong: Mapping[str, Any]) -> None:
    la = sorted(set(truong) - set(TRUONG))
    if la:
        raise TypeError(f"not columns of a cluster: {', '.join(la)}")


def loi_xa(cum: Cum, cac: Sequence[XaCuaCum]) -> list[str]:
    """Communes outside the province (V23), named twice, or two of them in the lead."""
    loi = [
        f"{x.xa.ten_goi} không thuộc {cum.don_vi.ten_goi}: chọn xã, phường của tỉnh này (V23)."
        for x in cac
        if x.xa.tinh_id != cum.don_vi_id
    ]
    if len({x.xa.pk for x in cac}) < len(cac):
        loi.append("Mỗi xã, phường chỉ nêu một lần.")
    if sum(x.chu_tri for x in cac) > 1:
        loi.append("Cụm chỉ có một xã chủ trì.")
    return loi


def _dat_xa(cum: Cum, cac: Sequence[XaCuaCum]) -> None:
    """A cluster in one commune is led by it; of several somebody has to say (V24)."""
    dong = [
        CumXa(cum=cum, xa=x.xa, dien_tich=x.dien_tich, chu_tri=x.chu_tri or len(cac) == 1)
        for x in cac
    ]
    for d in dong:
        try:
            kiem(d)
        except ValidationError as e:
            raise ValidationError([f"{d.xa.ten_goi}: {c}" for c in e.messages]) from e
    CumXa.objects.bulk_create(dong)
