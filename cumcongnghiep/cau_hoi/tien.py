"""Questions 8, 10, 11: capital of infrastructure, secondary projects, what the land yields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from cucctdp.donvi.models import NganhKinhTe
from cumcongnghiep.cau_hoi.khung import HAI, KHONG, Khung, chia, cong, hang, ids, nguong, ty
from cumcongnghiep.cau_hoi.kieu import BangHoi, Cot, Dong, Kieu, O
from cumcongnghiep.models import DuAn
from cumcongnghiep.statistics import CumNgay, Hoi, cac_moc, dau_cua_so

SO_DUNG_DAU = 20


def von(hoi: Hoi) -> BangHoi:
    """8: approved and paid capital, the State's share, paid since the cut-off before."""
    k = Khung.doc(hoi)
    moc_truoc = cac_moc(hoi.den, 2)[0]
    truoc = {c.id: c for c in k.luc(moc_truoc)}

    def nen(c: CumNgay) -> bool:
        return c.con_song and (c.tmdt is not None or c.von_da_tra is not None)

    def du(cac: Sequence[CumNgay]) -> list[CumNgay]:
        return [c for c in cac if c.tmdt is not None and c.von_da_tra is not None]

    def ty_le(cac: Sequence[CumNgay]) -> O:
        co = du(cac)
        return chia(cong(lambda c: c.von_da_tra)(co), cong(lambda c: c.tmdt)(co), 100)  # type: ignore[arg-type]

    def nsnn(cac: Sequence[CumNgay]) -> O:
        co = [c for c in cac if c.von_nsnn is not None and c.von_da_tra]
        return chia(cong(lambda c: c.von_nsnn)(co), cong(lambda c: c.von_da_tra)(co), 100)  # type: ignore[arg-type]

    def them(cac: Sequence[CumNgay]) -> O:
        hieu = []
        for c in cac:
            cu = truoc.get(c.id)
            if c.von_da_tra is not None and cu is not None and cu.von_da_tra is not None:
                hieu.append(c.von_da_tra - cu.von_da_tra)
        return ty(sum(hieu, KHONG)) if hieu else None

    cot, dong, tong = k.theo_pham_vi(
        (
            (Cot("tmdt", "Tổng mức đầu tư", Kieu.TY, True), hang("13")),
            (Cot("da_tra", "Đã thanh toán, lũy kế", Kieu.TY, True), hang("14")),
            (Cot("giai_ngan", "Tỷ lệ giải ngân", Kieu.PHAN_TRAM, True), ty_le),
            (Cot("nsnn", "Phần ngân sách trong vốn đã trả", Kieu.PHAN_TRAM), nsnn),
            (Cot("them", f"Thanh toán thêm từ {moc_truoc:%d/%m/%Y}", Kieu.TY), them),
        ),
        nen,
    )
    return k.bang(
        8,
        co_so="Dòng 13, 14 của Biểu 04; tỷ lệ giải ngân của các cụm biết cả hai số; phần ngân sách "
        "của các cụm biết vốn ngân sách.",
        do_phu=k.do_phu(
            [c for c in k.cum if c.co_du_an_ha_tang and c.con_song], lambda c: bool(du([c]))
        ),
        cot=cot,
        cac_dong=dong,
        tong=tong,
    )


def du_an(hoi: Hoi) -> BangHoi:
    """10: projects, foreign share, running, building, stopped; by sector."""
    k = Khung.doc(hoi)

    def nen(c: CumNgay) -> bool:
        return c.co_hoat_dong

    pks = ids(filter(nen, k.cum))
    tinh_trang = {
        d["cum_id"]: d
        for d in DuAn.objects.co_mat(hoi.den)
        .filter(cum__in=pks)
        .order_by()
        .values("cum_id")
        .annotate(
            ngung=Count("pk", filter=Q(ngung_tu__lte=hoi.den)),
            dang_xay=Count(
                "pk",
                filter=Q(khoi_cong__lte=hoi.den)
                & (Q(hoat_dong_tu__isnull=True) | Q(hoat_dong_tu__gt=hoi.den)),
            ),
        )
    }

    def dem_da(cot: str) -> Any:
        def ham(cac: Sequence[CumNgay]) -> O:
            co = [tinh_trang[c.id][cot] for c in cac if c.id in tinh_trang]
            return sum(co) if co else None

        return ham

    def fdi(cac: Sequence[CumNgay]) -> O:
        co = [c for c in cac if c.so_fdi is not None]
        return chia(sum(c.so_fdi or 0 for c in co), sum(c.so_du_an or 0 for c in co), 100)

    cot, dong, tong = k.theo_pham_vi(
        (
            (Cot("du_an", "Số dự án", Kieu.SO, True), hang("20")),
            (Cot("fdi", "Có vốn nước ngoài", Kieu.SO), hang("21")),
            (Cot("ty_le_fdi", "Tỷ lệ vốn nước ngoài", Kieu.PHAN_TRAM), fdi),
            (Cot("chay", "Đang hoạt động", Kieu.SO, True), hang("22")),
            (Cot("xay", "Đang xây dựng", Kieu.SO), dem_da("dang_xay")),
            (Cot("ngung", "Tạm ngừng", Kieu.SO), dem_da("ngung")),
        ),
        nen,
    )
    theo_nganh: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for cum_id, nuoc_ngoai, nganh in (
        DuAn.objects.co_mat(hoi.den)
        .filter(cum__in=pks)
        .values_list("cum_id", "von_nuoc_ngoai", "nganh__ma")
    ):
        theo_nganh[(nganh or "")[:2]].append((cum_id, nuoc_ngoai))
    ten = dict(NganhKinhTe.objects.filter(cap=2).order_by("phien_ban").values_list("ma", "ten"))
    nganh_dong = [
        Dong(
            ma or "chua-ro",
            (
                f"{ma} {ten.get(ma, '')}".strip() if ma else "Chưa ghi ngành",
                len(cac), sum(f for _, f in cac), chia(sum(f for _, f in cac), len(cac), 100),
                None, None, None,
            ),
            tuple(sorted({c for c, _ in cac})),
            "Theo ngành (VSIC cấp 2), dự án ghi từng dòng",
        )
        for ma, cac in sorted(theo_nganh.items(), key=lambda x: (-len(x[1]), x[0]))
    ]  # fmt: skip
    return k.bang(
        10,
        co_so="Dòng 20–22 của Biểu 04; đang xây dựng, tạm ngừng và ngành chỉ đếm được ở cụm đã ghi "
        "từng dự án.",
        do_phu=k.do_phu(filter(nen, k.cum), lambda c: c.tung_du_an),
        cot=cot,
        cac_dong=(*dong, *nganh_dong),
        tong=tong,
        ghi_chu=(
            f"{sum(len(v) for v in theo_nganh.values())} dự án ghi từng dòng.",
        ),
    )  # fmt: skip


def hieu_qua(hoi: Hoi) -> BangHoi:
    """11: workers, income, revenue and taxes of each leased hectare; league and outliers.

    Flows exist for the windows of the forms only: between two cut-offs the last one is told.
    """
    k = Khung.doc(hoi)
    ghi_chu: tuple[str, ...] = ()
    moc = cac_moc(hoi.den, 2)[0]
    if moc < hoi.den and all(c.doanh_thu is None for c in k.cum):
        truoc = Khung.doc(hoi.doi(den=moc, tu=dau_cua_so(moc)))
        if any(c.doanh_thu is not None for c in truoc.cum):
            ghi_chu = (
                (
                    f"Chưa có số trong kỳ của ngày {hoi.den:%d/%m/%Y}: bảng này là số của kỳ chốt "
                    f"ngày {moc:%d/%m/%Y}."
                ),
            )
            hoi, k = truoc.hoi, truoc

    def nen(c: CumNgay) -> bool:
        return c.co_hoat_dong

    def tren_ha(lay: Any, he_so: Any) -> Any:
        def ham(cac: Sequence[CumNgay]) -> O:
            co = [(s, c.dat_da_thue) for c in cac if (s := lay(c)) is not None and c.dat_da_thue]
            tu = sum((s for s, _ in co), KHONG)
            return chia(he_so(tu), sum((ha for _, ha in co), KHONG)) if co else None

        return ham

    def thu_nhap(cac: Sequence[CumNgay]) -> O:
        co = [c for c in cac if c.quy_luong is not None and c.co_luong]
        tu = sum((c.quy_luong or KHONG for c in co), KHONG)
        mau = sum((c.co_luong or KHONG for c in co), KHONG)
        return (tu / mau / 1_000_000).quantize(HAI) if mau else None

    def nguyen(so: Decimal) -> Decimal:
        return so

    cac_cot = (
        (Cot("lao_dong", "Lao động", Kieu.NGUOI, True), hang("25")),
        (Cot("thu_nhap", "Thu nhập bình quân tháng", Kieu.TRIEU), thu_nhap),
        (Cot("doanh_thu", "Doanh thu trong kỳ", Kieu.TY), hang("23", co_ky=True)),
        (Cot("nop", "Nộp ngân sách trong kỳ", Kieu.TY), hang("24", co_ky=True)),
        (Cot("da_thue", "Đất đã cho thuê", Kieu.HA), cong(lambda c: c.dat_da_thue)),
        (
            Cot("lao_dong_ha", "Lao động trên ha", Kieu.SO),
            tren_ha(lambda c: c.lao_dong, nguyen),
        ),
        (
            Cot("doanh_thu_ha", "Doanh thu trên ha", Kieu.TY, True),
            tren_ha(lambda c: c.doanh_thu, ty),
        ),
        (Cot("nop_ha", "Nộp ngân sách trên ha", Kieu.TY), tren_ha(lambda c: c.nop_nsnn, ty)),
    )
    cot, dong, tong = k.theo_pham_vi(cac_cot, nen)
    cac = [c for c in k.cum if nen(c)]
    muc = nguong("V32", hoi.den)
    xep, la = [], []
    for c in cac:
        o = (f"{c.ten} ({k.tinh(c)})", *(ham([c]) for _, ham in cac_cot))
        if o[7] is not None:
            xep.append(Dong(c.ma, o, (c.id,), f"{SO_DUNG_DAU} cụm có doanh thu trên ha cao nhất"))
        mat_do = o[6]
        if isinstance(mat_do, Decimal) and (
            ("tu" in muc and mat_do < Decimal(str(muc["tu"])))
            or ("den" in muc and mat_do > Decimal(str(muc["den"])))
        ):
            la.append(Dong(c.ma, o, (c.id,), "Mật độ lao động bất thường (V32)"))
    xep.sort(key=lambda d: -Decimal(str(d.o[7])))
    return k.bang(
        11,
        co_so="Cụm đã hoạt động; mỗi chỉ số trên ha chỉ tính các cụm biết cả tử số và đất đã cho "
        "thuê; doanh thu, nộp ngân sách đúng kỳ đang xem.",
        do_phu=k.do_phu(cac, lambda c: c.lao_dong is not None),
        cot=cot,
        cac_dong=(*dong, *xep[:SO_DUNG_DAU], *la),
        tong=tong,
        ghi_chu=ghi_chu,
    )
