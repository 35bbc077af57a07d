"""Beneficiaries one at a time while a đề án is drawn up: found, new, changed, taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from cucctdp.audit.record import ghi
from cucctdp.donvi.models import CoSo, Xa
from cucctdp.donvi.services.co_so import tim_trung
from cucctdp.formats.chu import khoa_tim
from khuyencong.choices import PhanDeAn
from khuyencong.models import DeAn, TaiLieu, ThuHuong, YeuCauBoSung
from khuyencong.services.de_an import ghi_thu_huong, mo_de_sua

_O_CO_SO = (
    "ma_so_thue",
    "ten",
    "loai_hinh",
    "quy_mo",
    "xa",
    "xa_id",
    "dia_chi",
    "nganh",
    "chu_so_huu_nu",
    "dan_toc_thieu_so",
    "lang_nghe",
)


def cac_tinh_cua(de_an: DeAn) -> list[int]:
    """Ids of the provinces a đề án works in."""
    if de_an.don_vi_id is not None:
        return [de_an.don_vi_id]
    return list(de_an.cac_tinh.values_list("pk", flat=True))


def xa_cua(de_an: DeAn) -> QuerySet[Xa]:
    """Communes where its production may stand."""
    return Xa.objects.filter(tinh__in=cac_tinh_cua(de_an), hieu_luc_den__isnull=True)


def tim_co_so(de_an: DeAn, chu: str) -> QuerySet[CoSo]:
    """Establishments of its provinces by tax code or part of the name, without accents."""
    rows = CoSo.objects.hien_hanh().filter(xa__tinh__in=cac_tinh_cua(de_an))
    tra = chu.strip()
    if not tra:
        return rows.none()
    if tra.replace("-", "").isdigit():
        return rows.filter(ma_so_thue__startswith=tra)
    return rows.filter(ten__khong_dau__contains=khoa_tim(tra))


@transaction.atomic
def lap_co_so(
    de_an: DeAn, *, gia_tri: Mapping[str, Any], by: Any, khong_trung: bool = False
) -> CoSo:
    """A new establishment of a province of the đề án.

    ``khong_trung``: the author has seen the look-alikes and says it is another one; the same tax
    code is refused anyway. Raises ValidationError with every fault.
    """
    de_an = mo_de_sua(de_an, PhanDeAn.THU_HUONG, by=by)
    return ghi_co_so_moi(de_an, gia_tri, khong_trung=khong_trung, by=by)


def ghi_co_so_moi(
    de_an: DeAn, gia_tri: Mapping[str, Any], *, khong_trung: bool = False, by: Any
) -> CoSo:
    """Put a new establishment for a locked đề án; see ``lap_co_so``. Mẫu 11 does so too."""
    co_so = CoSo(**{k: v for k, v in gia_tri.items() if k in _O_CO_SO})
    loi = []
    try:
        co_so.full_clean()
    except ValidationError as e:
        for truong, cac_cau in e.message_dict.items():
            nhan = "" if truong == "__all__" else f"{CoSo._meta.get_field(truong).verbose_name}: "
            loi += [f"{nhan}{cau}" for cau in cac_cau]
    if co_so.xa_id and not xa_cua(de_an).filter(pk=co_so.xa_id).exists():
        loi.append("xã, phường nơi sản xuất: không thuộc tỉnh của đề án.")
    if co_so.xa_id and not khong_trung:
        loi += [
            f"Đã có cơ sở «{t.co_so.ten}» cùng tên, cùng xã; chọn cơ sở đó hoặc xác nhận khác nhau."
            for t in tim_trung(co_so)
            if t.ly_do == "ten_va_xa"
        ]
    if loi:
        raise ValidationError(loi)
    co_so.save()
    ghi("coso.lap", co_so, by=by, du_lieu={"de_an": de_an.ma, "ten": co_so.ten})
    return co_so


def _giu_nguyen(de_an: DeAn, tru: int | None = None) -> list[dict[str, Any]]:
    rows = ThuHuong.objects.filter(noi_dung__de_an=de_an).exclude(pk=tru).order_by("pk")
    return [{"id": t.pk, "noi_dung_id": t.noi_dung_id} for t in rows]


@transaction.atomic
def dat_mot_thu_huong(
    de_an: DeAn, *, gia_tri: Mapping[str, Any], by: Any, dong: int | None = None
) -> ThuHuong:
    """Add a beneficiary, or change the row ``dong``; the others stay as they are.

    Raises ValidationError with every fault, also when the row is not of this đề án.
    """
    de_an = mo_de_sua(de_an, PhanDeAn.THU_HUONG, by=by)
    if dong is not None and not ThuHuong.objects.filter(pk=dong, noi_dung__de_an=de_an).exists():
        raise ValidationError("Đơn vị thụ hưởng này không còn trong đề án.")
    co_so = gia_tri.get("co_so")
    if co_so is not None and co_so.xa.tinh_id not in cac_tinh_cua(de_an):
        raise ValidationError("Cơ sở không thuộc tỉnh của đề án.")
    cac = _giu_nguyen(de_an, dong)
    giu = ghi_thu_huong(de_an, [*cac, {**gia_tri, **({"id": dong} if dong else {})}])
    ghi("dean.dat_thu_huong", de_an, by=by, du_lieu={"thu_huong": giu[-1].pk})
    return giu[-1]


@transaction.atomic
def bo_thu_huong(thu_huong: ThuHuong, *, by: Any) -> None:
    """Take a beneficiary out of a đề án being drawn up, with the documents handed in for it."""
    de_an = mo_de_sua(thu_huong.noi_dung.de_an, PhanDeAn.THU_HUONG, by=by)
    ten = str(thu_huong)
    ThuHuong.objects.filter(pk=thu_huong.pk, noi_dung__de_an=de_an).delete()
    ghi("dean.bo_thu_huong", de_an, by=by, du_lieu={"ten": ten})


@transaction.atomic
def bo_tai_lieu(tai_lieu: TaiLieu, *, by: Any) -> None:
    """Take a document out while its part is open; the stored file and its hash stay.

    What the appraisers of an earlier round have seen is not taken out: a new copy stands beside it.
    """
    de_an = mo_de_sua(tai_lieu.de_an, PhanDeAn.TAI_LIEU, by=by)
    truoc = YeuCauBoSung.objects.filter(de_an=de_an, vong=de_an.vong - 1).order_by("luc").first()
    if truoc is not None and tai_lieu.luc < truoc.luc:
        raise ValidationError("Tài liệu đã nộp ở vòng trước không bỏ được; nộp bản mới bên cạnh.")
    du_lieu = {"ma": tai_lieu.ma, "tep": tai_lieu.tep.sha256}
    tai_lieu.delete()
    ghi("dean.bo_tai_lieu", de_an, by=by, du_lieu=du_lieu)
