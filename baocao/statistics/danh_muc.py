"""Units, groupings, templates and periods as plain objects, read once per version of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from baocao.bang import COT_CHINH
from baocao.choices import TrangThaiBieu
from baocao.models import BieuMau, BoBaoCao, ChiTieu, CotBieu, GiaHan, KyBaoCao, PhieuBieu
from cucctdp.donvi.models import DonViHanhChinh, KeThua, PhanVung, TenDonVi, ThanhVienVung, Vung
from cucctdp.donvi.services import AnhXa, anh_xa_dia_gioi


@dataclass(frozen=True, slots=True)
class DonVi:
    """A unit with its dated full names, oldest first."""

    pk: int
    bo_ma: str
    ma: str
    khoa: str
    hieu_luc_tu: date
    hieu_luc_den: date | None
    cac_ten: tuple[tuple[date, str], ...]

    def co_hieu_luc(self, ngay: date) -> bool:
        return self.hieu_luc_tu <= ngay and (self.hieu_luc_den is None or ngay <= self.hieu_luc_den)

    def ten(self, ngay: date) -> str:
        """Full name on a day; before the first name the first, after the last the last."""
        ten = self.cac_ten[0][1] if self.cac_ten else self.khoa
        for tu, ten_moi in self.cac_ten:
            if tu <= ngay:
                ten = ten_moi
        return ten


@dataclass(frozen=True, slots=True)
class VungThongKe:
    """One region of a partition with the ids of its units."""

    ma: str
    ten: str
    don_vi: frozenset[int]


@dataclass(frozen=True, slots=True)
class PhanVungThongKe:
    """A dated partition."""

    ma: str
    muc_dich: str
    bo_ma: str
    hieu_luc_tu: date
    hieu_luc_den: date | None
    cac_vung: tuple[VungThongKe, ...]


@dataclass(frozen=True, slots=True)
class Bieu:
    """One version of a form with its rows and columns by code."""

    bieu_mau: BieuMau
    cot: dict[str, CotBieu]
    chi_tieu: dict[str, ChiTieu]

    @property
    def ma(self) -> str:
        return self.bieu_mau.ma

    def cot_chinh(self, chi_tieu: ChiTieu) -> str:
        """The column of the period's own figure."""
        return COT_CHINH.get(self.bieu_mau.bo_cot, ("V1", "V1"))[0]


@dataclass
class DanhMuc:
    """Everything that is not a figure. Read only; shared between requests of one process."""

    don_vi: dict[int, DonVi]
    ke_thua: dict[int, tuple[int, ...]]
    phan_vung: list[PhanVungThongKe]
    bieu: list[Bieu]
    ky: dict[str, KyBaoCao]
    gia_han: dict[str, frozenset[int]] = field(default_factory=dict)
    tinh: dict[int, DonViHanhChinh] = field(default_factory=dict)
    _anh_xa: dict[tuple[str, date], dict[int, AnhXa]] = field(default_factory=dict)
    _nop: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _cung: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def khoa(self, pk: int) -> str:
        return self.don_vi[pk].khoa

    def theo_khoa(self, khoa: str) -> DonVi | None:
        return next((d for d in self.don_vi.values() if d.khoa == khoa), None)

    def cua_bo(self, bo_ma: str, ngay: date | None = None) -> tuple[int, ...]:
        """Ids of the units of a code set (in force on a day), in code order."""
        return tuple(
            pk
            for pk, d in self.don_vi.items()
            if d.bo_ma == bo_ma and (ngay is None or d.co_hieu_luc(ngay))
        )

    def phai_nop(self, ma_ky: str) -> tuple[int, ...]:
        """Ids of the units that file a period: its code set, in force at its close."""
        if ma_ky not in self._nop:
            ky = self.ky.get(ma_ky)
            self._nop[ma_ky] = self.cua_bo(ky.bo_ma_don_vi, ky.den_ngay) if ky else ()
        return self._nop[ma_ky]

    def anh_xa(self, dia_gioi: str, ngay: date) -> dict[int, AnhXa]:
        if (dia_gioi, ngay) not in self._anh_xa:
            self._anh_xa[dia_gioi, ngay] = anh_xa_dia_gioi(dia_gioi=dia_gioi, ngay=ngay)
        return self._anh_xa[dia_gioi, ngay]

    def bieu_ky(self, ma: str, ky: KyBaoCao | None) -> Bieu | None:
        """The version of a form in force at the end of a period (the newest without a period)."""
        cac_ban = [b for b in self.bieu if b.ma == ma]
        if ky is None:
            return cac_ban[0] if cac_ban else None
        return next((b for b in cac_ban if _trong_hieu_luc(b.bieu_mau, ky.thang_tk_den)), None)

    def gan_bieu(self, cac_phieu: Iterable[PhieuBieu]) -> None:
        """Give forms their templates with rows and columns, which spares reading them again.

        The templates are shared: read them, never change them.
        """
        theo_pk = {b.bieu_mau.pk: b.bieu_mau for b in self.bieu}
        for phieu in cac_phieu:
            if (bieu_mau := theo_pk.get(phieu.bieu_mau_id)) is not None:
                phieu.bieu_mau = bieu_mau

    def gan_bo(self, bo: BoBaoCao) -> None:
        """Give a pack its period and unit, shared as the templates of ``gan_bieu`` are."""
        if (ky := next((k for k in self.ky.values() if k.pk == bo.ky_id), None)) is not None:
            bo.ky = ky
        if (don_vi := self.tinh.get(bo.don_vi_id)) is not None:
            bo.don_vi = don_vi

    def bieu_co(self, chi_tieu: str) -> str | None:
        """Code of the form that holds a row code."""
        bieu = self.bieu_co_dong(chi_tieu)
        return bieu.ma if bieu else None

    def bieu_co_dong(self, chi_tieu: str) -> Bieu | None:
        """The newest version of the form that holds a row code."""
        return next((b for b in self.bieu if chi_tieu in b.chi_tieu), None)

    def cung_dong(self, bieu: str, ma: str) -> tuple[str, ...]:
        """The other codes of a row's series: those it replaced («thay cho») and that replaced it.

        Only where figures compare and one row stands for one row; a row split in two is none.
        """
        if bieu not in self._cung:
            self._cung[bieu] = _noi_ma([b for b in self.bieu if b.ma == bieu])
        return self._cung[bieu].get(ma, ())

    def dong_trong(self, bieu: Bieu, ma: str) -> ChiTieu | None:
        """The row of a version under a code, or under the code its series has there."""
        return next(
            (bieu.chi_tieu[c] for c in (ma, *self.cung_dong(bieu.ma, ma)) if c in bieu.chi_tieu),
            None,
        )

    def pk_chi_tieu(self, bieu: str, ma: str) -> list[int]:
        """Ids of the row in every version of its form, whatever its code there."""
        cac_ma = (ma, *self.cung_dong(bieu, ma))
        return [
            b.chi_tieu[c].pk for b in self.bieu if b.ma == bieu for c in cac_ma if c in b.chi_tieu
        ]


def _noi_ma(cac_ban: list[Bieu]) -> dict[str, tuple[str, ...]]:
    """Code → the other codes of its series over the versions of one form, newest code first."""
    dong: dict[str, ChiTieu] = {}
    for b in cac_ban:  # newest version first: the first meaning of a code is the one of today
        for ma, c in b.chi_tieu.items():
            dong.setdefault(ma, c)
    thay: dict[str, list[str]] = defaultdict(list)
    for ma, c in dong.items():
        cu = dong.get(c.thay_cho) if c.thay_cho else None
        if cu is not None and cu.dau_so_sanh == c.dau_so_sanh:
            thay[cu.ma].append(ma)
    sau = {cu: moi[0] for cu, moi in thay.items() if len(moi) == 1}
    chuoi: dict[str, tuple[str, ...]] = {}
    for dau in sau.keys() - set(sau.values()):
        cac_ma = [dau]
        while (tiep := sau.get(cac_ma[-1])) is not None:
            cac_ma.append(tiep)
        chuoi |= {ma: tuple(m for m in reversed(cac_ma) if m != ma) for ma in cac_ma}
    return chuoi


def _trong_hieu_luc(bieu: BieuMau, ngay: date) -> bool:
    return bieu.hieu_luc_tu <= ngay and (bieu.hieu_luc_den is None or ngay <= bieu.hieu_luc_den)


_PHIEN_BAN = "SELECT so, luc FROM apikit_phienbandulieu WHERE linh_vuc = 'danh_muc' LIMIT 1"
_nho: dict[str, tuple[Any, DanhMuc]] = {}


def doc_danh_muc(phien_ban: tuple[int, datetime] | None = None) -> DanhMuc:
    """The reference data at its present version; one tiny query when nothing has changed.

    ``phien_ban`` (counter, recorded time) spares even that query to who has just read it. The
    version is read first, so that what is kept is never older than its key.
    """
    if phien_ban is None:
        with connection.cursor() as cursor:
            cursor.execute(_PHIEN_BAN)
            phien_ban = cursor.fetchone()
    if "" not in _nho or _nho[""][0] != phien_ban:
        _nho[""] = (phien_ban, _doc())
    return _nho[""][1]


def _doc() -> DanhMuc:
    ten: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for pk, tu, ten_day_du in TenDonVi.objects.order_by("hieu_luc_tu").values_list(
        "don_vi_id", "hieu_luc_tu", "ten_day_du"
    ):
        ten[pk].append((tu, ten_day_du))
    tinh = {d.pk: d for d in DonViHanhChinh.objects.order_by("bo_ma", "ma")}
    don_vi = {
        d.pk: DonVi(d.pk, d.bo_ma, d.ma, d.khoa, d.hieu_luc_tu, d.hieu_luc_den, tuple(ten[d.pk]))
        for d in tinh.values()
    }
    tien_than: dict[int, list[int]] = defaultdict(list)
    for cu, moi in KeThua.objects.order_by("pk").values_list("cu_id", "moi_id"):
        tien_than[moi].append(cu)
    cac_bieu = (
        BieuMau.objects.exclude(trang_thai=TrangThaiBieu.NHAP)
        .order_by("thu_tu", "ma", "-phien_ban")
        .prefetch_related("cot", "chi_tieu")
    )
    return DanhMuc(
        don_vi=don_vi,
        ke_thua={moi: tuple(cu) for moi, cu in tien_than.items()},
        phan_vung=_doc_phan_vung(),
        bieu=[
            Bieu(b, {c.ma: c for c in b.cot.all()}, {c.ma: c for c in b.chi_tieu.all()})
            for b in cac_bieu
        ],
        ky={k.ma: k for k in KyBaoCao.objects.all()},
        gia_han=_doc_gia_han(),
        tinh=tinh,
    )


def _doc_gia_han() -> dict[str, frozenset[int]]:
    """Period code → units that were granted an extension."""
    gia_han: dict[str, set[int]] = defaultdict(set)
    for ma, don_vi_id in GiaHan.objects.values_list("ky__ma", "don_vi_id"):
        gia_han[ma].add(don_vi_id)
    return {ma: frozenset(ids) for ma, ids in gia_han.items()}


def _doc_phan_vung() -> list[PhanVungThongKe]:
    thanh_vien: dict[int, set[int]] = defaultdict(set)
    for vung_id, don_vi in ThanhVienVung.objects.values_list("vung_id", "don_vi_id"):
        thanh_vien[vung_id].add(don_vi)
    vung: dict[int, list[VungThongKe]] = defaultdict(list)
    for v in Vung.objects.order_by("thu_tu"):
        vung[v.phan_vung_id].append(VungThongKe(v.ma, v.ten, frozenset(thanh_vien[v.pk])))
    return [
        PhanVungThongKe(p.ma, p.muc_dich, p.bo_ma, p.hieu_luc_tu, p.hieu_luc_den, tuple(vung[p.pk]))
        for p in PhanVung.objects.order_by("hieu_luc_tu", "ma")
    ]
