"""Names that stand on papers of a round: who issues, who signs, where, as called on the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from cucctdp.donvi.models import ToChuc
from cucctdp.pdf.bang import CHUA_CO
from cucctdp.pdf.letterhead import TieuDeVanBan
from cucctdp.pdf.thuoc_chu import rong
from cucctdp.van_ban.can_cu import viet_day_du
from sanpham_tieubieu.choices import Cap, KhuVuc
from sanpham_tieubieu.giay_to.du_lieu import KyIn
from sanpham_tieubieu.models import HoSoDangKy

HA_NOI = "Hà Nội"
SAN_PHAM = "sản phẩm công nghiệp nông thôn tiêu biểu"
# Letters of a beginning that stands with the name of the award; millimetres of a line.
_DAU_NGAN, _RONG_TRICH_YEU = 22, 158
_NHIEU_DIEU = re.compile(r"^Điều (\d+(?:, \d+)*), (\d+)\b")
_DUNG_DAU = {Cap.QUOC_GIA: "BỘ TRƯỞNG", Cap.KHU_VUC: "CỤC TRƯỞNG"}
# The office after a title, and where a title signed for another begins.
_SAU_CHUC = re.compile(r"\s+(UBND|[ỦU][yỷ] ban|Cục(?! trưởng)|Bộ(?! trưởng))\b.*$", re.IGNORECASE)
_THAY = re.compile(r"[\n;,]+|\s+(?=(?:PHÓ|THỨ TRƯỞNG)\b)")
_KHU_VUC = {
    KhuVuc.BAC: "phía Bắc",
    KhuVuc.TRUNG: "miền Trung – Tây Nguyên",
    KhuVuc.NAM: "phía Nam",
}


@dataclass(frozen=True, slots=True)
class CoQuan:
    """An issuing office: above it, its name, letters of its documents, who signs.

    ``ky_ten``: under a decision the person signs, under a plan for the office.
    """

    chu_quan: str
    ten: str
    viet_tat: str
    chuc_danh: str
    ky_ten: str

    @property
    def nguoi(self) -> str:
        """«Chủ tịch Ủy ban nhân dân tỉnh Lào Cai», «Cục trưởng Cục …»."""
        if self.chuc_danh == "BỘ TRƯỞNG":
            return f"Bộ trưởng {self.ten}"
        dau = "Chủ tịch" if self.chuc_danh == "CHỦ TỊCH" else "Cục trưởng"
        return f"{dau} {self.ten}"


def ten_cap(cap: Cap, khu_vuc: KhuVuc | None = None) -> str:
    """«cấp tỉnh», «cấp khu vực phía Bắc»."""
    ten = cap.label[:1].lower() + cap.label[1:]
    return f"{ten} {_KHU_VUC[khu_vuc]}" if khu_vuc is not None else ten


def dong_ky(cap: str, chuc_danh: str) -> tuple[str, ...]:
    """Lines above a signature: «CHỦ TỊCH»; a deputy signs for the head («KT. CHỦ TỊCH», «PHÓ …»).

    ``chuc_danh`` as typed: «Phó Chủ tịch UBND tỉnh», «KT. Cục trưởng, Phó Cục trưởng».
    """
    dung_dau = _DUNG_DAU.get(Cap(cap), "CHỦ TỊCH")
    ten = _SAU_CHUC.sub("", chuc_danh.strip()).upper() or dung_dau
    if ten.startswith(("KT.", "TM.", "TUQ.", "Q.")):
        return tuple(d.strip() for d in _THAY.split(ten) if d.strip())
    if ten.startswith(("PHÓ", "THỨ TRƯỞNG")):
        return (f"KT. {dung_dau}", ten)
    return (ten,)


def cap_ky(k: KyIn) -> str:
    """The level of the round, with its region."""
    return ten_cap(Cap(k.ky.cap), KhuVuc(k.ky.khu_vuc) if k.ky.khu_vuc else None)


def noi(k: KyIn) -> str:
    """Whose round: «tỉnh Lào Cai», «xã Bắc Hà, tỉnh Lào Cai», «khu vực phía Bắc»."""
    ky, ngay = k.ky, k.ngay
    if ky.cap == Cap.QUOC_GIA:
        return "cấp quốc gia"
    if ky.cap == Cap.KHU_VUC:
        return f"khu vực {_KHU_VUC[KhuVuc(ky.khu_vuc)]}"
    tinh = _trong_cau(ky.don_vi.ten_ngay(ngay).ten_day_du) if ky.don_vi else CHUA_CO
    if ky.cap == Cap.XA and ky.xa is not None:
        return f"{_trong_cau(ky.xa.ten_ngay(ngay).ten_day_du)}, {tinh}"
    return f"{ky.huyen}, {tinh}" if ky.huyen else tinh


def ten_ky(k: KyIn) -> str:
    """«sản phẩm công nghiệp nông thôn tiêu biểu tỉnh Lào Cai năm 2026»."""
    lan = f", lần thứ {k.ky.lan_thu}" if 1 < k.ky.lan_thu < 10 else ""
    return f"{SAN_PHAM} {noi(k)} năm {k.ky.nam}{lan}"


def trich_yeu(k: KyIn, dau: str) -> str:
    """Lines that break where a reader pauses: after a long ``dau``, before a long place."""
    noi_nam = ten_ky(k).removeprefix(SAN_PHAM).strip()
    if len(dau) < _DAU_NGAN:
        return f"{dau} {SAN_PHAM}\n{noi_nam}"
    if rong(ten_ky(k), 14, dam=True) <= _RONG_TRICH_YEU:
        return f"{dau}\n{ten_ky(k)}"
    return f"{dau}\n{SAN_PHAM}\n{noi_nam}"


def dia_danh(k: KyIn) -> str:
    """Place of the date line."""
    if k.ky.cap in (Cap.QUOC_GIA, Cap.KHU_VUC):
        return HA_NOI
    if k.ky.cap == Cap.XA and k.ky.xa is not None:
        return str(k.ky.xa.ten_ngay(k.ngay).ten)
    return str(k.ky.don_vi.ten_ngay(k.ngay).ten) if k.ky.don_vi else CHUA_CO


def chu_tri(k: KyIn) -> CoQuan:
    """Who holds the round, sets up the council and recognises (Điều 8, 13 TT 26/2014/TT-BCT)."""
    ky, ngay = k.ky, k.ngay
    if ky.cap == Cap.QUOC_GIA:
        return CoQuan("", ten_bo(k), "BCT", "BỘ TRƯỞNG", "BỘ TRƯỞNG")
    if ky.cap == Cap.KHU_VUC:
        viet_tat = viet_tat_cuc(k)
        return CoQuan(ten_bo(k), ten_cuc(k), viet_tat, "CỤC TRƯỞNG", "CỤC TRƯỞNG")
    if ky.cap == Cap.XA and ky.xa is not None:
        cua = _trong_cau(ky.xa.ten_ngay(ngay).ten_day_du)
    else:
        tinh = _trong_cau(ky.don_vi.ten_ngay(ngay).ten_day_du) if ky.don_vi else CHUA_CO
        cua = ky.huyen or tinh
    ten = f"Ủy ban nhân dân {cua}"
    return CoQuan("", ten, "UBND", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")


def thuong_truc(k: KyIn) -> str:
    """The office that runs the round day by day: the Sở of a province, the Cục above it."""
    if k.ky.cap == Cap.TINH:
        return ten_so(k)
    if k.ky.cap in (Cap.QUOC_GIA, Cap.KHU_VUC):
        return ten_cuc(k)
    return chu_tri(k).ten


def trinh(k: KyIn) -> CoQuan | None:
    """Who submits the decision to ``chu_tri``: the Sở, the Cục; a region and a commune have none
    above their council, so the council itself submits.
    """
    if k.ky.cap == Cap.TINH and k.so is not None:
        viet_tat = str(k.so.ten_ngay(k.ngay).ten_viet_tat) or "SCT"
        return CoQuan(chu_tri(k).ten, ten_so(k), viet_tat, "GIÁM ĐỐC", "GIÁM ĐỐC")
    if k.ky.cap == Cap.QUOC_GIA:
        return CoQuan(ten_bo(k), ten_cuc(k), viet_tat_cuc(k), "CỤC TRƯỞNG", "CỤC TRƯỞNG")
    return None


def hoi_dong(k: KyIn) -> str:
    """«Hội đồng bình chọn sản phẩm công nghiệp nông thôn tiêu biểu tỉnh Lào Cai»."""
    return f"Hội đồng bình chọn {SAN_PHAM} {noi(k)}"


def ten_so(k: KyIn) -> str:
    if k.so is not None:
        return str(k.so.ten_ngay(k.ngay).ten)
    return f"Sở Công Thương {noi(k)}"


def ten_cuc(k: KyIn) -> str:
    return _to_chuc(k.cuc, k.ngay) or "Cục Công Thương địa phương"


def ten_bo(k: KyIn) -> str:
    return _to_chuc(k.cuc.cha if k.cuc else None, k.ngay) or "Bộ Công Thương"


def viet_tat_cuc(k: KyIn) -> str:
    if k.cuc is None:
        return "CTĐP"
    return str(k.cuc.ten_ngay(k.ngay).ten_viet_tat).removeprefix("Cục ").strip()


def dau_chu_tri(
    k: KyIn,
    *,
    loai: str,
    ky_hieu: str,
    trich_yeu: str,
    so: str = "",
    ngay: date | None = None,
    noi_nhan: tuple[str, ...] = (),
    nguoi_ky: str = "",
    chuc_danh: str = "",
    thay_mat: bool = False,
) -> TieuDeVanBan:
    """Heading of what the holder of the round issues; ``thay_mat``: signed for the office.

    ``chuc_danh``: title of who signed, where it is known.
    """
    c = chu_tri(k)
    return TieuDeVanBan(
        co_quan_chu_quan=c.chu_quan.upper(),
        co_quan_ban_hanh=c.ten.upper(),
        so_ky_hieu=so or f"/{ky_hieu}-{c.viet_tat}",
        dia_danh=dia_danh(k),
        ngay=ngay,
        nam=k.ky.nam,
        ten_loai=loai,
        trich_yeu=trich_yeu,
        noi_nhan=noi_nhan,
        chuc_vu_ky=c.ky_ten if thay_mat else "\n".join(dong_ky(k.ky.cap, chuc_danh)),
        ho_ten_ky=nguoi_ky,
    )


def dau_hoi_dong(
    k: KyIn,
    *,
    loai: str,
    ky_hieu: str = "",
    trich_yeu: str,
    so: str = "",
    ngay: date | None = None,
    kinh_gui: tuple[str, ...] = (),
    noi_nhan: tuple[str, ...] = (),
    chuc_vu_ky: str = "",
    nguoi_ky: str = "",
) -> TieuDeVanBan:
    """Heading of what the council issues, under the office that set it up."""
    return TieuDeVanBan(
        co_quan_chu_quan=chu_tri(k).ten.upper(),
        co_quan_ban_hanh="HỘI ĐỒNG BÌNH CHỌN\nSẢN PHẨM CÔNG NGHIỆP\nNÔNG THÔN TIÊU BIỂU",
        so_ky_hieu=so or (f"/{ky_hieu}-HĐBC" if ky_hieu else ""),
        dia_danh=dia_danh(k),
        ngay=ngay,
        nam=k.ky.nam,
        ten_loai=loai,
        trich_yeu=trich_yeu,
        kinh_gui=kinh_gui,
        noi_nhan=noi_nhan,
        chuc_vu_ky=chuc_vu_ky,
        ho_ten_ky=nguoi_ky,
    )


def can_cu(k: KyIn) -> list[str]:
    """Legal bases of the level and the groups; only those somebody verified."""
    cac: list[Any] = [k.quy_dinh, *k.cac_nhom]
    co = {str(d.can_cu) for d in cac if d is not None and d.can_cu and not d.can_xac_minh}
    return [_cac_dieu(viet_day_du(c)) for c in sorted(co)]


def _cac_dieu(can_cu: str) -> str:
    """«Điều 8, 9, 13 Thông tư … sửa đổi bởi …» as a sentence says it."""
    chu = _NHIEU_DIEU.sub(r"các Điều \1 và \2", can_cu)
    return chu.replace(" sửa đổi bởi", ", được sửa đổi bởi")


def noi_san_xuat(h: HoSoDangKy, ngay: date) -> str:
    """Where a product is made, with commune and province as called on the day."""
    xa, tinh = h.xa.ten_ngay(ngay).ten_day_du, h.don_vi.ten_ngay(ngay).ten_day_du
    return ", ".join(p for p in (h.dia_chi_san_xuat, _trong_cau(xa), _trong_cau(tinh)) if p)


def _to_chuc(t: ToChuc | None, ngay: date) -> str:
    return str(t.ten_ngay(ngay).ten) if t else ""


def _trong_cau(ten: str) -> str:
    return ten[:1].lower() + ten[1:]
