"""Land balance, projects, lots and leases: what is let never exceeds the industrial land."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from cumcongnghiep.choices import (
    ChiTieuSo,
    LoaiThue,
    NguonDiDoi,
    NhomUuTien,
    TinhTrangLo,
)
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.minh_hoa import kich_ban as kb_
from cumcongnghiep.minh_hoa.kich_ban import NGAY
from cumcongnghiep.minh_hoa.lo import MINH_HOA, O
from cumcongnghiep.minh_hoa.so_gia import chon, khoang, ngay_trong, so, thap_phan, trong
from cumcongnghiep.models import CanDoiDat, DuAn, Lo, SoLieu, ThueDat

HAI = Decimal("0.01")
# Divisions of VSIC usual in clusters, with their words.
NGANH = (
    (12, "10", "Chế biến thực phẩm"), (4, "11", "Đồ uống"), (5, "13", "Dệt"), (9, "14", "May"),
    (5, "15", "Da giày"), (10, "16", "Chế biến gỗ"), (5, "17", "Giấy, bao bì"),
    (4, "20", "Hóa chất"), (7, "22", "Nhựa, cao su"), (10, "23", "Vật liệu xây dựng, gốm sứ"),
    (5, "24", "Kim loại"), (11, "25", "Cơ khí, kết cấu thép"), (4, "26", "Điện tử"),
    (3, "27", "Thiết bị điện"), (4, "31", "Đồ gỗ nội thất"), (3, "32", "Hàng thủ công"),
    (2, "38", "Tái chế"), (3, "52", "Kho bãi"),
)  # fmt: skip
_NGANH = tuple((w, (ma, ten)) for w, ma, ten in NGANH)
_NUOC = ("Hàn Quốc", "Nhật Bản", "Trung Quốc", "Đài Loan (Trung Quốc)", "Singapore")
_TEN = ("Hoàng Gia", "Phú Cường", "Sao Việt", "Tân Phát", "Thiên Ân", "Trường Thịnh", "Vạn Xuân")
# Demo figures stand on these days: before the two closing days, and lately.
MOC = (date(2025, 6, 10), date(2025, 12, 10), date(2026, 6, 10))


def can_doi(o: O) -> None:
    """The balance of the detailed plan; parts add up to the whole."""
    kb, v = o.kb, o.van_ban.get(L.QHCT)
    if v is None:
        return
    cn, tong = kb.dat_cn, kb.dien_tich
    con = tong - cn
    dich_vu = (tong * Decimal("0.12") if kb.loi == "V15" else con * Decimal("0.08")).quantize(HAI)
    giao_thong = (con * Decimal("0.42")).quantize(HAI)
    ky_thuat = (con * Decimal("0.08")).quantize(HAI)
    uu_tien = (cn * Decimal("0.05")).quantize(HAI) if kb.loai == kb_.MOI else None
    cho_rieng = (cn * Decimal("0.65")).quantize(HAI) if kb.loai_hinh and not kb.lang_nghe else None
    o.them(
        CanDoiDat(
            cum=o.cum, ngay=v.ngay, van_ban=v, tong=tong, cong_nghiep=cn, giao_thong=giao_thong,
            cay_xanh=con - giao_thong - ky_thuat - dich_vu, ky_thuat=ky_thuat, dich_vu=dich_vu,
            khac=Decimal(0), uu_tien=uu_tien, cho_chuyen_nganh=cho_rieng,
            cho_lang_nghe=(cn * Decimal("0.80")).quantize(HAI) if kb.lang_nghe else None,
        )
    )  # fmt: skip


def da_thue(o: O) -> Decimal:
    return (o.kb.dat_cn * o.kb.lap_day / 100).quantize(HAI)


def khai_tong(o: O) -> None:
    """Old clusters that declare totals only."""
    thue = da_thue(o)
    so_du_an = max(3, int(thue))
    for i, ngay in enumerate(MOC):
        for chi_tieu, gia_tri in (
            (ChiTieuSo.DA_THUE, thue - (2 - i) * Decimal("0.1")),
            (ChiTieuSo.SO_DU_AN, Decimal(so_du_an)),
            (ChiTieuSo.SO_DU_AN_FDI, Decimal(0)),
            (ChiTieuSo.SO_DU_AN_CHAY, Decimal(so_du_an - so_du_an // 6)),
            (ChiTieuSo.LAO_DONG, Decimal(so_du_an * 18)),
        ):
            o.them(SoLieu(cum=o.cum, chi_tieu=chi_tieu, ngay=ngay, gia_tri=gia_tri))


def du_an_va_thue(o: O) -> None:
    """Projects with a lot and a lease each; vacant lots behind them; some expired, some awaited."""
    kb = o.kb
    if not kb.hoat_dong:
        # Known to be empty: its land then weighs in the fill rates.
        for ngay in [m for m in MOC if kb.qhct is not None and m >= kb.qhct]:
            o.them(SoLieu(cum=o.cum, chi_tieu=ChiTieuSo.SO_DU_AN, ngay=ngay, gia_tri=Decimal(0)))
        return
    if kb.khai_tong:
        khai_tong(o)
        return
    thue = da_thue(o)
    n = khoang(16, 40, "n", kb.khoa) if kb.lang_nghe else khoang(4, 17, "n", kb.khoa)
    n = max(1, min(n, int(thue / Decimal("0.10"))))
    nang = [khoang(2, 20, "nang", kb.khoa, i) for i in range(n)]
    con, tong_nang = thue, sum(nang)
    for i in range(n):
        cuoi = i == n - 1
        phan = con if cuoi else max(Decimal("0.05"), (thue * nang[i] / tong_nang).quantize(HAI))
        phan = min(phan, con - (n - 1 - i) * Decimal("0.01"))
        con -= phan
        _mot_du_an(o, i, phan)
    _lo_trong(o, kb.dat_cn - thue, n)


def _mot_du_an(o: O, i: int, phan: Decimal) -> None:
    kb, khoa = o.kb, f"{o.kb.khoa}-{i}"
    dau = max((o.ngay(L.QHCT) or date(2006, 1, 1)) + timedelta(days=45), date(2006, 1, 1))
    vao = dau if i == 0 else ngay_trong(dau, max(dau, date(2026, 4, 30)), "vao", khoa)
    lo = o.them(
        Lo(cum=o.cum, ma=f"A{i + 1:02d}", dien_tich=phan, tinh_trang=TinhTrangLo.DU_DIEU_KIEN)
    )
    if i and vao > date(2014, 1, 1) and trong(4, "het", khoa):
        vao = _nguoi_thue_truoc(o, lo, i, vao)
    du_an = _du_an(o, khoa, vao, phan)
    o.du_an.append(du_an)
    o.them(
        ThueDat(
            cum=o.cum, du_an=du_an, lo=lo, loai=LoaiThue.THUE if kb.nha_nuoc else LoaiThue.THUE_LAI,
            dien_tich=phan, tu_ngay=vao, so_van_ban=f"{i + 1}/HĐTĐ",
            don_gia=khoang(8, 45, "gia", khoa) * 1000,
        )
    )  # fmt: skip
    if trong(2, "gn", khoa):
        o.them(
            ThueDat(
                cum=o.cum, du_an=du_an, loai=LoaiThue.GHI_NHO, dien_tich=Decimal("0.50"),
                tu_ngay=max(vao, date(2026, 2, 2)), ghi_chu="Thỏa thuận nguyên tắc mở rộng",
            )
        )  # fmt: skip


def _nguoi_thue_truoc(o: O, lo: Lo, i: int, vao: date) -> date:
    """A former tenant whose lease ended: the lot is let again from the day after."""
    het = ngay_trong(date(2023, 1, 31), date(2026, 5, 31), "het2", o.kb.khoa, i)
    tu = min(vao, het - timedelta(days=700))
    cu = _du_an(o, f"{o.kb.khoa}-{i}-cu", tu, lo.dien_tich)
    cu.ket_thuc = het
    cu.ngung_tu = None
    o.them(
        ThueDat(
            cum=o.cum, du_an=cu, lo=lo, loai=LoaiThue.THUE_LAI, dien_tich=lo.dien_tich,
            tu_ngay=tu, den_ngay=het, so_van_ban=f"{i + 1}/HĐTĐ-cũ", ghi_chu="Hết hạn hợp đồng",
        )
    )  # fmt: skip
    return het + timedelta(days=1)


def _du_an(o: O, khoa: str, vao: date, phan: Decimal) -> DuAn:
    kb = o.kb
    ma, nganh = chon(_NGANH, "nganh", khoa)
    fdi = not kb.lang_nghe and trong(9 if kb.loai == kb_.DN else 2, "fdi", khoa)
    khoi_cong = vao + timedelta(days=khoang(20, 150, "kc", khoa))
    chay = khoi_cong + timedelta(days=khoang(120, 420, "chay", khoa))
    chay_that = chay if chay <= NGAY else None
    ngung = None
    if chay_that is not None and trong(5, "ngung", khoa):
        ngung = (
            ngay_trong(max(chay_that, date(2022, 1, 1)), date(2026, 10, 1), "ng2", khoa)
            if (chay_that <= date(2026, 10, 1))
            else None
        )
    von = int(phan * thap_phan("6.0", "38.0", "von", khoa) * 1000) * 10**6
    ten = f"{_TEN[so(len(_TEN), 'ten', khoa)]} {khoang(1, 99, 'ten2', khoa)}"
    vao_tu = kb.lang_nghe and trong(55, "dd", khoa)
    return o.them(
        DuAn(
            cum=o.cum, ten=f"Nhà máy {nganh.lower()} {ten} {MINH_HOA}",
            nha_dau_tu=f"{'Hộ sản xuất' if kb.lang_nghe else 'Công ty TNHH'} {ten} {MINH_HOA}",
            von_nuoc_ngoai=fdi, quoc_gia=_NUOC[so(5, "nuoc", khoa)] if fdi else "",
            nganh=o.lo.nganh.get(ma), nganh_mo_ta=nganh, dien_tich_dang_ky=phan, von_dang_ky=von,
            von_thuc_hien=von * khoang(55, 100, "vth", khoa) // 100 if chay_that else None,
            so_gcn="" if kb.lang_nghe else f"GCN-MH-{khoa}", vao_cum=vao,
            ngay_gcn=None if kb.lang_nghe else vao - timedelta(days=30),
            khoi_cong=khoi_cong if khoi_cong <= NGAY else None, hoat_dong_tu=chay_that,
            ngung_tu=ngung, di_doi_tu=NguonDiDoi.LANG_NGHE if vao_tu else "",
            noi_di_doi=o.cac_xa[0].ten_goi if vao_tu else "",
            nhom_uu_tien=NhomUuTien.DNNVV if trong(30, "uu", khoa) else "",
            gp_moi_truong=f"GPMT-MH-{khoa}" if trong(70, "gp", khoa) else "",
        )
    )  # fmt: skip


def _lo_trong(o: O, con: Decimal, n: int) -> None:
    """Vacant lots; one approved project waits on the first of some."""
    if con < Decimal("0.5"):
        return
    phan = (con / 2).quantize(HAI)
    lo = o.them(
        Lo(
            cum=o.cum, ma=f"B{n + 1:02d}", dien_tich=phan,
            tinh_trang=TinhTrangLo.DU_DIEU_KIEN if o.kb.nha_nuoc else TinhTrangLo.DA_GPMB,
        )
    )  # fmt: skip
    o.them(Lo(cum=o.cum, ma=f"B{n + 2:02d}", dien_tich=con - phan))
    if trong(22, "ct", o.kb.khoa):
        vao = ngay_trong(date(2025, 1, 10), date(2026, 10, 10), "ct2", o.kb.khoa)
        du_an = _du_an(o, f"{o.kb.khoa}-ct", vao, phan)
        du_an.khoi_cong = du_an.hoat_dong_tu = du_an.ngung_tu = du_an.von_thuc_hien = None
        o.them(
            ThueDat(
                cum=o.cum, du_an=du_an, lo=lo, loai=LoaiThue.CHAP_THUAN, dien_tich=phan,
                tu_ngay=vao, so_van_ban=du_an.so_gcn,
            )
        )  # fmt: skip
