"""Two officers changed the same cell: both values side by side, the user chooses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from baocao.bang import Bang, O
from baocao.choices import KieuSo, TrangThaiSoLieu
from baocao.models import CotBieu, GiaTri, XungDotNop
from baocao.neo import neo_cua
from baocao.portal.danh_sach import doc_chuoi
from baocao.portal.nhap import chu_cua
from baocao.services.nhap_lieu import XungDot
from baocao.services.xung_dot import OXungDot

CHUA_CO = "chưa có số liệu"


@dataclass(frozen=True)
class XungDotHien:
    """One cell in conflict; nothing has been written to it yet."""

    khoa: str
    ten: str
    cua_ban: str
    hien_tai: str
    nguoi: str
    luc: datetime
    phien_ban: int
    neo: str


def cac_xung_dot(bang: Bang, cac_xd: Sequence[XungDot]) -> list[XungDotHien]:
    """Conflicts as the page shows them, in the order they were posted."""
    cot = {c.ma: c.ten for c in bang.cot}
    ket_qua = []
    for xd in cac_xd:
        dong = bang.dong_cua(xd.chi_tieu)
        if dong is None:
            continue
        so_le = dong.chi_tieu.so_le
        danh_sach = dong.chi_tieu.kieu == KieuSo.DANH_SACH
        cua_ban = O(
            xd.chi_tieu,
            xd.cot,
            trang_thai_o=xd.cua_ban.trang_thai_o,
            so=xd.cua_ban.so,
            chu=xd.cua_ban.chu,
        )
        ht = xd.hien_tai
        hien_tai = O(xd.chi_tieu, xd.cot, trang_thai_o=ht.trang_thai_o, so=ht.so, chu=ht.chu)
        ten = dong.chi_tieu.ten
        if not danh_sach:
            ten += f" – {cot.get(xd.cot, xd.cot)}"
        if dong.chi_tieu.dvt:
            ten += f" ({dong.chi_tieu.dvt})"
        ket_qua.append(
            XungDotHien(
                f"{xd.chi_tieu}.{xd.cot}",
                ten,
                _in(cua_ban, so_le, danh_sach),
                _in(hien_tai, so_le, danh_sach),
                ht.nguoi.ten_hien_thi if ht.nguoi else "Hệ thống",
                ht.ghi_luc,
                ht.phien_ban,
                f"ds-{xd.chi_tieu}" if danh_sach else f"o-{xd.chi_tieu}-{xd.cot}",
            )
        )
    return ket_qua


def _in(o: O, so_le: int, danh_sach: bool) -> str:
    if danh_sach and o.chu:
        return "; ".join(", ".join(str(v) for v in muc.values()) for muc in doc_chuoi(o.chu))
    return chu_cua(o, so_le) or CHUA_CO


@dataclass(frozen=True)
class ONopHien:
    """One pending cell of an upload: what it was at export, in the file, and on the system."""

    pk: int
    ten: str
    dia_chi: str
    goc: str
    cua_tep: str
    hien_tai: str
    phien_ban: int
    nguoi_nop: str
    nop_luc: datetime
    nguoi_ghi: str
    ghi_luc: datetime
    url: str


@dataclass(frozen=True)
class BieuXungDot:
    """Pending cells of one form, in printed order."""

    phieu_id: int
    ma: str
    ten: str
    cac_o: list[ONopHien]


def nhom_theo_bieu(cac_o: Sequence[OXungDot]) -> list[BieuXungDot]:
    """Pending cells by form; one more query, for the names of columns."""
    bieu = {o.dong.phieu.bieu_mau_id for o in cac_o}
    ten_cot = {
        (b, ma): ten
        for b, ma, ten in CotBieu.objects.filter(bieu_mau__in=bieu).values_list(
            "bieu_mau_id", "ma", "ten"
        )
    }
    nhom: dict[int, BieuXungDot] = {}
    for o in cac_o:
        phieu = o.dong.phieu
        khoi = nhom.setdefault(
            phieu.pk, BieuXungDot(phieu.pk, phieu.bieu_mau.ma, phieu.bieu_mau.ten, [])
        )
        khoi.cac_o.append(_o_nop(o, ten_cot.get((phieu.bieu_mau_id, o.dong.cot), o.dong.cot)))
    return list(nhom.values())


def _o_nop(o: OXungDot, ten_cot: str) -> ONopHien:
    x, ct = o.dong, o.dong.chi_tieu
    danh_sach = ct.kieu == KieuSo.DANH_SACH
    ten = ct.ten if danh_sach else f"{ct.ten} – {ten_cot}"
    neo = neo_cua(ct.ma, x.cot, danh_sach=danh_sach)

    def chu(ban: XungDotNop | GiaTri) -> str:
        moi = O(ct.ma, x.cot, trang_thai_o=ban.trang_thai_o, so=ban.so, chu=ban.chu)
        sl = TrangThaiSoLieu(ban.trang_thai_sl).label if khac_sl and ban.trang_thai_sl else ""
        return _in(moi, ct.so_le, danh_sach) + (f" ({sl})" if sl else "")

    khac_sl = bool(x.trang_thai_sl) and x.trang_thai_sl != o.hien_tai.trang_thai_sl
    ht = o.hien_tai
    return ONopHien(
        pk=x.pk,
        ten=f"{ten} ({ct.dvt})" if ct.dvt else ten,
        dia_chi=x.dia_chi,
        goc=chu(o.goc) if o.goc else CHUA_CO,
        cua_tep=chu(x),
        hien_tai=chu(ht),
        phien_ban=ht.phien_ban,
        nguoi_nop=x.nguoi.ten_hien_thi,
        nop_luc=x.luc,
        nguoi_ghi=ht.nguoi.ten_hien_thi if ht.nguoi else "Hệ thống",
        ghi_luc=ht.ghi_luc,
        url=reverse("so:phieu", args=[x.phieu_id]) + f"#{neo}",
    )
