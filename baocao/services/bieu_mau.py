"""Versions of a form template: a used one is copied as a draft, edited, then put in force.

Bản thảo → có hiệu lực → hết hiệu lực (a day); a draft nobody wants is «thôi dùng».
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction

from baocao.choices import TrangThaiBieu
from baocao.models import BieuMau, ChiTieu, CotBieu, KyBaoCao, PhieuBieu
from baocao.services.kiem_bieu import kiem_bieu, loi_cau_truc
from baocao.services.kiem_don_vi import canh_bao_don_vi
from cucctdp.audit.models import SuKien
from cucctdp.audit.record import ghi
from cucctdp.formats.ngay import ngay_ngan

QUYEN = "baocao.change_bieumau"
QUYEN_AP_DUNG = "baocao.ap_dung_bieumau"
_SOAN = ("bieumau.tao_phien_ban_moi", "bieumau.tao_ban_thao", "bieumau.sua_ban_thao")


@transaction.atomic
def tao_phien_ban_moi(bieu_mau: BieuMau, *, by: Any) -> BieuMau:
    """Copy a version, with its columns and rows, as a draft with the next version number.

    Raises PermissionDenied, or ValidationError while another draft of the form exists.
    """
    _duoc_sua(by)
    cac_ban = _khoa(bieu_mau.ma)
    goc = next(b for b in cac_ban if b.pk == bieu_mau.pk)
    _chua_co_ban_thao(cac_ban)
    moi = BieuMau.objects.create(
        **_gia_tri(goc)
        | {
            "phien_ban": max(b.phien_ban for b in cac_ban) + 1,
            "trang_thai": TrangThaiBieu.NHAP,
            "hieu_luc_den": None,
            "nhan_den": None,
        }
    )
    cac_phan: tuple[tuple[Any, Any, dict[str, str]], ...] = (
        (CotBieu, goc.cot.all(), {}),
        (ChiTieu, goc.chi_tieu.all(), {"thay_cho": ""}),
    )
    for model, cac_dong, sach in cac_phan:
        model.objects.bulk_create(
            model(**_gia_tri(dong) | {"bieu_mau_id": moi.pk} | sach) for dong in cac_dong
        )
    ghi(
        "bieumau.tao_phien_ban_moi",
        moi,
        by=by,
        du_lieu={"tu_phien_ban": goc.phien_ban, "phien_ban": moi.phien_ban},
    )
    return moi


@transaction.atomic
def tao_ban_thao(
    bieu_mau: BieuMau, *, cot: Sequence[CotBieu], chi_tieu: Sequence[ChiTieu], by: Any
) -> BieuMau:
    """Store an unsaved form with its unsaved columns and rows as a draft with the next number.

    Raises PermissionDenied, or ValidationError with every fault of the form.
    """
    _duoc_sua(by)
    cac_ban = _khoa(bieu_mau.ma)
    _chua_co_ban_thao(cac_ban)
    bieu_mau.phien_ban = max((b.phien_ban for b in cac_ban), default=0) + 1
    bieu_mau.trang_thai, bieu_mau.hieu_luc_den = TrangThaiBieu.NHAP, None
    if loi := kiem_bieu(bieu_mau, cot, chi_tieu, _dong_truoc(bieu_mau, cac_ban)):
        raise ValidationError([str(x) for x in loi])
    bieu_mau.full_clean()
    bieu_mau.save(force_insert=True)
    cac_dong: list[CotBieu | ChiTieu] = [*cot, *chi_tieu]
    for dong in cac_dong:
        dong.bieu_mau = bieu_mau
        dong.full_clean(validate_unique=False, validate_constraints=False)
    CotBieu.objects.bulk_create(cot)
    ChiTieu.objects.bulk_create(chi_tieu)
    ghi("bieumau.tao_ban_thao", bieu_mau, by=by, du_lieu={"phien_ban": bieu_mau.phien_ban})
    return bieu_mau


@transaction.atomic
def luu_dau(bieu_mau: BieuMau, *, by: Any) -> BieuMau:
    """Write the head (names, kinds of period, notes) of a version no report uses, or a new form.

    Raises PermissionDenied, or ValidationError when the version has come into use meanwhile.
    """
    _duoc_sua(by)
    moi = bieu_mau.pk is None
    if not moi:
        _khoa(bieu_mau.ma)
        kiem_con_sua(bieu_mau)
    bieu_mau.save()
    ghi("bieumau.tao_ban_thao" if moi else "bieumau.sua_ban_thao", bieu_mau, by=by)
    return bieu_mau


@transaction.atomic
def luu_dong(
    bieu_mau: BieuMau,
    *,
    ghi_lai: Iterable[CotBieu | ChiTieu],
    bo: Iterable[CotBieu | ChiTieu] = (),
    by: Any,
) -> None:
    """Write changed and new rows or columns of a version no report uses, and drop others.

    Raises PermissionDenied, or ValidationError when the version has come into use meanwhile.
    """
    _duoc_sua(by)
    _khoa(bieu_mau.ma)
    kiem_con_sua(bieu_mau)
    ghi_lai, bo = list(ghi_lai), list(bo)
    for dong in bo:
        dong.delete()
    for dong in ghi_lai:
        dong.bieu_mau = bieu_mau
        dong.save()
    if ghi_lai or bo:
        du_lieu = {"sua": [d.ma for d in ghi_lai], "bo": [d.ma for d in bo]}
        ghi("bieumau.sua_ban_thao", bieu_mau, by=by, du_lieu=du_lieu)


@transaction.atomic
def dat_danh_sach(chi_tieu: ChiTieu, *, cau_truc: dict[str, Any], by: Any) -> ChiTieu:
    """Set the columns of a list row of a version no report uses.

    Raises PermissionDenied, or ValidationError with every fault of the structure.
    """
    if loi := loi_cau_truc(chi_tieu.kieu, cau_truc):
        raise ValidationError(loi)
    chi_tieu.danh_sach = cau_truc
    luu_dong(chi_tieu.bieu_mau, ghi_lai=[chi_tieu], by=by)
    return chi_tieu


def con_thieu(bieu_mau: BieuMau) -> list[str]:
    """What still keeps a draft from being applied, as sentences."""
    truoc = ban_truoc(bieu_mau)
    cu = list(truoc.chi_tieu.all()) if truoc else []
    loi = kiem_bieu(bieu_mau, list(bieu_mau.cot.all()), list(bieu_mau.chi_tieu.all()), cu)
    return [str(x) for x in loi]


def nen_xem_lai(bieu_mau: BieuMau) -> list[str]:
    """What does not keep a draft from being applied but is most likely a slip, as sentences."""
    cac_cau = canh_bao_don_vi(list(bieu_mau.cot.all()), list(bieu_mau.chi_tieu.all()))
    return [str(x) for x in cac_cau]


def kiem_con_sua(bieu_mau: BieuMau) -> None:
    """Raise ValidationError when a report holds a form of this version, or it is no draft.

    A version in force was looked at by a second person: nobody changes it alone afterwards.
    """
    if PhieuBieu.objects.filter(bieu_mau=bieu_mau).exists():
        raise ValidationError(
            f"Biểu {bieu_mau.ma} phiên bản {bieu_mau.phien_ban} đã có báo cáo dùng: "
            "tạo phiên bản mới để sửa."
        )
    if not BieuMau.objects.filter(pk=bieu_mau.pk, trang_thai=TrangThaiBieu.NHAP).exists():
        raise ValidationError(
            f"Biểu {bieu_mau.ma} phiên bản {bieu_mau.phien_ban} không còn là bản thảo: "
            "tạo phiên bản mới để sửa."
        )


@transaction.atomic
def bo_ban_thao(bieu_mau: BieuMau, *, by: Any) -> BieuMau:
    """Give a draft up; it stays readable, and another draft may be made."""
    _duoc_sua(by)
    ban = next(b for b in _khoa(bieu_mau.ma) if b.pk == bieu_mau.pk)
    if ban.trang_thai != TrangThaiBieu.NHAP:
        raise ValidationError(f"Phiên bản {ban.phien_ban} không còn là bản thảo.")
    ban.trang_thai = TrangThaiBieu.THOI
    ban.save(update_fields=["trang_thai"])
    ghi("bieumau.bo_ban_thao", ban, by=by, du_lieu={"phien_ban": ban.phien_ban})
    return ban


@transaction.atomic
def ngung(bieu_mau: BieuMau, *, den_ngay: date, nhan_den: date | None = None, by: Any) -> BieuMau:
    """End the version in force after a day; without a new one the form is no more asked.

    ``nhan_den``: last day a workbook of it is taken. Raises PermissionDenied, or ValidationError
    when periods after the day already hold the form.
    """
    _duoc_ap_dung(by)
    ban = next(b for b in _khoa(bieu_mau.ma) if b.pk == bieu_mau.pk)
    if ban.trang_thai != TrangThaiBieu.HIEU_LUC:
        raise ValidationError(f"Phiên bản {ban.phien_ban} chưa được áp dụng.")
    loi = _da_giao(ban.ma, den_ngay + timedelta(days=1))
    if den_ngay < ban.hieu_luc_tu:
        loi.append(f"Phiên bản này có hiệu lực từ {ngay_ngan(ban.hieu_luc_tu)}.")
    if ban.hieu_luc_den is not None and den_ngay > ban.hieu_luc_den:
        loi.append(f"Phiên bản này đã hết hiệu lực ngày {ngay_ngan(ban.hieu_luc_den)}.")
    loi += _sai_nhan_den(nhan_den, den_ngay)
    if loi:
        raise ValidationError(loi)
    ban.hieu_luc_den, ban.nhan_den = den_ngay, nhan_den
    ban.save(update_fields=["hieu_luc_den", "nhan_den"])
    du_lieu = {"phien_ban": ban.phien_ban, "den_ngay": den_ngay.isoformat()}
    ghi("bieumau.ngung", ban, by=by, du_lieu=du_lieu)
    return ban


@transaction.atomic
def ap_dung(bieu_mau: BieuMau, *, tu_ngay: date, nhan_den: date | None = None, by: Any) -> BieuMau:
    """Put a draft in force from a day; the version in force then ends the day before.

    Packs already opened keep their version. ``nhan_den``: last day a workbook of the former
    version is taken; None: until it ends. Who wrote the draft does not activate it (four eyes).
    Raises PermissionDenied, or ValidationError with every reason: own draft, no draft, faults of
    the form, periods already handed out under the former version, or a version in force later.
    """
    _duoc_ap_dung(by)
    cac_ban = _khoa(bieu_mau.ma)
    moi = next(b for b in cac_ban if b.pk == bieu_mau.pk)
    loi = [*_can_tro(moi, tu_ngay, cac_ban), *_sai_nhan_den(nhan_den, tu_ngay)]
    if da_soan(moi, by):
        loi.insert(0, "Bạn đã soạn bản thảo này; người khác xem lại rồi đưa vào áp dụng.")
    if loi:
        raise ValidationError(loi)
    cu = [
        b
        for b in cac_ban
        if b.trang_thai == TrangThaiBieu.HIEU_LUC
        and b.hieu_luc_tu < tu_ngay
        and (b.hieu_luc_den is None or b.hieu_luc_den >= tu_ngay)
    ]
    for ban in cu:
        ban.hieu_luc_den, ban.nhan_den = tu_ngay - timedelta(days=1), nhan_den
        ban.save(update_fields=["hieu_luc_den", "nhan_den"])
    moi.trang_thai, moi.hieu_luc_tu, moi.hieu_luc_den = TrangThaiBieu.HIEU_LUC, tu_ngay, None
    try:
        with transaction.atomic():
            moi.save(update_fields=["trang_thai", "hieu_luc_tu", "hieu_luc_den"])
    except IntegrityError as exc:
        if "bieumau_khong_chong_hieu_luc" not in str(exc):
            raise
        raise ValidationError(
            f"Biểu {moi.ma} đã có phiên bản khác hiệu lực từ ngày {tu_ngay:%d/%m/%Y} trở đi; "
            "chọn ngày sau ngày có hiệu lực của phiên bản đó."
        ) from exc
    ghi(
        "bieumau.ap_dung",
        moi,
        by=by,
        du_lieu={
            "phien_ban": moi.phien_ban,
            "tu_ngay": tu_ngay.isoformat(),
            "thay_phien_ban": [b.phien_ban for b in cu],
            "nhan_ban_cu_den": nhan_den.isoformat() if nhan_den else None,
        },
    )
    return moi


def ban_truoc(bieu_mau: BieuMau) -> BieuMau | None:
    """The version a draft or a newer one follows: the highest number below that was applied."""
    return (
        BieuMau.objects.filter(ma=bieu_mau.ma, phien_ban__lt=bieu_mau.phien_ban)
        .filter(trang_thai=TrangThaiBieu.HIEU_LUC)
        .order_by("-phien_ban")
        .first()
    )


def da_soan(bieu_mau: BieuMau, by: Any) -> bool:
    """True when the user made or changed this version as a draft."""
    return SuKien.objects.filter(
        doi_tuong_loai=bieu_mau._meta.label_lower,
        doi_tuong_id=str(bieu_mau.pk),
        hanh_dong__in=_SOAN,
        nguoi=by,
    ).exists()


def _duoc_ap_dung(by: Any) -> None:
    if not by.has_perm(QUYEN_AP_DUNG):
        raise PermissionDenied("Tài khoản của bạn không được đưa biểu mẫu vào áp dụng.")


def _duoc_sua(by: Any) -> None:
    if not by.has_perm(QUYEN):
        raise PermissionDenied("Tài khoản của bạn không được sửa biểu mẫu.")


def _khoa(ma: str) -> list[BieuMau]:
    """All versions of a form, locked in one order: two people never make the same number."""
    return list(BieuMau.objects.select_for_update().filter(ma=ma).order_by("phien_ban"))


def _gia_tri(dong: models.Model) -> dict[str, Any]:
    return {f.attname: getattr(dong, f.attname) for f in dong._meta.fields if not f.primary_key}


def _chua_co_ban_thao(cac_ban: Iterable[BieuMau]) -> None:
    if thao := next((b for b in cac_ban if b.trang_thai == TrangThaiBieu.NHAP), None):
        raise ValidationError(
            f"Biểu {thao.ma} đã có bản thảo phiên bản {thao.phien_ban}: sửa và áp dụng bản đó, "
            "hoặc bỏ bản đó trước."
        )


def _dong_truoc(moi: BieuMau, cac_ban: Iterable[BieuMau]) -> list[ChiTieu]:
    """Rows of the last applied version before this one."""
    truoc = [
        b for b in cac_ban if b.trang_thai == TrangThaiBieu.HIEU_LUC and b.phien_ban < moi.phien_ban
    ]
    return list(truoc[-1].chi_tieu.all()) if truoc else []


def _can_tro(moi: BieuMau, tu_ngay: date, cac_ban: Iterable[BieuMau]) -> list[str]:
    if moi.trang_thai != TrangThaiBieu.NHAP:
        return [f"Phiên bản {moi.phien_ban} không còn là bản thảo."]
    cac_dong = list(moi.cot.all()), list(moi.chi_tieu.all())
    loi = kiem_bieu(moi, *cac_dong, _dong_truoc(moi, cac_ban))
    return [*(str(x) for x in loi), *_da_giao(moi.ma, tu_ngay)]


def _da_giao(ma: str, tu_ngay: date) -> list[str]:
    """Periods that end on the day or later and already hold the form."""
    da_giao = (
        KyBaoCao.objects.filter(
            pk__in=PhieuBieu.objects.filter(bieu_mau__ma=ma).values("bo__ky"),
            thang_tk_den__gte=tu_ngay,
        )
        .order_by("-thang_tk_den")
        .first()
    )
    if da_giao is None:
        return []
    cau = (
        f"Kỳ {da_giao} đã giao biểu {ma} theo phiên bản đang dùng; "
        f"chọn ngày sau {da_giao.thang_tk_den:%d/%m/%Y}."
    )
    return [cau]


def _sai_nhan_den(nhan_den: date | None, tu_ngay: date) -> list[str]:
    if nhan_den is None or nhan_den >= tu_ngay:
        return []
    return [f"Ngày cuối còn nhận tệp của bản cũ phải từ {ngay_ngan(tu_ngay)} trở đi."]
