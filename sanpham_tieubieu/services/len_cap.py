"""The dossier of level N+1 made from that of level N: copied, linked, then changed where needed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cucctdp.audit.record import ghi
from sanpham_tieubieu.choices import Cap, TrangThaiHoSo, TrangThaiKy
from sanpham_tieubieu.danh_muc import CAP_DUOI
from sanpham_tieubieu.len_cap import CHEP, chep_so_lieu
from sanpham_tieubieu.models import (
    AnhHoSo,
    GiayChungNhan,
    HoSoDangKy,
    KyBinhChon,
    LoaiTaiLieu,
    SoLieuNam,
    TaiLieuHoSo,
)
from sanpham_tieubieu.quyen_ky import APP, dung_cap, vuong_co_so
from sanpham_tieubieu.rules import chan, kiem_tra_ho_so
from sanpham_tieubieu.services.cua import gom, khoa_ho_so
from sanpham_tieubieu.services.ho_so import loi_chung, loi_mo_ky, tinh_gui

H = TrangThaiHoSo


def ky_tren(ho_so: HoSoDangKy) -> QuerySet[KyBinhChon]:
    """Open rounds of the level above that take in the place of this dossier."""
    cap = [c for c, duoi in CAP_DUOI.items() if ho_so.ky.cap in duoi]
    tinh = [ho_so.xa.tinh_id, ho_so.don_vi_id]
    return KyBinhChon.objects.filter(
        Q(cap=Cap.TINH, don_vi__in=tinh)
        | Q(cap__in=[Cap.KHU_VUC, Cap.QUOC_GIA], dia_ban__don_vi__in=tinh),
        cap__in=cap,
        trang_thai=TrangThaiKy.MO,
    ).distinct()


def vuong_gui(by: Any, ky: KyBinhChon, ho_so: HoSoDangKy) -> list[str]:
    """Why the account may not send a dossier into a round; empty when it may.

    UBND xã (or its Sở) sends to the province, the Sở to the region, the Cục to the nation.
    """
    if not getattr(by, "is_active", False) or not by.has_perm(f"{APP}.chuyen_cap_tren"):
        return ["Tài khoản của bạn không có quyền chuyển hồ sơ lên cấp trên."]
    gui = {Cap.TINH: Cap.XA, Cap.KHU_VUC: Cap.TINH, Cap.QUOC_GIA: Cap.KHU_VUC}.get(Cap(ky.cap))
    if gui is None:
        return ["Hồ sơ cấp xã, cấp huyện nộp thẳng, không qua công văn gửi."]
    if dung_cap(by, cap=gui, don_vi_id=ho_so.xa.tinh_id, xa_id=ho_so.xa_id):
        return []
    ai = {Cap.XA: "UBND cấp xã hoặc Sở Công Thương", Cap.TINH: "Sở Công Thương"}.get(gui, "Cục")
    return [f"Hồ sơ vào kỳ {ky.get_cap_display().lower()} do {ai} gửi."]


@transaction.atomic
def lap_len_cap(ho_so: HoSoDangKy, *, ky: KyBinhChon, by: Any) -> HoSoDangKy:
    """Make the draft of the level above; nothing is typed again, the certificate comes along.

    Raises PermissionDenied, ValidationError with every fault at once.
    """
    duoi = khoa_ho_so(ho_so)
    if vuong_co_so(by, duoi.san_pham.co_so) and (cau := vuong_gui(by, ky, duoi)):
        raise PermissionDenied(cau[0])
    loi = loi_mo_ky(ky)
    if duoi.ky.cap not in CAP_DUOI.get(ky.cap, ()):
        loi.append(
            f"Hồ sơ {duoi.ky.get_cap_display().lower()} không lên thẳng "
            f"{ky.get_cap_display().lower()}."
        )
    if duoi.trang_thai not in (H.CONG_NHAN, H.DE_CU):
        loi.append(
            f"R46: Chỉ đề cử sản phẩm đã được công nhận; «{duoi.ten_san_pham}» "
            f"«{duoi.get_trang_thai_display()}»."
        )
    san_pham = duoi.san_pham.hop_nhat_vao or duoi.san_pham
    don_vi, sai_noi = tinh_gui(ky, duoi.xa, duoi.don_vi)
    moi = HoSoDangKy(
        ky=ky,
        san_pham=san_pham,
        don_vi=don_vi,
        tu_ho_so=duoi,
        gcn_duoi=_giay(duoi),
        nguoi_lap=by,
        **{cot: getattr(duoi, cot) for cot in CHEP},
    )
    gom(loi + sai_noi + loi_chung(moi, ky.ngay_bat_dau))
    moi.save()
    gom(chan(kiem_tra_ho_so(moi, "lap")))
    _chep(duoi, moi)
    ghi(
        "hosobinhchon.len_cap",
        moi,
        by=by,
        du_lieu={"tu_ho_so": duoi.pk, "tu_ky": duoi.ky_id, "san_pham": san_pham.pk},
    )
    return moi


def _giay(duoi: HoSoDangKy) -> GiayChungNhan | None:
    """The certificate of the lower dossier, the one that replaced it if it was issued anew."""
    giay = GiayChungNhan.objects.select_related("thay_boi").filter(ho_so=duoi).first()
    while giay is not None and giay.thay_boi is not None:
        giay = giay.thay_boi
    return giay


def _chep(tu: HoSoDangKy, sang: HoSoDangKy) -> None:
    """Figures, photos and papers; papers that only an upper level asks for are its own."""
    SoLieuNam.objects.bulk_create(chep_so_lieu(tu, sang))
    AnhHoSo.objects.bulk_create(
        AnhHoSo(
            ho_so=sang,
            tep_id=a.tep_id,
            goc_chup=a.goc_chup,
            rong=a.rong,
            cao=a.cao,
            thu_tu=a.thu_tu,
        )
        for a in tu.anh.all()
    )
    cua_cap = {
        t.ma
        for t in LoaiTaiLieu.objects.hieu_luc(timezone.localdate())
        if t.bat_buoc_cap and Cap.XA not in t.bat_buoc_cap
    }
    TaiLieuHoSo.objects.bulk_create(
        TaiLieuHoSo(
            ho_so=sang,
            loai=t.loai,
            ten=t.ten,
            so=t.so,
            co_quan_cap=t.co_quan_cap,
            ngay_cap=t.ngay_cap,
            het_han=t.het_han,
            chung_thuc=t.chung_thuc,
            can_cu_mien=t.can_cu_mien,
            tep_id=t.tep_id,
        )
        for t in tu.tai_lieu.all()
        if t.loai not in cua_cap
    )
