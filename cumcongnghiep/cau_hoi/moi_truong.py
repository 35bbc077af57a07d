"""Questions 5, 13, 19: wastewater, relocation, state-built infrastructure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import F, Sum, Value
from django.db.models.functions import Coalesce

from cumcongnghiep.cau_hoi.khung import Khung, chia, dem, hang, ids, ty
from cumcongnghiep.cau_hoi.kieu import BangHoi, Cot, Dong, Kieu
from cumcongnghiep.choices import ChieuDiDoi, LoaiHangMuc, NguonDiDoi, TinhTrangHangMuc
from cumcongnghiep.models import HangMuc, KeHoachDiDoi, TaiSan
from cumcongnghiep.statistics import CumNgay, Hoi


def _hd(c: CumNgay) -> bool:
    return c.co_hoat_dong


def nuoc_thai(hoi: Hoi) -> BangHoi:
    """5: stations, those that meet the standard, stopped ones, capital of what is unfinished."""
    k = Khung.doc(hoi)
    hd = [c for c in k.cum if _hd(c)]
    von: dict[int, int] = {
        d["cum_id"]: d["von"]
        for d in HangMuc.objects.filter(cum__in=ids(hd), loai=LoaiHangMuc.XLNT)
        .exclude(tinh_trang=TinhTrangHangMuc.XONG)
        .exclude(von_dn__isnull=True, von_nsnn__isnull=True)
        .order_by()
        .values("cum_id")
        .annotate(von=Sum(Coalesce(F("von_dn"), Value(0)) + Coalesce(F("von_nsnn"), Value(0))))
    }

    def von_con(cac: Sequence[CumNgay]) -> Any:
        co = [von[c.id] for c in cac if c.id in von]
        return ty(sum(co)) if co else None

    co, dat = dem(lambda c: c.co_xlnt), dem(lambda c: c.xlnt_dat)
    cot, dong, tong = k.theo_pham_vi(
        (
            (Cot("hoat_dong", "Cụm hoạt động", Kieu.DEM), hang("15")),
            (Cot("co", "Đã, đang đầu tư XLNT", Kieu.DEM), co),
            (Cot("dat", "Đạt tiêu chuẩn", Kieu.DEM, True), dat),
            (
                Cot("ty_le", "Tỷ lệ đạt", Kieu.PHAN_TRAM, True),
                lambda cac: chia(sum(c.xlnt_dat for c in cac), len(cac), 100),
            ),
            (Cot("chua_co", "Chưa có XLNT", Kieu.DEM, True), dem(lambda c: not c.co_xlnt)),
            (Cot("dung", "Trạm đã dừng", Kieu.DEM), dem(lambda c: c.xlnt_dung)),
            (Cot("von", "Vốn hạng mục XLNT chưa xong", Kieu.TY), von_con),
        ),
        _hd,
    )
    dung = [c for c in hd if c.xlnt_dung]
    dong = (
        *dong,
        *(
            Dong(c.ma, (f"{c.ten} ({k.tinh(c)})", *[None] * 7), (c.id,), "Trạm đã dừng")
            for c in dung
        ),
    )

    def ty_le(cac: Sequence[CumNgay]) -> Any:
        cac = [c for c in cac if _hd(c)]
        return chia(sum(c.xlnt_dat for c in cac), len(cac), 100)

    return k.bang(
        5,
        co_so="Cụm đã hoạt động; đạt tiêu chuẩn là trạm đang vận hành, mẫu gần nhất đạt; mẫu số là "
        "mọi cụm đã hoạt động (dòng 15 của Biểu 04).",
        do_phu=k.do_phu(hd, lambda c: c.co_xlnt),
        cot=cot,
        cac_dong=dong,
        tong=tong,
        chuoi=k.chuoi(
            ("Cụm hoạt động", "cụm", hang("15")),
            ("Đạt tiêu chuẩn", "cụm", lambda cac: dat([c for c in cac if _hd(c)])),
            ("Tỷ lệ đạt", "%", ty_le),
        ),
        ghi_chu=("Mục tiêu năm 2030: 100% (Kết luận 75-KL/TW ngày 28/7/2026).",),
    )


def di_doi(hoi: Hoi) -> BangHoi:
    """13: units moved in and still to move, by where from; clusters that must move themselves."""
    k = Khung.doc(hoi)
    moi: dict[tuple[Any, ...], KeHoachDiDoi] = {}
    for d in KeHoachDiDoi.objects.filter(cum__in=ids(k.cum), den_ngay__lte=hoi.den).order_by(
        "den_ngay", "pk"
    ):
        moi[(d.cum_id, d.chieu, d.nguon, d.noi)] = d
    so: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for d in moi.values():
        o = so[(d.cum_id, d.nguon if d.chieu == ChieuDiDoi.VAO else ChieuDiDoi.RA)]
        o[0] += d.da_doi
        o[1] += d.so_co_so - d.da_doi
    co = {cum_id for cum_id, _ in so}

    def lay(khoa: str, cot: int) -> Any:
        return lambda cac: sum(so[(c.id, khoa)][cot] for c in cac if (c.id, khoa) in so)

    ra = {cum_id for (cum_id, khoa), o in so.items() if khoa == ChieuDiDoi.RA and o[1]}
    ln, dc = NguonDiDoi.LANG_NGHE, NguonDiDoi.KHU_DAN_CU
    cot, dong, tong = k.theo_pham_vi(
        (
            (Cot("ln_da", "Làng nghề: đã vào cụm", Kieu.SO, True), lay(ln, 0)),
            (Cot("ln_con", "Làng nghề: còn phải dời", Kieu.SO), lay(ln, 1)),
            (Cot("dc_da", "Khu dân cư: đã vào cụm", Kieu.SO, True), lay(dc, 0)),
            (Cot("dc_con", "Khu dân cư: còn phải dời", Kieu.SO), lay(dc, 1)),
            (Cot("cum_ra", "Cụm phải di dời", Kieu.DEM, True), dem(lambda c: c.id in ra)),
            (Cot("ra_con", "Cơ sở còn phải ra khỏi cụm", Kieu.SO), lay(ChieuDiDoi.RA, 1)),
        ),
        lambda c: c.id in co,
    )
    return k.bang(
        13,
        co_so="Kế hoạch di dời ghi ở từng cụm, số mới nhất đến ngày chốt; đơn vị đếm là cơ sở.",
        do_phu=k.do_phu([c for c in k.cum if c.co_hoat_dong], lambda c: c.id in co),
        cot=cot,
        cac_dong=dong,
        tong=tong,
    )


def tai_san(hoi: Hoi) -> BangHoi:
    """19: state-built assets: value, condition, manager, record under NĐ 178/2026/NĐ-CP."""
    k = Khung.doc(hoi)
    theo: dict[int, list[TaiSan]] = defaultdict(list)
    for t in TaiSan.objects.filter(cum__in=ids(k.cum), den_ngay__lte=hoi.den):
        theo[t.cum_id].append(t)

    def cac_ts(cac: Sequence[CumNgay]) -> list[TaiSan]:
        return [t for c in cac for t in theo.get(c.id, ())]

    def tien(cot: str) -> Any:
        def ham(cac: Sequence[CumNgay]) -> Any:
            co = [g for t in cac_ts(cac) if (g := getattr(t, cot)) is not None]
            return ty(sum(co)) if co else None

        return ham

    def so(loc: Any) -> Any:
        return lambda cac: sum(1 for t in cac_ts(cac) if loc(t))

    tot = TaiSan.TinhTrang.DANG_DUNG
    cot, dong, tong = k.theo_pham_vi(
        (
            (Cot("tai_san", "Số tài sản", Kieu.SO), so(lambda t: True)),
            (Cot("nguyen_gia", "Nguyên giá", Kieu.TY, True), tien("nguyen_gia")),
            (Cot("con_lai", "Giá trị còn lại", Kieu.TY), tien("con_lai")),
            (Cot("hong", "Hư hỏng, không dùng", Kieu.SO), so(lambda t: t.tinh_trang != tot)),
            (
                Cot("chua_giao", "Chưa có đơn vị quản lý", Kieu.SO),
                so(lambda t: not t.don_vi_quan_ly),
            ),
            (Cot("chua_ho_so", "Chưa lập hồ sơ", Kieu.SO, True), so(lambda t: not t.so_ho_so)),
        ),
        lambda c: c.id in theo,
    )
    nsnn = [c for c in k.cum if c.von_nsnn or c.id in theo]
    return k.bang(
        19,
        co_so="Tài sản hạ tầng do ngân sách đầu tư đã ghi đến ngày chốt (NĐ 178/2026/NĐ-CP).",
        do_phu=k.do_phu(nsnn, lambda c: c.id in theo),
        cot=cot,
        cac_dong=dong,
        tong=tong,
        ghi_chu=("Độ phủ tính trên các cụm có vốn ngân sách.",),
    )
