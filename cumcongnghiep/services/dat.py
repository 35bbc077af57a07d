"""Land: the balance a decision fixes, lots, and who holds which land from day to day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.formats.so import dinh_dang
from cumcongnghiep.choices import DA_THUE, LoaiVanBan
from cumcongnghiep.ho_so_cum import doc_ho_so
from cumcongnghiep.models import CanDoiDat, Cum, DuAn, Lo, ThueDat
from cumcongnghiep.services.cua import (
    cac_loi,
    doc_lai,
    gan,
    hoi_quy_tac,
    khoa_cum,
    loi_khac_cum,
    luu,
    xong,
)
from cumcongnghiep.services.dieu_kien import gom

PHAN_DAT = ("cong_nghiep", "giao_thong", "cay_xanh", "ky_thuat", "dich_vu", "khac")
TRONG_CN = ("uu_tien", "cho_lang_nghe", "cho_chuyen_nganh")
TRUONG_CAN_DOI = (
    "ngay", "van_ban", "tong", *PHAN_DAT, *TRONG_CN, "can_xac_minh", "nguon_tin", "nguoi_nhap",
    "nguoi_xac_nhan", "xac_nhan_luc",
)  # fmt: skip
_NHAN_CAN_DOI = {f.name: f.verbose_name for f in CanDoiDat._meta.concrete_fields}
TRUONG_LO = ("ma", "dien_tich", "tinh_trang", "tinh_trang_tu", "ranh_gioi")
TRUONG_THUE = (
    "lo", "loai", "dien_tich", "tu_ngay", "den_ngay", "so_van_ban", "don_gia", "ghi_chu",
)  # fmt: skip


@transaction.atomic
def can_doi_dat(cum: Cum, *, ngay: date, by: Any, **truong: Any) -> CanDoiDat:
    """Write the land balance of a day (ha), or change the one of that day.

    A changed balance waits for confirmation again. Raises ValidationError with every fault.
    """
    khoa = khoa_cum(cum, by=by)
    dong = CanDoiDat.objects.select_for_update(of=("self",)).filter(cum=khoa, ngay=ngay).first()
    dong = dong or CanDoiDat(cum=khoa)
    _cam(truong, "nguoi_nhap", "nguoi_xac_nhan", "xac_nhan_luc")
    doi = gan(dong, truong, TRUONG_CAN_DOI)
    luu(
        dong,
        {"ngay": ngay, "nguoi_nhap": by, "nguoi_xac_nhan": None, "xac_nhan_luc": None},
        cum=khoa,
        cho_phep=TRUONG_CAN_DOI,
        hanh_dong="cum.dat.can_doi",
        by=by,
        loi=_loi_can_doi(khoa, dong),
        doi=doi,
    )
    gom(hoi_quy_tac(khoa, "dat", bo=("V02",)))
    return dong


@transaction.atomic
def xac_nhan_can_doi(dong: CanDoiDat, *, by: Any) -> CanDoiDat:
    """A second person confirms a land balance; raises ValidationError for who entered it."""
    khoa = khoa_cum(dong.cum_id, by=by, quyen="xac_nhan_so_lieu")
    dong = doc_lai(dong)
    if dong.nguoi_nhap_id == by.pk:
        raise ValidationError("Người nhập không tự xác nhận số liệu của mình.")
    return luu(
        dong,
        {"nguoi_xac_nhan": by, "xac_nhan_luc": timezone.now(), "can_xac_minh": False},
        cum=khoa,
        cho_phep=TRUONG_CAN_DOI,
        hanh_dong="cum.dat.xac_nhan",
        by=by,
    )


def _loi_can_doi(cum: Cum, dong: CanDoiDat) -> list[str]:
    """Parts against the whole, both only where all that is compared is known."""
    loi = loi_khac_cum(cum, van_ban=dong.van_ban)
    v = dong.van_ban
    if v is not None and v.loai not in (LoaiVanBan.QHCT, LoaiVanBan.DIEU_CHINH, LoaiVanBan.KHAC):
        loi.append(f"{v.get_loai_display()} không phải văn bản duyệt cơ cấu sử dụng đất.")
    co = [x for c in PHAN_DAT if (x := getattr(dong, c)) is not None]
    tong = sum(co, Decimal(0))
    if dong.tong is not None and tong > dong.tong:
        loi.append(
            f"V40: Các loại đất cộng lại {dinh_dang(tong)} ha, lớn hơn tổng "
            f"{dinh_dang(dong.tong)} ha."
        )
    elif dong.tong is not None and len(co) == len(PHAN_DAT) and tong != dong.tong:
        loi.append(
            f"V40: Các loại đất cộng lại {dinh_dang(tong)} ha, khác tổng {dinh_dang(dong.tong)} ha."
        )
    for cot in TRONG_CN:
        phan = getattr(dong, cot)
        if phan is not None and dong.cong_nghiep is not None and phan > dong.cong_nghiep:
            cn = dinh_dang(dong.cong_nghiep)
            loi.append(f"«{_NHAN_CAN_DOI[cot]}» lớn hơn đất công nghiệp ({cn} ha).")
    return loi


@transaction.atomic
def them_lo(cum: Cum, *, by: Any, **truong: Any) -> Lo:
    """Enter one lot; raises ValidationError."""
    khoa = khoa_cum(cum, by=by)
    return luu(Lo(cum=khoa), truong, cum=khoa, cho_phep=TRUONG_LO, hanh_dong="cum.lo.them", by=by)


@transaction.atomic
def them_nhieu_lo(cum: Cum, cac_lo: Sequence[dict[str, Any]], *, by: Any) -> list[Lo]:
    """Enter the lots of a drawing; every fault of every lot at once, or all are written."""
    khoa = khoa_cum(cum, by=by)
    co = set(khoa.cac_lo.values_list("ma", flat=True))
    moi, loi = [], []
    for truong in cac_lo:
        lo = Lo(cum=khoa)
        gan(lo, truong, TRUONG_LO)
        try:
            lo.clean_fields(exclude=["cum"])
        except ValidationError as e:
            loi += [f"Lô {lo.ma}: {c}" for c in e.messages]
        if lo.ma in co:
            loi.append(f"Lô {lo.ma}: Cụm đã có lô mang ký hiệu này.")
        if lo.dien_tich is not None and lo.dien_tich <= 0:
            loi.append(f"Lô {lo.ma}: Diện tích lô phải lớn hơn 0.")
        co.add(lo.ma)
        moi.append(lo)
    gom(loi)
    Lo.objects.bulk_create(moi)
    xong(khoa, "cum.lo.them_nhieu", du_lieu={"cac_lo": [lo.ma for lo in moi]}, by=by)
    return moi


@transaction.atomic
def sua_lo(lo: Lo, *, by: Any, **truong: Any) -> Lo:
    """Change a lot; never smaller than what is leased of it today."""
    khoa = khoa_cum(lo.cum_id, by=by)
    lo = doc_lai(lo)
    ha = truong.get("dien_tich")
    loi = [
        f"Lô đang cho thuê {dinh_dang(t.dien_tich)} ha ({t.du_an}), lớn hơn diện tích mới của lô."
        for t in lo.thue_dat.filter(loai__in=DA_THUE).select_related("du_an")
        if ha is not None and t.dien_tich > ha
    ]
    return luu(
        lo, truong, cum=khoa, cho_phep=TRUONG_LO, hanh_dong="cum.lo.sua", by=by, loi=loi
    )  # fmt: skip


@transaction.atomic
def cho_thue(du_an: DuAn, *, by: Any, **truong: Any) -> ThueDat:
    """Record on what ground a project holds land, from a day on (ha).

    Raises ValidationError: the lot leased to somebody else on a day of it, more land than the lot
    or than the industrial land of the cluster (V01), a day before the project came.
    """
    khoa = khoa_cum(du_an.cum_id, by=by)
    return _luu_thue(khoa, ThueDat(cum=khoa, du_an=du_an), truong, "cum.thue.them", by)


@transaction.atomic
def sua_thue(thue: ThueDat, *, by: Any, **truong: Any) -> ThueDat:
    """Correct a lease; raises as ``cho_thue``."""
    khoa = khoa_cum(thue.cum_id, by=by)
    return _luu_thue(khoa, doc_lai(thue), truong, "cum.thue.sua", by)


@transaction.atomic
def cham_dut_thue(thue: ThueDat, *, den_ngay: date, ly_do: str, by: Any) -> ThueDat:
    """End a lease: ``den_ngay`` is its last day. Raises ValidationError without a reason."""
    khoa = khoa_cum(thue.cum_id, by=by)
    thue = doc_lai(thue)
    loi = []
    if thue.den_ngay is not None and thue.den_ngay < den_ngay:
        loi.append(f"Hợp đồng đã hết ngày {thue.den_ngay:%d/%m/%Y}.")
    if not ly_do.strip():
        loi.append("Nêu lý do chấm dứt thuê đất.")
    thue.den_ngay = den_ngay
    cac_loi(thue, them=loi)
    thue.save()
    xong(khoa, "cum.thue.cham_dut", dong=thue, du_lieu={"den": den_ngay}, ly_do=ly_do, by=by)
    return thue


def _luu_thue(cum: Cum, thue: ThueDat, truong: dict[str, Any], hanh_dong: str, by: Any) -> ThueDat:
    doi = gan(thue, truong, TRUONG_THUE)
    luu(
        thue, {}, cum=cum, cho_phep=(), hanh_dong=hanh_dong, by=by,
        loi=_loi_thue(cum, thue), doi=doi,
    )  # fmt: skip
    gom(hoi_quy_tac(cum, "dat", bo=("V01",)))
    return thue


def _loi_thue(cum: Cum, thue: ThueDat) -> list[str]:
    loi = loi_khac_cum(cum, du_an=thue.du_an, lo=thue.lo)
    if thue.dien_tich is None or thue.tu_ngay is None:
        return loi
    if thue.tu_ngay < thue.du_an.vao_cum:
        loi.append(
            f"Dự án vào cụm ngày {thue.du_an.vao_cum:%d/%m/%Y}: ngày giữ đất phải từ ngày ấy."
        )
    if thue.du_an.ket_thuc is not None and (
        thue.den_ngay is None or thue.den_ngay >= thue.du_an.ket_thuc
    ):
        loi.append(f"Dự án đã chấm dứt ngày {thue.du_an.ket_thuc:%d/%m/%Y}.")
    if thue.loai not in DA_THUE:
        return loi
    if thue.lo is not None and thue.dien_tich > thue.lo.dien_tich:
        loi.append(
            f"Diện tích thuê {dinh_dang(thue.dien_tich)} ha lớn hơn {thue.lo} "
            f"({dinh_dang(thue.lo.dien_tich)} ha)."
        )
    return loi + _loi_qua_dat_cn(cum, thue)


def _loi_qua_dat_cn(cum: Cum, thue: ThueDat) -> list[str]:
    """V01 on the first day of a lease and on those of later leases that stand beside it.

    A balance that nobody has checked against its decision does not stop anybody.
    """
    h = doc_ho_so([cum])[cum.pk]
    khac = [t for t in h.thue if t.pk != thue.pk]
    cac_ngay = [thue.tu_ngay, *(t.tu_ngay for t in khac if t.tu_ngay > thue.tu_ngay)]
    for ngay in cac_ngay:
        if thue.den_ngay is not None and ngay > thue.den_ngay:
            continue
        can_doi = h.can_doi_dat(ngay)
        cn = can_doi.cong_nghiep if can_doi and not can_doi.can_xac_minh else None
        tong = thue.dien_tich + sum(
            (t.dien_tich for t in h.thue_ngay(ngay, *DA_THUE) if t.pk != thue.pk), Decimal(0)
        )
        if cn is not None and tong > cn:
            cau = (
                f"V01: Diện tích đất công nghiệp đã cho thuê ({dinh_dang(tong)} ha) lớn hơn diện "
                f"tích đất công nghiệp theo quy hoạch chi tiết ({dinh_dang(cn)} ha)."
            )
            return [cau]
    return []


def _cam(truong: dict[str, Any], *ten: str) -> None:
    if set(ten) & set(truong):
        raise TypeError("columns of who entered and confirmed are set by the door")
