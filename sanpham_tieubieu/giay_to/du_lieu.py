"""What papers of a round read: the round with its places, bodies and catalogues, few queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from cucctdp.donvi.choices import LoaiToChuc
from cucctdp.donvi.models import ToChuc
from sanpham_tieubieu.choices import LoaiBan, TrangThaiPhieu
from sanpham_tieubieu.danh_muc import DanhMuc, doc_danh_muc
from sanpham_tieubieu.models import (
    BanBinhChon,
    HoSoDangKy,
    KyBinhChon,
    NhomSanPham,
    PhanCong,
    PhieuCham,
    QuyDinhCap,
    ThanhVienBan,
    XungDot,
)

CUC = "cuc"


@dataclass(frozen=True)
class KyIn:
    """One round as papers see it; ``ngay`` is the day names and law are asked by."""

    ky: KyBinhChon
    danh_muc: DanhMuc
    cuc: ToChuc | None
    so: ToChuc | None
    ban: dict[str, BanBinhChon]

    @property
    def ngay(self) -> date:
        return self.ky.ngay_bat_dau

    @property
    def quy_dinh(self) -> QuyDinhCap | None:
        return self.danh_muc.tim_quy_dinh(self.ky.cap, self.ngay)

    @property
    def cac_nhom(self) -> list[NhomSanPham]:
        return self.danh_muc.cac_nhom(self.ngay)

    def ten_nhom(self, ma: str) -> str:
        """«Nhóm sản phẩm thủ công mỹ nghệ»; the code where the catalogue has no such row."""
        nhom = self.danh_muc.tim_nhom(ma, self.ngay)
        return str(nhom.ten) if nhom else f"Nhóm {ma}"

    def thu_tu_nhom(self, ma: str) -> tuple[int, str]:
        """To order rows by group."""
        nhom = self.danh_muc.tim_nhom(ma, self.ngay)
        return (nhom.thu_tu if nhom else 999, ma)

    def thanh_vien(self, loai: LoaiBan) -> list[ThanhVienBan]:
        """Members in order, who left earlier left out; empty when the body is not set up."""
        ban = self.ban.get(loai)
        if ban is None:
            return []
        return [t for t in ban.thanh_vien.all() if t.thoi_tu is None]

    def nguoi(self, loai: LoaiBan, *vai_tro: str) -> str:
        """Printed name of who holds one of the roles in a body, "" when nobody does."""
        return next((str(t.nhan_su) for t in self.thanh_vien(loai) if t.vai_tro in vai_tro), "")


def doc_ky(ky: KyBinhChon) -> KyIn:
    """Read a round for printing. ``ky.don_vi`` and ``ky.xa`` are asked for their dated names."""
    cac = KyBinhChon.objects.select_related("don_vi", "xa").prefetch_related(
        "don_vi__cac_ten", "xa__cac_ten", "dia_ban__don_vi__cac_ten", "cac_moc", "chi_tieu__nhom"
    )
    ky = cac.get(pk=ky.pk)
    thanh_vien = ThanhVienBan.objects.select_related("nhan_su").order_by("thu_tu", "pk")
    ban = BanBinhChon.objects.filter(ky=ky).prefetch_related(
        Prefetch("thanh_vien", queryset=thanh_vien)
    )
    to_chuc = ToChuc.objects.select_related("cha").prefetch_related("cac_ten", "cha__cac_ten")
    so = to_chuc.filter(loai=LoaiToChuc.SO, don_vi=ky.don_vi_id).first() if ky.don_vi_id else None
    return KyIn(
        ky=ky,
        danh_muc=doc_danh_muc(),
        cuc=to_chuc.filter(ma=CUC).first(),
        so=so,
        ban={b.loai: b for b in ban},
    )


def doc_ho_so(k: KyIn, rows: Any) -> list[HoSoDangKy]:
    """Dossiers of a query with the names papers print, by group, code, then name."""
    cac: Iterable[HoSoDangKy] = rows.select_related(
        "don_vi", "xa", "san_pham", "gcn_duoi", "lang_nghe"
    ).prefetch_related("don_vi__cac_ten", "xa__cac_ten")
    return sorted(
        cac, key=lambda h: (k.thu_tu_nhom(h.ma_nhom), h.ma_so or "~", h.ten_san_pham, h.pk)
    )


@dataclass(frozen=True)
class SoPhieu:
    """How the sheets of a round went; no score. ``xung_dot``: (dossier, judge) → why he is out."""

    phat_ra: int
    da_ky: int
    vo_hieu: int
    mo_lai: int
    ly_do_vo_hieu: tuple[str, ...]
    xung_dot: dict[tuple[int, int], str]


def doc_so_phieu(ky: KyBinhChon) -> SoPhieu:
    """Counts of sheets and the reasons of recusals and void sheets; three queries."""
    cac = list(
        PhieuCham.objects.filter(ho_so__ky=ky)
        .select_related("ho_so", "giam_khao__nhan_su")
        .defer("nhan_xet")
        .order_by("ho_so__ma_so", "pk")
    )
    xung_dot = XungDot.objects.filter(ho_so__ky=ky, chan=True, go_luc__isnull=True).order_by("pk")
    vo_hieu = [p for p in cac if p.trang_thai == TrangThaiPhieu.VO_HIEU]
    return SoPhieu(
        phat_ra=PhanCong.objects.filter(ho_so__ky=ky).count(),
        da_ky=sum(p.trang_thai == TrangThaiPhieu.DA_KY for p in cac),
        vo_hieu=len(vo_hieu),
        mo_lai=sum(p.so_lan_mo > 0 for p in cac),
        ly_do_vo_hieu=tuple(
            f"{p.giam_khao.nhan_su} – {p.ho_so.ma_so or p.ho_so.ten_san_pham}: {p.ly_do_vo_hieu}"
            for p in vo_hieu
        ),
        xung_dot={(x.ho_so_id, x.giam_khao_id): x.get_loai_display().lower() for x in xung_dot},
    )
