"""The surroundings of a rule: which cells it is for, what its names and references stand for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, NamedTuple, cast

from baocao.bang import Bang, Dong
from baocao.bang import O as OBang
from baocao.bieu_thuc import TraCuu
from baocao.checks.contract import MucDoViPham, ViPham
from baocao.checks.so_lieu_kem import SoLieuKem
from baocao.checks.thong_bao import GiaTriIn, dien, gon
from baocao.choices import KieuCot, MucDo
from baocao.lich_su import MucThuong
from baocao.models import BoBaoCao, CotBieu, QuyTacKiemTra
from cucctdp.formats.ky import Ky, LoaiKy

THANG_TRONG_NAM = 12
_BIEU = re.compile(r"Q[0-9]{2}", re.ASCII)


class QuyTacHong(ValueError):
    """The row of a rule says something that cannot be run; ``str()`` is a Vietnamese sentence."""


class ViTri(NamedTuple):
    """Where a reference points; "" means this period, or the row or column at hand.

    ``bieu``: the code of another form of the same pack, "" for this one.
    """

    ky: str
    dong: str
    cot: str
    bieu: str = ""


# Names of the language that come from the usual level of a cell → field of ``MucThuong``.
TEN_MUC_THUONG = {"muc_thuong": "muc", "do_lech_thuong": "lech", "so_nam_mua": "so_nam"}


@dataclass
class BoiCanh:
    """One form and what was read beside it; shared by all rules, so it remembers."""

    bang: Bang
    kem: SoLieuKem = field(default_factory=SoLieuKem)
    _trung_binh: dict[tuple[str, str], Decimal | None] = field(default_factory=dict)
    _tong: dict[str, Decimal | None] = field(default_factory=dict)
    _muc: dict[tuple[str, str], MucThuong | None] = field(default_factory=dict)
    _vi_tri: dict[str, ViTri | None] = field(default_factory=dict)

    @cached_property
    def cot(self) -> dict[str, CotBieu]:
        return {c.ma: c for c in self.bang.cot}

    @cached_property
    def cac_ky(self) -> dict[str, str]:
        """Prefixes of references → period codes."""
        ky = self.bang.ky
        return {
            "ky_truoc": self.bang.ma_ky_truoc,
            "cung_ky": self.bang.ma_cung_ky,
            "nam_truoc": Ky(LoaiKy.NAM, ky.nam - 1).ma,
            "sau_thang": Ky(LoaiKy.SAU_THANG, ky.nam).ma,
        }

    @cached_property
    def bien_chung(self) -> dict[str, Decimal]:
        """Names that are the same for every cell of the form."""
        ky = self.bang.ky
        return {
            "so_ky": Decimal(len(ky.cac_ky_trong_nam_den_nay())),
            "tien_do_chuan": Decimal(ky.so_thang) / THANG_TRONG_NAM * 100,
        }

    def trung_binh_8(self, chi_tieu: str, cot: str) -> Decimal | None:
        khoa = chi_tieu, cot
        if khoa not in self._trung_binh:
            self._trung_binh[khoa] = self.bang.trung_binh_8(chi_tieu, cot)
        return self._trung_binh[khoa]

    def muc_thuong(self, chi_tieu: str, cot: str) -> MucThuong | None:
        khoa = chi_tieu, cot
        if khoa not in self._muc:
            self._muc[khoa] = self.bang.muc_thuong(chi_tieu, cot)
        return self._muc[khoa]

    def tong_cac_ky(self, chi_tieu: str) -> Decimal | None:
        if chi_tieu not in self._tong:
            self._tong[chi_tieu] = self.bang.tong_cac_ky(chi_tieu)
        return self._tong[chi_tieu]

    def vi_tri(self, tham_chieu: str) -> ViTri | None:
        """Resolve the text of a reference; None when it names nothing of this form."""
        if tham_chieu not in self._vi_tri:
            self._vi_tri[tham_chieu] = self._phan_giai(tham_chieu)
        return self._vi_tri[tham_chieu]

    def _phan_giai(self, tham_chieu: str) -> ViTri | None:
        dau, _, con = tham_chieu.partition(".")
        if con and _BIEU.fullmatch(dau):
            dong, _, cot = con.rpartition(".")
            return ViTri("", dong, cot, dau) if dong else None
        ky = self.cac_ky.get(dau, "") if con else ""
        ma = con if ky else tham_chieu
        if ma in self.cot:
            return ViTri(ky, "", ma)
        if self.bang.co_dong(ma):
            return ViTri(ky, ma, "")
        dong, _, cot = ma.rpartition(".")
        if dong and cot in self.cot:
            return ViTri(ky, dong, cot)
        return None

    def tra(self, tham_chieu: str, dong: str, cot: str) -> Decimal | None:
        """The number a reference stands for, seen from a row and a column ("" for none)."""
        vi_tri = self.vi_tri(tham_chieu)
        if vi_tri is None:
            return None
        dong, cot = vi_tri.dong or dong, vi_tri.cot or cot
        if vi_tri.bieu:
            return self.kem.bieu_khac.so(vi_tri.bieu, dong, cot)
        if vi_tri.ky:
            return self.bang.lich_su.so(vi_tri.ky, dong, cot)
        return self.bang.so(dong, cot)

    def tra_tai(self, dong: str, cot: str) -> TraCuu:
        """``tra`` bound to a place, as expressions want it."""
        return lambda tham_chieu: self.tra(tham_chieu, dong, cot)


@dataclass
class NguCanh:
    """One rule over one form."""

    boi_canh: BoiCanh
    quy_tac: QuyTacKiemTra

    @property
    def bang(self) -> Bang:
        return self.boi_canh.bang

    @property
    def kem(self) -> SoLieuKem:
        return self.boi_canh.kem

    @property
    def tham_so(self) -> Mapping[str, Any]:
        tham_so: Mapping[str, Any] = self.quy_tac.tham_so
        return tham_so

    @cached_property
    def nguong(self) -> dict[str, Decimal]:
        """Thresholds for rows without their own; QuyTacHong when one is not a number."""
        try:
            goc = {ten: Decimal(str(so)) for ten, so in self.quy_tac.nguong.items()}
        except InvalidOperation as loi:
            raise QuyTacHong("Ngưỡng không phải là số.") from loi
        return goc | dict(self.kem.nguong.get((self.quy_tac.ma, ""), {}))

    def nguong_cua(self, chi_tieu: str) -> dict[str, Decimal]:
        """Thresholds as they stand for one row (bảng Ngưỡng kiểm tra)."""
        rieng = self.kem.nguong.get((self.quy_tac.ma, chi_tieu)) if chi_tieu else None
        return self.nguong | dict(rieng) if rieng else self.nguong

    def ap_dung_cho_bieu(self) -> bool:
        """True when the rule is for this form and kind of period."""
        loc = self.quy_tac.ap_dung
        return _khop(loc, "bieu", self.bang.bieu_mau.ma) and _khop(
            loc, "loai_ky", str(self.bang.ky.loai)
        )

    def cac_dong(self) -> Iterator[Dong]:
        """Rows of the form the rule is for, in printed order."""
        loc = self.quy_tac.ap_dung
        can = loc.get("chi_tieu")
        tru = {*loc.get("tru_chi_tieu", ()), *self.tham_so.get("tru_chi_tieu", ())}
        for dong in self.bang:
            chi_tieu = dong.chi_tieu
            if chi_tieu.ma in tru:
                continue
            if isinstance(can, str):
                if not getattr(chi_tieu, can, None):
                    continue
            elif can is not None and chi_tieu.ma not in can:
                continue
            if (
                _khop(loc, "kieu", chi_tieu.kieu)
                and _khop(loc, "dai_luong", chi_tieu.dai_luong)
                and loc.get("am", chi_tieu.cho_am) == chi_tieu.cho_am
                and loc.get("mua_vu", chi_tieu.mua_vu) == chi_tieu.mua_vu
            ):
                yield dong

    def cac_cot(self) -> list[CotBieu]:
        """Columns the rule is for; every column when it does not say."""
        loc = self.quy_tac.ap_dung
        can, tru = loc.get("cot"), loc.get("tru_cot", ())
        return [c for c in self.bang.cot if c.ma not in tru and _dung_cot(c, can)]

    def cac_o(self) -> Iterator[tuple[Dong, CotBieu, OBang]]:
        """Cells the rule is for; columns that do not apply to a row are left out."""
        cac_cot = self.cac_cot()
        for dong in self.cac_dong():
            for cot in cac_cot:
                o = dong.o.get(cot.ma)
                if o is not None:
                    yield dong, cot, o

    def vi_pham(
        self,
        chi_tieu: str = "",
        cot: str = "",
        *,
        muc_do: MucDoViPham | None = None,
        bien: Mapping[str, GiaTriIn] | None = None,
        **them: GiaTriIn,
    ) -> ViPham:
        """Make the finding: fills the message, finds the explanation given for it.

        ``bien`` and ``them`` are further values of placeholders; all others are looked up.
        """
        tat_ca = {**(bien or {}), **them}
        dong = self.bang.dong_cua(chi_tieu) if chi_tieu else None
        so_le = dong.chi_tieu.so_le if dong else 2
        thong_bao = dien(
            self.quy_tac.thong_bao, lambda cho: self._gia_tri_in(cho, dong, cot, tat_ca), so_le
        )
        return vi_pham(self.quy_tac, thong_bao, chi_tieu, cot, self.kem, muc_do)

    def _gia_tri_in(
        self, cho: str, dong: Dong | None, cot: str, bien: Mapping[str, GiaTriIn]
    ) -> GiaTriIn:
        if cho in bien:
            return bien[cho]
        if cho == "cot":
            return self.boi_canh.cot[cot].ten if cot in self.boi_canh.cot else None
        if cho == "ky":
            return self.bang.ky.ten
        if dong is not None and cho in ("ma", "ten", "dvt"):
            return str(getattr(dong.chi_tieu, cho))
        ma = dong.chi_tieu.ma if dong else ""
        if cho in self.nguong:
            return self.nguong_cua(ma)[cho]
        so_le = dong.chi_tieu.so_le if dong else 2
        if cho in self.boi_canh.bien_chung:
            return gon(self.boi_canh.bien_chung[cho], so_le)
        if ma and cho == "trung_binh_8":
            return gon(self.boi_canh.trung_binh_8(ma, cot), so_le)
        if ma and cho in TEN_MUC_THUONG:
            muc = self.boi_canh.muc_thuong(ma, cot)
            return gon(getattr(muc, TEN_MUC_THUONG[cho]), so_le) if muc else None
        if ma and cho == "tong_cac_ky":
            return self.boi_canh.tong_cac_ky(ma)
        if cho == "gia_tri":
            cho = cot
        vi_tri = self.boi_canh.vi_tri(cho)
        if vi_tri is None:
            return None
        so = self.boi_canh.tra(cho, ma, cot)
        o = self.bang.o(vi_tri.dong or ma, vi_tri.cot or cot)
        # Typed figures keep every decimal; computed ones are rounded like their row.
        tinh = not vi_tri.ky and not vi_tri.bieu and o is not None and not o.nhap_duoc
        return gon(so, so_le) if tinh else so


@dataclass
class NguCanhBo:
    """One rule over a whole pack."""

    bo: BoBaoCao
    bangs: Mapping[str, Bang]
    quy_tac: QuyTacKiemTra

    def cac_bang(self) -> list[Bang]:
        """Forms of the pack the rule is for."""
        loc = self.quy_tac.ap_dung
        return [
            b
            for ma, b in self.bangs.items()
            if _khop(loc, "bieu", ma) and _khop(loc, "loai_ky", str(b.ky.loai))
        ]

    def vi_pham(self, chi_tieu: str = "", **bien: GiaTriIn) -> ViPham:
        """Make the finding; ``ky`` is known to every message.

        Nobody explains a finding about the whole pack: there is no cell to explain it at.
        """
        tat_ca: dict[str, GiaTriIn] = {"ky": self.bo.ky.ky.ten, **bien}
        thong_bao = dien(self.quy_tac.thong_bao, tat_ca.get)
        return vi_pham(self.quy_tac, thong_bao, chi_tieu, hoi=False)


def vi_pham(
    quy_tac: QuyTacKiemTra,
    thong_bao: str,
    chi_tieu: str = "",
    cot: str = "",
    kem: SoLieuKem | None = None,
    muc_do: MucDoViPham | None = None,
    *,
    hoi: bool = True,
) -> ViPham:
    """Build a finding; only a warning asks for an explanation, and only where ``hoi``."""
    muc: MucDoViPham = muc_do or cast(MucDoViPham, quy_tac.muc_do)
    can = muc == MucDo.W and hoi
    bo_qua_boi = tuple(quy_tac.bo_qua_boi) if muc == MucDo.E else ()
    da = ""
    if kem and can:
        da = kem.loi_giai_trinh(quy_tac.ma, chi_tieu, cot, thong_bao)
    elif kem and bo_qua_boi:
        da = kem.duoc_bo_qua(quy_tac.ma, chi_tieu, cot, thong_bao, bo_qua_boi)
    mien = kem.loi_mien_tru(quy_tac.ma, chi_tieu) if kem and quy_tac.cho_mien_tru else ""
    return ViPham(quy_tac.ma, muc, chi_tieu, cot, thong_bao, can, da, bo_qua_boi, mien)


def _khop(loc: Mapping[str, Any], khoa: str, gia_tri: str) -> bool:
    return khoa not in loc or gia_tri in loc[khoa]


def _dung_cot(cot: CotBieu, can: Any) -> bool:
    if can is None:
        return True
    if can == "bat_buoc":
        return bool(cot.bat_buoc)
    if can == "nhap":
        return bool(cot.kieu_cot == KieuCot.NHAP)
    if can == "so":
        return cot.kieu_cot == KieuCot.NHAP and cot.kieu in ("so", "chi_so")
    return cot.ma in can
