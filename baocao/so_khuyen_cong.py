"""What the register of đề án says for form Q08 (khuyến công) of one province and period.

The ledger and the minutes of acceptance are booked by day: the figures are those of the period's
administrative window (NĐ 09/2019/NĐ-CP), in the boundaries the pack is filed in.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from baocao.models import BoBaoCao
from cucctdp.donvi.choices import BoMa, DiaGioi
from khuyencong.choices import LoaiButToan
from khuyencong.models import ButToan
from khuyencong.statistics import Hoi, KyTinh, dem_de_an, ket_qua, kinh_phi

BIEU = "Q08"
KE_HOACH, TRONG_KY, LUY_KE = "A1", "A3", "A4"
_TRIEU = Decimal(1_000_000)
_THANG_RIENG = 3
# Row → activities and units of output that are counted there.
KET_QUA: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "KC31a": (("ĐT1",), ("lao động", "người", "học viên")),
    "KC32": (("KT1", "KT2"), ("mô hình",)),
    "KC33": (("KT4", "KT5"), ("cơ sở",)),
    "KC34a": (("SP1", "SP2", "SP3"), ("cơ sở",)),
    "KC34b": (("SP1", "SP2", "SP3"), ("gian hàng",)),
    "KC35": (("QL1",), ("học viên", "người")),
    "KC36": (("CCN1", "CCN2", "MT2"), ("cụm",)),
    "KC37a": (("TV1",), ("cơ sở",)),
    "KC37b": (("KT3", "SXBV"), ("cơ sở", "mô hình")),
    "KC38": (("TT1",), ()),
}
VIEC_LAM = "KC31b"

SoQ08 = Mapping[tuple[str, str], Decimal]


def so_q08(bo: BoBaoCao) -> SoQ08:
    """(row, column) → figure in the form's unit; empty when the register has nothing of the year.

    A row is left out while a minute behind it gives no quantity: missing is not zero. A constant
    number of queries.
    """
    ky = bo.ky.ky
    dau = _dau_rieng(bo.ky.den_ngay) if ky.so_thang > _THANG_RIENG else None
    hoi = Hoi(
        KyTinh.cua_nam(ky.nam, dau, bo.ky.den_ngay),
        dia_gioi=DiaGioi.BO_63 if bo.don_vi.bo_ma == BoMa.B63 else DiaGioi.HIEN_HANH,
        don_vi=(bo.don_vi.khoa,),
        minh_hoa=bo.co_minh_hoa,
    )
    duyet = ButToan.objects.filter(
        loai=LoaiButToan.PHE_DUYET, nam=ky.nam, de_an__minh_hoa=bo.co_minh_hoa
    )
    if not duyet.exists():  # nobody's: the usual answer before the year's plan is approved
        return {}
    tien = {d.nguon: d for d in kinh_phi(hoi).cac_dong}
    if not tien or not tien["khuyen_cong"].phe_duyet:
        return {}
    de_an = dem_de_an(hoi)
    so: dict[tuple[str, str], Decimal] = {}
    for ma, cac_nguon in (
        ("KC10", ("khuyen_cong",)),
        ("KC11", ("kcqg",)),
        ("KC12", ("kcdp",)),
        ("KC13", ("doi_ung",)),
        ("KC14", ("long_ghep", "khac")),
    ):
        cac = [tien[n] for n in cac_nguon]
        so[ma, KE_HOACH] = _trieu(sum(d.phe_duyet for d in cac))
        so[ma, TRONG_KY] = _trieu(sum(d.thuc_hien for d in cac))
        so[ma, LUY_KE] = _trieu(sum(d.luy_ke for d in cac))
    kc = tien["khuyen_cong"]
    so["KC15", KE_HOACH] = _trieu(kc.phe_duyet)
    so["KC15", TRONG_KY] = so["KC15", LUY_KE] = _trieu(kc.duoc_giao)
    so["KC20a", KE_HOACH] = Decimal(de_an.duyet)
    for ma, dem in (
        ("KC20a", de_an.giao),
        ("KC20b", de_an.hop_dong),
        ("KC20c", de_an.hoan_thanh),
        ("KC20d", de_an.dieu_chinh),
        ("KC20e", de_an.ngung),
    ):
        so[ma, TRONG_KY], so[ma, LUY_KE] = Decimal(dem.trong_ky), Decimal(dem.luy_ke)
    return so | _ket_qua(hoi)


def _dau_rieng(den: date) -> date:
    """First day of the quarter of its own that a cumulative report carries: 14/6 → 15/3."""
    return date(den.year, den.month - _THANG_RIENG, den.day) + timedelta(days=1)


def _trieu(dong: int) -> Decimal:
    return (Decimal(dong) / _TRIEU).quantize(Decimal("0.001"))


def _ket_qua(hoi: Hoi) -> dict[tuple[str, str], Decimal]:
    cac_dong = ket_qua(hoi).cac_dong
    so: dict[tuple[str, str], Decimal] = {}
    for ma, (noi_dung, don_vi_tinh) in KET_QUA.items():
        cac = [
            s
            for d in cac_dong
            if d.noi_dung in noi_dung
            for s in d.so_luong
            if not don_vi_tinh or s.don_vi_tinh in don_vi_tinh
        ]
        if any(s.thieu_so for s in cac):
            continue
        so[ma, KE_HOACH] = sum((s.ke_hoach for s in cac), Decimal(0))
        so[ma, TRONG_KY] = sum((s.thuc_hien for s in cac), Decimal(0))
        so[ma, LUY_KE] = sum((s.luy_ke for s in cac), Decimal(0))
        if ma == "KC31a" and all(s.viec_lam.mau_so == s.luy_ke for s in cac if s.luy_ke):
            so[VIEC_LAM, TRONG_KY] = sum((s.viec_lam_ky or Decimal(0) for s in cac), Decimal(0))
            so[VIEC_LAM, LUY_KE] = sum((s.viec_lam.tu_so or Decimal(0) for s in cac), Decimal(0))
    return so
