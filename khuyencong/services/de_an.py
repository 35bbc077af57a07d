"""Drawing up a đề án: its text, lines, beneficiaries, estimate and documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from cucctdp.audit.record import ghi
from cucctdp.formats.chu import khoa_tim
from khuyencong.choices import DANG_SOAN, Nguon, PhanDeAn, TrangThaiDeAn
from khuyencong.models import (
    DeAn,
    DeAnNoiDung,
    DuToan,
    NoiDung,
    ThuHuong,
    YeuCauBoSung,
)
from khuyencong.services.so_cai import khoa_de_an
from khuyencong.workflow import khong_phai_ben_lap

# Fields of the general part; what is not here is set by steps, never typed.
THONG_TIN = (
    "ten",
    "nguon",
    "hinh_thuc",
    "lua_chon",
    "nam",
    "tu_ngay",
    "den_ngay",
    "don_vi",
    "thuc_hien",
    "su_can_thiet",
    "muc_tieu",
    "quy_mo",
    "tien_do",
    "to_chuc",
    "hieu_qua",
    "uu_tien",
    "can_cu_uu_tien",
    "co_thu_hoi",
    "ke_hoach",
)
# Lists of the general part: provinces of a đề án of many, units that coordinate.
DANH_SACH = ("cac_tinh", "phoi_hop")


def _ma_moi(nguon: str, nam: int) -> str:
    """Next code of a source and year, e.g. «KCQG-2026-00042»; two writers never get the same."""
    dau = f"{nguon.upper()}-{nam}-"
    cuoi = DeAn.objects.filter(ma__startswith=dau).order_by("-ma").values_list("ma", flat=True)
    so = int(cuoi[0].rpartition("-")[2]) + 1 if cuoi else 1
    return f"{dau}{so:05d}"


def luu_gom_loi(dong: Any, loi: list[str], noi: str = "") -> None:
    """Validate a row, gathering its sentences instead of stopping at the first."""
    try:
        dong.full_clean(exclude=["tong"])
    except ValidationError as e:
        for truong, cac_cau in e.message_dict.items():
            ten = "" if truong == "__all__" else dong._meta.get_field(truong).verbose_name
            loi += [": ".join(p for p in (noi, str(ten), cau) if p) for cau in cac_cau]


def duoc_soan(by: Any) -> bool:
    """Draws up đề án, or takes in the plan of a province from its Mẫu 2."""
    return bool(by.has_perm("khuyencong.lap_dean") or by.has_perm("imports.nhap_de_an"))


@transaction.atomic
def lap_de_an(*, thong_tin: Mapping[str, Any], by: Any) -> DeAn:
    """Open a new đề án in the hands of ``by``.

    Raises ValidationError with every fault, PermissionDenied without the right or outside scope.
    """
    if not duoc_soan(by):
        raise PermissionDenied("Tài khoản của bạn không có quyền lập đề án.")
    de_an = DeAn(nguoi_lap=by, **{k: v for k, v in thong_tin.items() if k in THONG_TIN})
    _trong_pham_vi(de_an, by, thong_tin.get("cac_tinh", ()))
    de_an.ma = _ma_moi(de_an.nguon, de_an.nam) if de_an.nguon and de_an.nam else "tam"
    loi = _loi_cac_tinh(de_an, thong_tin)
    luu_gom_loi(de_an, loi)
    if loi:
        raise ValidationError(loi)
    for lan in range(5):
        try:
            with transaction.atomic():
                de_an.save()
            break
        except IntegrityError:
            if lan == 4:
                raise
            de_an.ma = _ma_moi(de_an.nguon, de_an.nam)
    _dat_danh_sach(de_an, thong_tin)
    ghi("dean.lap", de_an, by=by, du_lieu={"ten": de_an.ten})
    return de_an


def _trong_pham_vi(de_an: DeAn, by: Any, cac_tinh: Sequence[Any]) -> None:
    """One's own province, or a đề án of many provinces in which it takes part; of a regional
    centre what it carries out itself.
    """
    if by.theo_to_chuc:
        if de_an.thuc_hien_id != by.to_chuc_id:
            raise PermissionDenied("Trung tâm vùng chỉ lập đề án do chính trung tâm thực hiện.")
        return
    pham_vi = by.pham_vi_don_vi()
    cac = [de_an.don_vi_id] if de_an.don_vi_id is not None else [t.pk for t in cac_tinh]
    if pham_vi is not None and not pham_vi.intersection(cac):
        raise PermissionDenied("Bạn chỉ lập được đề án của tỉnh mình.")


def _loi_cac_tinh(de_an: DeAn, thong_tin: Mapping[str, Any]) -> list[str]:
    """A đề án is of one province, or names at least two that take part."""
    so = len(thong_tin.get("cac_tinh", ()))
    if de_an.don_vi_id is None and "cac_tinh" in thong_tin and so < 2:
        return ["Các tỉnh tham gia: đề án nhiều tỉnh phải chọn ít nhất hai tỉnh."]
    if de_an.don_vi_id is not None and so:
        return ["Các tỉnh tham gia: chỉ chọn với đề án nhiều tỉnh."]
    return []


def _dat_danh_sach(de_an: DeAn, thong_tin: Mapping[str, Any]) -> None:
    for ten in DANH_SACH:
        if ten in thong_tin:
            getattr(de_an, ten).set(thong_tin[ten])


def phan_mo(de_an: DeAn) -> set[str]:
    """Parts that may be edited now: all of a draft, only the questioned ones after a return."""
    if de_an.trang_thai == TrangThaiDeAn.NHAP:
        return set(PhanDeAn.values)
    if de_an.trang_thai in DANG_SOAN:
        return set(
            YeuCauBoSung.objects.filter(de_an=de_an, vong=de_an.vong - 1).values_list(
                "phan", flat=True
            )
        )
    return set()


def mo_de_sua(de_an: DeAn, phan: str, *, by: Any) -> DeAn:
    """Lock a đề án for editing one part. Raises PermissionDenied or ValidationError."""
    de_an = khoa_de_an(de_an)
    if not duoc_soan(by):
        raise PermissionDenied("Tài khoản của bạn không có quyền sửa đề án.")
    if not DeAn.objects.visible_to(by).filter(pk=de_an.pk).exists():
        raise PermissionDenied("Đề án không thuộc phạm vi của bạn.")
    if cau := khong_phai_ben_lap(de_an, by):
        raise PermissionDenied(cau[0])
    mo = phan_mo(de_an)
    if not mo:
        raise ValidationError(
            f"Đề án đang ở trạng thái «{de_an.get_trang_thai_display()}», không sửa được."
        )
    if phan not in mo:
        cac_phan = ", ".join(f"«{PhanDeAn(p).label}»" for p in sorted(mo))
        raise ValidationError(f"Vòng này chỉ mở các phần được yêu cầu bổ sung: {cac_phan}.")
    return de_an


@transaction.atomic
def sua_thong_tin(de_an: DeAn, *, thong_tin: Mapping[str, Any], by: Any) -> DeAn:
    """Change the general part. The regime and the year stay once it was handed in."""
    de_an = mo_de_sua(de_an, PhanDeAn.THONG_TIN, by=by)
    loi = _loi_cac_tinh(de_an, thong_tin)
    for ten, gia_tri in thong_tin.items():
        if ten not in THONG_TIN:
            continue
        doi = getattr(de_an, ten) != gia_tri
        if doi and ten in ("nguon", "nam", "don_vi") and de_an.trang_thai != TrangThaiDeAn.NHAP:
            nhan = DeAn._meta.get_field(ten).verbose_name
            loi.append(f"Không đổi được {nhan} sau khi đã nộp; lập đề án khác.")
            continue
        setattr(de_an, ten, gia_tri)
    _trong_pham_vi(de_an, by, thong_tin.get("cac_tinh") or list(de_an.cac_tinh.all()))
    luu_gom_loi(de_an, loi)
    if loi:
        raise ValidationError(loi)
    de_an.save()
    _dat_danh_sach(de_an, thong_tin)
    ghi("dean.sua_thong_tin", de_an, by=by)
    return de_an


@transaction.atomic
def dat_noi_dung(
    de_an: DeAn, *, cac_dong: Sequence[Mapping[str, Any]], by: Any
) -> list[DeAnNoiDung]:
    """Replace the activity lines; a line with ``id`` is kept and changed, one left out is removed.

    Raises ValidationError with every fault of every line and its place.
    """
    de_an = mo_de_sua(de_an, PhanDeAn.NOI_DUNG, by=by)
    giu = ghi_noi_dung(de_an, cac_dong)
    ghi("dean.dat_noi_dung", de_an, by=by, du_lieu={"so_dong": len(giu)})
    return giu


def ghi_noi_dung(de_an: DeAn, cac_dong: Sequence[Mapping[str, Any]]) -> list[DeAnNoiDung]:
    """Put the activity lines of a locked đề án; see ``dat_noi_dung``."""
    co = {d.pk: d for d in de_an.cac_noi_dung.all()}
    giu, loi = [], []
    for thu_tu, muc in enumerate(cac_dong, 1):
        dong = co.pop(muc["id"], None) if muc.get("id") else None
        dong = dong or DeAnNoiDung(de_an=de_an)
        for ten in ("noi_dung", "ten", "so_luong", "don_vi_tinh"):
            setattr(dong, ten, muc.get(ten))
        dong.cap = muc.get("cap", dong.cap)
        dong.thu_tu = thu_tu
        luu_gom_loi(dong, loi, f"Nội dung {thu_tu}")
        giu.append(dong)
    for bo in co.values():
        if bo.thu_huong.exists() or bo.du_toan.exists():
            loi.append(f"«{bo}» còn đơn vị thụ hưởng hoặc dự toán, bỏ các dòng đó trước.")
    if loi:
        raise ValidationError(loi)
    for bo in co.values():
        bo.delete()
    for dong in giu:
        dong.save()
    lap_lai = _lap_lai()
    for t in ThuHuong.objects.filter(noi_dung__in=giu).select_related("noi_dung"):
        if t.khoa_chi != (moi := khoa_chi(t.noi_dung, t.may, lap_lai=lap_lai)):
            t.khoa_chi = moi
            t.save(update_fields=["khoa_chi"])
    return giu


_O_THU_HUONG = (
    "co_so",
    "xa",
    "nganh_nghe",
    "lang_nghe",
    "cong_nghe",
    "may",
    "tinh_trang_may",
    "thong_so_may",
    "xuat_xu_may",
    "gia_may",
    "lao_dong",
    "von",
    "diem_binh_chon",
    "gcn_so",
    "gcn_den",
    "chi_phi_hop_le",
    "he_so_uu_tien",
    "can_cu_uu_tien",
    "ngoai_le",
    *(n.value for n in Nguon),
)


def khoa_chi(dong: DeAnNoiDung, hang_muc: str, *, lap_lai: Collection[str]) -> str:
    """Key of «the same nội dung chi» (KC12): activity code and item without accents.

    Where no item is named the line itself is what is paid for; activities of ``lap_lai`` (fairs,
    journeys: KC14 counts them) then have no key, "".
    """
    chi = hang_muc.strip() or ("" if dong.noi_dung in lap_lai else dong.ten)
    return f"{dong.noi_dung}:{khoa_tim(chi)}"[:300] if chi else ""


def _lap_lai() -> set[str]:
    """Codes of activities that an establishment may do again and again."""
    rows = NoiDung.objects.filter(Q(theo_thoi_vu=True) | Q(o_nuoc_ngoai=True))
    return set(rows.values_list("ma", flat=True))


def ghi_thu_huong(de_an: DeAn, cac_dong: Sequence[Mapping[str, Any]]) -> list[ThuHuong]:
    """Put the beneficiaries of a locked đề án; see ``dat_thu_huong``."""
    noi_dung = {n.pk: n for n in de_an.cac_noi_dung.all()}
    co = {t.pk: t for t in ThuHuong.objects.filter(noi_dung__de_an=de_an)}
    lap_lai = _lap_lai()
    giu, loi = [], []
    for thu_tu, muc in enumerate(cac_dong, 1):
        noi = f"Thụ hưởng {thu_tu}"
        cua = noi_dung.get(muc.get("noi_dung_id"))
        if cua is None:
            loi.append(f"{noi}: chưa chọn nội dung của đề án này.")
            continue
        dong = co.pop(muc["id"], None) if muc.get("id") else None
        dong = dong or ThuHuong()
        dong.noi_dung = cua
        for ten in _O_THU_HUONG:
            if ten in muc:
                setattr(dong, ten, muc[ten])
        if dong.xa_id is None and dong.co_so is not None:
            dong.xa = dong.co_so.xa
        dong.khoa_chi = khoa_chi(cua, dong.may, lap_lai=lap_lai)
        luu_gom_loi(dong, loi, noi)
        giu.append(dong)
    if loi:
        raise ValidationError(loi)
    for bo in co.values():
        bo.delete()
    for dong in giu:
        dong.save()
        dong.refresh_from_db(fields=["tong"])
    return giu


@transaction.atomic
def dat_thu_huong(de_an: DeAn, *, cac_dong: Sequence[Mapping[str, Any]], by: Any) -> list[ThuHuong]:
    """Replace the beneficiaries; each names its line (``noi_dung_id``) and money by source, đồng.

    Raises ValidationError with every fault of every row and its place.
    """
    de_an = mo_de_sua(de_an, PhanDeAn.THU_HUONG, by=by)
    giu = ghi_thu_huong(de_an, cac_dong)
    ghi("dean.dat_thu_huong", de_an, by=by, du_lieu={"so_dong": len(giu)})
    return giu


@transaction.atomic
def dat_du_toan(de_an: DeAn, *, cac_dong: Sequence[Mapping[str, Any]], by: Any) -> list[DuToan]:
    """Replace the estimate (Mẫu 1). Raises ValidationError with every fault and its place."""
    de_an = mo_de_sua(de_an, PhanDeAn.DU_TOAN, by=by)
    noi_dung = {n.pk: n for n in de_an.cac_noi_dung.all()}
    moi, loi = [], []
    for thu_tu, muc in enumerate(cac_dong, 1):
        noi = f"Dự toán {thu_tu}"
        cua = noi_dung.get(muc.get("noi_dung_id"))
        if cua is None:
            loi.append(f"{noi}: chưa chọn nội dung của đề án này.")
            continue
        dong = DuToan(noi_dung=cua, thu_tu=thu_tu)
        for ten in ("muc_chi", "don_vi_tinh", "so_luong", "don_gia"):
            setattr(dong, ten, muc.get(ten))
        for ten in ("quan_ly", "can_cu", *(n.value for n in Nguon)):
            if ten in muc:
                setattr(dong, ten, muc[ten])
        luu_gom_loi(dong, loi, noi)
        moi.append(dong)
    if loi:
        raise ValidationError(loi)
    DuToan.objects.filter(noi_dung__de_an=de_an).delete()
    for dong in moi:
        dong.save()
    ghi("dean.dat_du_toan", de_an, by=by, du_lieu={"so_dong": len(moi)})
    return moi
