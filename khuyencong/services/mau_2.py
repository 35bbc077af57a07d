"""Rows of Mẫu 2 written as drafts, through the doors a person uses one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.donvi.models import CoSo, DonViHanhChinh, ToChuc, Xa
from khuyencong.chia_thu_huong import chia_deu, so_thu_huong
from khuyencong.choices import HinhThuc, TrangThaiDeAn
from khuyencong.danh_muc import doc_danh_muc
from khuyencong.models import DeAn, DeAnNoiDung, ThuHuong
from khuyencong.services.de_an import dat_noi_dung, dat_thu_huong, lap_de_an, sua_thong_tin

CHU = ("ten", "muc_tieu", "quy_mo", "can_cu_uu_tien")
NGAY = ("tu_ngay", "den_ngay")
TIEN = ("kcqg", "kcdp", "doi_ung", "khac")


def _thong_tin(gia_tri: Mapping[str, Any]) -> dict[str, Any]:
    kq: dict[str, Any] = {k: gia_tri[k] for k in CHU if k in gia_tri}
    kq |= {k: date.fromisoformat(gia_tri[k]) for k in NGAY if k in gia_tri}
    if "thuc_hien_id" in gia_tri:
        kq["thuc_hien"] = ToChuc.objects.get(pk=gia_tri["thuc_hien_id"])
    return kq


def _thu_huong(gia_tri: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of the one beneficiary row that the form can say; see ``dat_thu_huong``."""
    kq: dict[str, Any] = {k: gia_tri[k] for k in TIEN if k in gia_tri}
    if gia_tri.get("thu_huong"):
        kq["co_so"] = CoSo.objects.get(pk=int(gia_tri["thu_huong"]))
        kq["lang_nghe"] = bool(kq["co_so"].lang_nghe)
    if gia_tri.get("dia_diem"):
        kq["xa"] = Xa.objects.get(pk=int(gia_tri["dia_diem"]))
    return kq


@transaction.atomic
def lap_tu_mau_2(
    gia_tri: Mapping[str, Any], *, cac_noi_dung: Sequence[Mapping[str, Any]], by: Any
) -> DeAn:
    """A draft from one row: general part, one activity line, its beneficiary.

    None named: a đề án nhóm with a row for each establishment it counts, in equal shares.
    Money in whole đồng. Raises ValidationError with every fault, PermissionDenied out of scope.
    """
    mot = bool(gia_tri.get("thu_huong"))
    de_an = lap_de_an(
        thong_tin={
            **_thong_tin(gia_tri),
            "nam": gia_tri["nam"],
            "nguon": gia_tri["nguon"],
            "don_vi": DonViHanhChinh.objects.get(pk=gia_tri["don_vi_id"]),
            "hinh_thuc": HinhThuc.RIENG_LE if mot else HinhThuc.NHOM,
        },
        by=by,
    )
    (dong,) = dat_noi_dung(de_an, cac_dong=cac_noi_dung, by=by)
    muc = _thu_huong(gia_tri)
    so_dong = 1 if mot else _so_dong(de_an, dong)
    dat_thu_huong(de_an, cac_dong=_cac_dong(dong, muc, so_dong), by=by)
    return de_an


def _so_dong(de_an: DeAn, dong: DeAnNoiDung) -> int:
    return so_thu_huong(
        doc_danh_muc(),
        noi_dung=dong.noi_dung,
        don_vi_tinh=dong.don_vi_tinh,
        so_luong=dong.so_luong,
        nguon=de_an.nguon,
        ngay=timezone.localdate(),
        don_vi_id=de_an.don_vi_id,
    )


def _cac_dong(
    dong: DeAnNoiDung, muc: Mapping[str, Any], so_dong: int, co: Sequence[ThuHuong] = ()
) -> list[dict[str, Any]]:
    """``so_dong`` rows with equal shares of the money; rows there are keep their ids."""
    phan = {k: chia_deu(muc[k], so_dong) for k in TIEN if k in muc}
    return [
        {
            "noi_dung_id": dong.pk,
            **muc,
            **{k: cac[i] for k, cac in phan.items()},
            **({"id": co[i].pk} if i < len(co) else {}),
        }
        for i in range(so_dong)
    ]


def _chia_lai(
    de_an: DeAn, dong: DeAnNoiDung, co: Sequence[ThuHuong], moi: dict[str, Any], *, by: Any
) -> None:
    """Unnamed rows after a change of money, place or quantity: shares equal again.

    Shares set by hand stay while neither the sum nor the number of rows changes.
    """
    so_dong = _so_dong(de_an, dong)
    if so_dong == len(co) and not any(k in moi for k in TIEN):
        cac = [{"id": t.pk, "noi_dung_id": dong.pk, **moi} for t in co]
    else:
        tong = {k: sum(int(getattr(t, k)) for t in co) for k in TIEN}
        cac = _cac_dong(dong, {**tong, **moi}, so_dong, co)
    dat_thu_huong(de_an, cac_dong=cac, by=by)


@transaction.atomic
def sua_theo_mau_2(
    de_an: DeAn,
    gia_tri: Mapping[str, Any],
    *,
    cac_noi_dung: Sequence[Mapping[str, Any]] | None,
    by: Any,
) -> DeAn:
    """Set what changed in a row of a đề án with one activity line and one beneficiary row.

    ``gia_tri``: changed values only; ``cac_noi_dung``: None when the line stays. Raises
    ValidationError with every fault, also when the đề án has more rows than the form can tell
    apart, or its part is not open.
    """
    if thong_tin := _thong_tin(gia_tri):
        de_an = sua_thong_tin(de_an, thong_tin=thong_tin, by=by)
    dong = list(de_an.cac_noi_dung.all())
    if cac_noi_dung is not None:
        if len(dong) > 1 or len(cac_noi_dung) != 1:
            raise ValidationError("Đề án nhiều nội dung: sửa nội dung ở trang của đề án.")
        muc = {**cac_noi_dung[0], **({"id": dong[0].pk} if dong else {})}
        dong = dat_noi_dung(de_an, cac_dong=[muc], by=by)
    moi = _thu_huong(gia_tri)
    co = list(ThuHuong.objects.con_tinh().filter(noi_dung__de_an=de_an).order_by("pk"))
    chua_ten = co and "co_so" not in moi and all(t.co_so_id is None for t in co)
    if len(dong) == 1 and chua_ten and (moi or cac_noi_dung is not None):
        _chia_lai(de_an, dong[0], co, moi, by=by)
    elif moi:
        if len(co) > 1 or len(dong) != 1:
            raise ValidationError("Đề án nhiều đơn vị thụ hưởng: sửa ở trang của đề án.")
        muc = {"noi_dung_id": dong[0].pk, **({"id": co[0].pk} if co else {}), **moi}
        dat_thu_huong(de_an, cac_dong=[muc], by=by)
    return de_an


@transaction.atomic
def xoa_ban_nhap(de_an: DeAn, *, by: Any) -> None:
    """Take back a draft that an import made; the row history keeps it.

    Raises ValidationError once it was handed in or papers were added, ProtectedError when
    something refers to it.
    """
    if de_an.trang_thai != TrangThaiDeAn.NHAP or de_an.vong != 1:
        raise ValidationError("Đề án đã được nộp, không gỡ được.")
    if de_an.tai_lieu.exists():
        raise ValidationError("Đề án đã có tài liệu kèm theo, không gỡ được.")
    ghi("dean.xoa_ban_nhap", de_an, by=by, du_lieu={"ma": de_an.ma, "ten": de_an.ten})
    de_an.delete()
