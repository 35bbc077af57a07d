"""Papers of a dossier: kind, number, issuer, days, file (Điều 12 TT 26/2014/TT-BCT)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from sanpham_tieubieu.choices import PhanHoSo
from sanpham_tieubieu.models import HoSoDangKy, LoaiTaiLieu, TaiLieuHoSo
from sanpham_tieubieu.services.cua import cau_loi, gan, gom, loi_tuong_lai
from sanpham_tieubieu.services.ho_so import mo_de_sua
from sanpham_tieubieu.services.tep import loi_tep, luu_giay

THONG_TIN = (
    "loai",
    "ten",
    "so",
    "co_quan_cap",
    "ngay_cap",
    "het_han",
    "chung_thuc",
    "can_cu_mien",
)


def _luu(
    ho_so: HoSoDangKy, dong: TaiLieuHoSo, thong_tin: Mapping[str, Any], tep: File | None, by: Any
) -> dict[str, Any]:
    doi = gan(dong, thong_tin, THONG_TIN)
    luat = {t.ma: t for t in LoaiTaiLieu.objects.hieu_luc(timezone.localdate())}
    loai = luat.get(dong.loai)
    loi = loi_tep(tep)
    if dong.loai and loai is None:
        loi.append(f"Loại giấy tờ: không có loại «{dong.loai}».")
    if loai is not None:
        dong.ten = dong.ten or loai.ten
        if loai.co_han and dong.het_han is None and not dong.can_cu_mien:
            loi.append(f"Hết hạn: ghi ngày hết hạn của «{loai.ten}».")
    if tep is None and dong.tep_id is None and not dong.so and not dong.can_cu_mien:
        loi.append("Tệp: đính bản chụp giấy tờ, ghi số giấy tờ hoặc căn cứ được miễn.")
    loi += loi_tuong_lai(dong.ngay_cap, "Ngày cấp")
    gom(loi + cau_loi(dong))
    if tep is not None:
        dong.tep = luu_giay(ho_so, tep, don_vi=ho_so.don_vi, by=by)
        doi["tep"] = dong.tep.sha256
    dong.save()
    return doi


@transaction.atomic
def them_tai_lieu(
    ho_so: HoSoDangKy, *, thong_tin: Mapping[str, Any], tep: File | None = None, by: Any
) -> TaiLieuHoSo:
    """Add a paper (columns of THONG_TIN). Raises ValidationError with every fault at once."""
    ho_so = mo_de_sua(ho_so, PhanHoSo.TAI_LIEU, by=by)
    dong = TaiLieuHoSo(ho_so=ho_so)
    doi = _luu(ho_so, dong, thong_tin, tep, by)
    ghi("hosobinhchon.them_tai_lieu", ho_so, by=by, du_lieu={"dong": dong.pk, **doi})
    return dong


@transaction.atomic
def sua_tai_lieu(
    tai_lieu: TaiLieuHoSo, *, thong_tin: Mapping[str, Any], tep: File | None = None, by: Any
) -> TaiLieuHoSo:
    """Change a paper; without a new file the old one stays."""
    ho_so = mo_de_sua(tai_lieu.ho_so, PhanHoSo.TAI_LIEU, by=by)
    dong = TaiLieuHoSo.objects.select_for_update(of=("self",)).get(pk=tai_lieu.pk, ho_so=ho_so)
    doi = _luu(ho_so, dong, thong_tin, tep, by)
    ghi("hosobinhchon.sua_tai_lieu", ho_so, by=by, du_lieu={"dong": dong.pk, **doi})
    return dong


@transaction.atomic
def bo_tai_lieu(tai_lieu: TaiLieuHoSo, *, by: Any) -> None:
    """Take a paper out of an open dossier."""
    ho_so = mo_de_sua(tai_lieu.ho_so, PhanHoSo.TAI_LIEU, by=by)
    dong = TaiLieuHoSo.objects.get(pk=tai_lieu.pk, ho_so=ho_so)
    ghi("hosobinhchon.bo_tai_lieu", ho_so, by=by, du_lieu={"loai": dong.loai, "so": dong.so})
    dong.delete()
