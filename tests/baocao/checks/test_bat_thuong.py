"""Season-aware anomaly and unit slips on seeded series: recall and false alarms are printed."""

from decimal import Decimal
from random import Random

import pytest

from baocao.checks import SoLieuKem, run_checks
from baocao.lich_su import muc_thuong
from tests.baocao.checks.dung import MUA_VU, bang, quy_tac

D = Decimal
KY = ("Q1", "6T", "9T", "N")
MUA = (D("1.6"), D("0.7"), D("0.9"), D("1.2"))
QUY_TAC = ("KT17a", "KT17b", "KT18", "KTM01")
# What is planted: factor, and the rules any of which must fire.
CAY = {
    "nhân nghìn": (D(1000), {"KT17a"}),
    "chia nghìn": (D("0.001"), {"KT17a"}),
    "nhân triệu": (D(10**6), {"KT17b"}),
    "nhân mười": (D(10), {"KT18", "KTM01"}),
    "gấp đôi": (D(2), {"KTM01"}),
    "còn nửa": (D("0.5"), {"KTM01"}),
}
DONG = ("BL00", "BL10", "BL20", "BL30", "BL40")


def _chuoi(ngau, so_nam):
    """Quarters of a growing, strongly seasonal series with five per cent of noise."""
    goc = D(ngau.randint(800, 60000))
    tang = 1 + D(ngau.randint(2, 16)) / 100
    return {
        (nam, i): (goc * tang**nam * mua * D(ngau.randint(950, 1050)) / 1000).quantize(D("0.001"))
        for nam in range(so_nam)
        for i, mua in enumerate(MUA)
    }  # fmt: skip


def _bat(ngau, so_nam, he_so):
    """Rules that fire at each row when every row of the newest quarter is multiplied."""
    o, lich_su, nam_nay = {}, {}, 2026
    quy = ngau.randrange(4)
    for ma in DONG:
        chuoi = _chuoi(ngau, so_nam + 1)
        for (nam, i), so in chuoi.items():
            cach = so_nam - nam
            if cach or i < quy:
                lich_su[f"{nam_nay - cach}-{KY[i]}", ma, "A3"] = so
        o[ma, "A3"] = chuoi[so_nam, quy] * he_so
    b = bang("Q04", f"{nam_nay}-{KY[quy]}", o, lich_su)
    cac_qt = [quy_tac(ma) for ma in QUY_TAC]
    bat = {ma: set() for ma in DONG}
    for v in run_checks(b, quy_tac=cac_qt, kem=SoLieuKem()):
        bat[v.chi_tieu].add(v.quy_tac)
    return bat


@pytest.mark.parametrize("so_nam", [3, 5])
def test_bat_thuong_gieo_san_duoc_tim_ra(so_nam):
    ngau, lan = Random(20261123 + so_nam), 40
    dung = dict.fromkeys(CAY, 0)
    for ten, (he_so, can) in CAY.items():
        for _ in range(lan):
            dung[ten] += sum(bool(b & can) for b in _bat(ngau, so_nam, he_so).values())
    nham = sum(bool(b) for _ in range(lan * 2) for b in _bat(ngau, so_nam, D(1)).values())
    tong = lan * len(DONG)

    ti_le = {ten: D(n) / tong for ten, n in dung.items()}
    bao_nham = D(nham) / (2 * tong)
    for ten, tl in ti_le.items():
        print(f"{so_nam} năm, {ten}: tìm ra {tl:.1%}")  # noqa: T201
    print(f"{so_nam} năm, số đúng bị báo nhầm: {bao_nham:.1%}")  # noqa: T201

    assert {ten for ten in ("nhân nghìn", "chia nghìn", "nhân triệu") if ti_le[ten] < 1} == set()
    assert min(ti_le.values()) >= D("0.9")
    assert bao_nham <= D("0.05")


def test_mua_vu_khong_bi_bao_dong_nham_nhu_binh_quan():
    """A strong first quarter is normal for a first quarter, though far above the mean."""
    nam = [D(160), D(158), D(155), D(150), D(149)]

    muc = muc_thuong(nam, [D(160), D(60), D(58), D(57), D(158), D(61), D(59), D(55)], MUA_VU)

    assert muc.so_nam == 5
    assert abs(muc.muc - 163) < 3


def test_lich_su_ngan_thi_theo_binh_quan_tam_ky():
    muc = muc_thuong([D(100), None, D(90)], [D(100), D(110), D(90), D(100)], MUA_VU)

    assert (muc.muc, muc.so_nam) == (D(100), 0)
    assert muc.lech == D(5) * D("1.4826")


def test_lich_su_qua_ngan_thi_khong_xet():
    assert muc_thuong([D(100), D(90)], [D(100), D(90), D(95)], MUA_VU) is None
    b = bang("Q04", "2026-Q1", {("BL00", "A3"): 9000}, {("2025-Q1", "BL00", "A3"): 100})

    assert run_checks(b, quy_tac=[quy_tac("KTM01")], kem=SoLieuKem()) == []


def test_so_trong_thong_bao_duoc_lam_tron():
    """Computed figures are rounded like their row: «828,719375» is never said."""
    su = {(f"{nam}-Q1", "BL00", "A3"): D("828.719375") * (1 + D(i) / 7) for i, nam in
          enumerate(range(2021, 2026))}  # fmt: skip

    b = bang("Q04", "2026-Q1", {("BL00", "A3"): 9000}, su)
    (cau,) = [v.thong_bao for v in run_checks(b, quy_tac=[quy_tac("KTM01")], kem=SoLieuKem())]

    assert cau == (
        "Giá trị 9.000 lệch xa mức thường gặp của cùng kỳ các năm trước (khoảng 1.420,662, gấp "
        "6,335 lần). Kiểm tra lại hoặc nêu nguyên nhân."
    )
