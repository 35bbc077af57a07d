"""Procedures: a dossier opened, carried step by step, closed by the decision or stopped."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from cucctdp.quy_tac import ViPham
from cumcongnghiep.choices import LoaiThuTuc, LoaiVanBan
from cumcongnghiep.ho_so_cum import doc_ho_so, hieu_luc
from cumcongnghiep.models import BoSungHoSo, ChuDauTu, Cum, HoSo, UngVien, VanBan
from cumcongnghiep.rules import doc_xet, kiem_tra_cum
from cumcongnghiep.services.chu_dau_tu import dat_moi
from cumcongnghiep.services.cua import (
    cac_loi,
    doc_lai,
    gan,
    hoi_quy_tac,
    khoa_cum,
    loi_tuong_lai,
    luu,
    xong,
)
from cumcongnghiep.services.dieu_kien import gom
from cumcongnghiep.services.van_ban import TU_HOI, ghi_van_ban
from cumcongnghiep.tuyen_chon import diem_duoc_chon
from cumcongnghiep.xet_dia_ban import dia_ban_xet

QUYEN = "thu_tuc_cum"
TRUONG = ("ngay_nop", "dien_tich", "chung_minh_nhu_cau")
QUYET_DINH = (LoaiVanBan.THANH_LAP, LoaiVanBan.MO_RONG)


@transaction.atomic
def mo_ho_so(cum: Cum, *, loai: str, ngay_nop: date, by: Any, **truong: Any) -> HoSo:
    """Open a procedure; its regime is that of ``ngay_nop``.

    Conditions of Điều 8 are judged by ``xet_ho_so`` and stop the decision, not the opening: what
    was handed in is a fact. Raises ValidationError: not in the plan, already established, not
    established yet, another procedure open.
    """
    khoa = khoa_cum(cum, by=by, quyen=QUYEN)
    h = doc_ho_so([khoa])[khoa.pk]
    ho_so = HoSo(cum=khoa, loai=loai, nguoi_lap=by)
    loi = loi_tuong_lai(ngay_nop, "Ngày nộp hồ sơ")
    thanh_lap = h.thanh_lap(ngay_nop)
    if loai == LoaiThuTuc.THANH_LAP:
        if thanh_lap is not None:
            loi.append(f"Cụm đã thành lập theo quyết định {thanh_lap.so}: mở thủ tục mở rộng.")
        if not h.trong_quy_hoach(ngay_nop):
            loi.append(
                "V18: Thiếu bước 1 (Trong quy hoạch) trước bước 2: xếp cụm vào quy hoạch, phương "
                "án phát triển cụm của tỉnh trước."
            )
    elif thanh_lap is None:
        loi.append("Cụm chưa thành lập: mở thủ tục thành lập.")
    du_lieu = {"ngay_nop": ngay_nop, **truong}
    return luu(
        ho_so, du_lieu, cum=khoa, cho_phep=TRUONG, hanh_dong="cum.ho_so.mo", by=by, loi=loi
    )  # fmt: skip


@transaction.atomic
def sua_ho_so(ho_so: HoSo, *, by: Any, **truong: Any) -> HoSo:
    """Correct an open dossier; its day of submission never after a document of it."""
    khoa = khoa_cum(ho_so.cum_id, by=by, quyen=QUYEN)
    ho_so = doc_lai(ho_so)
    loi = _loi_dang_mo(ho_so)
    ngay = truong.get("ngay_nop")
    if ngay is not None:
        loi += [
            f"Hồ sơ đã có văn bản ngày {v.ngay:%d/%m/%Y}: ngày nộp không sau ngày ấy."
            for v in ho_so.van_ban.filter(ngay__lt=ngay).order_by("ngay")[:1]
        ]
    return luu(
        ho_so, truong, cum=khoa, cho_phep=TRUONG, hanh_dong="cum.ho_so.sua", by=by, loi=loi
    )  # fmt: skip


@transaction.atomic
def ket_thuc_ho_so(ho_so: HoSo, *, ngay: date, ly_do: str, by: Any) -> HoSo:
    """Stop a procedure that leads to no decision; raises ValidationError without a reason."""
    khoa = khoa_cum(ho_so.cum_id, by=by, quyen=QUYEN)
    ho_so = doc_lai(ho_so)
    loi = [*_loi_dang_mo(ho_so), *loi_tuong_lai(ngay, "Ngày kết thúc")]
    if not ly_do.strip():
        loi.append("Nêu lý do dừng hồ sơ.")
    doi = gan(ho_so, {"ket_thuc": ngay, "ly_do_ket_thuc": ly_do}, ("ket_thuc", "ly_do_ket_thuc"))
    cac_loi(ho_so, them=loi)
    ho_so.save()
    xong(khoa, "cum.ho_so.dung", dong=ho_so, du_lieu=doi, ly_do=ly_do, by=by)
    return ho_so


@transaction.atomic
def ghi_buoc(
    ho_so: HoSo, *, loai: str, ngay: date, tep: File | None = None, diem: Decimal | None = None,
    by: Any, **truong: Any,
) -> VanBan:  # fmt: skip
    """Record the document of the next step and what it brings about.

    A request with its ``chu_dau_tu`` makes the applicant. The decision closes the dossier,
    appoints the developer (the council's choice unless one is named) and fixes the area; it is
    refused while a rule of Điều 8, 13 stands against it. ``diem``: the developer's score where the
    sheets are not in the system. Raises ValidationError with every fault.
    """
    khoa = khoa_cum(ho_so.cum_id, by=by, quyen=QUYEN)
    ho_so = doc_lai(ho_so)
    ho_so.cum = khoa
    if loai not in QUYET_DINH:
        v = ghi_van_ban(khoa, loai=loai, ngay=ngay, ho_so=ho_so, tep=tep, by=by, **truong)
        if loai == LoaiVanBan.DE_NGHI and v.chu_dau_tu is not None:
            UngVien.objects.get_or_create(
                ho_so=ho_so, chu_dau_tu=v.chu_dau_tu, defaults={"ngay_nop": ngay}
            )
        return v
    chon = diem_duoc_chon(ho_so)
    truong.setdefault("dien_tich", ho_so.dien_tich)
    if chon is not None:
        truong.setdefault("chu_dau_tu", chon.chu_dau_tu)
    cdt = truong.get("chu_dau_tu")
    if chon is not None and chon.chu_dau_tu == cdt:
        diem = chon.diem
    loi = [] if cdt is not None else ["Nêu chủ đầu tư được giao trong quyết định."]
    if chon is not None and cdt is not None and chon.chu_dau_tu != cdt:
        loi.append(f"Hội đồng đã chọn {chon.chu_dau_tu}, khác {cdt} trong quyết định.")
    if truong["dien_tich"] is None:
        loi.append("Nêu diện tích trong quyết định.")
    v = ghi_van_ban(
        khoa, loai=loai, ngay=ngay, ho_so=ho_so, tep=tep, by=by, loi=loi, **truong
    )  # fmt: skip
    assert cdt is not None
    _dong_ho_so(khoa, ho_so, v, cdt, diem)
    if not (v.ngoai_le or v.can_xac_minh):
        dia_ban = dia_ban_xet(ho_so) if loai == LoaiVanBan.THANH_LAP else None
        luc = "thanh_lap" if loai == LoaiVanBan.THANH_LAP else "mo_rong"
        gom(
            hoi_quy_tac(khoa, luc, "giao_cdt", bo=TU_HOI, thu_tuc=ho_so, van_ban=v, dia_ban=dia_ban)
        )
    xong(khoa, "cum.ho_so.quyet_dinh", dong=ho_so, du_lieu={"so": v.so, "cdt": str(cdt)}, by=by)
    return v


def _dong_ho_so(cum: Cum, ho_so: HoSo, v: VanBan, cdt: ChuDauTu, diem: Decimal | None) -> None:
    ho_so.ket_thuc = v.ngay
    ho_so.save(update_fields=["ket_thuc"])
    dat_moi(cum, cdt, tu_ngay=hieu_luc(v), van_ban=v, diem=diem)


@transaction.atomic
def yeu_cau_bo_sung(ho_so: HoSo, *, ngay: date, noi_dung: str, so: str = "", by: Any) -> BoSungHoSo:
    """Ask for a supplement: the clock of the appraisal stands from that day on."""
    khoa = khoa_cum(ho_so.cum_id, by=by, quyen=QUYEN)
    ho_so = doc_lai(ho_so)
    loi = [*_loi_dang_mo(ho_so), *loi_tuong_lai(ngay, "Ngày yêu cầu")]
    trinh = ho_so.van_ban.filter(loai=LoaiVanBan.TRINH_SO).order_by("ngay").first()
    if trinh is None:
        loi.append("Hồ sơ chưa trình Sở Công Thương: chưa có gì để yêu cầu bổ sung.")
    elif ngay < trinh.ngay:
        loi.append(f"Hồ sơ trình Sở ngày {trinh.ngay:%d/%m/%Y}: ngày yêu cầu phải từ ngày ấy.")
    dong = BoSungHoSo(
        ho_so=ho_so, yeu_cau_ngay=ngay, noi_dung=noi_dung, so_van_ban=so, nguoi_nhap=by
    )
    return luu(dong, {}, cum=khoa, cho_phep=(), hanh_dong="cum.ho_so.bo_sung", by=by, loi=loi)


@transaction.atomic
def nhan_bo_sung(dong: BoSungHoSo, *, ngay: date, by: Any) -> BoSungHoSo:
    """The supplement came: the clock runs again from the next day."""
    dong = doc_lai(dong)
    khoa = khoa_cum(dong.ho_so.cum_id, by=by, quyen=QUYEN)
    loi = loi_tuong_lai(ngay, "Ngày nhận")
    if dong.nhan_ngay is not None:
        loi.append(f"Đã nhận đủ ngày {dong.nhan_ngay:%d/%m/%Y}.")
    return luu(
        dong, {"nhan_ngay": ngay}, cum=khoa, cho_phep=("nhan_ngay",),
        hanh_dong="cum.ho_so.nhan_bo_sung", by=by, loi=loi,
    )  # fmt: skip


def xet_ho_so(ho_so: HoSo) -> list[ViPham]:
    """What stands against a dossier under the regime of its submission, blocking or not."""
    x = doc_xet([ho_so.cum], hom_nay=timezone.localdate())[ho_so.cum_id]
    x.thu_tuc = ho_so
    if ho_so.loai == LoaiThuTuc.THANH_LAP:
        x.dia_ban = dia_ban_xet(ho_so)
    return kiem_tra_cum(x, "ho_so")


def _loi_dang_mo(ho_so: HoSo) -> list[str]:
    if ho_so.ket_thuc is None:
        return []
    return [f"Hồ sơ đã kết thúc ngày {ho_so.ket_thuc:%d/%m/%Y}."]
