"""Loading shipped rows (dữ liệu gốc) from readable files: again and again, never over a person."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Model

from cucctdp.nap_goc.models import DauNap


def doc_yaml(duong_dan: Path) -> Any:
    """Return the parsed YAML file (UTF-8)."""
    return yaml.safe_load(duong_dan.read_text(encoding="utf-8"))


def _khoa_chu(khoa: Mapping[str, Any]) -> str:
    return " ".join(str(v.pk if hasattr(v, "pk") else v) for v in khoa.values())


def _bam(gia_tri: Mapping[str, Any]) -> str:
    chuan = {k: [str(x) for x in v] if isinstance(v, list) else v for k, v in gia_tri.items()}
    chu = json.dumps(chuan, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(chu.encode()).hexdigest()


def _nhu_trong_dong(dong: Model, gia_tri: Mapping[str, Any]) -> dict[str, Any]:
    return {
        ten: getattr(dong, f"{ten}_id" if hasattr(gia, "pk") else ten)
        for ten, gia in gia_tri.items()
    }


def _chuan(model: type[Model], gia_tri: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the row will hold them, so that 50 and Decimal("50.00") are the same."""
    ket_qua = {}
    for ten, gia in gia_tri.items():
        if hasattr(gia, "pk"):
            ket_qua[ten] = gia.pk
            continue
        truong = model._meta.get_field(ten)
        gia = truong.to_python(gia)
        so_le = getattr(truong, "decimal_places", None)
        ket_qua[ten] = round(gia, so_le) if so_le is not None and gia is not None else gia
    return ket_qua


def dat_nhieu(
    model: type[Model], cac_muc: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]
) -> Counter[str]:
    """Put (key, values) rows in; counts «them», «doi», «giu», «sua_tay» (kept as a person left it).

    A row that no longer looks as the last load left it was changed by a person. Two queries of
    reading for the whole list; writing goes row by row, only for what differs.
    """
    cac_muc = list(cac_muc)
    bang = str(model._meta.label_lower)
    dau = dict(DauNap.objects.filter(bang=bang).values_list("khoa", "bam"))
    ten_khoa = list(cac_muc[0][0]) if cac_muc else []
    co = {
        _khoa_chu({t: getattr(d, t) for t in ten_khoa}): d
        for d in model._default_manager.select_related(
            *[t for t in ten_khoa if model._meta.get_field(t).is_relation]
        )
    }
    dem: Counter[str] = Counter()
    dau_moi = []
    for khoa, gia_tri in cac_muc:
        chu = _khoa_chu(khoa)
        moi = _bam(_chuan(model, gia_tri))
        dong = co.get(chu)
        if dong is None:
            co[chu] = model._default_manager.create(**khoa, **gia_tri)
            dem["them"] += 1
        elif (nay := _bam(_nhu_trong_dong(dong, gia_tri))) == moi:
            dem["giu"] += 1
        elif chu in dau and dau[chu] != nay:
            dem["sua_tay"] += 1
            continue
        else:
            for ten, gia in gia_tri.items():
                setattr(dong, ten, gia)
            dong.save()
            dem["doi"] += 1
        if dau.get(chu) != moi:
            dau_moi.append(DauNap(bang=bang, khoa=chu, bam=moi))
    DauNap.objects.bulk_create(
        dau_moi, update_conflicts=True, unique_fields=["bang", "khoa"], update_fields=["bam"]
    )
    return dem
