"""The doors of one form: begun, filled in, sent, returned, accepted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.donvi.models import Xa
from cucctdp.workflow.steps import Step, perform
from cumcongnghiep import workflow as wf
from cumcongnghiep.bieu.dong_cum import So, cua_so_lieu, dien_bieu_02
from cumcongnghiep.bieu.kieu import Dong, TinhChat
from cumcongnghiep.bieu.mau import MAU
from cumcongnghiep.choices import Bieu
from cumcongnghiep.ho_so_cum import doc_ho_so
from cumcongnghiep.models import BieuNop, Cum, DongBieu, DuAn, KyBieu
from cumcongnghiep.services.bieu_so_lieu import ghi_so_lieu, rut_so_lieu, xac_nhan_so_lieu
from cumcongnghiep.services.gop_bieu import cum_bao_cao, doc_tinh, doc_xa, gop_tinh, gop_xa
from cumcongnghiep.services.kiem_bieu import kiem
from cumcongnghiep.services.ky_bieu import han_cua

_TOI_DA = Decimal(10) ** 14
CHUNG = ("nhan_xet", "khong_phat_sinh", "nguoi_ky", "chuc_vu_ky")


@transaction.atomic
def lap(
    *,
    ky: KyBieu,
    bieu: str,
    by: Any,
    du_an: DuAn | None = None,
    cum: Cum | None = None,
    xa: Xa | None = None,
    don_vi: Any = None,
) -> BieuNop:
    """Begin a form, filled in from the register or the forms below; the one there is, if any.

    Raises PermissionDenied, ValidationError (no due day, locked window, one subject too many).
    """
    if du_an is not None:
        cum = du_an.cum
    tinh = cum.don_vi if cum is not None else xa.tinh if xa is not None else don_vi
    if tinh is None:
        raise ValidationError("Nêu dự án, cụm, xã hoặc tỉnh của biểu.")
    b = BieuNop(ky=ky, bieu=bieu, don_vi=tinh, du_an=du_an, cum=cum, xa=xa, nguoi_nhap=by)
    _doi_nhap(b, by)
    loc = {"ky": ky, "bieu": bieu, "don_vi": tinh, "du_an": du_an, "cum": cum, "xa": xa}
    KyBieu.objects.select_for_update().get(pk=ky.pk)
    if (co := BieuNop.objects.filter(**loc).first()) is not None:
        return co
    if ky.khoa_luc is not None:
        raise ValidationError(f"Kỳ {ky} đã khóa.")
    b.han = han_cua(ky, bieu)
    b.minh_hoa = cum.minh_hoa if cum else cum_bao_cao(tinh.pk).filter(minh_hoa=True).exists()
    b.thay_mat = _thay_mat(b, by)
    b.full_clean()
    b.save()
    so = _dien(b)
    DongBieu.objects.bulk_create(
        DongBieu(
            bieu_nop=b, ma_dong=d.ma, gia_tri=_vua(d, so.get(d.ma)), tu_dong=_vua(d, so.get(d.ma))
        )
        for d in MAU[bieu]
    )
    ghi("bieu.lap", b, by=by, du_lieu={"bieu": bieu, "ky": str(ky), "thay_mat": b.thay_mat})
    return b


def _doi_nhap(b: BieuNop, by: Any) -> None:
    """Right and scope of who fills a form in. Raises PermissionDenied."""
    if not by.is_active or not by.has_perm(wf.NHAP):
        raise PermissionDenied("Tài khoản của bạn không nhập biểu thống kê cụm.")
    if by.la_so:
        if not by.thay_don_vi(b.don_vi_id):
            raise PermissionDenied("Biểu không thuộc tỉnh của bạn.")
    elif vuong := wf.vuong_nhap(b, by):
        raise PermissionDenied(" ".join(vuong))


def _thay_mat(b: BieuNop, by: Any) -> str:
    """Who fills in for the reporter; empty when the reporter does."""
    if wf.la_nguoi_bao_cao(b, by):
        return ""
    if by.la_so:
        return f"Sở Công Thương ({by.noi_lam})"
    xa = b.cum.cac_xa.filter(chu_tri=True).select_related("xa").first() if b.cum else None
    return f"UBND {xa.xa.ten_goi}" if xa else by.ten_hien_thi


def _vua(d: Dong, so: So) -> So:
    """A computed number in the decimals of its row."""
    return None if so is None else round(so, d.so_le) if d.so_le else Decimal(int(so))


def _dien(b: BieuNop) -> dict[str, So]:
    """What the system would write into each row today."""
    tu, den = b.ky.tu_ngay, b.ky.den_ngay
    if b.bieu == Bieu.B04:
        return gop_tinh(doc_tinh(b.ky, b.don_vi_id))
    if b.xa is not None:
        return gop_xa(doc_xa(b.ky, b.xa), b.xa.pk)
    if b.cum is None:
        return {}
    h = doc_ho_so([b.cum])[b.cum.pk]
    if b.bieu == Bieu.B02:
        return dien_bieu_02(h, tu, den)
    return {d.ma: cua_so_lieu(h, d, tu, den, b.du_an_id) for d in MAU[b.bieu]}


@transaction.atomic
def dien_lai(b: BieuNop, *, by: Any) -> int:
    """Compute again; rows nobody typed over follow, typed ones stay. How many rows moved."""
    b = _khoa_de_nhap(b, by)
    so = _dien(b)
    doi = []
    for dong in b.cac_dong.all():
        moi = _vua(MAU[b.bieu].theo_ma[dong.ma_dong], so.get(dong.ma_dong))
        if moi == dong.tu_dong:
            continue
        if dong.gia_tri == dong.tu_dong:
            dong.gia_tri = moi
        dong.tu_dong = moi
        doi.append(dong)
    DongBieu.objects.bulk_update(doi, ["gia_tri", "tu_dong"])
    if doi:
        ghi("bieu.dien_lai", b, by=by, du_lieu={"dong": [d.ma_dong for d in doi]})
    return len(doi)


def _khoa_de_nhap(b: BieuNop, by: Any) -> BieuNop:
    """The form, locked and open for typing. Raises PermissionDenied, ValidationError."""
    b = BieuNop.objects.select_for_update(of=("self",)).select_related("ky", "cum").get(pk=b.pk)
    _doi_nhap(b, by)
    if b.trang_thai not in wf.DANG_NHAP:
        raise ValidationError(
            f"Biểu đang ở trạng thái «{b.get_trang_thai_display()}», không sửa được."
        )
    if b.ky.khoa_luc is not None:
        raise ValidationError(f"Kỳ {b.ky} đã khóa.")
    return b


@transaction.atomic
def luu(
    b: BieuNop,
    *,
    by: Any,
    so: Mapping[str, So] | None = None,
    giai_trinh: Mapping[str, str] | None = None,
    ghi_chu: Mapping[str, str] | None = None,
    **chung: Any,
) -> list[str]:
    """Save rows (only those given) and the words around them; numbers of the rows that changed.

    Raises ValidationError with every fault, keyed by row; then nothing is written.
    """
    la = sorted(set(chung) - set(CHUNG))
    if la:
        raise TypeError(f"not columns of a form: {', '.join(la)}")
    b = _khoa_de_nhap(b, by)
    mau = MAU[b.bieu].theo_ma
    loi: dict[str, list[str]] = {}
    doi: dict[str, DongBieu] = {}
    truoc: dict[str, str] = {}
    co = {d.ma_dong: d for d in b.cac_dong.all()}
    for ten, cac in (("gia_tri", so), ("giai_trinh", giai_trinh), ("ghi_chu", ghi_chu)):
        for ma, gia_tri in (cac or {}).items():
            if ma not in mau:
                loi.setdefault(ma, []).append(f"Biểu {b.bieu} không có dòng {ma}.")
                continue
            if ten == "gia_tri" and (cau := loi_so(mau[ma], gia_tri)):  # type: ignore[arg-type]
                loi.setdefault(ma, []).append(cau)
                continue
            dong = co.setdefault(ma, DongBieu(bieu_nop=b, ma_dong=ma))
            if getattr(dong, ten) != gia_tri:
                truoc.setdefault(ma, str(dong.gia_tri))
                setattr(dong, ten, gia_tri)
                doi[ma] = dong
    for ma, dong in doi.items():
        try:
            dong.full_clean(exclude=["bieu_nop"], validate_unique=False, validate_constraints=False)
        except ValidationError as e:
            loi.setdefault(ma, []).extend(e.messages)
    if loi:
        raise ValidationError(loi)
    for dong in doi.values():
        dong.save()
    khac = {t: g for t, g in chung.items() if getattr(b, t) != g}
    for ten, gia_tri in khac.items():
        setattr(b, ten, gia_tri)
    if khac or doi:
        b.full_clean()
        b.save()
        ghi(
            "bieu.luu",
            b,
            by=by,
            du_lieu={ma: [truoc[ma], str(d.gia_tri)] for ma, d in doi.items()}
            | {t: str(g) for t, g in khac.items()},
        )
    return list(doi)


def loi_so(d: Dong, so: So) -> str:
    """Why a number cannot stand in the row; empty when it can."""
    if so is None:
        return ""
    if not so.is_finite() or so < 0:
        return "Số liệu không âm."
    if d.tinh_chat is TinhChat.CO_KHONG and so not in (0, 1):
        return "Chỉ ghi 1 (có) hoặc 0 (không)."
    if d.so_nguyen and so != so.to_integral_value():
        return f"Đơn vị «{d.dvt}»: nhập số nguyên."
    if so != round(so, d.so_le):
        return f"Nhập không quá {d.so_le} chữ số thập phân."
    if so >= _TOI_DA:
        return "Số quá lớn; kiểm tra đơn vị tính."
    return ""


@transaction.atomic
def gui(b: BieuNop, *, by: Any, ngay_nhan: date | None = None) -> BieuNop:
    """Send: errors stop, warnings need an explanation, all of them told at once.

    Biểu 04 is signed by who leads the Sở. ``ngay_nhan``: for a form entered in place of the
    reporter, the day its paper arrived; it is what counts for the due day. Raises BuocBiTuChoi,
    ValidationError.
    """
    b = (
        BieuNop.objects.select_for_update(of=("self",))
        .select_related("ky", "cum", "du_an")
        .get(pk=b.pk)
    )
    hom_nay = timezone.localdate()
    loi = []
    if hom_nay < b.ky.den_ngay:
        loi.append(f"Kỳ {b.ky} chốt số liệu ngày {b.ky.den_ngay:%d/%m/%Y}; chưa gửi được.")
    if ngay_nhan is not None and (not b.thay_mat or not b.ky.den_ngay <= ngay_nhan <= hom_nay):
        loi.append("Ngày nhận bản giấy chỉ ghi với biểu nhập thay, từ ngày chốt đến hôm nay.")
    kq = kiem(b)
    loi += [str(v) for v in kq.chan]
    loi += [f"{v} – ghi giải trình ở dòng này." for v in kq.chua_giai_trinh]
    if loi and b.trang_thai in wf.DANG_NHAP:
        raise ValidationError(loi)
    gan = {"gui_luc": timezone.now(), "ngay_gui": b.ngay_gui or ngay_nhan or hom_nay}
    buoc = wf.KY_GUI if b.bieu == Bieu.B04 else wf.GUI
    if b.bieu == Bieu.B04:
        gan |= {"nguoi_ky": by.ten_hien_thi, "chuc_vu_ky": by.chuc_vu[:120]}
    b = perform(buoc, b, by=by, gan=gan, du_lieu={"bieu": b.bieu, "ky": str(b.ky), "vong": b.vong})
    ghi_so_lieu(b, by=b.nguoi_nhap or by)
    return b


@transaction.atomic
def tra_lai(b: BieuNop, *, ly_do: str, by: Any) -> BieuNop:
    """Return for correction: a new round; the figures leave the register until sent again."""
    buoc = _ben_nhan(b, wf.CUC_TRA_LAI, wf.TRA_LAI)
    b = perform(buoc, b, by=by, ly_do=ly_do, gan=lambda x: {"vong": x.vong + 1})
    rut_so_lieu(b)
    return b


@transaction.atomic
def chap_nhan(b: BieuNop, *, by: Any) -> BieuNop:
    """Accept; the receiver confirms the figures in the register."""
    b = perform(_ben_nhan(b, wf.CUC_CHAP_NHAN, wf.CHAP_NHAN), b, by=by)
    xac_nhan_so_lieu(b, by=by)
    return b


def _ben_nhan(b: BieuNop, cua_cuc: Step, cua_tinh: Step) -> Step:
    return cua_cuc if b.bieu == Bieu.B04 else cua_tinh
