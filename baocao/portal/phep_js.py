"""Checks of their own (``baocao/checks``, no expression says them) as data for the page.

Each becomes the list of places it looks at with all that stands beside the form already looked up;
static/js/so/phep_rieng.js judges the same list while people type. Only checks that follow from the
figures of the form and of its lists are here: states, versions, texts and whole packs stay with the
server.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, TypeAlias

from baocao.checks.ngu_canh import NguCanh
from baocao.checks.so_sanh import gioi_han
from baocao.checks.tong_danh_sach import cac_so
from baocao.checks.tong_thanh_phan import cac_cach_chia, sai_so_lam_tron
from baocao.checks.trong_khoang import COT_THANG
from baocao.lich_su import cac_thang_cua_quy
from cucctdp.formats.ky import Ky

Cho: TypeAlias = dict[str, Any]


def phep_cho_trang(nc: NguCanh) -> dict[str, Any] | None:
    """{"kieu": which judge, "cho": places with what each needs}; None: the server's alone.

    Raises KeyError where the row of the rule lacks a parameter.
    """
    kieu, lay = _PHEP.get(nc.quy_tac.ham, ("", None))
    if lay is None:
        return None
    return {
        "kieu": kieu,
        "muc_trong_dung_sai": nc.tham_so.get("muc_do_trong_dung_sai", ""),
        "cho": list(lay(nc)),
    }


def _chu(so: Decimal) -> str:
    return format(so, "f")


def _tong(nc: NguCanh) -> Iterator[Cho]:
    for dong in nc.cac_dong():
        ct = dong.chi_tieu
        dung_sai = nc.nguong_cua(ct.ma)["dung_sai_phan_tram"]
        cac_cach = [
            {"phan": phan, "sai_so": _chu(sai_so_lam_tron(nc, dong, len(phan)))}
            for phan in cac_cach_chia(dong, nc.tham_so["khoa"])
        ]
        for cot in nc.cac_cot():
            yield {"ma": ct.ma, "cot": cot.ma, "cach": cac_cach, "dung_sai": _chu(dung_sai)}


def _tap_con(nc: NguCanh) -> Iterator[Cho]:
    cac_cot = nc.tham_so["cot_theo_bieu"].get(nc.bang.bieu_mau.ma, ())
    for dong, cot, _ in nc.cac_o():
        me = nc.bang.dong_cua(dong.chi_tieu.la_tap_con_cua)
        if cot.ma in cac_cot and me is not None:
            yield {"ma": dong.chi_tieu.ma, "cot": cot.ma, "me": me.chi_tieu.ma}


def _toan_nganh(nc: NguCanh) -> Iterator[Cho]:
    tong = str(nc.tham_so["tong"])
    dung_sai = _chu(nc.nguong_cua(tong)["dung_sai"])
    for cot in nc.cac_cot():
        nhanh = [ma for ma in nc.tham_so["nhanh"] if nc.bang.o(ma, cot.ma) is not None]
        yield {"ma": tong, "cot": cot.ma, "nhanh": nhanh, "dung_sai": dung_sai}


def _luy_ke(nc: NguCanh) -> Iterator[Cho]:
    cac_thang = [k.ma for k in cac_thang_cua_quy(nc.bang.ky)]
    for dong, cot, _ in nc.cac_o():
        ma = dong.chi_tieu.ma
        yield from _khoang(
            nc, ma, cot.ma, [nc.bang.lich_su.so(k, ma, COT_THANG) for k in cac_thang]
        )


def _sap_nhap(nc: NguCanh) -> Iterator[Cho]:
    for dong, cot, _ in nc.cac_o():
        ma = dong.chi_tieu.ma
        cac_so = nc.kem.don_vi_cu.get((ma, cot.ma), ())
        if len(cac_so) > 1:
            yield from _khoang(nc, ma, cot.ma, list(cac_so))


def _khoang(nc: NguCanh, ma: str, cot: str, cac_so: list[Decimal | None]) -> Iterator[Cho]:
    dung_sai = _chu(nc.nguong_cua(ma)["dung_sai"])
    co_so = [_chu(so) for so in cac_so if so is not None]
    if co_so and len(co_so) == len(cac_so):
        yield {"ma": ma, "cot": cot, "so": co_so, "dung_sai": dung_sai}


def _cong_bo(nc: NguCanh) -> Iterator[Cho]:
    co_quan = str(nc.tham_so["co_quan"])
    for dong, cot, _ in nc.cac_o():
        ma = dong.chi_tieu.ma
        goc = nc.kem.cong_bo.get((co_quan, ma, cot.ma))
        if goc is None:
            continue
        theo_diem, toi_da = gioi_han(cot, nc.nguong_cua(ma))
        if toi_da is not None and (goc or theo_diem):
            yield {
                "ma": ma,
                "cot": cot.ma,
                "goc": _chu(goc),
                "theo_diem": theo_diem,
                "toi_da": _chu(toi_da),
            }


def _bieu_03(nc: NguCanh) -> Iterator[Cho]:
    for dong, cot, _ in nc.cac_o():
        cac_xa = nc.kem.bieu_03.get(dong.chi_tieu.ma)
        if cac_xa:
            yield {"ma": dong.chi_tieu.ma, "cot": cot.ma, "tong": _chu(sum(cac_xa, Decimal(0)))}


def _trung(nc: NguCanh) -> Iterator[Cho]:
    cac_ky = [nc.boi_canh.cac_ky[ten] for ten in nc.tham_so["so_sanh_voi"]]
    for dong, cot, _ in nc.cac_o():
        ma = dong.chi_tieu.ma
        it_nhat = int(nc.nguong_cua(ma)["chu_so_co_nghia_toi_thieu"])
        cu = [(nc.bang.lich_su.so(ky, ma, cot.ma), Ky.tu_ma(ky).ten) for ky in cac_ky]
        cac_so = [[_chu(so), ten] for so, ten in cu if so is not None]
        if cac_so and it_nhat > 0:
            yield {"ma": ma, "cot": cot.ma, "cu": cac_so, "it_nhat": it_nhat}


def _danh_sach(nc: NguCanh) -> Iterator[Cho]:
    cot, cot_ds = str(nc.tham_so["cot"]), str(nc.tham_so["cot_danh_sach"])
    for dong in nc.cac_dong():
        tran = str((dong.chi_tieu.danh_sach or {}).get("tong_khong_vuot", ""))
        if nc.bang.o(tran, cot) is not None:
            so = [_chu(s) for s in cac_so(dong, cot_ds)]
            yield {"ma": dong.chi_tieu.ma, "cot": "", "tran": [tran, cot], "ds": cot_ds, "so": so}


# Check → (judge in the page, what it needs).
_PHEP: dict[str, tuple[str, Callable[[NguCanh], Iterator[Cho]]]] = {
    "tong_thanh_phan": ("tong", _tong),
    "tap_con": ("tap_con", _tap_con),
    "toan_nganh_trong_khoang": ("khoang", _toan_nganh),
    "luy_ke_trong_khoang_thang": ("khoang", _luy_ke),
    "tang_truong_sau_sap_nhap": ("khoang", _sap_nhap),
    "doi_chieu_cong_bo": ("so_voi", _cong_bo),
    "tong_bieu_03": ("bang", _bieu_03),
    "trung_so_ky_truoc": ("trung", _trung),
    "tong_danh_sach": ("danh_sach", _danh_sach),
}
