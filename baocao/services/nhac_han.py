"""The reminder ladder: who is reminded today of which due date; run as often as one likes.

Rungs are rows (``BacNhac``). A rung before the due date that falls on a day off is told on the
working day before it, one after the due date on the working day after it. Each person hears only
the latest rung that has come: a system that stood still does not pour out the whole ladder.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from baocao.choices import BO_DA_NHAN, BuocHan, LoaiHan, TrangThaiBo, TrangThaiKy
from baocao.han import Han
from baocao.models import BoBaoCao, GiaHan, HanNop, PhieuBieu
from baocao.services.nguoi_nhan import SoNguoiNhan, vai_tro_dang_giu
from baocao.services.thong_bao import duong_bo
from baocao.services.viec_han import MucHan
from baocao.services.viec_han_cuc import cac_viec_cuc
from baocao.services.viec_han_so import cac_viec_so
from cucctdp.thong_bao.choices import Loai
from cucctdp.thong_bao.lich import lui_ve_ngay_lam_viec, sang_ngay_lam_viec
from cucctdp.thong_bao.models import BacNhac
from cucctdp.thong_bao.services import LienKet, gui

NHOM_NOP = "nop_bao_cao"
NHOM_BO_SUNG = "bo_sung"


@dataclass(frozen=True)
class ViecHan(MucHan):
    """A pack that is due, one of its forms with a date of its own, or a supplement."""

    bo: BoBaoCao
    nhom_bieu: str | None = None
    phieu_rieng: int | None = None

    @property
    def ten_don_vi(self) -> str:
        return str(self.bo.don_vi.ten_goi)

    @property
    def buoc(self) -> str:
        return str(self.bo.get_trang_thai_display())

    @property
    def lien_ket(self) -> LienKet:
        if self.phieu_rieng is not None:
            return reverse("so:gui_rieng", args=[self.phieu_rieng])
        return duong_bo(self.bo.pk)

    def nguoi(self, bac: BacNhac, so_nguoi: SoNguoiNhan) -> Iterable[Any]:
        vai_tro = set(bac.vai_tro)
        if bac.nguoi_dang_giu:
            # A form sent on its own is still to be filled in, whatever the pack's state.
            rieng = self.phieu_rieng is not None
            vai_tro |= vai_tro_dang_giu(TrangThaiBo.DANG_NHAP if rieng else self.bo.trang_thai)
        return so_nguoi.cua(self.bo.don_vi_id, vai_tro, nhom=self.nhom_bieu)


@dataclass
class NgayNhac:
    """Working days on which rungs are told; the calendar is asked once for each day."""

    _da_tinh: dict[tuple[date, int], date] = field(default_factory=dict)

    def __call__(self, moc: date, lech: int) -> date:
        if (moc, lech) not in self._da_tinh:
            dich = lui_ve_ngay_lam_viec if lech <= 0 else sang_ngay_lam_viec
            self._da_tinh[moc, lech] = dich(moc + timedelta(days=lech))
        return self._da_tinh[moc, lech]


def cac_viec_han() -> Iterator[ViecHan]:
    """Packs, forms and supplements still due in the periods that take reports."""
    bo = BoBaoCao.objects.filter(
        ky__trang_thai__in=[TrangThaiKy.DANG_MO, TrangThaiKy.DA_DONG]
    ).select_related("ky", "don_vi")
    chua_gui = bo.filter(gui_lan_dau_luc__isnull=True).exclude(trang_thai__in=BO_DA_NHAN)
    han: dict[int, list[HanNop]] = {}
    for h in HanNop.objects.filter(buoc=BuocHan.SO, ky__in=chua_gui.values("ky")):
        han.setdefault(h.ky_id, []).append(h)
    gia_han = {(g.ky_id, g.don_vi_id): g.den_ngay for g in GiaHan.objects.filter(ky__in=han)}
    for b in chua_gui.prefetch_related("phieu__bieu_mau"):
        phieu = {p.bieu_mau.ma: p.bieu_mau for p in b.phieu.all()}
        for h in han.get(b.ky_id, ()):
            bieu = phieu.get(h.bieu)
            if h.bieu and bieu is None:
                continue
            viec = f"Biểu {h.bieu} của báo cáo {b.ky}" if h.bieu else f"Báo cáo {b.ky}"
            muc = Han(h.ngay, h.loai_han, gia_han.get((b.ky_id, b.don_vi_id)))
            nhom_bieu = bieu.nhom if bieu else None
            khoa = f"{b.pk}:{h.bieu or 'bo'}"
            yield ViecHan(muc, NHOM_NOP, viec, khoa, b, nhom_bieu)
    yield from _bieu_gui_rieng()
    for b in bo.filter(trang_thai=TrangThaiBo.TRA_LAI, han_bo_sung__isnull=False):
        muc = Han(b.han_bo_sung, LoaiHan.CHAM_NHAT)
        viec = f"Bổ sung báo cáo {b.ky}"
        yield ViecHan(muc, NHOM_BO_SUNG, viec, f"{b.pk}:bo_sung:{b.vong}", b)


def _bieu_gui_rieng() -> Iterator[ViecHan]:
    """Forms due after their pack's lock, not sent on their own yet; the pack itself is received."""
    khoa = HanNop.objects.filter(ky=OuterRef("ky"), buoc=BuocHan.KHOA, bieu="").values("ngay")
    han = HanNop.objects.filter(buoc=BuocHan.SO, ngay__gt=Subquery(khoa[:1])).exclude(bieu="")
    for h in han.exclude(ky__trang_thai=TrangThaiKy.SAP_MO).select_related("ky"):
        phieu = PhieuBieu.objects.filter(
            bo__ky=h.ky, bo__trang_thai__in=BO_DA_NHAN, bieu_mau__ma=h.bieu, gui_rieng__isnull=True
        ).select_related("bo__don_vi", "bo__ky", "bieu_mau")
        gia_han = dict(GiaHan.objects.filter(ky=h.ky).values_list("don_vi_id", "den_ngay"))
        for p in phieu:
            muc = Han(h.ngay, h.loai_han, gia_han.get(p.bo.don_vi_id))
            viec = f"Biểu {h.bieu} của báo cáo {h.ky}"
            yield ViecHan(muc, NHOM_NOP, viec, f"{p.bo_id}:{h.bieu}", p.bo, p.bieu_mau.nhom, p.pk)


def nhac_han(hom_nay: date | None = None) -> int:
    """Write today's reminders; return the number of (due thing, rung) told, old ones included."""
    hom_nay = hom_nay or timezone.localdate()
    bac: dict[str, list[BacNhac]] = {}
    for b in BacNhac.objects.hieu_luc(hom_nay).order_by("lech_ngay", "ma"):
        bac.setdefault(b.nhom, []).append(b)
    so_nguoi, ngay_nhac = SoNguoiNhan(), NgayNhac()
    so = 0
    for viec in chain(
        cac_viec_han(), cac_viec_so(bac, hom_nay), cac_viec_cuc(bac, hom_nay, so_nguoi)
    ):
        den = [
            b
            for b in bac.get(viec.nhom, ())
            if (ngay := ngay_nhac(viec.moc(b.lech_ngay), b.lech_ngay)) <= hom_nay
            and hom_nay <= ngay + timedelta(days=b.gui_bu_trong)
        ]
        for b, nguoi in _chon_bac(viec, den, so_nguoi):
            _nhac(viec, b, nguoi, hom_nay)
            so += 1
    return so


def _chon_bac(
    viec: MucHan, cac_bac: Iterable[BacNhac], so_nguoi: SoNguoiNhan
) -> list[tuple[BacNhac, list[Any]]]:
    """The latest of the rungs that have come, for each person."""
    cua_nguoi: dict[int, tuple[BacNhac, Any]] = {}
    for bac in cac_bac:
        for user in viec.nguoi(bac, so_nguoi):
            cua_nguoi[user.pk] = (bac, user)
    theo_bac: dict[int, tuple[BacNhac, list[Any]]] = {}
    for bac, user in cua_nguoi.values():
        theo_bac.setdefault(bac.pk, (bac, []))[1].append(user)
    return list(theo_bac.values())


def _nhac(viec: MucHan, bac: BacNhac, nguoi: list[Any], hom_nay: date) -> None:
    chu = {
        "viec": viec.viec,
        "don_vi": viec.ten_don_vi,
        "han": viec.cau_han,
        "so_ngay": viec.so_ngay(hom_nay),
        "buoc": viec.buoc,
    }
    moc = max(viec.han.ngay, viec.han.gia_han or viec.han.ngay)
    gui(
        khoa=f"nhac:{viec.khoa}:{moc:%Y%m%d}:{bac.ma}",
        nguoi_nhan=nguoi,
        tieu_de=bac.tieu_de.format(**chu),
        noi_dung=bac.noi_dung.format(**chu),
        lien_ket=viec.lien_ket,
        loai=Loai.HAN,
        kenh=bac.kenh,
        khan=bac.khan,
    )
