"""Figures other agencies published: loaded from the fixture."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from baocao.models import ChiTieu, SoLieuCongBo
from baocao.models.cong_bo import CA_NUOC
from baocao.services.du_lieu_goc import THU_MUC, doc_yaml

TEP = Path("so_lieu_cong_bo") / "ca_nuoc.yaml"
_KHOA = ("co_quan", "ky", "pham_vi", "chi_tieu", "cot", "chua_xac_minh")


@dataclass(frozen=True, slots=True)
class KetQuaNapCongBo:
    """Rows written by this call; entries printed only as a bound or a range."""

    da_ghi: int
    chi_la_khoang: int


@transaction.atomic
def nap_so_ca_nuoc(thu_muc: Path = THU_MUC) -> KetQuaNapCongBo:
    """Store the national figures of the fixture; loading again writes nothing.

    A row that a person corrected since is kept: only cells without a figure are filled.
    """
    tep = doc_yaml(thu_muc / TEP)
    nguon = doc_yaml(thu_muc / "nguon.yaml")
    dvt = dict(ChiTieu.objects.order_by("bieu_mau__hieu_luc_tu").values_list("ma", "dvt"))
    co = set(SoLieuCongBo.objects.values_list(*_KHOA))
    moi: list[SoLieuCongBo] = []
    khoang = 0
    for d in tep["gia_tri"]:
        if d["gia_tri"] is None:
            khoang += 1
            continue
        dong = SoLieuCongBo(
            co_quan=tep["co_quan"].get(d["chi_tieu"], tep["co_quan"]["mac_dinh"]),
            ky=d["ky"],
            pham_vi=CA_NUOC,
            chi_tieu=d["chi_tieu"],
            cot=d["cot"],
            gia_tri=Decimal(d["gia_tri"]),
            don_vi=_don_vi(d["cot"], dvt.get(d["chi_tieu"]), d["don_vi_goc"]),
            in_trong_nguon=f"{d['gia_tri_goc']} {d['don_vi_goc']}",
            nguon="; ".join(nguon[n]["noi_dung"] for n in d["nguon"])[:600],
            ghi_chu=" ".join((d.get("ghi_chu") or "").split()),
            chua_xac_minh=bool(d.get("chua_xac_minh")),
        )
        khoa = tuple(getattr(dong, k) for k in _KHOA)
        if khoa not in co:
            co.add(khoa)
            moi.append(dong)
    SoLieuCongBo.objects.bulk_create(moi)
    return KetQuaNapCongBo(len(moi), khoang)


def _don_vi(cot: str, dvt: str | None, goc: str) -> str:
    """Ratios are percent; amounts carry the unit of their row; other keys keep the printed one."""
    if cot in ("A7", "A8", "B3", "B4"):
        return "%"
    return dvt if dvt and cot.startswith("A") else goc
