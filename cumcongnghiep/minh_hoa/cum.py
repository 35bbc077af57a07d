"""The cluster row, its communes, plan entries, decisions and developers."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from cucctdp.donvi.models import DonViHanhChinh, Xa
from cucctdp.formats.chu import khoa_tim
from cumcongnghiep.choices import (
    CanCuMienTru,
    CoQuan,
    LoaiChuDauTu,
    NhomQuyHoach,
    TinhTrangCDT,
)
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.minh_hoa import kich_ban as kb_
from cumcongnghiep.minh_hoa.kich_ban import NGAY, NGAY_68, KichBan
from cumcongnghiep.minh_hoa.lo import MINH_HOA, NGOAI_LE, Lo, O
from cumcongnghiep.minh_hoa.so_gia import khoang, ngay_trong, so, thap_phan, trong
from cumcongnghiep.minh_hoa.tinh import Tinh
from cumcongnghiep.models import Cum, CumXa, GiaoChuDauTu, MucQuyHoach, QuyHoach

HET_HUYEN = date(2025, 6, 30)
_NGANH = (
    "Chế biến nông, lâm, thủy sản; dệt may, da giày; cơ khí; vật liệu xây dựng.",
    "Chế biến gỗ, giấy; nhựa, cao su; bao bì; cơ khí chế tạo.",
    "Điện tử, thiết bị điện; công nghiệp hỗ trợ; cơ khí chính xác.",
    "Tiểu thủ công nghiệp, sản phẩm làng nghề; chế biến thực phẩm.",
)
_HO = (
    "An Phát",
    "Bình Minh",
    "Đại Thành",
    "Hòa Phú",
    "Minh Long",
    "Tân Tiến",
    "Thành Công",
    "Việt Hưng",
)
# Firms that hold several clusters in several provinces (A17).
_LON = tuple(f"Tập đoàn Hạ tầng {ten}" for ten in ("Bắc Sơn", "Đông Hải", "Nam Thái", "Tây Đô"))


def ke_hoach_tinh(lo: Lo, tinh: Tinh) -> tuple[list[QuyHoach], QuyHoach]:
    """The old plans of a province's parts, and the adjusted one of 2026 that replaces them."""
    ngay_moi = ngay_trong(date(2026, 1, 5), date(2026, 3, 30), "qh", tinh.don_vi.ma)
    cu = [
        lo.them(
            QuyHoach(
                don_vi=d, so=f"{lo.so_moi()}/QĐ-TTg", co_quan="Thủ tướng Chính phủ",
                ngay=ngay_trong(date(2022, 6, 1), date(2023, 12, 25), "qhc", d.khoa),
                hieu_luc_tu=date(2024, 1, 1), hieu_luc_den=ngay_moi - timedelta(days=1),
                ten=f"Quy hoạch tỉnh thời kỳ 2021–2030 {MINH_HOA}", minh_hoa=True,
            )
        )
        for d in tinh.cu or (tinh.don_vi,)
    ]  # fmt: skip
    moi = lo.them(
        QuyHoach(
            don_vi=tinh.don_vi, so=f"{lo.so_moi()}/QĐ-UBND", co_quan="UBND tỉnh, thành phố",
            ngay=ngay_moi, hieu_luc_tu=ngay_moi,
            ten=f"Điều chỉnh quy hoạch sau sắp xếp {MINH_HOA}", minh_hoa=True,
        )
    )  # fmt: skip
    return cu, moi


def tao_cum(lo: Lo, tinh: Tinh, thu_tu: int, kb: KichBan, ten_da_co: dict[str, int]) -> O:
    """The row of the cluster with its communes; states are computed later."""
    xa = tinh.xa[thu_tu * 7 % len(tinh.xa)]
    khoa = khoa_tim(xa.ten_goi)
    lan = ten_da_co.get(khoa, 0) + 1
    ten_da_co[khoa] = lan
    ten = xa.ten_goi if lan == 1 else f"{xa.ten_goi} {lan}"
    cu = tinh.cu[thu_tu % len(tinh.cu)] if tinh.cu else None
    nho = kb.dien_tich < 10 and kb.thanh_lap is not None and kb.thanh_lap < NGAY_68
    cum = lo.them(
        Cum(
            ten=f"{ten} {MINH_HOA}", don_vi=tinh.don_vi, tinh_cu=cu,
            dia_diem=f"{xa.ten_goi}, {tinh.don_vi.ten_goi}", loai_hinh=list(kb.loai_hinh),
            lang_nghe=f"Làng nghề {xa.ten_goi}" if kb.lang_nghe else "",
            truoc_105_2009=kb.truoc_105,
            mien_tru_dien_tich=CanCuMienTru.NHO_TRUOC_68 if nho else "",
            ly_do_mien_tru="Thành lập trước NĐ 68/2017/NĐ-CP." if nho else "",
            nganh_nghe=_NGANH[3 if kb.lang_nghe else so(3, "nganh", kb.khoa)],
            ghi_chu="Số liệu minh họa.", minh_hoa=True,
        )
    )  # fmt: skip
    o = O(lo, kb, tinh, cum)
    o.cac_xa = _cac_xa(o, xa, thu_tu)
    return o


def _cac_xa(o: O, xa: Xa, thu_tu: int) -> tuple[Xa, ...]:
    kb = o.kb
    ben = o.tinh.xa[(thu_tu * 7 + 1) % len(o.tinh.xa)]
    if not kb.nhieu_xa or ben == xa:
        o.them(CumXa(cum=o.cum, xa=xa, dien_tich=kb.dien_tich, chu_tri=True))
        return (xa,)
    lon = (kb.dien_tich * Decimal("0.6")).quantize(Decimal("0.01"))
    o.them(CumXa(cum=o.cum, xa=xa, dien_tich=lon, chu_tri=kb.loi != "V24"))
    o.them(CumXa(cum=o.cum, xa=ben, dien_tich=kb.dien_tich - lon, chu_tri=False))
    return (xa, ben)


def vao_quy_hoach(o: O, cu: list[QuyHoach], moi: QuyHoach, stt: int) -> None:
    """Entries in the old and the new plan; some that operate are in neither."""
    kb = o.kb
    if kb.loai == kb_.BAI_BO or (kb.loai == kb_.CHUA_TL and trong(20, "nqh", kb.khoa)):
        return
    dien_tich = kb.dien_tich
    if kb.loi == "V09":
        dien_tich -= Decimal("8")
    elif kb.thanh_lap is not None and trong(30, "dtqh", kb.khoa):
        dien_tich = min(Decimal(75), dien_tich + thap_phan("0.00", "4.00", "dtqh2", kb.khoa))
    qh_cu = next((q for q in cu if q.don_vi == o.cum.tinh_cu), cu[0])
    o.them(MucQuyHoach(quy_hoach=qh_cu, cum=o.cum, stt=stt, dien_tich=dien_tich))
    nhom = NhomQuyHoach.GIU_NGUYEN
    if kb.loai == kb_.RUT:
        nhom = NhomQuyHoach.RUT
    elif kb.loai == kb_.QUY_HOACH:
        nhom = (NhomQuyHoach.BO_SUNG, NhomQuyHoach.CHUYEN_KY, NhomQuyHoach.GIU_NGUYEN)[
            so(3, "nhom", kb.khoa)
        ]
    o.them(
        MucQuyHoach(
            quy_hoach=moi, cum=o.cum, stt=stt, dien_tich=dien_tich, nhom=nhom, thoi_ky="2021–2030"
        )
    )


def _doanh_nghiep(o: O) -> str:
    if o.kb.loai in (kb_.XAY, kb_.MOI) and trong(9, "lon", o.kb.khoa):
        return _LON[so(len(_LON), "lon2", o.kb.khoa)]
    ten = _HO[so(len(_HO), "dn", o.kb.khoa)]
    return f"Công ty CP Hạ tầng {ten} {o.tinh.don_vi.ten_goi} {1 + so(6, 'dn2', o.kb.khoa)}"


def thanh_lap(o: O) -> None:
    """The decision of establishment with its developer, then what followed it."""
    kb = o.kb
    if kb.thanh_lap is None:
        if kb.loai == kb_.CHUA_TL:
            _nha_nuoc(o, date(2008, 1, 1))
        return
    if kb.nha_nuoc or kb.loai == kb_.DAY:
        cdt = None
    else:
        cdt = o.lo.cdt(_doanh_nghiep(o), loai=LoaiChuDauTu.DOANH_NGHIEP, don_vi=o.tinh.don_vi)
    v = o.thanh_lap or o.ghi(
        L.THANH_LAP, f"{o.lo.so_moi()}/QĐ-UBND", kb.thanh_lap, CoQuan.UBND_TINH,
        trich_yeu=f"Thành lập CCN {o.cum.ten}", dien_tich=kb.dien_tich, chu_dau_tu=cdt,
        tong_muc_dau_tu=kb.tmdt,
        khoi_cong_du_kien=kb.thanh_lap + timedelta(days=365),
        hoan_thanh_du_kien=None if kb.thanh_lap.year < 2016
        else kb.thanh_lap + timedelta(days=365 * khoang(2, 4, "td", kb.khoa)),
        ngay_gui_bo=None if trong(7, "gui", kb.khoa)
        else kb.thanh_lap + timedelta(days=khoang(2, 9, "gui2", kb.khoa)),
    )  # fmt: skip
    if v is None:
        return
    if cdt is None:
        _nha_nuoc(o, kb.thanh_lap)
    else:
        diem = thap_phan("58.00", "92.00", "diem", kb.khoa) if kb.thanh_lap.year >= 2024 else None
        o.them(
            GiaoChuDauTu(
                cum=o.cum, chu_dau_tu=cdt, tu_ngay=kb.thanh_lap, van_ban=v, diem=diem,
                den_ngay=o.ngay(L.BAI_BO),
            )
        )  # fmt: skip
    if kb.loai == kb_.BAI_BO:
        ngay = ngay_trong(date(2021, 2, 1), date(2026, 8, 30), "bb", kb.khoa)
        b = o.ghi(
            L.BAI_BO, f"{o.lo.so_moi()}/QĐ-UBND", ngay, CoQuan.UBND_TINH,
            trich_yeu="Bãi bỏ quyết định thành lập do chậm triển khai",
        )  # fmt: skip
        for g in o.lo.dong[GiaoChuDauTu]:
            if g.cum is o.cum:
                g.den_ngay = b.ngay


def _nha_nuoc(o: O, tu: date) -> None:
    """State developers: a provincial centre, or a district board gone on 1 July 2025."""
    cu: DonViHanhChinh = o.cum.tinh_cu or o.tinh.don_vi
    if trong(35, "tt", o.kb.khoa):
        tt = o.lo.cdt(
            f"Trung tâm Phát triển CCN {cu.ten_goi}", loai=LoaiChuDauTu.SU_NGHIEP,
            don_vi=o.tinh.don_vi,
        )  # fmt: skip
        o.them(GiaoChuDauTu(cum=o.cum, chu_dau_tu=tt, tu_ngay=tu))
        return
    ban = o.lo.cdt(
        f"Ban quản lý CCN huyện số {1 + so(8, 'huyen', o.kb.khoa)} {cu.ten_goi}",
        loai=LoaiChuDauTu.UBND_HUYEN, don_vi=o.tinh.don_vi, tinh_trang=TinhTrangCDT.GIAI_THE,
        tinh_trang_tu=HET_HUYEN,
    )  # fmt: skip
    con_giu = trong(12, "a12", o.kb.khoa)
    o.them(
        GiaoChuDauTu(cum=o.cum, chu_dau_tu=ban, tu_ngay=tu, den_ngay=None if con_giu else HET_HUYEN)
    )
    if not con_giu:
        xa = o.cac_xa[0]
        moi = o.lo.cdt(
            f"UBND {xa.ten_goi} ({o.tinh.don_vi.ten_goi})", loai=LoaiChuDauTu.UBND_XA,
            don_vi=o.tinh.don_vi,
        )  # fmt: skip
        o.them(GiaoChuDauTu(cum=o.cum, chu_dau_tu=moi, tu_ngay=HET_HUYEN + timedelta(days=1)))


def van_ban_sau(o: O) -> None:
    """QHCT, project, clearance, start, rules of service: in order, as far as it has come."""
    kb = o.kb
    if kb.qhct is None:
        return
    cu = kb.loai == kb_.CHUA_TL or kb.truoc_105
    ngoai_le = NGOAI_LE if cu else ""
    so_moi = o.lo.so_moi
    o.ghi(
        L.QHCT, f"{so_moi()}/QĐ-UBND", kb.qhct,
        CoQuan.UBND_HUYEN if kb.qhct <= HET_HUYEN else CoQuan.UBND_XA, dien_tich=kb.dien_tich,
        ngoai_le=ngoai_le,
    )  # fmt: skip
    if kb.loai == kb_.CHUA_TL:
        if trong(40, "qc", kb.khoa):
            o.ghi(L.QUY_CHE, f"{so_moi()}/QĐ", date(2016, 5, 5), CoQuan.CDT, ngoai_le=ngoai_le)
        return
    if kb.loai == kb_.MOI and trong(35, "chua-da", kb.khoa):
        return
    du_an = kb.qhct + timedelta(days=khoang(60, 200, "da", kb.khoa))
    nsnn = kb.tmdt * kb.phan_ngan_sach // 100 if kb.phan_ngan_sach else None
    if o.ghi(
        L.DU_AN, f"{so_moi()}/QĐ", du_an, CoQuan.CDT, tong_muc_dau_tu=kb.tmdt, von_nsnn=nsnn,
        ngoai_le=ngoai_le,
    ) is None:  # fmt: skip
        return
    o.ghi(
        L.GPMB, f"{so_moi()}/QĐ", du_an + timedelta(days=90),
        CoQuan.UBND_HUYEN if du_an + timedelta(days=90) <= HET_HUYEN else CoQuan.UBND_XA,
        ngoai_le=ngoai_le,
    )  # fmt: skip
    o.ghi(L.DTM, f"{so_moi()}/QĐ", du_an + timedelta(days=120), CoQuan.UBND_TINH, ngoai_le=ngoai_le)
    o.ghi(
        L.CHO_THUE_DAT, f"{so_moi()}/QĐ-UBND", du_an + timedelta(days=200), CoQuan.UBND_TINH,
        ngoai_le=ngoai_le,
    )  # fmt: skip
    if kb.loai in (kb_.MOI,) or (kb.loai == kb_.XAY and trong(25, "chua-kc", kb.khoa)):
        return
    khoi_cong = du_an + timedelta(days=khoang(210, 400, "kc", kb.khoa))
    if o.ghi(L.KHOI_CONG, f"{so_moi()}/TB", khoi_cong, CoQuan.CDT, ngoai_le=ngoai_le) is None:
        return
    if kb.hoat_dong:
        xong = khoi_cong + timedelta(days=khoang(300, 700, "nt", kb.khoa))
        o.ghi(L.NGHIEM_THU, f"{so_moi()}/BB", min(xong, NGAY), CoQuan.CDT, ngoai_le=ngoai_le)
        if not trong(12, "a14", kb.khoa):
            o.ghi(
                L.QUY_CHE, f"{so_moi()}/QĐ", kb.qhct + timedelta(days=30), CoQuan.CDT,
                ngoai_le=ngoai_le,
            )  # fmt: skip
