"""Rules of a form of TT 14/2024/TT-BCT; ``Loi.khoa`` is the number of the row it is about.

Which rows a rule compares stands in ``QuyTac.nguong["dong"]``, by form: a new circular is new data.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cucctdp.formats.so import ha
from cucctdp.quy_tac import Loi
from cumcongnghiep import lap_day
from cumcongnghiep.choices import Bieu, LoaiKy
from cumcongnghiep.lap_day import CachTinh, TyLe
from cumcongnghiep.models import QuyTac
from cumcongnghiep.rules.bo_may import SO_BIEU
from cumcongnghiep.rules.chu import gon, lui_thang, ngay
from cumcongnghiep.rules.dat import loi_lap_day
from cumcongnghiep.rules.du_an import loi_mat_do, so_lan
from cumcongnghiep.rules.kieu import BieuXet

_TONG_HOP = (Bieu.B03, Bieu.B04)


def _dong(b: BieuXet, q: QuyTac, mac_dinh: Any = ()) -> Any:
    """Row numbers of the rule for this form."""
    return q.nguong["dong"].get(b.bieu, mac_dinh)


def _cap(b: BieuXet, q: QuyTac) -> tuple[str, Decimal | None, Decimal | None]:
    """(number of the first row, its value, the value it is held against)."""
    hai = _dong(b, q)
    return (hai[0], b.dong.get(hai[0]), b.dong.get(hai[1])) if hai else ("", None, None)


def _loi(ma: str, chu: dict[str, Any] | None = None, *, nhe: bool = False, cau: str = "") -> Loi:
    return Loi(f"Dòng {ma}", chu or {}, nhe=nhe, cau=cau, khoa=ma)


@SO_BIEU.quy_tac("V01", "bieu")
def _cho_thue(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    ma = _dong(b, q, "")
    thue = b.dong.get(ma)
    if thue is not None and b.dat_cn is not None and thue > b.dat_cn:
        yield _loi(ma, {"x": ha(thue), "y": ha(b.dat_cn)})


@SO_BIEU.quy_tac("V03", "bieu")
def _ty_le_cong_nghiep(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    ma, cn, tong = _cap(b, q)
    if cn is None or not tong or cn > tong:
        return
    thap, cao = Decimal(q.nguong["thap"]), Decimal(q.nguong["cao"])
    if not thap <= cn * 100 / tong <= cao:
        yield _loi(ma, {"p": gon(cn * 100 / tong), "thap": gon(thap), "cao": gon(cao)})


@SO_BIEU.quy_tac("V04", "bieu")
def _lap_day_khai(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    """Biểu 02 against the legal rate of the register; Biểu 03, 04 against their own rows."""
    ba = _dong(b, q)
    if not ba:
        return
    ma, khai, thue = ba[0], b.dong.get(ba[0]), b.dong.get(ba[1])
    if khai is None:
        return
    cac: dict[str, TyLe]
    if b.bieu in _TONG_HOP:
        cac = {CachTinh.PHAP_LY: TyLe(CachTinh.PHAP_LY, thue, b.dong.get(ba[2]))}
    else:
        cac = {
            c: lap_day.tinh(
                c,
                da_thue=thue,
                chap_thuan=b.chap_thuan,
                dat_cn=b.dat_cn,
                du_dieu_kien=b.dong.get(ba[2]),
            )
            for c in CachTinh
        }
    yield from loi_lap_day(khai, cac, q, khoa=ma)


@SO_BIEU.quy_tac("V05", "bieu")
def _qua_tram(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    """In a total, tenants of clusters without a detailed plan may explain it (row 18 and 17)."""
    ma = _dong(b, q, "")
    so = b.dong.get(ma)
    if so is not None and so > 100:
        yield _loi(ma, nhe=b.bieu in _TONG_HOP)


@SO_BIEU.quy_tac("V26", "bieu")
def _vuot_tmdt(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    ma, tra, tmdt = _cap(b, q)
    if tra is not None and tmdt is not None and tra > tmdt:
        yield _loi(ma, {"x": gon(tra, 3), "y": gon(tmdt, 3)})


@SO_BIEU.quy_tac("V29", "bieu")
def _thanh_phan_du_an(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    dong = _dong(b, q, {})
    tong = b.dong.get(dong.get("tong", ""))
    for loai, ten in (("fdi", "có vốn nước ngoài"), ("chay", "đang hoạt động")):
        so = b.dong.get(dong.get(loai, ""))
        if so is not None and tong is not None and so > tong:
            yield _loi(dong[loai], {"loai": ten})


@SO_BIEU.quy_tac("V30", "bieu")
def _hoat_dong(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    """Every operating cluster has a project, and a project is in an operating cluster."""
    ma, cum, du_an = _cap(b, q)
    if cum is not None and du_an is not None and (du_an < cum or (du_an > 0 and cum == 0)):
        yield _loi(ma, {"n": gon(du_an, 0)})


@SO_BIEU.quy_tac("V31", "bieu")
def _thue_va_du_an(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    ma, thue, du_an = _cap(b, q)
    if thue is None or du_an is None or (thue > 0) == (du_an > 0):
        return
    yield _loi(ma, cau="" if thue > 0 else "nguoc")


@SO_BIEU.quy_tac("V32", "bieu")
def _mat_do(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    ba = _dong(b, q)
    if ba:
        nguoi, thue, chay = (b.dong.get(ma) for ma in ba)
        yield from loi_mat_do(nguoi, thue, chay, q, khoa=ba[0])


@SO_BIEU.quy_tac("V33", "bieu")
def _thu_nhap(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    """Zero says that nobody worked, which is not a wage."""
    ma = _dong(b, q, "")
    so = b.dong.get(ma)
    if so and not Decimal(q.nguong["thap"]) <= so <= Decimal(q.nguong["cao"]):
        yield _loi(ma, {"x": gon(so, 3)})


@SO_BIEU.quy_tac("V34", "bieu")
def _doanh_thu(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    ma = _dong(b, q, "")
    lan = so_lan(b.dong.get(ma), (b.ky_truoc or {}).get(ma))
    if lan is not None and lan >= Decimal(q.nguong["lan"]):
        yield _loi(ma, {"k": gon(lan, 1)})


@SO_BIEU.quy_tac("V35", "bieu")
def _dat_khi_chua_co(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    """Stations that meet the standard are among those built or being built."""
    ma, dat, co = _cap(b, q)
    if dat is not None and co is not None and dat > co:
        yield _loi(ma)


@SO_BIEU.quy_tac("V36", "bieu")
def _can_cu_dat(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    ma, so_thang = _dong(b, q, ""), int(q.nguong["so_thang"])
    if not b.dong.get(ma):
        return
    tu = lui_thang(b.den_ngay, so_thang)
    if not b.co_gpmt or b.ngay_mau_dat is None or b.ngay_mau_dat < tu:
        yield _loi(ma, {"n": so_thang})


@SO_BIEU.quy_tac("V37", "bieu")
def _nam_nho_hon(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    """The year is no sum of two halves, but what was counted by June is counted by December."""
    if b.loai_ky != LoaiKy.NAM or b.sau_thang is None:
        return
    for ma in _dong(b, q):
        nam, sau = b.dong.get(ma), b.sau_thang.get(ma)
        if nam is not None and sau is not None and nam < sau:
            yield _loi(ma, {"a": ha(nam), "b": ha(sau)})


@SO_BIEU.quy_tac("V38", "bieu")
def _luy_ke_giam(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    for ma, ten in _dong(b, q, {}).items():
        nay, truoc = b.dong.get(ma), (b.ky_truoc or {}).get(ma)
        if nay is None or truoc is None or ma in b.co_van_ban:
            continue
        if nay < truoc:
            yield _loi(ma, {"chi_tieu": ten})


@SO_BIEU.quy_tac("V39", "bieu")
def _tong_con(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    for ma, con in (b.tong_con or {}).items():
        so = b.dong.get(ma)
        if so is None or con is None or abs(so - con) <= Decimal(q.nguong["sai_so"]):
            continue
        yield _loi(ma, {"n": ma, "a": ha(so), "b": ha(con), "delta": ha(so - con)})


@SO_BIEU.quy_tac("V40", "bieu")
def _thanh_phan(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    for ma, con in _dong(b, q, {}).items():
        tong, phan = b.dong.get(ma), [b.dong.get(c) for c in con]
        co = [p for p in phan if p is not None]
        if tong is None or len(co) < len(phan):
            continue
        cong = sum(co, Decimal(0))
        if abs(cong - tong) > Decimal(q.nguong["sai_so"]):
            yield _loi(ma, {"a": ha(cong), "b": ha(tong)})


@SO_BIEU.quy_tac("V41", "bieu")
def _trung_ky_truoc(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    """All figures as before; a form of zeros is honest without a word."""
    co = {ma: so for ma, so in b.dong.items() if so is not None}
    if b.khong_phat_sinh or b.ky_truoc is None or not any(co.values()):
        return
    if all(b.ky_truoc.get(ma) == so for ma, so in co.items()):
        yield Loi()


@SO_BIEU.quy_tac("V42", "bieu")
def _moc(b: BieuXet, q: QuyTac) -> Iterator[Loi]:
    """A figure from after the cut-off is wrong; an old one may still hold and is only asked."""
    som = lui_thang(b.den_ngay, int(q.nguong["so_thang"]))
    for ma, moc in b.moc.items():
        if b.dong.get(ma) is not None and not som <= moc <= b.den_ngay:
            yield _loi(ma, {"d": ngay(moc)}, nhe=moc < som)
