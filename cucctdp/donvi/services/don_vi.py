"""Finding, renaming and following provinces through the merger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import models, transaction

from cucctdp.audit.record import ghi
from cucctdp.donvi.choices import BoMa, DiaGioi, LoaiDonVi, LoaiToChuc, LoaiXa
from cucctdp.donvi.models import (
    DonViHanhChinh,
    KeThua,
    KhoaDonViSaiError,
    TenDonVi,
    TenGoiKhac,
    TenToChuc,
    TenXa,
    ToChuc,
    Xa,
    khoa_ten_goi,
    tach_khoa,
)


def tim_don_vi(
    van_ban: str, *, bo_ma: str | None = None, ngay: date | None = None
) -> list[DonViHanhChinh]:
    """Provinces meant by ``van_ban``: a key "34:80", a name or an alias, with or without accents.

    ``bo_ma`` and ``ngay`` (in force on that day) narrow the answer. Empty list = unknown. A bare
    code is unknown: it names different provinces in the two sets. More than one = ask the user.
    """
    cac_don_vi = DonViHanhChinh.objects.all()
    if bo_ma is not None:
        cac_don_vi = cac_don_vi.filter(bo_ma=bo_ma)
    if ngay is not None:
        cac_don_vi = cac_don_vi.hieu_luc(ngay)
    try:
        bo, ma = tach_khoa(van_ban.strip())
    except KhoaDonViSaiError:
        khoa = khoa_ten_goi(van_ban)
        if not khoa:
            return []
        return list(cac_don_vi.filter(cac_ten_goi_khac__khoa=khoa))
    return list(cac_don_vi.filter(bo_ma=bo, ma=ma))


def _noi_tiep_ten(
    *,
    cac_ten: models.QuerySet[Any],
    chu: dict[str, Any],
    gia_tri: dict[str, Any],
    tu_ngay: date,
) -> Any:
    """Close the last name row of ``chu`` the day before and add the next one."""
    cu = cac_ten.filter(**chu).order_by("hieu_luc_tu").last()
    if cu is None:
        return cac_ten.create(**chu, **gia_tri, hieu_luc_tu=tu_ngay)
    if tu_ngay <= cu.hieu_luc_tu:
        raise ValidationError(
            {
                "tu_ngay": f"Ngày đổi tên phải sau ngày {cu.hieu_luc_tu:%d/%m/%Y} "
                f"(ngày bắt đầu của tên hiện có)."
            }
        )
    if cu.hieu_luc_den is not None and cu.hieu_luc_den < tu_ngay:
        raise ValidationError(
            {"tu_ngay": f"Tên cuối cùng đã hết hiệu lực từ ngày {cu.hieu_luc_den:%d/%m/%Y}."}
        )
    den = cu.hieu_luc_den
    cu.hieu_luc_den = tu_ngay - timedelta(days=1)
    cu.save(update_fields=["hieu_luc_den"])
    return cac_ten.create(**chu, **gia_tri, hieu_luc_tu=tu_ngay, hieu_luc_den=den)


def _kiem_tra_ten(
    *, ten: str, ten_day_du: str, loai: str, can_cu: str, nhan_loai: dict[str, str]
) -> None:
    """Raise one ValidationError with every fault."""
    loi: dict[str, str] = {}
    if not ten.strip():
        loi["ten"] = "Nhập tên mới."
    if not can_cu.strip():
        loi["can_cu"] = "Nhập số, ký hiệu văn bản đổi tên."
    if loai not in nhan_loai:
        loi["loai"] = f"Loại «{loai}» không hợp lệ; chọn một trong: {', '.join(nhan_loai)}."
    elif ten.strip() and ten_day_du.strip() != f"{nhan_loai[loai]} {ten.strip()}":
        loi["ten_day_du"] = f"Tên đầy đủ phải là «{nhan_loai[loai]} {ten.strip()}»."
    if loi:
        raise ValidationError(loi)


def _kiem_tra_con_hieu_luc(doi_tuong: Any, tu_ngay: date) -> None:
    if not doi_tuong.con_hieu_luc(tu_ngay):
        raise ValidationError({"tu_ngay": f"«{doi_tuong}» không có hiệu lực vào ngày này."})


def _doi_ten_so(don_vi: DonViHanhChinh, *, cu: str, moi: str, tu_ngay: date, can_cu: str) -> None:
    """The Sở carries the province's name in its own."""
    for so in ToChuc.objects.hieu_luc(tu_ngay).filter(don_vi=don_vi, loai=LoaiToChuc.SO):
        ten = so.ten_ngay(tu_ngay)
        if cu not in ten.ten:
            continue
        _noi_tiep_ten(
            cac_ten=TenToChuc.objects.all(),
            chu={"to_chuc": so},
            gia_tri={
                "ten": ten.ten.replace(cu, moi),
                "ten_viet_tat": ten.ten_viet_tat,
                "can_cu": can_cu,
            },
            tu_ngay=tu_ngay,
        )
        so.ten_goi = ten.ten.replace(cu, moi)
        so.save(update_fields=["ten_goi"])


@transaction.atomic
def doi_ten(
    don_vi: DonViHanhChinh,
    *,
    ten: str,
    ten_day_du: str,
    loai: str,
    tu_ngay: date,
    can_cu: str,
    by: Any,
) -> TenDonVi:
    """Give a province a new name or kind from ``tu_ngay``; its code and its Sở go on.

    Closes the old name the day before and renames the Sở in step. Raises ValidationError (keys
    ten, ten_day_du, loai, can_cu, tu_ngay) and then changes nothing.
    """
    _kiem_tra_ten(
        ten=ten,
        ten_day_du=ten_day_du,
        loai=loai,
        can_cu=can_cu,
        nhan_loai={ma: str(nhan) for ma, nhan in LoaiDonVi.choices},
    )
    don_vi = DonViHanhChinh.objects.select_for_update().get(pk=don_vi.pk)
    _kiem_tra_con_hieu_luc(don_vi, tu_ngay)
    with pghistory.context(user=by.pk, ly_do=can_cu):
        cu = don_vi.ten_ngay(tu_ngay)
        moi: TenDonVi = _noi_tiep_ten(
            cac_ten=TenDonVi.objects.all(),
            chu={"don_vi": don_vi},
            gia_tri={"ten": ten, "ten_day_du": ten_day_du, "loai": loai, "can_cu": can_cu},
            tu_ngay=tu_ngay,
        )
        don_vi.ten_goi = moi.ten
        don_vi.save(update_fields=["ten_goi"])
        _them_ten_goi(don_vi, moi.ten)
        _doi_ten_so(don_vi, cu=cu.trong_cau, moi=moi.trong_cau, tu_ngay=tu_ngay, can_cu=can_cu)
        ghi(
            "doi_ten_don_vi",
            don_vi,
            by=by,
            ly_do=can_cu,
            du_lieu={"truoc": cu.ten_day_du, "sau": moi.ten_day_du, "tu_ngay": tu_ngay},
        )
    return moi


def _them_ten_goi(don_vi: DonViHanhChinh, ten: str) -> None:
    da_co = (
        TenGoiKhac.objects.filter(bo_ma=don_vi.bo_ma, khoa=khoa_ten_goi(ten))
        .select_related("don_vi")
        .first()
    )
    if da_co is None:
        TenGoiKhac.objects.create(don_vi=don_vi, ten=ten)
    elif da_co.don_vi_id != don_vi.pk:
        raise ValidationError({"ten": f"Tên này đang dùng cho {da_co.don_vi}."})


@transaction.atomic
def doi_ten_xa(
    xa: Xa, *, ten: str, ten_day_du: str, loai: str, tu_ngay: date, can_cu: str, by: Any
) -> TenXa:
    """Give a commune a new name or kind (xã becomes phường) from ``tu_ngay``.

    Raises ValidationError like ``doi_ten`` and then changes nothing.
    """
    _kiem_tra_ten(
        ten=ten,
        ten_day_du=ten_day_du,
        loai=loai,
        can_cu=can_cu,
        nhan_loai={ma: str(nhan) for ma, nhan in LoaiXa.choices},
    )
    xa = Xa.objects.select_for_update().get(pk=xa.pk)
    _kiem_tra_con_hieu_luc(xa, tu_ngay)
    with pghistory.context(user=by.pk, ly_do=can_cu):
        cu = xa.ten_ngay(tu_ngay)
        moi: TenXa = _noi_tiep_ten(
            cac_ten=TenXa.objects.all(),
            chu={"xa": xa},
            gia_tri={"ten": ten, "ten_day_du": ten_day_du, "loai": loai, "can_cu": can_cu},
            tu_ngay=tu_ngay,
        )
        xa.ten_goi = moi.ten
        xa.save(update_fields=["ten_goi"])
        ghi(
            "doi_ten_xa",
            xa,
            by=by,
            ly_do=can_cu,
            du_lieu={"truoc": cu.ten_day_du, "sau": moi.ten_day_du, "tu_ngay": tu_ngay},
        )
    return moi


def ids_ke_thua(don_vi: DonViHanhChinh) -> set[int]:
    """Ids of the unit and of every unit merged into it, over any number of mergers; one query."""
    return ids_ke_thua_nhieu([don_vi.pk])


def ids_ke_thua_nhieu(ids: Iterable[int]) -> set[int]:
    """Ids of the units and of every unit merged into one of them; one query for the lineage."""
    tien_than: dict[int, list[int]] = {}
    for moi, cu in KeThua.objects.order_by().values_list("moi_id", "cu_id"):
        tien_than.setdefault(moi, []).append(cu)
    cho = list(ids)
    tat_ca = set(cho)
    while cho:
        for cu in tien_than.get(cho.pop(), ()):
            if cu not in tat_ca:
                tat_ca.add(cu)
                cho.append(cu)
    return tat_ca


@dataclass(frozen=True, slots=True)
class AnhXa:
    """Where a filing unit's figures are told, and whether that is exact (chính xác)."""

    don_vi_id: int
    chinh_xac: bool


def anh_xa_dia_gioi(*, dia_gioi: str, ngay: date) -> dict[int, AnhXa]:
    """Filing unit id -> reporting unit, for every unit of both code sets.

    ``hien_hanh``: follow lineage to the unit in force on ``ngay`` (the merger of 01/7/2025 is
    exact). ``theo_thoi_diem``: every unit stays itself. ``63``: a new unit with one whole
    predecessor is told as that one; a merged unit cannot be split and stays itself, not exact.
    Raises ValueError for another ``dia_gioi``.
    """
    lua_chon = DiaGioi(dia_gioi)
    cac_don_vi = list(DonViHanhChinh.objects.order_by("pk"))
    ban_dau = {d.pk: AnhXa(d.pk, True) for d in cac_don_vi}
    if lua_chon == DiaGioi.THEO_THOI_DIEM:
        return ban_dau
    cac_dong = list(KeThua.objects.order_by("pk"))
    if lua_chon == DiaGioi.BO_63:
        cu = {d.pk for d in cac_don_vi if d.bo_ma == BoMa.B63}
        return ban_dau | _ve_don_vi_cu(cac_dong, cu)
    return {pk: _den_don_vi_moi(pk, cac_dong, ngay) for pk in ban_dau}


def _ve_don_vi_cu(cac_dong: Iterable[KeThua], cu: set[int]) -> dict[int, AnhXa]:
    tien_than: dict[int, list[KeThua]] = {}
    for dong in cac_dong:
        tien_than.setdefault(dong.moi_id, []).append(dong)
    return {
        moi: AnhXa(dong[0].cu_id, True)
        if len(dong) == 1 and dong[0].chinh_xac and dong[0].cu_id in cu
        else AnhXa(moi, False)
        for moi, dong in tien_than.items()
    }


def _den_don_vi_moi(pk: int, cac_dong: Iterable[KeThua], ngay: date) -> AnhXa:
    """Follow whole successions that began by ``ngay``; a divided unit stays itself, not exact."""
    sau: dict[int, list[KeThua]] = {}
    for dong in cac_dong:
        if dong.tu_ngay <= ngay:
            sau.setdefault(dong.cu_id, []).append(dong)
    hien_tai = pk
    da_qua = {pk}
    while hien_tai in sau:
        tiep = sau[hien_tai]
        if len(tiep) > 1 or not tiep[0].chinh_xac:
            return AnhXa(hien_tai, False)
        hien_tai = tiep[0].moi_id
        if hien_tai in da_qua:
            raise ValueError(f"Quan hệ kế thừa của đơn vị số {pk} đi thành vòng.")
        da_qua.add(hien_tai)
    return AnhXa(hien_tai, True)
