"""The dated catalogues read once, then asked by day from memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from cucctdp.donvi.models import KeThua
from khuyencong.choices import Nguon
from khuyencong.models import (
    CheDoDoiTuong,
    DiaBanUuTien,
    DinhMuc,
    NganhNghe,
    NoiDung,
    QuyTac,
    ThamQuyen,
    ThoiHan,
    TyLeTamUng,
    YeuCauTaiLieu,
)

D = TypeVar("D", bound=Any)


def _ngay(cac_dong: Iterable[D], ngay: date) -> list[D]:
    return [d for d in cac_dong if d.con_hieu_luc(ngay)]


@dataclass(frozen=True)
class MucTran:
    """A ceiling found for one support: the row, and whether the law is seen and unambiguous.

    ``thap``: the lowest row of a law that sets the ceiling by level, when the level is not known;
    ``dinh_muc`` is then the highest.
    """

    dinh_muc: DinhMuc
    chac_chan: bool
    ke_thua: bool = False
    thap: DinhMuc | None = None

    def toi_da(self, he_so: Any = 1) -> int | None:
        """Whole đồng for one unit of output, with a priority factor; None: no limit in the law."""
        return _toi_da(self.dinh_muc, he_so)

    def toi_da_thap(self, he_so: Any = 1) -> int | None:
        """The same by the lowest level, None when the level is known."""
        return _toi_da(self.thap, he_so) if self.thap is not None else None


def _toi_da(d: DinhMuc, he_so: Any) -> int | None:
    return None if d.muc_toi_da is None else int(d.muc_toi_da * min(he_so, d.he_so_uu_tien))


def _muc(d: DinhMuc) -> tuple[bool, int]:
    """Order of ceilings; none at all is the highest."""
    return d.muc_toi_da is None, int(d.muc_toi_da or 0)


def _theo_cap(cac: list[DinhMuc], cap: str) -> list[DinhMuc]:
    """The row of the level, else the common one, else those of every level."""
    chung = [d for d in cac if not d.cap]
    return [d for d in cac if cap and d.cap == cap] or chung or cac


@dataclass(frozen=True)
class DanhMuc:
    """Every dated row, grouped by code; ten queries to make, none to ask."""

    noi_dung: dict[str, list[NoiDung]]
    nganh_nghe: dict[str, list[NganhNghe]]
    che_do: list[CheDoDoiTuong]
    dinh_muc: dict[tuple[str, str, int | None], list[DinhMuc]]
    thoi_han: dict[tuple[str, str], list[ThoiHan]]
    tam_ung: dict[tuple[str, str], list[TyLeTamUng]]
    tai_lieu: list[YeuCauTaiLieu]
    tham_quyen: list[ThamQuyen]
    uu_tien: dict[int, list[DiaBanUuTien]]
    quy_tac: dict[str, list[QuyTac]]
    truoc_sap_xep: dict[int, list[int]] = field(default_factory=dict)

    def tim_noi_dung(self, ma: str, ngay: date) -> NoiDung | None:
        return next(iter(_ngay(self.noi_dung.get(ma, []), ngay)), None)

    def tim_nganh_nghe(self, ma: str, ngay: date) -> NganhNghe | None:
        return next(iter(_ngay(self.nganh_nghe.get(ma, []), ngay)), None)

    def tim_che_do(self, ngay: date) -> CheDoDoiTuong | None:
        return next(iter(_ngay(self.che_do, ngay)), None)

    def tim_tran(
        self, *, noi_dung: str, nguon: str, ngay: date, don_vi_id: int | None, cap: str = ""
    ) -> MucTran | None:
        """The ceiling in force for an activity, at a level where the law tells levels apart.

        A merged province without a resolution of its own keeps those of its parts; when they
        differ the lowest is told, and it is not certain.
        """

        def dong(cua: int | None) -> list[DinhMuc]:
            return _theo_cap(_ngay(self.dinh_muc.get((noi_dung, nguon, cua), []), ngay), cap)

        if rieng := dong(None if nguon == Nguon.KCQG else don_vi_id):
            cao, thap = max(rieng, key=_muc), min(rieng, key=_muc)
            return MucTran(
                cao, chac_chan=not cao.can_xac_minh, thap=thap if len(rieng) > 1 else None
            )
        cu = [d for truoc in self.truoc_sap_xep.get(don_vi_id or 0, []) for d in dong(truoc)]
        if not cu:
            return None
        thap = min(cu, key=_muc)
        giong = {(d.muc_toi_da, d.ty_le_toi_da) for d in cu}
        return MucTran(thap, chac_chan=len(giong) == 1 and not thap.can_xac_minh, ke_thua=True)

    def tim_thoi_han(self, ma: str, nguon: str, ngay: date) -> ThoiHan | None:
        return next(iter(_ngay(self.thoi_han.get((ma, nguon), []), ngay)), None)

    def tim_tam_ung(self, noi_dung: str, nguon: str, ngay: date) -> TyLeTamUng | None:
        return next(iter(_ngay(self.tam_ung.get((noi_dung, nguon), []), ngay)), None)

    def tai_lieu_can(
        self, *, buoc: str, noi_dung: Iterable[str], nguon: str, hinh_thuc: str, ngay: date
    ) -> list[YeuCauTaiLieu]:
        """Checklist of a step for the activities of one đề án, in its order."""
        cac_ma = {*noi_dung, ""}
        return [
            y
            for y in _ngay(self.tai_lieu, ngay)
            if y.buoc == buoc
            and y.noi_dung in cac_ma
            and y.nguon in ("", nguon)
            and y.hinh_thuc in ("", hinh_thuc)
        ]

    def tim_tham_quyen(
        self, *, viec: str, nguon: str, hinh_thuc: str, ngay: date
    ) -> ThamQuyen | None:
        """Who decides an adjustment; a row naming the form of the đề án comes first."""
        hop = [
            t
            for t in _ngay(self.tham_quyen, ngay)
            if t.viec == viec and t.nguon == nguon and t.hinh_thuc in ("", hinh_thuc)
        ]
        return next(iter(sorted(hop, key=lambda t: t.hinh_thuc == "")), None)

    def la_uu_tien(self, xa_id: int, ngay: date, *loai: str) -> bool:
        """Whether a commune stands on a priority list on a day (any list, or the named ones)."""
        return any(not loai or u.loai in loai for u in _ngay(self.uu_tien.get(xa_id, []), ngay))

    def tim_quy_tac(self, ma: str, ngay: date) -> QuyTac | None:
        """The rule in force and switched on."""
        return next((q for q in _ngay(self.quy_tac.get(ma, []), ngay) if q.bat), None)


def _nhom(cac_dong: Iterable[D], *truong: str) -> dict[Any, list[D]]:
    kq: dict[Any, list[D]] = defaultdict(list)
    for d in cac_dong:
        khoa = tuple(getattr(d, t) for t in truong)
        kq[khoa[0] if len(khoa) == 1 else khoa].append(d)
    return dict(kq)


def doc_danh_muc(xa_ids: Sequence[int] = ()) -> DanhMuc:
    """Read the catalogues; priority places only of the given communes."""
    truoc: dict[int, list[int]] = defaultdict(list)
    for cu, moi in KeThua.objects.values_list("cu_id", "moi_id"):
        truoc[moi].append(cu)
    return DanhMuc(
        noi_dung=_nhom(NoiDung.objects.all(), "ma"),
        nganh_nghe=_nhom(NganhNghe.objects.all(), "ma"),
        che_do=list(CheDoDoiTuong.objects.all()),
        dinh_muc=_nhom(DinhMuc.objects.all(), "noi_dung", "nguon", "don_vi_id"),
        thoi_han=_nhom(ThoiHan.objects.all(), "ma", "nguon"),
        tam_ung=_nhom(TyLeTamUng.objects.all(), "noi_dung", "nguon"),
        tai_lieu=list(YeuCauTaiLieu.objects.all()),
        tham_quyen=list(ThamQuyen.objects.all()),
        uu_tien=_nhom(DiaBanUuTien.objects.filter(xa__in=xa_ids), "xa_id"),
        quy_tac=_nhom(QuyTac.objects.all(), "ma"),
        truoc_sap_xep=dict(truoc),
    )
