"""Questions 3, 14, 18, 21: vacant land, types, rice and forest land, what is coming."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q

from cucctdp.donvi.models import Xa
from cumcongnghiep.cau_hoi.khung import HAI, KHONG, Khung, cong, hang, ids
from cumcongnghiep.cau_hoi.kieu import BangHoi, Chuoi, Cot, Dong, Kieu
from cumcongnghiep.cau_hoi.tien_do import han_quyet_dinh
from cumcongnghiep.choices import DA_THUE, HaTang, LoaiHangMuc, LoaiHinh, NhomUuTien
from cumcongnghiep.models import HangMuc, ThueDat
from cumcongnghiep.statistics import CumNgay, Hoi
from cumcongnghiep.trang_thai import xong

_KET_NOI = (
    LoaiHangMuc.GIAO_THONG, LoaiHangMuc.DAU_NOI, LoaiHangMuc.CAP_DIEN, LoaiHangMuc.CAP_NUOC,
    LoaiHangMuc.XLNT, LoaiHangMuc.VIEN_THONG,
)  # fmt: skip
SO_QUY = 8


def _trong(c: CumNgay) -> Decimal | None:
    """Serviced land neither leased nor promised (ha); None when a part is not known."""
    if c.dat_du_dieu_kien is None or c.dat_da_thue is None:
        return None
    return max(c.dat_du_dieu_kien - c.dat_da_thue - (c.dat_chap_thuan or KHONG), KHONG)


def dat_san_sang(hoi: Hoi) -> BangHoi:
    """3: vacant serviced land by cluster, the largest first, with what is connected."""
    k = Khung.doc(hoi)
    cac = sorted(
        ((t, c) for c in k.cum if c.con_song and (t := _trong(c))), key=lambda x: (-x[0], x[1].ma)
    )
    xa = Xa.objects.in_bulk([c.xa_id for _, c in cac if c.xa_id])
    ket_noi: dict[int, list[str]] = defaultdict(list)
    for m in HangMuc.objects.filter(cum__in=[c.id for _, c in cac], loai__in=_KET_NOI):
        if xong(m, hoi.den) and m.get_loai_display() not in ket_noi[m.cum_id]:
            ket_noi[m.cum_id].append(m.get_loai_display())
    nen = [c for c in k.cum if c.con_song and (c.da_thanh_lap or c.co_hoat_dong)]
    return k.bang(
        3,
        co_so="Đất công nghiệp đủ điều kiện cho thuê trừ đất đã cho thuê và đã chấp thuận đầu tư, "
        "theo số mới nhất của từng cụm đến ngày chốt.",
        do_phu=k.do_phu(nen, lambda c: _trong(c) is not None),
        cot=(
            Cot("cum", "Cụm", Kieu.CHU),
            Cot("tinh", "Tỉnh, thành phố", Kieu.CHU),
            Cot("xa", "Xã chủ trì", Kieu.CHU),
            Cot("trong", "Đất còn trống", Kieu.HA, True),
            Cot("du_dieu_kien", "Đất đủ điều kiện", Kieu.HA),
            Cot("nhu_cau", "Nhu cầu đang chờ", Kieu.HA),
            Cot("ket_noi", "Hạ tầng đã xong", Kieu.CHU),
        ),
        cac_dong=tuple(
            Dong(
                c.ma,
                (
                    c.ten, k.tinh(c), xa[c.xa_id].ten_goi if c.xa_id else None, t,
                    c.dat_du_dieu_kien, c.nhu_cau, ", ".join(sorted(ket_noi[c.id])) or None,
                ),
                (c.id,),
            )
            for t, c in cac
        ),
        tong=Dong(
            "",
            (
                "Tổng", f"{len(cac)} cụm", None, sum((t for t, _ in cac), KHONG),
                cong(lambda c: c.dat_du_dieu_kien)([c for _, c in cac]),
                cong(lambda c: c.nhu_cau)([c for _, c in cac]), None,
            ),
            tuple(c.id for _, c in cac),
        ),
    )  # fmt: skip


def loai_hinh(hoi: Hoi) -> BangHoi:
    """14: clusters by type; land reserved for the priority groups and taken by them."""
    k = Khung.doc(hoi)
    nen = [c for c in k.cum if c.da_thanh_lap or c.co_hoat_dong]
    thue: dict[int, Decimal] = defaultdict(Decimal)
    nhom: dict[str, tuple[Decimal, set[int], set[int]]] = {
        n: (KHONG, set(), set()) for n in NhomUuTien.values
    }
    cac_thue = (
        ThueDat.objects.filter(
            Q(den_ngay__isnull=True) | Q(den_ngay__gte=hoi.den),
            cum__in=ids(nen),
            loai__in=DA_THUE,
            tu_ngay__lte=hoi.den,
        )
        .exclude(du_an__nhom_uu_tien="")
        .values_list("cum_id", "du_an_id", "du_an__nhom_uu_tien", "dien_tich")
    )
    for cum_id, du_an_id, n, ha in cac_thue:
        thue[cum_id] += ha
        tong, du_an, cum = nhom[n]
        nhom[n] = (tong + ha, du_an | {du_an_id}, cum | {cum_id})

    def o(ten: str, cac: Sequence[CumNgay]) -> tuple:
        return (
            ten, hang("3")(cac), hang("15")(cac), cong(lambda c: c.dien_tich)(cac),
            cong(lambda c: c.dat_cn)(cac), cong(lambda c: c.dat_uu_tien)(cac),
            sum((thue[c.id] for c in cac), KHONG), None,
        )  # fmt: skip

    theo = {"Thông thường": [c for c in nen if not c.loai_hinh]} | {
        t.label: [c for c in nen if t.value in c.loai_hinh] for t in LoaiHinh
    }
    dong = [Dong(t, o(t, cac), ids(cac), "Theo loại hình") for t, cac in theo.items()]
    dong += [
        Dong(n, (NhomUuTien(n).label, None, None, None, None, None, ha, len(du_an)),
             tuple(sorted(cum)), "Nhóm ưu tiên đã thuê")
        for n, (ha, du_an, cum) in nhom.items()
    ]  # fmt: skip
    return k.bang(
        14,
        co_so="Cụm đã thành lập hoặc đã hoạt động; đất dành riêng theo cơ cấu đất đã duyệt, đất đã "
        "thuê theo hợp đồng còn hiệu lực ở ngày chốt.",
        do_phu=k.do_phu(nen, lambda c: c.dat_uu_tien is not None),
        cot=(
            Cot("ten", "Loại hình, nhóm", Kieu.CHU),
            Cot("thanh_lap", "Đã thành lập", Kieu.DEM, True),
            Cot("hoat_dong", "Đã hoạt động", Kieu.DEM),
            Cot("dien_tich", "Diện tích", Kieu.HA),
            Cot("dat_cn", "Đất công nghiệp", Kieu.HA),
            Cot("uu_tien", "Đất dành nhóm ưu tiên", Kieu.HA),
            Cot("da_thue", "Nhóm ưu tiên đã thuê", Kieu.HA),
            Cot("du_an", "Số dự án", Kieu.SO),
        ),
        cac_dong=tuple(dong),
        tong=Dong("", o("Tổng", nen), ids(nen)),
        ghi_chu=("Một cụm có thể thuộc nhiều loại hình, nên các loại không cộng thành tổng.",),
    )


def lua_rung(hoi: Hoi) -> BangHoi:
    """18: rice and forest land converted."""
    k = Khung.doc(hoi)

    def nen(c: CumNgay) -> bool:
        return c.da_thanh_lap or c.co_hoat_dong

    cot, dong, tong = k.theo_pham_vi(
        (
            (Cot("dien_tich", "Diện tích cụm", Kieu.HA), cong(lambda c: c.dien_tich)),
            (Cot("lua", "Đất lúa đã chuyển", Kieu.HA, True), cong(lambda c: c.dat_lua)),
            (Cot("rung", "Đất rừng đã chuyển", Kieu.HA, True), cong(lambda c: c.dat_rung)),
            (
                Cot("co_so_lieu", "Cụm có số liệu", Kieu.DEM),
                lambda cac: sum(c.dat_lua is not None or c.dat_rung is not None for c in cac),
            ),
        ),
        nen,
    )
    return k.bang(
        18,
        co_so="Cụm đã thành lập hoặc đã hoạt động; số mới nhất đến ngày chốt.",
        do_phu=k.do_phu(filter(nen, k.cum), lambda c: c.dat_lua is not None),
        cot=cot,
        cac_dong=dong,
        tong=tong,
    )


def _cuoi_quy(ngay: date) -> date:
    thang = (ngay.month - 1) // 3 * 3 + 3
    dau_sau = date(ngay.year + thang // 12, thang % 12 + 1, 1)
    return dau_sau - timedelta(days=1)


def du_bao(hoi: Hoi) -> BangHoi:
    """21: industrial land to be serviced, quarter by quarter, from the decisions' schedules."""
    k = Khung.doc(hoi)
    han = han_quyet_dinh(k.cum, hoi.den)
    chua = [c for c in k.cum if c.da_thanh_lap and c.ha_tang != HaTang.HOAN_THANH]
    cac_quy = [_cuoi_quy(hoi.den)]
    while len(cac_quy) < SO_QUY:
        cac_quy.append(_cuoi_quy(cac_quy[-1] + timedelta(days=1)))
    theo: dict[date, list[CumNgay]] = {q: [] for q in cac_quy}
    qua_han, chua_ro = [], []
    for c in chua:
        ngay = han.get(c.id)
        if ngay is None or c.dat_cn is None:
            chua_ro.append(c)
        elif ngay < hoi.den:
            qua_han.append(c)
        elif (q := _cuoi_quy(ngay)) in theo:
            theo[q].append(c)

    def them(cac: Sequence[CumNgay]) -> Decimal:
        return sum(
            (max((c.dat_cn or KHONG) - (c.dat_du_dieu_kien or KHONG), KHONG) for c in cac), KHONG
        )

    nam_truoc = hang("18")(k.luc(hoi.den - timedelta(days=365)))
    nay = hang("18")(k.cum)
    moi_quy = None
    if isinstance(nay, Decimal) and isinstance(nam_truoc, Decimal):
        moi_quy = (max(nay - nam_truoc, KHONG) / 4).quantize(HAI)
    luy_ke, thue, dong, diem, diem_thue = KHONG, nay, [], [], []
    for q, cac in theo.items():
        luy_ke += them(cac)
        thue = thue + moi_quy if isinstance(thue, Decimal) and moi_quy is not None else None
        ten = f"Quý {(q.month + 2) // 3}/{q.year}"
        dong.append(Dong(ten, (ten, len(cac), them(cac), luy_ke, thue), ids(cac), "Theo tiến độ"))
        diem.append((q, luy_ke))
        diem_thue.append((q, thue))
    for ten, cac in (("Đã quá hạn, chưa xong", qua_han), ("Chưa rõ hạn hoặc quỹ đất", chua_ro)):
        ha = them(cac) if cac is qua_han else None
        dong.append(Dong(ten, (ten, len(cac), ha, None, None), ids(cac), "Ngoài dự báo"))
    return k.bang(
        21,
        co_so="Cụm đã thành lập, hạ tầng chưa xong; đất thêm là đất công nghiệp trừ đất đã đủ điều "
        "kiện cho thuê, tính vào quý hoàn thành ghi trong quyết định; đất cho thuê dự kiến kéo "
        "dài mức tăng bình quân bốn quý vừa qua.",
        do_phu=k.do_phu(chua, lambda c: c.id in han and c.dat_cn is not None),
        cot=(
            Cot("quy", "Quý", Kieu.CHU),
            Cot("so_cum", "Số cụm", Kieu.DEM),
            Cot("them", "Đất thêm", Kieu.HA, True),
            Cot("luy_ke", "Lũy kế", Kieu.HA),
            Cot("thue", "Đã cho thuê, dự kiến", Kieu.HA),
        ),
        cac_dong=tuple(dong),
        chuoi=(
            Chuoi("Đất có hạ tầng thêm, lũy kế", "ha", tuple(diem)),
            Chuoi("Đất cho thuê dự kiến", "ha", tuple(diem_thue)),
        ),
        ghi_chu=("Dự báo chỉ nối dài tiến độ và nhịp cho thuê đã có, không phải cam kết.",),
    )
