"""Estimates of the Cục for missing provinces: proposed by formula, entered, withdrawn.

The formula is the domain's: the province's figure of the period before times the growth of its
region, over the provinces of the region that have both periods.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from baocao.choices import CachTongHop, CapTongHop, DiaGioi, KieuCot, PhuongPhapUoc
from baocao.models import KyBaoCao, UocCuc
from baocao.statistics import so_lieu
from baocao.statistics.danh_muc import doc_danh_muc
from baocao.statistics.dia_gioi import chon_phan_vung, co_so_dia_gioi
from cucctdp.audit.record import ghi
from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.formats.so import dinh_dang

QUYEN = "baocao.tong_hop_kybaocao"
LY_DO_TOI_THIEU = 10
DA_CO_UOC = "Ô này đã có số ước của Cục; rút số cũ trước."


@dataclass(frozen=True, slots=True)
class DeXuatUoc:
    """The formula's answer: ``goc`` of ``ky_goc`` times ``tu``/``mau`` of ``so_tinh`` provinces."""

    gia_tri: Decimal
    ky_goc: str
    goc: Decimal
    tu: Decimal
    mau: Decimal
    vung: str
    so_tinh: int

    @property
    def dien_giai(self) -> str:
        """The way of computing in words, kept with the figure."""
        return (
            f"Số kỳ {self.ky_goc} ({dinh_dang(self.goc.normalize())}) nhân mức tăng của vùng "
            f"{self.vung} ({dinh_dang(self.tu.normalize())}/{dinh_dang(self.mau.normalize())}, "
            f"{self.so_tinh} tỉnh có đủ hai kỳ)."
        )


def de_xuat(ky: KyBaoCao, *, don_vi: DonViHanhChinh, chi_tieu: str, cot: str) -> DeXuatUoc:
    """Compute an estimate; ValidationError with every reason why the formula cannot."""
    loi = _loi_o(ky, chi_tieu, cot)
    if loi:
        raise ValidationError(loi)
    truoc = ky.ky.truoc().ma
    if truoc not in doc_danh_muc().ky:
        raise ValidationError(
            f"Hệ thống không có kỳ {truoc} để làm gốc; tự nhập số ước, cách tính."
        )
    so = {
        (s.ma_pham_vi, s.ky): s.gia_tri
        for s in so_lieu(chi_tieu=chi_tieu, cac_ky=[truoc, ky.ma], cot=cot, cap="tinh")
    }
    vung, khoa_vung = _vung(ky, don_vi)
    cap = [
        (nay, cu)
        for k in khoa_vung
        if k != don_vi.khoa
        and (nay := so.get((k, ky.ma))) is not None
        and (cu := so.get((k, truoc))) is not None
    ]
    goc = so.get((don_vi.khoa, truoc))
    tu, mau = sum((n for n, _ in cap), Decimal(0)), sum((c for _, c in cap), Decimal(0))
    if so.get((don_vi.khoa, ky.ma)) is not None:
        loi.append("Tỉnh đã có số được tiếp nhận trong kỳ này, không ước thay.")
    if goc is None:
        loi.append(f"Tỉnh không có số kỳ {truoc} để làm gốc; tự nhập số ước và cách tính.")
    if not mau:
        loi.append("Chưa tỉnh nào trong vùng có đủ số hai kỳ để tính mức tăng của vùng.")
    if loi or goc is None:
        raise ValidationError(loi)
    de = DeXuatUoc(round(goc * tu / mau, 6), truoc, goc, tu, mau, vung, len(cap))
    if _am(chi_tieu, de.gia_tri):
        raise ValidationError(
            f"Không tính được: công thức cho số âm ({dinh_dang(de.gia_tri.normalize())}). "
            f"{de.dien_giai} Chỉ tiêu này không có số âm: kiểm tra số kỳ {truoc}, số của vùng."
        )
    return de


@transaction.atomic
def lap_uoc(
    ky: KyBaoCao,
    *,
    don_vi: DonViHanhChinh,
    chi_tieu: str,
    cot: str,
    ly_do: str,
    by: Any,
    gia_tri: Decimal | None = None,
    dien_giai: str = "",
) -> UocCuc:
    """Enter an estimate for a province without a received figure in this cell.

    ``gia_tri`` None takes the formula's; an own figure needs its way of computing
    (``dien_giai``). It is shown apart, in runs made afterwards. Raises ValidationError with
    everything wrong, PermissionDenied for others than who consolidates.
    """
    _duoc(by, don_vi)
    ly_do, dien_giai = ly_do.strip(), dien_giai.strip()
    loi = []
    if len(ly_do) < LY_DO_TOI_THIEU:
        loi.append(f"Lý do cần ít nhất {LY_DO_TOI_THIEU} ký tự.")
    if don_vi.bo_ma != ky.bo_ma_don_vi:
        loi.append("Đơn vị không thuộc bộ mã đơn vị của kỳ.")
    if gia_tri is not None:
        loi += _loi_o(ky, chi_tieu, cot)
        if len(dien_giai) < LY_DO_TOI_THIEU:
            loi.append(f"Số tự nhập cần ghi cách tính, ít nhất {LY_DO_TOI_THIEU} ký tự.")
        if not loi and _am(chi_tieu, gia_tri):
            loi.append("Số ước âm: chỉ tiêu này không có số âm, kiểm tra lại cách tính.")
        if not loi and _da_co(ky, don_vi, chi_tieu, cot):
            loi.append("Tỉnh đã có số được tiếp nhận trong kỳ này, không ước thay.")
        phuong_phap = PhuongPhapUoc.KHAC
    else:
        phuong_phap = PhuongPhapUoc.TANG_VUNG
        try:
            de = de_xuat(ky, don_vi=don_vi, chi_tieu=chi_tieu, cot=cot)
        except ValidationError as exc:
            loi += exc.messages
        else:
            gia_tri, dien_giai = de.gia_tri, de.dien_giai
    if UocCuc.objects.con_dung().filter(ky=ky, don_vi=don_vi, chi_tieu=chi_tieu, cot=cot).exists():
        loi.append(DA_CO_UOC)
    if loi or gia_tri is None:
        raise ValidationError(loi)
    bieu = doc_danh_muc().bieu_co_dong(chi_tieu)
    uoc = UocCuc(
        ky=ky,
        don_vi=don_vi,
        bieu=bieu.ma if bieu else "",
        chi_tieu=chi_tieu,
        cot=cot,
        gia_tri=gia_tri,
        phuong_phap=phuong_phap,
        dien_giai=dien_giai,
        ly_do=ly_do,
        nguoi_lap=by,
    )
    try:
        with transaction.atomic():
            uoc.full_clean()
            uoc.save()
    except IntegrityError as exc:  # a second press, or somebody else in the same instant
        raise ValidationError(DA_CO_UOC) from exc
    ghi("uoccuc.lap", uoc, by=by, ly_do=ly_do, du_lieu={"o": str(uoc), "gia_tri": str(gia_tri)})
    return uoc


@transaction.atomic
def rut_uoc(uoc: UocCuc, *, by: Any, ly_do: str) -> UocCuc:
    """Withdraw an estimate; runs made before keep showing it."""
    _duoc(by, uoc.don_vi)
    uoc = UocCuc.objects.select_for_update(of=("self",)).get(pk=uoc.pk)
    loi = []
    if uoc.huy_luc is not None:
        loi.append("Số ước này đã rút.")
    if len(ly_do.strip()) < LY_DO_TOI_THIEU:
        loi.append(f"Lý do cần ít nhất {LY_DO_TOI_THIEU} ký tự.")
    if loi:
        raise ValidationError(loi)
    uoc.huy_luc, uoc.nguoi_huy, uoc.ly_do_huy = timezone.now(), by, ly_do.strip()
    uoc.save(update_fields=["huy_luc", "nguoi_huy", "ly_do_huy"])
    ghi("uoccuc.rut", uoc, by=by, ly_do=ly_do, du_lieu={"o": str(uoc)})
    return uoc


def _duoc(by: Any, don_vi: DonViHanhChinh) -> None:
    if not (by.is_active and by.has_perm(QUYEN)):
        raise PermissionDenied("Tài khoản của bạn không lập số ước bổ sung của Cục.")
    pham_vi = by.pham_vi_don_vi()
    if pham_vi is not None and don_vi.pk not in pham_vi:
        raise PermissionDenied("Tỉnh này không thuộc phạm vi của bạn.")


def _loi_o(ky: KyBaoCao, chi_tieu: str, cot: str) -> list[str]:
    """Only typed figures that add up over provinces may be estimated."""
    bieu = doc_danh_muc().bieu_co_dong(chi_tieu)
    dong = bieu.chi_tieu.get(chi_tieu) if bieu else None
    if bieu is None or dong is None:
        return [f"Không có chỉ tiêu «{chi_tieu}»."]
    if cot not in bieu.cot or bieu.cot[cot].kieu_cot != KieuCot.NHAP:
        return [f"Chỉ tiêu «{dong.ten}» ({chi_tieu}) không có cột nhập «{cot}»."]
    if dong.tong_hop != CachTongHop.CONG:
        return ["Chỉ ước cho chỉ tiêu cộng được; chỉ số, tỷ lệ không ước bù (KT44)."]
    return []


def _am(chi_tieu: str, so: Decimal) -> bool:
    """True for a negative figure of a row that is never negative."""
    bieu = doc_danh_muc().bieu_co_dong(chi_tieu)
    return so < 0 and not (bieu is not None and bieu.chi_tieu[chi_tieu].cho_am)


def _da_co(ky: KyBaoCao, don_vi: DonViHanhChinh, chi_tieu: str, cot: str) -> bool:
    so = so_lieu(chi_tieu=chi_tieu, cac_ky=[ky.ma], cot=cot, cap="tinh", don_vi=[don_vi.khoa])
    return any(s.gia_tri is not None for s in so)


def _vung(ky: KyBaoCao, don_vi: DonViHanhChinh) -> tuple[str, list[str]]:
    """(name, unit keys) of the region of a province, as statistics choose the division."""
    dm = doc_danh_muc()
    co_so = co_so_dia_gioi(dm, ky, dia_gioi=DiaGioi.THEO_THOI_DIEM, hom_nay=ky.den_ngay)
    try:
        cach = chon_phan_vung(dm, CapTongHop.VUNG, phan_vung=None, co_so=co_so)
    except ValueError:
        return "chưa phân vùng", []
    vung = next((v for v in cach.cac_vung if don_vi.pk in v.don_vi), None)
    if vung is None:
        return "chưa phân vùng", []
    return vung.ten, sorted(dm.khoa(pk) for pk in vung.don_vi)
