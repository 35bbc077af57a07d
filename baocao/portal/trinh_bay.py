"""The grid as the template draws it: sections, rows and cells with labels, marks and errors."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from baocao.bang import KHONG_SO_SANH, Bang, Dong
from baocao.checks import ViPham
from baocao.choices import KieuCot, KieuSo, NguonGoc, TrangThaiO, TrangThaiSoLieu
from baocao.models import CotBieu, YKien
from baocao.neo import neo_cua
from baocao.portal.nhap import chu_cua, la_o_chu
from baocao.portal.tien_do import Nhan, nhan_phieu
from baocao.services.loi_chu import do_dai_toi_da
from baocao.services.trao_doi import DemTraoDoi
from cucctdp.accounts.roles import VAI_TRO
from cucctdp.formats.so import dinh_dang

TEN_MUC_DO = {"E": "Lỗi", "W": "Cảnh báo", "A": "Lưu ý"}
BIEU_TUONG = {"E": "✕", "W": "!", "A": "i"}
KIEU_PHAN_TRAM = ("ty_le", "chi_so")
CHUA_CO = "..."


@dataclass(frozen=True)
class Dau:
    """A finding as the page shows it; ``neo`` is the id of the cell or row it points at."""

    so: int
    vi_pham: ViPham
    ten_dong: str
    ten_cot: str
    neo: str
    giai_trinh_duoc: bool = False

    @property
    def nhan(self) -> str:
        return TEN_MUC_DO[self.vi_pham.muc_do]

    @property
    def bieu_tuong(self) -> str:
        return BIEU_TUONG[self.vi_pham.muc_do]

    @property
    def hoi(self) -> bool:
        """True when an explanation counts: of a warning, or of an error a role may lift."""
        return self.vi_pham.can_giai_trinh or bool(self.vi_pham.bo_qua_boi)

    @property
    def nguoi_bo_qua(self) -> str:
        """Names of the roles that lift this error, "" for other findings."""
        return ", ".join(VAI_TRO[vt].ten for vt in self.vi_pham.bo_qua_boi if vt in VAI_TRO)


@dataclass
class OHien:
    """One drawn cell; ``loai``: nhap (number), chu (one line), van (text), doc, trong."""

    khoa: str
    cot: CotBieu | None
    loai: str
    chu: str = ""
    chu_goc: str = ""
    phien_ban: int = 0
    nhan: str = ""
    loi: str = ""
    dau: list[Dau] = field(default_factory=list)
    quy_doi: bool = False
    minh_hoa: bool = False
    trang_thai_sl: str = ""
    y_kien: int = 0
    trao_doi: DemTraoDoi | None = None
    dvt: str = ""
    la_chu: bool = False
    so_cot: int = 1
    toi_da: int = 0
    dien_san: bool = False

    @property
    def neo(self) -> str:
        chi_tieu, _, cot = self.khoa.rpartition(".")
        return neo_cua(chi_tieu, cot)

    @property
    def ten_trang_thai_sl(self) -> str:
        """ước, sơ bộ, chính thức: how firm the figure is; "" for an empty cell."""
        if not self.trang_thai_sl:
            return ""
        return str(TrangThaiSoLieu(self.trang_thai_sl).label).lower()

    @property
    def mo_ta(self) -> str:
        """Ids that describe the cell to a screen reader."""
        cac_id = [f"loi-{self.neo}"] if self.loi else []
        if self.dau:
            cac_id.append(f"dau-{self.neo}")
        return " ".join(cac_id)


@dataclass
class DongHien:
    dong: Dong
    o: list[OHien]
    dau: list[Dau]
    danh_sach: bool = False

    @property
    def chi_tieu(self):  # type: ignore[no-untyped-def]
        return self.dong.chi_tieu

    @property
    def neo(self) -> str:
        return neo_cua(self.dong.chi_tieu.ma)


@dataclass
class MucHien:
    ten: str
    dong: list[DongHien] = field(default_factory=list)


@dataclass
class CotHien:
    ten: str
    don_vi: str
    loai: str
    ma: str = ""


@dataclass
class LuoiHien:
    """Everything the grid page needs of a form.

    ``duoc_giai_trinh``: the user explains warnings; ``vai_tro``: the role that lifts errors,
    "" while the figures are not in the hands of the Sở.
    """

    bang: Bang
    vi_pham: Sequence[ViPham]
    duoc_nhap: bool
    duoc_giai_trinh: bool = False
    vai_tro: str = ""
    da_go: Mapping[str, str] = field(default_factory=dict)
    loi: Mapping[str, str] = field(default_factory=dict)
    y_kien: Sequence[YKien] = ()
    trao_doi: Mapping[tuple[str, str], DemTraoDoi] = field(default_factory=dict)
    cho_trang: Mapping[str, Any] = field(default_factory=dict)
    dien_san: Mapping[str, Decimal] = field(default_factory=dict)

    @cached_property
    def cac_dau(self) -> list[Dau]:
        ten = {d.chi_tieu.ma: d.chi_tieu.ten for d in self.bang}
        cot = {c.ma: c.ten for c in self.bang.cot}
        dau = []
        for i, v in enumerate(self.vi_pham, 1):
            cot_co = v.cot if self.bang.o(v.chi_tieu, v.cot) else ""
            neo = neo_cua(v.chi_tieu, cot_co, danh_sach=v.chi_tieu in self._danh_sach)
            dau.append(
                Dau(
                    i, v, ten.get(v.chi_tieu, ""), cot.get(v.cot, ""), neo, self._giai_trinh_duoc(v)
                )
            )
        return dau

    @property
    def y_kien_theo_cho(self) -> list[tuple[YKien, str]]:
        """Open remarks of the Cục, each with the id of the place on the page it is about."""
        return [
            (
                y,
                neo_cua(
                    y.chi_tieu,
                    y.cot if self.bang.o(y.chi_tieu, y.cot) else "",
                    danh_sach=y.chi_tieu in self._danh_sach,
                ),
            )
            for y in self.y_kien
        ]

    @cached_property
    def _danh_sach(self) -> set[str]:
        return {d.chi_tieu.ma for d in self.bang if d.chi_tieu.kieu == KieuSo.DANH_SACH}

    def _giai_trinh_duoc(self, v: ViPham) -> bool:
        if v.bo_qua_boi:
            return self.vai_tro in v.bo_qua_boi
        return v.can_giai_trinh and self.duoc_giai_trinh

    @cached_property
    def theo_o(self) -> dict[str, list[Dau]]:
        """Findings by «row.column», or by row code when they name no cell of the table."""
        nhom: dict[str, list[Dau]] = defaultdict(list)
        for d in self.cac_dau:
            co_o = self.bang.o(d.vi_pham.chi_tieu, d.vi_pham.cot) is not None
            khoa = f"{d.vi_pham.chi_tieu}.{d.vi_pham.cot}" if co_o else d.vi_pham.chi_tieu
            nhom[khoa].append(d)
        return nhom

    @property
    def them_cot_so_sanh(self) -> bool:
        """Sets without columns from the database get last period and same period beside.

        Not the sets whose columns are no figures of the period (narrative, plan of months).
        """
        if self.bang.bieu_mau.bo_cot in KHONG_SO_SANH:
            return False
        return not any(c.kieu_cot == KieuCot.TU_CSDL for c in self.bang.cot)

    @cached_property
    def cot(self) -> list[CotHien]:
        cac_cot = [
            CotHien(_ten_gon(c.ten), self._don_vi(c), _loai_cot(c), c.ma) for c in self.bang.cot
        ]
        if not self.them_cot_so_sanh:
            return cac_cot
        them = [
            CotHien(f"Kỳ trước ({self.bang.ky.truoc().ten})", "", "csdl"),
            CotHien(f"Cùng kỳ ({self.bang.ky.cung_ky().ten})", "", "csdl"),
        ]
        vi_tri = next((i for i, c in enumerate(cac_cot) if c.loai == "chu"), len(cac_cot))
        return [*cac_cot[:vi_tri], *them, *cac_cot[vi_tri:]]

    def _don_vi(self, cot: CotBieu) -> str:
        if cot.kieu_cot == KieuCot.VAN_BAN:
            return ""
        if cot.kieu in KIEU_PHAN_TRAM:
            return "%"
        return self.bang.bieu_mau.don_vi_tinh_chung or "theo dòng"

    @cached_property
    def muc(self) -> list[MucHien]:
        cac_muc: list[MucHien] = []
        for dong in self.bang:
            if not cac_muc or cac_muc[-1].ten != dong.chi_tieu.muc:
                cac_muc.append(MucHien(dong.chi_tieu.muc))
            cac_muc[-1].dong.append(self._dong(dong))
        return cac_muc

    def _dong(self, dong: Dong) -> DongHien:
        danh_sach = dong.chi_tieu.kieu == KieuSo.DANH_SACH
        cac_o = [] if danh_sach else [self._o(dong, c) for c in self.cot]
        if dong.chi_tieu.kieu == KieuSo.VAN_BAN and len(dong.o) == 1:
            cac_o = [replace(o, so_cot=len(cac_o)) for o in cac_o if o.loai != "trong"]
        return DongHien(dong, cac_o, self.theo_o.get(dong.chi_tieu.ma, []), danh_sach)

    def _o(self, dong: Dong, cot_hien: CotHien) -> OHien:
        if not cot_hien.ma:
            return self._o_lich_su(dong, cot_hien)
        cot = next(c for c in self.bang.cot if c.ma == cot_hien.ma)
        o = dong.o.get(cot.ma)
        khoa = f"{dong.chi_tieu.ma}.{cot.ma}"
        if o is None:
            return OHien(khoa, cot, "trong")
        so_le = _so_le(dong, cot)
        chu = chu_cua(o, so_le, tron=cot.kieu_cot == KieuCot.TINH)
        la_chu = la_o_chu(self.bang, cot, dong.chi_tieu.ma)
        loai = "doc"
        if o.nhap_duoc and self.duoc_nhap:
            van = la_chu and not dong.chi_tieu.la_so
            loai = "van" if van else "chu" if la_chu else "nhap"
        elif not o.co_mat and not la_chu:
            chu = CHUA_CO
        # A computed figure stands in the empty box and is no change of it: only confirming writes.
        san = self.dien_san.get(khoa) if loai == "nhap" else None
        if san is not None:
            chu = dinh_dang(san, so_le) if san else "-"
        dvt = "" if la_chu else "%" if cot.kieu in KIEU_PHAN_TRAM else dong.chi_tieu.dvt
        nhan = ", ".join(p for p in (dong.chi_tieu.ten, _thuong_dau(cot.ten), dvt) if p)
        return OHien(
            khoa,
            cot,
            loai,
            chu=self.da_go.get(khoa, chu),
            chu_goc=chu,
            phien_ban=o.phien_ban,
            nhan=nhan,
            loi=self.loi.get(khoa, ""),
            dau=self.theo_o.get(khoa, []),
            quy_doi=o.quy_doi,
            minh_hoa=o.nguon_goc == NguonGoc.MINH_HOA and o.co_mat,
            trang_thai_sl=o.trang_thai_sl if o.co_mat and not la_chu else "",
            y_kien=sum(
                y.chi_tieu == dong.chi_tieu.ma and y.cot in ("", cot.ma) for y in self.y_kien
            ),
            trao_doi=self.trao_doi.get((dong.chi_tieu.ma, cot.ma)),
            dvt=dvt,
            la_chu=la_chu,
            toi_da=do_dai_toi_da(dong.chi_tieu) if la_chu else 0,
            dien_san=san is not None,
        )

    def _o_lich_su(self, dong: Dong, cot_hien: CotHien) -> OHien:
        truoc = cot_hien.ten.startswith("Kỳ trước")
        ky = self.bang.ma_ky_truoc if truoc else self.bang.ma_cung_ky
        so_lieu = self.bang.lich_su.o(ky, dong.chi_tieu.ma, self.bang.cot_chinh[0])
        chu, quy_doi = CHUA_CO, False
        if so_lieu is not None:
            quy_doi = so_lieu.quy_doi
            if so_lieu.so is not None:
                chu = dinh_dang(so_lieu.so, dong.chi_tieu.so_le)
            elif so_lieu.trang_thai_o == TrangThaiO.KHONG_PHAT_SINH:
                chu = "-"
        return OHien(f"{dong.chi_tieu.ma}.", None, "doc", chu=chu, quy_doi=quy_doi)

    @cached_property
    def day_du(self) -> tuple[int, int, int]:
        """(dealt with, required, percent)."""
        co, can = self.bang.muc_day_du()
        return co, can, co * 100 // can if can else 100

    @property
    def nhan(self) -> Nhan:
        return nhan_phieu(self.bang.phieu, self.day_du[0], self.day_du[1])

    @cached_property
    def dem(self) -> dict[str, int]:
        """How many findings of each weight, and how many still ask for an explanation."""
        dem = {m: sum(v.muc_do == m for v in self.vi_pham) for m in TEN_MUC_DO}
        dem["chan"] = sum(v.chan for v in self.vi_pham)
        return dem

    @cached_property
    def co_minh_hoa(self) -> bool:
        return any(
            o.nguon_goc == NguonGoc.MINH_HOA and o.co_mat for d in self.bang for o in d.o.values()
        )

    @cached_property
    def co_quy_doi(self) -> bool:
        return any(o.quy_doi for muc in self.muc for d in muc.dong for o in d.o)

    @cached_property
    def trang_thai_sl(self) -> str:
        """The data state most typed cells have now; ước tính for an empty form."""
        dem: dict[str, int] = defaultdict(int)
        for dong in self.bang:
            for o in dong.o.values():
                if o.nhap_duoc and o.co_mat and dong.chi_tieu.la_so and not o.chu:
                    dem[o.trang_thai_sl] += 1
        return max(dem, key=lambda k: dem[k]) if dem else "uoc"

    def o_doc_moi(self) -> dict[str, str]:
        """Text of every cell nobody types, for the page to refresh after an autosave."""
        return {
            o.khoa: o.chu
            for muc in self.muc
            for d in muc.dong
            for o in d.o
            if o.loai == "doc" and o.cot is not None
        }


def loi_theo_o(bang: Bang, loi: Mapping[str, str]) -> list[dict[str, str]]:
    """Bad cells for the summary, each linked to its box."""
    cot = {c.ma: c.ten for c in bang.cot}
    ket_qua = []
    for khoa, cau in loi.items():
        o = khoa[2:].rsplit(".", 2)[0] if khoa.startswith("d:") else khoa
        ma, _, ma_cot = o.rpartition(".")
        dong = bang.dong_cua(ma)
        ten = dong.chi_tieu.ten if dong else ma
        la_ds = dong is not None and dong.chi_tieu.kieu == KieuSo.DANH_SACH
        if not la_ds:
            ten = f"{ten} – {cot.get(ma_cot, ma_cot)}"
        ket_qua.append({"neo": neo_cua(ma, ma_cot, danh_sach=la_ds), "ten": ten, "cau": cau})
    return ket_qua


def _so_le(dong: Dong, cot: CotBieu) -> int:
    if cot.so_le_in is not None:
        return int(cot.so_le_in)
    return int(cot.so_le if cot.so_le is not None else dong.chi_tieu.so_le)


def _loai_cot(cot: CotBieu) -> str:
    return {
        KieuCot.NHAP: "nhap",
        KieuCot.TU_CSDL: "csdl",
        KieuCot.TINH: "tinh",
        KieuCot.VAN_BAN: "chu",
    }[KieuCot(cot.kieu_cot)]


def _ten_gon(ten: str) -> str:
    """The unit stands in its own line of the head."""
    return ten.removesuffix(" (%)")


def _thuong_dau(ten: str) -> str:
    gon = _ten_gon(ten)
    return gon[:1].lower() + gon[1:]
