"""What checks need besides the form itself, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from baocao.bang import Bang, dung_cac_bang
from baocao.choices import TrangThaiO
from baocao.models import (
    BoBaoCao,
    GiaiTrinh,
    GiaTri,
    MienTruQuyTac,
    NguongKiemTra,
    PhieuBieu,
    SoLieuCongBo,
)
from baocao.so_khuyen_cong import so_q08
from cucctdp.donvi.services import ids_ke_thua

DAI_GIAI_TRINH_TOI_THIEU = 20

O = tuple[str, str]  # noqa: E741 - (row code, column code)


@dataclass(frozen=True, slots=True)
class PhienBanO:
    """One recorded version of a cell."""

    phien_ban: int
    so: Decimal | None
    trang_thai_sl: str
    ghi_luc: datetime


class BieuKhac:
    """The other forms of the pack, built when a rule first asks for one."""

    def __init__(self, bo_id: int | None = None, da_co: Mapping[str, Bang] | None = None):
        self._bo_id = bo_id
        self._bang: dict[str, Bang | None] = dict(da_co or {})

    def lay(self, *cac_ma: str) -> dict[str, Bang]:
        """Tables of the forms asked for that the pack has, by form code."""
        thieu = [ma for ma in cac_ma if ma not in self._bang]
        if thieu and self._bo_id is not None:
            cac_phieu = PhieuBieu.objects.filter(
                bo=self._bo_id, bieu_mau__ma__in=thieu
            ).select_related("bieu_mau", "bo__ky", "bo__don_vi")
            self._bang |= {b.bieu_mau.ma: b for b in dung_cac_bang(cac_phieu).values()}
        for ma in thieu:
            self._bang.setdefault(ma, None)
        return {ma: bang for ma in cac_ma if (bang := self._bang[ma]) is not None}

    def so(self, bieu: str, dong: str, cot: str) -> Decimal | None:
        """The number that counts of a cell of another form, or None."""
        bang = self.lay(bieu).get(bieu)
        return bang.so(dong, cot) if bang is not None else None


class SoKhuyenCong:
    """What the register of đề án says of the pack's form Q08, read when a rule first asks."""

    def __init__(self, bo: BoBaoCao | None = None, da_co: Mapping[O, Decimal] | None = None):
        self._bo = bo
        self._so = da_co

    def lay(self) -> Mapping[O, Decimal]:
        """(row, column) → computed figure; empty without a pack or without records."""
        if self._so is None:
            self._so = so_q08(self._bo) if self._bo is not None else {}
        return self._so


@dataclass(frozen=True)
class SoLieuKem:
    """Data beside the form; every part may be empty, and then the checks on it do not apply.

    ``phien_ban``: versions of each cell, oldest first. ``giai_trinh``: (rule, row, column) →
    (message explained, explanation); ``vai_tro``: who explained, by role.
    ``cong_bo``: (agency, row, column) → published figure. ``bieu_03``: row → figures of the
    communes (Biểu số 03, TT 14/2024/TT-BCT). ``don_vi_cu``: (row, column) → figures of every
    former unit of a merged province, for this same period. ``nguong``: (rule, row or "") →
    thresholds in place of the rule's own. ``mien_tru``: (rule, row or "") → the sentence of the
    waiver in force. ``bieu_khac``: the other forms of the same pack. ``khuyen_cong``: the register
    of đề án. ``ty_le_tep``: rates that stand in a file being read, where the system computes them.
    """

    phien_ban: Mapping[O, Sequence[PhienBanO]] = field(default_factory=dict)
    giai_trinh: Mapping[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)
    vai_tro: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    cong_bo: Mapping[tuple[str, str, str], Decimal] = field(default_factory=dict)
    bieu_03: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)
    don_vi_cu: Mapping[O, Sequence[Decimal]] = field(default_factory=dict)
    nguong: Mapping[tuple[str, str], Mapping[str, Decimal]] = field(default_factory=dict)
    mien_tru: Mapping[tuple[str, str], str] = field(default_factory=dict)
    bieu_khac: BieuKhac = field(default_factory=BieuKhac, compare=False)
    khuyen_cong: SoKhuyenCong = field(default_factory=SoKhuyenCong, compare=False)
    ty_le_tep: Mapping[O, Decimal] = field(default_factory=dict)

    def loi_mien_tru(self, quy_tac: str, chi_tieu: str) -> str:
        """Return the sentence of the waiver of a finding, "" when there is none."""
        return self.mien_tru.get((quy_tac, chi_tieu)) or self.mien_tru.get((quy_tac, ""), "")

    def loi_giai_trinh(self, quy_tac: str, chi_tieu: str, cot: str, thong_bao: str) -> str:
        """Return the explanation that counts, else "": same message, twenty characters or more."""
        da_hoi, noi_dung = self.giai_trinh.get((quy_tac, chi_tieu, cot), ("", ""))
        noi_dung = noi_dung.strip()
        du = da_hoi == thong_bao and len(noi_dung) >= DAI_GIAI_TRINH_TOI_THIEU
        return noi_dung if du else ""

    def duoc_bo_qua(
        self, quy_tac: str, chi_tieu: str, cot: str, thong_bao: str, bo_qua_boi: Sequence[str]
    ) -> str:
        """Return the explanation that lifts an error: as above, by one of the named roles."""
        if self.vai_tro.get((quy_tac, chi_tieu, cot)) not in bo_qua_boi:
            return ""
        return self.loi_giai_trinh(quy_tac, chi_tieu, cot, thong_bao)


def doc_so_lieu_kem(bang: Bang) -> SoLieuKem:
    """Read what the database knows beside a stored form."""
    return doc_cac_so_lieu_kem([bang])[0]


def doc_cac_so_lieu_kem(cac_bang: Iterable[Bang]) -> list[SoLieuKem]:
    """What the database knows beside each of the forms of one pack, in their order.

    The same queries for any number of forms; a form not stored has nothing beside it.
    """
    cac_bang = list(cac_bang)
    da_luu = [b for b in cac_bang if b.phieu.pk is not None]
    if not da_luu:
        return [SoLieuKem() for _ in cac_bang]
    phien_ban: dict[int, dict[O, list[PhienBanO]]] = {b.phieu.pk: {} for b in da_luu}
    for phieu, ma, cot, *con_lai in (
        GiaTri.objects.filter(phieu__in=list(phien_ban))
        .order_by("phien_ban")
        .values_list(
            "phieu_id", "chi_tieu__ma", "cot", "phien_ban", "so", "trang_thai_sl", "ghi_luc"
        )
    ):
        phien_ban[phieu].setdefault((ma, cot), []).append(PhienBanO(*con_lai))
    giai_trinh = list(GiaiTrinh.objects.filter(phieu__in=list(phien_ban)).select_related("nguoi"))
    don_vi_cu = _doc_don_vi_cu(da_luu)
    cong_bo = _doc_cong_bo(da_luu[0])
    nguong = doc_nguong(da_luu[0].ky.ngay_cuoi, da_luu[0].phieu.bo.don_vi_id)
    mien_tru = _doc_mien_tru(da_luu[0])
    bieu_khac = BieuKhac(da_luu[0].phieu.bo_id, {b.bieu_mau.ma: b for b in da_luu})
    khuyen_cong = SoKhuyenCong(da_luu[0].phieu.bo)
    return [
        SoLieuKem(
            phien_ban=phien_ban[bang.phieu.pk],
            giai_trinh={
                (g.quy_tac, g.chi_tieu, g.cot): (g.thong_bao, g.noi_dung)
                for g in giai_trinh
                if g.phieu_id == bang.phieu.pk
            },
            vai_tro={
                (g.quy_tac, g.chi_tieu, g.cot): g.nguoi.vai_tro
                for g in giai_trinh
                if g.nguoi and g.phieu_id == bang.phieu.pk
            },
            cong_bo=cong_bo,
            don_vi_cu=don_vi_cu.get(bang.bieu_mau.ma, {}),
            nguong=nguong,
            mien_tru=mien_tru,
            bieu_khac=bieu_khac,
            khuyen_cong=khuyen_cong,
        )
        if bang.phieu.pk is not None
        else SoLieuKem()
        for bang in cac_bang
    ]


def doc_nguong(
    ngay: date, don_vi_id: int | None = None
) -> dict[tuple[str, str], dict[str, Decimal]]:
    """Thresholds in force on a day for a unit: (rule or alert, row or "") → name → number.

    Entries of a row hold those for every row too; a province's own win over the general ones.
    """
    cho = Q(don_vi__isnull=True)
    if don_vi_id is not None:
        cho |= Q(don_vi=don_vi_id)
    rows = list(
        NguongKiemTra.objects.hieu_luc_ngay(ngay)
        .filter(cho)
        .order_by("hieu_luc_tu")
        .values_list("ma", "chi_tieu", "don_vi_id", "ten", "gia_tri")
    )
    # Wider rows first: each narrower one writes over them.
    rows.sort(key=lambda r: (r[2] is not None, r[1] != ""))
    ket_qua: dict[tuple[str, str], dict[str, Decimal]] = {
        (ma, chi_tieu): {} for ma, chi_tieu, *_ in rows
    }
    for (ma, chi_tieu), nguong in ket_qua.items():
        for ma_khac, rieng, _, ten, gia_tri in rows:
            if ma_khac == ma and rieng in ("", chi_tieu):
                nguong[ten] = gia_tri
    return ket_qua


def _doc_mien_tru(bang: Bang) -> dict[tuple[str, str], str]:
    """Waivers that count for this unit and period; of a sent report those of the sending day."""
    bo = bang.phieu.bo
    ngay = timezone.localdate()
    if bo.gui_luc is not None and not bo.so_sua_duoc:
        ngay = timezone.localdate(bo.gui_luc)
    rows = (
        MienTruQuyTac.objects.hieu_luc_ngay(ngay)
        .filter(Q(ky__isnull=True) | Q(ky=bo.ky_id), don_vi=bo.don_vi_id)
        .select_related("nguoi_duyet")
        .order_by("den_ngay", "pk")
    )
    return {(m.quy_tac, m.chi_tieu): cau_mien_tru(m) for m in rows}


def cau_mien_tru(mien_tru: MienTruQuyTac) -> str:
    """One sentence: who waived, until when, why."""
    return (
        f"{mien_tru.nguoi_duyet} cho miễn trừ đến hết {mien_tru.den_ngay:%d/%m/%Y}. "
        f"Lý do: {mien_tru.ly_do}"
    )


def _doc_cong_bo(bang: Bang) -> dict[tuple[str, str, str], Decimal]:
    """What agencies published about this unit and period."""
    return {
        (co_quan, chi_tieu, cot): so
        for co_quan, chi_tieu, cot, so in SoLieuCongBo.objects.filter(
            ky=bang.ky.ma, pham_vi=bang.phieu.bo.don_vi.khoa, chua_xac_minh=False
        ).values_list("co_quan", "chi_tieu", "cot", "gia_tri")
    }


def _doc_don_vi_cu(cac_bang: Sequence[Bang]) -> dict[str, dict[O, list[Decimal]]]:
    """By form: growth of each former unit for this period; rows where one is missing are left out.

    Former units filed until the merger, so most periods have no such rows.
    """
    dau = cac_bang[0]
    don_vi = dau.phieu.bo.don_vi
    ids = (dau.lich_su.don_vi or frozenset(ids_ke_thua(don_vi))) - {don_vi.pk}
    if len(ids) < 2:
        return {}
    ky, cung_ky = dau.ky.ma, dau.ma_cung_ky
    so_lieu: dict[str, dict[int, dict[tuple[str, str, str], Decimal]]] = {}
    for bieu, don_vi_id, ma_ky, ma, cot, so, trang_thai in (
        GiaTri.objects.hien_tai()
        .filter(
            phieu__bieu_mau__ma__in={b.bieu_mau.ma for b in cac_bang},
            phieu__bo__don_vi__in=ids,
            phieu__bo__ky__ma__in=[ky, cung_ky],
            phieu__bo__gui_luc__isnull=False,
        )
        .order_by()
        .values_list(
            "phieu__bieu_mau__ma",
            "phieu__bo__don_vi",
            "phieu__bo__ky__ma",
            "chi_tieu__ma",
            "cot",
            "so",
            "trang_thai_o",
        )
    ):
        if trang_thai == TrangThaiO.KHONG_PHAT_SINH:
            so = Decimal(0)
        if so is not None:
            cua_bieu = so_lieu.setdefault(bieu, defaultdict(dict))
            cua_bieu[don_vi_id][ma_ky, ma, cot] = so
    return {
        bieu: _muc_chung([_muc_tang(so, ky, cung_ky) for so in cua_bieu.values()])
        for bieu, cua_bieu in so_lieu.items()
        if set(cua_bieu) == ids
    }


def _muc_chung(cac_muc: Sequence[Mapping[O, Decimal]]) -> dict[O, list[Decimal]]:
    chung = set.intersection(*(set(muc) for muc in cac_muc))
    return {o: [muc[o] for muc in cac_muc] for o in chung}


def _muc_tang(
    so_lieu: Mapping[tuple[str, str, str], Decimal], ky: str, cung_ky: str
) -> dict[O, Decimal]:
    """Ratios with base 100 of one unit: indices as filed, A7 and A8 from A3 and A4."""
    muc = {(ma, cot): so for (k, ma, cot), so in so_lieu.items() if k == ky and cot[0] == "B"}
    for rieng, so_sanh in (("A3", "A7"), ("A4", "A8")):
        for (k, ma, cot), so in so_lieu.items():
            goc = so_lieu.get((cung_ky, ma, rieng))
            if k == ky and cot == rieng and goc:
                muc[ma, so_sanh] = so / goc * 100
    return muc
