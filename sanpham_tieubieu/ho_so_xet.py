"""What the rules of a dossier look at, read for many dossiers at once.

``doc_xet`` makes one ``XetHoSo`` a dossier over a shared ``Kho``: each part is read when a rule
first asks for it, for all dossiers together, so the queries do not grow with the dossiers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from cucctdp.donvi.choices import BoMa
from cucctdp.donvi.doi_tuong import XetDiaBan, doc_che_do
from cucctdp.donvi.lien_thong import SO_KHAI
from cucctdp.donvi.models import KeThua
from sanpham_tieubieu.choices import Cap, GiaiDoan, TrangThaiHoSo, TrangThaiKy
from sanpham_tieubieu.danh_muc import DanhMuc, doc_danh_muc
from sanpham_tieubieu.models import (
    AnhHoSo,
    DiaBanKy,
    GiayChungNhan,
    HoSoDangKy,
    KyBinhChon,
    MocKy,
    SanPham,
    SoLieuNam,
    TaiLieuHoSo,
    ThanhPhanBo,
    VanBanGui,
)

D = TypeVar("D")

# Names of one round that read alike, folded once each; a pair is told from both sides. Below this
# no two names are worth a question, whatever limit the rule has.
_GIONG_TOI_THIEU = 0.3
_GIONG = """
WITH thi AS MATERIALIZED (
    SELECT h.id, h.ky_id, h.ma_so, h.ten_san_pham, h.ten_co_so, h.xa_id, h.trang_thai,
        h.san_pham_id, p.co_so_id, khong_dau(h.ten_san_pham) AS khoa
    FROM sanpham_tieubieu_hosodangky h
    JOIN sanpham_tieubieu_sanpham p ON p.id = h.san_pham_id
    WHERE h.ky_id = ANY(%s)
)
SELECT a.id, b.ma_so, b.ten_san_pham, b.ten_co_so, s.giong, a.co_so_id = b.co_so_id
FROM thi a
JOIN thi b ON b.ky_id = a.ky_id AND b.id <> a.id
    AND b.san_pham_id <> a.san_pham_id AND b.trang_thai <> 'rut'
    AND (a.co_so_id = b.co_so_id OR (a.xa_id = b.xa_id AND b.trang_thai <> 'nhap'))
CROSS JOIN LATERAL (SELECT similarity(a.khoa, b.khoa) AS giong) s
WHERE a.id = ANY(%s) AND s.giong >= %s
ORDER BY a.id, s.giong DESC, b.id
"""


def goc_san_pham(s: SanPham) -> int:
    """The product that stands for a record, merged ones included."""
    return s.hop_nhat_vao_id or s.pk


@dataclass(frozen=True, slots=True)
class SoKhac:
    """A figure of the same establishment and year declared elsewhere."""

    nam: int
    o: str
    gia_tri: Decimal
    nguon: str


@dataclass(frozen=True, slots=True)
class HoSoGiong:
    """Another entry of the round and how alike its name reads, 0–1."""

    ten: str
    giong: Decimal
    cung_co_so: bool


class Kho:
    """Everything around a set of dossiers, read once for all of them."""

    def __init__(self, cac: Sequence[HoSoDangKy], danh_muc: DanhMuc) -> None:
        self.cac, self.danh_muc = cac, danh_muc
        self.ids = [h.pk for h in cac if h.pk is not None]
        prefetch_related_objects(
            cac, "ky", "san_pham__co_so", "xa__cac_ten", "xa__tinh__cac_ten", "don_vi", "lang_nghe"
        )
        prefetch_related_objects(
            [h for h in cac if h.gcn_duoi_id], "gcn_duoi__thay_boi", "gcn_duoi__san_pham"
        )

    def _cua_ho_so(self, rows: Iterable[D], cot: str = "ho_so_id") -> dict[int, list[D]]:
        kq: dict[int, list[D]] = defaultdict(list)
        for r in rows:
            kq[getattr(r, cot)].append(r)
        return kq

    @property
    def _san_pham(self) -> set[int]:
        return {goc_san_pham(h.san_pham) for h in self.cac}

    @property
    def _ky(self) -> set[int]:
        return {h.ky_id for h in self.cac}

    @cached_property
    def anh(self) -> dict[int, list[AnhHoSo]]:
        return self._cua_ho_so(AnhHoSo.objects.filter(ho_so__in=self.ids).order_by("thu_tu", "pk"))

    @cached_property
    def tai_lieu(self) -> dict[int, list[TaiLieuHoSo]]:
        return self._cua_ho_so(TaiLieuHoSo.objects.filter(ho_so__in=self.ids).order_by("pk"))

    @cached_property
    def so_lieu(self) -> dict[int, list[SoLieuNam]]:
        return self._cua_ho_so(SoLieuNam.objects.filter(ho_so__in=self.ids).order_by("nam"))

    @cached_property
    def thanh_phan(self) -> dict[int, list[ThanhPhanBo]]:
        ids = {h.san_pham_id for h in self.cac}
        return self._cua_ho_so(
            ThanhPhanBo.objects.filter(san_pham__in=ids).order_by("thu_tu", "pk"), "san_pham_id"
        )

    @cached_property
    def van_ban_gui(self) -> dict[int, int]:
        """Dossier → how many letters send it to its own round."""
        kq: dict[int, int] = defaultdict(int)
        for ho_so, ky, ky_gui in VanBanGui.objects.filter(ho_so__in=self.ids).values_list(
            "ho_so", "ho_so__ky", "ky"
        ):
            kq[ho_so] += ky == ky_gui
        return kq

    @cached_property
    def moc(self) -> dict[int, dict[str, MocKy]]:
        kq: dict[int, dict[str, MocKy]] = defaultdict(dict)
        for m in MocKy.objects.filter(ky__in=self._ky).order_by():
            kq[m.ky_id][m.giai_doan] = m
        return kq

    @cached_property
    def dia_ban(self) -> dict[int, set[int]]:
        kq: dict[int, set[int]] = defaultdict(set)
        for ky, don_vi in (
            DiaBanKy.objects.filter(ky__in=self._ky).order_by().values_list("ky", "don_vi")
        ):
            kq[ky].add(don_vi)
        return kq

    @cached_property
    def cung_san_pham(self) -> dict[tuple[int, int], list[HoSoDangKy]]:
        """(round, product) → dossiers entered, merged records counted as one."""
        kq: dict[tuple[int, int], list[HoSoDangKy]] = defaultdict(list)
        for h in (
            HoSoDangKy.objects.filter(ky__in=self._ky)
            .filter(Q(san_pham__in=self._san_pham) | Q(san_pham__hop_nhat_vao__in=self._san_pham))
            .exclude(trang_thai=TrangThaiHoSo.RUT)
            .select_related("san_pham")
            .order_by("pk")
        ):
            kq[h.ky_id, goc_san_pham(h.san_pham)].append(h)
        return kq

    @cached_property
    def giong(self) -> dict[int, list[HoSoGiong]]:
        """Dossier → other entries of its establishment or commune, the most alike first."""
        kq: dict[int, list[HoSoGiong]] = defaultdict(list)
        if not self.ids:
            return kq
        with connection.cursor() as cursor:
            cursor.execute(_GIONG, [list(self._ky), self.ids, _GIONG_TOI_THIEU])
            for pk, ma_so, ten, co_so, giong, cung_co_so in cursor.fetchall():
                noi = ", ".join(p for p in (ma_so, co_so) if p)
                kq[pk].append(HoSoGiong(f"«{ten}» ({noi})", Decimal(str(giong)), cung_co_so))
        return kq

    @cached_property
    def giay(self) -> dict[int, list[GiayChungNhan]]:
        """Product → its certificates."""
        kq: dict[int, list[GiayChungNhan]] = defaultdict(list)
        for g in (
            GiayChungNhan.objects.filter(
                Q(san_pham__in=self._san_pham) | Q(san_pham__hop_nhat_vao__in=self._san_pham)
            )
            .select_related("san_pham", "thay_boi")
            .order_by("-het_han")
        ):
            kq[goc_san_pham(g.san_pham)].append(g)
        return kq

    @cached_property
    def ky_xa(self) -> dict[int, list[KyBinhChon]]:
        """Commune → the rounds it held, newest first."""
        kq: dict[int, list[KyBinhChon]] = defaultdict(list)
        for k in (
            KyBinhChon.objects.filter(cap=Cap.XA, xa__in={h.xa_id for h in self.cac})
            .exclude(trang_thai__in=[TrangThaiKy.SOAN, TrangThaiKy.HUY])
            .select_related("don_vi", "xa")
            .order_by("-nam", "-lan_thu")
        ):
            if k.xa_id is not None:
                kq[k.xa_id].append(k)
        return kq

    @cached_property
    def xet_dia_ban(self) -> XetDiaBan:
        return doc_che_do()

    @cached_property
    def chua_anh_xa(self) -> set[int]:
        """Provinces of the old set among the dossiers' own without a successor."""
        cu = {h.don_vi_id for h in self.cac if h.don_vi.bo_ma == BoMa.B63}
        if not cu:
            return set()
        return cu - set(KeThua.objects.filter(cu__in=cu).values_list("cu", flat=True))

    @cached_property
    def so_khac(self) -> dict[int, list[SoKhac]]:
        """Establishment → figures declared to other programmes and in its other dossiers."""
        co_so = {h.san_pham.co_so_id for h in self.cac}
        kq: dict[int, list[SoKhac]] = defaultdict(list)
        for s in SO_KHAI.doc(co_so):
            kq[s.co_so_id].append(SoKhac(s.nam, s.o, s.gia_tri, s.nguon))
        for s in (
            SoLieuNam.objects.filter(
                ho_so__san_pham__co_so__in=co_so, doanh_thu_co_so__isnull=False
            )
            .exclude(ho_so__in=self.ids)
            .exclude(ho_so__trang_thai__in=[TrangThaiHoSo.NHAP, TrangThaiHoSo.RUT])
            .select_related("ho_so__san_pham", "ho_so__ky")
            .order_by("-ho_so__ky__nam", "pk")
        ):
            kq[s.ho_so.san_pham.co_so_id].append(
                SoKhac(
                    s.nam,
                    "doanh_thu",
                    Decimal(s.doanh_thu_co_so or 0),
                    f"hồ sơ bình chọn {s.ho_so.ky.get_cap_display().lower()} {s.ho_so.ky.nam}",
                )
            )
        return kq


@dataclass(frozen=True)
class XetHoSo:
    """One dossier before the rules; ``luc``: the moment it was handed in, else now.

    ``noi_bo``: who checks dossiers is asking; an entrant is told nothing of other entrants.
    """

    ho_so: HoSoDangKy
    kho: Kho
    hom_nay: date
    luc: datetime
    noi_bo: bool = False

    @property
    def danh_muc(self) -> DanhMuc:
        return self.kho.danh_muc

    @property
    def ky(self) -> KyBinhChon:
        return self.ho_so.ky

    @property
    def ngay(self) -> date:
        """The day whose law judges: of handing in, or today before it."""
        return timezone.localtime(self.luc).date()

    @property
    def anh(self) -> list[AnhHoSo]:
        return self.kho.anh.get(self.ho_so.pk, [])

    @property
    def tai_lieu(self) -> list[TaiLieuHoSo]:
        return self.kho.tai_lieu.get(self.ho_so.pk, [])

    @property
    def so_lieu(self) -> list[SoLieuNam]:
        return self.kho.so_lieu.get(self.ho_so.pk, [])

    @property
    def thanh_phan(self) -> list[ThanhPhanBo]:
        return self.kho.thanh_phan.get(self.ho_so.san_pham_id, [])

    @property
    def trung(self) -> list[HoSoDangKy]:
        """Other dossiers of the same product in the round."""
        khoa = (self.ho_so.ky_id, goc_san_pham(self.ho_so.san_pham))
        return [h for h in self.kho.cung_san_pham.get(khoa, []) if h.pk != self.ho_so.pk]

    @property
    def giay(self) -> list[GiayChungNhan]:
        return self.kho.giay.get(goc_san_pham(self.ho_so.san_pham), [])

    def moc(self, giai_doan: GiaiDoan) -> MocKy | None:
        return self.kho.moc.get(self.ho_so.ky_id, {}).get(giai_doan)

    @property
    def ngay_hop(self) -> date | None:
        """The planned day of the council's meeting, or the first day of its phase."""
        if self.ky.ngay_hop is not None:
            return self.ky.ngay_hop
        moc = self.moc(GiaiDoan.HOP_HOI_DONG)
        return timezone.localtime(moc.mo_luc).date() if moc else None

    @property
    def so_khac(self) -> list[SoKhac]:
        return self.kho.so_khac.get(self.ho_so.san_pham.co_so_id, [])


def doc_xet(
    cac: Sequence[HoSoDangKy],
    *,
    danh_muc: DanhMuc | None = None,
    hom_nay: date | None = None,
    luc: datetime | None = None,
    noi_bo: bool = False,
) -> list[XetHoSo]:
    """The dossiers ready to be asked; what a caller has changed on them and not saved counts.

    ``luc``: the moment a dossier not handed in yet is judged by (now by default).
    """
    luc = luc or timezone.now()
    kho = Kho(cac, danh_muc or doc_danh_muc())
    ngay = hom_nay or timezone.localdate()
    return [XetHoSo(h, kho, ngay, _luc_nop(h) or luc, noi_bo) for h in cac]


def _luc_nop(h: HoSoDangKy) -> Any:
    return None if h.trang_thai == TrangThaiHoSo.NHAP else h.nop_luc
