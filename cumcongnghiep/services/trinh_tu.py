"""Order of documents: which step may be recorded (V18), in which order of days (V19), under which
number (V20), of which cluster (V21). Sentences only; the door decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from cucctdp.formats.ngay import ngay_ngan
from cumcongnghiep.buoc import THEO_LOAI, THEO_SO, BuocCum
from cumcongnghiep.choices import CoQuan, LoaiThuTuc, LoaiVanBan
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.ho_so_cum import HoSoCum, hieu_luc
from cumcongnghiep.models import Cum, HoSo, VanBan
from cumcongnghiep.models.van_ban import dung_dang_so_quyet_dinh

# Decisions of a People's Committee, the Prime Minister or the council: their numbers have one form.
QUYET_DINH = (
    L.THANH_LAP, L.MO_RONG, L.QHCT, L.HOI_DONG, L.TIEU_CHI, L.CHO_THUE_DAT, L.DIEU_CHINH,
    L.GIAO_CDT, L.BAI_BO,
)  # fmt: skip
# Kinds whose first days must follow each other (V19), in this order.
THU_TU = (L.THANH_LAP, L.QHCT, L.DU_AN, L.KHOI_CONG, L.NGHIEM_THU)
# One number a year stands for one document only with these issuers; communes count each their own.
_SO_CHUNG = (CoQuan.THU_TUONG, CoQuan.BO)
_SO_TINH = (CoQuan.UBND_TINH, CoQuan.SCT)
_QUYET_DINH_CUA = {LoaiThuTuc.THANH_LAP: L.THANH_LAP, LoaiThuTuc.MO_RONG: L.MO_RONG}


def goi(v: VanBan) -> str:
    """«Quyết định thành lập số 298/QĐ-UBND ngày 20/02/2025»."""
    so = f" số {v.so}" if v.so else ""
    return f"{v.get_loai_display()}{so} ngày {ngay_ngan(v.ngay)}"


def loi_so_ngay(v: VanBan, hom_nay: date) -> list[str]:
    """V20: the number reads as one of a decision, the day has come."""
    loi = []
    if v.ngay > hom_nay:
        loi.append(f"V20: {LoaiVanBan(v.loai).label}: ngày {ngay_ngan(v.ngay)} ở tương lai.")
    dung_so = not v.so or dung_dang_so_quyet_dinh(v.so)
    if v.loai in QUYET_DINH and not dung_so and not v.can_xac_minh:
        loi.append(
            f"V20: Số quyết định «{v.so}» không đúng dạng, ví dụ «298/QĐ-UBND» hoặc "
            "«27/2020/QĐ-UBND». Nếu văn bản ghi đúng như vậy, đánh dấu «cần xác minh»."
        )
    return loi


def _noi_so(v: VanBan, cum: Cum) -> tuple[Any, ...] | None:
    """What one number of a year is unique in; None where nobody keeps it so."""
    if not v.so or v.can_xac_minh:
        return None
    if v.co_quan in _SO_CHUNG:
        return (v.so, v.ngay.year, v.co_quan)
    if v.co_quan in _SO_TINH:
        # Merged provinces each had their own series: compared only when the old one agrees.
        return (v.so, v.ngay.year, v.co_quan, cum.don_vi_id, cum.tinh_cu_id)
    return None


def loi_trung_so(cac: Sequence[tuple[VanBan, Cum]]) -> dict[int, list[str]]:
    """V21: position → sentences. The same number, year and issuer stand on another cluster.

    A decision on several clusters is one kind and one day everywhere: that passes. One query.
    """
    can = {i: khoa for i, (v, cum) in enumerate(cac) if (khoa := _noi_so(v, cum)) is not None}
    if not can:
        return {}
    theo: dict[tuple[Any, ...], list[tuple[VanBan, Cum, int]]] = defaultdict(list)
    da_co = VanBan.objects.filter(
        Q(so__in={k[0] for k in can.values()}), ngay__year__in={k[1] for k in can.values()}
    ).select_related("cum")
    for v in da_co:
        if (khoa := _noi_so(v, v.cum)) is not None:
            theo[khoa].append((v, v.cum, -1))
    for i, khoa in can.items():
        theo[khoa].append((*cac[i], i))
    loi: dict[int, list[str]] = defaultdict(list)
    for i, khoa in can.items():
        v, cum = cac[i]
        for khac, cum_khac, cho in theo[khoa]:
            cung = khac is v or (v.pk is not None and khac.pk == v.pk) or cho == i
            cung_cum = cum_khac is cum or (cum.pk is not None and cum_khac.pk == cum.pk)
            if cung or cung_cum or (khac.loai, khac.ngay) == (v.loai, v.ngay):
                continue
            loi[i].append(
                f"V21: Quyết định {v.so} đã gắn với cụm {cum_khac.ten} ({goi(khac)}). "
                "Kiểm tra lại số, ngày."
            )
            break
    return dict(loi)


def loi_buoc(h: HoSoCum, v: VanBan, ho_so: HoSo | None) -> list[str]:
    """V18: step n only after n−1, once; the document that stands is named.

    A document recorded out of order says why (``ngoai_le``) or that it is not checked yet.
    """
    buoc = THEO_LOAI.get(v.loai)
    if buoc is None:
        return []
    if ho_so is not None:
        return _loi_trong_ho_so(h, v, ho_so, buoc)
    loi = []
    if v.loai == L.THANH_LAP and v.thay_the_id is None:
        con = h.thanh_lap(hieu_luc(v))
        if con is not None and con.pk != v.pk:
            loi.append(f"V18: Cụm đã có {goi(con)}; không thể ghi nhận lại.")
    if not (v.ngoai_le or v.can_xac_minh):
        loi += [
            f"V18: Thiếu bước {n} ({THEO_SO[n].ten}) trước {goi(v)}. "
            "Văn bản cũ: ghi lý do ngoài trình tự."
            for n in buoc.truoc
            if not _co_buoc(h.van_ban, THEO_SO[n], v)
        ]
    return loi


def _loi_trong_ho_so(h: HoSoCum, v: VanBan, ho_so: HoSo, buoc: BuocCum) -> list[str]:
    loi = []
    cua_ho_so = [x for x in h.van_ban if x.ho_so_id == ho_so.pk and x.pk != v.pk]
    if not buoc.theo_ho_so:
        loi.append(f"{LoaiVanBan(v.loai).label} không phải bước của hồ sơ thủ tục.")
        return loi
    if ho_so.ket_thuc is not None:
        loi.append(f"Hồ sơ đã kết thúc ngày {ngay_ngan(ho_so.ket_thuc)}.")
    # The first request is signed before it is received, and its receipt fixes the regime; all
    # that follows comes after.
    dau_tien = v.loai == L.DE_NGHI and all(x.loai != L.DE_NGHI for x in cua_ho_so)
    if dau_tien and v.ngay > ho_so.ngay_nop:
        loi.append(
            f"V19: {goi(v)} sau ngày nộp hồ sơ {ngay_ngan(ho_so.ngay_nop)}, là ngày nhận văn bản "
            "đề nghị đầu tiên: sai trình tự."
        )
    if v.loai != L.DE_NGHI and v.ngay < ho_so.ngay_nop:
        loi.append(f"V19: {goi(v)} trước ngày nộp hồ sơ {ngay_ngan(ho_so.ngay_nop)}: sai trình tự.")
    quyet_dinh = _QUYET_DINH_CUA[LoaiThuTuc(ho_so.loai)]
    if buoc.so == 10 and v.loai != quyet_dinh:
        loi.append(f"Hồ sơ {ho_so.get_loai_display().lower()} không ra {v.get_loai_display()}.")
    da_co = [x for x in cua_ho_so if THEO_LOAI.get(x.loai) is buoc]
    sau = [x for x in cua_ho_so if (b := THEO_LOAI.get(x.loai)) is not None and b.so > buoc.so]
    if da_co and not buoc.nhieu:
        loi.append(f"V18: Hồ sơ đã có {goi(da_co[0])}; không thể ghi nhận lại bước này.")
    elif sau and not (buoc.nhieu and da_co) and not v.ngoai_le:
        loi.append(f"V18: Hồ sơ đã có {goi(sau[0])}; không thể ghi nhận lại bước trước.")
    for n in buoc.truoc:
        truoc = [x for x in cua_ho_so if THEO_LOAI.get(x.loai) is THEO_SO[n]]
        if not truoc and not v.ngoai_le:
            loi.append(f"V18: Thiếu bước {n} ({THEO_SO[n].ten}) trước bước {buoc.so}.")
        loi += [
            f"V19: Ngày {goi(x)} sau ngày {goi(v)}: sai trình tự."
            for x in truoc[:1]
            if x.ngay > v.ngay
        ]
    return loi


def _co_buoc(cac: Sequence[VanBan], buoc: BuocCum, v: VanBan) -> bool:
    return any(x.loai in buoc.van_ban and x.pk != v.pk for x in cac)


def loi_thu_tu(h: HoSoCum, v: VanBan) -> list[str]:
    """V19: establishment ≤ QHCT ≤ project ≤ start ≤ acceptance, by the first document of each kind.

    Clusters formed before QĐ 105/2009 were built first and are established later; a document out
    of order that says why passes.
    """
    if v.loai not in THU_TU or v.ngoai_le or v.can_xac_minh or h.cum.truoc_105_2009:
        return []
    cho = THU_TU.index(LoaiVanBan(v.loai))
    loi = []
    for i, loai in enumerate(THU_TU):
        cac = [x for x in h.van_ban if x.loai == loai and x.pk != v.pk and not x.ngoai_le]
        if i == cho or not cac:
            continue
        dau = min(cac, key=lambda x: x.ngay)
        truoc, sau = (dau, v) if i < cho else (v, dau)
        la_dau = i < cho or not any(x.loai == v.loai and x.pk != v.pk for x in h.van_ban)
        if truoc.ngay > sau.ngay and la_dau:
            loi.append(f"V19: Ngày {goi(truoc)} sau ngày {goi(sau)}: sai trình tự.")
    return loi
