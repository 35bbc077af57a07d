"""Each figure beside its history, the other provinces and the agencies; fixed queries per form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles
from typing import Any

from django.utils.safestring import SafeString

from baocao.admin.lan_gui import CUC_GIU, NguonXem, vi_pham_xem
from baocao.admin.xem_bo import DanhSachXem, danh_sach_xem, khac_nhau
from baocao.bang import Bang
from baocao.choices import KieuCot, TrangThaiO
from baocao.lich_su import SO_KY_TRUNG_BINH, cac_ky_truoc
from baocao.models import BoBaoCao, ChiTieu, GiaTri, LanGui, SoLieuCongBo
from baocao.services.trao_doi import ben_cua, cac_luong, duoc_trao_doi
from baocao.statistics.chuoi import cac_chuoi, cac_ngat, cau_ngat, noi_chuoi
from cucctdp.charts import Chuoi as NetVe
from cucctdp.charts import dai_diem, duong, duong_nho
from cucctdp.formats.ky import Ky
from cucctdp.formats.so import dinh_dang

SO_TINH_TOI_THIEU = 4


@dataclass(frozen=True)
class PhanBo:
    """Where one province stands among those that sent the same cell; rank 1 is the largest."""

    hang: int
    so_tinh: int
    nho_nhat: Decimal
    q1: Decimal
    trung_vi: Decimal
    q3: Decimal
    lon_nhat: Decimal
    cac_so: tuple[tuple[str, Decimal], ...]

    @property
    def ngoai_khoang(self) -> bool:
        """Beyond one and a half quartile distances: worth a look, not wrong by itself."""
        return not self.duoi <= self.cua_minh <= self.tren

    @property
    def cua_minh(self) -> Decimal:
        return sorted((s for _, s in self.cac_so), reverse=True)[self.hang - 1]

    @property
    def duoi(self) -> Decimal:
        return self.q1 - (self.q3 - self.q1) * Decimal("1.5")

    @property
    def tren(self) -> Decimal:
        return self.q3 + (self.q3 - self.q1) * Decimal("1.5")


@dataclass(frozen=True)
class LichSuO:
    """Figures of the last periods, oldest first, this one last."""

    cac_ma: tuple[str, ...]
    moc: tuple[str, ...]
    cac_so: tuple[Decimal | None, ...]
    hinh: SafeString | str


def lich_su_o(bang: Bang, chi_tieu: ChiTieu, cot: str) -> LichSuO:
    """The last nine periods of a cell from what the table has read already; no query."""
    truoc = list(reversed(cac_ky_truoc(bang.ky, SO_KY_TRUNG_BINH)))
    cac_ma = (*truoc, bang.ky.ma)
    moc = tuple(Ky.tu_ma(ma).ten for ma in cac_ma)
    cac_so = tuple(bang.lich_su.so(ma, chi_tieu.ma, cot) for ma in truoc)
    cac_so += (bang.so(chi_tieu.ma, cot),)
    ten = f"{chi_tieu.ten}, {len(moc)} kỳ gần nhất"
    return LichSuO(
        cac_ma,
        moc,
        cac_so,
        duong_nho(cac_so, tieu_de=ten, moc=moc, so_le=min(chi_tieu.so_le, 2)),
    )


def _moc_ngan(ma: str) -> str:
    """Code of a period as a short label of an axis: «Q1/2026», «6T/2026», «2025»."""
    nam, _, phan = ma.partition("-")
    return nam if phan == "N" else f"{phan}/{nam}"


def doc_phan_bo(bang: Bang, cot: str | None = None) -> dict[str, PhanBo]:
    """By row: a column (the form's own-period one) over the provinces that sent it; one query."""
    bo = bang.phieu.bo
    theo_dong: dict[str, dict[int, tuple[str, Decimal]]] = defaultdict(dict)
    rows = (
        GiaTri.objects.hien_tai()
        .filter(
            phieu__bieu_mau__ma=bang.bieu_mau.ma,
            phieu__bo__ky=bo.ky_id,
            phieu__bo__trang_thai__in=CUC_GIU,
            cot=cot or bang.cot_chinh[0],
        )
        .order_by()
        .values_list(
            "chi_tieu__ma", "phieu__bo__don_vi_id", "phieu__bo__don_vi__ten_goi", "so",
            "trang_thai_o",
        )
    )  # fmt: skip
    for ma, dv, ten, so, o in rows:
        if so is not None or o == TrangThaiO.KHONG_PHAT_SINH:
            theo_dong[ma][dv] = (ten, so or Decimal(0))
    return {
        ma: pb
        for ma, theo_tinh in theo_dong.items()
        if (pb := _phan_bo(bo.don_vi_id, theo_tinh)) is not None
    }


def _phan_bo(don_vi: int, theo_tinh: dict[int, tuple[str, Decimal]]) -> PhanBo | None:
    minh = theo_tinh.get(don_vi)
    if minh is None or len(theo_tinh) < SO_TINH_TOI_THIEU:
        return None
    cac_so = sorted(theo_tinh.values(), key=lambda x: x[1])
    gia = [s for _, s in cac_so]
    q1, q2, q3 = quantiles(gia, n=4, method="inclusive")
    return PhanBo(
        hang=1 + sum(s > minh[1] for s in gia),
        so_tinh=len(gia),
        nho_nhat=gia[0],
        q1=Decimal(q1),
        trung_vi=Decimal(q2),
        q3=Decimal(q3),
        lon_nhat=gia[-1],
        cac_so=tuple(cac_so),
    )


def o_da_sua(cac_lan: Sequence[LanGui]) -> dict[tuple[str, str], str | None]:
    """Cells that differ between the last two sendings: (form, «row.column») → former text."""
    if len(cac_lan) < 2:
        return {}
    return {(k.bieu, k.o): k.truoc for k in khac_nhau(cac_lan[-2], cac_lan[-1])}


def so_lan_sua(bo: BoBaoCao) -> dict[str, int]:
    """By form: versions recorded since the pack was received; one query."""
    if bo.tiep_nhan_luc is None:
        return {}
    dem: dict[str, int] = defaultdict(int)
    for ma in (
        GiaTri.objects.filter(phieu__bo=bo, ghi_luc__gt=bo.tiep_nhan_luc)
        .order_by()
        .values_list("phieu__bieu_mau__ma", flat=True)
    ):
        dem[ma] += 1
    return dict(dem)


@dataclass(frozen=True)
class DoiChieu:
    """A figure an agency published for this cell, and how far the report is from it."""

    dong: SoLieuCongBo
    chenh: Decimal | None
    phan_tram: Decimal | None


@dataclass(frozen=True)
class TrangO:
    """Everything about one cell."""

    lich_su: LichSuO
    bieu_do: str
    bang_lich_su: tuple[tuple[str, str], ...]
    phan_bo: PhanBo | None
    dai: SafeString | str
    doi_chieu: tuple[DoiChieu, ...]
    phien_ban: tuple[tuple[GiaTri, DanhSachXem | None], ...]
    ngat: tuple[str, ...]


def trang_o(bang: Bang, chi_tieu: ChiTieu, cot: str, nguon: NguonXem) -> TrangO:
    """History, distribution, published figures and versions of one cell.

    While the Sở is typing, versions after the last sending are its own and are left out.
    """
    phien_ban = GiaTri.objects.filter(phieu=bang.phieu, chi_tieu=chi_tieu, cot=cot)
    if nguon.anh_chup and nguon.lan is not None:
        phien_ban = phien_ban.filter(ghi_luc__lte=nguon.lan.luc)
    so_le = min(chi_tieu.so_le, 2)
    lich_su = lich_su_o(bang, chi_tieu, cot)
    chuoi = cac_chuoi(chi_tieu.ma, don_vi=bang.phieu.bo.don_vi_id)
    cac_ky = [Ky.tu_ma(ma) for ma in lich_su.cac_ma]
    ngay = [k.ngay_cuoi for k in cac_ky]
    ty_le = next(c.kieu_cot == KieuCot.TINH for c in bang.cot if c.ma == cot)
    noi = noi_chuoi(
        list(zip(ngay, lich_su.cac_so, strict=True)), [] if ty_le or not chi_tieu.la_so else chuoi
    )
    ngat = cac_ngat(ngay, chuoi)
    phan_bo = doc_phan_bo(bang, cot).get(chi_tieu.ma)
    minh = bang.phieu.bo.don_vi.ten_goi
    return TrangO(
        lich_su=lich_su,
        bieu_do=duong(
            [NetVe(minh, tuple(noi))],
            moc=[_moc_ngan(ma) for ma in lich_su.cac_ma],
            tieu_de=f"{chi_tieu.ten}: {len(lich_su.moc)} kỳ gần nhất",
            don_vi=chi_tieu.dvt,
            so_le=so_le,
            ngat=[(i, f"chuỗi {c.so}") for i, c in ngat],
        ),
        bang_lich_su=tuple(
            (m, "..." if s is None else dinh_dang(round(s, so_le), so_le))
            for m, s in zip(lich_su.moc, lich_su.cac_so, strict=True)
        ),
        phan_bo=phan_bo,
        dai=dai_diem(
            phan_bo.cac_so,
            danh_dau=minh,
            tieu_de=f"{minh} so với {phan_bo.so_tinh} tỉnh đã gửi",
            tu_phan_vi=(phan_bo.q1, phan_bo.trung_vi, phan_bo.q3),
            so_le=so_le,
        )
        if phan_bo
        else "",
        doi_chieu=tuple(_doi_chieu(bang, chi_tieu.ma, cot)),
        phien_ban=tuple(
            (g, danh_sach_xem(chi_tieu, g.chu) if chi_tieu.danh_sach else None)
            for g in phien_ban.select_related("nguoi").order_by("-phien_ban")
        ),
        ngat=tuple(cau_ngat(c, cac_ky[i].ten) for i, c in ngat),
    )


def _doi_chieu(bang: Bang, ma: str, cot: str) -> Iterable[DoiChieu]:
    so = bang.so(ma, cot)
    rows: Any = SoLieuCongBo.objects.filter(
        ky=bang.ky.ma, pham_vi=bang.phieu.bo.don_vi.khoa, chi_tieu=ma, cot=cot
    )
    for r in rows:
        chenh = None if so is None else so - r.gia_tri
        yield DoiChieu(
            r, chenh, chenh / abs(r.gia_tri) * 100 if chenh is not None and r.gia_tri else None
        )


def ngu_canh(bang: Bang, ma: str, cot: str, nguon: NguonXem) -> dict[str, Any] | None:
    """What the page of a cell shows; None when the form has no such cell."""
    dong = bang.dong_cua(ma)
    if dong is None or cot not in dong.o:
        return None
    bo, bieu = bang.phieu.bo, bang.bieu_mau.ma
    vi_pham = vi_pham_xem({bieu: bang}, nguon)[bieu]
    o = trang_o(bang, dong.chi_tieu, cot, nguon)
    return {
        "title": f"{dong.chi_tieu.ten} ({ma}.{cot}) – {bo.don_vi.ten_goi}, {bo.ky}",
        "bieu": bieu,
        "chi_tieu": dong.chi_tieu,
        "cot": cot,
        "o": o,
        "phien_ban": o.phien_ban,
        "vi_pham": [v for v in vi_pham if v.chi_tieu == ma and v.cot in ("", cot)],
    }


def trao_doi(bang: Bang, ma: str, cot: str, *, user: Any, ve: str) -> dict[str, Any]:
    """What the fragment of threads needs at one cell; two queries."""
    phieu = bang.phieu
    return {
        "phieu": phieu,
        "cac_luong": cac_luong(phieu, chi_tieu=ma, cot=cot),
        "ben": ben_cua(user),
        "duoc_viet": duoc_trao_doi(phieu, user),
        "ve": ve,
    }
