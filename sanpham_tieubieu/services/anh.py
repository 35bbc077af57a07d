"""Photos of a dossier: decoded and measured on the way in, without place data (Điều 12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction

from cucctdp.audit.record import ghi
from sanpham_tieubieu.choices import PhanHoSo
from sanpham_tieubieu.models import AnhHoSo, HoSoDangKy
from sanpham_tieubieu.services.cua import cau_loi, gom
from sanpham_tieubieu.services.ho_so import mo_de_sua
from sanpham_tieubieu.services.tep import doc_anh, luu_anh

SO_ANH_TOI_DA = 12


@transaction.atomic
def them_anh(
    ho_so: HoSoDangKy, *, cac_tep: Sequence[File], goc_chup: str = "", by: Any
) -> list[AnhHoSo]:
    """Add photos, all or none. Raises ValidationError with the faults of every file."""
    ho_so = mo_de_sua(ho_so, PhanHoSo.ANH, by=by)
    co = list(ho_so.anh.select_related("tep"))
    loi: list[str] = []
    if not cac_tep:
        loi.append("Chọn ít nhất một ảnh.")
    if len(co) + len(cac_tep) > SO_ANH_TOI_DA:
        loi.append(f"Hồ sơ có tối đa {SO_ANH_TOI_DA} ảnh (đang có {len(co)}).")
    doc = []
    for tep in cac_tep:
        anh, cau = doc_anh(tep)
        loi += cau
        if anh is not None:
            doc.append(anh)
    gom(loi)
    da_co = {a.tep.sha256 for a in co}
    moi = []
    thu_tu = max((a.thu_tu for a in co), default=0)
    for anh in doc:
        luu = luu_anh(ho_so, anh, by=by)
        if luu.sha256 in da_co:
            raise ValidationError(f"Ảnh «{anh.ten}» đã có trong hồ sơ; cần ảnh ở góc khác.")
        da_co.add(luu.sha256)
        thu_tu += 1
        dong = AnhHoSo(
            ho_so=ho_so, tep=luu, goc_chup=goc_chup, rong=anh.rong, cao=anh.cao, thu_tu=thu_tu
        )
        gom(cau_loi(dong, anh.ten))
        dong.save()
        moi.append(dong)
    ghi(
        "hosobinhchon.them_anh",
        ho_so,
        by=by,
        du_lieu={"tep": [a.tep.sha256 for a in moi], "goc_chup": goc_chup},
    )
    return moi


@transaction.atomic
def sua_anh(ho_so: HoSoDangKy, *, goc_chup: dict[int, str], thu_tu: Sequence[int], by: Any) -> None:
    """Name the angles ({id: words}) and set the order (ids; those left out come last)."""
    ho_so = mo_de_sua(ho_so, PhanHoSo.ANH, by=by)
    cac = {a.pk: a for a in ho_so.anh.all()}
    la = [pk for pk in (*goc_chup, *thu_tu) if pk not in cac]
    loi = ["Ảnh không thuộc hồ sơ này."] if la else []
    sap = [pk for pk in dict.fromkeys(thu_tu) if pk in cac]
    sap += [pk for pk in cac if pk not in sap]
    for so, pk in enumerate(sap, 1):
        cac[pk].thu_tu = so
        cac[pk].goc_chup = goc_chup.get(pk, cac[pk].goc_chup)
        loi += cau_loi(cac[pk], f"Ảnh {so}")
    gom(loi)
    AnhHoSo.objects.bulk_update(cac.values(), ["thu_tu", "goc_chup"])
    ghi("hosobinhchon.sua_anh", ho_so, by=by, du_lieu={"thu_tu": sap})


@transaction.atomic
def bo_anh(anh: AnhHoSo, *, by: Any) -> None:
    """Take a photo out of an open dossier; the stored file stays with other levels."""
    ho_so = mo_de_sua(anh.ho_so, PhanHoSo.ANH, by=by)
    dong = AnhHoSo.objects.select_related("tep").get(pk=anh.pk, ho_so=ho_so)
    ghi("hosobinhchon.bo_anh", ho_so, by=by, du_lieu={"tep": dong.tep.sha256})
    dong.delete()
