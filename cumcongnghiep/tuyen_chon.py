"""Scores of applicants: sheets rolled up to the four criteria, their mean, who leads.

Khoản 2 Điều 13 NĐ 32/2024/NĐ-CP: 100 points, 15 / 15 / 30 / 40; a province divides the criteria
further. A pass-or-fail condition is asked before any sheet: who fails it is not scored, who met it
has its points in full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from cumcongnghiep.choices import LoaiVanBan
from cumcongnghiep.models import (
    CheDo,
    ChuDauTu,
    DiemTieuChi,
    HoiDong,
    HoSo,
    PhieuCham,
    ThanhVienHoiDong,
    TieuChi,
    UngVien,
    VanBan,
)

KHONG = Decimal(0)
_XU = Decimal("0.01")
THU_KY = ThanhVienHoiDong.VaiTro.THU_KY


@dataclass(frozen=True)
class BoTieuChi:
    """The criteria of one dossier: top ones of the decree, sub-criteria of the province below."""

    goc: list[TieuChi] = field(default_factory=list)
    con: dict[int, list[TieuChi]] = field(default_factory=dict)

    def la(self, t: TieuChi) -> list[TieuChi]:
        """What is scored below a criterion, itself where the province did not divide it."""
        con = [c for c in self.con.get(t.pk, []) if not c.loai_tru]
        return [x for c in con for x in self.la(c)] if con else [t]

    @property
    def cham(self) -> list[TieuChi]:
        """Every criterion that a sheet holds points of."""
        return [x for t in self.goc for x in self.la(t)]

    @property
    def dieu_kien(self) -> list[TieuChi]:
        """Pass-or-fail conditions, asked before any score."""
        moi = [*self.goc, *(c for cac in self.con.values() for c in cac)]
        return [t for t in moi if t.loai_tru]

    def gom(self, diem: Mapping[int, Decimal]) -> dict[int, Decimal]:
        """Points of the top criteria (by key) from points of what is scored (by key)."""
        return {
            t.pk: sum((diem.get(x.pk, KHONG) for x in self.la(t)), self.san_co(t)) for t in self.goc
        }

    def san_co(self, t: TieuChi) -> Decimal:
        """Points of the conditions below a criterion: whoever is scored has met them."""
        return sum(
            (c.diem_toi_da if c.loai_tru else self.san_co(c) for c in self.con.get(t.pk, [])), KHONG
        )

    def cap_bac(self) -> list[tuple[int, TieuChi]]:
        """(depth, criterion) in the order of the sheet."""

        def xuong(t: TieuChi, sau: int) -> list[tuple[int, TieuChi]]:
            con = [c for c in self.con.get(t.pk, []) if not c.loai_tru]
            return [(sau, t), *(x for c in con for x in xuong(c, sau + 1))]

        return [x for t in self.goc for x in xuong(t, 0)]


@dataclass(frozen=True)
class DiemUngVien:
    """One applicant: mean of the sheets (two decimals), by top criterion too; None: no sheet."""

    ung_vien: UngVien
    so_phieu: int
    diem: Decimal | None
    theo_goc: dict[int, Decimal] = field(default_factory=dict)
    thieu: tuple[str, ...] = ()

    @property
    def chu_dau_tu(self) -> ChuDauTu:
        return self.ung_vien.chu_dau_tu


@dataclass(frozen=True)
class KetQua:
    """How the choosing of one dossier stands.

    ``cac_diem``: applicants that met the conditions, the highest first; ``dung_dau``: those that
    share the highest score of at least ``nguong``; two or more need the chair's proposal.
    """

    ho_so: HoSo
    hoi_dong: HoiDong | None
    che_do: CheDo | None
    bo: BoTieuChi
    thanh_vien: list[ThanhVienHoiDong]
    cac_diem: list[DiemUngVien]
    bi_loai: list[UngVien]
    chua_xet: list[UngVien]

    @property
    def cham_diem(self) -> list[ThanhVienHoiDong]:
        """Members who score: the secretary never does."""
        return [t for t in self.thanh_vien if t.vai_tro != THU_KY]

    @property
    def co_mat(self) -> list[ThanhVienHoiDong]:
        return [t for t in self.cham_diem if t.co_mat]

    @property
    def ty_le_co_mat(self) -> Decimal | None:
        """Members present of those who score, percent."""
        if not self.cham_diem:
            return None
        return (Decimal(len(self.co_mat)) * 100 / len(self.cham_diem)).quantize(_XU, ROUND_HALF_UP)

    @property
    def du_hop(self) -> bool | None:
        """Whether the meeting had its quorum; None while the council's rule is not recorded."""
        can = self.hoi_dong.co_mat_toi_thieu if self.hoi_dong else None
        ty_le = self.ty_le_co_mat
        return None if can is None or ty_le is None else ty_le >= can

    @property
    def nguong(self) -> Decimal | None:
        return self.che_do.diem_toi_thieu if self.che_do else None

    @property
    def dung_dau(self) -> list[DiemUngVien]:
        dat = [d for d in self.cac_diem if d.diem is not None and self.dat(d)]
        cao = max((d.diem for d in dat if d.diem is not None), default=None)
        return [d for d in dat if d.diem == cao]

    def dat(self, d: DiemUngVien) -> bool:
        """Whether a score reaches what the regime asks; without a figure every score does."""
        return d.diem is not None and (self.nguong is None or d.diem >= self.nguong)


def bo_tieu_chi(ho_so: HoSo, *, ngay: date | None = None) -> BoTieuChi:
    """Criteria in force for a dossier: the decree's on its submission, the province's on ``ngay``.

    ``ngay``: the day the council issued its criteria, else that of submission. One query.
    """
    ngay = ngay or ho_so.ngay_nop
    goc: list[TieuChi] = []
    con: dict[int, list[TieuChi]] = defaultdict(list)
    for t in TieuChi.objects.order_by("thu_tu", "ma", "pk"):
        if t.cha_id is None and t.con_hieu_luc(ho_so.ngay_nop):
            goc.append(t)
        elif t.cha_id and t.don_vi_id == ho_so.cum.don_vi_id and t.con_hieu_luc(ngay):
            con[t.cha_id].append(t)
    return BoTieuChi([t for t in goc if not t.loai_tru], dict(con))


def doc_ket_qua(ho_so: HoSo) -> KetQua:
    """Read the council, applicants and sheets of one dossier; eight queries."""
    hoi_dong = HoiDong.objects.filter(ho_so=ho_so).first()
    tieu_chi = VanBan.objects.filter(ho_so=ho_so, loai=LoaiVanBan.TIEU_CHI).first()
    ngay = tieu_chi.ngay if tieu_chi else (hoi_dong.ngay_quyet_dinh if hoi_dong else None)
    bo = bo_tieu_chi(ho_so, ngay=ngay)
    che_do = next((c for c in CheDo.objects.all() if c.con_hieu_luc(ho_so.ngay_nop)), None)
    thanh_vien = list(
        ThanhVienHoiDong.objects.filter(hoi_dong=hoi_dong) if hoi_dong is not None else ()
    )
    ung_vien = list(UngVien.objects.filter(ho_so=ho_so).select_related("chu_dau_tu"))
    phieu: dict[int, list[PhieuCham]] = defaultdict(list)
    for p in PhieuCham.objects.filter(ung_vien__ho_so=ho_so).select_related("thanh_vien"):
        phieu[p.ung_vien_id].append(p)
    diem: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for d in DiemTieuChi.objects.filter(phieu__ung_vien__ho_so=ho_so):
        diem[d.phieu_id][d.tieu_chi_id] = d.diem
    can = [t for t in thanh_vien if t.co_mat and t.vai_tro != THU_KY]
    cac = [
        _diem(u, phieu[u.pk], diem, bo, can) for u in ung_vien if u.du_dieu_kien is True
    ]  # fmt: skip
    return KetQua(
        ho_so=ho_so,
        hoi_dong=hoi_dong,
        che_do=che_do,
        bo=bo,
        thanh_vien=thanh_vien,
        cac_diem=sorted(cac, key=lambda d: (-(d.diem or KHONG), d.ung_vien.pk)),
        bi_loai=[u for u in ung_vien if u.du_dieu_kien is False],
        chua_xet=[u for u in ung_vien if u.du_dieu_kien is None],
    )


def _diem(
    u: UngVien,
    cac_phieu: Sequence[PhieuCham],
    diem: Mapping[int, Mapping[int, Decimal]],
    bo: BoTieuChi,
    can: Sequence[ThanhVienHoiDong],
) -> DiemUngVien:
    co = {p.thanh_vien_id for p in cac_phieu}
    thieu = tuple(t.ho_ten for t in can if t.pk not in co)
    theo = [bo.gom(diem.get(p.pk, {})) for p in cac_phieu]
    if not theo:
        return DiemUngVien(u, 0, None, {}, thieu)
    so = len(theo)
    goc = {
        t.pk: (sum((d[t.pk] for d in theo), KHONG) / so).quantize(_XU, ROUND_HALF_UP)
        for t in bo.goc
    }
    tong = sum((sum(d.values(), KHONG) for d in theo), KHONG)
    return DiemUngVien(u, so, (tong / so).quantize(_XU, ROUND_HALF_UP), goc, thieu)


def diem_duoc_chon(ho_so: HoSo) -> DiemUngVien | None:
    """The applicant the council concluded on, with its score; None without a conclusion."""
    hoi_dong = HoiDong.objects.filter(ho_so=ho_so, ket_luan_luc__isnull=False).first()
    if hoi_dong is None or hoi_dong.ung_vien_chon_id is None:
        return None
    kq = doc_ket_qua(ho_so)
    return next((d for d in kq.cac_diem if d.ung_vien.pk == hoi_dong.ung_vien_chon_id), None)


def diem_tung_phieu(ho_so: HoSo) -> dict[int, dict[int, dict[int, Decimal]]]:
    """Points as they stand on the sheets: applicant → member → criterion (keys); one query."""
    kq: dict[int, dict[int, dict[int, Decimal]]] = {}
    cac = DiemTieuChi.objects.filter(phieu__ung_vien__ho_so=ho_so).values_list(
        "phieu__ung_vien", "phieu__thanh_vien", "tieu_chi", "diem"
    )
    for ung_vien, thanh_vien, tieu_chi, diem in cac:
        kq.setdefault(ung_vien, {}).setdefault(thanh_vien, {})[tieu_chi] = diem
    return kq
