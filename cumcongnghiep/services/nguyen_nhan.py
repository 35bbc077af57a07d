"""What the facts of a cluster or commune could make of a difference, by the named causes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cucctdp.formats.so import dinh_dang
from cumcongnghiep.bieu.dong_cum import So, ty, ty_le_19
from cumcongnghiep.bieu.kieu import Dong
from cumcongnghiep.choices import (
    DA_THUE,
    Bieu,
    ChiTieuSo,
    LoaiVanBan,
    NguyenNhanChenh,
)
from cumcongnghiep.ho_so_cum import HoSoCum, hieu_luc
from cumcongnghiep.lap_day import CachTinh as LapDay
from cumcongnghiep.lap_day import binh_quan_gian_don, tinh
from cumcongnghiep.services.gop_bieu import BoSo

KHONG = Decimal(0)
N = NguyenNhanChenh
CT = ChiTieuSo
# Rows that a decision of establishment, a plan entry or a project put a cluster into.
_CAN_QUYET_DINH = {"3": 0, "15.1": 0, "4": 1, "16.1": 1}
_KHAI_TONG = {
    "18": CT.DA_THUE,
    "20": CT.SO_DU_AN,
    "21": CT.SO_DU_AN_FDI,
    "22": CT.SO_DU_AN_CHAY,
}
_HA_TANG = {"23": CT.DOANH_THU, "24": CT.NOP_NSNN, "25": CT.LAO_DONG}


@dataclass(frozen=True)
class UngVien:
    """A possible cause: what it would add to the report (minus: leave out), of which clusters."""

    ma: str
    gia_tri: Decimal
    cum: tuple[int, ...]
    dien_giai: str = ""


def cua_cum(s: BoSo, pk: int, d: Dong) -> list[UngVien]:
    """Candidates of one cluster for one row of Biểu 04, the likeliest first; no query."""
    h, den = s.ho_so[pk], s.ky.den_ngay
    csdl = s.dong_csdl(pk)
    kq = [
        *_hop_dong(h, d, den),
        *_quyet_dinh(h, d, den, csdl),
        *_quy_hoach(h, d, den),
        *_mau_so(h, d, den),
        *_ha_tang(s, h, d),
        *_mo_rong(s, h, d),
        *_khai_tong(s, h, d, csdl),
        *_khac_ky(s, h, d, csdl),
    ]
    return [UngVien(ma, g, (pk,), cau) for ma, g, cau in kq if g]


def cua_bieu_02(s: BoSo, pk: int, d: Dong, *, bo_qua: bool = False) -> list[UngVien]:
    """The form of the cluster itself says another number than the register; no query.

    The last to be asked: any fact that makes the difference says why, this only says where.
    ``bo_qua``: the form above took the register's number although Biểu 02 was sent.
    """
    bao = s.da_gui(Bieu.B02, pk) if d.tu_02 else None
    if bao is None:
        return []
    so, csdl = bao.get(d.tu_02), s.dong_csdl(pk).get(d.ma)
    lech = (so or KHONG) - (csdl or KHONG)
    if not lech:
        return []
    nop = s.nop[Bieu.B02, pk]
    cau = (
        f"Biểu 02 của cụm ({nop.get_trang_thai_display().lower()}), dòng {d.tu_02}: "
        f"{_ghi(so, d)}; cơ sở dữ liệu: {_ghi(csdl, d)}."
    )
    if bo_qua:
        return [UngVien(N.BIEU_02, -lech, (pk,), f"Không cộng theo {cau}")]
    return [UngVien(N.BIEU_02, lech, (pk,), cau)]


def _ghi(so: So, d: Dong) -> str:
    return "chưa có số" if so is None else f"{dinh_dang(so)} {d.dvt.lower()}"


def cua_xa(s: BoSo, xa_id: int, d: Dong) -> list[UngVien]:
    """Candidates of a commune: inter-commune clusters led elsewhere, clusters nobody reported."""
    kq = []
    for pk, h in s.ho_so.items():
        so = s.dong_con(pk).get(d.ma)
        if not so:
            continue
        chu_tri = s.chu_tri[pk]
        o_day = any(x.xa_id == xa_id for x in h.cac_xa)
        if o_day and (chu_tri is None or chu_tri.pk != xa_id):
            ben = f"{chu_tri.ten_goi} chủ trì" if chu_tri else "chưa có xã chủ trì"
            kq.append(UngVien(N.LIEN_XA, so, (pk,), f"Cụm liên xã, {ben}."))
        elif chu_tri is not None and chu_tri.pk == xa_id and not _co_bao(s, pk, d):
            kq.append(UngVien(N.CHUA_BAO_CAO, -so, (pk,), "Xã không cộng cụm chưa gửi biểu."))
    return kq


def _co_bao(s: BoSo, pk: int, d: Dong) -> bool:
    """Whether the form below that feeds the row was sent; rows without one count by Biểu 02."""
    if d.tu_01:
        return any(s.da_gui("01", da.pk) is not None for da in s.du_an(pk))
    return s.da_gui("02", pk) is not None


Phan = Iterator[tuple[str, Decimal, str]]


def _hop_dong(h: HoSoCum, d: Dong, den: date) -> Phan:
    """Land: leases that ended are still counted, memoranda are counted already."""
    if d.ma != "18":
        return
    het = [t for t in h.thue if t.loai in DA_THUE and t.den_ngay and t.den_ngay < den]
    for t in het:
        cau = f"{_ten_du_an(h, t.du_an_id)}: hết hạn {t.den_ngay:%d/%m/%Y}."
        yield N.THUE_HET_HAN, t.dien_tich, cau
    if len(het) > 1:
        yield (
            N.THUE_HET_HAN,
            sum((t.dien_tich for t in het), KHONG),
            f"{len(het)} hợp đồng thuê đã hết hạn.",
        )
    yield N.GHI_NHO, h.dat_ghi_nho(den), "Biên bản ghi nhớ không tính lấp đầy (khoản 7 Điều 2)."


def _ten_du_an(h: HoSoCum, pk: int) -> str:
    return next((x.ten for x in h.du_an if x.pk == pk), "Dự án")


def _quyet_dinh(h: HoSoCum, d: Dong, den: date, csdl: Mapping[str, So]) -> Phan:
    """Counted as established while no decision is on file, or not counted without one shown."""
    if h.thanh_lap(den) is not None:
        return
    dien_tich = h.dien_tich(den) or KHONG
    cau = "Hồ sơ cụm chưa có quyết định thành lập còn hiệu lực."
    co_du_an = bool(h.so_du_an(den))
    if d.ma in ("3", "4") or (d.ma in ("15.1", "16.1") and co_du_an):
        yield N.THIEU_QUYET_DINH, (dien_tich if _CAN_QUYET_DINH[d.ma] else Decimal(1)), cau
    elif d.ma in ("15.2", "16.2") and co_du_an:
        yield N.THIEU_QUYET_DINH, -(csdl.get(d.ma) or KHONG), cau
    thieu = {"9": LoaiVanBan.QHCT, "11": LoaiVanBan.DU_AN}
    for ma, loai in thieu.items():
        if d.ma in (ma, str(int(ma) + 1)) and not h.van_ban_den(den, loai):
            so = Decimal(1) if d.ma == ma else dien_tich
            yield N.THIEU_QUYET_DINH, so, f"Chưa có «{loai.label}» trong hồ sơ."


def _quy_hoach(h: HoSoCum, d: Dong, den: date) -> Phan:
    if d.ma not in ("1", "2") or h.trong_quy_hoach(den):
        return
    so = Decimal(1) if d.ma == "1" else h.dien_tich(den) or KHONG
    yield N.NGOAI_QUY_HOACH, so, "Cụm không có trong quy hoạch còn hiệu lực."


def _mau_so(h: HoSoCum, d: Dong, den: date) -> Phan:
    """Row 17 on another base: serviced land, cleared land, the whole cluster."""
    if d.ma != "17" or not h.so_du_an(den):
        return
    dat_cn = h.dat_cn(den) or KHONG
    for so, ten in (
        (h.gia_tri(CT.DU_DIEU_KIEN, den), "đất đủ điều kiện cho thuê"),
        (h.gia_tri(CT.CN_DA_GPMB, den), "đất công nghiệp đã giải phóng mặt bằng"),
        (h.dien_tich(den), "toàn bộ diện tích cụm"),
    ):
        if so is not None:
            yield N.KHAC_MAU_SO, so - dat_cn, f"Tính theo {ten}."


def _ha_tang(s: BoSo, h: HoSoCum, d: Dong) -> Phan:
    """The infrastructure project itself added to those of the firms (rows 9–11 of Biểu 02)."""
    chi_tieu = _HA_TANG.get(d.ma)
    if chi_tieu is None:
        return
    tu, den = s.ky.tu_ngay, s.ky.den_ngay
    cac = [
        x
        for x in h.so_lieu
        if x.chi_tieu == chi_tieu
        and x.du_an_id is None
        and x.ngay <= den
        and (chi_tieu == CT.LAO_DONG or (x.tu_ngay, x.ngay) == (tu, den))
    ]
    if cac:
        so = max(cac, key=lambda x: x.ngay).gia_tri
        gia_tri = so if chi_tieu == CT.LAO_DONG else ty(so) or KHONG
        yield N.GOM_HA_TANG, gia_tri, "Cộng cả dự án hạ tầng của chủ đầu tư (Biểu 02)."


def _mo_rong(s: BoSo, h: HoSoCum, d: Dong) -> Phan:
    """Extensions counted as new in the window, or left out of the area."""
    tu, den = s.ky.tu_ngay, s.ky.den_ngay
    for v in h.van_ban_den(den, LoaiVanBan.MO_RONG):
        trong_ky = tu <= hieu_luc(v) <= den
        cau = f"Quyết định mở rộng {v.so} ngày {v.ngay:%d/%m/%Y}."
        if d.ma == "5" and trong_ky:
            yield N.MO_RONG, Decimal(1), cau
        elif d.ma == "6" and trong_ky and v.dien_tich is not None:
            yield N.MO_RONG, v.dien_tich, cau
        elif d.ma in ("4", "16", "16.1") and v.dien_tich is not None:
            yield N.MO_RONG, -v.dien_tich, f"Không tính phần mở rộng. {cau}"


def _khai_tong(s: BoSo, h: HoSoCum, d: Dong, csdl: Mapping[str, So]) -> Phan:
    """An older declared total beside projects recorded one by one; forms of this window aside."""
    chi_tieu = _KHAI_TONG.get(d.ma)
    if chi_tieu is None:
        return
    cua_ky = {b.pk for b in s.nop.values()}
    cac = [
        x
        for x in h.so_lieu
        if x.chi_tieu == chi_tieu
        and x.du_an_id is None
        and x.ngay <= s.ky.den_ngay
        and x.bieu_nop_id not in cua_ky
    ]
    if cac:
        khai = max(cac, key=lambda x: x.ngay)
        cau = f"Số khai tổng ngày {khai.ngay:%d/%m/%Y}; chưa ghi đủ từng dự án, hợp đồng."
        yield N.KHAI_TONG, khai.gia_tri - (csdl.get(d.ma) or KHONG), cau


def _khac_ky(s: BoSo, h: HoSoCum, d: Dong, csdl: Mapping[str, So]) -> Phan:
    """The value of another day: that of the last window, or of the day the form was sent."""
    if d.trong_ky:
        return
    ky = s.ky
    nay = csdl.get(d.ma) or KHONG
    cac_ngay = {date(ky.nam - 1, 12, 14), date(ky.nam, 6, 14), ky.tu_ngay}
    cac_ngay |= {b.ngay_gui for b in s.nop.values() if b.ngay_gui is not None}
    for ngay in sorted(cac_ngay - {ky.den_ngay}):
        khac = s.dong_csdl(h.cum.pk, ngay).get(d.ma) or KHONG
        yield N.KHAC_KY, khac - nay, f"Theo mốc {ngay:%d/%m/%Y}."


def cua_ty_le(s: BoSo) -> list[tuple[str, So]]:
    """Row 19 on other bases, each with its words."""
    den = s.ky.den_ngay
    chay = [h for h in s.ho_so.values() if h.so_du_an(den)]
    moi = list(s.ho_so.values())

    def tong(cac: list[HoSoCum], *ten: str) -> Decimal:
        return sum((_dat(h, t, den) for h in cac for t in ten), KHONG)

    don = [tinh(LapDay.CHO_THUE, da_thue=h.dat_da_thue(den), dat_cn=h.dat_cn(den)) for h in chay]
    return [
        (
            "Tử số gồm đất đã chấp thuận đầu tư (khoản 7 Điều 2 NĐ 32/2024/NĐ-CP).",
            ty_le_19(tong(chay, "thue", "chap_thuan"), tong(chay, "cn")),
        ),
        ("Mẫu số là đất công nghiệp của mọi cụm.", ty_le_19(tong(moi, "thue"), tong(moi, "cn"))),
        (
            "Mẫu số là đất đủ điều kiện cho thuê.",
            ty_le_19(tong(chay, "thue"), tong(chay, "du_dieu_kien")),
        ),
        (
            "Mẫu số là đất công nghiệp đã giải phóng mặt bằng.",
            ty_le_19(tong(chay, "thue"), tong(chay, "gpmb")),
        ),
        ("Bình quân giản đơn của các cụm.", binh_quan_gian_don(don)),
    ]


def _dat(h: HoSoCum, ten: str, den: date) -> Decimal:
    so = {
        "thue": h.dat_da_thue,
        "chap_thuan": h.dat_chap_thuan,
        "cn": h.dat_cn,
        "du_dieu_kien": lambda n: h.gia_tri(CT.DU_DIEU_KIEN, n),
        "gpmb": lambda n: h.gia_tri(CT.CN_DA_GPMB, n),
    }[ten](den)
    return so or KHONG
