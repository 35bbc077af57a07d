"""Questions 4, 6, 7: the deadline of 31/12/2026, clusters behind their decision, developers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import F
from django.db.models.functions import Coalesce

from cumcongnghiep.buoc import THEO_SO
from cumcongnghiep.cau_hoi.khung import KHONG, Khung, ids, nguong, so_thang
from cumcongnghiep.cau_hoi.kieu import BangHoi, Cot, Dong, Kieu
from cumcongnghiep.choices import CoQuan, HaTang, LoaiChuDauTu, LoaiVanBan, PhapLy
from cumcongnghiep.models import CanhBao, VanBan
from cumcongnghiep.statistics import CumNgay, Hoi

# Steps after the decision, in the order of section 2.1 of the domain file.
_BUOC_SAU = (11, 12, 13, 14, 16, 17)
_CUM, _TINH = Cot("cum", "Cụm", Kieu.CHU), Cot("tinh", "Tỉnh, thành phố", Kieu.CHU)
_DIEN_TICH = Cot("dien_tich", "Diện tích", Kieu.HA)


def han_quyet_dinh(cac: Iterable[CumNgay], den: date) -> dict[int, date]:
    """Day the newest decision wants the infrastructure finished, by cluster; one query."""
    kq: dict[int, date] = {}
    for cum_id, han in (
        VanBan.objects.filter(
            cum__in=ids(cac),
            loai__in=[LoaiVanBan.THANH_LAP, LoaiVanBan.DIEU_CHINH, LoaiVanBan.MO_RONG],
            hoan_thanh_du_kien__isnull=False,
        )
        .annotate(hl=Coalesce(F("hieu_luc_tu"), F("ngay")))
        .filter(hl__lte=den)
        .order_by("hl", "pk")
        .values_list("cum_id", "hoan_thanh_du_kien")
    ):
        kq[cum_id] = han
    return kq


def truoc_105(hoi: Hoi) -> BangHoi:
    """4: clusters formed before QĐ 105/2009 still to be dealt with, and the days left."""
    k = Khung.doc(hoi)
    chu = nguong("A04", hoi.den).get("han")
    han = date.fromisoformat(chu) if chu else None
    con = (han - hoi.den).days if han else None
    nen = [c for c in k.cum if c.truoc_105_2009]
    cac = [c for c in nen if not c.da_thanh_lap and c.con_song]
    return k.bang(
        4,
        co_so="Cụm đánh dấu hình thành trước QĐ 105/2009/QĐ-TTg, chưa có quyết định thành lập và "
        "chưa dừng hẳn (khoản 4 Điều 35 NĐ 32/2024/NĐ-CP).",
        do_phu=k.do_phu(nen, lambda c: c not in cac),
        cot=(
            _CUM,
            _TINH,
            _DIEN_TICH,
            Cot("phap_ly", "Pháp lý", Kieu.CHU),
            Cot("du_an", "Số dự án", Kieu.SO),
            Cot("han", "Phải xong trước", Kieu.NGAY),
            Cot("con", "Còn (ngày)", Kieu.SO),
        ),
        cac_dong=tuple(
            Dong(
                c.ma,
                (c.ten, k.tinh(c), c.dien_tich, PhapLy(c.phap_ly).label, c.so_du_an, han, con),
                (c.id,),
            )
            for c in cac
        ),
        tong=Dong(
            "",
            (
                "Tổng", f"{len(cac)} trên {len(nen)} cụm",
                sum((c.dien_tich or KHONG for c in cac), KHONG), None, None, han, con,
            ),
            ids(cac),
        ),
        ghi_chu=("Số dương: còn bấy nhiêu ngày; số âm: đã quá hạn.",),
    )  # fmt: skip


def cham(hoi: Hoi) -> BangHoi:
    """6: clusters past the end of their schedule, the step they stand at and who must act."""
    k = Khung.doc(hoi)
    nen = [c for c in k.cum if c.da_thanh_lap]
    han = han_quyet_dinh(nen, hoi.den)
    cac = [
        c
        for c in nen
        if c.id in han and han[c.id] < hoi.den and c.ha_tang != HaTang.HOAN_THANH
    ]  # fmt: skip
    buoc = _buoc_dang_cho(cac, hoi.den)
    cac.sort(key=lambda c: (han[c.id], c.ma))
    return k.bang(
        6,
        co_so="Cụm đã thành lập, ngày hoàn thành trong quyết định mới nhất đã qua mà hạ tầng chưa "
        "xong; bước đang chờ là bước đầu tiên chưa có văn bản.",
        do_phu=k.do_phu(nen, lambda c: c.id in han),
        cot=(
            _CUM,
            _TINH,
            Cot("chu_dau_tu", "Chủ đầu tư", Kieu.CHU),
            Cot("han", "Hạn trong quyết định", Kieu.NGAY),
            Cot("cham", "Chậm", Kieu.THANG, True),
            Cot("ha_tang", "Hạ tầng", Kieu.CHU),
            Cot("buoc", "Bước đang chờ", Kieu.CHU),
            Cot("ben", "Bên phải làm", Kieu.CHU),
        ),
        cac_dong=tuple(
            Dong(
                c.ma,
                (
                    c.ten, k.tinh(c), c.ten_cdt, han[c.id], so_thang(han[c.id], hoi.den),
                    HaTang(c.ha_tang).label, *buoc[c.id],
                ),
                (c.id,),
            )
            for c in cac
        ),
        tong=Dong("", ("Tổng", f"{len(cac)} cụm", *[None] * 6), ids(cac)),
    )  # fmt: skip


def _buoc_dang_cho(cac: list[CumNgay], den: date) -> dict[int, tuple[str, str]]:
    co: dict[int, set[str]] = {c.id: set() for c in cac}
    for cum_id, loai in (
        VanBan.objects.filter(cum__in=co)
        .annotate(hl=Coalesce(F("hieu_luc_tu"), F("ngay")))
        .filter(hl__lte=den)
        .values_list("cum_id", "loai")
    ):
        co[cum_id].add(loai)
    kq = {}
    for c in cac:
        cho = next(
            (b for so in _BUOC_SAU if not co[c.id] & set((b := THEO_SO[so]).van_ban)), THEO_SO[17]
        )
        kq[c.id] = (f"{cho.so}. {cho.ten}", CoQuan(cho.ben).label)
    return kq


def chu_dau_tu(hoi: Hoi) -> BangHoi:
    """7: developers holding two or more unfinished clusters; decisions to be looked at again."""
    k = Khung.doc(hoi)
    nen = [c for c in k.cum if c.chu_dau_tu_id and c.da_thanh_lap]
    chua: dict[int, list[CumNgay]] = {}
    for c in nen:
        if c.ha_tang != HaTang.HOAN_THANH:
            chua.setdefault(c.chu_dau_tu_id or 0, []).append(c)
    han = han_quyet_dinh(nen, hoi.den)
    muc = nguong("A17", hoi.den)
    dong = []
    for pk, cac in chua.items():
        if len(cac) < 2:
            continue
        ha = sum((c.dien_tich or KHONG for c in cac), KHONG)
        qua = bool(muc) and (
            len(cac) >= int(muc["so_cum"]) or ha > Decimal(str(muc["dien_tich"]))
        )  # fmt: skip
        dong.append(
            Dong(
                f"cdt-{pk}",
                (
                    cac[0].ten_cdt, LoaiChuDauTu(str(cac[0].loai_cdt)).label, len(cac), ha,
                    sum(c.id in han and han[c.id] < hoi.den for c in cac),
                    min((c.thanh_lap_ngay for c in cac if c.thanh_lap_ngay), default=None), qua,
                    ", ".join(sorted({k.tinh(c) for c in cac})),
                ),
                ids(cac),
                "Chủ đầu tư giữ từ hai cụm chưa xong",
            )
        )  # fmt: skip
    dong.sort(key=lambda d: (-len(d.cum), d.khoa))
    theo_id = {c.id: c for c in nen}
    xem_lai: dict[int, str] = {}
    for cum_id, cau in (
        CanhBao.objects.dang_mo()
        .filter(ma="A06", cum__in=ids(nen))
        .order_by("cum_id", "khoa")
        .values_list("cum_id", "thong_bao")
    ):
        xem_lai.setdefault(cum_id, cau)
    for cum_id, cau in xem_lai.items():
        c = theo_id[cum_id]
        dong.append(
            Dong(
                c.ma,
                (c.ten, c.ten_cdt, 1, c.dien_tich, None, c.thanh_lap_ngay, None, cau),
                (cum_id,),
                "Quyết định cần xem xét (A06)",
            )
        )
    return k.bang(
        7,
        co_so="Chủ đầu tư đang giữ cụm ở ngày chốt; chưa xong là hạ tầng chưa hoàn thành. Phần "
        "quyết định cần xem xét theo cảnh báo A06 đang mở.",
        do_phu=k.do_phu(nen, lambda c: c.id in han),
        cot=(
            Cot("ten", "Chủ đầu tư, cụm", Kieu.CHU),
            Cot("loai", "Loại, chủ đầu tư", Kieu.CHU),
            Cot("so_cum", "Cụm chưa xong", Kieu.DEM, True),
            _DIEN_TICH,
            Cot("qua_han", "Quá hạn quyết định", Kieu.DEM),
            Cot("som_nhat", "Thành lập sớm nhất", Kieu.NGAY),
            Cot("vuot", "Vượt ngưỡng A17", Kieu.CO_KHONG),
            Cot("ghi_chu", "Địa bàn, lý do", Kieu.CHU),
        ),
        cac_dong=tuple(dong),
    )
