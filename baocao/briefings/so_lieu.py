"""The figures of one synthesis run, as the briefing prints them: each with its link to the trace.

Nothing is read from the live reports: what is printed is what the run froze.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from baocao.briefings.dieu_chinh import CHU_GIAI_DAU, DAU, DAU_CHU, DieuChinhKy
from baocao.choices import CapTongHop, TrangThaiO
from baocao.models import BieuMau, ChiTieu, GiaTriTongHop, LanTongHop, SoLieuCongBo
from baocao.models.cong_bo import CA_NUOC
from cucctdp.donvi.models import DonViHanhChinh, Vung
from cucctdp.formats.ky import Ky
from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import KHONG_AP_DUNG, KHONG_PHAT_SINH

NGUON = "Báo cáo của các Sở Công Thương"
KE_TOI_DA = 10
# The typed column behind the denominator of a ratio: the plan of A9 («so kế hoạch»).
COT_MAU = {"A9": "A1"}


class So(NamedTuple):
    """One consolidated figure of the run."""

    pk: int
    gia_tri: Decimal | None
    tu_so: Decimal | None
    mau_so: Decimal | None
    so_co: int
    so_tong: int
    con_thieu: tuple[str, ...]
    so_uoc: int
    dieu_chinh: bool = False

    @property
    def du(self) -> bool:
        """True when every unit that must report is in the figure."""
        return self.so_co >= self.so_tong


@dataclass(frozen=True, slots=True)
class PhamVi:
    """A place of the run: its level, code and the name to print."""

    cap: str
    ma: str
    ten: str


def lien_ket(so: So, chu: str, *, dieu_chinh: bool | None = None) -> SafeString:
    """The text of a figure as an unobtrusive link to its trace page, «đc» behind a restated one.

    ``dieu_chinh``: whether what is printed was restated, where that is not the figure itself.
    """
    return format_html(
        '<a class="so" href="{}/truy-vet/{}/">{}</a>{}',
        settings.DIA_CHI_HE_THONG,
        so.pk,
        chu,
        DAU if (so.dieu_chinh if dieu_chinh is None else dieu_chinh) else "",
    )


class SoLieuLan:
    """Reads the run once; ``so(cap, ma, chi_tieu, cot)`` answers from memory."""

    def __init__(self, lan: LanTongHop) -> None:
        self.lan = lan
        self.ky: Ky = lan.ky.ky
        self._so: dict[tuple[str, str, str, str], So] = {}
        self._ten: dict[tuple[str, str], str] = {}
        self._bieu: dict[str, str] = {}
        self.dieu_chinh = DieuChinhKy.doc(lan)
        for cap, ma, ten, bieu, chi_tieu, cot, *con in GiaTriTongHop.objects.filter(
            lan=lan
        ).values_list(
            "cap",
            "ma_pham_vi",
            "ten_pham_vi",
            "bieu",
            "chi_tieu",
            "cot",
            "pk",
            "gia_tri",
            "tu_so",
            "mau_so",
            "so_don_vi_co",
            "so_don_vi_tong",
            "con_thieu",
            "so_uoc",
        ):
            pk, gia_tri, tu_so, mau_so, so_co, so_tong, con_thieu, so_uoc = con
            self._so[cap, ma, chi_tieu, cot] = So(
                pk, gia_tri, tu_so, mau_so, so_co, so_tong, tuple(con_thieu), so_uoc,
                self.dieu_chinh.co(cap, ma, ten, chi_tieu, cot),
            )  # fmt: skip
            self._ten[cap, ma] = ten
            self._bieu[chi_tieu] = bieu

    @cached_property
    def ca_nuoc(self) -> PhamVi:
        """The whole country; printed as «cả nước» only where the figure is complete."""
        ma = next((m for c, m in self._ten if c == CapTongHop.CA_NUOC), "")
        return PhamVi(CapTongHop.CA_NUOC, ma, "Cả nước")

    @cached_property
    def cac_vung(self) -> list[PhamVi]:
        """Regions in official order."""
        thu_tu = dict(
            Vung.objects.filter(phan_vung__muc_dich="kinh_te_xa_hoi").values_list("ten", "thu_tu")
        )
        vung = [PhamVi(c, m, t) for (c, m), t in self._ten.items() if c == CapTongHop.VUNG]
        return sorted(vung, key=lambda v: (thu_tu.get(v.ten, 99), v.ma))

    @cached_property
    def _don_vi(self) -> list[DonViHanhChinh]:
        bo_ma = next(
            (m[:2] for c, m in self._ten if c == CapTongHop.TINH), self.lan.ky.bo_ma_don_vi
        )
        don_vi = DonViHanhChinh.objects.filter(bo_ma=bo_ma).prefetch_related("cac_ten")
        return [d for d in don_vi if d.bo_ma != "34" or d.hieu_luc_den is None]

    @cached_property
    def ten_don_vi(self) -> dict[str, str]:
        """Unit key -> short name on the last day of the period, both code sets."""
        den = self.lan.ky.den_ngay
        don_vi = DonViHanhChinh.objects.prefetch_related("cac_ten")
        return {d.khoa: d.ten_ngay(den).ten for d in don_vi}

    @cached_property
    def cac_tinh(self) -> list[PhamVi]:
        """All provinces in code order, also those that sent nothing."""
        return [PhamVi(CapTongHop.TINH, d.khoa, self.ten_don_vi[d.khoa]) for d in self._don_vi]

    @cached_property
    def tinh_theo_vung(self) -> list[tuple[PhamVi, list[PhamVi]]]:
        """Regions with their provinces; membership as of the regions' newest rows."""
        vung_cua = {
            f"{bo}:{ma}": ten
            for bo, ma, ten in DonViHanhChinh.objects.filter(
                cac_vung__phan_vung__muc_dich="kinh_te_xa_hoi"
            ).values_list("bo_ma", "ma", "cac_vung__ten")
        }
        theo: dict[str, list[PhamVi]] = defaultdict(list)
        for tinh in self.cac_tinh:
            theo[vung_cua.get(tinh.ma, "")].append(tinh)
        nhom = [(vung, theo.pop(vung.ten, [])) for vung in self.cac_vung]
        con_lai = [t for cac_tinh in theo.values() for t in cac_tinh]
        if con_lai:
            nhom.append((PhamVi(CapTongHop.VUNG, "", "Ngoài cách phân vùng"), con_lai))
        return nhom

    @cached_property
    def chi_tieu(self) -> dict[str, ChiTieu]:
        """Rows of the form versions in force at the end of the period, by code."""
        bieu = BieuMau.objects.hieu_luc_ngay(self.lan.ky.thang_tk_den)
        dong = ChiTieu.objects.filter(bieu_mau__in=bieu).select_related("bieu_mau")
        return {c.ma: c for c in dong.order_by("bieu_mau__thu_tu", "thu_tu")}

    @cached_property
    def cong_bo(self) -> dict[tuple[str, str], SoLieuCongBo]:
        """(row, column) -> what an agency published for the whole country in this period."""
        dong = SoLieuCongBo.objects.filter(
            ky=self.lan.ky.ma, pham_vi=CA_NUOC, chua_xac_minh=False
        ).order_by("-co_quan")
        return {(d.chi_tieu, d.cot): d for d in dong}

    @cached_property
    def _o_dac_biet(self) -> dict[tuple[str, str, str], str]:
        """(unit, row, column) -> «–» or «x», as the Sở declared it in the sending used."""
        ky_hieu = {
            TrangThaiO.KHONG_PHAT_SINH.value: KHONG_PHAT_SINH,
            TrangThaiO.KHONG_AP_DUNG.value: KHONG_AP_DUNG,
        }
        khai = {
            (anh["don_vi"], *o.rsplit(".", 1)): ky_hieu[gia[0]]
            for anh in self.lan.lan_gui.values_list("anh_chup", flat=True)
            for bieu in anh["bieu"].values()
            for o, gia in bieu["o"].items()
            if gia[0] in ky_hieu
        }
        # A restatement replaces what the sending declared.
        for o, trang_thai in self.dieu_chinh.trang_thai_moi.items():
            khai.pop(o, None)
            if trang_thai in ky_hieu:
                khai[o] = ky_hieu[trang_thai]
        return khai

    def so(self, noi: PhamVi, chi_tieu: str, cot: str) -> So | None:
        """The figure, None when the run has no row for it."""
        return self._so.get((noi.cap, noi.ma, chi_tieu, cot))

    def cac_so(self) -> Iterator[tuple[PhamVi, str, str, str, So]]:
        """(place, form, row, column, figure) of everything the run froze, in its stored order."""
        for (cap, ma, chi_tieu, cot), so in self._so.items():
            noi = PhamVi(cap, ma, self._ten[cap, ma])
            yield noi, self._bieu[chi_tieu], chi_tieu, cot, so

    def gia(self, noi: PhamVi, chi_tieu: str, cot: str) -> Decimal | None:
        """The bare value, None when missing."""
        so = self.so(noi, chi_tieu, cot)
        return so.gia_tri if so else None

    def o(
        self,
        noi: PhamVi,
        chi_tieu: str,
        cot: str,
        so_le: int | None = None,
        *,
        tru_100: bool = False,
        dau: bool = False,
    ) -> SafeString | str | None:
        """A table cell: linked number, «–», «x», or None (printed «…»).

        ``tru_100`` prints a ratio as growth.
        """
        if dac_biet := self._o_dac_biet.get((noi.ma, chi_tieu, cot)):
            dc = self.dieu_chinh.co(noi.cap, noi.ma, noi.ten, chi_tieu, cot)
            return format_html("{}{}", dac_biet, DAU) if dc else dac_biet
        so = self.so(noi, chi_tieu, cot)
        if so is None or so.gia_tri is None:
            return None
        gia = so.gia_tri - 100 if tru_100 else so.gia_tri
        return lien_ket(so, dinh_dang(gia, so_le, dau=dau))

    def mau(
        self, noi: PhamVi, chi_tieu: str, cot: str, so_le: int | None = None
    ) -> SafeString | None:
        """Denominator of a ratio as a cell: the plan of A9, last year's figure of A8 and C7.

        It holds only the units that have both sides of the comparison.
        """
        so = self.so(noi, chi_tieu, cot)
        if so is None or so.mau_so is None:
            return None
        mau = self.dieu_chinh.co(noi.cap, noi.ma, noi.ten, chi_tieu, COT_MAU.get(cot, ""))
        return lien_ket(so, dinh_dang(so.mau_so, so_le), dieu_chinh=mau)

    def ten_cac(self, ma: Iterable[str]) -> str:
        """Names of units, comma separated."""
        return ", ".join(self.ten_don_vi.get(m, m) for m in ma)

    def nhan(self, noi: PhamVi, chi_tieu: str, cot: str) -> str:
        """Label of a total: «Cả nước» only when complete, else how many units it holds."""
        so = self.so(noi, chi_tieu, cot)
        if noi.cap == CapTongHop.CA_NUOC:
            if so is not None and so.du and so.gia_tri is not None:
                return "Cả nước"
            co, tong = (
                (so.so_co, so.so_tong) if so else (self.lan.so_don_vi_co, self.lan.so_don_vi_tong)
            )
            return f"Tổng {co}/{tong} địa phương"
        if so is not None and not so.du:
            return f"{noi.ten} ({so.so_co}/{so.so_tong})"
        return noi.ten

    def chua_gom(self, noi: PhamVi, *o: tuple[str, str]) -> str:
        """«Chưa gồm: …» over the named figures of a place, "" when all are complete.

        When more than half are missing, the shorter list of those that are in; when the figures
        differ and most are missing in some, where the gaps can be read.
        """
        co = [so for k in o if (so := self.so(noi, *k)) is not None and so.so_co]
        thieu = dict.fromkeys(ma for so in co for ma in so.con_thieu)
        if not thieu:
            return ""
        if len(thieu) * 2 <= max(so.so_tong for so in co):
            return f"Chưa gồm: {self.ten_cac(thieu)}."
        if len({frozenset(so.con_thieu) for so in co}) > 1:
            return "Nhiều địa phương chưa có số ở một hoặc nhiều cột."
        gom = [t.ten for t in self.cac_tinh if t.ma not in thieu]
        return f"Mới gồm: {', '.join(gom)}."

    def nhan_hinh(self, noi: PhamVi, chi_tieu: str, cot: str) -> str:
        """Name of a place on a chart, «(đc)» behind it when its figure was restated."""
        so = self.so(noi, chi_tieu, cot)
        return f"{noi.ten} ({DAU_CHU})" if so is not None and so.dieu_chinh else noi.ten

    def chu_giai_hinh(self, cac_noi: Iterable[PhamVi], *o: tuple[str, str]) -> str:
        """Note under a chart that holds restated figures of these places, "" when none does."""
        co = [
            n.ten
            for n in cac_noi
            if any((so := self.so(n, *k)) is not None and so.dieu_chinh for k in o)
        ]
        if not co:
            return ""
        return f"Số đã điều chỉnh ({DAU_CHU}): {', '.join(co)}; số cũ nêu tại Phụ lục III."

    def ke_thieu(self, ma: Sequence[str]) -> str:
        """«Lai Châu, Huế»; of a long list only how many, and where the list is."""
        if len(ma) <= KE_TOI_DA:
            return self.ten_cac(ma)
        return f"{len(ma)} địa phương nêu tại phần Chất lượng và kỷ luật báo cáo"

    def nguon(self, *o: tuple[str, str]) -> str:
        """Source line of a table with the footnote of what its totals leave out."""
        chan = f"{NGUON}, lần tổng hợp số {self.lan.so}."
        thieu = self.chua_gom(self.ca_nuoc, *o)
        dc = CHU_GIAI_DAU if self.dieu_chinh.co_trong(o) else ""
        return " ".join(filter(None, (chan, thieu, dc)))

    @property
    def so_lieu_den(self) -> str:
        """As-of line under every table title."""
        den = self.lan.ky.den_ngay
        return (
            f"Số liệu thực hiện đến ngày {den:%d/%m/%Y}; số cả kỳ là số ước thực hiện."
            if any(s.so_uoc for s in self._so.values())
            else f"Số liệu đến ngày {den:%d/%m/%Y}."
        )
