"""Letters that send dossiers up with their list (Phụ lục 5), and the nomination that precedes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from cucctdp.audit.record import ghi
from cucctdp.donvi.models import Xa
from cucctdp.workflow.steps import perform
from sanpham_tieubieu.choices import DA_DANG_KY, Cap, TrangThaiHoSo
from sanpham_tieubieu.models import DiaBanKy, HoSoDangKy, KyBinhChon, VanBanGui
from sanpham_tieubieu.quyen_tep import VAN_BAN_GUI
from sanpham_tieubieu.services.cua import cau_loi, gom, khoa_ho_so, khoa_ky, loi_tuong_lai
from sanpham_tieubieu.services.ket_qua import de_cu as de_cu_nhieu
from sanpham_tieubieu.services.len_cap import lap_len_cap, vuong_gui
from sanpham_tieubieu.services.nop import loi_nop
from sanpham_tieubieu.services.tep import loi_tep, luu_giay
from sanpham_tieubieu.workflow import GUI_LEN

H = TrangThaiHoSo


@transaction.atomic
def gui_len(
    *,
    ky: KyBinhChon,
    cac_ho_so: Sequence[HoSoDangKy],
    so: str,
    ngay: date,
    by: Any,
    tep: File | None = None,
) -> VanBanGui:
    """Send dossiers into a round with one letter: drafts are handed in, all of them or none.

    Raises PermissionDenied, ValidationError with the faults of every dossier and their names.
    """
    ky = khoa_ky(ky)
    cac = [khoa_ho_so(pk) for pk in sorted({h.pk for h in cac_ho_so})]
    if not cac:
        raise ValidationError("Chọn ít nhất một hồ sơ để gửi.")
    for h in cac:
        if cau := vuong_gui(by, ky, h):
            raise PermissionDenied(cau[0])
    loi = loi_tep(tep) + loi_tuong_lai(ngay, "Ngày công văn") + _loi_chi_tieu(ky, cac)
    da_gui = set(
        HoSoDangKy.objects.filter(pk__in=[h.pk for h in cac], van_ban_gui__ky=ky).values_list(
            "pk", flat=True
        )
    )
    for h in cac:
        noi = f"«{h.ten_san_pham}»"
        if h.ky_id != ky.pk:
            loi.append(f"{noi}: hồ sơ của kỳ khác.")
        elif h.pk in da_gui:
            loi.append(f"{noi}: đã gửi bằng công văn khác.")
        elif h.trang_thai == H.NHAP:
            loi += [f"{noi}: {cau}" for cau in loi_nop(h)]
        elif h.trang_thai != H.DA_NOP:
            loi.append(f"{noi}: đang ở trạng thái «{h.get_trang_thai_display()}».")
    van_ban = VanBanGui(ky=ky, so=so, ngay=ngay, **_noi_gui(ky, cac, by))
    gom(loi + cau_loi(van_ban, "Công văn"))
    van_ban.save()
    van_ban.ho_so.set(cac)
    if tep is not None:
        van_ban.tep = luu_giay(van_ban, tep, don_vi=van_ban.don_vi, by=by, loai=VAN_BAN_GUI)
        van_ban.save(update_fields=["tep"])
    for h in cac:
        perform(
            GUI_LEN,
            h,
            by=by,
            gan={"nop_luc": h.nop_luc or timezone.now()},
            du_lieu={"cong_van": so, "ngay": ngay.isoformat()},
        )
    ghi(
        "kybinhchon.nhan_cong_van",
        ky,
        by=by,
        du_lieu={"cong_van": so, "ho_so": [h.pk for h in cac]},
    )
    return van_ban


def _noi_gui(ky: KyBinhChon, cac: Sequence[HoSoDangKy], by: Any) -> dict[str, Any]:
    """Whose letter it is: of the commune, of the province, of the Cục (no province).

    One letter is of one office: communes and provinces are not mixed.
    """
    if ky.cap == Cap.QUOC_GIA:
        return {"don_vi": None, "xa": None}
    tinh = {h.don_vi_id: h.don_vi for h in cac}
    if len(tinh) > 1:
        raise ValidationError("Một công văn chỉ gửi hồ sơ của một tỉnh, thành phố.")
    (don_vi,) = tinh.values()
    if ky.cap != Cap.TINH or by.la_so:
        xa = {h.xa_id for h in cac}
        rieng = cac[0].xa if ky.cap == Cap.TINH and len(xa) == 1 else None
        return {"don_vi": don_vi, "xa": rieng}
    xa_gui: dict[int, Xa] = {h.xa_id: h.xa for h in cac}
    if len(xa_gui) > 1:
        raise ValidationError("Một công văn chỉ gửi hồ sơ của một xã, phường.")
    return {"don_vi": don_vi, "xa": next(iter(xa_gui.values()))}


def _loi_chi_tieu(ky: KyBinhChon, cac: Sequence[HoSoDangKy]) -> list[str]:
    """A province sends no more than the round lets it."""
    loi = []
    gioi_han = {
        d.don_vi_id: d
        for d in DiaBanKy.objects.filter(ky=ky, chi_tieu__isnull=False).select_related("don_vi")
    }
    for don_vi_id, d in gioi_han.items():
        moi = [h for h in cac if h.don_vi_id == don_vi_id]
        co = (
            HoSoDangKy.objects.filter(ky=ky, don_vi=don_vi_id, trang_thai__in=DA_DANG_KY)
            .exclude(pk__in=[h.pk for h in moi])
            .count()
        )
        if moi and d.chi_tieu is not None and co + len(moi) > d.chi_tieu:
            loi.append(
                f"{d.don_vi.ten_goi} được gửi tối đa {d.chi_tieu} sản phẩm "
                f"(đã gửi {co}, gửi thêm {len(moi)})."
            )
    return loi


def de_cu(ho_so: HoSoDangKy, *, by: Any, y_kien: str = "") -> HoSoDangKy:
    """Nominate one recognised product: the door of ``ket_qua`` for a single dossier."""
    (kq,) = de_cu_nhieu(ho_so.ky, [ho_so.pk], by=by, y_kien=y_kien)
    return kq


@transaction.atomic
def chuyen_len(
    *,
    ky: KyBinhChon,
    cac_ho_so: Sequence[HoSoDangKy],
    so: str,
    ngay: date,
    by: Any,
    tep: File | None = None,
) -> VanBanGui:
    """Send nominated products up at once: the dossiers above are made, handed in, one letter.

    A draft already made above is used. Raises ValidationError with the faults of all of them.
    """
    ky = khoa_ky(ky)
    tren: list[HoSoDangKy] = []
    loi: list[str] = []
    for duoi in cac_ho_so:
        duoi = khoa_ho_so(duoi)
        if duoi.trang_thai != H.DE_CU:
            loi.append(f"«{duoi.ten_san_pham}»: chưa được đề cử lên cấp trên.")
            continue
        co = duoi.len_cap.filter(ky=ky).exclude(trang_thai=H.RUT).first()
        try:
            tren.append(co or lap_len_cap(duoi, ky=ky, by=by))
        except ValidationError as e:
            loi += [f"«{duoi.ten_san_pham}»: {cau}" for cau in e.messages]
    gom(loi)
    return gui_len(ky=ky, cac_ho_so=tren, so=so, ngay=ngay, by=by, tep=tep)
