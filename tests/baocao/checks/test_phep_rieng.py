"""Every special check, on a form built from the example of its rule."""

import json
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from baocao.checks import BieuKhac, SoLieuKem, run_bo_checks, run_checks
from baocao.checks.chuyen_doi_so import doc_o
from baocao.checks.registry import ten_cac_phep
from baocao.checks.so_lieu_kem import PhienBanO, SoKhuyenCong
from baocao.choices import CachTongHop
from cucctdp.donvi.models import DonViHanhChinh
from tests.baocao.checks.dung import KHONG_AP_DUNG, KHONG_PHAT_SINH, bang, quy_tac, quy_tac_goc

TRANG_THAI = {"UOC": "uoc", "SOBO": "so_bo", "CHINHTHUC": "chinh_thuc"}
GIO_VN = ZoneInfo("Asia/Ho_Chi_Minh")


def _luc(ngay):
    return datetime(ngay.year, ngay.month, ngay.day, 9, tzinfo=GIO_VN)


def _ban(so, trang_thai, lan=1, ngay=date(2026, 3, 18)):
    return PhienBanO(lan, Decimal(so), trang_thai, _luc(ngay))


def _kt01(vd):
    o = {} if vd["trang_thai_o"] == "chua_co_so_lieu" else {("BL00", "A3"): KHONG_PHAT_SINH}
    o |= {(ma, cot): 1 for ma in ("BL10", "BL20", "BL30", "BL40") for cot in ("A3", "A4")}
    return bang("Q04", "2026-Q1", {**o, ("BL00", "A4"): 1}), SoLieuKem()


def _kt02(vd):
    so, loi = doc_o(vd["van_ban"], "BL00", "A3")
    gia_tri = f"chữ:{vd['van_ban']}" if loi else so
    return bang("Q04", "2026-Q1", {("BL00", "A3"): gia_tri}), SoLieuKem()


def _kt09(vd):
    trang_thai = TRANG_THAI[vd["trang_thai"]]
    kem = SoLieuKem({("BL00", "A3"): [_ban("1", trang_thai, ngay=vd["ngay_ghi"])]})
    return bang("Q04", "2026-Q1", {("BL00", "A3"): 1}, trang_thai_sl=trang_thai), kem


def _kt10(vd):
    lich_su = {("2026-Q1", "BL00", "A3"): vd["ky_truoc"]}
    return bang("Q04", "2026-6T", {("BL00", "A3"): vd["gia_tri"]}, lich_su), SoLieuKem()


def _kt22(vd):
    lich_su = {("2026-Q1", "BL00", "A1"): vd["ke_hoach_cu"]}
    o = {("BL00", "A1"): vd["ke_hoach_moi"]}
    return bang("Q04", "2026-6T", o, lich_su, nguon=vd["van_ban"] or ""), SoLieuKem()


def _kt23(vd):
    kem = SoLieuKem(
        {("BL00", "A3"): [_ban(vd["uoc"], "uoc"), _ban(vd["thuc_hien"], "so_bo", lan=2)]}
    )
    b = bang(vd["bieu"], "2026-T01", {("BL00", "A3"): vd["thuc_hien"]}, trang_thai_sl="so_bo")
    return b, kem


def _kt24(vd):
    cu, moi = TRANG_THAI[vd["trang_thai_cu"]], TRANG_THAI[vd["trang_thai_moi"]]
    kem = SoLieuKem({("BL00", "A3"): [_ban("1", cu), _ban("1", moi, 2, date(2026, 5, 1))]})
    b = bang("Q04", "2026-Q1", {("BL00", "A3"): 1}, trang_thai_sl=moi)
    b.phieu.bo.gui_luc = _luc(date(2026, 4, 1))
    return b, kem


def _kt26(vd):
    phan = dict(zip(("BL10", "BL20", "BL30", "BL40"), vd["thanh_phan"], strict=True))
    o = {(ma, "A3"): so for ma, so in {"BL00": vd["BL00"], **phan}.items()}
    return bang("Q04", "2026-Q1", o), SoLieuKem()


def _kt27(vd):
    b = bang("Q05", "2026-Q1")
    con = next(d.chi_tieu for d in b if d.chi_tieu.la_tap_con_cua)
    o = {(con.ma, "A3"): vd["con"], (con.la_tap_con_cua, "A3"): vd["me"]}
    return bang("Q05", "2026-Q1", o), SoLieuKem()


def _kt28a(vd):
    nhanh = dict(zip(("CN10", "CN20", "CN50", "CN60"), vd["nhanh"], strict=True))
    o = {(ma, "B4"): so for ma, so in {"CN00": vd["CN00"], **nhanh}.items()}
    return bang("Q01", "2026-Q1", o), SoLieuKem()


def _kt28b(vd):
    thang = {(f"2026-T{i:02d}", "CN00", "B3"): so for i, so in enumerate(vd["thang"], 1)}
    return bang("Q01", "2026-Q1", {("CN00", "B4"): vd["luy_ke"]}, thang), SoLieuKem()


def _kt39(vd):
    kem = SoLieuKem(cong_bo={("hai_quan", "XK00", "A3"): Decimal(vd["cong_bo"])})
    return bang("Q05", "2026-Q1", {("XK00", "A3"): vd["gia_tri"]}), kem


def _kt40(vd):
    kem = SoLieuKem(cong_bo={("thong_ke", "CN00", "B3"): Decimal(vd["cong_bo"])})
    return bang(vd["bieu"], "2026-Q1", {("CN00", "B3"): vd["gia_tri"]}), kem


def _kt43(vd):
    kem = SoLieuKem(don_vi_cu={("CN00", "B4"): [Decimal(so) for so in vd["cu"]]})
    return bang("Q01", "2026-Q1", {("CN00", "B4"): vd["moi"]}), kem


def _ktc16(vd):
    kem = SoLieuKem(bieu_03={"CC03": [Decimal(so) for so in vd["xa"]]})
    return bang("Q07", "2026-N", {("CC03", "C5"): vd["tinh"]}), kem


def _ktx01(vd):
    hang = ", ".join(f'{{"ten": "Gạo", "tri_gia": "{so}"}}' for so in vd["danh_sach"])
    o = {("XK3x", "A4"): f"chữ:[{hang}]", ("XK00", "A4"): vd["tong"]}
    return bang("Q05", "2026-Q1", o), SoLieuKem()


def _kt26b(vd):
    phan = dict(zip(("GT11", "GT12", "GT13", "GT14"), vd["thanh_phan"], strict=True))
    o = {(ma, "A3"): so for ma, so in {"GT10": vd["GT10"], **phan}.items()}
    return bang("Q03", "2026-Q1", o), SoLieuKem()


def _q12(o, khac):
    hang = {khoa: f"chữ:{chu}" for khoa, chu in o.items() if chu}
    return bang("Q12", "2026-6T", hang), SoLieuKem(bieu_khac=BieuKhac(da_co=khac))


def _kt41(vd):
    xuat_khau = bang("Q05", "2026-6T", ep={("XK00", "A4"): vd["XK00.A4"]})
    return _q12({("DG1", "D1"): vd["van_ban"]}, {"Q05": xuat_khau})


def _kt45(vd):
    ban_le = bang("Q04", "2026-6T", {("BL00", "A1"): vd["A1"], ("BL00", "A4"): vd["A4"]})
    return _q12({("DG4", "D1"): vd["DG4"]}, {"Q04": ban_le})


def _kt46(vd):
    return _q12({("DG6", "D1"): json.dumps(vd["danh_sach"], ensure_ascii=False)}, {})


def _so_khuyen_cong(ma):
    def dung(vd):
        kem = SoLieuKem(khuyen_cong=SoKhuyenCong(None, {(ma, "A3"): Decimal(vd["tinh"])}))
        o = {(ma, "A3"): vd["gia_tri"], ("KC14", "A3"): 5, ("KC38", "A3"): 5}
        return bang("Q08", "2026-6T", o), kem

    return dung


def _kc37(vd):
    o = {("KC10", "A1"): vd["A1"], ("KC10", "A4"): vd["A4"]}
    kem = SoLieuKem(ty_le_tep={("KC10", "A9"): Decimal(vd["trong_tep"])})
    return bang("Q08", "2026-6T", o), kem


DUNG = {
    "KC34": (_so_khuyen_cong("KC11"), "KC11", "A3"),
    "KC37": (_kc37, "KC10", "A9"),
    "KTK03": (_so_khuyen_cong("KC20a"), "KC20a", "A3"),
    "KT01": (_kt01, "BL00", "A3"),
    "KT02": (_kt02, "BL00", "A3"),
    "KT09": (_kt09, "BL00", "A3"),
    "KT10": (_kt10, "BL00", "A3"),
    "KT22": (_kt22, "BL00", "A1"),
    "KT23": (_kt23, "BL00", "A3"),
    "KT24": (_kt24, "BL00", "A3"),
    "KT26": (_kt26, "BL00", "A3"),
    "KT26b": (_kt26b, "GT10", "A3"),
    "KT27": (_kt27, None, "A3"),
    "KT28a": (_kt28a, "CN00", "B4"),
    "KT28b": (_kt28b, "CN00", "B4"),
    "KT39": (_kt39, "XK00", "A3"),
    "KT40": (_kt40, "CN00", "B3"),
    "KT41": (_kt41, "DG1", ""),
    "KT45": (_kt45, "DG4", ""),
    "KT46": (_kt46, "DG6", ""),
    "KT43": (_kt43, "CN00", "B4"),
    "KTC16": (_ktc16, "CC03", "C5"),
    "KTX01": (_ktx01, "XK3x", ""),
}
CUA_BO = {"KT42", "KT44", "KT47", "KT48"}


def test_moi_ham_trong_quy_tac_da_dang_ky_va_co_thu():
    goc = quy_tac_goc().values()

    assert {q["ham"] for q in goc if q["loai"] == "ham"} == ten_cac_phep()
    assert {q["ma"] for q in goc if q["loai"] == "ham"} == set(DUNG) | CUA_BO


@pytest.mark.parametrize("ma", DUNG)
def test_vi_du_sai_bi_phat_hien(ma):
    dung, dong, cot = DUNG[ma]
    b, kem = dung(quy_tac_goc()[ma]["vi_du"]["sai"])

    ket_qua = run_checks(b, quy_tac=[quy_tac(ma)], luc="trinh_phong", kem=kem)

    assert [(v.quy_tac, v.muc_do, v.cot) for v in ket_qua] == [
        (ma, quy_tac_goc()[ma]["muc_do"], cot)
    ]
    assert dong is None or ket_qua[0].chi_tieu == dong
    assert "{" not in ket_qua[0].thong_bao
    assert "…" not in ket_qua[0].thong_bao


@pytest.mark.parametrize("ma", DUNG)
def test_vi_du_dung_khong_bi_bat(ma):
    b, kem = DUNG[ma][0](quy_tac_goc()[ma]["vi_du"]["dung"])

    ket_qua = run_checks(b, quy_tac=[quy_tac(ma)], luc="trinh_phong", kem=kem)

    assert ket_qua == []


@pytest.mark.parametrize(("loai", "so_vi_pham"), [("sai", 1), ("dung", 0)])
def test_kt42_ma_don_vi_theo_ngay_chot(loai, so_vi_pham):
    vi_du = quy_tac_goc()["KT42"]["vi_du"][loai]
    bo_ma, ma = vi_du["don_vi"].split(":")
    tu, den = {"63": (None, date(2025, 6, 30)), "34": (date(2025, 7, 1), None)}[bo_ma]
    b = bang("Q04", "2025-9T")
    b.phieu.bo.don_vi = DonViHanhChinh(bo_ma=bo_ma, ma=ma, hieu_luc_tu=tu, hieu_luc_den=den)
    b.phieu.bo.ky.den_ngay = vi_du["ngay_chot"]

    ket_qua = run_bo_checks(b.phieu.bo, {"Q04": b}, quy_tac=[quy_tac("KT42")])

    assert [v.thong_bao for v in ket_qua] == [
        "Mã đơn vị 63:80 không có hiệu lực tại kỳ 9 tháng năm 2025."
    ][:so_vi_pham]


@pytest.mark.parametrize(("loai", "so_vi_pham"), [("sai", 1), ("dung", 0)])
def test_kt44_bieu_cho_cong_chi_so(loai, so_vi_pham):
    vi_du = quy_tac_goc()["KT44"]["vi_du"][loai]
    b = bang("Q01", "2026-Q1") if loai == "sai" else bang("Q04", "2026-Q1")
    chi_tieu = b.dong[0].chi_tieu
    cu, chi_tieu.tong_hop = chi_tieu.tong_hop, CachTongHop(vi_du["phep"])

    try:
        ket_qua = run_bo_checks(b.phieu.bo, {b.bieu_mau.ma: b}, quy_tac=[quy_tac("KT44")])
    finally:
        chi_tieu.tong_hop = cu

    assert [v.chi_tieu for v in ket_qua] == [chi_tieu.ma][:so_vi_pham]


def test_kt01_chi_chay_khi_trinh_phong():
    b = bang("Q04", "2026-Q1")

    assert run_checks(b, quy_tac=[quy_tac("KT01")], kem=SoLieuKem()) == []
    can = [(v.chi_tieu, v.cot) for v in run_checks(
        b, quy_tac=[quy_tac("KT01")], luc="trinh_phong", kem=SoLieuKem())]  # fmt: skip
    assert len(can) == b.muc_day_du()[1] > 0


def test_kt26_thieu_mot_thanh_phan_thi_khong_xet():
    b, _ = _kt26({"BL00": "100", "thanh_phan": ["60", "20", "10", "9"]})
    del b.dong_cua("BL40").o["A3"]

    assert run_checks(b, quy_tac=[quy_tac("KT26")], kem=SoLieuKem()) == []


@pytest.mark.parametrize(
    ("tong", "muc_do"),
    [("1000.0025", []), ("1000.003", ["W"]), ("1001.001", ["W"]), ("1001.002", ["E"])],
)
def test_kt26_muc_do_theo_do_lech(tong, muc_do):
    b, _ = _kt26({"BL00": tong, "thanh_phan": ["600", "200", "100", "100"]})

    ket_qua = run_checks(b, quy_tac=[quy_tac("KT26")], kem=SoLieuKem())

    assert [v.muc_do for v in ket_qua] == muc_do


def test_kt26_xet_ca_cach_chia_thu_hai():
    o = {("XK00", "A3"): 100, ("XK21", "A3"): 50, ("XK22", "A3"): 20, ("XK23", "A3"): 10}
    b = bang("Q05", "2026-Q1", {**o, ("XK24", "A3"): KHONG_PHAT_SINH})

    ket_qua = run_checks(b, quy_tac=[quy_tac("KT26")], kem=SoLieuKem())

    assert [v.thong_bao for v in ket_qua] == [
        "Kim ngạch xuất khẩu hàng hóa: tổng 100 khác tổng các thành phần 80, chênh 20."
    ]


def test_kt26_hai_cach_chia_cung_lech_thanh_mot_vi_pham():
    phan = {"XK11": 50, "XK12": 49, "XK13": "0.95", "XK21": 50, "XK22": 20, "XK23": 10, "XK24": 0}
    o = {(ma, "A3"): so for ma, so in {"XK00": 100, **phan}.items()}

    ket_qua = run_checks(bang("Q05", "2026-Q1", o), quy_tac=[quy_tac("KT26")], kem=SoLieuKem())

    assert [(v.muc_do, v.thong_bao) for v in ket_qua] == [
        (
            "E",
            (
                "Kim ngạch xuất khẩu hàng hóa: tổng 100 khác tổng các thành phần 99,95; 80, "
                "chênh 0,05; 20."
            ),
        )
    ]


def test_kt28a_nhanh_khong_ap_dung_duoc_bo_ra():
    o = {("CN00", "B4"): 120, ("CN10", "B4"): KHONG_AP_DUNG, ("CN20", "B4"): 116}
    b = bang("Q01", "2026-Q1", {**o, ("CN50", "B4"): 107, ("CN60", "B4"): 110})

    ket_qua = run_checks(b, quy_tac=[quy_tac("KT28a")], kem=SoLieuKem())

    assert [v.cot for v in ket_qua] == ["B4"]


def test_kt28a_nhanh_chua_co_so_lieu_thi_khong_xet():
    o = {("CN00", "B4"): 120, ("CN20", "B4"): 116, ("CN50", "B4"): 107, ("CN60", "B4"): 110}

    ket_qua = run_checks(bang("Q01", "2026-Q1", o), quy_tac=[quy_tac("KT28a")], kem=SoLieuKem())

    assert ket_qua == []


def test_kt10_so_tron_trung_nhau_la_chuyen_thuong():
    b = bang("Q04", "2026-6T", {("BL00", "A3"): 12000}, {("2026-Q1", "BL00", "A3"): 12000})

    assert run_checks(b, quy_tac=[quy_tac("KT10")], kem=SoLieuKem()) == []


@pytest.mark.parametrize(
    "van_ban", ["2.1485", "56..537,447", "↑17,335)", "#DIV/0!", "#REF!", "#N/A", "#VALUE!", "12 tỷ"]
)
def test_doc_o_khong_phai_so(van_ban):
    so, loi = doc_o(van_ban, "BL00", "A3")

    assert so is None
    assert (loi.quy_tac, loi.muc_do, loi.chi_tieu, loi.cot) == ("KT02", "E", "BL00", "A3")
    assert loi.thong_bao.startswith(f"Giá trị «{van_ban}» không phải là số.")


@pytest.mark.parametrize("van_ban", ["0,1234567", "1" * 19, "9" * 40])
def test_doc_o_so_khong_luu_duoc_nguyen_ven(van_ban):
    so, loi = doc_o(van_ban, "BL00", "A3")

    assert so is None
    assert loi.muc_do == "E"


def test_doc_o_so_viet_nam_va_o_trong():
    assert doc_o("1.234.567,89", "BL00", "A3") == (Decimal("1234567.89"), None)
    assert doc_o("1" * 18 + ",123456", "BL00", "A3")[1] is None
    assert doc_o("  ", "BL00", "A3") == (None, None)
