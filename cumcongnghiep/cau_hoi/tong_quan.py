"""Questions 1, 2, 9, 12, 17, 20: how many, how full, newly established, plan, old parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from cucctdp.donvi.choices import DiaGioi
from cucctdp.donvi.models import Xa
from cucctdp.formats.so import lam_tron
from cumcongnghiep.cau_hoi.khung import KHONG, Khung, Tinh, hang, ids
from cumcongnghiep.cau_hoi.kieu import BangHoi, Cot, Dong, Kieu
from cumcongnghiep.choices import LoaiChuDauTu, LoaiHinh, LoaiVanBan
from cumcongnghiep.lap_day import CachTinh, TyLe
from cumcongnghiep.models import CumXa, VanBan
from cumcongnghiep.statistics import CoSo, CumNgay, Hoi, cac_moc
from cumcongnghiep.statistics.ty_le import cum_da_bao_cao, mot_lap_day, trong_co_so
from cumcongnghiep.xet_dia_ban import SO_LE_HA, KetLuan, XetDiaBan, xet_nhieu_xa

_SO_CUM: tuple[tuple[Cot, Tinh], ...] = (
    (Cot("quy_hoach", "Trong quy hoạch", Kieu.DEM), hang("1")),
    (Cot("quy_hoach_ha", "Diện tích quy hoạch", Kieu.HA), hang("2")),
    (Cot("thanh_lap", "Đã thành lập", Kieu.DEM, True), hang("3")),
    (Cot("thanh_lap_ha", "Diện tích thành lập", Kieu.HA), hang("4")),
    (Cot("hoat_dong", "Đã hoạt động", Kieu.DEM, True), hang("15")),
    (Cot("hoat_dong_ha", "Diện tích hoạt động", Kieu.HA), hang("16")),
    (Cot("chua_thanh_lap", "Hoạt động, chưa thành lập", Kieu.DEM, True), hang("15.2")),
    (Cot("chua_thanh_lap_ha", "Diện tích cụm chưa thành lập", Kieu.HA), hang("16.2")),
)


def _ke(c: CumNgay) -> bool:
    return c.trong_quy_hoach or c.da_thanh_lap or c.co_hoat_dong


def so_cum(hoi: Hoi) -> BangHoi:
    """1: planned, established, operating; the same at each past cut-off."""
    k = Khung.doc(hoi)
    cot, dong, tong = k.theo_pham_vi(_SO_CUM, _ke)
    return k.bang(
        1,
        co_so="Như dòng 1–4, 15, 15.2, 16, 16.2 của Biểu 04; «hoạt động» là có ít nhất một dự án.",
        do_phu=k.do_phu(filter(_ke, k.cum), lambda c: c.dien_tich is not None),
        cot=cot,
        cac_dong=dong,
        tong=tong,
        chuoi=k.chuoi(
            ("Trong quy hoạch", "cụm", hang("1")),
            ("Đã thành lập", "cụm", hang("3")),
            ("Đã hoạt động", "cụm", hang("15")),
            ("Hoạt động, chưa thành lập", "cụm", hang("15.2")),
        ),
    )


def _gop(cac: Sequence[CumNgay], cach: str) -> TyLe:
    return mot_lap_day("", "", cac, cach=cach, co_so=CoSo.TAT_CA).ty_le


def _tuoi(c: CumNgay, hoi: Hoi) -> str:
    if c.thanh_lap_ngay is None:
        return "Chưa thành lập"
    nam = (hoi.den - c.thanh_lap_ngay).days // 365
    return "Dưới 5 năm" if nam < 5 else "5–10 năm" if nam < 10 else "Từ 10 năm"


def lap_day(hoi: Hoi) -> BangHoi:
    """2: four definitions side by side by province, type, age, developer; three bases; the move
    of numerator and denominator since the cut-off before."""
    k = Khung.doc(hoi)
    truoc = {c.id: c for c in k.luc(cac_moc(hoi.den, 2)[0])}
    nen = trong_co_so(k.cum, CoSo.TAT_CA, frozenset())
    phap_ly = {c.id for c in nen}

    def o(ten: str, cac: Sequence[CumNgay]) -> tuple:
        nay = _gop(cac, CachTinh.PHAP_LY)
        cu = _gop([truoc[c.id] for c in cac if c.id in truoc], CachTinh.PHAP_LY)
        hieu = [
            None if a is None or b is None else a - b
            for a, b in ((nay.tu, cu.tu), (nay.mau, cu.mau))
        ]
        khac = (_gop(cac, m) for m in (CachTinh.CHO_THUE, CachTinh.DU_DIEU_KIEN, CachTinh.GPMB))
        return (ten, len(cac), nay, *khac, cu, *hieu)

    def nhom(ten_nhom: str, cac: dict[str, list[CumNgay]]) -> list[Dong]:
        return [Dong(t, o(t, cs), ids(cs), ten_nhom) for t, cs in cac.items() if cs]

    dong = [
        Dong(n.khoa, o(n.ten, cac), ids(cac), "Theo địa bàn")
        for n in k.pv.nhom
        if (cac := [c for c in n.cum if c.id in phap_ly])
    ]
    loai = {"Thông thường": [c for c in nen if not c.loai_hinh]} | {
        t.label: [c for c in nen if t.value in c.loai_hinh] for t in LoaiHinh
    }
    tuoi = {
        t: [c for c in nen if _tuoi(c, hoi) == t]
        for t in ("Dưới 5 năm", "5–10 năm", "Từ 10 năm", "Chưa thành lập")
    }
    cdt = {t.label: [c for c in nen if c.loai_cdt == t.value] for t in LoaiChuDauTu} | {
        "Chưa có chủ đầu tư": [c for c in nen if c.loai_cdt is None]
    }
    dong += nhom("Theo loại hình", loai) + nhom("Theo tuổi", tuoi) + nhom("Theo chủ đầu tư", cdt)
    bao_cao = cum_da_bao_cao(hoi.den)
    dong += nhom(
        "Theo cơ sở tính",
        {m.label[0].upper() + m.label[1:]: trong_co_so(k.cum, m, bao_cao) for m in CoSo},
    )
    return k.bang(
        2,
        co_so="Tỷ lệ gia quyền của các cụm biết cả tử số và mẫu số; mặc định theo khoản 7 Điều 2 "
        "NĐ 32/2024/NĐ-CP; biên bản ghi nhớ không tính.",
        do_phu=k.do_phu(nen, lambda c: c.ty_le(CachTinh.PHAP_LY).phan_tram is not None),
        cot=(
            Cot("ten", "Nhóm", Kieu.CHU),
            Cot("so_cum", "Số cụm", Kieu.DEM),
            Cot("phap_ly", "Theo luật", Kieu.TY_LE, True),
            Cot("cho_thue", "Đã cho thuê", Kieu.TY_LE),
            Cot("du_dieu_kien", "Trên đất đủ điều kiện", Kieu.TY_LE),
            Cot("gpmb", "Trên đất đã giải phóng", Kieu.TY_LE),
            Cot("ky_truoc", "Theo luật, kỳ trước", Kieu.TY_LE),
            Cot("doi_tu", "Tử số thay đổi", Kieu.HA),
            Cot("doi_mau", "Mẫu số thay đổi", Kieu.HA),
        ),
        cac_dong=tuple(dong),
        tong=Dong("", o("Tổng", nen), ids(nen)),
        ghi_chu=("Một cụm có thể thuộc nhiều loại hình, nên các loại không cộng thành tổng.",),
    )


def thanh_lap_trong_ky(hoi: Hoi) -> BangHoi:
    """9: clusters established in the window, with what the commune's test says of them."""
    k = Khung.doc(hoi)
    moi = [c for c in k.cum if c.trong_ky]
    quyet_dinh = {
        v.cum_id: v
        for v in VanBan.objects.filter(cum__in=ids(moi), loai=LoaiVanBan.THANH_LAP).order_by("ngay")
    }
    xa = Xa.objects.prefetch_related("cac_ten").in_bulk([c.xa_id for c in moi if c.xa_id])
    # The communes as they stood without the new clusters: what the dossier was judged on.
    truoc = {
        d.xa.pk: d for d in _xet([c for c in k.cum if not c.trong_ky], xa.values(), hoi) if d.xa
    }

    dong = tuple(
        Dong(
            c.ma,
            (
                c.ten, k.tinh(c), xa[c.xa_id].ten_goi if c.xa_id else None, c.thanh_lap_ngay,
                str(quyet_dinh[c.id].so) if c.id in quyet_dinh else None, c.dien_tich_tl,
                _ket_luan(truoc[c.xa_id]) if c.xa_id else None,
            ),
            (c.id,),
        )
        for c in moi
    )  # fmt: skip
    return k.bang(
        9,
        co_so="Quyết định thành lập có hiệu lực trong kỳ và còn hiệu lực ở ngày chốt (dòng 5, 6 "
        "của Biểu 04); điều kiện xã xét trên số liệu ngày chốt, không kể cụm mới.",
        do_phu=k.do_phu(moi, lambda c: c.dien_tich_tl is not None),
        cot=(
            Cot("cum", "Cụm", Kieu.CHU),
            Cot("tinh", "Tỉnh, thành phố", Kieu.CHU),
            Cot("xa", "Xã chủ trì", Kieu.CHU),
            Cot("ngay", "Ngày hiệu lực", Kieu.NGAY),
            Cot("quyet_dinh", "Quyết định", Kieu.CHU),
            Cot("dien_tich", "Diện tích", Kieu.HA),
            Cot("dieu_kien", "Điều kiện địa bàn xã", Kieu.CHU),
        ),
        cac_dong=dong,
        tong=Dong("", ("Tổng", f"{len(moi)} cụm", None, None, None,
            sum((c.dien_tich_tl or KHONG for c in moi), KHONG), None), ids(moi)),
        ghi_chu=() if hoi.tu else ("Chưa nêu ngày đầu kỳ.",),
    )  # fmt: skip


def _xet(cac: Iterable[CumNgay], cac_xa: Iterable[Xa], hoi: Hoi) -> list[XetDiaBan]:
    """The test of the communes on the cut-off day, by the figures of the statistics."""
    dat = {c.id: (c.dat_cn, c.dat_da_thue, c.dat_chap_thuan) for c in cac if c.da_thanh_lap}
    return xet_nhieu_xa(list(cac_xa), dat, ngay=hoi.den)


def _cua_xa(d: XetDiaBan) -> TyLe:
    biet = d.so_cum - len(d.thieu)
    if not biet:
        return TyLe(CachTinh.PHAP_LY, None, None, 0)
    giu, dat = lam_tron(d.da_giu, SO_LE_HA), lam_tron(d.dat_cn, SO_LE_HA)
    return TyLe(CachTinh.PHAP_LY, giu, dat, biet)


def _ket_luan(d: XetDiaBan) -> str:
    return f"{KetLuan(d.ket_luan).label}. {d.ly_do}"


def dieu_kien_xa(hoi: Hoi) -> BangHoi:
    """12: communes with clusters that may, or may not, open a new one."""
    k = Khung.doc(hoi)
    nen = [c for c in k.cum if c.da_thanh_lap]
    cac_xa = (
        Xa.objects.filter(pk__in=CumXa.objects.filter(cum__in=ids(nen)).values("xa"))
        .select_related("tinh")
        .prefetch_related("cac_ten")
        .order_by("tinh__ma", "ma")
    )
    cac = _xet(nen, cac_xa, hoi)
    che_do = next((d.che_do for d in cac if d.che_do), None)
    ten = f"Chế độ {che_do.ma} ({che_do.can_cu})" if che_do else "Chưa có chế độ pháp lý"
    return k.bang(
        12,
        co_so=f"{ten}; cụm nằm trên nhiều xã tính cho từng xã theo phần diện tích; xã chưa có cụm "
        "nào không phải xét.",
        do_phu=k.do_phu(nen, lambda c: c.dat_cn is not None and c.dat_da_thue is not None),
        cot=(
            Cot("xa", "Xã, phường", Kieu.CHU),
            Cot("tinh", "Tỉnh, thành phố", Kieu.CHU),
            Cot("so_cum", "Số cụm", Kieu.DEM),
            Cot("lap_day", "Lấp đầy", Kieu.TY_LE),
            Cot("chua_thue", "Đất chưa cho thuê", Kieu.HA),
            Cot("ket_luan", "Kết luận", Kieu.CHU),
            Cot("ly_do", "Vì sao", Kieu.CHU),
        ),
        cac_dong=tuple(
            Dong(
                d.xa.ma,
                (
                    d.ten,
                    d.xa.tinh.ten_goi,
                    d.so_cum,
                    _cua_xa(d),
                    None if d.chua_thue is None else lam_tron(d.chua_thue, SO_LE_HA),
                    KetLuan(d.ket_luan).label,
                    d.ly_do,
                ),
                tuple(p.cum.pk for p in d.cac_cum),
            )
            for d in cac
            if d.xa is not None
        ),
        ghi_chu=("Không xét với cụm công nghệ cao, sinh thái khi chế độ miễn.",),
    )


def quy_hoach(hoi: Hoi) -> BangHoi:
    """17: clusters of the plan not established, established outside the plan, areas apart."""
    k = Khung.doc(hoi)
    dong = []
    for c in k.cum:
        lech = None
        if c.trong_quy_hoach and not c.da_thanh_lap:
            nhom = "Trong quy hoạch, chưa thành lập"
        elif c.da_thanh_lap and not c.trong_quy_hoach:
            nhom = "Đã thành lập, ngoài quy hoạch"
        elif c.da_thanh_lap and c.dien_tich is not None and c.dien_tich_qh is not None:
            lech = c.dien_tich - c.dien_tich_qh
            if not lech:
                continue
            nhom = "Diện tích lệch quy hoạch"
        else:
            continue
        o = (c.ten, k.tinh(c), c.dien_tich_qh, c.dien_tich if c.da_thanh_lap else None, lech)
        dong.append(Dong(c.ma, o, (c.id,), nhom))
    dong.sort(key=lambda d: (d.nhom, -abs(Decimal(str(d.o[4] or 0))), str(d.o[1])))
    return k.bang(
        17,
        co_so="Quy hoạch mới nhất còn hiệu lực ở ngày chốt; cụm rút khỏi quy hoạch coi là ngoài.",
        do_phu=k.do_phu(filter(_ke, k.cum), lambda c: c.dien_tich_qh is not None),
        cot=(
            Cot("cum", "Cụm", Kieu.CHU),
            Cot("tinh", "Tỉnh, thành phố", Kieu.CHU),
            Cot("quy_hoach", "Theo quy hoạch", Kieu.HA),
            Cot("thanh_lap", "Theo quyết định", Kieu.HA),
            Cot("lech", "Chênh", Kieu.HA),
        ),
        cac_dong=tuple(dong),
    )


def tinh_cu(hoi: Hoi) -> BangHoi:
    """20: the old provinces inside each merged one, on the boundaries of 63."""
    k = Khung.doc(hoi.doi(cap="tinh", dia_gioi=DiaGioi.BO_63, don_vi=()))
    phan: dict[int, list[Dong]] = {}
    cum: list[CumNgay] = []
    for n in k.pv.nhom:
        cac = [c for c in n.cum if _ke(c)]
        moi = cac[0].don_vi_id if cac else 0
        if not cac or (hoi.don_vi and k.pv.khoa_don_vi[moi] not in hoi.don_vi):
            continue
        cum += cac
        phan.setdefault(moi, []).append(
            Dong(
                n.khoa,
                (n.ten, *(ham(cac) for _, ham in _SO_CUM), _gop(cac, CachTinh.PHAP_LY)),
                ids(cac),
                k.pv.ten_don_vi[moi],
            )
        )
    return k.bang(
        20,
        co_so="Tỉnh trước sắp xếp ghi ở từng cụm; chỉ nêu tỉnh có từ hai phần cũ trở lên có cụm.",
        do_phu=k.do_phu(cum, lambda c: c.tinh_cu_id is not None),
        cot=(
            Cot("tinh_cu", "Tỉnh cũ", Kieu.CHU),
            *(c for c, _ in _SO_CUM),
            Cot("lap_day", "Lấp đầy theo luật", Kieu.TY_LE),
        ),
        cac_dong=tuple(d for cac in phan.values() if len(cac) > 1 for d in cac),
    )
